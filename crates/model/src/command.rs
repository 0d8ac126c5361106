//! Commands: everything a person or a script can ask for, as data that carry their identifiers.
//!
//! A command says what is meant; `node` turns it into edits with what it knows of the plan, and
//! `replica` writes them as one change per document. Several commands given together are a group:
//! all or nothing, and one step to undo.

use crate::{
    AcceptedSlipId, AnswerId, BaselineId, BookingId, BookingVerb, ClientVerdict, DirectoryEntry,
    DocumentId, PersonId, ProductionId, PublicationId, PublishedDetail, RoomId, SlipId, Subject,
    TaskId, Values, VariantId,
};
use std::collections::BTreeSet;
use units::{Money, NaiveDate, NaiveDateTime};

/// What a person or a script asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// A record comes to be.
    Add {
        /// Where, what, which.
        subject: Subject,
        /// Its fields.
        values: Values,
    },
    /// Fields of a record get values.
    Set {
        /// Which record.
        subject: Subject,
        /// The fields that change.
        values: Values,
    },
    /// A record is marked as deleted. With a task go its links and the tasks in it, and its
    /// sessions are given back or called off.
    Delete {
        /// Which record.
        subject: Subject,
    },
    /// The mark is taken away.
    Restore {
        /// Which record.
        subject: Subject,
    },
    /// A production comes to be, with its plan document.
    CreateProduction {
        /// The production.
        production: ProductionId,
        /// Its plan document.
        document: DocumentId,
        /// Fields of the production.
        values: Values,
    },
    /// The steps of a genre template are added to a plan and given dates.
    ApplyTemplate {
        /// The production.
        production: ProductionId,
        /// Key of the template.
        template: String,
        /// From where it is dated.
        anchor: Anchor,
    },
    /// A booking is moved; it keeps its length on the wall clock, and its room and people unless
    /// others are set.
    MoveBooking {
        /// The production.
        production: ProductionId,
        /// The booking.
        booking: BookingId,
        /// Its new first moment.
        start: NaiveDateTime,
    },
    /// A booking is cut in two.
    SplitBooking {
        /// The production.
        production: ProductionId,
        /// The booking, which keeps what comes before.
        booking: BookingId,
        /// Where it is cut.
        at: NaiveDateTime,
        /// The booking of the rest.
        rest: BookingId,
    },
    /// A booking is made like another, from another moment on.
    CopyBooking {
        /// The production.
        production: ProductionId,
        /// The booking copied.
        booking: BookingId,
        /// The new one.
        copy: BookingId,
        /// Its first moment.
        start: NaiveDateTime,
    },
    /// A booking is held, confirmed, released…
    ChangeBooking {
        /// The production.
        production: ProductionId,
        /// The booking.
        booking: BookingId,
        /// What is done to it.
        verb: BookingVerb,
    },
    /// The work of a task that no booking holds yet is booked, from a moment on, as a first option.
    PlaceTask {
        /// The production.
        production: ProductionId,
        /// The task.
        task: TaskId,
        /// The booking that comes to be.
        booking: BookingId,
        /// Its room, whose hours it keeps.
        room: Option<RoomId>,
        /// Its people.
        people: BTreeSet<PersonId>,
        /// From when on.
        start: NaiveDateTime,
    },
    /// A task is moved to begin at a moment: its bookings go with it, and what is not booked does
    /// not begin before.
    MoveTask {
        /// The production.
        production: ProductionId,
        /// The task, or a group of tasks.
        task: TaskId,
        /// When it is to begin.
        start: NaiveDateTime,
    },
    /// The dates of a plan are frozen under a name.
    TakeBaseline {
        /// The production.
        production: ProductionId,
        /// The baseline.
        baseline: BaselineId,
        /// Its name.
        name: String,
    },
    /// What a variant says otherwise is written into the plan, and the variant is done with.
    TakeVariant {
        /// The production.
        production: ProductionId,
        /// The variant.
        variant: VariantId,
        /// Also where the plan itself has changed since?
        over: bool,
    },
    /// A technician hands in a slip: it is signed from that moment on.
    HandInSlip {
        /// Whose it is.
        person: PersonId,
        /// The slip.
        slip: SlipId,
    },
    /// Coordination accepts a slip: what it says is kept in the plan, and the task and the session
    /// go on from there.
    AcceptSlip {
        /// Whose it is.
        person: PersonId,
        /// The slip.
        slip: SlipId,
        /// What comes to be in the plan.
        accepted: AcceptedSlipId,
    },
    /// A copy of the plan as it is, and a price, are sent to the client of a production.
    Publish {
        /// The production.
        production: ProductionId,
        /// What comes to be.
        publication: PublicationId,
        /// Its name.
        name: String,
        /// Words to the client.
        remark: String,
        /// How much of the plan is sent.
        detail: PublishedDetail,
        /// The price, without tax, if one is sent.
        price: Option<Money>,
        /// Is the client asked to agree?
        agreement: bool,
    },
    /// The client answers to what was sent.
    Answer {
        /// The production.
        production: ProductionId,
        /// To which publication.
        publication: PublicationId,
        /// What comes to be.
        answer: AnswerId,
        /// What is said.
        verdict: ClientVerdict,
        /// The name it is signed with; who agrees or refuses has one.
        signed: String,
        /// Words to coordination.
        remark: String,
    },
    /// The directory's entry of a person is set.
    NamePerson {
        /// The person.
        person: PersonId,
        /// What the directory knows from now on.
        entry: DirectoryEntry,
    },
}

/// From where a template is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The first rushes arrive that day; everything follows.
    ForwardFrom(NaiveDate),
    /// The master is due that day; everything comes before.
    BackwardFrom(NaiveDate),
}

impl Command {
    /// Its word, for the history and messages.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Add { .. } => "add",
            Self::Set { .. } => "set",
            Self::Delete { .. } => "delete",
            Self::Restore { .. } => "restore",
            Self::CreateProduction { .. } => "create_production",
            Self::ApplyTemplate { .. } => "apply_template",
            Self::MoveBooking { .. } => "move_booking",
            Self::SplitBooking { .. } => "split_booking",
            Self::CopyBooking { .. } => "copy_booking",
            Self::ChangeBooking { .. } => "change_booking",
            Self::PlaceTask { .. } => "place_task",
            Self::MoveTask { .. } => "move_task",
            Self::TakeBaseline { .. } => "take_baseline",
            Self::TakeVariant { .. } => "take_variant",
            Self::HandInSlip { .. } => "hand_in_slip",
            Self::AcceptSlip { .. } => "accept_slip",
            Self::Publish { .. } => "publish",
            Self::Answer { .. } => "answer",
            Self::NamePerson { .. } => "name_person",
        }
    }
}

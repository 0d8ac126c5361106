//! What screens ask for: meaning (commands for the node) and where to look (for the window). It is
//! carried out after the frame, in order, in one place.

use crate::desktop::{Action, Place, PlanningSettings, ProductionSettings, Theme};
use model::{Command, ProductionId, PublicationId, Subject, VariantId};
use node::Group;
use schedule::{Clash, Event};
use std::path::PathBuf;
use std::sync::Arc;

/// Something a screen asks for.
#[derive(Debug)]
pub(crate) enum Ask {
    /// Commands to carry out; a notice tells when they are kept, unless it is plain to see.
    Submit {
        /// What is meant.
        group: Group,
        /// Is there to be a notice?
        told: bool,
    },
    /// Another screen.
    Go(Place),
    /// Other records are selected; the last one leads.
    Select(Vec<Subject>),
    /// A record is selected, and the keys go to its first field.
    Edit(Subject),
    /// An action of the window.
    Run(Action),
    /// Another facility of this installation.
    Enter(Entry),
    /// A theme.
    Theme(Theme),
    /// After how many minutes without use a sealed store is closed; 0: never.
    LockAfter(u32),
    /// How the plan of a production is shown from now on.
    Production(ProductionSettings),
    /// What the planning shows from now on.
    Planning(PlanningSettings),
    /// Something to tell the reader that needs no answer.
    Tell(crate::desktop::notice::Notice),
    /// The form of a new booking of a room or a person, in a stretch of time.
    Book(Subject, units::TickRange),
    /// A screen is shown at a record and a moment: the booking of a clash, the day of a delivery.
    Show(Subject),
    /// A clash is shown with both sides and its ways out.
    ShowClash(Arc<Clash>),
    /// Ways out of an event are searched and shown beside the planning.
    Replan(Box<Event>),
    /// What was sent to a client is to be made a file.
    Export(PublicationId),
    /// The reader works in a variant from now on, or in the plans themselves.
    WorkIn(Option<(ProductionId, VariantId)>),
}

/// Which facility is worked on from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// One that is there, by the folder of its store.
    At(PathBuf),
    /// One that is to be made.
    New,
    /// One that is joined with a ticket.
    Joined,
}

/// Everything asked for during a frame.
#[derive(Debug, Default)]
pub(crate) struct Asks(Vec<Ask>);

impl Asks {
    /// Commands to carry out as one step, told by a notice with its undo.
    pub(crate) fn submit(&mut self, group: Group) {
        self.0.push(Ask::Submit { group, told: true });
    }

    /// The same for something whose result is in view anyway: typing in a field, a drag.
    pub(crate) fn submit_quietly(&mut self, group: Group) {
        self.0.push(Ask::Submit { group, told: false });
    }

    /// One command as one step, quietly.
    pub(crate) fn command(&mut self, command: Command) {
        self.submit_quietly(Group::one(command));
    }

    /// Another screen.
    pub(crate) fn go(&mut self, place: Place) {
        self.0.push(Ask::Go(place));
    }

    /// One record is selected.
    pub(crate) fn select(&mut self, subject: Subject) {
        self.0.push(Ask::Select(vec![subject]));
    }

    /// One record is selected, and the keys go to its first field as soon as it is there.
    pub(crate) fn edit(&mut self, subject: Subject) {
        self.0.push(Ask::Edit(subject));
    }

    /// Several records are selected, or none.
    pub(crate) fn select_all(&mut self, subjects: Vec<Subject>) {
        self.0.push(Ask::Select(subjects));
    }

    /// A record is selected and shown where it stands.
    pub(crate) fn show(&mut self, subject: Subject) {
        self.0.push(Ask::Show(subject));
    }

    /// A clash is shown with both sides and its ways out.
    pub(crate) fn show_clash(&mut self, clash: &Arc<Clash>) {
        self.0.push(Ask::ShowClash(Arc::clone(clash)));
    }

    /// The form of a new booking of a room or a person, in a stretch of time.
    pub(crate) fn book(&mut self, of: Subject, stretch: units::TickRange) {
        self.0.push(Ask::Book(of, stretch));
    }

    /// Ways out of an event.
    pub(crate) fn replan(&mut self, event: Event) {
        self.0.push(Ask::Replan(Box::new(event)));
    }

    /// What was sent to a client as a file: the dialogue that asks where.
    pub(crate) fn export(&mut self, publication: PublicationId) {
        self.0.push(Ask::Export(publication));
    }

    /// The reader works in a variant from now on, or in the plans themselves.
    pub(crate) fn work_in(&mut self, into: Option<(ProductionId, VariantId)>) {
        self.0.push(Ask::WorkIn(into));
    }

    /// An action of the window.
    pub(crate) fn run(&mut self, action: Action) {
        self.0.push(Ask::Run(action));
    }

    /// Another facility.
    pub(crate) fn enter(&mut self, entry: Entry) {
        self.0.push(Ask::Enter(entry));
    }

    /// A theme.
    pub(crate) fn set_theme(&mut self, theme: Theme) {
        self.0.push(Ask::Theme(theme));
    }

    /// After how many minutes without use a sealed store is closed; 0: never.
    pub(crate) fn set_lock_after(&mut self, minutes: u32) {
        self.0.push(Ask::LockAfter(minutes));
    }

    /// How the plan of a production is shown from now on, kept for the next time.
    pub(crate) fn set_production(&mut self, shown: ProductionSettings) {
        self.0.push(Ask::Production(shown));
    }

    /// What the planning shows from now on, kept for the next time.
    pub(crate) fn set_planning(&mut self, shown: PlanningSettings) {
        self.0.push(Ask::Planning(shown));
    }

    /// Something to tell.
    pub(crate) fn tell(&mut self, notice: crate::desktop::notice::Notice) {
        self.0.push(Ask::Tell(notice));
    }

    /// Everything that was asked elsewhere, behind what was asked here.
    pub(crate) fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    /// Takes all that was asked.
    pub(crate) fn take(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.0)
    }
}

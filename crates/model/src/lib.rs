//! What the trade works with, as plain data: the facility, its people, productions, tasks,
//! bookings; the commands that change them; the findings that speak of them.
//!
//! Invariants: no I/O, no clock, no randomness. Types here are not serde types: the document
//! form is `replica`'s, files are `interchange`'s, paper is `paperwork`'s. Every record is
//! declared once, by the `record!` macro: struct, field table, reading and writing come from it.

mod absence;
mod affinity;
mod attachment;
mod baseline;
mod booking;
mod branch;
mod check;
mod choice;
mod collections;
mod command;
mod cost_rate;
mod directory;
mod edit;
mod episode;
mod equipment;
mod facility;
mod field;
mod finding;
mod holiday_zone;
mod hours;
mod ids;
mod kind;
mod link;
mod order;
mod outline;
mod person;
mod production;
mod publication;
mod record;
mod role;
mod room;
mod slip;
mod step;
mod task;
mod value;
mod variant;
pub mod vocabulary;
mod written;

pub use absence::{Absence, AbsenceKind};
pub use affinity::{Affinity, Opinion};
pub use attachment::{Attachment, MAX_ATTACHMENT_BYTES};
pub use baseline::{Baseline, BaselineDates, BaselineTasks};
pub use booking::{Booking, BookingDays, BookingState, BookingVerb, Transition, Window};
pub use branch::{Branch, Divergence, Presence};
pub use choice::Choice;
pub use collections::{Answers, Casting, Desk, Directory, Facility, Plan, Publications};
pub use command::{Anchor, Command};
pub use cost_rate::{CostRate, HourlyCosts, in_force};
pub use directory::DirectoryEntry;
pub use edit::{Change, Edit, Scope, Subject};
pub use episode::Episode;
pub use equipment::Equipment;
pub use facility::House;
pub use field::{Field, FieldKind, FieldProblem, FieldValue, Mismatch};
pub use finding::{Finding, Place, Severity};
pub use holiday_zone::{DaysOff, HolidayRule, HolidayZone};
pub use hours::{DayHours, HoursError, TimeSpan, WeekHours};
pub use ids::{
    AbsenceId, AcceptedSlipId, AffinityId, AnswerId, AttachmentId, BaselineId, BookingId,
    CatalogueId, CostRateId, DeviceId, DocumentId, EndpointId, EpisodeId, EquipmentId, FacilityId,
    GrantId, HolidayZoneId, IdError, LinkId, PersonId, ProductionId, PublicationId, RawId, RoomId,
    SlipId, TaskId, VariantId,
};
pub use kind::{DocumentKind, Kind};
pub use link::{Lag, Link, LinkKind};
pub use order::Order;
pub use outline::OutlineLine;
pub use person::{Employment, Person};
pub use production::{Genre, Production, ProductionKind, ProductionState};
pub use publication::{
    Answer, ClientVerdict, LineKind, Publication, PublishedDetail, PublishedLine, PublishedLines,
};
pub use record::Record;
pub use role::Role;
pub use room::{Room, RoomKind};
pub use slip::{AcceptedSlip, Slip, WaitingCause};
pub use step::{Family, Step};
pub use task::{SplitRule, Task};
pub use value::{Value, Values};
pub use variant::{Divergences, Variant, VariantState};

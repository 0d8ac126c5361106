//! What the demo is, as data: steps that make it, and the week that is played on it.

use model::{BookingId, Command, FacilityId, PersonId, ProductionId, Subject, TaskId};
use units::{NaiveDate, Stamp};

/// A facility, its history, and a week of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The facility; it is to be founded under this identifier, before the first step.
    pub facility: FacilityId,
    /// Its name.
    pub facility_name: String,
    /// The coordinator at whose desk all steps are taken.
    pub coordinator: PersonId,
    /// The coordinator at the other desk, in the event of two peers.
    pub colleague: PersonId,
    /// The day the history ends before; the Monday of the scripted week.
    pub today: NaiveDate,
    /// What makes the facility as it is on the morning of `today`, in order of time.
    pub steps: Vec<Step>,
    /// Events from Monday to Friday.
    pub week: Vec<ScriptedEvent>,
}

/// Commands given together by one person at one moment: all or nothing, one step to undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When they were given.
    pub at: Stamp,
    /// What was done.
    pub label: Label,
    /// The commands, in order.
    pub commands: Vec<Command>,
}

/// A short text in both languages of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// Something that happens in the scripted week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptedEvent {
    /// The day.
    pub day: NaiveDate,
    /// When it is told; dates and clashes are to be looked at as of this moment.
    pub at: Stamp,
    /// Its stable key: `rushes_late`, `mixer_ill`, `stage_twice`, `four_days_left`,
    /// `master_sooner`, `slip_of_the_mouse`.
    pub key: &'static str,
    /// What the house enters as usual between the event before and this one; the week's dates
    /// and clashes mean little without.
    pub before: Vec<Step>,
    /// What happens.
    pub label: Label,
    /// The production it happens to, where it is one's.
    pub production: Option<ProductionId>,
    /// What is done about it, one after the other.
    pub actions: Vec<Action>,
    /// What to look at after each action.
    pub watch: Watch,
}

/// Something done in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is done.
    pub label: Label,
    /// How.
    pub deed: Deed,
}

/// How something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// One group of commands.
    Group(Vec<Command>),
    /// A group on each of two peers that have not heard of each other yet; then they exchange.
    TwoPeers {
        /// At the desk of `coordinator`.
        a: Vec<Command>,
        /// At the desk of `colleague`.
        b: Vec<Command>,
    },
    /// The last group of `coordinator` is undone.
    Undo,
}

/// What to look at after an event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Watch {
    /// Dates and floats of these tasks.
    pub tasks: Vec<(ProductionId, TaskId)>,
    /// When, where, with whom and how firm these bookings are.
    pub bookings: Vec<(ProductionId, BookingId)>,
    /// The float towards the delivery of these productions.
    pub deliveries: Vec<ProductionId>,
    /// Clashes of these rooms and people.
    pub resources: Vec<Subject>,
}

impl Label {
    pub(crate) fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// A label that begins with the title of a production.
    pub(crate) fn of(title: &str, fr: &str, en: &str) -> Self {
        Self::new(format!("{title} : {fr}"), format!("{title}: {en}"))
    }
}

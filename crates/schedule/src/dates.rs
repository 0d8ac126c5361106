//! What the passes tell of a plan: dates, floats and what drives them.

use model::{BookingId, Kind, LinkId, ProductionId, RawId, Subject, TaskId};
use std::collections::BTreeMap;
use units::{Minutes, Tick, TickRange};

/// Dates of a plan. Tasks on a cycle have none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanDates {
    /// Dates by task, groups included.
    pub tasks: BTreeMap<TaskId, TaskDates>,
    /// Start of the first task.
    pub start: Option<Tick>,
    /// Finish of the last task.
    pub finish: Option<Tick>,
    /// The least total float of an unfinished task, in working minutes of the house.
    pub total_float: Option<Minutes>,
    /// The dates to be met, earliest first.
    pub deadlines: Vec<DeadlineDates>,
}

/// Dates and floats of a task. Floats are working minutes of the house; negative is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskDates {
    /// Planned start: of the work done, else of the first booking, else the earliest.
    pub start: Tick,
    /// Planned finish, work that is not booked yet included.
    pub finish: Tick,
    /// Earliest start with the predecessors as planned, were the task not booked.
    pub early_start: Tick,
    /// Earliest finish likewise.
    pub early_finish: Tick,
    /// Latest start that keeps the deadlines; none for what is begun.
    pub late_start: Option<Tick>,
    /// Latest finish that keeps the deadlines; none for what is finished.
    pub late_finish: Option<Tick>,
    /// By how much it may slip before a deadline breaks, or before the plan ends later if no
    /// deadline depends on it; none for what is finished.
    pub total_float: Option<Minutes>,
    /// By how much it may slip before another task must move; none for what is finished.
    pub free_float: Option<Minutes>,
    /// Total float towards the delivery of the production alone, where that applies.
    pub delivery_float: Option<Minutes>,
    /// Is it on the chain with the least float towards its deadline, or late?
    pub critical: bool,
    /// Work held by its bookings.
    pub booked: Minutes,
    /// Work that remains and no booking holds.
    pub unbooked: Minutes,
    /// What decides its start.
    pub driver: Driver,
    /// Is it a group?
    pub group: bool,
}

/// What decides when a task starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Driver {
    /// It began then.
    Actual,
    /// Its first booking.
    Booking(BookingId),
    /// A dependency.
    Link(LinkId),
    /// What holds back its group.
    Group(TaskId),
    /// Its own "not before".
    NotBefore,
    /// The start of the production.
    ProductionStart,
    /// The present: what is not done yet cannot be done earlier.
    Now,
    /// The tasks of the group.
    Children,
}

/// A date to be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineDates {
    /// The task, episode or production whose date it is.
    pub subject: Subject,
    /// By when.
    pub at: Tick,
    /// The unfinished task that is finished last among those it applies to.
    pub last: Option<TaskId>,
    /// When that one is finished.
    pub finish: Option<Tick>,
    /// Working time of the house left between the two; negative is late.
    pub float: Option<Minutes>,
}

impl PlanDates {
    /// The dates of a task.
    pub fn task(&self, id: TaskId) -> Option<&TaskDates> {
        self.tasks.get(&id)
    }

    /// Working time left before the deadline that is nearest to being missed, negative if one is;
    /// without any deadline, the least float of a task.
    pub fn float_to_deadlines(&self) -> Option<Minutes> {
        let least = self.deadlines.iter().filter_map(|deadline| deadline.float).min();
        least.or(self.total_float)
    }
}

impl TaskDates {
    /// From planned start to planned finish.
    pub fn range(&self) -> TickRange {
        TickRange::new(self.start, self.finish)
    }
}

impl Driver {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Booking(_) => "booking",
            Self::Link(_) => "link",
            Self::Group(_) => "group",
            Self::NotBefore => "not_before",
            Self::ProductionStart => "production_start",
            Self::Now => "now",
            Self::Children => "children",
        }
    }

    /// The record that decides, if it is one of the plan.
    pub fn subject(self, production: ProductionId) -> Option<Subject> {
        let (kind, id): (Kind, RawId) = match self {
            Self::Booking(id) => (Kind::Booking, id.into()),
            Self::Link(id) => (Kind::Link, id.into()),
            Self::Group(id) => (Kind::Task, id.into()),
            Self::ProductionStart => (Kind::Production, production.into()),
            Self::Actual | Self::NotBefore | Self::Now | Self::Children => return None,
        };
        Some(Subject::planned(production, kind, id))
    }
}

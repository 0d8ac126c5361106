//! What is to be planned, in the terms of the scheduling literature: activities with modes,
//! renewable resources, precedences with lags. Plain data; `prepared.rs` checks it.

use crate::calendar::WorkCalendar;
use crate::compile::Ends;
use std::sync::Arc;
use units::{Minutes, Tick, TickRange};

/// Something to be planned, whole: one production, or everything a facility does.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Nothing begins before its start; what does not end before its end has no place.
    pub horizon: TickRange,
    /// How long a day is on this axis, for what shifts cost: 24 hours, unless nights are left out.
    pub day: Minutes,
    /// Working times that modes and lags refer to by number.
    pub calendars: Vec<Arc<WorkCalendar>>,
    /// Rooms, people, machines.
    pub renewables: Vec<Renewable>,
    /// What is to be done.
    pub activities: Vec<Activity>,
    /// What waits for what.
    pub precedences: Vec<Precedence>,
}

/// A resource that is there again after its use.
#[derive(Debug, Clone, Default)]
pub struct Renewable {
    /// How much of it there is at any moment; `u32::MAX` where closures alone limit it.
    pub capacity: u32,
    /// When nobody can have it: absences, closures. No activity reaches into one; breaks that
    /// activities do reach over, such as nights, belong to the calendar of a mode.
    pub closed: Vec<TickRange>,
    /// How long it stays taken after each use; that time may lie in a closure.
    pub turnaround: Minutes,
}

/// Something to be done in one go, in one of its modes.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Ways to do it, at least one.
    pub modes: Vec<Mode>,
    /// It does not start before.
    pub release: Tick,
    /// Dates it should be finished by; costs of all that are missed are added.
    pub deadlines: Vec<Deadline>,
    /// Where the published plan has it.
    pub published: Option<Published>,
    /// It stays where it was published, whatever is against it: it is being done, or nobody may
    /// move it.
    pub pinned: bool,
    /// What it costs to move it.
    pub disturbance: Disturbance,
}

/// A way to do an activity: who and where, how long, what of it is not liked.
#[derive(Debug, Clone, Default)]
pub struct Mode {
    /// Working time it takes, in its calendar.
    pub work: Minutes,
    /// Working time it is done in, by number; every minute counts if none.
    pub calendar: Option<usize>,
    /// What it takes from its start to its end.
    pub uses: Vec<Use>,
    /// Points for what is not preferred: another mixer than the director's, the farther room.
    pub preference: i64,
    /// Points for being another mode than the published one: another room, other people.
    pub change: i64,
    /// Points for hours outside the normal ones.
    pub overtime: i64,
}

/// Some of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// Which resource, by number.
    pub renewable: usize,
    /// How much of it.
    pub amount: u32,
}

/// A date that should be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// When it is due.
    pub due: Tick,
    /// Points for each minute after it.
    pub per_minute: i64,
    /// Points for missing it at all, as contracts have it.
    pub once: i64,
}

/// A place in the published plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Which mode, by number.
    pub mode: usize,
    /// When it starts.
    pub start: Tick,
}

/// Points for moving a published activity: status and notice are in them already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Disturbance {
    /// For being moved at all, in time or to another mode.
    pub moved: i64,
    /// For each day it starts later, in proportion, rounded down.
    pub per_day_later: i64,
    /// For each day it starts earlier, in proportion, rounded down.
    pub per_day_earlier: i64,
}

/// A dependency between two activities with its time lags (Bartusch, Möhring, Radermacher 1988).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precedence {
    /// The predecessor, by number.
    pub from: usize,
    /// The successor, by number.
    pub to: usize,
    /// Which of their ends are tied.
    pub ends: Ends,
    /// The least time between those ends; negative if they may overlap.
    pub lag: Minutes,
    /// The working time in which the lag counts, by number; every minute if none.
    pub calendar: Option<usize>,
    /// The most time between those ends; any if none.
    pub most: Option<Most>,
}

/// The most time between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    /// How much.
    pub time: Minutes,
    /// The working time in which it counts, by number; every minute if none. What comes with the
    /// next working minute comes at once.
    pub calendar: Option<usize>,
}

impl Activity {
    /// One that must be done in one of some modes, and nothing else about it.
    pub fn new(modes: Vec<Mode>) -> Self {
        Self {
            modes,
            release: Tick(i64::MIN),
            deadlines: Vec::new(),
            published: None,
            pinned: false,
            disturbance: Disturbance::default(),
        }
    }
}

impl Most {
    /// The latest the end may be that comes after a tied one, by these calendars.
    pub(crate) fn after(self, tied: Tick, calendars: &[Arc<WorkCalendar>]) -> Tick {
        match self.calendar.and_then(|number| calendars.get(number)) {
            Some(calendar) => {
                let until = calendar.advance(tied, self.time);
                calendar.next_working(until).unwrap_or(until)
            }
            None => tied + self.time,
        }
    }
}

impl Precedence {
    /// Start after finish, without a lag.
    pub fn new(from: usize, to: usize) -> Self {
        let ends = Ends::FinishToStart;
        Self { from, to, ends, lag: Minutes::ZERO, calendar: None, most: None }
    }
}

//! The solving half: plans made and plans repaired, over plain numbers.
//!
//! An [`Instance`] is activities with modes, renewable resources, precedences with lags, deadlines
//! and what was published; [`Prepared`] is one that was checked. [`repair`] keeps what it can of
//! the published plan, [`improve`] makes a plan better under a [`Profile`] for as long as its
//! caller lets it, [`distinct`] keeps those that differ, [`explain`] says why. [`Project`] is
//! the special case of the literature (one mode, one makespan), with an engine of its own.
//!
//! Invariants: no clock and no chance: a seed and a number of iterations give the same plan on
//! every machine; how long a search may go on is told by its caller ([`Pace`]). Costs are whole
//! numbers. What these numbers mean in a facility is not here.

mod alternatives;
mod conflict;
mod explain;
mod foresight;
mod instance;
mod prepared;
mod problem;
mod project;
mod random;
mod reason;
mod schedule;
mod search;
mod slice;
#[cfg(test)]
mod tests;
mod verify;

pub use alternatives::{LEAST_DISTANCE, distance, distinct};
pub use conflict::{Cause, conflict};
pub use explain::{Explanation, explain, roots};
pub use instance::{
    Activity, Deadline, Disturbance, Instance, Mode, Most, Precedence, Published, Renewable, Use,
};
pub use prepared::Prepared;
pub use problem::{InstanceProblem, MOST_ACTIVITIES, MOST_MODES, MOST_PRECEDENCES};
pub use project::{Project, ProjectActivity, ProjectProblem, Settings};
pub use reason::{Reason, why_not, why_not_earlier};
pub use schedule::{Profile, Schedule, Slot, Terms};
pub use search::{hasten, improve, repair, settle, unmove};
pub use verify::{Violation, verify};

/// How far a search has come, for whoever decides when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Schedules tried so far.
    pub tried: u64,
    /// The cost of the best so far, or its makespan.
    pub best: i64,
}

/// The share of its budget that a search has used, in thousandths; from 1,000 on it ends.
///
/// A search asks often. [`tries`] makes a budget that is the same on every machine; a time
/// limit and a button to cancel are closures of the caller.
pub struct Pace<'a>(&'a mut dyn FnMut(Progress) -> u32);

impl<'a> Pace<'a> {
    /// As a closure says.
    pub fn new(pace: &'a mut dyn FnMut(Progress) -> u32) -> Self {
        Self(pace)
    }

    /// The share of the budget used.
    pub(crate) fn used(&mut self, progress: Progress) -> u32 {
        (self.0)(progress).min(1_000)
    }
}

/// A budget of tries, the same on every machine.
pub fn tries(most: u64) -> impl FnMut(Progress) -> u32 {
    move |progress| {
        let share = progress.tried.saturating_mul(1_000).checked_div(most).unwrap_or(1_000);
        u32::try_from(share).unwrap_or(1_000)
    }
}

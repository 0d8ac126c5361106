//! Work that two do: of a long session the second half may be done by somebody else, in another
//! room, at the time of the first. Where that brings nothing both stay one session.

use super::Draft;
use crate::report::Report;
use model::{Booking, BookingState, Plan, Task, TaskId};
use units::{Minutes, TickRange};

/// A second person has to be told what there is to do: for less than this many days of work nobody
/// is called.
const LEAST_DAYS: i64 = 2;

/// How many share work at most of which nothing is said.
pub(crate) const AT_ONCE: u8 = 2;

impl Draft<'_> {
    /// May two work on a task at the same time, in this draft?
    pub(super) fn shares(&self, plan: &Plan, task: TaskId) -> bool {
        self.shared.contains(&(plan.production.id, task))
    }

    /// How many sessions of a task may be held at the same time.
    pub(super) fn at_once(&self, plan: &Plan, task: &Task) -> usize {
        let stated = task.sessions_at_once();
        if self.shares(plan, task.id) { stated.max(usize::from(AT_ONCE)) } else { stated }
    }
}

/// The two halves of a session, not yet begun, that two people could share; the first is no shorter
/// than the second.
pub(crate) fn halves(
    report: &Report,
    plan: &Plan,
    booking: &Booking,
    pieces: &[TickRange],
) -> Option<Vec<Vec<TickRange>>> {
    let task = booking.task.and_then(|id| plan.tasks.get(&id))?;
    let begun = pieces.first().is_none_or(|first| first.start <= report.now());
    // An idea lies where its work lies (`ideas.rs`): nobody has been asked yet.
    let is_planned = matches!(booking.state, BookingState::Option | BookingState::Confirmed);
    if !task.may_be_shared() || begun || !is_planned || booking.pinned {
        return None;
    }
    let time = report.time();
    let work = time.booked_work(pieces);
    let least = time.calendars().day_length();
    if work.0 < least.0 * LEAST_DAYS {
        return None;
    }
    let mut done = Minutes::ZERO;
    let half = pieces.iter().position(|piece| {
        done = done + time.work_in(*piece);
        done.0 * 2 >= work.0
    })?;
    let (first, second) = pieces.split_at_checked(half + 1)?;
    (!second.is_empty()).then(|| vec![first.to_vec(), second.to_vec()])
}

//! How much work a frame is: what the thread of the window does between taking what was answered
//! and handing the picture on. A frame that is more than [`LIMIT`] no longer follows the hand.
//!
//! Counted is the time of the processor, not that of the wall: the figure is the same on a machine
//! that does other things beside. Nothing here waits, and what waited would not be counted.

use crate::desktop::Place;
use std::collections::BTreeMap;
use std::time::Duration;

/// The most work a frame may be: half of what there is between two pictures of a screen. The bench
/// `frames` tells which were more.
pub const LIMIT: Duration = Duration::from_millis(8);

/// These frames after a beginning are not counted: every letter is drawn for the first time then.
const FIRST: u32 = 2;

/// What the frames of one screen cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameTimes {
    /// How many there were.
    pub count: u32,
    /// How many were over the limit.
    pub slow: u32,
    /// The work of the worst.
    pub worst: Duration,
    /// The work of all.
    pub sum: Duration,
}

/// What frames cost, by screen; before a store is open there is none.
#[derive(Debug, Default)]
pub(super) struct Counter {
    first: u32,
    before: Duration,
    screens: BTreeMap<Option<Place>, FrameTimes>,
}

impl Counter {
    /// Everything is drawn anew: a store is open, or the theme or the size is another. This is the
    /// work of egui, which keeps letters as they are drawn, and nothing is under the hand then.
    pub(super) fn begin(&mut self) {
        self.first = 0;
    }

    /// Adds the work that is done before a frame.
    pub(super) fn before_frame(&mut self, worked: Duration) {
        self.before += worked;
    }

    /// Adds the work of a frame.
    pub(super) fn frame(&mut self, place: Option<Place>, worked: Duration) {
        let worked = std::mem::take(&mut self.before) + worked;
        if self.first < FIRST {
            self.first += 1;
            return;
        }
        let times = self.screens.entry(place).or_default();
        times.count += 1;
        times.slow += u32::from(worked > LIMIT);
        times.worst = times.worst.max(worked);
        times.sum += worked;
    }

    pub(super) fn screens(&self) -> &BTreeMap<Option<Place>, FrameTimes> {
        &self.screens
    }
}

/// Work that goes on.
#[must_use]
pub(super) struct Work {
    began: Duration,
}

impl Work {
    pub(super) fn begin() -> Self {
        Self { began: processor_time() }
    }

    /// What was worked since it began.
    pub(super) fn done(self) -> Duration {
        processor_time().saturating_sub(self.began)
    }
}

/// The time that processors have spent on this thread.
#[cfg(unix)]
fn processor_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Elsewhere the time of the wall stands in for it.
#[cfg(not(unix))]
fn processor_time() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_over_the_limit_is_counted_under_its_screen() {
        let mut counter = Counter::default();
        let slow = LIMIT * 4;
        for _ in 0..FIRST {
            counter.frame(None, slow);
        }
        assert!(counter.screens().is_empty(), "a beginning is not counted");
        counter.frame(Some(Place::Planning), slow);
        counter.frame(Some(Place::Planning), Duration::ZERO);
        counter.frame(Some(Place::Today), Duration::ZERO);
        let planning = counter.screens()[&Some(Place::Planning)];
        assert_eq!((planning.count, planning.slow), (2, 1));
        assert_eq!(planning.worst, slow);
        assert_eq!(counter.screens()[&Some(Place::Today)].slow, 0);
    }

    #[test]
    fn what_is_done_before_a_frame_counts_with_it() {
        let mut counter = Counter::default();
        for _ in 0..FIRST {
            counter.frame(None, Duration::ZERO);
        }
        counter.before_frame(LIMIT);
        counter.frame(None, LIMIT / 2);
        assert_eq!(counter.screens()[&None].slow, 1);
    }
}

//! Ticks: the integer time axis inside the engine.

use crate::Minutes;
use std::ops::{Add, Sub};

/// An instant in whole minutes since 1970 in UTC.
///
/// One minute, not a quarter of an hour: slips, imported plans and free dragging carry minutes,
/// and interval lists cost the same whatever the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tick(pub i64);

impl Add<Minutes> for Tick {
    type Output = Self;
    fn add(self, duration: Minutes) -> Self {
        Self(self.0.saturating_add(duration.0))
    }
}

impl Sub<Minutes> for Tick {
    type Output = Self;
    fn sub(self, duration: Minutes) -> Self {
        Self(self.0.saturating_sub(duration.0))
    }
}

impl Sub for Tick {
    type Output = Minutes;
    fn sub(self, earlier: Self) -> Minutes {
        Minutes(self.0.saturating_sub(earlier.0))
    }
}

/// A half-open stretch of time: `start` is in it, `end` is not. Never `end < start`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TickRange {
    /// The first tick in it.
    pub start: Tick,
    /// The first tick after it.
    pub end: Tick,
}

impl TickRange {
    /// The stretch between two ticks; empty at `start` if `end` lies before it.
    pub fn new(start: Tick, end: Tick) -> Self {
        Self { start, end: end.max(start) }
    }

    /// How long it lasts.
    pub fn length(self) -> Minutes {
        self.end - self.start
    }

    /// Is nothing in it?
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Do both hold a tick in common? (Touching ends do not count.)
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both have in common, if anything.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// Is the tick in it?
    pub fn contains(self, tick: Tick) -> bool {
        self.start <= tick && tick < self.end
    }
}

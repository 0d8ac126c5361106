//! Working time as sorted stretches with running sums: every question is a binary search.
//!
//! How the stretches come out of hours, holidays and absences is told in `calendars.rs`.

use units::{Minutes, Tick, TickRange};

/// Stretches of working time over a horizon, sorted, apart from each other.
///
/// Beyond the horizon nobody works. What does not fit before its end is said to finish at its
/// end, what does not fit after its start to begin at its start; [`Self::try_advance`] and
/// [`Self::try_retreat`] tell the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    horizon: TickRange,
    stretches: Vec<TickRange>,
    /// Working minutes before each stretch, and after the last: one entry more than stretches.
    before: Vec<i64>,
}

impl WorkCalendar {
    /// Working time out of stretches in any order; they are cut at the horizon and joined where
    /// they touch or overlap.
    pub fn new(horizon: TickRange, stretches: impl IntoIterator<Item = TickRange>) -> Self {
        let inside = stretches.into_iter().filter_map(|stretch| stretch.intersection(horizon));
        Self::from_joined(horizon, join(inside.collect()))
    }

    /// Every minute of the horizon.
    pub fn always(horizon: TickRange) -> Self {
        Self::new(horizon, [horizon])
    }

    /// From stretches that are sorted, apart and inside the horizon.
    fn from_joined(horizon: TickRange, stretches: Vec<TickRange>) -> Self {
        let mut before = Vec::with_capacity(stretches.len() + 1);
        let mut sum = 0;
        for stretch in &stretches {
            before.push(sum);
            sum += stretch.length().0;
        }
        before.push(sum);
        Self { horizon, stretches, before }
    }

    /// The time it speaks of.
    pub fn horizon(&self) -> TickRange {
        self.horizon
    }

    /// The stretches of working time, earliest first.
    pub fn stretches(&self) -> &[TickRange] {
        &self.stretches
    }

    /// The stretches of working time within a range, cut at its ends.
    pub fn stretches_in(&self, range: TickRange) -> impl Iterator<Item = TickRange> + '_ {
        let first = self.stretches.partition_point(|stretch| stretch.end <= range.start);
        let rest = self.stretches.get(first..).unwrap_or_default();
        rest.iter().map_while(move |stretch| stretch.intersection(range))
    }

    /// All the working time of the horizon.
    pub fn total(&self) -> Minutes {
        Minutes(self.before.last().copied().unwrap_or_default())
    }

    /// Working time from `a` to `b`; negative if `b` comes first.
    pub fn work_between(&self, a: Tick, b: Tick) -> Minutes {
        Minutes(self.work_until(b) - self.work_until(a))
    }

    /// When work begun at `start` is finished, normalised to the earliest instant (the end of
    /// the morning, not the start of the afternoon). No work finishes where it begins; negative
    /// work steps back like [`Self::retreat`]. The end of the horizon if it does not fit.
    pub fn advance(&self, start: Tick, work: Minutes) -> Tick {
        let beyond = if work.is_negative() { self.horizon.start } else { self.horizon.end };
        self.try_advance(start, work).unwrap_or(beyond)
    }

    /// Like [`Self::advance`]; `None` if the horizon has not that much work after `start`.
    pub fn try_advance(&self, start: Tick, work: Minutes) -> Option<Tick> {
        if work == Minutes::ZERO {
            return Some(start);
        }
        if work.is_negative() {
            return self.try_retreat(start, -work);
        }
        let wanted = self.work_until(start).saturating_add(work.0);
        if wanted > self.total().0 {
            return None;
        }
        let place = self.before.partition_point(|sum| *sum < wanted).checked_sub(1)?;
        let (stretch, sum) = (self.stretches.get(place)?, self.before.get(place)?);
        Some(stretch.start + Minutes(wanted - sum))
    }

    /// When work that must be finished at `end` has to begin, normalised to the latest instant
    /// (the start of the afternoon, not the end of the morning). No work begins where it ends;
    /// negative work steps forward like [`Self::advance`]. The start of the horizon if it does
    /// not fit.
    pub fn retreat(&self, end: Tick, work: Minutes) -> Tick {
        let beyond = if work.is_negative() { self.horizon.end } else { self.horizon.start };
        self.try_retreat(end, work).unwrap_or(beyond)
    }

    /// Like [`Self::retreat`]; `None` if the horizon has not that much work before `end`.
    pub fn try_retreat(&self, end: Tick, work: Minutes) -> Option<Tick> {
        if work == Minutes::ZERO {
            return Some(end);
        }
        if work.is_negative() {
            return self.try_advance(end, -work);
        }
        let wanted = self.work_until(end).saturating_sub(work.0);
        if wanted < 0 {
            return None;
        }
        let place = self.before.partition_point(|sum| *sum <= wanted).checked_sub(1)?;
        let (stretch, sum) = (self.stretches.get(place)?, self.before.get(place)?);
        Some(stretch.start + Minutes(wanted - sum))
    }

    /// The first instant, `at` or later, at which work can begin.
    pub fn next_working(&self, at: Tick) -> Option<Tick> {
        let place = self.stretches.partition_point(|stretch| stretch.end <= at);
        self.stretches.get(place).map(|stretch| stretch.start.max(at))
    }

    /// The last instant, `at` or earlier, at which work can end.
    pub fn previous_working(&self, at: Tick) -> Option<Tick> {
        let place = self.stretches.partition_point(|stretch| stretch.start < at).checked_sub(1)?;
        self.stretches.get(place).map(|stretch| stretch.end.min(at))
    }

    /// Is the minute that begins at this tick worked?
    pub fn is_working(&self, at: Tick) -> bool {
        self.next_working(at) == Some(at)
    }

    /// Is every minute of the range worked? (Nothing is always worked.)
    pub fn covers(&self, range: TickRange) -> bool {
        let place = self.stretches.partition_point(|stretch| stretch.end <= range.start);
        let holds = |stretch: &TickRange| stretch.start <= range.start && range.end <= stretch.end;
        range.is_empty() || self.stretches.get(place).is_some_and(holds)
    }

    /// The parts of a range that are not worked, earliest first; what lies beyond the horizon is
    /// not worked.
    pub fn uncovered(&self, range: TickRange) -> Vec<TickRange> {
        subtract(&[range], self.stretches_in(range))
    }

    /// Time worked in both, over the horizon of both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let both = |a: TickRange, b: TickRange| {
            a.intersection(b).unwrap_or_else(|| TickRange::new(a.start, a.start))
        };
        let (few, many) = if self.stretches.len() <= other.stretches.len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut stretches = Vec::with_capacity(few.stretches.len());
        for stretch in &few.stretches {
            stretches.extend(many.stretches_in(*stretch));
        }
        Self::from_joined(both(self.horizon, other.horizon), stretches)
    }

    /// What is left when ranges, in any order, are taken away.
    #[must_use]
    pub fn without(&self, ranges: &[TickRange]) -> Self {
        if ranges.is_empty() {
            return self.clone();
        }
        let taken = join(ranges.iter().copied().filter(|range| !range.is_empty()).collect());
        Self::from_joined(self.horizon, subtract(&self.stretches, taken.into_iter()))
    }

    /// Working minutes of the horizon before a tick.
    fn work_until(&self, at: Tick) -> i64 {
        let place = self.stretches.partition_point(|stretch| stretch.start < at);
        let Some(previous) = place.checked_sub(1) else { return 0 };
        match (self.stretches.get(previous), self.before.get(previous)) {
            (Some(stretch), Some(sum)) => sum + (at.min(stretch.end) - stretch.start).0,
            _ => 0,
        }
    }
}

/// Sorts stretches that are not empty and joins those that touch or overlap.
fn join(mut stretches: Vec<TickRange>) -> Vec<TickRange> {
    stretches.sort_unstable();
    let mut joined: Vec<TickRange> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// What sorted stretches keep when sorted ranges are taken away.
fn subtract(stretches: &[TickRange], taken: impl Iterator<Item = TickRange>) -> Vec<TickRange> {
    let mut kept = Vec::with_capacity(stretches.len());
    let mut taken = taken.peekable();
    for stretch in stretches {
        let mut from = stretch.start;
        while let Some(hole) = taken.peek().copied().filter(|hole| hole.start < stretch.end) {
            if from < hole.start {
                kept.push(TickRange::new(from, hole.start));
            }
            from = from.max(hole.end);
            if hole.end > stretch.end {
                break;
            }
            taken.next();
        }
        if from < stretch.end {
            kept.push(TickRange::new(from, stretch.end));
        }
    }
    kept
}

#[cfg(test)]
mod tests;

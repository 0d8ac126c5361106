//! Who has a resource when: uses sorted by start, and when it is closed.
//!
//! Uses of a resource of capacity one never overlap (what is pinned is a closure there), so each
//! question is one binary search. A resource that several share is swept where uses overlap.

use crate::solve::instance::Renewable;
use crate::solve::problem::FARTHEST;
use units::{Minutes, Tick, TickRange};

/// A use of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// From the start of the activity to the end of the turnaround after it.
    pub(crate) range: TickRange,
    pub(crate) amount: u32,
    pub(crate) activity: usize,
}

/// A resource over time.
#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    capacity: u32,
    turnaround: Minutes,
    /// Sorted and apart.
    closed: Vec<TickRange>,
    /// By start.
    taken: Vec<Taken>,
    /// No use is longer.
    longest: Minutes,
}

impl Timeline {
    /// A resource nobody has yet, with the ranges for which pinned activities have it: on a
    /// resource of capacity one they may overlap each other, and count as closures.
    pub(crate) fn new(renewable: &Renewable, pinned: &[TickRange]) -> Self {
        let turnaround = renewable.turnaround;
        let around =
            |range: &TickRange| TickRange::new(range.start - turnaround, range.end + turnaround);
        let mut ranges: Vec<TickRange> = renewable.closed.clone();
        ranges.extend(pinned.iter().map(around));
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable();
        let mut closed: Vec<TickRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match closed.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => closed.push(range),
            }
        }
        let (capacity, longest) = (renewable.capacity, Minutes::ZERO);
        Self { capacity, turnaround, closed, taken: Vec::new(), longest }
    }

    /// Gives a use to an activity.
    pub(crate) fn take(&mut self, range: TickRange, amount: u32, activity: usize) {
        if range.is_empty() || amount == 0 || self.capacity == u32::MAX {
            return;
        }
        let range = TickRange::new(range.start, range.end + self.turnaround);
        self.longest = self.longest.max(range.length());
        let place = self.taken.partition_point(|taken| taken.range.start < range.start);
        self.taken.insert(place, Taken { range, amount, activity });
    }

    /// Takes it back.
    pub(crate) fn give_back(&mut self, start: Tick, activity: usize) {
        if self.capacity == u32::MAX {
            return;
        }
        let place = self.taken.partition_point(|taken| taken.range.start < start);
        let after = self.taken.get(place..).unwrap_or_default();
        let here = after.iter().take_while(|taken| taken.range.start == start);
        if let Some(further) = here.into_iter().position(|taken| taken.activity == activity) {
            self.taken.remove(place + further);
        }
    }

    /// If something is against a use: a tick before which no start can do. It is later than the
    /// start of the range.
    pub(crate) fn busy_until(&self, range: TickRange, amount: u32) -> Option<Tick> {
        if range.is_empty() || amount == 0 {
            return None;
        }
        if let Some(end) = self.closed_to(range, amount) {
            return Some(end);
        }
        if self.capacity == u32::MAX {
            return None;
        }
        let range = TickRange::new(range.start, range.end + self.turnaround);
        if self.capacity == 1 {
            let place = self.taken.partition_point(|taken| taken.range.start < range.end);
            let last = self.taken.get(place.checked_sub(1)?)?;
            return (last.range.end > range.start).then_some(last.range.end);
        }
        self.shared_until(range, amount)
    }

    /// The same for a use of so much: what there never is so much of is closed for ever.
    pub(crate) fn closed_to(&self, range: TickRange, amount: u32) -> Option<Tick> {
        if amount > self.capacity { Some(Tick(FARTHEST)) } else { self.closed_until(range) }
    }

    /// The end of the last closure that reaches into a range.
    pub(crate) fn closed_until(&self, range: TickRange) -> Option<Tick> {
        let place = self.closed.partition_point(|closed| closed.start < range.end);
        let last = self.closed.get(place.checked_sub(1)?)?;
        (last.end > range.start).then_some(last.end)
    }

    /// Uses that overlap a range and the turnaround after it, by start.
    pub(crate) fn overlapping(&self, range: TickRange) -> impl Iterator<Item = &Taken> {
        let range = TickRange::new(range.start, range.end + self.turnaround);
        self.within(range)
    }

    fn within(&self, range: TickRange) -> impl Iterator<Item = &Taken> {
        let earliest = range.start - self.longest;
        let place = self.taken.partition_point(|taken| taken.range.start < earliest);
        let after = self.taken.get(place..).unwrap_or_default().iter();
        after
            .take_while(move |taken| taken.range.start < range.end)
            .filter(move |taken| taken.range.overlaps(range))
    }

    fn shared_until(&self, range: TickRange, amount: u32) -> Option<Tick> {
        let left = i64::from(self.capacity) - i64::from(amount);
        let all: i64 = self.within(range).map(|taken| i64::from(taken.amount)).sum();
        if all <= left {
            return None;
        }
        // It is fullest where some use starts, or at the start of the range; of the places where
        // it is too full the last counts, since a start before it reaches over it too.
        let starts = self.within(range).map(|taken| taken.range.start.max(range.start));
        let mut last = None;
        for tick in starts {
            let there = self.within(range).filter(|taken| taken.range.contains(tick));
            let (mut sum, mut end) = (0, Tick(i64::MAX));
            for taken in there {
                sum += i64::from(taken.amount);
                end = end.min(taken.range.end);
            }
            if sum > left {
                last = last.max(Some(end));
            }
        }
        if left < 0 { Some(Tick(i64::MAX)) } else { last }
    }

    /// Uses next to one that starts at a tick, at most so many on each side.
    pub(crate) fn around(&self, start: Tick, reach: usize) -> &[Taken] {
        let place = self.taken.partition_point(|taken| taken.range.start < start);
        let until = (place + reach + 1).min(self.taken.len());
        self.taken.get(place.saturating_sub(reach)..until).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::random::Random;

    fn range(start: i64, end: i64) -> TickRange {
        TickRange::new(Tick(start), Tick(end))
    }

    /// Does one more use fit, minute by minute?
    fn fits(
        capacity: u32,
        uses: &[(TickRange, u32)],
        closed: &[TickRange],
        wanted: (TickRange, u32),
    ) -> bool {
        let minutes = wanted.0.start.0..wanted.0.end.0;
        minutes.map(Tick).all(|minute| {
            let there = uses.iter().filter(|(range, _)| range.contains(minute));
            let sum: u32 = there.map(|(_, amount)| amount).sum();
            sum + wanted.1 <= capacity && !closed.iter().any(|range| range.contains(minute))
        })
    }

    #[test]
    fn the_next_free_start_is_that_of_a_count_minute_by_minute() {
        for seed in 0..300 {
            let random = &mut Random::new(seed);
            let capacity = 1 + random.below(4) as u32;
            let closed = vec![range(20, 24), range(22, 27)];
            let renewable = Renewable { capacity, closed: closed.clone(), ..Renewable::default() };
            let mut timeline = Timeline::new(&renewable, &[]);
            let mut uses: Vec<(TickRange, u32)> = Vec::new();
            for number in 0..12 {
                let start = random.below(50) as i64;
                let wanted = (
                    range(start, start + 1 + random.below(9) as i64),
                    1 + random.below(capacity as usize) as u32,
                );
                let naive = fits(capacity, &uses, &closed, wanted);
                let busy = timeline.busy_until(wanted.0, wanted.1);
                assert_eq!(busy.is_none(), naive, "seed {seed}");
                if let Some(until) = busy {
                    assert!(until > wanted.0.start);
                    let length = wanted.0.length();
                    let between = wanted.0.start.0..until.0;
                    let early =
                        between.map(Tick).map(|start| TickRange::new(start, start + length));
                    for tried in early {
                        assert!(!fits(capacity, &uses, &closed, (tried, wanted.1)), "seed {seed}");
                    }
                } else {
                    uses.push(wanted);
                    timeline.take(wanted.0, wanted.1, number);
                }
                if random.below(4) == 0 && !uses.is_empty() && timeline.taken.len() == uses.len() {
                    let taken = timeline.taken[random.below(timeline.taken.len())];
                    timeline.give_back(taken.range.start, taken.activity);
                    let place =
                        uses.iter().position(|it| *it == (taken.range, taken.amount)).unwrap();
                    uses.remove(place);
                }
            }
        }
    }
}

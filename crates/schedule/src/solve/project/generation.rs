//! Schedule generation: the serial and the parallel scheme (Kolisch 1996), over a profile of what
//! is free at each tick.
//!
//! Four resources share a word of the profile: sixteen bits each, the highest of which is always
//! set while the resource is not overdrawn. Whether all four suffice is then one subtraction and
//! one mask.

use crate::compile::Rows;
use crate::solve::slice::{at, put};

/// The bits that stay set while nothing is overdrawn.
const GUARDS: u64 = 0x8000_8000_8000_8000;

/// Amounts of up to four resources a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words<const W: usize>([u64; W]);

impl<const W: usize> Default for Words<W> {
    fn default() -> Self {
        Self([0; W])
    }
}

impl<const W: usize> Words<W> {
    /// Amounts, by resource; those beyond the words are left out.
    pub(crate) fn packed(amounts: &[u32]) -> Self {
        let mut words = [0; W];
        for (word, amounts) in words.iter_mut().zip(amounts.chunks(4)) {
            for (place, amount) in amounts.iter().enumerate() {
                *word |= u64::from(amount & 0x7FFF) << (16 * place);
            }
        }
        Self(words)
    }

    /// What is free when nothing is taken.
    pub(crate) fn capacities(amounts: &[u32]) -> Self {
        Self(Self::packed(amounts).0.map(|word| word | GUARDS))
    }

    #[inline]
    fn less(self, request: Self) -> Self {
        let mut left = self.0;
        for (word, taken) in left.iter_mut().zip(request.0) {
            *word = word.wrapping_sub(taken);
        }
        Self(left)
    }

    #[inline]
    fn holds(self, request: Self) -> bool {
        self.less(request).0.iter().all(|word| word & GUARDS == GUARDS)
    }
}

/// A project in one direction of time, its activities numbered so that each comes after its
/// predecessors.
#[derive(Debug)]
pub(crate) struct Direction<const W: usize> {
    pub(crate) durations: Vec<u32>,
    requests: Vec<Words<W>>,
    capacities: Words<W>,
    before: Rows,
    after: Rows,
}

/// A profile and the ends of what was placed, used again and again.
#[derive(Debug)]
pub(crate) struct Profile<const W: usize> {
    free: Vec<Words<W>>,
    /// Ticks from here on are untouched.
    extent: usize,
    ends: Vec<u32>,
}

impl<const W: usize> Profile<W> {
    pub(crate) fn new(direction: &Direction<W>) -> Self {
        let length: u32 = direction.durations.iter().sum();
        let ticks = length as usize + 1;
        Self {
            free: vec![direction.capacities; ticks],
            extent: ticks,
            ends: vec![0; direction.durations.len()],
        }
    }

    fn clear(&mut self, capacities: Words<W>) {
        self.free.iter_mut().take(self.extent).for_each(|free| *free = capacities);
        self.extent = 0;
    }

    fn take(&mut self, start: u32, duration: u32, request: Words<W>) {
        let (start, end) = (start as usize, (start + duration) as usize);
        let ticks = self.free.get_mut(start..end).unwrap_or_default();
        ticks.iter_mut().for_each(|free| *free = free.less(request));
        self.extent = self.extent.max(end);
    }

    /// The first start, at a tick or later, at which all its ticks have room.
    #[inline]
    fn first_fit(&self, from: u32, duration: u32, request: Words<W>) -> u32 {
        let mut run = 0;
        let ticks = self.free.get(from as usize..).unwrap_or_default();
        for (tick, free) in (from..).zip(ticks) {
            run = if free.holds(request) { run + 1 } else { 0 };
            if run >= duration {
                return tick + 1 - run;
            }
        }
        // Not reached: the profile is as long as everything one after the other.
        from
    }
}

impl<const W: usize> Direction<W> {
    /// From (activity, predecessor) pairs.
    pub(crate) fn new(
        durations: Vec<u32>,
        requests: Vec<Words<W>>,
        capacities: Words<W>,
        pairs: &[(usize, usize)],
    ) -> Self {
        let before = Rows::new(durations.len(), pairs.iter().copied());
        let turned = pairs.iter().map(|(activity, before)| (*before, *activity));
        let after = Rows::new(durations.len(), turned);
        Self { durations, requests, capacities, before, after }
    }

    /// What an activity waits for.
    pub(crate) fn before(&self, activity: usize) -> &[usize] {
        self.before.row(activity)
    }

    /// What waits for an activity.
    pub(crate) fn after(&self, activity: usize) -> &[usize] {
        self.after.row(activity)
    }

    /// Places the activities of a list as early as possible, one after the other; writes their
    /// starts and returns the makespan. In the list each comes after its predecessors.
    pub(crate) fn serial(&self, list: &[u32], profile: &mut Profile<W>, starts: &mut [u32]) -> u32 {
        profile.clear(self.capacities);
        let mut makespan = 0;
        for activity in list {
            let activity = *activity as usize;
            let ends = self.before.row(activity).iter().map(|before| at(&profile.ends, *before));
            let from = ends.fold(0, u32::max);
            let (duration, request) = (at(&self.durations, activity), at(&self.requests, activity));
            let start = if duration > 0 && request != Words::default() {
                let start = profile.first_fit(from, duration, request);
                profile.take(start, duration, request);
                start
            } else {
                from
            };
            put(starts, activity, start);
            put(&mut profile.ends, activity, start + duration);
            makespan = makespan.max(start + duration);
        }
        makespan
    }

    /// Goes through time and starts whatever can start, the least key first; returns the order in
    /// which they were started.
    pub(crate) fn parallel(&self, keys: &[u64], profile: &mut Profile<W>) -> Vec<u32> {
        profile.clear(self.capacities);
        let count = self.durations.len();
        let mut waits: Vec<usize> =
            (0..count).map(|number| self.before.row(number).len()).collect();
        let mut ready: Vec<usize> = (0..count).filter(|number| at(&waits, *number) == 0).collect();
        let (mut running, mut list): (Vec<(u32, usize)>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut now = 0;
        while list.len() < count {
            ready.sort_unstable_by_key(|number| (at(keys, *number), *number));
            let mut started = Vec::new();
            ready.retain(|number| {
                let (duration, request) =
                    (at(&self.durations, *number), at(&self.requests, *number));
                let free = at(&profile.free, now as usize);
                let fits = duration == 0 || free.holds(request);
                if fits {
                    profile.take(now, duration, request);
                    started.push((now + duration, *number));
                }
                !fits
            });
            list.extend(started.iter().map(|(_, number)| *number as u32));
            running.extend(&started);
            let Some(next) = running.iter().map(|(end, _)| *end).min() else { break };
            now = next;
            running.retain(|(end, number)| {
                if *end > now {
                    return true;
                }
                for after in self.after.row(*number) {
                    let left = at(&waits, *after).saturating_sub(1);
                    put(&mut waits, *after, left);
                    if left == 0 {
                        ready.push(*after);
                    }
                }
                false
            });
        }
        list
    }
}

/// Numbers by key, the least first, equal keys by number: a counting sort. `keys` are not above
/// `most`.
pub(crate) fn sorted_by(
    keys: impl Iterator<Item = u32> + Clone,
    most: u32,
    counts: &mut Vec<u32>,
    list: &mut [u32],
) {
    counts.clear();
    counts.resize(most as usize + 2, 0);
    for key in keys.clone() {
        if let Some(count) = counts.get_mut(key as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in counts.iter_mut() {
        sum += *count;
        *count = sum;
    }
    for (number, key) in (0_u32..).zip(keys) {
        let Some(place) = counts.get_mut(key as usize) else { continue };
        put(list, *place as usize, number);
        *place += 1;
    }
}

//! A checked instance, with what every search asks for again and again: dependencies in both
//! directions, an order in which to place, dates that must be met further down.

use crate::compile::{Ends, Rows};
use crate::solve::instance::{Disturbance, Instance, Mode, Precedence};
use crate::solve::problem::{FARTHEST, InstanceProblem, problems};
use crate::solve::schedule::Slot;
use crate::solve::slice::{at, put};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use units::{Minutes, Tick, TickRange};

/// Later than anything is looked at.
pub(super) const FARTHEST_TICK: Tick = Tick(FARTHEST);

/// So many closures one after the other are looked past.
const MOST_CLOSURES: usize = 8;

/// An instance that was checked.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) instance: Instance,
    into: Rows,
    out: Rows,
    /// Activities, each after its predecessors; among those that could come next, the most urgent.
    pub(crate) order: Vec<usize>,
    /// Place of each activity in the order.
    pub(crate) rank: Vec<usize>,
    /// When each must end so that nothing further down is late, if resources did not count.
    pub(crate) latest_end: Vec<Tick>,
    /// Points a minute for ending later than that.
    pub(crate) urgency: Vec<i64>,
    /// When each that has no published place must end so that what comes right after it may stay
    /// where it was published, and what it costs if that has to move.
    pub(crate) gives_way: Vec<(Tick, Disturbance)>,
}

impl Prepared {
    /// Checks an instance. All problems that are found are told; one that has any is not searched.
    pub fn new(instance: Instance) -> Result<Self, Vec<InstanceProblem>> {
        let problems = problems(&instance);
        if !problems.is_empty() {
            return Err(problems);
        }
        let count = instance.activities.len();
        let rows = |end: fn(&Precedence) -> usize| {
            let pairs = instance.precedences.iter().enumerate();
            Rows::new(count, pairs.map(move |(number, precedence)| (end(precedence), number)))
        };
        let (into, out) = (rows(|precedence| precedence.to), rows(|precedence| precedence.from));
        let none = (Vec::new(), Vec::new());
        let mut prepared = Self {
            instance,
            into,
            out,
            order: Vec::new(),
            rank: Vec::new(),
            latest_end: none.0,
            urgency: none.1,
            gives_way: Vec::new(),
        };
        let any = prepared.ordered(&vec![Tick(0); count]);
        if any.len() < count {
            return Err(vec![InstanceProblem::Cycle(prepared.cycle(&any))]);
        }
        prepared.look_down(&any);
        prepared.look_next(&any);
        let latest_start: Vec<Tick> = (0..count)
            .map(|number| prepared.latest_start(number, at(&prepared.latest_end, number)))
            .collect();
        prepared.order = prepared.ordered(&latest_start);
        prepared.rank = vec![0; count];
        for (place, number) in prepared.order.iter().enumerate() {
            put(&mut prepared.rank, *number, place);
        }
        Ok(prepared)
    }

    /// What was checked.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The precedences that hold an activity back.
    pub(crate) fn into(&self, activity: usize) -> impl Iterator<Item = &Precedence> {
        self.into.row(activity).iter().filter_map(|number| self.instance.precedences.get(*number))
    }

    /// The same with their numbers.
    pub(crate) fn numbered_into(
        &self,
        activity: usize,
    ) -> impl Iterator<Item = (usize, &Precedence)> {
        let numbers = self.into.row(activity).iter().copied();
        numbers.filter_map(|number| Some((number, self.instance.precedences.get(number)?)))
    }

    /// The precedences that wait for an activity.
    pub(crate) fn out_of(&self, activity: usize) -> impl Iterator<Item = &Precedence> {
        self.out.row(activity).iter().filter_map(|number| self.instance.precedences.get(*number))
    }

    /// A mode of an activity.
    pub(crate) fn mode(&self, activity: usize, mode: usize) -> Option<&Mode> {
        self.instance.activities.get(activity)?.modes.get(mode)
    }

    /// The work of an activity in its shortest mode.
    pub(crate) fn least_work(&self, activity: usize) -> Minutes {
        let modes = self.instance.activities.get(activity).map(|activity| activity.modes.iter());
        modes.into_iter().flatten().map(|mode| mode.work).min().unwrap_or_default()
    }

    /// The latest start of an activity that ends by a tick, in the mode that allows the latest.
    pub(super) fn latest_start(&self, activity: usize, end: Tick) -> Tick {
        let modes = self.instance.activities.get(activity).map(|activity| activity.modes.iter());
        let start = |mode: &Mode| match mode.calendar.and_then(|it| self.instance.calendars.get(it))
        {
            Some(calendar) => Some(calendar.try_retreat(end, mode.work).unwrap_or(end - mode.work)),
            None => self.latest_open(mode, end),
        };
        modes.into_iter().flatten().filter_map(start).max().unwrap_or(end)
    }

    /// The latest start of a mode in which every minute counts, so that no closure is reached into:
    /// one that has a single place has no other. None if there is none.
    fn latest_open(&self, mode: &Mode, end: Tick) -> Option<Tick> {
        let closed = || {
            let uses = mode.uses.iter().filter_map(|it| self.instance.renewables.get(it.renewable));
            uses.flat_map(|renewable| &renewable.closed)
        };
        let mut end = end;
        for _ in 0..MOST_CLOSURES {
            let range = TickRange::new(end - mode.work, end);
            let Some(first) = closed().filter(|it| it.overlaps(range)).map(|it| it.start).min()
            else {
                return Some(range.start);
            };
            end = first;
            if end < self.instance.horizon.start {
                return None;
            }
        }
        Some(end - mode.work)
    }

    /// The place of an activity that starts as soon as its mode works, from a tick on; nothing if
    /// it does not end within the horizon.
    pub(crate) fn slot(&self, mode: &Mode, number: usize, from: Tick) -> Option<Slot> {
        let (start, end) =
            match mode.calendar.and_then(|calendar| self.instance.calendars.get(calendar)) {
                Some(calendar) if mode.work.is_positive() => {
                    let start = calendar.next_working(from)?;
                    (start, calendar.try_advance(start, mode.work)?)
                }
                _ => (from, from + mode.work),
            };
        let horizon = self.instance.horizon;
        (start >= horizon.start && end <= horizon.end).then_some(Slot { mode: number, start, end })
    }

    /// Where a published place would lie with the work there is now. It may start at a moment the
    /// calendar does not work.
    pub(crate) fn published(&self, activity: usize) -> Option<Slot> {
        let published = self.instance.activities.get(activity)?.published?;
        let mode = self.mode(activity, published.mode)?;
        let calendar = mode.calendar.and_then(|calendar| self.instance.calendars.get(calendar));
        let end = match calendar {
            Some(calendar) => calendar.try_advance(published.start, mode.work)?,
            None => published.start + mode.work,
        };
        Some(Slot { mode: published.mode, start: published.start, end })
    }

    /// The earliest the tied end of the successor may be, if its predecessor lies there.
    pub(crate) fn earliest(&self, precedence: &Precedence, from: Slot) -> Tick {
        let tied = if precedence.ends.waits_for_start() { from.start } else { from.end };
        match precedence.calendar.and_then(|calendar| self.instance.calendars.get(calendar)) {
            Some(calendar) => calendar.advance(tied, precedence.lag),
            None => tied + precedence.lag,
        }
    }

    /// The latest the tied end of the predecessor may be, if its successor lies there.
    pub(crate) fn latest(&self, precedence: &Precedence, to: Slot) -> Tick {
        let tied = if precedence.ends.holds_start() { to.start } else { to.end };
        match precedence.calendar.and_then(|calendar| self.instance.calendars.get(calendar)) {
            Some(calendar) => calendar.retreat(tied, precedence.lag),
            None => tied - precedence.lag,
        }
    }

    /// The latest the tied end of the successor may be, if its predecessor lies there and there is a
    /// most time between them.
    pub(crate) fn until(&self, precedence: &Precedence, from: Slot) -> Option<Tick> {
        let most = precedence.most?;
        let tied = if precedence.ends.waits_for_start() { from.start } else { from.end };
        Some(most.after(tied, &self.instance.calendars))
    }

    /// The earliest the tied end of the predecessor may be, if its successor lies there and there is
    /// a most time between them.
    pub(crate) fn since(&self, precedence: &Precedence, to: Slot) -> Option<Tick> {
        let most = precedence.most?;
        let tied = if precedence.ends.holds_start() { to.start } else { to.end };
        Some(match most.calendar.and_then(|calendar| self.instance.calendars.get(calendar)) {
            Some(calendar) => {
                let since = calendar.retreat(tied, most.time);
                calendar.previous_working(since).unwrap_or(since)
            }
            None => tied - most.time,
        })
    }

    /// Does a precedence hold between two places?
    pub(crate) fn holds(&self, precedence: &Precedence, from: Slot, to: Slot) -> bool {
        let held = if precedence.ends.holds_start() { to.start } else { to.end };
        held >= self.earliest(precedence, from)
            && self.until(precedence, from).is_none_or(|until| held <= until)
    }

    /// When an activity must start to end at a tick or later.
    pub(crate) fn start_to_end_at(&self, mode: &Mode, end: Tick) -> Tick {
        match mode.calendar.and_then(|calendar| self.instance.calendars.get(calendar)) {
            Some(calendar) => calendar.retreat(end, mode.work),
            None => end - mode.work,
        }
    }

    /// Activities, each after its predecessors; among those that could come next, the one with the
    /// least key, then the least number. What is on a cycle, or after one, is left out.
    fn ordered(&self, keys: &[Tick]) -> Vec<usize> {
        let count = self.instance.activities.len();
        let mut waits: Vec<usize> = (0..count).map(|number| self.into.row(number).len()).collect();
        let key = |number| Reverse((at(keys, number), number));
        let free = waits.iter().enumerate().filter(|(_, waits)| **waits == 0);
        let mut ready: BinaryHeap<_> = free.map(|(number, _)| key(number)).collect();
        let mut order = Vec::with_capacity(count);
        while let Some(Reverse((_, number))) = ready.pop() {
            order.push(number);
            for precedence in self.out_of(number) {
                let left = at(&waits, precedence.to).saturating_sub(1);
                put(&mut waits, precedence.to, left);
                if left == 0 {
                    ready.push(key(precedence.to));
                }
            }
        }
        order
    }

    /// One cycle, among what could not be put in order.
    fn cycle(&self, ordered: &[usize]) -> Vec<usize> {
        let mut left = vec![true; self.instance.activities.len()];
        ordered.iter().for_each(|number| put(&mut left, *number, false));
        let Some(first) = left.iter().position(|left| *left) else { return Vec::new() };
        // Each that is left waits for another that is left: walking back must come round.
        let mut seen = vec![usize::MAX; left.len()];
        let (mut walked, mut here) = (Vec::new(), first);
        loop {
            match seen.get_mut(here) {
                Some(place) if *place == usize::MAX => *place = walked.len(),
                Some(place) => {
                    let mut cycle = walked.split_off(*place);
                    cycle.reverse();
                    return cycle;
                }
                None => return walked,
            }
            walked.push(here);
            let next = self.into(here).find(|precedence| at(&left, precedence.from));
            let Some(next) = next else { return walked };
            here = next.from;
        }
    }
}

impl Ends {
    /// Every way two ends can be tied.
    pub const ALL: [Self; 4] =
        [Self::FinishToStart, Self::StartToStart, Self::FinishToFinish, Self::StartToFinish];
}

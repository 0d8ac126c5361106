//! A schedule being changed: who has what, what it costs, and how to take a move back.

use super::timeline::Timeline;
use super::window::Floor;
use crate::solve::instance::Mode;
use crate::solve::prepared::Prepared;
use crate::solve::schedule::{Profile, Schedule, Slot};
use crate::solve::slice::{at, put};
use units::TickRange;

/// A schedule that is complete between moves, but for what has no place.
pub(crate) struct State<'p> {
    pub(crate) prepared: &'p Prepared,
    pub(crate) profile: Profile,
    pub(crate) timelines: Vec<Timeline>,
    pub(crate) slots: Vec<Option<Slot>>,
    /// What each activity costs where it is.
    pub(crate) costs: Vec<i64>,
    /// What each cost where it was before it was last taken out.
    pub(crate) costs_before: Vec<i64>,
    /// What all cost.
    pub(crate) cost: i64,
    /// What the move has changed, as it was before: one entry an activity.
    journal: Vec<(usize, Option<Slot>)>,
    /// The move in which each was last changed.
    changed_in: Vec<u64>,
    current: u64,
    /// What differs from the best.
    differs: Vec<usize>,
    is_different: Vec<bool>,
    /// What has forced its place in this move.
    pub(crate) settled: Vec<usize>,
    /// What this move has put off.
    pub(crate) floors: Vec<Floor>,
    best: Vec<Option<Slot>>,
    best_cost: i64,
}

impl<'p> State<'p> {
    /// Nothing is placed but what is pinned.
    pub(crate) fn new(prepared: &'p Prepared, profile: Profile) -> Self {
        let count = prepared.instance.activities.len();
        let mut state = Self {
            prepared,
            profile,
            timelines: Vec::new(),
            slots: vec![None; count],
            costs: vec![0; count],
            costs_before: vec![i64::MAX; count],
            cost: 0,
            journal: Vec::new(),
            changed_in: vec![0; count],
            current: 1,
            differs: Vec::new(),
            is_different: vec![false; count],
            settled: Vec::new(),
            floors: Vec::new(),
            best: vec![None; count],
            best_cost: i64::MAX,
        };
        state.open_timelines();
        for number in 0..count {
            let cost = state.cost_of(number, None);
            put(&mut state.costs, number, cost);
            state.cost = state.cost.saturating_add(cost);
        }
        for number in 0..count {
            if state.is_pinned(number) {
                state.set(number, prepared.published(number));
            }
        }
        state.keep();
        state
    }

    /// Timelines with the pinned activities as closures where only one can be served at a time.
    fn open_timelines(&mut self) {
        let instance = &self.prepared.instance;
        let mut pinned = vec![Vec::new(); instance.renewables.len()];
        for number in (0..instance.activities.len()).filter(|number| self.is_pinned(*number)) {
            let Some(slot) = self.prepared.published(number) else { continue };
            let mode = self.prepared.mode(number, slot.mode);
            for used in mode.into_iter().flat_map(|mode| &mode.uses) {
                let single =
                    instance.renewables.get(used.renewable).is_some_and(|it| it.capacity == 1);
                if let Some(ranges) = pinned.get_mut(used.renewable).filter(|_| single) {
                    ranges.push(slot.range());
                }
            }
        }
        let pairs = instance.renewables.iter().zip(&pinned);
        self.timelines =
            pairs.map(|(renewable, pinned)| Timeline::new(renewable, pinned)).collect();
    }

    /// From a schedule that keeps every rule.
    pub(crate) fn from_schedule(
        prepared: &'p Prepared,
        profile: Profile,
        schedule: &Schedule,
    ) -> Self {
        let mut state = Self::new(prepared, profile);
        for (number, slot) in schedule.slots.iter().enumerate() {
            if !state.is_pinned(number) {
                state.set(number, *slot);
            }
        }
        state.keep();
        state
    }

    pub(crate) fn is_pinned(&self, activity: usize) -> bool {
        self.prepared.instance.activities.get(activity).is_some_and(|activity| activity.pinned)
    }

    pub(crate) fn slot(&self, activity: usize) -> Option<Slot> {
        at(&self.slots, activity)
    }

    /// What it costs to have an activity there.
    pub(crate) fn cost_of(&self, activity: usize, slot: Option<Slot>) -> i64 {
        let instance = &self.prepared.instance;
        let Some(activity) = instance.activities.get(activity) else { return 0 };
        self.profile.cost(&activity.terms(slot, instance.day))
    }

    /// Puts an activity somewhere, or takes it out.
    pub(crate) fn set(&mut self, activity: usize, slot: Option<Slot>) {
        let before = self.slot(activity);
        if before == slot {
            return;
        }
        if at(&self.changed_in, activity) != self.current {
            put(&mut self.changed_in, activity, self.current);
            self.journal.push((activity, before));
        }
        self.write(activity, before, slot);
    }

    fn write(&mut self, activity: usize, before: Option<Slot>, after: Option<Slot>) {
        let prepared = self.prepared;
        // Pinned activities are closures of resources of capacity one.
        let pinned = self.is_pinned(activity);
        let single = |renewable: usize| {
            prepared.instance.renewables.get(renewable).is_some_and(|it| it.capacity == 1)
        };
        let uses = |slot: Slot| prepared.mode(activity, slot.mode).map(|mode| mode.uses.iter());
        if let Some((slot, uses)) = before.and_then(|slot| Some((slot, uses(slot)?))) {
            for used in uses {
                if let Some(timeline) = self.timelines.get_mut(used.renewable) {
                    timeline.give_back(slot.start, activity);
                }
            }
        }
        if let Some((slot, uses)) = after.and_then(|slot| Some((slot, uses(slot)?))) {
            for used in uses.filter(|used| !(pinned && single(used.renewable))) {
                if let Some(timeline) = self.timelines.get_mut(used.renewable) {
                    timeline.take(slot.range(), used.amount, activity);
                }
            }
        }
        if before.is_some() {
            put(&mut self.costs_before, activity, at(&self.costs, activity));
        }
        let cost = self.cost_of(activity, after);
        self.cost = self.cost.saturating_add(cost - at(&self.costs, activity));
        put(&mut self.costs, activity, cost);
        put(&mut self.slots, activity, after);
    }

    /// Keeps the move; the next begins.
    pub(crate) fn keep(&mut self) {
        self.current += 1;
        self.settled.clear();
        self.floors.clear();
        for (activity, _) in self.journal.drain(..) {
            if !at(&self.is_different, activity) {
                put(&mut self.is_different, activity, true);
                self.differs.push(activity);
            }
        }
        if self.cost < self.best_cost {
            self.best_cost = self.cost;
            for activity in self.differs.drain(..) {
                put(&mut self.is_different, activity, false);
                put(&mut self.best, activity, at(&self.slots, activity));
            }
        }
    }

    /// Takes the move back; the next begins.
    pub(crate) fn undo(&mut self) {
        self.current += 1;
        self.settled.clear();
        self.floors.clear();
        let journal = std::mem::take(&mut self.journal);
        // First all out, then all in: in between, nothing may lie over another.
        for (activity, _) in &journal {
            self.write(*activity, self.slot(*activity), None);
        }
        for (activity, before) in &journal {
            self.write(*activity, None, *before);
        }
        self.journal = journal;
        self.journal.clear();
    }

    /// How many activities the move has changed.
    pub(crate) fn changed(&self) -> usize {
        self.journal.len()
    }

    /// The best that was kept.
    pub(crate) fn best(&self) -> Schedule {
        Schedule { slots: self.best.clone() }
    }

    /// What the best costs.
    pub(crate) fn best_cost(&self) -> i64 {
        self.best_cost
    }

    /// If a mode cannot be done in a range: a tick before which no start can do.
    pub(crate) fn busy_until(&self, mode: &Mode, range: TickRange) -> Option<units::Tick> {
        mode.uses
            .iter()
            .find_map(|used| self.timelines.get(used.renewable)?.busy_until(range, used.amount))
    }
}

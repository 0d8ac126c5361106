//! What a search tries: tearing out some activities and placing them again, and bumping, which
//! puts an activity where it wants to be and lets weaker ones make room.

use super::place::{Queue, Recreate};
use super::state::State;
use super::window::Respect;
use crate::solve::random::Random;
use crate::solve::schedule::Slot;
use crate::solve::slice::at;
use std::cmp::Reverse;
use units::Minutes;
use units::Tick;

/// How a move places again what it has taken out.
const AGAIN: Recreate = Recreate { most: 100, blink: 40, force: true };

/// The most activities that a bump takes out at first.
const MOST_BUMPED: usize = 5;

impl State<'_> {
    /// Tries one move; `false` if it came to nothing and must be taken back.
    pub(crate) fn attempt(&mut self, seed: usize, random: &mut Random) -> bool {
        match random.below(100) {
            0..20 => self.ruin_chain(seed, random),
            20..35 => self.ruin_window(seed, random),
            35..50 => self.put_back(seed, random),
            50..65 => {
                let seed = self.walk_back(seed, random);
                self.bump_earlier(seed, random)
            }
            65..69 => {
                let seed = self.first_late(seed);
                self.bump_chain(seed, random)
            }
            69..85 => {
                let seed = self.walk_back(seed, random);
                self.bump_chain(seed, random)
            }
            _ => {
                let seed = self.walk_back(seed, random);
                self.ruin_chain(seed, random)
            }
        }
    }

    /// Follows what holds an activity where it is, some steps back: a predecessor that ends when it
    /// starts, or a use of its resources.
    fn walk_back(&self, seed: usize, random: &mut Random) -> usize {
        let mut here = seed;
        for _ in 0..random.below(12) {
            let Some(slot) = self.slot(here) else { break };
            let mut holders: Vec<usize> = Vec::new();
            for precedence in self.prepared.into(here) {
                let Some(from) = self.slot(precedence.from) else { continue };
                let held = if precedence.ends.holds_start() { slot.start } else { slot.end };
                if self.prepared.earliest(precedence, from) + Minutes(60) >= held {
                    holders.push(precedence.from);
                }
            }
            let mode = self.prepared.mode(here, slot.mode);
            for used in mode.into_iter().flat_map(|mode| &mode.uses) {
                let Some(timeline) = self.timelines.get(used.renewable) else { continue };
                let before = timeline.around(slot.start, 1).first();
                let before = before.filter(|taken| taken.range.end + Minutes(60) >= slot.start);
                holders.extend(before.map(|taken| taken.activity).filter(|it| *it != here));
            }
            holders.retain(|holder| !self.is_pinned(*holder));
            let Some(next) = random.one(&holders) else { break };
            here = next;
        }
        here
    }

    /// The first of the chain that leads to an activity that ends too late for the dates behind it,
    /// each time the predecessor waited for longest. In a chain that lies far too late each found the
    /// next gap there was, nothing holds one to the other, and only the first brings all of it back.
    fn first_late(&self, seed: usize) -> usize {
        let mut here = seed;
        loop {
            let waits = self.prepared.into(here).filter_map(|precedence| {
                let from = self.slot(precedence.from)?;
                let is_late = from.end > at(&self.prepared.latest_end, precedence.from);
                let earliest = self.prepared.earliest(precedence, from);
                (is_late && !self.is_pinned(precedence.from)).then_some((earliest, precedence.from))
            });
            let Some((_, before)) = waits.max() else { return here };
            here = before;
        }
    }

    /// Tears out an activity and some around it in its chain.
    fn ruin_chain(&mut self, seed: usize, random: &mut Random) -> bool {
        let wanted = 1 + random.below(8);
        let (mut ruined, mut next) = (vec![seed], 0);
        while let Some(here) = ruined.get(next).copied().filter(|_| ruined.len() < wanted) {
            next += 1;
            let before = self.prepared.into(here).map(|precedence| precedence.from);
            let after = self.prepared.out_of(here).map(|precedence| precedence.to);
            let down = random.below(3) > 0;
            let around: Vec<usize> = if down { after.collect() } else { before.collect() };
            for neighbour in around {
                if ruined.len() < wanted
                    && !ruined.contains(&neighbour)
                    && !self.is_pinned(neighbour)
                {
                    ruined.push(neighbour);
                }
            }
        }
        self.mend(&ruined, random)
    }

    /// Tears out what lies near an activity on one of its resources.
    fn ruin_window(&mut self, seed: usize, random: &mut Random) -> bool {
        let Some(slot) = self.slot(seed) else { return self.mend(&[seed], random) };
        let Some(mode) = self.prepared.mode(seed, slot.mode) else { return false };
        let Some(used) = random.one(&mode.uses) else { return self.mend(&[seed], random) };
        let reach = 1 + random.below(4);
        let near = self.timelines.get(used.renewable).map(|it| it.around(slot.start, reach));
        let near = near.unwrap_or_default().iter().map(|taken| taken.activity);
        let mut ruined: Vec<usize> = near.filter(|number| !self.is_pinned(*number)).collect();
        if !ruined.contains(&seed) {
            ruined.push(seed);
        }
        self.mend(&ruined, random)
    }

    /// Takes activities out and places them again, at times in another order.
    fn mend(&mut self, ruined: &[usize], random: &mut Random) -> bool {
        let mut queue = Queue::new();
        let noise = if random.below(2) == 0 { 1 } else { 1 + self.slots.len() / 8 };
        for activity in ruined {
            if self.is_pinned(*activity) {
                continue;
            }
            self.set(*activity, None);
            let key = at(&self.prepared.rank, *activity) + random.below(noise);
            queue.push(Reverse((key, *activity)));
        }
        self.recreate(&mut queue, &AGAIN, random)
    }

    /// Puts a moved activity back where it was published.
    fn put_back(&mut self, seed: usize, random: &mut Random) -> bool {
        let published = self.prepared.published(seed).filter(|slot| self.slot(seed) != Some(*slot));
        let Some(published) = published else { return self.bump_earlier(seed, random) };
        self.bump(seed, published.start, Some(published.mode), random)
    }

    /// Puts an activity where it could start if only its predecessors counted, or a little before
    /// where it is.
    fn bump_earlier(&mut self, seed: usize, random: &mut Random) -> bool {
        let window = self.window(seed, Respect::Predecessors);
        let here = self.slot(seed).map_or(window.start.0, |slot| slot.start);
        let span = (here - window.start.0).0.max(0);
        let target = match random.below(4) {
            0 => here,
            1 => window.start.0 + Minutes(random.below(span as usize + 1) as i64),
            _ => window.start.0,
        };
        self.bump(seed, target, None, random)
    }

    /// Puts an activity at a tick in the mode in which the least weight has to make room.
    fn bump(
        &mut self,
        seed: usize,
        target: Tick,
        only: Option<usize>,
        random: &mut Random,
    ) -> bool {
        let mut queue = Queue::new();
        self.set(seed, None);
        let Some((_, slot)) = self.forced(seed, target, only, random) else { return false };
        self.force(seed, slot, &mut queue);
        self.recreate(&mut queue, &AGAIN, random)
    }

    /// Takes out an activity and what comes after it, and places them one after the other as early
    /// as that costs least: in a gap, or where weaker ones have to make room.
    fn bump_chain(&mut self, seed: usize, random: &mut Random) -> bool {
        let (mut chain, mut next) = (vec![seed], 0);
        let wanted = 2 + random.below(14);
        while let Some(here) = chain.get(next).copied().filter(|_| chain.len() < wanted) {
            next += 1;
            for precedence in self.prepared.out_of(here) {
                let after = precedence.to;
                if chain.len() < wanted && !chain.contains(&after) && !self.is_pinned(after) {
                    chain.push(after);
                }
            }
        }
        chain.sort_unstable_by_key(|number| at(&self.prepared.rank, *number));
        chain.iter().for_each(|number| self.set(*number, None));
        let mut queue = Queue::new();
        for activity in chain {
            self.place_or_force(activity, &AGAIN, &mut queue, random);
        }
        self.recreate(&mut queue, &AGAIN, random)
    }

    /// Where an activity without a place costs least from a tick on if others make room, with what
    /// that is likely to cost.
    pub(crate) fn forced(
        &self,
        seed: usize,
        target: Tick,
        only: Option<usize>,
        random: &mut Random,
    ) -> Option<(i64, Slot)> {
        let prepared = self.prepared;
        let activity = prepared.instance.activities.get(seed)?;
        let window = self.window(seed, Respect::Predecessors);
        let mut best: Option<(i64, Slot)> = None;
        for (number, mode) in activity.modes.iter().enumerate() {
            if only.is_some_and(|only| only != number) || only.is_none() && random.permille(250) {
                continue;
            }
            let from = target.max(window.start.0);
            let Some(slot) = self.open_place(mode, number, &window, from) else { continue };
            let cost = self.foreseen(seed, slot);
            if best.is_some_and(|(least, _)| cost >= least) {
                continue;
            }
            let Some(weight) = self.weight_on(mode, slot) else { continue };
            let cost = cost.saturating_add(weight);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, slot));
            }
        }
        best
    }

    /// Puts an activity there, to stay for this move; whoever is in the way is queued.
    pub(crate) fn force(&mut self, activity: usize, slot: Slot, queue: &mut Queue) {
        for victim in self.victims(activity, slot) {
            self.eject(victim, queue);
        }
        self.set(activity, Some(slot));
        self.settled.push(activity);
        self.push_successors(activity, queue);
    }

    /// Who has what a slot needs.
    fn victims(&self, seed: usize, slot: Slot) -> Vec<usize> {
        let mut victims = Vec::new();
        let Some(mode) = self.prepared.mode(seed, slot.mode) else { return victims };
        for used in &mode.uses {
            let Some(timeline) = self.timelines.get(used.renewable) else { continue };
            if timeline.busy_until(slot.range(), used.amount).is_some() {
                victims.extend(timeline.overlapping(slot.range()).map(|taken| taken.activity));
            }
        }
        victims.sort_unstable();
        victims.dedup();
        victims
    }

    /// What those who would have to make room for a slot are likely to cost; nothing if they
    /// cannot.
    fn weight_on(&self, mode: &crate::solve::instance::Mode, slot: Slot) -> Option<i64> {
        let (mut weight, mut count) = (0_i64, 0);
        for used in &mode.uses {
            let timeline = self.timelines.get(used.renewable)?;
            if timeline.busy_until(slot.range(), used.amount).is_none() {
                continue;
            }
            for taken in timeline.overlapping(slot.range()) {
                count += 1;
                let stays =
                    self.is_pinned(taken.activity) || self.settled.contains(&taken.activity);
                if count > MOST_BUMPED || stays {
                    return None;
                }
                let there = self.slot(taken.activity)?;
                let later = slot.end - there.start;
                let pushed = Slot { start: slot.end, end: there.end + later, ..there };
                let more = self
                    .foreseen(taken.activity, pushed)
                    .saturating_sub(at(&self.costs, taken.activity));
                weight = weight.saturating_add(more.max(0));
            }
        }
        Some(weight)
    }
}

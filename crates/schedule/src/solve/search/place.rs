//! Finding places: where in a window an activity costs least, and what follows when others have to
//! make room.

use super::state::State;
use super::window::{Floor, Respect, Window};
use crate::solve::instance::Mode;
use crate::solve::random::Random;
use crate::solve::schedule::Slot;
use crate::solve::slice::at;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use units::{Tick, TickRange};

/// How often a move may put off one activity for those that must follow it closely.
const MOST_FLOORS: usize = 4;

/// How often in a thousand an activity that is placed again may force others out.
const FORCE: usize = 850;

/// How often in a thousand it does not look whether its successors could stay.
const PUSH: usize = 150;

/// How activities are placed again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recreate {
    /// The most activities that may change.
    pub(crate) most: usize,
    /// How often in a thousand a mode is passed over, so that the same ruin is not always mended
    /// in the same way.
    pub(crate) blink: usize,
    /// May others be forced out?
    pub(crate) force: bool,
}

/// Activities to be placed, the first in the order first.
pub(crate) type Queue = BinaryHeap<Reverse<(usize, usize)>>;

impl State<'_> {
    /// The first place of a mode in a window, from a tick on, that nothing blocks; none
    /// once there have been enough.
    fn place_where(
        &self,
        mode: &Mode,
        number: usize,
        window: &Window,
        from: Tick,
        blocked_until: impl Fn(TickRange) -> Option<Tick>,
        enough: impl Fn(Slot) -> bool,
    ) -> Option<Slot> {
        let mut from = from.max(window.start.0);
        if window.end.0 > Tick(i64::MIN) {
            from = from.max(self.prepared.start_to_end_at(mode, window.end.0));
        }
        loop {
            let slot = self.prepared.slot(mode, number, from)?;
            if slot.start > window.start.1 || slot.end > window.end.1 || enough(slot) {
                return None;
            }
            match blocked_until(slot.range()) {
                None if slot.end >= window.end.0 => return Some(slot),
                // Ends before it may: one that pauses is begun a little later.
                None => from = slot.start + units::Minutes(1),
                Some(until) => from = until,
            }
        }
    }

    /// The first place of a mode in a window, from a tick on, if nothing but closures counted.
    pub(crate) fn open_place(
        &self,
        mode: &Mode,
        number: usize,
        window: &Window,
        from: Tick,
    ) -> Option<Slot> {
        let closed_until = |range| {
            let closed = mode.uses.iter().filter_map(|used| {
                self.timelines.get(used.renewable)?.closed_to(range, used.amount)
            });
            closed.max()
        };
        self.place_where(mode, number, window, from, closed_until, |_| false)
    }

    /// The place in a window that costs least, and less than a limit, with its cost; the earliest
    /// of several. A mode is passed over `blink` times in a thousand.
    pub(crate) fn best_place(
        &self,
        activity: usize,
        window: &Window,
        limit: i64,
        blink: usize,
        random: &mut Random,
    ) -> Option<(i64, Slot)> {
        let modes = &self.prepared.instance.activities.get(activity)?.modes;
        let published = self.prepared.instance.activities.get(activity)?.published;
        let wanted = published.map_or(Tick(i64::MIN), |published| published.start);
        let (mut best, mut least): (Option<(i64, Slot)>, i64) = (None, limit);
        for (number, mode) in modes.iter().enumerate() {
            if blink > 0 && random.permille(blink) {
                continue;
            }
            if self.least_cost(mode, number, published) >= least {
                continue;
            }
            let busy_until = |range| self.busy_until(mode, range);
            // After the published start, later never costs less.
            let first =
                self.place_where(mode, number, window, window.start.0, busy_until, |slot| {
                    slot.start >= wanted && self.foreseen(activity, slot) > least
                });
            let Some(first) = first else { continue };
            let mut consider = |slot: Slot| {
                let cost = self.foreseen(activity, slot);
                let earlier = best.is_none_or(|(_, other)| slot.end < other.end);
                if cost < least || cost == least && cost < limit && earlier {
                    (best, least) = (Some((cost, slot)), cost);
                }
                least
            };
            let least = consider(first);
            if wanted > first.start {
                let again = self.place_where(mode, number, window, wanted, busy_until, |slot| {
                    self.foreseen(activity, slot) > least
                });
                again.into_iter().for_each(|slot| {
                    consider(slot);
                });
            }
        }
        best
    }

    /// What a mode costs at the least, wherever it lies.
    fn least_cost(
        &self,
        mode: &Mode,
        number: usize,
        published: Option<crate::solve::Published>,
    ) -> i64 {
        let own = published.is_none_or(|published| published.mode == number);
        let change = if own { 0 } else { mode.change.saturating_mul(self.profile.change) };
        let preference = mode.preference.saturating_mul(self.profile.preference);
        let overtime = mode.overtime.saturating_mul(self.profile.overtime);
        change.saturating_add(preference).saturating_add(overtime)
    }

    /// What it costs to have an activity there, with what that will make late further down, and
    /// what it makes move if nobody knows yet where it lies.
    pub(crate) fn foreseen(&self, activity: usize, slot: Slot) -> i64 {
        let own = self.cost_of(activity, Some(slot)).saturating_add(self.pushed(activity, slot));
        let late = (slot.end - at(&self.prepared.latest_end, activity)).0.max(0);
        let has_own = self
            .prepared
            .instance
            .activities
            .get(activity)
            .is_some_and(|activity| !activity.deadlines.is_empty());
        if late == 0 || has_own {
            return own;
        }
        let urgency = at(&self.prepared.urgency, activity).saturating_mul(self.profile.lateness);
        own.saturating_add(urgency.saturating_mul(late))
    }

    /// What has to leave its place, of which others know, for one that has had none.
    fn pushed(&self, activity: usize, slot: Slot) -> i64 {
        let (until, points) = at(&self.prepared.gives_way, activity);
        let late = (slot.end - until).0;
        if late <= 0 {
            return 0;
        }
        let day = self.prepared.instance.day.0.max(1);
        points.of(late, day).saturating_mul(self.profile.disturbance)
    }

    /// Takes out what no longer lies well after an activity was placed, and queues it.
    pub(crate) fn push_successors(&mut self, activity: usize, queue: &mut Queue) {
        let prepared = self.prepared;
        let Some(from) = self.slot(activity) else { return };
        for precedence in prepared.out_of(activity) {
            let Some(to) = self.slot(precedence.to) else { continue };
            if !self.is_pinned(precedence.to) && !prepared.holds(precedence, from, to) {
                self.eject(precedence.to, queue);
            }
        }
    }

    /// Takes an activity out and queues it.
    pub(crate) fn eject(&mut self, activity: usize, queue: &mut Queue) {
        self.set(activity, None);
        queue.push(Reverse((at(&self.prepared.rank, activity), activity)));
    }

    /// Places what is queued, one after the other; successors yield where nothing else helps. A
    /// search also lets weaker ones make room where a gap costs more; who was placed so stays.
    /// Gives up (`false`) once more than `most` activities were changed, or when `most` times four
    /// places were looked for.
    pub(crate) fn recreate(
        &mut self,
        queue: &mut Queue,
        how: &Recreate,
        random: &mut Random,
    ) -> bool {
        let mut left = how.most.saturating_mul(4);
        while let Some(Reverse((_, activity))) = queue.pop() {
            if self.slot(activity).is_some() || self.is_pinned(activity) {
                continue;
            }
            if self.changed() > how.most || left == 0 {
                return false;
            }
            left -= 1;
            let push = how.blink > 0 && random.permille(PUSH);
            let both = self.window(activity, Respect::Both);
            let fit = if push {
                None
            } else {
                self.best_place(activity, &both, i64::MAX, how.blink, random)
            };
            let good = |(cost, _)| cost <= at(&self.costs_before, activity);
            if how.force && !fit.is_some_and(good) && random.permille(FORCE) {
                self.place_or_force(activity, how, queue, random);
                continue;
            }
            let slot = fit.or_else(|| {
                let window = self.window(activity, Respect::Predecessors);
                self.best_place(activity, &window, i64::MAX, how.blink, random)
                    .or_else(|| self.best_place(activity, &window, i64::MAX, 0, random))
            });
            let slot = slot.map(|(_, slot)| slot);
            if slot.is_none() {
                self.put_off(activity, queue, random);
                continue;
            }
            self.set(activity, slot);
            self.push_successors(activity, queue);
        }
        true
    }

    /// An activity that must follow others closely has no place there: they are put off until it
    /// has one. If there is none for it at all, or they were put off often enough, it stays in the
    /// tray.
    fn put_off(&mut self, activity: usize, queue: &mut Queue, random: &mut Random) {
        let prepared = self.prepared;
        let window = self.window(activity, Respect::Earliest);
        let Some((_, slot)) = self.best_place(activity, &window, i64::MAX, 0, random) else {
            return;
        };
        let mut again = false;
        for precedence in prepared.into(activity) {
            let from = self.slot(precedence.from);
            let until = from.and_then(|from| prepared.until(precedence, from));
            let (Some(until), Some(since)) = (until, prepared.since(precedence, slot)) else {
                continue;
            };
            let held = if precedence.ends.holds_start() { slot.start } else { slot.end };
            let of_start = precedence.ends.waits_for_start();
            let before =
                self.floors.iter().filter(|floor| floor.activity == precedence.from).count();
            if held <= until || before >= MOST_FLOORS || self.is_pinned(precedence.from) {
                continue;
            }
            self.floors.push(Floor { activity: precedence.from, of_start, tick: since });
            self.eject(precedence.from, queue);
            again = true;
        }
        if again {
            self.eject(activity, queue);
        }
    }

    /// Places an activity in the gap that costs least, or where weaker ones make room if that costs
    /// less.
    pub(crate) fn place_or_force(
        &mut self,
        activity: usize,
        how: &Recreate,
        queue: &mut Queue,
        random: &mut Random,
    ) {
        let window = self.window(activity, Respect::Predecessors);
        let published = self.prepared.published(activity).map(|slot| slot.start);
        let target = published.unwrap_or(window.start.0).max(window.start.0);
        let forced = self.forced(activity, target, None, random);
        let limit = forced.map_or(i64::MAX, |(cost, _)| cost.saturating_add(1));
        match (self.best_place(activity, &window, limit, how.blink, random), forced) {
            (Some((_, slot)), _) => {
                self.set(activity, Some(slot));
                self.push_successors(activity, queue);
            }
            (None, Some((_, slot))) => self.force(activity, slot, queue),
            (None, None) => self.put_off(activity, queue, random),
        }
    }
}

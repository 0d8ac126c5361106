//! Plans of a facility: repaired at once, then made better for as long as there is time.
//!
//! [`repair`] keeps what still holds of the published plan and finds places for the rest;
//! [`improve`] tears out and bumps under a falling threshold (ruin and recreate, Schrimpf et al.
//! 2000; threshold accepting, Dueck and Scheuer 1990); [`unmove`] puts back whatever was moved for
//! nothing. Costs are kept by difference and compared with a full count in tests.

mod moves;
mod place;
mod state;
mod timeline;
mod window;

use crate::solve::prepared::Prepared;
use crate::solve::random::Random;
use crate::solve::schedule::{Profile, Schedule, Slot};
use crate::solve::slice::{at, put};
use crate::solve::{Pace, Progress};
use place::{Queue, Recreate};
use state::State;
use units::{Minutes, Tick};
use window::Respect;

/// The threshold at the beginning, as a share of the cost there: one in so many.
const COOLNESS: i64 = 4_000;

/// Keeps each published place that still holds, in order, and finds places for the others;
/// successors yield where nothing else helps. Without published places this plans from nothing.
pub fn repair(prepared: &Prepared, profile: &Profile) -> Schedule {
    let mut state = State::new(prepared, *profile);
    for activity in &prepared.order {
        if state.is_pinned(*activity) {
            continue;
        }
        if let Some(slot) =
            prepared.published(*activity).filter(|slot| holds(&state, *activity, *slot))
        {
            state.set(*activity, Some(slot));
        }
    }
    let mut queue = Queue::new();
    for activity in 0..state.slots.len() {
        if state.slot(activity).is_none() {
            state.eject(activity, &mut queue);
        }
    }
    let how = Recreate { most: usize::MAX, blink: 0, force: false };
    state.recreate(&mut queue, &how, &mut Random::new(0));
    state.keep();
    Schedule { slots: state.slots }
}

/// A schedule in which everything that leads to a missed deadline is placed again, as early as it
/// can be: a whole chain has to come sooner before its end does, which single moves seldom find.
/// What came sooner for nothing is put back by [`unmove`]. The same schedule if nothing is late.
pub fn hasten(prepared: &Prepared, profile: &Profile, schedule: &Schedule) -> Schedule {
    let pairs = prepared.instance.activities.iter().zip(&schedule.slots);
    let day = prepared.instance.day;
    let mut leads: Vec<bool> =
        pairs.map(|(activity, slot)| activity.terms(*slot, day).lateness > 0).collect();
    if !leads.contains(&true) {
        return schedule.clone();
    }
    let free = Profile { disturbance: 0, ..*profile };
    let mut state = State::from_schedule(prepared, free, schedule);
    let mut queue = Queue::new();
    for number in prepared.order.iter().rev() {
        if !at(&leads, *number) {
            continue;
        }
        for precedence in prepared.into(*number) {
            put(&mut leads, precedence.from, true);
        }
        if !state.is_pinned(*number) {
            state.eject(*number, &mut queue);
        }
    }
    let how = Recreate { most: usize::MAX, blink: 0, force: false };
    state.recreate(&mut queue, &how, &mut Random::new(0));
    state.keep();
    Schedule { slots: state.slots }
}

/// Makes a schedule that keeps every rule better, until its pace says that it is enough. The same
/// seed and the same number of tries give the same schedule.
pub fn improve(
    prepared: &Prepared,
    profile: &Profile,
    schedule: &Schedule,
    seed: u64,
    pace: &mut Pace<'_>,
) -> Schedule {
    let mut state = State::from_schedule(prepared, *profile, schedule);
    let mut random = Random::new(seed);
    let free: Vec<usize> =
        (0..state.slots.len()).filter(|number| !state.is_pinned(*number)).collect();
    let hottest = state.cost / COOLNESS;
    let mut seeds = Seeds::default();
    let mut tried = 0_u64;
    loop {
        let used = pace.used(Progress { tried, best: state.best_cost() });
        if used >= 1_000 || free.is_empty() {
            break;
        }
        if tried.is_multiple_of(200) {
            seeds.gather(&free, &state);
        }
        tried += 1;
        let Some(activity) = seeds.draw(&free, &mut random) else { break };
        let before = state.cost;
        let threshold = hottest.saturating_mul(i64::from(1_000 - used)) / 1_000;
        let allowed = random.below(usize::try_from(2 * threshold + 1).unwrap_or(1)) as i64;
        if state.attempt(activity, &mut random) && state.cost <= before.saturating_add(allowed) {
            state.keep();
        } else {
            state.undo();
        }
    }
    state.best()
}

/// Puts back, in order of their published starts, all activities whose return raises no cost;
/// after that, none is left that could.
pub fn unmove(prepared: &Prepared, profile: &Profile, schedule: &Schedule) -> Schedule {
    let mut state = State::from_schedule(prepared, *profile, schedule);
    all_back(&mut state, schedule);
    Schedule { slots: state.slots }
}

/// The same; then what came sooner than it was published comes as late as that is possible without
/// moving anything else or raising the cost, in steps of half a working day, the last first.
pub fn settle(prepared: &Prepared, profile: &Profile, schedule: &Schedule) -> Schedule {
    let mut state = State::from_schedule(prepared, *profile, schedule);
    let moved = all_back(&mut state, schedule);
    let started = |number: usize| Some((state.slot(number)?.start, number));
    let mut sooner: Vec<(Tick, usize)> = moved.into_iter().filter_map(started).collect();
    sooner
        .retain(|(start, number)| prepared.published(*number).is_some_and(|it| it.start > *start));
    sooner.sort_unstable_by(|a, b| b.cmp(a));
    for (_, number) in sooner {
        come_later(&mut state, number);
    }
    Schedule { slots: state.slots }
}

/// Puts back what can be; the others that were moved.
fn all_back(state: &mut State<'_>, schedule: &Schedule) -> Vec<usize> {
    let prepared = state.prepared;
    let mut moved: Vec<usize> = schedule.moved(&prepared.instance).collect();
    moved.sort_by_key(|number| prepared.published(*number).map(|slot| slot.start));
    loop {
        let before = moved.len();
        moved.retain(|number| !put_back(state, *number));
        if moved.len() == before {
            return moved;
        }
    }
}

/// How many places are tried for one that may come later.
const MOST_LATER: i64 = 200;

/// The step in which it comes later.
const LATER: Minutes = Minutes::hours(4);

fn come_later(state: &mut State<'_>, activity: usize) {
    let (Some(here), Some(published)) = (state.slot(activity), state.prepared.published(activity))
    else {
        return;
    };
    let Some(mode) = state.prepared.mode(activity, here.mode) else { return };
    let before = state.cost;
    state.set(activity, None);
    let window = state.window(activity, Respect::Both);
    let latest = published.start.min(window.start.1);
    for step in 0..MOST_LATER {
        let from = latest - Minutes(LATER.0 * step);
        if from <= here.start {
            break;
        }
        let slot = state.prepared.slot(mode, here.mode, from);
        let slot = slot.filter(|slot| slot.start <= latest && slot.start > here.start);
        let Some(slot) = slot.filter(|slot| holds(state, activity, *slot)) else { continue };
        state.set(activity, Some(slot));
        if state.cost <= before {
            state.keep();
            return;
        }
        state.set(activity, None);
    }
    state.undo();
}

/// Where moves begin: half of them where the cost is, in proportion; most others anywhere that
/// costs something.
#[derive(Debug, Default)]
struct Seeds {
    costly: Vec<usize>,
    /// Cost up to each of the costly, itself included.
    sums: Vec<i64>,
}

impl Seeds {
    fn gather(&mut self, free: &[usize], state: &State<'_>) {
        self.costly.clear();
        self.sums.clear();
        let mut sum = 0_i64;
        for number in free {
            let cost = at(&state.costs, *number);
            if cost > 0 {
                sum = sum.saturating_add(cost);
                self.costly.push(*number);
                self.sums.push(sum);
            }
        }
    }

    fn draw(&self, free: &[usize], random: &mut Random) -> Option<usize> {
        let all = self.sums.last().copied().and_then(|sum| usize::try_from(sum).ok()).unwrap_or(0);
        match random.below(10) {
            0..5 if all > 0 => {
                let point = random.below(all) as i64;
                self.costly.get(self.sums.partition_point(|sum| *sum <= point)).copied()
            }
            5..8 if all > 0 => random.one(&self.costly),
            _ => random.one(free),
        }
    }
}

/// Does a place keep every rule, as far as others have places?
fn holds(state: &State<'_>, activity: usize, slot: Slot) -> bool {
    let Some(mode) = state.prepared.mode(activity, slot.mode) else { return false };
    let window = state.window(activity, Respect::Both);
    state.prepared.slot(mode, slot.mode, slot.start) == Some(slot)
        && (window.start.0..=window.start.1).contains(&slot.start)
        && (window.end.0..=window.end.1).contains(&slot.end)
        && state.busy_until(mode, slot.range()).is_none()
}

/// Puts an activity back if that is possible and costs nothing.
fn put_back(state: &mut State<'_>, activity: usize) -> bool {
    let Some(published) = state.prepared.published(activity) else { return false };
    let (here, before) = (state.slot(activity), state.cost);
    state.set(activity, None);
    if holds(state, activity, published) {
        state.set(activity, Some(published));
        if state.cost <= before {
            state.keep();
            return true;
        }
    }
    state.undo();
    debug_assert_eq!(state.slot(activity), here);
    false
}

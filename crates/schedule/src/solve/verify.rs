//! Whether a schedule keeps every hard rule, found the slow way: no index, no sum that is kept, no
//! code shared with a search but the calendars. Every test and every figure goes through here.

use crate::solve::instance::{Instance, Mode, Renewable};
use crate::solve::schedule::{Schedule, Slot};
use units::{Minutes, Tick, TickRange};

/// A hard rule that a schedule breaks, with the numbers of what is concerned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Violation {
    /// Not as many places as activities.
    Length,
    /// A mode that the activity has not.
    NoSuchMode(usize),
    /// It does not end when its work is done, or starts or ends outside the horizon.
    Extent(usize),
    /// It starts before its release.
    Release(usize),
    /// It is pinned and lies elsewhere.
    Pinned(usize),
    /// A precedence, by number, that does not hold.
    Precedence(usize),
    /// It reaches into a closure of a resource.
    Closed(usize, usize),
    /// At its start more of a resource is taken than there is.
    Capacity(usize, usize),
}

/// Every hard rule that a schedule breaks; none for a good one. Activities without a place break
/// none. What is pinned may lie against any rule but capacity, and what waits for it has to yield.
pub fn verify(instance: &Instance, schedule: &Schedule) -> Vec<Violation> {
    if instance.activities.len() != schedule.slots.len() {
        return vec![Violation::Length];
    }
    let mut found = Vec::new();
    for (number, activity) in instance.activities.iter().enumerate() {
        let Some(slot) = schedule.slots.get(number).copied().flatten() else { continue };
        let Some(mode) = activity.modes.get(slot.mode) else {
            found.push(Violation::NoSuchMode(number));
            continue;
        };
        if activity.pinned {
            if activity.published.is_some_and(|published| !slot.is_published(published)) {
                found.push(Violation::Pinned(number));
            }
            continue;
        }
        if !is_its_work(instance, mode, slot) {
            found.push(Violation::Extent(number));
        }
        if slot.start < activity.release {
            found.push(Violation::Release(number));
        }
        for used in &mode.uses {
            let Some(renewable) = instance.renewables.get(used.renewable) else { continue };
            let closed = renewable.closed.iter().any(|closed| closed.overlaps(slot.range()));
            if closed && used.amount > 0 && !slot.range().is_empty() {
                found.push(Violation::Closed(number, used.renewable));
            }
        }
    }
    precedences(instance, schedule, &mut found);
    capacities(instance, schedule, &mut found);
    found.sort();
    found
}

fn is_its_work(instance: &Instance, mode: &Mode, slot: Slot) -> bool {
    let inside = instance.horizon.start <= slot.start && slot.end <= instance.horizon.end;
    let calendar = mode.calendar.and_then(|calendar| instance.calendars.get(calendar));
    let worked = match calendar {
        // Begun when it can be worked, ended with the last minute that was worked.
        Some(calendar) if mode.work.is_positive() => {
            let minutes =
                calendar.stretches_in(slot.range()).map(TickRange::length).sum::<Minutes>();
            let bounds =
                calendar.is_working(slot.start) && calendar.is_working(slot.end - Minutes(1));
            if bounds { minutes } else { Minutes(-1) }
        }
        _ => slot.end - slot.start,
    };
    inside && worked == mode.work
}

fn precedences(instance: &Instance, schedule: &Schedule, found: &mut Vec<Violation>) {
    let slot = |number: usize| schedule.slots.get(number).copied().flatten();
    let pinned = |number: usize| instance.activities.get(number).is_some_and(|it| it.pinned);
    for (number, precedence) in instance.precedences.iter().enumerate() {
        let (Some(from), Some(to)) = (slot(precedence.from), slot(precedence.to)) else { continue };
        let waits = if precedence.ends.waits_for_start() { from.start } else { from.end };
        let held = if precedence.ends.holds_start() { to.start } else { to.end };
        let calendar = precedence.calendar.and_then(|calendar| instance.calendars.get(calendar));
        let least = match calendar {
            Some(calendar) => calendar.advance(waits, precedence.lag),
            None => waits + precedence.lag,
        };
        let most = precedence.most.map_or(Tick(i64::MAX), |most| {
            match most.calendar.and_then(|calendar| instance.calendars.get(calendar)) {
                Some(calendar) => {
                    let until = calendar.advance(waits, most.time);
                    calendar.next_working(until).unwrap_or(until)
                }
                None => waits + most.time,
            }
        });
        if !pinned(precedence.to) && (held < least || held > most) {
            found.push(Violation::Precedence(number));
        }
    }
}

fn capacities(instance: &Instance, schedule: &Schedule, found: &mut Vec<Violation>) {
    let mut taken: Vec<Vec<(TickRange, u32, usize)>> = vec![Vec::new(); instance.renewables.len()];
    let pairs = instance.activities.iter().zip(&schedule.slots).enumerate();
    for (number, (activity, slot)) in pairs {
        let Some((slot, mode)) = slot.and_then(|slot| Some((slot, activity.modes.get(slot.mode)?)))
        else {
            continue;
        };
        for used in &mode.uses {
            let turnaround = instance.renewables.get(used.renewable).map(|it| it.turnaround);
            let until = slot.end + turnaround.unwrap_or_default();
            let range = TickRange::new(slot.start, until);
            let nothing = slot.range().is_empty() || used.amount == 0;
            if let Some(taken) = taken.get_mut(used.renewable).filter(|_| !nothing) {
                taken.push((range, used.amount, number));
            }
        }
    }
    for (number, (renewable, taken)) in instance.renewables.iter().zip(&taken).enumerate() {
        over(instance, renewable, taken).for_each(|it| found.push(Violation::Capacity(it, number)));
    }
}

/// What takes too much at its start, those apart between which only pinned ones stand.
fn over<'t>(
    instance: &'t Instance,
    renewable: &'t Renewable,
    taken: &'t [(TickRange, u32, usize)],
) -> impl Iterator<Item = usize> + 't {
    let pinned = |number: usize| instance.activities.get(number).is_some_and(|it| it.pinned);
    taken.iter().filter_map(move |(range, _, number)| {
        let there = taken.iter().filter(|(other, ..)| other.contains(range.start));
        let sum: u64 = there.clone().map(|(_, amount, _)| u64::from(*amount)).sum();
        let only_pinned = there.clone().all(|(.., number)| pinned(*number));
        (sum > u64::from(renewable.capacity) && !only_pinned).then_some(*number)
    })
}

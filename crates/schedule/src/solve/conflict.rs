//! A smallest set of reasons why an activity cannot be done by a date, whatever is done about the
//! rest: releases, precedences, what is pinned, closures.
//!
//! What is shown impossible is impossible: each activity is placed as early as its predecessors,
//! the closures and the pinned activities allow, as if nobody else wanted its resources. A set is
//! smallest in that without any one of its reasons the same reckoning would meet the date. Dates
//! that only fail because free activities compete are not proved; their cause is in `explain.rs`.

use crate::solve::instance::{Instance, Mode};
use crate::solve::prepared::Prepared;
use crate::solve::schedule::Slot;
use crate::solve::slice::{at, put};
use units::{Tick, TickRange};

/// One of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// An activity is released no earlier.
    Release(usize),
    /// A precedence, by number.
    Precedence(usize),
    /// A pinned activity that stays where it is.
    Pinned(usize),
    /// The closures of a resource.
    Closed(usize),
}

/// The reasons why an activity cannot end by a tick, as few as possible; `None` if they cannot be
/// proved against it. An empty set means that the work alone takes longer than the horizon allows.
pub fn conflict(prepared: &Prepared, activity: usize, due: Tick) -> Option<Vec<Cause>> {
    let mut among = causes(prepared, activity);
    let fails =
        |causes: &[Cause]| earliest_end(prepared, activity, causes).is_none_or(|end| end > due);
    if !fails(&among) {
        return None;
    }
    // Halves, then quarters, then single reasons are left out as long as the rest suffices.
    let mut size = among.len().div_ceil(2);
    while size > 0 {
        let mut from = 0;
        while from < among.len() {
            let until = (from + size).min(among.len());
            let (before, after) = (among.get(..from), among.get(until..));
            let rest = [before.unwrap_or_default(), after.unwrap_or_default()].concat();
            if fails(&rest) {
                among = rest;
            } else {
                from = until;
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    Some(among)
}

/// Everything that could be a reason: what concerns the activity and what comes before it.
fn causes(prepared: &Prepared, activity: usize) -> Vec<Cause> {
    let instance = &prepared.instance;
    let mut concerned = vec![false; instance.activities.len()];
    put(&mut concerned, activity, true);
    for number in prepared.order.iter().rev().filter(|number| **number != activity) {
        let leads = prepared.out_of(*number).any(|precedence| at(&concerned, precedence.to));
        put(&mut concerned, *number, leads);
    }
    let is_concerned = |number: &usize| at(&concerned, *number);
    let numbers = 0..instance.activities.len();
    let horizon = instance.horizon.start;
    let released = numbers
        .clone()
        .filter(is_concerned)
        .filter(|number| instance.activities.get(*number).is_some_and(|it| it.release > horizon));
    let pinned =
        numbers.filter(|number| instance.activities.get(*number).is_some_and(|it| it.pinned));
    let ties = instance.precedences.iter().enumerate();
    let ties = ties.filter(|(_, it)| is_concerned(&it.from) && is_concerned(&it.to));
    let closed = instance.renewables.iter().enumerate().filter(|(_, it)| !it.closed.is_empty());
    let mut causes: Vec<Cause> = pinned.map(Cause::Pinned).collect();
    causes.extend(closed.map(|(number, _)| Cause::Closed(number)));
    causes.extend(released.map(Cause::Release));
    causes.extend(ties.map(|(number, _)| Cause::Precedence(number)));
    causes
}

/// The earliest an activity can end if only some reasons count; `None` if it cannot be done.
fn earliest_end(prepared: &Prepared, activity: usize, causes: &[Cause]) -> Option<Tick> {
    let instance = &prepared.instance;
    let counted = Counted::new(instance, causes);
    let blocked = blocked(prepared, &counted);
    let mut slots: Vec<Option<Slot>> = vec![None; instance.activities.len()];
    for number in prepared.order.iter().copied() {
        let slot = match at(&counted.pinned, number) {
            true => prepared.published(number),
            false => earliest(prepared, number, &counted, &blocked, &slots),
        };
        if number == activity {
            return slot.map(|slot| slot.end);
        }
        put(&mut slots, number, slot);
    }
    None
}

/// Which reasons count, by number of what they are about.
struct Counted {
    released: Vec<bool>,
    pinned: Vec<bool>,
    closed: Vec<bool>,
    ties: Vec<bool>,
}

impl Counted {
    fn new(instance: &Instance, causes: &[Cause]) -> Self {
        let count = instance.activities.len();
        let mut counted = Self {
            released: vec![false; count],
            pinned: vec![false; count],
            closed: vec![false; instance.renewables.len()],
            ties: vec![false; instance.precedences.len()],
        };
        for cause in causes {
            match cause {
                Cause::Release(number) => put(&mut counted.released, *number, true),
                Cause::Pinned(number) => put(&mut counted.pinned, *number, true),
                Cause::Closed(number) => put(&mut counted.closed, *number, true),
                Cause::Precedence(number) => put(&mut counted.ties, *number, true),
            }
        }
        counted
    }
}

/// When each resource of capacity one cannot be had, sorted by end.
fn blocked(prepared: &Prepared, counted: &Counted) -> Vec<Vec<TickRange>> {
    let instance = &prepared.instance;
    let pairs = instance.renewables.iter().zip(&counted.closed);
    let closed = |(renewable, counts): (&crate::solve::Renewable, &bool)| {
        if *counts { renewable.closed.clone() } else { Vec::new() }
    };
    let mut blocked: Vec<Vec<TickRange>> = pairs.map(closed).collect();
    for number in (0..counted.pinned.len()).filter(|number| at(&counted.pinned, *number)) {
        let Some(slot) = prepared.published(number) else { continue };
        let mode = prepared.mode(number, slot.mode);
        for used in mode.into_iter().flat_map(|mode| &mode.uses) {
            let there = instance.renewables.get(used.renewable);
            let Some(there) = there.filter(|there| there.capacity == 1) else { continue };
            let around = TickRange::new(slot.start - there.turnaround, slot.end + there.turnaround);
            if let Some(ranges) =
                blocked.get_mut(used.renewable).filter(|_| !slot.range().is_empty())
            {
                ranges.push(around);
            }
        }
    }
    blocked.iter_mut().for_each(|ranges| ranges.sort_unstable());
    blocked
}

/// The place of an activity that ends first.
fn earliest(
    prepared: &Prepared,
    number: usize,
    counted: &Counted,
    blocked: &[Vec<TickRange>],
    slots: &[Option<Slot>],
) -> Option<Slot> {
    let instance = &prepared.instance;
    let activity = instance.activities.get(number)?;
    let mut bounds = (instance.horizon.start, Tick(i64::MIN));
    if at(&counted.released, number) {
        bounds.0 = bounds.0.max(activity.release);
    }
    for (tie, precedence) in prepared.numbered_into(number) {
        if !at(&counted.ties, tie) {
            continue;
        }
        let least = prepared.earliest(precedence, at(slots, precedence.from)?);
        let bound = if precedence.ends.holds_start() { &mut bounds.0 } else { &mut bounds.1 };
        *bound = (*bound).max(least);
    }
    let first = |(place, mode): (usize, &Mode)| {
        let mut from = bounds.0;
        if bounds.1 > Tick(i64::MIN) {
            from = from.max(prepared.start_to_end_at(mode, bounds.1));
        }
        loop {
            let slot = prepared.slot(mode, place, from)?;
            if slot.range().is_empty() {
                return Some(slot);
            }
            let ranges = mode.uses.iter().filter_map(|used| blocked.get(used.renewable)).flatten();
            match ranges.filter(|range| range.overlaps(slot.range())).map(|range| range.end).max() {
                Some(until) => from = until,
                None => return Some(slot),
            }
        }
    };
    activity.modes.iter().enumerate().filter_map(first).min_by_key(|slot| (slot.end, slot.start))
}

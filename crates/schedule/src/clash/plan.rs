//! Clashes between the tasks of one plan: broken dependencies, missed dates, tasks that belong
//! together and are apart, cycles.

use super::booking::Holding;
use super::{Clash, ClashKind};
use crate::compile::Network;
use crate::dates::DeadlineDates;
use crate::pass::{Pass, Planned};
use model::{Kind, Lag, PersonId, Plan, RoomId, Severity, Subject, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use units::TickRange;

/// Clashes of dates.
pub(crate) fn of_dates(
    pass: &Pass,
    planned: &[Option<Planned>],
    dates: &[DeadlineDates],
) -> Vec<Clash> {
    let mut clashes = Vec::new();
    lags(pass, planned, &mut clashes);
    maximum_lags(pass, planned, &mut clashes);
    deadlines(pass, dates, &mut clashes);
    clashes
}

/// Clashes that are there whatever the dates.
pub(crate) fn of_tasks<'a>(
    plan: &Plan,
    network: &Network,
    holdings: impl Iterator<Item = &'a Holding>,
) -> Vec<Clash> {
    let mut clashes = Vec::new();
    same_as(plan, holdings, &mut clashes);
    cycles(plan, network, &mut clashes);
    clashes
}

fn task(plan: &Plan, id: TaskId) -> Subject {
    Subject::planned(plan.production.id, Kind::Task, id)
}

/// Bookings stand where dependencies do not let them. What is begun is history.
fn lags(pass: &Pass, planned: &[Option<Planned>], clashes: &mut Vec<Clash>) {
    let network: &Network = pass.network;
    for (number, item) in network.leaves() {
        let begun = item.task.actual_start.is_some() || item.task.is_finished();
        let booked = !pass.booked.pieces(number).is_empty();
        let Some(Some(after)) = planned.get(number).filter(|_| booked && !begun) else { continue };
        for (tie, from) in network.ties_into(number) {
            let Some(Some(before)) = planned.get(tie.from) else { continue };
            let reached = pass.reached(tie, from, before);
            let tied = if tie.ends.holds_start() { after.start } else { after.finish };
            if tied >= reached {
                continue;
            }
            let sides = vec![
                task(pass.plan, from.task.id),
                task(pass.plan, item.task.id),
                Subject::planned(pass.plan.production.id, Kind::Link, tie.link),
            ];
            let late = pass.time.house().work_between(tied, reached);
            clashes.push(
                Clash::new(Severity::Warning, ClashKind::Lag, sides)
                    .at(TickRange::new(tied, reached))
                    .with("minutes", late.0),
            );
        }
    }
}

/// Tasks come later than dependencies allow at most. The predecessor stands: what is not booked yet
/// can still come closer. The successor has not begun; where it is not booked it cannot come sooner
/// than is planned.
fn maximum_lags(pass: &Pass, planned: &[Option<Planned>], clashes: &mut Vec<Clash>) {
    let network: &Network = pass.network;
    for tie in network.ties.iter().filter(|tie| tie.most.is_some()) {
        let (Some(from), Some(to)) = (network.item(tie.from), network.item(tie.to)) else {
            continue;
        };
        let (Some(Some(before)), Some(Some(after))) = (planned.get(tie.from), planned.get(tie.to))
        else {
            continue;
        };
        let idle = to.group && !tie.ends.holds_start();
        if idle || after.stands.begun || !before.stands.at(tie.ends) {
            continue;
        }
        let end = if tie.ends.waits_for_start() { before.start } else { before.finish };
        let tied = if tie.ends.holds_start() { after.start } else { after.finish };
        let Some(until) = pass.until(tie, from, end).filter(|until| tied > *until) else {
            continue;
        };
        let sides = vec![
            task(pass.plan, from.task.id),
            task(pass.plan, to.task.id),
            Subject::planned(pass.plan.production.id, Kind::Link, tie.link),
        ];
        let (counted, late) = match tie.most {
            Some(Lag::Elapsed(_)) => ("elapsed", tied - until),
            _ => ("working", pass.time.house().work_between(until, tied)),
        };
        clashes.push(
            Clash::new(Severity::Warning, ClashKind::MaximumLag, sides)
                .at(TickRange::new(until, tied))
                .with("minutes", late.0)
                .with("counted", counted),
        );
    }
}

/// Dates that are missed: each is named once, with the last task it applies to.
fn deadlines(pass: &Pass, dates: &[DeadlineDates], clashes: &mut Vec<Clash>) {
    for date in dates {
        let (Some(last), Some(finish), Some(float)) = (date.last, date.finish, date.float) else {
            continue;
        };
        if finish <= date.at {
            continue;
        }
        let last = task(pass.plan, last);
        let sides = if last == date.subject { vec![last] } else { vec![last, date.subject] };
        let late = TickRange::new(date.at, finish);
        clashes.push(
            Clash::new(Severity::Error, ClashKind::Deadline, sides)
                .at(late)
                .with("of", date.subject.kind.key())
                .with("minutes", (-float).0),
        );
    }
}

/// Rooms and people of the tasks that go by one word.
#[derive(Default)]
struct Together {
    tasks: BTreeSet<TaskId>,
    /// Those of tasks of which one session counts at a time.
    sole_rooms: BTreeSet<RoomId>,
    /// By task: tasks that have a room booked.
    rooms: BTreeMap<TaskId, BTreeSet<RoomId>>,
    /// By task: tasks that have people booked.
    people: BTreeMap<TaskId, BTreeSet<PersonId>>,
}

/// Tasks that go by one word need one room, and at least one person who is on all of them. Where
/// several sessions of a task count at the same time, one of its rooms has to be that of the others.
pub(crate) fn same_as<'a>(
    plan: &Plan,
    holdings: impl Iterator<Item = &'a Holding>,
    clashes: &mut Vec<Clash>,
) {
    let mut words: BTreeMap<&str, Together> = BTreeMap::new();
    for holding in holdings {
        let task = holding.booking.task.and_then(|id| plan.tasks.get(&id));
        let Some((task, word)) = task.and_then(|task| Some((task, task.same_as.as_ref()?))) else {
            continue;
        };
        let together = words.entry(word).or_default();
        together.tasks.insert(task.id);
        if let Some(room) = holding.booking.room {
            together.rooms.entry(task.id).or_default().insert(room);
            if task.sessions_at_once() == 1 {
                together.sole_rooms.insert(room);
            }
        }
        if !holding.booking.people.is_empty() {
            let people = together.people.entry(task.id).or_default();
            people.extend(holding.booking.people.iter().copied());
        }
    }
    for (word, together) in words {
        let mut push = |reason: &str| {
            let sides = together.tasks.iter().map(|id| task(plan, *id)).collect();
            let clash = Clash::new(Severity::Warning, ClashKind::SameAs, sides);
            clashes.push(clash.with("reason", reason).with("word", word));
        };
        let apart = have_nothing_in_common(together.rooms) || together.sole_rooms.len() > 1;
        if together.tasks.len() > 1 && apart {
            push("room");
        }
        if have_nothing_in_common(together.people) {
            push("person");
        }
    }
}

fn have_nothing_in_common<T: Ord + Clone>(sets: BTreeMap<TaskId, BTreeSet<T>>) -> bool {
    let mut sets = sets.into_values();
    let first = sets.next().unwrap_or_default();
    let several = sets.len() > 0;
    several && sets.fold(first, |common, next| &common & &next).is_empty()
}

fn cycles(plan: &Plan, network: &Network, clashes: &mut Vec<Clash>) {
    for cycle in &network.cycles {
        let ids = cycle.iter().filter_map(|number| network.item(*number));
        let sides: Vec<Subject> = ids.map(|item| task(plan, item.task.id)).collect();
        let count = sides.len();
        clashes.push(Clash::new(Severity::Error, ClashKind::Cycle, sides).with("count", count));
    }
}

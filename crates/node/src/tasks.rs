//! What commands about tasks come to: their links, their bookings and the tasks in them go along.

use crate::expand::{Means, add_record, all, one};
use crate::failure::Failure;
use crate::rules;
use crate::working::Working;
use model::{
    Booking, BookingId, BookingState, BookingVerb, Change, Edit, Finding, Kind, PersonId, Plan,
    ProductionId, RoomId, Scope, Severity, Subject, TaskId, Transition,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::NaiveDateTime;

/// The booking with which a task is to be placed.
pub(crate) struct Session<'a> {
    pub(crate) booking: BookingId,
    pub(crate) room: Option<RoomId>,
    pub(crate) people: &'a BTreeSet<PersonId>,
    pub(crate) start: NaiveDateTime,
}

/// Deletes a task, with the tasks in it and every link to or from them. Options are given back,
/// confirmed sessions called off: they hold nothing any more, and the plan still tells of them.
pub(crate) fn delete(working: &mut Working, subject: Subject) -> Result<Vec<Finding>, Finding> {
    let delete = |subject| Edit { subject, change: Change::Delete };
    rules::before(working, &delete(subject))?;
    let Scope::Plan(production) = subject.scope else { return Ok(Vec::new()) };
    let plan = Arc::clone(rules::plan(working, production)?);
    let tasks = with_all_in_it(&plan, subject.id.into());
    let mut edits = Vec::new();
    let (mut released, mut cancelled) = (0, 0);
    for booking in plan.bookings.values() {
        if !booking.task.is_some_and(|task| tasks.contains(&task)) {
            continue;
        }
        let verb = match booking.state {
            BookingState::InProgress | BookingState::Done => {
                let name = plan.tasks.get(&subject.id.into()).map_or("", |task| &task.name);
                return Err(Failure::about("task-worked", subject).with("name", name));
            }
            BookingState::Option => BookingVerb::Release,
            BookingState::Idea | BookingState::Confirmed => BookingVerb::Cancel,
            BookingState::Cancelled | BookingState::Released | BookingState::Other(_) => continue,
        };
        match booking.state {
            BookingState::Option => released += 1,
            BookingState::Confirmed => cancelled += 1,
            _ => {}
        }
        if let Transition::To(values) = verb.on(&booking.state) {
            let subject = Subject::planned(production, Kind::Booking, booking.id);
            edits.push(Edit::set(subject, values));
        }
    }
    let ends = |task: Option<TaskId>| task.is_some_and(|task| tasks.contains(&task));
    let links = plan.links.values().filter(|link| ends(link.from) || ends(link.to));
    edits.extend(links.map(|link| delete(Subject::planned(production, Kind::Link, link.id))));
    edits.extend(tasks.iter().map(|task| delete(Subject::planned(production, Kind::Task, *task))));
    all(working, edits)?;
    if released + cancelled == 0 {
        return Ok(Vec::new());
    }
    let ended = Finding::new(Severity::Info, "task-bookings-ended");
    Ok(vec![ended.with("released", released).with("cancelled", cancelled)])
}

/// A task and all the tasks below it.
fn with_all_in_it(plan: &Plan, top: TaskId) -> BTreeSet<TaskId> {
    let mut found = BTreeSet::from([top]);
    loop {
        let inside = |task: &&Arc<model::Task>| {
            task.parent.is_some_and(|parent| found.contains(&parent)) && !found.contains(&task.id)
        };
        let below: Vec<TaskId> = plan.tasks.values().filter(inside).map(|task| task.id).collect();
        if below.is_empty() {
            return found;
        }
        found.extend(below);
    }
}

/// Books the work of a task that no booking holds yet.
pub(crate) fn place(
    working: &mut Working,
    production: ProductionId,
    id: TaskId,
    session: &Session<'_>,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let subject = Subject::planned(production, Kind::Task, id);
    let found = rules::plan(working, production)?.tasks.get(&id);
    let Some(task) = found.map(Arc::clone) else {
        return Err(Failure::about("unknown-record", subject)
            .with("kind", Kind::Task.key())
            .with("id", id));
    };
    let refused = |code| Failure::about(code, subject).with("name", &task.name);
    let report = means.report(working);
    let dates = report.plan(production).and_then(|dates| dates.task(id));
    let dates = dates.ok_or_else(|| refused("task-undated"))?;
    if dates.group {
        return Err(refused("task-is-group"));
    }
    if !dates.unbooked.is_positive() {
        return Err(refused("nothing-to-place"));
    }
    let placed = report.time().placement(session.room, session.start, dates.unbooked);
    let placed = placed.ok_or_else(|| refused("no-open-time"))?;
    let booking = Booking {
        task: Some(id),
        room: session.room,
        people: session.people.clone(),
        start: Some(placed.start),
        end: Some(placed.end),
        window: placed.window,
        state: BookingState::Option,
        rank: Some(1),
        ..Booking::new(session.booking)
    };
    let subject = Subject::planned(production, Kind::Booking, session.booking);
    add_record(working, subject, &booking)
}

/// Moves a task: its bookings go with it, or a date holds it back.
pub(crate) fn shift(
    working: &mut Working,
    production: ProductionId,
    id: TaskId,
    start: NaiveDateTime,
    means: &mut Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    rules::plan(working, production)?;
    for edit in means.report(working).move_task(production, id, start)? {
        one(working, edit)?;
    }
    Ok(Vec::new())
}

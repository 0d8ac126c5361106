//! What is written of sessions: slips at the desks of people, what was accepted of them, and what
//! coordination has recorded itself.

use super::{SlipChange, SlipFilter, SlipState, SlipView};
use crate::{Moment, Source};
use model::{AcceptedSlip, BookingId, PersonId, ProductionId, Record, Slip, SlipId, Value};
use std::collections::BTreeMap;
use units::NaiveDate;

/// A session of a person on a day.
pub(super) type Session = (PersonId, Option<BookingId>, Option<NaiveDate>);

/// What is written of each session.
pub(super) type Written<'a> = BTreeMap<Session, Vec<&'a Slip>>;

pub(super) fn written<'a>(source: &Source<'a>, filter: &SlipFilter) -> Written<'a> {
    let mut written = Written::new();
    for (person, desk) in source.desks {
        let wanted = desk.slips.values().filter(|slip| filter.has(slip.day));
        for slip in wanted.filter(|slip| filter.wants(*person, slip.production)) {
            written.entry((*person, slip.booking, slip.day)).or_default().push(slip.as_ref());
        }
    }
    written
}

/// What was accepted of every slip, by production.
pub(super) type Accepted<'a> = BTreeMap<ProductionId, BTreeMap<SlipId, &'a AcceptedSlip>>;

pub(super) fn accepted<'a>(source: &Source<'a>) -> Accepted<'a> {
    source.plans.iter().map(|(id, plan)| (*id, plan.accepted_by_slip())).collect()
}

/// Slips as they are, without the sessions they are of.
pub(super) fn alone(
    source: &Source<'_>,
    accepted: &Accepted<'_>,
    written: Written<'_>,
) -> Vec<SlipView> {
    let all = written
        .into_iter()
        .flat_map(|((person, ..), slips)| slips.into_iter().map(move |slip| (person, slip)));
    let view = |(person, slip): (PersonId, &Slip)| {
        let mut view = blank(source, person, slip.day);
        view.booking = slip.booking;
        say(source, accepted, &mut view, slip);
        view
    };
    all.map(view).collect()
}

/// What coordination has accepted of sessions whose slips are not here: it recorded them itself, or
/// this machine does not receive the desk.
pub(super) fn recorded<'a>(
    source: &Source<'a>,
    filter: &SlipFilter,
) -> BTreeMap<Session, Vec<(ProductionId, &'a AcceptedSlip)>> {
    let mut recorded: BTreeMap<Session, Vec<(ProductionId, &AcceptedSlip)>> = BTreeMap::new();
    for (production, plan) in source.plans {
        for accepted in plan.accepted_slips.values().filter(|it| filter.has(it.day)) {
            let Some(person) = accepted.person else { continue };
            let desk = source.desks.get(&person);
            let is_here = |slip| desk.is_some_and(|desk| desk.slips.contains_key(&slip));
            if accepted.slip.is_some_and(is_here) || !filter.wants(person, Some(*production)) {
                continue;
            }
            let session = (person, accepted.booking, accepted.day);
            recorded.entry(session).or_default().push((*production, accepted));
        }
    }
    recorded
}

pub(super) fn blank(source: &Source<'_>, person: PersonId, day: Option<NaiveDate>) -> SlipView {
    SlipView {
        id: None,
        state: SlipState::Missing,
        accepted: None,
        accepted_at: None,
        accepted_by: String::new(),
        handed_in: None,
        person,
        person_name: source.person(person),
        day,
        production: None,
        title: String::new(),
        task: None,
        task_name: String::new(),
        booking: None,
        room: None,
        room_name: String::new(),
        planned: None,
        planned_work: None,
        start: None,
        end: None,
        worked: None,
        remaining: None,
        breaks: None,
        waiting: None,
        waiting_cause: None,
        done: String::new(),
        supplies: String::new(),
        remark: String::new(),
        changes: Vec::new(),
    }
}

/// What a slip says, over what was planned, and how far it has come.
pub(super) fn say(source: &Source<'_>, accepted: &Accepted<'_>, view: &mut SlipView, slip: &Slip) {
    view.id = Some(slip.id);
    say_session(source, view, slip);
    let accepted = slip.production.and_then(|id| accepted.get(&id)?.get(&slip.id));
    view.handed_in = slip.handed_in.map(|at| source.moment(at));
    if let Some(accepted) = accepted {
        say_accepted(source, view, accepted);
    }
    view.state = match accepted {
        Some(accepted) => {
            view.changes = changes(slip, accepted);
            if view.changes.is_empty() { SlipState::Accepted } else { SlipState::Changed }
        }
        None if slip.is_handed_in() => SlipState::HandedIn,
        None => SlipState::Draft,
    };
}

/// What a slip says of the session.
fn say_session(source: &Source<'_>, view: &mut SlipView, slip: &Slip) {
    let plan = slip.production.and_then(|id| source.plans.get(&id)).map(AsRef::as_ref);
    let booking = plan.zip(slip.booking).and_then(|(plan, id)| plan.bookings.get(&id));
    let zone = booking.map_or(source.zone(), |booking| source.booking_zone(booking));
    let moment = |at| Moment { at, zone };
    if let Some(production) = slip.production {
        view.production = Some(production);
        view.title = source.production(production);
    }
    if let Some(task) = slip.task {
        view.task = Some(task);
        view.task_name = plan.map(|plan| source.task(plan, task)).unwrap_or_default();
    }
    if let Some(room) = slip.room {
        view.room = Some(room);
        view.room_name = source.room(room);
    }
    view.start = slip.start.map(moment);
    view.end = slip.end.map(moment);
    view.worked = slip.worked();
    view.remaining = slip.remaining;
    (view.breaks, view.waiting) = (Some(slip.breaks), Some(slip.waiting));
    view.waiting_cause = Some(slip.waiting_cause.clone());
    view.done.clone_from(&slip.done);
    view.supplies.clone_from(&slip.supplies);
    view.remark.clone_from(&slip.remark);
}

/// When and by whom something was accepted.
fn say_accepted(source: &Source<'_>, view: &mut SlipView, accepted: &AcceptedSlip) {
    view.accepted = Some(accepted.id);
    view.accepted_at = accepted.accepted.map(|at| source.moment(at));
    view.accepted_by = accepted.accepted_by.map(|by| source.person(by)).unwrap_or_default();
}

/// What coordination has accepted without a slip that is here.
pub(super) fn say_recorded(source: &Source<'_>, view: &mut SlipView, accepted: &AcceptedSlip) {
    say_session(source, view, &accepted.slip(view.production));
    say_accepted(source, view, accepted);
    view.state = SlipState::Accepted;
}

/// What a slip says otherwise than what was accepted, unless coordination has looked at it and kept
/// what was accepted.
fn changes(slip: &Slip, accepted: &AcceptedSlip) -> Vec<SlipChange> {
    if accepted.is_kept_over(slip) {
        return Vec::new();
    }
    let (now, before) = (slip.to_values(), accepted.to_values());
    let of =
        |values: &model::Values, field: &str| values.get(field).cloned().unwrap_or(Value::Nothing);
    let changed = slip.changed_since(accepted).into_iter();
    changed
        .map(|field| SlipChange { field, accepted: of(&before, field), now: of(&now, field) })
        .collect()
}

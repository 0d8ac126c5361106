//! What is done to session slips: handing in, accepting. Accepting moves the plan on: the task by
//! what remains of it, the session by what was worked of it.

use crate::expand::{Means, add_record, all, one};
use crate::failure::Failure;
use crate::rules;
use crate::working::Working;
use model::{
    AcceptedSlip, AcceptedSlipId, BookingVerb, Change, Edit, FieldValue, Finding, Kind, PersonId,
    Plan, ProductionId, Slip, SlipId, Subject, Transition, Values,
};
use std::sync::Arc;
use units::Minutes;

/// The slip that is asked for.
fn slip(working: &Working, person: PersonId, id: SlipId) -> Result<Arc<Slip>, Finding> {
    let found = working.desks.get(&person).and_then(|desk| desk.slips.get(&id));
    found.cloned().ok_or_else(|| {
        Failure::about("unknown-record", Subject::at_desk(person, Kind::Slip, id))
            .with("kind", Kind::Slip.key())
            .with("id", id)
    })
}

/// Hands in a slip: from now on it is signed.
pub(crate) fn hand_in(
    working: &mut Working,
    person: PersonId,
    id: SlipId,
    means: &Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let slip = slip(working, person, id)?;
    let subject = Subject::at_desk(person, Kind::Slip, id);
    let lacking = [
        ("production", slip.production.is_none()),
        ("task", slip.task.is_none()),
        ("day", slip.day.is_none()),
        ("start", slip.start.is_none()),
        ("end", slip.end.is_none()),
    ];
    if let Some((field, _)) = lacking.iter().find(|(_, is_lacking)| *is_lacking) {
        let finding = Failure::about("slip-incomplete", subject).with("kind", Kind::Slip.key());
        return Err(finding.with("field", field));
    }
    let now = working.facility.house.zone.civil(means.now);
    one(working, Edit::set(subject, [("handed_in".to_owned(), now.write())].into()))
}

/// Accepts a slip that was handed in: what it says is kept in the plan of its production, the task
/// has what remains of it, and the session is being worked or is over.
pub(crate) fn accept(
    working: &mut Working,
    person: PersonId,
    id: SlipId,
    accepted: AcceptedSlipId,
    means: &Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let slip = slip(working, person, id)?;
    let subject = Subject::at_desk(person, Kind::Slip, id);
    if !slip.is_handed_in() {
        return Err(Failure::about("slip-not-handed-in", subject));
    }
    let production = slip.production.unwrap_or_default();
    let plan = Arc::clone(rules::plan(working, production)?);
    let now = working.facility.house.zone.civil(means.now);
    let record =
        AcceptedSlip { accepted_by: Some(means.person), ..slip.accepted(accepted, person, now) };
    let earlier = plan.accepted(id);
    if earlier.is_some_and(|earlier| slip.changed_since(earlier).is_empty()) {
        return Err(Failure::about("slip-accepted-already", subject));
    }
    // What was accepted before makes room for it.
    let before = plan.accepted_slips.values().filter(|it| it.slip == Some(id));
    let gone = before.map(|it| Edit {
        subject: Subject::planned(production, Kind::AcceptedSlip, it.id),
        change: Change::Delete,
    });
    all(working, gone.collect())?;
    add_record(working, Subject::planned(production, Kind::AcceptedSlip, accepted), &record)?;
    goes_on(working, &plan, &record, earlier)
}

/// Coordination records itself what somebody worked who writes no slips, or corrects that.
pub(crate) fn record(
    working: &mut Working,
    edit: Edit,
    means: &Means<'_>,
) -> Result<Vec<Finding>, Finding> {
    let (subject, is_new) = (edit.subject, matches!(edit.change, Change::Add(_)));
    let before = subject.scope.production().and_then(|id| working.plans.get(&id)).cloned();
    one(working, edit)?;
    let production = subject.scope.production().unwrap_or_default();
    let plan = rules::plan(working, production)?;
    let id: AcceptedSlipId = subject.id.into();
    let Some(record) = plan.accepted_slips.get(&id).cloned() else { return Ok(Vec::new()) };
    if is_new && record.accepted.is_none() {
        let now = working.facility.house.zone.civil(means.now).write();
        let by = Some(means.person).write();
        let values = [("accepted".to_owned(), now), ("accepted_by".to_owned(), by)];
        one(working, Edit::set(subject, values.into()))?;
    }
    let Some(before) = before else { return Ok(Vec::new()) };
    let earlier = before.accepted_slips.get(&id).map(AsRef::as_ref);
    goes_on(working, &before, &record, earlier)
}

/// The task and the session go on from what was accepted. `plan` is as it was before.
fn goes_on(
    working: &mut Working,
    plan: &Plan,
    record: &AcceptedSlip,
    earlier: Option<&AcceptedSlip>,
) -> Result<Vec<Finding>, Finding> {
    let production = plan.production.id;
    let task = task_goes_on(production, plan, record, earlier);
    all(working, task.into_iter().chain(session_goes_on(production, plan, record)).collect())
}

/// What remains of the task: what the newest slip says, or what there was without what was worked.
fn task_goes_on(
    production: ProductionId,
    plan: &Plan,
    slip: &AcceptedSlip,
    earlier: Option<&AcceptedSlip>,
) -> Option<Edit> {
    let task = plan.tasks.get(&slip.task?).filter(|task| !task.milestone)?;
    let mut values = Values::new();
    if task.actual_start.is_none_or(|start| slip.start.is_some_and(|ours| ours < start)) {
        values.insert("actual_start".into(), slip.start.write());
    }
    let of_task = plan.accepted_slips.values().filter(|it| it.task == slip.task);
    let is_same = |it: &AcceptedSlip| it.id == slip.id || it.slip.is_some() && it.slip == slip.slip;
    let is_newest = of_task.filter(|it| !is_same(it)).all(|it| it.end <= slip.end);
    let zero = || Minutes::ZERO;
    match slip.remaining {
        Some(remaining) if is_newest => {
            let is_over = remaining <= Minutes::ZERO;
            values.insert("remaining".into(), Some(remaining).filter(|_| !is_over).write());
            values.insert("actual_finish".into(), slip.end.filter(|_| is_over).write());
        }
        // A newer slip has said what remains.
        Some(_) => {}
        None if task.is_finished() => {}
        None => {
            let counted = earlier.filter(|it| it.task == slip.task).and_then(AcceptedSlip::worked);
            let worked = slip.worked().unwrap_or_else(zero).0 - counted.unwrap_or_else(zero).0;
            let left = Minutes((task.open_work().0 - worked).max(0));
            values.insert("remaining".into(), Some(left).write());
        }
    }
    let subject = Subject::planned(production, Kind::Task, task.id);
    (!values.is_empty()).then(|| Edit::set(subject, values))
}

/// The session is being worked, or over if this was its last day.
fn session_goes_on(production: ProductionId, plan: &Plan, slip: &AcceptedSlip) -> Option<Edit> {
    let booking = plan.bookings.get(&slip.booking?)?;
    let last = units::after(booking.end?, Minutes(-1));
    let is_last = slip.day.is_none_or(|day| day >= last.date());
    let verb = if is_last { BookingVerb::Finish } else { BookingVerb::Begin };
    match verb.on(&booking.state) {
        Transition::To(values) => {
            let subject = Subject::planned(production, Kind::Booking, booking.id);
            (booking.state != model::BookingState::Done).then(|| Edit::set(subject, values))
        }
        // An option or an idea that was worked all the same stays what it is; it is shown as such.
        Transition::Refused { .. } => None,
    }
}

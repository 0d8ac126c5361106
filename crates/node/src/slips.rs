//! What is done to session slips: handing in, accepting, reopening. Accepting moves the plan on, and
//! reopening back: by how much is `progress.rs`'s.

mod progress;

use crate::expand::{Means, add_record, all, one};
use crate::failure::Failure;
use crate::rules;
use crate::working::Working;
use model::{
    AcceptedSlip, AcceptedSlipId, Change, Edit, FieldValue, Finding, Kind, PersonId, Plan, Slip,
    SlipId, Subject,
};
use progress::{session_goes_on, task_goes_back, task_goes_on};
use std::sync::Arc;

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

/// What was accepted is taken back, so that it can be corrected and accepted again: the task has again
/// what was worked of it. The session stays worked.
pub(crate) fn reopen(working: &mut Working, subject: Subject) -> Result<Vec<Finding>, Finding> {
    let production = subject.scope.production().unwrap_or_default();
    let before = Arc::clone(rules::plan(working, production)?);
    let told = one(working, Edit { subject, change: Change::Delete })?;
    let accepted = before.accepted_slips.get(&subject.id.into());
    let task = accepted.and_then(|accepted| task_goes_back(production, &before, accepted));
    all(working, task.into_iter().collect())?;
    Ok(told)
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

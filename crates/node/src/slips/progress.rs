//! What becomes of the task and the session of a slip when it is accepted, and when that is taken back.

use model::{
    AcceptedSlip, BookingVerb, Edit, FieldValue, Kind, Plan, ProductionId, Subject, Task,
    Transition, Values,
};
use units::{Minutes, NaiveDateTime};

/// What remains of the task: what the newest slip says, or what there was without what was worked.
pub(super) fn task_goes_on(
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

/// The task as it would be without an accepted slip. `plan` is as it was with it.
pub(super) fn task_goes_back(
    production: ProductionId,
    plan: &Plan,
    slip: &AcceptedSlip,
) -> Option<Edit> {
    let task = plan.tasks.get(&slip.task?).filter(|task| !task.milestone)?;
    let of_task = plan.accepted_slips.values().filter(|it| it.task == slip.task);
    let others: Vec<&AcceptedSlip> =
        of_task.filter(|it| it.id != slip.id).map(AsRef::as_ref).collect();
    if others.iter().any(|it| it.slip.is_some() && it.slip == slip.slip) {
        // Two machines have accepted it: the other's copy counts.
        return None;
    }
    let mut values = Values::new();
    if task.actual_start.is_some() && task.actual_start == slip.start {
        let first = others.iter().filter_map(|it| it.start).min();
        values.insert("actual_start".into(), first.write());
    }
    let has_ended = task.is_finished() && task.actual_finish == slip.end;
    let has_said = slip.remaining.is_some() && slip.remaining == task.remaining;
    if has_ended || has_said && !task.is_finished() {
        values.insert("actual_finish".into(), FieldValue::write(&None::<NaiveDateTime>));
        values.insert("remaining".into(), remains(task, others).write());
    } else if slip.remaining.is_none() && !task.is_finished() {
        let worked = slip.worked().unwrap_or(Minutes::ZERO);
        values.insert("remaining".into(), Some(task.open_work() + worked).write());
    }
    let subject = Subject::planned(production, Kind::Task, task.id);
    (!values.is_empty()).then(|| Edit::set(subject, values))
}

/// What remains of a task by its accepted slips alone; nothing is said of it if there are none.
fn remains(task: &Task, mut slips: Vec<&AcceptedSlip>) -> Option<Minutes> {
    slips.sort_by_key(|slip| slip.end);
    slips.into_iter().fold(None, |remains, slip| {
        let worked = slip.worked().unwrap_or(Minutes::ZERO);
        let left = || (remains.unwrap_or(task.work) - worked).max(Minutes::ZERO);
        Some(slip.remaining.unwrap_or_else(left))
    })
}

/// The session is being worked, or over if this was its last day.
pub(super) fn session_goes_on(
    production: ProductionId,
    plan: &Plan,
    slip: &AcceptedSlip,
) -> Option<Edit> {
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

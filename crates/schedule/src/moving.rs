//! What it comes to when a task is moved by hand, as edits: for the writer, and for a look ahead
//! while the bar is dragged.

use crate::dates::PlanDates;
use crate::report::Report;
use model::{
    Booking, BookingState, Edit, FieldValue, Finding, Kind, Place, Plan, ProductionId, Severity,
    Subject, Task, TaskId, Values,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::NaiveDateTime;

impl Report {
    /// The edits that make a task, or a group of tasks, begin at a moment.
    ///
    /// Its bookings move by as much as it does, on the wall clock; where work is not booked, the
    /// task (or the group) may not begin before the moment. What is worked stays.
    ///
    /// # Errors
    /// It is not there, has no dates, is begun, or one of its bookings is pinned.
    pub fn move_task(
        &self,
        production: ProductionId,
        task: TaskId,
        start: NaiveDateTime,
    ) -> Result<Vec<Edit>, Finding> {
        let subject = Subject::planned(production, Kind::Task, task);
        let refused = |code| Finding::new(Severity::Error, code).at(Place::subject(subject));
        let found = self.parts.get(&production).and_then(|part| {
            let (plan, dates) = (&part.base.plan, part.dated.dates.as_ref());
            Some((plan, dates, plan.tasks.get(&task)?))
        });
        let Some((plan, dates, moved)) = found else {
            return Err(refused("unknown-record").with("kind", Kind::Task.key()).with("id", task));
        };
        let named = |code| refused(code).with("name", &moved.name);
        if moved.actual_start.is_some() || moved.is_finished() {
            return Err(named("task-begun"));
        }
        let planned = dates.task(task).ok_or_else(|| named("task-undated"))?;
        let by = start - self.time().civil(planned.start);
        let leaves = leaves(plan, task);
        let mut booked = BTreeSet::new();
        let mut edits = Vec::new();
        for booking in plan.bookings.values() {
            let Some(leaf) = booking.task.filter(|task| leaves.contains_key(task)) else {
                continue;
            };
            if booking.state.holds() {
                booked.insert(leaf);
            }
            let Some((from, to)) = booking.start.zip(booking.end).filter(|_| is_ahead(booking))
            else {
                continue;
            };
            let subject = Subject::planned(production, Kind::Booking, booking.id);
            if booking.pinned {
                return Err(
                    Finding::new(Severity::Error, "booking-pinned").at(Place::subject(subject))
                );
            }
            let moments = from.checked_add_signed(by).zip(to.checked_add_signed(by));
            let (from, to) = moments.unwrap_or((from, to));
            edits.push(Edit::set(subject, values([("start", from), ("end", to)])));
        }
        if leaves.values().any(|leaf| is_free(leaf, &booked, dates)) {
            edits.push(Edit::set(subject, values([("not_before", start)])));
        }
        Ok(edits)
    }
}

fn values<const N: usize>(moments: [(&str, NaiveDateTime); N]) -> Values {
    moments.map(|(field, moment)| (field.to_owned(), moment.write())).into()
}

/// Can the booking still be moved? What is called off or worked is left where it was.
fn is_ahead(booking: &Booking) -> bool {
    use BookingState as S;
    matches!(booking.state, S::Idea | S::Option | S::Confirmed | S::Other(_))
}

/// Is nothing of the task booked or done, so that only a date can hold it back?
fn is_free(task: &Task, booked: &BTreeSet<TaskId>, dates: &PlanDates) -> bool {
    let open = task.actual_start.is_none() && !task.is_finished();
    open && !booked.contains(&task.id) && dates.task(task.id).is_some()
}

/// The tasks a task stands for: itself, or those in the group that it is.
fn leaves(plan: &Plan, top: TaskId) -> BTreeMap<TaskId, &Arc<Task>> {
    let mut children: BTreeMap<TaskId, Vec<TaskId>> = BTreeMap::new();
    for task in plan.tasks.values() {
        if let Some(parent) = task.parent {
            children.entry(parent).or_default().push(task.id);
        }
    }
    let (mut ahead, mut seen) = (vec![top], BTreeSet::new());
    let mut leaves = BTreeMap::new();
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        match children.get(&id) {
            Some(below) => ahead.extend(below),
            None => leaves.extend(plan.tasks.get(&id).map(|task| (id, task))),
        }
    }
    leaves
}

#[cfg(test)]
mod tests {
    use crate::testing::{Draft, at, check, days, facility, task};
    use crate::{PlanDates, Report};
    use model::{BookingId, BookingState, Finding, LinkKind, Plan, ProductionId, RawId};
    use std::sync::Arc;

    const NOW: &str = "2026-11-23T09:00";

    fn film() -> ProductionId {
        ProductionId(RawId(1))
    }

    /// Edit, then a group of two: mix, booked for two days, and recording, not booked.
    fn film_in_work() -> Draft {
        let mut draft = Draft::new(1);
        draft.task(1, days(2));
        draft.task(2, days(0));
        draft.task(3, days(2)).parent = Some(task(2));
        draft.task(4, days(1)).parent = Some(task(2));
        draft.link(1, 3, LinkKind::FinishToStart, "0");
        draft.book(1, "2026-11-30T09:00", "2026-12-01T18:00").task = Some(task(3));
        draft
    }

    fn moved(report: &Report, id: u128, start: &str) -> Result<(Plan, Arc<PlanDates>), Finding> {
        let mut plan = report.document(film()).unwrap().clone();
        for edit in report.move_task(film(), task(id), at(start))? {
            plan.apply(&edit);
        }
        let dates = report.what_if(&Arc::new(plan.clone()));
        Ok((plan, dates))
    }

    fn code(report: &Report, id: u128) -> &'static str {
        moved(report, id, "2026-12-02T09:00").unwrap_err().code
    }

    #[test]
    fn a_booked_task_takes_its_bookings_along() {
        let report = check(facility(), vec![film_in_work()], NOW);
        let (plan, dates) = moved(&report, 3, "2026-12-02T09:00").unwrap();
        let booking = &plan.bookings[&BookingId(RawId(1))];
        assert_eq!(
            booking.start.zip(booking.end),
            Some((at("2026-12-02T09:00"), at("2026-12-03T18:00")))
        );
        assert_eq!(plan.tasks[&task(3)].not_before, None);
        assert_eq!(report.time().civil(dates.task(task(3)).unwrap().start), at("2026-12-02T09:00"));
    }

    #[test]
    fn a_task_that_is_not_booked_is_held_back_by_a_date() {
        let report = check(facility(), vec![film_in_work()], NOW);
        let (plan, dates) = moved(&report, 1, "2026-11-25T09:00").unwrap();
        assert_eq!(plan.tasks[&task(1)].not_before, Some(at("2026-11-25T09:00")));
        assert_eq!(
            report.time().civil(dates.task(task(1)).unwrap().finish),
            at("2026-11-26T18:00")
        );
    }

    #[test]
    fn a_group_moves_as_one() {
        let report = check(facility(), vec![film_in_work()], NOW);
        // It begins with the recording, on Monday; the mix is a week later.
        let (plan, dates) = moved(&report, 2, "2026-11-24T09:00").unwrap();
        let start = |id| report.time().civil(dates.task(task(id)).unwrap().start);
        assert_eq!((start(3), start(4)), (at("2026-12-01T09:00"), at("2026-11-24T09:00")));
        assert_eq!(plan.tasks[&task(2)].not_before, Some(at("2026-11-24T09:00")));
    }

    #[test]
    fn what_is_begun_pinned_or_on_a_cycle_is_not_moved() {
        let mut draft = film_in_work();
        draft.task(1, days(2)).actual_start = Some(at("2026-11-23T09:00"));
        Arc::make_mut(draft.0.bookings.get_mut(&BookingId(RawId(1))).unwrap()).pinned = true;
        draft.task(5, days(1));
        draft.link(5, 5, LinkKind::FinishToStart, "0");
        let report = check(facility(), vec![draft], NOW);
        assert_eq!(code(&report, 1), "task-begun");
        assert_eq!(code(&report, 2), "booking-pinned");
        assert_eq!(code(&report, 3), "booking-pinned");
        assert_eq!(code(&report, 5), "task-undated");
        assert_eq!(code(&report, 9), "unknown-record");
    }

    #[test]
    fn sessions_already_worked_stay_where_they_were() {
        let mut draft = film_in_work();
        let done = draft.book(2, "2026-11-20T09:00", "2026-11-20T18:00");
        (done.task, done.state) = (Some(task(3)), BookingState::Done);
        let report = check(facility(), vec![draft], NOW);
        // It began on Friday: a day later is Saturday, and Tuesday for the second session.
        let (plan, _) = moved(&report, 3, "2026-11-21T09:00").unwrap();
        let start = |id| plan.bookings[&BookingId(RawId(id))].start;
        assert_eq!(
            (start(2), start(1)),
            (Some(at("2026-11-20T09:00")), Some(at("2026-12-01T09:00")))
        );
    }
}

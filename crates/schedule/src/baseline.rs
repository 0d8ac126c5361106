//! Baselines: the dates of a plan, frozen.

use crate::dates::PlanDates;
use crate::facility_time::FacilityTime;
use model::{BaselineDates, BaselineTasks, Plan};

/// What a baseline of a plan holds now: start, finish and planned work of each task that has
/// dates, on the wall clock of the house. Groups are left out, since theirs follow from their
/// tasks; so are tasks on a cycle, which have no dates.
pub fn baseline_tasks(plan: &Plan, dates: &PlanDates, time: &FacilityTime) -> BaselineTasks {
    let frozen = |(id, dates): (&model::TaskId, &crate::dates::TaskDates)| {
        let task = plan.tasks.get(id).filter(|_| !dates.group)?;
        let (start, finish) = (time.civil(dates.start), time.civil(dates.finish));
        Some((*id, BaselineDates { start, finish, work: task.work }))
    };
    dates.tasks.iter().filter_map(frozen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Checker;
    use model::{Casting, Facility, FacilityId, ProductionId, RawId, Task, TaskId};
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use units::{Minutes, NaiveTime, Zone, parse_date, parse_date_time};

    #[test]
    fn a_baseline_freezes_tasks_and_leaves_out_their_groups() {
        let (group, child) = (TaskId(RawId(1)), TaskId(RawId(2)));
        let mut plan = Plan::new(ProductionId::default());
        Arc::make_mut(&mut plan.production).start = parse_date("2026-11-23");
        plan.tasks.insert(group, Arc::new(Task::new(group)));
        let work = Minutes::hours(12);
        let task = Task { parent: Some(group), work, ..Task::new(child) };
        plan.tasks.insert(child, Arc::new(task));
        let facility = Arc::new(Facility::new(FacilityId::default()));
        let now = Zone::PARIS.tick(parse_date("2026-11-01").unwrap().and_time(NaiveTime::MIN));
        let plans = BTreeMap::from([(plan.production.id, Arc::new(plan.clone()))]);
        let report = Checker::new().check(&facility, &Arc::new(Casting::default()), &plans, now);
        let dates = report.plan(plan.production.id).unwrap();
        let expected = BaselineDates {
            start: parse_date_time("2026-11-23T09:00").unwrap(),
            finish: parse_date_time("2026-11-24T13:00").unwrap(),
            work,
        };
        assert_eq!(baseline_tasks(&plan, dates, report.time()), [(child, expected)].into());
    }
}

//! The plan of a production: its tasks with their dates, floats and bookings, what ties them, the
//! dates to be met, and how far it has moved from its baseline.

use crate::json;
use crate::plan_parts::{
    BaselineView, DeadlineView, LinkView, TaskBaselineView, chosen, deadline_view, link_view,
    predecessors, task_baseline,
};
use crate::{Moment, ProductionView, Source};
use model::{
    Baseline, EpisodeId, LinkId, OutlineLine, Plan, ProductionId, RoomKind, Step, Task, TaskId,
};
use schedule::TaskDates;
use serde::Serialize;
use units::{Minutes, NaiveDateTime};

/// The plan of a production.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanView {
    /// The production.
    pub production: ProductionView,
    /// Its tasks, groups before what is in them.
    pub tasks: Vec<TaskView>,
    /// Its dependencies, by identifier.
    pub links: Vec<LinkView>,
    /// The dates to be met, earliest first.
    pub deadlines: Vec<DeadlineView>,
    /// The baseline it is compared with.
    pub baseline: Option<BaselineView>,
}

/// A task of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: TaskId,
    /// Its place in the outline, from 1.
    pub number: usize,
    /// Its depth in the outline.
    pub level: u8,
    /// Is it a group?
    pub group: bool,
    /// Is it a date without work of its own?
    pub milestone: bool,
    /// Name.
    pub name: String,
    /// Step of the trade.
    #[serde(serialize_with = "json::word")]
    pub step: Step,
    /// Family of the step.
    pub family: &'static str,
    /// The group it stands in.
    #[serde(serialize_with = "json::optional_text")]
    pub parent: Option<TaskId>,
    /// The episode it belongs to.
    #[serde(serialize_with = "json::optional_text")]
    pub episode: Option<EpisodeId>,
    /// Kind of room it needs.
    #[serde(serialize_with = "json::optional_word")]
    pub room_kind: Option<RoomKind>,
    /// Function of the person who does it.
    pub function: Option<String>,
    /// Planned work.
    #[serde(rename = "work_minutes", serialize_with = "json::minutes")]
    pub work: Minutes,
    /// Work still to be done.
    #[serde(rename = "remaining_minutes", serialize_with = "json::minutes")]
    pub remaining: Minutes,
    /// When it really began.
    pub actual_start: Option<Moment>,
    /// When it was really finished.
    pub actual_finish: Option<Moment>,
    /// It may not begin before.
    pub not_before: Option<Moment>,
    /// It must be finished by.
    pub deadline: Option<Moment>,
    /// Its dates; none for a task on a ring of dependencies.
    #[serde(flatten)]
    pub dates: Option<TaskDatesView>,
    /// What the baseline said of it.
    pub baseline: Option<TaskBaselineView>,
    /// The dependencies that hold it back.
    #[serde(serialize_with = "json::texts")]
    pub predecessors: Vec<LinkId>,
}

/// Dates and floats of a task; floats in working time of the house, negative is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskDatesView {
    /// Planned start.
    pub start: Moment,
    /// Planned finish.
    pub finish: Moment,
    /// Earliest start.
    pub early_start: Moment,
    /// Earliest finish.
    pub early_finish: Moment,
    /// Latest start that keeps the deadlines.
    pub late_start: Option<Moment>,
    /// Latest finish that keeps the deadlines.
    pub late_finish: Option<Moment>,
    /// By how much it may slip before a deadline breaks.
    #[serde(rename = "total_float_minutes", serialize_with = "json::optional_minutes")]
    pub total_float: Option<Minutes>,
    /// By how much it may slip before another task must move.
    #[serde(rename = "free_float_minutes", serialize_with = "json::optional_minutes")]
    pub free_float: Option<Minutes>,
    /// Total float towards the delivery alone.
    #[serde(rename = "delivery_float_minutes", serialize_with = "json::optional_minutes")]
    pub delivery_float: Option<Minutes>,
    /// Is it on the chain with the least float, or late?
    pub critical: bool,
    /// Work held by its bookings.
    #[serde(rename = "booked_minutes", serialize_with = "json::minutes")]
    pub booked: Minutes,
    /// Work that remains and no booking holds.
    #[serde(rename = "unbooked_minutes", serialize_with = "json::minutes")]
    pub unbooked: Minutes,
    /// What decides its start: a word.
    pub driver: &'static str,
    /// The record that decides, if it is one.
    pub driver_id: Option<String>,
}

/// The plan of a production; none if this machine does not have it. It is compared with the
/// baseline of that number, or with the newest.
pub fn plan(source: &Source<'_>, id: ProductionId, baseline: Option<i64>) -> Option<PlanView> {
    let plan = source.plans.get(&id)?;
    let baseline = chosen(plan, baseline);
    let predecessors = predecessors(plan);
    let tasks = plan.outline().into_iter().zip(1..).map(|(line, number)| {
        let before = predecessors.get(&line.task.id).cloned().unwrap_or_default();
        task_view(source, plan, line, number, baseline, before)
    });
    let deadlines = source.report.plan(id).map_or(&[][..], |dates| dates.deadlines.as_slice());
    Some(PlanView {
        production: crate::production(source, id)?,
        tasks: tasks.collect(),
        links: plan.links.values().map(|link| link_view(link)).collect(),
        deadlines: deadlines.iter().map(|date| deadline_view(source, date)).collect(),
        baseline: baseline.map(|baseline| BaselineView {
            id: baseline.id,
            number: baseline.number,
            name: baseline.name.clone(),
            taken: baseline.taken.map(|at| source.moment(at)),
        }),
    })
}

fn task_view(
    source: &Source<'_>,
    plan: &Plan,
    line: OutlineLine<'_>,
    number: usize,
    baseline: Option<&Baseline>,
    predecessors: Vec<LinkId>,
) -> TaskView {
    let task: &Task = line.task;
    let moment = |at: Option<NaiveDateTime>| at.map(|at| source.moment(at));
    let dates = source.report.plan(plan.production.id).and_then(|dates| dates.task(task.id));
    let before = baseline.and_then(|baseline| baseline.tasks.get(&task.id));
    TaskView {
        id: task.id,
        number,
        level: line.level,
        group: line.group,
        milestone: task.milestone,
        name: source.task(plan, task.id),
        step: task.step.clone(),
        family: task.step.family().key(),
        parent: task.parent,
        episode: task.episode,
        room_kind: task.room_kind.clone(),
        function: task.function.clone(),
        work: task.work,
        remaining: task.open_work(),
        actual_start: moment(task.actual_start),
        actual_finish: moment(task.actual_finish),
        not_before: moment(task.not_before),
        deadline: moment(task.deadline),
        dates: dates.map(|dates| dates_view(source, plan, dates)),
        baseline: before.map(|before| task_baseline(source, before, dates)),
        predecessors,
    }
}

fn dates_view(source: &Source<'_>, plan: &Plan, dates: &TaskDates) -> TaskDatesView {
    let moment = |tick| source.civil(tick);
    let driver = dates.driver.subject(plan.production.id);
    TaskDatesView {
        start: moment(dates.start),
        finish: moment(dates.finish),
        early_start: moment(dates.early_start),
        early_finish: moment(dates.early_finish),
        late_start: dates.late_start.map(moment),
        late_finish: dates.late_finish.map(moment),
        total_float: dates.total_float,
        free_float: dates.free_float,
        delivery_float: dates.delivery_float,
        critical: dates.critical,
        booked: dates.booked,
        unbooked: dates.unbooked,
        driver: dates.driver.key(),
        driver_id: driver.map(|subject| subject.id.to_string()),
    }
}

//! The plan of a production as a list beside its chart: what [`PlanView`] says of each task, and
//! how far it is, who works on it where, what stands in its way; and the figures of the whole.

use crate::plan_parts::BaselineView;
use crate::{Moment, PlanView, Source};
use model::{BookingId, Kind, LinkId, LinkKind, Plan, ProductionId, Severity, TaskId};
use schedule::ClashKind;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, NaiveDate, NaiveDateTime};

/// The task that is waited for, the ends that are tied, what lies between.
pub type Predecessor = (TaskId, LinkKind, model::Lag);

/// The plan of a production as a list with its chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GanttView {
    /// The plan.
    pub plan: PlanView,
    /// What else there is to say of each of its tasks, in the same order.
    pub lines: Vec<GanttLine>,
    /// Its baselines, the newest first.
    pub baselines: Vec<BaselineView>,
    /// The figures of the whole.
    pub figures: PlanFigures,
}

/// What there is to say of a task beside what the plan says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GanttLine {
    /// Planned work; of a group, that of what is in it.
    pub work: Minutes,
    /// Work still to be done, likewise.
    pub remaining: Minutes,
    /// Work held by bookings, likewise.
    pub booked: Minutes,
    /// Work that remains and no booking holds, likewise.
    pub unbooked: Minutes,
    /// How much of it is done, in thousandths; none without work.
    pub done: Option<u16>,
    /// Who is booked for it, by start of their sessions.
    pub people: Vec<String>,
    /// The rooms booked for it, by start of the sessions.
    pub rooms: Vec<String>,
    /// The bookings that hold something for it, by start.
    pub sessions: Vec<BookingId>,
    /// What stands in its way or in that of its sessions, at its worst; lateness not counted, which
    /// its float tells.
    pub clash: Option<Severity>,
    /// What it waits for, with the dependency that says so.
    pub predecessors: Vec<(LinkId, Predecessor)>,
}

/// The figures of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanFigures {
    /// Day the master is due.
    pub delivery: Option<NaiveDate>,
    /// Working time left before the master is due; negative is late.
    pub float: Option<Minutes>,
    /// When what the master waits for is finished.
    pub ready: Option<Moment>,
    /// When the plan is finished.
    pub finish: Option<Moment>,
    /// When it was finished by the baseline.
    pub before: Option<Moment>,
    /// Working time by which it is now finished later than by the baseline; negative is earlier.
    pub slip: Option<Minutes>,
    /// Planned work.
    pub work: Minutes,
    /// Work still to be done.
    pub remaining: Minutes,
    /// How much of the work is done, in thousandths; none without work.
    pub done: Option<u16>,
    /// Work held by bookings.
    pub booked: Minutes,
    /// Work that remains and no booking holds.
    pub unbooked: Minutes,
    /// Clashes that cannot stay so.
    pub errors: usize,
    /// Clashes to be looked at.
    pub warnings: usize,
}

/// The plan of a production as a list with its chart, compared with the baseline of that number or
/// with the newest; none if this machine does not have it.
pub fn gantt(source: &Source<'_>, id: ProductionId, baseline: Option<i64>) -> Option<GanttView> {
    let document = source.plans.get(&id)?;
    let plan = crate::plan(source, id, baseline)?;
    let lines = lines(source, document, &plan);
    let figures = figures(source, &plan, &lines);
    Some(GanttView { baselines: baselines(source, document), lines, figures, plan })
}

/// `Noé Ferrand` as `N. Ferrand`, where room is short.
pub fn short_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, rest)) if !rest.trim().is_empty() => {
            let initial: String = first.chars().take(1).collect();
            format!("{initial}.\u{a0}{}", rest.trim())
        }
        _ => name.to_owned(),
    }
}

fn baselines(source: &Source<'_>, plan: &Plan) -> Vec<BaselineView> {
    let mut baselines: Vec<_> = plan.baselines.values().collect();
    baselines.sort_by_key(|baseline| std::cmp::Reverse((baseline.number, baseline.id)));
    let view = |baseline: &Arc<model::Baseline>| BaselineView {
        id: baseline.id,
        number: baseline.number,
        name: baseline.name.clone(),
        taken: baseline.taken.map(|at| source.moment(at)),
    };
    baselines.into_iter().map(view).collect()
}

fn lines(source: &Source<'_>, document: &Plan, plan: &PlanView) -> Vec<GanttLine> {
    let links: BTreeMap<LinkId, Predecessor> = plan
        .links
        .iter()
        .filter_map(|link| Some((link.id, (link.from?, link.kind.clone(), link.lag))))
        .collect();
    let mut sessions = sessions(source, document);
    let clashes = clashes(source, document);
    let mut lines: Vec<GanttLine> = Vec::with_capacity(plan.tasks.len());
    for task in &plan.tasks {
        let dates = task.dates.as_ref();
        let own = |work: Minutes| if task.group || task.milestone { Minutes::ZERO } else { work };
        let before = task.predecessors.iter();
        lines.push(GanttLine {
            work: own(task.work),
            remaining: own(task.remaining),
            booked: own(dates.map(|dates| dates.booked).unwrap_or_default()),
            unbooked: own(dates.map(|dates| dates.unbooked).unwrap_or_default()),
            clash: clashes.get(&task.id).copied(),
            predecessors: before.filter_map(|id| Some((*id, links.get(id)?.clone()))).collect(),
            ..sessions.remove(&task.id).unwrap_or_default()
        });
    }
    add_up(plan, &mut lines);
    for line in &mut lines {
        line.done = share_done(line.work, line.remaining);
    }
    lines
}

/// Groups get the sums of what is in them: from the last task to the first, each adds to the group
/// above it, which stands before it.
fn add_up(plan: &PlanView, lines: &mut [GanttLine]) {
    let places: BTreeMap<TaskId, usize> =
        plan.tasks.iter().enumerate().map(|(place, task)| (task.id, place)).collect();
    for (place, task) in plan.tasks.iter().enumerate().rev() {
        let above = task.parent.and_then(|parent| places.get(&parent)).copied();
        let Some(above) = above.filter(|above| *above < place) else { continue };
        let Some(own) = lines.get(place) else { continue };
        let (work, remaining, booked, unbooked) =
            (own.work, own.remaining, own.booked, own.unbooked);
        if let Some(group) = lines.get_mut(above) {
            group.work = group.work + work;
            group.remaining = group.remaining + remaining;
            group.booked = group.booked + booked;
            group.unbooked = group.unbooked + unbooked;
        }
    }
}

/// How much of some work is done, in thousandths.
fn share_done(work: Minutes, remaining: Minutes) -> Option<u16> {
    let whole = work.max(remaining);
    if !whole.is_positive() {
        return None;
    }
    let done = i128::from((whole - remaining).0) * 1000 / i128::from(whole.0);
    u16::try_from(done).ok()
}

/// Who works where, by task.
fn sessions(source: &Source<'_>, plan: &Plan) -> BTreeMap<TaskId, GanttLine> {
    let mut holding: Vec<_> =
        plan.bookings.values().filter(|booking| booking.state.holds()).collect();
    holding.sort_by_key(|booking| (booking.start, booking.id));
    let mut sessions: BTreeMap<TaskId, GanttLine> = BTreeMap::new();
    for booking in holding {
        let Some(task) = booking.task else { continue };
        let line = sessions.entry(task).or_default();
        line.sessions.push(booking.id);
        for person in &booking.people {
            add_new(&mut line.people, short_name(&source.person(*person)));
        }
        if let Some(room) = booking.room {
            add_new(&mut line.rooms, source.room(room));
        }
    }
    sessions
}

fn add_new(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// The worst that is found of each task or its bookings.
fn clashes(source: &Source<'_>, plan: &Plan) -> BTreeMap<TaskId, Severity> {
    let mut worst: BTreeMap<TaskId, Severity> = BTreeMap::new();
    let found = source.report.clashes.iter();
    for clash in found.filter(|it| it.severity != Severity::Info && it.kind != ClashKind::Deadline)
    {
        let of_plan =
            clash.sides.iter().filter(|side| side.scope.production() == Some(plan.production.id));
        for side in of_plan {
            let task = match side.kind {
                Kind::Task => Some(side.id.into()),
                Kind::Booking => {
                    plan.bookings.get(&side.id.into()).and_then(|booking| booking.task)
                }
                _ => None,
            };
            if let Some(task) = task {
                let known = worst.entry(task).or_insert(clash.severity);
                *known = clash.severity.max(*known);
            }
        }
    }
    worst
}

fn figures(source: &Source<'_>, plan: &PlanView, lines: &[GanttLine]) -> PlanFigures {
    let whole = |of: fn(&GanttLine) -> Minutes| -> Minutes {
        let leaves = plan.tasks.iter().zip(lines).filter(|(task, _)| !task.group);
        leaves.map(|(_, line)| of(line)).sum()
    };
    let due = plan.deadlines.iter().find(|date| date.kind == Kind::Production.key());
    let before = plan.tasks.iter().filter_map(|task| Some(task.baseline.as_ref()?.finish.at)).max();
    let finish = plan.production.planned_finish;
    let (work, remaining) = (whole(|line| line.work), whole(|line| line.remaining));
    PlanFigures {
        delivery: plan.production.delivery,
        float: due.and_then(|date| date.float),
        ready: due.and_then(|date| date.finish),
        finish,
        before: before.map(|at| source.moment(at)),
        slip: before.zip(finish).map(|(before, finish)| slip(source, before, finish.at)),
        work,
        remaining,
        done: share_done(work, remaining),
        booked: whole(|line| line.booked),
        unbooked: whole(|line| line.unbooked),
        errors: plan.production.errors,
        warnings: plan.production.warnings,
    }
}

/// Working time of the house from one moment to another; negative if the other comes first.
fn slip(source: &Source<'_>, from: NaiveDateTime, to: NaiveDateTime) -> Minutes {
    let (house, time) = (source.time().house(), source.time());
    let (from, to) = (time.tick(from), time.tick(to));
    if to < from { -house.work_between(to, from) } else { house.work_between(from, to) }
}

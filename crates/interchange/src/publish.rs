//! From a plan to neutral records, to be written to a file of another program.
//!
//! What the other side has no word for is left out: options and their ranks (every booking that
//! holds becomes an assignment), capabilities, affinities, the history.

use crate::plan::{
    CalendarException, Constraint, ImportedAssignment, ImportedBaseline, ImportedBaselineTask,
    ImportedCalendar, ImportedLink, ImportedPlan, ImportedResource, ImportedTask, ResourceKind,
};
use model::{DayHours, Directory, Facility, Place, Plan, RawId, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Decimal, Minutes, NaiveDate, NaiveDateTime, Percent};

/// The most baselines another program keeps (MS Project: 0 to 10).
const BASELINES: i64 = 10;

/// Number of the house's calendar in the file.
const HOUSE: i64 = 1;

/// What a plan is written from.
#[derive(Debug, Clone, Copy)]
pub struct Publication<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Names of rooms and machines, hours of the house.
    pub facility: &'a Facility,
    /// Names of people.
    pub directory: &'a Directory,
    /// Start and finish of each task, as they are computed, on the wall clock of the house.
    pub dates: &'a BTreeMap<TaskId, (NaiveDateTime, NaiveDateTime)>,
    /// Days off of the house in the time of the plan, with their names.
    pub days_off: &'a BTreeMap<NaiveDate, String>,
    /// Length of a working day of the house.
    pub day: Minutes,
}

/// The neutral records of a plan.
pub fn from_plan(publication: &Publication<'_>) -> ImportedPlan {
    let Publication { plan, dates, .. } = publication;
    let outline = outline(plan);
    let uids: BTreeMap<TaskId, i64> =
        outline.iter().zip(1..).map(|((task, _), uid)| (task.id, uid)).collect();
    let resources = Resources::of(publication);
    ImportedPlan {
        title: plan.production.title.clone(),
        start: dates.values().map(|(start, _)| *start).min(),
        finish: dates.values().map(|(_, finish)| *finish).max(),
        calendar: Some(HOUSE),
        minutes_per_day: publication.day.0.max(1),
        tasks: outline
            .iter()
            .map(|(task, level)| task_record(publication, task, *level, &uids))
            .collect(),
        links: links(plan, &uids),
        calendars: vec![calendar(publication)],
        assignments: resources.assignments(plan, &uids),
        resources: resources.records,
        baselines: baselines(plan, &uids),
    }
}

/// Tasks as people see them, each below its group, with their levels from 1.
fn outline(plan: &Plan) -> Vec<(&Arc<Task>, u32)> {
    let ordered = plan.tasks_in_order();
    let mut below: BTreeMap<Option<TaskId>, Vec<&Arc<Task>>> = BTreeMap::new();
    for task in &ordered {
        // A task whose group is gone stands on the first level.
        let group = task.parent.filter(|group| plan.tasks.contains_key(group));
        below.entry(group).or_default().push(task);
    }
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    descend(&below, None, 1, &mut seen, &mut lines);
    // What stands in a circle of groups is reached from nowhere; it goes last.
    for task in ordered {
        if !seen.contains(&task.id) {
            lines.push((task, 1));
        }
    }
    lines
}

fn descend<'a>(
    below: &BTreeMap<Option<TaskId>, Vec<&'a Arc<Task>>>,
    group: Option<TaskId>,
    level: u32,
    seen: &mut BTreeSet<TaskId>,
    lines: &mut Vec<(&'a Arc<Task>, u32)>,
) {
    for task in below.get(&group).into_iter().flatten() {
        if seen.insert(task.id) {
            lines.push((task, level));
            descend(below, Some(task.id), level + 1, seen, lines);
        }
    }
}

fn task_record(
    publication: &Publication<'_>,
    task: &Task,
    level: u32,
    uids: &BTreeMap<TaskId, i64>,
) -> ImportedTask {
    let dates = publication.dates.get(&task.id);
    let done = task.work - task.open_work();
    let percent = if task.is_finished() {
        100
    } else {
        (done.0.max(0) * 100).checked_div(task.work.0).unwrap_or(0).min(99)
    };
    ImportedTask {
        uid: uids.get(&task.id).copied().unwrap_or_default(),
        name: task.name.clone(),
        outline_level: level,
        milestone: task.milestone,
        start: dates.map(|(start, _)| *start),
        finish: dates.map(|(_, finish)| *finish),
        duration: Some(if task.milestone { Minutes::ZERO } else { task.work }),
        work: None,
        remaining: Some(task.open_work()),
        percent_complete: u8::try_from(percent).unwrap_or(0),
        actual_start: task.actual_start,
        actual_finish: task.actual_finish,
        constraint: task.not_before.map(Constraint::StartNoEarlier),
        deadline: task.deadline,
        remark: task.remark.clone(),
        ..ImportedTask::default()
    }
}

fn links(plan: &Plan, uids: &BTreeMap<TaskId, i64>) -> Vec<ImportedLink> {
    let uid = |task: Option<TaskId>| task.and_then(|task| uids.get(&task).copied());
    let mut links: Vec<ImportedLink> = plan
        .links
        .values()
        .filter_map(|link| {
            let (from, to) = (uid(link.from)?, uid(link.to)?);
            Some(ImportedLink {
                from,
                to,
                kind: link.kind.clone(),
                lag: link.lag,
                place: Place::default(),
            })
        })
        .collect();
    links.sort_by_key(|link| (link.to, link.from));
    links
}

fn calendar(publication: &Publication<'_>) -> ImportedCalendar {
    let house = &publication.facility.house;
    let off = |(date, name): (&NaiveDate, &String)| CalendarException {
        name: name.clone(),
        from: *date,
        to: *date,
        hours: DayHours::default(),
    };
    ImportedCalendar {
        uid: HOUSE,
        name: if house.name.is_empty() { "Standard".to_owned() } else { house.name.clone() },
        week: house.working_hours(),
        exceptions: publication.days_off.iter().map(off).collect(),
        ..ImportedCalendar::default()
    }
}

/// Rooms, people and machines that the plan's bookings name, with their numbers.
struct Resources {
    uids: BTreeMap<RawId, i64>,
    records: Vec<ImportedResource>,
}

impl Resources {
    fn of(publication: &Publication<'_>) -> Self {
        let Publication { plan, facility, directory, .. } = publication;
        let mut resources = Self { uids: BTreeMap::new(), records: Vec::new() };
        for booking in plan.bookings.values().filter(|booking| booking.state.holds()) {
            if let Some(room) = booking.room {
                let name = facility.rooms.get(&room).map(|room| room.name.clone());
                resources.add(room.0, name, ResourceKind::Room);
            }
            for person in &booking.people {
                let name = directory.name(*person).map(str::to_owned);
                resources.add(person.0, name, ResourceKind::Person);
            }
            for machine in &booking.equipment {
                let name = facility.equipment.get(machine).map(|machine| machine.name.clone());
                resources.add(machine.0, name, ResourceKind::Work);
            }
        }
        resources
    }

    /// Somebody whose name is not known is written by their identifier.
    fn add(&mut self, id: RawId, name: Option<String>, kind: ResourceKind) {
        if self.uids.contains_key(&id) {
            return;
        }
        let uid = i64::try_from(self.records.len()).unwrap_or(i64::MAX).saturating_add(1);
        self.uids.insert(id, uid);
        self.records.push(ImportedResource {
            uid,
            name: name.unwrap_or_else(|| id.to_string()),
            kind,
            units: Percent(Decimal::ONE_HUNDRED),
            group: String::new(),
            mail: String::new(),
            calendar: None,
            place: Place::default(),
        });
    }

    fn assignments(&self, plan: &Plan, uids: &BTreeMap<TaskId, i64>) -> Vec<ImportedAssignment> {
        let mut assignments = Vec::new();
        for booking in plan.bookings.values().filter(|booking| booking.state.holds()) {
            let Some(task) = booking.task.and_then(|task| uids.get(&task).copied()) else {
                continue;
            };
            let room = booking.room.iter().map(|room| room.0);
            let people = booking.people.iter().map(|person| person.0);
            let machines = booking.equipment.iter().map(|machine| machine.0);
            assignments.extend(room.chain(people).chain(machines).map(|resource| {
                ImportedAssignment {
                    task,
                    resource: self.uids.get(&resource).copied(),
                    units: Percent(Decimal::ONE_HUNDRED),
                    work: None,
                    start: booking.start,
                    finish: booking.end,
                    place: Place::default(),
                }
            }));
        }
        assignments
    }
}

fn baselines(plan: &Plan, uids: &BTreeMap<TaskId, i64>) -> Vec<ImportedBaseline> {
    let mut baselines: Vec<ImportedBaseline> = plan
        .baselines
        .values()
        .filter(|baseline| (0..=BASELINES).contains(&baseline.number))
        .map(|baseline| {
            let dated = baseline.tasks.iter().filter_map(|(task, dates)| {
                Some(ImportedBaselineTask {
                    task: uids.get(task).copied()?,
                    start: dates.start,
                    finish: dates.finish,
                    duration: dates.work,
                })
            });
            let mut tasks: Vec<ImportedBaselineTask> = dated.collect();
            tasks.sort_by_key(|dates| dates.task);
            ImportedBaseline { number: baseline.number, tasks }
        })
        .collect();
    baselines.sort_by_key(|baseline| baseline.number);
    // Two machines may have frozen a plan under the same number: the first is written.
    baselines.dedup_by_key(|baseline| baseline.number);
    baselines
}

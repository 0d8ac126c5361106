//! From a plan of Raccord to neutral records: what other programs are given.

use crate::plan::{
    CalendarException, Constraint, ImportedAssignment, ImportedBaseline, ImportedBaselineTask,
    ImportedCalendar, ImportedLink, ImportedPlan, ImportedResource, ImportedTask, ResourceKind,
};
use model::{
    Booking, BookingState, DayHours, DaysOff, Directory, EquipmentId, Facility, PersonId, Place,
    Plan, RoomId, Task, TaskId,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{Decimal, Minutes, NaiveDateTime, Percent};

/// Number of the calendar of the house.
const HOUSE_CALENDAR: i64 = 1;

/// The highest number of a baseline that other programs know.
const LAST_BASELINE: i64 = 10;

/// First and last moment of each task.
pub type TaskDates = BTreeMap<TaskId, (NaiveDateTime, NaiveDateTime)>;

/// What a plan needs to be understood elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Names of rooms and machines, hours of the house.
    pub facility: &'a Facility,
    /// Names of people.
    pub directory: &'a Directory,
    /// Days on which the house is closed, computed ones included.
    pub holidays: &'a DaysOff,
    /// When each task is, as the schedule has it.
    pub dates: &'a TaskDates,
}

/// The neutral records of a plan: tasks in outline order under a summary of the whole, links,
/// the calendar of the house, resources that are booked, bookings that are not called off as
/// assignments, baselines 0 to 10. Rooms, people and machines become resources that work. Maximum
/// lags are in the records; the file of MS Project has no place for them.
pub fn from_plan(plan: &Plan, surroundings: Surroundings<'_>) -> ImportedPlan {
    let mut export = Export {
        plan,
        surroundings,
        numbers: BTreeMap::new(),
        resources: BTreeMap::new(),
        out: ImportedPlan {
            title: plan.production.title.clone(),
            calendar: Some(HOUSE_CALENDAR),
            ..ImportedPlan::default()
        },
    };
    export.calendar();
    export.tasks();
    export.links();
    export.bookings();
    export.baselines();
    export.out
}

/// What a resource number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Room(RoomId),
    Person(PersonId),
    Machine(EquipmentId),
}

struct Export<'a> {
    plan: &'a Plan,
    surroundings: Surroundings<'a>,
    numbers: BTreeMap<TaskId, i64>,
    resources: BTreeMap<Who, i64>,
    out: ImportedPlan,
}

impl Export<'_> {
    fn calendar(&mut self) {
        let house = &self.surroundings.facility.house;
        let mut week = house.working_hours();
        self.out.minutes_per_day =
            week.0.values().map(|hours| hours.length().0).max().unwrap_or(480).clamp(1, 1_440);
        // Other programs take a day that is not named as worked.
        for day in 0..7 {
            week.0.entry(day).or_default();
        }
        let exceptions = self.surroundings.holidays.iter().map(|(day, name)| CalendarException {
            name: name.clone(),
            from: *day,
            to: *day,
            hours: DayHours::default(),
        });
        self.out.calendars.push(ImportedCalendar {
            uid: HOUSE_CALENDAR,
            name: if house.name.is_empty() { "Standard".to_owned() } else { house.name.clone() },
            base: None,
            week,
            exceptions: exceptions.collect(),
            place: Place::default(),
        });
    }

    /// Tasks below their groups, in their order. A group that stands in itself, as a merge may
    /// leave it, comes at the first level.
    fn tasks(&mut self) {
        let mut below: BTreeMap<Option<TaskId>, Vec<&Task>> = BTreeMap::new();
        for task in self.plan.tasks_in_order() {
            let parent = task.parent.filter(|parent| self.plan.tasks.contains_key(parent));
            below.entry(parent).or_default().push(task);
        }
        let all = self.surroundings.dates;
        self.out.start = all.values().map(|(start, _)| *start).min();
        self.out.finish = all.values().map(|(_, finish)| *finish).max();
        self.out.tasks.push(ImportedTask {
            name: self.out.title.clone(),
            start: self.out.start,
            finish: self.out.finish,
            ..ImportedTask::default()
        });
        let mut open: Vec<(&Task, u32)> = Vec::new();
        let roots = below.get(&None).into_iter().flatten().copied();
        let circles = self.plan.tasks_in_order().into_iter().map(AsRef::as_ref);
        let mut seen = BTreeSet::new();
        for root in roots.chain(circles) {
            open.push((root, 1));
            while let Some((task, level)) = open.pop() {
                if !seen.insert(task.id) {
                    continue;
                }
                let children = below.get(&Some(task.id)).map_or(&[][..], Vec::as_slice);
                self.task(task, level, !children.is_empty());
                open.extend(children.iter().rev().map(|child| (*child, level.saturating_add(1))));
            }
        }
    }

    fn task(&mut self, task: &Task, level: u32, group: bool) {
        let uid = i64::try_from(self.out.tasks.len()).unwrap_or(i64::MAX);
        self.numbers.insert(task.id, uid);
        let dates = self.surroundings.dates.get(&task.id);
        let work = if task.milestone { Minutes::ZERO } else { task.work };
        let open = task.open_work().0.min(work.0);
        let percent =
            if work.is_positive() { (work.0 - open).saturating_mul(100) / work.0 } else { 0 };
        let percent = if task.is_finished() { 100 } else { percent.clamp(0, 99) };
        self.out.tasks.push(ImportedTask {
            uid,
            name: task.name.clone(),
            outline_level: level,
            milestone: task.milestone,
            start: dates.map(|(start, _)| *start),
            finish: dates.map(|(_, finish)| *finish),
            duration: Some(work).filter(|_| !group),
            remaining: Some(task.open_work()).filter(|_| !group),
            percent_complete: u8::try_from(percent).unwrap_or(0),
            actual_start: task.actual_start,
            actual_finish: task.actual_finish,
            constraint: task.not_before.map(Constraint::StartNoEarlier),
            deadline: task.deadline,
            remark: task.remark.clone(),
            ..ImportedTask::default()
        });
    }

    fn links(&mut self) {
        for link in self.plan.links.values() {
            let number =
                |task: Option<TaskId>| task.and_then(|task| self.numbers.get(&task).copied());
            if let Some((from, to)) = number(link.from).zip(number(link.to)) {
                let (kind, lag, most) = (link.kind.clone(), link.lag, link.most);
                let place = Place::default();
                self.out.links.push(ImportedLink { from, to, kind, lag, most, place });
            }
        }
        self.out.links.sort_by_key(|link| (link.to, link.from));
    }

    fn bookings(&mut self) {
        let left_out = [BookingState::Cancelled, BookingState::Released];
        for booking in self.plan.bookings.values() {
            let task = booking.task.and_then(|task| self.numbers.get(&task).copied());
            let Some(task) = task.filter(|_| !left_out.contains(&booking.state)) else { continue };
            for who in everybody(booking) {
                let resource = self.resource(who);
                self.out.assignments.push(ImportedAssignment {
                    task,
                    resource: Some(resource),
                    units: Percent(Decimal::ONE_HUNDRED),
                    work: None,
                    start: booking.start,
                    finish: booking.end,
                    place: Place::default(),
                });
            }
        }
    }

    fn resource(&mut self, who: Who) -> i64 {
        let next = i64::try_from(self.resources.len()).unwrap_or(i64::MAX).saturating_add(1);
        let uid = *self.resources.entry(who).or_insert(next);
        if uid == next {
            let Surroundings { facility, directory, .. } = self.surroundings;
            let entry = match who {
                Who::Person(person) => directory.entries.get(&person),
                Who::Room(_) | Who::Machine(_) => None,
            };
            let name = match who {
                Who::Room(room) => facility.rooms.get(&room).map(|room| room.name.clone()),
                Who::Machine(id) => facility.equipment.get(&id).map(|machine| machine.name.clone()),
                Who::Person(person) => directory.name(person).map(str::to_owned),
            };
            let group = match who {
                Who::Person(person) => facility
                    .people
                    .get(&person)
                    .and_then(|person| person.functions.first().cloned()),
                Who::Room(_) | Who::Machine(_) => None,
            };
            self.out.resources.push(ImportedResource {
                uid,
                name: name.unwrap_or_else(|| format!("{who}")),
                kind: ResourceKind::Work,
                units: Percent(Decimal::ONE_HUNDRED),
                group: group.unwrap_or_default(),
                mail: entry.map(|entry| entry.mail.clone()).unwrap_or_default(),
                calendar: None,
                place: Place::default(),
            });
        }
        uid
    }

    fn baselines(&mut self) {
        for baseline in self.plan.baselines.values() {
            let known = self.out.baselines.iter().any(|other| other.number == baseline.number);
            if known || !(0..=LAST_BASELINE).contains(&baseline.number) {
                continue;
            }
            let tasks = baseline.tasks.iter().filter_map(|(task, dates)| {
                Some(ImportedBaselineTask {
                    task: *self.numbers.get(task)?,
                    start: dates.start,
                    finish: dates.finish,
                    duration: dates.work,
                })
            });
            let mut tasks: Vec<_> = tasks.collect();
            tasks.sort_by_key(|dates| dates.task);
            self.out.baselines.push(ImportedBaseline { number: baseline.number, tasks });
        }
        self.out.baselines.sort_by_key(|baseline| baseline.number);
    }
}

/// Who or what a booking takes: room, people, machines.
fn everybody(booking: &Booking) -> Vec<Who> {
    let people = booking.people.iter().copied().map(Who::Person);
    let machines = booking.equipment.iter().copied().map(Who::Machine);
    booking.room.map(Who::Room).into_iter().chain(people).chain(machines).collect()
}

impl std::fmt::Display for Who {
    /// The identifier, for what has no name.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Room(id) => id.fmt(f),
            Self::Person(id) => id.fmt(f),
            Self::Machine(id) => id.fmt(f),
        }
    }
}

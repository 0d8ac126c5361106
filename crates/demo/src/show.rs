//! A production as the generator follows it: its tasks in an order in which each comes after what
//! it waits for, with what is known and what is true of each; its bookings.

use crate::agenda::{Agenda, Day, Slots};
use crate::allocate::{SLOTS_A_DAY, Session};
use crate::briefs::Brief;
use model::{
    BaselineDates, Booking, BookingState, Change, Edit, EpisodeId, Kind, Lag, Link, LinkKind,
    PersonId, Plan, Production, Record, RoomId, Step, Subject, Task, TaskId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Minutes, NaiveDate};

/// A production.
pub(crate) struct Show {
    pub(crate) brief: Brief,
    pub(crate) production: Production,
    /// The records of its template, for the next one's places.
    pub(crate) plan: Plan,
    pub(crate) works: Vec<Work>,
    pub(crate) held: Vec<Held>,
    /// Room and person of tasks that go by one word.
    pub(crate) together: BTreeMap<String, (Option<RoomId>, Option<PersonId>)>,
    /// Slots kept free for overruns.
    pub(crate) reserve: Vec<(model::RawId, Day, Slots)>,
    /// Who has worked on it.
    pub(crate) crew: BTreeSet<model::RawId>,
    /// The days masters are due: of the production, of episodes.
    pub(crate) dues: Vec<Due>,
    pub(crate) baselines: i64,
    /// Has something not gone as planned since the last planning?
    pub(crate) stale: bool,
    /// Holds that have been told.
    pub(crate) told: usize,
    /// Is the quote signed?
    pub(crate) signed: bool,
    /// The issue of a magazine its latest tasks are of.
    pub(crate) issue: i64,
}

/// A task.
pub(crate) struct Work {
    pub(crate) task: Task,
    pub(crate) group: bool,
    /// What it waits for: place, ends, days of work between.
    pub(crate) waits: Vec<(usize, LinkKind, i64)>,
    /// Slots of work: planned, needed in truth, done.
    pub(crate) planned: i64,
    pub(crate) truth: i64,
    pub(crate) done: i64,
    /// Has somebody told how much is needed in truth?
    pub(crate) is_known: bool,
    /// At most so many slots a day.
    pub(crate) a_day: i64,
    pub(crate) started: Option<Day>,
    pub(crate) finished: Option<Day>,
    /// First and last day as planned now.
    pub(crate) expected: Option<(Day, Day)>,
    /// Rather in the evening?
    pub(crate) evening: bool,
    /// Places of its bookings.
    pub(crate) held: Vec<usize>,
}

/// A booking.
pub(crate) struct Held {
    pub(crate) booking: Booking,
    pub(crate) work: usize,
    pub(crate) session: Session,
    /// Is its time given back, until it is planned again?
    pub(crate) loose: bool,
}

/// A day something is due.
pub(crate) struct Due {
    pub(crate) episode: Option<EpisodeId>,
    pub(crate) date: NaiveDate,
}

impl Held {
    /// Will it be worked, or is it?
    pub(crate) fn is_live(&self) -> bool {
        !matches!(
            self.booking.state,
            BookingState::Done | BookingState::Cancelled | BookingState::Released
        )
    }

    /// Slots of work in it from a day on.
    pub(crate) fn work_from(&self, agenda: &Agenda, from: Day) -> i64 {
        if self.session.last < from {
            return 0;
        }
        let first = self.session.first.max(from);
        let days = (first..=self.session.last).filter(|day| agenda.is_open(*day)).count();
        i64::try_from(days).unwrap_or(0) * i64::from(self.session.slots.count_ones())
    }
}

impl Work {
    /// Slots that remain, as far as anybody knows: the first half of a task goes as planned.
    pub(crate) fn remaining(&self) -> i64 {
        let known = self.is_known || self.done * 100 >= self.planned * 60;
        let all = if known { self.truth } else { self.planned };
        (all - self.done).max(1)
    }

    /// Is it done after the master is?
    pub(crate) fn is_after_master(&self) -> bool {
        matches!(
            self.task.step,
            Step::Acceptance
                | Step::Air
                | Step::Archive
                | Step::CinemaPackage
                | Step::InteroperableMaster
        )
    }

    /// Has it work of its own?
    pub(crate) fn has_work(&self) -> bool {
        !self.group && !self.task.milestone
    }
}

impl Show {
    pub(crate) fn new(brief: Brief, production: Production) -> Self {
        Self {
            plan: Plan::new(production.id),
            brief,
            production,
            works: Vec::new(),
            held: Vec::new(),
            together: BTreeMap::new(),
            reserve: Vec::new(),
            crew: BTreeSet::new(),
            dues: Vec::new(),
            baselines: 0,
            stale: false,
            told: 0,
            signed: false,
            issue: 0,
        }
    }

    /// A record of its plan.
    pub(crate) fn subject(&self, kind: Kind, id: impl Into<model::RawId>) -> Subject {
        Subject::planned(self.production.id, kind, id)
    }

    pub(crate) fn title(&self) -> &str {
        &self.production.title
    }

    /// The task with work of its own that is the nth of its step.
    pub(crate) fn find(&self, step: &Step, place: usize) -> Option<usize> {
        let found = self.works.iter().enumerate();
        let found = found.filter(|(_, work)| work.has_work() && work.task.step == *step);
        let mut places: Vec<(&model::Order, usize)> =
            found.map(|(index, work)| (&work.task.order, index)).collect();
        places.sort();
        places.get(place).map(|(_, index)| *index)
    }

    /// Takes in the tasks and dependencies of a template.
    pub(crate) fn take_in(&mut self, edits: &[Edit]) {
        let mut tasks: Vec<Task> = Vec::new();
        let mut links: Vec<Link> = Vec::new();
        for edit in edits {
            self.plan.apply(edit);
            let Change::Add(values) = &edit.change else { continue };
            let id = edit.subject.id;
            match edit.subject.kind {
                Kind::Task => tasks.push(Task::from_values(id, values, &mut Vec::new())),
                Kind::Link => links.push(Link::from_values(id, values, &mut Vec::new())),
                _ => {}
            }
        }
        let groups: BTreeSet<TaskId> = tasks.iter().filter_map(|task| task.parent).collect();
        let mut places: BTreeMap<TaskId, usize> = BTreeMap::new();
        for task in in_order(tasks, &links) {
            places.insert(task.id, self.works.len());
            let group = groups.contains(&task.id);
            self.works.push(Work::new(task, group));
        }
        for link in links {
            let place = |id: Option<TaskId>| id.and_then(|id| places.get(&id)).copied();
            let (Some(from), Some(to)) = (place(link.from), place(link.to)) else { continue };
            let Some(days) = self.works.get(from).map(|work| days(&link, &work.task)) else {
                continue;
            };
            if let Some(work) = self.works.get_mut(to) {
                work.waits.push((from, link.kind, days));
            }
        }
    }

    /// The last day, as planned now, of what must be finished for something that is due.
    pub(crate) fn due_by(&self, episode: Option<EpisodeId>) -> Option<Day> {
        let concerned = self.works.iter().filter(|work| {
            !work.group
                && !work.is_after_master()
                && (episode.is_none() || work.task.episode == episode)
        });
        concerned
            .map(|work| work.expected.map(|(_, last)| last))
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .max()
    }

    /// Editors and edit rooms it still counts on.
    pub(crate) fn counts_on(&self) -> impl Iterator<Item = model::RawId> {
        let open = self.together.iter().filter(|(word, _)| {
            word.starts_with("edit")
                && self
                    .works
                    .iter()
                    .any(|work| work.finished.is_none() && work.task.same_as.as_ref() == Some(word))
        });
        open.flat_map(|(_, (room, person))| {
            room.map(model::RawId::from).into_iter().chain(person.map(model::RawId::from))
        })
    }

    /// Its plan as far as dates go: tasks, dependencies, bookings.
    pub(crate) fn as_it_stands(&self) -> Plan {
        let mut plan = Plan::new(self.production.id);
        plan.production = Arc::new(self.production.clone());
        plan.links = self.plan.links.clone();
        plan.tasks =
            self.works.iter().map(|work| (work.task.id, Arc::new(work.task.clone()))).collect();
        let held = self.held.iter().filter(|held| held.booking.state.holds());
        plan.bookings =
            held.map(|held| (held.booking.id, Arc::new(held.booking.clone()))).collect();
        plan
    }

    /// Dates and work of the tasks as planned now, for a baseline.
    pub(crate) fn baseline(&self, agenda: &Agenda) -> BTreeMap<TaskId, BaselineDates> {
        let dated = self.works.iter().filter(|work| !work.group);
        dated
            .filter_map(|work| {
                let (first, last) = work.expected?;
                let whole = crate::agenda::DAY;
                let finish = agenda.end(last, whole);
                let start = if work.task.milestone { finish } else { agenda.start(first, whole) };
                Some((work.task.id, BaselineDates { start, finish, work: work.task.work }))
            })
            .collect()
    }
}

impl Work {
    fn new(task: Task, group: bool) -> Self {
        let planned = (task.work.0 + 119).div_euclid(120);
        Self {
            group,
            waits: Vec::new(),
            planned,
            truth: planned,
            done: 0,
            is_known: false,
            a_day: SLOTS_A_DAY,
            started: None,
            finished: None,
            expected: None,
            evening: false,
            held: Vec::new(),
            task,
        }
    }
}

/// Days of work a dependency leaves between its two ends, rounded up.
fn days(link: &Link, from: &Task) -> i64 {
    let up = |minutes: Minutes, day: i64| (minutes.0 + day - 1).div_euclid(day).max(0);
    let waits_for_start = link.kind == LinkKind::StartToStart;
    // Two hours a day may be of the late afternoon.
    let is_late = waits_for_start && matches!(from.step, Step::Rushes | Step::Sync);
    match link.lag {
        Lag::Working(minutes) => {
            up(minutes, 480).max(i64::from(waits_for_start)) + i64::from(is_late)
        }
        Lag::Elapsed(minutes) => up(minutes, 1_440) + 1,
        // The predecessor may have begun in the afternoon.
        Lag::Share(share) => up(share.of(from.work), 480) + 1,
    }
}

/// Tasks in an order in which each comes after what it depends on; those on a cycle are left out.
fn in_order(tasks: Vec<Task>, links: &[Link]) -> Vec<Task> {
    let mut waiting: BTreeMap<TaskId, usize> = tasks.iter().map(|task| (task.id, 0)).collect();
    for link in links {
        if let Some(count) = link.to.and_then(|to| waiting.get_mut(&to)) {
            *count += 1;
        }
    }
    let mut by_id: BTreeMap<TaskId, Task> =
        tasks.iter().map(|task| (task.id, task.clone())).collect();
    let mut ready: Vec<TaskId> =
        tasks.iter().rev().map(|task| task.id).filter(|id| waiting.get(id) == Some(&0)).collect();
    let mut sorted = Vec::with_capacity(tasks.len());
    while let Some(id) = ready.pop() {
        for link in links.iter().filter(|link| link.from == Some(id)) {
            let Some(count) = link.to.and_then(|to| waiting.get_mut(&to)) else { continue };
            *count -= 1;
            if *count == 0 {
                ready.extend(link.to);
            }
        }
        sorted.extend(by_id.remove(&id));
    }
    sorted
}

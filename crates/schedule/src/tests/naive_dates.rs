//! Dates as a naive relaxation finds them: every rule is applied to every task again and again
//! until nothing moves. Only the words of the answer are shared with what is tested.

use super::naive::{self, MinuteCalendar, tick};
use super::naive_clashes::{clash, held};
use super::naive_maximum::{Limits, waited};
use super::random::World;
use crate::{Clash, ClashKind};
use model::{Kind, Lag, Link, LinkKind, Plan, RawId, Severity, Subject, Task, TaskId};
use std::collections::BTreeMap;
use units::{NaiveDate, Tick};

/// Start and finish.
pub(super) type Span = (Tick, Tick);

/// What is told of a task: dates, earliest dates, total, free and delivery float.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) planned: Span,
    pub(super) early: Span,
    pub(super) floats: [Option<i64>; 3],
}

/// A plan to be dated.
pub(super) struct Naive<'a> {
    world: &'a World,
    pub(super) plan: &'a Plan,
    pub(super) calendar: &'a MinuteCalendar,
    pub(super) now: Tick,
    /// Stretches of the bookings of each task, sorted.
    pub(super) pieces: BTreeMap<TaskId, Vec<(i64, i64)>>,
}

/// Latest finish, and latest start asked for by what waits for the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Late {
    pub(super) finish: Option<Tick>,
    pub(super) asked: Option<Tick>,
}

/// Dates and earliest dates by task.
pub(super) type Dates = BTreeMap<TaskId, (Span, Span)>;

pub(super) fn least(a: Option<Tick>, b: Option<Tick>) -> Option<Tick> {
    a.into_iter().chain(b).min()
}

impl<'a> Naive<'a> {
    pub(super) fn new(
        world: &'a World,
        plan: &'a Plan,
        calendar: &'a MinuteCalendar,
        now: Tick,
    ) -> Self {
        let mut pieces: BTreeMap<TaskId, Vec<(i64, i64)>> = BTreeMap::new();
        for held in held(world) {
            if let (true, Some(task)) =
                (held.plan.production.id == plan.production.id, held.booking.task)
            {
                pieces.entry(task).or_default().extend(held.pieces);
            }
        }
        pieces.values_mut().for_each(|pieces| pieces.sort());
        Self { world, plan, calendar, now, pieces }
    }

    pub(super) fn children(&self, group: TaskId) -> impl Iterator<Item = &Task> {
        self.plan.tasks.values().map(AsRef::as_ref).filter(move |task| task.parent == Some(group))
    }

    pub(super) fn is_group(&self, task: TaskId) -> bool {
        self.children(task).next().is_some()
    }

    /// Links into a task, and into the groups it stands in.
    pub(super) fn links(&self) -> impl Iterator<Item = (&Link, &Task, &Task)> {
        let task = |id: Option<TaskId>| self.plan.tasks.get(&id?).map(AsRef::as_ref);
        self.plan
            .links
            .values()
            .filter_map(move |link| Some((link.as_ref(), task(link.from)?, task(link.to)?)))
    }

    fn shifted(&self, link: &Link, from: &Task, at: Tick, back: bool) -> Tick {
        self.lagged(link.lag, from, at, back)
    }

    pub(super) fn lagged(&self, lag: Lag, from: &Task, at: Tick, back: bool) -> Tick {
        let sign = if back { -1 } else { 1 };
        match lag {
            Lag::Working(minutes) => self.worked(at, minutes.0, back),
            Lag::Elapsed(minutes) => Tick(at.0 + sign * minutes.0),
            Lag::Share(percent) => self.worked(at, percent.of(from.work).0, back),
        }
    }

    pub(super) fn worked(&self, at: Tick, minutes: i64, back: bool) -> Tick {
        if back { self.calendar.retreat(at, minutes) } else { self.calendar.advance(at, minutes) }
    }

    /// Minutes that are in the stretches, and not lunch; each as often as sessions count at once.
    pub(super) fn booked(&self, task: TaskId, from: i64) -> i64 {
        let pieces = self.pieces.get(&task).map(Vec::as_slice).unwrap_or_default();
        let mut times: BTreeMap<i64, i64> = BTreeMap::new();
        for minute in pieces.iter().flat_map(|(start, end)| *start..*end) {
            *times.entry(minute).or_default() += 1;
        }
        let most = self.plan.tasks[&task].sessions_at_once.unwrap_or(1).max(1);
        let counts = |(at, _): &(&i64, &i64)| **at >= from && !self.calendar.is_lunch(**at);
        times.iter().filter(counts).map(|(_, times)| *times.min(&most)).sum()
    }

    /// Dates and earliest dates of all tasks.
    pub(super) fn forward(&self) -> BTreeMap<TaskId, (Span, Span)> {
        let mut dates: BTreeMap<TaskId, (Span, Span)> = BTreeMap::new();
        for _ in 0..100 {
            let before = dates.clone();
            for task in self.plan.tasks.values() {
                let found = if self.is_group(task.id) {
                    let children: Vec<Span> = self
                        .children(task.id)
                        .filter_map(|child| Some(dates.get(&child.id)?.0))
                        .collect();
                    let start = children.iter().map(|child| child.0).min();
                    start.map(|start| {
                        let span = (start, children.iter().map(|child| child.1).max().unwrap());
                        (span, span)
                    })
                } else {
                    Some(self.leaf(task, &dates))
                };
                if let Some(found) = found {
                    dates.insert(task.id, found);
                }
            }
            if before == dates {
                return dates;
            }
        }
        panic!("the dates never settle")
    }

    fn leaf(&self, task: &Task, dates: &BTreeMap<TaskId, (Span, Span)>) -> (Span, Span) {
        let pieces = self.pieces.get(&task.id).map(Vec::as_slice).unwrap_or_default();
        let (_, finish_bound) = self.bounds(task, dates);
        let last = |from: i64| pieces.iter().map(|piece| piece.1).filter(|end| *end > from).max();
        if let Some(finish) = task.actual_finish.map(tick) {
            let first = pieces.iter().map(|piece| piece.0).min().filter(|start| *start < finish);
            let begun = task.actual_start.map(tick).or(first).map(Tick);
            let start = begun.unwrap_or_else(|| self.calendar.retreat(Tick(finish), task.work.0));
            let span = (start.min(Tick(finish)), Tick(finish));
            return (span, span);
        }
        if let Some(begun) = task.actual_start.map(tick) {
            let from = begun.max(self.now.0);
            let left = task.open_work().0 - self.booked(task.id, from);
            let mut finish = Tick(last(from).unwrap_or(from));
            if left > 0 {
                finish = self.calendar.advance(self.calendar.next(finish), left);
            }
            if last(from).is_none() {
                finish = finish.max(finish_bound.unwrap_or(finish));
            }
            return ((Tick(begun), finish), (Tick(begun), finish));
        }
        let early = self.earliest(task, dates);
        let Some(end) = last(i64::MIN) else { return (early, early) };
        let left = task.open_work().0 - self.booked(task.id, i64::MIN);
        let mut finish = Tick(end);
        if left > 0 {
            let from = self.calendar.next(finish.max(self.now));
            finish = self.calendar.advance(from, left);
        }
        ((Tick(pieces[0].0), finish), early)
    }

    fn earliest(&self, task: &Task, dates: &BTreeMap<TaskId, (Span, Span)>) -> Span {
        let (start, finish) = self.bounds(task, dates);
        let work = task.open_work().0;
        let mut start = start.unwrap_or(self.now);
        if work > 0 {
            start = self.calendar.next(start.max(self.now));
        }
        let end = if work > 0 { self.calendar.advance(start, work) } else { start };
        match finish {
            Some(bound) if bound > end => (self.calendar.retreat(bound, work).max(start), bound),
            _ => (start, end),
        }
    }

    /// What holds back the start and the finish of a task, by itself or by its groups.
    fn bounds(
        &self,
        task: &Task,
        dates: &BTreeMap<TaskId, (Span, Span)>,
    ) -> (Option<Tick>, Option<Tick>) {
        let (mut starts, mut finishes) = (Vec::new(), Vec::new());
        let midnight = |date: NaiveDate| Tick(naive::midnight(date));
        starts.extend(self.plan.production.start.map(midnight));
        let mut here = Some(task);
        while let Some(one) = here {
            starts.extend(one.not_before.map(|at| Tick(tick(at))));
            for (link, from, _) in self.links().filter(|(_, _, to)| to.id == one.id) {
                let Some((span, _)) = dates.get(&from.id) else { continue };
                let waits = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
                let at = self.shifted(link, from, if waits { span.0 } else { span.1 }, false);
                match link.kind {
                    LinkKind::FinishToStart | LinkKind::StartToStart => starts.push(at),
                    _ if one.id == task.id => finishes.push(at),
                    _ => {}
                }
            }
            here = one.parent.and_then(|id| self.plan.tasks.get(&id)).map(AsRef::as_ref);
        }
        (starts.into_iter().max(), finishes.into_iter().max())
    }

    /// Everything that is told of the tasks that are no groups.
    pub(super) fn told(&self) -> BTreeMap<TaskId, Told> {
        let dates = self.forward();
        let deadlines = self.deadlines();
        let asked = |task: TaskId| {
            let applies = deadlines.iter().filter(|(_, _, tasks)| tasks.contains(&task));
            applies.map(|(_, at, _)| *at).min()
        };
        let mut late = self.both_ways(&dates, &asked);
        let end = dates.values().map(|(span, _)| span.1).max();
        let towards_end = self.both_ways(&dates, &|_| end);
        for (id, late) in &mut late {
            if *late == Late::default() {
                *late = towards_end[id];
            }
        }
        let delivery = self.plan.production.delivery.map(|date| self.end_of_day(date));
        let nothing = |_| None;
        let towards_delivery = match delivery {
            Some(_) => self.both_ways(&dates, &|_| delivery),
            None => self.backward(&nothing, &Limits::new()),
        };
        let mut told = BTreeMap::new();
        for task in self.plan.tasks.values().filter(|task| !self.is_group(task.id)) {
            let (planned, early) = dates[&task.id];
            let total = self.float(task, planned, late[&task.id]);
            let mut room = self.room(task, &dates);
            for (from, link) in self.maxima_into(task) {
                let before = dates[&from.id].0;
                if self.stands(from, link) {
                    self.narrow(&mut room, (from, link), waited(link, before));
                }
            }
            let free = self.float(task, planned, room).or(total);
            let delivery = self.float(task, planned, towards_delivery[&task.id]);
            told.insert(task.id, Told { planned, early, floats: [total, free, delivery] });
        }
        told
    }

    fn float(&self, task: &Task, planned: Span, late: Late) -> Option<i64> {
        if task.is_finished() {
            return None;
        }
        let finish = late.finish.map(|at| self.calendar.between(planned.1, at));
        let asked = late.asked.filter(|_| task.actual_start.is_none());
        finish.into_iter().chain(asked.map(|at| self.calendar.between(planned.0, at))).min()
    }

    fn end_of_day(&self, date: NaiveDate) -> Tick {
        let window = naive::default_window(&self.world.facility, date);
        Tick(naive::span(date, window).1)
    }

    /// Deadlines of tasks (with those of the group they stand in) and of the production.
    fn deadlines(&self) -> Vec<(Subject, Tick, Vec<TaskId>)> {
        let production = self.plan.production.id;
        let leaves =
            || self.plan.tasks.values().map(|task| task.id).filter(|id| !self.is_group(*id));
        let mut deadlines = Vec::new();
        for task in self.plan.tasks.values() {
            let Some(at) = task.deadline.map(|at| Tick(tick(at))) else { continue };
            let inside: Vec<TaskId> = leaves()
                .filter(|id| *id == task.id || self.plan.tasks[id].parent == Some(task.id))
                .collect();
            deadlines.push((Subject::planned(production, Kind::Task, task.id), at, inside));
        }
        if let Some(date) = self.plan.production.delivery {
            let subject = Subject::planned(production, Kind::Production, RawId::from(production));
            deadlines.push((subject, self.end_of_day(date), leaves().collect()));
        }
        deadlines
    }

    /// Can the end of the successor still move?
    pub(super) fn is_open(&self, kind: &LinkKind, to: &Task) -> bool {
        let start = matches!(kind, LinkKind::FinishToStart | LinkKind::StartToStart);
        self.is_group(to.id) || !(to.is_finished() || start && to.actual_start.is_some())
    }

    /// Latest dates of all tasks towards what is asked of each, maximum lags left out.
    pub(super) fn backward(
        &self,
        asked: &dyn Fn(TaskId) -> Option<Tick>,
        limits: &Limits,
    ) -> BTreeMap<TaskId, Late> {
        let mut late: BTreeMap<TaskId, Late> =
            self.plan.tasks.keys().map(|id| (*id, Late::default())).collect();
        for _ in 0..100 {
            let before = late.clone();
            for task in self.plan.tasks.values() {
                let group = self.is_group(task.id);
                if !group && task.is_finished() {
                    continue;
                }
                let own = asked(task.id).filter(|_| !group);
                let above = task.parent.and_then(|parent| late.get(&parent)?.finish);
                let limit = limits.get(&task.id).copied().unwrap_or_default();
                let finish = least(least(own, above), limit.finish);
                let mut found = Late { finish, asked: limit.asked };
                for (link, _, to) in self.links().filter(|(_, from, _)| from.id == task.id) {
                    let holds =
                        matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
                    let end =
                        if holds { self.latest_start(to, &late) } else { late[&to.id].finish };
                    let Some(end) = end.filter(|_| self.is_open(&link.kind, to)) else { continue };
                    let at = Some(self.shifted(link, task, end, true));
                    match link.kind {
                        LinkKind::StartToStart | LinkKind::StartToFinish if group => {}
                        LinkKind::StartToStart | LinkKind::StartToFinish => {
                            found.asked = least(found.asked, at);
                        }
                        _ => found.finish = least(found.finish, at),
                    }
                }
                late.insert(task.id, found);
            }
            if before == late {
                return late;
            }
        }
        panic!("the latest dates never settle")
    }

    pub(super) fn latest_start(&self, task: &Task, late: &BTreeMap<TaskId, Late>) -> Option<Tick> {
        if self.is_group(task.id) {
            let open = self.children(task.id).filter(|child| child.actual_start.is_none());
            return open.filter_map(|child| self.latest_start(child, late)).min();
        }
        let Late { finish, asked } = late[&task.id];
        least(asked, finish.map(|at| self.calendar.retreat(at, task.open_work().0)))
    }

    /// How far a task may go before a successor, its own or of its groups, has to move.
    fn room(&self, task: &Task, dates: &BTreeMap<TaskId, (Span, Span)>) -> Late {
        let mut room = Late::default();
        let mut here = Some(task);
        while let Some(one) = here {
            for (link, _, to) in self.links().filter(|(_, from, _)| from.id == one.id) {
                if !self.is_open(&link.kind, to) {
                    continue;
                }
                let holds = matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
                let after = dates[&to.id].0;
                let end = if holds { after.0 } else { after.1 };
                let at = Some(self.shifted(link, one, end, true));
                match link.kind {
                    LinkKind::StartToStart | LinkKind::StartToFinish => {
                        if one.id == task.id {
                            room.asked = least(room.asked, at);
                        }
                    }
                    _ => room.finish = least(room.finish, at),
                }
            }
            here = one.parent.and_then(|id| self.plan.tasks.get(&id)).map(AsRef::as_ref);
        }
        room
    }

    /// Broken dependencies and missed dates.
    pub(super) fn clashes(&self) -> Vec<Clash> {
        let dates = self.forward();
        let production = self.plan.production.id;
        let subject = |task: &Task| Subject::planned(production, Kind::Task, task.id);
        let mut clashes = Vec::new();
        for (link, from, to) in self.links() {
            let booked = self.pieces.get(&to.id).is_some_and(|pieces| !pieces.is_empty());
            let begun = to.actual_start.is_some() || to.is_finished();
            if self.is_group(to.id) || !booked || begun {
                continue;
            }
            let (before, after) = (dates[&from.id].0, dates[&to.id].0);
            let waits = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
            let reached = self.shifted(link, from, if waits { before.0 } else { before.1 }, false);
            let holds = matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
            let tied = if holds { after.0 } else { after.1 };
            if tied < reached {
                let link = Subject::planned(production, Kind::Link, link.id);
                let sides = vec![subject(from), subject(to), link];
                let minutes = self.calendar.between(tied, reached).to_string();
                let range = Some((tied.0, reached.0));
                let details = [("minutes", minutes)];
                clashes.push(clash(
                    Severity::Warning,
                    ClashKind::Lag,
                    sides,
                    range,
                    None,
                    &details,
                ));
            }
        }
        clashes.extend(self.maximum_lags(&dates));
        for (of, at, tasks) in self.deadlines() {
            let open = tasks.iter().filter(|id| !self.plan.tasks[id].is_finished());
            let Some((finish, id)) = open.map(|id| (dates[id].0.1, *id)).max() else { continue };
            if finish > at {
                let last = Subject::planned(production, Kind::Task, id);
                let sides = if last == of { vec![last] } else { vec![last, of] };
                let minutes = self.calendar.between(at, finish).to_string();
                let details = [("of", of.kind.key().to_owned()), ("minutes", minutes)];
                let range = Some((at.0, finish.0));
                clashes.push(clash(
                    Severity::Error,
                    ClashKind::Deadline,
                    sides,
                    range,
                    None,
                    &details,
                ));
            }
        }
        clashes
    }
}

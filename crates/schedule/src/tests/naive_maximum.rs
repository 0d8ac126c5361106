//! Maximum lags as the naive relaxation has them: limits that are set again and again.

use super::naive::tick;
use super::naive_clashes::clash;
use super::naive_dates::{Dates, Late, Naive, Span, least};
use crate::{Clash, ClashKind};
use model::{Kind, Lag, Link, LinkKind, RawId, Severity, Subject, Task, TaskId};
use std::collections::BTreeMap;
use units::Tick;

/// Latest dates that come from maximum lags.
pub(super) type Limits = BTreeMap<TaskId, Late>;

/// The end of a predecessor that a link waits for.
pub(super) fn waited(link: &Link, span: Span) -> Tick {
    let of_start = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
    if of_start { span.0 } else { span.1 }
}

impl Naive<'_> {
    /// Links with a maximum into a task, with their predecessors.
    pub(super) fn maxima_into(&self, task: &Task) -> Vec<(&Task, &Link)> {
        let links = self.links().filter(|(link, _, to)| to.id == task.id && link.most.is_some());
        links.map(|(link, from, _)| (from, link)).collect()
    }

    /// Narrows latest dates by how long after a predecessor that ends then a task may come.
    pub(super) fn narrow(&self, late: &mut Late, (from, link): (&Task, &Link), before: Tick) {
        let until = Some(self.most_after(from, link, before));
        match link.kind {
            LinkKind::FinishToStart | LinkKind::StartToStart => {
                late.asked = least(late.asked, until);
            }
            _ => late.finish = least(late.finish, until),
        }
    }

    /// The latest the successor may come after its predecessor; up to the next minute of work if
    /// that is what counts.
    fn most_after(&self, from: &Task, link: &Link, before: Tick) -> Tick {
        let most = link.most.unwrap();
        let until = self.lagged(most, from, before, false);
        if matches!(most, Lag::Elapsed(_)) { until } else { self.calendar.next(until) }
    }

    /// Can nobody place what a link waits for any other way, but by moving what is booked?
    pub(super) fn stands(&self, from: &Task, link: &Link) -> bool {
        let children: Vec<&Task> = self.children(from.id).collect();
        if !children.is_empty() {
            return children.iter().all(|child| self.stands(child, link));
        }
        let of_start = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
        let pieces = self.pieces.get(&from.id).map(Vec::as_slice).unwrap_or_default();
        if of_start {
            return from.is_finished() || from.actual_start.is_some() || !pieces.is_empty();
        }
        let since = from.actual_start.map_or(i64::MIN, |begun| tick(begun).max(self.now.0));
        let booked = from.actual_start.is_some() || !pieces.is_empty();
        from.is_finished() || booked && self.booked(from.id, since) >= from.open_work().0
    }

    fn has_begun(&self, task: &Task) -> bool {
        task.actual_start.is_some() && !self.is_group(task.id)
            || task.is_finished() && !self.is_group(task.id)
            || self.children(task.id).any(|child| self.has_begun(child))
    }

    fn is_done(&self, task: &Task) -> bool {
        match self.is_group(task.id) {
            true => self.children(task.id).all(|child| self.is_done(child)),
            false => task.is_finished(),
        }
    }

    /// The start or finish a link waits for, if it has happened.
    fn happened(&self, from: &Task, link: &Link, dates: &Dates) -> Option<Tick> {
        let of_start = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
        let done = if of_start { self.has_begun(from) } else { self.is_done(from) };
        done.then(|| waited(link, dates[&from.id].0))
    }

    /// Latest dates with maximum lags: set as limits, again and again, four times at most.
    pub(super) fn both_ways(
        &self,
        dates: &Dates,
        asked: &dyn Fn(TaskId) -> Option<Tick>,
    ) -> BTreeMap<TaskId, Late> {
        let limits = |late: Option<&BTreeMap<TaskId, Late>>| {
            let mut limits = Limits::new();
            for task in self.plan.tasks.values().filter(|task| !self.is_group(task.id)) {
                for (from, link) in self.maxima_into(task) {
                    if !self.is_open(&link.kind, task) {
                        continue;
                    }
                    let latest = || self.latest(from, link, late?, dates);
                    if let Some(at) = self.happened(from, link, dates).or_else(latest) {
                        self.narrow(limits.entry(task.id).or_default(), (from, link), at);
                    }
                }
            }
            limits
        };
        let mut tried = limits(None);
        let done = self.backward(asked, &tried);
        let mut late = done.clone();
        for _ in 0..4 {
            let next = limits(Some(&late));
            if next == tried {
                return late;
            }
            let ticks = next.values().flat_map(|limit| limit.finish.into_iter().chain(limit.asked));
            if ticks.min().is_some_and(|at| at.0 <= self.calendar.first) {
                break;
            }
            late = self.backward(asked, &next);
            tried = next;
        }
        if self.plan.links.values().all(|link| link.most.is_none()) { late } else { done }
    }

    /// The latest the end that a link waits for can be.
    fn latest(
        &self,
        from: &Task,
        link: &Link,
        late: &BTreeMap<TaskId, Late>,
        dates: &Dates,
    ) -> Option<Tick> {
        let of_start = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
        let children: Vec<&Task> = self.children(from.id).collect();
        let ends = children.iter().map(|child| {
            let happened = self.happened(child, link, dates);
            happened.or_else(|| self.latest(child, link, late, dates))
        });
        match (children.is_empty(), of_start) {
            (false, true) => ends.flatten().min(),
            (false, false) => {
                ends.collect::<Option<Vec<Tick>>>().and_then(|ends| ends.into_iter().max())
            }
            (true, true) => self.latest_start(from, late),
            (true, false) => {
                let Late { finish, asked } = late[&from.id];
                let asked = asked.filter(|_| from.actual_start.is_none());
                let work = from.open_work().0;
                least(finish, asked.map(|at| self.worked(at, work, false)))
            }
        }
    }

    /// What comes later than a link allows at most.
    pub(super) fn maximum_lags(&self, dates: &Dates) -> Vec<Clash> {
        let subject = |kind, id: RawId| Subject::planned(self.plan.production.id, kind, id);
        let mut clashes = Vec::new();
        for (link, from, to) in self.links().filter(|(link, ..)| link.most.is_some()) {
            let of_start = matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
            let is_possible = of_start || !self.is_group(to.id);
            if self.has_begun(to) || !self.stands(from, link) || !is_possible {
                continue;
            }
            let until = self.most_after(from, link, waited(link, dates[&from.id].0));
            let after = dates[&to.id].0;
            let tied = if of_start { after.0 } else { after.1 };
            if tied <= until {
                continue;
            }
            let (counted, late) = match link.most {
                Some(Lag::Elapsed(_)) => ("elapsed", tied.0 - until.0),
                _ => ("working", self.calendar.between(until, tied)),
            };
            let sides = vec![
                subject(Kind::Task, from.id.0),
                subject(Kind::Task, to.id.0),
                subject(Kind::Link, link.id.0),
            ];
            let details = [("minutes", late.to_string()), ("counted", counted.to_owned())];
            let (kind, range) = (ClashKind::MaximumLag, Some((until.0, tied.0)));
            clashes.push(clash(Severity::Warning, kind, sides, range, None, &details));
        }
        clashes
    }
}

//! Maximum lags on the way back: how late a task may be after another that may be late itself.
//!
//! The passes follow dependencies forwards, so nothing here is a cycle to them. A latest date that
//! comes from a predecessor is set as a limit of the successor, and the backward pass is made again
//! until the limits stay. A plan whose dependencies contradict each other has no such dates: there
//! only limits count that come from what is done, and the clashes tell the rest.

use super::backward::{Late, Limit, PLAN_END, earlier, is_open};
use super::{Pass, Planned};
use crate::compile::{Item, Tie};
use std::collections::BTreeMap;
use units::Tick;

/// So often the backward pass is made again: most plans need it once.
const MOST_ROUNDS: usize = 4;

/// The latest start and finish of a task by maximum lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TaskLimit {
    pub(super) start: Limit,
    pub(super) finish: Limit,
}

/// Limits by task number.
pub(crate) type Limits = BTreeMap<usize, TaskLimit>;

impl Pass<'_> {
    /// Latest dates towards what is asked of each task.
    pub(super) fn backward(&self, asked: &[Limit], planned: &[Option<Planned>]) -> Vec<Late> {
        if self.maxima().next().is_none() {
            return self.one_way(asked, &Limits::new());
        }
        let done = self.limits_by_maxima(planned, None);
        let mut late = self.one_way(asked, &done);
        let mut limits = done.clone();
        for _ in 0..MOST_ROUNDS {
            let next = self.limits_by_maxima(planned, Some(&late));
            if next == limits {
                return late;
            }
            if next.values().any(|limit| self.is_beyond(limit)) {
                break;
            }
            limits = next;
            late = self.one_way(asked, &limits);
        }
        self.one_way(asked, &done)
    }

    /// Does a limit lie before the calendars? Only what contradicts itself leads there.
    fn is_beyond(&self, limit: &TaskLimit) -> bool {
        let first = self.time.calendars().horizon().start;
        limit.start.into_iter().chain(limit.finish).any(|(at, _)| at <= first)
    }

    /// The ties with a maximum into tasks that can still be moved. Those of a group are not hurried
    /// for it: one of them is enough.
    fn maxima(&self) -> impl Iterator<Item = (usize, &Tie, &Item)> {
        let network = self.network;
        network.ties.iter().enumerate().filter(|(_, tie)| tie.most.is_some()).filter_map(
            |(number, tie)| {
                let (from, to) = (network.item(tie.from)?, network.item(tie.to)?);
                (!to.group && !from.undated && is_open(tie.ends, to)).then_some((number, tie, from))
            },
        )
    }

    /// Limits by what is done, and by latest dates where there are any.
    fn limits_by_maxima(&self, planned: &[Option<Planned>], late: Option<&[Late]>) -> Limits {
        let mut limits = Limits::new();
        for (number, tie, from) in self.maxima() {
            let of_start = tie.ends.waits_for_start();
            let done = self.done_at(tie.from, of_start, planned);
            let latest = match (done, late) {
                // Dates that nothing can move any more are a deadline of their own.
                (Some(at), _) => Some((at, PLAN_END - 1 - number)),
                (None, Some(late)) => self.latest(tie.from, of_start, planned, late, 0),
                (None, None) => None,
            };
            let until = latest.and_then(|(at, of)| Some((self.until(tie, from, at)?, of)));
            if until.is_none() {
                continue;
            }
            let limit = limits.entry(tie.to).or_default();
            let end = if tie.ends.holds_start() { &mut limit.start } else { &mut limit.finish };
            *end = earlier(*end, until);
        }
        limits
    }

    /// When a task began or was finished, if that has happened.
    fn done_at(&self, number: usize, start: bool, planned: &[Option<Planned>]) -> Option<Tick> {
        let planned = planned.get(number)?.as_ref()?;
        if start {
            return planned.stands.begun.then_some(planned.start);
        }
        self.is_done(number, 0).then_some(planned.finish)
    }

    /// Is a task finished? Of a group: are all its tasks? Nothing is nested deeper than this.
    fn is_done(&self, number: usize, depth: usize) -> bool {
        let Some(item) = self.network.item(number).filter(|_| depth < 32) else { return false };
        match item.group {
            true => self.network.children(number).iter().all(|it| self.is_done(*it, depth + 1)),
            false => item.task.is_finished(),
        }
    }

    /// The latest start or finish of a task; of a group, of the first or the last of its tasks.
    fn latest(
        &self,
        number: usize,
        start: bool,
        planned: &[Option<Planned>],
        late: &[Late],
        depth: usize,
    ) -> Limit {
        let item = self.network.item(number).filter(|_| depth < 32)?;
        if item.group {
            let children = self.network.children(number).iter();
            let ends = children.map(|it| self.latest(*it, start, planned, late, depth + 1));
            return match start {
                true => ends.fold(None, earlier),
                // One of them without a limit may end whenever it likes.
                false => ends.collect::<Option<Vec<_>>>()?.into_iter().max(),
            };
        }
        if let Some(at) = self.done_at(number, start, planned) {
            return Some((at, PLAN_END));
        }
        let late = late.get(number)?;
        if start {
            return late.start;
        }
        let work = item.task.open_work();
        let asked = late.start_asked.filter(|_| item.task.actual_start.is_none());
        let by_start = asked.map(|(at, of)| (self.time.house().advance(at, work), of));
        earlier(late.finish, by_start)
    }

    /// What a task may slip to as its predecessors with a maximum stand, beside what else limits it.
    pub(super) fn room_by_maxima(
        &self,
        number: usize,
        planned: &[Option<Planned>],
        (mut start, mut finish): (Option<Tick>, Option<Tick>),
    ) -> (Option<Tick>, Option<Tick>) {
        for (tie, from) in self.network.ties_into(number).filter(|(tie, _)| tie.most.is_some()) {
            let Some(Some(before)) = planned.get(tie.from) else { continue };
            if !before.stands.at(tie.ends) {
                continue;
            }
            let end = if tie.ends.waits_for_start() { before.start } else { before.finish };
            let Some(until) = self.until(tie, from, end) else { continue };
            let limit = if tie.ends.holds_start() { &mut start } else { &mut finish };
            *limit = Some(limit.map_or(until, |limit| limit.min(until)));
        }
        (start, finish)
    }
}

//! The backward pass: latest dates that keep the deadlines, and floats.

use super::maximum::Limits;
use super::{Deadline, Pass, Planned};
use crate::compile::{Ends, Item, Place};
use std::collections::BTreeMap;
use units::{Minutes, Tick};

/// Not after, and for which deadline (its number; [`PLAN_END`] if there is none).
pub(crate) type Limit = Option<(Tick, usize)>;

/// Stands for the end of the plan among the numbers of deadlines.
pub(super) const PLAN_END: usize = usize::MAX;

/// What the backward pass tells of a task.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Late {
    /// Latest finish.
    pub(crate) finish: Limit,
    /// Latest start asked for by tasks that wait for its start.
    pub(crate) start_asked: Limit,
    /// Latest start: asked for, or given by its work. Of a group: of its first tasks.
    pub(crate) start: Limit,
}

impl Late {
    /// The deadline that decides.
    pub(crate) fn deadline(&self) -> Option<usize> {
        earlier(self.finish, self.start_asked).map(|(_, deadline)| deadline)
    }
}

/// The earlier of two.
pub(super) fn earlier(first: Limit, second: Limit) -> Limit {
    match (first, second) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (first, second) => first.or(second),
    }
}

/// The least float towards each deadline.
pub(crate) fn least_by_deadline(
    floats: &[Option<Minutes>],
    late: &[Late],
) -> BTreeMap<usize, Minutes> {
    let mut least: BTreeMap<usize, Minutes> = BTreeMap::new();
    for (float, late) in floats.iter().zip(late) {
        if let (Some(float), Some(deadline)) = (float, late.deadline()) {
            let entry = least.entry(deadline).or_insert(*float);
            *entry = (*entry).min(*float);
        }
    }
    least
}

impl Pass<'_> {
    /// Latest dates towards all deadlines; towards the end of the plan for what none depends on.
    pub(crate) fn late(&self, planned: &[Option<Planned>], deadlines: &[Deadline]) -> Vec<Late> {
        let mut late = self.backward(&seeds(self.network.items.len(), deadlines), planned);
        let free = |late: &Late| late.finish.is_none() && late.start_asked.is_none();
        if late.iter().any(free) {
            let end = planned.iter().flatten().map(|planned| planned.finish).max();
            let seeds = vec![end.map(|end| (end, PLAN_END)); self.network.items.len()];
            for (late, towards_end) in late.iter_mut().zip(self.backward(&seeds, planned)) {
                if free(late) {
                    *late = towards_end;
                }
            }
        }
        late
    }

    /// Latest dates towards the delivery of the production alone.
    pub(crate) fn late_for_delivery(
        &self,
        planned: &[Option<Planned>],
        delivery: Option<&Deadline>,
    ) -> Vec<Late> {
        let count = self.network.items.len();
        match delivery {
            Some(delivery) => self.backward(&seeds(count, std::slice::from_ref(delivery)), planned),
            None => vec![Late::default(); count],
        }
    }

    /// Total floats by task: the lesser of what its finish and its start may slip.
    pub(crate) fn floats(
        &self,
        planned: &[Option<Planned>],
        late: &[Late],
    ) -> Vec<Option<Minutes>> {
        let house = self.time.house();
        let rows = self.network.items.iter().zip(planned).zip(late);
        rows.map(|((item, planned), late)| {
            let planned = planned.as_ref().filter(|_| !item.group && !item.task.is_finished())?;
            let finish = late.finish.map(|(at, _)| house.work_between(planned.finish, at));
            let asked = late.start_asked.filter(|_| item.task.actual_start.is_none());
            let start = asked.map(|(at, _)| house.work_between(planned.start, at));
            finish.into_iter().chain(start).min()
        })
        .collect()
    }

    /// Free floats by task: what it may slip before another one must move; none where nothing
    /// depends on it.
    pub(crate) fn free_floats(&self, planned: &[Option<Planned>]) -> Vec<Option<Minutes>> {
        let mut floats: Vec<Option<Minutes>> = vec![None; planned.len()];
        // Groups come after their tasks, so backwards each finds what its group may slip.
        let mut limits: Vec<(Option<Tick>, Option<Tick>)> = vec![(None, None); planned.len()];
        for place in self.network.order.iter().rev() {
            let Place::Task(number) = *place else { continue };
            let Some(item) = self.network.item(number) else { continue };
            let above = item.parent.and_then(|parent| limits.get(parent)?.0);
            let (mut finish, mut start) = (above, None);
            for (tie, to) in self.network.ties_out_of(number) {
                let Some(Some(after)) = planned.get(tie.to) else { continue };
                let end = match is_open(tie.ends, to) {
                    false => continue,
                    true if tie.ends.holds_start() => after.start,
                    true => after.finish,
                };
                let at = self.unshift(tie.lag, item.task.work, end);
                let limit = if tie.ends.waits_for_start() { &mut start } else { &mut finish };
                *limit = Some(limit.map_or(at, |limit: Tick| limit.min(at)));
            }
            if let Some(entry) = limits.get_mut(number) {
                *entry = (finish, start);
            }
            if item.group || item.task.is_finished() {
                continue;
            }
            let (start, finish) = self.room_by_maxima(number, planned, (start, finish));
            let Some(Some(planned)) = planned.get(number) else { continue };
            let house = self.time.house();
            let start = start.filter(|_| item.task.actual_start.is_none());
            let slack = [
                finish.map(|at| house.work_between(planned.finish, at)),
                start.map(|at| house.work_between(planned.start, at)),
            ];
            if let Some(entry) = floats.get_mut(number) {
                *entry = slack.into_iter().flatten().min();
            }
        }
        floats
    }

    /// Latest start to show: normalised to an instant at which work can begin.
    pub(crate) fn late_start(&self, item: &Item, late: &Late) -> Option<Tick> {
        let begun = item.task.actual_start.is_some() || item.task.is_finished();
        late.start.map(|(at, _)| at).filter(|_| !begun)
    }

    /// Latest finish to show: normalised to an instant at which work can end.
    pub(crate) fn late_finish(&self, item: &Item, late: &Late) -> Option<Tick> {
        let work = item.task.open_work();
        let by_start = late.start.map(|(at, _)| self.time.house().advance(at, work));
        let at = late.finish.map(|(at, _)| at).or(by_start).filter(|_| !item.task.is_finished())?;
        let ended = self.time.house().previous_working(at).filter(|_| work.is_positive());
        Some(ended.unwrap_or(at))
    }

    /// Latest dates towards what is asked of each task, by dependencies as they hold forwards and by
    /// limits of their own.
    pub(super) fn one_way(&self, asked: &[Limit], limits: &Limits) -> Vec<Late> {
        let mut late = vec![Late::default(); self.network.items.len()];
        for place in self.network.order.iter().rev() {
            let (Place::Gate(number) | Place::Task(number)) = *place;
            let Some(item) = self.network.item(number) else { continue };
            let found = match place {
                Place::Gate(_) => self.gate(number, &late),
                Place::Task(_) => self.limits(number, item, (asked, limits), &late),
            };
            if let Some(entry) = late.get_mut(number) {
                *entry = found;
            }
        }
        late
    }

    /// The tasks of a group tell by when they have to begin.
    fn gate(&self, group: usize, late: &[Late]) -> Late {
        let children = self.network.children(group).iter();
        let start = children
            .filter_map(|child| {
                let begun = self.network.item(*child)?.task.actual_start.is_some();
                late.get(*child).filter(|_| !begun)
            })
            .fold(None, |least, child| earlier(least, child.start));
        let own = late.get(group).copied().unwrap_or_default();
        Late { start, ..own }
    }

    fn limits(
        &self,
        number: usize,
        item: &Item,
        (asked, limits): (&[Limit], &Limits),
        late: &[Late],
    ) -> Late {
        if !item.group && item.task.is_finished() {
            return Late::default();
        }
        let above = item.parent.and_then(|parent| late.get(parent)?.finish);
        let own = asked.get(number).copied().flatten();
        let mut found = Late { finish: earlier(own, above), ..Late::default() };
        if let Some(limit) = limits.get(&number) {
            found.finish = earlier(found.finish, limit.finish);
            found.start_asked = limit.start;
        }
        for (tie, _) in self.network.ties_out_of(number).filter(|(tie, to)| is_open(tie.ends, to)) {
            let Some(after) = late.get(tie.to) else { continue };
            let end = if tie.ends.holds_start() { after.start } else { after.finish };
            let at =
                end.map(|(at, deadline)| (self.unshift(tie.lag, item.task.work, at), deadline));
            // What waits for the start of a group waits for its first task only; the others are
            // not hurried for it.
            if !tie.ends.waits_for_start() {
                found.finish = earlier(found.finish, at);
            } else if !item.group {
                found.start_asked = earlier(found.start_asked, at);
            }
        }
        let work = item.task.open_work();
        let by_work =
            found.finish.map(|(at, deadline)| (self.time.house().retreat(at, work), deadline));
        if !item.group {
            found.start = earlier(found.start_asked, by_work);
        }
        found
    }
}

/// Can the successor still be moved at the tied end?
pub(super) fn is_open(ends: Ends, to: &Item) -> bool {
    let begun = to.task.actual_start.is_some() && ends.holds_start();
    to.group || !(to.task.is_finished() || begun)
}

/// What deadlines ask of each task: the earliest of those that apply.
fn seeds(count: usize, deadlines: &[Deadline]) -> Vec<Limit> {
    let mut seeds = vec![None; count];
    for (deadline, date) in deadlines.iter().enumerate() {
        for number in &date.tasks {
            if let Some(seed) = seeds.get_mut(*number) {
                *seed = earlier(*seed, Some((date.at, deadline)));
            }
        }
    }
    seeds
}

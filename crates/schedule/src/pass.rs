//! Forward and backward pass over a plan: when work will be done, when it must be done.
//!
//! Everything is measured in working time of the house. What is finished stays where it was; what
//! is begun continues from now; what is booked stands where it is booked, and the work its
//! bookings do not hold comes after them; the rest comes as early as its dependencies allow, but
//! not before now. A finish is the earliest instant at which work is done (13:00, not 14:00), a
//! start the latest from which it can be (scheduling practice: half-open stretches).

mod backward;
mod deadlines;
mod forward;
mod maximum;

use crate::compile::Network;
use crate::dates::{DeadlineDates, PlanDates, TaskDates};
use crate::facility_time::FacilityTime;
use model::{BookingId, Lag, Plan, Subject};
use std::collections::BTreeMap;
use std::ops::Range;
use units::{Minutes, Tick, TickRange};

pub(crate) use backward::Late;
pub(crate) use deadlines::{Deadline, Deadlines, comes_after_master};
pub(crate) use forward::Planned;

/// What the bookings of each task hold, in one array.
#[derive(Debug, Default)]
pub(crate) struct Booked {
    /// Stretches of task after task; those of a task are sorted and apart from each other.
    pieces: Vec<TickRange>,
    /// By task number: its part of the stretches, and the booking of the first.
    tasks: Vec<(Range<usize>, Option<BookingId>)>,
    /// By task number, where more than one session counts at a time: when the further ones do, once
    /// for each of them.
    beside: BTreeMap<usize, Vec<TickRange>>,
}

impl Booked {
    /// From (task number, stretch, booking) in any order. Time booked twice is held once, or as
    /// often as sessions of the task count at once.
    pub(crate) fn new(network: &Network, mut held: Vec<(usize, TickRange, BookingId)>) -> Self {
        held.sort_unstable();
        let beside = beside(network, &held);
        let tasks = network.items.len();
        let pieces = Vec::with_capacity(held.len());
        let mut booked = Self { pieces, tasks: Vec::with_capacity(tasks), beside };
        let mut held = held.into_iter().peekable();
        for number in 0..tasks {
            let start = booked.pieces.len();
            let mut first = None;
            while let Some((_, piece, booking)) = held.next_if(|(task, ..)| *task == number) {
                first = first.or(Some(booking));
                match booked.pieces.get_mut(start..).and_then(|pieces| pieces.last_mut()) {
                    Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
                    _ => booked.pieces.push(piece),
                }
            }
            booked.tasks.push((start..booked.pieces.len(), first));
        }
        booked
    }

    /// The stretches of a task.
    pub(crate) fn pieces(&self, number: usize) -> &[TickRange] {
        let range = self.tasks.get(number).map(|(range, _)| range.clone());
        range.and_then(|range| self.pieces.get(range)).unwrap_or_default()
    }

    /// When further sessions of a task are held beside others and count.
    pub(crate) fn beside(&self, number: usize) -> &[TickRange] {
        self.beside.get(&number).map(Vec::as_slice).unwrap_or_default()
    }

    /// The booking of the first stretch of a task.
    pub(crate) fn first(&self, number: usize) -> Option<BookingId> {
        self.tasks.get(number).and_then(|(_, first)| *first)
    }
}

/// Of the tasks that several can work on, when more than one does, from stretches sorted by task.
fn beside(
    network: &Network,
    held: &[(usize, TickRange, BookingId)],
) -> BTreeMap<usize, Vec<TickRange>> {
    let mut beside = BTreeMap::new();
    for of_task in held.chunk_by(|one, next| one.0 == next.0) {
        let number = of_task.first().map_or(0, |first| first.0);
        let at_once = network.item(number).map_or(1, |item| item.task.sessions_at_once());
        if at_once < 2 || of_task.len() < 2 {
            continue;
        }
        let ends = of_task.iter().flat_map(|(_, piece, _)| [(piece.start, 1), (piece.end, -1)]);
        let mut ends: Vec<(Tick, i64)> = ends.collect();
        ends.sort_unstable();
        let (mut last, mut depth) = (Tick(i64::MIN), 0_i64);
        let row: &mut Vec<TickRange> = beside.entry(number).or_default();
        for (at, by) in ends {
            let more = usize::try_from(depth).unwrap_or(0).min(at_once).saturating_sub(1);
            if at > last {
                row.extend(std::iter::repeat_n(TickRange::new(last, at), more));
            }
            (last, depth) = (at, depth + by);
        }
    }
    beside
}

/// What both passes need.
pub(crate) struct Pass<'a> {
    pub(crate) time: &'a FacilityTime,
    pub(crate) plan: &'a Plan,
    pub(crate) network: &'a Network,
    pub(crate) booked: &'a Booked,
    pub(crate) now: Tick,
}

/// What the passes found.
pub(crate) struct Passed {
    /// By task number; none on cycles.
    pub(crate) planned: Vec<Option<Planned>>,
    /// Everything, by task.
    pub(crate) dates: PlanDates,
}

impl Pass<'_> {
    /// Both passes.
    pub(crate) fn run(&self, deadlines: &Deadlines) -> Passed {
        let planned = self.forward();
        let late = self.late(&planned, &deadlines.all);
        let delivery = self.late_for_delivery(&planned, deadlines.delivery.as_ref());
        let mut dates = self.collect(&planned, &late, &delivery);
        self.roll_up(&mut dates);
        dates.deadlines = self.deadline_dates(deadlines, &planned);
        Passed { planned, dates }
    }

    /// A lag added to the end of a predecessor it is tied to.
    pub(crate) fn shift(&self, lag: Lag, work: Minutes, at: Tick) -> Tick {
        match lag {
            Lag::Working(minutes) => self.time.house().advance(at, minutes),
            Lag::Elapsed(minutes) => at + minutes,
            Lag::Share(percent) => self.time.house().advance(at, percent.of(work)),
        }
    }

    /// The latest end of a predecessor for which the lag still fits.
    pub(crate) fn unshift(&self, lag: Lag, work: Minutes, at: Tick) -> Tick {
        match lag {
            Lag::Working(minutes) => self.time.house().retreat(at, minutes),
            Lag::Elapsed(minutes) => at - minutes,
            Lag::Share(percent) => self.time.house().retreat(at, percent.of(work)),
        }
    }

    fn collect(&self, planned: &[Option<Planned>], late: &[Late], delivery: &[Late]) -> PlanDates {
        let free = self.free_floats(planned);
        let floats = self.floats(planned, late);
        let towards_delivery = self.floats(planned, delivery);
        let least = backward::least_by_deadline(&floats, late);
        let rows = self.network.items.iter().zip(planned).zip(late).enumerate();
        let tasks = rows.filter_map(|(number, ((item, planned), late))| {
            let planned = planned.as_ref()?;
            let total = floats.get(number).copied().flatten();
            let least = late.deadline().and_then(|deadline| least.get(&deadline)).copied();
            let is_critical =
                |total: Minutes| total <= least.unwrap_or_default().max(Minutes::ZERO);
            let task = TaskDates {
                start: planned.start,
                finish: planned.finish,
                early_start: planned.early.start,
                early_finish: planned.early.end,
                late_start: self.late_start(item, late),
                late_finish: self.late_finish(item, late),
                total_float: total,
                free_float: free.get(number).copied().flatten().or(total),
                delivery_float: towards_delivery.get(number).copied().flatten(),
                critical: total.is_some_and(is_critical),
                booked: planned.booked,
                unbooked: planned.unbooked,
                driver: planned.driver,
                group: item.group,
            };
            Some((item.task.id, task))
        });
        PlanDates { tasks: tasks.collect(), ..PlanDates::default() }
    }

    /// Floats of groups from their tasks, and those of the plan from all.
    fn roll_up(&self, dates: &mut PlanDates) {
        let groups = self.network.order.iter().filter_map(|place| match place {
            crate::compile::Place::Task(number) => Some(*number),
            crate::compile::Place::Gate(_) => None,
        });
        for number in groups {
            let Some(item) = self.network.item(number).filter(|item| item.group) else { continue };
            let children: Vec<TaskDates> = self
                .network
                .children(number)
                .iter()
                .filter_map(|child| dates.tasks.get(&self.network.item(*child)?.task.id).cloned())
                .collect();
            let Some(group) = dates.tasks.get_mut(&item.task.id) else { continue };
            group.early_start =
                children.iter().map(|child| child.early_start).min().unwrap_or(group.start);
            group.early_finish =
                children.iter().map(|child| child.early_finish).max().unwrap_or(group.finish);
            group.late_start = children.iter().filter_map(|child| child.late_start).min();
            group.late_finish = children.iter().filter_map(|child| child.late_finish).max();
            group.total_float = children.iter().filter_map(|child| child.total_float).min();
            group.free_float = children.iter().filter_map(|child| child.free_float).min();
            group.delivery_float = children.iter().filter_map(|child| child.delivery_float).min();
            group.critical = children.iter().any(|child| child.critical);
            group.booked = children.iter().map(|child| child.booked).sum();
            group.unbooked = children.iter().map(|child| child.unbooked).sum();
        }
        dates.start = dates.tasks.values().map(|task| task.start).min();
        dates.finish = dates.tasks.values().map(|task| task.finish).max();
        dates.total_float = dates.tasks.values().filter_map(|task| task.total_float).min();
    }

    /// Which deadlines are kept.
    pub(crate) fn deadline_dates(
        &self,
        deadlines: &Deadlines,
        planned: &[Option<Planned>],
    ) -> Vec<DeadlineDates> {
        deadlines.all.iter().map(|deadline| self.is_kept(deadline, planned)).collect()
    }

    fn is_kept(&self, deadline: &Deadline, planned: &[Option<Planned>]) -> DeadlineDates {
        let last = deadline
            .tasks
            .iter()
            .filter_map(|number| {
                let (item, planned) =
                    (self.network.item(*number)?, planned.get(*number)?.as_ref()?);
                (!item.task.is_finished()).then_some((planned.finish, item.task.id))
            })
            .max();
        DeadlineDates {
            subject: Subject::planned(self.plan.production.id, deadline.kind, deadline.id),
            at: deadline.at,
            last: last.map(|(_, task)| task),
            finish: last.map(|(finish, _)| finish),
            float: last.map(|(finish, _)| self.time.house().work_between(finish, deadline.at)),
        }
    }
}

#[cfg(test)]
mod tests;

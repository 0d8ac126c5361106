//! The forward pass: planned and earliest dates, and what decides them.

use super::Pass;
use crate::compile::{Ends, Item, Place, Tie};
use crate::dates::Driver;
use model::{Lag, Task};
use units::{Minutes, NaiveTime, Tick, TickRange};

/// What the forward pass tells of a task.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) start: Tick,
    pub(crate) finish: Tick,
    /// Which of the two stand: they were, or are booked; nobody is still to place them.
    pub(crate) stands: Stands,
    /// Were it not booked.
    pub(crate) early: TickRange,
    /// Work its bookings hold.
    pub(crate) booked: Minutes,
    /// Work that remains and no booking holds.
    pub(crate) unbooked: Minutes,
    pub(crate) driver: Driver,
}

/// What of a task stands: what is not booked yet can still come later than is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    /// Has it begun? Of a group: has any of its tasks?
    pub(crate) begun: bool,
    pub(crate) start: bool,
    pub(crate) finish: bool,
}

impl Stands {
    const DONE: Self = Self { begun: true, start: true, finish: true };
    const OPEN: Self = Self { begun: false, start: false, finish: false };

    /// The end a dependency waits for.
    pub(crate) fn at(self, ends: Ends) -> bool {
        if ends.waits_for_start() { self.start } else { self.finish }
    }
}

/// Not before, and why.
type Bound = Option<(Tick, Driver)>;

/// The later of two; the second if they are equal, because it says more.
fn later(first: Bound, second: Bound) -> Bound {
    match (first, second) {
        (Some(a), Some(b)) => Some(if a.0 > b.0 { a } else { b }),
        (first, second) => second.or(first),
    }
}

impl Pass<'_> {
    /// Dates of all tasks, groups included.
    pub(crate) fn forward(&self) -> Vec<Option<Planned>> {
        let count = self.network.items.len();
        let mut planned: Vec<Option<Planned>> = vec![None; count];
        let mut gates: Vec<Bound> = vec![None; count];
        for place in &self.network.order {
            match *place {
                Place::Gate(group) => {
                    let bound = self.start_bound(group, &planned, &gates);
                    if let Some(gate) = gates.get_mut(group) {
                        *gate = bound;
                    }
                }
                Place::Task(number) => {
                    let Some(item) = self.network.item(number) else { continue };
                    let dates = if item.group {
                        self.group(number, &planned)
                    } else {
                        let start = self.start_bound(number, &planned, &gates);
                        let finish = self.finish_bound(number, &planned);
                        Some(self.leaf(number, &item.task, start, finish))
                    };
                    if let Some(entry) = planned.get_mut(number) {
                        *entry = dates;
                    }
                }
            }
        }
        planned
    }

    /// The end of a predecessor with the lag of a tie to it.
    pub(crate) fn reached(&self, tie: &Tie, from: &Item, planned: &Planned) -> Tick {
        let end = if tie.ends.waits_for_start() { planned.start } else { planned.finish };
        self.shift(tie.lag, from.task.work, end)
    }

    /// The latest the tied end of a successor may be, if there is such a thing. In working time what
    /// comes with the next working minute comes at once.
    pub(crate) fn until(&self, tie: &Tie, from: &Item, end: Tick) -> Option<Tick> {
        let most = tie.most?;
        let until = self.shift(most, from.task.work, end);
        Some(match most {
            Lag::Elapsed(_) => until,
            Lag::Working(_) | Lag::Share(_) => {
                self.time.house().next_working(until).unwrap_or(until)
            }
        })
    }

    /// What holds back the start of a task or of the tasks of a group.
    fn start_bound(&self, number: usize, planned: &[Option<Planned>], gates: &[Bound]) -> Bound {
        let item = self.network.item(number)?;
        let group = item.parent.and_then(|parent| {
            let (at, driver) = gates.get(parent).copied().flatten()?;
            let group = self.network.item(parent)?.task.id;
            let driver =
                if driver == Driver::ProductionStart { driver } else { Driver::Group(group) };
            Some((at, driver))
        });
        let production = self.plan.production.start.filter(|_| group.is_none());
        let production = production
            .map(|date| (self.time.tick(date.and_time(NaiveTime::MIN)), Driver::ProductionStart));
        let own = item.task.not_before.map(|at| (self.time.tick(at), Driver::NotBefore));
        let dates = later(later(production, group), own);
        later(dates, self.tie_bound(number, planned, Ends::holds_start))
    }

    /// What holds back the finish of a task.
    fn finish_bound(&self, number: usize, planned: &[Option<Planned>]) -> Bound {
        self.tie_bound(number, planned, |ends| !ends.holds_start())
    }

    /// The latest of the ties into a task; the first of those that are equal.
    fn tie_bound(
        &self,
        number: usize,
        planned: &[Option<Planned>],
        wanted: fn(Ends) -> bool,
    ) -> Bound {
        let mut bound: Bound = None;
        for (tie, from) in self.network.ties_into(number).filter(|(tie, _)| wanted(tie.ends)) {
            let Some(Some(before)) = planned.get(tie.from) else { continue };
            let at = self.reached(tie, from, before);
            if bound.is_none_or(|(latest, _)| at > latest) {
                bound = Some((at, Driver::Link(tie.link)));
            }
        }
        bound
    }

    fn group(&self, number: usize, planned: &[Option<Planned>]) -> Option<Planned> {
        let children = || {
            self.network.children(number).iter().filter_map(|child| planned.get(*child)?.as_ref())
        };
        let start = children().map(|child| child.start).min()?;
        let finish = children().map(|child| child.finish).max()?;
        let stands = Stands {
            begun: children().any(|child| child.stands.begun),
            start: children().all(|child| child.stands.start),
            finish: children().all(|child| child.stands.finish),
        };
        Some(Planned {
            start,
            finish,
            stands,
            early: TickRange::new(start, finish),
            booked: Minutes::ZERO,
            unbooked: Minutes::ZERO,
            driver: Driver::Children,
        })
    }

    fn leaf(&self, number: usize, task: &Task, start: Bound, finish: Bound) -> Planned {
        let booked = self.booked.pieces(number);
        if let Some(end) = task.actual_finish {
            return self.finished(number, task, self.time.tick(end));
        }
        if let Some(begun) = task.actual_start {
            return self.begun(number, task, self.time.tick(begun), finish);
        }
        let (early, driver) = self.earliest(task, start, finish);
        let held = self.held(number, Tick(i64::MIN));
        let unbooked = (task.open_work() - held).max(Minutes::ZERO);
        let (Some(first), Some(last)) = (booked.first(), booked.last()) else {
            return Planned {
                start: early.start,
                finish: early.end,
                stands: Stands::OPEN,
                early,
                booked: held,
                unbooked,
                driver,
            };
        };
        let after = self.place(unbooked, last.end.max(self.now)).end;
        Planned {
            start: first.start,
            finish: if unbooked.is_positive() { after } else { last.end },
            stands: Stands { begun: false, start: true, finish: !unbooked.is_positive() },
            early,
            booked: held,
            unbooked,
            driver: self.booked.first(number).map_or(driver, Driver::Booking),
        }
    }

    /// Work that the bookings of a task hold from a moment on.
    fn held(&self, number: usize, from: Tick) -> Minutes {
        let pieces = self.booked.pieces(number).iter().chain(self.booked.beside(number));
        let ahead = pieces.filter(|piece| piece.end > from);
        ahead.map(|it| self.time.work_in(TickRange::new(it.start.max(from), it.end))).sum()
    }

    fn finished(&self, number: usize, task: &Task, finish: Tick) -> Planned {
        let booked = self.booked.pieces(number);
        let begun = task.actual_start.map(|begun| self.time.tick(begun));
        let first = booked.first().map(|piece| piece.start).filter(|start| *start < finish);
        let start = begun.or(first).unwrap_or_else(|| self.time.house().retreat(finish, task.work));
        let start = start.min(finish);
        Planned {
            start,
            finish,
            stands: Stands::DONE,
            early: TickRange::new(start, finish),
            booked: self.held(number, Tick(i64::MIN)),
            unbooked: Minutes::ZERO,
            driver: Driver::Actual,
        }
    }

    /// Work that is under way: what remains is in the bookings from now on, the rest after them.
    fn begun(&self, number: usize, task: &Task, start: Tick, finish: Bound) -> Planned {
        let from = start.max(self.now);
        let unbooked = (task.open_work() - self.held(number, from)).max(Minutes::ZERO);
        let last = self.booked.pieces(number).last().map(|piece| piece.end);
        let last = last.filter(|end| *end > from);
        let mut end = last.unwrap_or(from);
        if unbooked.is_positive() {
            end = self.place(unbooked, end).end;
        }
        if let (None, Some((bound, _))) = (last, finish) {
            end = end.max(bound);
        }
        Planned {
            start,
            finish: end,
            stands: Stands { finish: !unbooked.is_positive(), ..Stands::DONE },
            early: TickRange::new(start, end),
            booked: self.held(number, Tick(i64::MIN)),
            unbooked,
            driver: Driver::Actual,
        }
    }

    /// The earliest dates of work that is not begun, and what decides them. Work does not begin
    /// in the past; a milestone may lie there.
    fn earliest(&self, task: &Task, start: Bound, finish: Bound) -> (TickRange, Driver) {
        let work = task.open_work();
        let now = Some((self.now, Driver::Now));
        let bound = if work.is_positive() { later(now, start) } else { start.or(now) };
        let (at, driver) = bound.unwrap_or((self.now, Driver::Now));
        let placed = self.place(work, at);
        match finish {
            Some((bound, driver)) if bound > placed.end => {
                let start = self.time.house().retreat(bound, work).max(placed.start);
                (TickRange::new(start, bound), driver)
            }
            _ => (placed, driver),
        }
    }

    /// Work begun as soon as possible.
    fn place(&self, work: Minutes, at: Tick) -> TickRange {
        if !work.is_positive() {
            return TickRange::new(at, at);
        }
        let start = self.time.house().next_working(at).unwrap_or(at);
        TickRange::new(start, self.time.house().advance(start, work))
    }
}

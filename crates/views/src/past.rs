//! The plans of a past moment beside those of today: what was moved, added, taken away since.

use crate::{Moment, Source};
use model::{Booking, BookingId, BookingState, Plan, ProductionId, RoomId, TaskId};
use schedule::{PlanDates, TaskDates};
use std::collections::{BTreeMap, BTreeSet};
use units::{Minutes, NaiveDate, NaiveDateTime};

/// The plans of a past moment beside those of today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PastView {
    /// The productions that differ, by title.
    pub productions: Vec<PastProduction>,
    /// Number of productions that are as they were.
    pub unchanged: usize,
}

/// A production then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastProduction {
    /// Which.
    pub production: ProductionId,
    /// Its title, that of then if it is gone.
    pub title: String,
    /// Was it there then, is it there now?
    pub presence: Presence,
    /// Day the master is due.
    pub delivery: ThenNow<Option<NaiveDate>>,
    /// When the plan is finished.
    pub finish: ThenNow<Option<Moment>>,
    /// The least float; negative is late.
    pub float: ThenNow<Option<Minutes>>,
    /// Tasks whose dates differ, in the order of their dates.
    pub tasks: Vec<PastTask>,
    /// Sessions that differ, by start.
    pub bookings: Vec<PastBooking>,
}

/// Something then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThenNow<T> {
    /// At the past moment.
    pub then: T,
    /// Today.
    pub now: T,
}

/// Is it there at both moments?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It came later.
    Added,
    /// It is gone.
    Removed,
    /// It is there at both.
    Both,
}

/// A task whose dates differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastTask {
    /// Which.
    pub task: TaskId,
    /// Its name, that of then if it is gone.
    pub name: String,
    /// Is it there at both moments?
    pub presence: Presence,
    /// Planned start and finish.
    pub dates: ThenNow<Option<(Moment, Moment)>>,
    /// By how much it is finished later, in working time of the house; none if it is not at both.
    pub later: Option<Minutes>,
}

/// A session that differs. What holds nothing (ideas, what was called off) counts as not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastBooking {
    /// Which.
    pub booking: BookingId,
    /// Name of its task, that of then if it is gone.
    pub task: String,
    /// Is it there at both moments?
    pub presence: Presence,
    /// Its first moment and the first after it.
    pub when: ThenNow<Option<(NaiveDateTime, NaiveDateTime)>>,
    /// Name of its room; empty if none.
    pub room: ThenNow<String>,
    /// Names of its people.
    pub people: ThenNow<Vec<String>>,
    /// How firm it is.
    pub state: ThenNow<BookingState>,
}

impl<T: PartialEq> ThenNow<T> {
    /// Are the two not the same?
    pub fn differs(&self) -> bool {
        self.then != self.now
    }
}

impl PastProduction {
    /// Number of sessions that came, that went, that are other than they were.
    pub fn counts(&self) -> (usize, usize, usize) {
        let of = |presence| self.bookings.iter().filter(|it| it.presence == presence).count();
        (of(Presence::Added), of(Presence::Removed), of(Presence::Both))
    }
}

/// The plans of a past moment beside those of today. Names of people are those of today.
pub fn past(then: &Source<'_>, now: &Source<'_>) -> PastView {
    let ids: BTreeSet<ProductionId> = then.plans.keys().chain(now.plans.keys()).copied().collect();
    let mut view = PastView::default();
    for id in ids {
        let both = Both { then, now, plans: ThenNow { then: plan(then, id), now: plan(now, id) } };
        match both.production(id) {
            Some(production) => view.productions.push(production),
            None => view.unchanged += 1,
        }
    }
    view.productions.sort_by(|a, b| a.title.cmp(&b.title).then(a.production.cmp(&b.production)));
    view
}

fn plan<'a>(source: &Source<'a>, id: ProductionId) -> Option<&'a Plan> {
    source.plans.get(&id).map(AsRef::as_ref)
}

struct Both<'a> {
    then: &'a Source<'a>,
    now: &'a Source<'a>,
    plans: ThenNow<Option<&'a Plan>>,
}

impl Both<'_> {
    /// The production, unless it is as it was.
    fn production(&self, id: ProductionId) -> Option<PastProduction> {
        let presence = presence(self.plans.then.is_some(), self.plans.now.is_some());
        let dates = ThenNow { then: self.then.report.plan(id), now: self.now.report.plan(id) };
        let delivery = |plan: Option<&Plan>| plan.and_then(|plan| plan.production.delivery);
        let finish = |source: &Source<'_>, dates: Option<&PlanDates>| {
            dates.and_then(|dates| dates.finish).map(|finish| source.civil(finish))
        };
        let float = |dates: Option<&PlanDates>| dates.and_then(PlanDates::float_to_deadlines);
        let titled = if self.plans.now.is_some() { self.now } else { self.then };
        let production = PastProduction {
            production: id,
            title: titled.production(id),
            presence,
            delivery: ThenNow { then: delivery(self.plans.then), now: delivery(self.plans.now) },
            finish: ThenNow {
                then: finish(self.then, dates.then),
                now: finish(self.now, dates.now),
            },
            float: ThenNow { then: float(dates.then), now: float(dates.now) },
            tasks: self.tasks(dates),
            bookings: self.bookings(),
        };
        let same = presence == Presence::Both
            && !production.delivery.differs()
            && production.tasks.is_empty()
            && production.bookings.is_empty();
        (!same).then_some(production)
    }

    fn tasks(&self, dates: ThenNow<Option<&PlanDates>>) -> Vec<PastTask> {
        let of = |dates: Option<&PlanDates>| -> BTreeMap<TaskId, TaskDates> {
            dates.map(|dates| dates.tasks.clone()).unwrap_or_default()
        };
        let (then, now) = (of(dates.then), of(dates.now));
        let ids: BTreeSet<TaskId> = then.keys().chain(now.keys()).copied().collect();
        let mut tasks = Vec::new();
        for id in ids {
            let (then, now) = (then.get(&id), now.get(&id));
            if then.map(TaskDates::range) == now.map(TaskDates::range) {
                continue;
            }
            let moments = |source: &Source<'_>, dates: Option<&TaskDates>| {
                dates.map(|dates| (source.civil(dates.start), source.civil(dates.finish)))
            };
            let later = then
                .zip(now)
                .map(|(then, now)| self.now.time().house().work_between(then.finish, now.finish));
            let start = now.or(then).map(|dates| dates.start);
            let task = PastTask {
                task: id,
                name: self.task(Some(id)),
                presence: presence(then.is_some(), now.is_some()),
                dates: ThenNow { then: moments(self.then, then), now: moments(self.now, now) },
                later,
            };
            tasks.push((start, task));
        }
        tasks.sort_by_key(|(start, task)| (*start, task.task));
        tasks.into_iter().map(|(_, task)| task).collect()
    }

    fn bookings(&self) -> Vec<PastBooking> {
        let of = |plan: Option<&Plan>| -> BTreeSet<BookingId> {
            plan.map(|plan| plan.bookings.keys().copied().collect()).unwrap_or_default()
        };
        let ids = of(self.plans.then).into_iter().chain(of(self.plans.now));
        let mut bookings: Vec<PastBooking> =
            ids.collect::<BTreeSet<_>>().into_iter().filter_map(|id| self.booking(id)).collect();
        bookings.sort_by_key(|booking| (booking.when.now.or(booking.when.then), booking.booking));
        bookings
    }

    /// A session, unless it is as it was or was never there.
    fn booking(&self, id: BookingId) -> Option<PastBooking> {
        let then =
            self.plans.then.and_then(|plan| plan.bookings.get(&id)).filter(|it| it.state.holds());
        let now =
            self.plans.now.and_then(|plan| plan.bookings.get(&id)).filter(|it| it.state.holds());
        if then.zip(now).is_some_and(|(then, now)| is_same(then, now)) {
            return None;
        }
        let shown = now.or(then)?;
        let when = |booking: &Booking| booking.start.zip(booking.end);
        let room = |source: &Source<'_>, room: Option<RoomId>| {
            room.map(|room| source.room(room)).unwrap_or_default()
        };
        let people = |booking: &Booking| -> Vec<String> {
            booking.people.iter().map(|person| self.now.person(*person)).collect()
        };
        let state = |booking: Option<&std::sync::Arc<Booking>>| {
            booking.map_or(BookingState::Idea, |booking| booking.state.clone())
        };
        Some(PastBooking {
            booking: id,
            task: self.task(shown.task),
            presence: presence(then.is_some(), now.is_some()),
            when: ThenNow {
                then: then.and_then(|booking| when(booking)),
                now: now.and_then(|booking| when(booking)),
            },
            room: ThenNow {
                then: room(self.then, then.and_then(|booking| booking.room)),
                now: room(self.now, now.and_then(|booking| booking.room)),
            },
            people: ThenNow {
                then: then.map(|booking| people(booking)).unwrap_or_default(),
                now: now.map(|booking| people(booking)).unwrap_or_default(),
            },
            state: ThenNow { then: state(then), now: state(now) },
        })
    }

    /// The name of a task, that of then if it is gone.
    fn task(&self, id: Option<TaskId>) -> String {
        let name = |plan: Option<&Plan>| {
            let task = plan.and_then(|plan| plan.tasks.get(&id?));
            task.map(|task| task.name.clone())
        };
        name(self.plans.now).or_else(|| name(self.plans.then)).unwrap_or_default()
    }
}

/// Is a session the one it was: its time, its room, its people, its task, how firm it is?
fn is_same(then: &Booking, now: &Booking) -> bool {
    (then.start, then.end, then.room, then.task) == (now.start, now.end, now.room, now.task)
        && then.people == now.people
        && then.state.is_firm() == now.state.is_firm()
}

fn presence(then: bool, now: bool) -> Presence {
    match (then, now) {
        (true, false) => Presence::Removed,
        (false, true) => Presence::Added,
        (true, true) | (false, false) => Presence::Both,
    }
}

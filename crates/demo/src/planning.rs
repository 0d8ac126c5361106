//! Planning of a production: when each task can be done after what it waits for, and whether its
//! bookings still hold. What becomes of them otherwise is in `rebooking.rs`, how firm they are in
//! `firmness.rs`.

use crate::agenda::{Agenda, Day};
use crate::allocate::{Session, Site};
use crate::people::Team;
use crate::seed::Ids;
use crate::show::{Held, Show, Work};
use model::{Booking, Command, EquipmentId, LinkKind, RawId, Room};
use std::collections::{BTreeMap, BTreeSet};

/// Days ahead within which work is booked.
const THOUGHT: usize = 70;
/// Days ahead within which the dates of people from outside are booked.
const DATED: usize = 200;

/// The house while plans are made.
pub(crate) struct Desk<'a> {
    pub(crate) agenda: &'a mut Agenda,
    pub(crate) team: &'a Team,
    pub(crate) rooms: &'a [Room],
    pub(crate) machines: &'a BTreeMap<&'static str, EquipmentId>,
    /// Editors and edit rooms that other productions count on.
    pub(crate) engaged: BTreeSet<RawId>,
}

impl Desk<'_> {
    pub(crate) fn site(&self) -> Site<'_> {
        Site { agenda: self.agenda, team: self.team, rooms: self.rooms }
    }

    /// Takes the time of a booking, or gives it back.
    pub(crate) fn mark(&mut self, booking: &Booking, session: Session, taken: bool) {
        for day in (session.first..=session.last)
            .filter(|day| self.agenda.is_open(*day))
            .collect::<Vec<_>>()
        {
            let people = booking.people.iter().map(|id| (*id).into());
            let machines = booking.equipment.iter().map(|id| (*id).into());
            for id in people.chain(booking.room.map(Into::into)).chain(machines) {
                self.agenda.mark(id, day, session.slots, taken);
            }
        }
    }

    /// Can anybody or any room of the house be booked for it?
    fn can_book(&self, work: &Work) -> bool {
        let known = |function: &String| self.team.with_function(function).next().is_some();
        work.has_work()
            && (work.task.room_kind.is_some() || work.task.function.as_ref().is_some_and(known))
    }
}

/// The commands of a planning.
pub(crate) struct Planned {
    /// Bookings made, moved, given back.
    pub(crate) bookings: Vec<Command>,
    /// Options held, bookings confirmed.
    pub(crate) firmer: Vec<Command>,
}

/// A planning under way.
pub(crate) struct Planning<'a, 'b> {
    pub(crate) desk: &'a mut Desk<'b>,
    pub(crate) ids: &'a mut Ids,
    /// The first day that can be changed.
    pub(crate) from: Day,
    pub(crate) commands: Vec<Command>,
}

/// First day a task may begin and first it may finish.
pub(crate) struct Bounds {
    pub(crate) start: Day,
    pub(crate) finish: Day,
}

impl Show {
    /// Plans everything from a day on; the commands it takes.
    pub(crate) fn replan(&mut self, desk: &mut Desk, from: Day, ids: &mut Ids) -> Planned {
        self.give_up_reserve(desk);
        let mut plan = Planning { desk, ids, from, commands: Vec::new() };
        for place in 0..self.works.len() {
            self.plan_work(place, &mut plan);
        }
        let Planning { desk, mut commands, .. } = plan;
        let firmer = self.firm_up(desk.agenda, from, &mut commands);
        self.keep_reserve(desk);
        self.stale = false;
        Planned { bookings: commands, firmer }
    }

    fn plan_work(&mut self, place: usize, plan: &mut Planning) {
        let Some(work) = self.works.get(place).filter(|work| !work.group) else { return };
        let bounds = match work.finished {
            Some(_) => None,
            None => self.bounds(place, plan.desk.agenda, plan.from),
        };
        let expected = if let Some(finished) = work.finished {
            Some((work.started.unwrap_or(finished), finished))
        } else if work.task.milestone {
            bounds.map(|bounds| (bounds.finish, bounds.finish))
        } else if let Some(bounds) = bounds {
            self.plan_open(place, plan, &bounds)
        } else {
            let ahead = self.ahead(place, plan.from);
            self.give_back(&ahead, plan.desk, &mut plan.commands);
            None
        };
        if let Some(work) = self.works.get_mut(place) {
            work.expected = expected;
        }
    }

    /// When a task may begin and finish; `None` if something it waits for is not known.
    fn bounds(&self, place: usize, agenda: &Agenda, from: Day) -> Option<Bounds> {
        let work = self.works.get(place)?;
        let mut bounds = Bounds { start: 0, finish: 0 };
        for (before, kind, days) in &work.waits {
            let (first, last) = self.works.get(*before)?.expected?;
            match kind {
                LinkKind::StartToStart => {
                    bounds.start = bounds.start.max(agenda.later(first, *days));
                }
                LinkKind::FinishToFinish => {
                    bounds.finish = bounds.finish.max(agenda.later(last, (*days).max(1)));
                }
                _ => {
                    bounds.start = bounds.start.max(agenda.later(last, *days + 1));
                    bounds.finish = bounds.finish.max(agenda.later(last, *days));
                }
            }
        }
        let own = work.task.not_before.map(|moment| moment.date());
        for date in [own, self.production.start].into_iter().flatten() {
            bounds.start = bounds.start.max(agenda.open_from(agenda.day(date)));
        }
        if let Some(date) = own.filter(|_| work.task.milestone) {
            bounds.finish = bounds.finish.max(agenda.open_from(agenda.day(date)));
        }
        bounds.start = bounds.start.max(agenda.open_from(from));
        Some(bounds)
    }

    /// Plans a task that is not finished; first and last day.
    fn plan_open(
        &mut self,
        place: usize,
        plan: &mut Planning,
        bounds: &Bounds,
    ) -> Option<(Day, Day)> {
        let from = plan.from;
        let agenda = &plan.desk.agenda;
        let work = self.works.get(place)?;
        let remaining = work.remaining();
        let ahead = self.ahead(place, from);
        let days = (remaining + work.a_day - 1) / work.a_day.max(1);
        let start = if work.started.is_some() { agenda.open_from(from) } else { bounds.start };
        let alone =
            (work.started.unwrap_or(start), agenda.later(start, days - 1).max(bounds.finish));
        // What waits for somebody's dates is booked as soon as they are told.
        let reach = if work.task.not_before.is_some() { DATED } else { THOUGHT };
        let far = start > from + reach && work.started.is_none();
        if !plan.desk.can_book(work) || far {
            self.give_back(&ahead, plan.desk, &mut plan.commands);
            return Some(alone);
        }
        let (first, last) = self.ends(&ahead);
        let is_loose = ahead.iter().any(|held| self.held.get(*held).is_some_and(|held| held.loose));
        let is_displaced = work.started.is_none()
            && first.is_some_and(|first| is_loose || first < start || last < Some(bounds.finish));
        if is_displaced || ahead.is_empty() {
            self.place_again(place, plan, bounds, start, &ahead);
        } else {
            self.fit(place, plan, remaining, &ahead);
        }
        let (first, last) = self.ends(&self.ahead(place, from));
        let started = self.works.get(place)?.started;
        Some((started.or(first).unwrap_or(alone.0), last.unwrap_or(alone.1)))
    }

    /// First day of the first and last day of the last of some bookings.
    fn ends(&self, held: &[usize]) -> (Option<Day>, Option<Day>) {
        let session = |place: Option<&usize>| Some(self.held.get(*place?)?.session);
        let (first, last) = (session(held.first()), session(held.last()));
        (first.map(|session| session.first), last.map(|session| session.last))
    }

    /// Its bookings that are not over, earliest first.
    pub(crate) fn ahead(&self, place: usize, from: Day) -> Vec<usize> {
        let mut ahead: Vec<(Day, usize)> = self
            .held_for(place)
            .filter(|(_, held)| held.is_live() && held.session.last >= from)
            .map(|(index, held)| (held.session.first, index))
            .collect();
        ahead.sort_unstable();
        ahead.into_iter().map(|(_, index)| index).collect()
    }

    /// All its bookings, with their places.
    pub(crate) fn held_for(&self, place: usize) -> impl Iterator<Item = (usize, &Held)> {
        let places = self.works.get(place).map(|work| work.held.as_slice()).unwrap_or_default();
        places.iter().filter_map(|index| Some((*index, self.held.get(*index)?)))
    }
}

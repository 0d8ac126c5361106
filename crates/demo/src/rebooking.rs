//! What becomes of the bookings of a task when the plan changes: moved, made, shortened, given
//! back. Rooms and people that go together stay together.

use crate::agenda::{Agenda, Day, NIGHT};
use crate::allocate::{Need, Placed, Session};
use crate::firmness::expiry;
use crate::journal::{add, change, set};
use crate::planning::{Bounds, Desk, Planning};
use crate::show::{Held, Show};
use model::{
    Booking, BookingDays, BookingState, BookingVerb, Command, EquipmentId, Kind, RawId, Step,
    Subject, TimeSpan,
};
use units::{Datelike, Weekday};

/// Days somebody who is booked may be done later than somebody else.
const PATIENCE: Day = 7;

impl Show {
    /// Finds another place for all bookings of a task that is not begun.
    pub(crate) fn place_again(
        &mut self,
        place: usize,
        plan: &mut Planning,
        bounds: &Bounds,
        start: Day,
        ahead: &[usize],
    ) {
        for held in ahead {
            self.loosen(*held, plan.desk);
        }
        self.make_way(place, plan.desk);
        let known = ahead.first().and_then(|held| self.held.get(*held));
        let known = known.map(|held| held.booking.clone());
        let same =
            known.and_then(|booking| self.late_enough(place, plan, bounds, start, Some(&booking)));
        self.forget(place, ahead);
        let other = self.late_enough(place, plan, bounds, start, None);
        let last = |found: &Option<Placed>| found.as_ref()?.sessions.last().map(|last| last.last);
        // People and rooms are changed only where it saves days.
        let is_near =
            last(&same).zip(last(&other)).is_none_or(|(same, other)| same <= other + PATIENCE);
        let found = if same.is_some() && is_near { same } else { other };
        match found {
            Some(placed) => self.rebook(place, plan, &placed, ahead),
            None => {
                self.give_back(ahead, plan.desk, &mut plan.commands);
            }
        }
    }

    /// A place from a day on, or as much later as it takes to finish late enough.
    fn late_enough(
        &self,
        place: usize,
        plan: &Planning,
        bounds: &Bounds,
        start: Day,
        like: Option<&Booking>,
    ) -> Option<Placed> {
        let agenda = &plan.desk.agenda;
        let remaining = self.works.get(place)?.remaining();
        let mut from = start;
        let mut found = None;
        for _ in 0..12 {
            found = self.look(place, plan.desk, from, remaining, like);
            let last = found.as_ref().and_then(|placed| placed.sessions.last());
            let Some(last) = last.filter(|last| last.last < bounds.finish) else { break };
            let missing = (last.last..bounds.finish).filter(|day| agenda.is_open(*day)).count();
            from = agenda.later(from, i64::try_from(missing).unwrap_or(1).max(1));
        }
        found
    }

    /// Asks the allocator; who and where are settled if the task goes with others.
    fn look(
        &self,
        place: usize,
        desk: &Desk,
        from: Day,
        slots: i64,
        like: Option<&Booking>,
    ) -> Option<Placed> {
        let work = self.works.get(place)?;
        let together = work.task.same_as.as_ref().and_then(|word| self.together.get(word)).copied();
        let (room, person) = together.unwrap_or_default();
        let like_person = like.and_then(|booking| booking.people.first().copied());
        let need = Need {
            task: &work.task,
            from,
            work: slots,
            a_day: work.a_day,
            director: self.production.director,
            room: room.or(like.and_then(|booking| booking.room)),
            person: person.or(like_person),
            known: self.crew.clone(),
            engaged: &desk.engaged,
            evening: work.evening,
        };
        let mut placed = desk.site().place(&need)?;
        if work.evening {
            last_night(desk, &mut placed);
        }
        placed.equipment = machine(desk, &work.task.step, &placed).into_iter().collect();
        Some(placed)
    }

    /// Turns old bookings into new ones: moved where only the day differs.
    fn rebook(&mut self, place: usize, plan: &mut Planning, placed: &Placed, ahead: &[usize]) {
        self.remember(place, placed);
        let mut old = ahead.iter().copied();
        let mut left = Vec::new();
        for session in &placed.sessions {
            match old.next() {
                Some(held) => self.shift(held, plan, placed, *session),
                None => self.book(place, plan, placed, *session),
            }
        }
        left.extend(old);
        self.give_back(&left, plan.desk, &mut plan.commands);
    }

    fn remember(&mut self, place: usize, placed: &Placed) {
        let Some(work) = self.works.get(place) else { return };
        let person = placed.people.first().copied();
        if let Some(word) = &work.task.same_as {
            self.together.entry(word.clone()).or_insert((placed.room, person));
        }
        self.crew.extend(placed.people.iter().map(|id| RawId::from(*id)));
        self.crew.extend(placed.room.map(RawId::from));
    }

    /// Who and where is open again if nothing but these bookings says so.
    fn forget(&mut self, place: usize, ahead: &[usize]) {
        let Some(word) = self.works.get(place).and_then(|work| work.task.same_as.clone()) else {
            return;
        };
        let says_so = |(index, held): (usize, &Held)| {
            let same = self
                .works
                .get(held.work)
                .is_some_and(|work| work.task.same_as.as_ref() == Some(&word));
            same && held.booking.state != BookingState::Released && !ahead.contains(&index)
        };
        if !self.held.iter().enumerate().any(says_so) {
            self.together.remove(&word);
        }
    }

    /// A booking of which the time was given back takes another.
    fn shift(&mut self, held: usize, plan: &mut Planning, placed: &Placed, session: Session) {
        let production = self.production.id;
        let Some(held) = self.held.get_mut(held) else { return };
        let mut moved = held.booking.clone();
        write(&mut moved, plan.desk.agenda, placed, session);
        let length =
            |booking: &Booking| booking.end.zip(booking.start).map(|(end, start)| end - start);
        let only_moved = Booking { start: moved.start, end: moved.end, ..held.booking.clone() };
        let subject = Subject::planned(production, Kind::Booking, moved.id);
        if moved != held.booking {
            let plain = only_moved == moved && length(&moved) == length(&held.booking);
            match moved.start.filter(|_| plain) {
                Some(start) => {
                    plan.commands.push(Command::MoveBooking {
                        production,
                        booking: moved.id,
                        start,
                    });
                }
                None => plan.commands.extend(set(subject, &held.booking, &moved)),
            }
        }
        if moved.state == BookingState::Option && held.session.first.abs_diff(session.first) > 5 {
            moved.expires = expiry(plan.desk.agenda, session.first);
            let verb = BookingVerb::Hold { rank: 1, expires: moved.expires };
            plan.commands.push(change(production, moved.id, verb));
        }
        plan.desk.mark(&moved, session, true);
        held.booking = moved;
        held.session = session;
        held.loose = false;
    }

    fn book(&mut self, place: usize, plan: &mut Planning, placed: &Placed, session: Session) {
        let index = self.held.len();
        let Some(work) = self.works.get_mut(place) else { return };
        work.held.push(index);
        let mut booking = Booking { task: Some(work.task.id), ..Booking::new(plan.ids.mint()) };
        write(&mut booking, plan.desk.agenda, placed, session);
        plan.desk.mark(&booking, session, true);
        plan.commands.push(add(self.subject(Kind::Booking, booking.id), &booking));
        self.held.push(Held { booking, work: place, session, loose: false });
    }

    /// Books what is missing after what is booked, gives back what is too much.
    pub(crate) fn fit(
        &mut self,
        place: usize,
        plan: &mut Planning,
        remaining: i64,
        ahead: &[usize],
    ) {
        let from = plan.from;
        let slots = |held: &usize| {
            self.held.get(*held).map_or(0, |held| held.work_from(plan.desk.agenda, from))
        };
        let mut booked: i64 = ahead.iter().map(slots).sum();
        let mut surplus = Vec::new();
        for held in ahead.iter().rev() {
            if booked - slots(held) < remaining {
                break;
            }
            booked -= slots(held);
            surplus.push(*held);
        }
        self.give_back(&surplus, plan.desk, &mut plan.commands);
        if booked >= remaining {
            let kept = ahead.len().checked_sub(surplus.len() + 1).and_then(|last| ahead.get(last));
            plan.commands.extend(
                kept.and_then(|held| self.shorten(*held, plan.desk, booked - remaining, from)),
            );
            return;
        }
        self.make_way(place, plan.desk);
        let Some(last) = ahead.last().and_then(|held| self.held.get(*held)) else { return };
        let like = last.booking.clone();
        let after = last.session.last + 1;
        let Some(placed) = self.look(place, plan.desk, after, remaining - booked, Some(&like))
        else {
            return;
        };
        self.remember(place, &placed);
        for session in &placed.sessions {
            self.book(place, plan, &placed, *session);
        }
    }

    /// The time of a booking is given back, until it is planned again.
    fn loosen(&mut self, held: usize, desk: &mut Desk) {
        if let Some(held) = self.held.get_mut(held).filter(|held| !held.loose) {
            desk.mark(&held.booking, held.session, false);
            held.loose = true;
        }
    }

    /// What comes after a task, with the same person in the same room, makes way for the rest of it.
    fn make_way(&mut self, place: usize, desk: &mut Desk) {
        let Some(word) = self.works.get(place).and_then(|work| work.task.same_as.clone()) else {
            return;
        };
        let later = (0..self.works.len()).skip(place + 1).filter(|later| {
            self.works.get(*later).is_some_and(|work| {
                work.started.is_none() && work.task.same_as.as_ref() == Some(&word)
            })
        });
        let held = later.flat_map(|later| self.held_for(later)).filter(|(_, held)| held.is_live());
        for held in held.map(|(index, _)| index).collect::<Vec<_>>() {
            self.loosen(held, desk);
        }
    }

    /// Gives back whole days at the end of a booking, as many as so many slots allow.
    fn shorten(
        &mut self,
        held: usize,
        desk: &mut Desk,
        mut spare: i64,
        from: Day,
    ) -> Option<Command> {
        let production = self.production.id;
        let held = self.held.get_mut(held)?;
        let mut session = held.session;
        let a_day = i64::from(session.slots.count_ones());
        while spare >= a_day && session.last > session.first.max(from) {
            session.last = desk.agenda.earlier(session.last, 1);
            spare -= a_day;
        }
        if session.last == held.session.last || session.last < session.first.max(from) {
            return None;
        }
        desk.mark(&held.booking, Session { first: session.last + 1, ..held.session }, false);
        let end = Some(desk.agenda.end(session.last, session.slots));
        let shorter = Booking { end, ..held.booking.clone() };
        let subject = Subject::planned(production, Kind::Booking, shorter.id);
        let command = set(subject, &held.booking, &shorter);
        held.booking = shorter;
        held.session = session;
        command
    }

    /// Bookings that are not needed any more.
    pub(crate) fn give_back(
        &mut self,
        which: &[usize],
        desk: &mut Desk,
        commands: &mut Vec<Command>,
    ) {
        let production = self.production.id;
        for index in which {
            let Some(held) = self.held.get_mut(*index).filter(|held| held.is_live()) else {
                continue;
            };
            if !held.loose {
                desk.mark(&held.booking, held.session, false);
            }
            held.loose = false;
            let id = held.booking.id;
            if held.booking.state == BookingState::Idea {
                let subject = Subject::planned(production, Kind::Booking, id);
                commands.push(Command::Delete { subject });
            } else {
                let verb = match held.booking.state {
                    BookingState::InProgress => BookingVerb::Finish,
                    _ => BookingVerb::Release,
                };
                commands.push(change(production, id, verb));
            }
            held.booking.state = BookingState::Released;
        }
    }
}

/// Writes who, where and when into a booking.
fn write(booking: &mut Booking, agenda: &Agenda, placed: &Placed, session: Session) {
    booking.room = placed.room;
    booking.people = placed.people.clone();
    booking.equipment = placed.equipment.clone();
    let start = agenda.start(session.first, session.slots);
    let end = agenda.end(session.last, session.slots);
    booking.start = Some(start);
    booking.end = Some(end);
    booking.days = BookingDays::Working;
    let whole_day = session.slots == crate::agenda::DAY;
    let span = TimeSpan { from: start.time(), to: end.time() };
    booking.window = (session.first != session.last && !whole_day).then_some(span);
}

/// A mix of the evening ends with a night, if its last day is a Friday.
fn last_night(desk: &Desk, placed: &mut Placed) {
    let rows = placed.people.iter().map(|id| RawId::from(*id));
    let rows: Vec<RawId> = rows.chain(placed.room.map(Into::into)).collect();
    let Some(last) = placed.sessions.last_mut() else { return };
    let night = Session { first: last.last, slots: NIGHT, ..*last };
    let is_whole = last.slots.count_ones() == NIGHT.count_ones() && last.first == last.last;
    let is_friday = desk.agenda.date(last.last).weekday() == Weekday::Fri;
    if is_whole && is_friday && rows.iter().all(|id| desk.site().is_free(*id, &[night])) {
        *last = night;
    }
}

/// The machine that goes with a step, if it is free.
fn machine(desk: &Desk, step: &Step, placed: &Placed) -> Option<EquipmentId> {
    let keys: &[&str] = match step {
        Step::Rushes | Step::Archive => &["lto_a", "lto_b"],
        Step::Grading => &["hdr_monitor"],
        _ => return None,
    };
    let free = |id: &EquipmentId| desk.site().is_free((*id).into(), &placed.sessions);
    keys.iter().filter_map(|key| desk.machines.get(key)).copied().find(free)
}

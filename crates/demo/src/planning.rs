//! Planning of a production: when each task can be done after what it waits for, who is booked
//! for it, and how firmly.

use crate::agenda::{Agenda, Day, NIGHT};
use crate::allocate::{Need, Placed, Session, Site};
use crate::journal::{add, change, set};
use crate::people::Team;
use crate::seed::Ids;
use crate::show::{Held, Show, Work};
use model::{
    Booking, BookingDays, BookingState, BookingVerb, Command, EquipmentId, Kind, LinkKind, Room,
    Step, TimeSpan,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{Datelike, Days, NaiveDateTime, Weekday};

/// Days ahead within which bookings are firm, held as options, thought of.
const FIRM: usize = 28;
const HELD: usize = 52;
const THOUGHT: usize = 70;
/// Days ahead within which the dates of people from outside are booked.
const DATED: usize = 200;

/// The house while plans are made.
pub(crate) struct Desk<'a> {
    pub(crate) agenda: &'a mut Agenda,
    pub(crate) team: &'a Team,
    pub(crate) rooms: &'a [Room],
    pub(crate) machines: &'a BTreeMap<&'static str, EquipmentId>,
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

/// First day a task may begin and first it may finish.
struct Bounds {
    start: Day,
    finish: Day,
}

impl Show {
    /// Plans everything from a day on; the commands it takes.
    pub(crate) fn replan(&mut self, desk: &mut Desk, from: Day, ids: &mut Ids) -> Planned {
        let mut bookings = Vec::new();
        for (id, day, slots) in std::mem::take(&mut self.reserve) {
            desk.agenda.mark(id, day, slots, false);
        }
        for place in 0..self.works.len() {
            self.plan_work(place, desk, from, ids, &mut bookings);
        }
        let mut firmer = Vec::new();
        self.firm_up(desk.agenda, from, &mut bookings, &mut firmer);
        self.keep_reserve(desk);
        self.stale = false;
        Planned { bookings, firmer }
    }

    /// Keeps people and rooms that go together free for some days after their last booking, in
    /// case the work takes longer: editors for a week, others for two days.
    fn keep_reserve(&mut self, desk: &mut Desk) {
        let mut last: BTreeMap<&String, (Session, &Booking)> = BTreeMap::new();
        for held in self.held.iter().filter(|held| held.is_live()) {
            let Some(work) = self.works.get(held.work) else { continue };
            let Some(word) = work.task.same_as.as_ref() else { continue };
            let entry = last.entry(word).or_insert((held.session, &held.booking));
            if held.session.last > entry.0.last {
                *entry = (held.session, &held.booking);
            }
        }
        let mut kept = Vec::new();
        for (word, (session, booking)) in last {
            let days = if word.starts_with("edit") { 6 } else { 2 };
            let people = booking.people.iter().map(|id| model::RawId::from(*id));
            for id in people.chain(booking.room.map(model::RawId::from)) {
                for day in (1..=days).map(|count| desk.agenda.later(session.last, count)) {
                    let free = desk.agenda.row(id).map_or(0, |row| row.free(day));
                    kept.push((id, day, free & session.slots));
                }
            }
        }
        for (id, day, slots) in &kept {
            desk.agenda.mark(*id, *day, *slots, true);
        }
        self.reserve = kept;
    }

    fn plan_work(
        &mut self,
        place: usize,
        desk: &mut Desk,
        from: Day,
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) {
        let Some(work) = self.works.get(place).filter(|work| !work.group) else { return };
        let bounds = match work.finished {
            Some(_) => None,
            None => self.bounds(place, desk.agenda, from),
        };
        let expected = if let Some(finished) = work.finished {
            Some((work.started.unwrap_or(finished), finished))
        } else if work.task.milestone {
            bounds.map(|bounds| (bounds.finish, bounds.finish))
        } else if let Some(bounds) = bounds {
            self.plan_open(place, desk, (&bounds, from), ids, commands)
        } else {
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
        desk: &mut Desk,
        (bounds, from): (&Bounds, Day),
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) -> Option<(Day, Day)> {
        let work = self.works.get(place)?;
        let remaining = work.remaining();
        let ahead = self.ahead(place, from);
        let days = (remaining + work.a_day - 1) / work.a_day.max(1);
        let start = if work.started.is_some() { desk.agenda.open_from(from) } else { bounds.start };
        let alone =
            (work.started.unwrap_or(start), desk.agenda.later(start, days - 1).max(bounds.finish));
        // What waits for somebody's dates is booked as soon as they are told.
        let reach = if work.task.not_before.is_some() { DATED } else { THOUGHT };
        let far = start > from + reach && work.started.is_none();
        if !desk.can_book(work) || far {
            self.give_back(&ahead, desk, commands);
            return Some(alone);
        }
        let first =
            ahead.first().and_then(|held| self.held.get(*held)).map(|held| held.session.first);
        let last = ahead.last().and_then(|held| self.held.get(*held)).map(|held| held.session.last);
        let is_displaced = work.started.is_none()
            && first.is_some_and(|first| first < start || last < Some(bounds.finish));
        if is_displaced || ahead.is_empty() {
            self.place_again(place, desk, bounds, start, &ahead, ids, commands);
        } else {
            self.fit(place, desk, remaining, &ahead, from, ids, commands);
        }
        let ahead = self.ahead(place, from);
        let first =
            ahead.first().and_then(|held| self.held.get(*held)).map(|held| held.session.first);
        let last = ahead.last().and_then(|held| self.held.get(*held)).map(|held| held.session.last);
        let started = self.works.get(place)?.started;
        Some((started.or(first).unwrap_or(alone.0), last.unwrap_or(alone.1)))
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

    /// Finds another place for all bookings of a task that is not begun.
    #[expect(clippy::too_many_arguments, reason = "the state of a planning, passed down")]
    fn place_again(
        &mut self,
        place: usize,
        desk: &mut Desk,
        bounds: &Bounds,
        start: Day,
        ahead: &[usize],
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) {
        for held in ahead.iter().filter_map(|held| self.held.get(*held)) {
            desk.mark(&held.booking, held.session, false);
        }
        self.forget(place, ahead);
        let Some(work) = self.works.get(place) else { return };
        let mut from = start;
        let mut found = None;
        // Later until it is finished late enough.
        for _ in 0..12 {
            found = self.look(place, desk, from, work.remaining(), None);
            let last = found.as_ref().and_then(|placed| placed.sessions.last());
            let Some(last) = last.filter(|last| last.last < bounds.finish) else { break };
            let missing =
                (last.last..bounds.finish).filter(|day| desk.agenda.is_open(*day)).count();
            from = desk.agenda.later(from, i64::try_from(missing).unwrap_or(1).max(1));
        }
        match found {
            Some(placed) => self.rebook(place, desk, &placed, ahead, ids, commands),
            None => {
                for held in ahead.iter().filter_map(|held| self.held.get(*held)) {
                    desk.mark(&held.booking, held.session, true);
                }
                self.give_back(ahead, desk, commands);
            }
        }
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
    fn rebook(
        &mut self,
        place: usize,
        desk: &mut Desk,
        placed: &Placed,
        ahead: &[usize],
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) {
        self.remember(place, placed);
        let mut old = ahead.iter().copied();
        let mut left = Vec::new();
        for session in &placed.sessions {
            match old.next() {
                Some(held) => self.shift(held, desk, placed, *session, commands),
                None => self.book(place, desk, placed, *session, ids, commands),
            }
        }
        left.extend(old);
        for held in left.iter().filter_map(|held| self.held.get(*held)) {
            desk.mark(&held.booking, held.session, true);
        }
        self.give_back(&left, desk, commands);
    }

    fn remember(&mut self, place: usize, placed: &Placed) {
        let Some(work) = self.works.get(place) else { return };
        let person = placed.people.first().copied();
        if let Some(word) = &work.task.same_as {
            self.together.entry(word.clone()).or_insert((placed.room, person));
        }
        self.crew.extend(placed.people.iter().map(|id| model::RawId::from(*id)));
        self.crew.extend(placed.room.map(model::RawId::from));
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
    fn shift(
        &mut self,
        held: usize,
        desk: &mut Desk,
        placed: &Placed,
        session: Session,
        commands: &mut Vec<Command>,
    ) {
        let production = self.production.id;
        let Some(held) = self.held.get_mut(held) else { return };
        let mut moved = held.booking.clone();
        write(&mut moved, desk.agenda, placed, session);
        let length =
            |booking: &Booking| booking.end.zip(booking.start).map(|(end, start)| end - start);
        let only_moved = Booking { start: moved.start, end: moved.end, ..held.booking.clone() };
        let subject = model::Subject::planned(production, Kind::Booking, moved.id);
        if moved != held.booking {
            let plain = only_moved == moved && length(&moved) == length(&held.booking);
            match moved.start.filter(|_| plain) {
                Some(start) => {
                    commands.push(Command::MoveBooking { production, booking: moved.id, start });
                }
                None => commands.extend(set(subject, &held.booking, &moved)),
            }
        }
        if moved.state == BookingState::Option && held.session.first.abs_diff(session.first) > 5 {
            moved.expires = expiry(desk.agenda, session.first);
            let verb = BookingVerb::Hold { rank: 1, expires: moved.expires };
            commands.push(change(production, moved.id, verb));
        }
        desk.mark(&moved, session, true);
        held.booking = moved;
        held.session = session;
    }

    fn book(
        &mut self,
        place: usize,
        desk: &mut Desk,
        placed: &Placed,
        session: Session,
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) {
        let index = self.held.len();
        let Some(work) = self.works.get_mut(place) else { return };
        work.held.push(index);
        let mut booking = Booking { task: Some(work.task.id), ..Booking::new(ids.mint()) };
        write(&mut booking, desk.agenda, placed, session);
        desk.mark(&booking, session, true);
        commands.push(add(self.subject(Kind::Booking, booking.id), &booking));
        self.held.push(Held { booking, work: place, session });
    }

    /// Books what is missing after what is booked, gives back what is too much.
    #[expect(clippy::too_many_arguments, reason = "the state of a planning, passed down")]
    fn fit(
        &mut self,
        place: usize,
        desk: &mut Desk,
        remaining: i64,
        ahead: &[usize],
        from: Day,
        ids: &mut Ids,
        commands: &mut Vec<Command>,
    ) {
        let slots =
            |held: &usize| self.held.get(*held).map_or(0, |held| held.work_from(desk.agenda, from));
        let mut booked: i64 = ahead.iter().map(slots).sum();
        let mut surplus = Vec::new();
        for held in ahead.iter().rev() {
            if booked - slots(held) < remaining {
                break;
            }
            booked -= slots(held);
            surplus.push(*held);
        }
        self.give_back(&surplus, desk, commands);
        if booked >= remaining {
            let kept = ahead.len().checked_sub(surplus.len() + 1).and_then(|last| ahead.get(last));
            commands
                .extend(kept.and_then(|held| self.shorten(*held, desk, booked - remaining, from)));
            return;
        }
        let Some(last) = ahead.last().and_then(|held| self.held.get(*held)) else { return };
        let like = last.booking.clone();
        let after = last.session.last + 1;
        let Some(placed) = self.look(place, desk, after, remaining - booked, Some(&like)) else {
            return;
        };
        self.remember(place, &placed);
        for session in &placed.sessions {
            self.book(place, desk, &placed, *session, ids, commands);
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
        let subject = model::Subject::planned(production, Kind::Booking, shorter.id);
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
            desk.mark(&held.booking, held.session, false);
            let id = held.booking.id;
            if held.booking.state == BookingState::Idea {
                let subject = model::Subject::planned(production, Kind::Booking, id);
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

    /// Near bookings become firm, those a month or two away options.
    fn firm_up(
        &mut self,
        agenda: &Agenda,
        from: Day,
        bookings: &mut [Command],
        firmer: &mut Vec<Command>,
    ) {
        let production = self.production.id;
        // The sessions of a task are held together.
        let soon: BTreeSet<usize> = self
            .held
            .iter()
            .filter(|held| held.is_live() && held.session.first <= from + HELD)
            .map(|held| held.work)
            .collect();
        for held in self.held.iter_mut().filter(|held| held.session.first >= from) {
            let near = held.session.first <= from + FIRM;
            let soon = soon.contains(&held.work);
            let verb = match held.booking.state {
                BookingState::Idea | BookingState::Option if near => BookingVerb::Confirm,
                BookingState::Idea if soon => {
                    BookingVerb::Hold { rank: 1, expires: expiry(agenda, held.session.first) }
                }
                _ => continue,
            };
            // Known by what the verb does, so that the copy here stays the same as the record.
            if let BookingVerb::Hold { rank, expires } = &verb {
                held.booking.state = BookingState::Option;
                held.booking.rank = Some(*rank);
                held.booking.expires = *expires;
            } else {
                held.booking.state = BookingState::Confirmed;
                held.booking.rank = None;
                held.booking.expires = None;
            }
            let created = bookings.iter_mut().find_map(|command| match command {
                Command::Add { subject, values } if subject.id == held.booking.id.into() => {
                    Some(values)
                }
                _ => None,
            });
            match created {
                // It is new: it comes to be in this state.
                Some(values) => {
                    let empty = Booking::new(held.booking.id);
                    *values = crate::journal::difference(&empty, &held.booking);
                }
                None => firmer.push(change(production, held.booking.id, verb)),
            }
        }
    }
}

/// An option is for two weeks before.
fn expiry(agenda: &Agenda, first: Day) -> Option<NaiveDateTime> {
    let day = agenda.date(first).checked_sub_days(Days::new(14))?;
    Some(day.and_time(crate::journal::hour(18)))
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
    let rows = placed.people.iter().map(|id| model::RawId::from(*id));
    let rows: Vec<model::RawId> = rows.chain(placed.room.map(Into::into)).collect();
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

//! What a day of work does to a production: sessions begin and end, tasks start, go on and are
//! finished, sometimes earlier, sometimes later than planned.

use crate::agenda::{Agenda, DAY, Day};
use crate::journal::{change, set};
use crate::planning::Desk;
use crate::show::{Show, Work};
use model::{Booking, BookingState, BookingVerb, Command, Kind, LinkKind, Task};
use units::{Minutes, NaiveDateTime};

impl Show {
    /// What begins on a day.
    pub(crate) fn morning(&mut self, agenda: &Agenda, day: Day) -> Vec<Command> {
        let mut commands = Vec::new();
        let production = self.production.id;
        let mut starts: Vec<(usize, NaiveDateTime)> = Vec::new();
        for held in self.held.iter_mut().filter(|held| held.session.first == day) {
            if held.booking.state != BookingState::Confirmed {
                continue;
            }
            starts.extend(held.booking.start.map(|start| (held.work, start)));
            // A session of one day is told when it is over.
            if held.session.last > day {
                held.booking.state = BookingState::InProgress;
                commands.push(change(production, held.booking.id, BookingVerb::Begin));
            }
        }
        for place in 0..self.works.len() {
            let booked = starts.iter().find(|(work, _)| *work == place).map(|(_, start)| *start);
            let unbooked = || self.begins_unbooked(place, day).then(|| agenda.start(day, DAY));
            if let Some(start) = booked.or_else(unbooked) {
                commands.extend(self.begin(place, day, start));
            }
        }
        commands
    }

    /// Does a task nobody is booked for begin on that day?
    fn begins_unbooked(&self, place: usize, day: Day) -> bool {
        let Some(work) = self.works.get(place) else { return false };
        let may_begin = |(before, kind, _): &(usize, LinkKind, i64)| {
            self.works.get(*before).is_some_and(|before| match kind {
                LinkKind::StartToStart => before.started.is_some(),
                LinkKind::FinishToFinish => true,
                _ => before.finished.is_some(),
            })
        };
        work.has_work()
            && work.started.is_none()
            && work.expected.is_some_and(|(first, _)| first <= day)
            && work.waits.iter().all(may_begin)
            && !self.held_for(place).any(|(_, held)| held.is_live())
    }

    fn begin(&mut self, place: usize, day: Day, at: NaiveDateTime) -> Option<Command> {
        let work = self.works.get_mut(place).filter(|work| work.started.is_none())?;
        work.started = Some(day);
        let begun = Task { actual_start: Some(at), ..work.task.clone() };
        let production = self.production.id;
        let command = write(production, work, begun);
        self.stale = true;
        command
    }

    /// What ends on a day.
    pub(crate) fn evening(&mut self, desk: &mut Desk, day: Day, friday: bool) -> Vec<Command> {
        let mut commands = Vec::new();
        self.work(desk.agenda, day);
        for place in 0..self.works.len() {
            let Some(work) = self.works.get(place).filter(|work| work.finished.is_none()) else {
                continue;
            };
            if work.task.milestone {
                commands.extend(self.pass(place, desk.agenda, day));
            } else if work.started.is_some() && work.done >= work.truth && self.may_finish(place) {
                self.finish(place, desk, day, &mut commands);
            }
        }
        self.end_sessions(day, &mut commands);
        for place in 0..self.works.len() {
            commands.extend(self.report(place, day, friday));
        }
        commands
    }

    /// Work done on a day, in sessions or at home.
    fn work(&mut self, agenda: &Agenda, day: Day) {
        for held in self
            .held
            .iter()
            .filter(|held| held.is_live() && held.session.first <= day && day <= held.session.last)
        {
            if let Some(work) = self.works.get_mut(held.work).filter(|_| agenda.is_open(day)) {
                work.done += i64::from(held.session.slots.count_ones());
            }
        }
        for place in 0..self.works.len() {
            let at_home =
                self.held_for(place).all(|(_, held)| held.booking.state == BookingState::Released);
            if let Some(work) = self
                .works
                .get_mut(place)
                .filter(|work| at_home && work.started.is_some() && work.finished.is_none())
            {
                work.done += work.a_day;
            }
        }
    }

    /// Nothing is finished before what it must not be finished before.
    fn may_finish(&self, place: usize) -> bool {
        let Some(work) = self.works.get(place) else { return false };
        work.waits.iter().all(|(before, kind, _)| {
            *kind != LinkKind::FinishToFinish
                || self.works.get(*before).is_some_and(|before| before.finished.is_some())
        })
    }

    /// A milestone is passed on the day on which what it waits for has been done long enough.
    fn pass(&mut self, place: usize, agenda: &Agenda, day: Day) -> Option<Command> {
        let work = self.works.get(place)?;
        let mut at = agenda.end(day, DAY);
        for (before, _, days) in &work.waits {
            let before = self.works.get(*before)?;
            if agenda.later(before.finished?, *days) > day {
                return None;
            }
            at = before.task.actual_finish.map_or(at, |finish| finish.max(at));
        }
        self.mark_passed(place, day, at)
    }

    fn mark_passed(&mut self, place: usize, day: Day, at: NaiveDateTime) -> Option<Command> {
        let production = self.production.id;
        let work = self.works.get_mut(place)?;
        if work.task.not_before.is_some_and(|moment| moment > at) {
            return None;
        }
        work.started = Some(day);
        work.finished = Some(day);
        let passed = Task { actual_start: Some(at), actual_finish: Some(at), ..work.task.clone() };
        write(production, work, passed)
    }

    fn finish(&mut self, place: usize, desk: &mut Desk, day: Day, commands: &mut Vec<Command>) {
        let production = self.production.id;
        let today = self.held_for(place).find(|(_, held)| {
            held.is_live() && held.session.first <= day && day <= held.session.last
        });
        let today = today.map(|(index, _)| index);
        let mut at = desk.agenda.end(day, DAY);
        if let Some(held) = today.and_then(|index| self.held.get_mut(index)) {
            at = desk.agenda.end(day, held.session.slots);
            if held.session.last > day {
                // The rest of the week is given back.
                let mut rest = held.session;
                rest.first = day + 1;
                desk.mark(&held.booking, rest, false);
                let shorter = Booking { end: Some(at), ..held.booking.clone() };
                let subject = model::Subject::planned(production, Kind::Booking, shorter.id);
                commands.extend(set(subject, &held.booking, &shorter));
                held.booking = shorter;
                held.session.last = day;
            }
        }
        let later = self.ahead(place, day + 1);
        self.give_back(&later, desk, commands);
        if let Some(work) = self.works.get_mut(place) {
            work.finished = Some(day);
            let done = Task { actual_finish: Some(at), remaining: None, ..work.task.clone() };
            commands.extend(write(production, work, done));
        }
    }

    fn end_sessions(&mut self, day: Day, commands: &mut Vec<Command>) {
        let production = self.production.id;
        for held in self.held.iter_mut().filter(|held| held.session.last == day) {
            if held.booking.state.is_firm() && held.booking.state != BookingState::Done {
                held.booking.state = BookingState::Done;
                commands.push(change(production, held.booking.id, BookingVerb::Finish));
            }
        }
    }

    /// What remains, told on Fridays and when the sessions have come to an end before the work.
    fn report(&mut self, place: usize, day: Day, friday: bool) -> Option<Command> {
        let production = self.production.id;
        let work = self.works.get(place)?;
        if work.started.is_none() || work.finished.is_some() {
            return None;
        }
        let goes_on =
            self.held_for(place).any(|(_, held)| held.is_live() && held.session.last > day);
        let was_booked = self.held_for(place).any(|(_, held)| held.session.last == day);
        let work = self.works.get_mut(place)?;
        let ran_out = was_booked && !goes_on;
        if ran_out {
            self.stale = true;
        }
        if !ran_out && !friday {
            return None;
        }
        let remaining = Minutes(work.remaining().saturating_mul(120));
        let told = Task { remaining: Some(remaining), ..work.task.clone() };
        write(production, work, told)
    }
}

/// Takes a new version of a task, and the command that says so.
pub(crate) fn write(
    production: model::ProductionId,
    work: &mut Work,
    task: Task,
) -> Option<Command> {
    let subject = model::Subject::planned(production, Kind::Task, task.id);
    let command = set(subject, &work.task, &task);
    work.task = task;
    command
}

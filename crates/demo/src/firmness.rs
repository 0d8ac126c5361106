//! How firm bookings are, by how far away they are; and what is kept free for overruns.

use crate::agenda::{Agenda, Day};
use crate::allocate::Session;
use crate::journal::{change, difference, hour};
use crate::planning::Desk;
use crate::show::Show;
use model::{Booking, BookingState, BookingVerb, Command, RawId};
use std::collections::{BTreeMap, BTreeSet};
use units::{Days, NaiveDateTime};

/// Days ahead within which bookings are firm, and held as options; beyond they are ideas.
const FIRM: usize = 28;
const HELD: usize = 52;

impl Show {
    /// Near bookings become firm, those a month or two away options.
    pub(crate) fn firm_up(
        &mut self,
        agenda: &Agenda,
        from: Day,
        bookings: &mut [Command],
    ) -> Vec<Command> {
        let mut firmer = Vec::new();
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
                    *values = difference(&empty, &held.booking);
                }
                None => firmer.push(change(production, held.booking.id, verb)),
            }
        }
        firmer
    }

    /// What was kept for overruns can be used.
    pub(crate) fn give_up_reserve(&mut self, desk: &mut Desk) {
        for (id, day, slots) in std::mem::take(&mut self.reserve) {
            desk.agenda.mark(id, day, slots, false);
        }
    }

    /// Keeps people and rooms that go together free for some days after their last booking, in
    /// case the work takes longer: editors for a week, others for two days.
    pub(crate) fn keep_reserve(&mut self, desk: &mut Desk) {
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
            let people = booking.people.iter().map(|id| RawId::from(*id));
            for id in people.chain(booking.room.map(RawId::from)) {
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
}

/// An option is for two weeks before.
pub(crate) fn expiry(agenda: &Agenda, first: Day) -> Option<NaiveDateTime> {
    let day = agenda.date(first).checked_sub_days(Days::new(14))?;
    Some(day.and_time(hour(18)))
}

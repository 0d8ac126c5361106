//! What a way out writes.

use super::super::choice::{Choice, is_one_stretch};
use super::super::draft::{AT_ONCE, Session, Tag};
use super::Reading;
use super::joined::{Joined, place_of};
use crate::replan::Aim;
use crate::solve::{Schedule, Slot};
use model::{
    Booking, BookingDays, BookingId, BookingState, Edit, FieldValue, Kind, ProductionId, Record,
    Subject, TaskId, Values,
};
use std::collections::BTreeSet;

impl Reading<'_> {
    /// The edit that puts one session where it comes. What found no place is given back to the
    /// tray: it stays where it is, and the clash tells of it.
    pub(super) fn edit(
        &self,
        number: usize,
        slot: Option<Slot>,
        split: &BTreeSet<BookingId>,
    ) -> Option<Edit> {
        let tag = self.drafted.tags.get(number)?;
        let slot = slot?;
        let choice = tag.choice(slot.mode)?;
        match tag {
            Tag::Session(session) if session.parts > 1 && split.contains(&session.booking.id) => {
                None
            }
            Tag::Session(session) => Some(self.set(session, slot, choice)),
            Tag::ToBook { production, task, like, .. } => {
                let id = BookingId((self.id)(number));
                let mut booking = Booking::new(id);
                booking.task = Some(*task);
                booking.equipment = like.equipment.clone();
                (booking.state, booking.rank) = (BookingState::Option, Some(1));
                Some(self.added(*production, &booking, slot, choice))
            }
            Tag::Work { .. } | Tag::Done { .. } | Tag::Gate | Tag::Due { .. } => None,
        }
    }

    pub(super) fn added(
        &self,
        production: ProductionId,
        booking: &Booking,
        slot: Slot,
        choice: &Choice,
    ) -> Edit {
        let subject = Subject::planned(production, Kind::Booking, booking.id);
        Edit::add(subject, self.placed(booking, slot, choice).filled_values())
    }

    pub(super) fn set(&self, session: &Session, slot: Slot, choice: &Choice) -> Edit {
        let booking = session.booking.as_ref();
        let old = booking.to_values();
        let mut values: Values = self.placed(booking, slot, choice).to_values();
        values.retain(|key, value| old.get(key) != Some(value));
        Edit::set(Subject::planned(session.production, Kind::Booking, booking.id), values)
    }

    /// The parts of bookings that were cut: the first keeps the booking, the others are new.
    pub(super) fn shortened(
        &self,
        schedule: &Schedule,
        joined: &Joined,
        split: &BTreeSet<BookingId>,
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let Tag::Session(session) = tag else { continue };
            let Some(slot) = place_of(number, schedule, joined) else { continue };
            let (Some(slot), Some(choice)) = (slot, slot.and_then(|slot| tag.choice(slot.mode)))
            else {
                continue;
            };
            if session.parts < 2 || !split.contains(&session.booking.id) {
                continue;
            }
            if session.part == 0 {
                edits.push(self.set(session, slot, choice));
                continue;
            }
            let id = BookingId((self.id)(number));
            let mut rest = Booking { id, ..session.booking.as_ref().clone() };
            rest.state = rest.state.of_copy();
            (rest.challenged_by, rest.answer_by, rest.pinned) = (None, None, false);
            edits.push(self.added(session.production, &rest, slot, choice));
        }
        edits
    }

    /// A booking at a place, held in one of its ways.
    pub(super) fn placed(&self, booking: &Booking, slot: Slot, choice: &Choice) -> Booking {
        let (start, end) = self.moments(slot, choice);
        let mut placed = booking.clone();
        (placed.start, placed.end) = (Some(start), Some(end));
        (placed.room, placed.people) = (choice.room, choice.people.clone());
        if choice.option {
            (placed.state, placed.rank) = (BookingState::Option, Some(1));
        }
        if !is_one_stretch(start, end) {
            placed.window = choice.pattern.window.filter(|_| !choice.pattern.one_day);
            if !matches!(booking.days, BookingDays::Other(_)) {
                placed.days = choice.pattern.days.booking_days();
            }
        }
        placed
    }

    /// The tasks that two work on at the same time, where that was looked for.
    pub(super) fn shared(
        &self,
        schedule: &Schedule,
        changed: &[(usize, Option<Slot>)],
    ) -> BTreeSet<(ProductionId, TaskId)> {
        if self.aim != Aim::Together {
            return BTreeSet::new();
        }
        let tags = &self.drafted.tags;
        let range = |number: usize| Some((*schedule.slots.get(number)?)?.range());
        let shared = |(number, _): &(usize, Option<Slot>)| {
            let tag = tags.get(*number).filter(|tag| match tag {
                Tag::Session(session) => session.shared,
                tag => matches!(tag, Tag::ToBook { .. }),
            })?;
            let (task, own) = (tag.task()?, range(*number)?);
            let mut held = tags.iter().enumerate().filter(|(_, tag)| tag.is_held());
            let is_beside = held.any(|(other, tag)| {
                other != *number
                    && tag.task() == Some(task)
                    && range(other).is_some_and(|there| there.overlaps(own))
            });
            is_beside.then_some(task)
        };
        changed.iter().filter_map(shared).collect()
    }

    /// What is said of such tasks of which nothing was said.
    pub(super) fn says_shared(&self, tasks: &BTreeSet<(ProductionId, TaskId)>) -> Vec<Edit> {
        let set = |(production, id): &(ProductionId, TaskId)| {
            let task = self.after.document(*production)?.tasks.get(id)?;
            let values = [("sessions_at_once".to_owned(), Some(i64::from(AT_ONCE)).write())].into();
            let subject = Subject::planned(*production, Kind::Task, *id);
            task.sessions_at_once.is_none().then(|| Edit::set(subject, values))
        };
        tasks.iter().filter_map(set).collect()
    }

    /// Work that begins anyway does not wait any more than it did before.
    pub(super) fn waits_no_more(&self) -> Option<Edit> {
        let (production, task, _) = self.waits.filter(|_| self.aim == Aim::StartAnyway)?;
        let before = self.before.document(production)?.tasks.get(&task)?.not_before;
        let values = [("not_before".to_owned(), before.write())].into();
        Some(Edit::set(Subject::planned(production, Kind::Task, task), values))
    }
}

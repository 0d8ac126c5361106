//! Bookings as events of a calendar feed, before any file format: what a person's telephone or
//! the sheet on a room's door shows.
//!
//! Identifiers are stable for the life of a booking, and nothing depends on "now", so that a feed
//! changes only when a booking did (RFC 5545: UID, SEQUENCE, DTSTAMP).

use crate::booking::Stretch;
use crate::{Moment, Source, json};
use model::{Booking, BookingId, BookingState, PersonId, Plan, RoomId, Step};
use serde::Serialize;
use std::collections::BTreeMap;
use units::{Datelike, NaiveDate, Stamp, TickRange, Zone};

/// Whose calendar it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarOf {
    /// A person: firm bookings, and called-off ones so that they disappear.
    Person(PersonId),
    /// A room: options too, as tentative.
    Room(RoomId),
}

/// What the history knows of a booking's changes of time, place or state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// How many there were.
    pub count: u32,
    /// When the last one was made.
    pub last: Stamp,
}

/// An event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarEvent {
    /// The booking it shows.
    #[serde(serialize_with = "json::text")]
    pub booking: BookingId,
    /// Which part of it: its first day as a number (20261123) for a booking over several days, so
    /// that the event is known again; 0 for one that is a single event.
    pub part: u32,
    /// Grows with each change.
    pub sequence: u32,
    /// First moment.
    pub start: Moment,
    /// First moment after it.
    pub end: Moment,
    /// The zone of both.
    #[serde(serialize_with = "json::text")]
    pub zone: Zone,
    /// Title of the production.
    pub production: String,
    /// Name of the task; empty if there is none.
    pub task: String,
    /// Step of the trade.
    #[serde(serialize_with = "json::optional_word")]
    pub step: Option<Step>,
    /// Names of the people.
    pub people: Vec<String>,
    /// Name of the room; empty if there is none.
    pub location: String,
    /// How firm it is.
    pub status: EventStatus,
    /// When it was last changed.
    #[serde(serialize_with = "json::text")]
    pub changed: Stamp,
}

/// How firm an event is, as calendars tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// Held, not firm.
    Tentative,
    /// Firm.
    Confirmed,
    /// Called off or given back.
    Cancelled,
}

/// The events of a calendar, by start and identifier. A booking over several days gives one event
/// per day; one without usable dates gives none.
pub fn calendar_events(
    source: &Source<'_>,
    of: CalendarOf,
    changes: &BTreeMap<BookingId, Changes>,
) -> Vec<CalendarEvent> {
    let mut events = Vec::new();
    for plan in source.plans.values() {
        for booking in plan.bookings.values().filter(|booking| of.concerns(booking)) {
            let Some(status) = of.status(&booking.state) else { continue };
            let changes = changes.get(&booking.id).copied().unwrap_or_default();
            let pieces = source.time().occupation(booking).pieces;
            for piece in &pieces {
                let alone = pieces.len() == 1;
                let event = event(source, plan, booking, *piece, alone);
                let event = CalendarEvent {
                    status,
                    sequence: changes.count,
                    changed: changes.last,
                    ..event
                };
                events.push((piece.start, event));
            }
        }
    }
    events.sort_by(|(a_start, a), (b_start, b)| {
        a_start.cmp(b_start).then_with(|| (a.booking, a.part).cmp(&(b.booking, b.part)))
    });
    events.into_iter().map(|(_, event)| event).collect()
}

impl CalendarOf {
    fn concerns(self, booking: &Booking) -> bool {
        match self {
            Self::Person(person) => booking.people.contains(&person),
            Self::Room(room) => booking.room == Some(room),
        }
    }

    /// How the calendar shows a state; nothing if it does not.
    fn status(self, state: &BookingState) -> Option<EventStatus> {
        match (state, self) {
            (BookingState::Confirmed | BookingState::InProgress | BookingState::Done, _) => {
                Some(EventStatus::Confirmed)
            }
            (BookingState::Cancelled | BookingState::Released, _) => Some(EventStatus::Cancelled),
            (BookingState::Option, Self::Room(_)) => Some(EventStatus::Tentative),
            (BookingState::Option, Self::Person(_))
            | (BookingState::Idea | BookingState::Other(_), _) => None,
        }
    }
}

fn event(
    source: &Source<'_>,
    plan: &Plan,
    booking: &Booking,
    piece: TickRange,
    alone: bool,
) -> CalendarEvent {
    let zone = source.booking_zone(booking);
    let Stretch { start, end } = Stretch::new(piece, zone);
    let part = if alone { 0 } else { day_number(start.at.date()) };
    CalendarEvent {
        booking: booking.id,
        part,
        sequence: 0,
        start,
        end,
        zone,
        production: source.production(plan.production.id),
        task: booking.task.map(|task| source.task(plan, task)).unwrap_or_default(),
        step: booking.task.and_then(|task| plan.tasks.get(&task)).map(|task| task.step.clone()),
        people: booking.people.iter().map(|person| source.person(*person)).collect(),
        location: booking.room.map(|room| source.room(room)).unwrap_or_default(),
        status: EventStatus::Confirmed,
        changed: Stamp::default(),
    }
}

/// A day as a number, 20261123.
fn day_number(day: NaiveDate) -> u32 {
    u32::try_from(day.year()).unwrap_or(0) * 10_000 + day.month() * 100 + day.day()
}

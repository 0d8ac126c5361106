//! Calendars of people and rooms as iCalendar files.

use crate::session::source;
use i18n::Messages;
use interchange::ics::{Event, EventStatus, EventTime, Feed};
use model::{BookingId, Kind, Subject};
use node::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use units::{Minutes, SessionTime, Stamp};
use views::{CalendarEvent, CalendarOf, Changes, Source};

/// After how long calendar programs ask again: plans change by the hour.
const REFRESH: Minutes = Minutes(60);

/// The bookings that concern a person or a room, for their history to be asked.
pub(crate) fn bookings(snapshot: &Snapshot, of: CalendarOf) -> BTreeSet<Subject> {
    let all = snapshot.plans.iter().flat_map(|(production, plan)| {
        plan.bookings.values().map(move |booking| (production, booking))
    });
    let concerned = all.filter(|(_, booking)| match of {
        CalendarOf::Person(person) => booking.people.contains(&person),
        CalendarOf::Room(room) => booking.room == Some(room),
    });
    concerned
        .map(|(production, booking)| Subject::planned(*production, Kind::Booking, booking.id))
        .collect()
}

/// The calendar of a person or a room. `changes` tells how often each booking has changed.
pub(crate) fn write(
    messages: &Messages,
    snapshot: &Snapshot,
    of: CalendarOf,
    changes: BTreeMap<BookingId, (u32, Stamp)>,
) -> Vec<u8> {
    let source = source(snapshot);
    let name = match of {
        CalendarOf::Person(person) => source.person(person),
        CalendarOf::Room(room) => source.room(room),
    };
    let changes =
        changes.into_iter().map(|(id, (count, last))| (id, Changes { count, last })).collect();
    let events = views::calendar_events(&source, of, &changes);
    let events = events.iter().map(|event| published(messages, &source, event)).collect();
    let language = messages.language().code().to_owned();
    interchange::ics::write(&Feed { name, language, refresh: REFRESH, events })
}

/// An event as it is written; its title says the production and the step.
fn published(messages: &Messages, source: &Source<'_>, event: &CalendarEvent) -> Event {
    let title = [&event.production, &event.task]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" – ");
    let step = event
        .step
        .as_ref()
        .map(|step| messages.choice(Kind::Task, "step", model::Choice::key(step)));
    let description =
        step.into_iter().chain(event.people.iter().cloned()).collect::<Vec<_>>().join("\n");
    Event {
        id: event.booking.into(),
        part: event.part,
        sequence: event.sequence,
        changed: event.changed,
        time: EventTime::Session(SessionTime {
            start: event.start.at,
            end: event.end.at,
            zone: event.zone,
        }),
        title: if title.is_empty() { source.facility.house.name.clone() } else { title },
        location: event.location.clone(),
        description,
        status: match event.status {
            views::EventStatus::Tentative => EventStatus::Tentative,
            views::EventStatus::Confirmed => EventStatus::Confirmed,
            views::EventStatus::Cancelled => EventStatus::Cancelled,
        },
    }
}

//! When a room, a person or a machine can be had in the weeks to come, and by what it is held.

use crate::Source;
use model::{Kind, Subject};
use schedule::{Hold, Resource};
use std::collections::BTreeMap;
use units::{Minutes, TickRange};

/// A time in which something can be had; nights and weekends in it are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeStretch {
    /// From its first to its last minute.
    pub range: TickRange,
    /// How much can be worked in it.
    pub work: Minutes,
}

/// A session by which something is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionAhead {
    /// The booking.
    pub booking: Subject,
    /// From its first to its last minute.
    pub range: TickRange,
    /// How firmly.
    pub hold: Hold,
}

/// When something can be had within a range, for a length of time on end at least. Free days that
/// follow each other are one stretch: what is closed between them anyway does not part them.
pub fn free_stretches(
    source: &Source<'_>,
    resource: Resource,
    range: TickRange,
    least: Minutes,
) -> Vec<FreeStretch> {
    let time = source.time();
    let slots = source.report.free_slots(resource, range, least);
    let Some(availability) = time.availability(resource) else { return Vec::new() };
    let is_closed =
        |gap: TickRange| gap.is_empty() || availability.hours.stretches_in(gap).next().is_none();
    let mut stretches: Vec<FreeStretch> = Vec::new();
    for slot in slots {
        let work = availability.free.work_between(slot.start, slot.end);
        match stretches.last_mut() {
            Some(last) if is_closed(TickRange::new(last.range.end, slot.start)) => {
                last.range = TickRange::new(last.range.start, slot.end);
                last.work = last.work + work;
            }
            _ => stretches.push(FreeStretch { range: slot, work }),
        }
    }
    stretches
}

/// The sessions that hold something within a range, by start.
pub fn sessions_ahead(
    source: &Source<'_>,
    resource: Resource,
    range: TickRange,
) -> Vec<SessionAhead> {
    let mut sessions: BTreeMap<Subject, SessionAhead> = BTreeMap::new();
    for held in source.report.held(resource, range) {
        let holder = held.holder;
        let booking = Subject::planned(holder.production, Kind::Booking, holder.booking);
        let session = SessionAhead { booking, range: held.range, hold: holder.hold };
        let known = sessions.entry(booking).or_insert(session);
        let end = known.range.end.max(held.range.end);
        known.range = TickRange::new(known.range.start.min(held.range.start), end);
    }
    let mut sessions: Vec<SessionAhead> = sessions.into_values().collect();
    sessions.sort_by_key(|session| (session.range, session.booking));
    sessions
}

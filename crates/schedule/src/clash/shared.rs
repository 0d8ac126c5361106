//! Clashes between bookings of all plans over one room, person or machine: one walk along its
//! sorted stretches.

mod rest;

use super::{Clash, ClashKind, Holder};
use crate::facility_time::FacilityTime;
use crate::resource::Resource;
use model::Severity;
use std::collections::BTreeMap;
use units::{Minutes, TickRange};

/// The most meetings of two bookings that are looked at per resource. Honest plans have a few;
/// beyond this the list would help nobody and fill the memory.
const MOST_MEETINGS: usize = 4_000;

/// No house needs more than this between two productions; a longer one is a typing mistake.
const LONGEST_TURNAROUND: Minutes = Minutes::hours(7 * 24);

/// No stretch is longer: a session of less than 24 hours on a wall clock, or the window of a day,
/// with what clocks that change add.
pub(crate) const LONGEST_STRETCH: Minutes = Minutes::hours(2 * 24);

/// A stretch of time that a booking takes of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub(crate) range: TickRange,
    /// Who holds it.
    pub(crate) holder: Holder,
    /// Work in it, lunch not counted.
    pub(crate) work: Minutes,
}

/// What one resource has against its bookings.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) clashes: Vec<Clash>,
    /// Were some left out because there are too many?
    pub(crate) cut: bool,
}

/// Two bookings that meet more than once are one clash.
#[derive(Default)]
struct Meetings {
    by_pair: BTreeMap<(ClashKind, Holder, Holder), Meeting>,
    count: usize,
}

struct Meeting {
    range: TickRange,
    times: usize,
    minutes: Minutes,
}

impl Meetings {
    /// Adds one; `minutes` is the time shared, or the shortest gap.
    fn add(&mut self, kind: ClashKind, a: Holder, b: Holder, range: TickRange) {
        self.count += 1;
        let key = (kind, a.min(b), a.max(b));
        let minutes = range.length();
        self.by_pair
            .entry(key)
            .and_modify(|meeting| {
                let start = meeting.range.start.min(range.start);
                meeting.range = TickRange::new(start, meeting.range.end.max(range.end));
                meeting.times += 1;
                meeting.minutes = match kind {
                    ClashKind::Turnaround => meeting.minutes.min(minutes),
                    _ => meeting.minutes + minutes,
                };
            })
            .or_insert(Meeting { range, times: 1, minutes });
    }

    fn into_clashes(self, resource: Resource, clashes: &mut Vec<Clash>) {
        for ((kind, a, b), meeting) in self.by_pair {
            let severity = match kind {
                ClashKind::DoubleBooking => a.hold.against(b.hold),
                _ => Severity::Warning,
            };
            clashes.push(
                Clash::new(severity, kind, vec![a.subject(), b.subject()])
                    .of(resource)
                    .at(meeting.range)
                    .with("minutes", meeting.minutes.0)
                    .with("times", meeting.times),
            );
        }
    }
}

/// Every clash over one resource; its stretches are sorted.
pub(crate) fn check(time: &FacilityTime, resource: Resource, stretches: &[Stretch]) -> Found {
    let mut found = Found::default();
    let mut meetings = Meetings::default();
    found.cut = meet(stretches, turnaround(time, resource), &mut meetings);
    meetings.into_clashes(resource, &mut found.clashes);
    if let Resource::Person(_) = resource {
        rest::check(time, resource, stretches, &mut found.clashes);
    }
    found
}

/// How far from a booking lies what decides whether it clashes over a resource: its civil week,
/// the turnaround of the room, the rest of the house.
pub(crate) fn reach(time: &FacilityTime) -> Minutes {
    Minutes::hours(14 * 24) + time.facility().house.rest().max(LONGEST_TURNAROUND)
}

fn turnaround(time: &FacilityTime, resource: Resource) -> Minutes {
    let Resource::Room(id) = resource else { return Minutes::ZERO };
    let room = time.facility().rooms.get(&id);
    let stated = room.and_then(|room| room.turnaround).unwrap_or_default();
    stated.clamp(Minutes::ZERO, LONGEST_TURNAROUND)
}

/// Finds bookings that overlap, and productions that follow each other too closely. Was it cut
/// short?
fn meet(stretches: &[Stretch], turnaround: Minutes, meetings: &mut Meetings) -> bool {
    let mut open: Vec<&Stretch> = Vec::new();
    for next in stretches {
        open.retain(|before| before.range.end + turnaround > next.range.start);
        for before in &open {
            let (a, b) = (before.holder, next.holder);
            if let Some(both) = before.range.intersection(next.range) {
                if a.booking != b.booking {
                    meetings.add(ClashKind::DoubleBooking, a, b, both);
                }
            } else if a.production != b.production && a.hold.counts() && b.hold.counts() {
                let gap = TickRange::new(before.range.end, next.range.start);
                meetings.add(ClashKind::Turnaround, a, b, gap);
            }
        }
        if meetings.count > MOST_MEETINGS {
            return true;
        }
        open.push(next);
    }
    false
}

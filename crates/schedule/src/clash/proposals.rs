//! Ways out of a clash, as data: worked out when somebody asks, not at each check.
//!
//! Each is tried on the report before it is proposed: what it would take is open, not absent and
//! not held by another booking. What it costs and whom it disturbs is not told here.

use super::{Clash, ClashKind, Hold};
use crate::calendar::WorkCalendar;
use crate::report::Report;
use crate::resource::Resource;
use model::{
    Booking, BookingId, BookingState, Kind, PersonId, Plan, ProductionId, Room, RoomId, Task,
};
use std::sync::Arc;
use units::{Days, Minutes, NaiveDateTime, Tick, TickRange};

/// The most rooms or people proposed for one booking.
const MOST_CANDIDATES: usize = 3;

/// How far a booking is slid at most, in days.
const FURTHEST_DAYS: u64 = 30;

/// Steps in which a session of less than a day is slid.
const STEP: Minutes = Minutes(30);

/// A way out of a clash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// The production whose booking changes.
    pub production: ProductionId,
    /// The booking that changes.
    pub booking: BookingId,
    /// What changes.
    pub remedy: Remedy,
}

/// What a proposal does to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// It takes another room, which is free and fit.
    Room(RoomId),
    /// Somebody else, who is free and fit, takes a person's place.
    Person {
        /// Who leaves; nobody if someone is to join.
        from: Option<PersonId>,
        /// Who comes.
        to: PersonId,
    },
    /// It is moved to the first moment at which all it needs is free.
    Slide(NaiveDateTime),
    /// The holder of this booking asks it to confirm or release.
    Challenge(BookingId),
    /// It is confirmed.
    Confirm,
    /// It is given back.
    Release,
}

impl Remedy {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Room(_) => "room",
            Self::Person { .. } => "person",
            Self::Slide(_) => "slide",
            Self::Challenge(_) => "challenge",
            Self::Confirm => "confirm",
            Self::Release => "release",
        }
    }
}

/// A booking that may be changed to end a clash.
struct Side<'a> {
    report: &'a Report,
    plan: &'a Plan,
    booking: &'a Booking,
    hold: Hold,
}

impl Report {
    /// Ways out of a clash, the least binding booking first. Empty where only people can decide.
    pub fn proposals(&self, clash: &Clash) -> Vec<Proposal> {
        let mut sides = self.sides(clash);
        sides.sort_by_key(|side| std::cmp::Reverse((side.hold, side.booking.id)));
        let mut proposals = Vec::new();
        for side in &sides {
            let remedies = side.remedies(clash, &sides);
            proposals.extend(remedies.into_iter().map(|remedy| Proposal {
                production: side.plan.production.id,
                booking: side.booking.id,
                remedy,
            }));
        }
        proposals
    }

    /// The bookings of a clash that are neither pinned nor begun; of a broken dependency, those
    /// of the task that comes too early, or after which another comes too late.
    fn sides(&self, clash: &Clash) -> Vec<Side<'_>> {
        let mut sides = Vec::new();
        for subject in &clash.sides {
            let Some(plan) = subject.scope.production().and_then(|id| self.document(id)) else {
                continue;
            };
            let place = match clash.kind {
                ClashKind::Lag => Some(1),
                ClashKind::MaximumLag => Some(0),
                _ => None,
            };
            let gives_way = place.and_then(|place| clash.sides.get(place)) == Some(subject);
            let concerned = |booking: &&Arc<Booking>| match subject.kind {
                Kind::Booking => booking.id == BookingId(subject.id),
                Kind::Task => {
                    let task = booking.task.is_some_and(|task| task.0 == subject.id);
                    task && gives_way
                }
                _ => false,
            };
            let movable = |booking: &&Arc<Booking>| {
                let still = matches!(booking.state, BookingState::Option | BookingState::Confirmed);
                still && !booking.pinned
            };
            let found = plan.bookings.values().filter(concerned).filter(movable);
            sides.extend(found.filter_map(|booking| {
                Some(Side { report: self, plan, booking, hold: Hold::of(booking)? })
            }));
        }
        sides
    }
}

impl Side<'_> {
    fn remedies(&self, clash: &Clash, sides: &[Side]) -> Vec<Remedy> {
        use ClashKind as K;
        let mut remedies = Vec::new();
        if matches!(
            clash.kind,
            K::DoubleBooking
                | K::Absence
                | K::Capability
                | K::Turnaround
                | K::Rest
                | K::Veto
                | K::DeletedResource
        ) {
            match clash.resource {
                Some(Resource::Room(_)) => remedies.extend(self.rooms()),
                Some(Resource::Person(person)) => remedies.extend(self.people(Some(person))),
                None if clash.kind == K::Capability => remedies.extend(self.people(None)),
                Some(Resource::Equipment(_)) | None => {}
            }
        }
        let from = match clash.range {
            Some(range) if clash.kind == K::Lag => range.end,
            _ => Tick(i64::MIN),
        };
        if matches!(
            clash.kind,
            K::DoubleBooking | K::Absence | K::ClosedHours | K::Turnaround | K::Rest | K::Lag
        ) {
            remedies.extend(self.slide(from).map(Remedy::Slide));
        }
        if clash.kind == K::MaximumLag {
            remedies.extend(self.slide_after(clash).map(Remedy::Slide));
        }
        if clash.kind == K::DoubleBooking && !self.hold.is_firm() {
            let lower = sides.iter().filter(|other| other.hold > self.hold);
            remedies.extend(lower.map(|other| Remedy::Challenge(other.booking.id)));
        }
        if clash.kind == K::ExpiredOption {
            remedies.push(Remedy::Confirm);
        }
        if matches!(clash.kind, K::ExpiredOption | K::DeletedTask)
            || (clash.kind == K::DoubleBooking && !self.hold.is_firm())
        {
            remedies.push(Remedy::Release);
        }
        remedies
    }

    fn task(&self) -> Option<&Task> {
        self.booking.task.and_then(|id| self.plan.tasks.get(&id)).map(AsRef::as_ref)
    }

    /// Other rooms that are fit and free.
    fn rooms(&self) -> Vec<Remedy> {
        let facility = self.report.time.facility();
        let own = self.booking.room.and_then(|id| facility.rooms.get(&id));
        let wanted = self.task().and_then(|task| task.room_kind.as_ref());
        let kind = wanted.or(own.map(|room| &room.kind));
        let machines: Vec<_> =
            self.booking.equipment.iter().filter_map(|id| facility.equipment.get(id)).collect();
        let offers = |room: &Room, word: &String| {
            room.capabilities.contains(word)
                || machines.iter().any(|machine| machine.capabilities.contains(word))
        };
        let fit = |room: &&Arc<Room>| {
            let asked = self.task().map(|task| &task.capabilities);
            Some(&room.kind) == kind
                && asked.is_none_or(|words| words.iter().all(|word| offers(room, word)))
        };
        let rooms = facility.rooms.values().filter(|room| Some(room.id) != self.booking.room);
        rooms
            .filter(fit)
            .filter(|room| self.is_free_at_its_time(Resource::Room(room.id)))
            .take(MOST_CANDIDATES)
            .map(|room| Remedy::Room(room.id))
            .collect()
    }

    /// Other people with the function and skills, whom the director accepts and who are free.
    fn people(&self, from: Option<PersonId>) -> Vec<Remedy> {
        let facility = self.report.time.facility();
        let functions = match (self.task().and_then(|task| task.function.clone()), from) {
            (Some(function), _) => vec![function],
            (None, Some(person)) => facility
                .people
                .get(&person)
                .map(|person| person.functions.iter().cloned().collect())
                .unwrap_or_default(),
            (None, None) => Vec::new(),
        };
        let vetoed = self.report.parts.get(&self.plan.production.id).map(|part| &part.fit.vetoed);
        let others = facility.people.values().filter(|person| {
            !self.booking.people.contains(&person.id)
                && functions.iter().any(|function| person.functions.contains(function))
                && self.task().is_none_or(|task| task.skills.is_subset(&person.skills))
                && vetoed.is_none_or(|vetoed| !vetoed.contains(&person.id))
        });
        others
            .filter(|person| self.is_free_at_its_time(Resource::Person(person.id)))
            .take(MOST_CANDIDATES)
            .map(|person| Remedy::Person { from, to: person.id })
            .collect()
    }

    fn is_free_at_its_time(&self, resource: Resource) -> bool {
        let pieces = self.report.time.occupation(self.booking).pieces;
        !pieces.is_empty() && Place::new(self, resource).is_free(&pieces)
    }

    /// A later start from which another task no longer comes too late after it, and nothing that waits
    /// comes too early.
    fn slide_after(&self, clash: &Clash) -> Option<NaiveDateTime> {
        let (start, end, range) = (self.booking.start?, self.booking.end?, clash.range?);
        let zone = self.booking.zone.unwrap_or(self.report.time.calendars().zone());
        let moved = self.slide(self.report.time.tick_in(zone, start) + range.length())?;
        let mut candidate = self.booking.clone();
        candidate.start = Some(moved);
        candidate.end = moved.checked_add_signed(end - start);
        let found = self.report.probe(self.plan.production.id, &candidate);
        let breaks = |found: &Clash| match found.kind {
            ClashKind::Lag => !self.report.clashes.iter().any(|known| known.as_ref() == found),
            kind => kind == clash.kind && found.sides == clash.sides,
        };
        (!found.iter().any(breaks)).then_some(moved)
    }

    /// The first later start, not before a tick, at which everything it needs is free.
    fn slide(&self, from: Tick) -> Option<NaiveDateTime> {
        let (start, end) = (self.booking.start?, self.booking.end?);
        let time = &self.report.time;
        let room = self.booking.room.map(Resource::Room);
        let people = self.booking.people.iter().map(|id| Resource::Person(*id));
        let machines = self.booking.equipment.iter().map(|id| Resource::Equipment(*id));
        let resources = room.into_iter().chain(people).chain(machines);
        let places: Vec<Place> = resources.map(|resource| Place::new(self, resource)).collect();
        let zone = self.booking.zone.unwrap_or(time.calendars().zone());
        let short = (end - start).num_minutes() < 24 * 60;
        let steps =
            if short { FURTHEST_DAYS * 1_440 / STEP.0.unsigned_abs() } else { FURTHEST_DAYS };
        for step in 1..=steps {
            let moved = if short {
                zone.civil(time.tick_in(zone, start) + Minutes(STEP.0 * i64::try_from(step).ok()?))
            } else {
                start.checked_add_days(Days::new(step))?
            };
            if time.tick_in(zone, moved) < from {
                continue;
            }
            let mut candidate = self.booking.clone();
            candidate.start = Some(moved);
            candidate.end = moved.checked_add_signed(end - start);
            let pieces = time.occupation(&candidate).pieces;
            // What needs nothing is at least begun when the house works.
            let idle = places.is_empty() && !time.house().is_working(time.tick_in(zone, moved));
            if !idle && !pieces.is_empty() && places.iter().all(|place| place.is_free(&pieces)) {
                return Some(moved);
            }
        }
        None
    }
}

/// When a resource can be had, but for one booking.
struct Place<'a> {
    opening: Option<&'a WorkCalendar>,
    taken: WorkCalendar,
}

impl<'a> Place<'a> {
    fn new(side: &Side<'a>, resource: Resource) -> Self {
        let report = side.report;
        let horizon = report.time.calendars().horizon();
        let (production, booking) = (side.plan.production.id, side.booking.id);
        let held = report.held(resource, horizon);
        let others = held
            .iter()
            .filter(|held| (held.holder.production, held.holder.booking) != (production, booking))
            .map(|held| held.range);
        let away = report.time.availability(resource).map(|found| found.absences.as_slice());
        let away = away.unwrap_or_default().iter().map(|(range, _)| *range);
        let taken = WorkCalendar::new(horizon, others.chain(away));
        Self { opening: report.time.opening(resource), taken }
    }

    fn is_free(&self, pieces: &[TickRange]) -> bool {
        pieces.iter().all(|piece| {
            self.opening.is_none_or(|opening| opening.covers(*piece))
                && self.taken.work_between(piece.start, piece.end) == Minutes::ZERO
        })
    }
}

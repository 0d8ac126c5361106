//! Clashes of one booking with its dates, its task, its room, its people and its machines.

use super::shared::Stretch;
use super::{Clash, ClashKind, Hold, Holder};
use crate::calendars::Availability;
use crate::facility_time::FacilityTime;
use crate::occupation::{DateProblem, Occupation};
use crate::resource::Resource;
use model::{
    Booking, BookingState, Choice, Facility, Kind, Person, PersonId, Plan, ProductionId, Severity,
    Subject, Task,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Minutes, NaiveDateTime, Tick, TickRange};

/// A booking that holds something, with the time it takes.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) booking: Arc<Booking>,
    pub(crate) hold: Hold,
    pub(crate) occupation: Occupation,
}

/// What looking at bookings one by one needs.
pub(crate) struct BookingChecks<'a> {
    pub(crate) time: &'a FacilityTime,
    pub(crate) plan: &'a Plan,
    /// People the director of the production does not want.
    pub(crate) vetoed: &'a BTreeSet<PersonId>,
}

/// A moment at which an option lapses, with the clash that it is from then on.
#[derive(Debug)]
pub(crate) struct Lapse {
    at: Tick,
    clash: Clash,
}

impl Lapse {
    /// The clash, if the moment has passed.
    pub(crate) fn by(&self, now: Tick) -> Option<Clash> {
        let since = (now - self.at).0;
        (self.at <= now).then(|| self.clash.clone().with("since_minutes", since))
    }
}

/// Parts of a session that lie where they should not, summed up.
#[derive(Default)]
struct Outside {
    range: Option<TickRange>,
    minutes: Minutes,
}

impl Holding {
    /// `None` if the booking holds nothing: an idea, or one that is called off or given back.
    pub(crate) fn new(booking: &Arc<Booking>, time: &FacilityTime) -> Option<Self> {
        let hold = Hold::of(booking)?;
        Some(Self { booking: booking.clone(), hold, occupation: time.occupation(booking) })
    }

    /// From the first to the last minute.
    pub(crate) fn range(&self) -> Option<TickRange> {
        let (first, last) = (self.occupation.pieces.first()?, self.occupation.pieces.last()?);
        Some(TickRange::new(first.start, last.end))
    }

    /// What it takes of each of its resources.
    pub(crate) fn stretches(&self, production: ProductionId, time: &FacilityTime) -> Vec<Stretch> {
        let holder = Holder { production, booking: self.booking.id, hold: self.hold };
        let pieces = self.occupation.pieces.iter();
        pieces.map(|piece| Stretch { range: *piece, holder, work: time.work_in(*piece) }).collect()
    }

    /// The booking as a record.
    pub(crate) fn subject(&self, production: ProductionId) -> Subject {
        Subject::planned(production, Kind::Booking, self.booking.id)
    }

    /// When the time to confirm an option, or to answer a challenge, is over.
    pub(crate) fn lapses(&self, production: ProductionId, time: &FacilityTime) -> Vec<Lapse> {
        let booking = &self.booking;
        if booking.state != BookingState::Option {
            return Vec::new();
        }
        let zone = booking.zone.unwrap_or(time.calendars().zone());
        let moments = [("expires", booking.expires), ("answer_by", booking.answer_by)];
        let lapse = |(reason, moment): (&str, Option<NaiveDateTime>)| {
            let sides = vec![self.subject(production)];
            let clash = Clash::new(Severity::Warning, ClashKind::ExpiredOption, sides);
            let clash = Clash { range: self.range(), ..clash.with("reason", reason) };
            Some(Lapse { at: time.tick_in(zone, moment?), clash })
        };
        moments.into_iter().filter_map(lapse).collect()
    }

    /// Room, people and machines.
    pub(crate) fn resources(&self) -> impl Iterator<Item = Resource> + '_ {
        let room = self.booking.room.map(Resource::Room).into_iter();
        let people = self.booking.people.iter().map(|id| Resource::Person(*id));
        let machines = self.booking.equipment.iter().map(|id| Resource::Equipment(*id));
        room.chain(people).chain(machines)
    }
}

impl Outside {
    fn add(&mut self, part: TickRange) {
        let start = self.range.map_or(part.start, |range| range.start.min(part.start));
        let end = self.range.map_or(part.end, |range| range.end.max(part.end));
        self.range = Some(TickRange::new(start, end));
        self.minutes = self.minutes + part.length();
    }
}

impl BookingChecks<'_> {
    /// Every clash of one booking.
    pub(crate) fn check(&self, holding: &Holding, clashes: &mut Vec<Clash>) {
        self.dates(holding, clashes);
        for resource in holding.resources() {
            match self.time.availability(resource) {
                None => self.gone(holding, resource, clashes),
                Some(availability) => {
                    self.closed(holding, resource, availability, clashes);
                    self.absent(holding, resource, availability, clashes);
                }
            }
        }
        self.vetoes(holding, clashes);
        let Some(id) = holding.booking.task else { return };
        match self.plan.tasks.get(&id) {
            Some(task) => {
                self.room_lacks(holding, task, clashes);
                self.people_lack(holding, task, clashes);
            }
            None => {
                let task = Subject::planned(self.production(), Kind::Task, id);
                let sides = vec![holding.subject(self.production()), task];
                clashes.push(self.clash(Severity::Warning, ClashKind::DeletedTask, sides, holding));
            }
        }
    }

    fn production(&self) -> ProductionId {
        self.plan.production.id
    }

    /// A clash over the whole booking.
    fn clash(
        &self,
        severity: Severity,
        kind: ClashKind,
        sides: Vec<Subject>,
        holding: &Holding,
    ) -> Clash {
        Clash { range: holding.range(), ..Clash::new(severity, kind, sides) }
    }

    fn alone(&self, severity: Severity, kind: ClashKind, holding: &Holding) -> Clash {
        self.clash(severity, kind, vec![holding.subject(self.production())], holding)
    }

    fn dates(&self, holding: &Holding, clashes: &mut Vec<Clash>) {
        if let Some(problem) = holding.occupation.problem {
            let severity = if problem == DateProblem::Outside {
                Severity::Warning
            } else {
                holding.hold.severity()
            };
            let clash = self.alone(severity, ClashKind::BadDates, holding);
            clashes.push(clash.with("reason", problem.key()));
        }
    }

    fn gone(&self, holding: &Holding, resource: Resource, clashes: &mut Vec<Clash>) {
        let severity = holding.hold.severity();
        clashes.push(self.alone(severity, ClashKind::DeletedResource, holding).of(resource));
    }

    /// Parts before the first or after the last hour, on closed days and on days off.
    fn closed(
        &self,
        holding: &Holding,
        resource: Resource,
        availability: &Availability,
        clashes: &mut Vec<Clash>,
    ) {
        let Some(opening) = self.time.opening(resource) else { return };
        let (mut hours, mut holiday) = (Outside::default(), Outside::default());
        for piece in holding.occupation.pieces.iter().filter(|piece| !opening.covers(**piece)) {
            for part in opening.uncovered(*piece) {
                let first =
                    availability.holidays.partition_point(|day| day.range.end <= part.start);
                let mut from = part.start;
                let days = availability.holidays.iter().skip(first);
                for day in days.map_while(|day| day.range.intersection(part)) {
                    holiday.add(day);
                    if from < day.start {
                        hours.add(TickRange::new(from, day.start));
                    }
                    from = day.end;
                }
                if from < part.end {
                    hours.add(TickRange::new(from, part.end));
                }
            }
        }
        for (reason, outside) in [("hours", hours), ("holiday", holiday)] {
            if let Some(range) = outside.range {
                let clash = self.alone(Severity::Warning, ClashKind::ClosedHours, holding);
                let clash = clash.of(resource).at(range).with("reason", reason);
                clashes.push(clash.with("minutes", outside.minutes.0));
            }
        }
    }

    fn absent(
        &self,
        holding: &Holding,
        resource: Resource,
        availability: &Availability,
        clashes: &mut Vec<Clash>,
    ) {
        let Some(whole) = holding.range() else { return };
        for (away, id) in &availability.absences {
            if away.start >= whole.end {
                break;
            }
            if !away.overlaps(whole) {
                continue;
            }
            let mut outside = Outside::default();
            let pieces = &holding.occupation.pieces;
            pieces
                .iter()
                .filter_map(|piece| piece.intersection(*away))
                .for_each(|part| outside.add(part));
            if let Some(range) = outside.range {
                let sides =
                    vec![holding.subject(self.production()), Subject::shared(Kind::Absence, *id)];
                let clash = Clash::new(holding.hold.severity(), ClashKind::Absence, sides);
                clashes.push(clash.of(resource).at(range).with("minutes", outside.minutes.0));
            }
        }
    }

    fn vetoes(&self, holding: &Holding, clashes: &mut Vec<Clash>) {
        for person in holding.booking.people.intersection(self.vetoed) {
            let clash = self.alone(holding.hold.severity(), ClashKind::Veto, holding);
            clashes.push(clash.of(Resource::Person(*person)));
        }
    }

    /// Is the room of the kind the task needs, and does it offer, with the machines booked
    /// beside it, what the task asks for?
    fn room_lacks(&self, holding: &Holding, task: &Task, clashes: &mut Vec<Clash>) {
        let facility: &Facility = self.time.facility();
        let Some(room) = holding.booking.room.and_then(|id| facility.rooms.get(&id)) else {
            return;
        };
        let sides = || vec![holding.subject(self.production()), self.task(task)];
        let clash = || {
            self.clash(Severity::Warning, ClashKind::Capability, sides(), holding)
                .of(Resource::Room(room.id))
        };
        if let Some(kind) = task.room_kind.as_ref().filter(|kind| **kind != room.kind) {
            clashes.push(clash().with("reason", "room_kind").with("room_kind", kind.key()));
        }
        let machines =
            || holding.booking.equipment.iter().filter_map(|id| facility.equipment.get(id));
        let missing: Vec<&str> = task
            .capabilities
            .iter()
            .filter(|word| !room.capabilities.contains(*word))
            .filter(|word| !machines().any(|machine| machine.capabilities.contains(*word)))
            .map(String::as_str)
            .collect();
        if !missing.is_empty() {
            clashes
                .push(clash().with("reason", "capabilities").with("missing", missing.join(", ")));
        }
    }

    /// Does somebody booked have the function of the task and all its skills? Others may be
    /// there too: a director, an assistant. A booking without people is not staffed yet.
    fn people_lack(&self, holding: &Holding, task: &Task, clashes: &mut Vec<Clash>) {
        let facility = self.time.facility();
        let people = holding.booking.people.iter().filter_map(|id| facility.people.get(id));
        let people: Vec<&Person> = people.map(AsRef::as_ref).collect();
        if people.is_empty() || (task.function.is_none() && task.skills.is_empty()) {
            return;
        }
        let has_function = |person: &&&Person| {
            task.function.as_ref().is_none_or(|word| person.functions.contains(word))
        };
        let lacks = |person: &Person| task.skills.difference(&person.skills).count();
        let best =
            people.iter().filter(has_function).min_by_key(|person| (lacks(person), person.id));
        let sides = vec![holding.subject(self.production()), self.task(task)];
        let clash = self.clash(Severity::Warning, ClashKind::Capability, sides, holding);
        match (best, task.function.as_ref()) {
            (Some(person), _) if lacks(person) > 0 => {
                let missing: Vec<&str> =
                    task.skills.difference(&person.skills).map(String::as_str).collect();
                let clash = clash.of(Resource::Person(person.id)).with("reason", "skills");
                clashes.push(clash.with("missing", missing.join(", ")));
            }
            (None, Some(function)) => {
                clashes.push(clash.with("reason", "function").with("function", function));
            }
            _ => {}
        }
    }

    fn task(&self, task: &Task) -> Subject {
        Subject::planned(self.production(), Kind::Task, task.id)
    }
}

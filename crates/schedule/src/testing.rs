//! Small facilities and plans for the tests of this crate.

use model::{
    Booking, BookingId, BookingState, Casting, Facility, FacilityId, HolidayRule, HolidayZone,
    HolidayZoneId, Lag, Link, LinkId, LinkKind, Person, PersonId, Plan, ProductionId, RawId, Room,
    RoomId, Task, TaskId,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, NaiveDateTime, Tick, Zone, parse_date_time};

use crate::{Checker, Report};

/// A moment as documents write it.
pub(crate) fn at(moment: &str) -> NaiveDateTime {
    parse_date_time(moment).unwrap()
}

/// The tick of a moment in Paris.
pub(crate) fn paris(moment: &str) -> Tick {
    Zone::PARIS.tick(at(moment))
}

/// Working days of eight hours.
pub(crate) fn days(days: i64) -> Minutes {
    Minutes::hours(8 * days)
}

pub(crate) fn room(id: u128) -> RoomId {
    RoomId(RawId(id))
}

pub(crate) fn person(id: u128) -> PersonId {
    PersonId(RawId(id))
}

pub(crate) fn task(id: u128) -> TaskId {
    TaskId(RawId(id))
}

/// A facility with default hours, the public holidays of France, rooms 1 to 3, people 1 to 3.
pub(crate) fn facility() -> Facility {
    let mut facility = Facility::new(FacilityId(RawId(1)));
    let zone = HolidayZoneId(RawId(1));
    let mut france = HolidayZone::new(zone);
    france.rule = HolidayRule::FranceMetropole;
    facility.holiday_zones.insert(zone, Arc::new(france));
    Arc::make_mut(&mut facility.house).holiday_zone = Some(zone);
    for id in 1..=3 {
        facility.rooms.insert(room(id), Arc::new(Room::new(room(id))));
        facility.people.insert(person(id), Arc::new(Person::new(person(id))));
    }
    facility
}

/// A plan to be filled in.
pub(crate) struct Draft(pub(crate) Plan);

impl Draft {
    pub(crate) fn new(production: u128) -> Self {
        Self(Plan::new(ProductionId(RawId(production))))
    }

    /// Adds a task of some days of work.
    pub(crate) fn task(&mut self, id: u128, work: Minutes) -> &mut Task {
        let mut new = Task::new(task(id));
        new.work = work;
        Arc::make_mut(self.0.tasks.entry(task(id)).or_insert(Arc::new(new)))
    }

    /// A task that was added.
    pub(crate) fn with(&mut self, id: u128) -> &mut Task {
        Arc::make_mut(self.0.tasks.get_mut(&task(id)).unwrap())
    }

    /// Adds a dependency, numbered by its ends.
    pub(crate) fn link(&mut self, from: u128, to: u128, kind: LinkKind, lag: &str) {
        let mut link = Link::new(LinkId(RawId(from * 100 + to)));
        link.from = Some(task(from));
        link.to = Some(task(to));
        link.kind = kind;
        link.lag = lag.parse::<Lag>().unwrap();
        self.0.links.insert(link.id, Arc::new(link));
    }

    /// Says how much may lie at most between two tasks of which one waits for the other.
    pub(crate) fn within(&mut self, from: u128, to: u128, most: &str) {
        let link = self.0.links.get_mut(&LinkId(RawId(from * 100 + to))).unwrap();
        Arc::make_mut(link).most = Some(most.parse::<Lag>().unwrap());
    }

    /// Adds a firm booking.
    pub(crate) fn book(&mut self, id: u128, start: &str, end: &str) -> &mut Booking {
        let mut booking = Booking::new(BookingId(RawId(id)));
        booking.start = Some(at(start));
        booking.end = Some(at(end));
        booking.state = BookingState::Confirmed;
        Arc::make_mut(self.0.bookings.entry(booking.id).or_insert(Arc::new(booking)))
    }

    pub(crate) fn production(&mut self) -> &mut model::Production {
        Arc::make_mut(&mut self.0.production)
    }
}

/// Checks plans of a facility, from nothing.
pub(crate) fn check(facility: Facility, drafts: Vec<Draft>, now: &str) -> Report {
    check_cast(facility, &Arc::new(Casting::default()), drafts, now)
}

/// The same with what directors think.
pub(crate) fn check_cast(
    facility: Facility,
    casting: &Arc<Casting>,
    drafts: Vec<Draft>,
    now: &str,
) -> Report {
    let plans: BTreeMap<ProductionId, Arc<Plan>> =
        drafts.into_iter().map(|draft| (draft.0.production.id, Arc::new(draft.0))).collect();
    Checker::new().check(&Arc::new(facility), casting, &plans, paris(now))
}

/// Clashes as short text: kind, severity, reason if it has one, range.
pub(crate) fn told(report: &Report) -> Vec<String> {
    let written = |tick: Tick| units::format_date_time(report.time().civil(tick));
    report
        .clashes
        .iter()
        .map(|clash| {
            let mut text = format!("{} {}", clash.severity.key(), clash.kind.key());
            if let Some(reason) = clash.details.get("reason") {
                text += &format!(" {reason}");
            }
            if let Some(range) = clash.range {
                text += &format!(" {}..{}", written(range.start), written(range.end));
            }
            text
        })
        .collect()
}

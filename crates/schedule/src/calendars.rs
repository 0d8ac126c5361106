//! The calendars of a facility: hours of the house, of each room and person, minus public
//! holidays and absences, laid out over a horizon.
//!
//! People set civil time in the zone of the house; here it becomes ticks, each civil day on its
//! own, so that nights on which clocks change last 7 or 9 hours. Public holidays are computed in
//! `holidays.rs`.

mod builder;

use crate::calendar::WorkCalendar;
use builder::{AbsencesByWhom, Builder};
use model::{AbsenceId, EquipmentId, Facility, HolidayZoneId, PersonId, RoomId, WeekHours};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, NaiveDate, TickRange, Zone};

/// When somebody or something can be used, and why not the rest of the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Its weekly hours, as if there were neither holidays nor absences.
    pub hours: Arc<WorkCalendar>,
    /// Days off of its zone, from midnight to midnight.
    pub holidays: Arc<Vec<Holiday>>,
    /// Absences and closures, by start.
    pub absences: Vec<(TickRange, AbsenceId)>,
    /// Its hours minus holidays and absences.
    pub free: Arc<WorkCalendar>,
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// From midnight to midnight on the wall clock.
    pub range: TickRange,
    /// Which day.
    pub date: NaiveDate,
    /// Key of a computed holiday, or the name the house gave to another day off.
    pub name: String,
}

/// A stretch in which something cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// When.
    pub range: TickRange,
    /// Why.
    pub cause: ClosureCause,
}

/// Why something cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosureCause {
    /// Somebody is away, or it is closed or out of service.
    Absence(AbsenceId),
    /// A day off; see [`Holiday::name`].
    Holiday(String),
    /// Outside its weekly hours, or beyond the horizon.
    Hours,
}

/// The calendars of a facility over a horizon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendars {
    zone: Zone,
    horizon: TickRange,
    day_length: Minutes,
    house: Availability,
    rooms: BTreeMap<RoomId, Availability>,
    people: BTreeMap<PersonId, Availability>,
    equipment: BTreeMap<EquipmentId, Availability>,
}

impl Calendars {
    /// Lays out the calendars from the first day to the last, both included. Years outside
    /// 1990–2100 are cut off. Rooms and people without a zone of holidays, or with one that was
    /// deleted, keep the days of the house; a house without one keeps none.
    pub fn build(facility: &Facility, horizon: (NaiveDate, NaiveDate)) -> Self {
        let mut builder = Builder::new(facility, horizon);
        let absences = AbsencesByWhom::new(facility);
        let house_hours = facility.house.working_hours();
        let house_zone = facility.house.holiday_zone;
        let kept = |zone: Option<HolidayZoneId>| {
            zone.filter(|id| facility.holiday_zones.contains_key(id)).or(house_zone)
        };
        let none = Vec::new();
        let house = builder.availability(&house_hours, house_zone, &none);
        let stated = |hours: &WeekHours| {
            if hours.is_stated() { hours.clone() } else { house_hours.clone() }
        };
        let mut rooms = BTreeMap::new();
        for (id, room) in &facility.rooms {
            let away = absences.rooms.get(id).unwrap_or(&none);
            let zone = kept(room.holiday_zone);
            rooms.insert(*id, builder.availability(&stated(&room.hours), zone, away));
        }
        let mut people = BTreeMap::new();
        for (id, person) in &facility.people {
            let away = absences.people.get(id).unwrap_or(&none);
            let zone = kept(person.holiday_zone);
            people.insert(*id, builder.availability(&stated(&person.hours), zone, away));
        }
        let mut equipment = BTreeMap::new();
        for id in facility.equipment.keys() {
            let away = absences.equipment.get(id).unwrap_or(&none);
            equipment.insert(*id, builder.machine(away));
        }
        Self {
            zone: facility.house.zone,
            horizon: builder.days.horizon(),
            day_length: day_length(&house_hours),
            house,
            rooms,
            people,
            equipment,
        }
    }

    /// The zone of the wall clocks.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The time they speak of.
    pub fn horizon(&self) -> TickRange {
        self.horizon
    }

    /// How long a working day of the house is on average, rounded to the minute; 8 hours if it
    /// never works.
    pub fn day_length(&self) -> Minutes {
        self.day_length
    }

    /// The house.
    pub fn house(&self) -> &Availability {
        &self.house
    }

    /// A room, if the facility has it.
    pub fn room(&self, id: RoomId) -> Option<&Availability> {
        self.rooms.get(&id)
    }

    /// A person, if the facility has them.
    pub fn person(&self, id: PersonId) -> Option<&Availability> {
        self.people.get(&id)
    }

    /// A machine, if the facility has it: usable day and night unless out of service.
    pub fn equipment(&self, id: EquipmentId) -> Option<&Availability> {
        self.equipment.get(&id)
    }
}

impl Availability {
    /// Why parts of a range cannot be used, each part once: an absence before a holiday before
    /// closed hours. Empty if all of it can be used.
    pub fn closures(&self, range: TickRange) -> Vec<Closure> {
        let mut left = self.free.uncovered(range);
        let mut found = Vec::new();
        for (away, id) in self.absences.iter().filter(|(away, _)| away.overlaps(range)) {
            take(&mut left, *away, &ClosureCause::Absence(*id), &mut found);
        }
        for holiday in self.holidays.iter().filter(|holiday| holiday.range.overlaps(range)) {
            take(
                &mut left,
                holiday.range,
                &ClosureCause::Holiday(holiday.name.clone()),
                &mut found,
            );
        }
        found.extend(left.into_iter().map(|range| Closure { range, cause: ClosureCause::Hours }));
        found.sort_by_key(|closure| closure.range);
        found
    }
}

/// Moves what `taken` covers of `left` to `found`, with its cause.
fn take(
    left: &mut Vec<TickRange>,
    taken: TickRange,
    cause: &ClosureCause,
    found: &mut Vec<Closure>,
) {
    let mut rest = Vec::with_capacity(left.len());
    for part in left.drain(..) {
        let Some(range) = part.intersection(taken) else {
            rest.push(part);
            continue;
        };
        found.push(Closure { range, cause: cause.clone() });
        let sides = [TickRange::new(part.start, range.start), TickRange::new(range.end, part.end)];
        rest.extend(sides.into_iter().filter(|side| !side.is_empty()));
    }
    *left = rest;
}

/// Mean length of the days on which anything is worked, rounded down to the minute; 8 hours if
/// there are none.
fn day_length(hours: &WeekHours) -> Minutes {
    let lengths: Vec<i64> =
        hours.0.values().map(|day| day.length().0).filter(|length| *length > 0).collect();
    let days = i64::try_from(lengths.len()).unwrap_or(i64::MAX);
    Minutes(lengths.iter().sum::<i64>().checked_div(days).unwrap_or(480))
}

#[cfg(test)]
mod tests;

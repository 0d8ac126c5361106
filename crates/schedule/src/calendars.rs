//! The calendars of a facility: hours of the house, of each room and person, minus public
//! holidays and absences, laid out over a horizon.
//!
//! People set civil time in the zone of the house; here it becomes ticks, each civil day on its
//! own, so that nights on which clocks change last 7 or 9 hours. Public holidays are computed in
//! `holidays.rs`.

use crate::calendar::WorkCalendar;
use crate::days::Days;
use crate::holidays::days_off;
use model::{
    Absence, AbsenceId, DayHours, EquipmentId, Facility, HolidayZoneId, PersonId, RoomId, WeekHours,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, NaiveDate, Tick, TickRange, Zone};

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
    /// 1990–2100 are cut off.
    pub fn build(facility: &Facility, horizon: (NaiveDate, NaiveDate)) -> Self {
        let mut builder = Builder::new(facility, horizon);
        let absences = AbsencesByWhom::new(facility);
        let house_hours = facility.house.working_hours();
        let house_zone = facility.house.holiday_zone;
        let none = Vec::new();
        let house = builder.availability(&house_hours, house_zone, &none);
        let stated = |hours: &WeekHours| {
            if hours.is_stated() { hours.clone() } else { house_hours.clone() }
        };
        let mut rooms = BTreeMap::new();
        for (id, room) in &facility.rooms {
            let away = absences.rooms.get(id).unwrap_or(&none);
            let zone = room.holiday_zone.or(house_zone);
            rooms.insert(*id, builder.availability(&stated(&room.hours), zone, away));
        }
        let mut people = BTreeMap::new();
        for (id, person) in &facility.people {
            let away = absences.people.get(id).unwrap_or(&none);
            let zone = person.holiday_zone.or(house_zone);
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
            take(&mut left, holiday.range, &ClosureCause::Holiday(holiday.name.clone()), &mut found);
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

/// Absences on the time axis, by who or what is away, earliest first.
struct AbsencesByWhom {
    rooms: BTreeMap<RoomId, Vec<(TickRange, AbsenceId)>>,
    people: BTreeMap<PersonId, Vec<(TickRange, AbsenceId)>>,
    equipment: BTreeMap<EquipmentId, Vec<(TickRange, AbsenceId)>>,
}

impl AbsencesByWhom {
    /// An absence without a start or an end has no limit on that side.
    fn new(facility: &Facility) -> Self {
        let mut by_whom =
            Self { rooms: BTreeMap::new(), people: BTreeMap::new(), equipment: BTreeMap::new() };
        let zone = facility.house.zone;
        let mut absences: Vec<(TickRange, &Absence)> = facility
            .absences
            .values()
            .map(|absence| (absence_range(absence, zone), absence.as_ref()))
            .filter(|(range, _)| !range.is_empty())
            .collect();
        absences.sort_by_key(|(range, absence)| (*range, absence.id));
        for (range, absence) in absences {
            let entry = (range, absence.id);
            if let Some(id) = absence.room {
                by_whom.rooms.entry(id).or_default().push(entry);
            }
            if let Some(id) = absence.person {
                by_whom.people.entry(id).or_default().push(entry);
            }
            if let Some(id) = absence.equipment {
                by_whom.equipment.entry(id).or_default().push(entry);
            }
        }
        by_whom
    }
}

fn absence_range(absence: &Absence, zone: Zone) -> TickRange {
    let start = absence.start.map_or(Tick(i64::MIN), |moment| zone.tick(moment));
    let end = absence.end.map_or(Tick(i64::MAX), |moment| zone.tick(moment));
    TickRange::new(start, end)
}

/// Lays out each distinct week, and each distinct zone of holidays, once.
struct Builder<'a> {
    facility: &'a Facility,
    days: Days,
    weeks: BTreeMap<BTreeMap<u8, DayHours>, Arc<WorkCalendar>>,
    holidays: BTreeMap<Option<HolidayZoneId>, Arc<Vec<Holiday>>>,
    /// Weeks minus the holidays of a zone.
    open: BTreeMap<(BTreeMap<u8, DayHours>, Option<HolidayZoneId>), Arc<WorkCalendar>>,
}

impl<'a> Builder<'a> {
    fn new(facility: &'a Facility, horizon: (NaiveDate, NaiveDate)) -> Self {
        Self {
            facility,
            days: Days::new(facility.house.zone, horizon),
            weeks: BTreeMap::new(),
            holidays: BTreeMap::new(),
            open: BTreeMap::new(),
        }
    }

    fn availability(
        &mut self,
        hours: &WeekHours,
        zone: Option<HolidayZoneId>,
        absences: &[(TickRange, AbsenceId)],
    ) -> Availability {
        let week = self
            .weeks
            .entry(hours.0.clone())
            .or_insert_with(|| Arc::new(self.days.week(hours)))
            .clone();
        let holidays = self
            .holidays
            .entry(zone)
            .or_insert_with(|| Arc::new(zone_holidays(self.facility, &self.days, zone)))
            .clone();
        let open = self.open.entry((hours.0.clone(), zone)).or_insert_with(|| {
            let closed: Vec<TickRange> = holidays.iter().map(|holiday| holiday.range).collect();
            if closed.is_empty() { week.clone() } else { Arc::new(week.without(&closed)) }
        });
        let free = minus_absences(open, absences);
        Availability { hours: week, holidays, absences: absences.to_vec(), free }
    }

    fn machine(&self, absences: &[(TickRange, AbsenceId)]) -> Availability {
        let hours = Arc::new(WorkCalendar::always(self.days.horizon()));
        let free = minus_absences(&hours, absences);
        Availability {
            hours,
            holidays: Arc::new(Vec::new()),
            absences: absences.to_vec(),
            free,
        }
    }
}

fn minus_absences(
    open: &Arc<WorkCalendar>,
    absences: &[(TickRange, AbsenceId)],
) -> Arc<WorkCalendar> {
    if absences.is_empty() {
        return open.clone();
    }
    let away: Vec<TickRange> = absences.iter().map(|(range, _)| *range).collect();
    Arc::new(open.without(&away))
}

/// Days off of a zone within the horizon; none without a zone.
fn zone_holidays(facility: &Facility, days: &Days, zone: Option<HolidayZoneId>) -> Vec<Holiday> {
    let Some(zone) = zone.and_then(|id| facility.holiday_zones.get(&id)) else {
        return Vec::new();
    };
    days_off(zone, days.first_date(), days.last_date())
        .into_iter()
        .filter_map(|(date, name)| Some(Holiday { range: days.day(date)?, date, name }))
        .collect()
}

#[cfg(test)]
mod tests;

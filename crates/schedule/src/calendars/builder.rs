//! Laying out calendars: each distinct week, and each distinct zone of holidays, once.

use super::{Availability, Holiday};
use crate::calendar::WorkCalendar;
use crate::days::Days;
use crate::holidays::days_off;
use model::{
    Absence, AbsenceId, DayHours, EquipmentId, Facility, HolidayZoneId, PersonId, RoomId, WeekHours,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{NaiveDate, Tick, TickRange, Zone};

/// Absences on the time axis, by who or what is away, earliest first.
pub(super) struct AbsencesByWhom {
    pub(super) rooms: BTreeMap<RoomId, Vec<(TickRange, AbsenceId)>>,
    pub(super) people: BTreeMap<PersonId, Vec<(TickRange, AbsenceId)>>,
    pub(super) equipment: BTreeMap<EquipmentId, Vec<(TickRange, AbsenceId)>>,
}

impl AbsencesByWhom {
    /// An absence without a start or an end has no limit on that side.
    pub(super) fn new(facility: &Facility) -> Self {
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

/// Stretches per day of the week.
type Week = BTreeMap<u8, DayHours>;

/// Calendars laid out so far.
pub(super) struct Builder<'a> {
    facility: &'a Facility,
    pub(super) days: Days,
    weeks: BTreeMap<Week, Arc<WorkCalendar>>,
    holidays: BTreeMap<Option<HolidayZoneId>, Arc<Vec<Holiday>>>,
    /// Weeks minus the holidays of a zone.
    open: BTreeMap<(Week, Option<HolidayZoneId>), Arc<WorkCalendar>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(facility: &'a Facility, horizon: (NaiveDate, NaiveDate)) -> Self {
        Self {
            facility,
            days: Days::new(facility.house.zone, horizon),
            weeks: BTreeMap::new(),
            holidays: BTreeMap::new(),
            open: BTreeMap::new(),
        }
    }

    pub(super) fn availability(
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

    pub(super) fn machine(&self, absences: &[(TickRange, AbsenceId)]) -> Availability {
        let hours = Arc::new(WorkCalendar::always(self.days.horizon()));
        let free = minus_absences(&hours, absences);
        Availability { hours, holidays: Arc::new(Vec::new()), absences: absences.to_vec(), free }
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

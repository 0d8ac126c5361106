//! Base calendars: their days off become a zone of holidays. Hours of the week belong to the
//! house, to rooms and to people, and are not taken from a file.

use super::Conversion;
use crate::findings::{fill, shown};
use crate::plan::ImportedCalendar;
use model::{
    Command, DayHours, DaysOff, FieldValue, HolidayZone, HolidayZoneId, Kind, Subject, Values,
    WeekHours,
};

/// The longest stretch of days off that is taken; longer ones are no holidays.
const LONGEST_STRETCH: u64 = 366;

impl Conversion<'_> {
    pub(super) fn calendars(&mut self) {
        let plan = self.plan;
        for calendar in &plan.calendars {
            let name = || [("name", shown(&calendar.name))];
            let derived = calendar.base.is_some();
            if derived {
                if !calendar.exceptions.is_empty() || calendar.week.is_stated() {
                    fill(
                        self.findings.info("import-own-calendar-left-out", &calendar.place),
                        name(),
                    );
                }
                continue;
            }
            if calendar.week.is_stated()
                && open_days(&calendar.week)
                    != open_days(&self.known.facility.house.working_hours())
            {
                fill(self.findings.info("import-calendar-hours-left-out", &calendar.place), name());
            }
            let days_off = self.days_off(calendar);
            if !days_off.is_empty() {
                self.zone(calendar, &days_off);
            }
        }
    }

    fn days_off(&mut self, calendar: &ImportedCalendar) -> DaysOff {
        let mut days_off = DaysOff::new();
        for exception in &calendar.exceptions {
            let fields =
                [("name", shown(&exception.name)), ("date", units::format_date(exception.from))];
            if !exception.hours.spans().is_empty() {
                fill(
                    self.findings.info("import-worked-exception-left-out", &calendar.place),
                    fields,
                );
                continue;
            }
            let days = exception.from.iter_days().take_while(|day| *day <= exception.to);
            let days: Vec<_> = days.take(LONGEST_STRETCH as usize + 1).collect();
            if days.len() as u64 > LONGEST_STRETCH {
                fill(self.findings.warn("import-long-exception-left-out", &calendar.place), fields);
                continue;
            }
            days_off.extend(days.into_iter().map(|day| (day, exception.name.clone())));
        }
        days_off
    }

    /// Days off are added to the zone of the same name, or to a new one. Neither the house nor
    /// anybody keeps a new zone until somebody says so.
    fn zone(&mut self, calendar: &ImportedCalendar, days_off: &DaysOff) {
        let fields = [("name", shown(&calendar.name)), ("count", days_off.len().to_string())];
        let Some(zone) = self.zone_named(&calendar.name) else {
            let id = HolidayZoneId((self.mint)());
            let mut zone = HolidayZone::new(id);
            zone.name.clone_from(&calendar.name);
            zone.days_off.clone_from(days_off);
            self.add_shared(&zone, &HolidayZone::new(id));
            fill(self.findings.info("import-zone-added", &calendar.place), fields);
            return;
        };
        let subject = Subject::shared(Kind::HolidayZone, zone.id);
        let mut all = zone.days_off.clone();
        all.extend(days_off.iter().map(|(day, name)| (*day, name.clone())));
        if all != zone.days_off {
            let values = Values::from([("days_off".to_owned(), all.write())]);
            self.commands.push(Command::Set { subject, values });
            fill(self.findings.info("import-zone-extended", &calendar.place), fields);
        }
    }
}

/// Days with their hours, closed ones left out: to name a day closed and not to name it is one.
fn open_days(week: &WeekHours) -> Vec<(&u8, &DayHours)> {
    week.0.iter().filter(|(_, hours)| !hours.spans().is_empty()).collect()
}

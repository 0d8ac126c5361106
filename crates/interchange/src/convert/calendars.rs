//! Base calendars: their days off become a zone of holidays. Hours of the week belong to the
//! house, to rooms and to people, and are not taken from a file.

use super::{Conversion, stated};
use crate::findings::{Findings, fill, shown};
use crate::ics::ImportedHolidays;
use crate::limits::MAX_EXPANDED_DAYS;
use crate::plan::ImportedCalendar;
use crate::words::folded;
use model::{
    Command, DayHours, DaysOff, Facility, FieldValue, Finding, HolidayZone, HolidayZoneId, Kind,
    Place, RawId, Subject, Values, WeekHours,
};

/// The longest stretch of days off that is taken; longer ones are no holidays.
const LONGEST_STRETCH: usize = 366;

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
        let mut walked = 0;
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
            let days: Vec<_> = days.take(LONGEST_STRETCH + 1).collect();
            if days.len() > LONGEST_STRETCH {
                fill(self.findings.warn("import-long-exception-left-out", &calendar.place), fields);
                continue;
            }
            walked += days.len();
            if walked > MAX_EXPANDED_DAYS {
                let limit = [("limit", MAX_EXPANDED_DAYS.to_string())];
                fill(self.findings.warn("import-too-many-days", &calendar.place), limit);
                break;
            }
            days_off.extend(days.into_iter().map(|day| (day, exception.name.clone())));
        }
        days_off
    }

    fn zone(&mut self, calendar: &ImportedCalendar, days_off: &DaysOff) {
        let facility = self.known.facility;
        let command = zone_command(facility, &calendar.name, days_off, self.mint);
        tell_zone(command.as_ref(), &calendar.name, days_off, &calendar.place, &mut self.findings);
        self.commands.extend(command);
    }
}

/// Turns calendars of days off into commands: each is added to the zone of holidays of the same
/// name, or becomes one. A calendar without a name has `name`. Neither the house nor anybody
/// keeps a new zone until somebody says so.
pub fn holidays_to_commands(
    calendars: &[ImportedHolidays],
    name: &str,
    facility: &Facility,
    mint: &mut dyn FnMut() -> RawId,
) -> (Vec<Command>, Vec<Finding>) {
    let mut commands = Vec::new();
    let mut findings = Findings::default();
    for calendar in calendars.iter().filter(|calendar| !calendar.days.is_empty()) {
        let name = if calendar.name.is_empty() { name } else { &calendar.name };
        let command = zone_command(facility, name, &calendar.days, mint);
        tell_zone(command.as_ref(), name, &calendar.days, &Place::default(), &mut findings);
        commands.extend(command);
    }
    (commands, findings.into_vec())
}

/// The command that gives a zone its days off; nothing if it has them all.
fn zone_command(
    facility: &Facility,
    name: &str,
    days_off: &DaysOff,
    mint: &mut dyn FnMut() -> RawId,
) -> Option<Command> {
    let zones = facility.holiday_zones.values();
    let known = zones.into_iter().find(|zone| folded(&zone.name) == folded(name));
    let Some(zone) = known else {
        let id = HolidayZoneId(mint());
        let mut zone = HolidayZone::new(id);
        name.clone_into(&mut zone.name);
        zone.days_off.clone_from(days_off);
        let values = stated(&zone, &HolidayZone::new(id));
        return Some(Command::Add { subject: Subject::shared(Kind::HolidayZone, id), values });
    };
    let mut all = zone.days_off.clone();
    all.extend(days_off.iter().map(|(day, name)| (*day, name.clone())));
    let values = Values::from([("days_off".to_owned(), all.write())]);
    let subject = Subject::shared(Kind::HolidayZone, zone.id);
    (all != zone.days_off).then_some(Command::Set { subject, values })
}

fn tell_zone(
    command: Option<&Command>,
    name: &str,
    days_off: &DaysOff,
    place: &Place,
    findings: &mut Findings,
) {
    let code = match command {
        Some(Command::Add { .. }) => "import-zone-added",
        Some(_) => "import-zone-extended",
        None => return,
    };
    let fields = [("name", shown(name)), ("count", days_off.len().to_string())];
    fill(findings.info(code, place), fields);
}

/// Days with their hours, closed ones left out: to name a day closed and not to name it is one.
fn open_days(week: &WeekHours) -> Vec<(&u8, &DayHours)> {
    week.0.iter().filter(|(_, hours)| !hours.spans().is_empty()).collect()
}

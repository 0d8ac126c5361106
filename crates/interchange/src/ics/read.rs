//! Calendars of days off: whole-day events with their names.

use super::lines::{Property, lines, property};
use super::recurrence::{Yearly, date};
use crate::findings::{Findings, fill, shown};
use crate::limits::{MAX_DEPTH, MAX_EXPANDED_DAYS, MAX_RECORDS};
use model::{DaysOff, Place};
use std::collections::BTreeSet;
use units::{Days, NaiveDate};

/// The last year up to which recurring days are taken: as far as public holidays are computed.
pub const MAX_YEAR: i32 = 2040;

/// The longest event that is taken for days off.
const LONGEST_EVENT: u64 = 366;

/// The days off of one calendar; a file may hold several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedHolidays {
    /// Name of the calendar; empty if it has none.
    pub name: String,
    /// Names of days off by date.
    pub days: DaysOff,
}

/// Does the beginning of a file look like this format?
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let lines = lines(head, &mut Findings::default());
    let first = lines.iter().find(|(_, line)| !line.trim().is_empty());
    first.is_some_and(|(_, line)| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

/// Reads the days off of a file, one list for each of its calendars.
pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Vec<ImportedHolidays> {
    let mut reading = Reading::default();
    for (number, line) in lines(bytes, findings) {
        let place = Place::line(number);
        let Some(property) = property(&line) else {
            if !line.trim().is_empty() {
                fill(findings.warn("ics-bad-line", &place), [("found", shown(&line))]);
            }
            continue;
        };
        if !reading.take(property, &place, findings) {
            break;
        }
    }
    reading.finish(findings)
}

/// An event being read.
#[derive(Default)]
struct Event {
    place: Place,
    properties: Vec<Property>,
}

#[derive(Default)]
struct Reading {
    calendars: Vec<ImportedHolidays>,
    /// Components that are open, outermost first.
    open: Vec<String>,
    event: Option<Event>,
    events: usize,
    days: usize,
}

impl Reading {
    /// Takes a property; false when the limits are reached.
    fn take(&mut self, property: Property, place: &Place, findings: &mut Findings) -> bool {
        match property.name.as_str() {
            "BEGIN" => {
                let component = property.value.trim().to_uppercase();
                if self.open.len() >= MAX_DEPTH {
                    findings.error("ics-too-deep", place);
                    return false;
                }
                match component.as_str() {
                    "VCALENDAR" => self.calendars.push(ImportedHolidays::default()),
                    "VEVENT" => {
                        self.events += 1;
                        let event = Event { place: place.clone(), properties: Vec::new() };
                        self.event = Some(event);
                    }
                    _ => {}
                }
                self.open.push(component);
                if self.events > MAX_RECORDS {
                    let finding = findings.error("import-too-many-records", place);
                    fill(finding, [("limit", MAX_RECORDS.to_string())]);
                    return false;
                }
            }
            "END" => self.close(&property.value.trim().to_uppercase(), place, findings),
            "X-WR-CALNAME" | "NAME" if self.open.last().is_some_and(|last| last == "VCALENDAR") => {
                if let Some(calendar) = self.calendars.last_mut() {
                    calendar.name = findings.name(&property.text(), place);
                }
            }
            "DTSTART" | "DTEND" | "DURATION" | "SUMMARY" | "RRULE" | "RDATE" | "EXDATE"
            | "STATUS"
                if self.open.last().is_some_and(|last| last == "VEVENT") =>
            {
                if let Some(event) =
                    self.event.as_mut().filter(|event| event.properties.len() < 1_000)
                {
                    event.properties.push(property);
                }
            }
            _ => {}
        }
        true
    }

    /// Closes a component, with those inside it that were left open.
    fn close(&mut self, component: &str, place: &Place, findings: &mut Findings) {
        let Some(depth) = self.open.iter().rposition(|open| open == component) else {
            fill(findings.warn("ics-end-without-begin", place), [("found", shown(component))]);
            return;
        };
        if depth + 1 < self.open.len() {
            fill(findings.warn("ics-not-closed", place), [("found", shown(component))]);
        }
        self.open.truncate(depth);
        if component == "VEVENT"
            && let Some(event) = self.event.take()
        {
            self.event(&event, findings);
        }
    }

    fn event(&mut self, event: &Event, findings: &mut Findings) {
        let find = |name: &str| event.properties.iter().find(|property| property.name == name);
        let summary = find("SUMMARY").map(Property::text).unwrap_or_default();
        let summary = findings.name(&summary, &event.place);
        let mut tell = |code, found: &str| {
            let fields = [("name", shown(&summary)), ("found", shown(found))];
            fill(findings.info(code, &event.place), fields);
        };
        if find("STATUS")
            .is_some_and(|status| status.value.trim().eq_ignore_ascii_case("CANCELLED"))
        {
            tell("ics-cancelled-left-out", "");
            return;
        }
        let Some(start) = find("DTSTART") else {
            tell("ics-event-without-start", "");
            return;
        };
        if start.parameter("VALUE").is_some_and(|value| value != "DATE")
            || start.value.contains('T')
        {
            tell("ics-timed-event-left-out", &start.value);
            return;
        }
        let Some(first) = date(&start.value) else {
            tell("ics-bad-date", &start.value);
            return;
        };
        let length = length(first, find("DTEND"), find("DURATION"));
        if length > LONGEST_EVENT {
            tell("ics-long-event-left-out", "");
            return;
        }
        let mut starts = vec![first];
        if let Some(rule) = find("RRULE") {
            match Yearly::parse(&rule.value) {
                Some(yearly) => {
                    let (days, more) = yearly.days(first, MAX_YEAR);
                    starts = days;
                    if more {
                        tell("ics-recurrence-cut", &MAX_YEAR.to_string());
                    }
                }
                None => tell("ics-recurrence-unknown", &rule.value),
            }
        }
        let dates = |name: &'static str| {
            let named = event.properties.iter().filter(move |property| property.name == name);
            named.flat_map(|property| property.value.split(',')).filter_map(date)
        };
        starts.extend(dates("RDATE").take(MAX_EXPANDED_DAYS));
        let without: BTreeSet<NaiveDate> = dates("EXDATE").collect();
        starts.retain(|day| !without.contains(day));
        self.add(&starts, length, &summary, &event.place, findings);
    }

    fn add(
        &mut self,
        starts: &[NaiveDate],
        length: u64,
        name: &str,
        place: &Place,
        findings: &mut Findings,
    ) {
        let Some(calendar) = self.calendars.last_mut() else { return };
        for day in starts
            .iter()
            .flat_map(|first| (0..length).filter_map(|day| first.checked_add_days(Days::new(day))))
        {
            self.days += 1;
            if self.days > MAX_EXPANDED_DAYS {
                if !findings.has("import-too-many-days") {
                    let limit = [("limit", MAX_EXPANDED_DAYS.to_string())];
                    fill(findings.warn("import-too-many-days", place), limit);
                }
                return;
            }
            let names = calendar.days.entry(day).or_default();
            if names.is_empty() {
                name.clone_into(names);
            } else if !name.is_empty()
                && *names != name
                && names.chars().count() + name.chars().count() < 100
            {
                *names = format!("{names}, {name}");
            }
        }
    }

    fn finish(self, findings: &mut Findings) -> Vec<ImportedHolidays> {
        if let Some(open) = self.open.last() {
            fill(findings.warn("ics-breaks-off", &Place::default()), [("found", shown(open))]);
        }
        if self.calendars.is_empty() {
            findings.error("ics-no-calendar", &Place::default());
        } else if self.days == 0 {
            findings.warn("ics-no-days", &Place::default());
        }
        self.calendars
    }
}

/// How many days an event takes: its end is the first day after it. One at least.
fn length(first: NaiveDate, end: Option<&Property>, duration: Option<&Property>) -> u64 {
    let by_end = end.and_then(|end| date(&end.value)).map(|end| (end - first).num_days());
    let by_duration = duration.and_then(|duration| {
        let amount = duration.value.trim().strip_prefix('P')?;
        let weeks = amount.strip_suffix('W').and_then(|weeks| weeks.parse::<i64>().ok());
        let days = amount.strip_suffix('D').and_then(|days| days.parse::<i64>().ok());
        weeks.and_then(|weeks| weeks.checked_mul(7)).or(days)
    });
    u64::try_from(by_end.or(by_duration).unwrap_or(1)).unwrap_or(1).max(1)
}

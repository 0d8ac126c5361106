//! Calendars: weeks and exceptions, in the forms of 2003 and of 2007 and later.

use super::fields::{Fields, moment};
use super::recurrence::Recurrence;
use crate::findings::{Findings, fill, shown};
use crate::limits::MAX_EXPANDED_DAYS;
use crate::plan::{CalendarException, ImportedCalendar};
use crate::xml::Element;
use model::{DayHours, Place, TimeSpan};
use units::{NaiveDate, NaiveTime};

/// Reads a calendar. `expanded` counts the single days made of recurring exceptions in the file.
pub(super) fn read(
    record: &Element<'_>,
    expanded: &mut usize,
    findings: &mut Findings,
) -> ImportedCalendar {
    let mut fields = Fields::new(record, findings);
    let mut calendar = ImportedCalendar {
        uid: fields.integer("UID").unwrap_or_default(),
        name: fields.name("Name"),
        base: fields.integer("BaseCalendarUID").filter(|uid| *uid > 0),
        place: fields.place.clone(),
        ..ImportedCalendar::default()
    };
    if fields.flag("IsBaseCalendar") {
        calendar.base = None;
    }
    let mut old = Vec::new();
    for day in record.all("WeekDays").flat_map(|days| days.all("WeekDay")) {
        let mut fields = Fields::new(day, findings);
        let kind = fields.integer("DayType");
        let hours = hours(day, findings);
        match kind {
            // 1 is Sunday; days of a week count from Monday here.
            Some(kind @ 1..=7) => {
                let weekday = u8::try_from((kind + 5) % 7).unwrap_or_default();
                calendar.week.0.insert(weekday, hours);
            }
            Some(0) => old.extend(exception(day, hours, expanded, findings)),
            _ => {}
        }
    }
    let new = record.child("Exceptions").filter(|new| !new.children.is_empty());
    calendar.exceptions = match new {
        // Newer files repeat their exceptions, expanded and nameless, for older programs.
        Some(new) => {
            let mut list = Vec::new();
            for record in new.all("Exception") {
                let hours = hours(record, findings);
                list.extend(exception(record, hours, expanded, findings));
            }
            list
        }
        None => old,
    };
    calendar
}

/// The hours of a day or an exception: none unless it is worked.
fn hours(record: &Element<'_>, findings: &mut Findings) -> DayHours {
    let mut fields = Fields::new(record, findings);
    if !fields.flag("DayWorking") {
        return DayHours::default();
    }
    let place = fields.place.clone();
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M:%S").ok();
    let mut spans = Vec::new();
    for span in record.all("WorkingTimes").flat_map(|times| times.all("WorkingTime")) {
        fields = Fields::new(span, findings);
        if let (Some(from), Some(to)) = (fields.read("FromTime", time), fields.read("ToTime", time))
        {
            spans.push(TimeSpan { from, to });
        }
    }
    spans.sort();
    let written: Vec<String> = spans.iter().map(ToString::to_string).collect();
    let written = written.join(" ");
    written.parse().unwrap_or_else(|_| {
        fill(findings.warn("import-hours-overlap", &place), [("found", shown(&written))]);
        DayHours::default()
    })
}

/// An exception: one stretch of days, or the days of a recurring one.
fn exception(
    record: &Element<'_>,
    hours: DayHours,
    expanded: &mut usize,
    findings: &mut Findings,
) -> Vec<CalendarException> {
    let mut fields = Fields::new(record, findings);
    let place = fields.place.clone();
    let name = fields.name("Name");
    let recurrence = recurrence(&mut fields);
    let Some((from, to)) = period(record, findings) else {
        fill(findings.warn("import-exception-without-dates", &place), [("name", name)]);
        return Vec::new();
    };
    let one = |from, to| CalendarException { name: name.clone(), from, to, hours: hours.clone() };
    if recurrence.is_stretch() {
        return vec![one(from, to)];
    }
    let Some(days) = recurrence.days(from, to) else {
        fill(findings.warn("import-exception-unknown-recurrence", &place), [("name", name)]);
        return Vec::new();
    };
    let room = MAX_EXPANDED_DAYS.saturating_sub(*expanded);
    if days.len() > room && !findings.has("import-too-many-days") {
        fill(
            findings.warn("import-too-many-days", &place),
            [("limit", MAX_EXPANDED_DAYS.to_string())],
        );
    }
    *expanded += days.len().min(room);
    days.into_iter().take(room).map(|day| one(day, day)).collect()
}

fn recurrence(fields: &mut Fields<'_, '_>) -> Recurrence {
    let mut number = |name| fields.integer(name);
    Recurrence {
        kind: number("Type").unwrap_or(1),
        period: number("Period").unwrap_or(1),
        days_of_week: number("DaysOfWeek").unwrap_or_default(),
        month: number("Month").unwrap_or_default(),
        month_day: number("MonthDay").unwrap_or(1),
        month_item: number("MonthItem").unwrap_or_default(),
        month_position: number("MonthPosition").unwrap_or_default(),
        occurrences: number("Occurrences"),
    }
}

/// First and last day of an exception.
fn period(record: &Element<'_>, findings: &mut Findings) -> Option<(NaiveDate, NaiveDate)> {
    let period = record.child("TimePeriod")?;
    let mut fields = Fields::new(period, findings);
    let from = fields.read("FromDate", |text| moment(text).map(|moment| moment.date()))?;
    let to = fields.read("ToDate", |text| moment(text).map(|moment| moment.date())).unwrap_or(from);
    if to < from {
        findings.warn("import-end-before-start", &Place::line(period.line));
    }
    Some((from, to.max(from)))
}

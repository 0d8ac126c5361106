//! Civil dates and times as text, ISO 8601, and the years the program works in.
//!
//! Only the exact document form lives here; what a person types (`12/11`, `+3j`) is read by
//! `i18n`, and what a spreadsheet holds by `interchange`.

use crate::Minutes;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

/// The years a plan may speak of. Outside them a date is taken for a typing mistake
/// (a spreadsheet's 1900, a year 20226).
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Reads `2026-11-23`; `None` if it is not such a date or lies outside 1990–2100.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|date| YEARS.contains(&date.year()))
}

/// Writes `2026-11-23`.
pub fn format_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// Reads `09:00` (24-hour clock); `None` if it is not such a time.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

/// Writes `09:00`.
pub fn format_time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// Reads `2026-11-23T09:00`, with optional seconds, which are dropped.
/// `None` if it is not such a moment or lies outside 1990–2100.
pub fn parse_date_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once('T')?;
    let time = match time.len() {
        5 => parse_time(time)?,
        _ => NaiveTime::parse_from_str(time, "%H:%M:%S").ok()?.with_second(0)?,
    };
    Some(parse_date(date)?.and_time(time))
}

/// Writes `2026-11-23T09:00`.
pub fn format_date_time(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M").to_string()
}

/// The moment so many minutes after another on the same wall clock (before it, if negative). A moment
/// that no calendar reaches is the one before.
pub fn after(moment: NaiveDateTime, length: Minutes) -> NaiveDateTime {
    TimeDelta::try_minutes(length.0)
        .and_then(|length| moment.checked_add_signed(length))
        .unwrap_or(moment)
}

/// The Monday of a date's week, itself if it is one: weeks begin on Mondays (ISO 8601).
pub fn monday(date: NaiveDate) -> NaiveDate {
    date.week(Weekday::Mon).checked_first_day().unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_its_monday() {
        let day = |text: &str| parse_date(text).unwrap();
        for (date, first) in [
            ("2026-11-23", "2026-11-23"),
            ("2026-11-29", "2026-11-23"),
            ("2027-01-03", "2026-12-28"),
        ] {
            assert_eq!(monday(day(date)), day(first));
        }
        assert_eq!(monday(NaiveDate::MIN), NaiveDate::MIN);
    }

    #[test]
    fn a_date_in_1900_is_a_typing_mistake() {
        assert_eq!(parse_date("1900-01-01"), None);
        assert!(parse_date("1990-01-01").is_some());
    }

    #[test]
    fn the_31st_of_february_is_no_date() {
        assert_eq!(parse_date("2027-02-31"), None);
    }

    #[test]
    fn moments_survive_being_written_and_read() {
        let moment = parse_date_time("2026-11-23T22:30:59").unwrap();
        assert_eq!(format_date_time(moment), "2026-11-23T22:30");
        assert_eq!(parse_date_time("2026-11-23T22:30"), Some(moment));
    }
}

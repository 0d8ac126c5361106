//! Time zones as iCalendar describes them: the rules of the European Union, fixed offsets, or
//! every change of the clock in the years that are needed.

use std::fmt::Write;
use units::{
    Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Tick, Weekday, Zone, parse_date_time,
};

/// A change of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    at: Tick,
    before: i64,
    after: i64,
}

/// The description of a zone that holds from a year to another, both included.
pub(super) fn describe(zone: Zone, from: i32, to: i32) -> String {
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n");
    let changes = changes(zone, from, to);
    match changes.as_slice() {
        [] => {
            let offset = offset(zone, year_start(from));
            part(&mut text, "STANDARD", "19700101T000000", offset, offset, "");
        }
        changes if follows_europe(changes, from, to) => europe(&mut text, changes),
        changes => each(&mut text, zone, changes),
    }
    text.push_str("END:VTIMEZONE\r\n");
    text
}

/// The rules of directive 2000/84/EC: summer time from the last Sunday of March to the last
/// Sunday of October, both at 01:00 in UTC.
fn europe(text: &mut String, changes: &[Change]) {
    let summer = changes.iter().find(|change| change.after > change.before);
    let Some(&Change { before: standard, after: summer, .. }) = summer else { return };
    let local = |date: &str, offset: i64| {
        let minutes = 60 + offset;
        format!("{date}T{:02}{:02}00", minutes / 60, minutes % 60)
    };
    let rule = |month| format!("RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU\r\n");
    part(text, "DAYLIGHT", &local("19810329", standard), standard, summer, &rule(3));
    part(text, "STANDARD", &local("19961027", summer), summer, standard, &rule(10));
}

/// One observance for every change, with the one that held before the first.
fn each(text: &mut String, zone: Zone, changes: &[Change]) {
    if let Some(first) = changes.first() {
        part(text, "STANDARD", "19700101T000000", first.before, first.before, "");
    }
    for change in changes {
        let kind = if change.after > change.before { "DAYLIGHT" } else { "STANDARD" };
        // The wall clock just before the change tells when it is.
        let wall = zone.civil(Tick(change.at.0 - 1));
        let wall = wall + std::time::Duration::from_secs(60);
        let wall = wall.format("%Y%m%dT%H%M%S").to_string();
        part(text, kind, &wall, change.before, change.after, "");
    }
}

fn part(text: &mut String, kind: &str, start: &str, from: i64, to: i64, rule: &str) {
    let name = match (kind, to) {
        ("STANDARD", 60) => "CET".to_owned(),
        ("DAYLIGHT", 120) => "CEST".to_owned(),
        _ => written(to),
    };
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "BEGIN:{kind}\r\nDTSTART:{start}\r\n{rule}TZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nTZNAME:{name}\r\nEND:{kind}\r\n",
        written(from),
        written(to)
    );
}

/// An offset in minutes as `+0100`.
fn written(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60)
}

/// Minutes by which the wall clock of a zone is ahead of UTC.
fn offset(zone: Zone, at: Tick) -> i64 {
    let epoch = parse_date_time("1990-01-01T00:00").unwrap_or_default();
    // 1 January 1990 is 10,512,000 minutes after 1 January 1970.
    (zone.civil(at) - epoch).num_minutes() + EPOCH_1990 - at.0
}

/// Minutes from 1970 to 1990 in UTC.
const EPOCH_1990: i64 = 7_305 * 1_440;

/// The tick at which a year begins in UTC.
fn year_start(year: i32) -> Tick {
    let days = NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |date| {
        NaiveDate::from_ymd_opt(1970, 1, 1).map_or(0, |first| (date - first).num_days())
    });
    Tick(days * 1_440)
}

/// Every change of the clock from a year to another: found day by day, then by halving.
fn changes(zone: Zone, from: i32, to: i32) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut day, end) = (year_start(from), year_start(to.saturating_add(1)));
    while day < end {
        let next = day + Minutes(1_440);
        let (before, after) = (offset(zone, day), offset(zone, next));
        if before != after {
            let (mut low, mut high) = (day.0, next.0);
            while high - low > 1 {
                let middle = low.midpoint(high);
                if offset(zone, Tick(middle)) == before { low = middle } else { high = middle }
            }
            changes.push(Change { at: Tick(high), before, after });
        }
        day = next;
    }
    changes
}

fn follows_europe(changes: &[Change], from: i32, to: i32) -> bool {
    let expected: Vec<Tick> = (from..=to)
        .flat_map(|year| [last_sunday(year, 3), last_sunday(year, 10)])
        .flatten()
        .collect();
    let found: Vec<Tick> = changes.iter().map(|change| change.at).collect();
    found == expected
}

/// 01:00 in UTC on the last Sunday of a month of 31 days.
fn last_sunday(year: i32, month: u32) -> Option<Tick> {
    let days = (25..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    let sunday = days.into_iter().find(|day| day.weekday() == Weekday::Sun)?;
    let moment: NaiveDateTime = sunday.and_time(NaiveTime::from_hms_opt(1, 0, 0)?);
    let first = NaiveDate::from_ymd_opt(1970, 1, 1)?.and_time(NaiveTime::MIN);
    Some(Tick((moment - first).num_minutes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(zone: &str) -> String {
        describe(zone.parse().unwrap(), 2026, 2028)
    }

    #[test]
    fn paris_has_the_rules_of_the_union() {
        let text = described("Europe/Paris");
        for line in [
            "DTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST",
            "DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(described("Europe/London").contains("DTSTART:19810329T010000"));
    }

    #[test]
    fn a_zone_without_summer_time_has_one_offset() {
        for (zone, offset) in [
            ("Indian/Reunion", "+0400"),
            ("America/Martinique", "-0400"),
            ("America/Guadeloupe", "-0400"),
        ] {
            let text = described(zone);
            assert!(
                text.contains(&format!("TZOFFSETTO:{offset}")) && !text.contains("DAYLIGHT"),
                "{text}"
            );
        }
    }

    #[test]
    fn another_zone_has_each_of_its_changes() {
        let text = described("America/New_York");
        assert!(
            text.contains("DTSTART:20270314T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400"),
            "{text}"
        );
        assert_eq!(text.matches("BEGIN:DAYLIGHT").count(), 3);
    }
}

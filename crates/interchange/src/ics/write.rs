//! Sessions as a calendar that other programs subscribe to.
//!
//! The same events always give the same bytes: times of change come from the caller, never from
//! a clock. Times are on the wall clock of their zone, whose rules are written along.

use super::zones::describe;
use model::RawId;
use std::collections::BTreeMap;
use std::fmt::Write;
use units::{Datelike, Days, Minutes, NaiveDate, NaiveDateTime, SessionTime, Stamp};

/// The most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// A calendar to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its name: the person or the room.
    pub name: String,
    /// Language of its texts, such as `fr`.
    pub language: String,
    /// After how long programs should ask again.
    pub refresh: Minutes,
    /// What it holds.
    pub events: Vec<Event>,
}

/// A session, or whole days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Identifier of what it shows: the event's own for life.
    pub id: RawId,
    /// Which part of it, for bookings shown as several events; 0 otherwise.
    pub part: u32,
    /// How often its time, place or status has changed.
    pub sequence: u32,
    /// When it was last changed.
    pub changed: Stamp,
    /// When it is.
    pub time: EventTime,
    /// Title.
    pub title: String,
    /// Where; may be empty.
    pub location: String,
    /// More about it; may be empty.
    pub description: String,
    /// How firm it is.
    pub status: EventStatus,
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventTime {
    /// A stretch on a wall clock; it may pass midnight.
    Session(SessionTime),
    /// Whole days, first and last; nobody is busy because of them.
    Days(NaiveDate, NaiveDate),
}

/// How firm an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Firm.
    Confirmed,
    /// An option.
    Tentative,
    /// Called off; kept some weeks so that programs that have it learn of it.
    Cancelled,
}

/// The bytes of a calendar.
pub fn write(feed: &Feed) -> Vec<u8> {
    let mut out = String::new();
    let refresh = format!("PT{}M", feed.refresh.0.max(1));
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Raccord//Raccord//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("REFRESH-INTERVAL;VALUE=DURATION", &refresh),
        ("X-PUBLISHED-TTL", &refresh),
    ] {
        line(&mut out, name, value);
    }
    let name = escape(&feed.name);
    let language = feed.language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    let language: String = language.collect();
    let in_language =
        if language.is_empty() { String::new() } else { format!(";LANGUAGE={language}") };
    line(&mut out, &format!("NAME{in_language}"), &name);
    line(&mut out, "X-WR-CALNAME", &name);
    for (zone, from, to) in zones(feed) {
        out.push_str(&describe(zone, from, to));
    }
    for one in &feed.events {
        event(&mut out, one);
    }
    line(&mut out, "END", "VCALENDAR");
    out.into_bytes()
}

/// The zones of the sessions, each with the years it must hold for.
fn zones(feed: &Feed) -> impl Iterator<Item = (units::Zone, i32, i32)> {
    let mut zones: BTreeMap<String, (units::Zone, i32, i32)> = BTreeMap::new();
    for event in &feed.events {
        if let EventTime::Session(session) = event.time {
            let years = (
                session.start.year().min(session.end.year()),
                session.start.year().max(session.end.year()),
            );
            let known =
                zones.entry(session.zone.to_string()).or_insert((session.zone, years.0, years.1));
            known.1 = known.1.min(years.0);
            known.2 = known.2.max(years.1);
        }
    }
    // A year before and after, for programs that look around an event.
    zones.into_values().map(|(zone, from, to)| (zone, (from - 1).max(1971), (to + 1).min(2101)))
}

fn event(out: &mut String, event: &Event) {
    line(out, "BEGIN", "VEVENT");
    let part = if event.part == 0 { String::new() } else { format!("-{}", event.part) };
    line(out, "UID", &format!("{}{part}@raccord", event.id));
    let changed = instant(event.changed);
    line(out, "DTSTAMP", &changed);
    line(out, "LAST-MODIFIED", &changed);
    line(out, "SEQUENCE", &event.sequence.to_string());
    match event.time {
        EventTime::Session(session) => {
            line(out, &format!("DTSTART;TZID={}", session.zone), &moment(session.start));
            line(
                out,
                &format!("DTEND;TZID={}", session.zone),
                &moment(session.end.max(session.start)),
            );
            line(
                out,
                "TRANSP",
                if event.status == EventStatus::Cancelled { "TRANSPARENT" } else { "OPAQUE" },
            );
        }
        EventTime::Days(first, last) => {
            // The end is the first day after it.
            let end = last.max(first).checked_add_days(Days::new(1)).unwrap_or(last);
            line(out, "DTSTART;VALUE=DATE", &day(first));
            line(out, "DTEND;VALUE=DATE", &day(end));
            line(out, "TRANSP", "TRANSPARENT");
        }
    }
    line(out, "SUMMARY", &escape(&event.title));
    for (name, text) in [("LOCATION", &event.location), ("DESCRIPTION", &event.description)] {
        if !text.is_empty() {
            line(out, name, &escape(text));
        }
    }
    let status = match event.status {
        EventStatus::Confirmed => "CONFIRMED",
        EventStatus::Tentative => "TENTATIVE",
        EventStatus::Cancelled => "CANCELLED",
    };
    line(out, "STATUS", status);
    line(out, "END", "VEVENT");
}

fn moment(moment: NaiveDateTime) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// An instant in UTC, to the minute.
fn instant(stamp: Stamp) -> String {
    let utc: Result<units::Zone, _> = "UTC".parse();
    let civil = utc.map(|utc| utc.civil(stamp.tick())).unwrap_or_default();
    let seconds = stamp.0.rem_euclid(60);
    format!("{}{seconds:02}Z", civil.format("%Y%m%dT%H%M"))
}

/// Text with its marks escaped and without control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Writes a line, folded so that none is longer than 75 octets and no letter is cut.
fn line(out: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if length + letter.len_utf8() > LINE_OCTETS {
            out.push_str("\r\n ");
            length = 1;
        }
        // Writing to a string cannot fail.
        let _ = out.write_char(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

//! The forms of values in JSON: identifiers and words as text, dates ISO 8601, moments RFC 3339
//! with the offset in force, durations in whole minutes.

use model::{Choice, WeekHours};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::Display;
use units::{Minutes, NaiveDate, NaiveDateTime, Zone, format_date};

/// A moment on a wall clock, with the zone of the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// What the wall clock shows.
    pub at: NaiveDateTime,
    /// Whose wall.
    pub zone: Zone,
}

impl Moment {
    /// RFC 3339 in whole seconds, such as `2026-11-23T09:00:00+01:00`. A moment that a clock
    /// change skips is written as the clock then shows it.
    pub fn rfc3339(self) -> String {
        let tick = self.zone.tick(self.at);
        let civil = self.zone.civil(tick);
        let offset = civil.and_utc().timestamp().div_euclid(60) - tick.0;
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        format!("{}{sign}{hours:02}:{minutes:02}", civil.format("%Y-%m-%dT%H:%M:00"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

/// Anything whose written form is its JSON form.
pub(crate) fn text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// The same, which may be missing.
pub(crate) fn optional_text<S: Serializer>(
    value: &Option<impl Display>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(value),
        None => serializer.serialize_none(),
    }
}

/// A list of such.
pub(crate) fn texts<S: Serializer>(
    values: &[impl Display],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(ToString::to_string))
}

/// The word of a choice.
pub(crate) fn word<S: Serializer>(choice: &impl Choice, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(choice.key())
}

/// The word of a choice that may be missing.
pub(crate) fn optional_word<S: Serializer>(
    choice: &Option<impl Choice>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match choice {
        Some(choice) => serializer.serialize_str(choice.key()),
        None => serializer.serialize_none(),
    }
}

/// A date that may be missing.
pub(crate) fn optional_date<S: Serializer>(
    date: &Option<NaiveDate>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    optional_text(&date.map(format_date), serializer)
}

/// A duration in whole minutes.
pub(crate) fn minutes<S: Serializer>(duration: &Minutes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(duration.0)
}

/// A duration that may be missing.
pub(crate) fn optional_minutes<S: Serializer>(
    duration: &Option<Minutes>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    duration.map(|duration| duration.0).serialize(serializer)
}

/// Weekly hours by day, `mon` to `sun`, in the form that documents keep; nothing if not stated.
pub(crate) fn week<S: Serializer>(hours: &WeekHours, serializer: S) -> Result<S::Ok, S::Error> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if !hours.is_stated() {
        return serializer.serialize_none();
    }
    let mut map = serializer.serialize_map(None)?;
    for (day, name) in (0u8..).zip(DAYS) {
        if let Some(hours) = hours.0.get(&day) {
            map.serialize_entry(name, &hours.to_string())?;
        }
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::parse_date_time;

    #[test]
    fn moments_carry_the_offset_in_force() {
        let cases = [
            ("Europe/Paris", "2026-11-23T09:00", "2026-11-23T09:00:00+01:00"),
            ("Europe/Paris", "2026-07-01T09:00", "2026-07-01T09:00:00+02:00"),
            ("Europe/Paris", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),
            ("America/Martinique", "2026-07-01T09:00", "2026-07-01T09:00:00-04:00"),
            ("Asia/Kolkata", "2026-07-01T09:00", "2026-07-01T09:00:00+05:30"),
        ];
        for (zone, at, expected) in cases {
            let moment = Moment { at: parse_date_time(at).unwrap(), zone: zone.parse().unwrap() };
            assert_eq!(moment.rfc3339(), expected);
        }
    }
}

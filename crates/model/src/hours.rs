//! Hours: when a room is open or a person works, day by day of the week.

use crate::field::{read_map, read_text};
use crate::{FieldKind, FieldValue, Mismatch, Value};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use units::{Minutes, NaiveTime, Timelike, Weekday, format_time, parse_time};

/// A stretch of one day on the wall clock. An end at or before the start lies on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeSpan {
    /// When it begins.
    pub from: NaiveTime,
    /// When it ends.
    pub to: NaiveTime,
}

/// The stretches of one day, sorted, apart from each other; none means closed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DayHours(Vec<TimeSpan>);

/// Hours for each day of the week. A day that is not named is closed; a week in which no day is
/// named says nothing, and the hours of the house apply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WeekHours(pub BTreeMap<u8, DayHours>);

/// Why a text is no hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoursError {
    /// Not of the form `09:00-13:00 14:00-18:00`.
    Form(String),
    /// Two stretches overlap or are not in order.
    Overlap(String),
}

/// Days as documents name them, Monday first.
const DAY_KEYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl TimeSpan {
    /// Does it end on the next day?
    pub fn passes_midnight(self) -> bool {
        self.to <= self.from
    }

    /// How long it lasts on a day without a clock change.
    pub fn length(self) -> Minutes {
        let minute = |time: NaiveTime| i64::from(time.hour() * 60 + time.minute());
        Minutes(
            minute(self.to) - minute(self.from) + if self.passes_midnight() { 1_440 } else { 0 },
        )
    }
}

impl DayHours {
    /// The stretches, earliest first. Only the last may pass midnight.
    pub fn spans(&self) -> &[TimeSpan] {
        &self.0
    }

    /// Their total length.
    pub fn length(&self) -> Minutes {
        self.0.iter().map(|span| span.length()).sum()
    }
}

impl WeekHours {
    /// The same hours from Monday to Friday.
    pub fn weekdays(hours: &DayHours) -> Self {
        Self((0..5).map(|day| (day, hours.clone())).collect())
    }

    /// Does it say anything?
    pub fn is_stated(&self) -> bool {
        !self.0.is_empty()
    }

    /// The stretches of a day of the week.
    pub fn spans(&self, day: Weekday) -> &[TimeSpan] {
        u8::try_from(day.num_days_from_monday())
            .ok()
            .and_then(|day| self.0.get(&day))
            .map_or(&[], |hours| hours.spans())
    }
}

impl FromStr for TimeSpan {
    type Err = HoursError;
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let wrong = || HoursError::Form(text.chars().take(40).collect());
        let (from, to) = text.split_once('-').ok_or_else(wrong)?;
        // 24:00 is how people write midnight at the end of a day.
        let to = if to == "24:00" { "00:00" } else { to };
        Ok(Self {
            from: parse_time(from).ok_or_else(wrong)?,
            to: parse_time(to).ok_or_else(wrong)?,
        })
    }
}

impl FromStr for DayHours {
    type Err = HoursError;
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let spans =
            text.split_whitespace().map(str::parse).collect::<Result<Vec<TimeSpan>, _>>()?;
        let in_order = spans.windows(2).all(|pair| match pair {
            [first, second] => !first.passes_midnight() && first.to <= second.from,
            _ => true,
        });
        if in_order {
            Ok(Self(spans))
        } else {
            Err(HoursError::Overlap(text.chars().take(80).collect()))
        }
    }
}

impl fmt::Display for TimeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", format_time(self.from), format_time(self.to))
    }
}

impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spans: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&spans.join(" "))
    }
}

impl fmt::Display for HoursError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(text) => write!(f, "{text:?} is not of the form 09:00-13:00 14:00-18:00"),
            Self::Overlap(text) => {
                write!(f, "the stretches of {text:?} overlap or are out of order")
            }
        }
    }
}

impl std::error::Error for HoursError {}

impl FieldValue for WeekHours {
    const KIND: FieldKind = FieldKind::Week;
    fn absent() -> Self {
        Self::default()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        let mut week = BTreeMap::new();
        for (key, text) in read_map(value, "week")? {
            let day = DAY_KEYS
                .iter()
                .position(|known| *known == key)
                .and_then(|day| u8::try_from(day).ok());
            week.insert(day.ok_or(Mismatch("week"))?, text.parse().map_err(|_| Mismatch("week"))?);
        }
        Ok(Self(week))
    }
    fn write(&self) -> Value {
        let named =
            |day: &u8| DAY_KEYS.get(usize::from(*day)).copied().unwrap_or_default().to_owned();
        Value::Map(self.0.iter().map(|(day, hours)| (named(day), hours.to_string())).collect())
    }
}

impl FieldValue for TimeSpan {
    const KIND: FieldKind = FieldKind::Window;
    fn absent() -> Self {
        Self { from: NaiveTime::MIN, to: NaiveTime::MIN }
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read_text(value, "window")
    }
    fn write(&self) -> Value {
        Value::Text(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_may_only_end_the_day() {
        assert!("22:00-06:00 09:00-10:00".parse::<DayHours>().is_err());
        assert_eq!(
            "09:00-13:00 22:00-06:00".parse::<DayHours>().unwrap().length(),
            Minutes::hours(12)
        );
        assert_eq!("00:00-24:00".parse::<DayHours>().unwrap().length(), Minutes::hours(24));
    }

    #[test]
    fn a_week_survives_being_written_and_read() {
        let week = WeekHours::weekdays(&"09:00-13:00 14:00-18:00".parse().unwrap());
        assert_eq!(WeekHours::read(&week.write()), Ok(week.clone()));
        assert_eq!(week.spans(Weekday::Sat), &[]);
    }
}

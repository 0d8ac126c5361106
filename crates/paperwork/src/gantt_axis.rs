//! The time axis of a Gantt chart: the stretches of time its pages show, and what stands over each.
//! Places are shares of a stretch's width.

use i18n::Messages;
use serde_json::{Value as Json, json};
use units::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// The most weeks that stand beside one another, a year and a half: a week is then 3 mm wide.
const MOST_WEEKS: i64 = 80;

/// The least: a plan of a few days is not drawn as wide as a page.
const LEAST_WEEKS: i64 = 8;

/// The most stretches. A plan that is longer has one, in which only years are told apart: most
/// likely a date in it is mistaken.
const MOST_STRETCHES: i64 = 6;

/// The most Mondays and numbers of weeks that fit over a stretch.
const MOST_DAYS: i64 = 50;
const MOST_NUMBERS: i64 = 36;

/// The most years over a stretch.
const MOST_YEARS: i32 = 20;

/// A stretch of time, of whole weeks from a Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    first: NaiveDate,
    days: i64,
}

/// The stretches that hold these days: of equal length, as few as can be read.
pub(crate) fn stretches(first: NaiveDate, last: NaiveDate) -> Vec<Stretch> {
    let first = units::monday(first);
    let weeks = ((last - first).num_days() / 7 + 1).max(LEAST_WEEKS);
    let count = match (weeks + MOST_WEEKS - 1) / MOST_WEEKS {
        count if count > MOST_STRETCHES => 1,
        count => count,
    };
    let each = (weeks + count - 1) / count * 7;
    let starts = (0..count).filter_map(|place| {
        let days = u64::try_from(place * each).unwrap_or(0);
        first.checked_add_days(Days::new(days))
    });
    starts.map(|first| Stretch { first, days: each }).collect()
}

impl Stretch {
    /// The share of the width at which a moment lies; the nearest edge for one outside.
    pub(crate) fn share(self, at: NaiveDateTime) -> f64 {
        let minutes = (at - midnight(self.first)).num_minutes();
        (minutes as f64 / (self.days * 24 * 60) as f64).clamp(0.0, 1.0)
    }

    /// The share at which a moment lies, if it is in this stretch.
    pub(crate) fn place(self, at: NaiveDateTime) -> Option<f64> {
        self.meets(at, at).then(|| self.share(at))
    }

    /// Is some of the days between two moments, in any order, in this stretch?
    pub(crate) fn meets(self, one: NaiveDateTime, other: NaiveDateTime) -> bool {
        one.min(other).date() <= self.last() && one.max(other).date() >= self.first
    }

    fn last(self) -> NaiveDate {
        let days = Days::new(u64::try_from(self.days - 1).unwrap_or(0));
        self.first.checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }

    /// The axis as the template takes it: what stands over the chart, lines, weekends.
    pub(crate) fn axis(self, messages: &Messages) -> Axis {
        let weeks = self.days / 7;
        if weeks > MOST_WEEKS {
            return self.years();
        }
        let mondays: Vec<NaiveDate> = self.dates().step_by(7).collect();
        let labels = |most: i64, label: &dyn Fn(NaiveDate) -> String| {
            let every = usize::try_from((weeks + most - 1) / most).unwrap_or(1).max(1);
            let dates = mondays.iter().step_by(every);
            dates.map(|date| json!([self.share(midnight(*date)), label(*date)])).collect()
        };
        let firsts: Vec<NaiveDate> = self.dates().filter(|date| date.day() == 1).collect();
        let saturdays = mondays.iter().filter_map(|date| date.checked_add_days(Days::new(5)));
        let weekend = |date: NaiveDate| {
            let monday = date.checked_add_days(Days::new(2)).unwrap_or(date);
            [date, monday].map(|date| self.share(midnight(date)))
        };
        Axis {
            top: self.months(&firsts, messages),
            days: labels(MOST_DAYS, &|date| date.day().to_string()),
            weeks: labels(MOST_NUMBERS, &|date| messages.week_short(date)),
            lines: mondays.iter().map(|date| self.share(midnight(*date))).collect(),
            months: firsts.iter().map(|date| self.share(midnight(*date))).collect(),
            shades: saturdays.map(weekend).collect(),
        }
    }

    /// The months, from and to, each with its names from the longest to the shortest: the template
    /// takes the first for which there is room.
    fn months(self, firsts: &[NaiveDate], messages: &Messages) -> Vec<Json> {
        let mut starts: Vec<NaiveDate> = firsts.to_vec();
        if !starts.contains(&self.first) {
            starts.insert(0, self.first);
        }
        let ends = starts.iter().skip(1).map(|date| self.share(midnight(*date))).chain([1.0]);
        let months = starts.iter().zip(ends).map(|(date, end)| {
            let short = messages.text(&format!("month-{}", date.month()), &[]);
            let year = format!("{short} {}", date.year());
            json!([self.share(midnight(*date)), end, [messages.month(*date), year, short]])
        });
        months.collect()
    }

    /// Years alone, for what should not last so long.
    fn years(self) -> Axis {
        let (first, last) = (self.first.year(), self.last().year());
        let every = (last - first) / MOST_YEARS + 1;
        let years = (first + 1..=last).step_by(every.unsigned_abs() as usize);
        let places: Vec<(f64, i32)> = years
            .filter_map(|year| NaiveDate::from_ymd_opt(year, 1, 1))
            .map(|date| (self.share(midnight(date)), date.year()))
            .collect();
        Axis {
            top: places.iter().map(|(at, year)| json!([at, 1.0, [year.to_string()]])).collect(),
            months: places.iter().map(|(at, _)| *at).collect(),
            ..Axis::default()
        }
    }

    fn dates(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(usize::try_from(self.days).unwrap_or(0))
    }
}

/// What stands over a stretch and behind its bars.
#[derive(Debug, Default)]
pub(crate) struct Axis {
    /// Months, or years: from, to, names.
    pub(crate) top: Vec<Json>,
    /// Mondays: place and day of the month.
    pub(crate) days: Vec<Json>,
    /// Weeks: place and number.
    pub(crate) weeks: Vec<Json>,
    /// Lines at Mondays.
    pub(crate) lines: Vec<f64>,
    /// Lines at the first days of months.
    pub(crate) months: Vec<f64>,
    /// Weekends, from and to.
    pub(crate) shades: Vec<[f64; 2]>,
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

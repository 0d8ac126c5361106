//! When work of a table happens: its hours within the day, its days within the week.

use super::values::Half;
use model::{DayHours, House, TimeSpan};
use units::{Datelike, Days, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// The longest stretch that is walked day by day; whole weeks before it are counted at once.
const MAX_DAYS: usize = 30;

/// The most weeks that are counted: from 1990 to 2100.
const MAX_WEEKS: i64 = 5_800;

/// The hours of a working day, none of which passes midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WorkingDay {
    spans: Vec<TimeSpan>,
}

impl WorkingDay {
    /// The hours of the house, or those of a house that states none.
    pub(super) fn new(hours: &DayHours) -> Self {
        let usual = House::default_hours();
        let stated = hours.spans();
        let spans = if stated.is_empty() || stated.iter().any(|span| span.passes_midnight()) {
            usual.spans(Weekday::Mon)
        } else {
            stated
        };
        Self { spans: spans.to_vec() }
    }

    /// Working minutes of a day.
    pub(super) fn length(&self) -> i64 {
        self.spans.iter().map(|span| span.length().0).sum::<i64>().max(1)
    }

    /// When a day begins.
    pub(super) fn begin(&self) -> NaiveTime {
        self.spans.first().map_or(NaiveTime::MIN, |span| span.from)
    }

    /// When a day ends.
    pub(super) fn end(&self) -> NaiveTime {
        self.spans.last().map_or(NaiveTime::MIN, |span| span.to)
    }

    /// First and last time of half a day. A day in one piece is cut in the middle.
    pub(super) fn half(&self, half: Half) -> (NaiveTime, NaiveTime) {
        let (first, last) = (self.spans.first(), self.spans.last());
        match (half, first, last) {
            (Half::Morning, Some(first), Some(last)) if first != last => (first.from, first.to),
            (Half::Afternoon, Some(first), Some(last)) if first != last => (last.from, last.to),
            (half, Some(span), _) => {
                let middle =
                    span.from + std::time::Duration::from_secs(30 * span.length().0.unsigned_abs());
                match half {
                    Half::Morning => (span.from, middle),
                    Half::Afternoon => (middle, span.to),
                }
            }
            _ => (NaiveTime::MIN, NaiveTime::MIN),
        }
    }

    /// When work that begins at a moment and lasts so long is done: in the hours of the day it
    /// begins, overtime after the last of them if it lasts at most a day and a half, else day
    /// after day from Monday to Friday.
    pub(super) fn finish(&self, start: NaiveDateTime, length: Minutes) -> Option<NaiveDateTime> {
        let week = self.length() * 5;
        let weeks = (length.0 - 1).div_euclid(week).clamp(0, MAX_WEEKS);
        let mut open = length.0 - weeks * week;
        let one_day = length.0 <= self.length() * 3 / 2;
        let start = weeks_later(start, weeks)?;
        let mut moment = start;
        for day in start.date().iter_days().take(MAX_DAYS) {
            let first = day == start.date();
            if !first && is_weekend(day) {
                continue;
            }
            for span in &self.spans {
                let from = day.and_time(span.from).max(start);
                let to = day.and_time(span.to);
                let room = (to - from).num_minutes().max(0);
                if room == 0 {
                    continue;
                }
                if open <= room {
                    return later(from, open);
                }
                open -= room;
                moment = to;
            }
            if one_day {
                // Overtime follows the last hours, or the start itself if that lies behind them.
                return later(moment, open);
            }
        }
        None
    }

    /// Working time between two moments, from Monday to Friday.
    pub(super) fn between(&self, start: NaiveDateTime, finish: NaiveDateTime) -> Minutes {
        let weeks = ((finish - start).num_days() / 7 - 1).clamp(0, MAX_WEEKS);
        let start = weeks_later(start, weeks).unwrap_or(start);
        let days = start.date().iter_days().take_while(|day| *day <= finish.date());
        let days = days.take(MAX_DAYS).filter(|day| *day == start.date() || !is_weekend(*day));
        let inside = |day: NaiveDate| -> i64 {
            let spans = self.spans.iter().map(|span| {
                let from = day.and_time(span.from).max(start);
                let to = day.and_time(span.to).min(finish);
                (to - from).num_minutes().max(0)
            });
            spans.sum()
        };
        let worked = days.map(inside).sum::<i64>() + weeks * 5 * self.length();
        if worked > 0 {
            return Minutes(worked);
        }
        // Nights and weekends: the clock counts.
        Minutes((finish - start).num_minutes().clamp(0, 1_440))
    }
}

fn weeks_later(moment: NaiveDateTime, weeks: i64) -> Option<NaiveDateTime> {
    moment.checked_add_days(Days::new(u64::try_from(weeks).ok()?.saturating_mul(7)))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn later(moment: NaiveDateTime, minutes: i64) -> Option<NaiveDateTime> {
    let minutes = u64::try_from(minutes).ok()?;
    let day = moment.checked_add_days(Days::new(minutes / 1_440))?;
    Some(day + std::time::Duration::from_secs(minutes % 1_440 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use units::{format_date_time, parse_date_time};

    fn check(start: &str, minutes: i64, finish: &str) {
        let day = WorkingDay::new(&DayHours::default());
        let end = day.finish(parse_date_time(start).unwrap(), Minutes(minutes)).unwrap();
        assert_eq!(format_date_time(end), finish, "{start} + {minutes}");
    }

    #[test]
    fn work_goes_around_lunch_into_overtime_and_over_the_weekend() {
        check("2026-11-24T09:00", 480, "2026-11-24T18:00");
        check("2026-11-24T09:00", 510, "2026-11-24T18:30");
        check("2026-11-24T14:00", 240, "2026-11-24T18:00");
        check("2026-11-26T09:00", 3 * 480, "2026-11-30T18:00");
        check("2026-11-24T22:00", 480, "2026-11-25T06:00");
    }

    #[test]
    fn the_working_time_between_two_moments_leaves_out_lunch_and_weekends() {
        let day = WorkingDay::new(&DayHours::default());
        let at = |text| parse_date_time(text).unwrap();
        assert_eq!(day.between(at("2026-11-26T09:00"), at("2026-11-30T18:00")), Minutes(3 * 480));
        assert_eq!(day.between(at("2026-11-24T22:00"), at("2026-11-25T06:00")), Minutes(480));
    }

    proptest! {
        #[test]
        fn what_is_finished_took_as_long_as_it_takes(monday in 0_u64..4_000, day in 0_u64..5, hour in 0_i64..8, length in 721_i64..200_000) {
            let working = WorkingDay::new(&DayHours::default());
            let first = parse_date_time("1990-01-01T09:00").unwrap() + Days::new(monday * 7 + day);
            // Within the hours: 09:00 to 12:00 and 14:00 to 17:00, in whole hours.
            let start = later(first, (hour + i64::from(hour > 3)) * 60).unwrap();
            let finish = working.finish(start, Minutes(length)).unwrap();
            prop_assert_eq!(working.between(start, finish), Minutes(length));
        }
    }
}

//! Recurring exceptions of calendars, expanded to their days.

use crate::limits::MAX_EXPANDED_DAYS;
use units::{Datelike, Days, NaiveDate};

/// How an exception recurs, by the numbers of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Recurrence {
    /// 1 every day, 2 yearly by date, 3 yearly by position, 4 monthly by date, 5 monthly by
    /// position, 6 weekly, 7 every so many days; 8 (every so many weekdays) is not known here.
    pub(super) kind: i64,
    /// Every how many days, weeks or months.
    pub(super) period: i64,
    /// Bits: 1 Sunday, 2 Monday … 64 Saturday.
    pub(super) days_of_week: i64,
    /// 0 January … 11 December.
    pub(super) month: i64,
    /// Day of the month, from 1.
    pub(super) month_day: i64,
    /// 0 a day, 1 a weekday, 2 a day of the weekend, 3 Sunday … 9 Saturday.
    pub(super) month_item: i64,
    /// 0 first … 3 fourth, 4 last.
    pub(super) month_position: i64,
    /// How often, if the file counts them.
    pub(super) occurrences: Option<i64>,
}

impl Recurrence {
    /// Is it one stretch of days?
    pub(super) fn is_stretch(&self) -> bool {
        matches!(self.kind, 0 | 1 | 9) || (self.kind == 7 && self.period <= 1)
    }

    /// Its days between two dates, both included, at most [`MAX_EXPANDED_DAYS`]; nothing if its
    /// kind is unknown. The last day of a shorter month stands for a day it has not.
    pub(super) fn days(&self, from: NaiveDate, to: NaiveDate) -> Option<Vec<NaiveDate>> {
        let period = usize::try_from(self.period.clamp(1, 1_000)).ok()?;
        let days: Box<dyn Iterator<Item = NaiveDate>> = match self.kind {
            7 => Box::new(from.iter_days().step_by(period)),
            6 => Box::new(self.weekly(from, period)),
            4 => Box::new(months(from, period).map(|first| self.dated(first))),
            5 => Box::new(months(from, period).filter_map(|first| self.placed(first))),
            2 => Box::new(self.years(from).map(|first| self.dated(first))),
            3 => Box::new(self.years(from).filter_map(|first| self.placed(first))),
            _ => return None,
        };
        let limit = self.occurrences.and_then(|count| usize::try_from(count).ok());
        let limit = limit.filter(|count| *count > 0).unwrap_or(MAX_EXPANDED_DAYS);
        let in_time = days.skip_while(move |day| *day < from).take_while(move |day| *day <= to);
        Some(in_time.take(limit.min(MAX_EXPANDED_DAYS)).collect())
    }

    /// Weeks begin on Sunday.
    fn weekly(&self, from: NaiveDate, period: usize) -> impl Iterator<Item = NaiveDate> + use<> {
        let mask = self.days_of_week & 127;
        let back = u64::from(from.weekday().num_days_from_sunday());
        let sunday = from.checked_sub_days(Days::new(back)).unwrap_or(from);
        let weeks = sunday.iter_weeks().step_by(period);
        // Without a day of the week there is nothing to find, ever.
        let weeks = weeks.take(if mask == 0 { 0 } else { MAX_EXPANDED_DAYS });
        weeks.flat_map(move |sunday| {
            let week = sunday.iter_days().take(7).enumerate();
            week.filter(move |(bit, _)| mask & (1 << bit) != 0).map(|(_, day)| day)
        })
    }

    fn years(&self, from: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<> {
        let month = u32::try_from(self.month.clamp(0, 11)).unwrap_or(0) + 1;
        (from.year()..=from.year().saturating_add(200))
            .filter_map(move |year| NaiveDate::from_ymd_opt(year, month, 1))
    }

    /// The day of the month in the month that begins on a day.
    fn dated(&self, first: NaiveDate) -> NaiveDate {
        let wanted = u32::try_from(self.month_day.clamp(1, 31)).unwrap_or(1);
        (0..4).find_map(|less| first.with_day(wanted.saturating_sub(less).max(1))).unwrap_or(first)
    }

    /// The first, second… last day of its sort in the month that begins on a day.
    fn placed(&self, first: NaiveDate) -> Option<NaiveDate> {
        let fits = |day: &NaiveDate| {
            let weekday = i64::from(day.weekday().num_days_from_sunday());
            match self.month_item {
                0 => true,
                1 => (1..=5).contains(&weekday),
                2 => weekday == 0 || weekday == 6,
                item => weekday == item - 3,
            }
        };
        let mut days =
            first.iter_days().take_while(|day| day.month() == first.month()).filter(fits);
        match usize::try_from(self.month_position).ok()? {
            place @ 0..=3 => days.nth(place),
            _ => days.last(),
        }
    }
}

/// First days of months, every so many, from the month of a date on.
fn months(from: NaiveDate, period: usize) -> impl Iterator<Item = NaiveDate> {
    let start = from.year() * 12 + i32::try_from(from.month0()).unwrap_or(0);
    (start..start.saturating_add(2_400)).step_by(period).filter_map(|month| {
        let month0 = u32::try_from(month.rem_euclid(12)).ok()?;
        NaiveDate::from_ymd_opt(month.div_euclid(12), month0 + 1, 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::parse_date;

    fn check(recurrence: Recurrence, from: &str, to: &str, expected: &[&str]) {
        let date = |text| parse_date(text).unwrap();
        let expected: Vec<_> = expected.iter().map(|text| date(*text)).collect();
        assert_eq!(recurrence.days(date(from), date(to)), Some(expected), "{recurrence:?}");
    }

    #[test]
    fn every_second_tuesday() {
        let tuesdays = Recurrence { kind: 6, period: 2, days_of_week: 4, ..Recurrence::default() };
        check(tuesdays, "2027-01-01", "2027-02-20", &["2027-01-12", "2027-01-26", "2027-02-09"]);
    }

    #[test]
    fn the_last_friday_of_every_month() {
        let fridays = Recurrence {
            kind: 5,
            period: 1,
            month_item: 8,
            month_position: 4,
            ..Recurrence::default()
        };
        check(fridays, "2027-01-30", "2027-03-31", &["2027-02-26", "2027-03-26"]);
    }

    #[test]
    fn the_thirty_first_of_every_month_is_its_last_day() {
        let ends = Recurrence { kind: 4, period: 1, month_day: 31, ..Recurrence::default() };
        check(ends, "2027-01-01", "2027-03-31", &["2027-01-31", "2027-02-28", "2027-03-31"]);
    }

    #[test]
    fn a_date_of_the_year_as_often_as_counted() {
        let day = Recurrence {
            kind: 2,
            month: 6,
            month_day: 14,
            occurrences: Some(2),
            ..Recurrence::default()
        };
        check(day, "2026-08-01", "2040-12-31", &["2027-07-14", "2028-07-14"]);
    }

    #[test]
    fn no_day_of_the_week_gives_no_day_and_an_unknown_kind_is_said() {
        let none = Recurrence { kind: 6, period: 1, ..Recurrence::default() };
        check(none, "2027-01-01", "2027-12-31", &[]);
        let unknown = Recurrence { kind: 8, period: 1, ..Recurrence::default() };
        assert_eq!(unknown.days(NaiveDate::default(), NaiveDate::default()), None);
    }
}

//! Days as calendars show them: a number, its date, its day of the week, its ISO week. Whoever
//! uses a calendar has dates of its own; between the two stands the number.

/// Days in a cycle of 400 years of the Gregorian calendar.
const CYCLE: i64 = 146_097;

/// Days from 1 March of the year 0 to 1 January 1970.
const TO_1970: i64 = 719_468;

/// A day, as the number of days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i64);

impl Day {
    /// The day of a date; none if no month has it. (After H. Hinnant, "chrono-compatible
    /// low-level date algorithms": years begin in March, so that the leap day is their last.)
    pub fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        if !(1..=12).contains(&month) {
            return None;
        }
        let (month, day) = (i64::from(month), i64::from(day));
        let year = if month <= 2 { year - 1 } else { year };
        let of_cycle = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let of_cycle = of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year;
        let found = Self(year.div_euclid(400) * CYCLE + of_cycle - TO_1970);
        let (_, _, same) = found.date();
        (i64::from(same) == day).then_some(found)
    }

    /// Year, month from 1 to 12, day from 1 to 31.
    pub fn date(self) -> (i64, u8, u8) {
        let days = self.0 + TO_1970;
        let of_cycle = days.rem_euclid(CYCLE);
        let year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
        let of_year = of_cycle - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + days.div_euclid(CYCLE) * 400 + i64::from(month <= 2);
        // Between 1 and 31.
        (year, month as u8, day as u8)
    }

    /// The day of the week; 0 is Monday.
    pub fn weekday(self) -> u8 {
        // Day 0 was a Thursday. Between 0 and 6.
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// The number of its ISO week: the week of its Thursday, counted from the one of 4 January.
    pub fn week(self) -> u8 {
        let thursday = Self(self.0 - i64::from(self.weekday()) + 3);
        let (year, _, _) = thursday.date();
        let first = Self::new(year, 1, 1).unwrap_or_default();
        // Between 1 and 53.
        ((thursday.0 - first.0) / 7 + 1) as u8
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Self {
        let (_, _, day) = self.date();
        Self(self.0 - i64::from(day) + 1)
    }

    /// The same day of the month this many months later, or the last of a shorter month.
    pub fn months_later(self, months: i64) -> Self {
        let (year, month, day) = self.date();
        let months = year * 12 + i64::from(month) - 1 + months;
        // Between 1 and 12.
        let (year, month) = (months.div_euclid(12), (months.rem_euclid(12) + 1) as u8);
        let days = (1..=day).rev();
        days.filter_map(|day| Self::new(year, month, day)).next().unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    #[test]
    fn every_day_of_eight_hundred_years_has_its_own_date() {
        for number in -150_000..150_000 {
            let (year, month, date) = Day(number).date();
            assert_eq!(Day::new(year, month, date), Some(Day(number)));
        }
    }

    #[test]
    fn days_that_no_month_has_are_none() {
        assert_eq!(Day::new(2026, 2, 31), None);
        assert_eq!(Day::new(2026, 2, 29), None);
        assert_eq!(Day::new(2100, 2, 29), None);
        assert_eq!(Day::new(2026, 13, 1), None);
        assert_eq!(Day::new(2026, 4, 0), None);
        assert!(Day::new(2028, 2, 29).is_some());
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, week, weekday) in [
            (day(2026, 11, 24), 48, 1),
            (day(2026, 12, 31), 53, 3),
            (day(2027, 1, 3), 53, 6),
            (day(2027, 1, 4), 1, 0),
            (day(2024, 12, 30), 1, 0),
            (day(1970, 1, 1), 1, 3),
        ] {
            assert_eq!((date.week(), date.weekday()), (week, weekday), "{:?}", date.date());
        }
    }

    #[test]
    fn a_month_later_than_the_31st_is_the_last_of_the_month() {
        assert_eq!(day(2026, 1, 31).months_later(1), day(2026, 2, 28));
        assert_eq!(day(2026, 1, 15).months_later(-1), day(2025, 12, 15));
        assert_eq!(day(2026, 12, 31).months_later(1), day(2027, 1, 31));
        assert_eq!(day(2026, 11, 24).first_of_month(), day(2026, 11, 1));
    }
}

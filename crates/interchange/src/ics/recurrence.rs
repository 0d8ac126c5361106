//! Rules by which a day off comes again every year.

use units::{Datelike, NaiveDate, Weekday, parse_date};

/// A yearly rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Yearly {
    every: usize,
    count: Option<usize>,
    until: Option<NaiveDate>,
    month: Option<u32>,
    day: Option<i32>,
    /// Which one of its weekday in the month, from the end if negative.
    weekday: Option<(i32, Weekday)>,
}

impl Yearly {
    /// Reads a rule; nothing if it is not one of the yearly rules that days off have: on a date,
    /// or on the first, second… last such weekday of a month.
    pub(super) fn parse(rule: &str) -> Option<Self> {
        let mut yearly =
            Self { every: 1, count: None, until: None, month: None, day: None, weekday: None };
        let mut is_yearly = false;
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().to_uppercase();
            match key.trim().to_uppercase().as_str() {
                "FREQ" => is_yearly = value == "YEARLY",
                "INTERVAL" => {
                    yearly.every = value.parse().ok().filter(|every| (1..200).contains(every))?
                }
                "COUNT" => yearly.count = Some(value.parse().ok()?),
                "UNTIL" => yearly.until = Some(date(&value)?),
                "BYMONTH" => yearly.month = Some(value.parse().ok()?),
                "BYMONTHDAY" => yearly.day = Some(value.parse().ok()?),
                "BYDAY" => yearly.weekday = Some(weekday(&value)?),
                "WKST" => {}
                _ => return None,
            }
        }
        let placed = yearly.weekday.is_none() || (yearly.month.is_some() && yearly.day.is_none());
        (is_yearly && placed).then_some(yearly)
    }

    /// The days on which it falls from its first on, up to the end of a year; and whether it
    /// would go on.
    pub(super) fn days(&self, first: NaiveDate, last_year: i32) -> (Vec<NaiveDate>, bool) {
        let years = (first.year()..=last_year).step_by(self.every);
        let days = years.filter_map(|year| self.in_year(first, year)).filter(|day| *day >= first);
        let until = self.until.unwrap_or(NaiveDate::MAX);
        let days: Vec<NaiveDate> =
            days.take_while(|day| *day <= until).take(self.count.unwrap_or(usize::MAX)).collect();
        let over = self.count.is_some_and(|count| days.len() >= count) || until.year() <= last_year;
        (days, !over)
    }

    fn in_year(&self, first: NaiveDate, year: i32) -> Option<NaiveDate> {
        let month = self.month.unwrap_or(first.month());
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        let days: Vec<NaiveDate> =
            start.iter_days().take_while(|day| day.month() == month).collect();
        let Some((place, weekday)) = self.weekday else {
            return pick(&days, self.day.unwrap_or(i32::try_from(first.day()).ok()?));
        };
        let days: Vec<NaiveDate> =
            days.into_iter().filter(|day| day.weekday() == weekday).collect();
        pick(&days, place)
    }
}

/// The first, second… or, from the end, last (-1) of some days.
fn pick(days: &[NaiveDate], place: i32) -> Option<NaiveDate> {
    let place = match usize::try_from(place) {
        Ok(place) => place.checked_sub(1)?,
        Err(_) => days.len().checked_sub(usize::try_from(place.unsigned_abs()).ok()?)?,
    };
    days.get(place).copied()
}

/// `4TH`, `-1MO`.
fn weekday(text: &str) -> Option<(i32, Weekday)> {
    let (place, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    Some((place.trim_start_matches('+').parse().ok()?, day))
}

/// The date of `20261225` or `20261225T090000Z`, from 1990 to 2100.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    if !matches!(text.as_bytes().get(8), None | Some(b'T')) {
        return None;
    }
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    parse_date(&format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: &str, first: &str, expected: &[&str], more: bool) {
        let (days, goes_on) = Yearly::parse(rule).unwrap().days(parse_date(first).unwrap(), 2029);
        let days: Vec<String> = days.into_iter().map(units::format_date).collect();
        assert_eq!(
            (days, goes_on),
            (expected.iter().map(|&day| day.into()).collect(), more),
            "{rule}"
        );
    }

    #[test]
    fn days_come_again_by_date_and_by_weekday() {
        check("FREQ=YEARLY", "2027-12-25", &["2027-12-25", "2028-12-25", "2029-12-25"], true);
        check(
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2",
            "2027-11-01",
            &["2027-11-25", "2028-11-23"],
            false,
        );
        check(
            "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20281231",
            "2027-05-31",
            &["2027-05-31", "2028-05-29"],
            false,
        );
        check("FREQ=YEARLY;INTERVAL=2", "2027-02-28", &["2027-02-28", "2029-02-28"], true);
        check("FREQ=YEARLY", "2028-02-29", &["2028-02-29"], true);
    }

    #[test]
    fn other_rules_are_not_pretended_to_be_known() {
        for rule in
            ["FREQ=WEEKLY", "FREQ=YEARLY;BYDAY=MO", "FREQ=YEARLY;BYEASTER=1", "INTERVAL=0", "x"]
        {
            assert_eq!(Yearly::parse(rule), None, "{rule}");
        }
    }
}

//! How dates, times, durations and answers are written. The forms themselves are messages
//! (`formats.ftl`); here they are filled in.

use crate::typography::{grouped, unbroken};
use crate::{Messages, Value};
use units::{Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

impl Messages {
    /// A date for columns: `24/11/2026`, `24 Nov 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        self.date_form("format-date", date)
    }

    /// A date for titles: `mardi 24 nov. 2026`, `Tue 24 Nov 2026`.
    pub fn date_long(&self, date: NaiveDate) -> String {
        self.date_form("format-date-long", date)
    }

    /// The name of a day of the week: `mardi`, `Tue`.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.text(&format!("weekday-{}", date.weekday().number_from_monday()), &[])
    }

    /// The ISO week a day lies in: `Semaine 48 (2026)`, `Week 48 (2026)`.
    pub fn week(&self, date: NaiveDate) -> String {
        let week = date.iso_week();
        let values = [
            ("number", Value::Integer(i64::from(week.week()))),
            ("year", Value::Integer(i64::from(week.year()))),
        ];
        self.text("format-week", &values)
    }

    /// A time of day: `9 h 30`, `9 h`; `09:30`. Its spaces do not break.
    pub fn time(&self, time: NaiveTime) -> String {
        let key = if time.minute() == 0 { "format-time-whole" } else { "format-time" };
        let (hour, minute) = (time.hour().to_string(), format!("{:02}", time.minute()));
        let hour2 = format!("{hour:0>2}");
        let values = [
            ("hour", Value::Text(&hour)),
            ("hour2", Value::Text(&hour2)),
            ("minute2", Value::Text(&minute)),
        ];
        unbroken(&self.text(key, &values))
    }

    /// A civil moment: `24/11/2026 9 h 30`, `24 Nov 2026, 09:30`.
    pub fn date_time(&self, moment: NaiveDateTime) -> String {
        let (date, time) = (self.date(moment.date()), self.time(moment.time()));
        let values = [("date", Value::Text(&date)), ("time", Value::Text(&time))];
        self.text("format-date-time", &values)
    }

    /// A duration in hours and minutes: `20 h 30`, `20 h`, `45 min`. Its spaces do not break.
    pub fn duration(&self, duration: Minutes) -> String {
        self.signed(duration, |length| self.hours(length))
    }

    /// Working time in days of the given length, hours and minutes: `2 j 4 h`, `2 d 4 h`.
    /// Without a length of the day it is written in hours.
    pub fn work(&self, work: Minutes, day: Minutes) -> String {
        if !day.is_positive() {
            return self.duration(work);
        }
        self.signed(work, |length| {
            let days = Value::Integer(length.0 / day.0);
            let days = self.text("format-days", &[("days", days)]);
            match (length.0 / day.0, Minutes(length.0 % day.0)) {
                (0, rest) => self.hours(rest),
                (_, Minutes::ZERO) => days,
                (_, rest) => format!("{days} {}", self.hours(rest)),
            }
        })
    }

    /// A whole number: `12 000`, `12,000`.
    pub fn integer(&self, number: i64) -> String {
        grouped(self.language(), number)
    }

    /// An answer: `oui`, `non`.
    pub fn flag(&self, flag: bool) -> String {
        self.text(if flag { "flag-yes" } else { "flag-no" }, &[])
    }

    /// A name in quotation marks: `« Audi 2 »`, `“Audi 2”`.
    pub fn quoted(&self, text: &str) -> String {
        self.text("format-quoted", &[("text", Value::Text(text))])
    }

    fn date_form(&self, key: &str, date: NaiveDate) -> String {
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let (day2, month2) = (format!("{day:0>2}"), format!("{:02}", date.month()));
        let month = self.text(&format!("month-{}", date.month()), &[]);
        let weekday = self.weekday(date);
        let values = [
            ("day", day.as_str()),
            ("day2", &day2),
            ("month", &month),
            ("month2", &month2),
            ("year", &year),
            ("weekday", &weekday),
        ];
        self.text(key, &values.map(|(name, text)| (name, Value::Text(text))))
    }

    /// Hours and minutes of a duration that is not negative.
    fn hours(&self, length: Minutes) -> String {
        let (hours, minutes) = (length.0 / 60, length.0 % 60);
        let minutes2 = format!("{minutes:02}");
        let values = [
            ("hours", Value::Integer(hours)),
            ("minutes", Value::Integer(minutes)),
            ("minutes2", Value::Text(&minutes2)),
        ];
        let key = match (hours, minutes) {
            (_, 0) => "format-hours",
            (0, _) => "format-minutes",
            _ => "format-hours-minutes",
        };
        self.text(key, &values)
    }

    fn signed(&self, duration: Minutes, text: impl Fn(Minutes) -> String) -> String {
        let written = if duration.is_negative() {
            format!("\u{2212}{}", text(-duration))
        } else {
            text(duration)
        };
        unbroken(&written)
    }
}

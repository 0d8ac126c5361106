//! How dates and times are written. The forms themselves are messages (`formats.ftl`); here they
//! are filled in. What people type is read by [`crate::typed`], which understands all of these.

use crate::typography::joined;
use crate::{Messages, Value};
use units::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

impl Messages {
    /// A date for columns: `24/11/2026`, `24 Nov 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        self.date_form("format-date", date, ["day2", "month", "month2", "year"])
    }

    /// A date that stands by itself: `24 nov. 2026`, `24 Nov 2026`. Its spaces do not break.
    pub fn date_medium(&self, date: NaiveDate) -> String {
        joined(&self.date_form("format-date-medium", date, ["day", "month", "year"]))
    }

    /// A date with its day of the week: `mardi 24 nov. 2026`, `Tue 24 Nov 2026`.
    pub fn date_long(&self, date: NaiveDate) -> String {
        self.date_form("format-date-long", date, ["weekday", "day", "month", "year"])
    }

    /// A date for titles: `Mardi 24 novembre`, `Tuesday 24 November`.
    pub fn date_title(&self, date: NaiveDate) -> String {
        let title =
            self.date_form("format-date-title", date, ["weekday-name", "day", "month-name"]);
        capital(&title)
    }

    /// A date of these months, where room is short: `24 nov.`, `24 Nov`. Its space does not break.
    pub fn date_short(&self, date: NaiveDate) -> String {
        joined(&self.date_form("format-date-short", date, ["day", "month"]))
    }

    /// The same with the day of the week: `lun. 2 nov.`, `Mon 2 Nov`. Its spaces do not break.
    pub fn date_day(&self, date: NaiveDate) -> String {
        joined(&self.date_form("format-date-day", date, ["weekday-short", "day", "month"]))
    }

    /// The head of a column of a day: `L 23`, `M 23`. Its space does not break.
    pub fn day_letter(&self, date: NaiveDate) -> String {
        let letter = self.part_of_date("weekday-letter", date);
        let day = i64::from(date.day());
        let values = [("letter", Value::Text(&letter)), ("day", Value::Integer(day))];
        joined(&self.text("format-day-letter", &values))
    }

    /// A day of the week in one letter: `M`, `T`.
    pub fn weekday_letter(&self, date: NaiveDate) -> String {
        self.part_of_date("weekday-letter", date)
    }

    /// The name of a day of the week: `mardi`, `Tue`.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.part_of_date("weekday", date)
    }

    /// The ISO week a day lies in: `Semaine 48 (2026)`, `Week 48 (2026)`.
    pub fn week(&self, date: NaiveDate) -> String {
        self.week_form("format-week", date)
    }

    /// The same, where the year is plain: `Semaine 48`, `Week 48`.
    pub fn week_title(&self, date: NaiveDate) -> String {
        self.week_form("format-week-title", date)
    }

    /// The same, where room is short: `S48`, `W48`.
    pub fn week_short(&self, date: NaiveDate) -> String {
        self.week_form("format-week-short", date)
    }

    /// The month a day lies in: `novembre 2026`, `November 2026`.
    pub fn month(&self, date: NaiveDate) -> String {
        self.date_form("format-month", date, ["month-name", "year"])
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
        joined(&self.text(key, &values))
    }

    /// A time for columns of moments: `09:30`, of one width in both languages.
    pub fn clock(&self, time: NaiveTime) -> String {
        units::format_time(time)
    }

    /// A civil moment: `24/11/2026 9 h 30`, `24 Nov 2026, 09:30`.
    pub fn date_time(&self, moment: NaiveDateTime) -> String {
        let (date, time) = (self.date(moment.date()), self.time(moment.time()));
        let values = [("date", Value::Text(&date)), ("time", Value::Text(&time))];
        self.text("format-date-time", &values)
    }

    /// A moment seen from today, for a history: `14:32`, `hier 14:32`, `24 nov. 14:32`; the whole
    /// date if it is of another year.
    pub fn moment(&self, moment: NaiveDateTime, today: NaiveDate) -> String {
        let date = moment.date();
        let clock = self.clock(moment.time());
        let day = if date == today {
            return clock;
        } else if date.succ_opt() == Some(today) {
            self.text("format-yesterday", &[])
        } else if date.year() == today.year() {
            self.date_short(date)
        } else {
            self.date(date)
        };
        let values = [("date", Value::Text(&day)), ("time", Value::Text(&clock))];
        self.text("format-moment", &values)
    }

    /// When something begins and ends: `2 nov. 9 h → 4 nov. 18 h`; on one day, of which the
    /// midnight at its end is part, `mar. 24 nov. 9 h – 18 h`.
    pub fn range(&self, from: NaiveDateTime, to: NaiveDateTime) -> String {
        let one_day = from.date() == to.date()
            || (to.time() == NaiveTime::MIN && from.date().succ_opt() == Some(to.date()));
        if one_day {
            let date = self.date_day(from.date());
            return format!("{date} {}", self.hours_range(from.time(), to.time()));
        }
        let end = |moment: NaiveDateTime| {
            format!("{} {}", self.date_short(moment.date()), self.time(moment.time()))
        };
        let (from, to) = (end(from), end(to));
        self.text("format-range", &[("from", Value::Text(&from)), ("to", Value::Text(&to))])
    }

    /// The first and the last of some days: `23 nov. → 13 déc.`; one day alone, `lun. 23 nov.`.
    pub fn date_range(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            return self.date_day(first);
        }
        let (from, to) = (self.date_short(first), self.date_short(last));
        self.text("format-range", &[("from", Value::Text(&from)), ("to", Value::Text(&to))])
    }

    /// A stretch of time for a field, as [`crate::typed::stretch`] reads it back: `21 déc. → 24
    /// déc.` for whole days, `jeu. 26 nov. 14 h – 18 h`, `21 déc. 9 h → 24 déc. 12 h`. The year
    /// stands where it would not be understood from today.
    pub fn stretch(&self, from: NaiveDateTime, to: NaiveDateTime, today: NaiveDate) -> String {
        let is_midnight = |moment: NaiveDateTime| moment.time() == NaiveTime::MIN;
        // A midnight at the end belongs to the day before it.
        let before = to.date().pred_opt().filter(|_| is_midnight(to));
        let (first, last) = (from.date(), before.unwrap_or(to.date()));
        let date = |date: NaiveDate| self.understood(date, today);
        let ends = |from: String, to: String| {
            self.text("format-range", &[("from", Value::Text(&from)), ("to", Value::Text(&to))])
        };
        match (is_midnight(from) && is_midnight(to), first == last) {
            (true, true) => date(first),
            (true, false) => ends(date(first), date(last)),
            (false, true) => {
                format!("{} {}", date(first), self.hours_range(from.time(), to.time()))
            }
            (false, false) => {
                let end =
                    |at: NaiveDateTime| format!("{} {}", date(at.date()), self.time(at.time()));
                ends(end(from), end(to))
            }
        }
    }

    /// A date as short as it can be and still be read as that one.
    fn understood(&self, date: NaiveDate, today: NaiveDate) -> String {
        let short = self.date_short(date);
        let read = crate::typed::date(&short, today, self.language());
        if read == Ok(date) { short } else { self.date(date) }
    }

    /// The first and the last of some days, for titles: `23–29 novembre 2026`, `30 novembre –
    /// 6 décembre 2026`; one day alone, `Mardi 24 novembre 2026`.
    pub fn period(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            let parts = ["weekday-name", "day", "month-name", "year"];
            return joined(&capital(&self.date_form("format-period-day", first, parts)));
        }
        let month = |date: NaiveDate| (date.year(), date.month());
        let key = match (month(first) == month(last), first.year() == last.year()) {
            (true, _) => "format-period-month",
            (false, true) => "format-period-year",
            (false, false) => "format-period-years",
        };
        let [day, month, year] =
            ["day", "month-name", "year"].map(|part| self.part_of_date(part, first));
        let [last_day, last_month, last_year] =
            ["day", "month-name", "year"].map(|part| self.part_of_date(part, last));
        let values = [
            ("day", Value::Text(&day)),
            ("month-name", Value::Text(&month)),
            ("year", Value::Text(&year)),
            ("last-day", Value::Text(&last_day)),
            ("last-month-name", Value::Text(&last_month)),
            ("last-year", Value::Text(&last_year)),
        ];
        joined(&self.text(key, &values))
    }

    /// A stretch of a day: `9 h – 18 h`, `09:00–18:00`. Its spaces do not break.
    pub fn hours_range(&self, from: NaiveTime, to: NaiveTime) -> String {
        let (from, to) = (self.time(from), self.time(to));
        let values = [("from", Value::Text(&from)), ("to", Value::Text(&to))];
        joined(&self.text("format-hours-range", &values))
    }

    /// A form of a date, given the parts that one of the languages wants.
    fn date_form<const PARTS: usize>(
        &self,
        key: &str,
        date: NaiveDate,
        parts: [&str; PARTS],
    ) -> String {
        let parts = parts.map(|part| (part, self.part_of_date(part, date)));
        self.text(key, &parts.each_ref().map(|(part, text)| (*part, Value::Text(text))))
    }

    fn part_of_date(&self, part: &str, date: NaiveDate) -> String {
        match part {
            // The first of a month is `1er` in French.
            "day" if date.day() == 1 => self.text("format-first-day", &[]),
            "day" => date.day().to_string(),
            "day2" => format!("{:02}", date.day()),
            "month" | "month-name" => self.text(&format!("{part}-{}", date.month()), &[]),
            "month2" => format!("{:02}", date.month()),
            "year" => date.year().to_string(),
            _ => self.text(&format!("{part}-{}", date.weekday().number_from_monday()), &[]),
        }
    }

    fn week_form(&self, key: &str, date: NaiveDate) -> String {
        let week = date.iso_week();
        let values = [
            ("number", Value::Integer(i64::from(week.week()))),
            ("year", Value::Integer(i64::from(week.year()))),
        ];
        self.text(key, &values)
    }
}

/// A text that begins with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

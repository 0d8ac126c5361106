//! How durations, numbers and answers are written. The forms themselves are messages
//! (`formats.ftl`); here they are filled in. Dates and times are in `dates.rs`.

use crate::typography::{grouped, in_groups, joined};
use crate::{Messages, Value};
use model::{DayHours, Lag};
use units::{Currency, Decimal, Minutes, Money, Percent};

impl Messages {
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

    /// A margin in days of the given length, with its sign and at most one decimal: `+4 j`,
    /// `−1,5 j`, `0 j`. Rounded down, so that it never shows more time than there is. Without a
    /// length of the day it is written in hours. Its spaces do not break.
    pub fn float_days(&self, float: Minutes, day: Minutes) -> String {
        if !day.is_positive() {
            return format!("{}{}", plus(float), self.duration(float));
        }
        let tenths = (i128::from(float.0) * 10).div_euclid(i128::from(day.0));
        // Ten times an `i64` over a positive one: only a day of less than ten minutes overflows.
        let tenths = i64::try_from(tenths).unwrap_or(float.0);
        let days = self.decimal(Decimal::new(tenths, 1));
        let days = self.text("format-days", &[("days", Value::Text(&days))]);
        joined(&format!("{}{days}", plus(Minutes(tenths))))
    }

    /// What lies between two tasks: `+2 j`, `−4 h`, `+1 j par l’horloge`, `+50 %`; nothing for
    /// none.
    pub fn lag(&self, lag: Lag, day: Minutes) -> String {
        match lag {
            Lag::ZERO => String::new(),
            Lag::Working(work) => format!("{}{}", plus(work), self.work(work, day)),
            Lag::Elapsed(time) => {
                let length = format!("{}{}", plus(time), self.work(time, Minutes::hours(24)));
                self.text("format-elapsed", &[("duration", Value::Text(&length))])
            }
            Lag::Share(share) => {
                let sign = if share.0.is_sign_negative() { "" } else { "+" };
                format!("{sign}{}", self.exact_percent(share))
            }
        }
    }

    /// What may lie between two tasks at most: `au plus 5 j`, `au plus 2 j par l’horloge`.
    pub fn most(&self, most: Lag, day: Minutes) -> String {
        let length = match most {
            Lag::ZERO => self.work(Minutes::ZERO, day),
            most => self.lag(most, day),
        };
        let length = length.strip_prefix('+').unwrap_or(&length);
        self.text("format-most", &[("duration", Value::Text(length))])
    }

    /// What lies between two tasks, at least and at most: `+2 j, au plus 5 j`; nothing for neither.
    pub fn lags(&self, lag: Lag, most: Option<Lag>, day: Minutes) -> String {
        let least = Some(self.lag(lag, day)).filter(|text| !text.is_empty());
        let most = most.map(|most| self.most(most, day));
        least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
    }

    /// A share with at most one decimal: `18,4 %`, `18.4%`. Its space does not break.
    pub fn percent(&self, percent: Percent) -> String {
        self.exact_percent(Percent(percent.0.round_dp(1)))
    }

    /// A decimal number, as exact as it is: `−1,5`, `−1.5`.
    pub fn decimal(&self, number: Decimal) -> String {
        let digits = number.normalize().abs().to_string();
        let sign = if number.is_sign_negative() && !number.is_zero() { "\u{2212}" } else { "" };
        format!("{sign}{}", digits.replace('.', &self.text("format-decimal-mark", &[])))
    }

    /// An amount of money, with cents if there are any: `1 340 €`, `32,50 €`; `€1,340`, `€32.50`.
    /// Other currencies are written by their codes. Its spaces do not break.
    pub fn money(&self, money: Money) -> String {
        let digits = money.amount().abs().normalize().to_string();
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut amount = in_groups(self.language(), whole);
        if !part.is_empty() {
            amount = format!("{amount}{}{part:0<2}", self.text("format-decimal-mark", &[]));
        }
        let sign = if money.is_negative() { "\u{2212}" } else { "" };
        let currency = money.currency();
        let values = [("amount", Value::Text(&amount)), ("currency", Value::Text(currency.code()))];
        let written = match currency {
            Currency::EUR => self.text("format-euros", &values),
            _ => self.text("format-money", &values),
        };
        joined(&format!("{sign}{written}"))
    }

    /// What an hour costs: `32,50 €/h`, `€32.50/h`. Its spaces do not break.
    pub fn hourly(&self, hourly: Money) -> String {
        let money = self.money(hourly);
        self.text("format-hourly", &[("money", Value::Text(&money))])
    }

    /// The hours of a day: `9 h – 13 h, 14 h – 18 h`; `fermé` if there are none.
    pub fn day_hours(&self, hours: &DayHours) -> String {
        if hours.spans().is_empty() {
            return self.text("format-closed", &[]);
        }
        let spans = hours.spans().iter().map(|span| self.hours_range(span.from, span.to));
        spans.collect::<Vec<_>>().join(", ")
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

    /// The text with the sign that the duration has, its spaces not breaking.
    fn signed(&self, duration: Minutes, text: impl Fn(Minutes) -> String) -> String {
        let written = if duration.is_negative() {
            format!("\u{2212}{}", text(-duration))
        } else {
            text(duration)
        };
        joined(&written)
    }

    fn exact_percent(&self, percent: Percent) -> String {
        let number = self.decimal(percent.0);
        joined(&self.text("format-percent", &[("number", Value::Text(&number))]))
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
}

/// The sign of a quantity that is more than nothing; that of others is part of their form.
fn plus(quantity: Minutes) -> &'static str {
    if quantity.is_positive() { "+" } else { "" }
}

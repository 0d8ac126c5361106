//! Amounts of work as people type them.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use units::{Decimal, Minutes};

/// The longest amount, in days of work; what is longer is a typing mistake.
const MAX_DAYS: i64 = 9_999;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Day,
    Hour,
    Minute,
}

/// How long days and weeks are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    /// Of a day; not positive if it is not known.
    day: Minutes,
    /// Days of a week.
    week_days: i64,
}

/// Reads an amount of work that is not negative: `3j`, `2,5 j`, `1.5d`, `4h`, `4h30`, `90 min`,
/// `2s`, `2 sem`, `1j 4h`; a number alone is days. A day is as long as said, a week has five of
/// them; without a length of the day a number alone is hours. What is left of a minute is rounded.
///
/// # Errors
/// When the text is no such amount, is negative or is longer than 9,999 days.
pub fn work(text: &str, day: Minutes) -> Result<Minutes, TypedError> {
    let amount = signed_work(text, day)?;
    if amount.is_negative() {
        return Err(TypedError::about("typed-work-negative", text));
    }
    Ok(amount)
}

/// The same, with a sign if one is typed: `-2j`, `+4h`.
///
/// # Errors
/// As [`work`], but for the sign.
pub fn signed_work(text: &str, day: Minutes) -> Result<Minutes, TypedError> {
    let folded = fold(text)?;
    let tokens = tokens(&folded);
    let (negative, tokens) = split_sign(&tokens).unwrap_or((false, &tokens));
    let amount = amount(tokens, Lengths::working(day), unit);
    let amount = amount.map_err(|misread| misread.or("typed-work", text))?;
    Ok(if negative { -amount } else { amount })
}

/// Whether the text begins with a minus, and what follows the sign.
pub(super) fn split_sign<'a, 'b>(tokens: &'a [Token<'b>]) -> Option<(bool, &'a [Token<'b>])> {
    match tokens {
        [Mark(sign @ ('+' | '-')), rest @ ..] => Some((*sign == '-', rest)),
        _ => None,
    }
}

/// Numbers with units, added up. A number without a unit is minutes after hours; alone it is days.
pub(super) fn amount(
    tokens: &[Token],
    lengths: Lengths,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Read<Minutes> {
    if let [Number(hours), Mark(':'), Number(minutes)] = tokens {
        let hours = lengths.of(decimal(hours, "")?, Unit::Hour)?;
        return lengths.rounded(hours.saturating_add(decimal(minutes, "")?));
    }
    let mut total = Decimal::ZERO;
    let mut unit = None;
    let mut rest = tokens;
    while !rest.is_empty() {
        let (number, after) = split_decimal(rest)?;
        (unit, rest) = match after {
            [Word(word), after @ ..] => (Some(unit_of(word).ok_or(Misread::NotThis)?), after),
            [] if unit.is_none() => (Some(lengths.usual_unit()), after),
            after if unit == Some(Unit::Hour) => (Some(Unit::Minute), after),
            _ => return Err(Misread::NotThis),
        };
        let length = lengths.of(number, unit.unwrap_or(Unit::Day))?;
        total = total.checked_add(length).ok_or_else(too_long)?;
    }
    match unit {
        Some(_) => lengths.rounded(total),
        None => Err(Misread::NotThis),
    }
}

/// The number that the text begins with, and what follows.
pub(super) fn split_decimal<'a, 'b>(tokens: &'a [Token<'b>]) -> Read<(Decimal, &'a [Token<'b>])> {
    match tokens {
        [Number(whole), Mark(',' | '.'), Number(part), rest @ ..] => {
            Ok((decimal(whole, part)?, rest))
        }
        [Number(whole), rest @ ..] => Ok((decimal(whole, "")?, rest)),
        _ => Err(Misread::NotThis),
    }
}

fn decimal(whole: &str, part: &str) -> Read<Decimal> {
    let point = if part.is_empty() { "" } else { "." };
    Decimal::from_str_exact(&format!("{whole}{point}{part}")).map_err(|_| too_long())
}

/// The unit that a word names.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "s" | "sem" | "semaine" | "semaines" | "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        "j" | "jr" | "jrs" | "jour" | "jours" | "d" | "day" | "days" => Unit::Day,
        "h" | "hr" | "hrs" | "heure" | "heures" | "hour" | "hours" => Unit::Hour,
        "m" | "mn" | "min" | "mins" | "minute" | "minutes" => Unit::Minute,
        _ => return None,
    })
}

impl Lengths {
    /// Of working time: weeks of five days.
    pub(super) fn working(day: Minutes) -> Self {
        Self { day, week_days: 5 }
    }

    /// Of the clock.
    pub(super) fn elapsed() -> Self {
        Self { day: Minutes::hours(24), week_days: 7 }
    }

    fn usual_unit(self) -> Unit {
        if self.day.is_positive() { Unit::Day } else { Unit::Hour }
    }

    /// So many of a unit, in minutes.
    fn of(self, number: Decimal, unit: Unit) -> Read<Decimal> {
        let days = match unit {
            Unit::Minute => return Ok(number),
            Unit::Hour => return number.checked_mul(Decimal::from(60)).ok_or_else(too_long),
            Unit::Day => Some(number),
            Unit::Week => number.checked_mul(Decimal::from(self.week_days)),
        };
        if !self.day.is_positive() {
            return Err(TypedError::new("typed-no-length-of-day").into());
        }
        days.and_then(|days| days.checked_mul(Decimal::from(self.day.0))).ok_or_else(too_long)
    }

    /// Whole minutes of a length that is not too long.
    fn rounded(self, minutes: Decimal) -> Read<Minutes> {
        let day = if self.day.is_positive() { self.day } else { Minutes::hours(24) };
        let longest = Decimal::from(day.0).saturating_mul(Decimal::from(MAX_DAYS));
        let minutes = minutes.round();
        let whole = i64::try_from(minutes).ok().filter(|_| minutes <= longest);
        whole.map(Minutes).ok_or_else(too_long)
    }
}

fn too_long() -> Misread {
    TypedError::new("typed-work-too-long").into()
}

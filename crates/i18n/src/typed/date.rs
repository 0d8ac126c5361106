//! Dates as people type them.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use crate::Language;
use units::{Datelike, Days, NaiveDate, Weekday, format_date, parse_date};

/// How far back a date without a year may lie; a day further back is one of the next year.
const BACK: Days = Days::new(92);

/// Words that say nothing.
const FILLERS: [&str; 8] = ["le", "the", "of", "er", "st", "nd", "rd", "th"];

const WEEKDAYS: [(Weekday, &str, &str); 7] = [
    (Weekday::Mon, "lundi", "monday"),
    (Weekday::Tue, "mardi", "tuesday"),
    (Weekday::Wed, "mercredi", "wednesday"),
    (Weekday::Thu, "jeudi", "thursday"),
    (Weekday::Fri, "vendredi", "friday"),
    (Weekday::Sat, "samedi", "saturday"),
    (Weekday::Sun, "dimanche", "sunday"),
];

const MONTHS: [(u32, &str, &str); 12] = [
    (1, "janvier", "january"),
    (2, "fevrier", "february"),
    (3, "mars", "march"),
    (4, "avril", "april"),
    (5, "mai", "may"),
    (6, "juin", "june"),
    (7, "juillet", "july"),
    (8, "aout", "august"),
    (9, "septembre", "september"),
    (10, "octobre", "october"),
    (11, "novembre", "november"),
    (12, "decembre", "december"),
];

/// Reads a date.
///
/// | typed | is |
/// |---|---|
/// | `12/11`, `12.11`, `12 nov`, `Nov 12` | the 12th of November: at most three months ago, else to come |
/// | `12/11/26`, `12 novembre 2026`, `2026-11-12` | that day |
/// | `12` | the next 12th, today if it is one |
/// | `lun`, `monday` | the next Monday after today |
/// | `lun 16`, `mar. 24/11` | that date, which must be a Monday, a Tuesday |
/// | `+3j`, `-2s`, `+2w`, `+1m`, `+3` | days, weeks, months from `today`; days if nothing is said |
/// | `auj`, `demain`, `hier`, `today`, `tomorrow`, `yesterday` | what they say |
/// | `s48`, `w48`, `s2 2027` | the Monday of that ISO week |
///
/// `11/12` is the 11th of December in English too: the day comes first in Europe, and a plan that
/// both read must not mean two days. A year before 1990 or after 2100 is a typing mistake.
///
/// # Errors
/// When the text is no date, or one that does not exist (`31/02`).
pub fn date(text: &str, today: NaiveDate, language: Language) -> Result<NaiveDate, TypedError> {
    let folded = fold(text)?;
    read_date(&tokens(&folded), today, language).map_err(|misread| misread.or("typed-date", text))
}

pub(super) fn read_date(tokens: &[Token], today: NaiveDate, language: Language) -> Read<NaiveDate> {
    let tokens: Vec<Token> = tokens
        .iter()
        .filter(|token| !matches!(token, Word(word) if FILLERS.contains(word)))
        .copied()
        .collect();
    let (weekday, tokens) = split_weekday(&tokens, language);
    let date = match (weekday, tokens) {
        (Some(weekday), []) => after(today, weekday)?,
        _ => plain_date(tokens, today)?,
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => {
            Err(TypedError::new("typed-other-weekday").with_date("date", date).into())
        }
        _ => Ok(date),
    }
}

/// The day of the week that the text begins with. `mar 3` is a Tuesday in French, in English the
/// 3rd of March.
fn split_weekday<'a, 'b>(
    tokens: &'a [Token<'b>],
    language: Language,
) -> (Option<Weekday>, &'a [Token<'b>]) {
    let [Word(word), rest @ ..] = tokens else { return (None, tokens) };
    let a_month_may_follow = matches!(
        rest,
        [Number(_)] | [Number(_), Number(_)] | [Number(_), Mark(';' | ','), Number(_)]
    );
    if language == Language::English && month(word).is_some() && a_month_may_follow {
        return (None, tokens);
    }
    match (named(word, &WEEKDAYS), rest) {
        (Some(weekday), [Mark(';'), rest @ ..] | rest) => (Some(weekday), rest),
        (None, _) => (None, tokens),
    }
}

/// A date without a day of the week.
fn plain_date(tokens: &[Token], today: NaiveDate) -> Read<NaiveDate> {
    match *tokens {
        [Word("auj" | "aujourd'hui" | "today")] => Ok(today),
        [Word("demain" | "dem" | "tomorrow")] => shifted(today, '+', "1", "j"),
        [Word("hier" | "yesterday")] => shifted(today, '-', "1", "j"),
        [Mark(sign @ ('+' | '-')), Number(count)] => shifted(today, sign, count, "j"),
        [Mark(sign @ ('+' | '-')), Number(count), Word(unit)] => shifted(today, sign, count, unit),
        [Word("s" | "sem" | "semaine" | "w" | "wk" | "week"), Number(week), ref year @ ..] => {
            match *year {
                [] => monday_of(week, None, today),
                [Number(year)] | [Mark('/' | '-'), Number(year)] => {
                    monday_of(week, Some(year), today)
                }
                _ => Err(Misread::NotThis),
            }
        }
        [Number(year), Mark('-'), Word("w" | "s"), Number(week)] => {
            monday_of(week, Some(year), today)
        }
        [Number(day)] => next_with_number(day, today),
        [Number(year), Mark(first), Number(month), Mark(second), Number(day)]
            if year.len() == 4 && first == second && separates(first) =>
        {
            on(day, number(month)?, Some(year), today)
        }
        [Number(day), Mark(mark), Number(month)] if separates(mark) => {
            on(day, number(month)?, None, today)
        }
        [Number(day), Mark(first), Number(month), Mark(second), Number(year)]
            if first == second && separates(first) =>
        {
            on(day, number(month)?, Some(year), today)
        }
        [Number(day), Word(name)] | [Word(name), Number(day)] => {
            on(day, month(name).ok_or(Misread::NotThis)?, None, today)
        }
        [Number(day), Word(name), Number(year)]
        | [Number(day), Mark('-'), Word(name), Mark('-'), Number(year)]
        | [Word(name), Number(day), Number(year)]
        | [Word(name), Number(day), Mark(';' | ','), Number(year)] => {
            on(day, month(name).ok_or(Misread::NotThis)?, Some(year), today)
        }
        _ => Err(Misread::NotThis),
    }
}

fn separates(mark: char) -> bool {
    matches!(mark, '/' | '.' | '-')
}

/// The one that the word is the beginning of, of at least three letters.
fn named<T: Copy + PartialEq>(word: &str, names: &[(T, &str, &str)]) -> Option<T> {
    let begins = |name: &str| word.len() >= 3 && name.starts_with(word);
    let mut found = names.iter().filter(|(_, french, english)| begins(french) || begins(english));
    let (only, ..) = found.next()?;
    found.next().is_none().then_some(*only)
}

fn month(word: &str) -> Option<u32> {
    named(word, &MONTHS)
}

fn number(digits: &str) -> Read<u32> {
    digits.parse().map_err(|_| Misread::NotThis)
}

/// A day with its month, and its year or the one that is meant.
fn on(day: &str, month: u32, year: Option<&str>, today: NaiveDate) -> Read<NaiveDate> {
    let day = number(day)?;
    if !(1..=12).contains(&month) {
        return Err(TypedError::new("typed-no-such-month").with("number", month).into());
    }
    if !(1..=31).contains(&day) {
        return Err(TypedError::new("typed-no-such-day-number").with("day", day).into());
    }
    let in_year = |day: u32| move |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    let year = match year {
        Some(digits) => full_year(digits)?,
        // The 28th stands for the days that not every year has.
        None => meant_year(today, |year| in_year(day)(year).or_else(|| in_year(28)(year)))?,
    };
    match in_year(day)(year) {
        Some(date) => within_plan(date),
        None => {
            let days = last_day(year, month);
            let error = TypedError::new("typed-no-such-day");
            let error = error.with("day", day).with("month", month).with("year", year);
            Err(error.with("days", days).into())
        }
    }
}

/// A year of two or four digits.
fn full_year(digits: &str) -> Read<i32> {
    let year: i32 = digits.parse().map_err(|_| Misread::NotThis)?;
    match digits.len() {
        2 => Ok(2000 + year),
        4 => Ok(year),
        _ => Err(Misread::NotThis),
    }
}

/// The first year in which the date is not too long ago.
fn meant_year(today: NaiveDate, in_year: impl Fn(i32) -> Option<NaiveDate>) -> Read<i32> {
    let earliest = today.checked_sub_days(BACK).ok_or(Misread::NotThis)?;
    let mut years = [-1, 0, 1].into_iter().filter_map(|shift| today.year().checked_add(shift));
    years.find(|year| in_year(*year).is_some_and(|date| date >= earliest)).ok_or(Misread::NotThis)
}

fn last_day(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(28)
}

/// The next day of this number, today if it is one.
fn next_with_number(digits: &str, today: NaiveDate) -> Read<NaiveDate> {
    if digits.len() > 2 {
        return Err(Misread::NotThis);
    }
    let day = number(digits)?;
    let months = (0..12).filter_map(|shift| {
        let (year, month) = month_after(today, shift)?;
        NaiveDate::from_ymd_opt(year, month, day)
    });
    let next = months.into_iter().find(|date| *date >= today);
    let next = next.ok_or_else(|| TypedError::new("typed-no-such-day-number").with("day", day))?;
    within_plan(next)
}

/// The next such day of the week after today.
fn after(today: NaiveDate, weekday: Weekday) -> Read<NaiveDate> {
    let next = (1..=7)
        .filter_map(|days| today.checked_add_days(Days::new(days)))
        .find(|date| date.weekday() == weekday);
    within_plan(next.ok_or(Misread::NotThis)?)
}

/// Days, weeks or months before or after today; a month ends where it ends.
fn shifted(today: NaiveDate, sign: char, count: &str, unit: &str) -> Read<NaiveDate> {
    let Ok(count) = count.parse::<u16>() else { return Err(too_far()) };
    let days = |days: u64| match sign {
        '-' => today.checked_sub_days(Days::new(days)),
        _ => today.checked_add_days(Days::new(days)),
    };
    let date = match unit {
        "j" | "jour" | "jours" | "d" | "day" | "days" => days(u64::from(count)),
        "s" | "sem" | "semaine" | "semaines" | "w" | "wk" | "week" | "weeks" => {
            days(u64::from(count) * 7)
        }
        "m" | "mois" | "month" | "months" => {
            let months = if sign == '-' { -i32::from(count) } else { i32::from(count) };
            month_after(today, months).and_then(|(year, month)| {
                NaiveDate::from_ymd_opt(year, month, today.day().min(last_day(year, month)))
            })
        }
        _ => return Err(Misread::NotThis),
    };
    within_plan(date.ok_or_else(too_far)?)
}

/// The year and month that lie this many months after those of the date.
fn month_after(date: NaiveDate, months: i32) -> Option<(i32, u32)> {
    let since_zero =
        date.year().checked_mul(12)?.checked_add(i32::try_from(date.month0()).ok()?)?;
    let months = since_zero.checked_add(months)?;
    Some((months.div_euclid(12), u32::try_from(months.rem_euclid(12)).ok()? + 1))
}

fn monday_of(week: &str, year: Option<&str>, today: NaiveDate) -> Read<NaiveDate> {
    let week = number(week)?;
    let monday = |week: u32| move |year: i32| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
    let year = match year {
        Some(digits) => full_year(digits)?,
        // Not every year has a 53rd week.
        None => meant_year(today, |year| monday(week)(year).or_else(|| monday(52)(year)))?,
    };
    let missing = || TypedError::new("typed-no-such-week").with("week", week).with("year", year);
    within_plan(monday(week)(year).ok_or_else(missing)?)
}

/// The date, if a plan may speak of its year.
fn within_plan(date: NaiveDate) -> Read<NaiveDate> {
    parse_date(&format_date(date)).ok_or_else(too_far)
}

fn too_far() -> Misread {
    TypedError::new("typed-too-far").into()
}

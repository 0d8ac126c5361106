//! What people type into cells: dates, times, durations, numbers, predecessors, in French and
//! English forms.

use crate::words::folded;
use model::{Lag, LinkKind};
use units::{Decimal, Minutes, NaiveDate, NaiveTime, Percent, format_date, parse_date};

/// Months as they begin, as compared, in French and English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["fev", "feb"],
    &["mar"],
    &["avr", "apr"],
    &["mai", "may"],
    &["juin", "jun"],
    &["juil", "jul"],
    &["aou", "aug"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

/// Units of time, as compared, with their length in working minutes of a day of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}

impl Unit {
    /// The unit a word stands for.
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "min" | "mn" | "mins" | "minute" | "minutes" => Self::Minutes,
            "h" | "hr" | "hrs" | "heure" | "heures" | "hour" | "hours" => Self::Hours,
            "j" | "jr" | "jrs" | "jour" | "jours" | "d" | "dy" | "day" | "days" => Self::Days,
            "s" | "sem" | "sems" | "semaine" | "semaines" | "w" | "wk" | "week" | "weeks" => {
                Self::Weeks
            }
            "mois" | "mo" | "mon" | "month" | "months" => Self::Months,
            _ => return None,
        })
    }

    /// Its word in findings.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
        }
    }

    /// Its length in minutes: a week is five days, a month twenty.
    fn minutes(self, per_day: i64) -> i64 {
        match self {
            Self::Minutes => 1,
            Self::Hours => 60,
            Self::Days => per_day,
            Self::Weeks => per_day.saturating_mul(5),
            Self::Months => per_day.saturating_mul(20),
        }
    }

    /// An amount of it in whole minutes, half away from zero; nothing beyond a century.
    pub(super) fn of(self, amount: Decimal, per_day: i64) -> Option<Minutes> {
        let minutes = amount.checked_mul(Decimal::from(self.minutes(per_day)))?.round();
        let minutes: i64 = minutes.to_string().parse().ok()?;
        (minutes.abs() <= 100 * 366 * 1_440).then_some(Minutes(minutes))
    }
}

/// A number such as `1 234,5`: spaces of any kind group digits, the last comma or point is the
/// decimal one.
pub(super) fn number(text: &str) -> Option<Decimal> {
    let mut plain: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '%' | '’')).collect();
    if let Some(place) = plain.rfind([',', '.']) {
        let (whole, fraction) =
            (plain.get(..place)?.replace([',', '.'], ""), plain.get(place + 1..)?);
        plain = format!("{whole}.{fraction}");
    }
    let plain = plain.strip_suffix('.').map(str::to_owned).unwrap_or(plain);
    Decimal::from_str_exact(plain.strip_prefix('+').unwrap_or(&plain)).ok()
}

/// A duration such as `5 j`, `2,5 d`, `8 h`, `1 j 4 h`, `7h30`, `7:30`; a bare number is in the
/// unit given.
pub(super) fn duration(text: &str, bare: Unit, per_day: i64) -> Option<Minutes> {
    let text = text.trim().trim_end_matches('?').to_lowercase();
    if let Some(minutes) = clock(&text) {
        return Some(minutes);
    }
    let mut total = Minutes::ZERO;
    let mut amount = String::new();
    let mut word = String::new();
    let mut last: Option<Unit> = None;
    let mut found = false;
    for letter in text.chars().chain(std::iter::once('\n')) {
        let numeric = letter.is_ascii_digit() || matches!(letter, ',' | '.' | '-' | '+');
        if (numeric || letter == '\n') && !word.is_empty() {
            let unit = Unit::named(&folded(&word))?;
            total = total + unit.of(number(&amount)?, per_day)?;
            (found, last) = (true, Some(unit));
            amount.clear();
            word.clear();
        }
        if numeric {
            amount.push(letter);
        } else if !letter.is_whitespace() {
            word.push(letter);
        }
    }
    match (amount.is_empty(), last) {
        (true, _) => found.then_some(total),
        // The minutes of `7 h 30` have no unit of their own.
        (false, Some(Unit::Hours)) => Some(total + Unit::Minutes.of(number(&amount)?, per_day)?),
        (false, Some(_)) => None,
        (false, None) => bare.of(number(&amount)?, per_day),
    }
}

/// `7:30` as hours and minutes.
fn clock(text: &str) -> Option<Minutes> {
    let (hours, minutes) = text.split_once(':')?;
    let minutes = minutes.get(..2)?;
    let (hours, minutes): (i64, i64) = (hours.trim().parse().ok()?, minutes.parse().ok()?);
    ((0..100_000).contains(&hours) && (0..60).contains(&minutes))
        .then_some(Minutes(hours * 60 + minutes))
}

/// A time of the day such as `9h`, `14 h 30`, `14:30`, `2:30 pm`.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let (text, noon) = match text.strip_suffix("pm").or_else(|| text.strip_suffix("p.m.")) {
        Some(text) => (text.to_owned(), Some(true)),
        None => match text.strip_suffix("am").or_else(|| text.strip_suffix("a.m.")) {
            Some(text) => (text.to_owned(), Some(false)),
            None => (text, None),
        },
    };
    let (hours, minutes) = match text.split_once([':', 'h']) {
        Some((hours, minutes)) => (hours, minutes),
        None if noon.is_some() => (text.as_str(), ""),
        None => return None,
    };
    let minutes = minutes.trim().split(':').next().unwrap_or_default();
    let hours: u32 = hours.trim().parse().ok()?;
    let minutes: u32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let hours = match noon {
        Some(true) if hours < 12 => hours + 12,
        Some(false) if hours == 12 => 0,
        _ => hours,
    };
    // Midnight at the end of a day is written 24:00.
    NaiveTime::from_hms_opt(if hours == 24 && minutes == 0 { 0 } else { hours }, minutes, 0)
}

/// Half of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// A mark of half a day: `matin`, `AM`, `après-midi`, `PM`; nothing for a whole day.
pub(super) fn half(text: &str) -> Option<Half> {
    match folded(text).as_str() {
        "matin" | "am" | "m" | "mat" | "morning" | "matinee" | "a m" => Some(Half::Morning),
        "apres midi" | "pm" | "apm" | "ap midi" | "aprem" | "afternoon" | "p m" | "a midi" => {
            Some(Half::Afternoon)
        }
        _ => None,
    }
}

/// A date with what stands after it: `24/11/2026 14h`, `2026-11-24`, `24 nov. 2026`,
/// `mardi 24 novembre 2026`, `Nov 24, 2026`. `month_first` reads `11/24/2026`.
pub(super) fn date(text: &str, month_first: bool) -> Option<(NaiveDate, &str)> {
    let text = text.trim();
    // Parts are runs of digits or of letters; what lies between separates them.
    let mut parts: Vec<(&str, usize)> = Vec::new();
    let mut start = None;
    for (place, letter) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let begun = start.and_then(|from| text.get(from..place));
        let same = begun.is_some_and(|part: &str| {
            letter.is_alphanumeric()
                && part.chars().all(|c| c.is_ascii_digit() == letter.is_ascii_digit())
        });
        if same {
            continue;
        }
        if let Some(part) = begun {
            parts.push((part, place));
            if parts.len() == 4 {
                break;
            }
        }
        start = letter.is_alphanumeric().then_some(place);
    }
    // A word before the rest is the day of the week, unless the year follows it at two places:
    // then it is the month, as in `Nov 24, 2026`.
    if let [(word, _), _, (third, _), ..] = parts.as_slice()
        && digits(word).is_none()
        && digits(third).is_none_or(|_| third.len() != 4)
    {
        parts.remove(0);
    }
    let [(a, _), (b, _), (c, end), ..] = parts.as_slice() else { return None };
    let numbers = (digits(a), digits(b), digits(c));
    let (year, month, day) = match numbers {
        (Some(year), Some(month), Some(day)) if a.len() == 4 => (year, month, day),
        (Some(month), Some(day), Some(year)) if month_first => (year, month, day),
        (Some(day), Some(month), Some(year)) => (year, month, day),
        (Some(day), None, Some(year)) => (year, month(b)?, day),
        (None, Some(day), Some(year)) => (year, month(a)?, day),
        _ => return None,
    };
    let year = if year < 100 { year + 2_000 } else { year };
    let date = parse_date(&format!("{year:04}-{month:02}-{day:02}"))?;
    Some((
        date,
        text.get(*end..).unwrap_or_default().trim_start_matches([',', 'T', ' ', '\u{A0}', 'à']),
    ))
}

fn digits(part: &str) -> Option<u32> {
    Some(part).filter(|part| part.len() <= 4)?.parse().ok()
}

fn month(part: &str) -> Option<u32> {
    let part = folded(part);
    let found = MONTHS.iter().position(|names| names.iter().any(|name| part.starts_with(name)))?;
    u32::try_from(found + 1).ok()
}

/// Does a date say that months come first (`Some(true)`), or days (`Some(false)`)?
pub(super) fn order(text: &str) -> Option<bool> {
    let mut parts = text.trim().split(['/', '-', '.']).map(|part| part.trim().parse::<u32>().ok());
    match (parts.next()??, parts.next()??) {
        (first, _) if first > 31 => None,
        (first, second) if first > 12 && second <= 12 => Some(false),
        (first, second) if first <= 12 && second > 12 => Some(true),
        _ => None,
    }
}

/// The date that a workbook counts as a number of days since the end of 1899.
pub(super) fn serial_date(number: Decimal) -> Option<NaiveDate> {
    let days: u64 = number.trunc().to_string().parse().ok()?;
    let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let date =
        first.checked_add_days(units::Days::new(Some(days).filter(|days| *days < 100_000)?))?;
    parse_date(&format_date(date))
}

/// A predecessor: the number of a task, the kind of link, the lag, the maximum lag if it has one.
pub(super) type Predecessor = (String, LinkKind, Lag, Option<Lag>);

/// Predecessors such as `4FS+2d;5`, `4FD+2 j;5DD-1 sem` or `4FS+2d max 5d`. `None` for the first that is none.
pub(super) fn predecessors(text: &str, per_day: i64) -> Option<Vec<Predecessor>> {
    let list = |separator: &[char]| -> Option<Vec<Predecessor>> {
        let parts = text.split(separator).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| predecessor(part, per_day)).collect()
    };
    // A comma separates predecessors unless it is the decimal one of a lag.
    list(&[';', '\n']).or_else(|| list(&[';', '\n', ',']))
}

fn predecessor(text: &str, per_day: i64) -> Option<Predecessor> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text.get(..end).filter(|number| !number.is_empty())?;
    let rest: String = text.get(end..)?.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = rest.to_lowercase();
    let (rest, most) = match rest.split_once("max") {
        Some((rest, most)) if !most.is_empty() => (rest.to_owned(), Some(lag(most, per_day)?)),
        Some(_) => return None,
        None => (rest, None),
    };
    let split = rest.find(['+', '-']).unwrap_or(rest.len());
    let kind = match rest.get(..split)? {
        "" | "fs" | "fd" => LinkKind::FinishToStart,
        "ss" | "dd" => LinkKind::StartToStart,
        "ff" => LinkKind::FinishToFinish,
        "sf" | "df" => LinkKind::StartToFinish,
        _ => return None,
    };
    Some((number.to_owned(), kind, lag(rest.get(split..)?, per_day)?, most))
}

/// `+2j`, `-1d`, `+50%`, and by the clock `+2ed`, `+2jé`.
fn lag(text: &str, per_day: i64) -> Option<Lag> {
    if text.is_empty() {
        return Some(Lag::ZERO);
    }
    if let Some(percent) = text.strip_suffix('%') {
        return number(percent).map(|percent| Lag::Share(Percent(percent)));
    }
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let amount = number(text.get(..end)?)?;
    let word = folded(text.get(end..)?);
    let elapsed = word.strip_prefix('e').or_else(|| word.strip_suffix('e')).and_then(Unit::named);
    match (Unit::named(&word), elapsed) {
        (Some(unit), _) => unit.of(amount, per_day).map(Lag::Working),
        (None, Some(unit)) => unit.of(amount, 1_440).map(|minutes| match unit {
            // A week by the clock has seven days.
            Unit::Weeks => Lag::Elapsed(Minutes(minutes.0 / 5 * 7)),
            _ => Lag::Elapsed(minutes),
        }),
        (None, None) if word.is_empty() => Unit::Days.of(amount, per_day).map(Lag::Working),
        (None, None) => None,
    }
}

/// Yes or no, as people mark it.
pub(super) fn flag(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "oui" | "o" | "x" | "yes" | "y" | "1" | "true" | "vrai" | "jalon" | "milestone"
    )
}

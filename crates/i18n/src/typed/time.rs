//! Times of day as people type them.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use units::NaiveTime;

/// Reads a time of day: `9h`, `9h30`, `14 h`, `9:30`, `9.30`, `930`, `9`, `2pm`, `midi`, `noon`.
///
/// # Errors
/// When the text is no time, or one that no day has (`25h`).
pub fn time(text: &str) -> Result<NaiveTime, TypedError> {
    let folded = fold(text)?;
    read_time(&tokens(&folded)).map_err(|misread| misread.or("typed-time", text))
}

pub(super) fn read_time(tokens: &[Token]) -> Read<NaiveTime> {
    let (tokens, half) = split_half(tokens);
    let (hour, minute) = match *tokens {
        [Word("midi" | "noon")] => ("12", "0"),
        [Word("minuit" | "midnight")] => ("0", "0"),
        [Number(digits)] => split_digits(digits)?,
        [Number(hour), Word(word)] if is_hour(word) => (hour, "0"),
        [Number(hour), Word(word), Number(minute)]
        | [Number(hour), Word(word), Number(minute), Word("min" | "mn")]
            if is_hour(word) =>
        {
            (hour, minute)
        }
        [Number(hour), Mark(':' | '.'), Number(minute)]
        // Seconds are written by machines, and are none here.
        | [Number(hour), Mark(':'), Number(minute), Mark(':'), Number(_)]
            if minute.len() == 2 =>
        {
            (hour, minute)
        }
        _ => return Err(Misread::NotThis),
    };
    if hour.len() > 2 || minute.len() > 2 {
        return Err(Misread::NotThis);
    }
    let number = |digits: &str| digits.parse::<u32>().map_err(|_| Misread::NotThis);
    let (hour, minute) = (number(hour)?, number(minute)?);
    let counted = match half {
        Some(afternoon) if (1..=12).contains(&hour) => {
            Some(hour % 12 + if afternoon { 12 } else { 0 })
        }
        Some(_) => None,
        None => Some(hour),
    };
    counted.and_then(|hour| NaiveTime::from_hms_opt(hour, minute, 0)).ok_or_else(|| {
        let error = TypedError::new("typed-no-such-time");
        error.with("hour", hour).with("minute", format!("{minute:02}")).into()
    })
}

/// `am` or `pm` at the end: whether it is the afternoon.
fn split_half<'a, 'b>(tokens: &'a [Token<'b>]) -> (&'a [Token<'b>], Option<bool>) {
    match tokens {
        [time @ .., Word("am")] | [time @ .., Word("a"), Word("m")] => (time, Some(false)),
        [time @ .., Word("pm")] | [time @ .., Word("p"), Word("m")] => (time, Some(true)),
        _ => (tokens, None),
    }
}

/// `9`, `14`, `930` or `1430` as hour and minute.
fn split_digits(digits: &str) -> Read<(&str, &str)> {
    match digits.len() {
        1 | 2 => Ok((digits, "0")),
        3 | 4 => digits.split_at_checked(digits.len() - 2).ok_or(Misread::NotThis),
        _ => Err(Misread::NotThis),
    }
}

fn is_hour(word: &str) -> bool {
    matches!(word, "h" | "hr" | "heure" | "heures" | "hour" | "hours")
}

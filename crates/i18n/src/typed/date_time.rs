//! Moments as people type them: a date and a time in either order.

use super::date::read_date;
use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Word};
use super::scan::{fold, tokens};
use super::time::read_time;
use crate::Language;
use units::{NaiveDate, NaiveDateTime, NaiveTime};

/// Reads a moment: a date as [`super::date`] reads it and a time as [`super::time`] does, in either
/// order, with `à`, `at` or a comma between: `lun 16 9h30`, `14h demain`, `24 Nov 2026, 09:30`.
/// Without a time it is `usual_time`, without a date it is `today`; a number alone is a day.
///
/// # Errors
/// When the text is no moment, or one that does not exist.
pub fn date_time(
    text: &str,
    today: NaiveDate,
    usual_time: NaiveTime,
    language: Language,
) -> Result<NaiveDateTime, TypedError> {
    let folded = fold(text)?;
    let tokens = tokens(&folded);
    let whole = whole(&tokens, today, usual_time, language);
    let read = whole.or_else(|misread| match parts(&tokens, today, language) {
        // What is wrong with the whole says more than that its parts are unknown.
        Err(Misread::NotThis) => Err(misread),
        other => other,
    });
    read.map_err(|misread| misread.or("typed-moment", text))
}

/// The text as a date alone or a time alone.
fn whole(
    tokens: &[Token],
    today: NaiveDate,
    usual_time: NaiveTime,
    language: Language,
) -> Read<NaiveDateTime> {
    match (read_date(tokens, today, language), read_time(tokens)) {
        (Ok(date), _) => Ok(date.and_time(usual_time)),
        (_, Ok(time)) => Ok(today.and_time(time)),
        (Err(Misread::NotThis), Err(misread)) | (Err(misread), Err(_)) => Err(misread),
    }
}

/// The text as a date and a time.
fn parts(tokens: &[Token], today: NaiveDate, language: Language) -> Read<NaiveDateTime> {
    let mut mistake = Misread::NotThis;
    for at in 1..tokens.len() {
        let Some((first, second)) = tokens.split_at_checked(at) else { continue };
        let second = match second {
            [Mark(';' | ',') | Word("a" | "at" | "t"), rest @ ..] => rest,
            other => other,
        };
        for (date, time) in [(first, second), (second, first)] {
            match (read_date(date, today, language), read_time(time)) {
                (Ok(date), Ok(time)) => return Ok(date.and_time(time)),
                (Err(Misread::Because(error)), Ok(_)) | (Ok(_), Err(Misread::Because(error))) => {
                    mistake = error.into();
                }
                _ => {}
            }
        }
    }
    Err(mistake)
}

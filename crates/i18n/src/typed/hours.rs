//! Hours of a day as people type them, for calendars.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use super::time::read_time;
use model::{DayHours, HoursError, TimeSpan};
use units::NaiveTime;

/// Reads when a room is open or a person works: `9h-18h`, `9:00-13:00 14:00-18:00`,
/// `9h à 13h et 14h à 18h`, `22h-6h` (which ends the next day), `0h-24h`. Nothing, `fermé` and
/// `closed` are a day without hours.
///
/// # Errors
/// When the text is no such hours, or they overlap or are out of order.
pub fn hours(text: &str) -> Result<DayHours, TypedError> {
    if text.trim().is_empty() {
        return Ok(DayHours::default());
    }
    let folded = fold(text)?;
    let tokens = tokens(&folded);
    if let [Word("ferme" | "fermee" | "closed")] = *tokens {
        return Ok(DayHours::default());
    }
    let spans = spans(&tokens).map_err(|misread| misread.or("typed-hours", text))?;
    let written: Vec<String> = spans.iter().map(ToString::to_string).collect();
    written.join(" ").parse().map_err(|error| match error {
        HoursError::Overlap(_) => TypedError::about("typed-hours-overlap", text),
        HoursError::Form(_) => TypedError::about("typed-hours", text),
    })
}

/// The stretches in the order in which they are typed.
pub(super) fn spans(tokens: &[Token]) -> Read<Vec<TimeSpan>> {
    let mut sides = split_at_dashes(tokens).into_iter();
    let mut from = read_time(sides.next().ok_or(Misread::NotThis)?)?;
    let mut last = sides.next_back().ok_or(Misread::NotThis)?;
    let mut spans = Vec::new();
    // Between two dashes stand the end of one stretch and the beginning of the next.
    for side in sides {
        let (to, next) = split_side(side)?;
        spans.push(TimeSpan { from, to });
        from = next;
    }
    while let [rest @ .., Mark(';' | ',')] = last {
        last = rest;
    }
    spans.push(TimeSpan { from, to: end_time(last)? });
    Ok(spans)
}

/// What stands between dashes; `à` and `to` are dashes, the `a` of `a.m.` is none.
fn split_at_dashes<'a, 'b>(tokens: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let is_dash = |at: usize, token: &Token| match token {
        Mark('-') | Word("to" | "au") => true,
        Word("a") => !matches!(tokens.get(at + 1), Some(Word("m"))),
        _ => false,
    };
    let mut sides = Vec::new();
    let mut begin = 0;
    for (at, token) in tokens.iter().enumerate() {
        if is_dash(at, token) {
            sides.push(tokens.get(begin..at).unwrap_or_default());
            begin = at + 1;
        }
    }
    sides.push(tokens.get(begin..).unwrap_or_default());
    sides
}

/// The two times that make up the pieces: only one way to part them gives two.
fn split_side(side: &[Token]) -> Read<(NaiveTime, NaiveTime)> {
    let mut mistake = Misread::NotThis;
    for at in 1..side.len() {
        let Some((to, next)) = side.split_at_checked(at) else { continue };
        let next = match next {
            [Mark(';' | ',' | '/') | Word("et" | "and" | "puis" | "then"), rest @ ..] => rest,
            other => other,
        };
        match (end_time(to), read_time(next)) {
            (Ok(to), Ok(next)) => return Ok((to, next)),
            (Err(Misread::Because(error)), Ok(_)) | (Ok(_), Err(Misread::Because(error))) => {
                mistake = error.into();
            }
            _ => {}
        }
    }
    Err(mistake)
}

/// A time at which a stretch ends: midnight may be written as 24.
fn end_time(tokens: &[Token]) -> Read<NaiveTime> {
    match tokens {
        [Number("24")]
        | [Number("24"), Word("h")]
        | [Number("24"), Word("h") | Mark(':'), Number("00")] => Ok(NaiveTime::MIN),
        other => read_time(other),
    }
}

//! What lies between two tasks, as it is typed.

use super::error::{Misread, Read, TypedError};
use super::scan::Token::{self, Mark};
use super::scan::{fold, tokens};
use super::work::{Lengths, Unit, amount, split_decimal, split_sign, unit};
use crate::Language;
use model::Lag;
use std::fmt::Write as _;
use units::{Minutes, Percent};

/// Reads a lag: an amount of work as [`super::work`] reads it, negative for an overlap (`2j`,
/// `+2j`, `-4h`), a share of the work that is waited for (`50%`), or a time by the clock, nights
/// and weekends counted (`2je`, `2ed`). An empty text is none.
///
/// # Errors
/// When the text is no lag.
pub fn lag(text: &str, day: Minutes) -> Result<Lag, TypedError> {
    if text.trim().is_empty() {
        return Ok(Lag::ZERO);
    }
    let folded = fold(text)?;
    read_lag(&tokens(&folded), day).map_err(|misread| misread.or("typed-lag", text))
}

/// Reads what may lie between at most, as [`lag`] reads it. An empty text is no maximum, `0` one
/// that leaves nothing between.
///
/// # Errors
/// When the text is no lag.
pub fn most(text: &str, day: Minutes) -> Result<Option<Lag>, TypedError> {
    match text.trim() {
        "" => Ok(None),
        "0" => Ok(Some(Lag::ZERO)),
        _ => lag(text, day).map(Some),
    }
}

pub(super) fn read_lag(tokens: &[Token], day: Minutes) -> Read<Lag> {
    let (negative, tokens) = split_sign(tokens).unwrap_or((false, tokens));
    if let (share, [Mark('%')]) = split_decimal(tokens)? {
        return Ok(Lag::Share(Percent(if negative { -share } else { share })));
    }
    let signed = |minutes: Minutes| if negative { -minutes } else { minutes };
    match amount(tokens, Lengths::working(day), unit) {
        Err(Misread::NotThis) => {
            let elapsed = amount(tokens, Lengths::elapsed(), elapsed_unit)?;
            Ok(Lag::Elapsed(signed(elapsed)))
        }
        working => Ok(Lag::Working(signed(working?))),
    }
}

/// The unit of a lag by the clock: `ed` in English; `je`, for *jours écoulés*, in French.
fn elapsed_unit(word: &str) -> Option<Unit> {
    unit(word.strip_prefix('e').or_else(|| word.strip_suffix('e'))?)
}

/// Writes a lag as [`lag`] reads it, as short as it can be: `+2j`, `-4h`, `+1je`, `+50%`; nothing
/// for none.
pub fn write_lag(lag: Lag, day: Minutes, language: Language) -> String {
    let (minutes, day, elapsed) = match lag {
        Lag::ZERO => return String::new(),
        Lag::Working(minutes) => (minutes, day, false),
        Lag::Elapsed(minutes) => (minutes, Minutes::hours(24), true),
        Lag::Share(share) => {
            let sign = if share.0.is_sign_negative() { "" } else { "+" };
            return format!("{sign}{}%", write_decimal(&share.to_string(), language));
        }
    };
    let length = minutes.0.unsigned_abs();
    let day_length = day.0.unsigned_abs();
    let (number, unit) = if day.is_positive() && length.is_multiple_of(day_length) {
        (length.checked_div(day_length).unwrap_or(0).to_string(), Unit::Day)
    } else if length.is_multiple_of(60) {
        ((length / 60).to_string(), Unit::Hour)
    } else {
        (length.to_string(), Unit::Minute)
    };
    let mut text = String::from(if minutes.is_negative() { "-" } else { "+" });
    // Writing to a String cannot fail.
    let _ = match (language, elapsed) {
        (_, false) => write!(text, "{number}{}", write_unit(unit, language)),
        (Language::French, true) => write!(text, "{number}{}e", write_unit(unit, language)),
        (Language::English, true) => write!(text, "{number}e{}", write_unit(unit, language)),
    };
    text
}

/// Writes a maximum as [`most`] reads it: `5j`, `48he`; nothing if there is none.
pub fn write_most(most: Option<Lag>, day: Minutes, language: Language) -> String {
    match most {
        None => String::new(),
        Some(Lag::ZERO) => "0".to_owned(),
        Some(most) => write_lag(most, day, language).trim_start_matches('+').to_owned(),
    }
}

fn write_unit(unit: Unit, language: Language) -> &'static str {
    match (unit, language) {
        (Unit::Week, Language::French) => "s",
        (Unit::Week, Language::English) => "w",
        (Unit::Day, Language::French) => "j",
        (Unit::Day, Language::English) => "d",
        (Unit::Hour, _) => "h",
        (Unit::Minute, _) => "min",
    }
}

fn write_decimal(number: &str, language: Language) -> String {
    match language {
        Language::French => number.replace('.', ","),
        Language::English => number.to_owned(),
    }
}

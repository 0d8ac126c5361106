//! A stretch of time as people say it: `jeudi après-midi`, `26/11 14h-18h`, `demain`.

use crate::desktop::Scene;
use i18n::typed;
use units::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, folded};

/// Words for parts of a day, as they are compared.
const MORNING: &[&str] = &["matin", "morning"];
const AFTERNOON: &[&str] = &["apres midi", "aprem", "afternoon"];

/// The stretch, or what is wrong with it.
pub(super) fn stretch(
    scene: &Scene<'_>,
    text: &str,
) -> Result<(NaiveDateTime, NaiveDateTime), String> {
    let part = |words: &[&str]| words.iter().any(|word| folded(text).contains(word));
    let (morning, afternoon) = (part(MORNING), part(AFTERNOON));
    let said: Vec<&str> = text.split_whitespace().collect();
    let (hours, rest): (Vec<&str>, Vec<&str>) = said.into_iter().partition(|word| {
        word.contains('-')
            && word.contains(|c: char| c.is_ascii_digit())
            && typed::hours(word).is_ok()
    });
    let day_words: Vec<&str> = rest.into_iter().filter(|word| !is_part(word)).collect();
    let date = date(scene, &day_words.join(" "))?;
    let time = |at: NaiveTime| date.and_time(at);
    if let Some(span) = hours.first().and_then(|hours| typed::hours(hours).ok())
        && let Some(span) = span.spans().first()
    {
        let last = if span.passes_midnight() { date.succ_opt().unwrap_or(date) } else { date };
        return Ok((time(span.from), last.and_time(span.to)));
    }
    let working = scene.snapshot.facility.house.working_hours();
    let window = scene.source().time().window(date.weekday());
    let spans = working.spans(date.weekday());
    let first = spans.first().map_or((window.from, window.to), |span| (span.from, span.to));
    let last = spans.last().map_or((window.from, window.to), |span| (span.from, span.to));
    let (from, to) = match (morning, afternoon) {
        (true, false) => first,
        (false, true) => last,
        _ => (window.from, window.to),
    };
    Ok((time(from), time(to)))
}

fn is_part(word: &str) -> bool {
    let word = folded(word);
    MORNING.iter().chain(AFTERNOON).any(|part| *part == word)
        || word == "apres midi"
        || matches!(word.as_str(), "apres" | "midi")
}

fn date(scene: &Scene<'_>, text: &str) -> Result<NaiveDate, String> {
    if text.is_empty() {
        return Ok(scene.today());
    }
    typed::date(text, scene.today(), scene.messages.language()).map_err(|error| {
        format!("{}\n{}", scene.messages.typed_error(&error), scene.messages.typed_hint(&error))
    })
}

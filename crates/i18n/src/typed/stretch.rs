//! Stretches of time as people say them: days, parts of a day, from one moment to another.

use super::date::read_date;
use super::error::{Misread, Read, TypedError};
use super::hours::spans;
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use super::time::read_time;
use crate::Language;
use model::TimeSpan;
use units::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// How long an evening is, in hours.
const EVENING: u32 = 4;

/// What the parts of a day are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayParts {
    /// A day of which no part is said.
    pub whole: TimeSpan,
    /// `matin`, `morning`.
    pub morning: TimeSpan,
    /// `après-midi`, `afternoon`.
    pub afternoon: TimeSpan,
    /// `soir`, `evening`.
    pub evening: TimeSpan,
}

/// When a stretch begins and ends.
pub type Stretch = (NaiveDateTime, NaiveDateTime);

/// A form in which a stretch may be typed.
type Form<'a> = fn(&Reader<'a>, &[Token<'_>]) -> Read<Stretch>;

/// What surrounds a stretch that is read.
struct Reader<'a> {
    today: NaiveDate,
    parts: &'a dyn Fn(NaiveDate) -> DayParts,
    language: Language,
}

impl DayParts {
    /// The parts of a day with these hours: lunch parts the morning from the afternoon, or one in
    /// the afternoon where nobody stops for lunch. A day without hours has those of an office.
    pub fn of(hours: &[TimeSpan]) -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let span = |from, to| TimeSpan { from, to };
        let (first, last) = match (hours.first(), hours.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (span(at(9), at(13)), span(at(14), at(18))),
        };
        let whole = span(first.from, last.to);
        let (morning, afternoon) = match hours {
            [only] if only.from < at(13) && (at(13) < only.to || only.passes_midnight()) => {
                (span(only.from, at(13)), span(at(13), only.to))
            }
            _ => (first, last),
        };
        let until = (last.to.hour() + EVENING).min(24) % 24;
        Self { whole, morning, afternoon, evening: span(last.to, at(until)) }
    }
}

/// Reads a stretch of time. `parts` says what the parts of a day are.
///
/// | typed | is |
/// |---|---|
/// | `jeudi`, `12/11`, `demain` | that day, as [`super::date`] reads it |
/// | `jeudi après-midi`, `26/11 matin`, `ce soir` | a part of that day |
/// | `26/11 14h-18h`, `jeu 9h30 à 12h`, `14h-18h` | hours of that day, or of today |
/// | `21/12 - 24/12`, `du 2 au 4/2`, `21/12 9h → 24/12 12h` | from the one to the other |
/// | `s49`, `semaine prochaine`, `this week` | an ISO week, Monday to Sunday |
///
/// # Errors
/// When the text is no stretch, says a day or a time that does not exist, or ends before it begins.
pub fn stretch(
    text: &str,
    today: NaiveDate,
    parts: &dyn Fn(NaiveDate) -> DayParts,
    language: Language,
) -> Result<Stretch, TypedError> {
    let folded = fold(text)?;
    let tokens = tokens(&folded);
    let reader = Reader { today, parts, language };
    let read = reader.read(without_fillers(&tokens));
    let (from, to) = read.map_err(|misread| misread.or("typed-stretch", text))?;
    if to <= from {
        return Err(TypedError::about("typed-stretch-backwards", text));
    }
    Ok((from, to))
}

/// Words at the beginning that say nothing.
fn without_fillers<'a, 'b>(tokens: &'a [Token<'b>]) -> &'a [Token<'b>] {
    let mut rest = tokens;
    while let [Word("du" | "des" | "de" | "from" | "on" | "le" | "entre" | "between"), after @ ..] =
        rest
    {
        rest = after;
    }
    rest
}

impl Reader<'_> {
    fn read(&self, tokens: &[Token]) -> Read<Stretch> {
        let mut mistake = Misread::NotThis;
        let forms: [Form<'_>; 4] =
            [Reader::week, Reader::one_day, Reader::between, Reader::hours_of_day];
        for form in forms {
            match form(self, tokens) {
                Err(Misread::NotThis) => {}
                // What is of a form and cannot be is told, unless it is fine in another form.
                Err(because) => mistake = because,
                read => return read,
            }
        }
        Err(mistake)
    }

    /// A week: from the beginning of its Monday to the end of its Sunday.
    fn week(&self, tokens: &[Token]) -> Read<Stretch> {
        let monday = match *tokens {
            [Word("cette"), Word("semaine")] | [Word("this"), Word("week")] => Some(0),
            [Word("semaine"), Word("prochaine")] | [Word("next"), Word("week")] => Some(7),
            _ => None,
        };
        let monday = match (monday, tokens) {
            (Some(days), _) => units::monday(self.today).checked_add_days(Days::new(days)),
            (None, [Word("s" | "sem" | "semaine" | "w" | "wk" | "week"), Number(_), ..]) => {
                Some(read_date(tokens, self.today, self.language)?)
            }
            _ => None,
        };
        let monday = monday.ok_or(Misread::NotThis)?;
        let sunday = monday.checked_add_days(Days::new(6)).ok_or(Misread::NotThis)?;
        Ok((self.span(monday, self.whole(monday))?.0, self.span(sunday, self.whole(sunday))?.1))
    }

    /// A day, or a part of it.
    fn one_day(&self, tokens: &[Token]) -> Read<Stretch> {
        let (day, part) = split_part(tokens);
        let date = match day {
            [] if part.is_some() => self.today,
            day => read_date(day, self.today, self.language)?,
        };
        let parts = (self.parts)(date);
        let span = match part {
            None => parts.whole,
            Some(Part::Morning) => parts.morning,
            Some(Part::Afternoon) => parts.afternoon,
            Some(Part::Evening) => parts.evening,
        };
        self.span(date, span)
    }

    /// Hours of a day, before or after it; of today without one.
    fn hours_of_day(&self, tokens: &[Token]) -> Read<Stretch> {
        let mut mistake = Misread::NotThis;
        for at in 0..=tokens.len() {
            let Some((first, second)) = tokens.split_at_checked(at) else { continue };
            let second = without_pause(second);
            for (day, hours) in [(first, second), (second, first)] {
                let date = match day {
                    [] => Ok(self.today),
                    day => read_date(day, self.today, self.language),
                };
                match (date, spans(without_fillers(hours))) {
                    (Ok(date), Ok(hours)) => {
                        let (Some(first), Some(last)) = (hours.first(), hours.last()) else {
                            continue;
                        };
                        return self.span(date, TimeSpan { from: first.from, to: last.to });
                    }
                    (Err(Misread::Because(error)), Ok(_)) => mistake = error.into(),
                    (Ok(_), Err(Misread::Because(error))) if !day.is_empty() => {
                        mistake = error.into();
                    }
                    _ => {}
                }
            }
        }
        Err(mistake)
    }

    /// From one day or moment to another.
    fn between(&self, tokens: &[Token]) -> Read<Stretch> {
        let mut mistake = Misread::NotThis;
        for (at, token) in tokens.iter().enumerate() {
            if !is_between(token) {
                continue;
            }
            let from = tokens.get(..at).unwrap_or_default();
            let to = without_fillers(tokens.get(at + 1..).unwrap_or_default());
            match self.ends(from, to) {
                Err(Misread::NotThis) => {}
                Err(because) => mistake = because,
                read => return read,
            }
        }
        Err(mistake)
    }

    fn ends(&self, from: &[Token], to: &[Token]) -> Read<Stretch> {
        let (last, end) = self.end(to, false)?;
        // `du 2 au 4/2`: a day alone is of the month the other is of.
        let first = match *from {
            [Number(day)] | [Number(day), Word("er")] => {
                day.parse().ok().and_then(|day| last.with_day(day)).map(|date| (date, None))
            }
            _ => None,
        };
        let (first, begin) = match first {
            Some(first) => first,
            None => self.end(from, true)?,
        };
        let from = begin.map_or_else(
            || self.span(first, self.whole(first)).map(|(from, _)| from),
            |time| Ok(first.and_time(time)),
        )?;
        let to = end.map_or_else(
            || self.span(last, self.whole(last)).map(|(_, to)| to),
            |time| Ok(last.and_time(time)),
        )?;
        Ok((from, to))
    }

    /// A day with its time, if one is said; a part of a day stands for where it begins or ends.
    fn end(&self, tokens: &[Token], begins: bool) -> Read<(NaiveDate, Option<NaiveTime>)> {
        let tokens = without_pause(tokens);
        let (day, part) = split_part(tokens);
        if let Ok(date) = read_date(day, self.today, self.language) {
            let parts = (self.parts)(date);
            let span = part.map(|part| match part {
                Part::Morning => parts.morning,
                Part::Afternoon => parts.afternoon,
                Part::Evening => parts.evening,
            });
            return Ok((date, span.map(|span| if begins { span.from } else { span.to })));
        }
        // The end of hours of one day: the 30 of `12 h 30` is no day of a month.
        if read_time(tokens).is_ok() {
            return Err(Misread::NotThis);
        }
        let mut mistake = read_date(day, self.today, self.language).map(|_| ()).err();
        for at in 1..tokens.len() {
            let Some((first, second)) = tokens.split_at_checked(at) else { continue };
            let second = match second {
                [Word("a" | "at"), rest @ ..] => rest,
                other => without_pause(other),
            };
            for (day, time) in [(first, second), (second, first)] {
                match (read_date(day, self.today, self.language), read_time(time)) {
                    (Ok(date), Ok(time)) => return Ok((date, Some(time))),
                    (Err(Misread::Because(error)), Ok(_))
                    | (Ok(_), Err(Misread::Because(error))) => mistake = Some(error.into()),
                    _ => {}
                }
            }
        }
        Err(mistake.unwrap_or(Misread::NotThis))
    }

    fn whole(&self, date: NaiveDate) -> TimeSpan {
        (self.parts)(date).whole
    }

    /// A part of a day on the wall clock; its end may lie on the next.
    fn span(&self, date: NaiveDate, span: TimeSpan) -> Read<Stretch> {
        let last = if span.passes_midnight() { date.succ_opt() } else { Some(date) };
        let last = last.ok_or(Misread::NotThis)?;
        Ok((date.and_time(span.from), last.and_time(span.to)))
    }
}

/// Does it stand between the two ends of a stretch?
fn is_between(token: &Token) -> bool {
    matches!(
        token,
        Mark('-' | '→') | Word("au" | "to" | "until" | "till" | "jusqu'au" | "et" | "and" | "a")
    )
}

fn without_pause<'a, 'b>(tokens: &'a [Token<'b>]) -> &'a [Token<'b>] {
    match tokens {
        [Mark(';' | ','), rest @ ..] => rest,
        other => other,
    }
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Morning,
    Afternoon,
    Evening,
}

/// The part of a day that the text ends with, and what is before it.
fn split_part<'a, 'b>(tokens: &'a [Token<'b>]) -> (&'a [Token<'b>], Option<Part>) {
    let (rest, part) = match tokens {
        [rest @ .., Word("matin" | "matinee" | "morning")] => (rest, Part::Morning),
        [rest @ .., Word("apres"), Mark('-'), Word("midi")]
        | [rest @ .., Word("apres"), Word("midi")]
        | [rest @ .., Word("aprem" | "afternoon")] => (rest, Part::Afternoon),
        [rest @ .., Word("soir" | "soiree" | "evening")] => (rest, Part::Evening),
        [Word("tonight")] => (Default::default(), Part::Evening),
        _ => return (tokens, None),
    };
    let mut day = rest;
    while let [
        before @ ..,
        Word("ce" | "cet" | "cette" | "this" | "in" | "the" | "le" | "l'" | "au"),
    ] = day
    {
        day = before;
    }
    (day, Some(part))
}

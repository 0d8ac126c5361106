//! What a task waits for, as it is typed into a list: `4`, `4FS+2j`, `7;8FD`.

use super::error::{Misread, Read, TypedError};
use super::lag::{read_lag, write_lag};
use super::scan::Token::{self, Mark, Number, Word};
use super::scan::{fold, tokens};
use crate::Language;
use model::{Choice, Lag, LinkKind, TaskId};
use units::Minutes;

/// The task that is waited for, the ends that are tied, and what lies between them.
pub type Predecessor = (TaskId, LinkKind, Lag);

/// Reads the tasks that a task waits for, by their numbers in the list: `numbers` says which task
/// has a number.
///
/// Each is a number, with the tied ends unless the end ties the beginning (`FS`, `SS`, `FF`, `SF`;
/// in French `FD`, `DD`, `FF`, `DF`), and with a lag unless there is none: `+2j`, `-4h`, `+50%`;
/// `+2je`, `+2ed` count nights and weekends too. Between them stands `;`, or a comma where it is
/// not a decimal one. An empty text is none.
///
/// # Errors
/// When the text is no such list, or names a task that is not there, or one twice with the same
/// ends.
pub fn predecessors(
    text: &str,
    numbers: &dyn Fn(usize) -> Option<TaskId>,
    day: Minutes,
) -> Result<Vec<Predecessor>, TypedError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let folded = fold(text)?;
    let mut found: Vec<Predecessor> = Vec::new();
    for item in items(&tokens(&folded)) {
        let [Number(number), rest @ ..] = item else {
            return Err(TypedError::about("typed-predecessors", text));
        };
        let read = predecessor(number, rest, numbers, day);
        let read = read.map_err(|misread| misread.or("typed-predecessors", text))?;
        if found.iter().any(|(task, kind, _)| (task, kind) == (&read.0, &read.1)) {
            return Err(TypedError::new("typed-predecessor-twice").with("number", number));
        }
        found.push(read);
    }
    Ok(found)
}

/// Writes predecessors as [`predecessors`] reads them; `number_of` says which number a task has in
/// the list. A task without one is left out.
pub fn write_predecessors(
    found: &[Predecessor],
    number_of: &dyn Fn(TaskId) -> Option<usize>,
    day: Minutes,
    language: Language,
) -> String {
    let items = found.iter().filter_map(|(task, kind, lag)| {
        let number = number_of(*task)?;
        if *kind == LinkKind::FinishToStart && *lag == Lag::ZERO {
            return Some(number.to_string());
        }
        Some(format!("{number}{}{}", write_kind(kind, language), write_lag(*lag, day, language)))
    });
    items.collect::<Vec<_>>().join(";")
}

/// The pieces of each predecessor.
fn items<'a, 'b>(tokens: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let mut items = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let end = end_of_item(rest);
        let (item, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        items.push(item);
        rest = after.get(1..).unwrap_or_default();
    }
    items
}

/// Where the first predecessor ends. A comma within the number of a lag is a decimal one.
fn end_of_item(tokens: &[Token]) -> usize {
    let mut in_number_of_lag = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Mark(';') => return at,
            Mark(',') if !in_number_of_lag => return at,
            // Only one comma is decimal.
            Mark(',') => in_number_of_lag = false,
            Mark('+' | '-') => in_number_of_lag = true,
            Mark(_) | Word(_) => in_number_of_lag = false,
            Number(_) => {}
        }
    }
    tokens.len()
}

fn predecessor(
    number: &str,
    rest: &[Token],
    numbers: &dyn Fn(usize) -> Option<TaskId>,
    day: Minutes,
) -> Read<Predecessor> {
    let (kind, rest) = match rest {
        [Word(word), rest @ ..] => (read_kind(word).ok_or(Misread::NotThis)?, rest),
        rest => (LinkKind::FinishToStart, rest),
    };
    let lag = match rest {
        [] => Lag::ZERO,
        [Mark('+' | '-'), ..] => read_lag(rest, day)?,
        _ => return Err(Misread::NotThis),
    };
    let task = number.parse().ok().and_then(numbers);
    let missing = || TypedError::about("typed-no-such-task", number);
    Ok((task.ok_or_else(missing)?, kind, lag))
}

fn read_kind(word: &str) -> Option<LinkKind> {
    Some(match word {
        "fs" | "fd" => LinkKind::FinishToStart,
        "ss" | "dd" => LinkKind::StartToStart,
        "ff" => LinkKind::FinishToFinish,
        "sf" | "df" => LinkKind::StartToFinish,
        _ => return None,
    })
}

/// `FS` in English; in French `FD`, from *fin à début*. A newer program's kind as it is.
fn write_kind(kind: &LinkKind, language: Language) -> &str {
    match (kind, language) {
        (LinkKind::FinishToStart, Language::French) => "FD",
        (LinkKind::StartToStart, Language::French) => "DD",
        (LinkKind::StartToFinish, Language::French) => "DF",
        (kind, _) => kind.key(),
    }
}

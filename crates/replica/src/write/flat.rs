//! From the value of a field to flat keys and scalars, checked on the way.

use crate::{MAX_TEXT_BYTES, Refusal, Scalar};
use model::{Field, FieldKind, Kind, Mismatch, Value};
use std::collections::BTreeMap;
use units::MAX_NAME_CHARS;

/// What a value comes down to.
pub(super) enum Flat {
    /// The field is one key.
    Plain(Scalar),
    /// The field is one key per entry; these are the entries it has from now on.
    Keyed {
        entries: BTreeMap<String, Scalar>,
        /// What an entry that is gone holds.
        gone: Scalar,
    },
}

/// Checks a value against its field and brings it into the form of the document.
pub(super) fn flat(
    kind: Kind,
    key: &str,
    value: &Value,
) -> Result<(&'static Field, Flat), Refusal> {
    let field = || key.to_owned();
    let known = kind.field(key).ok_or_else(|| Refusal::UnknownField { kind, field: field() })?;
    known.check(value).map_err(|Mismatch(expected)| Refusal::WrongValue {
        kind,
        field: field(),
        expected,
    })?;
    let wrong = || Refusal::WrongValue { kind, field: field(), expected: "value" };
    let flat = match value {
        Value::Nothing if known.is_keyed() => keyed(known, BTreeMap::new()),
        Value::Nothing => Flat::Plain(Scalar::Null),
        Value::Text(text) => {
            check_text(kind, known, text)?;
            Flat::Plain(Scalar::Text(text.clone()))
        }
        Value::Integer(number) => Flat::Plain(Scalar::Int(*number)),
        Value::Flag(flag) => Flat::Plain(Scalar::Bool(*flag)),
        Value::Set(words) => {
            words.iter().try_for_each(|word| check_word(kind, known, word).ok_or_else(wrong)?)?;
            keyed(known, words.iter().map(|word| (word.clone(), Scalar::Bool(true))).collect())
        }
        Value::Map(entries) => {
            for (word, text) in entries {
                check_word(kind, known, word).ok_or_else(wrong)??;
                check_text(kind, known, text)?;
            }
            let entries = entries.iter();
            keyed(
                known,
                entries.map(|(word, text)| (word.clone(), Scalar::Text(text.clone()))).collect(),
            )
        }
    };
    Ok((known, flat))
}

fn keyed(field: &Field, entries: BTreeMap<String, Scalar>) -> Flat {
    Flat::Keyed { entries, gone: if field.is_set() { Scalar::Bool(false) } else { Scalar::Null } }
}

fn check_text(kind: Kind, field: &Field, text: &str) -> Result<(), Refusal> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Refusal::TextTooLong { kind, field: field.key.to_owned() });
    }
    let is_name =
        matches!(field.kind, FieldKind::Choice(_)) || matches!(field.key, "name" | "title");
    if is_name && text.chars().count() > MAX_NAME_CHARS {
        return Err(Refusal::NameTooLong { kind, field: field.key.to_owned() });
    }
    Ok(())
}

/// `None` if it is no word at all.
fn check_word(kind: Kind, field: &Field, word: &str) -> Option<Result<(), Refusal>> {
    if word.is_empty() {
        return None;
    }
    let too_long = word.chars().count() > MAX_NAME_CHARS;
    Some(if too_long {
        Err(Refusal::NameTooLong { kind, field: field.key.to_owned() })
    } else {
        Ok(())
    })
}

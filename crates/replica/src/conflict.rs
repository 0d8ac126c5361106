//! Two people who wrote the same field at once: what the document shows, what else it holds.

use crate::Scalar;
use crate::document::actor_id;
use crate::stored::Stored;
use automerge as am;
use automerge::ReadDoc;
use model::{Finding, Place, Severity, Subject};
use std::fmt::Write;

/// Keys whose disputes nobody needs to settle: either place in a list will do.
const UNTOLD: &[&str] = &["order"];

/// The disputes of a record, by key. Equal values are no dispute.
pub(crate) fn findings(
    document: &am::Automerge,
    subject: Subject,
    stored: &Stored,
    heads: Option<&[am::ChangeHash]>,
) -> Vec<Finding> {
    let Some(object) = &stored.object else { return Vec::new() };
    let told = stored.disputed.iter().filter(|key| !UNTOLD.contains(&key.as_str()));
    told.filter_map(|key| {
        let all = match heads {
            None => document.get_all(object, key.as_str()),
            Some(heads) => document.get_all_at(object, key.as_str(), heads),
        };
        finding(subject, key, &distinct(&all.ok()?))
    })
    .collect()
}

/// Does a key hold several values that differ? They are then worth writing over with one of them.
pub(crate) fn is_disputed(all: &[(am::Value<'_>, am::ObjId)]) -> bool {
    distinct(all).len() > 1
}

/// Values and their authors, the winner first, each value once.
fn distinct(all: &[(am::Value<'_>, am::ObjId)]) -> Vec<(Scalar, String)> {
    let mut distinct: Vec<(Scalar, String)> = Vec::new();
    for (value, operation) in all.iter().rev() {
        let value = Scalar::from_value(value);
        if !distinct.iter().any(|(known, _)| known.says(&value)) {
            distinct.push((value, author(operation)));
        }
    }
    distinct
}

fn finding(subject: Subject, key: &str, values: &[(Scalar, String)]) -> Option<Finding> {
    let ((kept, kept_by), others) = values.split_first()?;
    if others.is_empty() {
        return None;
    }
    let (field, entry) = key.split_once('/').unwrap_or((key, ""));
    let join = |parts: Vec<&str>| parts.join(" | ");
    let other_values: Vec<String> = others.iter().map(|(value, _)| value.to_string()).collect();
    Some(
        Finding::new(Severity::Warning, "field-conflict")
            .at(Place::subject(subject))
            .with("kind", subject.kind.key())
            .with("field", field)
            .with("entry", entry)
            .with("kept", kept)
            .with("kept_by", kept_by)
            .with("other", join(other_values.iter().map(String::as_str).collect()))
            .with("other_by", join(others.iter().map(|(_, author)| author.as_str()).collect())),
    )
}

/// The actor of an operation in 32 hexadecimal digits.
fn author(operation: &am::ObjId) -> String {
    let am::ObjId::Id(_, actor, _) = operation else { return String::new() };
    let mut hex = String::new();
    for byte in actor_id(actor).unwrap_or_default() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

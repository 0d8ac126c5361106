//! Fields that two people have written at once: every value the document holds, who wrote it and
//! when, and the command that keeps one of them. Nothing is dropped silently: until somebody has
//! chosen, all machines show the same value and know of the others.

use crate::engine::Engine;
use crate::held::Held;
use model::{Command, Finding, PersonId, Scope, Subject, Value};
use replica::{ActorId, HistoryEntry, Scalar};
use std::collections::BTreeSet;
use units::Stamp;

/// The finding by which a dispute is known.
const CODE: &str = "field-conflict";

/// A field that holds several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The record.
    pub subject: Subject,
    /// The field.
    pub field: String,
    /// The entry of a set or a table that is in dispute; empty for a plain field.
    pub entry: String,
    /// The values, the one that is shown first.
    pub values: Vec<Disputed>,
}

/// One of the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The value, where it can be written again as it is.
    pub value: Option<Value>,
    /// The same as text.
    pub text: String,
    /// Who wrote it, if that is known.
    pub by: Option<PersonId>,
    /// When, by the clock of who wrote it.
    pub at: Stamp,
}

impl Dispute {
    /// The command that keeps one of the values: writing it again settles the dispute everywhere.
    pub fn keep(&self, place: usize) -> Option<Command> {
        let value = self.values.get(place)?.value.clone().filter(|_| self.entry.is_empty())?;
        Some(Command::Set { subject: self.subject, values: [(self.field.clone(), value)].into() })
    }
}

impl Engine {
    /// Every field in dispute, by document, then as findings come.
    pub(crate) fn disputes(&self) -> Vec<Dispute> {
        let all = self.holdings.iter().flat_map(|(scope, held)| {
            let told = held.findings.iter().filter(|finding| finding.code == CODE);
            told.filter_map(|finding| self.dispute(*scope, held, finding))
        });
        all.collect()
    }

    fn dispute(&self, scope: Scope, held: &Held, finding: &Finding) -> Option<Dispute> {
        let subject = finding.place.subject.filter(|subject| subject.scope == scope)?;
        let word = |key: &str| finding.fields.get(key).cloned().unwrap_or_default();
        let (field, entry) = (word("field"), word("entry"));
        let key = if entry.is_empty() { field.clone() } else { format!("{field}/{entry}") };
        let authors = format!("{} | {}", word("kept_by"), word("other_by"));
        let authors: Vec<ActorId> = authors.split(" | ").filter_map(actor).collect();
        let history = held.document.record_history(subject.kind, subject.id);
        let mut seen = BTreeSet::new();
        // The newest of each author, in the order in which the finding names them.
        let values = authors.iter().filter(|author| seen.insert(**author)).filter_map(|author| {
            let mut of = history.iter().filter(|it| it.actor == *author && it.key == key);
            of.next().map(|entry| self.disputed(held, entry))
        });
        let values: Vec<Disputed> = values.collect();
        (values.len() > 1).then_some(Dispute { subject, field, entry, values })
    }

    fn disputed(&self, held: &Held, entry: &HistoryEntry) -> Disputed {
        let device = held.owners.get(&entry.actor);
        Disputed {
            value: value(&entry.value),
            text: entry.value.to_string(),
            by: device.and_then(|device| self.writer_of(*device)),
            at: entry.stamp,
        }
    }
}

fn value(scalar: &Scalar) -> Option<Value> {
    Some(match scalar {
        Scalar::Absent | Scalar::Null => Value::Nothing,
        Scalar::Text(text) => Value::Text(text.clone()),
        Scalar::Int(number) => Value::Integer(*number),
        Scalar::Bool(flag) => Value::Flag(*flag),
        Scalar::Other(_) => return None,
    })
}

/// An actor of 32 hexadecimal digits.
fn actor(text: &str) -> Option<ActorId> {
    let number = u128::from_str_radix(text.trim(), 16).ok()?;
    (text.trim().len() == 32).then_some(number.to_be_bytes())
}

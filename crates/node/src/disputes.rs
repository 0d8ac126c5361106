//! Fields that two people have written at once: every value the document holds, who wrote it and
//! when, and the command that keeps one of them. Nothing is dropped silently: until somebody has
//! chosen, all machines show the same value and know of the others.

use crate::engine::Engine;
use crate::held::Held;
use model::{Command, DeviceId, Finding, Kind, PersonId, RawId, Scope, Subject, Value};
use replica::{ActorId, HistoryEntry, Scalar, Touched};
use std::collections::{BTreeMap, BTreeSet};
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

/// The fields of a document that are in dispute, as far as they were looked at: it is asked who wrote
/// their values when a record has changed, and not whenever somebody looks.
#[derive(Debug, Default)]
pub(crate) struct Disputes {
    found: BTreeMap<(Kind, RawId), Vec<Found>>,
}

/// A dispute without the names of people, and the device behind each value.
#[derive(Debug)]
struct Found {
    dispute: Dispute,
    devices: Vec<Option<DeviceId>>,
}

impl Disputes {
    /// These records have changed.
    pub(crate) fn forget(&mut self, touched: &Touched) {
        for record in touched {
            self.found.remove(record);
        }
    }
}

impl Engine {
    /// Every field in dispute, by document, then as findings come.
    pub(crate) fn disputes(&mut self) -> Vec<Dispute> {
        for (scope, held) in &mut self.holdings {
            held.look_for_disputes(*scope);
        }
        let all = self.holdings.values().flat_map(|held| held.disputed.found.values().flatten());
        let named = all.map(|Found { dispute, devices }| {
            let mut dispute = dispute.clone();
            for (value, device) in dispute.values.iter_mut().zip(devices) {
                value.by = device.and_then(|device| self.writer_of(device));
            }
            dispute
        });
        named.collect()
    }
}

impl Held {
    /// Looks at the records of which something is to be said and that were not looked at.
    fn look_for_disputes(&mut self, scope: Scope) {
        let mut disputed = std::mem::take(&mut self.disputed);
        for (record, told) in self.findings.by_record() {
            let mut told = told.iter().filter(|finding| finding.code == CODE).peekable();
            if told.peek().is_none() || disputed.found.contains_key(record) {
                continue;
            }
            let found = told.filter_map(|finding| self.dispute(scope, finding)).collect();
            disputed.found.insert(*record, found);
        }
        self.disputed = disputed;
    }

    fn dispute(&self, scope: Scope, finding: &Finding) -> Option<Found> {
        let subject = finding.place.subject.filter(|subject| subject.scope == scope)?;
        let word = |key: &str| finding.fields.get(key).cloned().unwrap_or_default();
        let (field, entry) = (word("field"), word("entry"));
        let key = if entry.is_empty() { field.clone() } else { format!("{field}/{entry}") };
        let authors = format!("{} | {}", word("kept_by"), word("other_by"));
        let authors: Vec<ActorId> = authors.split(" | ").filter_map(actor).collect();
        let held = self.document.current_values(subject.kind, subject.id, &key);
        let mut seen = BTreeSet::new();
        // The newest of each author, in the order in which the finding names them.
        let values = authors.iter().filter(|author| seen.insert(**author)).filter_map(|author| {
            let entry = held.iter().find(|it| it.actor == *author)?;
            Some((disputed(entry), self.owners.get(&entry.actor).copied()))
        });
        let (values, devices): (Vec<Disputed>, Vec<_>) = values.unzip();
        let dispute = Dispute { subject, field, entry, values };
        (devices.len() > 1).then_some(Found { dispute, devices })
    }
}

fn disputed(entry: &HistoryEntry) -> Disputed {
    let text = entry.value.to_string();
    Disputed { value: value(&entry.value), text, by: None, at: entry.stamp }
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

//! The history of one record: each change with the fields it wrote, before and after.

use crate::{Cell, Source};
use model::{FieldKind, Kind, PersonId, PublishedLine, Subject};
use std::collections::BTreeMap;
use units::{Minutes, Stamp};

/// One value that one key of a record has held, as `node` knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    /// The change it is part of, in hexadecimal.
    pub change: String,
    /// When, by the clock of the machine that wrote it.
    pub at: Stamp,
    /// Who; unknown for other machines.
    pub person: Option<PersonId>,
    /// The word of the command.
    pub command: String,
    /// What the person called it.
    pub note: String,
    /// The key: `work`, `skills/avid`, `deleted`; empty for the birth of the record.
    pub key: String,
    /// The value as text; empty for none.
    pub value: String,
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordChange {
    /// The change, in hexadecimal.
    pub change: String,
    /// When.
    pub at: Stamp,
    /// Who.
    pub by: Option<PersonId>,
    /// Name of who; empty if unknown.
    pub by_name: String,
    /// The word of the command.
    pub command: String,
    /// What the person called it.
    pub note: String,
    /// Did the record come to be with it?
    pub born: bool,
    /// The fields it wrote, in the order of the record.
    pub fields: Vec<FieldChange>,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field; `deleted` for the mark of deletion.
    pub field: String,
    /// For a field of many entries, the entry that came, went or changed.
    pub entry: Option<Cell>,
    /// What it held before; nothing if it was never written.
    pub before: Cell,
    /// What it holds since.
    pub after: Cell,
}

/// The changes of a record, newest first, from its values, newest first. Values that were written
/// again as they were are left out; places among neighbours are not told.
pub fn record_history(
    source: &Source<'_>,
    subject: Subject,
    entries: &[RecordEntry],
) -> Vec<RecordChange> {
    let mut held: BTreeMap<&str, &str> = BTreeMap::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut changes: Vec<RecordChange> = Vec::new();
    // From the birth on, so that what each key held before is known. Values of changes that were
    // written at once on two machines may stand in any order.
    for entry in entries.iter().rev() {
        let place = *places.entry(&entry.change).or_insert(changes.len());
        if place == changes.len() {
            changes.push(change(source, entry));
        }
        let Some(change) = changes.get_mut(place) else { continue };
        if entry.key.is_empty() {
            change.born = true;
            continue;
        }
        let before = held.insert(&entry.key, &entry.value).unwrap_or_default();
        if before != entry.value && entry.key != "order" {
            let field = Value { source, kind: subject.kind, key: &entry.key };
            change.fields.push(field.change(before, &entry.value));
        }
    }
    changes.retain(|change| change.born || !change.fields.is_empty());
    let place = |field: &FieldChange| {
        let mut fields = subject.kind.fields().iter();
        fields.position(|known| known.key == field.field).unwrap_or(usize::MAX)
    };
    for change in &mut changes {
        change.fields.sort_by_key(place);
    }
    changes.reverse();
    changes
}

fn change(source: &Source<'_>, entry: &RecordEntry) -> RecordChange {
    RecordChange {
        change: entry.change.clone(),
        at: entry.at,
        by: entry.person,
        by_name: entry.person.map(|person| source.person(person)).unwrap_or_default(),
        command: entry.command.clone(),
        note: entry.note.clone(),
        born: false,
        fields: Vec::new(),
    }
}

/// Values of one key of a record.
struct Value<'a> {
    source: &'a Source<'a>,
    kind: Kind,
    key: &'a str,
}

impl Value<'_> {
    fn change(&self, before: &str, after: &str) -> FieldChange {
        let (name, entry) = match self.key.split_once('/') {
            Some((name, entry)) => (name, Some(entry)),
            None => (self.key, None),
        };
        let field = self.kind.field(name);
        let kind = field.map_or(FieldKind::Text, |field| field.kind);
        FieldChange {
            field: name.to_owned(),
            entry: entry.map(|entry| self.entry(name, kind, entry)),
            before: self.cell(field.map_or("", |field| field.key), kind, before),
            after: self.cell(field.map_or("", |field| field.key), kind, after),
        }
    }

    /// The entry of a field of many: a name, a word with its label, else as it is.
    fn entry(&self, field: &str, kind: FieldKind, entry: &str) -> Cell {
        match kind {
            FieldKind::References(of) => self.named(of, entry),
            FieldKind::Words => {
                let (list, _) = model::vocabulary::of_field(field);
                Cell::Words { list, words: vec![entry.to_owned()] }
            }
            FieldKind::BaselineDates => self.named(Kind::Task, entry),
            FieldKind::PublishedLines => {
                PublishedLine::parse(entry).map_or_else(|| text(entry), |line| text(&line.name))
            }
            FieldKind::DaysOff => units::parse_date(entry).map_or_else(|| text(entry), Cell::Date),
            _ => text(entry),
        }
    }

    fn cell(&self, field: &'static str, kind: FieldKind, value: &str) -> Cell {
        if value.is_empty() {
            return Cell::Empty;
        }
        let read = match kind {
            FieldKind::Date => units::parse_date(value).map(Cell::Date),
            FieldKind::DateTime => units::parse_date_time(value).map(Cell::DateTime),
            FieldKind::Integer => value.parse().ok().map(Cell::Integer),
            FieldKind::Money => value.parse().ok().map(Cell::Money),
            FieldKind::Minutes => value.parse().ok().map(|minutes| {
                let minutes = Minutes(minutes);
                if matches!(field, "work" | "remaining") {
                    Cell::Work(minutes)
                } else {
                    Cell::Minutes(minutes)
                }
            }),
            FieldKind::Choice(_) => {
                Some(Cell::Choice { kind: self.kind, field, word: value.to_owned() })
            }
            FieldKind::Reference(of) => Some(self.named(of, value)),
            _ => value.parse().ok().map(Cell::Flag),
        };
        if field == "function" {
            return Cell::Words { list: "function", words: vec![value.to_owned()] };
        }
        read.unwrap_or_else(|| text(value))
    }

    fn named(&self, kind: Kind, id: &str) -> Cell {
        let name = id.parse().ok().and_then(|id: model::RawId| {
            // A session is named as the list of clashes names it, wherever it is.
            let plans = self.source.plans.keys();
            let planned = plans.map(|production| Subject::planned(*production, kind, id));
            let mut places = planned.chain([Subject::shared(kind, id)]);
            places.find_map(|subject| self.source.name(&subject))
        });
        text(name.as_deref().unwrap_or(id))
    }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

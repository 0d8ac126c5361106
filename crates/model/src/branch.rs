//! A plan as a variant would have it, and the way back: what of it is to be written into the plan.
//!
//! Fields are compared one by one with what the plan said when the variant was written. Where the
//! plan has moved on since, the variant shows its own value and says so (it is *overtaken* there);
//! of sets only the words that were added or removed count, so that both sides keep theirs.

use crate::variant::Divergences;
use crate::{Change, Edit, Kind, Plan, RawId, Record, Subject, Value, Values, Variant, written};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a variant says of one record otherwise than the plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Divergence {
    /// Was it added or deleted?
    pub presence: Option<Presence>,
    /// By field: what it held in the plan, and what it holds here.
    pub fields: BTreeMap<String, (Value, Value)>,
    /// Entries of it that this program does not understand.
    pub(crate) not_understood: usize,
}

/// Whether a record is there, other than in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The variant has added it.
    Added,
    /// The variant has deleted it.
    Deleted,
}

/// A plan as a variant has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The plan.
    pub plan: Plan,
    /// Where the plan itself has changed since: the record, and the field if it is about one.
    pub overtaken: Vec<(Subject, Option<String>)>,
    /// How many changes this program does not understand; they are left out.
    pub not_understood: usize,
}

const ADDED: &str = "added";
const DELETED: &str = "deleted";

impl Divergence {
    /// Takes one entry in; `false` if this program does not understand it.
    pub(crate) fn read_entry(&mut self, kind: Kind, field: Option<&str>, text: &str) -> bool {
        let Some(field) = field else {
            self.presence = match text {
                ADDED => Some(Presence::Added),
                DELETED => Some(Presence::Deleted),
                _ => return false,
            };
            return true;
        };
        let known = Variant::holds(kind).then(|| kind.field(field)).flatten();
        let Some((was, now)) = known.and_then(|_| written::read_pair(text)) else { return false };
        self.fields.insert(field.to_owned(), (was, now));
        true
    }

    pub(crate) fn write_entries(&self, place: &str, entries: &mut BTreeMap<String, String>) {
        let word = self.presence.map(|presence| match presence {
            Presence::Added => ADDED,
            Presence::Deleted => DELETED,
        });
        entries.extend(word.map(|word| (place.to_owned(), word.to_owned())));
        for (field, (was, now)) in &self.fields {
            entries.insert(format!("{place}/{field}"), written::pair(was, now));
        }
    }

    fn is_empty(&self) -> bool {
        self.presence.is_none() && self.fields.is_empty()
    }
}

impl Variant {
    /// Can a variant have records of this kind otherwise? Not itself, nor what was signed.
    pub fn holds(kind: Kind) -> bool {
        matches!(kind, Kind::Production | Kind::Episode | Kind::Task | Kind::Link | Kind::Booking)
    }
}

impl Plan {
    /// The plan as a variant has it.
    pub fn branch(&self, variant: &Variant) -> Branch {
        let mut branch = Branch {
            plan: self.clone(),
            overtaken: Vec::new(),
            not_understood: variant.changes.not_understood(),
        };
        let (edits, overtaken) = self.edits_of(variant, true);
        edits.iter().for_each(|edit| branch.plan.apply(edit));
        branch.overtaken = overtaken;
        branch
    }

    /// What a variant would write into the plan, and where the plan has changed since. With `over`
    /// the variant's values are written there too, and otherwise left out.
    pub fn edits_of(
        &self,
        variant: &Variant,
        over: bool,
    ) -> (Vec<Edit>, Vec<(Subject, Option<String>)>) {
        let (mut edits, mut overtaken) = (Vec::new(), Vec::new());
        for ((kind, id), divergence) in variant.changes.read() {
            let subject = Subject::planned(self.production.id, kind, id);
            let there = self.values_of(kind, id);
            match (divergence.presence, there) {
                (Some(Presence::Deleted), Some(_)) => {
                    edits.push(Edit { subject, change: Change::Delete });
                }
                (Some(Presence::Added), None) => {
                    let fields = divergence.fields.into_iter();
                    let values: Values = fields
                        .filter(|(_, (_, now))| *now != Value::Nothing)
                        .map(|(field, (_, now))| (field, now))
                        .collect();
                    edits.push(Edit::add(subject, values));
                }
                (Some(Presence::Deleted), None) => {}
                (None, None) => overtaken.push((subject, None)),
                (None | Some(Presence::Added), Some(there)) => {
                    let mut values = Values::new();
                    for (field, (was, now)) in divergence.fields {
                        let there = there.get(&field).unwrap_or(&Value::Nothing);
                        let (merged, is_clear) = merge(there, &was, &now);
                        if !is_clear {
                            overtaken.push((subject, Some(field.clone())));
                        }
                        if (is_clear || over) && merged != *there {
                            values.insert(field, merged);
                        }
                    }
                    if !values.is_empty() {
                        edits.push(Edit::set(subject, values));
                    }
                }
            }
        }
        (edits, overtaken)
    }

    /// The changes of a variant once the plan in it has become `after`: what differs from this plan.
    pub fn divergences(&self, variant: &Variant, after: &Self) -> Divergences {
        let mut known = variant.changes.read();
        let mut records = BTreeMap::new();
        let mut differ = Differ { known: &mut known, records: &mut records };
        differ.only(Kind::Production, &self.production, &after.production);
        differ.all(Kind::Episode, &self.episodes, &after.episodes);
        differ.all(Kind::Task, &self.tasks, &after.tasks);
        differ.all(Kind::Link, &self.links, &after.links);
        differ.all(Kind::Booking, &self.bookings, &after.bookings);
        variant.changes.with(&records)
    }

    /// The fields of a record, if it is there and is one that a variant can have otherwise.
    pub fn values_of(&self, kind: Kind, id: RawId) -> Option<Values> {
        match kind {
            Kind::Production => (self.production.id.0 == id).then(|| self.production.to_values()),
            Kind::Episode => self.episodes.get(&id.into()).map(|it| it.to_values()),
            Kind::Task => self.tasks.get(&id.into()).map(|it| it.to_values()),
            Kind::Link => self.links.get(&id.into()).map(|it| it.to_values()),
            Kind::Booking => self.bookings.get(&id.into()).map(|it| it.to_values()),
            _ => None,
        }
    }
}

/// What a field comes to that was `was` when a variant made it `now`, and is `there` by now; `false`
/// if the plan has changed it in another way since.
fn merge(there: &Value, was: &Value, now: &Value) -> (Value, bool) {
    if same(there, was) || same(there, now) {
        return (now.clone(), true);
    }
    let (Value::Set(there), Value::Set(now)) = (there, now) else { return (now.clone(), false) };
    let none = BTreeSet::new();
    let was = if let Value::Set(was) = was { was } else { &none };
    let gone: BTreeSet<&String> = was.difference(now).collect();
    let kept = there.iter().filter(|word| !gone.contains(word));
    (Value::Set(kept.chain(now.difference(was)).cloned().collect()), true)
}

/// Nothing, and a set or a table without entries, say the same.
fn same(one: &Value, other: &Value) -> bool {
    let is_nothing = |value: &Value| match value {
        Value::Nothing => true,
        Value::Text(text) => text.is_empty(),
        Value::Set(words) => words.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        Value::Integer(_) | Value::Flag(_) => false,
    };
    one == other || (is_nothing(one) && is_nothing(other))
}

/// Finds what differs between a plan and a variant of it.
struct Differ<'a> {
    /// What the variant said before.
    known: &'a mut BTreeMap<(Kind, RawId), Divergence>,
    /// What it says now.
    records: &'a mut BTreeMap<(Kind, RawId), Divergence>,
}

impl Differ<'_> {
    fn all<I: Ord, T: Record>(
        &mut self,
        kind: Kind,
        before: &BTreeMap<I, Arc<T>>,
        after: &BTreeMap<I, Arc<T>>,
    ) {
        for (id, record) in before {
            match after.get(id) {
                Some(changed) => self.only(kind, record, changed),
                None => {
                    let presence = Some(Presence::Deleted);
                    let gone = Divergence { presence, ..Divergence::default() };
                    self.records.insert((kind, record.raw_id()), gone);
                }
            }
        }
        for record in after.iter().filter(|(id, _)| !before.contains_key(id)).map(|(_, it)| it) {
            let values = record.filled_values().into_iter();
            let fields = values.map(|(field, now)| (field, (Value::Nothing, now))).collect();
            let presence = Some(Presence::Added);
            let added = Divergence { presence, fields, not_understood: 0 };
            self.records.insert((kind, record.raw_id()), added);
        }
    }

    fn only<T: Record>(&mut self, kind: Kind, before: &Arc<T>, after: &Arc<T>) {
        if Arc::ptr_eq(before, after) {
            return;
        }
        let place = (kind, before.raw_id());
        let known = self.known.remove(&place).unwrap_or_default();
        let mut values = before.to_values();
        let mut divergence = Divergence::default();
        for (field, now) in after.to_values() {
            let there = values.remove(&field).unwrap_or(Value::Nothing);
            if same(&there, &now) {
                continue;
            }
            // What the plan said when this was first written tells whether it has moved on since.
            let change = match known.fields.get(&field) {
                Some((was, known)) if merge(&there, was, known).0 == now => (was, known.clone()),
                Some((was, _)) => (was, now),
                None => (&there, now),
            };
            divergence.fields.insert(field, (change.0.clone(), change.1));
        }
        if !divergence.is_empty() {
            self.records.insert(place, divergence);
        }
    }
}

#[cfg(test)]
mod tests;

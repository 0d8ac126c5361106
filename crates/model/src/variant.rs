//! Variants: what a plan would be if some of it were otherwise. A variant is kept in the document of
//! the plan, as the fields that it says otherwise, each with what the plan said when that was
//! written. So it follows the plan, has its history, and is undone, shared and merged like anything
//! else in it. How it is read is in `branch`.

use crate::branch::Divergence;
use crate::choice::choices;
use crate::field::read_map;
use crate::record::record;
use crate::{FieldKind, FieldValue, Kind, Mismatch, RawId, Value};
use std::collections::BTreeMap;

record! {
    /// A branch of a plan that can be worked on apart, compared, taken over or dropped.
    pub struct Variant(VariantId) {
        /// What people call it.
        name: String,
        /// Where it stands.
        state: VariantState,
        /// What it says otherwise than the plan.
        changes: Divergences,
        /// A short remark.
        remark: String,
    }
}

choices! {
    /// Where a variant stands.
    pub enum VariantState {
        /// It can be worked on.
        Open = "open",
        /// What it says has been written into the plan.
        Taken = "taken",
    } absent Open
}

/// What a variant says otherwise, in the written form of documents: by `<kind>/<record>` whether the
/// record is `added` or `deleted`, by `<kind>/<record>/<field>` what the field held and what it
/// holds. What a newer program has written is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Divergences(pub BTreeMap<String, String>);

impl Divergences {
    /// By record, as far as this program understands them.
    pub fn read(&self) -> BTreeMap<(Kind, RawId), Divergence> {
        let mut records: BTreeMap<(Kind, RawId), Divergence> = BTreeMap::new();
        for (key, text) in &self.0 {
            let Some((kind, id, field)) = place(key) else { continue };
            let divergence = records.entry((kind, id)).or_default();
            if !divergence.read_entry(kind, field, text) {
                divergence.not_understood += 1;
            }
        }
        records
    }

    /// How many entries this program does not understand.
    pub fn not_understood(&self) -> usize {
        let placeless = self.0.keys().filter(|key| place(key).is_none()).count();
        placeless + self.read().values().map(|it| it.not_understood).sum::<usize>()
    }

    /// The same with these records as they are told now; entries this program does not understand
    /// stay.
    pub(crate) fn with(&self, records: &BTreeMap<(Kind, RawId), Divergence>) -> Self {
        let mut entries = self.0.clone();
        entries.retain(|key, text| match place(key) {
            Some((kind, _, field)) => !Divergence::default().read_entry(kind, field, text),
            None => true,
        });
        for ((kind, id), divergence) in records {
            divergence.write_entries(&format!("{}/{id}", kind.key()), &mut entries);
        }
        Self(entries)
    }
}

/// What an entry is about: the kind of record, which one, and the field if it is about one.
fn place(key: &str) -> Option<(Kind, RawId, Option<&str>)> {
    let mut parts = key.splitn(3, '/');
    let kind = Kind::from_key(parts.next()?)?;
    let id = parts.next()?.parse().ok()?;
    Some((kind, id, parts.next()))
}

impl FieldValue for Divergences {
    const KIND: FieldKind = FieldKind::Divergences;
    fn absent() -> Self {
        Self::default()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read_map(value, "divergences").map(Self)
    }
    fn write(&self) -> Value {
        Value::Map(self.0.clone())
    }
}

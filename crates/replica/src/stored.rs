//! A record as the document holds it: flat keys and scalars, and which of them are in dispute.

use crate::Scalar;
use automerge as am;
use automerge::ReadDoc;
use automerge::iter::{DocItem, MapRangeItem};
use model::{Field, Kind, Mismatch, RawId, Value, Values};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The mark of a deleted record.
pub(crate) const DELETED: &str = "deleted";

/// The keys of a record, those this program does not know included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stored {
    /// The map it lies in; `None` where something else stands in its place.
    pub(crate) object: Option<am::ObjId>,
    pub(crate) keys: BTreeMap<String, Scalar>,
    /// Keys with more than one current value.
    pub(crate) disputed: Vec<String>,
    /// More than one machine made it; only one of the maps is read.
    pub(crate) born_twice: bool,
}

/// A key whose value its field cannot take.
pub(crate) struct Unreadable {
    pub(crate) key: String,
    pub(crate) expected: Mismatch,
    pub(crate) found: String,
}

impl Stored {
    pub(crate) fn is_deleted(&self) -> bool {
        self.keys.get(DELETED) == Some(&Scalar::Bool(true))
    }

    fn take(&mut self, item: &MapRangeItem<'_>) {
        if item.conflict {
            self.disputed.push(item.key.to_string());
        }
        self.keys.insert(item.key.to_string(), Scalar::read(&item.value));
    }

    /// The values of the fields this program knows; keyed fields gathered from their entries.
    pub(crate) fn values(&self, kind: Kind, unreadable: &mut Vec<Unreadable>) -> Values {
        let mut values = Values::new();
        for (key, scalar) in &self.keys {
            if let Some((name, word)) = key.split_once('/') {
                let field = kind.field(name).filter(|field| field.is_keyed());
                let Some(field) = field else { continue };
                if !take_entry(&mut values, field, word, scalar) {
                    let expected = Mismatch(if field.is_set() { "flag" } else { "text" });
                    unreadable.push(Unreadable {
                        key: key.clone(),
                        expected,
                        found: scalar.to_string(),
                    });
                }
            } else if let Some(field) = kind.field(key) {
                match scalar.value().filter(|value| !field.is_keyed() || *value == Value::Nothing) {
                    Some(value) if !field.is_keyed() => {
                        values.insert(key.clone(), value);
                    }
                    Some(_) => {}
                    None => unreadable.push(Unreadable {
                        key: key.clone(),
                        expected: Mismatch(if field.is_keyed() { "entries" } else { "value" }),
                        found: scalar.to_string(),
                    }),
                }
            }
        }
        values
    }
}

/// Adds one entry of a keyed field; `false` if it is not of the form such entries have.
fn take_entry(values: &mut Values, field: &Field, word: &str, scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Absent | Scalar::Null => true,
        Scalar::Bool(present) if field.is_set() => {
            let all = values.entry(field.key.to_owned()).or_insert(Value::Set(BTreeSet::new()));
            if let (Value::Set(words), true) = (all, *present) {
                words.insert(word.to_owned());
            }
            true
        }
        Scalar::Text(text) if !field.is_set() => {
            let all = values.entry(field.key.to_owned()).or_insert(Value::Map(BTreeMap::new()));
            if let Value::Map(entries) = all {
                entries.insert(word.to_owned(), text.clone());
            }
            true
        }
        Scalar::Bool(_) | Scalar::Text(_) | Scalar::Int(_) | Scalar::Other(_) => false,
    }
}

/// Reads one record as of some heads (now if `None`); `None` if nothing stands under its name.
pub(crate) fn record(
    document: &am::Automerge,
    container: &am::ObjId,
    id: RawId,
    heads: Option<&[am::ChangeHash]>,
) -> Option<Stored> {
    let key = id.to_string();
    let all = match heads {
        None => document.get_all(container, &*key),
        Some(heads) => document.get_all_at(container, &*key, heads),
    };
    let all = all.unwrap_or_default();
    // The last of all is the one that wins.
    let (value, object) = all.last()?;
    if !value.is_object() || !is_map(document, object) {
        return Some(Stored::default());
    }
    let born_twice = all.len() > 1;
    let mut stored = Stored { object: Some(object.clone()), born_twice, ..Stored::default() };
    match heads {
        None => document.map_range(object, ..).for_each(|item| stored.take(&item)),
        Some(heads) => {
            document.map_range_at(object, .., heads).for_each(|item| stored.take(&item));
        }
    }
    Some(stored)
}

/// The map a record lies in, without what is in it.
pub(crate) fn object(
    document: &am::Automerge,
    container: &am::ObjId,
    id: RawId,
) -> Option<am::ObjId> {
    let (value, object) = document.get(container, id.to_string()).ok()??;
    (value.is_object() && is_map(document, &object)).then_some(object)
}

fn is_map(document: &am::Automerge, object: &am::ObjId) -> bool {
    matches!(document.object_type(object), Ok(am::ObjType::Map))
}

/// Reads all records of a container in one pass over the document's columns.
pub(crate) fn records(
    document: &am::Automerge,
    container: &am::ObjId,
    heads: Option<&[am::ChangeHash]>,
) -> BTreeMap<RawId, Stored> {
    let mut records: BTreeMap<RawId, Stored> = BTreeMap::new();
    let mut objects: BTreeMap<am::ObjId, RawId> = BTreeMap::new();
    let mut current: Option<(Arc<am::ObjId>, Option<RawId>)> = None;
    for found in document.iter_at(container, heads) {
        let DocItem::Map(item) = found.item else { continue };
        if *found.obj == *container {
            let Some(id) = crate::touched::canonical(&item.key) else { continue };
            let stored = records.entry(id).or_default();
            if matches!(item.value, am::ValueRef::Object(am::ObjType::Map)) {
                let object = item.id();
                stored.born_twice = item.conflict;
                stored.object = Some(object.clone());
                objects.insert(object, id);
            }
            continue;
        }
        if !current.as_ref().is_some_and(|(object, _)| Arc::ptr_eq(object, &found.obj)) {
            let id = objects.get(&*found.obj).copied();
            current = Some((found.obj, id));
        }
        let id = current.as_ref().and_then(|(_, id)| *id);
        if let Some(stored) = id.and_then(|id| records.get_mut(&id)) {
            stored.take(&item);
        }
    }
    records
}

//! The one place where keys are written: a transaction that remembers what it wrote over.

use super::flat::{Flat, flat};
use super::journal::Write;
use crate::schema::Layout;
use crate::stored::DELETED;
use crate::{Refusal, Scalar, conflict};
use automerge as am;
use automerge::ReadDoc;
use automerge::hydrate;
use automerge::transaction::{CommitOptions, Transactable, Transaction};
use model::{Kind, RawId, Value, Values};
use std::collections::BTreeMap;

/// A transaction on a document. Edits see what earlier ones of the same transaction wrote.
pub(crate) struct Pen<'a> {
    transaction: Transaction<'a>,
    layout: &'a Layout,
    /// First value before and last value after, by key, in the order keys were first written.
    written: Vec<Write>,
    places: BTreeMap<(Kind, RawId, String), usize>,
}

impl<'a> Pen<'a> {
    pub(super) fn new(transaction: Transaction<'a>, layout: &'a Layout) -> Self {
        Self { transaction, layout, written: Vec::new(), places: BTreeMap::new() }
    }

    pub(super) fn commit(self, options: CommitOptions) -> (Option<am::ChangeHash>, Vec<Write>) {
        (self.transaction.commit_with(options).0, self.written)
    }

    pub(super) fn rollback(self) {
        self.transaction.rollback();
    }

    /// A record comes to be, or comes back.
    pub(crate) fn add(&mut self, kind: Kind, id: RawId, values: &Values) -> Result<(), Refusal> {
        let Some(object) = self.object(kind, id)? else { return self.bear(kind, id, values) };
        if self.is_deleted(&object) {
            self.put(kind, id, &object, DELETED, &Scalar::Bool(false))?;
        } else {
            self.check_same(kind, id, &object, values)?;
        }
        self.write_values(kind, id, &object, values)
    }

    /// Fields of a record get values.
    pub(super) fn set(&mut self, kind: Kind, id: RawId, values: &Values) -> Result<(), Refusal> {
        let object = self.object(kind, id)?.filter(|object| !self.is_deleted(object));
        let object = object.ok_or(Refusal::Missing { kind, id })?;
        self.write_values(kind, id, &object, values)
    }

    /// A record is marked as deleted.
    pub(super) fn delete(&mut self, kind: Kind, id: RawId) -> Result<(), Refusal> {
        let object = self.object(kind, id)?.ok_or(Refusal::Missing { kind, id })?;
        self.put(kind, id, &object, DELETED, &Scalar::Bool(true))
    }

    /// The mark is taken away.
    pub(super) fn restore(&mut self, kind: Kind, id: RawId) -> Result<(), Refusal> {
        let object = self.object(kind, id)?.ok_or(Refusal::Missing { kind, id })?;
        self.put(kind, id, &object, DELETED, &Scalar::Bool(false))
    }

    /// The map of a record, if there is one.
    pub(crate) fn object(&self, kind: Kind, id: RawId) -> Result<Option<am::ObjId>, Refusal> {
        let container = self.layout.containers.get(&kind);
        let container = container.ok_or(Refusal::WrongDocument { kind })?;
        let found = self.transaction.get(container, id.to_string()).map_err(failed)?;
        Ok(found.and_then(|(value, object)| {
            matches!(value, am::Value::Object(am::ObjType::Map)).then_some(object)
        }))
    }

    /// What a key holds.
    pub(crate) fn current(&self, object: &am::ObjId, key: &str) -> Result<Scalar, Refusal> {
        let found = self.transaction.get(object, key).map_err(failed)?;
        Ok(found.map_or(Scalar::Absent, |(value, _)| Scalar::from_value(&value)))
    }

    /// Writes one key unless it says the same already and nobody says otherwise.
    pub(crate) fn put(
        &mut self,
        kind: Kind,
        id: RawId,
        object: &am::ObjId,
        key: &str,
        after: &Scalar,
    ) -> Result<(), Refusal> {
        let all = self.transaction.get_all(object, key).map_err(failed)?;
        let last = all.last().map(|(value, _)| Scalar::from_value(value));
        let before = last.unwrap_or(Scalar::Absent);
        let same = before.says(after) || (key == DELETED && is_live(&before) && is_live(after));
        if same && !conflict::is_disputed(&all) {
            return Ok(());
        }
        let value = after.written();
        let value = value.ok_or_else(|| Refusal::Failed(format!("{key} cannot be written")))?;
        self.transaction.put(object, key, value).map_err(failed)?;
        self.remember(kind, id, key, before, after.clone());
        Ok(())
    }

    fn remember(&mut self, kind: Kind, id: RawId, key: &str, before: Scalar, after: Scalar) {
        let place = self.places.entry((kind, id, key.to_owned())).or_insert(self.written.len());
        match self.written.get_mut(*place) {
            Some(write) => write.after = after,
            None => self.written.push(Write { kind, id, key: key.to_owned(), before, after }),
        }
    }

    /// A record that was never there: its map and its keys at once, which is quicker by far.
    fn bear(&mut self, kind: Kind, id: RawId, values: &Values) -> Result<(), Refusal> {
        let mut keys = hydrate::Map::default();
        let mut insert = |key: String, scalar: &Scalar| {
            if let Some(value) = scalar.written() {
                let value = hydrate::Value::Scalar(value);
                keys.insert(key, hydrate::MapValue { value, conflict: false });
            }
        };
        for (key, value) in values.iter().filter(|(_, value)| **value != Value::Nothing) {
            match flat(kind, key, value)? {
                (field, Flat::Plain(scalar)) => insert(field.key.to_owned(), &scalar),
                (field, Flat::Keyed { entries, .. }) => {
                    for (word, scalar) in &entries {
                        insert(format!("{}/{word}", field.key), scalar);
                    }
                }
            }
        }
        let container = self.layout.containers.get(&kind).ok_or(Refusal::WrongDocument { kind })?;
        let record = hydrate::Value::Map(keys);
        self.transaction
            .batch_create_object(container, id.to_string(), &record, false)
            .map_err(failed)?;
        self.remember(kind, id, DELETED, Scalar::Bool(true), Scalar::Absent);
        Ok(())
    }

    fn write_values(
        &mut self,
        kind: Kind,
        id: RawId,
        object: &am::ObjId,
        values: &Values,
    ) -> Result<(), Refusal> {
        for (key, value) in values {
            match flat(kind, key, value)? {
                (field, Flat::Plain(scalar)) => self.put(kind, id, object, field.key, &scalar)?,
                (field, Flat::Keyed { entries, gone }) => {
                    for (key, scalar) in self.wanted(object, field.key, entries, &gone) {
                        self.put(kind, id, object, &key, &scalar)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The flat keys of a keyed field as they shall be: those wanted, and those there that are not.
    fn wanted(
        &self,
        object: &am::ObjId,
        field: &str,
        entries: BTreeMap<String, Scalar>,
        gone: &Scalar,
    ) -> BTreeMap<String, Scalar> {
        let mut wanted = BTreeMap::new();
        // `0` is the character after `/`.
        let there = self.transaction.map_range(object, format!("{field}/")..format!("{field}0"));
        for item in there {
            let now = Scalar::read(&item.value);
            if !now.is_nothing() {
                // An entry that is gone already, or that this program cannot read, stays as it is.
                let is_there = matches!(now, Scalar::Bool(true) | Scalar::Text(_));
                wanted.insert(item.key.to_string(), if is_there { gone.clone() } else { now });
            }
        }
        wanted
            .extend(entries.into_iter().map(|(word, scalar)| (format!("{field}/{word}"), scalar)));
        wanted.retain(|_, scalar| scalar.written().is_some());
        wanted
    }

    /// A record to add is there: what is to be added must not differ from what it says.
    fn check_same(
        &self,
        kind: Kind,
        id: RawId,
        object: &am::ObjId,
        values: &Values,
    ) -> Result<(), Refusal> {
        let differs = |field: &str| Refusal::Exists { kind, id, field: field.to_owned() };
        for (key, value) in values {
            match flat(kind, key, value)? {
                (field, Flat::Plain(scalar)) => {
                    let now = self.current(object, field.key)?;
                    if !now.is_nothing() && !now.says(&scalar) {
                        return Err(differs(field.key));
                    }
                }
                (field, Flat::Keyed { entries, gone }) => {
                    for (key, scalar) in self.wanted(object, field.key, entries, &gone) {
                        let now = self.current(object, &key)?;
                        if !now.is_nothing() && !now.says(&scalar) {
                            return Err(differs(field.key));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn is_deleted(&self, object: &am::ObjId) -> bool {
        self.current(object, DELETED) == Ok(Scalar::Bool(true))
    }
}

/// Does a mark of deletion say that the record is there?
pub(crate) fn is_live(mark: &Scalar) -> bool {
    *mark != Scalar::Bool(true)
}

fn failed(error: am::AutomergeError) -> Refusal {
    Refusal::Failed(error.to_string())
}

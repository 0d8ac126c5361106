//! Which records changes wrote, from their operations. Patches would not do: they leave out what
//! changes behind the winning value, such as a conflict that is resolved by keeping it.

use crate::Document;
use automerge as am;
use automerge::ReadDoc;
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use model::{Kind, RawId};
use std::collections::{BTreeMap, BTreeSet};

/// The records that operations wrote, gathered change by change.
pub(crate) struct Touched<'a> {
    document: &'a Document,
    /// The record an operation's object lies in, by the object's number and author.
    found: BTreeMap<(u64, am::ActorId), Option<(Kind, RawId)>>,
    pub(crate) records: BTreeSet<(Kind, RawId)>,
}

impl<'a> Touched<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self { document, found: BTreeMap::new(), records: BTreeSet::new() }
    }

    /// Adds what the operations of one change wrote.
    pub(crate) fn add(&mut self, change: &am::Change, operations: Vec<Op>) {
        for (number, operation) in (change.start_op().get()..).zip(operations) {
            let ObjectId::Id(OpId(counter, actor)) = operation.obj else { continue };
            let object = am::ObjId::Id(counter, actor.clone(), 0);
            let record = match (self.document.layout.kind_of(&object), operation.key) {
                (Some(kind), Key::Map(id)) => {
                    let record = canonical(&id).map(|id| (kind, id));
                    if let OpType::Make(_) = operation.action {
                        self.found.insert((number, change.actor_id().clone()), record);
                    }
                    record
                }
                (Some(_), Key::Seq(_)) => None,
                (None, _) => *self
                    .found
                    .entry((counter, actor))
                    .or_insert_with(|| self.document.record_of(&object)),
            };
            self.records.extend(record);
        }
    }
}

impl Document {
    pub(crate) fn touched_by(&self, change: &am::Change) -> BTreeSet<(Kind, RawId)> {
        let mut touched = Touched::of(self);
        touched.add(change, change.decode().operations);
        touched.records
    }

    /// The record an object is, or lies in.
    fn record_of(&self, object: &am::ObjId) -> Option<(Kind, RawId)> {
        let parents = self.automerge.parents(object).ok()?;
        parents.into_iter().find_map(|parent| {
            let kind = self.layout.kind_of(&parent.obj)?;
            let am::Prop::Map(id) = parent.prop else { return None };
            canonical(&id).map(|id| (kind, id))
        })
    }
}

/// The identifier a key is, if it is one in the only form records are kept under.
pub(crate) fn canonical(key: &str) -> Option<RawId> {
    key.parse().ok().filter(|id: &RawId| id.to_string() == key)
}

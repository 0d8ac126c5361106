//! Which records changes wrote, from their operations. Patches would not do: they leave out what
//! changes behind the winning value, such as a conflict that is resolved by keeping it.

use crate::Document;
use automerge as am;
use automerge::ReadDoc;
use automerge::legacy::{Key, ObjectId, OpId};
use model::{Kind, RawId};
use std::collections::{BTreeMap, BTreeSet};

/// The record an operation's object lies in, by the object's number and author.
type Found = BTreeMap<(u64, am::ActorId), Option<(Kind, RawId)>>;

impl Document {
    pub(crate) fn touched_by(&self, changes: &[am::Change]) -> BTreeSet<(Kind, RawId)> {
        let mut found = Found::new();
        let mut touched = BTreeSet::new();
        for change in changes {
            for operation in change.decode().operations {
                let ObjectId::Id(OpId(counter, actor)) = operation.obj else { continue };
                let object = am::ObjId::Id(counter, actor.clone(), 0);
                let record = match (self.layout.kind_of(&object), operation.key) {
                    (Some(kind), Key::Map(id)) => canonical(&id).map(|id| (kind, id)),
                    (Some(_), Key::Seq(_)) => None,
                    (None, _) => {
                        *found.entry((counter, actor)).or_insert_with(|| self.record_of(&object))
                    }
                };
                touched.extend(record);
            }
        }
        touched
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

//! Who wrote what when: of one field, of one record, of the whole document.

use crate::document::actor_id;
use crate::message::ChangeMessage;
use crate::schema::is_schema_actor;
use crate::stored;
use crate::{ActorId, ChangeHash, Document, Scalar};
use automerge as am;
use automerge::ReadDoc;
use model::{Kind, RawId};
use std::collections::{BTreeMap, BTreeSet};
use units::Stamp;

/// One value that a key has held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The flat key: `work`, `skills/avid`, `deleted`; empty for the birth of the record.
    pub key: String,
    /// What was written.
    pub value: Scalar,
    /// Who wrote it.
    pub actor: ActorId,
    /// When, by the clock of who wrote it.
    pub stamp: Stamp,
    /// What for.
    pub message: ChangeMessage,
    /// The change it is part of.
    pub hash: ChangeHash,
}

/// One change, without what it wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeInfo {
    /// Its name.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among its author's changes.
    pub seq: u64,
    /// When, by the clock of who wrote it.
    pub stamp: Stamp,
    /// What for.
    pub message: ChangeMessage,
    /// The changes it builds on.
    pub deps: Vec<ChangeHash>,
}

/// Where a change stands among those of several documents: by time, then as its document counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangePlace {
    /// When, by the clock of who wrote it.
    pub stamp: Stamp,
    /// The number of its last operation.
    pub counter: u64,
    /// Its name.
    pub hash: ChangeHash,
}

/// A value with the number of its operation, by which values are put in order.
type Numbered = ((u64, ActorId), HistoryEntry);

impl Document {
    /// The values a key has held, newest first. Values written at once by several people stand in
    /// the order the document counts them, the same on every machine.
    pub fn value_history(&self, kind: Kind, id: RawId, key: &str) -> Vec<HistoryEntry> {
        let object = self.object_of(kind, id);
        let entries = object.map(|object| self.walk(&object, key)).unwrap_or_default();
        sorted(entries)
    }

    /// The values all keys of a record have held, newest first, ending with its birth. Keys this
    /// program does not know are told too.
    pub fn record_history(&self, kind: Kind, id: RawId) -> Vec<HistoryEntry> {
        let Some(object) = self.object_of(kind, id) else { return Vec::new() };
        let keys: Vec<String> = self.automerge.keys(&object).collect();
        let mut entries: Vec<Numbered> =
            keys.iter().flat_map(|key| self.walk(&object, key)).collect();
        entries.extend(self.entry("", Scalar::Absent, &object));
        sorted(entries)
    }

    /// The values a key holds now, newest first: more than one if people wrote it at once. Unlike
    /// the history, it costs the same however often the key was written.
    pub fn current_values(&self, kind: Kind, id: RawId, key: &str) -> Vec<HistoryEntry> {
        let object = self.object_of(kind, id);
        let all = object.and_then(|object| self.automerge.get_all(&object, key).ok());
        let entries = all.into_iter().flatten().filter_map(|(value, operation)| {
            self.entry(key, Scalar::from_value(&value), &operation)
        });
        sorted(entries.collect())
    }

    /// Changes newest first, at most `limit`, from the one after `before` on if it is given. The
    /// order is the same on every machine that holds the same changes.
    pub fn changes(&self, limit: usize, before: Option<ChangeHash>) -> Vec<ChangeInfo> {
        let mut metas = self.metas();
        metas.sort_by_key(|meta| std::cmp::Reverse((meta.max_op, meta.seq, meta.hash)));
        let start = before.map_or(0, |hash| {
            let place = metas.iter().position(|meta| meta.hash.0 == hash);
            place.map_or(metas.len(), |place| place + 1)
        });
        metas.iter().skip(start).take(limit).filter_map(info).collect()
    }

    /// The places of the changes that people wrote, the latest first, at most `limit` of those
    /// before a place if one is given. The order is the same on every machine that holds the same
    /// changes; where clocks disagree it is not that of [`Self::changes`].
    pub fn changes_by_time(&self, limit: usize, before: Option<ChangePlace>) -> Vec<ChangePlace> {
        let metas = self.metas();
        let written = metas
            .iter()
            .filter(|meta| actor_id(&meta.actor).is_some_and(|actor| !is_schema_actor(&actor)));
        let places = written.map(place).filter(|place| before.is_none_or(|before| *place < before));
        let mut places: Vec<ChangePlace> = places.collect();
        let descending = |a: &ChangePlace, b: &ChangePlace| b.cmp(a);
        if limit < places.len() {
            places.select_nth_unstable_by(limit, descending);
            places.truncate(limit);
        }
        places.sort_unstable_by(descending);
        places
    }

    /// Where a change stands, if the document holds it.
    pub fn place(&self, hash: ChangeHash) -> Option<ChangePlace> {
        self.automerge.get_change_meta_by_hash(&am::ChangeHash(hash)).as_ref().map(place)
    }

    /// What is known of one change.
    pub fn change(&self, hash: ChangeHash) -> Option<ChangeInfo> {
        info(&self.automerge.get_change_meta_by_hash(&am::ChangeHash(hash))?)
    }

    /// The records a change wrote. It decodes the change: for a page of history, not for all.
    pub fn touched_by_change(&self, hash: ChangeHash) -> BTreeSet<(Kind, RawId)> {
        let change = self.automerge.get_change_by_hash(&am::ChangeHash(hash));
        change.map(|change| self.touched_by(&change)).unwrap_or_default()
    }

    fn object_of(&self, kind: Kind, id: RawId) -> Option<am::ObjId> {
        stored::object(&self.automerge, self.layout.containers.get(&kind)?, id)
    }

    /// From the values of now back to the values each was written over, until there are none.
    fn walk(&self, object: &am::ObjId, key: &str) -> Vec<Numbered> {
        let mut seen: BTreeMap<(u64, ActorId), HistoryEntry> = BTreeMap::new();
        let mut open = self.automerge.get_all(object, key).unwrap_or_default();
        while let Some((value, operation)) = open.pop() {
            let entry = self.entry(key, Scalar::from_value(&value), &operation);
            let Some((number, entry)) = entry else { continue };
            if seen.contains_key(&number) {
                continue;
            }
            let change = self.automerge.get_change_meta_by_hash(&am::ChangeHash(entry.hash));
            seen.insert(number, entry);
            if let Some(change) = change {
                let earlier = self.automerge.get_all_at(object, key, &change.deps);
                open.extend(earlier.unwrap_or_default());
            }
        }
        seen.into_iter().collect()
    }

    fn entry(&self, key: &str, value: Scalar, operation: &am::ObjId) -> Option<Numbered> {
        let am::ObjId::Id(counter, actor, _) = operation else { return None };
        let hash = self.automerge.hash_for_opid(operation)?;
        let change = info(&self.automerge.get_change_meta_by_hash(&hash)?)?;
        let ChangeInfo { hash, actor: author, stamp, message, .. } = change;
        let entry =
            HistoryEntry { key: key.to_owned(), value, actor: author, stamp, message, hash };
        Some(((*counter, actor_id(actor)?), entry))
    }
}

fn sorted(mut entries: Vec<Numbered>) -> Vec<HistoryEntry> {
    entries.sort_by(|(a, _), (b, _)| b.cmp(a));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn place(meta: &am::ChangeMetadata<'_>) -> ChangePlace {
    ChangePlace { stamp: Stamp(meta.timestamp), counter: meta.max_op, hash: meta.hash.0 }
}

fn info(meta: &am::ChangeMetadata<'_>) -> Option<ChangeInfo> {
    Some(ChangeInfo {
        hash: meta.hash.0,
        actor: actor_id(&meta.actor)?,
        seq: meta.seq,
        stamp: Stamp(meta.timestamp),
        message: ChangeMessage::decode(meta.message.as_deref().unwrap_or_default()),
        deps: meta.deps.iter().map(|dep| dep.0).collect(),
    })
}

//! One document: born, loaded, saved, and what is known of it as a whole.

use crate::chunk::{self, ChunkKind};
use crate::guard::guarded;
use crate::keep::Kept;
use crate::merge::{Merged, Taken};
use crate::queue::Queue;
use crate::schema::{self, Layout, is_schema_actor};
use crate::{ActorId, ChangeHash, ChangeMessage};
use automerge as am;
use automerge::ReadDoc;
use automerge::transaction::{CommitOptions, Transactable};
use model::{DocumentId, DocumentKind, FacilityId, Kind, PersonId, ProductionId, RawId, Scope};
use std::collections::BTreeMap;
use units::Stamp;

/// One Automerge document with what this program knows of its form.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) kind: DocumentKind,
    pub(crate) automerge: am::Automerge,
    pub(crate) actor: ActorId,
    pub(crate) layout: Layout,
    /// The last change applied of each actor, those of schema steps included.
    pub(crate) last: BTreeMap<ActorId, Last>,
    pub(crate) queue: Queue,
    pub(crate) kept: Kept,
}

/// What a document is and whose: written once, by its first change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The document.
    pub document: DocumentId,
    /// The facility it belongs to.
    pub facility: FacilityId,
    /// The production, for the documents of one.
    pub production: Option<ProductionId>,
    /// The person, for their desk.
    pub person: Option<PersonId>,
}

impl Identity {
    /// Of the document that stands for something in a facility.
    pub fn of(document: DocumentId, facility: FacilityId, scope: Scope) -> Self {
        Self { document, facility, production: scope.production(), person: scope.person() }
    }
}

/// A change as it is stored, signed and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRecord {
    /// One plain, uncompressed change chunk.
    pub bytes: Vec<u8>,
    /// Its name.
    pub hash: ChangeHash,
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among its author's changes, from 1.
    pub seq: u64,
}

/// The last change of an actor.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Last {
    pub(crate) seq: u64,
    /// The number of its last operation.
    pub(crate) max_op: u64,
}

/// Why a snapshot cannot be taken up. The changes themselves can still be loaded without it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The bytes are no saved document, or damaged.
    #[error("the snapshot cannot be read ({0}); load the changes without it")]
    Snapshot(String),
    /// It is a document of another kind.
    #[error("the snapshot is not one of a {0} document")]
    WrongKind(&'static str),
}

impl Document {
    /// A new document with its first schema step and its first change, which says whose it is.
    ///
    /// The one record that stands for the whole (the house, the production) is born with it,
    /// empty, so that no two machines can ever make it twice.
    pub fn create(
        kind: DocumentKind,
        identity: Identity,
        actor: ActorId,
        stamp: Stamp,
    ) -> (Self, ChangeRecord) {
        let mut document = Self::bare(kind, actor);
        let message = ChangeMessage::of_command("create_document").encode();
        let options = CommitOptions::default().with_message(message).with_time(stamp.0);
        let layout = document.layout.clone();
        let mut transaction = document.automerge.transaction();
        let meta = [
            ("document", Some(identity.document.to_string())),
            ("facility", Some(identity.facility.to_string())),
            ("production", identity.production.map(|production| production.to_string())),
            ("person", identity.person.map(|person| person.to_string())),
        ];
        // Writing to maps that the steps have just made cannot fail.
        for (key, id) in meta {
            let _ = id.map(|id| transaction.put(&layout.meta, key, id));
        }
        if let Some((record, id)) = only_record(kind, identity) {
            let container = layout.containers.get(&record);
            let _ =
                container.map(|map| transaction.put_object(map, id.to_string(), am::ObjType::Map));
        }
        transaction.commit_with(options);
        let record = document.last_written().unwrap_or_else(|| ChangeRecord {
            bytes: Vec::new(),
            hash: [0; 32],
            actor,
            seq: 0,
        });
        (document, record)
    }

    /// Takes up a document from a snapshot (if there is one) and changes in any order.
    ///
    /// The first schema step is there afterwards, whatever was given, and later ones as far as
    /// changes build on them. A bad change is told in the second value; a bad snapshot is an error,
    /// since it may hide changes.
    pub fn load<'a>(
        kind: DocumentKind,
        actor: ActorId,
        snapshot: Option<&[u8]>,
        changes: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<(Self, Merged), LoadError> {
        let Some(snapshot) = snapshot else {
            let mut document = Self::bare(kind, actor);
            let merged = document.merge_kept(changes);
            return Ok((document, merged));
        };
        let saved = chunk::first(snapshot)
            .filter(|chunk| chunk.kind == ChunkKind::Document && chunk.intact)
            .ok_or_else(|| LoadError::Snapshot("no whole document at its start".to_owned()))?;
        let loaded = guarded(|| am::Automerge::load(saved.bytes))
            .and_then(|loaded| loaded.map_err(|error| error.to_string()))
            .map_err(LoadError::Snapshot)?;
        let mut document = Self::bare(kind, actor);
        let first_step = schema::step_changes(kind).first().map(am::Change::hash);
        if first_step.is_none_or(|hash| loaded.get_change_meta_by_hash(&hash).is_none()) {
            return Err(LoadError::WrongKind(kind.key()));
        }
        document.automerge = loaded.with_actor(am::ActorId::from(actor));
        document.kept = Kept::saved(saved.bytes);
        document.last = document.find_last();
        document.merge_kept(chunks(saved.rest));
        let merged = document.merge_kept(changes);
        Ok((document, merged))
    }

    /// A document in which only the first schema step is.
    fn bare(kind: DocumentKind, actor: ActorId) -> Self {
        let mut document = Self {
            kind,
            automerge: am::Automerge::new().with_actor(am::ActorId::from(actor)),
            actor,
            layout: Layout::of(kind),
            last: BTreeMap::new(),
            queue: Queue::default(),
            kept: Kept::default(),
        };
        document.take_steps(1);
        document
    }

    /// The whole document in compact form, changes that wait for others included. Loading it
    /// gives this document again.
    pub fn save(&mut self) -> Vec<u8> {
        let mut bytes = self.save_applied();
        self.queue.changes().for_each(|change| bytes.extend_from_slice(change.raw_bytes()));
        bytes
    }

    /// The document in compact form without changes that wait for others: a copy beside which only
    /// what counts is kept must not bring in more than that.
    pub fn save_applied(&mut self) -> Vec<u8> {
        let bytes = self.automerge.save();
        self.kept = Kept::saved(&bytes);
        bytes
    }

    /// What kind of document it is.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The actor that local changes are written by.
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// What it is and whose; `None` until its first change has arrived.
    pub fn identity(&self) -> Option<Identity> {
        Some(Identity {
            document: self.meta_id("document")?.into(),
            facility: self.meta_id("facility")?.into(),
            production: self.meta_id("production").map(Into::into),
            person: self.meta_id("person").map(Into::into),
        })
    }

    fn meta_id(&self, key: &str) -> Option<RawId> {
        let (value, _) = self.automerge.get(&self.layout.meta, key).ok()??;
        value.as_str()?.parse().ok()
    }

    /// Where its records stand for commands and findings.
    pub(crate) fn scope(&self) -> Scope {
        self.scope_of(self.identity())
    }

    /// The same, where it is known what the document is.
    pub(crate) fn scope_of(&self, identity: Option<Identity>) -> Scope {
        let production = identity.and_then(|it| it.production).unwrap_or_default();
        let person = identity.and_then(|it| it.person).unwrap_or_default();
        Scope::of(self.kind, Some(production), Some(person)).unwrap_or(Scope::Facility)
    }

    /// The newest changes: those that no other builds on, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.automerge.get_heads().into_iter().map(|head| head.0).collect()
    }

    /// The last sequence it holds of each actor, changes that still wait left out, and the schema
    /// steps this program knows: every machine has those.
    pub fn sequences(&self) -> BTreeMap<ActorId, u64> {
        let steps = schema::step_changes(self.kind);
        let known = |actor: &ActorId| {
            is_schema_actor(actor) && steps.iter().any(|step| step.actor_id().to_bytes() == actor)
        };
        let others = self.last.iter().filter(|(actor, _)| !known(actor));
        others.map(|(actor, last)| (*actor, last.seq)).collect()
    }

    /// All changes, each behind those it builds on, those of the schema steps this program knows
    /// left out: what can be told to others.
    pub fn order(&self) -> Vec<Taken> {
        let ours = self.sequences();
        let told = self.metas().into_iter().filter_map(|meta| {
            let actor = actor_id(&meta.actor).filter(|actor| ours.contains_key(actor))?;
            Some(Taken { actor, seq: meta.seq, hash: meta.hash.0 })
        });
        told.collect()
    }

    /// The changes beyond what somebody else holds (their [`Document::sequences`]), each after
    /// those it builds on.
    pub fn changes_since(&self, theirs: &BTreeMap<ActorId, u64>) -> Vec<ChangeRecord> {
        let ours = self.sequences();
        let missing = self.metas().into_iter().filter(|meta| {
            actor_id(&meta.actor).is_some_and(|actor| {
                ours.contains_key(&actor) && meta.seq > theirs.get(&actor).copied().unwrap_or(0)
            })
        });
        missing
            .filter_map(|meta| self.automerge.get_change_by_hash(&meta.hash))
            .filter_map(|change| change_record(&change))
            .collect()
    }

    /// What is known of every change, each after those it builds on.
    pub(crate) fn metas(&self) -> Vec<am::ChangeMetadata<'_>> {
        self.automerge.get_changes_meta(&[])
    }

    fn find_last(&self) -> BTreeMap<ActorId, Last> {
        let mut all: BTreeMap<ActorId, Last> = BTreeMap::new();
        for meta in self.metas() {
            if let Some(actor) = actor_id(&meta.actor) {
                let last = all.entry(actor).or_default();
                last.seq = meta.seq.max(last.seq);
                last.max_op = meta.max_op.max(last.max_op);
            }
        }
        all
    }

    /// The last change of our actor, now counted and kept.
    pub(crate) fn last_written(&mut self) -> Option<ChangeRecord> {
        let change = self.automerge.get_last_local_change()?;
        let record = change_record(&change)?;
        self.last.insert(record.actor, Last { seq: record.seq, max_op: change.max_op() });
        self.kept.push(&record.bytes);
        Some(record)
    }

    /// Throws the document in memory away and builds it again from its bytes.
    pub(crate) fn rebuild(&mut self) {
        let actor = am::ActorId::from(self.actor);
        let mut rebuilt = [usize::MAX, 1]
            .into_iter()
            .filter_map(|at_once| guarded(|| self.kept.rebuild(&actor, at_once)).ok()?.ok());
        if let Some(automerge) = rebuilt.next() {
            self.automerge = automerge;
        }
    }
}

/// The record that stands for a whole document, if there is one.
pub(crate) fn only_record(kind: DocumentKind, identity: Identity) -> Option<(Kind, RawId)> {
    match kind {
        DocumentKind::Facility => Some((Kind::House, identity.facility.into())),
        DocumentKind::Casting
        | DocumentKind::Desk
        | DocumentKind::Publications
        | DocumentKind::Answers => None,
        DocumentKind::Plan => {
            identity.production.map(|production| (Kind::Production, production.into()))
        }
    }
}

pub(crate) fn actor_id(actor: &am::ActorId) -> Option<ActorId> {
    actor.to_bytes().try_into().ok()
}

pub(crate) fn change_record(change: &am::Change) -> Option<ChangeRecord> {
    Some(ChangeRecord {
        bytes: change.raw_bytes().to_vec(),
        hash: change.hash().0,
        actor: actor_id(change.actor_id())?,
        seq: change.seq(),
    })
}

/// The chunks that follow each other in some bytes, up to the first that is cut off.
fn chunks(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while let Some(chunk) = chunk::first(bytes) {
        found.push(chunk.bytes);
        bytes = chunk.rest;
    }
    found
}

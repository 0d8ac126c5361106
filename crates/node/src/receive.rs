//! What other machines wrote: envelopes in, envelopes out.
//!
//! Here an envelope must be well-formed, signed by its author, of a document that is held, by an
//! actor that belongs to that author alone. Whether the author may write the document is decided
//! by grants, which come with the talk between machines.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, merge_findings, scope_of};
use crate::stage::{actor_setting, row};
use access::{Envelope, SignedRecord};
use model::{DeviceId, DocumentId, DocumentKind, Finding, RawId, Scope, Severity};
use replica::{ActorId, ChangeHash, Document};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{ActorKey, DocumentKey, RecordKey, Store};

/// What became of envelopes that were received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received {
    /// Changes taken in.
    pub applied: usize,
    /// Changes that wait for others they build on.
    pub pending: usize,
    /// What was refused, and why.
    pub findings: Vec<Finding>,
}

impl Engine {
    /// Every envelope of the documents held that another machine, which holds these sequences,
    /// lacks.
    pub fn envelopes(
        &self,
        theirs: &BTreeMap<DocumentId, BTreeMap<ActorId, u64>>,
    ) -> Result<Vec<Vec<u8>>, Failure> {
        let store = self.disk()?;
        let mut found = Vec::new();
        for held in self.holdings.values() {
            let known = theirs.get(&held.id).cloned().unwrap_or_default();
            let known = known.into_iter().map(|(actor, seq)| (ActorKey(actor), seq)).collect();
            let rows = store
                .envelopes_after(&key(held.id), &known)
                .map_err(|error| faults::kept(&error))?;
            found.extend(rows.into_iter().map(|row| row.payload));
        }
        Ok(found)
    }

    /// The last sequence held of each actor of each document.
    pub fn sequences(&self) -> BTreeMap<DocumentId, BTreeMap<ActorId, u64>> {
        self.holdings.values().map(|held| (held.id, held.document.sequences())).collect()
    }

    /// Takes in envelopes of other machines and keeps them. One that is refused does not hold up
    /// the others.
    pub fn receive(&mut self, envelopes: &[Vec<u8>]) -> Result<Received, Failure> {
        self.ready()?;
        let mut received = Received::default();
        let mut by_document: BTreeMap<DocumentId, Vec<Envelope>> = BTreeMap::new();
        for bytes in envelopes {
            match Envelope::decode(bytes).and_then(|envelope| envelope.verify().map(|()| envelope))
            {
                Ok(envelope) => by_document.entry(envelope.document).or_default().push(envelope),
                Err(error) => received.findings.push(refused(&error.to_string())),
            }
        }
        for (document, batch) in by_document {
            if let Err(failure) = self.receive_document(document, batch, &mut received) {
                // Other documents may be ahead of the disk by now.
                let _not_yet = self.recover();
                return Err(failure);
            }
        }
        if received.applied > 0 {
            self.count();
        }
        self.keep()?;
        self.publish();
        Ok(received)
    }

    fn receive_document(
        &mut self,
        id: DocumentId,
        batch: Vec<Envelope>,
        received: &mut Received,
    ) -> Result<(), Failure> {
        let owners = self.owners(id)?;
        let before = self.sequences().remove(&id).unwrap_or_default();
        let Some((scope, held)) = self.holdings.iter_mut().find(|(_, held)| held.id == id) else {
            received.findings.push(refused("unknown document"));
            return Ok(());
        };
        let scope = *scope;
        for envelope in batch {
            match vouched(&envelope, &owners) {
                Ok(()) => held.waiting.push(envelope),
                Err(cause) => received.findings.push(refused(cause)),
            }
        }
        let merged =
            held.document.merge(held.waiting.iter().map(|envelope| envelope.change.as_slice()));
        received.applied += merged.applied;
        received.pending += merged.pending;
        received.findings.extend(merge_findings(&merged));
        held.refresh(scope, Arc::make_mut(&mut self.snapshot), &merged.touched);
        let rejected: BTreeSet<ChangeHash> =
            merged.rejected.iter().filter_map(|rejected| rejected.hash).collect();
        // What waits for changes it builds on is kept once it is taken in; until then peers have it.
        for envelope in std::mem::take(&mut held.waiting) {
            let hash = envelope.hash();
            if held.document.change(hash).is_none() {
                if !rejected.contains(&hash) {
                    held.waiting.push(envelope);
                }
            } else if envelope.sequence > before.get(&envelope.actor).copied().unwrap_or(0) {
                held.unsaved += 1;
                self.pending.envelopes.push(kept(&envelope));
            }
        }
        self.pending.documents.insert(key(id), row(scope, &held.document));
        Ok(())
    }

    /// Which device each actor of a document belongs to: that of its first envelope.
    pub(crate) fn owners(&self, id: DocumentId) -> Result<BTreeMap<ActorId, DeviceId>, Failure> {
        let store = self.disk()?;
        let mut owners = BTreeMap::new();
        for actor in
            store.last_sequences(&key(id)).map_err(|error| faults::kept(&error))?.into_keys()
        {
            let first =
                store.envelope(&key(id), &actor, 1).map_err(|error| faults::kept(&error))?;
            let owner = first
                .and_then(|row| Envelope::decode(&row.payload).ok())
                .map(|envelope| envelope.author);
            owners.extend(owner.map(|owner| (actor.0, owner)));
        }
        Ok(owners)
    }

    /// Takes over the documents and names of another engine.
    pub(crate) fn take_over(&mut self, other: &Engine) -> Result<(), Failure> {
        for (scope, theirs) in &other.holdings {
            let mut actor = [0; 16];
            self.world.fill(&mut actor);
            self.adopt(*scope, theirs.id, theirs.document.kind(), actor, other.disk()?)?;
        }
        for (record, bytes) in other.disk()?.records().map_err(|error| faults::kept(&error))? {
            self.take_record(record, bytes);
        }
        self.count();
        self.keep()?;
        self.publish();
        Ok(())
    }

    fn adopt(
        &mut self,
        scope: Scope,
        id: DocumentId,
        kind: DocumentKind,
        actor: ActorId,
        theirs: &Store,
    ) -> Result<(), Failure> {
        let rows = theirs.envelopes(&key(id)).map_err(|error| faults::kept(&error))?;
        let opened: Vec<Envelope> =
            rows.iter().filter_map(|row| Envelope::decode(&row.payload).ok()).collect();
        let changes = opened.iter().map(|envelope| envelope.change.as_slice());
        let (document, _) = Document::load(kind, actor, None, changes)
            .map_err(|error| Failure::fault("document-fault", error))?;
        if scope_of(&document) != Some(scope) {
            return Err(Failure::fault("document-fault", id));
        }
        let mut held = Held::new(id, document);
        held.unsaved = rows.len() as u64;
        held.read(scope, Arc::make_mut(&mut self.snapshot));
        self.pending.documents.insert(key(id), row(scope, &held.document));
        self.pending.envelopes.extend(rows);
        self.pending.settings.insert(actor_setting(id), Some(actor.to_vec()));
        self.holdings.insert(scope, held);
        Ok(())
    }

    fn take_record(&mut self, key: RecordKey, bytes: Vec<u8>) {
        let Ok(record) = SignedRecord::open(&bytes) else { return };
        if let Some((person, entry)) = self.records.take(&record) {
            let snapshot = Arc::make_mut(&mut self.snapshot);
            Arc::make_mut(&mut snapshot.directory).entries.insert(person, entry);
            self.pending.records.insert(key, Some(bytes));
        }
    }

    /// The store, which is there unless it is just being opened again.
    pub(crate) fn disk(&self) -> Result<&Store, Failure> {
        self.store.as_ref().ok_or_else(|| Failure::fault("node-stopped", "store"))
    }
}

/// Does the envelope say the same as its change, and does the actor belong to its author?
fn vouched(envelope: &Envelope, owners: &BTreeMap<ActorId, DeviceId>) -> Result<(), &'static str> {
    let header = replica::header(&envelope.change).ok();
    if header.map(|header| (header.actor, header.seq)) != Some((envelope.actor, envelope.sequence))
    {
        return Err("the envelope does not say what its change says");
    }
    match owners.get(&envelope.actor) {
        Some(owner) if *owner != envelope.author => Err("the actor belongs to another device"),
        Some(_) | None => Ok(()),
    }
}

fn kept(envelope: &Envelope) -> store::Envelope {
    store::Envelope {
        document: key(envelope.document),
        actor: ActorKey(envelope.actor),
        sequence: envelope.sequence,
        payload: envelope.encode(),
    }
}

pub(crate) fn key(id: DocumentId) -> DocumentKey {
    DocumentKey(RawId::from(id).0.to_be_bytes())
}

fn refused(cause: &str) -> Finding {
    Finding::new(Severity::Warning, "envelope-refused").with("cause", cause)
}

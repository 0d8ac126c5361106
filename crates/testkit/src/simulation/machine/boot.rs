//! How a machine starts: its store is made or opened, its documents are read from it.

use super::{Down, Held, Live, Machine, actor_setting, half, key};
use crate::simulation::rights::{Entry, Rights};
use crate::simulation::run::Sabotage;
use access::{ActorId, Envelope, change_hash};
use model::DocumentId;
use replica::Document;
use std::collections::BTreeMap;
use store::{Batch, RecordKey, Store, StoreError};
use sync::{Event, Peers};

/// Records of two changes of one actor and sequence.
pub(super) const PROOF: u8 = 0xF0;

/// Records of envelopes in quarantine.
pub(super) const ASIDE: u8 = 0xF1;

impl Machine {
    /// Starts the machine; the events with which its talk begins. An error that is not the disk's
    /// is told in words.
    pub(in crate::simulation) fn boot(
        &mut self,
        rights: &Rights,
    ) -> Result<Result<Vec<Event>, Down>, String> {
        let opened = if self.is_founded {
            Store::open_on(self.disk.open()).map(|opened| (opened.store, opened.report))
        } else {
            Store::create_on(self.disk.open()).map(|store| (store, None))
        };
        let (store, report) = match opened {
            Ok(opened) => opened,
            Err(StoreError::Io(_)) if self.disk.is_crashed() => return Ok(Err(Down)),
            Err(error) => return Err(format!("machine {} does not open: {error}", self.number)),
        };
        if let Some(report) = report {
            return Err(format!("machine {} is damaged: {report}", self.number));
        }
        self.is_founded = true;
        let peers = Peers::speaking(self.version);
        let held = BTreeMap::new();
        self.live = Some(Live { store, held, peers, unwritten: Vec::new() });
        if self.is_restored && self.new_actors(rights).is_err() {
            self.live = None;
            return Ok(Err(Down));
        }
        self.is_restored = false;
        let mut events = Vec::new();
        for entry in rights.of(self.number) {
            match self.read(entry) {
                Ok(event) => events.push(event),
                Err(Down) => {
                    self.live = None;
                    return Ok(Err(Down));
                }
            }
        }
        Ok(Ok(events))
    }

    /// After a restore no actor writes on: others may hold changes of theirs that are not here.
    fn new_actors(&mut self, rights: &Rights) -> Result<(), Down> {
        if self.sabotage == Some(Sabotage::ReuseActor) {
            return Ok(());
        }
        let mut batch = Batch::default();
        for entry in rights.of(self.number) {
            batch.settings.insert(actor_setting(entry.id), None);
        }
        let Some(live) = &self.live else { return Err(Down) };
        live.store.write(&batch).map_err(|_| Down)
    }

    /// Reads one document from the store, from a snapshot where there is one.
    fn read(&mut self, entry: &Entry) -> Result<Event, Down> {
        let actor = match self.setting(&actor_setting(entry.id))? {
            Some(actor) => actor,
            None => self.new_actor(),
        };
        let forked = self.forked(entry.id)?;
        let live = self.live.as_mut().ok_or(Down)?;
        let rows = live.store.envelopes(&key(entry.id)).map_err(|_| Down)?;
        let envelopes: Vec<Envelope> =
            rows.iter().filter_map(|row| Envelope::decode(&row.payload).ok()).collect();
        let snapshot = live.store.latest_snapshot(&key(entry.id)).map_err(|_| Down)?.snapshot;
        let snapshot = snapshot.filter(|_| forked.is_empty());
        let counts = |envelope: &&Envelope| {
            let fork = forked.get(&envelope.actor);
            fork.is_none_or(|fork| envelope.sequence < *fork)
        };
        let changes = envelopes.iter().filter(counts).map(|it| it.change.as_slice());
        let saved = snapshot.as_ref().map(|snapshot| snapshot.payload.as_slice());
        let loaded = Document::load(entry.kind(), actor, saved, changes).map_err(|_| Down)?;
        let mut owners = BTreeMap::new();
        for envelope in envelopes.iter().filter(|envelope| envelope.sequence == 1) {
            owners.insert(envelope.actor, envelope.author);
        }
        let document = loaded.0;
        let (waiting, shown) = (Vec::new(), BTreeMap::new());
        let held = Held { document, owners, waiting, shown, forked };
        live.held.insert(entry.id, held);
        self.renew_own_actor(entry, &envelopes)?;
        self.opened(entry.id)
    }

    /// If changes of our own do not count any more, another actor writes on.
    fn renew_own_actor(&mut self, entry: &Entry, envelopes: &[Envelope]) -> Result<(), Down> {
        let fresh = self.new_actor();
        let Some(live) = self.live.as_mut() else { return Err(Down) };
        let Some(held) = live.held.get_mut(&entry.id) else { return Err(Down) };
        let own = held.document.actor();
        let counted = held.document.sequences().get(&own).copied().unwrap_or(0);
        let is_cut = envelopes.iter().any(|it| it.actor == own && it.sequence > counted);
        if !is_cut {
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.settings.insert(actor_setting(entry.id), Some(fresh.to_vec()));
        live.store.write(&batch).map_err(|_| Down)?;
        let changes = envelopes.iter().filter(|envelope| {
            let fork = held.forked.get(&envelope.actor);
            fork.is_none_or(|fork| envelope.sequence < *fork)
        });
        let changes = changes.map(|envelope| envelope.change.as_slice());
        let loaded = Document::load(entry.kind(), fresh, None, changes).map_err(|_| Down)?;
        held.document = loaded.0;
        Ok(())
    }

    /// A document again, after a fork was found.
    pub(super) fn read_again(&mut self, entry: &Entry) -> Result<Event, Down> {
        self.read(entry)
    }

    /// What the talk is to know of a document.
    fn opened(&self, document: DocumentId) -> Result<Event, Down> {
        let live = self.live.as_ref().ok_or(Down)?;
        let held = live.held.get(&document).ok_or(Down)?;
        let taken = held.document.order();
        let changes = taken.iter().map(|taken| (taken.actor, taken.hash)).collect();
        let counted = held.document.sequences();
        let mut beyond: BTreeMap<ActorId, u64> = BTreeMap::new();
        let stored = live.store.last_sequences(&key(document)).map_err(|_| Down)?;
        for (actor, last) in stored {
            if last > counted.get(&actor.0).copied().unwrap_or(0) {
                beyond.insert(actor.0, last);
            }
        }
        for (record, payload) in live.store.records().map_err(|_| Down)? {
            let envelope = Envelope::decode(&payload).ok();
            let envelope = envelope.filter(|it| record.kind == ASIDE && it.document == document);
            if let Some(envelope) = envelope {
                let known = beyond.entry(envelope.actor).or_default();
                *known = envelope.sequence.max(*known);
            }
        }
        let forked = held.forked.clone().into_iter().collect();
        Ok(Event::Opened { document, changes, forked, beyond: beyond.into_iter().collect() })
    }

    fn setting(&self, name: &str) -> Result<Option<ActorId>, Down> {
        let live = self.live.as_ref().ok_or(Down)?;
        let setting = live.store.setting(name).map_err(|_| Down)?;
        Ok(setting.and_then(|bytes| bytes.as_slice().try_into().ok()))
    }

    /// Actors of a document that signed two changes of one sequence, from the proofs kept.
    fn forked(&self, document: DocumentId) -> Result<BTreeMap<ActorId, u64>, Down> {
        let live = self.live.as_ref().ok_or(Down)?;
        let mut forked = BTreeMap::new();
        for (record, payload) in live.store.records().map_err(|_| Down)? {
            let [first, _] =
                (record.kind == PROOF).then(|| both(&payload)).flatten().unwrap_or_default();
            let envelope = Envelope::decode(&first).ok().filter(|it| it.document == document);
            forked.extend(envelope.map(|envelope| (envelope.actor, envelope.sequence)));
        }
        Ok(forked)
    }

    /// The two envelopes that show that an actor forked.
    pub(super) fn proof(
        &self,
        document: DocumentId,
        actor: &ActorId,
    ) -> Result<Vec<Vec<u8>>, Down> {
        let live = self.live.as_ref().ok_or(Down)?;
        let record = live.store.record(&proof_key(document, actor)).map_err(|_| Down)?;
        Ok(record.and_then(|payload| both(&payload)).map(Vec::from).unwrap_or_default())
    }
}

/// The record under which the proof of a fork is kept: one an actor.
pub(super) fn proof_key(document: DocumentId, actor: &ActorId) -> RecordKey {
    let mut name = vec![0; 8];
    name.extend(key(document).0);
    name.extend(actor);
    RecordKey { kind: PROOF, id: half(&change_hash(&name)) }
}

/// Two envelopes in one record.
pub(super) fn pair(first: &[u8], second: &[u8]) -> Vec<u8> {
    let length = u32::try_from(first.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), first, second].concat()
}

fn both(payload: &[u8]) -> Option<[Vec<u8>; 2]> {
    let (length, rest) = payload.split_first_chunk::<4>()?;
    let (first, second) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some([first.to_vec(), second.to_vec()])
}

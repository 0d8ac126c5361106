//! What was received and does not count: kept with the reason, shown, withheld from others. How it
//! is adopted is in `adopt.rs`. Two changes of one actor under one number are the proof of a fork.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::held::{find, key};
use crate::members::half;
use access::{ActorId, ChangeHash, Envelope, change_hash};
use model::{DeviceId, DocumentId, RawId, Scope};
use std::collections::{BTreeMap, BTreeSet};
use store::{RecordKey, Store, StoreError};

/// The kind of an envelope in quarantine among records.
const ASIDE: u8 = 3;

/// The kind of the proof of a fork among records.
const PROOF: u8 = 4;

/// The kind of the mark of what was adopted on this machine, among records.
const ADOPTED: u8 = 5;

/// The word of what was written after its author's rights had ended.
const BEYOND: &str = "change-after-revocation";

/// The word of what an actor wrote from the number on that it has used twice.
pub(crate) const FORKED: &str = "change-forked";

/// A change that is kept and does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// What it is called: its hash.
    pub change: ChangeHash,
    /// The document it was written for.
    pub document: DocumentId,
    /// What that is about, if this machine holds it.
    pub scope: Option<Scope>,
    /// Who has signed it.
    pub device: DeviceId,
    /// Why it does not count: a stable code, also the name of the message.
    pub reason: String,
    /// Was it adopted on this machine?
    pub is_adopted: bool,
}

/// What the store has of all that, read.
pub(crate) struct Aside {
    /// Every envelope that is kept aside, with the word of the reason.
    kept: Vec<(String, Envelope)>,
    /// The second use of a sequence that an actor was caught at, by document.
    forks: Vec<(DocumentId, ActorId, u64)>,
    /// What was adopted on this machine.
    adopted: BTreeSet<ChangeHash>,
}

impl Aside {
    /// The record of an envelope that is kept aside.
    pub(crate) fn record(reason: &str, bytes: &[u8]) -> (RecordKey, Vec<u8>) {
        let mut payload = vec![u8::try_from(reason.len()).unwrap_or_default()];
        payload.extend(reason.as_bytes());
        payload.extend(bytes);
        (Self::record_key(&change_hash(bytes)), payload)
    }

    /// Where an envelope with these bytes is kept aside.
    fn record_key(hash: &[u8; 32]) -> RecordKey {
        RecordKey { kind: ASIDE, id: half(hash) }
    }

    /// The record of an envelope that is kept aside no more.
    pub(crate) fn key_of(envelope: &Envelope) -> RecordKey {
        Self::record_key(&change_hash(&envelope.encode()))
    }

    /// The record of two envelopes that show that an actor forked: one an actor.
    pub(crate) fn proof(first: &Envelope, second: &[u8]) -> (RecordKey, Vec<u8>) {
        let bytes = first.encode();
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let payload = [&length.to_be_bytes(), bytes.as_slice(), second].concat();
        (Self::proof_key(first.document, &first.actor), payload)
    }

    fn proof_key(document: DocumentId, actor: &ActorId) -> RecordKey {
        let mut name = vec![0; 8];
        name.extend(key(document).0);
        name.extend(actor);
        RecordKey { kind: PROOF, id: half(&change_hash(&name)) }
    }

    /// The two envelopes that show that an actor forked; none if it has not.
    pub(crate) fn proof_of(
        store: &Store,
        document: DocumentId,
        actor: &ActorId,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let record = store.record(&Self::proof_key(document, actor))?;
        Ok(record.and_then(|payload| both(&payload)).map(Vec::from).unwrap_or_default())
    }

    /// The envelopes that a record keeps aside, with the word of the reason; none of another kind.
    pub(crate) fn told(key: &RecordKey, payload: &[u8]) -> Vec<(String, Envelope)> {
        match key.kind {
            ASIDE => aside(payload).into_iter().collect(),
            PROOF => {
                let pair = forked(payload).into_iter().flatten();
                pair.map(|envelope| (FORKED.to_owned(), envelope)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The mark that a change was adopted here.
    pub(crate) fn adopted(change: &ChangeHash) -> (RecordKey, Vec<u8>) {
        (RecordKey { kind: ADOPTED, id: half(change) }, change.to_vec())
    }

    /// Reads all of it, whatever the document: those who look at several read it once.
    pub(crate) fn read(store: &Store) -> Result<Self, StoreError> {
        let adopted = store.records_of(ADOPTED)?.into_values();
        let adopted = adopted.filter_map(|payload| payload.try_into().ok()).collect();
        let kept = store.records_of(ASIDE)?.into_values();
        let kept = kept.filter_map(|payload| aside(&payload));
        let mut kept: Vec<(String, Envelope)> = kept.collect();
        let mut forks = Vec::new();
        for payload in store.records_of(PROOF)?.into_values() {
            let Some([first, second]) = forked(&payload) else { continue };
            forks.push((first.document, first.actor, first.sequence));
            kept.extend([first, second].map(|envelope| (FORKED.to_owned(), envelope)));
        }
        Ok(Self { kept, forks, adopted })
    }

    /// Actors of a document that signed two changes of one sequence, with that sequence.
    pub(crate) fn forks(&self, document: DocumentId) -> BTreeMap<ActorId, u64> {
        let here = self.forks.iter().filter(|(of, ..)| *of == document);
        here.map(|(_, actor, sequence)| (*actor, *sequence)).collect()
    }

    /// What is kept aside of a document, with the word of the reason.
    pub(crate) fn of(&self, document: DocumentId) -> impl Iterator<Item = (&str, &Envelope)> {
        let here = self.kept.iter().filter(move |(_, envelope)| envelope.document == document);
        here.map(|(reason, envelope)| (reason.as_str(), envelope))
    }

    /// What was written to a document after the rights of its author had ended.
    pub(crate) fn beyond(&self, document: DocumentId) -> Vec<Envelope> {
        let beyond = self.of(document).filter(|(reason, _)| *reason == BEYOND);
        beyond.map(|(_, envelope)| envelope.clone()).collect()
    }
}

impl Engine {
    /// All that was received, is kept, and does not count; by document, then by author.
    pub fn quarantine(&self) -> Result<Vec<Quarantined>, Failure> {
        let failed = |error: StoreError| crate::faults::kept(&error);
        let store = self.disk()?;
        let aside = Aside::read(store).map_err(failed)?;
        let told = |envelope: &Envelope, reason: &str| Quarantined {
            change: envelope.hash(),
            document: envelope.document,
            scope: find(&self.holdings, envelope.document).map(|(scope, _)| scope),
            device: envelope.author,
            reason: reason.to_owned(),
            is_adopted: aside.adopted.contains(&envelope.hash()),
        };
        let mut all: Vec<Quarantined> =
            aside.kept.iter().map(|(reason, envelope)| told(envelope, reason)).collect();
        for held in self.holdings.values().filter(|held| held.is_cut()) {
            for row in store.envelopes(&key(held.id)).map_err(failed)? {
                let Ok(envelope) = Envelope::decode(&row.payload) else { continue };
                let forked = held.forked.get(&envelope.actor);
                let hash = envelope.hash();
                if forked.is_some_and(|fork| envelope.sequence >= *fork) {
                    all.push(told(&envelope, FORKED));
                } else if let Some(set_aside) = held.set_aside.get(&hash) {
                    all.push(told(&envelope, set_aside.code()));
                }
            }
        }
        all.sort_by_key(|it| (it.scope, RawId::from(it.document), it.device, it.change));
        all.dedup_by_key(|it| it.change);
        Ok(all)
    }
}

/// The envelope of a record, and why it is kept aside.
fn aside(payload: &[u8]) -> Option<(String, Envelope)> {
    let (length, rest) = payload.split_first()?;
    let (reason, bytes) = rest.split_at_checked(usize::from(*length))?;
    let reason = String::from_utf8_lossy(reason).into_owned();
    Some((reason, Envelope::decode(bytes).ok()?))
}

/// The two envelopes that show a fork.
fn forked(payload: &[u8]) -> Option<[Envelope; 2]> {
    let [first, second] = both(payload)?;
    Some([Envelope::decode(&first).ok()?, Envelope::decode(&second).ok()?])
}

/// Two envelopes in one record.
fn both(payload: &[u8]) -> Option<[Vec<u8>; 2]> {
    let (length, rest) = payload.split_first_chunk::<4>()?;
    let (first, second) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    Some([first.to_vec(), second.to_vec()])
}

//! An honest machine: a store on a simulated disk, its documents, its talk with others. What it
//! lets in is in `admit.rs`, how it starts in `boot.rs`.

mod admit;
mod boot;

use super::edits;
use super::history::History;
use super::rights::{Devices, Entry, Rights};
use super::run::Sabotage;
use crate::disk::Disk;
use crate::random::Seeded;
use access::{ActorId, ChangeHash, DeviceKey, Envelope};
use model::{DeviceId, DocumentId, RawId};
use replica::{Applied, Document, Scalar};
use std::collections::BTreeMap;
use store::{ActorKey, Batch, DocumentKey, DocumentRow, Store};
use sync::{Effect, Event, Peers, Reason, Time};
use units::Stamp;

/// The version of a program that is ahead of this one.
pub(super) const FUTURE_VERSION: u16 = 9;

pub(super) struct Machine {
    pub(super) number: usize,
    pub(super) key: DeviceKey,
    pub(super) disk: Disk,
    pub(super) live: Option<Live>,
    /// The version of the talk its program speaks.
    pub(super) version: u16,
    /// How far its clock is off, in seconds.
    skew: i64,
    random: Seeded,
    sabotage: Option<Sabotage>,
    /// A copy of its store.
    pub(super) backup: Option<Vec<u8>>,
    /// Whether there is a store on its disk yet.
    pub(super) is_founded: bool,
    /// Its store was set back: its actors may not write on.
    pub(super) is_restored: bool,
}

/// What runs while the machine does.
pub(super) struct Live {
    pub(super) store: Store,
    pub(super) held: BTreeMap<DocumentId, Held>,
    pub(super) peers: Peers,
    /// Sabotage: batches that are not on disk though others were told so.
    unwritten: Vec<Batch>,
}

/// A document.
pub(super) struct Held {
    pub(super) document: Document,
    owners: BTreeMap<ActorId, DeviceId>,
    /// Received, and waiting for what they build on.
    waiting: Vec<Envelope>,
    /// Evidence of forks without its counterpart, one an actor.
    shown: BTreeMap<ActorId, Envelope>,
    /// Actors that signed two changes of one sequence.
    pub(super) forked: BTreeMap<ActorId, u64>,
}

/// The machine does not run any more: its disk has failed under it.
#[derive(Debug)]
pub(super) struct Down;

/// What everybody knows.
pub(super) struct Common<'a> {
    pub(super) now: u64,
    pub(super) rights: &'a Rights,
    pub(super) devices: &'a Devices,
    pub(super) history: &'a mut History,
}

/// What goes out of a machine.
#[derive(Debug)]
pub(super) enum Output {
    Send {
        to: DeviceId,
        frame: Vec<u8>,
    },
    Close {
        peer: DeviceId,
        reason: Reason,
    },
    /// A fork was found, so that this document holds less than before.
    Cut(DocumentId),
}

impl Machine {
    pub(super) fn new(
        number: usize,
        mut random: Seeded,
        version: u16,
        sabotage: Option<Sabotage>,
    ) -> Self {
        let mut seed = [0; 32];
        seed.iter_mut().zip(random.bytes(32)).for_each(|(place, byte)| *place = byte);
        let skew = (random.below(20 * 365 * 86_400)) as i64 - 10 * 365 * 86_400;
        Self {
            number,
            key: DeviceKey::from_seed(&seed),
            disk: Disk::new(random.number()),
            live: None,
            version,
            skew,
            random,
            sabotage,
            backup: None,
            is_founded: false,
            is_restored: false,
        }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.key.device()
    }

    fn stamp(&self, now: u64) -> Stamp {
        Stamp(1_800_000_000 + (now / 1_000) as i64 + self.skew)
    }

    /// Hands an event to the talk and does what comes of it.
    pub(super) fn step(
        &mut self,
        common: &mut Common<'_>,
        event: Event,
        out: &mut Vec<Output>,
    ) -> Result<(), Down> {
        let Some(live) = self.live.as_mut() else { return Ok(()) };
        for effect in live.peers.step(Time(common.now), event) {
            self.carry_out(common, effect, out)?;
        }
        Ok(())
    }

    fn carry_out(
        &mut self,
        common: &mut Common<'_>,
        effect: Effect,
        out: &mut Vec<Output>,
    ) -> Result<(), Down> {
        match effect {
            Effect::Send { peer, frame } => out.push(Output::Send { to: peer, frame }),
            Effect::Close { peer, reason } => out.push(Output::Close { peer, reason }),
            Effect::Load { peer, document, changes, most_bytes } => {
                let envelopes = self.load(document, &changes, most_bytes)?;
                self.step(common, Event::Loaded { peer, document, envelopes }, out)?;
            }
            Effect::Admit { peer, ticket, document, runs } => {
                let (changes, verdicts) = self.admit(common, document, &runs, out)?;
                self.step(common, Event::Durable { document, changes }, out)?;
                self.step(common, Event::Judged { peer, ticket, verdicts }, out)?;
            }
            Effect::Forked { document, envelope, .. } => {
                self.evidence(common, document, &envelope, out)?;
            }
            // What is not in documents is not simulated.
            Effect::Heads { .. }
            | Effect::OperationsWanted { .. }
            | Effect::Operations { .. }
            | Effect::Versions { .. }
            | Effect::RecordsWanted { .. }
            | Effect::Records { .. }
            | Effect::Offered { .. }
            | Effect::Progress { .. }
            | Effect::Fault { .. }
            | Effect::Presence { .. }
            | Effect::BlobOffered { .. }
            | Effect::BlobWanted { .. }
            | Effect::BlobPart { .. }
            | Effect::BlobNone { .. } => {}
        }
        Ok(())
    }

    /// Envelopes of the store, and for an actor that forked, all there are of that sequence.
    fn load(
        &self,
        document: DocumentId,
        changes: &[(ActorId, u64)],
        most_bytes: usize,
    ) -> Result<Vec<Vec<u8>>, Down> {
        let Some(live) = &self.live else { return Ok(Vec::new()) };
        let forked = live.held.get(&document).map(|held| &held.forked);
        let mut found: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        for (actor, sequence) in changes {
            if forked.is_some_and(|forked| forked.get(actor) == Some(sequence)) {
                found.extend(self.proof(document, actor)?);
                continue;
            }
            let row = live.store.envelope(&key(document), &ActorKey(*actor), *sequence);
            let row =
                row.map_err(|_| Down)?.or_else(|| live.unwritten(document, *actor, *sequence));
            let Some(row) = row else { break };
            bytes += row.payload.len();
            if !found.is_empty() && bytes > most_bytes {
                break;
            }
            found.push(row.payload);
        }
        Ok(found)
    }

    /// Somebody at the machine writes something.
    pub(super) fn edit(
        &mut self,
        common: &mut Common<'_>,
        document: DocumentId,
        out: &mut Vec<Output>,
    ) -> Result<bool, Down> {
        let stamp = self.stamp(common.now);
        let future = (self.version >= FUTURE_VERSION && self.random.chance(25))
            .then(|| format!("later {}", self.random.number()));
        let drops =
            self.sabotage == Some(Sabotage::DropUnknownKeys) && self.version < FUTURE_VERSION;
        let Some(entry) = common.rights.entry(document) else { return Ok(false) };
        let held = self.live.as_mut().and_then(|live| live.held.get_mut(&document));
        let Some(held) = held.filter(|held| held.document.identity().is_some()) else {
            return Ok(false);
        };
        let applied = if let Some(word) = future {
            common.history.future.entry(document).or_default().insert(word.clone());
            edits::write_future(&mut held.document, entry.scope, Scalar::Text(word), stamp)
        } else if drops && matches!(edits::future(&held.document, entry.scope), Scalar::Text(_)) {
            // What a program does that writes whole records from what it knows of them.
            edits::write_future(&mut held.document, entry.scope, Scalar::Null, stamp)
        } else {
            edits::write(&mut self.random, entry, &mut held.document, stamp)
        };
        let Some(applied) = applied else { return Ok(false) };
        self.keep_own(common, document, applied, out)?;
        Ok(true)
    }

    /// Signs a change, keeps it, and only then tells anybody of it.
    fn keep_own(
        &mut self,
        common: &mut Common<'_>,
        document: DocumentId,
        applied: Applied,
        out: &mut Vec<Output>,
    ) -> Result<(), Down> {
        let Some(change) = applied.change else { return Ok(()) };
        let (actor, seq, hash) = (change.actor, change.seq, change.hash);
        common.history.invoked(hash, document, self.number);
        let envelope = Envelope::seal(&self.key, document, actor, seq, Vec::new(), change.bytes);
        let device = self.device();
        let saves = self.random.chance(5);
        let Some(live) = self.live.as_mut() else { return Ok(()) };
        let Some(held) = live.held.get_mut(&document) else { return Ok(()) };
        held.owners.insert(actor, device);
        let mut batch = Batch::default();
        batch.documents.insert(key(document), row(&held.document));
        batch.envelopes.push(stored(&envelope));
        batch.settings.insert(actor_setting(document), Some(actor.to_vec()));
        if saves && held.forked.is_empty() {
            let covers = held.document.sequences();
            let covers = covers.into_iter().map(|(actor, seq)| (ActorKey(actor), seq)).collect();
            let heads = held.document.heads();
            let payload = held.document.save_applied();
            batch.snapshots.insert(key(document), store::Snapshot { covers, heads, payload });
        }
        if self.sabotage == Some(Sabotage::SendBeforeDurable) {
            live.unwritten.push(batch);
        } else {
            live.store.write(&batch).map_err(|_| Down)?;
        }
        common.history.acked(&hash);
        self.step(common, Event::Written { document, changes: vec![(actor, seq, hash)] }, out)
    }

    /// Sabotage: now and then what was told long ago is written.
    pub(super) fn write_late(&mut self) -> Result<(), Down> {
        let Some(live) = self.live.as_mut() else { return Ok(()) };
        for batch in std::mem::take(&mut live.unwritten) {
            live.store.write(&batch).map_err(|_| Down)?;
        }
        Ok(())
    }

    /// The documents it is to hold come to be, at the first machine of all.
    pub(super) fn found(
        &mut self,
        common: &mut Common<'_>,
        entry: &Entry,
        out: &mut Vec<Output>,
    ) -> Result<(), Down> {
        let stamp = self.stamp(common.now);
        let actor = self.new_actor();
        let (document, change) = Document::create(entry.kind(), entry.identity, actor, stamp);
        let forked = BTreeMap::new();
        let (owners, shown) = (BTreeMap::new(), BTreeMap::new());
        let held = Held { document, owners, waiting: Vec::new(), shown, forked };
        if let Some(live) = self.live.as_mut() {
            live.held.insert(entry.id, held);
        }
        let applied = Applied { change: Some(change), ..Applied::default() };
        self.keep_own(common, entry.id, applied, out)?;
        let held = self.live.as_mut().and_then(|live| live.held.get_mut(&entry.id));
        let Some(held) = held else { return Ok(()) };
        let message = replica::ChangeMessage::of_command("add");
        let applied = held.document.apply(&edits::first(entry), &message, stamp);
        self.keep_own(common, entry.id, applied.unwrap_or_default(), out)
    }

    /// Is the change in the machine's store, whether it counts or not?
    pub(super) fn keeps(&self, document: DocumentId, hash: &ChangeHash) -> bool {
        let rows = self.live.as_ref().and_then(|live| live.store.envelopes(&key(document)).ok());
        let mut opened = rows.unwrap_or_default().into_iter();
        opened.any(|row| Envelope::decode(&row.payload).is_ok_and(|it| it.hash() == *hash))
    }

    /// Every document with its heads and the hash of what it says.
    pub(super) fn says(&self) -> Vec<(DocumentId, Vec<ChangeHash>, [u8; 32])> {
        let held = self.live.iter().flat_map(|live| &live.held);
        held.map(|(id, held)| (*id, held.document.heads(), held.document.state_hash())).collect()
    }

    fn new_actor(&mut self) -> ActorId {
        let mut actor = [0; 16];
        actor.iter_mut().zip(self.random.bytes(16)).for_each(|(place, byte)| *place = byte);
        actor
    }
}

impl Held {
    /// Actors by the beginning of their names, their last sequences, where they forked.
    pub(super) fn describe(&self) -> String {
        let mut words = Vec::new();
        for (actor, last) in self.document.sequences() {
            let fork = self.forked.get(&actor).map(|at| format!(" forked at {at}"));
            let [first, second, ..] = actor;
            words.push(format!("{first:02x}{second:02x}:{last}{}", fork.unwrap_or_default()));
        }
        format!("[{}; {} waiting]", words.join(", "), self.waiting.len())
    }

    /// The device an actor belongs to.
    pub(super) fn owner(&self, actor: &ActorId) -> Option<DeviceId> {
        self.owners.get(actor).copied()
    }
}

impl Live {
    fn unwritten(&self, document: DocumentId, actor: ActorId, seq: u64) -> Option<store::Envelope> {
        let rows = self.unwritten.iter().flat_map(|batch| &batch.envelopes);
        let mut found = rows.filter(|row| {
            row.document == key(document) && row.actor.0 == actor && row.sequence == seq
        });
        found.next().cloned()
    }
}

pub(super) fn key(document: DocumentId) -> DocumentKey {
    DocumentKey(RawId::from(document).0.to_be_bytes())
}

fn row(document: &Document) -> DocumentRow {
    DocumentRow { kind: document.kind().key().to_owned(), about: None, heads: document.heads() }
}

fn stored(envelope: &Envelope) -> store::Envelope {
    store::Envelope {
        document: key(envelope.document),
        actor: ActorKey(envelope.actor),
        sequence: envelope.sequence,
        payload: envelope.encode(),
    }
}

fn actor_setting(document: DocumentId) -> String {
    format!("actor/{document}")
}

/// The first half of a hash, as the id of a record.
fn half(hash: &ChangeHash) -> [u8; 16] {
    let mut id = [0; 16];
    id.iter_mut().zip(hash).for_each(|(place, byte)| *place = *byte);
    id
}

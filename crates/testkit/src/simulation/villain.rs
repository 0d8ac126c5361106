//! A hostile peer. It speaks the talk well, and then forges, replays, impersonates, equivocates,
//! withholds, boasts, floods and sends bombs. It knows the ids of documents it may not read.

use super::edits;
use super::machine::{Common, Output};
use crate::random::Seeded;
use access::{ActorId, DeviceKey, Envelope, change_hash};
use model::{DeviceId, DocumentId, RawId};
use replica::{ChangeRecord, Document};
use std::collections::BTreeMap;
use sync::{Effect, Event, Peers, Run, Time, Verdict};
use units::Stamp;

pub(super) struct Villain {
    pub(super) number: usize,
    key: DeviceKey,
    peers: Peers,
    held: BTreeMap<DocumentId, Hoard>,
    random: Seeded,
    /// Frames it sent, to be sent again.
    sent: Vec<Vec<u8>>,
    withholds: bool,
}

/// Actor, sequence, hash.
type Change = (ActorId, u64, [u8; 32]);

/// A document as the villain has it.
struct Hoard {
    document: Document,
    envelopes: BTreeMap<(ActorId, u64), Vec<u8>>,
    /// Other envelopes of the same sequences, for other victims.
    variants: BTreeMap<(ActorId, u64), Vec<u8>>,
    /// Its own chain cannot be written on: something else stands in its place.
    is_spoilt: bool,
}

impl Villain {
    pub(super) fn new(number: usize, mut random: Seeded) -> Self {
        let mut seed = [0; 32];
        seed.iter_mut().zip(random.bytes(32)).for_each(|(place, byte)| *place = byte);
        Self {
            number,
            key: DeviceKey::from_seed(&seed),
            peers: Peers::new(),
            held: BTreeMap::new(),
            random,
            sent: Vec::new(),
            withholds: false,
        }
    }

    pub(super) fn device(&self) -> DeviceId {
        self.key.device()
    }

    pub(super) fn step(&mut self, common: &mut Common<'_>, event: Event, out: &mut Vec<Output>) {
        for effect in self.peers.step(Time(common.now), event) {
            self.carry_out(common, effect, out);
        }
    }

    pub(super) fn wake(&self) -> Option<Time> {
        self.peers.wake()
    }

    fn carry_out(&mut self, common: &mut Common<'_>, effect: Effect, out: &mut Vec<Output>) {
        match effect {
            Effect::Send { peer, frame } => {
                if self.sent.len() < 50 {
                    self.sent.push(frame.clone());
                }
                out.push(Output::Send { to: peer, frame });
            }
            Effect::Close { peer, reason } => out.push(Output::Close { peer, reason }),
            Effect::Load { peer, document, changes, .. } => {
                let envelopes = self.load(peer, document, &changes);
                self.step(common, Event::Loaded { peer, document, envelopes }, out);
            }
            Effect::Admit { peer, ticket, document, runs } => {
                let (changes, verdicts) = self.take(common, document, runs);
                self.step(common, Event::Durable { document, changes }, out);
                self.step(common, Event::Judged { peer, ticket, verdicts }, out);
            }
            _ => {}
        }
    }

    fn load(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        changes: &[(ActorId, u64)],
    ) -> Vec<Vec<u8>> {
        let Some(hoard) = self.held.get(&document) else { return Vec::new() };
        if self.withholds && self.random.chance(60) {
            return Vec::new();
        }
        // Half of the victims see the other branch.
        let other = peer.0.first().is_some_and(|byte| byte % 2 == 0);
        let mut found = Vec::new();
        for change in changes {
            let variant = hoard.variants.get(change).filter(|_| other);
            let Some(envelope) = variant.or_else(|| hoard.envelopes.get(change)) else { break };
            found.push(envelope.clone());
        }
        found
    }

    /// Takes whatever comes.
    fn take(
        &mut self,
        common: &Common<'_>,
        document: DocumentId,
        runs: Vec<Run>,
    ) -> (Vec<Change>, Vec<Verdict>) {
        let mut verdicts = Vec::new();
        let mut opened = Vec::new();
        for run in runs {
            for (sequence, bytes) in (run.first..).zip(run.envelopes) {
                verdicts.push(Verdict::Kept);
                opened.extend(Envelope::decode(&bytes).map(|envelope| (envelope, sequence, bytes)));
            }
        }
        let Some(hoard) = self.hoard(common, document) else { return (Vec::new(), verdicts) };
        let changes = opened.iter().map(|(envelope, _, _)| envelope.change.as_slice());
        let merged = hoard.document.merge(changes);
        for (envelope, sequence, bytes) in opened {
            hoard.envelopes.insert((envelope.actor, sequence), bytes);
        }
        let taken = merged.taken.iter().map(|taken| (taken.actor, taken.seq, taken.hash));
        (taken.collect(), verdicts)
    }

    fn hoard(&mut self, common: &Common<'_>, document: DocumentId) -> Option<&mut Hoard> {
        let entry = common.rights.entry(document)?;
        if !self.held.contains_key(&document) {
            let mut actor = [0; 16];
            actor.iter_mut().zip(self.random.bytes(16)).for_each(|(place, byte)| *place = byte);
            let document = Document::load(entry.kind(), actor, None, []).ok()?.0;
            let (envelopes, variants) = (BTreeMap::new(), BTreeMap::new());
            let hoard = Hoard { document, envelopes, variants, is_spoilt: false };
            self.held.insert(entry.id, hoard);
        }
        self.held.get_mut(&document)
    }

    /// Does something bad, or now and then something good.
    pub(super) fn act(
        &mut self,
        common: &mut Common<'_>,
        victims: &[DeviceId],
        out: &mut Vec<Output>,
    ) {
        let Some(victim) = victims.get(self.random.index(victims.len())).copied() else { return };
        let known: Vec<DocumentId> = self.held.keys().copied().collect();
        let document = known.get(self.random.index(known.len())).copied();
        match self.random.below(12) {
            0 => {
                let length = 1 + self.random.index(60);
                let junk = self.random.bytes(length);
                let kind = self.random.below(40) as u8;
                self.send(victim, frame(kind, &junk), out);
            }
            1 => {
                let again = self.sent.get(self.random.index(self.sent.len())).cloned();
                if let Some(again) = again {
                    self.send(victim, again, out);
                }
            }
            2 => self.withholds = !self.withholds,
            3 => self.boast(common, victim, out),
            4 => {
                let count = if self.random.chance(10) { 1_100 } else { self.random.below(30) };
                for _ in 0..count {
                    self.send(victim, frame(3, &[1]), out);
                }
            }
            5 => self.pry(common, victim, out),
            _ => {
                if let Some(document) = document {
                    self.write(common, document, out);
                }
            }
        }
    }

    fn send(&mut self, to: DeviceId, frame: Vec<u8>, out: &mut Vec<Output>) {
        out.push(Output::Send { to, frame });
    }

    /// Says it holds a thousand changes of an actor.
    fn boast(&mut self, common: &Common<'_>, victim: DeviceId, out: &mut Vec<Output>) {
        let Some(entry) = common.rights.of(self.number).next() else { return };
        let mut fields = vec![0, 1];
        fields.extend(RawId::from(entry.id).0.to_be_bytes());
        fields.push(1);
        fields.extend(self.random.bytes(16));
        fields.extend([0xe8, 0x07]);
        fields.extend([1; 8]);
        self.send(victim, frame(6, &fields), out);
    }

    /// Asks for all there is, by its true name.
    fn pry(&mut self, common: &Common<'_>, victim: DeviceId, out: &mut Vec<Output>) {
        for entry in &common.rights.documents {
            let mut summary = vec![1, 1];
            summary.extend(RawId::from(entry.id).0.to_be_bytes());
            summary.extend([0; 16]);
            self.send(victim, frame(5, &summary), out);
        }
    }

    /// Writes changes that it may or may not write.
    fn write(&mut self, common: &mut Common<'_>, document: DocumentId, out: &mut Vec<Output>) {
        let stamp = Stamp(1_700_000_000);
        let Some(entry) = common.rights.entry(document).cloned() else { return };
        let may = common.rights.may_write(self.number, document);
        let what = self.random.below(6);
        let (key, number) = (&self.key, self.number);
        let Some(hoard) = self.held.get_mut(&document) else { return };
        let own = hoard.document.actor();
        if what < 2 {
            // In the name of somebody else, whose device signs or does not.
            let actors = hoard.document.sequences().into_keys();
            let actors: Vec<ActorId> = actors.filter(|actor| *actor != own).collect();
            let Some(actor) = actors.get(self.random.index(actors.len())).copied() else { return };
            let Some(change) = forge(&mut self.random, &entry, hoard, actor, stamp) else { return };
            let hash = change.hash;
            let first = hoard.envelopes.get(&(actor, 1)).and_then(|it| Envelope::decode(it).ok());
            let mut envelope =
                Envelope::seal(key, document, actor, change.seq, Vec::new(), change.bytes);
            if let Some(first) = first.filter(|_| what == 0) {
                envelope.author = first.author;
            }
            hoard.envelopes.insert((actor, change.seq), envelope.encode());
            let changes = vec![(actor, change.seq, hash)];
            return self.step(common, Event::Written { document, changes }, out);
        }
        if hoard.is_spoilt {
            return;
        }
        if what == 2 {
            let seq = hoard.document.sequences().get(&own).copied().unwrap_or(0) + 1;
            let mut bytes = self.random.bytes(80);
            bytes.splice(0..4, [0x85, 0x6f, 0x4a, 0x83]);
            let hash = change_hash(&bytes);
            let envelope = Envelope::seal(key, document, own, seq, Vec::new(), bytes);
            common.history.bombs.insert(hash);
            hoard.envelopes.insert((own, seq), envelope.encode());
            hoard.is_spoilt = true;
            return self.step(
                common,
                Event::Written { document, changes: vec![(own, seq, hash)] },
                out,
            );
        }
        let mut other = hoard.document.clone();
        let Some(applied) = edits::write(&mut self.random, &entry, &mut hoard.document, stamp)
        else {
            return;
        };
        let Some(change) = applied.change else { return };
        let (seq, hash) = (change.seq, change.hash);
        if may {
            common.history.invoked(hash, document, number);
        }
        let envelope = Envelope::seal(key, document, own, seq, Vec::new(), change.bytes);
        hoard.envelopes.insert((own, seq), envelope.encode());
        if what == 3 {
            // Another change of the same sequence.
            let variant = edits::write(&mut self.random, &entry, &mut other, stamp);
            let variant = variant.and_then(|it| it.change).filter(|it| it.hash != hash);
            if let Some(variant) = variant {
                if may {
                    common.history.invoked(variant.hash, document, number);
                }
                let sealed = Envelope::seal(key, document, own, seq, Vec::new(), variant.bytes);
                hoard.variants.insert((own, seq), sealed.encode());
            }
        }
        self.step(common, Event::Written { document, changes: vec![(own, seq, hash)] }, out);
    }
}

/// The next change of an actor who did not make it.
fn forge(
    random: &mut Seeded,
    entry: &super::rights::Entry,
    hoard: &Hoard,
    actor: ActorId,
    stamp: Stamp,
) -> Option<ChangeRecord> {
    let bytes = hoard.document.clone().save();
    let mut document = Document::load(entry.kind(), actor, Some(&bytes), []).ok()?.0;
    edits::write(random, entry, &mut document, stamp)?.change
}

/// A frame of a kind with these fields.
pub(super) fn frame(kind: u8, fields: &[u8]) -> Vec<u8> {
    let length = u32::try_from(fields.len() + 1).unwrap_or(0);
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.push(kind);
    bytes.extend(fields);
    bytes
}

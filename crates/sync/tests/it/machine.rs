//! A driver without disk or network: machines that hold opaque envelopes, and wires between them.

use access::{ActorId, ChangeHash, Target, change_hash};
use model::{DeviceId, DocumentId, ProductionId, RawId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use sync::{Effect, Event, Fault, Peers, Reason, Run, Time, Verdict};

pub(crate) fn document(number: u128) -> DocumentId {
    DocumentId(RawId(number))
}

pub(crate) fn actor(number: u8) -> ActorId {
    [number; 16]
}

pub(crate) fn device(number: u8) -> DeviceId {
    DeviceId([number; 32])
}

/// An envelope of this length that says whose it is.
pub(crate) fn envelope(actor: ActorId, sequence: u64, length: usize) -> Vec<u8> {
    let mut bytes = actor.to_vec();
    bytes.extend(sequence.to_be_bytes());
    bytes.resize(length.max(24), 7);
    bytes
}

fn says(bytes: &[u8]) -> (ActorId, u64) {
    (bytes[..16].try_into().unwrap(), u64::from_be_bytes(bytes[16..24].try_into().unwrap()))
}

pub(crate) fn hash(bytes: &[u8]) -> ChangeHash {
    change_hash(bytes)
}

type Held = BTreeMap<(ActorId, u64), Vec<u8>>;

/// One machine.
pub(crate) struct Machine {
    pub(crate) device: DeviceId,
    pub(crate) peers: Peers,
    pub(crate) held: BTreeMap<DocumentId, Held>,
    /// Effects that are not about bytes and envelopes, as they came.
    pub(crate) told: Vec<Effect>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) closed: Vec<(DeviceId, Reason)>,
    /// The verdict on everything, if it is not to be kept.
    pub(crate) verdict: Option<Verdict>,
    /// Deliveries are not judged by themselves.
    pub(crate) is_slow: bool,
    pub(crate) unjudged: Vec<(DeviceId, u64, DocumentId, Vec<Run>)>,
    pub(crate) admitted: usize,
}

/// Machines and the wires between them.
pub(crate) struct World {
    pub(crate) now: Time,
    pub(crate) machines: Vec<Machine>,
    pub(crate) wires: VecDeque<(usize, usize, Vec<u8>)>,
    /// Bytes sent from one to another.
    pub(crate) sent: BTreeMap<(usize, usize), u64>,
    pub(crate) frames: Vec<(usize, usize, Vec<u8>)>,
    pub(crate) links: BTreeSet<(usize, usize)>,
}

impl Machine {
    fn new(number: u8, newest: u16) -> Self {
        Self {
            device: device(number),
            peers: Peers::speaking(newest),
            held: BTreeMap::new(),
            told: Vec::new(),
            faults: Vec::new(),
            closed: Vec::new(),
            verdict: None,
            is_slow: false,
            unjudged: Vec::new(),
            admitted: 0,
        }
    }

    fn load(&self, document: DocumentId, changes: &[(ActorId, u64)], most: usize) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        for change in changes {
            let Some(envelope) = self.held.get(&document).and_then(|it| it.get(change)) else {
                break;
            };
            bytes += envelope.len();
            if !found.is_empty() && bytes > most {
                break;
            }
            found.push(envelope.clone());
        }
        found
    }

    /// Keeps envelopes, unless another verdict is to be given.
    fn admit(&mut self, document: DocumentId, runs: &[Run]) -> (Event, Vec<Verdict>) {
        let mut changes = Vec::new();
        let mut verdicts = Vec::new();
        for run in runs {
            for (sequence, envelope) in (run.first..).zip(&run.envelopes) {
                self.admitted += 1;
                let sound = says(envelope) == (run.actor, sequence);
                let verdict = if sound { self.verdict } else { Some(Verdict::Refused) };
                verdicts.push(verdict.unwrap_or(Verdict::Kept));
                if verdict.is_none() {
                    self.held
                        .entry(document)
                        .or_default()
                        .insert((run.actor, sequence), envelope.clone());
                    changes.push((run.actor, sequence, hash(envelope)));
                }
            }
        }
        (Event::Durable { document, changes }, verdicts)
    }
}

impl World {
    pub(crate) fn new(count: usize) -> Self {
        Self::speaking(&vec![sync::NEWEST_VERSION; count])
    }

    pub(crate) fn speaking(versions: &[u16]) -> Self {
        Self {
            now: Time(1_000),
            machines: (1..).zip(versions).map(|(n, version)| Machine::new(n, *version)).collect(),
            wires: VecDeque::new(),
            sent: BTreeMap::new(),
            frames: Vec::new(),
            links: BTreeSet::new(),
        }
    }

    pub(crate) fn step(&mut self, at: usize, event: Event) {
        let effects = self.machines[at].peers.step(self.now, event);
        for effect in effects {
            self.carry_out(at, effect);
        }
    }

    fn carry_out(&mut self, at: usize, effect: Effect) {
        let machine = &mut self.machines[at];
        match effect {
            Effect::Send { peer, frame } => {
                let to = usize::from(peer.0[0]) - 1;
                *self.sent.entry((at, to)).or_default() += frame.len() as u64;
                self.frames.push((at, to, frame.clone()));
                self.wires.push_back((at, to, frame));
            }
            Effect::Close { peer, reason } => machine.closed.push((peer, reason)),
            Effect::Load { peer, document, changes, most_bytes } => {
                let envelopes = machine.load(document, &changes, most_bytes);
                self.step(at, Event::Loaded { peer, document, envelopes });
            }
            Effect::Admit { peer, ticket, document, runs } if machine.is_slow => {
                machine.unjudged.push((peer, ticket, document, runs));
            }
            Effect::Admit { peer, ticket, document, runs } => {
                self.judge(at, (peer, ticket, document, runs));
            }
            Effect::Fault { fault, .. } => machine.faults.push(fault),
            other => machine.told.push(other),
        }
    }

    pub(crate) fn judge(&mut self, at: usize, delivery: (DeviceId, u64, DocumentId, Vec<Run>)) {
        let (peer, ticket, document, runs) = delivery;
        let (durable, verdicts) = self.machines[at].admit(document, &runs);
        self.step(at, durable);
        self.step(at, Event::Judged { peer, ticket, verdicts });
    }

    /// A change made at a machine, already on its disk.
    pub(crate) fn edit(&mut self, at: usize, document: DocumentId, by: ActorId, length: usize) {
        let held = self.machines[at].held.entry(document).or_default();
        let sequence = held.keys().filter(|(actor, _)| *actor == by).count() as u64 + 1;
        let envelope = envelope(by, sequence, length);
        let hash = hash(&envelope);
        held.insert((by, sequence), envelope);
        self.step(at, Event::Written { document, changes: vec![(by, sequence, hash)] });
    }

    pub(crate) fn connect(&mut self, a: usize, b: usize) {
        for (at, to) in [(a, b), (b, a)] {
            let peer = self.machines[to].device;
            self.links.insert((at, to));
            self.step(at, Event::Connected { peer });
        }
    }

    /// Both share these documents with each other, then connect and talk until nothing is left.
    pub(crate) fn meet(&mut self, a: usize, b: usize, documents: &[DocumentId]) {
        self.connect(a, b);
        for document in documents {
            self.share(a, b, *document);
            self.share(b, a, *document);
        }
        self.talk();
    }

    pub(crate) fn share(&mut self, at: usize, to: usize, document: DocumentId) {
        let peer = self.machines[to].device;
        self.step(at, Event::Share { peer, document, target: target(document) });
    }

    pub(crate) fn part(&mut self, a: usize, b: usize) {
        for (at, to) in [(a, b), (b, a)] {
            self.links.remove(&(at, to));
            let peer = self.machines[to].device;
            self.wires.retain(|(from, _, _)| *from != at);
            self.step(at, Event::Disconnected { peer });
        }
    }

    /// Hands over everything that is on the wires, and what comes of it, with time passing only
    /// where something waits for it.
    pub(crate) fn talk(&mut self) {
        for _ in 0..50 {
            self.deliver();
            self.pass(60);
            if self.wires.is_empty() {
                // What a peer hears elsewhere, too, is told later than news.
                self.pass(500);
            }
            if self.wires.is_empty() {
                return;
            }
        }
    }

    pub(crate) fn deliver(&mut self) {
        while let Some((from, to, frame)) = self.wires.pop_front() {
            if self.links.contains(&(from, to)) {
                let peer = self.machines[from].device;
                self.step(to, Event::Received { peer, bytes: frame });
            }
        }
    }

    pub(crate) fn pass(&mut self, milliseconds: u64) {
        self.now = self.now.plus(milliseconds);
        for at in 0..self.machines.len() {
            self.step(at, Event::Tick);
        }
    }

    pub(crate) fn holds(&self, at: usize, document: DocumentId) -> usize {
        self.machines[at].held.get(&document).map_or(0, BTreeMap::len)
    }
}

/// What documents of these tests are.
pub(crate) fn target(document: DocumentId) -> Target {
    Target::Plan(ProductionId(document.0))
}

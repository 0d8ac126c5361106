//! How long it takes machines that were apart to hold the same again, and what it sends: real
//! stores in the folder for temporary files (`TMPDIR`), real documents, real talks, one thread.
//!
//! `cargo bench -p testkit --bench meeting [day|week|first]`
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a bench stops at its first mistake"
)]

use access::{ActorId, ChangeHash, DeviceKey, Envelope, Target};
use model::{
    DeviceId, DocumentId, DocumentKind, Edit, Kind, ProductionId, RawId, Scope, Subject, Value,
    Values,
};
use replica::{ChangeMessage, ChangeRecord, Document, Identity};
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};
use store::{ActorKey, Batch, DocumentKey, DocumentRow, Store};
use sync::{Effect, Event, Peers, Run, Time, Verdict};
use tempfile::TempDir;
use units::Stamp;

const DOCUMENT: DocumentId = DocumentId(RawId(0xD0C));
const PRODUCTION: ProductionId = ProductionId(RawId(0xF11));
const ROUNDS: usize = 5;

/// Which signatures are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signatures {
    /// Each.
    All,
    /// That of the last change of a run, which names those before it.
    OnePerRun,
}

/// One machine.
struct Machine {
    key: DeviceKey,
    store: Store,
    _folder: TempDir,
    document: Document,
    peers: Peers,
    waiting: Vec<Envelope>,
    signatures: Signatures,
    /// It only gives, and looks at nothing that comes.
    only_gives: bool,
    /// Time spent in the talk, in looking at envelopes, in the document, on the disk.
    spent: [Duration; 4],
}

/// A document and all its changes.
type Plan = (Document, Vec<ChangeRecord>);

type Wire = VecDeque<(usize, usize, Vec<u8>)>;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|it| it == name);
    if wanted("day") {
        day();
    }
    if wanted("week") {
        week();
    }
    if wanted("first") {
        first_sync();
    }
}

/// Two machines apart for a day, 200 edits each.
fn day() {
    let base = plan(1, 300, 1_000);
    let results = (0..ROUNDS).map(|_| {
        let mut machines: Vec<Machine> = (1..=2).map(|n| Machine::with(n, &base)).collect();
        for machine in &mut machines {
            machine.work(200, 300);
        }
        meet(machines, &[(0, 1)], |machines| machines[0].same_as(&machines[1]))
    });
    tell("a day apart, 2 machines, 200 edits each", results.collect());
}

/// A machine comes back after a week and meets eleven others, each with 5,000 edits of its own.
fn week() {
    let base = plan(1, 300, 1_000);
    let results = (0..3).map(|_| {
        let mut machines: Vec<Machine> = (1..=12).map(|n| Machine::with(n, &base)).collect();
        for machine in &mut machines {
            machine.work(5_000, 300);
        }
        machines[1..].iter_mut().for_each(|machine| machine.only_gives = true);
        let links: Vec<(usize, usize)> = (1..12).map(|other| (0, other)).collect();
        let all = 60_000 + base.1.len();
        meet(machines, &links, |machines| machines[0].document.order().len() == all)
    });
    tell("a week apart, one machine takes in 11 x 5,000 edits", results.collect());
}

/// A new machine takes a plan of 10,000 tasks and 100,000 changes.
fn first_sync() {
    let base = plan(1, 10_000, 100_000);
    for signatures in [Signatures::All, Signatures::OnePerRun] {
        let results = (0..3).map(|_| {
            let giver = Machine::with(1, &base);
            let mut taker = Machine::empty(2);
            taker.signatures = signatures;
            meet(vec![giver, taker], &[(0, 1)], |machines| machines[0].same_as(&machines[1]))
        });
        tell(
            &format!("first sync, 10,000 tasks, 100,000 changes, {signatures:?}"),
            results.collect(),
        );
    }
}

/// A plan with so many tasks, changed until it has so many changes, by one actor.
fn plan(number: u8, tasks: u64, changes: usize) -> Plan {
    let identity = Identity::of(DOCUMENT, RawId(0xFAC).into(), Scope::Plan(PRODUCTION));
    let (mut document, first) =
        Document::create(DocumentKind::Plan, identity, [number; 16], Stamp(1));
    let mut records = vec![first];
    for task in 1..=tasks {
        records.extend(write(&mut document, &Edit::add(subject(task), values(task))));
    }
    let mut round = 0;
    while records.len() < changes {
        round += 1;
        let task = 1 + round * 7 % tasks;
        let values: Values = [("work".to_owned(), Value::Integer((round % 4_000) as i64))].into();
        records.extend(write(&mut document, &Edit::set(subject(task), values)));
    }
    (document, records)
}

fn subject(task: u64) -> Subject {
    Subject::planned(PRODUCTION, Kind::Task, RawId(u128::from(task)))
}

fn values(task: u64) -> Values {
    let text = |text: &str| Value::Text(text.to_owned());
    [
        ("name".to_owned(), text(&format!("Task {task}"))),
        ("step".to_owned(), text("edit")),
        ("work".to_owned(), Value::Integer(2_400)),
    ]
    .into()
}

fn write(document: &mut Document, edit: &Edit) -> Option<ChangeRecord> {
    let message = ChangeMessage::of_command("set");
    document.apply(std::slice::from_ref(edit), &message, Stamp(10)).unwrap().change
}

fn key() -> DocumentKey {
    DocumentKey(DOCUMENT.0.0.to_be_bytes())
}

impl Machine {
    fn empty(number: u8) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("store")).unwrap();
        let actor = [number; 16];
        let document = Document::load(DocumentKind::Plan, actor, None, []).unwrap().0;
        Self {
            key: DeviceKey::from_seed(&[number; 32]),
            store,
            _folder: folder,
            document,
            peers: Peers::new(),
            waiting: Vec::new(),
            signatures: Signatures::All,
            only_gives: false,
            spent: [Duration::ZERO; 4],
        }
    }

    /// A machine that holds a plan, as written by machine 1, and goes on under its own actor.
    fn with(number: u8, (base, records): &Plan) -> Self {
        let mut machine = Self::empty(number);
        let author = DeviceKey::from_seed(&[1; 32]);
        let mut batch = Batch::default();
        batch.documents.insert(key(), row(base));
        for record in records {
            let bytes = record.bytes.clone();
            let envelope =
                Envelope::seal(&author, DOCUMENT, record.actor, record.seq, Vec::new(), bytes);
            batch.envelopes.push(stored(&envelope));
        }
        machine.store.write(&batch).unwrap();
        let saved = base.clone().save();
        let actor = [number; 16];
        machine.document = Document::load(DocumentKind::Plan, actor, Some(&saved), []).unwrap().0;
        machine.open();
        machine
    }

    fn open(&mut self) {
        let order = self.document.order();
        let changes = order.iter().map(|taken| (taken.actor, taken.hash)).collect();
        let (forked, beyond) = (Vec::new(), Vec::new());
        let event = Event::Opened { document: DOCUMENT, changes, forked, beyond };
        self.peers.step(Time(0), event);
    }

    /// So many edits, kept.
    fn work(&mut self, edits: u64, tasks: u64) {
        let mut batch = Batch::default();
        let mut changes = Vec::new();
        for edit in 0..edits {
            let task = 1 + (edit * 13 + u64::from(self.document.actor()[0]) * 29) % tasks;
            let value = Value::Integer((edit % 4_000 + 7) as i64);
            let values: Values = [("work".to_owned(), value)].into();
            let Some(change) = write(&mut self.document, &Edit::set(subject(task), values)) else {
                continue;
            };
            changes.push((change.actor, change.seq, change.hash));
            let sealed = Envelope::seal(
                &self.key,
                DOCUMENT,
                change.actor,
                change.seq,
                Vec::new(),
                change.bytes,
            );
            batch.envelopes.push(stored(&sealed));
        }
        batch.documents.insert(key(), row(&self.document));
        self.store.write(&batch).unwrap();
        self.peers.step(Time(0), Event::Written { document: DOCUMENT, changes });
    }

    fn same_as(&self, other: &Self) -> bool {
        self.document.heads() == other.document.heads() && self.waiting.is_empty()
    }

    fn load(&self, changes: &[(ActorId, u64)], most_bytes: usize) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        for (actor, sequence) in changes {
            let row = self.store.envelope(&key(), &ActorKey(*actor), *sequence).unwrap();
            let payload = row.expect("what is told is there").payload;
            bytes += payload.len();
            if !found.is_empty() && bytes > most_bytes {
                break;
            }
            found.push(payload);
        }
        found
    }

    /// Looks at envelopes as a machine must, and keeps them.
    fn admit(&mut self, runs: &[Run]) -> (Vec<(ActorId, u64, ChangeHash)>, Vec<Verdict>) {
        let begun = Instant::now();
        let mut count = 0;
        for run in runs {
            count += run.envelopes.len();
            let last = run.envelopes.len() - 1;
            for (place, bytes) in run.envelopes.iter().enumerate() {
                let envelope = Envelope::decode(bytes).unwrap();
                if self.signatures == Signatures::All || place == last {
                    envelope.verify().unwrap();
                }
                self.waiting.push(envelope);
            }
        }
        self.spent[1] += begun.elapsed();
        let begun = Instant::now();
        let merged =
            self.document.merge(self.waiting.iter().map(|envelope| envelope.change.as_slice()));
        assert!(merged.rejected.is_empty(), "{:?}", merged.rejected);
        self.spent[2] += begun.elapsed();
        let begun = Instant::now();
        let taken: BTreeMap<ChangeHash, ()> =
            merged.taken.iter().map(|taken| (taken.hash, ())).collect();
        let mut batch = Batch::default();
        batch.documents.insert(key(), row(&self.document));
        for envelope in std::mem::take(&mut self.waiting) {
            if taken.contains_key(&envelope.hash()) {
                batch.envelopes.push(stored(&envelope));
            } else {
                self.waiting.push(envelope);
            }
        }
        self.store.write(&batch).unwrap();
        self.spent[3] += begun.elapsed();
        let changes = merged.taken.iter().map(|taken| (taken.actor, taken.seq, taken.hash));
        (changes.collect(), vec![Verdict::Kept; count])
    }

    fn step(&mut self, event: Event, wire: &mut Vec<(DeviceId, Vec<u8>)>) {
        let begun = Instant::now();
        let effects = self.peers.step(Time(0), event);
        self.spent[0] += begun.elapsed();
        for effect in effects {
            match effect {
                Effect::Send { peer, frame } => wire.push((peer, frame)),
                Effect::Load { peer, document, changes, most_bytes } => {
                    let envelopes = self.load(&changes, most_bytes);
                    self.step(Event::Loaded { peer, document, envelopes }, wire);
                }
                Effect::Admit { .. } if self.only_gives => {}
                Effect::Admit { peer, ticket, document, runs } => {
                    let (changes, verdicts) = self.admit(&runs);
                    self.step(Event::Durable { document, changes }, wire);
                    self.step(Event::Judged { peer, ticket, verdicts }, wire);
                }
                Effect::Close { reason, .. } => assert!(self.only_gives, "{reason:?}"),
                Effect::Fault { fault, .. } => assert!(self.only_gives, "{fault:?}"),
                _ => {}
            }
        }
    }
}

fn row(document: &Document) -> DocumentRow {
    DocumentRow { kind: "plan".to_owned(), about: None, heads: document.heads() }
}

fn stored(envelope: &Envelope) -> store::Envelope {
    store::Envelope {
        document: key(),
        actor: ActorKey(envelope.actor),
        sequence: envelope.sequence,
        payload: envelope.encode(),
    }
}

/// What a meeting took.
struct Result {
    took: Duration,
    bytes: usize,
    spent: [Duration; 4],
}

/// Connects machines and lets them talk until all is done.
fn meet(
    mut machines: Vec<Machine>,
    links: &[(usize, usize)],
    is_done: impl Fn(&[Machine]) -> bool,
) -> Result {
    let devices: BTreeMap<DeviceId, usize> =
        machines.iter().enumerate().map(|(at, machine)| (machine.key.device(), at)).collect();
    machines.iter_mut().for_each(|machine| machine.spent = [Duration::ZERO; 4]);
    let begun = Instant::now();
    let mut wires: Wire = VecDeque::new();
    let mut bytes = 0;
    let mut events: VecDeque<(usize, Event)> = VecDeque::new();
    for (a, b) in links {
        for (at, to) in [(*a, *b), (*b, *a)] {
            let peer = machines[to].key.device();
            events.push_back((at, Event::Connected { peer }));
            events.push_back((
                at,
                Event::Share { peer, document: DOCUMENT, target: Target::Facility },
            ));
        }
    }
    loop {
        let (at, event) = match events.pop_front() {
            Some(event) => event,
            None => match wires.pop_front() {
                Some((from, to, bytes)) => {
                    (to, Event::Received { peer: machines[from].key.device(), bytes })
                }
                None => break,
            },
        };
        let mut out = Vec::new();
        machines[at].step(event, &mut out);
        for (peer, frame) in out {
            bytes += frame.len();
            wires.push_back((at, devices[&peer], frame));
        }
    }
    let took = begun.elapsed();
    assert!(is_done(&machines), "they do not hold the same");
    let mut spent = [Duration::ZERO; 4];
    for machine in &machines {
        for (sum, part) in spent.iter_mut().zip(machine.spent) {
            *sum += part;
        }
    }
    Result { took, bytes, spent }
}

fn tell(what: &str, mut results: Vec<Result>) {
    results.sort_by_key(|result| result.took);
    let median = &results[results.len() / 2];
    let [talk, looking, document, disk] = median.spent;
    println!("{what}");
    println!(
        "  {:?} (median of {}), {} bytes on the wire",
        median.took,
        results.len(),
        median.bytes
    );
    println!("  talk {talk:?}, envelopes {looking:?}, documents {document:?}, disks {disk:?}");
}

//! What sealing costs: small commits, opening with the full check, reading everything, sealing and
//! unsealing a file, trying a passphrase; plain and sealed in turn, in the same run. No figure fails
//! here: they are read.
//!
//! `cargo bench -p store --bench sealing [-- ENVELOPES]`
#![expect(clippy::expect_used, reason = "a bench stops at its first mistake")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use store::seal::{Lock, Unlock, VaultKey};
use store::{ActorKey, Batch, DocumentKey, DocumentRow, Envelope, Opened, Store};
use testkit::random::Seeded;

/// An edit as it is signed and sent.
const ENVELOPE_BYTES: usize = 350;
const DOCUMENTS: u64 = 200;
/// Commits that are measured, and openings and scans.
const COMMITS: u64 = 3_000;
const ROUNDS: usize = 9;

#[derive(Clone, Copy)]
enum Kind {
    Plain,
    Sealed,
}

const BOTH: [Kind; 2] = [Kind::Plain, Kind::Sealed];

fn key() -> VaultKey {
    VaultKey::new([7; 32])
}

fn lock() -> Lock {
    Lock::Key { key: key(), id: "bench".to_owned() }
}

impl Kind {
    fn path(self, folder: &Path) -> PathBuf {
        folder.join(match self {
            Self::Plain => "plain",
            Self::Sealed => "sealed",
        })
    }

    fn create(self, folder: &Path) -> Store {
        match self {
            Self::Plain => Store::create(self.path(folder)),
            Self::Sealed => Store::create_sealed(self.path(folder), &lock()),
        }
        .expect("a store")
    }

    fn open(self, folder: &Path) -> Opened {
        match self {
            Self::Plain => Store::open(self.path(folder)),
            Self::Sealed => Store::open_sealed(self.path(folder), &Unlock::Key(key())),
        }
        .expect("a store")
    }
}

fn main() {
    let envelopes = std::env::args().find_map(|size| size.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    println!("{envelopes} envelopes of {ENVELOPE_BYTES} bytes, {DOCUMENTS} documents");
    println!("step                          plain     sealed   ratio");
    let stores = BOTH.map(|kind| kind.create(folder));
    let filled = stores.each_ref().map(|store| time(|| fill(store, envelopes)));
    row("write all, 10,000 at once", filled);
    drop(stores);

    let (mut opened, mut scanned) = ([vec![], vec![]], [vec![], vec![]]);
    for _ in 0..ROUNDS {
        for ((kind, opened), scanned) in BOTH.into_iter().zip(&mut opened).zip(&mut scanned) {
            let mut store = None;
            opened.push(time(|| store = Some(kind.open(folder).store)));
            let store = store.expect("a store");
            scanned.push(time(|| assert_eq!(scan(&store), envelopes)));
        }
    }
    row("open with the full check", opened.map(|times| percentile(times, 50)));
    row("read every envelope", scanned.map(|times| percentile(times, 50)));

    let stores = BOTH.map(|kind| kind.open(folder).store);
    let mut commits = [vec![], vec![]];
    let mut random = Seeded::new(2);
    for number in 0..COMMITS {
        let batch = small(&mut random, envelopes + number);
        for (store, commits) in stores.iter().zip(&mut commits) {
            commits.push(time(|| store.write(&batch).expect("a batch on the disk")));
        }
    }
    row("commit of one edit, p50", commits.clone().map(|times| percentile(times, 50)));
    row("commit of one edit, p99", commits.map(|times| percentile(times, 99)));
    let used = stores.each_ref().map(|store| store.space().expect("its space").used);
    let [plain, sealed] = used.map(|used| used as f64 / 1_048_576.0);
    println!("{:<26} {plain:>7.1} MiB {sealed:>6.1} MiB {:>6.2}", "space used", sealed / plain);
    let [plain, sealed] = stores;
    drop(plain);
    let shredded = time(|| {
        let document = document(1);
        assert!(sealed.shred(&document).expect("a store that can be written"));
    });
    println!("shred a document of the sealed store: {:.1} ms", milliseconds(shredded));
    drop(sealed);

    let path = Kind::Plain.path(folder);
    let seal = time(|| Store::seal(&path, &lock()).expect("a sealed store"));
    let unseal = time(|| Store::unseal(&path, &Unlock::Key(key())).expect("a plain store"));
    println!(
        "seal the file: {:.2} s, unseal it: {:.2} s",
        seal.as_secs_f64(),
        unseal.as_secs_f64()
    );
    let words = Lock::passphrase("sept chevaux").expect("a lock");
    let locking = time(|| drop(Store::create_sealed(folder.join("words"), &words)));
    println!("create a store with a passphrase: {:.2} s", locking.as_secs_f64());
}

fn row(step: &str, [plain, sealed]: [Duration; 2]) {
    let (plain, sealed) = (milliseconds(plain), milliseconds(sealed));
    println!("{step:<26} {plain:>8.2} ms {sealed:>7.2} ms {:>6.2}", sealed / plain);
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn time(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

fn percentile(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort_unstable();
    times.get(times.len() * percent / 100).copied().unwrap_or_default()
}

fn scan(store: &Store) -> u64 {
    let documents = store.documents().expect("documents");
    let count = |key| store.envelopes(key).expect("envelopes").len() as u64;
    documents.keys().map(count).sum()
}

fn document(number: u64) -> DocumentKey {
    DocumentKey((number % DOCUMENTS).to_be_bytes().repeat(2).try_into().expect("16 bytes"))
}

/// One edit with its row and its journal entry, as a command writes it.
fn small(random: &mut Seeded, number: u64) -> Batch {
    let mut batch = Batch::default();
    add(random, number, &mut batch);
    batch.journal.insert(number, random.bytes(100));
    batch
}

fn add(random: &mut Seeded, number: u64, batch: &mut Batch) {
    let row = DocumentRow { kind: "plan".to_owned(), ..DocumentRow::default() };
    batch.documents.insert(document(number), row);
    batch.envelopes.push(Envelope {
        document: document(number),
        actor: ActorKey([1; 16]),
        sequence: number / DOCUMENTS + 1,
        payload: random.bytes(ENVELOPE_BYTES),
    });
}

fn fill(store: &Store, envelopes: u64) {
    let mut random = Seeded::new(1);
    let mut number = 0;
    while number < envelopes {
        let mut batch = Batch::default();
        for _ in 0..10_000.min(envelopes - number) {
            add(&mut random, number, &mut batch);
            number += 1;
        }
        store.write(&batch).expect("a batch on the disk");
    }
}

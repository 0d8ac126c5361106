//! Time and memory of a backup, a look into it, a restoration and a trial, of a small and of a
//! large store. No figure fails here: they are read.
//!
//! `cargo bench -p store --bench backup [-- ENVELOPES …]`
#![expect(clippy::expect_used, reason = "a bench stops at its first mistake")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::Instant;

use store::backup::{BackupKey, Lock, Unlock, inspect, restore, verify};
use store::{ActorKey, Batch, DocumentKey, DocumentRow, Envelope, Store};
use testkit::random::Seeded;

/// An edit as it is signed and sent.
const ENVELOPE_BYTES: usize = 350;
const DOCUMENTS: u64 = 200;

fn main() {
    let mut sizes: Vec<u64> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![20_000, 200_000, 1_000_000];
    }
    println!("envelopes  step          seconds    MiB/s  peak MiB");
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        measure(size, folder.path());
    }
    let start = Instant::now();
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::create(folder.path().join("store")).expect("a store");
    let lock = Lock::passphrase("sept chevaux").expect("a lock");
    let about = BTreeMap::new();
    store.back_up(std::io::sink(), &lock, &about, &|_| false, &mut |_| {}).expect("a backup");
    println!("locking with a passphrase: {:.2} s", start.elapsed().as_secs_f64());
}

fn measure(envelopes: u64, folder: &Path) {
    let store = Store::create(folder.join("store")).expect("a store");
    fill(&store, envelopes);
    store.close().expect("a store on the disk");
    let store = Store::open(folder.join("store")).expect("a store").store;
    let key = BackupKey::generate();
    let lock = Lock::recipients(&[key.recipient()]).expect("a lock");
    let unlock = Unlock::keys(&[key]);
    let bundle = folder.join("backup");
    let mebibytes = (envelopes as usize * ENVELOPE_BYTES) as f64 / 1_048_576.0;
    let time = |step: &str, act: &mut dyn FnMut()| {
        let limited = fs::write("/proc/self/clear_refs", "5").is_ok();
        let start = Instant::now();
        act();
        let seconds = start.elapsed().as_secs_f64();
        let peak = if limited { peak_mebibytes() } else { None };
        let peak = peak.map_or_else(|| "?".to_owned(), |peak| peak.to_string());
        let rate = mebibytes / seconds;
        println!("{envelopes:>9}  {step:<12}  {seconds:>7.2}  {rate:>7.0}  {peak:>8}");
    };
    time("back up", &mut || {
        let about = BTreeMap::new();
        store.back_up_to_file(&bundle, &lock, &about, &|_| false, &mut |_| {}).expect("a backup");
    });
    drop(store);
    let open = || File::open(&bundle).expect("a backup");
    time("look into it", &mut || {
        inspect(open(), &unlock, &mut |_| {}).expect("a whole backup");
    });
    time("restore", &mut || {
        restore(open(), &unlock, folder.join("restored"), &mut |_| {}).expect("a store");
    });
    time("verify", &mut || {
        verify(open(), &unlock, folder, &mut |_| {}).expect("a good backup");
    });
}

fn fill(store: &Store, envelopes: u64) {
    let mut random = Seeded::new(1);
    let mut number = 0;
    while number < envelopes {
        let mut batch = Batch::default();
        for _ in 0..10_000.min(envelopes - number) {
            let document =
                DocumentKey((number % DOCUMENTS).to_be_bytes().repeat(2).try_into().expect("16"));
            let row = DocumentRow { kind: "plan".to_owned(), ..DocumentRow::default() };
            batch.documents.insert(document, row);
            let payload = random.bytes(ENVELOPE_BYTES);
            let sequence = number / DOCUMENTS + 1;
            batch.envelopes.push(Envelope {
                document,
                actor: ActorKey([1; 16]),
                sequence,
                payload,
            });
            number += 1;
        }
        store.write(&batch).expect("a batch on the disk");
    }
}

/// The most memory taken since it was last asked to forget it; Linux only.
fn peak_mebibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes / 1024)
}

//! Backups that go well: what is in them, what stays out, and who can open them.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use proptest::prelude::*;
use store::backup::{
    BackupError, BackupKey, Lock, Manifest, Progress, RESTORED, Unlock, inspect, restore_on,
};
use store::{Batch, Store, StoreError};
use testkit::disk::Disk;
use testkit::random::Seeded;

use crate::model::{Contents, random_batch};
use crate::scenarios::{edit, merge, snapshot_of};

/// A key that opens the backups of these tests.
pub(crate) fn key() -> BackupKey {
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX".parse().unwrap()
}

pub(crate) fn about() -> BTreeMap<String, String> {
    BTreeMap::from([("made".to_owned(), "2026-11-27T09:00:00+01:00".to_owned())])
}

/// A store with a bit of everything.
pub(crate) fn small_store() -> Store {
    let store = Store::create_on(Disk::new(1).open()).unwrap();
    let mut random = Seeded::new(8);
    let mut contents = Contents::default();
    for _ in 0..3 {
        let batch = random_batch(&mut random, &contents);
        store.write(&batch).unwrap();
        contents = contents.after(&batch);
    }
    let key = store::RecordKey { kind: 3, id: [7; 16] };
    let mut batch = merge([edit(1, 1_000, 30), snapshot_of(1, 400)]);
    batch.records.insert(key, Some(vec![5; 40]));
    batch.journal.insert(900, vec![6; 50]);
    batch.settings.insert("facility".to_owned(), Some(vec![1; 16]));
    store.write(&batch).unwrap();
    store
}

/// Backs a store up for [`key`].
pub(crate) fn back_up(store: &Store) -> (Vec<u8>, Manifest) {
    let mut bytes = Vec::new();
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let manifest = store.back_up(&mut bytes, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    (bytes, manifest)
}

/// What is inside a backup, as the program `age` would show it.
pub(crate) fn inside(backup: &[u8]) -> Vec<u8> {
    let identity: age::x25519::Identity = key().to_secret_text().parse().unwrap();
    let opened = age::Decryptor::new(backup).unwrap();
    let mut bytes = Vec::new();
    let mut reader = opened.decrypt(std::iter::once(&identity as _)).unwrap();
    reader.read_to_end(&mut bytes).unwrap();
    bytes
}

pub(crate) fn restored(bytes: &[u8], unlock: &Unlock) -> Result<(Store, Manifest), BackupError> {
    let disk = Disk::new(3);
    let manifest = restore_on(bytes, unlock, || disk.open(), &mut |_| {})?;
    let opened = Store::open_on(disk.open()).unwrap();
    assert_eq!(opened.report, None);
    Ok((opened.store, manifest))
}

/// What a store restored from a backup of one with these contents holds.
pub(crate) fn after_restoring(mut contents: Contents, manifest: &Manifest) -> Contents {
    contents.snapshots.clear();
    contents.settings.insert(RESTORED.to_owned(), manifest.digest.to_vec());
    contents
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_restored_store_holds_what_was_backed_up(
        seed: u64,
        batches in 0_usize..40,
        settings in prop::collection::btree_map(".{0,60}", prop::collection::vec(any::<u8>(), 0..90), 0..4),
    ) {
        let mut random = Seeded::new(seed);
        let store = Store::create_on(Disk::new(seed).open()).unwrap();
        let mut contents = Contents::default();
        for _ in 0..batches {
            let batch = random_batch(&mut random, &contents);
            store.write(&batch).unwrap();
            contents = contents.after(&batch);
        }
        let settings = settings.into_iter().map(|(name, value)| (name, Some(value))).collect();
        let batch = Batch { settings, ..Batch::default() };
        store.write(&batch).unwrap();
        let contents = contents.after(&batch);

        let (bytes, manifest) = back_up(&store);
        prop_assert_eq!(&manifest.about, &about());
        prop_assert_eq!(&manifest.inventory, &store.inventory(&|_| false).unwrap());
        let (copy, read) = restored(&bytes, &Unlock::keys(&[key()])).unwrap();
        prop_assert_eq!(&read, &manifest);
        prop_assert_eq!(Contents::of(&copy), after_restoring(contents, &manifest));
        // A backup of the copy is the same backup, but for the lock.
        let (again, from_copy) = back_up(&copy);
        prop_assert_eq!(&from_copy, &manifest);
        prop_assert!(inside(&again) == inside(&bytes));
    }
}

#[test]
fn the_manifest_names_each_document_with_its_heads_and_last_sequences() {
    let store = small_store();
    let (_, manifest) = back_up(&store);
    let contents = Contents::of(&store);
    assert_eq!(manifest.store_format, store::STORE_FORMAT);
    assert_eq!(manifest.inventory.documents.len(), contents.documents.len());
    for (key, document) in &manifest.inventory.documents {
        assert_eq!(document.document, contents.documents[key]);
        assert_eq!(document.last_sequences, store.last_sequences(key).unwrap());
    }
    let rows = |table| manifest.inventory.tables[table].rows as usize;
    assert_eq!(rows("documents"), contents.documents.len());
    assert_eq!(rows("envelopes"), contents.envelopes.len());
    assert_eq!(rows("records"), contents.records.len());
    assert_eq!(rows("journal"), contents.journal.len());
    assert_eq!(rows("settings"), contents.settings.len());
    assert!(rows("records") > 0 && rows("journal") > 0 && rows("settings") > 0);
}

#[test]
fn what_belongs_to_the_machine_alone_stays_out_of_the_backup() {
    let store = small_store();
    let mut batch = Batch::default();
    for name in ["device-seed", "actor/7", "actor/8", RESTORED] {
        batch.settings.insert(name.to_owned(), Some(vec![0xd1; 77]));
    }
    store.write(&batch).unwrap();
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let leave_out = |name: &str| name == "device-seed" || name.starts_with("actor/");
    let mut bytes = Vec::new();
    let manifest = store.back_up(&mut bytes, &lock, &about(), &leave_out, &mut |_| {}).unwrap();
    assert!(!inside(&bytes).windows(77).any(|window| window == [0xd1; 77]));
    let (copy, _) = restored(&bytes, &Unlock::keys(&[key()])).unwrap();
    let settings = copy.settings().unwrap();
    assert!(!settings.keys().any(|name| leave_out(name)), "{settings:?}");
    assert_eq!(settings[RESTORED], manifest.digest);
    assert!(settings.contains_key("facility"));
}

#[test]
fn a_backup_opens_with_its_passphrase_and_with_each_of_its_keys() {
    let store = small_store();
    let lock = Lock::passphrase_with_work("sept chevaux à Vincennes", 2).unwrap();
    let mut bytes = Vec::new();
    store.back_up(&mut bytes, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    assert!(restored(&bytes, &Unlock::passphrase("sept chevaux à Vincennes")).is_ok());

    let others = [BackupKey::generate(), BackupKey::generate()];
    let recipients = others.each_ref().map(BackupKey::recipient);
    let lock = Lock::recipients(&recipients).unwrap();
    let mut bytes = Vec::new();
    store.back_up(&mut bytes, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    let [first, second] = others;
    assert!(restored(&bytes, &Unlock::keys(&[first])).is_ok());
    assert!(restored(&bytes, &Unlock::keys(&[key(), second])).is_ok());
    assert!(matches!(restored(&bytes, &Unlock::keys(&[key()])), Err(BackupError::WrongKey)));
}

#[test]
fn a_backup_opened_by_the_age_program_can_be_restored() {
    let store = small_store();
    let (bytes, manifest) = back_up(&store);
    let inside = inside(&bytes);
    assert_eq!(inspect(inside.as_slice(), &Unlock::done(), &mut |_| {}).unwrap(), manifest);
    let (copy, _) = restored(&inside, &Unlock::done()).unwrap();
    assert_eq!(Contents::of(&copy), after_restoring(Contents::of(&store), &manifest));
}

#[test]
fn a_store_written_during_its_backup_gives_one_moment_of_it() {
    /// Writes to the store each time the backup writes.
    struct Busy<'a> {
        store: &'a Store,
        sequence: u64,
        bytes: Vec<u8>,
    }
    impl Write for Busy<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.sequence += 1;
            let mut batch = edit((self.sequence % 9) as u8, self.sequence, 300);
            batch.settings.insert("facility".to_owned(), Some(vec![self.sequence as u8; 9]));
            self.store.write(&batch).unwrap();
            self.bytes.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let store = small_store();
    for sequence in 1..=40 {
        store.write(&edit(5, 2_000 + sequence, 9_000)).unwrap();
    }
    let before = Contents::of(&store);
    let mut busy = Busy { store: &store, sequence: 5_000, bytes: Vec::new() };
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let manifest = store.back_up(&mut busy, &lock, &about(), &|_| false, &mut |_| {}).unwrap();
    assert!(busy.sequence > 5_005, "the backup was hardly written to: {}", busy.sequence);
    let bytes = busy.bytes;
    assert_ne!(Contents::of(&store), before);
    let (copy, _) = restored(&bytes, &Unlock::keys(&[key()])).unwrap();
    assert_eq!(Contents::of(&copy), after_restoring(before, &manifest));
}

#[test]
fn rows_pass_through_a_backup_without_piling_up() {
    const ROWS: u64 = 3_000;
    const ROW: usize = 4_000;
    /// The pieces that are locked at once, one being filled.
    const HELD: usize = 2 * 66_000;
    let store = Store::create_on(Disk::new(1).open()).unwrap();
    for number in 0..ROWS / 100 {
        store.write(&merge((1..=100).map(|n| edit(1, number * 100 + n, ROW)))).unwrap();
    }
    struct Counting<'a>(&'a std::cell::Cell<usize>);
    impl Write for Counting<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    impl Read for Counting<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            out.fill(0);
            self.write(out)
        }
    }
    let written = std::cell::Cell::new(0);
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let mut told = Vec::new();
    let mut tell = |now: Progress| {
        let passed = (now.done as usize - 1) * ROW;
        assert!(written.get() + HELD > passed, "{} of {passed} written", written.get());
        told.push(now);
    };
    store.back_up(Counting(&written), &lock, &about(), &|_| false, &mut tell).unwrap();
    let of = ROWS + 1;
    assert_eq!(told.last(), Some(&Progress { done: of, of }));
    assert_eq!(told.len(), 4);

    let (bytes, _) = back_up(&store);
    let taken = std::cell::Cell::new(0);
    let from = Tee { from: bytes.as_slice(), taken: &taken };
    let mut tell = |now: Progress| {
        let needed = now.done as usize * (ROW + 60);
        assert!(taken.get() < needed + 2 * HELD, "{} of {needed} taken", taken.get());
    };
    inspect(from, &Unlock::keys(&[key()]), &mut tell).unwrap();
    assert_eq!(taken.get(), bytes.len());

    struct Tee<'a> {
        from: &'a [u8],
        taken: &'a std::cell::Cell<usize>,
    }
    impl Read for Tee<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.from.read(out)?;
            self.taken.set(self.taken.get() + count);
            Ok(count)
        }
    }
}

#[test]
fn too_much_said_about_a_backup_is_refused() {
    let store = small_store();
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    for about in [
        BTreeMap::from([("name".to_owned(), "x".repeat(5_000))]),
        BTreeMap::from([("x".repeat(300), String::new())]),
        (0..65).map(|n| (n.to_string(), String::new())).collect(),
    ] {
        let error = store.back_up(io::sink(), &lock, &about, &|_| false, &mut |_| {}).unwrap_err();
        assert!(matches!(error, BackupError::Store(StoreError::TooLarge { .. })), "{error}");
    }
}

#[test]
fn what_is_left_of_a_damaged_store_is_not_backed_up() {
    let disk = Disk::new(1);
    let store = Store::create_on(disk.open()).unwrap();
    for sequence in 1..=200 {
        store.write(&edit(1, sequence, 300)).unwrap();
    }
    store.close().unwrap();
    let mut bytes = disk.bytes();
    for at in 0..bytes.len() - 300 {
        if bytes[at..at + 300] == [77; 300] {
            bytes[at + 9] ^= 1;
        }
    }
    let opened = Store::open_on(Disk::with_bytes(1, bytes).open()).unwrap();
    assert!(opened.report.is_some());
    let lock = Lock::recipients(&[key().recipient()]).unwrap();
    let refused = opened.store.back_up(io::sink(), &lock, &about(), &|_| false, &mut |_| {});
    assert_eq!(refused.unwrap_err().code(), "store-read-only");
}

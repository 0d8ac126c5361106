//! Sealing and unsealing a store that is there, shredding a document, changing the lock: broken off
//! anywhere, the old or the new is whole, and nothing stays behind that should not.

use std::fs;

use store::seal::{Lock, LockKind, Unlock, rewrite_on};
use store::{Store, StoreError};
use testkit::disk::{Disk, Faults};
use testkit::random::Seeded;

use crate::kinds::{Kind, lock, unlock};
use crate::model::{Contents, document, random_batch};
use crate::opening::names;
use crate::scenarios::{edit, snapshot_of};
use crate::sealing::{by_passphrase, canaries, found_in, words};

/// A store with a bit of everything, and what it holds.
fn filled(kind: Kind, disk: &Disk) -> (Store, Contents) {
    let store = kind.create(disk).unwrap();
    let mut random = Seeded::new(12);
    let mut contents = Contents::default();
    for number in 0..12 {
        let mut batch = random_batch(&mut random, &contents);
        batch.settings.insert(format!("setting/{number}"), Some(vec![number]));
        store.write(&batch).unwrap();
        contents = contents.after(&batch);
    }
    (store, contents)
}

#[test]
fn a_store_is_sealed_unsealed_and_sealed_again_and_holds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    for number in 1..=30 {
        store.write(&canaries(number)).unwrap();
    }
    let written = Contents::of(&store);
    assert!(matches!(Store::seal(&path, &lock()), Err(StoreError::AlreadyOpen)));
    store.close().unwrap();
    let plain = fs::read(&path).unwrap();
    assert_eq!(found_in(&plain).len(), 8);

    Store::seal(&path, &by_passphrase("sept chevaux")).unwrap();
    assert_eq!(names(folder.path()), ["raccord.store"]);
    assert_eq!(found_in(&fs::read(&path).unwrap()), [""; 0]);
    assert_eq!(Store::lock_kind(&path).unwrap(), LockKind::Passphrase);
    let passphrase = Unlock::Passphrase(words("sept chevaux"));
    let opened = Store::open_sealed(&path, &passphrase).unwrap();
    assert!(opened.report.is_none() && Contents::of(&opened.store) == written);
    let first_key = opened.store.vault_key().unwrap();
    opened.store.write(&canaries(31)).unwrap();
    let written = Contents::of(&opened.store);
    opened.store.close().unwrap();

    let before = fs::read(&path).unwrap();
    let wrong = Unlock::Passphrase(words("wrong"));
    assert_eq!(Store::unseal(&path, &wrong).unwrap_err().code(), "store-wrong-passphrase");
    assert!(matches!(Store::seal(&path, &lock()), Err(StoreError::Locked { .. })));
    assert!(fs::read(&path).unwrap() == before);

    Store::reseal(&path, &passphrase, &by_passphrase("sept chevaux")).unwrap();
    let first = Unlock::Key(first_key);
    assert_eq!(Store::open_sealed(&path, &first).unwrap_err().code(), "store-wrong-key");
    Store::reseal(&path, &passphrase, &lock()).unwrap();
    Store::unseal(&path, &unlock()).unwrap();
    let opened = Store::open(&path).unwrap();
    assert!(opened.report.is_none() && Contents::of(&opened.store) == written);
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

#[test]
fn the_remains_of_a_broken_off_sealing_are_replaced_and_the_old_store_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let beside = folder.path().join("raccord.store.new");
    let store = Store::create(&path).unwrap();
    (1..=9).for_each(|number| store.write(&canaries(number)).unwrap());
    let written = Contents::of(&store);
    store.close().unwrap();
    let whole = fs::read(&path).unwrap();
    for left in [0, 4096, whole.len() / 2, whole.len()] {
        fs::write(&beside, &whole[..left]).unwrap();
        let opened = Store::open(&path).unwrap();
        assert!(opened.report.is_none() && Contents::of(&opened.store) == written);
        drop(opened);
        Store::seal(&path, &lock()).unwrap();
        assert_eq!(names(folder.path()), ["raccord.store"]);
        let opened = Store::open_sealed(&path, &unlock()).unwrap();
        assert!(opened.report.is_none() && Contents::of(&opened.store) == written);
        drop(opened);
        fs::write(&path, &whole).unwrap();
    }
    // The reverse: a plain file that was left of an unsealing goes with the next attempt.
    Store::seal(&path, &lock()).unwrap();
    fs::write(&beside, &whole).unwrap();
    Store::unseal(&path, &unlock()).unwrap();
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

#[test]
fn a_damaged_store_is_not_sealed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    (1..=40).for_each(|number| store.write(&edit(1, number, 300)).unwrap());
    store.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    for at in 0..bytes.len() - 300 {
        if bytes[at..at + 300] == [7; 300] {
            bytes[at + 9] ^= 1;
        }
    }
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(Store::seal(&path, &lock()), Err(StoreError::ReadOnly { .. })));
    assert!(fs::read(&path).unwrap() == bytes);
    assert!(!names(folder.path()).contains(&"raccord.store.new".to_owned()));
}

/// Writes a store into a new file that fails at every operation in turn.
fn sweep_rewriting(from: Kind, faults: impl Fn(u64) -> Faults, power_cut: bool) {
    let (to, lock) = match from {
        Kind::Plain => (Kind::Sealed, Some(lock())),
        Kind::Sealed => (Kind::Plain, None),
    };
    let source = Disk::new(1);
    let (store, contents) = filled(from, &source);
    let before = source.bytes();
    let mut operation = 1;
    loop {
        let disk = Disk::new(operation);
        disk.set_faults(faults(operation));
        let result = rewrite_on(&store, lock.as_ref(), || disk.open());
        let reached = disk.operations() >= operation;
        if let Err(error) = &result {
            let of_the_disk = matches!(
                error,
                StoreError::Io(_)
                    | StoreError::DiskFull
                    | StoreError::MustReopen
                    | StoreError::ReadOnly { .. }
            );
            assert!(of_the_disk, "{from:?}, operation {operation}: {error}");
        }
        assert!(source.bytes() == before, "{from:?}, operation {operation}: the old was changed");
        if power_cut {
            disk.power_on();
        }
        disk.set_faults(Faults::default());
        if result.is_ok() {
            let opened = to.open(&disk).unwrap();
            assert_eq!(opened.report, None, "{from:?}, operation {operation}");
            assert!(Contents::of(&opened.store) == contents, "{from:?}, operation {operation}");
        }
        if !reached {
            assert!(result.is_ok());
            break;
        }
        operation += 1;
    }
    println!("{from:?}: {} operations", operation - 1);
    assert!(operation > 50, "hardly anything was done: {operation}");
}

#[test]
fn a_fault_at_any_operation_of_a_sealing_or_unsealing_leaves_the_old_or_gives_the_new() {
    for kind in Kind::BOTH {
        sweep_rewriting(kind, |at| Faults { crash_at: Some(at), ..Faults::default() }, true);
        sweep_rewriting(kind, |at| Faults { error_at: Some(at), ..Faults::default() }, true);
        sweep_rewriting(kind, |at| Faults { full_from: Some(at), ..Faults::default() }, false);
    }
}

/// What a document's key looks like in the file, in every place that has it.
fn wrapped_keys(disk: &Disk, key: &[u8]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    fs::write(&path, disk.bytes()).unwrap();
    let db = redb::Database::open(&path).unwrap();
    let transaction = redb::ReadableDatabase::begin_read(&db).unwrap();
    let wrapped = ["k", "l"].map(|table| {
        let table = redb::TableDefinition::<&[u8], &[u8]>::new(table);
        let row = transaction.open_table(table).unwrap().get(key).unwrap().unwrap();
        row.value().to_vec()
    });
    wrapped.into()
}

/// Whether half of a wrapped key is anywhere in the file.
fn is_left(disk: &Disk, wrapped: &[Vec<u8>]) -> bool {
    let bytes = disk.bytes();
    // Without its nonce, or without its bytes, a key cannot be had.
    let parts = wrapped.iter().flat_map(|row| [&row[1..25], &row[25..57]]);
    parts.into_iter().any(|part| bytes.windows(part.len()).any(|window| window == part))
}

fn without(contents: &Contents, number: u8) -> Contents {
    let mut left = contents.clone();
    left.documents.remove(&document(number));
    left.snapshots.remove(&document(number));
    left.envelopes.retain(|(key, _, _), _| *key != document(number));
    left
}

#[test]
fn of_a_shredded_document_neither_rows_nor_key_are_left() {
    for kind in Kind::BOTH {
        let disk = Disk::new(3);
        let (store, _) = filled(kind, &disk);
        (1..=30).for_each(|n| store.write(&edit(1, 500 + n, 900)).unwrap());
        store.write(&snapshot_of(1, 400)).unwrap();
        let contents = Contents::of(&store);
        let wrapped = match kind {
            Kind::Sealed => wrapped_keys(&disk, &document(1).0),
            Kind::Plain => Vec::new(),
        };
        assert_eq!(is_left(&disk, &wrapped), kind == Kind::Sealed);
        assert!(store.shred(&document(1)).unwrap());
        assert!(!is_left(&disk, &wrapped));
        assert!(!store.shred(&document(1)).unwrap());
        let left = without(&contents, 1);
        assert_eq!(Contents::of(&store), left);
        assert_eq!(store.document(&document(1)).unwrap(), None);
        assert_eq!(store.envelopes(&document(1)).unwrap(), []);
        store.close().unwrap();
        let opened = kind.open(&disk).unwrap();
        assert_eq!(opened.report, None);
        assert_eq!(Contents::of(&opened.store), left);
        // It may be made again, with another key.
        let batch = edit(1, 1, 50);
        opened.store.write(&batch).unwrap();
        assert_eq!(Contents::of(&opened.store), left.after(&batch));
    }
}

#[test]
fn what_is_salvaged_of_a_sealed_file_has_no_shredded_document() {
    let disk = Disk::new(3);
    let (store, contents) = filled(Kind::Sealed, &disk);
    assert!(contents.documents.contains_key(&document(1)));
    store.shred(&document(1)).unwrap();
    store.close().unwrap();
    let mut bytes = disk.bytes();
    bytes[..4096].fill(0);
    let opened = Kind::Sealed.open(&Disk::with_bytes(1, bytes)).unwrap();
    assert!(opened.report.is_some());
    let found = Contents::of(&opened.store);
    assert_eq!(found.envelopes, without(&contents, 1).envelopes);
    assert!(!found.documents.contains_key(&document(1)));
}

#[derive(Debug, Clone, Copy)]
enum Act {
    Shred,
    ChangeLock,
}

/// Breaks a shredding, or a change of the lock, off at every operation in turn.
fn sweep_scrubbing(act: Act, faults: impl Fn(u64) -> Faults, power_cut: bool) {
    let mut operation = 1;
    loop {
        let place = format!("{act:?}, operation {operation}");
        let disk = Disk::new(operation);
        let (old, new) = (by_passphrase("old words"), by_passphrase("new words"));
        let store = Store::create_sealed_on(disk.open(), &old).unwrap();
        (1..=6).for_each(|n| store.write(&edit(1 + (n % 2) as u8, n, 100)).unwrap());
        let vault = store.vault_key().unwrap();
        let contents = Contents::of(&store);
        let key = match act {
            Act::Shred => document(1).0.to_vec(),
            Act::ChangeLock => b"lock".to_vec(),
        };
        let mut wrapped = wrapped_keys(&disk, &key);
        if let Act::ChangeLock = act {
            // Version, checksum, batch, how it is held, cost and salt stand before the nonce.
            wrapped.iter_mut().for_each(|row| drop(row.drain(..5 + 1 + 12 + 16)));
        }
        disk.set_faults(faults(operation));
        let result = match act {
            Act::Shred => store.shred(&document(1)).map(drop),
            Act::ChangeLock => store.change_lock(&new),
        };
        let reached = disk.operations() >= operation;
        if result.is_ok() {
            assert!(!is_left(&disk, &wrapped), "{place}: done, and the key is left");
        }
        drop(store);
        if power_cut {
            disk.power_on();
        }
        disk.set_faults(Faults::default());
        let opened = Store::open_sealed_on(disk.open(), &Unlock::Key(vault)).unwrap();
        assert_eq!(opened.report, None, "{place}");
        let found = Contents::of(&opened.store);
        let done = match act {
            Act::Shred => {
                let done = found == without(&contents, 1);
                assert!(done || found == contents, "{place}: other contents");
                done
            }
            Act::ChangeLock => {
                assert!(found == contents, "{place}: other contents");
                let opens = |lock: &Lock| {
                    let Lock::Passphrase { words, .. } = lock else { return false };
                    let disk = Disk::with_bytes(1, disk.bytes());
                    Store::open_sealed_on(disk.open(), &Unlock::Passphrase(words.clone())).is_ok()
                };
                assert!(opens(&old) != opens(&new), "{place}: one of them opens");
                opens(&new)
            }
        };
        assert!(done || result.is_err(), "{place}: told as done, and is not");
        assert_eq!(is_left(&disk, &wrapped), !done, "{place}: done {done}");
        let batch = edit(7, 1, 10);
        opened.store.write(&batch).unwrap();
        assert!(Contents::of(&opened.store) == found.after(&batch), "{place}: goes on");
        if !reached {
            assert!(result.is_ok(), "{place}");
            break;
        }
        operation += 1;
    }
    println!("{act:?}: {} operations", operation - 1);
    assert!(operation > 10, "hardly anything was done: {operation}");
}

#[test]
fn a_fault_at_any_operation_of_a_shredding_or_a_change_of_the_lock_is_made_good_by_the_next_opening()
 {
    for act in [Act::Shred, Act::ChangeLock] {
        sweep_scrubbing(act, |at| Faults { crash_at: Some(at), ..Faults::default() }, true);
        sweep_scrubbing(act, |at| Faults { error_at: Some(at), ..Faults::default() }, false);
        sweep_scrubbing(act, |at| Faults { error_at: Some(at), ..Faults::default() }, true);
        sweep_scrubbing(act, |at| Faults { full_from: Some(at), ..Faults::default() }, false);
    }
}

//! Sealed stores in files: what opens them, what does not, what a thief finds in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use redb::{ReadableDatabase, ReadableTable};
use store::backup::{self, restore_sealed};
use store::seal::{Cost, Lock, LockKind, Passphrase, Unlock, VaultKey};
use store::{Batch, DocumentRow, RecordKey, SEALED_FORMAT, Store, StoreError};
use tempfile::TempDir;
use testkit::random::Seeded;

use crate::kinds::{key, lock, unlock};
use crate::model::{Contents, document, random_batch};
use crate::opening::names;
use crate::scenarios::{edit, snapshot_of};

/// Text that must be in no file of a sealed store.
const CANARIES: [&str; 8] = [
    "kind-of-canary",
    "envelope-canary",
    "snapshot-canary",
    "record-canary",
    "journal-canary",
    "seen/canary-device",
    "value-canary",
    "addresses/canary",
];

pub(crate) fn words(words: &str) -> Passphrase {
    Passphrase::new(words).unwrap()
}

pub(crate) fn by_passphrase(text: &str) -> Lock {
    Lock::Passphrase { words: words(text), cost: Cost::LEAST }
}

fn place() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("raccord.store");
    (folder, path)
}

/// A batch with a canary in everything that can be written.
pub(crate) fn canaries(number: u64) -> Batch {
    let long = |text: &str| format!("{text} {number} {}", text.repeat(20)).into_bytes();
    let mut batch = edit(1, number, 0);
    let row = DocumentRow { kind: CANARIES[0].to_owned(), ..DocumentRow::default() };
    batch.documents.insert(document(1), row);
    batch.envelopes[0].payload = long(CANARIES[1]);
    let mut snapshot = snapshot_of(number, 10).snapshots.remove(&document(1)).unwrap();
    snapshot.payload = long(CANARIES[2]);
    batch.snapshots.insert(document(1), snapshot);
    batch.records.insert(RecordKey { kind: 1, id: [9; 16] }, Some(long(CANARIES[3])));
    batch.journal.insert(number, long(CANARIES[4]));
    batch.journal_deletions.push(0..=number.saturating_sub(5));
    batch.settings.insert(CANARIES[5].to_owned(), Some(long(CANARIES[6])));
    batch.settings.insert(format!("{}{number}", CANARIES[7]), Some(vec![1]));
    batch
}

/// The canaries found in these bytes.
pub(crate) fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let is_in = |canary: &str| bytes.windows(canary.len()).any(|part| part == canary.as_bytes());
    CANARIES.into_iter().filter(|canary| is_in(canary)).collect()
}

#[test]
fn a_canary_written_anywhere_is_nowhere_in_a_sealed_file() {
    let (folder, path) = place();
    let mut sealed = Store::create_sealed(&path, &by_passphrase("sept chevaux")).unwrap();
    let plain = Store::create(folder.path().join("plain")).unwrap();
    for number in 1..=60 {
        let batch = canaries(number);
        sealed.write(&batch).unwrap();
        plain.write(&batch).unwrap();
        assert_eq!(found_in(&fs::read(&path).unwrap()), [""; 0], "after {number}");
    }
    assert_eq!(Contents::of(&sealed), Contents::of(&plain));
    assert_eq!(sealed.setting(CANARIES[5]).unwrap(), plain.setting(CANARIES[5]).unwrap());
    assert_eq!(sealed.setting("seen/canary-devicf").unwrap(), None);
    sealed.compact_if_wasteful().unwrap();
    sealed.close().unwrap();
    plain.close().unwrap();
    assert_eq!(found_in(&fs::read(&path).unwrap()), [""; 0]);
    assert_eq!(found_in(&fs::read(folder.path().join("plain")).unwrap()), CANARIES);
    // Nor is anything in it of which a key is made.
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.windows(12).any(|part| part == b"sept chevaux"));
}

#[test]
fn a_sealed_store_opens_with_its_passphrase_or_its_key_and_with_nothing_else() {
    let (folder, path) = place();
    let store = Store::create_sealed(&path, &by_passphrase("sept chevaux")).unwrap();
    store.write(&canaries(1)).unwrap();
    assert_eq!(store.lock(), LockKind::Passphrase);
    let (written, vault) = (Contents::of(&store), store.vault_key().unwrap());
    store.close().unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(Store::lock_kind(&path).unwrap(), LockKind::Passphrase);

    let error = Store::open(&path).unwrap_err();
    assert_eq!(error.code(), "store-locked");
    let locked = StoreError::Locked { lock: LockKind::Passphrase, damage: None };
    assert_eq!(error.to_string(), locked.to_string());
    let refused = [
        (Unlock::Passphrase(words("sept chevaus")), "store-wrong-passphrase"),
        (Unlock::Key(VaultKey::new([3; 32])), "store-wrong-key"),
    ];
    for (unlock, code) in refused {
        assert_eq!(Store::open_sealed(&path, &unlock).unwrap_err().code(), code);
    }
    assert!(fs::read(&path).unwrap() == before, "a refusal changed the file");
    assert_eq!(names(folder.path()), ["raccord.store"]);

    for unlock in [Unlock::Passphrase(words("sept chevaux")), Unlock::Key(vault)] {
        let opened = Store::open_sealed(&path, &unlock).unwrap();
        assert_eq!(opened.report, None);
        assert_eq!(Contents::of(&opened.store), written);
        assert!(matches!(Store::lock_kind(&path), Err(StoreError::AlreadyOpen)));
    }
}

#[test]
fn a_key_held_outside_is_asked_for_by_its_id() {
    let (_folder, path) = place();
    Store::create_sealed(&path, &lock()).unwrap().close().unwrap();
    let kind = LockKind::Key { id: "entry 7".to_owned() };
    assert_eq!(Store::lock_kind(&path).unwrap(), kind);
    for unlock in [None, Some(Unlock::Passphrase(words("x")))] {
        let error = unlock.map_or_else(
            || Store::open(&path).unwrap_err(),
            |unlock| Store::open_sealed(&path, &unlock).unwrap_err(),
        );
        match error {
            StoreError::Locked { lock, damage: None } => assert_eq!(lock, kind),
            other => panic!("{other}"),
        }
    }
    assert_eq!(Store::open_sealed(&path, &unlock()).unwrap().store.lock(), kind);
}

#[test]
fn a_key_for_a_store_that_is_not_sealed_is_refused() {
    let (_folder, path) = place();
    Store::create(&path).unwrap().close().unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(Store::lock_kind(&path).unwrap(), LockKind::Unsealed);
    assert_eq!(Store::open_sealed(&path, &unlock()).unwrap_err().code(), "store-not-sealed");
    assert!(fs::read(&path).unwrap() == before);
    let store = Store::open(&path).unwrap().store;
    assert!(store.vault_key().is_none());
    assert_eq!(store.change_lock(&lock()).unwrap_err().code(), "store-not-sealed");
    assert!(matches!(Passphrase::new(""), Err(StoreError::NoLock)));
}

#[test]
fn looking_for_the_lock_of_what_is_no_store_says_so_and_changes_nothing() {
    let (_folder, path) = place();
    assert!(matches!(Store::lock_kind(&path), Err(StoreError::Missing)));
    for bytes in [b"".as_slice(), b"x", &[b'a'; 100_000]] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(Store::lock_kind(&path), Err(StoreError::NotAStore)));
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    let store = Store::create_sealed(&path, &lock()).unwrap();
    for number in 1..=5 {
        store.write(&canaries(number)).unwrap();
    }
    // A program that died with the store open left it so.
    let left = fs::read(&path).unwrap();
    drop(store);
    fs::write(&path, &left).unwrap();
    let kind = LockKind::Key { id: "entry 7".to_owned() };
    assert_eq!(Store::lock_kind(&path).unwrap(), kind);
    assert!(fs::read(&path).unwrap() == left);
    // The beginning of the file is lost: the lock is found in its pages.
    let mut bytes = left;
    bytes[..4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(Store::lock_kind(&path).unwrap(), kind);
    assert!(fs::read(&path).unwrap() == bytes);
}

#[test]
fn a_changed_passphrase_opens_and_the_old_one_opens_nothing_that_is_left_in_the_file() {
    let (_folder, path) = place();
    let store = Store::create_sealed(&path, &by_passphrase("old words")).unwrap();
    store.write(&canaries(1)).unwrap();
    let written = Contents::of(&store);
    let before = fs::read(&path).unwrap();
    let old = wrapped_by_passphrase(&before);
    assert!(!old.is_empty());
    store.change_lock(&by_passphrase("new words")).unwrap();
    let after = fs::read(&path).unwrap();
    for wrapped in &old {
        assert!(!after.windows(wrapped.len()).any(|part| part == wrapped), "the old one is left");
    }
    assert_eq!(Contents::of(&store), written);
    store.write(&canaries(2)).unwrap();
    store.close().unwrap();
    let open = |text| Store::open_sealed(&path, &Unlock::Passphrase(words(text)));
    assert_eq!(open("old words").unwrap_err().code(), "store-wrong-passphrase");
    let opened = open("new words").unwrap();
    assert_eq!(opened.report, None);
    assert_eq!(Contents::of(&opened.store), written.after(&canaries(2)));

    // From the passphrase to the keychain.
    let store = opened.store;
    assert_eq!(store.change_lock(&lock()).unwrap_err().code(), "store-wrong-key");
    let outside = store.vault_key().unwrap();
    let lock = Lock::Key { key: outside.clone(), id: "keychain".to_owned() };
    store.change_lock(&lock).unwrap();
    assert_eq!(store.lock(), LockKind::Key { id: "keychain".to_owned() });
    store.close().unwrap();
    assert!(wrapped_by_passphrase(&fs::read(&path).unwrap()).is_empty());
    assert!(matches!(open("new words"), Err(StoreError::Locked { .. })));
    assert!(Store::open_sealed(&path, &Unlock::Key(outside)).unwrap().report.is_none());
}

/// Every vault key wrapped by a passphrase that is anywhere in the file, by its nonce: what follows
/// the cost and the salt of a row of a lock.
fn wrapped_by_passphrase(bytes: &[u8]) -> Vec<Vec<u8>> {
    let cost: Vec<u8> = [8_u32, 1, 1].iter().flat_map(|number| number.to_be_bytes()).collect();
    let rows = bytes.windows(1 + 12 + 16 + 24 + 48).filter(|part| {
        part[0] == 1 && part[1..13] == cost && part[29..].iter().any(|byte| *byte != 0)
    });
    rows.map(|part| part[29..].to_vec()).collect()
}

#[test]
fn an_old_program_refuses_a_sealed_store_as_too_new() {
    let (_folder, path) = place();
    Store::create_sealed(&path, &lock()).unwrap().close().unwrap();
    let db = redb::Database::open(&path).unwrap();
    let transaction = db.begin_read().unwrap();
    let table = redb::TableDefinition::<&[u8], &[u8]>::new("f");
    let row = transaction.open_table(table).unwrap().get(b"format".as_slice()).unwrap().unwrap();
    // The row is plain and as programs of format 1 read it: version, checksum, batch, mark, format.
    assert_eq!((row.value()[0], &row.value()[6..13]), (1, b"raccord".as_slice()));
    assert_eq!(row.value()[13..], SEALED_FORMAT.to_be_bytes());
}

type Rows = Vec<(Vec<u8>, Vec<u8>)>;

/// Every row of a table, as it is in the file.
fn rows(db: &redb::Database, table: &str) -> Rows {
    let table = redb::TableDefinition::<&[u8], &[u8]>::new(table);
    let open = db.begin_read().unwrap().open_table(table).unwrap();
    let rows = open.iter().unwrap().map(Result::unwrap);
    rows.map(|(key, value)| (key.value().to_vec(), value.value().to_vec())).collect()
}

fn put(path: &Path, table: &str, key: &[u8], value: &[u8]) {
    let db = redb::Database::open(path).unwrap();
    let transaction = db.begin_write().unwrap();
    let table = redb::TableDefinition::<&[u8], &[u8]>::new(table);
    transaction.open_table(table).unwrap().insert(key, value).unwrap();
    transaction.commit().unwrap();
    db.close().unwrap();
}

/// Reads everything; an error of any reading is the store's answer.
fn read_all(path: &Path) -> Result<Contents, StoreError> {
    let opened = Store::open_sealed(path, &unlock())?;
    if let Some(report) = opened.report {
        return Err(StoreError::Damaged { detail: report.detail });
    }
    let store = opened.store;
    let documents = store.documents()?;
    for key in documents.keys() {
        store.envelopes(key)?;
        if let Some((_, why)) = store.latest_snapshot(key)?.skipped.pop() {
            return Err(StoreError::Damaged { detail: why });
        }
    }
    store.records()?;
    store.journal(0..=u64::MAX)?;
    store.settings()?;
    Ok(Contents::of(&store))
}

#[test]
fn a_changed_or_moved_row_in_a_file_that_is_whole_to_redb_is_damage_and_never_other_data() {
    let (_folder, path) = place();
    let store = Store::create_sealed(&path, &lock()).unwrap();
    for number in 1..=3 {
        store.write(&canaries(number)).unwrap();
    }
    store.write(&edit(2, 1, 40)).unwrap();
    let written = Contents::of(&store);
    store.close().unwrap();
    let whole = fs::read(&path).unwrap();
    let db = redb::Database::open(&path).unwrap();
    let tables = ["f", "d", "e", "s", "r", "j", "p", "k", "l"].map(|name| (name, rows(&db, name)));
    drop(db);
    let mut random = Seeded::new(4);
    let mut damages = 0;
    let mut check = |table: &str, key: &[u8], value: &[u8], what: &str| {
        fs::write(&path, &whole).unwrap();
        put(&path, table, key, value);
        match read_all(&path) {
            Err(StoreError::Damaged { .. } | StoreError::TooNew { .. }) => damages += 1,
            // The row of the format is no secret: what it can be changed to is no store.
            Err(StoreError::NotAStore) if table == "f" => damages += 1,
            // A snapshot that was followed by another is not read.
            Ok(found) if table == "s" && found == written => {}
            Ok(_) => panic!("{table} {key:?} {what}: not noticed"),
            Err(error) => panic!("{table} {key:?} {what}: {error}"),
        }
        for name in fs::read_dir(path.parent().unwrap()).unwrap() {
            let name = name.unwrap().path();
            if name != path {
                fs::remove_file(name).unwrap();
            }
        }
    };
    for (table, rows) in &tables {
        for (key, value) in rows {
            for bit in [0, 1, random.index(value.len() * 8), value.len() * 8 - 1] {
                let mut bad = value.clone();
                bad[bit / 8] ^= 1 << (bit % 8);
                check(table, key, &bad, "flipped");
            }
        }
        for (key, value) in rows {
            for (other_table, other_rows) in &tables {
                for (other, moved) in other_rows.iter().take(3) {
                    if (table, key) != (other_table, other) && value != moved && *table != "f" {
                        check(table, key, moved, "moved");
                    }
                }
            }
        }
    }
    println!("{damages} damages");
    assert!(damages > 200, "{damages}");
}

#[test]
fn what_is_left_of_a_damaged_sealed_file_is_read_with_the_key_and_told_without() {
    let (folder, path) = place();
    let store = Store::create_sealed(&path, &by_passphrase("sept chevaux")).unwrap();
    for number in 1..=40 {
        store.write(&canaries(number)).unwrap();
    }
    let written = Contents::of(&store);
    store.close().unwrap();
    // The header: every tree is lost, and every row has to be looked for.
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0xee);
    fs::write(&path, &bytes).unwrap();
    match Store::open(&path) {
        Err(StoreError::Locked { lock: LockKind::Passphrase, damage: Some(_) }) => {}
        other => panic!("{other:?}"),
    }
    let open = |text| Store::open_sealed(&path, &Unlock::Passphrase(words(text)));
    assert_eq!(open("wrong").unwrap_err().code(), "store-wrong-passphrase");
    assert_eq!(names(folder.path()), ["raccord.store"]);
    let opened = open("sept chevaux").unwrap();
    let report = opened.report.unwrap();
    assert_eq!(opened.store.lock(), LockKind::Passphrase);
    let found = Contents::of(&opened.store);
    assert_eq!(found.envelopes, written.envelopes);
    assert_eq!(found.settings, written.settings);
    assert!(report.copy.is_some());
    drop(opened.store);
    assert_eq!(names(folder.path()).len(), 3);
    for name in names(folder.path()) {
        assert_eq!(found_in(&fs::read(folder.path().join(&name)).unwrap()), [""; 0], "{name}");
    }
}

#[test]
fn a_sealed_store_is_backed_up_as_a_plain_one_and_restored_as_either() {
    let folder = tempfile::tempdir().unwrap();
    let sealed = Store::create_sealed(folder.path().join("sealed"), &lock()).unwrap();
    let plain = Store::create(folder.path().join("plain")).unwrap();
    let mut random = Seeded::new(21);
    let mut contents = Contents::default();
    for number in 1..=30 {
        let mut batch = random_batch(&mut random, &contents);
        batch.settings.insert(format!("name/{}", number * 7 % 30), Some(vec![number]));
        sealed.write(&batch).unwrap();
        plain.write(&batch).unwrap();
        contents = contents.after(&batch);
    }
    let (from_sealed, manifest) = crate::backups::back_up(&sealed);
    let (from_plain, same) = crate::backups::back_up(&plain);
    assert_eq!(manifest, same);
    assert!(crate::backups::inside(&from_sealed) == crate::backups::inside(&from_plain));
    let expected = crate::backups::after_restoring(contents, &manifest);
    let key = backup::Unlock::keys(&[crate::backups::key()]);

    let path = folder.path().join("restored plain");
    backup::restore(from_sealed.as_slice(), &key, &path, &mut |_| {}).unwrap();
    assert_eq!(Contents::of(&Store::open(&path).unwrap().store), expected);

    let path = folder.path().join("restored sealed");
    let lock = by_passphrase("other words");
    restore_sealed(from_plain.as_slice(), &key, &path, &lock, &mut |_| {}).unwrap();
    assert_eq!(Store::lock_kind(&path).unwrap(), LockKind::Passphrase);
    let opened = Store::open_sealed(&path, &Unlock::Passphrase(words("other words"))).unwrap();
    assert_eq!(opened.report, None);
    assert_eq!(Contents::of(&opened.store), expected);
}

#[test]
fn nothing_of_a_backup_on_trial_can_be_read_in_the_folder_of_the_trial() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create_sealed(folder.path().join("store"), &lock()).unwrap();
    // More than is written at once, so that there is something to be seen on the way.
    for number in 1..=1_500 {
        store.write(&canaries(number)).unwrap();
    }
    let (bytes, _) = crate::backups::back_up(&store);
    let key = backup::Unlock::keys(&[crate::backups::key()]);
    let scratch = folder.path().join("scratch");
    let mut looked = 0;
    backup::verify(bytes.as_slice(), &key, &scratch, &mut |_| {
        let trial = scratch.join("backup-on-trial");
        for name in names(&trial) {
            looked += 1;
            assert_eq!(found_in(&fs::read(trial.join(name)).unwrap()), [""; 0]);
        }
    })
    .unwrap();
    assert!(looked > 1, "{looked}");
}

#[test]
fn no_key_and_no_passphrase_is_ever_printed() {
    let printed =
        format!("{:?} {:?} {:?} {:?}", key(), lock(), unlock(), by_passphrase("sept chevaux"));
    assert!(!printed.contains("chevaux") && !printed.contains("42"), "{printed}");
}

#[test]
fn settings_of_a_sealed_store_are_listed_by_name_whatever_the_name() {
    let (_folder, path) = place();
    let store = Store::create_sealed(&path, &lock()).unwrap();
    let names: BTreeMap<_, _> = ["", "a", "seen/ü", "\u{10ffff}", &"x".repeat(255)]
        .map(|name| (name.to_owned(), Some(name.as_bytes().to_vec())))
        .into();
    store.write(&Batch { settings: names.clone(), ..Batch::default() }).unwrap();
    let listed = store.settings().unwrap();
    assert_eq!(listed.len(), 5);
    assert!(listed.iter().all(|(name, value)| names[name].as_ref() == Some(value)));
    let gone = BTreeMap::from([("seen/ü".to_owned(), None)]);
    store.write(&Batch { settings: gone, ..Batch::default() }).unwrap();
    assert_eq!(store.setting("seen/ü").unwrap(), None);
    assert_eq!(store.settings().unwrap().len(), 4);
}

//! Real files: creation, the lock, what is refused, what is written beside a damaged store.

use std::fs;
use std::path::Path;

use store::{SEALED_FORMAT, Store, StoreError};
use tempfile::TempDir;

use crate::model::Contents;
use crate::scenarios::edit;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_created_store_opens_again_with_what_was_written() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    store.write(&edit(1, 1, 100)).unwrap();
    let written = Contents::of(&store);
    store.close().unwrap();
    assert_eq!(names(folder.path()), ["raccord.store"]);
    let opened = Store::open(&path).unwrap();
    assert_eq!(opened.report, None);
    assert_eq!(Contents::of(&opened.store), written);
}

#[test]
fn a_second_opening_is_told_that_the_store_is_open() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::AlreadyOpen)));
    store.write(&edit(1, 1, 100)).unwrap();
    drop(store);
    assert!(Store::open(&path).is_ok());
}

#[test]
fn a_missing_store_is_not_created_by_opening_it() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    assert!(matches!(Store::open(&path), Err(StoreError::Missing)));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn creating_over_an_existing_file_is_refused_and_leaves_it() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    fs::write(&path, b"something").unwrap();
    assert!(matches!(Store::create(&path), Err(StoreError::Exists)));
    assert_eq!(fs::read(&path).unwrap(), b"something");
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

#[test]
fn the_remains_of_a_broken_off_creation_are_replaced() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    fs::write(folder.path().join("raccord.store.new"), b"half of a store").unwrap();
    Store::create(&path).unwrap().close().unwrap();
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

#[test]
fn a_file_that_is_not_a_store_is_refused_and_left_as_it_was() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let foreign = foreign_database(&folder.path().join("other"));
    fs::remove_file(folder.path().join("other")).unwrap();
    let cases: [&[u8]; 5] =
        [b"", b"x", b"redb\x1a\x0a\xa9\x0d\x0a", &[b'a'; 100_000], foreign.as_slice()];
    for bytes in cases {
        fs::write(&path, bytes).unwrap();
        let error = Store::open(&path).unwrap_err();
        let refused = matches!(error, StoreError::NotAStore | StoreError::Damaged { .. });
        assert!(refused, "{} bytes: {error}", bytes.len());
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(names(folder.path()), ["raccord.store"]);
    }
    assert!(matches!(Store::open(&path), Err(StoreError::NotAStore)));
}

fn foreign_database(path: &Path) -> Vec<u8> {
    let db = redb::Database::create(path).unwrap();
    let transaction = db.begin_write().unwrap();
    let table = redb::TableDefinition::<u64, u64>::new("f");
    transaction.open_table(table).unwrap().insert(1, 1).unwrap();
    transaction.commit().unwrap();
    db.close().unwrap();
    fs::read(path).unwrap()
}

#[test]
fn a_store_of_a_newer_program_is_refused_and_left_as_it_was() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    store.write(&edit(1, 1, 100)).unwrap();
    store.close().unwrap();
    make_newer(&path);
    let before = fs::read(&path).unwrap();
    match Store::open(&path) {
        Err(StoreError::TooNew { found, known }) => {
            assert_eq!((found, known), (SEALED_FORMAT + 1, SEALED_FORMAT));
        }
        other => panic!("{other:?}"),
    }
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(names(folder.path()), ["raccord.store"]);
}

/// Rewrites the format row as a program one version ahead would.
fn make_newer(path: &Path) {
    let db = redb::Database::open(path).unwrap();
    let transaction = db.begin_write().unwrap();
    let table = redb::TableDefinition::<&[u8], &[u8]>::new("f");
    let mut body = vec![0];
    body.extend_from_slice(b"raccord");
    body.extend_from_slice(&(SEALED_FORMAT + 1).to_be_bytes());
    let key = b"format";
    let mut hasher = crc32fast::Hasher::new();
    for part in [b"f".as_slice(), &[6, 0], key, &body] {
        hasher.update(part);
    }
    let row = [&[1], hasher.finalize().to_le_bytes().as_slice(), &body].concat();
    transaction.open_table(table).unwrap().insert(key.as_slice(), row.as_slice()).unwrap();
    transaction.commit().unwrap();
    db.close().unwrap();
}

#[test]
fn a_damaged_store_is_copied_aside_once_reported_and_opened_read_only() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    for sequence in 1..=200 {
        store.write(&edit(1, sequence, 300)).unwrap();
    }
    store.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    // The payload of one envelope, wherever it is: its bytes are all 77.
    let at = bytes.windows(300).position(|window| window == [77; 300]).unwrap();
    let copies = bytes.windows(300).filter(|window| *window == [77; 300]).count();
    bytes[at + 9] ^= 1;
    assert!(copies >= 1);
    for at in 0..bytes.len() - 300 {
        if bytes[at..at + 300] == [77; 300] {
            bytes[at + 9] ^= 1;
        }
    }
    fs::write(&path, &bytes).unwrap();

    let opened = Store::open(&path).unwrap();
    let report = opened.report.unwrap();
    assert_eq!(report.problem, None);
    assert_eq!(opened.store.envelopes(&crate::model::document(1)).unwrap().len(), 199);
    let document = &report.documents[0];
    assert_eq!((document.read, document.expected), (199, Some(200)));
    assert_eq!(document.gaps.len(), 1);
    assert_eq!((document.gaps[0].first, document.gaps[0].last), (77, 77));
    let refused = opened.store.write(&edit(1, 201, 10));
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    assert!(matches!(Store::open(&path), Err(StoreError::AlreadyOpen)));
    drop(opened.store);

    let beside = ["raccord.store", "raccord.store.corrupt-1", "raccord.store.corrupt-1.txt"];
    assert_eq!(names(folder.path()), beside);
    assert!(fs::read(&path).unwrap() == bytes);
    assert!(fs::read(report.copy.unwrap()).unwrap() == bytes);
    let text = fs::read_to_string(report.written.unwrap()).unwrap();
    assert!(text.contains("199 of 200 envelopes") && text.contains("77 to 77 missing"), "{text}");

    drop(Store::open(&path).unwrap());
    assert_eq!(names(folder.path()), beside);
    bytes[at + 10] ^= 1;
    fs::write(&path, &bytes).unwrap();
    drop(Store::open(&path).unwrap());
    assert_eq!(names(folder.path()).len(), 5);
}

type Table = redb::TableDefinition<'static, &'static [u8], &'static [u8]>;

/// Changes a closed store through redb, so that the file is whole to redb.
fn tamper(path: &Path, change: impl FnOnce(&redb::WriteTransaction)) {
    let db = redb::Database::open(path).unwrap();
    let transaction = db.begin_write().unwrap();
    change(&transaction);
    transaction.commit().unwrap();
    db.close().unwrap();
}

#[test]
fn a_store_with_an_envelope_less_than_it_says_is_damaged() {
    for (table, what) in [("e", "envelopes"), ("d", "documents")] {
        let folder = folder();
        let path = folder.path().join("raccord.store");
        let store = Store::create(&path).unwrap();
        (1..=5).for_each(|sequence| store.write(&edit(1, sequence, 100)).unwrap());
        store.close().unwrap();
        tamper(&path, |transaction| {
            transaction.open_table(Table::new(table)).unwrap().pop_last().unwrap();
        });
        let opened = Store::open(&path).unwrap();
        assert!(opened.report.is_some(), "{what}");
        assert!(opened.store.read_only_reason().is_some(), "{what}");
        // The rows were only unlinked: looking through the pages finds them.
        assert_eq!(opened.store.envelopes(&crate::model::document(1)).unwrap().len(), 5, "{what}");
        assert!(opened.store.document(&crate::model::document(1)).unwrap().is_some(), "{what}");
    }
}

#[test]
fn an_unreadable_snapshot_is_passed_over_for_the_one_before() {
    let folder = folder();
    let path = folder.path().join("raccord.store");
    let store = Store::create(&path).unwrap();
    store.write(&edit(1, 1, 100)).unwrap();
    for number in 1..=3 {
        store.write(&crate::scenarios::snapshot_of(number, 50)).unwrap();
    }
    store.close().unwrap();
    tamper(&path, |transaction| {
        let mut table = transaction.open_table(Table::new("s")).unwrap();
        let (key, mut value) = {
            let (key, value) = table.pop_last().unwrap().unwrap();
            (key.value().to_vec(), value.value().to_vec())
        };
        value[20] ^= 1;
        table.insert(key.as_slice(), value.as_slice()).unwrap();
    });
    let opened = Store::open(&path).unwrap();
    assert_eq!(opened.report, None);
    let latest = opened.store.latest_snapshot(&crate::model::document(1)).unwrap();
    assert_eq!(latest.snapshot.unwrap().payload, [2; 50]);
    assert_eq!(latest.skipped.len(), 1);
    assert_eq!(latest.skipped[0].0, 3);
}

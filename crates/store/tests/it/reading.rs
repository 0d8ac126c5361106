//! Reading and writing without accidents, compared with the model.

use std::collections::BTreeMap;

use store::{ActorKey, Batch, Envelope, Store, StoreError};
use testkit::disk::Disk;
use testkit::random::Seeded;

use crate::kinds::Kind;
use crate::model::{Contents, actor, document, random_batch};
use crate::scenarios::{edit, merge, snapshot_of};

fn store(kind: Kind) -> Store {
    kind.create(&Disk::new(1)).unwrap()
}

#[test]
fn a_store_holds_what_the_model_holds() {
    for kind in Kind::BOTH {
        let mut random = Seeded::new(5);
        let store = store(kind);
        let mut contents = Contents::default();
        for _ in 0..60 {
            let batch = random_batch(&mut random, &contents);
            store.write(&batch).unwrap();
            contents = contents.after(&batch);
        }
        assert_eq!(Contents::of(&store), contents);
        let last = store.last_journal(3).unwrap();
        assert!(last.into_iter().eq(contents.journal.into_iter().rev().take(3).rev()));
    }
}

#[test]
fn envelopes_after_are_those_a_peer_lacks() {
    for kind in Kind::BOTH {
        let mut random = Seeded::new(6);
        let store = store(kind);
        let mut contents = Contents::default();
        for _ in 0..40 {
            let batch = random_batch(&mut random, &contents);
            store.write(&batch).unwrap();
            contents = contents.after(&batch);
        }
        for _ in 0..200 {
            let document = document(random.below(5) as u8);
            let mut after: BTreeMap<ActorKey, u64> = BTreeMap::new();
            for _ in 0..random.below(4) {
                let known = if random.chance(10) { u64::MAX } else { random.below(20) };
                after.insert(actor(random.below(4) as u8), known);
            }
            let expected: Vec<_> = contents
                .envelopes
                .iter()
                .filter(|((d, a, n), _)| {
                    *d == document && after.get(a).is_none_or(|known| n > known)
                })
                .map(|((document, actor, sequence), payload)| Envelope {
                    document: *document,
                    actor: *actor,
                    sequence: *sequence,
                    payload: payload.clone(),
                })
                .collect();
            assert_eq!(store.envelopes_after(&document, &after).unwrap(), expected, "{after:?}");
        }
        for key in contents.documents.keys() {
            let mut last = BTreeMap::new();
            for (d, a, n) in contents.envelopes.keys().filter(|(d, _, _)| d == key) {
                assert_eq!(d, key);
                last.insert(*a, *n);
            }
            assert_eq!(store.last_sequences(key).unwrap(), last);
        }
    }
}

#[test]
fn the_last_sequence_and_actor_there_can_be_are_read() {
    for kind in Kind::BOTH {
        let store = store(kind);
        let mut batch = edit(1, u64::MAX, 10);
        batch.envelopes[0].actor = ActorKey([0xff; 16]);
        let first =
            Envelope { actor: ActorKey([0; 16]), sequence: 0, ..batch.envelopes[0].clone() };
        batch.envelopes.push(first);
        store.write(&batch).unwrap();
        let key = document(1);
        assert_eq!(store.envelopes(&key).unwrap().len(), 2);
        assert_eq!(store.last_sequences(&key).unwrap().len(), 2);
        let after = BTreeMap::from([(ActorKey([0xff; 16]), u64::MAX), (ActorKey([0; 16]), 0)]);
        assert_eq!(store.envelopes_after(&key, &after).unwrap(), []);
    }
}

#[test]
fn another_envelope_under_the_same_number_is_refused_with_its_whole_batch() {
    for kind in Kind::BOTH {
        let store = store(kind);
        store.write(&edit(1, 1, 10)).unwrap();
        store.write(&edit(1, 1, 10)).unwrap();
        let before = Contents::of(&store);
        let forked = merge([edit(2, 1, 10), edit(1, 1, 11)]);
        let error = store.write(&forked).unwrap_err();
        assert!(matches!(error, StoreError::EnvelopeConflict { sequence: 1, .. }), "{error}");
        assert_eq!(Contents::of(&store), before);
        store.write(&edit(1, 2, 10)).unwrap();
    }
}

#[test]
fn an_envelope_of_an_unknown_document_is_refused() {
    for kind in Kind::BOTH {
        let store = store(kind);
        let batch = Batch { envelopes: edit(1, 1, 10).envelopes, ..Batch::default() };
        let error = store.write(&batch).unwrap_err();
        assert!(matches!(error, StoreError::UnknownDocument { .. }), "{error}");
        assert_eq!(Contents::of(&store), Contents::default());
    }
}

#[test]
fn an_overlong_setting_name_is_refused_before_anything_is_written() {
    for kind in Kind::BOTH {
        let store = store(kind);
        let name = "x".repeat(300);
        let batch = Batch { settings: BTreeMap::from([(name, Some(vec![1]))]), ..Batch::default() };
        let error = store.write(&batch).unwrap_err();
        assert!(matches!(error, StoreError::TooLarge { size: 300, .. }), "{error}");
    }
}

/// Writes edits of 350 bytes to five documents, with a journal of the last 200.
fn write_edits(store: &Store, numbers: std::ops::Range<u64>) {
    let mut random = Seeded::new(3);
    for number in numbers {
        let mut batch = edit((number % 5) as u8, number, 0);
        batch.envelopes[0].payload = random.bytes(350);
        batch.journal.insert(number, random.bytes(100));
        batch.journal_deletions.push(0..=number.saturating_sub(200));
        store.write(&batch).unwrap();
    }
}

#[test]
fn an_edit_costs_less_than_a_kilobyte() {
    for kind in Kind::BOTH {
        let disk = Disk::new(1);
        let store = kind.create(&disk).unwrap();
        write_edits(&store, 1..1000);
        let before = store.space().unwrap().used;
        write_edits(&store, 1000..3000);
        let each = (store.space().unwrap().used - before) / 2000;
        let file = disk.bytes().len() / 3000;
        println!("{each} bytes for each edit of 350 bytes, {file} of file");
        assert!(each < 500 && file < 2000, "{each}, {file}");
    }
}

#[test]
fn a_store_mostly_unused_is_made_smaller_and_loses_nothing() {
    for kind in Kind::BOTH {
        let disk = Disk::new(1);
        let mut store = kind.create(&disk).unwrap();
        assert!(!store.compact_if_wasteful().unwrap());
        write_edits(&store, 1..200);
        for size in [400_000, 2_000_000, 3_000_000, 10, 10] {
            store.write(&snapshot_of(1, size)).unwrap();
        }
        let before = (Contents::of(&store), disk.bytes().len());
        assert!(store.compact_if_wasteful().unwrap());
        assert!(disk.bytes().len() < before.1 / 2, "{} of {}", disk.bytes().len(), before.1);
        assert_eq!(Contents::of(&store), before.0);
        store.close().unwrap();
        let opened = kind.open(&disk).unwrap();
        assert!(opened.report.is_none() && Contents::of(&opened.store) == before.0);
    }
}

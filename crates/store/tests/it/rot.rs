//! Files damaged behind the store's back: identical contents, or an error, or a report and a
//! read-only store; never silently wrong or short.

use std::collections::BTreeSet;

use store::{Batch, DamageReport, Store, StoreError};
use testkit::disk::Disk;
use testkit::random::Seeded;

use crate::kinds::Kind;
use crate::model::{Contents, random_batch};

const PAGE: usize = 4096;

/// A file, what it holds, everything it ever held, and the file as it was some batches before.
struct Sample {
    kind: Kind,
    bytes: Vec<u8>,
    earlier: Vec<u8>,
    contents: Contents,
    history: Vec<Contents>,
}

fn sample(kind: Kind, seed: u64, batches: u64, closed: bool) -> Sample {
    let mut random = Seeded::new(seed);
    let disk = Disk::new(seed);
    let store = kind.create(&disk).unwrap();
    let mut contents = Contents::default();
    let mut history = Vec::new();
    let mut earlier = disk.bytes();
    for number in 0..batches {
        if number == batches / 2 {
            earlier = disk.bytes();
        }
        let batch = random_batch(&mut random, &contents);
        store.write(&batch).unwrap();
        contents = contents.after(&batch);
        history.push(contents.clone());
    }
    let bytes = if closed {
        store.close().unwrap();
        disk.bytes()
    } else {
        disk.bytes()
    };
    Sample { kind, bytes, earlier, contents, history }
}

fn damage(random: &mut Seeded, sample: &Sample) -> Vec<u8> {
    let mut bytes = sample.bytes.clone();
    let pages = bytes.len() / PAGE;
    let (one, other) = (random.index(pages) * PAGE, random.index(pages) * PAGE);
    match random.below(8) {
        0 | 1 => {
            for _ in 0..=random.below(3) {
                let at = random.index(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
        }
        2 => {
            let at = random.index(bytes.len() / 512) * 512;
            bytes[at..at + 512].fill(0);
        }
        3 => {
            let at = random.index(bytes.len() / 512) * 512;
            bytes[at..at + 512].copy_from_slice(&random.bytes(512));
        }
        4 => {
            let page = bytes[one..one + PAGE].to_vec();
            bytes.copy_within(other..other + PAGE, one);
            bytes[other..other + PAGE].copy_from_slice(&page);
        }
        5 => bytes.copy_within(other..other + PAGE, one),
        6 => bytes.truncate(random.index(bytes.len())),
        _ => {
            // A write that never reached the disk, or the beginning of the file.
            let at = if random.chance(20) { random.index(512) } else { one };
            let end = (at + PAGE).min(sample.earlier.len());
            if at < end {
                bytes[at..end].copy_from_slice(&sample.earlier[at..end]);
            }
        }
    }
    bytes
}

#[derive(Debug, Default)]
struct Tally {
    identical: u32,
    refused: u32,
    reported: u32,
    reported_whole: u32,
}

fn check(sample: &Sample, bytes: Vec<u8>, place: &str, tally: &mut Tally) {
    let disk = Disk::with_bytes(1, bytes.clone());
    match sample.kind.open(&disk) {
        Ok(opened) => match opened.report {
            None => {
                assert!(Contents::of(&opened.store) == sample.contents, "{place}: silently wrong");
                tally.identical += 1;
                return;
            }
            Some(report) => {
                check_salvage(sample, &opened.store, &report, place);
                tally.reported += 1;
                let whole = Contents::of(&opened.store) == sample.contents;
                tally.reported_whole += u32::from(whole);
            }
        },
        Err(StoreError::Damaged { .. } | StoreError::NotAStore) => tally.refused += 1,
        Err(error) => panic!("{place}: {error}"),
    }
    assert!(disk.bytes() == bytes, "{place}: the damaged file was changed");
}

/// What was salvaged is true, and what is missing is said to be.
fn check_salvage(sample: &Sample, store: &Store, report: &DamageReport, place: &str) {
    let found = Contents::of(store);
    for (key, payload) in &found.envelopes {
        let truth = sample.contents.envelopes.get(key);
        assert_eq!(truth, Some(payload), "{place}: an envelope is wrong");
    }
    let ever = |holds: &dyn Fn(&Contents) -> bool| sample.history.iter().any(holds);
    for (key, value) in &found.records {
        assert!(ever(&|c| c.records.get(key) == Some(value)), "{place}: a record is wrong");
    }
    for (key, value) in &found.settings {
        assert!(ever(&|c| c.settings.get(key) == Some(value)), "{place}: a setting is wrong");
    }
    for (key, value) in &found.snapshots {
        assert!(ever(&|c| c.snapshots.get(key) == Some(value)), "{place}: a snapshot is wrong");
    }
    let read: u64 = report.documents.iter().map(|document| document.read).sum();
    assert_eq!(read, found.envelopes.len() as u64, "{place}");
    if found.envelopes.len() < sample.contents.envelopes.len() {
        let said = report.documents.iter().any(|document| !document.is_whole())
            || report.envelopes_expected.is_none_or(|expected| expected > read)
            || !report.incomplete.is_empty();
        assert!(said, "{place}: short, and the report does not say so:\n{report}");
    }
    let refused = store.write(&edit_any());
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{place}: {refused:?}");
}

fn edit_any() -> Batch {
    crate::scenarios::edit(1, 1, 10)
}

#[test]
fn a_damaged_file_is_never_silently_wrong_or_short() {
    let seeds = std::env::var("RACCORD_ROT_SEEDS").ok().and_then(|n| n.parse().ok());
    for kind in Kind::BOTH {
        let samples: Vec<_> = [(1, 6, true), (2, 60, true), (3, 60, false), (4, 150, true)]
            .map(|(seed, batches, closed)| sample(kind, seed, batches, closed))
            .into();
        let mut tally = Tally::default();
        for seed in 0..seeds.unwrap_or(1000_u64) {
            let mut random = Seeded::new(seed);
            let sample = &samples[random.index(samples.len())];
            let bytes = damage(&mut random, sample);
            check(sample, bytes, &format!("{kind:?}, seed {seed}"), &mut tally);
        }
        println!("{kind:?}: {tally:?}");
        assert!(tally.identical > 0 && tally.reported > 0 && tally.refused > 0, "{tally:?}");
    }
}

#[test]
fn one_damaged_page_of_rows_costs_no_more_than_the_rows_on_it() {
    for kind in Kind::BOTH {
        let sample = sample(kind, 11, 150, true);
        let mut lost = BTreeSet::new();
        for page in (1..sample.bytes.len() / PAGE).map(|page| page * PAGE) {
            let mut bytes = sample.bytes.clone();
            bytes[page..page + PAGE].fill(0xa5);
            let Ok(opened) = kind.open(&Disk::with_bytes(1, bytes)) else {
                panic!("{kind:?}: nothing could be read once the page at {page} is lost");
            };
            let found = Contents::of(&opened.store).envelopes.len();
            lost.insert(sample.contents.envelopes.len() - found);
        }
        println!("{kind:?}: envelopes lost: {lost:?}");
        assert!(lost.last().is_some_and(|most| (1..=40).contains(most)), "{kind:?}: {lost:?}");
    }
}

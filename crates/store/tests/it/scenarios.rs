//! Ten pieces of work, each small enough to be broken off at every single operation.

use std::collections::BTreeMap;

use store::{Batch, DocumentRow, Envelope, RecordKey, Snapshot};

use crate::model::{actor, document};

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Create,
    Write(Batch),
    Reopen,
    Compact,
}

use Step::{Compact, Create, Reopen, Write};

/// A scenario: what is in the store before anything can fail, and the steps that may.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) before: Vec<Batch>,
    pub(crate) steps: Vec<Step>,
}

pub(crate) fn all() -> Vec<Scenario> {
    let scenario = |name, before, steps| Scenario { name, before, steps };
    let edits = |range: std::ops::RangeInclusive<u64>| range.map(|n| edit(1, n, 200));
    vec![
        scenario("create", vec![], vec![Create]),
        scenario("create and first write", vec![], vec![Create, Write(edit(1, 1, 200))]),
        scenario("many small commits", vec![edit(1, 1, 200)], edits(2..=9).map(Write).collect()),
        scenario("a big batch", vec![edit(1, 1, 50)], vec![Write(merge((2..=300).map(large)))]),
        scenario(
            "snapshots replaced and pruned",
            vec![edit(1, 1, 200)],
            (1..=4).map(|n| Write(snapshot(n))).collect(),
        ),
        scenario(
            "journal written and pruned",
            (1..=20).map(journal).collect(),
            vec![Write(journal_pruned(1, 10)), Write(journal(21)), Write(journal_pruned(19, 21))],
        ),
        scenario(
            "records replaced and deleted",
            vec![record(1, Some(300))],
            vec![Write(record(1, Some(20))), Write(record(2, Some(90))), Write(record(1, None))],
        ),
        scenario(
            "settings",
            vec![setting("device", Some(1))],
            vec![
                Write(setting("device", Some(2))),
                Write(setting("facility", Some(3))),
                Write(setting("device", None)),
            ],
        ),
        scenario(
            "reopened between writes",
            vec![edit(1, 1, 200)],
            vec![Reopen, Write(edit(1, 2, 200)), Reopen, Write(edit(2, 1, 9000)), Reopen],
        ),
        scenario(
            "compaction after waste",
            [90_000, 400_000, 900_000, 10, 10]
                .map(|size| merge([edit(1, size as u64, 100), snapshot_of(1, size)]))
                .into(),
            vec![Reopen, Compact, Write(edit(2, 1, 100))],
        ),
    ]
}

/// One change by actor 1 of document `number`, with its document row.
pub(crate) fn edit(number: u8, sequence: u64, size: usize) -> Batch {
    let row =
        DocumentRow { kind: "plan".to_owned(), about: None, heads: vec![[sequence as u8; 32]] };
    let payload = vec![sequence as u8; size];
    Batch {
        documents: BTreeMap::from([(document(number), row)]),
        envelopes: vec![Envelope {
            document: document(number),
            actor: actor(1),
            sequence,
            payload,
        }],
        ..Batch::default()
    }
}

fn large(sequence: u64) -> Batch {
    edit(1, sequence, 400)
}

fn snapshot(number: u64) -> Batch {
    snapshot_of(number, 5000)
}

pub(crate) fn snapshot_of(number: u64, size: usize) -> Batch {
    let snapshot = Snapshot {
        covers: BTreeMap::from([(actor(1), number)]),
        heads: vec![[number as u8; 32]],
        payload: vec![number as u8; size],
    };
    Batch { snapshots: BTreeMap::from([(document(1), snapshot)]), ..Batch::default() }
}

fn journal(number: u64) -> Batch {
    Batch { journal: BTreeMap::from([(number, vec![number as u8; 300])]), ..Batch::default() }
}

fn journal_pruned(first: u64, last: u64) -> Batch {
    Batch { journal_deletions: vec![first..=last], ..Batch::default() }
}

fn record(id: u8, size: Option<usize>) -> Batch {
    let key = RecordKey { kind: 1, id: [id; 16] };
    Batch {
        records: BTreeMap::from([(key, size.map(|size| vec![size as u8; size]))]),
        ..Batch::default()
    }
}

fn setting(name: &str, value: Option<u8>) -> Batch {
    let value = value.map(|value| vec![value; 32]);
    Batch { settings: BTreeMap::from([(name.to_owned(), value)]), ..Batch::default() }
}

/// One batch of several.
pub(crate) fn merge(batches: impl IntoIterator<Item = Batch>) -> Batch {
    batches.into_iter().fold(Batch::default(), |mut all, batch| {
        all.documents.extend(batch.documents);
        all.envelopes.extend(batch.envelopes);
        all.snapshots.extend(batch.snapshots);
        all
    })
}

//! What a store should hold: a model in memory to compare with, and random batches for both.

use std::collections::BTreeMap;

use store::{
    ActorKey, Batch, Document, DocumentKey, DocumentRow, Envelope, RecordKey, Snapshot, Store,
};
use testkit::random::Seeded;

/// Everything a store holds, as far as it can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) documents: BTreeMap<DocumentKey, Document>,
    pub(crate) envelopes: BTreeMap<(DocumentKey, ActorKey, u64), Vec<u8>>,
    pub(crate) snapshots: BTreeMap<DocumentKey, Snapshot>,
    pub(crate) records: BTreeMap<RecordKey, Vec<u8>>,
    pub(crate) journal: BTreeMap<u64, Vec<u8>>,
    pub(crate) settings: BTreeMap<String, Vec<u8>>,
}

impl Contents {
    /// Reads a whole store.
    pub(crate) fn of(store: &Store) -> Self {
        let documents = store.documents().unwrap();
        let mut envelopes = BTreeMap::new();
        let mut snapshots = BTreeMap::new();
        for key in documents.keys() {
            for Envelope { document, actor, sequence, payload } in store.envelopes(key).unwrap() {
                envelopes.insert((document, actor, sequence), payload);
            }
            if let Some(snapshot) = store.latest_snapshot(key).unwrap().snapshot {
                snapshots.insert(*key, snapshot);
            }
        }
        Self {
            documents,
            envelopes,
            snapshots,
            records: store.records().unwrap(),
            journal: store.journal(0..=u64::MAX).unwrap(),
            settings: store.settings().unwrap(),
        }
    }

    /// What a store holding this holds after a batch.
    pub(crate) fn after(&self, batch: &Batch) -> Self {
        let mut next = self.clone();
        for (key, row) in &batch.documents {
            let envelopes = next.documents.get(key).map_or(0, |document| document.envelopes);
            next.documents.insert(*key, Document { row: row.clone(), envelopes });
        }
        for Envelope { document, actor, sequence, payload } in &batch.envelopes {
            let key = (*document, *actor, *sequence);
            if next.envelopes.insert(key, payload.clone()).is_none() {
                next.documents.get_mut(document).unwrap().envelopes += 1;
            }
        }
        next.snapshots.extend(batch.snapshots.clone());
        put_or_delete(&mut next.records, &batch.records);
        put_or_delete(&mut next.settings, &batch.settings);
        for range in &batch.journal_deletions {
            next.journal.retain(|number, _| !range.contains(number));
        }
        next.journal.extend(batch.journal.clone());
        next
    }

    fn last_sequence(&self, document: DocumentKey, actor: ActorKey) -> u64 {
        let range = (document, actor, 0)..=(document, actor, u64::MAX);
        self.envelopes.range(range).next_back().map_or(0, |((_, _, sequence), _)| *sequence)
    }
}

fn put_or_delete<K: Ord + Clone>(
    map: &mut BTreeMap<K, Vec<u8>>,
    changes: &BTreeMap<K, Option<Vec<u8>>>,
) {
    for (key, value) in changes {
        match value {
            Some(value) => map.insert(key.clone(), value.clone()),
            None => map.remove(key),
        };
    }
}

pub(crate) fn document(number: u8) -> DocumentKey {
    DocumentKey([number; 16])
}

pub(crate) fn actor(number: u8) -> ActorKey {
    ActorKey([number; 16])
}

/// A batch such as the application writes: some edits, and now and then everything else.
pub(crate) fn random_batch(random: &mut Seeded, contents: &Contents) -> Batch {
    let mut batch = Batch::default();
    let mut held = contents.clone();
    for _ in 0..=random.below(4) {
        let (document, actor) = (document(random.below(4) as u8), actor(random.below(3) as u8));
        let row = DocumentRow {
            kind: "plan".to_owned(),
            about: random.chance(50).then_some(DocumentKey([9; 16])),
            heads: vec![[random.below(256) as u8; 32]],
        };
        if !held.documents.contains_key(&document) || random.chance(80) {
            held.documents.insert(document, Document { row: row.clone(), envelopes: 0 });
            batch.documents.insert(document, row);
        }
        let sequence = held.last_sequence(document, actor) + 1;
        let size = if random.chance(5) { 6000 } else { 20 + random.index(400) };
        let payload = random.bytes(size);
        held.envelopes.insert((document, actor, sequence), payload.clone());
        batch.envelopes.push(Envelope { document, actor, sequence, payload });
    }
    if random.chance(15) {
        batch.snapshots.insert(batch.envelopes[0].document, random_snapshot(random));
    }
    if random.chance(30) {
        let key = RecordKey { kind: random.below(2) as u8, id: [random.below(5) as u8; 16] };
        let size = random.index(300);
        let value = random.chance(70).then(|| random.bytes(size));
        batch.records.insert(key, value);
    }
    if random.chance(50) {
        let number = held.journal.keys().next_back().map_or(1, |last| last + 1);
        let size = random.index(100);
        batch.journal.insert(number, random.bytes(size));
        if random.chance(30) {
            batch.journal_deletions.push(0..=number.saturating_sub(3));
        }
    }
    if random.chance(20) {
        let size = random.index(40);
        let value = random.chance(80).then(|| random.bytes(size));
        batch.settings.insert(format!("setting-{}", random.below(4)), value);
    }
    batch
}

fn random_snapshot(random: &mut Seeded) -> Snapshot {
    let size = random.index(9000);
    Snapshot {
        covers: BTreeMap::from([(actor(0), random.below(9)), (actor(1), random.below(9))]),
        heads: vec![[random.below(256) as u8; 32]],
        payload: random.bytes(size),
    }
}

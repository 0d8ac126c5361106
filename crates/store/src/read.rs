//! Reading a store. Every call sees one moment of the file, whatever is written meanwhile.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use redb::{ReadOnlyTable, ReadableDatabase, ReadableTable};

use crate::batch::{Document, Envelope, Snapshot};
use crate::codec::{decode_document, decode_snapshot};
use crate::error::StoreError;
use crate::format::{
    Table, envelope_key, parse_document_key, parse_envelope_key, parse_generation, parse_number,
    parse_record_key, record_key, snapshot_key,
};
use crate::keys::{ActorKey, DocumentKey, RecordKey};
use crate::store::Store;
use crate::write::{read_document, read_row};

type Reading = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// The newest readable snapshot of a document, and those that were passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LatestSnapshot {
    /// The snapshot, if one can be read.
    pub snapshot: Option<Snapshot>,
    /// Generations newer than it that could not be read, with the reason.
    pub skipped: Vec<(u64, String)>,
}

impl Store {
    /// Every document, by key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn documents(&self) -> Result<BTreeMap<DocumentKey, Document>, StoreError> {
        let mut documents = BTreeMap::new();
        self.scan(Table::Documents, &[], &[0xff; 16], |key, payload| {
            let key = parse_document_key(key)?;
            let (row, envelopes) = decode_document(payload)?;
            documents.insert(key, Document { row, envelopes });
            Some(())
        })?;
        Ok(documents)
    }

    /// One document.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn document(&self, key: &DocumentKey) -> Result<Option<Document>, StoreError> {
        read_document(&self.reading(Table::Documents)?, &self.rows, key)
    }

    /// One envelope of a document.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn envelope(
        &self,
        document: &DocumentKey,
        actor: &ActorKey,
        sequence: u64,
    ) -> Result<Option<Envelope>, StoreError> {
        let key = envelope_key(document, actor, sequence);
        let mut found = Vec::new();
        self.collect_envelopes(&key, &key, &mut found)?;
        Ok(found.pop())
    }

    /// Every envelope of a document, by actor, then sequence.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn envelopes(&self, document: &DocumentKey) -> Result<Vec<Envelope>, StoreError> {
        self.envelopes_after(document, &BTreeMap::new())
    }

    /// The envelopes of a document whose sequence is above the one given for their actor, and all
    /// those of other actors, by actor, then sequence.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn envelopes_after(
        &self,
        document: &DocumentKey,
        after: &BTreeMap<ActorKey, u64>,
    ) -> Result<Vec<Envelope>, StoreError> {
        let mut envelopes = Vec::new();
        let mut from = envelope_key(document, &ActorKey([0; 16]), 0);
        let end = envelope_key(document, &ActorKey([0xff; 16]), u64::MAX);
        // Stretches between two actors of `after` are read whole, each ending where the next of
        // them has its first wanted envelope.
        for (actor, sequence) in after {
            if let Some(before) = predecessor(envelope_key(document, actor, 0)) {
                self.collect_envelopes(&from, &before, &mut envelopes)?;
            }
            from = envelope_key(document, actor, sequence.saturating_add(1));
        }
        self.collect_envelopes(&from, &end, &mut envelopes)?;
        // Nothing comes after the highest number there is, though its key was read above.
        if after.values().any(|sequence| *sequence == u64::MAX) {
            envelopes.retain(|e| after.get(&e.actor).is_none_or(|known| e.sequence > *known));
        }
        Ok(envelopes)
    }

    /// The highest sequence of each actor of a document. Costs a search per actor, not a scan.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_sequences(
        &self,
        document: &DocumentKey,
    ) -> Result<BTreeMap<ActorKey, u64>, StoreError> {
        let table = self.reading(Table::Envelopes)?;
        let first = envelope_key(document, &ActorKey([0; 16]), 0);
        let mut last = envelope_key(document, &ActorKey([0xff; 16]), u64::MAX);
        let mut sequences = BTreeMap::new();
        while let Some(entry) = table.range(first.as_slice()..=last.as_slice())?.next_back() {
            let (key, _) = entry?;
            let (_, actor, sequence) = parse_envelope_key(key.value())
                .ok_or_else(|| StoreError::damaged("an envelope's key cannot be read"))?;
            sequences.insert(actor, sequence);
            match predecessor(envelope_key(document, &actor, 0)) {
                Some(before) if before >= first => last = before,
                _ => break,
            }
        }
        Ok(sequences)
    }

    /// The newest snapshot of a document that can be read. A snapshot is a cache: one that cannot
    /// be read is passed over and named, never an error.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest_snapshot(&self, document: &DocumentKey) -> Result<LatestSnapshot, StoreError> {
        let table = self.reading(Table::Snapshots)?;
        let (first, last) = (snapshot_key(document, 0), snapshot_key(document, u64::MAX));
        let mut latest = LatestSnapshot::default();
        for entry in table.range(first.as_slice()..=last.as_slice())?.rev() {
            let (key, value) = entry?;
            let generation = parse_generation(key.value()).unwrap_or_default();
            match self.rows.decode(Table::Snapshots, key.value(), value.value()) {
                Ok(row) => match decode_snapshot(&row.payload) {
                    Some(snapshot) => {
                        latest.snapshot = Some(snapshot);
                        break;
                    }
                    None => latest.skipped.push((generation, "it cannot be decoded".to_owned())),
                },
                Err(error) => latest.skipped.push((generation, error.to_string())),
            }
        }
        Ok(latest)
    }

    /// One record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, key: &RecordKey) -> Result<Option<Vec<u8>>, StoreError> {
        read_row(&self.reading(Table::Records)?, &self.rows, Table::Records, &record_key(key))
    }

    /// Every record, by kind and id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records(&self) -> Result<BTreeMap<RecordKey, Vec<u8>>, StoreError> {
        let mut records = BTreeMap::new();
        self.scan(Table::Records, &[], &[0xff; 17], |key, payload| {
            records.insert(parse_record_key(key)?, payload.to_vec());
            Some(())
        })?;
        Ok(records)
    }

    /// Every record of a kind, by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_of(&self, kind: u8) -> Result<BTreeMap<RecordKey, Vec<u8>>, StoreError> {
        let mut records = BTreeMap::new();
        let (first, last) = ([0; 16], [0xff; 16]);
        let key = |id| record_key(&RecordKey { kind, id });
        self.scan(Table::Records, &key(first), &key(last), |key, payload| {
            records.insert(parse_record_key(key)?, payload.to_vec());
            Some(())
        })?;
        Ok(records)
    }

    /// The journal entries of a range of numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn journal(
        &self,
        numbers: RangeInclusive<u64>,
    ) -> Result<BTreeMap<u64, Vec<u8>>, StoreError> {
        let mut entries = BTreeMap::new();
        if numbers.is_empty() {
            return Ok(entries);
        }
        let (first, last) = (numbers.start().to_be_bytes(), numbers.end().to_be_bytes());
        self.scan(Table::Journal, &first, &last, |key, payload| {
            entries.insert(parse_number(key)?, payload.to_vec());
            Some(())
        })?;
        Ok(entries)
    }

    /// The last `count` journal entries.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_journal(&self, count: usize) -> Result<BTreeMap<u64, Vec<u8>>, StoreError> {
        let table = self.reading(Table::Journal)?;
        let mut entries = BTreeMap::new();
        for entry in table.iter()?.rev().take(count) {
            let (key, value) = entry?;
            let number = parse_number(key.value());
            let row = self.rows.decode(Table::Journal, key.value(), value.value());
            let (Some(number), Ok(row)) = (number, row) else {
                return Err(StoreError::damaged("a journal entry cannot be read"));
            };
            entries.insert(number, row.payload.into_owned());
        }
        Ok(entries)
    }

    /// One setting.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read_row(&self.reading(Table::Settings)?, &self.rows, Table::Settings, name.as_bytes())
    }

    /// Every setting, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn settings(&self) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let mut settings = BTreeMap::new();
        // No name, and no hash of one, comes after it.
        self.scan(Table::Settings, &[], &[0xff; 17], |key, payload| {
            settings.insert(std::str::from_utf8(key).ok()?.to_owned(), payload.to_vec());
            Some(())
        })?;
        Ok(settings)
    }

    fn collect_envelopes(
        &self,
        first: &[u8],
        last: &[u8],
        into: &mut Vec<Envelope>,
    ) -> Result<(), StoreError> {
        self.scan(Table::Envelopes, first, last, |key, payload| {
            let (document, actor, sequence) = parse_envelope_key(key)?;
            into.push(Envelope { document, actor, sequence, payload: payload.to_vec() });
            Some(())
        })
    }

    /// Gives every row between two keys of the file, both included, to `take`, which returns nothing
    /// for a row it does not understand.
    fn scan(
        &self,
        table: Table,
        first: &[u8],
        last: &[u8],
        mut take: impl FnMut(&[u8], &[u8]) -> Option<()>,
    ) -> Result<(), StoreError> {
        if first > last {
            return Ok(());
        }
        let damaged = |detail: &dyn std::fmt::Display| {
            StoreError::damaged(format_args!("{}: {detail}", table.name()))
        };
        for entry in self.reading(table)?.range(first..=last)? {
            let (key, value) = entry?;
            let row = self.rows.decode(table, key.value(), value.value());
            let row = row.map_err(|error| damaged(&error))?;
            take(&row.key, &row.payload).ok_or_else(|| damaged(&"a row cannot be decoded"))?;
        }
        Ok(())
    }

    pub(crate) fn reading(&self, table: Table) -> Result<Reading, StoreError> {
        Ok(self.db.begin_read()?.open_table(table.definition())?)
    }
}

/// The key just before another of the same length; nothing before the first.
fn predecessor(mut key: [u8; 40]) -> Option<[u8; 40]> {
    for byte in key.iter_mut().rev() {
        let (less, borrowed) = byte.overflowing_sub(1);
        *byte = less;
        if !borrowed {
            return Some(key);
        }
    }
    None
}

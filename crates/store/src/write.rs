//! Putting a batch into a transaction: which rows it becomes, and what refuses it.
//!
//! Nothing is in the file before the transaction is committed (`store.rs`).

use std::collections::{BTreeMap, BTreeSet};

use redb::{Database, ReadableTable, Table as RedbTable, WriteTransaction};

use crate::batch::{Batch, Document, DocumentRow, Envelope, Snapshot};
use crate::codec::{
    Totals, decode_document, decode_totals, encode_document, encode_snapshot, encode_totals,
};
use crate::error::StoreError;
use crate::format::{TOTALS_KEY, Table, envelope_key, parse_generation, record_key, snapshot_key};
use crate::keys::DocumentKey;
use crate::row::Rows;

/// A table open for writing.
pub(crate) type Writing<'a> = RedbTable<'a, &'static [u8], &'static [u8]>;

/// A transaction that survives a power cut at any moment, and after which the file opens fast.
pub(crate) fn begin(db: &Database) -> Result<WriteTransaction, StoreError> {
    let mut transaction = db.begin_write()?;
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(true);
    Ok(transaction)
}

/// Puts a batch into a transaction, with the totals the file will have after it.
pub(crate) fn apply(
    transaction: &WriteTransaction,
    rows: &Rows,
    batch: &Batch,
) -> Result<(), StoreError> {
    let mut writer = Writer { transaction, rows, totals: next_totals(transaction, rows)? };
    writer.documents_and_envelopes(batch)?;
    for (document, snapshot) in &batch.snapshots {
        writer.snapshot(document, snapshot)?;
    }
    writer.records(batch)?;
    writer.journal(batch)?;
    writer.settings(batch)?;
    put_totals(transaction, rows, &writer.totals)
}

/// The totals of the file, with the number of the batch that comes.
pub(crate) fn next_totals(
    transaction: &WriteTransaction,
    rows: &Rows,
) -> Result<Totals, StoreError> {
    let format = transaction.open_table(Table::Format.definition())?;
    let totals = read_row(&format, rows, Table::Format, TOTALS_KEY)?
        .and_then(|payload| decode_totals(&payload))
        .ok_or_else(|| StoreError::damaged("the totals row is missing"))?;
    Ok(Totals { batch: totals.batch.saturating_add(1), ..totals })
}

/// Writes the totals the file has after this transaction.
pub(crate) fn put_totals(
    transaction: &WriteTransaction,
    rows: &Rows,
    totals: &Totals,
) -> Result<(), StoreError> {
    let mut format = transaction.open_table(Table::Format.definition())?;
    put(&mut format, rows, Table::Format, totals.batch, TOTALS_KEY, &encode_totals(totals))
}

/// The rows of one batch on their way into a transaction.
struct Writer<'a> {
    transaction: &'a WriteTransaction,
    rows: &'a Rows,
    /// The totals as they will be, with the number of this batch.
    totals: Totals,
}

impl Writer<'_> {
    fn open(&self, table: Table) -> Result<Writing<'_>, StoreError> {
        Ok(self.transaction.open_table(table.definition())?)
    }

    fn documents_and_envelopes(&mut self, batch: &Batch) -> Result<(), StoreError> {
        if let Rows::Sealed(sealing) = self.rows {
            let written = batch.envelopes.iter().map(|envelope| &envelope.document);
            let documents: BTreeSet<_> = batch.documents.keys().chain(written).collect();
            for document in documents {
                sealing.ensure(self.transaction, document, self.totals.batch)?;
            }
        }
        let added = self.envelopes(&batch.envelopes)?;
        let mut table = self.transaction.open_table(Table::Documents.definition())?;
        let touched: BTreeSet<_> = batch.documents.keys().chain(added.keys()).collect();
        for key in touched {
            let stored = read_document(&table, self.rows, key)?;
            self.totals.documents += u64::from(stored.is_none());
            let old = stored.as_ref().map(|document| &document.row);
            let row: &DocumentRow = (batch.documents.get(key).or(old))
                .ok_or(StoreError::UnknownDocument { document: *key })?;
            let before = stored.as_ref().map_or(0, |document| document.envelopes);
            let count = before + added.get(key).copied().unwrap_or_default();
            let payload = encode_document(row, count);
            put(&mut table, self.rows, Table::Documents, self.totals.batch, &key.0, &payload)?;
        }
        Ok(())
    }

    /// Adds envelopes and returns how many of each document were new.
    fn envelopes(
        &mut self,
        envelopes: &[Envelope],
    ) -> Result<BTreeMap<DocumentKey, u64>, StoreError> {
        let mut added = BTreeMap::new();
        if envelopes.is_empty() {
            return Ok(added);
        }
        let mut table = self.transaction.open_table(Table::Envelopes.definition())?;
        for envelope in envelopes {
            let Envelope { document, actor, sequence, payload } = envelope;
            let key = envelope_key(document, actor, *sequence);
            match read_row(&table, self.rows, Table::Envelopes, &key)? {
                None => {
                    let batch = self.totals.batch;
                    put(&mut table, self.rows, Table::Envelopes, batch, &key, payload)?;
                    *added.entry(*document).or_default() += 1;
                    self.totals.envelopes += 1;
                }
                Some(stored) if stored == *payload => {}
                Some(_) => {
                    return Err(StoreError::EnvelopeConflict {
                        document: *document,
                        actor: *actor,
                        sequence: *sequence,
                    });
                }
            }
        }
        Ok(added)
    }

    /// Writes the next generation and removes all but the one before it.
    fn snapshot(&self, document: &DocumentKey, snapshot: &Snapshot) -> Result<(), StoreError> {
        let documents = self.open(Table::Documents)?;
        if documents.get(document.0.as_slice())?.is_none() {
            return Err(StoreError::UnknownDocument { document: *document });
        }
        let mut table = self.open(Table::Snapshots)?;
        let (first, last) = (snapshot_key(document, 0), snapshot_key(document, u64::MAX));
        let mut generations = Vec::new();
        for entry in table.range(first.as_slice()..=last.as_slice())? {
            let (key, _) = entry?;
            generations.extend(parse_generation(key.value()));
        }
        let newest = generations.pop();
        for generation in generations {
            table.remove(snapshot_key(document, generation).as_slice())?;
        }
        let key = snapshot_key(document, newest.map_or(1, |newest| newest.saturating_add(1)));
        let payload = encode_snapshot(snapshot);
        put(&mut table, self.rows, Table::Snapshots, self.totals.batch, &key, &payload)
    }

    fn records(&self, batch: &Batch) -> Result<(), StoreError> {
        if batch.records.is_empty() {
            return Ok(());
        }
        let mut table = self.open(Table::Records)?;
        for (key, value) in &batch.records {
            let key = record_key(key);
            self.replace(&mut table, Table::Records, &key, value.as_deref())?;
        }
        Ok(())
    }

    fn journal(&self, batch: &Batch) -> Result<(), StoreError> {
        if batch.journal.is_empty() && batch.journal_deletions.is_empty() {
            return Ok(());
        }
        let mut table = self.open(Table::Journal)?;
        for range in &batch.journal_deletions {
            if range.is_empty() {
                continue;
            }
            let (first, last) = (range.start().to_be_bytes(), range.end().to_be_bytes());
            table.retain_in::<&[u8], _>(first.as_slice()..=last.as_slice(), |_, _| false)?;
        }
        for (number, payload) in &batch.journal {
            let key = number.to_be_bytes();
            put(&mut table, self.rows, Table::Journal, self.totals.batch, &key, payload)?;
        }
        Ok(())
    }

    fn settings(&self, batch: &Batch) -> Result<(), StoreError> {
        if batch.settings.is_empty() {
            return Ok(());
        }
        let mut table = self.open(Table::Settings)?;
        for (name, value) in &batch.settings {
            self.replace(&mut table, Table::Settings, name.as_bytes(), value.as_deref())?;
        }
        Ok(())
    }

    fn replace(
        &self,
        into: &mut Writing<'_>,
        table: Table,
        key: &[u8],
        value: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        match value {
            Some(payload) => put(into, self.rows, table, self.totals.batch, key, payload),
            None => {
                into.remove(self.rows.place(table, key).as_ref())?;
                Ok(())
            }
        }
    }
}

/// Writes one row.
pub(crate) fn put(
    into: &mut Writing<'_>,
    rows: &Rows,
    table: Table,
    batch: u64,
    key: &[u8],
    payload: &[u8],
) -> Result<(), StoreError> {
    let row = rows.encode(table, key, batch, payload)?;
    into.insert(rows.place(table, key).as_ref(), row.as_slice())?;
    Ok(())
}

/// The payload of one row.
pub(crate) fn read_row(
    from: &impl ReadableTable<&'static [u8], &'static [u8]>,
    rows: &Rows,
    table: Table,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    let place = rows.place(table, key);
    let Some(value) = from.get(place.as_ref())? else { return Ok(None) };
    let row = rows.read(table, &place, value.value())?;
    Ok(Some(row.payload.into_owned()))
}

/// One document row.
pub(crate) fn read_document(
    from: &impl ReadableTable<&'static [u8], &'static [u8]>,
    rows: &Rows,
    key: &DocumentKey,
) -> Result<Option<Document>, StoreError> {
    let Some(payload) = read_row(from, rows, Table::Documents, &key.0)? else { return Ok(None) };
    let (row, envelopes) = decode_document(&payload)
        .ok_or_else(|| StoreError::damaged("a document row cannot be read"))?;
    Ok(Some(Document { row, envelopes }))
}

//! Reading the rows of a damaged file that can be trusted.
//!
//! Two ways, both over a copy in memory. First the tables are walked as redb sees them, without
//! its check, for whatever part of the trees still holds together. Then every page of the file is
//! looked at for rows, whether or not a tree still leads there. A row counts only if its own
//! checksum is right for its table and key (`row.rs`).
//!
//! Envelopes never change, so any that is found is good. In the other tables a row found outside
//! the trees may be an older version, or one that was deleted: it is used only where the walk of
//! that table was cut short, the newest version found, and the report says so. Nothing here
//! repairs the file.

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use redb::backends::InMemoryBackend;
use redb::{
    Builder, Database, ReadOnlyTable, ReadableDatabase, ReadableTable, ReadableTableMetadata,
    StorageBackend,
};

use crate::batch::DocumentRow;
use crate::codec::{Totals, decode_document, decode_totals, encode_document};
use crate::error::StoreError;
use crate::format::{TOTALS_KEY, Table, parse_document_key, parse_envelope_key};
use crate::keys::{ActorKey, DocumentKey};
use crate::row;

/// The page size of redb's files.
const PAGE_BYTES: usize = 4096;
/// The first byte of a page of rows.
const LEAF: u8 = 1;

/// Rows of one table: key to the batch that wrote it and the row as it is in the file.
type Rows = BTreeMap<Vec<u8>, (u64, Vec<u8>)>;

/// The rows of a damaged file that can be trusted.
#[derive(Debug, Default)]
pub(crate) struct Salvage {
    tables: BTreeMap<Table, Rows>,
    /// Tables whose tree could not be walked to its end.
    pub(crate) incomplete: Vec<Table>,
    /// Rows used although no tree leads to them.
    pub(crate) loose: usize,
}

impl Salvage {
    /// Reads the bytes of a whole file. Never panics.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut salvage = Self::default();
        let mut walked = catch_unwind(AssertUnwindSafe(|| walk(bytes))).unwrap_or_default();
        let mut found = scan(bytes);
        for table in Table::ALL {
            let (mut rows, complete) = walked.remove(&table).unwrap_or_default();
            if !complete {
                salvage.incomplete.push(table);
            }
            if !complete || table == Table::Envelopes {
                for (key, row) in found.remove(&table).unwrap_or_default() {
                    rows.entry(key).or_insert_with(|| {
                        salvage.loose += 1;
                        row
                    });
                }
            }
            salvage.tables.insert(table, rows);
        }
        salvage
    }

    /// Whether not one row could be trusted.
    pub(crate) fn is_empty(&self) -> bool {
        self.tables.values().all(BTreeMap::is_empty)
    }

    fn payloads(&self, table: Table) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.tables.get(&table).into_iter().flatten().filter_map(move |(key, (_, bytes))| {
            let row = row::decode(table, key, bytes).ok()?;
            Some((key.as_slice(), row.payload))
        })
    }

    /// What the file said it should hold, if that row was read.
    pub(crate) fn totals(&self) -> Option<Totals> {
        let mut rows = self.payloads(Table::Format);
        rows.find(|(key, _)| *key == TOTALS_KEY).and_then(|(_, payload)| decode_totals(payload))
    }

    /// The document rows that were read, with the number of envelopes each vouches for.
    pub(crate) fn documents(&self) -> BTreeMap<DocumentKey, (DocumentRow, u64)> {
        self.payloads(Table::Documents)
            .filter_map(|(key, payload)| {
                Some((parse_document_key(key)?, decode_document(payload)?))
            })
            .collect()
    }

    /// The sequences that were read of each document, by actor, in order.
    pub(crate) fn sequences(&self) -> BTreeMap<DocumentKey, BTreeMap<ActorKey, Vec<u64>>> {
        let mut sequences: BTreeMap<_, BTreeMap<_, Vec<u64>>> = BTreeMap::new();
        for (key, _) in self.payloads(Table::Envelopes) {
            if let Some((document, actor, sequence)) = parse_envelope_key(key) {
                let actors = sequences.entry(document).or_default();
                actors.entry(actor).or_default().push(sequence);
            }
        }
        sequences
    }

    /// A database in memory with these rows. A document of which only envelopes were read gets a
    /// row without kind, production or heads, so that it is not hidden.
    pub(crate) fn into_database(mut self) -> Result<Database, StoreError> {
        let known = self.documents();
        let rows = self.sequences().into_iter().filter(|(key, _)| !known.contains_key(key));
        let nameless: Vec<_> = rows
            .map(|(key, actors)| {
                let count = actors.values().map(Vec::len).sum::<usize>() as u64;
                let payload = encode_document(&DocumentRow::default(), count);
                (key.0.to_vec(), (0, row::encode(Table::Documents, &key.0, 0, &payload)))
            })
            .collect();
        self.tables.entry(Table::Documents).or_default().extend(nameless);
        let db = Builder::new().create_with_backend(InMemoryBackend::new())?;
        let transaction = db.begin_write()?;
        for (table, rows) in &self.tables {
            let mut open = transaction.open_table(table.definition())?;
            for (key, (_, bytes)) in rows {
                open.insert(key.as_slice(), bytes.as_slice())?;
            }
        }
        transaction.commit()?;
        Ok(db)
    }
}

/// The rows the trees still lead to, and for each table whether its walk reached the end.
fn walk(bytes: &[u8]) -> BTreeMap<Table, (Rows, bool)> {
    let mut tables = BTreeMap::new();
    let Some(db) = open_unchecked(bytes) else { return tables };
    // Left behind, not dropped, if reading it panics: closing it then could panic again, which
    // would end the program.
    let db = ManuallyDrop::new(db);
    let limit = bytes.len() / 8;
    for table in Table::ALL {
        let walked = catch_unwind(AssertUnwindSafe(|| walk_table(&db, table, limit)));
        tables.insert(table, walked.unwrap_or_default());
    }
    let closed = catch_unwind(AssertUnwindSafe(|| drop(ManuallyDrop::into_inner(db))));
    // What was read stays read, however the copy in memory closes.
    drop(closed);
    tables
}

fn open_unchecked(bytes: &[u8]) -> Option<Database> {
    let backend = InMemoryBackend::new();
    backend.set_len(bytes.len() as u64).ok()?;
    backend.write(0, bytes).ok()?;
    Builder::new().create_with_backend(backend).ok()
}

/// The rows before the first place that cannot be read, and those after the last one.
fn walk_table(db: &Database, table: Table, limit: usize) -> (Rows, bool) {
    let mut rows = Rows::new();
    let Ok(open) = db
        .begin_read()
        .map_err(drop)
        .and_then(|transaction| transaction.open_table(table.definition()).map_err(drop))
    else {
        return (rows, false);
    };
    let forward = take_rows(&open, table, limit, false, &mut rows);
    let complete = forward && open.len().is_ok_and(|length| length == rows.len() as u64);
    if !complete {
        let backward = AssertUnwindSafe(|| {
            let mut more = Rows::new();
            take_rows(&open, table, limit, true, &mut more);
            more
        });
        let more = catch_unwind(backward).unwrap_or_default();
        for (key, row) in more {
            rows.entry(key).or_insert(row);
        }
    }
    (rows, complete)
}

/// Takes rows in order until one cannot be read; true when there was none such. Keys out of order,
/// or more rows than the file has room for, mean a tree that loops.
fn take_rows(
    open: &ReadOnlyTable<&'static [u8], &'static [u8]>,
    table: Table,
    limit: usize,
    backward: bool,
    rows: &mut Rows,
) -> bool {
    let Ok(mut entries) = open.iter() else { return false };
    let mut sound = true;
    let mut previous: Option<Vec<u8>> = None;
    for _ in 0..=limit {
        let next = if backward { entries.next_back() } else { entries.next() };
        let Some(entry) = next else { return sound };
        let Ok((key, value)) = entry else { return false };
        let key = key.value();
        let in_order = previous.as_deref().is_none_or(|p| if backward { key < p } else { key > p });
        if !in_order {
            return false;
        }
        match row::decode(table, key, value.value()) {
            Ok(row) => {
                rows.insert(key.to_vec(), (row.batch, value.value().to_vec()));
            }
            Err(_) => sound = false,
        }
        previous = Some(key.to_vec());
    }
    false
}

/// The newest version of every row found in any page, used or not.
fn scan(bytes: &[u8]) -> BTreeMap<Table, Rows> {
    let mut tables: BTreeMap<Table, Rows> = BTreeMap::new();
    for start in (0..bytes.len()).step_by(PAGE_BYTES) {
        let page = bytes.get(start..).unwrap_or_default();
        for (key, value) in leaf_rows(page).unwrap_or_default() {
            for table in Table::ALL.into_iter().filter(|table| fits(*table, key)) {
                let Ok(row) = row::decode(table, key, value) else { continue };
                let rows = tables.entry(table).or_default();
                if rows.get(key).is_none_or(|(batch, _)| *batch < row.batch) {
                    rows.insert(key.to_vec(), (row.batch, value.to_vec()));
                }
            }
        }
    }
    tables
}

/// Whether a key has the shape of the table's keys.
fn fits(table: Table, key: &[u8]) -> bool {
    match table {
        Table::Format => key.len() == TOTALS_KEY.len(),
        Table::Documents => key.len() == 16,
        Table::Envelopes => key.len() == 40,
        Table::Snapshots => key.len() == 24,
        Table::Records => key.len() == 17,
        Table::Journal => key.len() == 8,
        Table::Settings => key.len() <= crate::batch::MAX_NAME_BYTES,
    }
}

/// Keys and values of a redb page of rows, as far as its offsets make sense. A value may run past
/// the first 4096 bytes: large rows have pages of several times that size.
///
/// Layout (redb's design document, file format 3): type, a byte, number of rows u16; the end of
/// each key, the end of each value, u32 from the start of the page; keys; values.
fn leaf_rows(page: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let (head, rest) = page.split_first_chunk::<4>()?;
    let [kind, _, low, high] = *head;
    let count = usize::from(u16::from_le_bytes([low, high]));
    if kind != LEAF || count == 0 {
        return None;
    }
    let (key_ends, rest) = rest.split_at_checked(count * 4)?;
    let (value_ends, _) = rest.split_at_checked(count * 4)?;
    let mut key_start = 4 + count * 8;
    let mut value_start = *offsets(key_ends).last()?;
    let mut rows = Vec::new();
    for (key_end, value_end) in offsets(key_ends).into_iter().zip(offsets(value_ends)) {
        let (Some(key), Some(value)) =
            (page.get(key_start..key_end), page.get(value_start..value_end))
        else {
            break;
        };
        rows.push((key, value));
        (key_start, value_start) = (key_end, value_end);
    }
    Some(rows)
}

fn offsets(bytes: &[u8]) -> Vec<usize> {
    let (chunks, _) = bytes.as_chunks::<4>();
    chunks.iter().map(|end| u32::from_le_bytes(*end) as usize).collect()
}

//! Reading the rows of a damaged file that can be trusted.
//!
//! Two ways, both over a copy in memory (`pages.rs`). First the trees of the last commit are
//! followed as far as they hold together. Then every page of the file is looked at for rows,
//! whether or not a tree still leads there. A row counts only if its own checksum is right for its
//! table and key (`row.rs`).
//!
//! Envelopes never change, so any that is found is good. In the other tables a row found outside
//! the trees may be an older version, or one that was deleted: it is used only where the walk of
//! that table was cut short, the newest version found, and the report says so. Nothing here
//! repairs the file.
//!
//! Of a sealed file lock and keys are looked for first, in every page; with them its rows are read
//! as others are, and kept plain in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;

use redb::backends::InMemoryBackend;
use redb::{Builder, Database};

use crate::batch::{DocumentRow, MAX_NAME_BYTES};
use crate::codec::{Totals, decode_document, decode_format, decode_totals, encode_document};
use crate::error::StoreError;
use crate::format::{
    FORMAT_KEY, LOCK_KEY, SEALED_FORMAT, TOTALS_KEY, Table, parse_document_key, parse_envelope_key,
};
use crate::keys::{ActorKey, DocumentKey};
use crate::pages::{self, Tree};
use crate::row::{self, Rows};
use crate::seal::{LockKind, LockRow, Sealing, Unlock, newest_keys};
use crate::verify::parse_lock;

/// Rows of one table: key to the batch that wrote it and the row, plain.
type Found = BTreeMap<Vec<u8>, (u64, Vec<u8>)>;

/// How the rows of a damaged file are written, and what it has to be opened with. `damage` is what
/// was found.
///
/// # Errors
/// [`StoreError::Locked`] without a key for a sealed file, those of a wrong key, and
/// [`StoreError::Damaged`] when its lock is lost.
pub(crate) fn find_rows(
    bytes: &[u8],
    unlock: Option<&Unlock>,
    damage: &str,
) -> Result<(Rows, LockKind), StoreError> {
    let lock_lost = || StoreError::damaged(format_args!("its lock is lost: {damage}"));
    let row = match is_sealed(bytes) {
        Some(true) => find_lock_row(bytes).ok_or_else(lock_lost)?,
        _ => return Ok((Rows::Plain, LockKind::Unsealed)),
    };
    let lock = parse_lock(&row)?;
    let locked = || StoreError::Locked { lock: lock.kind(), damage: Some(damage.to_owned()) };
    let vault = lock.unlock(unlock.ok_or_else(locked)?).map_err(|error| match error {
        StoreError::Locked { .. } => locked(),
        other => other,
    })?;
    let mut sealing = Sealing::new(vault);
    let keys = newest_keys(&sealing, every_row(bytes));
    sealing.take(keys);
    Ok((Rows::Sealed(Box::new(sealing)), lock.kind()))
}

/// What a damaged file has to be opened with, if it can be told.
pub(crate) fn find_lock(bytes: &[u8]) -> Option<LockKind> {
    if is_sealed(bytes)? {
        return Some(LockRow::parse(&find_lock_row(bytes)?)?.kind());
    }
    Some(LockKind::Unsealed)
}

/// Whether the file is that of a sealed store, if it can be told.
fn is_sealed(bytes: &[u8]) -> Option<bool> {
    if let Some(version) = format(bytes) {
        return Some(version >= SEALED_FORMAT);
    }
    // Totals are plain in a plain store alone. Asked first: what looks like a lock in such a store
    // may be part of a payload.
    let is_totals =
        |(key, value)| key == TOTALS_KEY && row::decode(Table::Format, TOTALS_KEY, value).is_ok();
    if pages::every_row(bytes).any(is_totals) {
        return Some(false);
    }
    find_lock_row(bytes).map(|_| true)
}

/// The format of the file, if its tree leads to it.
fn format(bytes: &[u8]) -> Option<u16> {
    let trees = pages::tables(bytes);
    let tree = trees.get(Table::Format.id().as_bytes())?;
    let row = tree.rows.iter().find(|(key, _)| *key == FORMAT_KEY)?;
    decode_format(&row::decode(Table::Format, FORMAT_KEY, row.1).ok()?.payload)
}

/// The newest row of a lock that no page has damaged.
fn find_lock_row(bytes: &[u8]) -> Option<Vec<u8>> {
    let rows = every_row(bytes).filter(|(key, _)| *key == LOCK_KEY);
    let rows = rows.flat_map(|(key, value)| {
        Table::KEYS.into_iter().filter_map(move |table| row::decode(table, key, value).ok())
    });
    rows.max_by_key(|row| row.batch).map(|row| row.payload.into_owned())
}

/// The rows of every page, whether a tree leads to it or not, and those of pages that only a tree
/// shows to be of rows.
fn every_row(bytes: &[u8]) -> impl Iterator<Item = pages::Pair<'_>> {
    let walked = Table::KEYS.into_iter().filter_map(|table| {
        pages::tables(bytes).remove(table.id().as_bytes()).map(|tree| tree.rows)
    });
    walked.flatten().chain(pages::every_row(bytes))
}

/// The rows of a damaged file that can be trusted.
#[derive(Debug, Default)]
pub(crate) struct Salvage {
    tables: BTreeMap<Table, Found>,
    /// Tables whose tree could not be walked to its end.
    pub(crate) incomplete: Vec<Table>,
    /// Rows used although no tree leads to them.
    pub(crate) loose: usize,
}

impl Salvage {
    /// Reads the bytes of a whole file. Never panics.
    pub(crate) fn read(bytes: &[u8], rows: &Rows) -> Self {
        let trees = pages::tables(bytes);
        let mut found = scan(bytes, rows);
        let mut walked: BTreeMap<_, _> = Table::ALL
            .into_iter()
            .map(|table| (table, trusted(table, trees.get(table.id().as_bytes()), rows)))
            .collect();
        // Trees older than rows found beside them: the header leads to an old commit, or the last
        // write never ended. Either way these trees are not the last word.
        let known = walked.get(&Table::Format).map(|(rows, _)| rows);
        let outdated = last_batch(known) < last_batch(found.get(&Table::Format));
        let mut salvage = Self::default();
        for table in Table::ALL {
            let (mut rows, whole) = walked.remove(&table).unwrap_or_default();
            if outdated || !whole {
                salvage.incomplete.push(table);
            }
            if outdated || !whole || table == Table::Envelopes {
                let loose = found.remove(&table).unwrap_or_default();
                salvage.loose += add_newer(&mut rows, loose);
            }
            salvage.tables.insert(table, rows);
        }
        salvage
    }

    /// Whether not one row could be trusted.
    pub(crate) fn is_empty(&self) -> bool {
        self.tables.values().all(BTreeMap::is_empty)
    }

    fn payloads(&self, table: Table) -> impl Iterator<Item = (&[u8], Cow<'_, [u8]>)> {
        self.tables.get(&table).into_iter().flatten().filter_map(move |(key, (_, bytes))| {
            let row = row::decode(table, key, bytes).ok()?;
            Some((key.as_slice(), row.payload))
        })
    }

    /// What the file said it should hold, if that row was read.
    pub(crate) fn totals(&self) -> Option<Totals> {
        let mut rows = self.payloads(Table::Format);
        rows.find(|(key, _)| *key == TOTALS_KEY).and_then(|(_, payload)| decode_totals(&payload))
    }

    /// The document rows that were read, with the number of envelopes each vouches for.
    pub(crate) fn documents(&self) -> BTreeMap<DocumentKey, (DocumentRow, u64)> {
        self.payloads(Table::Documents)
            .filter_map(|(key, payload)| {
                Some((parse_document_key(key)?, decode_document(&payload)?))
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
    /// row without kind, about or heads, so that it is not hidden.
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

/// Adds rows that are missing, or older than those given; how many.
fn add_newer(rows: &mut Found, loose: Found) -> usize {
    let mut added = 0;
    for (key, row) in loose {
        if rows.get(&key).is_none_or(|known| known.0 < row.0) {
            rows.insert(key, row);
            added += 1;
        }
    }
    added
}

/// The rows of one table that its tree leads to and that can be trusted, and whether those are all.
fn trusted(table: Table, tree: Option<&Tree<'_>>, rows: &Rows) -> (Found, bool) {
    let Some(tree) = tree else { return (Found::new(), false) };
    let mut found = Found::new();
    for &(key, value) in &tree.rows {
        keep_newest(table, key, value, rows, &mut found);
    }
    let whole = tree.whole && found.len() == tree.rows.len();
    (found, whole)
}

/// The newest version of every row found in any page, used or not.
fn scan(bytes: &[u8], rows: &Rows) -> BTreeMap<Table, Found> {
    let mut tables: BTreeMap<Table, Found> = BTreeMap::new();
    for (key, value) in pages::every_row(bytes) {
        for table in Table::ALL.into_iter().filter(|table| fits(*table, key)) {
            keep_newest(table, key, value, rows, tables.entry(table).or_default());
        }
    }
    tables
}

/// Keeps a row if it can be trusted and is newer than what is there.
fn keep_newest(table: Table, place: &[u8], value: &[u8], rows: &Rows, found: &mut Found) {
    let Ok(row) = rows.decode(table, place, value) else { return };
    if found.get(row.key.as_ref()).is_none_or(|(batch, _)| *batch < row.batch) {
        let plain = row::encode(table, &row.key, row.batch, &row.payload);
        found.insert(row.key.into_owned(), (row.batch, plain));
    }
}

/// The number of the last batch, as far as these rows know.
fn last_batch(format: Option<&Found>) -> u64 {
    format.and_then(|rows| rows.get(TOTALS_KEY)).map_or(0, |(batch, _)| *batch)
}

/// Whether a key has the shape of the table's keys.
fn fits(table: Table, key: &[u8]) -> bool {
    match table {
        Table::Format => key == TOTALS_KEY,
        Table::Documents => key.len() == 16,
        Table::Envelopes => key.len() == 40,
        Table::Snapshots => key.len() == 24,
        Table::Records => key.len() == 17,
        Table::Journal => key.len() == 8,
        Table::Settings => key.len() <= MAX_NAME_BYTES,
        Table::Keys | Table::SpareKeys => false,
    }
}

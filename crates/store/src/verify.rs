//! What an opening looks at before it lets anything reach the file: format, lock, keys, and whether
//! there are as many rows as the file says of itself.

use std::collections::BTreeMap;

use redb::{
    Database, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable,
    ReadableTableMetadata, TableError,
};

use crate::codec::{Totals, decode_document, decode_format, decode_totals};
use crate::error::StoreError;
use crate::format::{FORMAT_KEY, LOCK_KEY, SEALED_FORMAT, TOTALS_KEY, Table, parse_document_key};
use crate::keys::DocumentKey;
use crate::row::Rows;
use crate::seal::{LockKind, LockRow, Sealing, Unlock};
use crate::write::read_row;

type Reading = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// What a store has to be opened with.
pub(crate) fn lock_of(db: &Database) -> Result<LockKind, StoreError> {
    let transaction = db.begin_read()?;
    if format_of(&transaction)? < SEALED_FORMAT {
        return Ok(LockKind::Unsealed);
    }
    let row = lock_row(&transaction)?;
    Ok(parse_lock(&row)?.kind())
}

/// Compares format and number of rows with what the file says of itself. Gives how its rows are
/// written, and what it has to be opened with.
pub(crate) fn verify(
    db: &Database,
    unlock: Option<&Unlock>,
) -> Result<(Rows, LockKind), StoreError> {
    let transaction = db.begin_read()?;
    let (rows, lock) = if format_of(&transaction)? < SEALED_FORMAT {
        if unlock.is_some() {
            return Err(StoreError::NotSealed);
        }
        (Rows::Plain, LockKind::Unsealed)
    } else {
        unlocked(&transaction, unlock)?
    };
    let format = transaction.open_table(Table::Format.definition())?;
    let totals = read_row(&format, &rows, Table::Format, TOTALS_KEY)?
        .and_then(|payload| decode_totals(&payload))
        .ok_or_else(|| StoreError::damaged("the totals row is missing"))?;
    for table in Table::ALL {
        transaction.open_table(table.definition())?;
    }
    verify_counts(&transaction, &rows, totals)?;
    Ok((rows, lock))
}

fn format_of(transaction: &ReadTransaction) -> Result<u16, StoreError> {
    let format = match transaction.open_table(Table::Format.definition()) {
        Ok(table) => table,
        Err(TableError::Storage(error)) => return Err(error.into()),
        Err(_) => return Err(StoreError::NotAStore),
    };
    // The row is plain in every store.
    let version = read_row(&format, &Rows::Plain, Table::Format, FORMAT_KEY)?
        .and_then(|payload| decode_format(&payload))
        .ok_or(StoreError::NotAStore)?;
    if version > SEALED_FORMAT {
        return Err(StoreError::TooNew { found: version, known: SEALED_FORMAT });
    }
    Ok(version)
}

fn unlocked(
    transaction: &ReadTransaction,
    unlock: Option<&Unlock>,
) -> Result<(Rows, LockKind), StoreError> {
    let row = lock_row(transaction)?;
    let lock = parse_lock(&row)?;
    let Some(unlock) = unlock else {
        return Err(StoreError::Locked { lock: lock.kind(), damage: None });
    };
    let vault = lock.unlock(unlock)?;
    let open = |table: Table| -> Result<Reading, StoreError> {
        Ok(transaction.open_table(table.definition())?)
    };
    Ok((Rows::Sealed(Box::new(Sealing::load(vault, open)?)), lock.kind()))
}

/// The row of the lock, which must be the same in both tables.
fn lock_row(transaction: &ReadTransaction) -> Result<Vec<u8>, StoreError> {
    let [row, spare] = Table::KEYS.map(|table| -> Result<_, StoreError> {
        let open = transaction.open_table(table.definition())?;
        read_row(&open, &Rows::Plain, table, LOCK_KEY)
    });
    let (row, spare) = (row?, spare?);
    row.filter(|row| spare.as_ref() == Some(row))
        .ok_or_else(|| StoreError::damaged("its lock cannot be read"))
}

/// The row of a lock.
pub(crate) fn parse_lock(row: &[u8]) -> Result<LockRow<'_>, StoreError> {
    LockRow::parse(row).ok_or_else(|| StoreError::damaged("its lock cannot be decoded"))
}

/// Catches a file that is whole to redb and yet shorter than it should be.
fn verify_counts(
    transaction: &ReadTransaction,
    rows: &Rows,
    totals: Totals,
) -> Result<(), StoreError> {
    let mut counted: BTreeMap<DocumentKey, u64> = BTreeMap::new();
    let envelopes = transaction.open_table(Table::Envelopes.definition())?;
    for entry in envelopes.iter()? {
        let (key, _) = entry?;
        let document = key.value().get(..16).and_then(parse_document_key);
        let document =
            document.ok_or_else(|| StoreError::damaged("an envelope's key cannot be read"))?;
        *counted.entry(document).or_default() += 1;
    }
    let found: u64 = counted.values().sum();
    let documents = transaction.open_table(Table::Documents.definition())?;
    if documents.len()? != totals.documents || found != totals.envelopes {
        return Err(StoreError::damaged(format_args!(
            "{} documents and {found} envelopes instead of {} and {}",
            documents.len()?,
            totals.documents,
            totals.envelopes
        )));
    }
    for entry in documents.iter()? {
        let (key, value) = entry?;
        let document = parse_document_key(key.value());
        let row = rows.decode(Table::Documents, key.value(), value.value()).ok();
        let row = row.and_then(|row| decode_document(&row.payload));
        let (Some(document), Some((_, expected))) = (document, row) else {
            return Err(StoreError::damaged("a document row cannot be read"));
        };
        let found = counted.remove(&document).unwrap_or_default();
        if found != expected {
            return Err(StoreError::damaged(format_args!(
                "document {document} has {found} envelopes instead of {expected}"
            )));
        }
    }
    match counted.keys().next() {
        Some(document) => Err(StoreError::damaged(format_args!("document {document} has no row"))),
        None => Ok(()),
    }
}

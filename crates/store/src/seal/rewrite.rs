//! Sealing a store that is not, unsealing one that is, and giving one new keys: every row is written
//! into a new file beside the old one, the new file is opened with the ordinary check and compared
//! row by row, and then it takes the old one's name. A crash at any moment leaves the one or the
//! other, whole, under the name.

use std::path::Path;

use redb::backends::FileBackend;
use redb::{ReadableDatabase, ReadableTable, ReadableTableMetadata, StorageBackend};

use crate::codec::decode_totals;
use crate::create::create_at;
use crate::error::StoreError;
use crate::format::{TOTALS_KEY, Table};
use crate::keys::DocumentKey;
use crate::open::{open_at, open_file};
use crate::row::{Row, Rows};
use crate::store::Store;
use crate::temporary::Temporary;
use crate::write::{begin, put, put_totals, read_row};

use super::lock::{Lock, Prepared, Unlock};

/// Bytes written to the new file at once: the larger the fewer waits for the disk.
const COMMIT_BYTES: usize = 8 * 1024 * 1024;

/// The tables that are written again; what is in the others belongs to the file.
const TABLES: [Table; 6] = [
    Table::Documents,
    Table::Envelopes,
    Table::Snapshots,
    Table::Records,
    Table::Journal,
    Table::Settings,
];

impl Store {
    /// Seals the store at `path`, which nobody may have open. Needs room for a second file, made
    /// under the name `path` + `.new`.
    ///
    /// Nothing of the old file is in the new one. What the disk, copies of the file and earlier
    /// copies of a damaged one still hold is not reached by this.
    ///
    /// # Errors
    /// Those of [`Store::open`]; [`StoreError::ReadOnly`] when the file is damaged or the disk is
    /// full; those of the disk. In all of them the store is what it was.
    pub fn seal(path: impl AsRef<Path>, lock: &Lock) -> Result<(), StoreError> {
        rewrite(path.as_ref(), None, Some(lock))
    }

    /// Makes a plain store of the sealed one at `path`, as [`Store::seal`] does the opposite. A crash
    /// may leave a plain copy, whole or in part, under the name `path` + `.new`; whatever makes a
    /// file of that name again removes it.
    ///
    /// # Errors
    /// As [`Store::seal`], and those of [`Store::open_sealed`].
    pub fn unseal(path: impl AsRef<Path>, unlock: &Unlock) -> Result<(), StoreError> {
        rewrite(path.as_ref(), Some(unlock), None)
    }

    /// Seals the sealed store at `path` anew: every key in it is drawn again, and with a lock by
    /// passphrase the vault key too. For when a vault key has become known.
    ///
    /// # Errors
    /// As [`Store::unseal`].
    pub fn reseal(path: impl AsRef<Path>, unlock: &Unlock, lock: &Lock) -> Result<(), StoreError> {
        rewrite(path.as_ref(), Some(unlock), Some(lock))
    }
}

fn rewrite(path: &Path, from: Option<&Unlock>, to: Option<&Lock>) -> Result<(), StoreError> {
    let prepared = to.map(Lock::prepare).transpose()?;
    // Stays open, and so locked, until the new file has its name: nobody may write to the old one.
    let old = open_file(path, from)?.store;
    let (temporary, file) = Temporary::over(path)?;
    let mut file = Some(file);
    copy(&old, prepared.as_ref(), || {
        let file = file.take().map_or_else(|| temporary.open(), Ok)?;
        Ok(FileBackend::new(file)?)
    })?;
    temporary.put_in_place()
}

/// Writes a store into an empty backend: for tests on simulated disks. `open` is called twice, first
/// for the empty backend, then for the same one again. After an error what is on it is of no use;
/// [`Store::seal`] and [`Store::unseal`] are the ones for files.
///
/// # Errors
/// As [`Store::seal`].
pub fn rewrite_on<B: StorageBackend>(
    from: &Store,
    lock: Option<&Lock>,
    mut open: impl FnMut() -> B,
) -> Result<(), StoreError> {
    copy(from, lock.map(Lock::prepare).transpose()?.as_ref(), || Ok(open()))
}

fn copy<B: StorageBackend>(
    old: &Store,
    prepared: Option<&Prepared>,
    mut open: impl FnMut() -> Result<B, StoreError>,
) -> Result<(), StoreError> {
    old.refuse_if_read_only()?;
    let new = create_at(open()?, prepared)?;
    fill(old, &new)?;
    new.close()?;
    let unlock = prepared.map(|prepared| Unlock::Key(prepared.vault.clone()));
    let opened = open_at(open()?, None, unlock.as_ref())?;
    if let Some(report) = &opened.report {
        return Err(StoreError::damaged(&report.detail));
    }
    compare(old, &opened.store)?;
    opened.store.close()
}

/// Writes every row of the old store, as the batch it was written by, into the new one.
fn fill(old: &Store, new: &Store) -> Result<(), StoreError> {
    let moment = old.db.begin_read()?;
    let mut transaction = begin(&new.db)?;
    let mut bytes = 0;
    for table in TABLES {
        for entry in moment.open_table(table.definition())?.iter()? {
            let (place, value) = entry?;
            let Some(row) = read(&old.rows, table, place.value(), value.value())? else { continue };
            if let (Rows::Sealed(sealing), Table::Documents) = (&new.rows, table) {
                let key = row.key.as_ref().try_into().map_err(StoreError::damaged)?;
                sealing.ensure(&transaction, &DocumentKey(key), row.batch)?;
            }
            let mut open = transaction.open_table(table.definition())?;
            put(&mut open, &new.rows, table, row.batch, &row.key, &row.payload)?;
            drop(open);
            bytes += row.payload.len();
            if bytes >= COMMIT_BYTES {
                transaction.commit()?;
                transaction = begin(&new.db)?;
                bytes = 0;
            }
        }
    }
    let format = moment.open_table(Table::Format.definition())?;
    let totals = read_row(&format, &old.rows, Table::Format, TOTALS_KEY)?;
    let totals = totals.and_then(|totals| decode_totals(&totals));
    let totals = totals.ok_or_else(|| StoreError::damaged("the totals row is missing"))?;
    put_totals(&transaction, &new.rows, &totals)?;
    Ok(transaction.commit()?)
}

/// Says whether the new store holds what the old one holds, row by row and nothing else.
fn compare(old: &Store, new: &Store) -> Result<(), StoreError> {
    let differs =
        |table: Table| StoreError::damaged(format_args!("{}: the copy differs", table.name()));
    let (old_moment, new_moment) = (old.db.begin_read()?, new.db.begin_read()?);
    for table in TABLES {
        let copies = new_moment.open_table(table.definition())?;
        let mut rows = 0;
        for entry in old_moment.open_table(table.definition())?.iter()? {
            let (place, value) = entry?;
            let Some(row) = read(&old.rows, table, place.value(), value.value())? else { continue };
            let place = new.rows.place(table, &row.key);
            let copy = copies.get(place.as_ref())?.ok_or_else(|| differs(table))?;
            let copied = read(&new.rows, table, &place, copy.value())?;
            if copied.as_ref() != Some(&row) {
                return Err(differs(table));
            }
            rows += 1;
        }
        if copies.len()? != rows {
            return Err(differs(table));
        }
    }
    Ok(())
}

/// A row; nothing for a snapshot that cannot be read, which is only a cache.
fn read<'a>(
    rows: &Rows,
    table: Table,
    place: &'a [u8],
    value: &'a [u8],
) -> Result<Option<Row<'a>>, StoreError> {
    match rows.read(table, place, value) {
        Err(_) if table == Table::Snapshots => Ok(None),
        read => read.map(Some),
    }
}

//! Creating a store, so that no crash leaves half of one under its name.

use std::path::Path;
use std::sync::Arc;

use redb::StorageBackend;
use redb::backends::FileBackend;

use crate::codec::{Totals, encode_format, encode_totals};
use crate::error::StoreError;
use crate::format::{FORMAT_KEY, SEALED_FORMAT, STORE_FORMAT, TOTALS_KEY, Table};
use crate::open::{Opened, builder, open_file};
use crate::row::{Rows, encode};
use crate::seal::{Lock, LockKind, Prepared, Sealing, Unlock};
use crate::staged::{Stage, StageHandle};
use crate::store::Store;
use crate::temporary::Temporary;
use crate::write::{begin, put};

impl Store {
    /// Creates a store at `path` and opens it. The file is made under the name `path` + `.new`
    /// and renamed once it is whole and on the disk, so a crash leaves no half-made store.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already, [`StoreError::AlreadyOpen`] when
    /// another program is just creating it, [`StoreError::DiskFull`] or [`StoreError::Io`].
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let (temporary, file) = Temporary::beside(path)?;
        Self::create_on(FileBackend::new(file)?)?.close()?;
        temporary.put_in_place()?;
        Ok(Self::open(path)?.store)
    }

    /// Like [`Store::create`], with every row sealed (`crate::seal`).
    ///
    /// # Errors
    /// As [`Store::create`]; [`StoreError::TooLarge`] for too long an id of a key.
    pub fn create_sealed(path: impl AsRef<Path>, lock: &Lock) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let prepared = lock.prepare()?;
        let (temporary, file) = Temporary::beside(path)?;
        create_sealed_at(FileBackend::new(file)?, &prepared)?.close()?;
        temporary.put_in_place()?;
        let Opened { store, .. } = open_file(path, Some(&Unlock::Key(prepared.vault)))?;
        Ok(store)
    }

    /// Creates a store on an empty backend. A crash meanwhile leaves a backend that may not open:
    /// [`Store::create`] is the one for files.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when the backend is not empty, or those of the backend.
    pub fn create_on(backend: impl StorageBackend) -> Result<Self, StoreError> {
        if backend.len()? != 0 {
            return Err(StoreError::Exists);
        }
        let db = builder().create_with_backend(backend)?;
        let transaction = begin(&db)?;
        create_tables(&transaction, STORE_FORMAT, &Rows::Plain)?;
        transaction.commit()?;
        Ok(Self::sound(db, Rows::Plain, LockKind::Unsealed, None))
    }

    /// Like [`Store::create_on`], with every row sealed.
    ///
    /// # Errors
    /// As [`Store::create_on`]; [`StoreError::TooLarge`] for too long an id of a key.
    pub fn create_sealed_on(backend: impl StorageBackend, lock: &Lock) -> Result<Self, StoreError> {
        create_sealed_at(backend, &lock.prepare()?)
    }
}

/// Creates a store with this lock, if there is one.
pub(crate) fn create_at(
    backend: impl StorageBackend,
    prepared: Option<&Prepared>,
) -> Result<Store, StoreError> {
    match prepared {
        Some(prepared) => create_sealed_at(backend, prepared),
        None => Store::create_on(backend),
    }
}

fn create_sealed_at(
    backend: impl StorageBackend,
    prepared: &Prepared,
) -> Result<Store, StoreError> {
    if backend.len()? != 0 {
        return Err(StoreError::Exists);
    }
    let stage = Stage::new(backend);
    stage.release()?;
    let db = builder().create_with_backend(StageHandle(Arc::clone(&stage)))?;
    let transaction = begin(&db)?;
    let rows = Rows::Sealed(Box::new(Sealing::create(prepared, &transaction)?));
    create_tables(&transaction, SEALED_FORMAT, &rows)?;
    transaction.commit()?;
    Ok(Store::sound(db, rows, prepared.kind.clone(), Some(Box::new(StageHandle(stage)))))
}

fn create_tables(
    transaction: &redb::WriteTransaction,
    format: u16,
    rows: &Rows,
) -> Result<(), StoreError> {
    for table in Table::ALL {
        let mut open = transaction.open_table(table.definition())?;
        if table == Table::Format {
            open.insert(
                FORMAT_KEY,
                encode(table, FORMAT_KEY, 0, &encode_format(format)).as_slice(),
            )?;
            put(&mut open, rows, table, 0, TOTALS_KEY, &encode_totals(&Totals::default()))?;
        }
    }
    Ok(())
}

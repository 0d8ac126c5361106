//! Creating a store, so that no crash leaves half of one under its name.

use std::path::Path;

use redb::StorageBackend;
use redb::backends::FileBackend;

use crate::codec::{Totals, encode_format, encode_totals};
use crate::error::StoreError;
use crate::format::{FORMAT_KEY, TOTALS_KEY, Table};
use crate::open::builder;
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
        for table in Table::ALL {
            let mut open = transaction.open_table(table.definition())?;
            if table == Table::Format {
                put(&mut open, table, 0, FORMAT_KEY, &encode_format())?;
                put(&mut open, table, 0, TOTALS_KEY, &encode_totals(&Totals::default()))?;
            }
        }
        transaction.commit()?;
        Ok(Self::sound(db))
    }
}

//! The store: one handle on one file, and the single way to write to it.
//!
//! Opening is in `open.rs`, reading in `read.rs`, the rows of a batch in `write.rs`.

use std::any::Any;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use redb::{Database, StorageBackend};

use crate::batch::Batch;
use crate::error::{ReadOnlyReason, StoreError};
use crate::row::Rows;
use crate::seal::LockKind;
use crate::write::{apply, begin};

/// The open store of an installation.
///
/// Dropping it closes the file; [`Store::close`] does so and says whether it went well.
pub struct Store {
    pub(crate) db: Database,
    /// How its rows are written.
    pub(crate) rows: Rows,
    /// What it has to be opened with.
    pub(crate) lock: Mutex<LockKind>,
    /// The bytes below redb, where keys are scrubbed, by one at a time; nothing for a store that
    /// holds none.
    pub(crate) medium: Mutex<Option<Box<dyn StorageBackend>>>,
    /// Why nothing may be written, if so.
    pub(crate) read_only: Option<ReadOnlyReason>,
    /// Set by the first failed write.
    pub(crate) failed: AtomicBool,
    /// Keeps other programs out of a damaged file; redb does so for a sound one.
    pub(crate) _held: Option<Box<dyn Any + Send + Sync>>,
}

/// The space a store takes, in bytes. The file grows in large steps, ahead of its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Rows and what leads to them.
    pub used: u64,
    /// Free, or lost between rows.
    pub unused: u64,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("read_only", &self.read_only).finish_non_exhaustive()
    }
}

impl Store {
    /// Writes a batch, all of it or nothing, and returns once it is safely on the disk.
    ///
    /// # Errors
    /// [`StoreError::EnvelopeConflict`], [`StoreError::UnknownDocument`] and
    /// [`StoreError::TooLarge`] refuse the batch; the store goes on. [`StoreError::ReadOnly`]
    /// refuses every batch. After any other error nothing more is written until the store is
    /// opened again: this batch may then turn out to be there or not, earlier ones are.
    pub fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        self.refuse_if_read_only()?;
        batch.check_sizes()?;
        if batch.is_empty() {
            return Ok(());
        }
        self.remember_failure(self.commit(batch))
    }

    /// Refuses what would write to a store that cannot be written.
    pub(crate) fn refuse_if_read_only(&self) -> Result<(), StoreError> {
        if let Some(reason) = &self.read_only {
            return Err(StoreError::ReadOnly { reason: reason.clone() });
        }
        if self.failed.load(Ordering::Acquire) {
            return Err(StoreError::MustReopen);
        }
        Ok(())
    }

    /// After a failed write nothing more is written through this handle.
    pub(crate) fn remember_failure<T>(
        &self,
        result: Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if result.as_ref().is_err_and(StoreError::is_of_the_file) {
            self.failed.store(true, Ordering::Release);
        }
        result
    }

    /// Why the store refuses every batch, if it was opened read-only.
    #[must_use]
    pub const fn read_only_reason(&self) -> Option<&ReadOnlyReason> {
        self.read_only.as_ref()
    }

    /// What the store has to be opened with.
    #[must_use]
    pub fn lock(&self) -> LockKind {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Closes the file.
    ///
    /// # Errors
    /// When the last bytes could not be written; every acknowledged batch is safe all the same.
    pub fn close(self) -> Result<(), StoreError> {
        Ok(self.db.close()?)
    }

    /// Makes the file smaller when more than half of it is unused and it is larger than 1 MiB.
    /// Returns whether it did. Meant for the moment after opening: it can take a while.
    ///
    /// # Errors
    /// When the file cannot be read or written; the store must then be opened again.
    pub fn compact_if_wasteful(&mut self) -> Result<bool, StoreError> {
        const WORTH_IT: u64 = 1024 * 1024;
        if self.read_only.is_some() || self.failed.load(Ordering::Acquire) {
            return Ok(false);
        }
        let result = self.space().and_then(|Space { used, unused }| {
            let wasteful = unused > used && used + unused > WORTH_IT;
            Ok(wasteful && self.db.compact()?)
        });
        if result.is_err() {
            self.failed.store(true, Ordering::Release);
        }
        result
    }

    /// How much of the file is in use.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn space(&self) -> Result<Space, StoreError> {
        let transaction = self.db.begin_write()?;
        let stats = transaction.stats()?;
        transaction.abort()?;
        let used = stats.stored_bytes() + stats.metadata_bytes();
        Ok(Space { used, unused: stats.fragmented_bytes() })
    }

    fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        let transaction = begin(&self.db)?;
        apply(&transaction, &self.rows, batch)?;
        Ok(transaction.commit()?)
    }
}

//! Making a store of a backup. Never over a store that is there, and never half: the new file has
//! another name until it was closed, opened again with the ordinary check, and found to hold what
//! the backup says.

use std::io::Read;
use std::path::Path;

use redb::StorageBackend;
use redb::backends::FileBackend;

use crate::batch::Batch;
use crate::create::create_at;
use crate::error::StoreError;
use crate::open::open_at;
use crate::seal::{self, Prepared};
use crate::temporary::Temporary;

use super::error::BackupError;
use super::lock::Unlock;
use super::read::BackupReader;
use super::rows::add;
use super::{Manifest, Progress, RESTORED};

/// Bytes written to the store at once, and the rows: the larger the fewer waits for the disk.
const BATCH_BYTES: usize = 8 * 1024 * 1024;
const BATCH_ROWS: usize = 20_000;

/// Makes a store at `to` of a backup. The store is closed afterwards and holds what the backup
/// holds, and the setting [`RESTORED`]. The file is made under the name `to` + `.new`; nothing is
/// left of one that failed.
///
/// `progress` is told how far it has come, now and then; the number of rows in all is what the
/// backup says of itself.
///
/// # Errors
/// [`BackupError::Exists`] when there is something at `to`, which is then not touched; those that
/// say why the backup cannot be read; [`BackupError::Store`] when the disk refuses the new file.
pub fn restore(
    from: impl Read,
    unlock: &Unlock,
    to: impl AsRef<Path>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    restore_at(from, unlock, to.as_ref(), None, progress)
}

/// Like [`restore`], making a store that is sealed with `lock`, whatever the backup was made of.
///
/// # Errors
/// As [`restore`]; [`StoreError::TooLarge`] for too long an id of a key.
pub fn restore_sealed(
    from: impl Read,
    unlock: &Unlock,
    to: impl AsRef<Path>,
    lock: &seal::Lock,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    restore_at(from, unlock, to.as_ref(), Some(&lock.prepare()?), progress)
}

fn restore_at(
    from: impl Read,
    unlock: &Unlock,
    to: &Path,
    lock: Option<&Prepared>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    if std::fs::symlink_metadata(to).is_ok() {
        return Err(BackupError::Exists);
    }
    let reader = BackupReader::open(from, unlock)?;
    let (temporary, file) = Temporary::beside(to).map_err(placing)?;
    let mut file = Some(file);
    let manifest = fill(reader, lock, progress, || {
        let file = file.take().map_or_else(|| temporary.open(), Ok)?;
        Ok(FileBackend::new(file)?)
    })?;
    temporary.put_in_place().map_err(placing)?;
    Ok(manifest)
}

/// Makes a store on a backend of a backup: for tests on simulated disks. `open` is called twice,
/// first for an empty backend, then for the same one again. After an error what is on the backend
/// is of no use; [`restore`] is the one for files.
///
/// # Errors
/// As [`restore`].
pub fn restore_on<B: StorageBackend>(
    from: impl Read,
    unlock: &Unlock,
    mut open: impl FnMut() -> B,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    fill(BackupReader::open(from, unlock)?, None, progress, || Ok(open()))
}

/// Like [`restore_on`], making a sealed store.
///
/// # Errors
/// As [`restore_sealed`].
pub fn restore_sealed_on<B: StorageBackend>(
    from: impl Read,
    unlock: &Unlock,
    lock: &seal::Lock,
    mut open: impl FnMut() -> B,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    let reader = BackupReader::open(from, unlock)?;
    fill(reader, Some(&lock.prepare()?), progress, || Ok(open()))
}

fn placing(error: StoreError) -> BackupError {
    match error {
        StoreError::Exists => BackupError::Exists,
        other => other.into(),
    }
}

/// Writes every row, closes the store, opens it and compares.
fn fill<B: StorageBackend>(
    mut reader: BackupReader<'_>,
    lock: Option<&Prepared>,
    progress: &mut dyn FnMut(Progress),
    mut open: impl FnMut() -> Result<B, StoreError>,
) -> Result<Manifest, BackupError> {
    let store = create_at(open()?, lock)?;
    let mut batch = Batch::default();
    let (mut bytes, mut rows) = (0, 0);
    while let Some(row) = reader.row()? {
        bytes += row.key.len() + row.value.len();
        rows += 1;
        if !add(row, &mut batch) {
            return Err(BackupError::damaged("a row cannot be decoded"));
        }
        if bytes >= BATCH_BYTES || rows >= BATCH_ROWS {
            store.write(&batch)?;
            batch = Batch::default();
            (bytes, rows) = (0, 0);
        }
        let now = reader.progress();
        if now.is_worth_telling() {
            progress(now);
        }
    }
    let manifest = reader.finish()?;
    batch.settings.insert(RESTORED.to_owned(), Some(manifest.digest.to_vec()));
    store.write(&batch)?;
    store.close()?;
    let unlock = lock.map(|lock| seal::Unlock::Key(lock.vault.clone()));
    let opened = open_at(open()?, None, unlock.as_ref())?;
    compare(&opened, &manifest)?;
    opened.store.close()?;
    Ok(manifest)
}

/// Says whether a store holds what the backup holds that it was made of.
pub(super) fn compare(
    opened: &crate::open::Opened,
    manifest: &Manifest,
) -> Result<(), BackupError> {
    if let Some(report) = &opened.report {
        return Err(StoreError::damaged(&report.detail).into());
    }
    if opened.store.inventory(&|_| false)? != manifest.inventory {
        return Err(BackupError::damaged("the store made of it holds something else"));
    }
    Ok(())
}

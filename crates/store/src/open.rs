//! Opening a store. Creating one is in `create.rs`.
//!
//! Opening verifies every page, then the number of rows (`verify.rs`), and only then lets anything
//! reach the file (`staged.rs`). A file found damaged goes to `salvage.rs`.

use std::fs::{File, OpenOptions};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use redb::backends::FileBackend;
use redb::{Builder, Database, StorageBackend};

use crate::error::{ReadOnlyReason, StoreError};
use crate::report::DamageReport;
use crate::row::Rows;
use crate::salvage::{Salvage, find_lock, find_rows};
use crate::seal::{LockKind, Unlock};
use crate::staged::{Stage, StageHandle};
use crate::store::Store;
use crate::verify::{lock_of, verify};

/// Memory redb may use to keep pages at hand.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// A store that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The store; read-only when there is a report, or no room on the disk
    /// ([`Store::read_only_reason`]).
    pub store: Store,
    /// What was lost, when the file is damaged.
    pub report: Option<DamageReport>,
}

impl Store {
    /// Opens the store at `path`, reading and verifying all of it.
    ///
    /// A damaged file is copied to `path` + `.corrupt-1` (or the next free number; not again when
    /// such a copy with the same bytes exists), a report is written beside the copy, and the
    /// store is opened read-only from the rows that can be trusted.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::AlreadyOpen`], [`StoreError::NotAStore`],
    /// [`StoreError::TooNew`], [`StoreError::Locked`] for a sealed store,
    /// [`StoreError::Damaged`] when not one row can be trusted, or [`StoreError::Io`]. In all of
    /// these the file is not touched, except that after the last it may hold part of a repair,
    /// which the next opening ends.
    pub fn open(path: impl AsRef<Path>) -> Result<Opened, StoreError> {
        open_file(path.as_ref(), None)
    }

    /// Opens the sealed store at `path`, as [`Store::open`] does one that is not.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::WrongPassphrase`], [`StoreError::WrongKey`],
    /// [`StoreError::Locked`] when a passphrase is given and a key is needed, and
    /// [`StoreError::NotSealed`], all with the file untouched.
    pub fn open_sealed(path: impl AsRef<Path>, unlock: &Unlock) -> Result<Opened, StoreError> {
        open_file(path.as_ref(), Some(unlock))
    }

    /// Opens the store on a backend; nothing is written beside it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(backend: impl StorageBackend) -> Result<Opened, StoreError> {
        open_at(backend, None, None)
    }

    /// Opens the sealed store on a backend; nothing is written beside it.
    ///
    /// # Errors
    /// As [`Store::open_sealed`].
    pub fn open_sealed_on(
        backend: impl StorageBackend,
        unlock: &Unlock,
    ) -> Result<Opened, StoreError> {
        open_at(backend, None, Some(unlock))
    }

    /// What the store at `path` has to be opened with. Reads little of a sound file, and all of a
    /// damaged one; changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::AlreadyOpen`], [`StoreError::NotAStore`],
    /// [`StoreError::TooNew`], [`StoreError::Damaged`] when neither format nor lock can be read, or
    /// [`StoreError::Io`].
    pub fn lock_kind(path: impl AsRef<Path>) -> Result<LockKind, StoreError> {
        lock_kind_at(file_at(path.as_ref())?)
    }

    pub(crate) fn sound(
        db: Database,
        rows: Rows,
        lock: LockKind,
        medium: Option<Box<dyn StorageBackend>>,
    ) -> Self {
        let (lock, medium) = (Mutex::new(lock), Mutex::new(medium));
        Self {
            db,
            rows,
            lock,
            medium,
            read_only: None,
            failed: AtomicBool::new(false),
            _held: None,
        }
    }
}

pub(crate) fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_check_integrity_on_open(true).set_cache_size(CACHE_BYTES);
    builder
}

pub(crate) fn open_file(path: &Path, unlock: Option<&Unlock>) -> Result<Opened, StoreError> {
    open_at(file_at(path)?, Some(path), unlock)
}

fn file_at(path: &Path) -> Result<FileBackend, StoreError> {
    let file = match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoreError::Missing),
        file => file?,
    };
    Ok(FileBackend::new(file)?)
}

pub(crate) fn open_at<B: StorageBackend>(
    backend: B,
    path: Option<&Path>,
    unlock: Option<&Unlock>,
) -> Result<Opened, StoreError> {
    if backend.len()? == 0 {
        return Err(StoreError::NotAStore);
    }
    let stage = Stage::new(backend);
    match judge(&stage, &builder(), |db| verify(db, unlock)) {
        Ok((db, (rows, lock))) => {
            let medium = StageHandle(Arc::clone(&stage));
            let mut store = Store::sound(db, rows, lock, Some(Box::new(medium)));
            let released = stage.release().map_err(StoreError::from);
            match released.and_then(|()| store.finish_scrubbing()) {
                Ok(()) => {}
                // What redb wants written stays in memory, and reading goes on.
                Err(StoreError::DiskFull) => store.read_only = Some(ReadOnlyReason::DiskFull),
                Err(error) => {
                    stage.discard();
                    return Err(error);
                }
            }
            Ok(Opened { store, report: None })
        }
        Err(error @ (StoreError::Damaged { .. } | StoreError::NotAStore)) => {
            stage.discard();
            open_damaged(stage, error, path, unlock)
        }
        Err(error) => Err(error),
    }
}

/// Opens the database without letting anything reach the file, and looks at it. redb promises not
/// to panic on a damaged file it was told to check; should it, the file counts as damaged.
fn judge<B: StorageBackend, T>(
    stage: &Arc<Stage<B>>,
    builder: &Builder,
    look: impl FnOnce(&Database) -> Result<T, StoreError>,
) -> Result<(Database, T), StoreError> {
    let handle = StageHandle(Arc::clone(stage));
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let db = builder.create_with_backend(handle)?;
        match look(&db) {
            Ok(seen) => Ok((db, seen)),
            Err(error) => {
                stage.discard();
                Err(error)
            }
        }
    }));
    judged.unwrap_or_else(|_| Err(StoreError::damaged("the database stopped while reading it")))
}

fn lock_kind_at(backend: impl StorageBackend) -> Result<LockKind, StoreError> {
    if backend.len()? == 0 {
        return Err(StoreError::NotAStore);
    }
    let stage = Stage::new(backend);
    // Nothing of a file that is not checked may reach it.
    let judged = judge(&stage, &Builder::new(), |db| {
        let lock = lock_of(db);
        stage.discard();
        lock
    });
    let error = match judged {
        Ok((_, lock)) => return Ok(lock),
        Err(error @ (StoreError::Damaged { .. } | StoreError::NotAStore)) => error,
        Err(error) => return Err(error),
    };
    stage.discard();
    let held = Held::take(stage)?;
    find_lock(&held.0.read_base()?).ok_or(error)
}

/// Reads what can be trusted of a damaged file. `error` is what the opening found.
fn open_damaged<B: StorageBackend>(
    stage: Arc<Stage<B>>,
    error: StoreError,
    path: Option<&Path>,
    unlock: Option<&Unlock>,
) -> Result<Opened, StoreError> {
    let held = Held::take(stage)?;
    let bytes = held.0.read_base()?;
    let detail = match &error {
        StoreError::Damaged { detail } => detail.clone(),
        _ => "the beginning of the file is not that of a store".to_owned(),
    };
    let (rows, lock) = find_rows(&bytes, unlock, &detail)?;
    let salvage = Salvage::read(&bytes, &rows);
    if salvage.is_empty() {
        return Err(error);
    }
    let mut report = DamageReport::new(detail.clone(), &salvage);
    if let Some(path) = path {
        report.keep(path, &bytes, lock != LockKind::Unsealed);
    }
    drop(bytes);
    let store = Store {
        db: salvage.into_database()?,
        // In memory they are plain.
        rows: Rows::Plain,
        lock: Mutex::new(lock),
        medium: Mutex::new(None),
        read_only: Some(ReadOnlyReason::Damaged { detail }),
        failed: AtomicBool::new(false),
        _held: Some(Box::new(held)),
    };
    Ok(Opened { store, report: Some(report) })
}

/// Keeps the lock on a damaged file until the store read from it is dropped.
struct Held<B: StorageBackend>(Arc<Stage<B>>);

impl<B: StorageBackend> Held<B> {
    fn take(stage: Arc<Stage<B>>) -> Result<Self, StoreError> {
        if !stage.lock().map_err(io::Error::from)? {
            return Err(StoreError::AlreadyOpen);
        }
        Ok(Self(stage))
    }
}

impl<B: StorageBackend> Drop for Held<B> {
    fn drop(&mut self) {
        // The operating system frees the lock with the file; nothing else can be done about it.
        let _ = self.0.close_base();
    }
}

/// `path` with something added to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes a rename or a new name in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    // Windows has no such operation on a folder; its file systems log names by themselves.
    if cfg!(windows) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

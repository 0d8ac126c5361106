//! Opening a store. Creating one is in `create.rs`.
//!
//! Opening verifies every page, then the number of rows, and only then lets anything reach the
//! file (`staged.rs`). A file found damaged goes to `salvage.rs`.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use redb::backends::FileBackend;
use redb::{
    Builder, Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, StorageBackend,
    TableError,
};

use crate::codec::{Totals, decode_document, decode_format, decode_totals};
use crate::error::{ReadOnlyReason, StoreError};
use crate::format::{FORMAT_KEY, STORE_FORMAT, TOTALS_KEY, Table, parse_document_key};
use crate::keys::DocumentKey;
use crate::report::DamageReport;
use crate::row;
use crate::salvage::Salvage;
use crate::staged::{Stage, StageHandle};
use crate::store::Store;
use crate::write::read_row;

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
    /// [`StoreError::TooNew`], [`StoreError::Damaged`] when not one row can be trusted, or
    /// [`StoreError::Io`]. In all of these the file is not touched, except that after the last it
    /// may hold part of a repair, which the next opening ends.
    pub fn open(path: impl AsRef<Path>) -> Result<Opened, StoreError> {
        let path = path.as_ref();
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::Missing);
            }
            file => file?,
        };
        open_at(FileBackend::new(file)?, Some(path))
    }

    /// Opens the store on a backend; nothing is written beside it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(backend: impl StorageBackend) -> Result<Opened, StoreError> {
        open_at(backend, None)
    }

    pub(crate) fn sound(db: Database) -> Self {
        Self { db, read_only: None, failed: AtomicBool::new(false), _held: None }
    }
}

pub(crate) fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_check_integrity_on_open(true).set_cache_size(CACHE_BYTES);
    builder
}

fn open_at<B: StorageBackend>(backend: B, path: Option<&Path>) -> Result<Opened, StoreError> {
    if backend.len()? == 0 {
        return Err(StoreError::NotAStore);
    }
    let stage = Stage::new(backend);
    match judge(&stage) {
        Ok(db) => {
            let mut store = Store::sound(db);
            match stage.release().map_err(StoreError::from) {
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
            open_damaged(stage, error, path)
        }
        Err(error) => Err(error),
    }
}

/// Opens the database without letting anything reach the file, and verifies it. redb promises not
/// to panic on a damaged file it was told to check; should it, the file counts as damaged.
fn judge<B: StorageBackend>(stage: &Arc<Stage<B>>) -> Result<Database, StoreError> {
    let handle = StageHandle(Arc::clone(stage));
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let db = builder().create_with_backend(handle)?;
        match verify(&db) {
            Ok(()) => Ok(db),
            Err(error) => {
                stage.discard();
                Err(error)
            }
        }
    }));
    judged.unwrap_or_else(|_| Err(StoreError::damaged("the database stopped while reading it")))
}

/// Compares format and number of rows with what the file says of itself.
fn verify(db: &Database) -> Result<(), StoreError> {
    let transaction = db.begin_read()?;
    let format = match transaction.open_table(Table::Format.definition()) {
        Ok(table) => table,
        Err(TableError::Storage(error)) => return Err(error.into()),
        Err(_) => return Err(StoreError::NotAStore),
    };
    let version = read_row(&format, Table::Format, FORMAT_KEY)?
        .and_then(|payload| decode_format(&payload))
        .ok_or(StoreError::NotAStore)?;
    if version > STORE_FORMAT {
        return Err(StoreError::TooNew { found: version, known: STORE_FORMAT });
    }
    let totals = read_row(&format, Table::Format, TOTALS_KEY)?
        .and_then(|payload| decode_totals(&payload))
        .ok_or_else(|| StoreError::damaged("the totals row is missing"))?;
    for table in Table::ALL {
        transaction.open_table(table.definition())?;
    }
    verify_counts(&transaction, totals)
}

/// Catches a file that is whole to redb and yet shorter than it should be.
fn verify_counts(transaction: &redb::ReadTransaction, totals: Totals) -> Result<(), StoreError> {
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
        let row = row::decode(Table::Documents, key.value(), value.value()).ok();
        let row = row.and_then(|row| decode_document(row.payload));
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

/// Reads what can be trusted of a damaged file. `error` is what the opening found.
fn open_damaged<B: StorageBackend>(
    stage: Arc<Stage<B>>,
    error: StoreError,
    path: Option<&Path>,
) -> Result<Opened, StoreError> {
    if !stage.lock().map_err(io::Error::from)? {
        return Err(StoreError::AlreadyOpen);
    }
    let held = Held(stage);
    let bytes = held.0.read_base()?;
    let salvage = Salvage::read(&bytes);
    if salvage.is_empty() {
        return Err(error);
    }
    let detail = match error {
        StoreError::Damaged { detail } => detail,
        _ => "the beginning of the file is not that of a store".to_owned(),
    };
    let mut report = DamageReport::new(detail.clone(), &salvage);
    if let Some(path) = path {
        report.keep(path, &bytes);
    }
    drop(bytes);
    let store = Store {
        db: salvage.into_database()?,
        read_only: Some(ReadOnlyReason::Damaged { detail }),
        failed: AtomicBool::new(false),
        _held: Some(Box::new(held)),
    };
    Ok(Opened { store, report: Some(report) })
}

/// Keeps the lock on a damaged file until the store read from it is dropped.
struct Held<B: StorageBackend>(Arc<Stage<B>>);

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

//! Making a backup: one moment of the store, row by row, into a locked file.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use redb::{ReadTransaction, ReadableDatabase, ReadableTable, ReadableTableMetadata};
use sha2::{Digest as _, Sha256};

use crate::batch::{MAX_NAME_BYTES, limit};
use crate::codec::put_number;
use crate::error::{ReadOnlyReason, StoreError};
use crate::format::{STORE_FORMAT, Table};
use crate::row::Rows;
use crate::store::Store;
use crate::temporary::Temporary;

use super::error::BackupError;
use super::inventory::{Inventory, Tally};
use super::lock::{Lock, Locking};
use super::{
    BACKUP_FORMAT, CHUNK_BYTES, END_OF_ROWS, MARK, MAX_ABOUT, MAX_ABOUT_BYTES, Manifest, Progress,
    RESTORED, TABLES,
};

impl Store {
    /// Writes one moment of the store into `to`, locked; other parts of the program may go on
    /// reading and writing it meanwhile.
    ///
    /// `about` says whatever whoever looks for a backup wants to know: at most
    /// [`MAX_ABOUT`](super::MAX_ABOUT) entries. `leave_out` is asked for the name of each setting
    /// whether it stays out of the backup, and must always answer alike: secrets of this machine,
    /// such as its signing seed, and what must not exist twice, such as its actors, belong to the
    /// machine and not to the data. `progress` is told how far it has come, now and then.
    ///
    /// `to` holds a backup once this returned and whoever made it has flushed it to the disk;
    /// before that it holds a part of one, which no restoration accepts.
    ///
    /// # Errors
    /// [`BackupError::NoRoom`] and [`BackupError::Unwritable`] when `to` refuses,
    /// [`BackupError::Store`] when the store cannot be read, is opened from a damaged file (what is
    /// left of it must not take the place of a good backup), or `about` is too large.
    pub fn back_up(
        &self,
        to: impl Write,
        lock: &Lock,
        about: &BTreeMap<String, String>,
        leave_out: &dyn Fn(&str) -> bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Manifest, BackupError> {
        if let Some(reason @ ReadOnlyReason::Damaged { .. }) = &self.read_only {
            return Err(StoreError::ReadOnly { reason: reason.clone() }.into());
        }
        let moment = self.db.begin_read().map_err(StoreError::from)?;
        let of = count(&moment, &self.rows, leave_out)?;
        let header = header(about, of)?;
        // Kept until the first piece follows, the first lines fail for the reason that `to` gives;
        // `age` would hide it.
        let to = BufWriter::with_capacity(CHUNK_BYTES, to);
        let mut out = Out { to: lock.wrap(to)?, written: 0 };
        out.bytes(&header)?;
        let mut tally = Tally::new();
        walk::<BackupError>(&moment, &self.rows, leave_out, |table, key, value| {
            let head = tally.row(table, key, value).map_err(StoreError::damaged)?;
            out.bytes(&head)?;
            out.bytes(value)?;
            let now = Progress { done: tally.rows(), of };
            if now.is_worth_telling() {
                progress(now);
            }
            Ok(())
        })?;
        if tally.rows() != of {
            return Err(
                StoreError::damaged("its tables do not have as many rows as they say").into()
            );
        }
        let inventory = tally.finish().map_err(StoreError::damaged)?;
        let manifest = out.end(&header, about, inventory)?;
        let mut to = out.to.finish().map_err(BackupError::writing)?;
        to.flush().map_err(BackupError::writing)?;
        Ok(manifest)
    }

    /// Like [`Store::back_up`], into a new file at `path`. It is made under the name `path` +
    /// `.new` and renamed once it is whole and on the disk; nothing is left of one that failed.
    ///
    /// # Errors
    /// [`BackupError::Exists`] when there is a file of that name, and those of [`Store::back_up`].
    pub fn back_up_to_file(
        &self,
        path: impl AsRef<Path>,
        lock: &Lock,
        about: &BTreeMap<String, String>,
        leave_out: &dyn Fn(&str) -> bool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Manifest, BackupError> {
        let placing = |error| match error {
            StoreError::Exists => BackupError::Exists,
            StoreError::DiskFull => BackupError::NoRoom,
            StoreError::Io(error) => BackupError::Unwritable(error),
            // Its other way to fail: the file is open elsewhere.
            _ => BackupError::Unwritable(io::ErrorKind::ResourceBusy.into()),
        };
        let (temporary, file) = Temporary::beside(path.as_ref()).map_err(placing)?;
        // Says to others that somebody is at it. Where the disk knows no locks, the worst is that
        // two of them break each other off.
        let _ = file.try_lock();
        let manifest = self.back_up(&file, lock, about, leave_out, progress)?;
        drop(file);
        temporary.put_in_place().map_err(placing)?;
        Ok(manifest)
    }

    /// What the store holds, in counts and hashes, without the settings left out. Reads all of it.
    ///
    /// # Errors
    /// When the file cannot be read, or a row of it.
    pub fn inventory(&self, leave_out: &dyn Fn(&str) -> bool) -> Result<Inventory, StoreError> {
        let moment = self.db.begin_read()?;
        let mut tally = Tally::new();
        walk(&moment, &self.rows, leave_out, |table, key, value| {
            tally.row(table, key, value).map(drop).map_err(StoreError::damaged)
        })?;
        tally.finish().map_err(StoreError::damaged)
    }
}

/// A locked file being written.
struct Out<W: Write> {
    to: Locking<W>,
    written: u64,
}

impl<W: Write> Out<W> {
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.written += bytes.len() as u64;
        self.to.write_all(bytes).map_err(BackupError::writing)
    }

    /// Writes what follows the last row.
    fn end(
        &mut self,
        header: &[u8],
        about: &BTreeMap<String, String>,
        inventory: Inventory,
    ) -> Result<Manifest, BackupError> {
        let encoded = inventory.encode();
        let digest = digest(header, &encoded);
        self.bytes(&[END_OF_ROWS])?;
        self.bytes(&encoded)?;
        self.bytes(&digest)?;
        self.bytes(&vec![0; padding(self.written)])?;
        Ok(Manifest {
            store_format: STORE_FORMAT,
            program: program().to_owned(),
            about: about.clone(),
            inventory,
            digest,
        })
    }
}

/// How many bytes are missing to a full chunk.
pub(super) fn padding(written: u64) -> usize {
    let over = usize::try_from(written % CHUNK_BYTES as u64).unwrap_or_default();
    (CHUNK_BYTES - over) % CHUNK_BYTES
}

/// The name of a backup: a hash of what stands before and after its rows.
pub(super) fn digest(header: &[u8], manifest: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(header)
        .chain_update([END_OF_ROWS])
        .chain_update(manifest)
        .finalize()
        .into()
}

/// The version of this program.
const fn program() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn header(about: &BTreeMap<String, String>, rows: u64) -> Result<Vec<u8>, StoreError> {
    let mut out = MARK.to_vec();
    out.extend_from_slice(&BACKUP_FORMAT.to_be_bytes());
    out.extend_from_slice(&STORE_FORMAT.to_be_bytes());
    put_text(&mut out, program());
    limit("entries about a backup", about.len(), MAX_ABOUT)?;
    put_number(&mut out, about.len() as u64);
    for (name, value) in about {
        limit("name of an entry about a backup", name.len(), MAX_NAME_BYTES)?;
        limit("entry about a backup", value.len(), MAX_ABOUT_BYTES)?;
        put_text(&mut out, name);
        put_text(&mut out, value);
    }
    put_number(&mut out, rows);
    Ok(out)
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Whether a setting is in a backup.
fn is_kept(name: &[u8], leave_out: &dyn Fn(&str) -> bool) -> bool {
    std::str::from_utf8(name).is_ok_and(|name| name != RESTORED && !leave_out(name))
}

/// How many rows a backup of this moment has.
fn count(
    moment: &ReadTransaction,
    rows: &Rows,
    leave_out: &dyn Fn(&str) -> bool,
) -> Result<u64, StoreError> {
    let mut count = names(moment, rows, leave_out)?.len() as u64;
    for table in TABLES.into_iter().filter(|table| *table != Table::Settings) {
        count += moment.open_table(table.definition())?.len()?;
    }
    Ok(count)
}

/// Where the settings of a backup are in the file, by name: in a sealed store their rows are in
/// another order.
fn names(
    moment: &ReadTransaction,
    rows: &Rows,
    leave_out: &dyn Fn(&str) -> bool,
) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, StoreError> {
    let mut names = BTreeMap::new();
    for entry in moment.open_table(Table::Settings.definition())?.iter()? {
        let (place, value) = entry?;
        let row = rows.read(Table::Settings, place.value(), value.value())?;
        if is_kept(&row.key, leave_out) {
            names.insert(row.key.to_vec(), place.value().to_vec());
        }
    }
    Ok(names)
}

/// Gives every row a backup of this moment has to `take`, in order.
fn walk<E: From<StoreError>>(
    moment: &ReadTransaction,
    rows: &Rows,
    leave_out: &dyn Fn(&str) -> bool,
    mut take: impl FnMut(Table, &[u8], &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    for table in TABLES.into_iter().filter(|table| *table != Table::Settings) {
        let open = moment.open_table(table.definition()).map_err(StoreError::from)?;
        for entry in open.iter().map_err(StoreError::from)? {
            let (key, value) = entry.map_err(StoreError::from)?;
            let row = rows.read(table, key.value(), value.value())?;
            take(table, &row.key, &row.payload)?;
        }
    }
    let table = Table::Settings;
    let open = moment.open_table(table.definition()).map_err(StoreError::from)?;
    for place in names(moment, rows, leave_out)?.values() {
        let Some(value) = open.get(place.as_slice()).map_err(StoreError::from)? else { continue };
        let row = rows.read(table, place, value.value())?;
        take(table, &row.key, &row.payload)?;
    }
    Ok(())
}

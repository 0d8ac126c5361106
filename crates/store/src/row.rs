//! How a value is written in the file: version, checksum or seal, batch number, payload.
//!
//! ```text
//! plain    [1]        [crc32, 4 bytes little endian] [batch, variable length] [payload]
//! sealed   [2, 3, 4]  [nonce, 24 bytes] [batch and payload, sealed] [tag, 16 bytes]
//! ```
//!
//! The checksum covers the table, the key, the batch number and the payload. redb has checksums of
//! its own, but they cover pages and hang from a tree: when the tree is damaged, this one lets each
//! row be recognised and trusted alone, and stops a row from being taken for another. It is no
//! protection against a forger; signatures are inside the payloads.
//!
//! Of a sealed row the version says with what it is sealed: 2 with the key of its document, 3 with
//! that for everything else, 4 with the one that wraps these keys. Version, table and key are bound
//! to it, so that it opens in its own place only. A store is plain or sealed, never a bit of both.

use std::borrow::Cow;

use crate::codec::{put_number, take_number};
use crate::error::StoreError;
use crate::format::{FORMAT_KEY, LOCK_KEY, REST_KEY, SCRUB_KEY, Table};
use crate::seal::{SEALED_MORE, Sealing, SealingKey};

/// A plain row.
const PLAIN: u8 = 1;
/// A row sealed with the key of its document.
const DOCUMENT: u8 = 2;
/// A row sealed with the key for what is no document's.
const REST: u8 = 3;
/// A key, wrapped.
pub(crate) const WRAPPED: u8 = 4;

/// Why a row could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowError {
    /// The version byte is one this program does not know, or not one of this place.
    Version(u8),
    /// The row is too short, or its checksum is not that of its table, key and payload.
    Checksum,
    /// The row was changed, or is not that of its table and key.
    Seal,
    /// There is no key for the row.
    NoKey,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Version(version) => write!(f, "row version {version} is unknown"),
            Self::Checksum => f.write_str("the checksum of the row is wrong"),
            Self::Seal => f.write_str("the seal of the row is broken"),
            Self::NoKey => f.write_str("the key of the row is missing"),
        }
    }
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// The batch that wrote it.
    pub(crate) batch: u64,
    /// The key the caller knows it by.
    pub(crate) key: Cow<'a, [u8]>,
    /// What the caller stored.
    pub(crate) payload: Cow<'a, [u8]>,
}

/// How the rows of a store are written.
#[derive(Debug)]
pub(crate) enum Rows {
    Plain,
    Sealed(Box<Sealing>),
}

impl Rows {
    /// The key a row has in the file, from the one the caller knows it by.
    pub(crate) fn place<'a>(&self, table: Table, key: &'a [u8]) -> Cow<'a, [u8]> {
        match self {
            Self::Sealed(sealing) if table == Table::Settings => {
                Cow::Owned(sealing.hidden_name(key).to_vec())
            }
            _ => Cow::Borrowed(key),
        }
    }

    /// The bytes to write for a payload, at [`Rows::place`].
    pub(crate) fn encode(
        &self,
        table: Table,
        key: &[u8],
        batch: u64,
        payload: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let (sealing, kind, name) = match (self, sealed_with(table, key)) {
            (Self::Sealed(sealing), Some((kind, name))) => (sealing, kind, name),
            _ => return Ok(encode(table, key, batch, payload)),
        };
        let with = sealing.key(name).ok_or_else(|| StoreError::damaged(RowError::NoKey))?;
        let place = self.place(table, key);
        let mut length = Vec::new();
        if table != Table::Settings {
            return seal(&with, kind, table, &place, batch, &[payload]);
        }
        put_number(&mut length, key.len() as u64);
        seal(&with, kind, table, &place, batch, &[&length, key, payload])
    }

    /// Reads a row back where the store is damaged without it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], with the table, as [`Rows::decode`].
    pub(crate) fn read<'a>(
        &self,
        table: Table,
        place: &'a [u8],
        row: &'a [u8],
    ) -> Result<Row<'a>, StoreError> {
        self.decode(table, place, row)
            .map_err(|error| StoreError::damaged(format_args!("{}: {error}", table.name())))
    }

    /// Reads a row back.
    ///
    /// # Errors
    /// When it is not one that this store wrote in this place.
    pub(crate) fn decode<'a>(
        &self,
        table: Table,
        place: &'a [u8],
        row: &'a [u8],
    ) -> Result<Row<'a>, RowError> {
        let (sealing, kind, name) = match (self, sealed_with(table, place)) {
            (Self::Sealed(sealing), Some((kind, name))) => (sealing, kind, name),
            _ => return decode(table, place, row),
        };
        let with = sealing.key(name).ok_or(RowError::NoKey)?;
        let mut found = unseal(&with, kind, table, place, row)?;
        if table == Table::Settings {
            let mut rest = found.payload.as_ref();
            let length = take_number(&mut rest).and_then(|length| usize::try_from(length).ok());
            let parts = length.and_then(|length| rest.split_at_checked(length));
            let (name, value) = parts.ok_or(RowError::Seal)?;
            let (name, value) = (name.to_vec(), value.to_vec());
            (found.key, found.payload) = (Cow::Owned(name), Cow::Owned(value));
        }
        Ok(found)
    }
}

/// The version of a row in a sealed store, and the name of the key that seals it; nothing where the
/// row is plain there too.
fn sealed_with(table: Table, key: &[u8]) -> Option<(u8, &[u8])> {
    match table {
        Table::Documents | Table::Envelopes | Table::Snapshots => {
            Some((DOCUMENT, key.get(..16).unwrap_or(key)))
        }
        Table::Format if key == FORMAT_KEY || key == SCRUB_KEY => None,
        Table::Keys | Table::SpareKeys if key == LOCK_KEY => None,
        _ => Some((REST, REST_KEY)),
    }
}

/// The bytes of a sealed row.
pub(crate) fn seal(
    with: &SealingKey,
    kind: u8,
    table: Table,
    key: &[u8],
    batch: u64,
    payload: &[&[u8]],
) -> Result<Vec<u8>, StoreError> {
    let mut number = Vec::with_capacity(3);
    put_number(&mut number, batch);
    let parts: Vec<_> = std::iter::once(number.as_slice()).chain(payload.iter().copied()).collect();
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut row = Vec::with_capacity(length + SEALED_MORE);
    row.push(kind);
    with.seal(&about(kind, table, key), &parts, &mut row)?;
    Ok(row)
}

/// Reads a sealed row.
pub(crate) fn unseal<'a>(
    with: &SealingKey,
    kind: u8,
    table: Table,
    key: &'a [u8],
    row: &[u8],
) -> Result<Row<'a>, RowError> {
    let (&version, sealed) = row.split_first().ok_or(RowError::Seal)?;
    if version != kind {
        return Err(RowError::Version(version));
    }
    let mut body = with.open(&about(kind, table, key), sealed).ok_or(RowError::Seal)?;
    let mut rest = body.as_slice();
    let batch = take_number(&mut rest).ok_or(RowError::Seal)?;
    let start = body.len() - rest.len();
    body.drain(..start);
    Ok(Row { batch, key: Cow::Borrowed(key), payload: Cow::Owned(body) })
}

/// What a sealed row is bound to. The table's id is one byte, so nothing can be shifted.
fn about(kind: u8, table: Table, key: &[u8]) -> Vec<u8> {
    let mut about = Vec::with_capacity(key.len() + 2);
    about.push(kind);
    about.extend_from_slice(table.id().as_bytes());
    about.extend_from_slice(key);
    about
}

/// The bytes of a plain row.
pub(crate) fn encode(table: Table, key: &[u8], batch: u64, payload: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(payload.len() + 3);
    put_number(&mut body, batch);
    body.extend_from_slice(payload);
    let mut row = Vec::with_capacity(body.len() + 5);
    row.push(PLAIN);
    row.extend_from_slice(&checksum(table, key, &body).to_le_bytes());
    row.extend_from_slice(&body);
    row
}

/// Reads a plain row back.
///
/// # Errors
/// When the version is unknown or the checksum does not match.
pub(crate) fn decode<'a>(table: Table, key: &'a [u8], row: &'a [u8]) -> Result<Row<'a>, RowError> {
    let (&version, rest) = row.split_first().ok_or(RowError::Checksum)?;
    if version != PLAIN {
        return Err(RowError::Version(version));
    }
    let (expected, mut body) = rest.split_first_chunk::<4>().ok_or(RowError::Checksum)?;
    if checksum(table, key, body) != u32::from_le_bytes(*expected) {
        return Err(RowError::Checksum);
    }
    let batch = take_number(&mut body).ok_or(RowError::Checksum)?;
    Ok(Row { batch, key: Cow::Borrowed(key), payload: Cow::Borrowed(body) })
}

fn checksum(table: Table, key: &[u8], body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(table.id().as_bytes());
    // Key and payload are told apart by the key's length: no key is longer than a page.
    hasher.update(&u16::try_from(key.len()).unwrap_or(u16::MAX).to_le_bytes());
    hasher.update(key);
    hasher.update(body);
    hasher.finalize()
}

#[cfg(test)]
mod tests;

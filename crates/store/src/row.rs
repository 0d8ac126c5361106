//! How a value is written in the file: version, checksum, batch number, payload.
//!
//! ```text
//! version 1   [1] [crc32, 4 bytes little endian] [batch, variable length] [payload]
//! ```
//!
//! The checksum covers the table, the key, the batch number and the payload. redb has checksums of
//! its own, but they cover pages and hang from a tree: when the tree is damaged, this one lets each
//! row be recognised and trusted alone, and stops a row from being taken for another. It is no
//! protection against a forger; signatures are inside the payloads.
//!
//! Version 2 is kept for sealed rows: `[2] [nonce, 24 bytes] [XChaCha20-Poly1305 of batch and
//! payload]`, with table and key as associated data. Only [`encode`] and [`decode`] would change.

use crate::codec::{put_number, take_number};
use crate::format::Table;

/// A plain row.
const PLAIN: u8 = 1;

/// Why a row could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowError {
    /// The version byte is one this program does not know.
    Version(u8),
    /// The row is too short, or its checksum is not that of its table, key and payload.
    Checksum,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Version(version) => write!(f, "row version {version} is unknown"),
            Self::Checksum => f.write_str("the checksum of the row is wrong"),
        }
    }
}

/// A row that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    /// The batch that wrote it.
    pub(crate) batch: u64,
    /// What the caller stored.
    pub(crate) payload: &'a [u8],
}

/// The bytes to write for a payload.
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

/// Reads a row back.
///
/// # Errors
/// When the version is unknown or the checksum does not match.
pub(crate) fn decode<'a>(table: Table, key: &[u8], row: &'a [u8]) -> Result<Row<'a>, RowError> {
    let (&version, rest) = row.split_first().ok_or(RowError::Checksum)?;
    if version != PLAIN {
        return Err(RowError::Version(version));
    }
    let (expected, mut body) = rest.split_first_chunk::<4>().ok_or(RowError::Checksum)?;
    if checksum(table, key, body) != u32::from_le_bytes(*expected) {
        return Err(RowError::Checksum);
    }
    let batch = take_number(&mut body).ok_or(RowError::Checksum)?;
    Ok(Row { batch, payload: body })
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
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_back_under_its_own_table_and_key_only() {
        let row = encode(Table::Records, b"key", 300, b"payload");
        let read = decode(Table::Records, b"key", &row).unwrap();
        assert_eq!(read, Row { batch: 300, payload: b"payload" });
        assert_eq!(decode(Table::Records, b"kez", &row), Err(RowError::Checksum));
        assert_eq!(decode(Table::Settings, b"key", &row), Err(RowError::Checksum));
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let row = encode(Table::Envelopes, b"key", 7, b"some payload");
        for bit in 0..row.len() * 8 {
            let mut bad = row.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(Table::Envelopes, b"key", &bad).is_err(), "bit {bit}");
        }
        for length in 0..row.len() {
            assert!(decode(Table::Envelopes, b"key", &row[..length]).is_err(), "length {length}");
        }
    }

    #[test]
    fn a_row_costs_less_than_ten_bytes() {
        assert!(encode(Table::Envelopes, b"key", 1_000_000, b"").len() < 10);
    }
}

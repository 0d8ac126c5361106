//! Reading what is inside a backup, row by row. Nothing is believed before it was compared, and no
//! length that is claimed takes memory before its bytes are there.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read};

use crate::batch::{MAX_NAME_BYTES, MAX_PAYLOAD_BYTES};
use crate::format::{STORE_FORMAT, Table};

use super::error::BackupError;
use super::inventory::Tally;
use super::lock::Unlock;
use super::rows::Row;
use super::unlocked::unlocked;
use super::write::{digest, padding};
use super::{
    BACKUP_FORMAT, CHUNK_BYTES, END_OF_ROWS, MARK, MAX_ABOUT, MAX_ABOUT_BYTES, Manifest, Progress,
    TABLES, letter,
};

/// Memory taken at once for bytes that are only promised.
const AT_ONCE: usize = 64 * 1024;

/// A backup being read.
pub(super) struct BackupReader<'a> {
    from: Source<'a>,
    /// The bytes before the first row.
    header: Vec<u8>,
    store_format: u16,
    program: String,
    about: BTreeMap<String, String>,
    /// How many rows there should be.
    of: u64,
    tally: Tally,
}

impl<'a> BackupReader<'a> {
    /// Opens a backup and reads what stands before its rows.
    pub(super) fn open(from: impl Read + 'a, unlock: &Unlock) -> Result<Self, BackupError> {
        let from = BufReader::with_capacity(CHUNK_BYTES, unlocked(from, unlock)?);
        let mut from = Source { from, read: 0, kept: Some(Vec::new()) };
        let mut mark = [0; MARK.len()];
        from.exact(&mut mark)?;
        if mark != MARK {
            return Err(BackupError::NotABackup);
        }
        check_format(from.short()?, BACKUP_FORMAT)?;
        let store_format = from.short()?;
        check_format(store_format, STORE_FORMAT)?;
        let program = from.text(MAX_NAME_BYTES)?;
        let mut about = BTreeMap::new();
        for _ in 0..from.length(MAX_ABOUT)? {
            let name = from.text(MAX_NAME_BYTES)?;
            let in_order = about.last_key_value().is_none_or(|(last, _)| *last < name);
            if !in_order {
                return Err(BackupError::damaged("the entries about it are not in order"));
            }
            about.insert(name, from.text(MAX_ABOUT_BYTES)?);
        }
        let of = from.number()?;
        let header = from.kept.take().unwrap_or_default();
        let tally = Tally::new();
        Ok(Self { from, header, store_format, program, about, of, tally })
    }

    /// The next row; nothing after the last one.
    pub(super) fn row(&mut self) -> Result<Option<Row>, BackupError> {
        let letter_read = self.from.byte()?;
        if letter_read == END_OF_ROWS {
            return Ok(None);
        }
        let table = TABLES.into_iter().find(|table| letter(*table) == letter_read);
        let table = table.ok_or_else(|| BackupError::damaged("a table is unknown"))?;
        let key = self.from.bytes(MAX_NAME_BYTES)?;
        let value = self.from.bytes(largest(table))?;
        self.tally.row(table, &key, &value).map_err(BackupError::damaged)?;
        Ok(Some(Row { table, key, value }))
    }

    /// How far the reading has come.
    pub(super) fn progress(&self) -> Progress {
        Progress { done: self.tally.rows(), of: self.of }
    }

    /// Reads what follows the rows, after the last one, and compares it with what they were.
    pub(super) fn finish(mut self) -> Result<Manifest, BackupError> {
        let differs = || BackupError::damaged("what it holds is not what it says it holds");
        if self.tally.rows() != self.of {
            return Err(differs());
        }
        let inventory = self.tally.finish().map_err(BackupError::damaged)?;
        let encoded = inventory.encode();
        let digest = digest(&self.header, &encoded);
        if !self.from.is_next(&encoded)? || !self.from.is_next(&digest)? {
            return Err(differs());
        }
        let missing = padding(self.from.read);
        if !self.from.is_next(&vec![0; missing])? {
            return Err(differs());
        }
        self.from.is_at_end()?;
        let Self { store_format, program, about, .. } = self;
        Ok(Manifest { store_format, program, about, inventory, digest })
    }
}

/// The largest value of a table's rows: a payload, with what a document's row has around it.
const fn largest(table: Table) -> usize {
    match table {
        Table::Documents => 1024 * 1024,
        _ => MAX_PAYLOAD_BYTES,
    }
}

fn check_format(found: u16, known: u16) -> Result<(), BackupError> {
    match found {
        0 => Err(BackupError::damaged("its format is unknown")),
        found if found > known => Err(BackupError::TooNew { found, known }),
        _ => Ok(()),
    }
}

/// Bytes that come one after the other, counted.
struct Source<'a> {
    from: BufReader<Box<dyn Read + 'a>>,
    read: u64,
    /// The bytes read so far, as long as they are wanted.
    kept: Option<Vec<u8>>,
}

impl Source<'_> {
    fn exact(&mut self, out: &mut [u8]) -> Result<(), BackupError> {
        self.from.read_exact(out).map_err(BackupError::reading)?;
        self.count(out);
        Ok(())
    }

    fn count(&mut self, bytes: &[u8]) {
        self.read += bytes.len() as u64;
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
        }
    }

    fn byte(&mut self) -> Result<u8, BackupError> {
        let mut byte = [0];
        self.exact(&mut byte)?;
        let [byte] = byte;
        Ok(byte)
    }

    fn short(&mut self) -> Result<u16, BackupError> {
        let mut bytes = [0; 2];
        self.exact(&mut bytes)?;
        Ok(u16::from_be_bytes(bytes))
    }

    /// A number in its shortest form.
    fn number(&mut self) -> Result<u64, BackupError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            let is_last = byte & 0x80 == 0;
            let is_padded = is_last && byte == 0 && shift > 0;
            if is_padded || (shift == 63 && part > 1) {
                break;
            }
            number |= part << shift;
            if is_last {
                return Ok(number);
            }
        }
        Err(BackupError::damaged("a number cannot be read"))
    }

    fn length(&mut self, most: usize) -> Result<usize, BackupError> {
        let number = self.number()?;
        usize::try_from(number).ok().filter(|length| *length <= most).ok_or_else(|| {
            BackupError::damaged(format_args!("a length of {number} where {most} is the most"))
        })
    }

    /// Bytes that follow their length.
    fn bytes(&mut self, most: usize) -> Result<Vec<u8>, BackupError> {
        let length = self.length(most)?;
        let mut bytes = Vec::with_capacity(length.min(AT_ONCE));
        let mut part = (&mut self.from).take(length as u64);
        part.read_to_end(&mut bytes).map_err(BackupError::reading)?;
        if bytes.len() < length {
            return Err(BackupError::CutShort);
        }
        self.count(&bytes);
        Ok(bytes)
    }

    fn text(&mut self, most: usize) -> Result<String, BackupError> {
        let bytes = self.bytes(most)?;
        String::from_utf8(bytes).map_err(|_| BackupError::damaged("a text cannot be read"))
    }

    /// Reads as many bytes as these, and compares.
    fn is_next(&mut self, expected: &[u8]) -> Result<bool, BackupError> {
        let mut same = true;
        for expected in expected.chunks(AT_ONCE) {
            let mut found = vec![0; expected.len()];
            self.exact(&mut found)?;
            same &= found == expected;
        }
        Ok(same)
    }

    fn is_at_end(&mut self) -> Result<(), BackupError> {
        let followed = || BackupError::damaged("something follows its end");
        match self.from.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => Err(followed()),
            // How the layers below say it.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData
                ) =>
            {
                Err(followed())
            }
            Err(error) => Err(BackupError::Unreadable(error)),
        }
    }
}

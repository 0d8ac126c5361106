//! From the bytes of a backup to what is inside, telling apart a file that is something else, one
//! made by a newer program, one cut short, and one that was changed.
//!
//! `age` itself cannot tell the last two apart in the last of its pieces. Here it can be done, since
//! every piece of a backup is full.

use std::io::{self, BufRead, BufReader, Read};

use super::CHUNK_BYTES;
use super::error::BackupError;
use super::lock::{Unlock, Unlocking};

/// First line of every file of `age` this program reads.
const FIRST_LINE: &[u8] = b"age-encryption.org/v1\n";
/// The same up to the version.
const BEFORE_VERSION: usize = FIRST_LINE.len() - 2;
/// The version in it.
const AGE_FORMAT: u16 = 1;
/// The line that ends the lines of `age` begins with this.
const LAST_LINE: &[u8] = b"---";
/// What follows it before the first piece.
const NONCE_BYTES: u64 = 16;
/// Most bytes of all lines: more than [`super::MAX_RECIPIENTS`] keys need.
const MOST_LINES_BYTES: u64 = 16 * 1024;
/// A locked piece.
const LOCKED_CHUNK_BYTES: u64 = CHUNK_BYTES as u64 + 16;

/// What is inside a backup.
pub(super) fn unlocked<'a>(
    from: impl Read + 'a,
    unlock: &Unlock,
) -> Result<Box<dyn Read + 'a>, BackupError> {
    if matches!(unlock.0, Unlocking::Done) {
        return Ok(Box::new(from));
    }
    let mut from = BufReader::with_capacity(CHUNK_BYTES, from);
    let lines = lines(&mut from)?;
    let locked = io::Cursor::new(lines).chain(Whole { from, read: 0 });
    Ok(Box::new(unlock.0.unwrap(locked)?))
}

/// Everything before the first piece.
fn lines(from: &mut impl BufRead) -> Result<Vec<u8>, BackupError> {
    let mut from = from.take(MOST_LINES_BYTES);
    let mut bytes = Vec::new();
    let mut start = 0;
    loop {
        let length = from.read_until(b'\n', &mut bytes).map_err(BackupError::reading)?;
        if start == 0 {
            check_first_line(&bytes)?;
        }
        let line = bytes.get(start..).unwrap_or_default();
        if length == 0 || !line.ends_with(b"\n") {
            let end = if from.limit() > 0 {
                BackupError::CutShort
            } else {
                BackupError::damaged("its first bytes were changed")
            };
            return Err(end);
        }
        if line.starts_with(LAST_LINE) {
            break;
        }
        start = bytes.len();
    }
    from.set_limit(NONCE_BYTES);
    let read = from.read_to_end(&mut bytes).map_err(BackupError::reading)?;
    if (read as u64) < NONCE_BYTES { Err(BackupError::CutShort) } else { Ok(bytes) }
}

fn check_first_line(line: &[u8]) -> Result<(), BackupError> {
    if line == FIRST_LINE {
        return Ok(());
    }
    if FIRST_LINE.starts_with(line) {
        return Err(BackupError::CutShort);
    }
    let version = FIRST_LINE
        .get(..BEFORE_VERSION)
        .and_then(|before| line.strip_prefix(before))
        .and_then(|version| std::str::from_utf8(version).ok()?.trim_end().parse().ok());
    match version {
        Some(found) if found > AGE_FORMAT => Err(BackupError::TooNew { found, known: AGE_FORMAT }),
        _ => Err(BackupError::NotABackup),
    }
}

/// Locked pieces; an error when the last one is not full.
struct Whole<R> {
    from: R,
    read: u64,
}

impl<R: BufRead> BufRead for Whole<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffer = self.from.fill_buf()?;
        if buffer.is_empty() && !self.read.is_multiple_of(LOCKED_CHUNK_BYTES) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(buffer)
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount as u64;
        self.from.consume(amount);
    }
}

impl<R: BufRead> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

//! Backups of a store, and stores made of backups.
//!
//! A backup holds one moment of a store: documents, envelopes, records, the journal, settings.
//! Snapshots are a cache and are left out. It is made and read row by row, so that it takes no more
//! memory than its largest row and a line for each document and actor.
//!
//! The file is an ordinary file of `age` (format 1), locked with a passphrase or for some keys; the
//! program of that name opens it too. What is inside, in order:
//!
//! | what | how |
//! |---|---|
//! | mark | `raccord backup` |
//! | format | u16 big endian: 1 |
//! | format of the store | u16 big endian |
//! | program | its version, a text |
//! | about | number of entries, then name and value of each, in order of the names |
//! | rows to come | a number |
//! | rows | table, one letter as in [`crate::format`], key, value; tables and keys in order |
//! | end of the rows | a zero byte |
//! | manifest | see below |
//! | digest | SHA-256 of everything before it but the rows |
//! | padding | zeros, up to a multiple of 65,536 bytes |
//!
//! The manifest gives of each table (documents, envelopes, records, journal, settings) the number
//! of rows and the SHA-256 of its rows; then the number of documents, and of each document its key,
//! its row with kind, about, heads and number of envelopes, the number of its actors, and each
//! actor with its last sequence. Numbers are LEB128 in their shortest form; texts, keys and values
//! follow their length. So there is one way to write a store, and comparing bytes compares all.
//!
//! `age` locks pieces of 65,536 bytes. Since the last one is full too, a file that was cut short is
//! told apart from one whose bytes were changed; and the size says little of what is inside.
//!
//! When a backup is made and where it is kept is decided elsewhere; which of those kept can go is
//! [`surplus`].

mod error;
mod inventory;
mod lock;
mod read;
mod restore;
mod rows;
mod surplus;
mod unlocked;
mod verify;
mod write;

pub use error::BackupError;
pub use inventory::{DocumentInventory, Inventory, TableInventory};
pub use lock::{BackupKey, Lock, MAX_RECIPIENTS, Recipient, Unlock};
pub use restore::{restore, restore_on, restore_sealed, restore_sealed_on};
pub use surplus::surplus;
pub use verify::{Verified, inspect, verify};

use std::collections::BTreeMap;

use crate::format::Table;

/// The format version of what is inside a backup, and the highest this program reads.
pub const BACKUP_FORMAT: u16 = 1;

/// Entries a caller may add about a backup at most.
pub const MAX_ABOUT: usize = 64;

/// Longest value of such an entry, in bytes; its name may have [`crate::MAX_NAME_BYTES`].
pub const MAX_ABOUT_BYTES: usize = 4096;

/// The setting that a restored store has, and no other: the digest of the backup's manifest.
///
/// It says that this store is a copy of an earlier moment, and that what was written after that
/// moment may still be on other machines. Whoever opens such a store takes new actors before the
/// first edit, applies erasures, asks others for what it lacks, and then deletes the setting. It is
/// in no backup.
pub const RESTORED: &str = "restored";

/// What a backup says of itself and of what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The format of the store it was made of.
    pub store_format: u16,
    /// The version of the program that made it.
    pub program: String,
    /// What the caller wanted to have said about it: when it was made, on which machine.
    pub about: BTreeMap<String, String>,
    /// What it holds.
    pub inventory: Inventory,
    /// SHA-256 over all of this: the name of the backup.
    pub digest: [u8; 32],
}

/// How far a backup, or a restoration, has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows done.
    pub done: u64,
    /// Rows in all, as the backup says of itself.
    pub of: u64,
}

impl Progress {
    /// Whether it is worth telling: every thousandth row and the last.
    fn is_worth_telling(self) -> bool {
        self.done.is_multiple_of(1000) || self.done == self.of
    }
}

/// First bytes inside every backup.
const MARK: &[u8] = b"raccord backup";

/// What stands where a row would begin, after the last one.
const END_OF_ROWS: u8 = 0;

/// The size of the pieces `age` locks.
const CHUNK_BYTES: usize = 65_536;

/// The tables a backup holds, in order.
const TABLES: [Table; 5] =
    [Table::Documents, Table::Envelopes, Table::Records, Table::Journal, Table::Settings];

/// The letter of a table.
fn letter(table: Table) -> u8 {
    table.id().bytes().next().unwrap_or_default()
}

//! What can go wrong, and how redb's errors map to it.
//!
//! The text of an error is for logs; the interface makes its own from [`StoreError::code`] and the
//! fields.

use std::io;

use crate::keys::{ActorKey, DocumentKey};
use crate::seal::LockKind;

/// Why the store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program, or another part of this one, has the file open.
    #[error("the store is open in another program; close it there first")]
    AlreadyOpen,
    /// The file, or a row of it, cannot be trusted, and nothing of it could be read.
    #[error("the store is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// There is no room left on the disk. What was acknowledged is safe.
    #[error("the disk is full; make room, then open the store again")]
    DiskFull,
    /// The disk, or the operating system, refused.
    #[error("the store's file cannot be read or written: {0}")]
    Io(#[source] io::Error),
    /// The file was written by a newer program. It was not touched.
    #[error("the store has format {found}, this program knows formats up to {known}")]
    TooNew {
        /// The format of the file.
        found: u16,
        /// The highest format this program reads.
        known: u16,
    },
    /// The store is sealed, and what was given does not open it. It was not touched.
    #[error("the store is sealed; open it with {lock}{}", if damage.is_some() {
        ". It is damaged too: what is left of it can only be read then"
    } else {
        ""
    })]
    Locked {
        /// What opens it.
        lock: LockKind,
        /// What was found, when the file is damaged as well.
        damage: Option<String>,
    },
    /// The passphrase is not the one the store is sealed with. The file was not touched.
    #[error("the passphrase does not open this store; type it again")]
    WrongPassphrase,
    /// The key is not the one the store is sealed with. The file was not touched.
    #[error("the key does not open this store; use the one it was sealed with")]
    WrongKey,
    /// A key or a passphrase was given for a store that is not sealed. It was not touched.
    #[error("the store is not sealed; open it without a key")]
    NotSealed,
    /// There is nothing to lock a store with.
    #[error("a store is sealed with a passphrase or a key; give one of them")]
    NoLock,
    /// The file is something else. It was not touched.
    #[error("the file is not a Raccord store")]
    NotAStore,
    /// There is no file of that name.
    #[error("there is no store of that name")]
    Missing,
    /// There is a file of that name already; it was not touched.
    #[error("there is a file of that name already")]
    Exists,
    /// An earlier write failed; the store must be opened again before anything more is written.
    #[error("an earlier write failed; open the store again")]
    MustReopen,
    /// The store was opened read-only.
    #[error("the store is read-only: {reason}")]
    ReadOnly {
        /// What was found when it was opened.
        reason: ReadOnlyReason,
    },
    /// An envelope differs from the one already stored under the same actor and sequence.
    #[error("document {document} already has another envelope {sequence} of actor {actor}")]
    EnvelopeConflict {
        /// The document.
        document: DocumentKey,
        /// The actor who has two changes of one number.
        actor: ActorKey,
        /// That number.
        sequence: u64,
    },
    /// An envelope or snapshot is for a document that has no row.
    #[error("document {document} is unknown")]
    UnknownDocument {
        /// The document.
        document: DocumentKey,
    },
    /// A part of a batch is too large.
    #[error("{what} of size {size} is larger than {most}")]
    TooLarge {
        /// Which part.
        what: &'static str,
        /// Its size.
        size: usize,
        /// The largest allowed.
        most: usize,
    },
}

/// Why a store was opened read-only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnlyReason {
    /// The file is damaged; the opening gave a report.
    #[error("its file is damaged: {detail}")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// Not even the opening found room on the disk. Everything acknowledged can be read; after
    /// making room, the store must be opened again.
    #[error("the disk is full")]
    DiskFull,
}

impl StoreError {
    /// The stable code of the error, for messages and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyOpen => "store-already-open",
            Self::Damaged { .. } => "store-damaged",
            Self::DiskFull => "store-full",
            Self::Io(_) => "store-fault",
            Self::TooNew { .. } => "store-too-new",
            Self::Locked { .. } => "store-locked",
            Self::WrongPassphrase => "store-wrong-passphrase",
            Self::WrongKey => "store-wrong-key",
            Self::NotSealed => "store-not-sealed",
            Self::NoLock => "store-no-lock",
            Self::NotAStore => "store-not-a-store",
            Self::Missing => "store-missing",
            Self::Exists => "store-exists",
            Self::MustReopen => "store-must-reopen",
            Self::ReadOnly { .. } => "store-read-only",
            Self::EnvelopeConflict { .. } => "store-envelope-conflict",
            Self::UnknownDocument { .. } => "store-unknown-document",
            Self::TooLarge { .. } => "store-too-large",
        }
    }

    /// Whether the fault lies with the file or disk, after which a handle must not write again.
    pub(crate) const fn is_of_the_file(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::DiskFull | Self::Io(_) | Self::MustReopen)
    }

    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch => {
                Self::AlreadyOpen
            }
            // redb reads no further than the file's end unless the file is too short for its tree.
            redb::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::damaged("the file is cut short")
            }
            // How redb says that the file does not begin as its files do.
            redb::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Self::NotAStore,
            redb::Error::Io(error) => error.into(),
            redb::Error::PreviousIo | redb::Error::DatabaseClosed => Self::MustReopen,
            other => Self::damaged(other),
        }
    }
}

macro_rules! from_redb {
    ($($error:ty),*) => {$(
        impl From<$error> for StoreError {
            fn from(error: $error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )*};
}

from_redb!(
    redb::StorageError,
    redb::TableError,
    redb::TransactionError,
    redb::CommitError,
    redb::CompactionError,
    redb::DatabaseError
);

//! What can go wrong with a backup. The text of an error is for logs; the interface makes its own
//! from [`BackupError::code`] and the fields.

use std::io;

use crate::error::StoreError;

/// Why a backup could not be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// No passphrase and no key was given to lock a backup with.
    #[error(
        "a backup needs a passphrase or between 1 and {most} keys to lock it; give one of them"
    )]
    NoLock {
        /// How many keys there may be.
        most: usize,
    },
    /// A text is not a key.
    #[error("the text is no key of a backup; copy the whole line, without anything around it")]
    BadKey,
    /// The passphrase is not the one the backup was locked with.
    #[error(
        "the passphrase does not open this backup; type it again, and if it is surely right, \
         take another backup: the first bytes of this one are damaged"
    )]
    WrongPassphrase,
    /// The keys given are not among those the backup was locked for.
    #[error("none of the keys opens this backup; use a key it was made for, or another backup")]
    WrongKey,
    /// The backup is locked in the other way.
    #[error(
        "the backup is locked with {}; give that",
        if *.passphrase { "a passphrase, not with a key" } else { "a key, not with a passphrase" }
    )]
    OtherLock {
        /// Whether it is locked with a passphrase.
        passphrase: bool,
    },
    /// The file is something else.
    #[error("the file is not a Raccord backup; choose another file")]
    NotABackup,
    /// The backup was made by a newer program.
    #[error(
        "the backup has format {found}, this program knows formats up to {known}; install the \
         newer version of the program, then try again"
    )]
    TooNew {
        /// The format of the backup, or of the store it was made of.
        found: u16,
        /// The highest one this program reads.
        known: u16,
    },
    /// The file ends too early.
    #[error("the backup is cut short; copy it again from where it came, or take another backup")]
    CutShort,
    /// Bytes of the file were changed, or do not agree with each other.
    #[error("the backup is damaged: {detail}; copy it again, or take another backup")]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// There is a file under the name already. It was not touched.
    #[error("there is a file of that name already; choose another name, or move it away first")]
    Exists,
    /// The backup could not be read to its end.
    #[error("the backup cannot be read: {0}; check the disk or the network, then try again")]
    Unreadable(#[source] io::Error),
    /// The backup could not be written to its end. What was written is no backup.
    #[error("the backup cannot be written: {0}; choose another place, or try again")]
    Unwritable(#[source] io::Error),
    /// There is no room left where the backup is written.
    #[error("there is no room for the backup; make room, or choose another place")]
    NoRoom,
    /// The store that is backed up, or made, gave an error.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    /// The stable code of the error, for messages and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLock { .. } => "backup-no-lock",
            Self::BadKey => "backup-bad-key",
            Self::WrongPassphrase => "backup-wrong-passphrase",
            Self::WrongKey => "backup-wrong-key",
            Self::OtherLock { .. } => "backup-other-lock",
            Self::NotABackup => "backup-not-a-backup",
            Self::TooNew { .. } => "backup-too-new",
            Self::CutShort => "backup-cut-short",
            Self::Damaged { .. } => "backup-damaged",
            Self::Exists => "backup-exists",
            Self::Unreadable(_) => "backup-unreadable",
            Self::Unwritable(_) => "backup-unwritable",
            Self::NoRoom => "backup-no-room",
            Self::Store(error) => error.code(),
        }
    }

    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Self::Damaged { detail: detail.to_string() }
    }

    /// An error while reading a bundle: of the file, or of what is in it.
    pub(crate) fn reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutShort,
            io::ErrorKind::InvalidData => Self::damaged("some of its bytes were changed"),
            _ => Self::Unreadable(error),
        }
    }

    /// An error while writing a bundle.
    pub(crate) fn writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoRoom,
            _ => Self::Unwritable(error),
        }
    }
}

//! What the store says, as failures people can act on.

use crate::failure::Failure;
use model::{Finding, Place, Severity};
use std::path::Path;
use store::{ReadOnlyReason, StoreError};

/// There is no room on the disk.
const FULL: &str = "store-full";

/// A store that could not be read or written.
pub(crate) fn kept(error: &StoreError) -> Failure {
    opened(error, Path::new(""))
}

/// A store that could not be opened or made.
pub(crate) fn opened(error: &StoreError, path: &Path) -> Failure {
    let told = |code| Finding::new(Severity::Error, code).with("path", path.display());
    let refused = |code| Failure::Refused(Box::new(told(code)));
    match error {
        StoreError::AlreadyOpen => refused("store-already-open"),
        StoreError::Missing => {
            let folder = path.parent().unwrap_or(path);
            let missing = Finding::new(Severity::Error, "store-missing");
            Failure::Refused(Box::new(missing.with("path", folder.display())))
        }
        StoreError::Exists => refused("store-exists"),
        StoreError::NotAStore => refused("store-not-a-store"),
        StoreError::TooNew { found, known } => Failure::Refused(Box::new(
            told("store-too-new").with("found", found).with("known", known),
        )),
        StoreError::ReadOnly { reason } => not_written(read_only(reason, path)),
        StoreError::DiskFull => Failure::Fault(Box::new(told(FULL))),
        StoreError::Damaged { detail } => Failure::fault("store-damaged", detail),
        StoreError::Locked { .. } => refused("store-locked"),
        StoreError::WrongPassphrase => refused("store-wrong-passphrase"),
        StoreError::WrongKey => refused("store-wrong-key"),
        StoreError::NotSealed => refused("store-not-sealed"),
        StoreError::NoLock => refused("store-no-lock"),
        StoreError::Io(_)
        | StoreError::MustReopen
        | StoreError::EnvelopeConflict { .. }
        | StoreError::UnknownDocument { .. }
        | StoreError::TooLarge { .. } => Failure::fault("store-fault", error),
    }
}

/// Why nothing can be written.
pub(crate) fn read_only(reason: &ReadOnlyReason, file: &Path) -> Finding {
    match reason {
        ReadOnlyReason::Damaged { detail } => {
            let place = Place { file: Some(file.display().to_string()), ..Place::default() };
            Finding::new(Severity::Error, "store-read-only").with("cause", detail).at(place)
        }
        ReadOnlyReason::DiskFull => Finding::new(Severity::Error, FULL),
    }
}

/// A command that comes while nothing can be written: a full disk is the machine's fault.
pub(crate) fn not_written(reason: Finding) -> Failure {
    let reason = Box::new(reason);
    if reason.code == FULL { Failure::Fault(reason) } else { Failure::Refused(reason) }
}

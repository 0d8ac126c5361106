//! What the store says, as failures people can act on.

use crate::failure::Failure;
use model::{Finding, Severity};
use std::path::Path;
use store::{ReadOnlyReason, StoreError};

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
        StoreError::Missing => refused("store-missing"),
        StoreError::Exists => refused("store-exists"),
        StoreError::NotAStore => refused("store-not-a-store"),
        StoreError::TooNew { found, known } => Failure::Refused(Box::new(
            told("store-too-new").with("found", found).with("known", known),
        )),
        StoreError::ReadOnly { reason } => Failure::Refused(Box::new(read_only(reason))),
        StoreError::DiskFull => Failure::Fault(Box::new(told("store-full"))),
        StoreError::Damaged { detail } => Failure::fault("store-damaged", detail),
        StoreError::Io(_)
        | StoreError::MustReopen
        | StoreError::EnvelopeConflict { .. }
        | StoreError::UnknownDocument { .. }
        | StoreError::TooLarge { .. } => Failure::fault("store-fault", error),
    }
}

/// Why nothing can be written.
pub(crate) fn read_only(reason: &ReadOnlyReason) -> Finding {
    match reason {
        ReadOnlyReason::Damaged { detail } => {
            Finding::new(Severity::Error, "store-read-only").with("cause", detail)
        }
        ReadOnlyReason::DiskFull => Finding::new(Severity::Error, "store-full"),
    }
}

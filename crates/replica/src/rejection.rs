//! Why a change of somebody else is not taken in.

use crate::ChangeHash;
use model::{Finding, Severity};

/// Why a change is not taken in. The others of its delivery are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// It is longer than [`crate::MAX_CHANGE_BYTES`].
    #[error("{bytes} bytes are too many for one change")]
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// It holds more than a change may, however short it is.
    #[error("{0}")]
    TooMuch(&'static str),
    /// It is not exactly one plain change: nothing, a compressed one, a document, several.
    #[error("it is not one plain change")]
    NotAChange,
    /// The bytes do not match their checksum.
    #[error("it is damaged")]
    Damaged,
    /// Automerge cannot decode it.
    #[error("it cannot be decoded: {0}")]
    Undecodable(String),
    /// It is not encoded the one way Automerge does: a saved document would not give it back.
    #[error("it is not encoded as Automerge would")]
    NotAsWritten,
    /// Its author is not named by 16 bytes.
    #[error("its author has no name of 16 bytes")]
    Author,
    /// Its author has another change of this number: a restored copy, or a forgery.
    #[error("its author has another change of this number")]
    DuplicateSequence,
    /// It skips numbers of its author, or its operations are not numbered after those it builds on.
    #[error("its numbers do not follow those it builds on")]
    Numbering,
    /// It would write beside the containers, where only schema steps write.
    #[error("it writes where only schema steps do")]
    Root,
    /// Its operations speak of what the change cannot know.
    #[error("{0}")]
    Operations(&'static str),
    /// Automerge failed to apply it.
    #[error("it cannot be applied: {0}")]
    Failed(String),
}

/// A change that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the delivery, from 0; `None` if it came in an earlier one and waited.
    pub index: Option<usize>,
    /// Its name, if it has one.
    pub hash: Option<ChangeHash>,
    /// Why.
    pub reason: Rejection,
}

impl Rejection {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } | Self::TooMuch(_) => "change-too-large",
            Self::NotAChange => "change-not-plain",
            Self::Damaged => "change-damaged",
            Self::Undecodable(_) => "change-undecodable",
            Self::NotAsWritten => "change-not-as-written",
            Self::Author => "change-author",
            Self::DuplicateSequence => "change-duplicate",
            Self::Numbering => "change-numbering",
            Self::Root => "change-root",
            Self::Operations(_) => "change-operations",
            Self::Failed(_) => "change-failed",
        }
    }
}

impl Rejected {
    /// The same as a finding.
    pub fn finding(&self) -> Finding {
        let name: String = self
            .hash
            .iter()
            .flat_map(|hash| hash.iter().take(4))
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Finding::new(Severity::Error, self.reason.code())
            .with("change", name)
            .with("reason", &self.reason)
    }
}

//! Why edits are not written.

use crate::standing::{READER, Standing, WRITER};
use crate::{MAX_CHANGE_BYTES, MAX_TEXT_BYTES};
use model::{Finding, Kind, RawId, Severity};
use units::MAX_NAME_CHARS;

/// Why edits are not written. Nothing of them is then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A newer program writes this document in ways this one would spoil.
    #[error("the document is read-only: it asks for writer {needs}, this is {WRITER}")]
    ReadOnly {
        /// The writer it asks for.
        needs: i64,
    },
    /// A newer program is needed even to read this document.
    #[error("the document is closed: it asks for reader {needs}, this is {READER}")]
    Closed {
        /// The reader it asks for.
        needs: i64,
    },
    /// The record is kept in another document.
    #[error("a {} is not kept in this document", .kind.key())]
    WrongDocument {
        /// What the record is.
        kind: Kind,
    },
    /// There is no such record, or it is deleted.
    #[error("there is no {} {id}", .kind.key())]
    Missing {
        /// What it should be.
        kind: Kind,
        /// Which one.
        id: RawId,
    },
    /// The record to add is there, and says something else.
    #[error("there is a {} {id} already, and its {field} differs", .kind.key())]
    Exists {
        /// What it is.
        kind: Kind,
        /// Which one.
        id: RawId,
        /// A field that differs.
        field: String,
    },
    /// Records of this kind have no such field.
    #[error("a {} has no field {field:?}", .kind.key())]
    UnknownField {
        /// What the record is.
        kind: Kind,
        /// The field.
        field: String,
    },
    /// The field cannot hold this value.
    #[error("the field {field:?} of a {} wants {expected}", .kind.key())]
    WrongValue {
        /// What the record is.
        kind: Kind,
        /// The field.
        field: String,
        /// What it can hold, as in the message `mismatch-<expected>`.
        expected: &'static str,
    },
    /// A name or a word is longer than 200 characters.
    #[error("the name in {field:?} is longer than {MAX_NAME_CHARS} characters")]
    NameTooLong {
        /// What the record is.
        kind: Kind,
        /// The field.
        field: String,
    },
    /// A text is longer than 64 kB.
    #[error("the text in {field:?} is longer than {MAX_TEXT_BYTES} bytes")]
    TextTooLong {
        /// What the record is.
        kind: Kind,
        /// The field.
        field: String,
    },
    /// All of it together is more than one change may hold.
    #[error("the change is longer than {MAX_CHANGE_BYTES} bytes or has too many operations")]
    TooLarge,
    /// Automerge failed; the document is as it was.
    #[error("the document could not be written: {0}")]
    Failed(String),
}

impl Refusal {
    /// Stable code, also the name of the message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ReadOnly { .. } => "document-read-only",
            Self::Closed { .. } => "document-closed",
            Self::WrongDocument { .. } => "edit-wrong-document",
            Self::Missing { .. } => "edit-record-missing",
            Self::Exists { .. } => "edit-record-exists",
            Self::UnknownField { .. } => "edit-unknown-field",
            Self::WrongValue { .. } => "edit-wrong-value",
            Self::NameTooLong { .. } => "edit-name-too-long",
            Self::TextTooLong { .. } => "edit-text-too-long",
            Self::TooLarge => "edit-too-large",
            Self::Failed(_) => "edit-failed",
        }
    }

    /// The same as a finding, for its message.
    pub fn finding(&self) -> Finding {
        let told = Finding::new(Severity::Error, self.code());
        match self {
            Self::ReadOnly { needs } => told.with("needs", needs).with("has", WRITER),
            Self::Closed { needs } => told.with("needs", needs).with("has", READER),
            Self::WrongDocument { kind } => told.with("kind", kind.key()),
            Self::Missing { kind, id } => told.with("kind", kind.key()).with("id", id),
            Self::Exists { kind, id, field } => {
                told.with("kind", kind.key()).with("id", id).with("field", field)
            }
            Self::UnknownField { kind, field } => {
                told.with("kind", kind.key()).with("field", field)
            }
            Self::WrongValue { kind, field, expected } => {
                told.with("kind", kind.key()).with("field", field).with("expected", expected)
            }
            Self::NameTooLong { kind, field } => {
                told.with("kind", kind.key()).with("field", field).with("limit", MAX_NAME_CHARS)
            }
            Self::TextTooLong { kind, field } => told
                .with("kind", kind.key())
                .with("field", field)
                .with("limit", MAX_TEXT_BYTES / 1_024),
            Self::TooLarge => told.with("limit", MAX_CHANGE_BYTES / 1_024),
            Self::Failed(reason) => told.with("reason", reason),
        }
    }

    /// The refusal that a standing comes down to, if it is one.
    pub(crate) fn of(standing: Standing) -> Option<Self> {
        match standing {
            Standing::Open => None,
            Standing::ReadOnly { needs } => Some(Self::ReadOnly { needs }),
            Standing::Closed { needs } => Some(Self::Closed { needs }),
        }
    }
}

//! The shared copy: one Automerge document as `model` sees it. Commands become changes here,
//! changes become records again, and each record has its history.
//!
//! Invariants: no I/O, no clock, no randomness (every actor is given). Root containers are born
//! by hard-coded changes that are equal on every machine; the schema only grows; writes touch
//! only the keys they name; one command is one change per document; deletion is a mark; reading
//! never fails on content. Who may write, and signatures, are `access`'s and `node`'s.

mod bytes;
mod check;
mod chunk;
mod conflict;
mod difference;
mod document;
mod findings;
mod gate;
mod guard;
mod header;
mod history;
mod keep;
mod merge;
mod message;
mod moment;
mod queue;
mod read;
mod refusal;
mod rejection;
mod run;
mod scalar;
mod schema;
mod standing;
mod state_hash;
mod stored;
#[cfg(test)]
mod tests;
mod touched;
mod undo;
mod verify;
mod view;
mod write;

pub use check::{Checked, check};
pub use document::{ChangeRecord, Document, Identity, LoadError};
pub use findings::Findings;
pub use gate::{MAX_OPERATIONS, gate};
pub use header::{Header, MAX_DEPS, header};
pub use history::{ChangeInfo, ChangePlace, HistoryEntry};
pub use merge::{Merged, Taken};
pub use message::ChangeMessage;
pub use refusal::Refusal;
pub use rejection::{Rejected, Rejection};
pub use scalar::Scalar;
pub use schema::{is_schema_actor, step_hashes};
pub use standing::{READER, Standing, WRITER};
pub use undo::{Skipped, Undone};
pub use view::View;
pub use write::{Applied, Touched, Write, WritesError, decode_writes, encode_writes, inverse};

/// Who wrote a change: drawn by `node`, one per device and document.
pub type ActorId = [u8; 16];

/// The SHA-256 of a change, which names it.
pub type ChangeHash = [u8; 32];

/// The longest change that is written or taken in, in bytes. With its envelope around it, it
/// stays under the 1 MiB that a peer accepts.
pub const MAX_CHANGE_BYTES: usize = (1 << 20) - 4_096;

/// The longest text of a field, in bytes. Longer ones belong in attachments, not in a history
/// that every machine keeps for ever.
pub const MAX_TEXT_BYTES: usize = 64 * 1_024;

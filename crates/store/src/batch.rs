//! What is written at once, and the shapes in which rows are written and read.
//!
//! No method here touches the file; [`crate::Store::write`] does.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::error::StoreError;
use crate::keys::{ActorKey, DocumentKey, RecordKey};

/// Longest document kind or setting name, in bytes.
pub const MAX_NAME_BYTES: usize = 255;

/// Most heads a document row or a snapshot may carry.
pub const MAX_HEADS: usize = 4096;

/// Largest payload of one row, in bytes: 256 MiB.
pub const MAX_PAYLOAD_BYTES: usize = 256 * 1024 * 1024;

/// One signed change of a document, as it travelled and as it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The document it belongs to.
    pub document: DocumentKey,
    /// Who wrote it.
    pub actor: ActorKey,
    /// Its place among the actor's changes of that document.
    pub sequence: u64,
    /// The envelope itself, opaque here.
    pub payload: Vec<u8>,
}

/// What is known of a document beside its envelopes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentRow {
    /// What the document is, in the caller's words; at most [`MAX_NAME_BYTES`].
    pub kind: String,
    /// The production or the person it is about, if it is one's.
    pub about: Option<DocumentKey>,
    /// The hashes of the document's last changes; at most [`MAX_HEADS`].
    pub heads: Vec<[u8; 32]>,
}

/// A document as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What was written.
    pub row: DocumentRow,
    /// How many envelopes it has. The store keeps this count itself.
    pub envelopes: u64,
}

/// A cache of a document's state. The caller verifies it before handing it over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The highest sequence of each actor the snapshot covers.
    pub covers: BTreeMap<ActorKey, u64>,
    /// The heads of the document it stands for.
    pub heads: Vec<[u8; 32]>,
    /// The snapshot itself, opaque here.
    pub payload: Vec<u8>,
}

/// Everything to be written in one transaction: all of it is in the file, or none of it.
///
/// Within a batch, documents come first, then envelopes; journal entries are deleted before new
/// ones are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// Document rows, new or replaced. A document needs one before its first envelope.
    pub documents: BTreeMap<DocumentKey, DocumentRow>,
    /// Envelopes to add. One that is already there with the same bytes is left as it is.
    pub envelopes: Vec<Envelope>,
    /// The new snapshot of a document. The one before is kept, older ones are removed.
    pub snapshots: BTreeMap<DocumentKey, Snapshot>,
    /// Records to write, or to delete where there is no value.
    pub records: BTreeMap<RecordKey, Option<Vec<u8>>>,
    /// Numbers of journal entries to delete.
    pub journal_deletions: Vec<RangeInclusive<u64>>,
    /// Journal entries to write.
    pub journal: BTreeMap<u64, Vec<u8>>,
    /// Settings to write, or to delete where there is no value.
    pub settings: BTreeMap<String, Option<Vec<u8>>>,
}

impl Batch {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
            && self.envelopes.is_empty()
            && self.snapshots.is_empty()
            && self.records.is_empty()
            && self.journal_deletions.is_empty()
            && self.journal.is_empty()
            && self.settings.is_empty()
    }

    /// Refuses a batch with a part too large to be a row, before anything is written.
    pub(crate) fn check_sizes(&self) -> Result<(), StoreError> {
        for row in self.documents.values() {
            limit("document kind", row.kind.len(), MAX_NAME_BYTES)?;
            limit("heads", row.heads.len(), MAX_HEADS)?;
        }
        for name in self.settings.keys() {
            limit("setting name", name.len(), MAX_NAME_BYTES)?;
        }
        for snapshot in self.snapshots.values() {
            limit("heads", snapshot.heads.len(), MAX_HEADS)?;
        }
        let payloads = (self.envelopes.iter().map(|envelope| &envelope.payload))
            .chain(self.snapshots.values().map(|snapshot| &snapshot.payload))
            .chain(self.records.values().flatten())
            .chain(self.journal.values())
            .chain(self.settings.values().flatten());
        for payload in payloads {
            limit("payload", payload.len(), MAX_PAYLOAD_BYTES)?;
        }
        Ok(())
    }
}

/// Refuses what is too large to be a row or a part of one.
pub(crate) fn limit(what: &'static str, size: usize, most: usize) -> Result<(), StoreError> {
    if size > most { Err(StoreError::TooLarge { what, size, most }) } else { Ok(()) }
}

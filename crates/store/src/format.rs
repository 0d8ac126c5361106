//! The file format of a store, version 1 with plain rows or 2 with sealed ones, and the encoding of
//! its keys.
//!
//! The file is a redb database (format 3). Every table maps bytes to bytes; table names are short
//! ids that say nothing of what they hold.
//!
//! | table | key | payload |
//! |---|---|---|
//! | `f` format | `format` | `raccord`, then the format version, u16 big endian |
//! | `f` format | `totals` | batch number, number of documents, number of envelopes (variable length integers) |
//! | `d` documents | document 16 bytes | kind, about, heads, number of envelopes |
//! | `e` envelopes | document 16, actor 16, sequence u64 big endian | the signed envelope |
//! | `s` snapshots | document 16, generation u64 big endian | sequences covered, heads, the snapshot |
//! | `r` records | kind u8, id 16 | the signed record |
//! | `j` journal | number u64 big endian | a local undo step |
//! | `p` settings | name, UTF-8 | the value |
//!
//! Every value is a row as [`crate::row`] describes: a version byte, a checksum over table, key
//! and payload, the number of the batch that wrote it, the payload. `envelopes` is the truth: its
//! rows are added and never changed, and removed only when their whole document is shredded.
//! Everything else is replaced in place.
//!
//! A sealed store has the same tables with sealed rows, and more:
//!
//! | table | key | payload |
//! |---|---|---|
//! | `p` settings | keyed hash of the name, 16 bytes | length of the name, the name, the value |
//! | `k` keys, and again in `l` | document 16 bytes | the key of the document, wrapped |
//! | | `rest` | the key of all that is no document's, wrapped |
//! | | `lock` | how the vault key is held (`seal/lock.rs`); a plain row |
//! | `f` format | `scrub` | nonces of keys that must go from the file, each byte inverted; a plain row |
//!
//! The format row keeps this shape in every later version, so that an older program can always
//! say which version it met. Nothing here names redb types other than table definitions.

use redb::TableDefinition;

use crate::keys::{ActorKey, DocumentKey, RecordKey};

/// The format version of a store with plain rows, and of the rows in a backup.
pub const STORE_FORMAT: u16 = 1;

/// The format version of a sealed store, and the highest this program reads.
pub const SEALED_FORMAT: u16 = 2;

/// Key of the row holding the format version.
pub(crate) const FORMAT_KEY: &[u8] = b"format";
/// Key of the row holding the totals the file is compared with on every open.
pub(crate) const TOTALS_KEY: &[u8] = b"totals";
/// Key of the row that names what must go from the file of a sealed store.
pub(crate) const SCRUB_KEY: &[u8] = b"scrub";
/// Key of the row holding the lock of a sealed store.
pub(crate) const LOCK_KEY: &[u8] = b"lock";
/// Key of the row holding the key for all that is no document's.
pub(crate) const REST_KEY: &[u8] = b"rest";
/// First bytes of the format row's payload.
pub(crate) const FORMAT_MARK: &[u8] = b"raccord";

/// A redb table of this store: bytes to bytes.
pub(crate) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

/// The tables of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Format,
    Documents,
    Envelopes,
    Snapshots,
    Records,
    Journal,
    Settings,
    Keys,
    SpareKeys,
}

impl Table {
    /// The tables with the keys of a sealed store; they hold the same.
    pub(crate) const KEYS: [Self; 2] = [Self::Keys, Self::SpareKeys];

    /// Every table of every store, in the order they are created and salvaged.
    pub(crate) const ALL: [Self; 7] = [
        Self::Format,
        Self::Documents,
        Self::Envelopes,
        Self::Snapshots,
        Self::Records,
        Self::Journal,
        Self::Settings,
    ];

    /// The table's name in the file.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Format => "f",
            Self::Documents => "d",
            Self::Envelopes => "e",
            Self::Snapshots => "s",
            Self::Records => "r",
            Self::Journal => "j",
            Self::Settings => "p",
            Self::Keys => "k",
            Self::SpareKeys => "l",
        }
    }

    /// The word a report uses for the table.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Documents => "documents",
            Self::Envelopes => "envelopes",
            Self::Snapshots => "snapshots",
            Self::Records => "records",
            Self::Journal => "journal",
            Self::Settings => "settings",
            Self::Keys => "keys",
            Self::SpareKeys => "spare keys",
        }
    }

    pub(crate) const fn definition(self) -> Definition {
        TableDefinition::new(self.id())
    }
}

/// Key of an envelope.
pub(crate) fn envelope_key(document: &DocumentKey, actor: &ActorKey, sequence: u64) -> [u8; 40] {
    let mut key = [0; 40];
    let (ids, number) = key.split_at_mut(32);
    let (first, second) = ids.split_at_mut(16);
    first.copy_from_slice(&document.0);
    second.copy_from_slice(&actor.0);
    number.copy_from_slice(&sequence.to_be_bytes());
    key
}

/// Document, actor and sequence of an envelope's key; nothing for a key of another shape.
pub(crate) fn parse_envelope_key(key: &[u8]) -> Option<(DocumentKey, ActorKey, u64)> {
    let (document, rest) = key.split_first_chunk::<16>()?;
    let (actor, rest) = rest.split_first_chunk::<16>()?;
    let sequence = <[u8; 8]>::try_from(rest).ok()?;
    Some((DocumentKey(*document), ActorKey(*actor), u64::from_be_bytes(sequence)))
}

/// Key of a snapshot.
pub(crate) fn snapshot_key(document: &DocumentKey, generation: u64) -> [u8; 24] {
    let mut key = [0; 24];
    let (id, number) = key.split_at_mut(16);
    id.copy_from_slice(&document.0);
    number.copy_from_slice(&generation.to_be_bytes());
    key
}

/// Generation of a snapshot's key; nothing for a key of another shape.
pub(crate) fn parse_generation(key: &[u8]) -> Option<u64> {
    let (_, rest) = key.split_first_chunk::<16>()?;
    Some(u64::from_be_bytes(rest.try_into().ok()?))
}

/// Key of a record.
pub(crate) fn record_key(key: &RecordKey) -> [u8; 17] {
    let mut bytes = [0; 17];
    let (kind, id) = bytes.split_at_mut(1);
    kind.copy_from_slice(&[key.kind]);
    id.copy_from_slice(&key.id);
    bytes
}

/// The record a key names; nothing for a key of another shape.
pub(crate) fn parse_record_key(key: &[u8]) -> Option<RecordKey> {
    let (&kind, id) = key.split_first()?;
    Some(RecordKey { kind, id: id.try_into().ok()? })
}

/// The document a key of 16 bytes names; nothing for a key of another shape.
pub(crate) fn parse_document_key(key: &[u8]) -> Option<DocumentKey> {
    Some(DocumentKey(key.try_into().ok()?))
}

/// The number a key of 8 bytes stands for; nothing for a key of another shape.
pub(crate) fn parse_number(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.try_into().ok()?))
}

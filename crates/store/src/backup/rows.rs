//! What the rows of a backup are: the same keys and payloads as in the store, checked one by one.

use crate::batch::{Batch, DocumentRow, Envelope, MAX_HEADS, MAX_NAME_BYTES};
use crate::codec::decode_document;
use crate::format::{
    Table, parse_document_key, parse_envelope_key, parse_number, parse_record_key,
};
use crate::keys::{ActorKey, DocumentKey, RecordKey};

use super::RESTORED;

/// A row as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) table: Table,
    pub(super) key: Vec<u8>,
    pub(super) value: Vec<u8>,
}

/// What a row stands for; its value is elsewhere where it is opaque.
pub(super) enum Meaning<'a> {
    /// With the number of envelopes the row vouches for.
    Document(DocumentKey, DocumentRow, u64),
    Envelope(DocumentKey, ActorKey, u64),
    Record(RecordKey),
    Journal(u64),
    Setting(&'a str),
}

/// The meaning of a row; nothing for one that no store holds.
pub(super) fn meaning<'a>(table: Table, key: &'a [u8], value: &[u8]) -> Option<Meaning<'a>> {
    match table {
        Table::Documents => {
            let (row, envelopes) = decode_document(value)?;
            let fits = row.kind.len() <= MAX_NAME_BYTES && row.heads.len() <= MAX_HEADS;
            fits.then_some(Meaning::Document(parse_document_key(key)?, row, envelopes))
        }
        Table::Envelopes => {
            let (document, actor, sequence) = parse_envelope_key(key)?;
            Some(Meaning::Envelope(document, actor, sequence))
        }
        Table::Records => Some(Meaning::Record(parse_record_key(key)?)),
        Table::Journal => Some(Meaning::Journal(parse_number(key)?)),
        Table::Settings => {
            let name = std::str::from_utf8(key).ok()?;
            let fits = name.len() <= MAX_NAME_BYTES && name != RESTORED;
            fits.then_some(Meaning::Setting(name))
        }
        Table::Format | Table::Snapshots | Table::Keys | Table::SpareKeys => None,
    }
}

/// Adds a row to what will be written at once; false for one that no store holds.
pub(super) fn add(row: Row, batch: &mut Batch) -> bool {
    match meaning(row.table, &row.key, &row.value) {
        Some(Meaning::Document(key, document, _)) => {
            batch.documents.insert(key, document);
        }
        Some(Meaning::Envelope(document, actor, sequence)) => {
            batch.envelopes.push(Envelope { document, actor, sequence, payload: row.value });
        }
        Some(Meaning::Record(key)) => {
            batch.records.insert(key, Some(row.value));
        }
        Some(Meaning::Journal(number)) => {
            batch.journal.insert(number, row.value);
        }
        Some(Meaning::Setting(name)) => {
            batch.settings.insert(name.to_owned(), Some(row.value));
        }
        None => return false,
    }
    true
}

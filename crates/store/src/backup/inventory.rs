//! What a store holds, in counts and hashes: taken while a backup is made, again while it is read,
//! and again from the store made of it; all three must be equal.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::batch::Document;
use crate::codec::{encode_document, put_number};
use crate::format::Table;
use crate::keys::{ActorKey, DocumentKey};

use super::rows::{Meaning, meaning};
use super::{TABLES, letter};

/// What a store or a backup holds, without its snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    /// Every document.
    pub documents: BTreeMap<DocumentKey, DocumentInventory>,
    /// Every table, by the word for it: documents, envelopes, records, journal, settings.
    pub tables: BTreeMap<&'static str, TableInventory>,
}

/// One document of an inventory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentInventory {
    /// Kind, about, heads, number of envelopes.
    pub document: Document,
    /// The last sequence of each actor.
    pub last_sequences: BTreeMap<ActorKey, u64>,
}

/// One table of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableInventory {
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over its rows in order, each as it is in a backup.
    pub sha256: [u8; 32],
}

impl Inventory {
    /// The number of rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.values().map(|table| table.rows).sum()
    }

    /// The bytes of the manifest.
    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for table in TABLES.iter().filter_map(|table| self.tables.get(table.name())) {
            put_number(&mut out, table.rows);
            out.extend_from_slice(&table.sha256);
        }
        put_number(&mut out, self.documents.len() as u64);
        for (key, DocumentInventory { document, last_sequences }) in &self.documents {
            out.extend_from_slice(&key.0);
            let row = encode_document(&document.row, document.envelopes);
            put_number(&mut out, row.len() as u64);
            out.extend_from_slice(&row);
            put_number(&mut out, last_sequences.len() as u64);
            for (actor, sequence) in last_sequences {
                out.extend_from_slice(&actor.0);
                put_number(&mut out, *sequence);
            }
        }
        out
    }
}

/// An inventory being taken.
#[derive(Debug)]
pub(super) struct Tally {
    documents: BTreeMap<DocumentKey, Counted>,
    /// For each of [`TABLES`], rows so far and the hash of them.
    tables: [(Table, u64, Sha256); TABLES.len()],
    /// Table and key of the last row.
    last: Option<(Table, Vec<u8>)>,
}

/// A document with the envelopes its row vouches for, and those met so far.
#[derive(Debug)]
struct Counted {
    document: DocumentInventory,
    met: u64,
}

impl Tally {
    pub(super) fn new() -> Self {
        let tables = TABLES.map(|table| (table, 0, Sha256::new()));
        Self { documents: BTreeMap::new(), tables, last: None }
    }

    /// Takes the next row, and gives the bytes that stand before its value in a backup; says what
    /// is wrong with a row that cannot be there.
    pub(super) fn row(
        &mut self,
        table: Table,
        key: &[u8],
        value: &[u8],
    ) -> Result<Vec<u8>, String> {
        let in_order = self
            .last
            .as_ref()
            .is_none_or(|(last_table, last_key)| (*last_table, last_key.as_slice()) < (table, key));
        if !in_order {
            return Err(format!("{}: rows are not in order", table.name()));
        }
        let unknown = || format!("{}: a row cannot be decoded", table.name());
        self.count(meaning(table, key, value).ok_or_else(unknown)?)?;
        let mut head = vec![letter(table)];
        put_number(&mut head, key.len() as u64);
        head.extend_from_slice(key);
        put_number(&mut head, value.len() as u64);
        let tables = self.tables.iter_mut().filter(|(other, _, _)| *other == table);
        for (_, rows, hash) in tables {
            *rows += 1;
            hash.update(&head);
            hash.update(value);
        }
        self.last = Some((table, key.to_vec()));
        Ok(head)
    }

    fn count(&mut self, meaning: Meaning<'_>) -> Result<(), String> {
        match meaning {
            Meaning::Document(key, row, envelopes) => {
                let document = Document { row, envelopes };
                let document = DocumentInventory { document, last_sequences: BTreeMap::new() };
                self.documents.insert(key, Counted { document, met: 0 });
            }
            Meaning::Envelope(document, actor, sequence) => {
                let counted = self.documents.get_mut(&document);
                let counted = counted.ok_or_else(|| format!("document {document} has no row"))?;
                counted.met += 1;
                counted.document.last_sequences.insert(actor, sequence);
            }
            Meaning::Record(_) | Meaning::Journal(_) | Meaning::Setting(_) => {}
        }
        Ok(())
    }

    /// How many rows were taken.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows, _)| rows).sum()
    }

    /// The inventory, once every row was taken; says what is wrong with it as a whole.
    pub(super) fn finish(self) -> Result<Inventory, String> {
        let mut documents = BTreeMap::new();
        for (key, Counted { document, met }) in self.documents {
            let expected = document.document.envelopes;
            if met != expected {
                return Err(format!("document {key} has {met} envelopes instead of {expected}"));
            }
            documents.insert(key, document);
        }
        let tables = self.tables.into_iter().map(|(table, rows, hash)| {
            (table.name(), TableInventory { rows, sha256: hash.finalize().into() })
        });
        Ok(Inventory { documents, tables: tables.collect() })
    }
}

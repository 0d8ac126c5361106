//! This machine, its documents and those it is linked with. All of it is handed over by `node`.

use crate::json;
use crate::{Cell, CellKind, Column, Table};
use model::{DeviceId, DocumentId, DocumentKind, ProductionId};
use serde::Serialize;
use units::{Minutes, Stamp};

/// This machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// This device.
    #[serde(serialize_with = "json::text")]
    pub device: DeviceId,
    /// Its documents.
    pub documents: Vec<DocumentStatus>,
    /// The machines it is linked with.
    pub peers: Vec<PeerStatus>,
}

/// A document on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentStatus {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: DocumentId,
    /// What it is.
    #[serde(serialize_with = "document")]
    pub kind: DocumentKind,
    /// The production, if it is one's.
    #[serde(serialize_with = "json::optional_text")]
    pub production: Option<ProductionId>,
    /// Title of the production; empty for the shared documents.
    pub title: String,
    /// The newest changes, in hexadecimal, sorted.
    pub heads: Vec<String>,
    /// Hash of what it reads as: equal on two machines that hold the same.
    pub state_hash: String,
    /// Number of changes.
    pub changes: u64,
    /// On how many machines its newest changes are known to be, this one included.
    pub copies: u64,
}

/// A machine this one is linked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeerStatus {
    /// The device.
    #[serde(serialize_with = "json::text")]
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// How it is reached: a word.
    pub link: String,
    /// Changes it does not have.
    pub to_send: u64,
    /// Changes it has and we do not.
    pub to_receive: u64,
    /// When it was last seen.
    #[serde(serialize_with = "json::optional_text")]
    pub last_seen: Option<Stamp>,
}

fn document<S: serde::Serializer>(kind: &DocumentKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.key())
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("document", CellKind::Words),
    Column::new("production", CellKind::Text),
    Column::new("changes", CellKind::Integer),
    Column::new("copies", CellKind::Integer),
    Column::detail("state_hash", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Documents in columns.
pub fn documents_table(documents: &[DocumentStatus]) -> Table {
    let count = |count: u64| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let cells = |document: &DocumentStatus| {
        vec![
            Cell::word("document", document.kind.key()),
            Cell::text(&document.title),
            count(document.changes),
            count(document.copies),
            Cell::text(&document.state_hash),
            Cell::Id(document.id.into()),
        ]
    };
    Table::new("documents", Minutes::ZERO, COLUMNS).with_rows(documents.iter().map(cells))
}

//! This machine, its documents and those it is linked with. All of it is handed over by `node`.

use crate::json;
use crate::{Cell, CellKind, Column, Table};
use model::{DeviceId, DocumentId, DocumentKind, PersonId, ProductionId};
use serde::Serialize;
use std::fmt;
use units::{Minutes, Stamp, Zone};

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

/// Another machine of the facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeerStatus {
    /// The device.
    #[serde(serialize_with = "json::text")]
    pub device: DeviceId,
    /// What the machine is called.
    pub label: String,
    /// Whose it is, by name; empty where nobody has named them.
    pub name: String,
    /// The same by identifier.
    #[serde(serialize_with = "json::text")]
    pub person: PersonId,
    /// Its role: the widest that holds; the last one of a machine whose rights ended.
    pub role: String,
    /// How it is reached.
    #[serde(serialize_with = "json::text")]
    pub link: Reach,
    /// How long an answer takes, in milliseconds, while it is linked.
    pub round_trip: Option<u64>,
    /// Changes it does not have, as far as it has said.
    pub to_send: u64,
    /// Changes it has and we do not.
    pub to_receive: u64,
    /// When it was last seen; now, while it is linked.
    #[serde(serialize_with = "json::optional_text")]
    pub last_seen: Option<Stamp>,
}

/// How another machine is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Linked over the local network.
    Lan,
    /// Linked over public addresses.
    Direct,
    /// Linked over the facility's relay.
    Relay,
    /// Linked, by a way that is not known yet.
    Linked,
    /// Not linked now.
    Offline,
    /// There, and does not let this machine in.
    TurnsAway,
    /// Not let in any more: its rights have lapsed.
    Lapsed,
    /// Not let in any more: its rights were revoked.
    Revoked,
}

impl Reach {
    /// Its word, in JSON and among messages.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Lan => "lan",
            Self::Direct => "direct",
            Self::Relay => "relay",
            Self::Linked => "linked",
            Self::Offline => "offline",
            Self::TurnsAway => "turns_away",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
        }
    }

    /// Is the machine connected?
    pub const fn is_linked(self) -> bool {
        matches!(self, Self::Lan | Self::Direct | Self::Relay | Self::Linked)
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

fn document<S: serde::Serializer>(kind: &DocumentKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.key())
}

pub(crate) const PEER_COLUMNS: &[Column] = &[
    Column::new("machine", CellKind::Text),
    Column::new("person", CellKind::Text),
    Column::new("role", CellKind::Words),
    Column::new("reach", CellKind::Words),
    Column::new("round_trip", CellKind::Integer),
    Column::new("to_send", CellKind::Integer),
    Column::new("to_receive", CellKind::Integer),
    Column::new("last_seen", CellKind::DateTime),
    Column::new("device", CellKind::Text),
];

/// Other machines in columns; moments on the wall clock of a zone.
pub fn peers_table(peers: &[PeerStatus], zone: Zone) -> Table {
    let count = |count: u64| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let moment = |stamp: Stamp| Cell::DateTime(zone.civil(stamp.tick()));
    let cells = |peer: &PeerStatus| {
        vec![
            Cell::text(&peer.label),
            Cell::text(&peer.name),
            Cell::word("role", &peer.role),
            Cell::word("reach", peer.link.key()),
            peer.round_trip.map_or(Cell::Empty, count),
            count(peer.to_send),
            count(peer.to_receive),
            peer.last_seen.map_or(Cell::Empty, moment),
            Cell::text(peer.device.to_string()),
        ]
    };
    Table::new("peers", Minutes::ZERO, PEER_COLUMNS).with_rows(peers.iter().map(cells))
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

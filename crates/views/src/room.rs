//! Rooms, as a list.

use crate::json;
use crate::{Cell, CellKind, Column, Source, Table};
use model::{Kind, RoomId, RoomKind, WeekHours};
use serde::Serialize;
use std::collections::BTreeSet;
use units::{Minutes, Money};

/// A room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoomView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: RoomId,
    /// Name on the door.
    pub name: String,
    /// What it is for.
    #[serde(serialize_with = "json::word")]
    pub kind: RoomKind,
    /// What can be done in it.
    pub capabilities: BTreeSet<String>,
    /// When it is open; nothing stated means the hours of the house.
    #[serde(serialize_with = "json::week")]
    pub hours: WeekHours,
    /// Time needed between two productions.
    #[serde(rename = "turnaround_minutes", serialize_with = "json::optional_minutes")]
    pub turnaround: Option<Minutes>,
    /// A short remark.
    pub remark: String,
    /// What an hour costs the house today; nothing where it is not known or may not be read.
    #[serde(serialize_with = "json::optional_text")]
    pub hourly_cost: Option<Money>,
}

/// The rooms in the order of the facility.
pub fn rooms(source: &Source<'_>) -> Vec<RoomView> {
    let mut rooms: Vec<_> = source.facility.rooms.values().collect();
    rooms.sort_by(|a, b| a.order.cmp(&b.order).then(a.id.cmp(&b.id)));
    let costs = source.hourly_costs();
    let view = |room: &model::Room| RoomView {
        id: room.id,
        name: source.room(room.id),
        kind: room.kind.clone(),
        capabilities: room.capabilities.clone(),
        hours: room.hours.clone(),
        turnaround: room.turnaround,
        remark: room.remark.clone(),
        hourly_cost: costs.rooms.get(&room.id).copied(),
    };
    rooms.into_iter().map(|room| view(room)).collect()
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("room", CellKind::Text),
    Column::new("room_kind", CellKind::Words),
    Column::new("capabilities", CellKind::Words),
    Column::detail("turnaround", CellKind::Minutes),
    Column::detail("remark", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Rooms in columns.
pub fn rooms_table(source: &Source<'_>, rooms: &[RoomView]) -> Table {
    let cells = |room: &RoomView| {
        vec![
            Cell::text(&room.name),
            Cell::choice(Kind::Room, "kind", &room.kind),
            Cell::words("capability", &room.capabilities),
            Cell::optional(room.turnaround, Cell::Minutes),
            Cell::text(&room.remark),
            Cell::Id(room.id.into()),
        ]
    };
    Table::new("rooms", source.day(), COLUMNS).with_rows(rooms.iter().map(cells))
}

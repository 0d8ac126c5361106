//! Session slips in columns.

use super::SlipView;
use crate::{Cell, CellKind, Column, Source, Table};
use model::Kind;
use units::Minutes;

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("day", CellKind::Date),
    Column::new("room", CellKind::Text),
    Column::new("person", CellKind::Text),
    Column::new("production", CellKind::Text),
    Column::new("task", CellKind::Text),
    Column::new("start", CellKind::DateTime),
    Column::new("end", CellKind::DateTime),
    Column::detail("breaks", CellKind::Minutes),
    Column::detail("waiting", CellKind::Minutes),
    Column::detail("waiting_cause", CellKind::Words),
    Column::new("worked", CellKind::Minutes),
    Column::new("remaining", CellKind::Work),
    Column::new("state", CellKind::Words),
    Column::detail("done", CellKind::Text),
    Column::detail("supplies", CellKind::Text),
    Column::detail("remark", CellKind::Text),
    Column::detail("accepted_by", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Slips in columns.
pub fn slips_table(source: &Source<'_>, slips: &[SlipView]) -> Table {
    let cells = |slip: &SlipView| {
        let start = slip.start.or(slip.planned.map(|planned| planned.start));
        let waited = slip.waiting_cause.as_ref().filter(|_| slip.waiting != Some(Minutes::ZERO));
        let end = slip.end.or(slip.planned.map(|planned| planned.end));
        vec![
            Cell::optional(slip.day, Cell::Date),
            Cell::text(&slip.room_name),
            Cell::text(&slip.person_name),
            Cell::text(&slip.title),
            Cell::text(&slip.task_name),
            Cell::moment(start),
            Cell::moment(end),
            Cell::optional(slip.breaks, Cell::Minutes),
            Cell::optional(slip.waiting, Cell::Minutes),
            Cell::optional(waited, |cause| Cell::choice(Kind::Slip, "waiting_cause", cause)),
            Cell::optional(slip.worked, Cell::Minutes),
            Cell::optional(slip.remaining, Cell::Work),
            Cell::word("slip-state", slip.state.key()),
            Cell::text(&slip.done),
            Cell::text(&slip.supplies),
            Cell::text(&slip.remark),
            Cell::text(&slip.accepted_by),
            Cell::optional(slip.id, |id| Cell::Id(id.into())),
        ]
    };
    Table::new("slips", source.day(), COLUMNS).with_rows(slips.iter().map(cells))
}

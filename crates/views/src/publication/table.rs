//! Publications in columns.

use super::PublicationView;
use crate::{Cell, CellKind, Column, Source, Table};

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("production", CellKind::Text),
    Column::new("number", CellKind::Integer),
    Column::new("name", CellKind::Text),
    Column::new("published", CellKind::DateTime),
    Column::detail("published_by", CellKind::Text),
    Column::new("price", CellKind::Money),
    Column::new("delivery", CellKind::Date),
    Column::new("state", CellKind::Words),
    Column::new("signed", CellKind::Text),
    Column::new("answered", CellKind::DateTime),
    Column::detail("lines", CellKind::Integer),
    Column::detail("moved_since", CellKind::Integer),
    Column::detail("remark", CellKind::Text),
    Column::new("id", CellKind::Id),
];

/// Publications in columns, each with its last answer.
pub fn publications_table(source: &Source<'_>, publications: &[PublicationView]) -> Table {
    let count = |count: usize| Cell::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let cells = |sent: &PublicationView| {
        let answer = sent.answers.last();
        vec![
            Cell::text(&sent.title),
            Cell::Integer(sent.number),
            Cell::text(&sent.name),
            Cell::moment(sent.published),
            Cell::text(&sent.published_by),
            Cell::optional(sent.price, Cell::Money),
            Cell::optional(sent.delivery, Cell::Date),
            Cell::word("publication-state", sent.state.key()),
            Cell::optional(answer, |answer| Cell::text(&answer.signed)),
            Cell::moment(answer.and_then(|answer| answer.answered)),
            count(sent.lines.len()),
            Cell::optional(sent.moved_since, count),
            Cell::text(&sent.remark),
            Cell::Id(sent.id.into()),
        ]
    };
    Table::new("publications", source.day(), COLUMNS).with_rows(publications.iter().map(cells))
}

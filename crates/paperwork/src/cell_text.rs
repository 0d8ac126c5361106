//! The text of a cell, for the terminal and wherever a typed cell is not possible.

use i18n::Messages;
use units::Minutes;
use views::{Cell, Column, Table};

/// What a cell says in the reader's language; work is counted in days of the given length.
/// An empty cell gives an empty text.
pub fn cell_text(cell: &Cell, day: Minutes, messages: &Messages) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Id(id) => id.to_string(),
        Cell::Integer(number) => messages.integer(*number),
        Cell::Flag(flag) => messages.flag(*flag),
        Cell::Date(date) => messages.date(*date),
        Cell::DateTime(moment) => messages.date_time(*moment),
        Cell::Minutes(duration) => messages.duration(*duration),
        Cell::Work(work) => messages.work(*work, day),
        Cell::Money(money) => messages.money(*money),
        Cell::Choice { kind, field, word } => messages.choice(*kind, field, word),
        Cell::Words { list, words } => {
            let labels: Vec<String> = words.iter().map(|word| messages.label(list, word)).collect();
            labels.join(", ")
        }
    }
}

/// The heading of a column.
pub fn column_heading(column: &Column, messages: &Messages) -> String {
    messages.text(&format!("column-{}", column.key), &[])
}

/// The title of a table.
pub fn table_title(table: &Table, messages: &Messages) -> String {
    messages.text(&format!("table-{}", table.key), &[])
}

//! Tables as text for the terminal: aligned columns, each as wide as it needs up to a limit.

use crate::console::{Console, Problem};
use paperwork::{cell_text, column_heading};
use units::clean_name;
use views::{Alignment, Table};

/// The widest a column gets, in characters.
const WIDEST: usize = 44;

/// Prints the columns of a table that are not for sheets only.
pub(crate) fn print(console: &Console, table: &Table) -> Result<(), Problem> {
    let messages = &console.messages;
    let shown: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.detail)
        .map(|(index, _)| index)
        .collect();
    let heading: Vec<String> = shown
        .iter()
        .filter_map(|index| table.columns.get(*index))
        .map(|column| column_heading(column, messages))
        .collect();
    let rows = table.rows.iter().map(|row| {
        let indent = "  ".repeat(usize::from(row.level));
        let cells = shown.iter().enumerate().map(|(place, index)| {
            let text = row
                .cells
                .get(*index)
                .map(|cell| clean_name(&cell_text(cell, table.day, messages)))
                .unwrap_or_default();
            if place == 0 { indent.clone() + &text } else { text }
        });
        cells.collect::<Vec<String>>()
    });
    let lines: Vec<Vec<String>> = std::iter::once(heading)
        .chain(rows)
        .map(|line| line.iter().map(|text| cut(text)).collect())
        .collect();
    let right: Vec<bool> = shown
        .iter()
        .map(|index| {
            table.columns.get(*index).is_some_and(|column| column.alignment() == Alignment::Right)
        })
        .collect();
    let widths: Vec<usize> = (0..shown.len())
        .map(|place| {
            lines
                .iter()
                .filter_map(|line| line.get(place))
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for line in lines {
        let padded = line
            .iter()
            .zip(&widths)
            .zip(&right)
            .map(|((text, width), right)| pad(text, *width, *right));
        console.line(padded.collect::<Vec<String>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(WIDEST - 1).collect();
    short.push('…');
    short
}

fn pad(text: &str, width: usize, right: bool) -> String {
    if right { format!("{text:>width$}") } else { format!("{text:<width$}") }
}

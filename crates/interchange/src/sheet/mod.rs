//! Sheets of cells, from CSV and from workbooks, before anybody knows what they mean.

pub(crate) mod archive;
pub(crate) mod csv;
pub(crate) mod xlsx;

#[cfg(test)]
pub(crate) mod tests;

use crate::findings::{Findings, fill};
use crate::limits::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use model::Place;
use units::{Decimal, Minutes, NaiveDateTime};

/// The longest text of a cell that is kept, in characters: what a workbook can hold.
const MAX_CELL_CHARS: usize = 32_767;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(Decimal),
    /// A date, or a date and time.
    Moment(NaiveDateTime),
    /// A duration or a time of the day, from midnight.
    Time(Minutes),
    Flag(bool),
}

/// A row with its number in the file, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    pub(crate) number: u64,
    pub(crate) cells: Vec<Cell>,
}

/// A sheet, within the limits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sheet {
    /// Its name in the workbook; empty for CSV.
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
    /// Are rows lines of a text file?
    pub(crate) lines: bool,
    cells: usize,
    full: bool,
}

impl Cell {
    /// The cell as text, as it would be typed; empty cells are blank.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Moment(moment) => units::format_date_time(*moment),
            Self::Time(minutes) => format!("{}:{:02}", minutes.0 / 60, minutes.0 % 60),
            Self::Flag(flag) => flag.to_string(),
        }
    }

    /// Is nothing in it that can be seen?
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Moment(_) | Self::Time(_) | Self::Flag(_) => false,
        }
    }

    fn cut(text: &str) -> Self {
        match text.char_indices().nth(MAX_CELL_CHARS) {
            _ if text.is_empty() => Self::Empty,
            Some((end, _)) => Self::Text(text.get(..end).unwrap_or_default().to_owned()),
            None => Self::Text(text.to_owned()),
        }
    }
}

impl Row {
    /// The cell of a column, from 0.
    pub(crate) fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

impl Sheet {
    /// Puts a cell in its place. Cells come row by row; blank ones take no room. False when the
    /// sheet is full, which is told once.
    fn put(&mut self, row: u64, column: usize, cell: Cell, findings: &mut Findings) -> bool {
        if cell.is_blank() {
            return !self.full;
        }
        let new_row = self.rows.last().is_none_or(|last| last.number != row);
        let too_many = (new_row && self.rows.len() >= MAX_ROWS) || self.cells >= MAX_CELLS;
        if too_many {
            self.tell_full("sheet-too-large", row, findings);
            return false;
        }
        if column >= MAX_COLUMNS {
            if !findings.has("sheet-too-wide") {
                let limit = [("limit", MAX_COLUMNS.to_string())];
                fill(findings.warn("sheet-too-wide", &Place::row(row)), limit);
            }
            return true;
        }
        if new_row {
            self.rows.push(Row { number: row, cells: Vec::new() });
        }
        if let Some(last) = self.rows.last_mut() {
            // A row that comes in disorder is filled all the same.
            let length = last.cells.len().max(column + 1);
            last.cells.resize(length, Cell::Empty);
            if let Some(place) = last.cells.get_mut(column) {
                *place = cell;
            }
        }
        self.cells += 1;
        true
    }

    fn tell_full(&mut self, code: &'static str, row: u64, findings: &mut Findings) {
        if !self.full {
            let limits = [("rows", MAX_ROWS.to_string()), ("cells", MAX_CELLS.to_string())];
            fill(findings.error(code, &Place::row(row)), limits);
        }
        self.full = true;
    }
}

//! A plan as a table, one task a row: from text tables and workbooks.
//!
//! Headings are found in the first rows and mapped to columns; what is in a cell is read in
//! French and English forms. The same reading serves the dry run: records, findings and a
//! preview come out, and commands are made of them only if somebody asks.

mod hours;
mod mapping;
mod read;
mod row;
mod values;

#[cfg(test)]
mod tests;

pub use mapping::{Column, Mapping};

pub(crate) use read::read;

/// The first rows of a table with what each column was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Name of the sheet; empty for a text table.
    pub sheet: String,
    /// Row of the headings, from 1.
    pub heading_row: u64,
    /// Each heading with what its column was taken for; none for one that is not taken.
    pub columns: Vec<(String, Option<Column>)>,
    /// The first rows below, as text.
    pub rows: Vec<Vec<String>>,
}

//! Any table as a sheet: typed cells, frozen heading, filters, outline.

use crate::cell_text::{cell_text, column_heading};
use crate::error::PaperError;
use crate::formats::{Formats, width};
use crate::sheet_name::sheet_name;
use crate::workbook;
use i18n::Messages;
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet};
use std::collections::BTreeSet;
use units::{Currency, Datelike, Minutes, NaiveDate, Stamp};
use views::{Cell, CellKind, Row, Table};

/// The most rows a sheet holds, heading and the note that it was cut included.
const MOST_ROWS: usize = 1_048_576;
/// The most columns a sheet holds.
const MOST_COLUMNS: usize = 16_384;
/// The longest text a cell holds, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// The deepest outline a sheet shows.
const DEEPEST: u8 = 7;

/// A table as a workbook with one sheet. `created` is the date the file carries: the same table
/// and date give the same bytes.
///
/// # Errors
/// Only if the writer itself fails.
pub fn table_to_xlsx(
    table: &Table,
    messages: &Messages,
    title: &str,
    created: Stamp,
) -> Result<Vec<u8>, PaperError> {
    let mut workbook = workbook::workbook(title, created)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(title, &mut BTreeSet::new()))?;
    write_table(sheet, table, title, messages)?;
    workbook::bytes(workbook)
}

/// Writes a table on an empty sheet.
pub(crate) fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    title: &str,
    messages: &Messages,
) -> Result<(), PaperError> {
    let formats = Formats::new(messages);
    workbook::page(sheet, title, messages);
    let kept = table.rows.len().min(MOST_ROWS - 2);
    let rows = table.rows.get(..kept).unwrap_or_default();
    let columns = table.columns.get(..table.columns.len().min(MOST_COLUMNS)).unwrap_or_default();
    let outlined = columns.iter().position(|column| column.kind == CellKind::Text);
    for (place, column) in (0u16..).zip(columns) {
        let heading = column_heading(column, messages);
        let number = usize::from(place);
        sheet.write_string_with_format(0, place, &heading, &formats.heading)?;
        let mut longest = heading.chars().count();
        for (row_number, row) in (1u32..).zip(rows) {
            let Some(cell) = row.cells.get(number) else { continue };
            let depth = if outlined == Some(number) { row.level.min(15) } else { 0 };
            let format = formats.cell(cell.kind().unwrap_or(column.kind), row.group, depth);
            let writer = Writer { messages, day: table.day, format: &format };
            longest =
                longest.max(writer.write(sheet, row_number, place, cell)? + usize::from(depth));
        }
        sheet.set_column_width(place, width(column.kind, longest))?;
    }
    finish(sheet, rows, columns.len())?;
    if kept < table.rows.len() {
        let note = messages.text("sheet-cut", &[]);
        sheet.write_string(row_number(kept + 1), 0, note)?;
    }
    Ok(())
}

/// Frozen and repeated heading, filters, outline.
fn finish(sheet: &mut Worksheet, rows: &[Row], columns: usize) -> Result<(), PaperError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    if let Some(last) = columns.checked_sub(1).and_then(|last| ColNum::try_from(last).ok()) {
        sheet.autofilter(0, 0, row_number(rows.len()), last)?;
    }
    sheet.group_symbols_above(true);
    for level in 1..=DEEPEST {
        for (first, last) in runs(rows, level) {
            sheet.group_rows(row_number(first + 1), row_number(last + 1))?;
        }
    }
    Ok(())
}

/// Runs of rows at least as deep as a level, by first and last place.
fn runs(rows: &[Row], level: u8) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in
        rows.iter().enumerate().filter(|(_, row)| row.level >= level).map(|(place, _)| place)
    {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == place => *last = place,
            _ => runs.push((place, place)),
        }
    }
    runs
}

fn row_number(place: usize) -> RowNum {
    RowNum::try_from(place).unwrap_or(RowNum::MAX)
}

/// Writes cells of one look.
struct Writer<'a> {
    messages: &'a Messages,
    day: Minutes,
    format: &'a Format,
}

impl Writer<'_> {
    /// Writes a cell; gives the length of its text, in characters.
    fn write(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        column: ColNum,
        cell: &Cell,
    ) -> Result<usize, PaperError> {
        match cell {
            Cell::Empty => {}
            Cell::Integer(number) if number.unsigned_abs() <= 1 << 53 => {
                sheet.write_number_with_format(row, column, *number as f64, self.format)?;
            }
            Cell::Flag(flag) => {
                sheet.write_boolean_with_format(row, column, *flag, self.format)?;
            }
            Cell::Date(date) if is_known(*date) => {
                sheet.write_datetime_with_format(row, column, date, self.format)?;
            }
            Cell::DateTime(moment) if is_known(moment.date()) => {
                sheet.write_datetime_with_format(row, column, moment, self.format)?;
            }
            Cell::Work(work) if self.day.is_positive() => {
                let days = work.0 as f64 / self.day.0 as f64;
                sheet.write_number_with_format(row, column, days, self.format)?;
            }
            // Spreadsheet programs show a negative duration as `###`: it stays text.
            Cell::Minutes(duration) if !duration.is_negative() => {
                let days = duration.0 as f64 / 1_440.0;
                sheet.write_number_with_format(row, column, days, self.format)?;
            }
            Cell::Money(money) if money.currency() == Currency::EUR => {
                // A sheet counts in binary fractions whatever it is given.
                let amount = money.amount().to_string().parse().unwrap_or(f64::NAN);
                sheet.write_number_with_format(row, column, amount, self.format)?;
            }
            Cell::Text(_)
            | Cell::Id(_)
            | Cell::Choice { .. }
            | Cell::Words { .. }
            | Cell::Integer(_)
            | Cell::Date(_)
            | Cell::DateTime(_)
            | Cell::Work(_)
            | Cell::Money(_)
            | Cell::Minutes(_) => {
                let text = cut(cell_text(cell, self.day, self.messages));
                sheet.write_string_with_format(row, column, &text, self.format)?;
                return Ok(text.chars().count());
            }
        }
        Ok(0)
    }
}

/// The years spreadsheet files know.
fn is_known(date: NaiveDate) -> bool {
    (1900..=9999).contains(&date.year())
}

/// Text no longer than a cell holds.
pub(crate) fn cut(mut text: String) -> String {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST_TEXT
    });
    if let Some((end, _)) = end {
        text.truncate(end);
    }
    text
}

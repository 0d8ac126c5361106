//! Workbooks (XLSX), read cell by cell: never through a range, because two cells in opposite
//! corners of a sheet make a range larger than memory.

use super::archive;
use super::{Cell, Sheet};
use crate::findings::{Findings, fill, shown};
use calamine::{DataRef, Reader, Xlsx};
use model::Place;
use std::io::Cursor;
use units::{Decimal, Minutes};

/// The most sheets that are looked at.
const MAX_SHEETS: usize = 20;

/// Does the beginning of a file look like a workbook?
pub(crate) fn looks_like(head: &[u8]) -> bool {
    archive::looks_like(head)
}

/// Reads the sheets of a workbook that hold something, in order.
pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Vec<Sheet> {
    if !archive::check(bytes, findings) {
        return Vec::new();
    }
    match sheets(bytes, findings) {
        Ok(sheets) => sheets,
        Err(_) => {
            let repaired = archive::without_dimensions(bytes);
            let mut again = Findings::default();
            match repaired.map(|bytes| sheets(&bytes, &mut again)) {
                Some(Ok(sheets)) => {
                    findings.append(again);
                    sheets
                }
                Some(Err(reason)) => unreadable(&reason, findings),
                None => unreadable("", findings),
            }
        }
    }
}

fn unreadable(reason: &str, findings: &mut Findings) -> Vec<Sheet> {
    let finding = findings.error("workbook-unreadable", &Place::default());
    fill(finding, [("reason", shown(reason))]);
    Vec::new()
}

/// Every sheet, or why the workbook could not be opened.
fn sheets(bytes: &[u8], findings: &mut Findings) -> Result<Vec<Sheet>, String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart sheet is no worksheet; it holds no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(error.to_string()),
        };
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let column = usize::try_from(column).unwrap_or(usize::MAX);
                    let value = value(cell.get_value());
                    if !sheet.put(u64::from(row) + 1, column, value, findings) {
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    // What came before is kept.
                    let row = sheet.rows.last().map_or(1, |row| row.number);
                    let finding = findings.error("workbook-sheet-breaks-off", &Place::row(row));
                    fill(finding, [("sheet", shown(&name)), ("reason", shown(&error.to_string()))]);
                    break;
                }
            }
        }
        if !sheet.rows.is_empty() {
            sheets.push(sheet);
        }
    }
    Ok(sheets)
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Int(number) => Cell::Number(Decimal::from(*number)),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(text) => Cell::cut(text),
        DataRef::SharedString(text) => Cell::cut(text),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(moment) => {
            // A date is counted from 1900; a time of the day alone is less than one day.
            if moment.is_duration() || (0.0..1.0).contains(&moment.as_f64()) {
                moment.as_duration().map_or(Cell::Empty, |length| {
                    Cell::Time(Minutes(length.num_seconds().saturating_add(30).div_euclid(60)))
                })
            } else {
                moment.as_datetime().map_or(Cell::Empty, Cell::Moment)
            }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::cut(text),
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}

/// A number as it is shown: the shortest decimal that means the same, twelve places at most.
fn decimal(number: f64) -> Cell {
    let text = format!("{number}");
    let short = Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text));
    short.map_or(Cell::Text(text), |number| Cell::Number(number.round_dp(12)))
}

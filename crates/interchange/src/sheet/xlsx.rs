//! Workbooks (XLSX), read cell by cell: never through a range, because two cells in opposite
//! corners of a sheet make a range larger than memory.

use super::archive;
use super::{Cell, Sheet};
use crate::findings::{Findings, fill, shown};
use calamine::{DataRef, Reader, Xlsx};
use model::Place;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    let mut first = Findings::default();
    let (mut sheets, opened) = guarded(bytes, &mut first);
    if let Err(reason) = opened {
        let mut again = Findings::default();
        let repaired = archive::without_dimensions(bytes).map(|bytes| guarded(&bytes, &mut again));
        match repaired {
            Some((repaired, Ok(()))) => (sheets, first) = (repaired, again),
            _ => {
                let finding = first.error("workbook-unreadable", &Place::default());
                fill(finding, [("reason", shown(&reason))]);
            }
        }
    }
    findings.append(first);
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}

/// Reads every sheet, or tells why the workbook could not be read; what came before is kept.
/// calamine 0.38 panics on some damaged references to cells, which ends the reading here.
fn guarded(bytes: &[u8], findings: &mut Findings) -> (Vec<Sheet>, Result<(), String>) {
    let mut sheets = Vec::new();
    // Sheets and findings are plain lists, whole after each cell.
    let reading = catch_unwind(AssertUnwindSafe(|| fill_in(bytes, &mut sheets, findings)));
    let result = reading.unwrap_or_else(|_| Err("a reference that is none".to_owned()));
    (sheets, result)
}

fn fill_in(bytes: &[u8], sheets: &mut Vec<Sheet>, findings: &mut Findings) -> Result<(), String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    for name in workbook.sheet_names().into_iter().take(MAX_SHEETS) {
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart sheet is no worksheet; it holds no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(error.to_string()),
        };
        sheets.push(Sheet { name: name.clone(), ..Sheet::default() });
        let Some(sheet) = sheets.last_mut() else { continue };
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let column = usize::try_from(column).unwrap_or(usize::MAX);
                    if !sheet.put(u64::from(row) + 1, column, value(cell.get_value()), findings) {
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    let row = sheet.rows.last().map_or(1, |row| row.number);
                    let finding = findings.error("workbook-sheet-breaks-off", &Place::row(row));
                    fill(finding, [("sheet", shown(&name)), ("reason", shown(&error.to_string()))]);
                    break;
                }
            }
        }
    }
    Ok(())
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

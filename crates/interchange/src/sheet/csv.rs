//! Text tables: what separates their columns is found by trying.

use super::{Cell, Sheet};
use crate::findings::Findings;
use crate::text::decode;
use csv::{ByteRecord, ReaderBuilder};
use model::Place;
use std::collections::BTreeMap;

/// What may separate columns; the first wins where several do as well.
const SEPARATORS: &[u8] = b";\t,|";

/// How many lines are looked at to find the separator.
const TRIED_LINES: usize = 60;

/// Does the beginning of a file look like a text table?
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let text = decode(head, None, &mut Findings::default()).unwrap_or_default();
    let start = text.trim_start();
    !start.starts_with('<')
        && !start.starts_with('{')
        && !start.to_uppercase().starts_with("BEGIN:VCALENDAR")
        && !text.contains('\0')
        && separator(&text).is_some()
}

/// Reads a text table.
pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Sheet {
    let mut sheet = Sheet { lines: true, ..Sheet::default() };
    let Some(text) = decode(bytes, None, findings) else { return sheet };
    let (hint, text) = said_separator(&text);
    let Some(separator) = hint.or_else(|| separator(text)) else {
        findings.error("sheet-one-column", &Place::default());
        return sheet;
    };
    let skipped = u64::from(hint.is_some());
    let mut reader = reader(separator, text);
    let mut record = ByteRecord::new();
    let mut lines = Lines::new(text);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let line = lines.at(record.position().map_or(0, csv::Position::byte)) + skipped;
        for (column, field) in record.iter().enumerate() {
            let cell = Cell::cut(&String::from_utf8_lossy(field));
            if !sheet.put(line, column, cell, findings) {
                return sheet;
            }
        }
    }
    sheet
}

/// Lines counted on the way through a text.
struct Lines<'a> {
    text: &'a [u8],
    end: u8,
    counted: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Lines end in a line feed, or in a carriage return where there is none.
    fn new(text: &'a str) -> Self {
        let end = if text.contains('\n') { b'\n' } else { b'\r' };
        Self { text: text.as_bytes(), end, counted: 0, line: 1 }
    }

    /// The line of the record whose reading began at a byte, blank lines before it passed over.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let rest = self.text.get(byte..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = byte.saturating_add(blank);
        let passed = self.text.get(self.counted..start).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == self.end).count() as u64;
        self.counted = self.counted.max(start);
        self.line
    }
}

fn reader(separator: u8, text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes())
}

/// Some programs say the separator in a line of its own, `sep=;`.
fn said_separator(text: &str) -> (Option<u8>, &str) {
    let Some((first, rest)) = text.split_once('\n') else { return (None, text) };
    match first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) if SEPARATORS.contains(separator) => (Some(*separator), rest),
        _ => (None, text),
    }
}

/// The separator by which most lines have the same number of columns, two at least; more columns
/// decide between equals.
fn separator(text: &str) -> Option<u8> {
    let mut best: Option<(usize, usize, u8)> = None;
    for &separator in SEPARATORS {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        let records = reader(separator, text).into_byte_records().take(TRIED_LINES);
        for record in records.flatten() {
            *widths.entry(record.len()).or_default() += 1;
        }
        let common = widths.into_iter().filter(|(width, _)| *width > 1);
        let Some((width, lines)) = common.max_by_key(|(width, lines)| (*lines, *width)) else {
            continue;
        };
        if best.is_none_or(|(most, widest, _)| (lines, width) > (most, widest)) {
            best = Some((lines, width, separator));
        }
    }
    best.map(|(.., separator)| separator)
}

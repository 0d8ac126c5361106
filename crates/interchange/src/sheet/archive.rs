//! Archives made safe before anybody unpacks them: sizes are counted while the bytes come, never
//! believed.

use crate::findings::{Findings, fill};
use crate::limits::{
    MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_PACKING_RATIO, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES,
};
use model::Place;
use std::borrow::Cow;
use std::io::{Cursor, Read, Write};
use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The largest sheet; other parts are smaller because they are held in memory whole.
const MAX_SHEET_BYTES: u64 = MAX_UNPACKED_BYTES / 2;

/// Below this, an entry may be packed as tightly as it likes.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// Does a file begin like an archive?
pub(crate) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// The name of an entry; empty if it cannot be read.
fn name(entry: &ZipFile<'_, Cursor<&[u8]>>) -> String {
    entry.name().map(Cow::into_owned).unwrap_or_default()
}

fn is_sheet(name: &str) -> bool {
    name.to_lowercase().contains("worksheets/")
}

/// Counts everything that comes out of a workbook, whatever its parts are called, because a
/// workbook may name any of them as its texts; false, and told, if it is more than the limits
/// allow or cannot be unpacked.
pub(crate) fn check(bytes: &[u8], findings: &mut Findings) -> bool {
    let refused = |findings: &mut Findings, code, what: &str, limit: u64| {
        let fields = [("entry", crate::findings::shown(what)), ("limit", limit.to_string())];
        fill(findings.error(code, &Place::default()), fields);
        false
    };
    if bytes.len() > MAX_ARCHIVE_BYTES {
        let fields = [("bytes", bytes.len().to_string()), ("limit", MAX_ARCHIVE_BYTES.to_string())];
        fill(findings.error("import-file-too-large", &Place::default()), fields);
        return false;
    }
    // Counted in the bytes themselves: opening an archive makes room for every entry it lists.
    let entries = bytes.windows(4).filter(|four| *four == b"PK\x01\x02");
    if entries.take(MAX_ARCHIVE_ENTRIES + 1).count() > MAX_ARCHIVE_ENTRIES {
        return refused(findings, "archive-too-many-entries", "", MAX_ARCHIVE_ENTRIES as u64);
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        findings.error("archive-damaged", &Place::default());
        return false;
    };
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else {
            findings.error("archive-damaged", &Place::default());
            return false;
        };
        let name = name(&entry);
        let most = if is_sheet(&name) { MAX_SHEET_BYTES } else { MAX_TEXT_BYTES as u64 };
        let packed = entry.compressed_size();
        let allowed = most.min(MAX_UNPACKED_BYTES - total);
        let Some(size) = count(&mut entry, allowed) else {
            return refused(findings, "archive-entry-too-large", &name, allowed);
        };
        if size > RATIO_FREE_BYTES && size / MAX_PACKING_RATIO > packed {
            return refused(findings, "archive-packed-too-tightly", &name, MAX_PACKING_RATIO);
        }
        total += size;
    }
    true
}

/// The number of bytes that come out, if it is not more than allowed. An entry that breaks off
/// counts as what came.
fn count(entry: &mut impl Read, allowed: u64) -> Option<u64> {
    let mut buffer = [0_u8; 16_384];
    let mut size = 0_u64;
    loop {
        match entry.read(&mut buffer) {
            Ok(0) | Err(_) => return Some(size),
            Ok(read) => size += read as u64,
        }
        if size > allowed {
            return None;
        }
    }
}

/// The same archive with the `<dimension>` of every sheet taken out: calamine 0.38 cannot read
/// `<dimension ref="1:12"/>`, which LibreOffice writes, and needs none.
pub(crate) fn without_dimensions(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).ok()?;
        let name = name(&entry);
        if !is_sheet(&name) {
            writer.raw_copy_file(entry).ok()?;
            continue;
        }
        let mut text = Vec::new();
        // The sizes were counted by `check`.
        entry.read_to_end(&mut text).ok()?;
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(&without_dimension(text)).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fn without_dimension(mut sheet: Vec<u8>) -> Vec<u8> {
    let find = |from: usize, what: &[u8], sheet: &[u8]| {
        let rest = sheet.get(from..)?;
        rest.windows(what.len()).position(|window| window == what).map(|place| from + place)
    };
    // It comes before the cells, near the beginning.
    let head = sheet.get(..sheet.len().min(65_536)).unwrap_or_default();
    let cut = find(0, b"<dimension", head)
        .and_then(|start| find(start, b">", head).map(|end| (start, end + 1)));
    if let Some((start, end)) = cut {
        sheet.drain(start..end);
    }
    sheet
}

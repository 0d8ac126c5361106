//! How much of a file is taken: beyond these, a file is a mistake or an attack.

/// The largest XML or text file, in bytes; also the largest XML part of a workbook that is not a sheet.
pub const MAX_TEXT_BYTES: usize = 32 << 20;

/// The largest archive (XLSX), in bytes.
pub const MAX_ARCHIVE_BYTES: usize = 64 << 20;

/// The most bytes that come out of an archive, counted while they come.
pub const MAX_UNPACKED_BYTES: u64 = 256 << 20;

/// How many times larger than its packed form an entry of an archive may be.
pub const MAX_PACKING_RATIO: u64 = 200;

/// The most entries of an archive.
pub const MAX_ARCHIVE_ENTRIES: usize = 4_096;

/// The deepest nesting of elements.
pub const MAX_DEPTH: usize = 256;

/// The most elements that one record of an XML file may consist of.
pub const MAX_RECORD_ELEMENTS: usize = 100_000;

/// The most records taken from a file.
pub const MAX_RECORDS: usize = 200_000;

/// The most rows taken from a sheet.
pub const MAX_ROWS: usize = 50_000;

/// The most columns taken from a sheet.
pub const MAX_COLUMNS: usize = 512;

/// The most cells taken from a sheet.
pub const MAX_CELLS: usize = 200_000;

/// The most single days that recurring exceptions or events become.
pub const MAX_EXPANDED_DAYS: usize = 20_000;

/// The most findings told about a file; the rest is counted.
pub const MAX_FINDINGS: usize = 1_000;

/// The longest remark kept, in characters.
pub const MAX_REMARK_CHARS: usize = 2_000;

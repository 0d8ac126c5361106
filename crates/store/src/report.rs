//! The report on a damaged file: what was read, what is missing, where the file was copied.
//!
//! The text file is for whoever helps; the interface shows its own words from the same fields.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::format::Table;
use crate::keys::{ActorKey, DocumentKey};
use crate::open::{beside, sync_folder};
use crate::salvage::Salvage;

/// Gaps listed for one document at most; the counts cover all.
const MOST_GAPS: usize = 100;
/// Copies of damaged versions of one file at most.
const MOST_COPIES: u32 = 1000;

/// What was found in a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamageReport {
    /// What the opening stumbled on.
    pub detail: String,
    /// Every document of which anything was read.
    pub documents: Vec<DocumentDamage>,
    /// How many envelopes were read in all.
    pub envelopes_read: u64,
    /// How many there should be in all, if the file still says so.
    pub envelopes_expected: Option<u64>,
    /// Names of the tables that could not be read to their end: rows of them may be missing, older
    /// than the last ones saved, or already deleted.
    pub incomplete: Vec<&'static str>,
    /// How many rows were found outside the tables and used.
    pub loose_rows: usize,
    /// Where the damaged file was copied, unless it could not be.
    pub copy: Option<PathBuf>,
    /// Where this report was written, unless it could not be.
    pub written: Option<PathBuf>,
    /// Why copy or report could not be written.
    pub problem: Option<String>,
}

/// What was read of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDamage {
    /// The document.
    pub document: DocumentKey,
    /// Its kind; nothing when its row is lost.
    pub kind: Option<String>,
    /// How many envelopes were read.
    pub read: u64,
    /// How many its row says there should be; nothing when the row is lost.
    pub expected: Option<u64>,
    /// The sequences missing among those read, by actor; the first 100.
    pub gaps: Vec<SequenceGap>,
}

/// A run of missing sequences. Sequences count from 1; what is missing after the last one read
/// cannot be seen this way, only by the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SequenceGap {
    /// Whose sequences.
    pub actor: ActorKey,
    /// The first missing.
    pub first: u64,
    /// The last missing.
    pub last: u64,
}

impl DocumentDamage {
    /// Whether as many envelopes were read as there should be, without a gap.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.expected == Some(self.read) && self.gaps.is_empty()
    }
}

impl DamageReport {
    pub(crate) fn new(detail: String, salvage: &Salvage) -> Self {
        let rows = salvage.documents();
        let mut sequences = salvage.sequences();
        for key in rows.keys() {
            sequences.entry(*key).or_default();
        }
        let documents: Vec<_> = sequences
            .into_iter()
            .map(|(document, actors)| {
                let row = rows.get(&document);
                let gaps = actors.iter().flat_map(|(actor, read)| gaps(*actor, read));
                DocumentDamage {
                    document,
                    kind: row.map(|(row, _)| row.kind.clone()),
                    read: actors.values().map(Vec::len).sum::<usize>() as u64,
                    expected: row.map(|(_, count)| *count),
                    gaps: gaps.take(MOST_GAPS).collect(),
                }
            })
            .collect();
        Self {
            detail,
            envelopes_read: documents.iter().map(|document| document.read).sum(),
            envelopes_expected: salvage.totals().map(|totals| totals.envelopes),
            documents,
            incomplete: salvage.incomplete.iter().copied().map(Table::name).collect(),
            loose_rows: salvage.loose,
            copy: None,
            written: None,
            problem: None,
        }
    }

    /// Copies the damaged file aside and writes the report beside the copy. What cannot be done is
    /// noted: it must not keep anyone from reading what is left.
    ///
    /// Of a sealed store the report leaves out what is sealed.
    pub(crate) fn keep(&mut self, path: &Path, bytes: &[u8], is_sealed: bool) {
        match copy_aside(path, bytes) {
            Ok(copy) => {
                let text = beside(&copy, ".txt");
                self.copy = Some(copy);
                match write_new(&text, self.text(is_sealed).as_bytes()) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                        self.problem = Some(error.to_string());
                    }
                    _ => self.written = Some(text),
                }
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }
}

impl fmt::Display for DamageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl DamageReport {
    fn text(&self, is_sealed: bool) -> String {
        let mut text = String::new();
        // Writing into memory does not fail.
        let _ = self.write(&mut text, is_sealed);
        text
    }

    fn write(&self, f: &mut impl fmt::Write, is_sealed: bool) -> fmt::Result {
        writeln!(f, "Damage report on a Raccord store\n\nFound: {}", self.detail)?;
        let expected = or_unknown(self.envelopes_expected);
        writeln!(f, "Envelopes read: {} of {expected}", self.envelopes_read)?;
        writeln!(f, "Rows found outside the tables: {}", self.loose_rows)?;
        let mut incomplete = self.incomplete.join(", ");
        if incomplete.is_empty() {
            incomplete.push_str("none");
        }
        writeln!(f, "Tables not read to their end: {incomplete}\n\nDocuments")?;
        for document in &self.documents {
            let kind = match &document.kind {
                Some(_) if is_sealed => "(sealed)",
                Some(kind) => kind,
                None => "(row lost)",
            };
            writeln!(
                f,
                "{}  {kind}  {} of {} envelopes{}",
                document.document,
                document.read,
                or_unknown(document.expected),
                if document.is_whole() { "" } else { "  INCOMPLETE" }
            )?;
            for gap in &document.gaps {
                writeln!(f, "  actor {}: {} to {} missing", gap.actor, gap.first, gap.last)?;
            }
        }
        f.write_char('\n')
    }
}

fn or_unknown(count: Option<u64>) -> String {
    count.map_or_else(|| "an unknown number".to_owned(), |count| count.to_string())
}

/// The sequences missing before and between those read, which are in order.
fn gaps(actor: ActorKey, read: &[u64]) -> Vec<SequenceGap> {
    let mut next = 1;
    let mut gaps = Vec::new();
    for &sequence in read {
        if sequence > next {
            gaps.push(SequenceGap { actor, first: next, last: sequence - 1 });
        }
        next = sequence.saturating_add(1);
    }
    gaps
}

/// Copies a damaged file under a name of its own, unless that was done before.
fn copy_aside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    for number in 1..=MOST_COPIES {
        let copy = beside(path, &format!(".corrupt-{number}"));
        match fs::read(&copy) {
            Ok(earlier) if earlier == bytes => return Ok(copy),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_new(&copy, bytes)?;
                return Ok(copy);
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many copies of damaged files beside the store"))
}

/// Writes a file that must not exist yet, down to the disk. A part-written file is removed.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a copy is worth nothing, and the damaged file itself is still there.
        let _ = fs::remove_file(path);
    }
    written.and_then(|()| sync_folder(path))
}

//! The formats that can be read: one row each, and the way in for all of them.

use crate::findings::{Findings, fill};
use crate::ics::{self, ImportedHolidays};
use crate::mspdi;
use crate::plan::ImportedPlan;
use crate::plan_sheet::{self, Mapping, Preview};
use crate::sheet::{Sheet, csv, xlsx};
use model::{DayHours, Finding, Place};

/// A format that can be read.
pub struct Format {
    /// Its word, for `--as` and in JSON.
    pub key: &'static str,
    /// Ends of file names it usually has, in lower case.
    pub extensions: &'static [&'static str],
    /// Does the beginning of a file look like it?
    looks_like: fn(&[u8]) -> bool,
    /// Reads a file.
    read: fn(&[u8], &ReadOptions, &mut Findings) -> Taken,
}

/// Every format, those that are surest to recognise first.
pub static FORMATS: &[Format] = &[
    Format {
        key: "mspdi",
        extensions: &["xml"],
        looks_like: mspdi::looks_like,
        read: |bytes, _, findings| (plan(mspdi::read(bytes, findings)), None),
    },
    Format {
        key: "ics",
        extensions: &["ics", "ical"],
        looks_like: ics::looks_like,
        read: |bytes, _, findings| (Content::Holidays(ics::read(bytes, findings)), None),
    },
    Format {
        key: "xlsx",
        extensions: &["xlsx", "xlsm"],
        looks_like: xlsx::looks_like,
        read: |bytes, options, findings| table(&xlsx::read(bytes, findings), options, findings),
    },
    Format {
        key: "csv",
        extensions: &["csv", "tsv", "txt"],
        looks_like: csv::looks_like,
        read: |bytes, options, findings| table(&[csv::read(bytes, findings)], options, findings),
    },
];

/// What a file holds, and its beginning if it is a table.
type Taken = (Content, Option<Preview>);

fn plan(plan: ImportedPlan) -> Content {
    Content::Plan(Box::new(plan))
}

fn table(sheets: &[Sheet], options: &ReadOptions, findings: &mut Findings) -> Taken {
    let (read, preview) = plan_sheet::read(sheets, &options.mapping, &options.hours, findings);
    (plan(read), preview)
}

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The word of its format, if the file shall not decide.
    pub format: Option<String>,
    /// What the columns of a table hold, where their headings do not say it.
    pub mapping: Mapping,
    /// Hours of a normal day of the house, for dates without times; the usual ones if none.
    pub hours: DayHours,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Content {
    /// A plan.
    Plan(Box<ImportedPlan>),
    /// Days off, by calendar.
    Holidays(Vec<ImportedHolidays>),
    /// Nothing that could be read.
    #[default]
    Nothing,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The word of its format, if it has one that is known.
    pub format: Option<&'static str>,
    /// What it holds.
    pub content: Content,
    /// The beginning of a table, with what its columns were taken for.
    pub preview: Option<Preview>,
    /// What was noticed, with the file's name in each place.
    pub findings: Vec<Finding>,
}

/// The bytes at the beginning of a file that decide what it is.
pub const HEAD_BYTES: usize = 4_096;

/// The format of a file: by its beginning, with its name to decide between candidates.
pub fn detect(name: &str, head: &[u8]) -> Option<&'static Format> {
    let head = head.get(..head.len().min(HEAD_BYTES)).unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let named = |format: &&Format| format.extensions.contains(&extension.as_str());
    let alike = || FORMATS.iter().filter(|format| (format.looks_like)(head));
    alike().find(named).or_else(|| alike().next())
}

/// Reads a file of any known format. Never fails: what cannot be read is told in the findings.
pub fn read(bytes: &[u8], name: &str, options: &ReadOptions) -> Imported {
    let mut findings = Findings::default();
    let format = match &options.format {
        Some(wanted) => FORMATS.iter().find(|format| format.key == wanted),
        None => detect(name, bytes),
    };
    let (content, preview) = match format {
        _ if bytes.is_empty() => {
            findings.error("import-file-empty", &Place::default());
            (Content::Nothing, None)
        }
        Some(format) => (format.read)(bytes, options, &mut findings),
        None => {
            let known: Vec<&str> = FORMATS.iter().map(|format| format.key).collect();
            let finding = findings.error("import-unknown-format", &Place::default());
            fill(finding, [("known", known.join(", "))]);
            (Content::Nothing, None)
        }
    };
    let mut findings = findings.into_vec();
    for finding in &mut findings {
        finding.place.file = Some(name.to_owned());
    }
    Imported { format: format.map(|format| format.key), content, preview, findings }
}

impl Imported {
    /// How many records of each kind, by the words of the `import` sub-command.
    pub fn records(&self) -> Vec<(&'static str, usize)> {
        match &self.content {
            Content::Plan(plan) => plan.counts(),
            Content::Holidays(calendars) => {
                let days = calendars.iter().map(|calendar| calendar.days.len()).sum();
                vec![("calendar", calendars.len()), ("holiday", days)]
            }
            Content::Nothing => Vec::new(),
        }
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)
    }
}

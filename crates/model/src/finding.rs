//! Findings: what was noticed, as data. Text is made in `i18n`, in the reader's language.

use crate::Subject;
use std::collections::BTreeMap;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// To be looked at.
    Warning,
    /// Cannot stay so.
    Error,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file, as the person named it.
    pub file: Option<String>,
    /// Line of a text file, from 1.
    pub line: Option<u64>,
    /// Row of a sheet, from 1.
    pub row: Option<u64>,
    /// Column of a sheet, by name, or of a line, from 1.
    pub column: Option<String>,
    /// The record spoken of.
    pub subject: Option<Subject>,
}

/// Something noticed: its stable code names the message, the fields fill it in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code, such as `mspdi-unknown-link-kind`; also the name of the message.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What fills in the message.
    pub fields: BTreeMap<&'static str, String>,
}

impl Severity {
    /// Its word in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Finding {
    /// A finding without a place or fields yet.
    pub fn new(severity: Severity, code: &'static str) -> Self {
        Self { severity, code, place: Place::default(), fields: BTreeMap::new() }
    }

    /// With a field that fills in the message.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl ToString) -> Self {
        self.fields.insert(field, value.to_string());
        self
    }

    /// At a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

impl Place {
    /// A line of a text file.
    pub fn line(line: u64) -> Self {
        Self { line: Some(line), ..Self::default() }
    }

    /// A row of a sheet.
    pub fn row(row: u64) -> Self {
        Self { row: Some(row), ..Self::default() }
    }

    /// A record.
    pub fn subject(subject: Subject) -> Self {
        Self { subject: Some(subject), ..Self::default() }
    }
}

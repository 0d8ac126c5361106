//! Typesets a template with data: the one place that knows `typst`.
//!
//! A template is a file of this crate and the data are JSON, so that what people wrote is only ever
//! a text and never markup. A document sees its own two files and the faces, no disk and no clock;
//! the same data give the same bytes.

use crate::PaperError;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use units::{Datelike, NaiveDate};

/// A finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Characters that no face can draw; `□` stands in their place.
    pub replaced: BTreeSet<char>,
}

/// A sheet to be typeset.
pub(crate) struct Sheet {
    /// The template.
    pub(crate) template: &'static str,
    /// What it is filled with; all texts are in the reader's language.
    pub(crate) data: Value,
    /// The day on which it was printed.
    pub(crate) printed: NaiveDate,
}

/// What is read before every template.
const COMMON: &str = include_str!("../templates/common.typ");

/// Stands where a character cannot be drawn.
const MISSING: char = '□';

/// The longest text on a sheet, in characters: no name is longer than `units::MAX_NAME_CHARS`, but a
/// list of them is, and a cell longer than a page cannot be read.
const LONGEST_TEXT: usize = 1_000;

/// The faces, read once.
static FACES: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let faces = typeface::FACES.iter();
    faces.flat_map(|(_, bytes)| Font::iter(Bytes::new(*bytes))).collect()
});

/// What typst knows by itself, made once.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// What the faces hold.
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

impl Sheet {
    /// The PDF.
    pub(crate) fn typeset(self) -> Result<Paper, PaperError> {
        let printed = self.printed;
        // The identifier in the file is that of what it says: equal for equal sheets.
        let identifier = hash128(&(self.template, self.data.to_string()));
        let (document, replaced) = self.document()?;
        let datetime = Datetime::from_ymd(
            printed.year(),
            u8::try_from(printed.month()).unwrap_or(1),
            u8::try_from(printed.day()).unwrap_or(1),
        );
        let options = PdfOptions {
            ident: Smart::Custom(format!("raccord {identifier:032x}")),
            creator: Smart::Custom(Some("Raccord".to_owned())),
            timestamp: datetime.map(Timestamp::new_utc),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors, None))?;
        Ok(Paper { bytes, replaced })
    }

    /// The pages.
    pub(crate) fn document(mut self) -> Result<(PagedDocument, BTreeSet<char>), PaperError> {
        let mut replaced = BTreeSet::new();
        drawable(&mut self.data, &mut replaced);
        let data = serde_json::to_vec(&self.data).map_err(|error| PaperError(error.to_string()))?;
        // The memory of earlier documents is of no use to this one, and would grow without end.
        comemo::evict(0);
        let desk = Desk {
            source: Source::new(id("main.typ")?, format!("{COMMON}\n{}", self.template)),
            data: (id("data.json")?, Bytes::new(data)),
        };
        let compiled = typst::compile::<PagedDocument>(&desk);
        let document = compiled.output.map_err(|errors| failed(&errors, Some(&desk)))?;
        Ok((document, replaced))
    }
}

/// What the typesetter says, with the line of the template (that of what all have in common counted
/// in) if it is known.
fn failed(errors: &[SourceDiagnostic], desk: Option<&Desk>) -> PaperError {
    let line = |error: &SourceDiagnostic| {
        let desk = desk?;
        desk.source.lines().byte_to_line(desk.range(error.span)?.start)
    };
    let told = errors.iter().map(|error| match line(error) {
        Some(line) => format!("{}: {}", line + 1, error.message),
        None => error.message.to_string(),
    });
    PaperError(told.collect::<Vec<_>>().join("; "))
}

/// The files of every document have the same two names: typst keeps names for ever.
fn id(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError(format!("{error:?}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// Makes every text one that can be drawn: on one line, without what cannot be seen, a sign in the
/// place of what no face has.
fn drawable(value: &mut Value, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => *text = drawn(text, replaced),
        Value::Array(values) => values.iter_mut().for_each(|value| drawable(value, replaced)),
        Value::Object(values) => values.values_mut().for_each(|value| drawable(value, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn drawn(text: &str, replaced: &mut BTreeSet<char>) -> String {
    let mut letters = text.chars().filter_map(|letter| match letter {
        '\t' | '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if is_unseen(letter) => None,
        _ if can_be_drawn(letter) => Some(letter),
        _ => {
            replaced.insert(letter);
            Some(MISSING)
        }
    });
    let mut drawn: String = letters.by_ref().take(LONGEST_TEXT).collect();
    if letters.next().is_some() {
        drawn.push('…');
    }
    drawn
}

/// Controls, signs that turn the line around, joiners and variants of signs that are pictures.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

fn can_be_drawn(letter: char) -> bool {
    FACES.iter().all(|face| face.info().coverage.contains(u32::from(letter)))
}

/// All that a document can see.
struct Desk {
    source: Source,
    data: (FileId, Bytes),
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

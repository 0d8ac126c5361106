//! Typesets a template with data: the one place that knows `typst`.
//!
//! A template is a file of this crate and the data are JSON, so that what people wrote is only ever
//! a text and never markup. A document sees its own two files and the faces, no disk and no clock;
//! the same data give the same bytes.

use crate::PaperError;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
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
    /// What the document is, for the identifier in the file: equal for equal sheets.
    pub(crate) name: &'static str,
    /// The day on which it was printed.
    pub(crate) printed: NaiveDate,
}

/// Stands where a character cannot be drawn.
const MISSING: char = '□';

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
        let name = self.name;
        let (document, replaced) = self.document()?;
        let datetime = Datetime::from_ymd(
            printed.year(),
            u8::try_from(printed.month()).unwrap_or(1),
            u8::try_from(printed.day()).unwrap_or(1),
        );
        let options = PdfOptions {
            ident: Smart::Custom(format!("raccord {name}")),
            creator: Smart::Custom(Some("Raccord".to_owned())),
            timestamp: datetime.map(Timestamp::new_utc),
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))?;
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
            source: Source::new(id("main.typ")?, self.template.to_owned()),
            data: (id("data.json")?, Bytes::new(data)),
        };
        let compiled = typst::compile::<PagedDocument>(&desk);
        let document = compiled.output.map_err(|errors| failed(&errors))?;
        Ok((document, replaced))
    }
}

fn failed(errors: &[typst::diag::SourceDiagnostic]) -> PaperError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PaperError(messages.join("; "))
}

/// The files of every document have the same two names: typst keeps names for ever.
fn id(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError(format!("{error:?}")))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// Puts a sign in the place of what no face can draw, and takes away what cannot be seen.
fn drawable(value: &mut Value, replaced: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            if !text.chars().all(can_be_drawn) {
                let drawn = text.chars().filter(|letter| !letter.is_control() || *letter == '\n');
                let drawn = drawn.map(|letter| {
                    if can_be_drawn(letter) {
                        return letter;
                    }
                    replaced.insert(letter);
                    MISSING
                });
                *text = drawn.collect();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| drawable(value, replaced)),
        Value::Object(values) => values.values_mut().for_each(|value| drawable(value, replaced)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn can_be_drawn(letter: char) -> bool {
    let drawn = |face: &Font| face.info().coverage.contains(u32::from(letter));
    letter == '\n' || FACES.first().is_some_and(drawn)
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

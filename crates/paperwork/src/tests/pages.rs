//! The words of a sheet, read from its pages as they were set.

use crate::Letterhead;
use crate::typeset::Sheet;
use i18n::Language;
use std::path::Path;
use typst::layout::{Abs, Frame, FrameItem, Point};
use units::{NaiveDate, parse_date};

pub(super) fn day(text: &str) -> NaiveDate {
    parse_date(text).expect("a date")
}

pub(super) fn letterhead() -> Letterhead {
    Letterhead { facility: "Atelier du Canal".to_owned(), printed: day("2026-11-24") }
}

/// The words of each page, a line for what stands side by side, parts with a bar between.
pub(super) fn pages(sheet: Sheet) -> Vec<String> {
    let (document, _) = sheet.document().expect("a document");
    let page = |frame: &Frame| {
        let mut words = Vec::new();
        collect(frame, Point::zero(), &mut words);
        words.sort_by_key(|word| (word.line, word.from));
        lines(&words)
    };
    document.pages().iter().map(|page_of| page(&page_of.frame)).collect()
}

/// Widths and heights of the pages in millimetres.
pub(super) fn sizes(sheet: Sheet) -> Vec<(i64, i64)> {
    let (document, _) = sheet.document().expect("a document");
    let millimetres = |length: Abs| length.to_mm().round() as i64;
    let pages = document.pages().iter();
    pages.map(|page| (millimetres(page.frame.width()), millimetres(page.frame.height()))).collect()
}

/// Is a text on the pages, wherever its lines break?
pub(super) fn shows(pages: &[String], text: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|it| !it.is_whitespace() && !['|', '\u{200B}'].contains(it)).collect()
    };
    plain(&pages.concat()).contains(&plain(text))
}

/// The pages are those of the file `<name>-<language>.txt` beside this one. To make them the new
/// ones after a look at the paper: `UPDATE_SNAPSHOTS=1`.
pub(super) fn same_as(name: &str, language: Language, pages: &[String]) {
    let file = format!("src/tests/{name}-{}.txt", language.code());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let said = pages.join("----\n");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &said).expect("a file beside the tests");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(said, kept, "{} says otherwise", path.display());
}

/// A run of letters and where it stands, in hundredths of a millimetre.
struct Word {
    line: i64,
    from: i64,
    to: i64,
    text: String,
}

/// Widths of what no eye tells apart.
const APART: i64 = 60;

fn collect(frame: &Frame, origin: Point, words: &mut Vec<Word>) {
    let place = |length: Abs| (length.to_mm() * 100.0).round() as i64;
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                collect(&group.frame, at + moved, words);
            }
            FrameItem::Text(run) => words.push(Word {
                line: place(at.y) / 20,
                from: place(at.x),
                to: place(at.x + run.width()),
                text: run.text.to_string(),
            }),
            _ => {}
        }
    }
}

fn lines(words: &[Word]) -> String {
    let mut text = String::new();
    let mut last: Option<&Word> = None;
    for word in words {
        match last {
            Some(last) if last.line != word.line => text.push('\n'),
            Some(last) if word.from - last.to > APART => text.push_str(" | "),
            _ => {}
        }
        text.push_str(&word.text);
        last = Some(word);
    }
    // Spaces that do not break look like others, and would not be seen in the files.
    text.push('\n');
    text.replace(['\u{A0}', '\u{202F}'], " ")
}

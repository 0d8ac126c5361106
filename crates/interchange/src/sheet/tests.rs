//! Workbooks, good and hostile, made here so that none is kept as bytes.

use super::*;
use crate::limits::MAX_FINDINGS;
use crate::{Content, Imported, ReadOptions, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Planning" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// A workbook with these entries beside the usual ones.
pub(crate) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let usual: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
    ];
    for (name, bytes) in usual.iter().chain(entries) {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet.
fn workbook(before: &str, rows: &str) -> Vec<u8> {
    archive(&[("xl/worksheets/sheet1.xml", sheet(before, rows).as_bytes())])
}

fn sheet(before: &str, rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// The sheet of a small plan.
pub(crate) fn planning_sheet() -> String {
    sheet("", &planning())
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Three headings and one task, its start as a day counted from 1900.
fn planning() -> String {
    let headings = [text("A1", "Tâche"), text("B1", "Début"), text("C1", "Durée (h)")].concat();
    let task = [
        text("A2", "Mixage"),
        r#"<c r="B2" s="1"><v>46350</v></c><c r="C2"><v>8.5</v></c>"#.to_owned(),
    ]
    .concat();
    format!(r#"<row r="1">{headings}</row><row r="2">{task}</row>"#)
}

fn import(bytes: &[u8]) -> Imported {
    read(bytes, "planning.xlsx", &ReadOptions::default())
}

fn codes(imported: &Imported) -> Vec<&str> {
    imported.findings.iter().map(|finding| finding.code).collect()
}

fn check_planning(imported: &Imported) {
    let Content::Plan(plan) = &imported.content else { panic!("{imported:?}") };
    let [task] = plan.tasks.as_slice() else { panic!("{imported:?}") };
    assert_eq!((task.name.as_str(), task.duration), ("Mixage", Some(Minutes(510))));
    assert_eq!(task.start.map(units::format_date_time).as_deref(), Some("2026-11-24T09:00"));
}

#[test]
fn a_workbook_is_read_with_its_dates() {
    let imported = import(&workbook("", &planning()));
    assert_eq!((imported.format, codes(&imported)), (Some("xlsx"), vec![]));
    check_planning(&imported);
}

#[test]
fn a_dimension_of_rows_alone_does_not_stop_the_reading() {
    let imported = import(&workbook(r#"<dimension ref="1:12"/>"#, &planning()));
    check_planning(&imported);
    assert_eq!(codes(&imported), Vec::<&str>::new());
}

#[test]
fn two_cells_in_opposite_corners_take_no_memory() {
    let corner = format!(r#"{}<row r="1048576">{}</row>"#, planning(), text("XFD1048576", "far"));
    let imported = import(&workbook("", &corner));
    check_planning(&imported);
    assert_eq!(codes(&imported), ["sheet-too-wide"]);
}

#[test]
fn a_sheet_of_a_million_rows_is_cut_at_the_limit() {
    let rows: String = (3..300_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#))
        .collect();
    let imported = import(&workbook("", &format!("{}{rows}", planning())));
    let Content::Plan(plan) = &imported.content else { panic!() };
    assert_eq!(plan.tasks.len(), MAX_ROWS - 1);
    assert!(codes(&imported).contains(&"sheet-too-large"));
    assert!(imported.findings.len() <= MAX_FINDINGS + 1);
}

#[test]
fn archives_that_unpack_beyond_the_limits_are_refused() {
    let nothing = vec![b' '; 40 << 20];
    let inner = workbook("", &planning());
    let bombs = [
        archive(&[("xl/sharedStrings.xml", &nothing)]),
        archive(&[("xl/worksheets/sheet1.xml", &nothing)]),
    ];
    let expected = ["archive-entry-too-large", "archive-packed-too-tightly"];
    for (bomb, code) in bombs.iter().zip(expected) {
        assert_eq!(codes(&import(bomb)), [code]);
    }
    assert_eq!(codes(&import(inner.get(..inner.len() / 2).unwrap())), ["archive-damaged"]);
}

#[test]
fn an_archive_of_too_many_entries_is_refused_before_it_is_opened() {
    let mut bytes = workbook("", &planning());
    let at = bytes.len() - 22;
    let entries = b"PK\x01\x02".repeat(5_000);
    bytes.splice(at..at, entries);
    assert_eq!(codes(&import(&bytes)), ["archive-too-many-entries"]);
}

#[test]
fn a_sheet_that_breaks_off_keeps_its_rows() {
    let broken =
        format!(r#"{}<row r="3"><c r="A3" t="s"><v>999999</v></c><c r="B3"><v>"#, planning());
    let sheet = format!(r#"<worksheet><sheetData>{broken}"#);
    let imported = import(&archive(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]));
    check_planning(&imported);
    assert!(codes(&imported).contains(&"workbook-sheet-breaks-off"), "{:?}", codes(&imported));
}

#[test]
fn a_workbook_of_another_writer_is_read() {
    let bytes = include_bytes!("../../../../tests/fuzz/corpus/xlsx/plan.xlsx");
    let imported = import(bytes);
    check_planning(&imported);
    assert_eq!(codes(&imported), Vec::<&str>::new());
}

/// Real workbooks, none of which is a plan; one has a dimension of rows alone.
#[test]
fn the_sample_workbooks_can_be_read() {
    let Ok(folder) = std::env::var("RACCORD_SAMPLES") else {
        println!("RACCORD_SAMPLES is not set: the samples were not read");
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(std::path::Path::new(&folder).join("avails")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "xlsx") {
            continue;
        }
        let mut findings = Findings::default();
        let sheets = xlsx::read(&std::fs::read(&path).unwrap(), &mut findings);
        let told: Vec<_> = findings.into_vec().into_iter().map(|finding| finding.code).collect();
        assert!(
            !sheets.is_empty() && !told.contains(&"workbook-unreadable"),
            "{}: {told:?}",
            path.display()
        );
        seen += 1;
    }
    assert!(seen >= 5, "only {seen} workbooks");
}

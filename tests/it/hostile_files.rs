//! Files made to do harm, or by a program gone wrong: read in bounded memory, told with place and
//! next step, and what is usable in them is used.

use crate::bad_input::{codes, import, state};
use crate::program::Program;
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PROJECT: &str =
    r#"<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">"#;

fn project(tasks: &str) -> String {
    format!("{PROJECT}<Title>Essai</Title><Tasks>{tasks}</Tasks></Project>")
}

/// An archive of parts that are repetitions.
fn archive(parts: &[(&str, &[u8], usize)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text, times) in parts {
        zip.start_file(*name, packed).unwrap();
        for _ in 0..*times {
            zip.write_all(text).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose only sheet has these rows so many times.
fn workbook(row: &str, times: usize) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Plan" sheetId="1" r:id="a"/></sheets></workbook>"#;
    const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let head = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}"#,
        cells(&["Tâche", "Durée"])
    );
    let rows = format!("{head}{}</sheetData></worksheet>", row.repeat(times));
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes(), 1),
        ("_rels/.rels", ROOT.as_bytes(), 1),
        ("xl/workbook.xml", BOOK.as_bytes(), 1),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes(), 1),
        ("xl/worksheets/sheet1.xml", rows.as_bytes(), 1),
    ])
}

fn cells(texts: &[&str]) -> String {
    let cells: String = texts
        .iter()
        .map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#))
        .collect();
    format!("<row>{cells}</row>")
}

/// Every finding says what to do next, in words.
fn told_well(told: &Value) {
    for finding in told["files"][0]["findings"].as_array().unwrap() {
        let says = |key: &str| finding[key].as_str().unwrap_or_default();
        assert!(!says("message").is_empty() && !says("message").starts_with('['), "{finding}");
        assert!(!says("hint").is_empty(), "{finding}");
        assert!(!finding["place"]["file"].is_null(), "{finding}");
    }
}

/// Imports a file that holds nothing usable: refused with this code, and nothing is changed.
fn refused(name: &str, content: impl AsRef<[u8]>, code: &str) {
    let program = Program::founded();
    let before = state(&program);
    let (exit, told) = import(&program, &program.given(name, content));
    assert_eq!(exit, 1, "{name}: {told}");
    assert!(codes(&told).contains(&code), "{name}: {told}");
    told_well(&told);
    assert_eq!(state(&program), before, "{name}");
}

/// Imports a file of which a part is usable; the plan that comes of it.
fn used(name: &str, content: impl AsRef<[u8]>, expected: &[&str]) -> Value {
    let program = Program::founded();
    let (_, told) = import(&program, &program.given(name, content));
    for code in expected {
        assert!(codes(&told).contains(code), "{name}: no {code} in {told}");
    }
    told_well(&told);
    let productions = program.json(&["show", "productions"])["productions"].clone();
    let production = productions[0]["id"].as_str().unwrap_or_else(|| panic!("{name}: {told}"));
    let plan = program.json(&["show", "plan", "--production", production])["plan"].clone();
    program.run(&["undo"]).done();
    let left = program.json(&["show", "productions"])["productions"].clone();
    assert_eq!(left.as_array().map(Vec::len), Some(0), "{name}: an import is one step");
    plan
}

fn count(plan: &Value, key: &str) -> usize {
    plan[key].as_array().map_or(0, Vec::len)
}

#[test]
fn archives_that_swell_are_not_unpacked() {
    let blank = [b' '; 1 << 20];
    let bomb = archive(&[("[Content_Types].xml", &blank, 300), ("xl/workbook.xml", &blank, 300)]);
    assert!(bomb.len() < 1 << 20);
    refused("bomb.xlsx", bomb, "archive-entry-too-large");
    let whole = workbook(&cells(&["Montage", "2 j"]), 3);
    assert_eq!(count(&used("whole.xlsx", &whole, &[]), "tasks"), 3);
    refused("cut.xlsx", &whole[..whole.len() / 2], "archive-damaged");
}

#[test]
fn a_workbook_of_a_million_rows_gives_its_first_ones() {
    let program = Program::founded();
    let rows = workbook(&cells(&["Montage", "2 j"]), 1_000_000);
    let (exit, told) = import(&program, &program.given("long.xlsx", rows));
    assert_eq!((exit, codes(&told)), (1, vec!["sheet-too-large"]));
    told_well(&told);
    assert_eq!(told["files"][0]["findings"][0]["place"]["row"], 50_001);
    let production = program.json(&["show", "productions"])["productions"][0].clone();
    assert_eq!(production["tasks"], told["files"][0]["records"]["task"]);
    program.run(&["undo"]).done();
    let left = program.json(&["show", "productions"])["productions"].clone();
    assert_eq!(left.as_array().map(Vec::len), Some(0), "an import is one step");
}

#[test]
fn elements_nested_without_end_are_refused() {
    refused("deep.xml", format!("{PROJECT}{}", "<a>".repeat(300_000)), "xml-too-deep");
}

#[test]
fn a_file_named_by_an_entity_is_not_read() {
    let program = Program::founded();
    let secret = program.given("secret.txt", "Le code est 4711");
    let text = format!(
        r#"<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY s SYSTEM "file://{secret}">]>{}"#,
        project("<Task><UID>1</UID><Name>a &s;</Name></Task>")
            .trim_start_matches(r#"<?xml version="1.0"?>"#)
    );
    let plan = used("entity.xml", text, &["xml-doctype", "xml-entity"]);
    assert_eq!(count(&plan, "tasks"), 1);
    assert!(!plan.to_string().contains("4711"), "{plan}");
}

#[test]
fn a_circle_in_a_file_is_opened_and_the_rest_is_taken() {
    let task = |uid: u32, after: u32| {
        format!(
            "<Task><UID>{uid}</UID><Name>Tâche {uid}</Name><Duration>PT8H0M0S</Duration><PredecessorLink><PredecessorUID>{after}</PredecessorUID><Type>1</Type></PredecessorLink></Task>"
        )
    };
    let circle = project(&format!("{}{}{}", task(1, 3), task(2, 1), task(3, 2)));
    let plan = used("circle.xml", circle, &["import-link-circle"]);
    assert_eq!((count(&plan, "tasks"), count(&plan, "links")), (3, 2));
}

#[test]
fn impossible_values_are_left_out_and_told() {
    let odd = project(&format!(
        "<Task><UID>1</UID><Name>Avant</Name><Start>1900-01-01T09:00:00</Start><Duration>-PT8H0M0S</Duration></Task>\
         <Task><UID>2</UID><Name>{}</Name><Duration>PT99999999999H0M0S</Duration></Task>\
         <Task><UID>3</UID><Name>Mix\u{202E}age\u{2066}</Name><Duration>PT0H0M0S</Duration></Task>",
        "n".repeat(10_000)
    ));
    let expected = ["mspdi-bad-value", "import-negative-duration", "import-name-cut"];
    let plan = used("odd.xml", odd, &expected);
    assert_eq!(count(&plan, "tasks"), 3);
    for task in plan["tasks"].as_array().unwrap() {
        let name = task["name"].as_str().unwrap();
        assert!(name.chars().count() <= 200, "{task}");
        assert!(!name.contains(['\u{202E}', '\u{2066}']), "{task}");
        assert!(task["work_minutes"].as_i64().is_some_and(|work| work >= 0), "{task}");
    }
}

#[test]
fn one_bad_file_does_not_hold_up_the_others() {
    let program = Program::founded();
    let good = program.given("good.xml", project("<Task><UID>1</UID><Name>a</Name></Task>"));
    let bad = program.given("bad.xml", [0, 159, 146, 150]);
    let told = program.run(&["import", &bad, &good, "--json"]);
    assert_eq!(told.code, 1);
    let files: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(files["files"].as_array().map(Vec::len), Some(2), "{files}");
    let productions = program.json(&["show", "productions"]);
    assert_eq!(productions["productions"].as_array().map(Vec::len), Some(1));
}

//! What a spreadsheet program reads back: every cell, typed as meant.

mod gantt_paper;
mod pages;
mod person_paper;
mod publication_paper;
mod slips_paper;
mod week_paper;

use crate::{PlanWorkbook, cell_text, column_heading, plan_to_xlsx, table_title, table_to_xlsx};
use calamine::{Data, Range, Reader, Xlsx};
use i18n::{Language, Messages};
use model::{BookingId, BookingState, Family, Kind, RawId, RoomId};
use proptest::prelude::*;
use std::io::Cursor;
use units::{Minutes, NaiveDateTime, Stamp, parse_date, parse_date_time, parse_time};
use views::{Cell, CellKind, Column, Row, TABLES, Table, WeekEntry, WeekRoom, WeekView};

const CREATED: Stamp = Stamp(1_764_000_000);
const DAY: Minutes = Minutes(480);

fn french() -> Messages {
    Messages::new(Language::French)
}

fn moment() -> NaiveDateTime {
    parse_date_time("2026-11-24T09:30").expect("a moment")
}

/// One cell of each sort.
fn cells() -> Vec<(CellKind, Cell)> {
    vec![
        (CellKind::Text, Cell::text("Mixage")),
        (CellKind::Id, Cell::Id(RawId(7))),
        (CellKind::Integer, Cell::Integer(-3)),
        (CellKind::Flag, Cell::Flag(true)),
        (CellKind::Date, Cell::optional(parse_date("2026-11-24"), Cell::Date)),
        (CellKind::DateTime, Cell::DateTime(moment())),
        (CellKind::Minutes, Cell::Minutes(Minutes(90))),
        (CellKind::Work, Cell::Work(Minutes(-1_200))),
        (CellKind::Money, Cell::optional("48500.5 EUR".parse().ok(), Cell::Money)),
        (CellKind::Words, Cell::choice(Kind::Booking, "state", &BookingState::Option)),
        (
            CellKind::Words,
            Cell::Words { list: "capability", words: vec!["5.1".into(), "x".into()] },
        ),
    ]
}

fn table(rows: Vec<Row>) -> Table {
    let columns: Vec<Column> = cells().iter().map(|(kind, _)| Column::new("task", *kind)).collect();
    Table { rows, ..Table::new("plan", DAY, &columns) }
}

fn row(level: u8, group: bool) -> Row {
    Row { level, group, cells: cells().into_iter().map(|(_, cell)| cell).collect() }
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
    workbook.worksheet_range(name).expect("the sheet")
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn every_cell_is_read_back_with_its_type() {
    let table = table(vec![row(0, false)]);
    let bytes = table_to_xlsx(&table, &french(), "Essai", CREATED).expect("a file");
    let sheet = sheet(&bytes, "Essai");
    let read: Vec<&Data> = sheet.rows().nth(1).expect("the row").iter().collect();
    assert_eq!(read[0], &text("Mixage"));
    assert_eq!(read[1], &text(&RawId(7).to_string()));
    assert_eq!(read[2], &Data::Float(-3.0));
    assert_eq!(read[3], &Data::Bool(true));
    let Data::DateTime(date) = read[4] else { panic!("{:?} is no date", read[4]) };
    assert_eq!(date.as_datetime().map(|at| at.date()), parse_date("2026-11-24"));
    let Data::DateTime(at) = read[5] else { panic!("{:?} is no moment", read[5]) };
    assert_eq!(at.as_datetime(), Some(moment()));
    let Data::DateTime(clock) = read[6] else { panic!("{:?} is no duration", read[6]) };
    assert!(clock.is_duration());
    assert_eq!(clock.as_duration().map(|length| length.num_minutes()), Some(90));
    assert_eq!(read[7], &Data::Float(-2.5), "work in days of the house, so that late is shown too");
    assert_eq!(read[8], &Data::Float(48_500.5));
    assert_eq!(read[9], &text("Option"));
    assert_eq!(read[10], &text("5.1, x"));
    assert_eq!(sheet.get((0, 0)), Some(&text("Tâche")));
    assert_eq!(sheet.height(), 2);
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let table = table(vec![row(0, true), row(1, false)]);
    let written = |created| table_to_xlsx(&table, &french(), "Essai", created).expect("a file");
    assert_eq!(written(CREATED), written(CREATED));
    assert_ne!(written(CREATED), written(Stamp(0)), "the date is in the file");
    assert_eq!(
        written(Stamp(i64::MIN)),
        written(Stamp(0)),
        "a clock gone mad is no reason to fail"
    );
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    for dangerous in
        ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example"]
    {
        let mut table = table(vec![row(0, false)]);
        table.rows[0].cells[0] = Cell::text(dangerous);
        let bytes = table_to_xlsx(&table, &french(), dangerous, CREATED).expect("a file");
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let (name, range) = workbook.worksheets().remove(0);
        assert_eq!(range.get((1, 0)), Some(&text(dangerous)));
        let formulas = workbook.worksheet_formula(&name).expect("formulas");
        assert!(formulas.used_cells().next().is_none(), "{dangerous} became a formula");
    }
}

#[test]
fn text_longer_than_a_cell_is_cut_and_no_reason_to_fail() {
    let mut table = table(vec![row(9, false)]);
    table.rows[0].cells[0] = Cell::text("é𝄞".repeat(20_000));
    let bytes = table_to_xlsx(&table, &french(), "Essai", CREATED).expect("a file");
    let Some(Data::String(read)) = sheet(&bytes, "Essai").get((1, 0)).cloned() else {
        panic!("no text")
    };
    assert_eq!(read.encode_utf16().count(), 32_767 - 32_767 % 3 + 1);
}

#[test]
fn a_date_no_sheet_knows_becomes_text() {
    let mut table = table(vec![row(0, false)]);
    table.rows[0].cells[5] = Cell::DateTime(NaiveDateTime::MIN);
    table.rows[0].cells[6] = Cell::Minutes(Minutes(-30));
    let bytes = table_to_xlsx(&table, &french(), "Essai", CREATED).expect("a file");
    let sheet = sheet(&bytes, "Essai");
    assert!(matches!(sheet.get((1, 5)), Some(Data::String(_))));
    assert_eq!(sheet.get((1, 6)), Some(&text("\u{2212}30\u{A0}min")));
}

#[test]
fn every_table_and_column_has_a_title_in_both_languages() {
    for messages in Language::ALL.map(Messages::new) {
        for (key, columns) in TABLES {
            let table = Table::new(key, DAY, columns);
            assert!(!table_title(&table, &messages).starts_with('['), "table-{key}");
            for column in *columns {
                let heading = column_heading(column, &messages);
                assert!(!heading.starts_with('['), "column-{}", column.key);
            }
        }
    }
}

#[test]
fn every_word_that_views_show_has_a_message_in_both_languages() {
    for messages in Language::ALL.map(Messages::new) {
        for (list, words) in views::words() {
            for word in words {
                assert!(messages.has(&format!("{list}-{word}")), "{list}-{word}");
            }
        }
    }
}

#[test]
fn text_that_looks_like_an_escape_stays_text() {
    for odd in ["_x0041_", "bell \u{7} end", "a\tb", "  spaced  ", "_x000D_", "\u{FFFE}\u{FFFF}"] {
        let mut table = table(vec![row(0, false)]);
        table.rows[0].cells[0] = Cell::text(odd);
        let bytes = table_to_xlsx(&table, &french(), "Essai", CREATED).expect("a file");
        assert_eq!(sheet(&bytes, "Essai").get((1, 0)), Some(&text(odd)));
    }
}

#[test]
fn cells_are_said_in_the_language_of_the_reader() {
    let [french, english] = Language::ALL.map(Messages::new);
    let cases = [
        (Cell::Work(Minutes(1_200)), "2 j 4 h", "2 d 4 h"),
        (Cell::Flag(true), "oui", "yes"),
        (Cell::Money("48500 EUR".parse().unwrap()), "48 500 €", "€48,500"),
        (Cell::DateTime(moment()), "24/11/2026 9 h 30", "24 Nov 2026, 09:30"),
        (Cell::Empty, "", ""),
        (Cell::choice(Kind::Booking, "state", &BookingState::Done), "Faite", "Done"),
        (Cell::Integer(12_000), "12 000", "12,000"),
    ];
    for (cell, in_french, in_english) in cases {
        let said = |messages| cell_text(&cell, DAY, messages).replace(['\u{202F}', '\u{A0}'], " ");
        assert_eq!(said(&french), in_french);
        assert_eq!(said(&english), in_english);
    }
}

fn week() -> WeekView {
    let entry = |from: &str, to: &str, rank: Option<i64>| WeekEntry {
        booking: BookingId(RawId(4)),
        from: parse_time(from).expect("a time"),
        to: parse_time(to).expect("a time"),
        production: "Le Phare".into(),
        task: "Mixage".into(),
        people: vec!["Ada Exemple".into()],
        family: Family::Sound,
        state: if rank.is_some() { BookingState::Option } else { BookingState::Confirmed },
        rank,
    };
    let mut days: [Vec<WeekEntry>; 7] = Default::default();
    days[1] = vec![entry("09:00", "18:00", None), entry("18:00", "22:30", Some(2))];
    WeekView {
        monday: parse_date("2026-11-23").expect("a date"),
        rooms: vec![
            WeekRoom { room: Some(RoomId(RawId(1))), name: "Audi 1".into(), days: days.clone() },
            WeekRoom { room: None, name: String::new(), days },
        ],
    }
}

#[test]
fn the_workbook_of_a_production_has_its_plan_its_bookings_and_the_wall_sheet() {
    let plan = table(vec![row(0, true), row(1, false), row(2, false), row(0, false)]);
    let bookings = Table { key: "bookings", ..table(vec![row(0, false)]) };
    let weeks = [week(), week()];
    let content =
        PlanWorkbook { title: "Le Phare", plan: &plan, bookings: &bookings, weeks: &weeks };
    let bytes = plan_to_xlsx(&content, &french(), CREATED).expect("a file");
    assert_eq!(bytes, plan_to_xlsx(&content, &french(), CREATED).expect("a file"));
    let workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Planning", "Réservations", "Salles par semaine"]);
    assert_eq!(sheet(&bytes, "Planning").height(), 5);
    let wall = sheet(&bytes, "Salles par semaine");
    assert_eq!(wall.get((0, 0)), Some(&text("Semaine 48 (2026)")));
    assert_eq!(wall.get((0, 2)), Some(&text("mardi 24 nov. 2026")));
    assert_eq!(wall.get((1, 0)), Some(&text("Audi 1")));
    assert_eq!(wall.get((2, 0)), Some(&text("Sans salle")));
    let Some(Data::String(day)) = wall.get((1, 2)) else { panic!("nothing on Tuesday") };
    assert_eq!(
        day.replace(['\u{202F}', '\u{A0}'], " "),
        "9 h – 18 h Le Phare\nMixage\nAda Exemple\n18 h – 22 h 30 Le Phare\nMixage (option 2)\nAda Exemple"
    );
    assert_eq!(wall.get((4, 0)), Some(&text("Semaine 48 (2026)")), "a blank row between weeks");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_survives_the_file(name in "[\\PC\\n\\t]{0,60}", level: u8, group: bool) {
        let mut table = table(vec![row(level, group), row(level.wrapping_add(1), false)]);
        table.rows[0].cells[0] = Cell::Text(name.clone());
        let bytes = table_to_xlsx(&table, &french(), &name, CREATED).expect("a file");
        let mut workbook: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let range = workbook.worksheets().remove(0).1;
        let read = range.get((1, 0)).cloned().unwrap_or_default();
        let read = match read { Data::String(read) => read, Data::Empty => String::new(), other => panic!("{other:?}") };
        prop_assert_eq!(read, name);
    }
}

#[test]
fn a_table_without_rows_is_a_sheet_with_its_headings() {
    let bytes = table_to_xlsx(&table(Vec::new()), &french(), "", CREATED).expect("a file");
    assert_eq!(sheet(&bytes, "1").height(), 1);
}

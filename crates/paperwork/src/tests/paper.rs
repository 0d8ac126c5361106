//! What stands on the pages, read from the pages themselves.

use crate::typeset::Sheet;
use crate::week_pdf::{doors_sheet, week_sheet};
use crate::{Letterhead, week_pdf};
use i18n::{Language, Messages};
use model::{BookingId, BookingState, Family, RawId, RoomId};
use std::fmt::Write as _;
use typst_layout::PagedDocument;
use units::{NaiveDate, parse_date, parse_time};
use views::{WeekEntry, WeekRoom, WeekView};

fn day(text: &str) -> NaiveDate {
    parse_date(text).expect("a date")
}

fn letterhead() -> Letterhead {
    Letterhead { facility: "Atelier du Canal".to_owned(), printed: day("2026-11-24") }
}

fn entry(id: u128, production: &str, state: BookingState) -> WeekEntry {
    WeekEntry {
        booking: BookingId(RawId(id)),
        from: parse_time("09:00").expect("a time"),
        to: parse_time("18:30").expect("a time"),
        production: production.to_owned(),
        task: "Mixage".to_owned(),
        people: vec!["P. Roux".to_owned(), "N. Ferrand".to_owned()],
        family: Family::Sound,
        rank: (state == BookingState::Option).then_some(2),
        state,
    }
}

fn room(id: u128, name: &str, day: usize, entries: Vec<WeekEntry>) -> WeekRoom {
    let mut days: [Vec<WeekEntry>; 7] = std::array::from_fn(|_| Vec::new());
    days[day] = entries;
    WeekRoom { room: Some(RoomId(RawId(id))), name: name.to_owned(), days }
}

fn week(rooms: Vec<WeekRoom>) -> WeekView {
    WeekView { monday: day("2026-11-23"), rooms }
}

/// The texts of each page, from top to bottom as they were set.
fn pages(sheet: Sheet) -> Vec<String> {
    let (document, _) = sheet.document().expect("a document");
    document.pages().iter().map(|page| text_of(&page.frame)).collect()
}

fn text_of(frame: &typst::layout::Frame) -> String {
    let mut text = String::new();
    for (_, item) in frame.items() {
        match item {
            typst::layout::FrameItem::Group(group) => {
                let _infallible = write!(text, "{}", text_of(&group.frame));
            }
            typst::layout::FrameItem::Text(run) => {
                let _infallible = writeln!(text, "{}", run.text);
            }
            _ => {}
        }
    }
    text
}

fn sizes(document: &PagedDocument) -> Vec<(i64, i64)> {
    let millimetres = |length: typst::layout::Abs| length.to_mm().round() as i64;
    let pages = document.pages().iter();
    pages.map(|page| (millimetres(page.frame.width()), millimetres(page.frame.height()))).collect()
}

fn shows(pages: &[String], text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    let all: String = pages.concat().split_whitespace().collect();
    all.contains(&text)
}

#[test]
fn the_week_says_who_is_where_in_both_languages() {
    let audi = room(1, "Audi 1", 0, vec![entry(7, "Les Marées", BookingState::Option)]);
    for (language, expected) in [
        (Language::French, ["Semaine 48", "lun. 23 nov.", "9 h – 18 h 30", "option 2"]),
        (Language::English, ["Week 48", "Mon 23 Nov", "09:00–18:30", "hold 2"]),
    ] {
        let messages = Messages::new(language);
        let pages = pages(week_sheet(&[week(vec![audi.clone()])], &letterhead(), &messages));
        for text in expected.iter().chain(&["Audi 1", "Les Marées", "P. Roux, N. Ferrand"]) {
            assert!(shows(&pages, text), "{text} in {pages:#?}");
        }
    }
}

#[test]
fn the_wall_is_a3_landscape_and_doors_are_a4_portrait() {
    let messages = Messages::new(Language::French);
    let week = week(vec![room(1, "Audi 1", 5, vec![entry(7, "Film", BookingState::Confirmed)])]);
    let sheet = week_sheet(std::slice::from_ref(&week), &letterhead(), &messages);
    assert_eq!(sizes(&sheet.document().expect("a document").0), [(420, 297)]);
    let period = (day("2026-11-23"), day("2026-11-29"));
    let sheet = doors_sheet(&[week], period, &letterhead(), &messages);
    assert_eq!(sizes(&sheet.document().expect("a document").0), [(210, 297)]);
}

#[test]
fn days_outside_the_period_are_on_no_door() {
    let messages = Messages::new(Language::French);
    let rooms = vec![
        room(1, "Audi 1", 0, vec![entry(7, "Film", BookingState::Confirmed)]),
        room(2, "Audi 2", 1, vec![entry(8, "Série", BookingState::Confirmed)]),
    ];
    let tuesday = (day("2026-11-24"), day("2026-11-24"));
    let pages = pages(doors_sheet(&[week(rooms)], tuesday, &letterhead(), &messages));
    assert_eq!(pages.len(), 1);
    assert!(shows(&pages, "Audi 2") && !shows(&pages, "Audi 1"), "{pages:#?}");
}

#[test]
fn the_same_week_gives_the_same_bytes() {
    let messages = Messages::new(Language::French);
    let week = week(vec![room(1, "Audi 1", 0, vec![entry(7, "Film", BookingState::Confirmed)])]);
    let once = week_pdf(std::slice::from_ref(&week), &letterhead(), &messages).expect("a sheet");
    let twice = week_pdf(&[week], &letterhead(), &messages).expect("a sheet");
    assert_eq!(once, twice);
    assert!(once.bytes.starts_with(b"%PDF-"));
}

#[test]
fn what_people_wrote_is_never_markup_and_what_cannot_be_drawn_is_told() {
    let messages = Messages::new(Language::French);
    let hostile = [
        "#import \"x.typ\": *",
        "$ sum $ *gras* _x_ `code` // rien",
        "] #panic() [",
        "\u{0}\u{1}\u{202E}zéro",
        "動画 🎬",
        &"très long ".repeat(1_000),
    ];
    let rooms = hostile
        .iter()
        .zip(1..)
        .map(|(text, id)| room(id, text, 0, vec![entry(id, text, BookingState::Confirmed)]));
    let week = week(rooms.collect());
    let paper = week_pdf(std::slice::from_ref(&week), &letterhead(), &messages).expect("a sheet");
    assert!(paper.replaced.contains(&'動') && paper.replaced.contains(&'🎬'));
    let pages = pages(week_sheet(&[week], &letterhead(), &messages));
    assert!(shows(&pages, "#import \"x.typ\": *"), "{pages:#?}");
    assert!(shows(&pages, "*gras* _x_ `code`"));
}

#[test]
fn a_period_without_sessions_says_so() {
    let messages = Messages::new(Language::French);
    let pages = pages(week_sheet(&[], &letterhead(), &messages));
    assert!(shows(&pages, "Aucune séance sur cette période"), "{pages:#?}");
}

#[test]
fn three_hundred_rooms_go_on_over_pages_with_the_days_above_each() {
    let messages = Messages::new(Language::English);
    let rooms = (1..=300).map(|id| {
        room(id, &format!("Room {id}"), 2, vec![entry(id, "Film", BookingState::Confirmed)])
    });
    let pages = pages(week_sheet(&[week(rooms.collect())], &letterhead(), &messages));
    assert!(pages.len() > 5, "{}", pages.len());
    assert!(pages.iter().all(|page| shows(std::slice::from_ref(page), "Wed 25 Nov")));
    assert!(shows(&pages, "Room 300"));
}

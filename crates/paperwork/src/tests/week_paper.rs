//! What stands on the wall and on the doors.

use super::pages::{day, letterhead, pages, same_as, shows, sizes};
use crate::week_pdf::{doors_sheet, week_sheet};
use crate::{Paper, PaperError, doors_pdf, week_pdf};
use i18n::{Language, Messages};
use model::{BookingId, BookingState, Family, RawId, RoomId};
use units::parse_time;
use views::{WeekEntry, WeekRoom, WeekView};

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
    assert_eq!(sizes(sheet), [(420, 297)]);
    let period = (day("2026-11-23"), day("2026-11-29"));
    let sheet = doors_sheet(&[week], period, &letterhead(), &messages);
    assert_eq!(sizes(sheet), [(210, 297)]);
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

/// A room with a session and an option on Monday and a night on Saturday; a session without a room.
fn busy() -> WeekView {
    let mut option = entry(8, "Les Marées", BookingState::Option);
    option.family = Family::Edit;
    let mut night = entry(9, "Quai", BookingState::Confirmed);
    (night.from, night.to) =
        (parse_time("22:00").expect("a time"), parse_time("06:00").expect("a time"));
    let mut audi =
        room(1, "Audi 1", 0, vec![entry(7, "Le Phare", BookingState::Confirmed), option]);
    audi.days[5] = vec![night];
    let no_room = WeekRoom {
        room: None,
        name: String::new(),
        ..room(2, "", 2, vec![entry(10, "Le Phare", BookingState::Confirmed)])
    };
    week(vec![audi, no_room])
}

#[test]
fn the_wall_and_the_doors_say_the_same_as_ever_in_both_languages() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let weeks = [busy()];
        same_as("week", language, &pages(week_sheet(&weeks, &letterhead(), &messages)));
        let period = (day("2026-11-23"), day("2026-11-29"));
        let mut doors = pages(doors_sheet(&weeks, period, &letterhead(), &messages));
        let monday = (day("2026-11-23"), day("2026-11-23"));
        doors.extend(pages(doors_sheet(&weeks, monday, &letterhead(), &messages)));
        same_as("doors", language, &doors);
    }
}

#[test]
fn a_full_week_of_a_room_stays_on_one_page_of_its_door() {
    let messages = Messages::new(Language::French);
    let name = "Auditorium Jacques-Demy et salle de projection";
    let mut full = room(1, name, 0, Vec::new());
    full.days = std::array::from_fn(|day| {
        let entries = (0..4).map(|id| entry(day as u128 * 4 + id, "Film", BookingState::Option));
        entries.collect()
    });
    let period = (day("2026-11-23"), day("2026-11-29"));
    let pages = pages(doors_sheet(&[week(vec![full])], period, &letterhead(), &messages));
    assert_eq!(pages.len(), 1, "{pages:#?}");
    assert!(shows(&pages, name) && shows(&pages, "Dimanche 29 novembre"));
}

#[test]
fn what_cannot_be_seen_is_left_out_and_not_told() {
    let messages = Messages::new(Language::French);
    let name = "Audi\u{202E} 1\u{200B}\u{FE0F}\u{7}\nbis";
    let week = week(vec![room(1, name, 0, vec![entry(7, "Film", BookingState::Confirmed)])]);
    let paper = week_pdf(std::slice::from_ref(&week), &letterhead(), &messages).expect("a sheet");
    assert!(paper.replaced.is_empty(), "{:?}", paper.replaced);
    let pages = pages(week_sheet(&[week], &letterhead(), &messages));
    assert!(shows(&pages, "Audi 1 bis") && pages.iter().all(|page| !page.contains('\u{202E}')));
}

#[test]
fn a_word_without_end_stays_in_its_cell() {
    let messages = Messages::new(Language::French);
    let word = "reel_final_v2_".repeat(40);
    let week = week(vec![room(1, &word, 0, vec![entry(7, &word, BookingState::Confirmed)])]);
    let pages = pages(week_sheet(&[week], &letterhead(), &messages));
    let longest = pages[0].lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|letters| letters < 160), "{pages:#?}");
}

#[test]
fn sheets_can_be_made_by_a_worker() {
    fn can_be_sent<T: Send + 'static>() {}
    can_be_sent::<Result<Paper, PaperError>>();
    can_be_sent::<crate::Letterhead>();
    can_be_sent::<Messages>();
    let messages = Messages::new(Language::French);
    let period = (day("2026-11-23"), day("2026-11-29"));
    let here = doors_pdf(&[busy()], period, &letterhead(), &messages).expect("a sheet");
    let there = std::thread::spawn(move || {
        doors_pdf(&[busy()], period, &letterhead(), &messages).expect("a sheet")
    });
    assert_eq!(there.join().expect("no panic"), here);
}

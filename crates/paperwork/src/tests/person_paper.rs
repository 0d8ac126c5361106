//! What stands on the sheet of a person.

use super::pages::{day, letterhead, pages, same_as, shows, sizes};
use crate::person_pdf;
use crate::person_pdf::person_sheet;
use i18n::{Language, Messages};
use model::{BookingId, BookingState, ProductionId, RawId, Step};
use units::{Minutes, NaiveDate, Zone, parse_date_time};
use views::{BookingView, Moment, Stretch};

fn moment(text: &str) -> Moment {
    Moment { at: parse_date_time(text).expect("a moment"), zone: Zone::PARIS }
}

fn booking(id: u128, pieces: &[(&str, &str)], state: BookingState) -> BookingView {
    let stretch = |(start, end): &(&str, &str)| Stretch { start: moment(start), end: moment(end) };
    BookingView {
        id: BookingId(RawId(id)),
        production: ProductionId(RawId(1)),
        production_title: "Le Phare".to_owned(),
        task: None,
        task_name: "Mixage".to_owned(),
        step: Some(Step::Mix),
        room: None,
        room_name: "Audi 1".to_owned(),
        people: Vec::new(),
        people_names: Vec::new(),
        equipment: Vec::new(),
        equipment_names: Vec::new(),
        start: None,
        end: None,
        pieces: pieces.iter().map(stretch).collect(),
        work: Minutes::ZERO,
        rank: (state == BookingState::Option).then_some(2),
        state,
        expires: None,
        challenged_by: None,
        answer_by: None,
        pinned: false,
        remark: String::new(),
    }
}

fn autumn() -> (NaiveDate, NaiveDate) {
    (day("2026-10-19"), day("2026-12-06"))
}

fn bookings() -> Vec<BookingView> {
    let two_days =
        [("2026-11-24T09:00", "2026-11-24T18:30"), ("2026-11-25T09:00", "2026-11-25T13:00")];
    let mut mix = booking(1, &two_days, BookingState::Confirmed);
    mix.remark = "Écoute avec le diffuseur à 17 h".to_owned();
    let mut option = booking(2, &[("2026-12-01T14:00", "2026-12-01T22:00")], BookingState::Option);
    option.task_name.clear();
    let released = booking(3, &[("2026-12-02T14:00", "2026-12-02T22:00")], BookingState::Released);
    let before = booking(4, &[("2026-10-12T09:00", "2026-10-12T18:00")], BookingState::Confirmed);
    vec![option, mix, released, before]
}

#[test]
fn sessions_stand_week_by_week_with_their_hours_in_both_languages() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        let sheet = || person_sheet("Ada Exemple", &bookings(), autumn(), &letterhead(), &messages);
        assert_eq!(sizes(sheet()), [(210, 297)]);
        same_as("person", language, &pages(sheet()));
    }
}

#[test]
fn a_night_in_which_the_clock_is_changed_counts_the_hours_that_pass() {
    let messages = Messages::new(Language::French);
    let hours = |night: (&str, &str)| {
        let bookings = [booking(1, &[night], BookingState::Confirmed)];
        let period = (day("2026-01-01"), day("2026-12-31"));
        pages(person_sheet("Ada Exemple", &bookings, period, &letterhead(), &messages))
    };
    let autumn = hours(("2026-10-24T22:00", "2026-10-25T06:00"));
    assert!(shows(&autumn, "Total | 9 h"), "{autumn:#?}");
    let spring = hours(("2026-03-28T22:00", "2026-03-29T06:00"));
    assert!(shows(&spring, "Total | 7 h"), "{spring:#?}");
}

#[test]
fn a_long_period_goes_on_over_pages_with_the_name_above_each() {
    let messages = Messages::new(Language::English);
    let sessions = (0..120).map(|number| {
        let date = day("2026-11-02") + units::Days::new(number);
        let (start, end) = (format!("{date}T09:00"), format!("{date}T18:00"));
        booking(u128::from(number), &[(&start, &end)], BookingState::Confirmed)
    });
    let sessions: Vec<BookingView> = sessions.collect();
    let period = (day("2026-11-02"), day("2027-12-31"));
    let pages = pages(person_sheet("Ada Exemple", &sessions, period, &letterhead(), &messages));
    assert!(pages.len() > 2, "{}", pages.len());
    for page in &pages {
        let page = std::slice::from_ref(page);
        assert!(shows(page, "Ada Exemple") && shows(page, "Production"), "{page:#?}");
    }
    assert!(shows(&pages, "1,080 h") || shows(&pages, "1080 h"), "{:?}", pages.last());
}

#[test]
fn a_period_without_sessions_says_so() {
    let messages = Messages::new(Language::English);
    let pages = pages(person_sheet("Ada Exemple", &[], autumn(), &letterhead(), &messages));
    assert_eq!(pages.len(), 1);
    assert!(shows(&pages, "No session in this period") && shows(&pages, "Ada Exemple"));
}

#[test]
fn what_was_written_of_a_session_is_never_markup() {
    let messages = Messages::new(Language::French);
    let hostile = ["#import \"x.typ\": *", "$ sum $", "= titre", "@preview", "\\ \u{0} <label>"];
    let bookings = hostile.iter().zip(1..).map(|(text, id)| {
        let mut booking =
            booking(id, &[("2026-11-24T09:00", "2026-11-24T18:00")], BookingState::Confirmed);
        (*text).clone_into(&mut booking.remark);
        (*text).clone_into(&mut booking.production_title);
        booking
    });
    let bookings: Vec<BookingView> = bookings.collect();
    let name = "] #panic() [ שלום 🎬";
    let paper = person_pdf(name, &bookings, autumn(), &letterhead(), &messages).expect("a sheet");
    assert!(paper.replaced.contains(&'ש') && paper.replaced.contains(&'🎬'));
    let pages = pages(person_sheet(name, &bookings, autumn(), &letterhead(), &messages));
    for text in ["] #panic() [", "#import \"x.typ\": *", "$ sum $", "= titre", "<label>"] {
        assert!(shows(&pages, text), "{text}: {pages:#?}");
    }
}

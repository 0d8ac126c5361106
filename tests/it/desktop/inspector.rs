//! What is selected, read and typed beside the screen: every drag has its twin here.

use super::production::{fiction, task};
use super::{Wanted, Window};
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use model::{BookingState, Kind};
use raccord::desktop::Place;
use std::sync::Arc;

const NONE: Modifiers = Modifiers::NONE;

/// The clash of the demonstration, shown and selected on the planning.
fn selected() -> Window {
    let mut window = Window::demo();
    window.keys(NONE, Key::F4);
    assert_eq!(window.desktop().place(), Some(Place::Planning));
    window
}

fn booking(window: &Window) -> Arc<model::Booking> {
    let subject = window.desktop().selection().last().copied().unwrap();
    assert_eq!(subject.kind, Kind::Booking);
    let plan = window.snapshot().plans[&subject.scope.production().unwrap()].clone();
    plan.bookings[&subject.id.into()].clone()
}

#[test]
fn a_typed_start_moves_the_whole_session() {
    let mut window = selected();
    window.picture("inspector-booking");
    let before = booking(&window);
    window.type_into("Début", "17/12 10h");
    window.keys(NONE, Key::Enter);
    let after = booking(&window);
    assert_eq!(after.start, units::parse_date_time("2026-12-17T10:00"));
    let length = |booking: &model::Booking| booking.end.unwrap() - booking.start.unwrap();
    assert_eq!(length(&after), length(&before));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(booking(&window), before);
}

#[test]
fn a_session_is_moved_by_an_amount() {
    let mut window = selected();
    let before = booking(&window);
    window.type_into("Déplacer de (+1j, −2h…)", "+1j");
    window.keys(NONE, Key::Enter);
    let moved = booking(&window).start.unwrap() - before.start.unwrap();
    assert_eq!(moved.num_hours(), 24);
}

#[test]
fn a_confirmed_session_becomes_an_option_and_confirmed_again() {
    let mut window = selected();
    assert_eq!(booking(&window).state, BookingState::Confirmed);
    window.press("Option 2");
    assert_eq!(
        (booking(&window).state.clone(), booking(&window).rank),
        (BookingState::Option, Some(2))
    );
    window.press("Confirmer");
    assert_eq!(booking(&window).state, BookingState::Confirmed);
}

#[test]
fn a_mistake_is_said_below_the_field_and_escape_brings_back_what_was_kept() {
    let mut window = selected();
    let before = booking(&window);
    window.type_into("Fin", "abc");
    window.keys(NONE, Key::Enter);
    assert!(window.tells("« abc »"));
    window.picture("inspector-mistake");
    assert_eq!(booking(&window), before);
}

#[test]
fn the_panel_is_closed_and_opened_by_keys() {
    let mut window = selected();
    assert!(window.shows("Fermer le volet"));
    window.keys(Modifiers::COMMAND, Key::I);
    assert!(!window.shows("Fermer le volet"));
    window.keys(Modifiers::COMMAND, Key::I);
    assert!(window.shows("Fermer le volet"));
}

#[test]
fn how_many_sessions_of_a_step_count_at_once_is_typed_in_its_panel() {
    for (language, step, edit, field, shown) in [
        ("fr", "Étape", "Montage image", "Séances à la fois", "fr-dark"),
        ("en", "Step", "Picture edit", "Sessions at once", "en-light"),
    ] {
        let theme = if language == "fr" { egui::Theme::Dark } else { egui::Theme::Light };
        let mut window = fiction(Wanted { language, theme, ..Wanted::default() });
        window.harness.get_by_role_and_label(Role::Cell, &format!("{step}, {edit}")).click();
        window.settle();
        if window.harness.query_by_label(field).is_none() {
            window.keys(Modifiers::COMMAND, Key::I);
        }
        let at_once = |window: &Window| task(window, edit).sessions_at_once;
        window.harness.get_by_role_and_label(Role::TextInput, field).scroll_to_me();
        window.settle();
        window.type_into(field, "2");
        window.keys(NONE, Key::Enter);
        assert_eq!(at_once(&window), Some(2), "{language}");
        window.picture(&format!("inspector-at-once-{shown}"));
        window.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(at_once(&window), None, "{language}");
    }
}

//! Every screen is a key away, wherever one is, in both languages and themes. How much work their
//! frames are is measured by the bench `frames`.

use super::Window;
use egui::{Key, Modifiers};
use raccord::desktop::{Action, Place};

const NONE: Modifiers = Modifiers::NONE;

/// To every screen, and through what takes most work there.
fn walk(window: &mut Window) {
    for (screen, place) in [
        (Key::F5, Place::Today),
        (Key::F7, Place::Clashes),
        (Key::F8, Place::Resources),
        (Key::F9, Place::History),
    ] {
        window.keys(NONE, screen);
        assert_eq!(window.desktop().place(), Some(place));
    }
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_into(if window.shows("Rechercher") { "Rechercher" } else { "Search" }, "saurine");
    window.keys(NONE, Key::Enter);
    assert!(matches!(window.desktop().place(), Some(Place::Production(_))));
    window.keys(NONE, Key::F6);
    window.keys(NONE, Key::F4);
    for key in [Key::PageDown, Key::PageUp, Key::Plus, Key::Minus] {
        window.keys(NONE, key);
        assert_eq!(window.desktop().place(), Some(Place::Planning));
    }
}

#[test]
fn every_screen_is_a_key_away_in_both_languages_and_themes() {
    let mut window = Window::demo();
    let before = window.snapshot();
    walk(&mut window);
    window.act(Action::SwitchLanguage);
    walk(&mut window);
    window.act(Action::SwitchTheme);
    walk(&mut window);
    let places = window.desktop().frame_times().keys().flatten();
    let (productions, others): (Vec<Place>, Vec<Place>) =
        places.copied().partition(|place| matches!(place, Place::Production(_)));
    assert_eq!((productions.len(), others.len()), (1, 5), "{others:?}");
    assert_eq!(window.snapshot().revision, before.revision, "looking writes nothing");
}

#[test]
fn a_drag_that_is_given_up_writes_nothing() {
    let mut window = Window::demo();
    window.keys(NONE, Key::F6);
    let before = window.snapshot();
    let mut at = window.ground("Audi 1", 3.4);
    for (row, days) in [("Audi 4", 4.4), ("Montage 8", 1.4), ("Audi 2", 3.4)] {
        let to = window.ground(row, days);
        window.drag(at, to);
        at = to;
    }
    window.keys(NONE, Key::Escape);
    assert_eq!(window.snapshot().revision, before.revision);
}

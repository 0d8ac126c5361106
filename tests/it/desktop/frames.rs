//! No frame is more work than a frame may be (`raccord::desktop::LIMIT`), wherever one goes in the
//! demonstration. It is counted in the time of the processor, which other programs disturb little.

use super::Window;
use egui::{Key, Modifiers};
use raccord::desktop::{Action, LIMIT, Place};

const NONE: Modifiers = Modifiers::NONE;

/// To every screen, and through what takes most work there.
fn walk(window: &mut Window) {
    for screen in [Key::F5, Key::F7, Key::F8, Key::F9] {
        window.keys(NONE, screen);
    }
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_into(if window.shows("Rechercher") { "Rechercher" } else { "Search" }, "saurine");
    window.keys(NONE, Key::Enter);
    window.keys(NONE, Key::F6);
    window.keys(NONE, Key::F4);
    for key in [Key::PageDown, Key::PageUp, Key::Plus, Key::Minus] {
        window.keys(NONE, key);
    }
}

#[test]
fn no_frame_is_over_the_limit_on_a_walk_through_all_screens() {
    let mut window = Window::demo();
    walk(&mut window);
    window.act(Action::SwitchLanguage);
    walk(&mut window);
    window.act(Action::SwitchTheme);
    walk(&mut window);
    let times = window.desktop().frame_times().clone();
    let places = times.keys().flatten();
    let productions = places.clone().filter(|place| matches!(place, Place::Production(_))).count();
    assert_eq!((productions, places.count()), (1, 6), "a screen was not seen: {times:?}");
    for (place, times) in &times {
        let mean = times.sum / times.count.max(1);
        println!("{place:?}: {} frames, {mean:?} each, {:?} at worst", times.count, times.worst);
    }
    let slow = window.desktop().slow_frames();
    assert!(slow.is_empty(), "frames over {LIMIT:?}: {slow:#?}");
}

#[test]
fn no_frame_is_over_the_limit_while_a_session_is_dragged() {
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
    assert_eq!(window.snapshot().revision, before.revision, "a drag that is given up");
    let slow = window.desktop().slow_frames();
    assert!(slow.is_empty(), "frames over {LIMIT:?}: {slow:#?}");
}

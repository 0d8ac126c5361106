//! The screen of the day.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};

#[test]
fn the_day_tells_what_threatens_a_delivery_the_rooms_and_the_deliveries() {
    let mut window = Window::demo();
    window.picture("today-fr-dark");
    assert!(window.shows("Mardi 24 novembre"));
}

#[test]
fn pictures_of_the_day() {
    let mut window = Window::demo_as(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    window.picture("today-en-light");
    let mut window = Window::demo_as(Wanted { size: (1000.0, 640.0), ..Wanted::default() });
    window.picture("today-fr-narrow");
    window.keys(Modifiers::NONE, Key::F7);
    window.picture("clashes-fr-narrow");
    window.keys(Modifiers::NONE, Key::F9);
    window.picture("history-fr-narrow");
}

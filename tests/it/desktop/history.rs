//! The screen of the history.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};

#[test]
fn pictures_of_the_history() {
    let mut window = Window::demo();
    window.keys(Modifiers::NONE, Key::F9);
    window.picture("history-fr-dark");
    window.press("Revoir le planning au…");
    window.picture("past-fr-dark");
    let mut window = Window::demo_as(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    window.keys(Modifiers::NONE, Key::F9);
    window.picture("history-en-light");
}

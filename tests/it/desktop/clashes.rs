//! The screen of clashes.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Theme};

#[test]
fn pictures_of_the_clashes() {
    let mut window = Window::demo();
    window.keys(Modifiers::NONE, Key::F7);
    window.picture("clashes-fr-dark");
    let mut window = Window::demo_as(Wanted { language: "en", theme: Theme::Light, ..Wanted::default() });
    window.keys(Modifiers::NONE, Key::F7);
    window.picture("clashes-en-light");
}

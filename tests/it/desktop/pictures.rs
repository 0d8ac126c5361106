//! Pictures of the screens, compared with those in `snapshots/`: nothing moves, is clipped or
//! changes its colour unnoticed. They are few and small; what a screen does is tested beside.
//!
//! `UPDATE_SNAPSHOTS=1` writes those that have changed. Look at each of them before it is kept.

use super::{Wanted, Window};
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::Queryable;
use egui_kittest::{SnapshotOptions, SnapshotResults};
use raccord::desktop::Action;
use std::path::Path;

/// A picture: its name, how many of its pixels may differ, and how the window gets to what it shows
/// from what the one before showed.
type Picture = (&'static str, usize, fn(&mut Window));

/// Dashed lines are a pixel wide, and renderers do not agree on which pixels they are. A frame that
/// has moved by one pixel is more than this.
const DASHES: usize = 300;

/// Every screen, dark and light.
const SCREENS: &[Picture] = &[
    ("today", 0, |window| window.keys(Modifiers::NONE, Key::F5)),
    ("planning", 0, |window| window.keys(Modifiers::NONE, Key::F6)),
    ("clashes", 0, |window| window.keys(Modifiers::NONE, Key::F7)),
    ("slips", 0, |window| window.act(Action::OpenSlips)),
    ("publications", 0, |window| window.act(Action::OpenPublications)),
    ("resources", 0, |window| window.keys(Modifiers::NONE, Key::F8)),
    ("history", 0, |window| window.keys(Modifiers::NONE, Key::F9)),
    ("machines", 0, |window| window.keys(Modifiers::NONE, Key::F11)),
    ("palette", 0, |window| window.keys(Modifiers::COMMAND, Key::K)),
    ("production", DASHES, |window| {
        window.type_into("Rechercher", "gué de la saurine");
        window.keys(Modifiers::NONE, Key::Enter);
    }),
];

/// What only the timeline has, in one theme: the colours are those of the screens.
const TIMELINE: &[Picture] = &[
    ("timeline-chosen", DASHES, |window| window.keys(Modifiers::NONE, Key::F4)),
    ("timeline-day", DASHES, |window| {
        window.act(Action::Inspector);
        choose(window, "Jour");
    }),
    ("timeline-quarter", DASHES, |window| choose(window, "Trimestre")),
    ("timeline-people", DASHES, |window| {
        choose(window, "3 semaines");
        choose(window, "Personnes");
    }),
    ("timeline-dragged", DASHES, |window| {
        choose(window, "Salles");
        let from = window.ground("Montage 3", 3.4);
        window.drag(from, window.ground("Montage 2", 3.4));
    }),
];

/// One of several that stand side by side.
fn choose(window: &mut Window, name: &str) {
    window.harness.get_by_role_and_label(Role::RadioButton, name).click();
    window.settle();
}

const SIZE: (f32, f32) = (900.0, 560.0);

/// Takes pictures one after the other and compares each.
fn compare(window: &mut Window, pictures: &[Picture], ending: &str, results: &mut SnapshotResults) {
    for (name, differing, go) in pictures {
        go(window);
        // The pointer would be in the picture, and what it rests on would look different.
        window.harness.remove_cursor();
        window.settle();
        let options = SnapshotOptions::new().max_failed_pixels(*differing);
        results.add(window.harness.try_snapshot_options(format!("{name}{ending}"), &options));
    }
}

fn screens(theme: Theme, ending: &str) {
    let mut results = SnapshotResults::new();
    let wanted = Wanted { theme, size: SIZE, ..Wanted::default() };
    // Where everything will be kept is said; nothing is, since no facility is made.
    let mut first = Window::on(Path::new("atelier"), wanted.clone());
    compare(&mut first, &[("welcome", 0, |_| {})], ending, &mut results);
    compare(&mut Window::demo_as(wanted), SCREENS, ending, &mut results);
}

#[test]
fn the_screens_in_the_dark_look_as_they_did() {
    screens(Theme::Dark, "-dark");
}

#[test]
fn the_screens_by_day_look_as_they_did() {
    screens(Theme::Light, "-light");
}

#[test]
fn the_timeline_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let mut window = Window::demo_as(Wanted { size: SIZE, ..Wanted::default() });
    compare(&mut window, TIMELINE, "", &mut results);
}

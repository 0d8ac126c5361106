//! Files in and out of the window.

use super::{Wanted, Window};
use egui::{Key, Modifiers};
use std::path::PathBuf;

fn sample(folder: &std::path::Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_table_is_previewed_its_column_is_said_and_it_is_kept_in_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Etape;Durée;Quand\nMontage image;10j;30/11/2026\nMixage;abc;11/01/2027\n";
    let file = sample(folder.path(), "planning.csv", text);
    let mut window = Window::demo();
    window.dialogues.will_choose(&[file]);
    let before = window.snapshot().plans.len();
    window.keys(Modifiers::COMMAND, Key::O);
    window.picture("import-fr-dark");
    assert!(window.shows("planning.csv"));
    window.press("Importer");
    assert_eq!(window.snapshot().plans.len(), before + 1);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.snapshot().plans.len(), before);
}

#[test]
fn a_file_of_no_known_kind_says_what_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = sample(folder.path(), "rushes.mov", "\u{0}\u{1}moov");
    let mut window = Window::demo_as(Wanted { language: "en", ..Wanted::default() });
    window.dialogues.will_choose(&[file]);
    window.keys(Modifiers::COMMAND, Key::O);
    assert!(window.shows(
        "Nothing to import in these files. Raccord reads MS Project XML, XLSX, CSV and iCalendar."
    ));
    window.press("Cancel");
    assert!(!window.shows("rushes.mov"));
}

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

#[test]
fn the_week_is_printed_from_the_window_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::demo();
    window.dialogues.will_save_in(folder.path());
    window.keys(Modifiers::COMMAND, Key::P);
    window.picture("print-fr-dark");
    window.type_into("Nombre de semaines", "0");
    assert!(window.shows("De 1 à 26 semaines"), "a wrong number is said under the field");
    window.type_into("Nombre de semaines", "2");
    window.press("Ouvrir");
    let [path] = window.dialogues.opened().try_into().unwrap();
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    window.keys(Modifiers::COMMAND, Key::E);
    window.press("Plan d’une production");
    window.press("Enregistrer sous…");
    let kept: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(!window.shows("Enregistrer sous…"), "the dialogue is over");
}

//! Several facilities in the window: the dialogue, another one opened, made, forgotten.

use super::{Wanted, Window, lively, look_at};
use egui::{Key, Modifiers};
use node::{Founding, Opening};
use std::path::Path;

const NONE: Modifiers = Modifiers::NONE;

fn found(folder: &Path, name: &str, seed: u64) {
    let founding = Founding::Usual { name: name.into(), person: "Camille".into() };
    Opening::new(folder).found(&founding, lively(seed)).unwrap().close().unwrap();
}

/// Presses the button of a name in which quotation marks stand.
fn press(window: &mut Window, name: &str) {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let found = window.names().into_iter().find(|it| plain(it) == name);
    window.press(&found.unwrap_or_else(|| panic!("{name}: {:?}", window.names())));
}

fn facility(window: &Window) -> String {
    window.snapshot().facility.house.name.clone()
}

#[test]
fn another_facility_is_made_and_gone_back_from_and_forgotten() {
    let place = tempfile::tempdir().unwrap();
    found(place.path(), "Atelier du Quai", 1);
    let mut window = Window::on(place.path(), Wanted::default());
    assert!(window.tells("Atelier du Quai. Changer d’établissement…"), "in the top bar");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.press("En créer un autre…");
    assert!(window.tells("Revenir à « Atelier du Quai »"));
    press(&mut window, "Revenir à « Atelier du Quai »");
    assert_eq!(facility(&window), "Atelier du Quai");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.press("En créer un autre…");
    window.type_into("Nom de l’établissement", "Studio Nord");
    window.type_into("Votre nom", "Camille");
    window.press("Créer l’établissement");
    assert_eq!(facility(&window), "Studio Nord");
    assert!(place.path().join("facility-2").join(node::FILE).is_file());
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    window.picture("facilities-fr-dark");
    assert!(window.tells("celui-ci"));
    press(&mut window, "Ouvrir « Atelier du Quai »");
    assert_eq!(facility(&window), "Atelier du Quai");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    press(&mut window, "Oublier « Studio Nord »");
    assert!(!window.tells("Studio Nord"));
    assert!(place.path().join("facility-2").join(node::FILE).is_file(), "nothing is deleted");
}

#[test]
fn a_folder_is_opened_from_anywhere_and_one_without_a_store_is_said() {
    let place = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    found(place.path(), "Atelier du Quai", 1);
    let wanted = Wanted { language: "en", ..Wanted::default() };
    let mut window = Window::on(place.path(), wanted);
    window.dialogues.will_save_in(elsewhere.path());
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_into("Search", "switch fac");
    window.keys(NONE, Key::Enter);
    window.press("Open a folder…");
    assert!(window.tells("That folder holds no facility"));
    found(elsewhere.path(), "Studio Sud", 2);
    window.press("Open a folder…");
    assert_eq!(facility(&window), "Studio Sud");
}

#[test]
fn the_list_is_looked_at_in_both_themes_and_in_a_narrow_window() {
    look_at("facilities", |name, wanted| {
        let place = tempfile::tempdir().unwrap();
        found(place.path(), "Atelier du Quai", 1);
        let elsewhere = tempfile::tempdir().unwrap();
        found(elsewhere.path(), "Laboratoire de finition et de restauration du Grand Ouest", 2);
        let folder =
            if wanted.language == "en" { "Open a folder…" } else { "Ouvrir un dossier…" };
        let mut window = Window::on(place.path(), wanted);
        window.dialogues.will_save_in(elsewhere.path());
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        window.press(folder);
        window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
        window.picture(name);
    });
}

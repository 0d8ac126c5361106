//! The files beside a production in the window: added, opened, saved, removed.

use super::{Wanted, Window, lively, look_at};
use egui::{DroppedFile, Key, Modifiers};
use model::{Command, DocumentId, RawId};
use node::{Founding, Group, Opening};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A name in which quotation marks stand, as the window has it.
fn named(window: &Window, name: &str) -> Option<String> {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    window.names().into_iter().find(|it| plain(it) == name)
}

fn press(window: &mut Window, name: &str) {
    let found = named(window, name);
    window.press(&found.unwrap_or_else(|| panic!("{name}: {:?}", window.names())));
}

/// A production with no files yet, and its list of files on the screen.
fn files_of_a_film(wanted: Wanted) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let founding = Founding::Usual { name: "Atelier".into(), person: "Camille".into() };
    let mut engine = Opening::new(&store).found(&founding, lively(1)).unwrap();
    let values = [
        ("title".into(), model::Value::Text("Les Marées".into())),
        ("genre".into(), model::Value::Text("tv_film".into())),
    ];
    let (production, document) = (RawId(0xF11).into(), DocumentId(RawId(0xD0C)));
    let create = Command::CreateProduction { production, document, values: values.into() };
    engine.submit(&Group::one(create)).unwrap();
    engine.close().unwrap();
    let (search, files) =
        if wanted.language == "en" { ("Search", "Files") } else { ("Rechercher", "Fichiers") };
    let mut window = Window::on(&store, wanted);
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_into(search, "marees");
    window.keys(Modifiers::NONE, Key::Enter);
    window.click(files);
    (folder, window)
}

/// A file that is let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_on(window: &mut Window, files: &[PathBuf]) {
    for file in files {
        window.harness.input_mut().dropped_files.push(Arc::new(Dropped(file.clone())));
    }
    window.settle();
}

#[test]
fn a_file_is_added_opened_saved_and_removed_and_a_program_is_not_opened() {
    let (folder, mut window) = files_of_a_film(Wanted::default());
    let (quote, program) = (folder.path().join("Devis.pdf"), folder.path().join("outil.exe"));
    std::fs::write(&quote, "bon pour accord").unwrap();
    std::fs::write(&program, "MZ").unwrap();
    window.dialogues.will_choose(&[quote, program, folder.path().join("absent")]);
    window.press("Joindre un fichier…");
    assert!(window.tells("Devis.pdf · 15 o · Camille · ici"));
    assert!(window.tells("outil.exe · 2 o"));
    assert!(window.tells("ne se lit pas"), "the one that is not there is told");
    window.picture("production-files");
    press(&mut window, "Ouvrir « Devis.pdf »");
    let opened = window.dialogues.opened();
    assert_eq!(std::fs::read(&opened[0]).unwrap(), b"bon pour accord");
    assert!(named(&window, "Ouvrir « outil.exe »").is_none(), "it can be saved and no more");
    window.dialogues.will_save_in(folder.path());
    press(&mut window, "Enregistrer « outil.exe »…");
    press(&mut window, "Retirer « Devis.pdf »");
    assert!(!window.tells("Devis.pdf · 15 o"));
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(window.tells("Devis.pdf · 15 o · Camille · ici"));
}

#[test]
fn files_dropped_on_the_list_are_joined_and_those_dropped_meanwhile_too() {
    let (folder, mut window) = files_of_a_film(Wanted::default());
    let files = ["Devis.pdf", "Notes.txt", "Conducteur.pdf"].map(|name| folder.path().join(name));
    for file in &files {
        std::fs::write(file, "bon pour accord").unwrap();
    }
    // Two frames, of which the second comes before the first file is joined.
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(files[0].clone())));
    window.harness.step();
    drop_on(&mut window, &files[1..]);
    for name in ["Devis.pdf", "Notes.txt", "Conducteur.pdf"] {
        assert!(window.tells(&format!("{name} · 15 o · Camille · ici")), "{name}");
    }
    assert!(window.shows("Joindre un fichier…"), "no import has opened instead");
}

#[test]
fn the_list_is_looked_at_in_both_themes_and_in_a_narrow_window() {
    look_at("files", |name, wanted| {
        let (folder, mut window) = files_of_a_film(wanted);
        window.picture(&format!("{name}-empty"));
        let names = [
            "Devis.pdf",
            "Un fichier dont le nom est si long qu’il ne tient sur aucune ligne de la liste, \
             même dans une fenêtre large, et qui doit donc être coupé ou replié.xlsx",
            "outil.exe",
        ];
        let files = names.map(|name| folder.path().join(name));
        for file in &files {
            std::fs::write(file, "bon pour accord").unwrap();
        }
        drop_on(&mut window, &files);
        window.picture(name);
    });
}

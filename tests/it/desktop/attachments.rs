//! The files beside a production in the window: added, opened, saved, removed.

use super::{Wanted, Window, lively};
use egui::{Key, Modifiers};
use model::{Command, DocumentId, RawId};
use node::{Founding, Group, Opening};

/// A name in which quotation marks stand, as the window has it.
fn named(window: &Window, name: &str) -> Option<String> {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    window.names().into_iter().find(|it| plain(it) == name)
}

fn press(window: &mut Window, name: &str) {
    let found = named(window, name);
    window.press(&found.unwrap_or_else(|| panic!("{name}: {:?}", window.names())));
}

#[test]
fn a_file_is_added_opened_saved_and_removed_and_a_program_is_not_opened() {
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
    let mut window = Window::on(&store, Wanted::default());
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_into("Rechercher", "marees");
    window.keys(Modifiers::NONE, Key::Enter);
    window.click("Fichiers");
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

//! A sealed store: unreadable on the disk, opened with its words and with no others, by scripts and
//! in the window.

use crate::desktop::{Wanted, Window};
use crate::program::Program;
use egui_kittest::kittest::Queryable;

const CANARY: &str = "Zephyrin-canari";

fn on_the_disk(program: &Program, word: &str) -> bool {
    let bytes = std::fs::read(program.store().join("raccord.redb")).unwrap();
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// A facility with a name in it that is easily found, and the file of the passphrase.
fn sealed() -> (Program, String) {
    let program = Program::founded();
    program.apply(&format!(r#"{{"command":"add_room","name":"{CANARY}"}}"#));
    let words = program.given("words", "cheval batterie agrafe\n");
    assert!(on_the_disk(&program, CANARY), "a plain store can be read");
    program.run(&["seal", "--passphrase-file", &words]).done();
    (program, words)
}

#[test]
fn nothing_can_be_read_on_the_disk_of_a_sealed_machine_and_its_words_open_it() {
    let (program, words) = sealed();
    assert!(!on_the_disk(&program, CANARY));
    let locked = program.run(&["show", "rooms", "--json"]);
    assert_eq!(locked.code, 1);
    assert!(locked.out.contains("store-locked"), "{}", locked.out);
    let wrong = program.given("wrong", "autre chose\n");
    let refused = program.run(&["show", "rooms", "--json", "--passphrase-file", &wrong]);
    assert!(refused.out.contains("store-wrong-passphrase"), "{}", refused.out);
    let shown = program.json(&["show", "rooms", "--passphrase-file", &words]);
    assert_eq!(shown["rooms"][0]["name"], CANARY);
    program.run(&["unseal", "--passphrase-file", &words]).done();
    assert_eq!(program.json(&["show", "rooms"])["rooms"][0]["name"], CANARY);
}

#[test]
fn a_sealed_machine_is_backed_up_and_restored() {
    let (program, words) = sealed();
    let file = program.file("copy.backup").display().to_string();
    program.run(&["backup", &file, "--passphrase-file", &words]).done();
    let again = Program::nowhere();
    let restored = again.json(&["restore", &file, "--passphrase-file", &words]);
    assert_eq!(restored["heads_equal"], true);
    assert_eq!(again.json(&["show", "rooms"])["rooms"][0]["name"], CANARY);
}

#[test]
fn the_window_asks_for_the_words_of_a_sealed_store_and_says_when_they_are_wrong() {
    let (program, _words) = sealed();
    let mut window = Window::on(&program.store(), Wanted::default());
    assert!(window.tells("Les données de ce poste sont scellées"));
    window.type_secret("Phrase secrète", "autre chose");
    window.press("Ouvrir");
    assert!(window.tells("Cette phrase secrète n’ouvre pas les données"));
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.picture("locked");
    window.press("Ouvrir");
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Canal");
    assert!(window.harness.query_by_label("Phrase secrète").is_none());
}

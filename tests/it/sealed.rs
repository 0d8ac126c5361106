//! A sealed store: unreadable on the disk, opened with its words and with no others, by scripts and
//! in the window.

use crate::desktop::{Kept, Wanted, Window};
use crate::program::Program;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::io::{BufRead, BufReader};
use std::process::Command;

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

#[test]
fn a_passphrase_in_the_keychain_opens_the_store_until_it_is_locked_by_hand_or_by_disuse() {
    let (program, _words) = sealed();
    let mut window = Window::on(&program.store(), Wanted::default());
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.click("Retenir dans le trousseau de cet ordinateur");
    window.press("Ouvrir");
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Canal");
    let keychain = window.keychain.clone();
    drop(window);
    // The next time it opens by itself.
    let mut window = Window::on(&program.store(), Wanted { keychain, ..Wanted::default() });
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Canal");
    window.keys(Modifiers::NONE, Key::F12);
    assert!(window.tells("Les données de ce poste sont scellées"), "locked by hand");
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.press("Ouvrir");
    assert_eq!(window.snapshot().facility.house.name, "Atelier du Canal");
    window.unused_for(14.0 * 60.0);
    assert!(!window.tells("Les données de ce poste sont scellées"));
    window.unused_for(61.0);
    assert!(window.tells("Les données de ce poste sont scellées"), "nobody was there");
    // A keychain whose passphrase is not right any more asks.
    let keychain = Kept::of("autre chose");
    drop(window);
    let window = Window::on(&program.store(), Wanted { keychain, ..Wanted::default() });
    assert!(window.tells("Les données de ce poste sont scellées"));
}

#[test]
fn a_copy_that_was_opened_cannot_be_changed_and_goes_when_a_sealed_store_is_locked() {
    let program = Program::founded();
    program.apply(r#"{"command":"create_production","title":"Les Marées","genre":"tv_film"}"#);
    let file = program.given("Devis.txt", CANARY);
    program.run(&["attach", &file, "--production", "Les Marées"]).done();
    let words = program.given("words", "cheval batterie agrafe\n");
    let open = |window: &mut Window| {
        window.keys(Modifiers::COMMAND, Key::K);
        window.type_into("Rechercher", "marees");
        window.keys(Modifiers::NONE, Key::Enter);
        window.click("Fichiers");
        let name = window.names().into_iter().find(|name| name.starts_with("Ouvrir «"));
        window.press(&name.unwrap());
        window.dialogues.opened().last().unwrap().clone()
    };
    let mut window = Window::on(&program.store(), Wanted::default());
    let copy = open(&mut window);
    assert!(std::fs::metadata(&copy).unwrap().permissions().readonly());
    assert_eq!(open(&mut window), copy, "it is opened again as easily");
    drop(window);
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), CANARY, "of a plain store it stays");
    program.run(&["seal", "--passphrase-file", &words]).done();
    assert!(!copy.exists(), "sealed, and nothing left beside it");
    let mut window = Window::on(&program.store(), Wanted::default());
    window.type_secret("Phrase secrète", "cheval batterie agrafe");
    window.press("Ouvrir");
    assert_eq!(open(&mut window), copy);
    assert!(copy.exists());
    window.keys(Modifiers::NONE, Key::F12);
    assert!(!copy.exists(), "locked");
}

#[cfg(unix)]
#[test]
fn a_machine_without_a_window_backs_up_by_itself_when_it_ends() {
    let (program, words) = sealed();
    let copies = program.file("copies");
    std::fs::create_dir(&copies).unwrap();
    let to = copies.display().to_string();
    let kept = program.json(&["backup", "--keep", &to, "--passphrase-file", &words]);
    assert_eq!(kept["documents"], 2, "{kept}");
    let made = || {
        let mut files = std::fs::read_dir(&copies).unwrap().map(|file| file.unwrap().path());
        (files.next().unwrap(), files.count())
    };
    let first = made();
    let room = program.given("room", r#"{"command":"add_room","name":"Audi 2"}"#);
    program.run(&["apply", &room, "--passphrase-file", &words]).done();
    assert_eq!(made(), first, "a command makes none");
    let bind = ["--no-discovery", "--bind", "127.0.0.1:0", "--passphrase-file", &words];
    let mut node = program.start(&[&["node", "--events"], bind.as_slice()].concat());
    let mut line = String::new();
    BufReader::new(node.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("listening"), "{line}");
    Command::new("kill").arg(node.id().to_string()).status().unwrap();
    node.wait().unwrap();
    let (last, others) = made();
    assert!(last != first.0 && others == 0, "of one hour the last is kept");
    assert!(node::verify_backup(&last, "cheval batterie agrafe", &mut |_| {}).unwrap().heads_equal);
    let stopped = program.json(&["backup", "--stop", "--passphrase-file", &words]);
    assert!(stopped["kept_in"].is_null());
    assert!(!on_the_disk(&program, "cheval batterie"), "the words are sealed too");
}

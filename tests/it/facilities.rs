//! Several facilities of one installation, on the command line: made, listed, chosen, kept apart.

use crate::machine::Machine;
use crate::program::Program;
use serde_json::Value;

/// The program on a place with two facilities.
fn two() -> Program {
    let program = Program::founded();
    let further = ["init", "--further", "--facility", "Studio Nord", "--person", "Camille"];
    program.run(&further).done();
    program
}

fn listed(program: &Program) -> Vec<Value> {
    program.json(&["facilities"])["facilities"].as_array().unwrap().clone()
}

fn add_room(program: &Program, facility: &str, name: &str) {
    let line = format!(r#"{{"command":"add_room","name":"{name}"}}"#);
    let file = program.given("one.jsonl", line);
    program.run(&["apply", &file, "--facility", facility]).done();
}

#[test]
fn each_facility_has_a_store_of_its_own_and_is_chosen_by_name() {
    let program = two();
    let mut names: Vec<String> =
        listed(&program).iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Atelier du Canal", "Studio Nord"]);
    add_room(&program, "studio", "Salle Nord");
    let rooms = |arguments: &[&str]| {
        let shown = program.json(&[&["show", "rooms"], arguments].concat());
        shown["rooms"].as_array().unwrap().len()
    };
    assert_eq!(rooms(&["--facility", "Studio Nord"]), 1);
    assert_eq!(rooms(&["--facility", "Atelier"]), 0);
    assert_eq!(rooms(&[]), 0, "without a name it is the one that stands in the place itself");
    assert!(program.store().join("facility-2").join("raccord.redb").is_file());
}

#[test]
fn the_machine_has_other_keys_in_each_facility() {
    let program = two();
    let grants = |facility: &str| program.json(&["grants", "--facility", facility]);
    let (canal, nord) = (grants("Atelier"), grants("Studio"));
    assert_ne!(canal["facility"], nord["facility"]);
    for key in ["device", "endpoint", "person"] {
        assert_ne!(canal["grants"][0][key], nord["grants"][0][key], "{key}");
    }
}

#[test]
fn a_name_that_none_or_several_have_is_refused_with_what_there_is() {
    let program = two();
    let unknown = program.run(&["show", "rooms", "--facility", "Sud", "--json"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.out.contains("facility-unknown"), "{}", unknown.out);
    assert!(unknown.out.contains("Studio Nord") && unknown.out.contains("Atelier du Canal"));
    let further = ["init", "--further", "--facility", "Studio Sud", "--person", "Camille"];
    program.run(&further).done();
    let several = program.run(&["show", "rooms", "--facility", "Studio", "--json"]);
    assert_eq!(several.code, 1);
    assert!(several.out.contains("facility-ambiguous"), "{}", several.out);
    assert!(several.out.contains("facility-2") && several.out.contains("facility-3"));
}

#[test]
fn a_facility_is_forgotten_without_its_data_and_comes_back_when_it_is_opened() {
    let program = two();
    let left = program.json(&["facilities", "forget", "Studio Nord"]);
    assert_eq!(left["facilities"].as_array().unwrap().len(), 1);
    let folder = program.store().join("facility-2");
    assert!(folder.join("raccord.redb").is_file());
    let unknown = program.run(&["status", "--facility", "Studio Nord"]);
    assert_eq!(unknown.code, 1, "{}", unknown.err);
    let again = std::process::Command::new(env!("CARGO_BIN_EXE_raccord-under-test"))
        .args(["status", "--json", "--store"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(again.status.success(), "its folder is a place of its own, too");
}

#[test]
fn a_sealed_facility_is_listed_without_its_name() {
    let program = two();
    let words = program.given("words.txt", "cheval batterie agrafe");
    program.run(&["seal", "--facility", "Studio Nord", "--passphrase-file", &words]).done();
    assert!(!program.holds("Studio Nord"), "neither in the store nor in the list");
    program.run(&["status", "--facility", "facility-2", "--passphrase-file", &words]).done();
    assert!(!program.holds("Studio Nord"), "nor after it was opened");
    let sealed = listed(&program).into_iter().find(|it| it["sealed"] == true).unwrap();
    assert_eq!(sealed["name"], "");
}

#[test]
fn a_machine_of_one_facility_joins_another_beside_it() {
    let ana = Machine::new(Program::founded());
    let ben = Machine::new(two());
    let ticket = ana.ticket("coordination");
    let _running = ana.start();
    let bind = &ben.address;
    let joined = ben.program.json(&[
        "join",
        &ticket,
        "--further",
        "--person",
        "Ben",
        "--accept-code",
        "--bind",
        bind,
    ]);
    assert!(joined["facility"].is_string(), "{joined}");
    assert_eq!(listed(&ben.program).len(), 3);
    let status = ben.program.json(&["status", "--facility", "facility-3"]);
    assert_eq!(status["documents"].as_array().unwrap().len(), 2);
}

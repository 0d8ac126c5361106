//! Attachments on the command line, and between true processes over the loopback interface.

use crate::machine::Machine;
use crate::program::Program;
use serde_json::Value;

const FILM: &str = "0000000000000000000000000f";

fn with_film(program: &Program) {
    program.apply(&format!(
        "{{\"command\":\"create_production\",\"id\":\"{FILM}\",\"title\":\"Les Marées\",\"genre\":\"tv_film\"}}"
    ));
}

fn listed(program: &Program) -> Vec<Value> {
    program.json(&["show", "attachments"])["attachments"].as_array().unwrap().clone()
}

/// Bytes of several parts, in which no stretch comes twice.
fn several_parts() -> Vec<u8> {
    (0_u32..200_000).flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()).collect()
}

#[test]
fn a_file_is_attached_listed_saved_removed_and_brought_back() {
    let program = Program::founded();
    with_film(&program);
    let content = several_parts();
    let file = program.given("Devis signé.pdf", &content);
    let attached = program.json(&["attach", &file, "--production", "Les Marées"]);
    let id = attached["id"].as_str().unwrap_or_else(|| panic!("{attached}")).to_owned();
    let told = &listed(&program)[0];
    assert_eq!(told["id"], id.as_str());
    assert_eq!((&told["name"], &told["length"]), (&"Devis signé.pdf".into(), &800_000.into()));
    assert_eq!((&told["media_type"], &told["here"]), (&"application/pdf".into(), &true.into()));
    assert_eq!(told["added_by_name"], "Camille");
    let to = program.file("copie.pdf").display().to_string();
    let saved = program.json(&["save-attachment", "Devis signé.pdf", "--to", &to]);
    assert_eq!(saved["bytes"], 800_000);
    assert_eq!(std::fs::read(&to).unwrap(), content);
    assert_eq!(program.json(&["doctor"])["attachments"], 1);
    program.run(&["detach", &id]).done();
    assert!(listed(&program).is_empty());
    let gone = program.run(&["save-attachment", &id, "--to", &to, "--json"]);
    assert_eq!(gone.code, 1);
    assert!(gone.out.contains("attachment-unknown"), "{}", gone.out);
    program.run(&["undo"]).done();
    assert_eq!(listed(&program)[0]["here"], true);
    let words = program.given("words.txt", "cheval batterie agrafe");
    let backup = program.file("a.backup").display().to_string();
    program.run(&["backup", &backup, "--passphrase-file", &words]).done();
    let tried = program.json(&["verify-backup", &backup, "--passphrase-file", &words]);
    assert_eq!(tried["attachments"], 1, "{tried}");
}

#[test]
fn a_file_that_cannot_be_attached_is_refused_with_the_reason() {
    let program = Program::founded();
    with_film(&program);
    let empty = program.given("vide.pdf", "");
    for (file, code) in
        [(empty.as_str(), "attachment-empty"), ("/nowhere/x", "attachment-unreadable")]
    {
        let refused = program.run(&["attach", file, "--production", FILM, "--json"]);
        assert_eq!(refused.code, 1);
        assert!(refused.out.contains(code), "{}", refused.out);
    }
}

#[test]
fn an_attachment_comes_to_the_other_machine_and_until_then_is_said_to_be_elsewhere() {
    let ana = Machine::new(Program::founded());
    with_film(&ana.program);
    let ben = ana.let_in("coordination", "Ben");
    let content = several_parts();
    let file = ana.program.given("disque.mhl", &content);
    ana.program.run(&["attach", &file, "--production", FILM]).done();
    // Another one whose bytes nobody has.
    let hash = "ab".repeat(32);
    ana.program.apply(&format!(
        "{{\"command\":\"add_attachment\",\"production\":\"{FILM}\",\"name\":\"perdu.pdf\",\
         \"media_type\":\"application/pdf\",\"length\":7,\"sha256\":\"{hash}\"}}"
    ));
    {
        let (_there, here) = (ana.start(), ben.start());
        here.wait_for("attachment", |event| event["done"] == 800_000);
    }
    let all = listed(&ben.program);
    let of = |name: &str| all.iter().find(|it| it["name"] == name).unwrap();
    assert_eq!(
        (&of("disque.mhl")["here"], &of("perdu.pdf")["here"]),
        (&true.into(), &false.into())
    );
    let to = ben.program.file("copie.mhl").display().to_string();
    ben.program.run(&["save-attachment", "disque.mhl", "--to", &to]).done();
    assert_eq!(std::fs::read(&to).unwrap(), content);
    let told = ben.program.run(&["show", "attachments"]).done().out;
    assert!(told.contains("pas encore ici"), "{told}");
    let doctor = ben.program.json(&["doctor"]);
    assert!(doctor.to_string().contains("attachments-not-here"), "{doctor}");
}

//! The access log on the command line: what it tells, in both languages, of which days.

use crate::program::Program;

#[test]
fn the_founding_an_invitation_and_a_backup_are_told_in_words_and_as_json() {
    let program = Program::founded();
    program.run(&["invite", "--role", "technician", "--address", "127.0.0.1:1"]).done();
    let words = program.given("words.txt", "cheval batterie agrafe");
    let file = program.file("a.backup").display().to_string();
    program.run(&["backup", &file, "--passphrase-file", &words]).done();
    let audit = program.json(&["audit"])["audit"].clone();
    let lines = audit.as_array().unwrap();
    let mut deeds: Vec<&str> = lines.iter().map(|line| line["deed"].as_str().unwrap()).collect();
    deeds.sort_unstable();
    assert_eq!(deeds, ["admin_named", "backed_up", "granted", "invited"]);
    let of = |deed: &str| lines.iter().find(|line| line["deed"] == deed).unwrap();
    assert_eq!(of("backed_up")["detail"], file.as_str());
    assert_eq!(
        (&of("admin_named")["root_key"], &of("admin_named")["by"]),
        (&true.into(), &().into())
    );
    assert_eq!(of("granted")["role"], "coordination");
    assert_eq!(of("granted")["counts"], true);
    let french = program.run(&["audit"]).done().out.replace(['\u{a0}', '\u{202f}'], " ");
    assert!(french.contains("Invitation faite : Technicien"), "{french}");
    assert!(french.contains("clé de l’établissement"), "{french}");
    let english = program.run(&["audit", "--lang", "en"]).done().out;
    assert!(english.contains("Invitation made: Technician"), "{english}");
    assert!(english.contains("Rights given to"), "{english}");
}

#[test]
fn days_are_asked_for_and_a_day_that_is_none_is_said() {
    let program = Program::founded();
    let count = |arguments: &[&str]| {
        let all = program.json(&[&["audit"], arguments].concat());
        all["audit"].as_array().unwrap().len()
    };
    assert_eq!(count(&["--to", "2020-01-01"]), 0);
    assert_eq!(count(&["--from", "2020-01-01"]), 2);
    assert_eq!(count(&["--from", "2099-01-01"]), 0);
    let empty = program.run(&["audit", "--to", "2020-01-01"]).done().out;
    assert_eq!(empty.trim(), "Rien dans cette période");
    let wrong = program.run(&["audit", "--from", "hier", "--json"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.out.contains("cli-bad-date"), "{}", wrong.out);
}

#[test]
fn a_seal_put_on_and_taken_off_is_told() {
    let program = Program::founded();
    let words = program.given("words.txt", "cheval batterie agrafe");
    program.run(&["seal", "--passphrase-file", &words]).done();
    program.run(&["unseal", "--passphrase-file", &words]).done();
    let audit = program.json(&["audit"])["audit"].clone();
    let deeds: Vec<&str> =
        audit.as_array().unwrap().iter().map(|line| line["deed"].as_str().unwrap()).collect();
    assert!(deeds.contains(&"sealed") && deeds.contains(&"unsealed"), "{deeds:?}");
}

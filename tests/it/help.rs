//! Help: an example for everything, in both languages, and none that does not work.

use crate::program::Program;

const COMMANDS: [&str; 11] = [
    "init", "demo", "status", "show", "apply", "undo", "redo", "import", "export", "doctor", "help",
];

/// An identifier of nothing.
const SOMETHING: &str = "00000000000000000000000009";

/// A message without a text shows its key in brackets.
fn untranslated(text: &str) -> Option<&str> {
    let starts = text.match_indices('[').filter_map(|(at, _)| text.get(at + 1..));
    starts.filter_map(|rest| rest.split_once(']')).map(|(key, _)| key).find(|key| {
        key.contains('-') && key.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_')
    })
}

#[test]
fn every_sub_command_has_an_example_in_both_languages() {
    let program = Program::nowhere();
    for language in ["fr", "en"] {
        for command in COMMANDS {
            let answer = program.run(&["help", command, "--lang", language]).done();
            assert!(answer.out.contains(&format!("raccord {command}")), "{}", answer.out);
            assert_eq!(untranslated(&answer.out), None, "{command}");
        }
    }
}

#[test]
fn a_wrong_call_is_told_in_the_readers_language() {
    let program = Program::nowhere();
    let french = program.run(&["show", "nothing"]);
    assert_eq!(french.code, 2);
    assert!(french.err.contains("ne va pas pour"), "{}", french.err);
    let english = program.run(&["show", "nothing", "--lang", "en"]);
    assert!(english.err.contains("does not suit"), "{}", english.err);
    let script = program.run(&["frobnicate", "--json"]);
    assert!(script.out.starts_with(r#"{"error":{"code":"cli-usage-unknown""#), "{}", script.out);
}

#[test]
fn nothing_shown_of_the_demo_lacks_its_words() {
    let program = Program::nowhere();
    program.run(&["demo", "--headless", "--weeks", "8"]).done();
    for language in ["fr", "en"] {
        for subject in [
            "productions",
            "rooms",
            "people",
            "bookings",
            "clashes",
            "templates",
            "history",
            "holidays",
        ] {
            let answer = program.run(&["show", subject, "--lang", language]).done();
            assert!(!answer.out.is_empty(), "{subject}");
            assert_eq!(untranslated(&answer.out), None, "{subject} in {language}: {}", answer.out);
        }
        let status = program.run(&["status", "--lang", language]).done();
        assert_eq!(untranslated(&status.out), None, "{}", status.out);
    }
}

#[test]
fn every_example_of_a_command_is_understood() {
    let program = Program::founded();
    let listed = program.json(&["help", "commands"]);
    let examples: Vec<&str> = listed["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|command| command["example"].as_str().unwrap())
        .collect();
    assert!(examples.len() > 40, "{}", examples.len());
    // The records they speak of are not here; but each line is a command with its fields.
    let known = |line: &str| {
        let mut parts = line.split("\"$");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (alias, rest) = part.split_once('"').unwrap_or_default();
            // A new record keeps its alias.
            let id =
                if alias.starts_with("new_") { format!("${alias}") } else { SOMETHING.to_owned() };
            text.push_str(&format!("\"{id}\"{rest}"));
        }
        text
    };
    let lines: Vec<String> = examples.iter().map(|line| known(line)).collect();
    for answer in program.apply(&lines.join("\n")) {
        let code = answer["error"]["code"].as_str().unwrap_or("applied");
        let understood = [
            "applied",
            "unknown-record",
            "unknown-reference",
            "unknown-production",
            "variant-unknown",
            "edit-record-missing",
            // The desk of somebody else.
            "not-allowed",
        ];
        assert!(understood.contains(&code), "{answer}");
    }
}

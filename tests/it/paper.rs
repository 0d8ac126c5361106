//! Sheets of paper from the command line, as its help shows them.

use crate::program::Program;

#[test]
fn every_example_of_an_export_writes_its_file_of_the_demo() {
    let program = Program::nowhere();
    program.run(&["demo", "--headless", "--weeks", "8"]).done();
    let help = program.run(&["help", "export"]).done();
    let examples: Vec<Vec<String>> = help
        .out
        .lines()
        .filter_map(|line| line.trim().strip_prefix("raccord ")?.strip_suffix(" --store ./demo"))
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    assert_eq!(examples.len(), 5, "{}", help.out);
    for (example, language) in examples.iter().zip(["fr", "en"].into_iter().cycle()) {
        let name = example.iter().skip_while(|word| *word != "--to").nth(1).unwrap();
        let path = program.file(name);
        let shown = path.display().to_string();
        let words = example.iter().map(|word| if word == name { &shown } else { word });
        let words: Vec<&str> = words.map(String::as_str).chain(["--lang", language]).collect();
        let answer = program.json(&words);
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(answer["bytes"].as_u64(), Some(bytes.len() as u64), "{answer}");
        assert_eq!(answer["findings"].as_array().map(Vec::len), Some(0), "{answer}");
        let begins: &[u8] = if name.ends_with(".pdf") { b"%PDF-" } else { b"PK" };
        assert!(bytes.starts_with(begins), "{name}");
    }
}

#[test]
fn a_character_that_is_not_in_the_face_is_told_and_the_sheet_is_written() {
    let program = Program::founded();
    let create = r#"{"command":"create_production","id":"$a","title":"動 Phare","genre":"short"}"#;
    program.apply(&format!("{create}\n"));
    let to = program.file("plan.pdf").display().to_string();
    let export = ["export", "plan", "--production", "動 Phare", "--to", &to];
    let answer = program.json(&export);
    assert_eq!(answer["findings"][0]["code"], "paper-characters-replaced", "{answer}");
    assert_eq!(answer["findings"][0]["severity"], "warning", "{answer}");
    let told = program.run(&export).done();
    assert!(told.err.contains('動') && told.err.contains('□'), "{}", told.err);
    let first = std::fs::read(&to).unwrap();
    program.run(&export).done();
    assert_eq!(first.len(), std::fs::read(&to).unwrap().len());
}

#[test]
fn paper_of_what_was_never_sent_to_a_client_is_refused_with_the_reason() {
    let program = Program::founded();
    let create = r#"{"command":"create_production","id":"$a","title":"Phare","genre":"short"}"#;
    program.apply(&format!("{create}\n"));
    let to = program.file("sent.pdf").display().to_string();
    let refused = program.run(&["export", "publication", "--production", "Phare", "--to", &to]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("show publications"), "{}", refused.err);
    assert!(!program.file("sent.pdf").exists());
    let unnamed = program.run(&["export", "publication", "--to", &to]);
    assert_eq!(unnamed.code, 2, "of which production is asked: {}", unnamed.err);
}

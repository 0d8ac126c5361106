//! Bad input: said with its place, the reason and the next step; nothing lost, nothing frozen.

use crate::program::Program;
use serde_json::Value;
use std::process::{Command, Stdio};

/// The most address space a reader of files may take, in kilobytes.
pub(crate) const MEMORY: &str = "1500000";

/// What the store says, whatever was tried on it.
pub(crate) fn state(program: &Program) -> Value {
    program.json(&["status"])["documents"].clone()
}

/// Every line is refused with this code, a place and what to do, and changes nothing.
fn refused(line: &str, code: &str) {
    let program = Program::founded();
    let before = state(&program);
    let answers = program.apply(&format!("{line}\n"));
    assert_eq!(answers.len(), 1, "{answers:?}");
    let error = &answers[0]["error"];
    assert_eq!(error["code"], code, "{line}: {error}");
    assert_eq!(error["place"]["line"], 1, "{error}");
    assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{error}");
    assert!(!error["message"].as_str().unwrap_or("[").starts_with('['), "{error}");
    assert_eq!(state(&program), before, "{line}");
}

const FILM: &str = r#"{"command":"create_production","id":"$f","title":"F"},{"command":"add_task","production":"$f","id":"$t","name":"T"},{"command":"add_task","production":"$f","id":"$u","name":"U"}"#;

#[test]
fn a_wrong_type_or_an_unknown_field_is_named() {
    refused(r#"{"command":"add_room","name":42}"#, "command-wrong-type");
    refused(r#"{"command":"add_room","nam":"Audi"}"#, "command-unknown-field");
    refused(r#"{"command":"add_rom","name":"Audi"}"#, "command-unknown");
    refused("nonsense", "command-not-json");
}

#[test]
fn what_is_no_file_of_lines_is_refused_with_its_place() {
    refused(r#"{"command":"add_room","#, "command-not-json");
    refused(r#"["add_room"]"#, "command-not-object");
    refused(r#"{"name":"Audi"}"#, "command-without-name");
    refused(r#"{"group":{"command":"add_room"}}"#, "command-wrong-type");
    refused(&"[".repeat(100_000), "command-not-json");
    refused(&format!(r#"{{"command":"{}"}}"#, "a".repeat(5 << 20)), "command-line-too-long");
    let program = Program::founded();
    for (place, code) in [(program.store(), 1), (program.file("none.jsonl"), 1)] {
        let answer = program.run(&["apply", &place.display().to_string(), "--json"]);
        let told: Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!(
            (answer.code, told["error"]["code"].as_str()),
            (code, Some("cli-file-unreadable"))
        );
    }
    assert_eq!(program.run(&["apply", &program.given("empty.jsonl", "")]).code, 0);
}

#[test]
fn lines_that_are_refused_do_not_hold_up_the_others() {
    let program = Program::founded();
    let mut lines = vec![0xFF, 0xFE, 0x00, b'\n'];
    lines.extend(b"{\"command\":\"add_room\",\"name\":\"Audi 1\"}\n\x80\x80\n# a remark\n\n");
    lines.extend(b"{\"command\":\"add_room\",\"name\":\"Audi 2\"}");
    let file = program.given("mixed.jsonl", lines);
    let answer = program.run(&["apply", &file, "--json"]);
    let answers: Vec<Value> =
        answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let applied: Vec<bool> =
        answers.iter().map(|line| line["applied"].as_bool().unwrap()).collect();
    assert_eq!((answer.code, applied), (1, vec![false, true, false, true]));
    let places: Vec<&Value> = answers.iter().map(|line| &line["error"]["place"]["line"]).collect();
    assert_eq!((places[0].as_u64(), places[2].as_u64()), (Some(1), Some(3)));
}

#[test]
fn dates_that_are_none_are_refused() {
    for date in ["2027-02-31", "1900-01-01", "demain"] {
        refused(
            &format!(r#"{{"command":"create_production","title":"F","delivery":"{date}"}}"#),
            "command-wrong-type",
        );
    }
}

#[test]
fn negative_durations_and_ends_before_starts_are_refused() {
    refused(
        &format!(
            r#"{{"group":[{FILM},{{"command":"set_task","production":"$f","id":"$t","work":-60}}]}}"#
        ),
        "negative-duration",
    );
    refused(
        &format!(
            r#"{{"group":[{FILM},{{"command":"set_task","production":"$f","id":"$t","work":99999999999999}}]}}"#
        ),
        "duration-too-long",
    );
    let booking = r#"{"command":"add_booking","production":"$f","start":"2027-01-04T18:00","end":"2027-01-04T09:00"}"#;
    refused(&format!(r#"{{"group":[{FILM},{booking}]}}"#), "end-before-start");
}

#[test]
fn amounts_that_are_none_and_rates_of_nobody_are_refused() {
    let rate = |hourly: &str| {
        let room = r#"{"command":"add_room","id":"$r","name":"Audi 1"}"#;
        let rate = r#"{"command":"add_cost_rate","room":"$r","hourly":"#;
        format!(r#"{{"group":[{room},{rate}{hourly}}}]}}"#)
    };
    for amount in [r#""32,50 EUR""#, r#""32.50""#, "32.5", r#""32.50 euros""#] {
        refused(&rate(amount), "command-wrong-type");
    }
    refused(&rate(r#""-1 EUR""#), "negative-amount");
    refused(&rate(r#""32.50 CHF""#), "money-in-euros");
    refused(r#"{"command":"add_cost_rate","hourly":"32.50 EUR"}"#, "rate-of-one");
}

#[test]
fn a_circle_of_tasks_is_refused_with_both_names() {
    let link = |from: &str, to: &str| {
        format!(r#"{{"command":"add_link","production":"$f","from":"{from}","to":"{to}"}}"#)
    };
    refused(
        &format!(r#"{{"group":[{FILM},{},{}]}}"#, link("$t", "$u"), link("$u", "$t")),
        "link-cycle",
    );
}

#[test]
fn a_name_of_ten_thousand_characters_is_refused_and_one_that_turns_the_line_is_cleaned() {
    refused(
        &format!(r#"{{"command":"add_room","name":"{}"}}"#, "a".repeat(10_000)),
        "command-text-too-long",
    );
    let program = Program::founded();
    program.apply("{\"command\":\"add_room\",\"name\":\"Audi \\u202e2\"}\n");
    let shown = program.run(&["show", "rooms"]).done().out;
    assert!(!shown.contains('\u{202e}'), "{shown}");
}

/// Imports a file with little memory. The run ends by itself, whatever the file.
pub(crate) fn import(program: &Program, file: &str) -> (i32, Value) {
    let command = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let store = program.store();
    let output = Command::new("sh")
        .args(["-c", &command, env!("CARGO_BIN_EXE_raccord-under-test")])
        .args(["import", file, "--json", "--store"])
        .arg(&store)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let told = serde_json::from_str(&text)
        .unwrap_or_else(|_| panic!("{file}: {text}{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().unwrap_or(-1), told)
}

pub(crate) fn codes(told: &Value) -> Vec<&str> {
    let findings = told["files"][0]["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn files_that_are_no_plans_change_nothing() {
    let program = Program::founded();
    let before = state(&program);
    let junk: Vec<u8> =
        (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (name, content) in [
        ("empty.xml", Vec::new()),
        ("junk.bin", junk.clone()),
        ("junk.xml", junk.clone()),
        ("junk.xlsx", junk),
    ] {
        let file = program.given(name, content);
        let (code, told) = import(&program, &file);
        assert_eq!(code, 1, "{name}: {told}");
        assert!(!codes(&told).is_empty(), "{name}: {told}");
    }
    for missing in [program.file("none.xml"), program.store()] {
        let (code, told) = import(&program, &missing.display().to_string());
        assert_eq!(
            (code, told["error"]["code"].as_str()),
            (1, Some("cli-file-unreadable")),
            "{told}"
        );
    }
    assert_eq!(state(&program), before);
}

#[test]
fn a_bomb_of_entities_is_not_unpacked() {
    let program = Program::founded();
    let entities: String = (1..12)
        .map(|level| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE Project [<!ENTITY e0 \"aaaaaaaaaa\">{entities}]><Project xmlns=\"http://schemas.microsoft.com/project\"><Tasks><Task><UID>1</UID><Name>&e11;</Name></Task></Tasks></Project>"
    );
    let (_, told) = import(&program, &program.given("bomb.xml", bomb));
    assert!(!codes(&told).is_empty(), "{told}");
}

#[test]
fn a_plan_cut_short_gives_what_was_read() {
    let program = Program::founded();
    let tasks: String = (1..=50)
        .map(|uid| format!("<Task><UID>{uid}</UID><Name>Tâche {uid}</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration></Task>"))
        .collect();
    let whole = format!(
        "<Project xmlns=\"http://schemas.microsoft.com/project\"><Title>Coupé</Title><Tasks>{tasks}"
    );
    let (_, told) = import(&program, &program.given("cut.xml", &whole[..whole.len() - 30]));
    assert!(
        told["files"][0]["records"]["task"].as_u64().is_some_and(|tasks| tasks >= 49),
        "{told}"
    );
    assert!(!codes(&told).is_empty(), "{told}");
    let productions = program.json(&["show", "productions"]);
    assert_eq!(
        productions["productions"].as_array().map(Vec::len),
        Some(1),
        "what was read is kept"
    );
}

#[test]
fn a_table_of_a_million_rows_ends_with_a_message() {
    let program = Program::founded();
    let mut table = String::from("Tâche;Durée\n");
    table.push_str(&"Montage;1 j\n".repeat(1_000_000));
    let (_, told) = import(&program, &program.given("long.csv", table));
    assert!(!codes(&told).is_empty(), "{}", told["files"][0]["records"]);
}

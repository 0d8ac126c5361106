//! What lines of commands stand for, and how bad ones are refused.

use super::*;
use model::{BookingVerb, Kind, Scope, Value};

const FACILITY: FacilityId = FacilityId(RawId(7));

/// A reader that knows the aliases of the examples, and identifiers counted up from 100.
fn reader() -> (CommandReader, impl FnMut() -> RawId) {
    let mut reader = CommandReader::new(FACILITY);
    let aliases = ["film", "session", "rival", "editor", "director", "room", "edit", "mix"];
    let records = Kind::ALL.map(|kind| format!("a_{}", kind.key()));
    let names = aliases.into_iter().chain(records.iter().map(String::as_str));
    for (index, alias) in names.enumerate() {
        reader.define(alias, RawId(1_000 + index as u128));
    }
    let mut next = 100;
    (reader, move || {
        next += 1;
        RawId(next)
    })
}

fn read(line: &str) -> Result<Vec<Command>, Finding> {
    let (mut reader, mut mint) = reader();
    reader.read_line(line, 3, &mut mint)
}

fn refused(line: &str) -> Finding {
    match read(line) {
        Ok(commands) => panic!("{line} was read as {commands:?}"),
        Err(finding) => finding,
    }
}

#[test]
fn every_example_of_the_table_is_read_and_survives_being_written() {
    for help in commands() {
        let first = read(&help.example).unwrap_or_else(|finding| {
            panic!("{} is refused: {finding:?}", help.example);
        });
        assert!(!first.is_empty(), "{}", help.name);
        for command in first {
            let line = to_json(&command).to_string();
            assert_eq!(read(&line), Ok(vec![command]), "{line}");
        }
    }
}

#[test]
fn every_field_of_an_example_is_in_the_table_and_every_needed_field_in_the_example() {
    for help in commands() {
        let Json::Object(object) = serde_json::from_str(&help.example).unwrap() else { panic!() };
        for key in object.keys().filter(|key| *key != "command") {
            assert!(help.fields.iter().any(|field| field.key == key), "{key} of {}", help.name);
        }
        for field in help.fields.iter().filter(|field| field.needed) {
            assert!(object.contains_key(field.key), "{} of {}", field.key, help.name);
        }
    }
}

#[test]
fn an_alias_means_the_same_on_later_lines() {
    let (mut reader, mut mint) = reader();
    reader
        .read_line(r#"{"command":"create_production","id":"$doc","title":"T"}"#, 1, &mut mint)
        .unwrap();
    let added = reader
        .read_line(
            r#"{"command":"add_task","production":"$doc","id":"$t","name":"N"}"#,
            2,
            &mut mint,
        )
        .unwrap();
    let [Command::Add { subject, .. }] = added.as_slice() else { panic!("{added:?}") };
    assert_eq!(subject.scope, Scope::Plan(reader.alias("doc").unwrap().into()));
    assert_eq!(Some(subject.id), reader.alias("t"));
}

#[test]
fn a_refused_line_leaves_no_alias_behind() {
    let (mut reader, mut mint) = reader();
    let line = r#"{"group":[{"command":"add_room","id":"$a","name":"A"},{"command":"add_room","nom":"B"}]}"#;
    let finding = reader.read_line(line, 9, &mut mint).unwrap_err();
    assert_eq!(reader.alias("a"), None);
    assert_eq!((finding.code, finding.place.line), ("command-unknown-field", Some(9)));
    assert_eq!(
        (finding.fields["nearest"].as_str(), finding.fields["member"].as_str()),
        ("name", "2")
    );
}

#[test]
fn a_person_comes_with_the_name_the_directory_will_know() {
    let commands =
        read(r#"{"command":"add_person","name":"Camille","functions":["editor"]}"#).unwrap();
    let [Command::Add { subject, values }, Command::NamePerson { person, entry }] =
        commands.as_slice()
    else {
        panic!("{commands:?}")
    };
    assert_eq!((subject.id, entry.name.as_str()), (person.0, "Camille"));
    assert!(!values.contains_key("name"), "no document holds a name");
}

#[test]
fn null_empties_a_field_and_a_set_of_nothing_is_refused() {
    let commands = read(r#"{"command":"set_house","least_rest":null}"#).unwrap();
    let [Command::Set { subject, values }] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!((subject.id, &values["least_rest"]), (FACILITY.0, &Value::Nothing));
    assert_eq!(refused(r#"{"command":"set_house"}"#).code, "command-sets-nothing");
}

#[test]
fn blank_lines_and_remarks_hold_no_command() {
    for line in ["", "   ", "# a remark", "\u{FEFF}"] {
        assert_eq!(read(line), Ok(Vec::new()), "{line:?}");
    }
}

#[test]
fn a_bad_line_is_refused_with_its_reason() {
    for (line, code, field, value) in [
        ("{", "command-not-json", "reason", "truncated"),
        (r#"{"command":}"#, "command-not-json", "reason", "syntax"),
        ("[1]", "command-not-object", "", ""),
        (r#"{"name":"x"}"#, "command-without-name", "", ""),
        (r#"{"command":"ad_room"}"#, "command-unknown", "nearest", "add_room"),
        (
            r#"{"command":"add_production","title":"x"}"#,
            "command-unknown",
            "nearest",
            "set_production",
        ),
        (r#"{"command":"add_room","nmae":"x"}"#, "command-unknown-field", "nearest", "name"),
        (
            r#"{"command":"delete_room","id":"$a_room","name":"x"}"#,
            "command-unknown-field",
            "field",
            "name",
        ),
        (r#"{"command":"delete_room"}"#, "command-missing-field", "field", "id"),
        (r#"{"command":"add_task","name":"x"}"#, "command-missing-field", "field", "production"),
        (r#"{"command":"add_room","kind":"stgae"}"#, "command-unknown-choice", "nearest", "stage"),
        (r#"{"command":"add_room","name":12}"#, "command-wrong-type", "expected", "text"),
        (
            r#"{"command":"add_room","turnaround":"an hour"}"#,
            "command-wrong-type",
            "expected",
            "minutes",
        ),
        (
            r#"{"command":"add_room","turnaround":1e40}"#,
            "command-wrong-type",
            "expected",
            "minutes",
        ),
        (
            r#"{"command":"add_room","hours":{"lun":"09:00-10:00"}}"#,
            "command-wrong-type",
            "expected",
            "week",
        ),
        (r#"{"command":"add_room","id":"$room"}"#, "command-alias-taken", "alias", "$room"),
        (
            r#"{"command":"add_equipment","room":"$rom"}"#,
            "command-unknown-alias",
            "nearest",
            "$room",
        ),
        (
            r#"{"command":"add_equipment","room":"12"}"#,
            "command-wrong-type",
            "expected",
            "identifier",
        ),
        (
            r#"{"command":"set_production","production":"$film","delivery":"1900-01-01"}"#,
            "command-wrong-type",
            "expected",
            "date",
        ),
        (
            r#"{"command":"add_holiday_zone","days_off":{"2027-02-31":"x"}}"#,
            "command-wrong-type",
            "expected",
            "days-off",
        ),
        (
            r#"{"command":"apply_template","production":"$film","template":"x"}"#,
            "command-anchor",
            "",
            "",
        ),
        (
            r#"{"command":"confirm_booking","production":"$film","booking":"$session","rank":1}"#,
            "command-unknown-field",
            "field",
            "rank",
        ),
        (r#"{"group":{}}"#, "command-wrong-type", "expected", "commands"),
        (r#"{"group":[{"group":[]}]}"#, "command-without-name", "member", "1"),
        (r#"{"group":[],"name":"x"}"#, "command-unknown-field", "field", "name"),
    ] {
        let finding = refused(line);
        assert_eq!(finding.code, code, "{line}: {finding:?}");
        assert_eq!(finding.place.line, Some(3), "{line}");
        if !field.is_empty() {
            assert_eq!(finding.fields[field], value, "{line}: {finding:?}");
        }
    }
}

#[test]
fn a_name_is_cleaned_and_one_of_ten_thousand_characters_refused() {
    let long = format!(r#"{{"command":"add_room","name":"{}"}}"#, "x".repeat(10_000));
    assert_eq!(refused(&long).code, "command-text-too-long");
    let commands = read(r#"{"command":"add_room","name":"Audi\u202E 2"}"#).unwrap();
    let [Command::Add { values, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!(values["name"], Value::from("Audi 2"));
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    assert_eq!(refused(&"[".repeat(100_000)).code, "command-not-json");
}

#[test]
fn an_option_may_be_held_for_good() {
    let line = r#"{"command":"hold_booking","production":"$film","booking":"$session","rank":2}"#;
    let commands = read(line).unwrap();
    let [Command::ChangeBooking { verb, .. }] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!(*verb, BookingVerb::Hold { rank: 2, expires: None });
}

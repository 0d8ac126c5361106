//! Variants of a plan by the program itself. The dates lie ahead of any day on which this runs,
//! within the ten years that plans are looked at.

use crate::program::Program;
use serde_json::{Value, json};

/// A mix by day, and another film in the next room.
const PLAN: &str = r#"
{"command":"set_house","name":"Atelier","zone":"Europe/Paris","hours":{"mon":"09:00-13:00 14:00-18:00","tue":"09:00-13:00 14:00-18:00","wed":"09:00-13:00 14:00-18:00","thu":"09:00-13:00 14:00-18:00","fri":"09:00-13:00 14:00-18:00"}}
{"command":"add_room","id":"$audi","name":"Audi 1","kind":"stage"}
{"command":"add_person","id":"$anna","name":"Anna Brunel","functions":["mixer"]}
{"command":"add_cost_rate","person":"$anna","hourly":"40.00 EUR"}
{"command":"add_cost_rate","room":"$audi","hourly":"100.00 EUR"}
{"command":"create_production","id":"$film","title":"Les Marées","delivery":"2033-03-18"}
{"command":"add_task","production":"$film","id":"$mix","name":"Mixage","step":"mix","work":480,"room_kind":"stage","function":"mixer"}
{"command":"add_booking","production":"$film","id":"$session","task":"$mix","room":"$audi","people":["$anna"],"start":"2033-03-07T09:00","end":"2033-03-07T18:00","state":"confirmed"}
{"command":"create_production","id":"$other","title":"Rive droite"}
{"command":"add_booking","production":"$other","id":"$clash","room":"$audi","start":"2033-03-07T14:00","end":"2033-03-07T18:00","state":"confirmed"}
{"command":"add_variant","production":"$film","id":"$evening","name":"Mix en soirée"}
"#;

/// The facility, and the identifiers of what is in it by their aliases.
fn facility() -> (Program, serde_json::Map<String, Value>) {
    let program = Program::founded();
    let file = program.given("plan.jsonl", PLAN.trim());
    let out = program.run(&["apply", &file, "--json"]).done().out;
    let answers = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let ids = answers.flat_map(|answer| answer["ids"].as_object().unwrap().clone()).collect();
    (program, ids)
}

fn shown(program: &Program, arguments: &[&str]) -> Value {
    let all = [&["show"], arguments, &["--json"]].concat();
    serde_json::from_str(&program.run(&all).done().out).unwrap()
}

/// Carries out commands in the variant.
fn in_variant(program: &Program, lines: &str) -> Value {
    let file = program.given("variant.jsonl", lines);
    let run = program.run(&["apply", &file, "--variant", "mix en", "--json"]);
    serde_json::from_str(run.out.lines().next().unwrap()).unwrap()
}

/// The mix comes in the evening of the same day, at four hours of which two are paid more.
fn to_the_evening(program: &Program, ids: &serde_json::Map<String, Value>) {
    let line = json!({"command": "set_booking", "production": ids["$film"], "id": ids["$session"], "start": "2033-03-07T18:00", "end": "2033-03-07T22:00"});
    assert_eq!(in_variant(program, &line.to_string())["applied"], true);
}

#[test]
fn a_variant_is_worked_on_apart_and_compared_with_dates_cost_and_clashes() {
    let (program, ids) = facility();
    to_the_evening(&program, &ids);
    let start = |answer: &Value| answer["bookings"][0]["start"].clone();
    let film = ["bookings", "--production", "Les Marées"];
    assert_eq!(
        start(&shown(&program, &film)),
        "2033-03-07T09:00:00+01:00",
        "the plan is as it was"
    );
    let within = [&film[..], &["--variant", "Mix en soirée"]].concat();
    assert_eq!(start(&shown(&program, &within)), "2033-03-07T18:00:00+01:00");

    let answer = shown(&program, &["variants"]);
    let variant = &answer["variants"][0];
    assert_eq!((&variant["name"], &variant["state"]), (&json!("Mix en soirée"), &json!("open")));
    let compared = &variant["comparison"];
    let moved = compared["moved"].as_array().unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0]["from"]["start"], "2033-03-07T09:00:00+01:00");
    assert_eq!(moved[0]["to"]["end"], "2033-03-07T22:00:00+01:00");
    // Eight hours at 140 less; four at 140, and a quarter of Anna's four in the evening on top.
    assert_eq!(compared["cost_delta"], "-520.00 EUR");
    assert_eq!(compared["margin_delta"], "520.00 EUR");
    assert_eq!(compared["overtime_minutes"], 240);
    assert_eq!(compared["clashes_solved"].as_array().unwrap().len(), 1, "{compared:#}");
    assert_eq!(compared["overtaken"], json!([]));
    let text = program.run(&["show", "variants"]).done().out;
    assert!(text.contains("Mix en soirée") && text.contains("1 conflit de moins"), "{text}");
    let english = program.run(&["show", "variants", "--lang", "en"]).done().out;
    assert!(english.contains("1 clash less"), "{english}");
}

#[test]
fn a_variant_is_taken_over_undone_and_dropped() {
    let (program, ids) = facility();
    to_the_evening(&program, &ids);
    let take =
        json!({"command": "take_variant", "production": ids["$film"], "variant": ids["$evening"]});
    let file = program.given("take.jsonl", take.to_string());
    program.run(&["apply", &file]).done();
    let film = ["bookings", "--production", "Les Marées"];
    assert_eq!(shown(&program, &film)["bookings"][0]["start"], "2033-03-07T18:00:00+01:00");
    assert_eq!(shown(&program, &["variants"])["variants"][0]["state"], "taken");
    let gone = program.run(&["show", "plan", "--variant", "mix", "--json"]);
    assert_eq!(gone.code, 1, "{}", gone.err);
    program.run(&["undo"]).done();
    assert_eq!(shown(&program, &film)["bookings"][0]["start"], "2033-03-07T09:00:00+01:00");
    let delete =
        json!({"command": "delete_variant", "production": ids["$film"], "id": ids["$evening"]});
    let file = program.given("drop.jsonl", delete.to_string());
    program.run(&["apply", &file]).done();
    assert_eq!(shown(&program, &["variants"])["variants"], json!([]));
}

#[test]
fn what_is_not_the_variants_is_refused_there_with_what_to_do() {
    let (program, ids) = facility();
    let room = json!({"command": "add_room", "name": "Audi 2"});
    let answer = in_variant(&program, &room.to_string());
    assert_eq!(answer["error"]["code"], "variant-elsewhere");
    let other = json!({"command": "move_booking", "production": ids["$other"], "booking": ids["$clash"], "start": "2033-03-08T14:00"});
    let answer = in_variant(&program, &other.to_string());
    assert_eq!(answer["error"]["code"], "variant-elsewhere");
    assert!(!answer["error"]["hint"].as_str().unwrap().is_empty());
    assert_eq!(shown(&program, &["rooms"])["rooms"].as_array().unwrap().len(), 1);
}

#[test]
fn ways_out_are_searched_and_carried_out_within_a_variant() {
    let (program, _) = facility();
    let overrun =
        ["replan", "--event", "overrun", "--production", "Les Marées", "--task", "Mixage"];
    let more = ["--work", "12h", "--seconds", "1", "--variant", "Mix", "--apply", "1", "--json"];
    let before = shown(&program, &["bookings"]);
    let run = program.run(&[&overrun[..], &more].concat()).done();
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["applied"], 1, "{answer:#}");
    assert_eq!(shown(&program, &["bookings"])["bookings"], before["bookings"]);
    let variants = shown(&program, &["variants"]);
    assert!(variants["variants"][0]["records"].as_u64().unwrap() > 0, "{variants:#}");
}

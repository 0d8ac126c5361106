//! `replan`: ways out of what happens, by the program itself. The dates lie ahead of any day on
//! which this runs, within the ten years that plans are looked at.

use crate::program::Program;
use node::{Budget, Node, Opening, Search, Seeded, ways_out};
use schedule::{Event, Replan, Resource, Weights};
use serde_json::Value;
use units::{Stamp, parse_date_time};

/// A mix on a Monday and Tuesday, with two mixers and their hourly costs.
const PLAN: &str = r#"
{"command":"set_house","name":"Atelier","zone":"Europe/Paris","hours":{"mon":"09:00-13:00 14:00-18:00","tue":"09:00-13:00 14:00-18:00","wed":"09:00-13:00 14:00-18:00","thu":"09:00-13:00 14:00-18:00","fri":"09:00-13:00 14:00-18:00"}}
{"command":"add_room","id":"$audi","name":"Audi 1","kind":"stage"}
{"command":"add_person","id":"$anna","name":"Anna Brunel","functions":["mixer"]}
{"command":"add_person","id":"$bilal","name":"Bilal Cordier","functions":["mixer"]}
{"command":"add_cost_rate","person":"$anna","hourly":"40.00 EUR"}
{"command":"add_cost_rate","person":"$bilal","hourly":"46.50 EUR"}
{"command":"create_production","id":"$film","title":"Les Marées","delivery":"2033-03-18"}
{"command":"add_task","production":"$film","id":"$mix","name":"Mixage","step":"mix","work":960,"room_kind":"stage","function":"mixer"}
{"command":"add_booking","production":"$film","id":"$session","task":"$mix","room":"$audi","people":["$anna"],"start":"2033-03-07T09:00","end":"2033-03-08T18:00","state":"confirmed"}
"#;

fn program() -> Program {
    let program = Program::founded();
    let file = program.given("plan.jsonl", PLAN.trim());
    program.run(&["apply", &file, "--json"]).done();
    program
}

fn replan(program: &Program, more: &[&str]) -> Value {
    let mut arguments =
        vec!["replan", "--event", "absent", "--resource", "anna", "--from", "2033-03-07"];
    arguments.extend(["--to", "2033-03-08", "--seconds", "1", "--json"]);
    arguments.extend(more);
    serde_json::from_str(&program.run(&arguments).done().out).unwrap()
}

fn of_kind<'a>(answer: &'a Value, kind: &str) -> (usize, &'a Value) {
    let all = answer["alternatives"].as_array().unwrap();
    let place = all.iter().position(|it| it["kind"] == kind);
    let place = place.unwrap_or_else(|| panic!("{answer:#}"));
    (place + 1, &all[place])
}

#[test]
fn ways_out_of_an_absence_are_told_with_dates_costs_and_reasons_and_nothing_is_written() {
    let program = program();
    let before = program.run(&["show", "bookings", "--json"]).done().out;
    let answer = replan(&program, &[]);
    let (_, slide) = of_kind(&answer, "slide");
    assert_eq!(slide["cost_delta"], "0.00 EUR");
    let moved = &slide["moved"][0];
    assert_eq!(moved["from"]["start"], "2033-03-07T09:00:00+01:00");
    assert_eq!(moved["to"]["start"], "2033-03-09T09:00:00+01:00");
    assert!(moved["why"].as_str().unwrap().contains("Anna Brunel"), "{moved}");
    let (_, other) = of_kind(&answer, "people");
    assert_eq!(
        (&other["cost_delta"], &other["margin_delta"]),
        (&"104.00 EUR".into(), &"-104.00 EUR".into())
    );
    assert_eq!(other["moved"][0]["to"]["people_names"][0], "Bilal Cordier");
    assert_eq!(other["broken_rules"].as_array().unwrap().len(), 0, "{other}");
    assert_eq!(program.run(&["show", "bookings", "--json"]).done().out, before);
}

#[test]
fn the_way_out_that_is_chosen_is_applied_with_the_absence_and_undone_as_one_step() {
    let program = program();
    let before = program.run(&["show", "bookings", "--json"]).done().out;
    let (place, _) = of_kind(&replan(&program, &[]), "people");
    let answer = replan(&program, &["--apply", &place.to_string()]);
    assert_eq!(answer["applied"], place);
    let bookings = program.run(&["show", "bookings", "--json"]).done().out;
    assert!(bookings.contains("Bilal Cordier") && bookings != before, "{bookings}");
    program.run(&["undo"]).done();
    let bookings: Value =
        serde_json::from_str(&program.run(&["show", "bookings", "--json"]).done().out).unwrap();
    let old: Value = serde_json::from_str(&before).unwrap();
    assert_eq!(bookings["bookings"], old["bookings"]);
}

#[test]
fn what_an_event_lacks_or_names_wrongly_is_said() {
    let program = program();
    for (arguments, code, exit) in [
        (&["--event", "absent", "--from", "2033-03-07"][..], "cli-replan-missing", 2),
        (
            &[
                "--event",
                "absent",
                "--resource",
                "Zoé",
                "--from",
                "2033-03-07",
                "--to",
                "2033-03-08",
            ],
            "cli-unknown-record",
            1,
        ),
        (
            &[
                "--event",
                "absent",
                "--resource",
                "Anna",
                "--from",
                "2033-03-08",
                "--to",
                "2033-03-06",
            ],
            "end-before-start",
            1,
        ),
        (
            &["--event", "overrun", "--production", "Les", "--task", "Mixage", "--work", "bientôt"],
            "cli-bad-number",
            2,
        ),
        (&["--event", "clash", "--clash", "7"], "cli-unknown-record", 1),
    ] {
        let mut all = vec!["replan", "--json"];
        all.extend(arguments);
        let answer = program.run(&all);
        assert_eq!(answer.code, exit, "{arguments:?} {}{}", answer.out, answer.err);
        assert!(answer.out.contains(code), "{arguments:?} {}", answer.out);
    }
}

#[test]
fn ways_out_are_the_same_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(crate::desktop::demo().join(node::FILE), folder.path().join(node::FILE)).unwrap();
    let now = Stamp::parse("2026-11-24T14:47:00+01:00").unwrap();
    let node = Node::open(Opening::new(folder.path()), Box::new(Seeded::new(5, now))).unwrap();
    let snapshot = node.snapshot();
    let mixer = snapshot.directory.entries.iter().find(|(_, it)| it.name == "Basile Bergougne");
    let event = Event::Away {
        resource: Resource::Person(*mixer.unwrap().0),
        from: parse_date_time("2026-11-30T00:00").unwrap(),
        to: parse_date_time("2026-12-02T00:00").unwrap(),
    };
    let id = model::RawId(1);
    let replan =
        Replan::new(&snapshot.report, &snapshot.casting, event, Weights::default(), id).unwrap();
    let found = |threads| {
        let search = Search {
            budget: Budget::Tries(60),
            threads,
            seed: 3,
            cancelled: &|| false,
            progress: &|_| {},
        };
        let ways = ways_out(&replan, search).unwrap();
        ways.into_iter().map(|way| (way.kind, way.edits)).collect::<Vec<_>>()
    };
    let alone = found(1);
    assert!(alone.len() >= 2, "{alone:?}");
    assert_eq!(found(2), alone);
    assert_eq!(found(7), alone);
}

//! Two programs on one store: the second is told so, the first is not disturbed.

use crate::program::Program;
use std::io::{BufRead, BufReader, Write};

#[test]
fn a_second_program_is_told_that_the_store_is_open() {
    let program = Program::founded();
    let mut first = program.start(&["apply", "-", "--json"]);
    let mut input = first.stdin.take().unwrap();
    let mut answers = BufReader::new(first.stdout.take().unwrap()).lines();
    writeln!(input, r#"{{"command":"add_room","name":"Audi 1"}}"#).unwrap();
    answers.next().unwrap().unwrap();
    let second = program.run(&["show", "rooms", "--json"]);
    assert_eq!(second.code, 1);
    let told: serde_json::Value = serde_json::from_str(&second.out).unwrap();
    assert_eq!(told["error"]["code"], "store-already-open");
    assert!(told["error"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
    writeln!(input, r#"{{"command":"add_room","name":"Audi 2"}}"#).unwrap();
    assert!(answers.next().unwrap().unwrap().contains("\"applied\":true"));
    drop(input);
    first.wait().unwrap();
    assert_eq!(program.json(&["show", "rooms"])["rooms"].as_array().unwrap().len(), 2);
}

#[test]
fn a_store_is_never_made_over_another() {
    let program = Program::founded();
    let again = program.run(&["init", "--facility", "Autre", "--person", "Ana", "--json"]);
    assert_eq!(again.code, 1);
    assert!(again.out.contains("store-exists"), "{}", again.out);
    let demo = program.run(&["demo", "--weeks", "4", "--json"]);
    assert!(demo.out.contains("store-exists"), "the demo spares a store of somebody: {}", demo.out);
}

#[test]
fn a_demo_takes_the_place_of_an_older_one_and_of_nothing_else() {
    let program = Program::nowhere();
    program.run(&["demo", "--headless", "--weeks", "4"]).done();
    let own = program.store().join("notes.txt");
    std::fs::write(&own, "mine").unwrap();
    program.run(&["demo", "--headless", "--weeks", "4"]).done();
    assert_eq!(std::fs::read_to_string(own).unwrap(), "mine");
}

#[test]
fn no_store_is_said_with_what_to_do() {
    let program = Program::nowhere();
    let answer = program.run(&["show", "rooms"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("raccord init"), "{}", answer.err);
}

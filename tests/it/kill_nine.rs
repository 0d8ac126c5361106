//! Killing the program while it writes: what it acknowledged is there, and nothing half done.

use crate::program::Program;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use testkit::random::Seeded;

/// How often the program is killed; `RACCORD_KILLS` asks for more.
fn rounds() -> u32 {
    std::env::var("RACCORD_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

#[test]
fn what_was_acknowledged_survives_kill_nine() {
    let program = Program::founded();
    let mut random = Seeded::new(9);
    let mut acknowledged = 0;
    let mut given = 0;
    for round in 0..rounds() {
        let mut child = program.start(&["apply", "-", "--json"]);
        let mut input = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        // Some lines are waited for, the last ones are in flight when the program is killed.
        for _ in 0..random.below(6) {
            given += 1;
            writeln!(input, r#"{{"command":"add_room","name":"Salle {given}"}}"#).unwrap();
            let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
            assert_eq!(answer["applied"], true, "{answer}");
            acknowledged += 1;
        }
        let in_flight = random.below(3);
        for _ in 0..in_flight {
            given += 1;
            writeln!(input, r#"{{"command":"add_room","name":"Salle {given}"}}"#).unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let kept = rooms(&program);
        assert!(
            kept >= acknowledged,
            "round {round}: {kept} rooms kept of {acknowledged} acknowledged"
        );
        assert!(
            kept <= acknowledged + in_flight,
            "round {round}: {kept} rooms, {acknowledged} acknowledged, {in_flight} in flight"
        );
        acknowledged = kept;
    }
    assert!(acknowledged > u64::from(rounds()), "the rounds have written: {acknowledged}");
    assert_eq!(program.run(&["doctor"]).code, 0);
}

fn rooms(program: &Program) -> u64 {
    program.json(&["show", "rooms"])["rooms"].as_array().unwrap().len() as u64
}

//! Killing the program while it writes: what it acknowledged is there, and nothing half done.

use crate::program::Program;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::ChildStdout;
use testkit::random::Seeded;

/// How often the program is killed; `RACCORD_KILLS` asks for more.
fn rounds() -> u32 {
    std::env::var("RACCORD_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

/// A line that adds a room; every third one is a group that writes a plan as well.
fn line(number: u64) -> String {
    let room = format!(r#"{{"command":"add_room","name":"{}"}}"#, name(number));
    if !number.is_multiple_of(3) {
        return room;
    }
    let film = format!(
        r#"{{"command":"create_production","id":"$f{number}","title":"Film {number}"}},{{"command":"add_task","production":"$f{number}","name":"Mixage","work":480}}"#
    );
    format!(r#"{{"group":[{room},{film}]}}"#)
}

fn name(number: u64) -> String {
    format!("Salle {number}")
}

/// Numbers drawn at most while the program is at its last line: some tens of milliseconds.
const LONGEST_LINGER: u64 = 3_000_000;

/// What one life of the program came to.
struct Life {
    /// Numbers of the lines given, in order.
    given: Vec<u64>,
    /// How many of them, from the first on, it acknowledged.
    acknowledged: usize,
}

/// Gives lines and kills the program at some moment. Some answers are waited for; one line more is
/// in flight when the program is killed, now and then only a part of it.
fn live(program: &Program, random: &mut Seeded, first: u64) -> Life {
    let mut child = program.start(&["apply", "-", "--json"]);
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let mut life = Life { given: Vec::new(), acknowledged: 0 };
    let last = first + random.below(5);
    for number in first..last {
        life.given.push(number);
        writeln!(input, "{}", line(number)).unwrap();
        assert!(answered(&mut answers), "line {number} is not answered");
        life.acknowledged += 1;
    }
    let text = format!("{}\n", line(last));
    let cut = if random.chance(20) { random.index(text.len()) } else { text.len() };
    input.write_all(&text.as_bytes()[..cut]).unwrap();
    if cut == text.len() {
        life.given.push(last);
    }
    linger(random);
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died counts.
    while answered(&mut answers) {
        life.acknowledged += 1;
    }
    life
}

/// The next whole answer, if there is one.
fn answered(answers: &mut BufReader<ChildStdout>) -> bool {
    let mut text = String::new();
    answers.read_line(&mut text).unwrap();
    if !text.ends_with('\n') {
        return false;
    }
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["applied"], true, "{answer}");
    true
}

/// Lets the program get some way into its line, by work of our own rather than by a clock.
fn linger(random: &mut Seeded) {
    let mut sum = 0;
    for _ in 0..random.below(LONGEST_LINGER) {
        sum ^= random.number();
    }
    std::hint::black_box(sum);
}

#[test]
fn what_was_acknowledged_survives_kill_nine() {
    let program = Program::founded();
    let mut random = Seeded::new(9);
    let mut expected = BTreeSet::new();
    let (mut next, mut in_flight, mut done) = (1, 0, 0);
    for round in 0..rounds() {
        let life = live(&program, &mut random, next);
        next += 5;
        let (kept, open) = life.given.split_at(life.acknowledged);
        expected.extend(kept.iter().copied());
        // A lock that was left behind would show here.
        let found = rooms(&program);
        in_flight += open.len();
        for number in open.iter().filter(|number| found.contains(&name(**number))) {
            done += 1;
            expected.insert(*number);
        }
        let named: BTreeSet<String> = expected.iter().copied().map(name).collect();
        assert_eq!(found, named, "round {round}");
    }
    println!("{} lines kept; {in_flight} in flight, {done} of them done", expected.len());
    assert!(expected.len() > rounds() as usize, "hardly anything was written");
    assert!(in_flight > 0, "no line was in flight");
    // A group is all or nothing: each of these rooms came with a production and its task.
    let groups = expected.iter().filter(|number| number.is_multiple_of(3)).count();
    let productions = program.json(&["show", "productions"])["productions"].clone();
    assert_eq!(productions.as_array().map(Vec::len), Some(groups));
    assert!(productions.as_array().unwrap().iter().all(|production| production["tasks"] == 1));
    assert_eq!(program.run(&["doctor"]).code, 0);
}

fn rooms(program: &Program) -> BTreeSet<String> {
    let shown = program.json(&["show", "rooms"]);
    let rooms = shown["rooms"].as_array().unwrap().iter();
    rooms.map(|room| room["name"].as_str().unwrap().to_owned()).collect()
}

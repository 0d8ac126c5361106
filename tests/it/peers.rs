//! True processes that talk over the loopback interface: let in by ticket, edited apart, killed,
//! brought together again, revoked.

use crate::program::Program;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::UdpSocket;
use std::process::Child;
use std::sync::mpsc;
use std::time::Duration;

/// How long a test waits before it says that nothing came. Nothing that works comes near it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A machine of the facility: a store of its own, and an address at which it listens.
struct Machine {
    program: Program,
    address: String,
}

/// The headless peer of a machine, until it is dropped: then it is killed, as by a power cut.
struct Running {
    child: Child,
    events: mpsc::Receiver<Value>,
}

impl Machine {
    fn new(program: Program) -> Self {
        // A port that is free now; it is used at once.
        let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { program, address: format!("127.0.0.1:{port}") }
    }

    /// Starts the headless peer; it listens when this returns.
    fn start(&self) -> Running {
        let arguments = ["node", "--events", "--no-discovery", "--bind", &self.address];
        let mut child = self.program.start(&arguments);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, events) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _test_is_over = tell.send(serde_json::from_str(&line).unwrap());
            }
        });
        let running = Running { child, events };
        running.wait_for("listening", |_| true);
        running
    }

    /// A ticket of this machine, which must not be running.
    fn ticket(&self, role: &str) -> String {
        let arguments = ["invite", "--role", role, "--address", &self.address];
        self.program.json(&arguments)["ticket"].as_str().unwrap().to_owned()
    }

    /// Lets a new machine in; this one must not be running.
    fn let_in(&self, role: &str, name: &str) -> Self {
        let ticket = self.ticket(role);
        let _running = self.start();
        let machine = Self::new(Program::nowhere());
        let joined = machine.join(&ticket, name);
        assert!(joined["documents"].as_u64().unwrap() > 0, "{joined}");
        machine
    }

    fn join(&self, ticket: &str, name: &str) -> Value {
        let bind = &self.address;
        self.program.json(&["join", ticket, "--person", name, "--accept-code", "--bind", bind])
    }

    fn add_room(&self, name: &str) {
        let answers = self.program.apply(&format!(r#"{{"command":"add_room","name":"{name}"}}"#));
        assert_eq!(answers[0]["applied"], true, "{answers:?}");
    }

    fn rooms(&self) -> Vec<String> {
        let shown = self.program.json(&["show", "rooms"]);
        let names = shown["rooms"].as_array().unwrap().iter();
        let mut names: Vec<String> =
            names.map(|room| room["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// What each document reads as.
    fn hashes(&self) -> Vec<(String, String)> {
        let status = self.program.json(&["status"]);
        let documents = status["documents"].as_array().unwrap().iter();
        let text = |document: &Value, key: &str| document[key].as_str().unwrap().to_owned();
        documents.map(|it| (text(it, "id"), text(it, "state_hash"))).collect()
    }
}

impl Running {
    /// Waits for an event of a kind of which something is so.
    fn wait_for(&self, kind: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("the event never came");
            if event["event"] == kind && is_so(&event) {
                return event;
            }
        }
    }

    /// Waits until so many changes of others have been taken in.
    fn wait_for_changes(&self, count: u64) {
        let mut taken = 0;
        while taken < count {
            taken += self.wait_for("merged", |_| true)["changes"].as_u64().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn two_machines_that_book_audi_2_twice_offline_see_the_same_clash_with_both_sides() {
    let ana = Machine::new(Program::founded());
    let audi = "0000000000000000000000000a";
    let film = "0000000000000000000000000f";
    ana.program.apply(&format!(
        "{{\"command\":\"add_room\",\"id\":\"{audi}\",\"name\":\"Audi 2\"}}\n\
         {{\"command\":\"create_production\",\"id\":\"{film}\",\"title\":\"Les Marées\",\"genre\":\"tv_film\"}}"
    ));
    let ben = ana.let_in("coordination", "Ben");
    let book = |machine: &Machine, start: &str, end: &str| {
        let line = format!(
            "{{\"command\":\"add_booking\",\"production\":\"{film}\",\"room\":\"{audi}\",\
             \"start\":\"{start}\",\"end\":\"{end}\",\"state\":\"confirmed\"}}"
        );
        let answers = machine.program.apply(&line);
        assert_eq!(answers[0]["applied"], true, "{answers:?}");
    };
    // Neither machine runs: they are apart.
    book(&ana, "2026-11-25T09:00", "2026-11-25T18:00");
    book(&ben, "2026-11-25T14:00", "2026-11-25T20:00");
    assert_ne!(ana.hashes(), ben.hashes());
    {
        let (there, here) = (ana.start(), ben.start());
        there.wait_for_changes(1);
        here.wait_for_changes(1);
    }
    assert_eq!(ana.hashes(), ben.hashes());
    let clashes = |machine: &Machine| machine.program.json(&["show", "clashes"])["clashes"].clone();
    let both = clashes(&ana);
    assert_eq!(both, clashes(&ben));
    let sides = both[0]["sides"].as_array().unwrap();
    assert_eq!(sides.len(), 2, "{both}");
    assert_ne!(sides[0]["by"], sides[1]["by"], "each side names who has booked: {both}");
}

#[test]
fn ten_machines_that_each_wrote_something_alone_hold_the_same_once_they_have_met() {
    let first = Machine::new(Program::founded());
    let others: Vec<Machine> =
        (1..10).map(|number| first.let_in("coordination", &format!("Personne {number}"))).collect();
    for (number, machine) in others.iter().enumerate() {
        machine.add_room(&format!("Salle {}", number + 1));
    }
    {
        let there = first.start();
        let running: Vec<Running> = others.iter().map(Machine::start).collect();
        there.wait_for_changes(9);
        // Each has the eight others' rooms, and who came after it was let in.
        for (number, machine) in running.iter().enumerate() {
            machine.wait_for_changes(8 + (8 - number as u64));
        }
    }
    let hashes = first.hashes();
    for machine in &others {
        assert_eq!(machine.hashes(), hashes);
        assert_eq!(machine.rooms().len(), 9);
    }
    let copies = first.program.json(&["status"])["documents"][0]["copies"].as_u64().unwrap();
    assert!(copies >= 1, "what is known of the others is kept over a power cut");
}

#[test]
fn a_ticket_that_was_used_lets_nobody_else_in_and_is_an_alarm() {
    let ana = Machine::new(Program::founded());
    let ticket = ana.ticket("technician");
    let running = ana.start();
    let nina = Machine::new(Program::nowhere());
    nina.join(&ticket, "Nina");
    let thief = Machine::new(Program::nowhere());
    let refused = thief.program.run(&["join", &ticket, "--accept-code", "--json"]);
    assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
    assert!(refused.out.contains("ticket-used"), "{}", refused.out);
    running.wait_for("alarm", |event| event["finding"]["code"] == "ticket-used-again");
    assert!(!thief.program.store().join("raccord.redb").exists(), "nothing is left behind");
}

#[test]
fn a_technicians_machine_cannot_change_the_plan_and_a_revoked_one_is_not_let_in() {
    let ana = Machine::new(Program::founded());
    let nina = ana.let_in("technician", "Nina");
    let answer = &nina.program.apply(r#"{"command":"add_room","name":"Audi 9"}"#)[0];
    assert_eq!(answer["applied"], false);
    assert_eq!(answer["error"]["code"], "not-allowed", "{answer}");
    let grants = ana.program.json(&["grants"]);
    let others = grants["grants"].as_array().unwrap().iter().filter(|it| it["here"] == false);
    let device = others.map(|it| it["device"].as_str().unwrap().to_owned()).next().unwrap();
    ana.program.run(&["revoke", &device[..12]]).done();
    ana.add_room("Audi 1");
    let there = ana.start();
    let here = nina.start();
    here.wait_for("turned_away", |_| true);
    drop((there, here));
    assert!(nina.rooms().is_empty(), "nothing more comes to it");
    assert_eq!(ana.program.json(&["peers"])["peers"][0]["link"], "revoked");
}

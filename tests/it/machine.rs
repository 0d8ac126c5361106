//! Machines of one facility as true processes, each with a store and an address of its own.

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
pub(crate) struct Machine {
    pub(crate) program: Program,
    /// Where it listens.
    pub(crate) address: String,
}

/// The headless peer of a machine, until it is dropped: then it is killed, as by a power cut.
pub(crate) struct Running {
    child: Child,
    events: mpsc::Receiver<Value>,
}

impl Machine {
    pub(crate) fn new(program: Program) -> Self {
        // A port that is free now; it is used at once.
        let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self { program, address: format!("127.0.0.1:{port}") }
    }

    /// Starts the headless peer; it listens when this returns.
    pub(crate) fn start(&self) -> Running {
        self.start_with(&[])
    }

    /// The same with more arguments.
    pub(crate) fn start_with(&self, more: &[&str]) -> Running {
        let arguments = ["node", "--events", "--no-discovery", "--bind", &self.address];
        let mut child = self.program.start(&[&arguments, more].concat());
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
    pub(crate) fn ticket(&self, role: &str) -> String {
        self.ticket_with(&["--role", role, "--address", &self.address])
    }

    /// The same with other arguments.
    pub(crate) fn ticket_with(&self, arguments: &[&str]) -> String {
        let answer = self.program.json(&[&["invite"], arguments].concat());
        answer["ticket"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Lets a new machine in; this one must not be running.
    pub(crate) fn let_in(&self, role: &str, name: &str) -> Self {
        self.let_in_by(&self.ticket(role), name)
    }

    /// Lets a new machine in by a ticket; this one must not be running.
    pub(crate) fn let_in_by(&self, ticket: &str, name: &str) -> Self {
        let _running = self.start();
        let machine = Self::new(Program::nowhere());
        let joined = machine.join(ticket, name);
        assert!(joined["facility"].is_string(), "{joined}");
        machine
    }

    pub(crate) fn join(&self, ticket: &str, name: &str) -> Value {
        let bind = &self.address;
        self.program.json(&["join", ticket, "--person", name, "--accept-code", "--bind", bind])
    }

    pub(crate) fn add_room(&self, name: &str) {
        let answers = self.program.apply(&format!(r#"{{"command":"add_room","name":"{name}"}}"#));
        assert_eq!(answers[0]["applied"], true, "{answers:?}");
    }

    pub(crate) fn rooms(&self) -> Vec<String> {
        let shown = self.program.json(&["show", "rooms"]);
        let names = shown["rooms"].as_array().unwrap().iter();
        let mut names: Vec<String> =
            names.map(|room| room["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// What each document reads as.
    pub(crate) fn hashes(&self) -> Vec<(String, String)> {
        let status = self.program.json(&["status"]);
        let documents = status["documents"].as_array().unwrap().iter();
        let text = |document: &Value, key: &str| document[key].as_str().unwrap().to_owned();
        documents.map(|it| (text(it, "id"), text(it, "state_hash"))).collect()
    }
}

impl Running {
    /// Waits for an event of a kind of which something is so.
    pub(crate) fn wait_for(&self, kind: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("the event never came");
            if event["event"] == kind && is_so(&event) {
                return event;
            }
        }
    }

    /// Waits until so many changes of others have been taken in.
    pub(crate) fn wait_for_changes(&self, count: u64) {
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

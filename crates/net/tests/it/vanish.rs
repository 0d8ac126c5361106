//! A machine that goes without a word: its program is killed.

use crate::machine::Machine;
use net::{CloseReason, Link, NetEvent};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const NUMBER: u8 = 2;

/// The address a machine in another process is to find; set in that process alone.
const OTHER: &str = "RACCORD_TEST_OTHER";

/// The other process.
#[test]
#[ignore = "it is what another test runs in a process of its own"]
fn the_machine_that_vanishes() {
    let other = std::env::var(OTHER).expect("run by the other test");
    let machine = Machine::start(NUMBER);
    let known = Machine::start(1).id();
    machine.net.admit([known].into());
    machine.net.learn(known, vec![other]);
    println!("at {}", machine.net.addresses()[0]);
    let _ = std::io::stdin().read(&mut [0]);
}

fn start(other: &Machine) -> (Child, String) {
    let test = std::env::current_exe().unwrap();
    let mut child = Command::new(test)
        .args(["--exact", "vanish::the_machine_that_vanishes", "--ignored", "--nocapture"])
        .env(OTHER, &other.net.addresses()[0])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = lines.map_while(Result::ok).filter_map(|line| {
        // The harness writes the name of the test before it, on the same line.
        Some(line.split_once("at ")?.1.to_owned())
    });
    let address = told.find(|address| address.contains("127.0.0.1")).expect("it has started");
    (child, address)
}

#[test]
fn a_machine_that_vanishes_is_noticed_within_ten_seconds_and_found_again() {
    let machine = Machine::start(1);
    let vanishing = model::EndpointId(Machine::start(NUMBER).id().0);
    machine.net.admit([vanishing].into());
    let (mut child, address) = start(&machine);
    let connected = |event| match event {
        NetEvent::Connected { link, .. } => Some(link),
        _ => None,
    };
    let link: Link = machine.wait(connected);
    child.kill().unwrap();
    child.wait().unwrap();
    let start = Instant::now();
    assert_eq!(machine.closed(link), CloseReason::Silent);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());

    let again = Machine::at(NUMBER, &address);
    again.net.admit([machine.id()].into());
    machine.wait(connected);
}

//! True processes that talk over the loopback interface: let in by ticket, edited apart, killed,
//! brought together again, revoked.

use crate::machine::{Machine, Running};
use crate::program::Program;

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
fn a_machine_that_may_not_read_the_name_of_the_facility_is_told_that_it_belongs_to_it() {
    let ana = Machine::new(Program::founded());
    let film = "0000000000000000000000000f";
    ana.program.apply(&format!(
        r#"{{"command":"create_production","id":"{film}","title":"Les Marées","genre":"tv_film"}}"#
    ));
    let ticket = ana.ticket_with(&["--role", "client", "--scope", film, "--address", &ana.address]);
    let _running = ana.start();
    let carl = Machine::new(Program::nowhere());
    let told = ["join", &ticket, "--accept-code", "--bind", &carl.address, "--lang", "en"];
    let told = carl.program.run(&told).done();
    let line = "This machine belongs to the facility. No document received so far.";
    assert!(told.out.lines().any(|it| it == line), "{}", told.out);
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
    there.wait_for("refused", |event| event["peer"] == device);
    drop((there, here));
    assert!(nina.rooms().is_empty(), "nothing more comes to it");
    assert_eq!(ana.program.json(&["peers"])["peers"][0]["link"], "revoked");
    let audit = ana.program.json(&["audit"])["audit"].clone();
    let told = |deed: &str| {
        let lines = audit.as_array().unwrap().iter();
        let mut lines = lines.filter(|line| line["deed"] == deed && line["device"] == device);
        lines.next().unwrap_or_else(|| panic!("{deed}: {audit}")).clone()
    };
    assert_eq!(told("granted")["role"], "technician");
    assert_eq!(
        (&told("revoked")["known"], &told("revoked")["heard"]),
        (&"facility".into(), &true.into())
    );
    assert_eq!(told("invitation_used")["name"], "Nina");
    assert_eq!(told("turned_away")["known"], "here", "the attempt is read after the fact");
}

#[test]
fn a_machine_that_has_lost_what_it_wrote_fetches_it_from_one_that_is_named() {
    let ana = Machine::new(Program::founded());
    let ben = ana.let_in("coordination", "Ben");
    let file = ben.program.store().join("raccord.redb");
    let copy = std::fs::read(&file).unwrap();
    ana.add_room("Audi 1");
    ben.add_room("Audi 2");
    {
        let (there, _here) = (ana.start(), ben.start());
        there.wait_for_changes(1);
    }
    std::fs::write(&file, copy).unwrap();
    let device = ana.program.json(&["status"])["device"].as_str().unwrap().to_owned();
    let arguments = ["restore", "--from-peer", &device, "--bind", &ben.address];
    let fetched = {
        let _there = ana.start();
        ben.program.json(&arguments)
    };
    assert_eq!(fetched["documents"], 2, "{fetched}");
    assert_eq!((ben.rooms(), ben.hashes()), (ana.rooms(), ana.hashes()));
    let unknown = ben.program.run(&["restore", "--from-peer", "personne", "--json"]);
    assert_eq!(unknown.code, 1, "{}", unknown.out);
    assert!(unknown.out.contains("cli-unknown-device"), "{}", unknown.out);
}

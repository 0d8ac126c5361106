//! Coordination, a technician and a client as true processes: they plan, fill in slips, merge, lose
//! one another, meet again; the client receives what is sent to it, agrees, and its machine never
//! holds another price, nor anything else.

use crate::machine::Machine;
use crate::program::Program;
use serde_json::Value;
use std::io::Read;

const FILM: &str = "0000000000000000000000000f";
const NINA: &str = "0000000000000000000000000n";
const SESSION: &str = "0000000000000000000000000s";
const SLIP: &str = "0000000000000000000000000p";
const SENT: &str = "0000000000000000000000000b";

/// What coordination begins with: a film, an edit of ten days, a session of two, what Nina costs.
const PLAN: &str = r#"
{"command":"add_person","id":"0000000000000000000000000n","name":"Nina"}
{"command":"add_person","id":"0000000000000000000000000m","name":"Basile"}
{"command":"add_room","id":"0000000000000000000000000r","name":"Montage 3"}
{"command":"create_production","id":"0000000000000000000000000f","title":"Les Marées","genre":"tv_film","remark":"marge à défendre"}
{"command":"create_production","id":"0000000000000000000000000g","title":"Le Phare","genre":"magazine"}
{"command":"add_task","id":"0000000000000000000000000t","production":"0000000000000000000000000f","name":"Montage image","work":4800}
{"command":"add_booking","id":"0000000000000000000000000s","production":"0000000000000000000000000f","task":"0000000000000000000000000t","room":"0000000000000000000000000r","people":["0000000000000000000000000n","0000000000000000000000000m"],"start":"2026-11-23T09:00","end":"2026-11-24T18:00","state":"confirmed"}
{"command":"add_cost_rate","person":"0000000000000000000000000n","hourly":"7919.77 EUR"}
"#;

fn done(machine: &Machine, lines: &str) {
    for answer in machine.program.apply(lines.trim()) {
        assert_eq!(answer["applied"], true, "{answer}");
    }
}

/// The slip of the session's first day.
fn slip(machine: &Machine) -> Value {
    let shown =
        machine.program.json(&["show", "slips", "--from", "2026-11-23", "--to", "2026-11-23"]);
    let mut slips = shown["slips"].as_array().unwrap().iter();
    slips.find(|slip| slip["person"] == NINA).unwrap().clone()
}

/// How many slips and sessions without one a machine shows.
fn count(machine: &Machine) -> usize {
    machine.program.json(&["show", "slips"])["slips"].as_array().unwrap().len()
}

fn remaining(machine: &Machine) -> Value {
    machine.program.json(&["show", "plan", "--production", FILM])["plan"]["tasks"][0]
        ["remaining_minutes"]
        .clone()
}

/// The texts of a workbook.
fn texts(path: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut texts = String::new();
    archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut texts).unwrap();
    texts
}

/// Says of the slip what `fields` says, as one line of `apply`.
fn says(verb: &str, fields: &str) -> String {
    format!(r#"{{"command":"{verb}_slip","person":"{NINA}","id":"{SLIP}"{fields}}}"#)
}

fn on_slip(command: &str) -> String {
    format!(r#"{{"command":"{command}","person":"{NINA}","slip":"{SLIP}"}}"#)
}

/// Both run until each has taken in so many changes of the other.
fn meet(first: &Machine, second: &Machine, changes: [u64; 2]) {
    let (there, here) = (first.start(), second.start());
    there.wait_for_changes(changes[0]);
    here.wait_for_changes(changes[1]);
}

#[test]
fn three_roles_plan_fill_in_slips_merge_lose_one_another_and_meet_again() {
    let ana = Machine::new(Program::founded());
    done(&ana, PLAN);
    let address = ["--address", &ana.address];
    let technician = [&["--role", "technician", "--person", NINA][..], &address].concat();
    let nina = ana.let_in_by(&ana.ticket_with(&technician), "Nina");
    let client = [&["--role", "client", "--scope", FILM][..], &address].concat();
    let carl = ana.let_in_by(&ana.ticket_with(&client), "Carl");
    // Apart, the technician fills in and hands in her slip, and coordination goes on planning.
    assert_eq!(slip(&nina)["state"], "missing");
    assert_eq!((count(&ana), count(&nina)), (4, 2), "of others a technician sees nothing");
    let fields = format!(
        r#","production":"{FILM}","task":"0000000000000000000000000t","booking":"{SESSION}","day":"2026-11-23","start":"2026-11-23T09:15","end":"2026-11-23T18:45","breaks":60,"remaining":1920"#
    );
    done(&nina, &[says("add", &fields), on_slip("hand_in_slip")].join("\n"));
    ana.add_room("Montage 4");
    assert_eq!(slip(&ana)["state"], "missing", "they are apart");
    meet(&ana, &nina, [3, 1]);
    assert_eq!(
        (&slip(&ana)["state"], &slip(&ana)["worked_minutes"]),
        (&"handed_in".into(), &510.into())
    );
    assert_eq!(ana.rooms(), nina.rooms());
    // Coordination accepts; the technician, who has not heard of it, corrects herself.
    done(&ana, &on_slip("accept_slip"));
    assert_eq!(remaining(&ana), 1_920);
    done(&nina, &says("set", r#","breaks":0"#));
    meet(&ana, &nina, [1, 1]);
    for machine in [&ana, &nina] {
        assert_eq!(slip(machine)["state"], "changed");
        let change = serde_json::json!([{"field": "breaks", "accepted": 60, "now": 0}]);
        assert_eq!(slip(machine)["changes"], change, "nothing is dropped on either side");
    }
    let frozen = &nina.program.apply(&says("set", r#","breaks":30"#))[0];
    assert_eq!(frozen["error"]["code"], "slip-frozen", "{frozen}");
    done(&ana, &on_slip("accept_slip"));
    meet(&ana, &nina, [0, 1]);
    assert_eq!(slip(&nina)["state"], "accepted");
    // Payroll takes the hours from a workbook; a technician has only their own to give.
    let workbook = |machine: &Machine| {
        let path = machine.program.file("slips.xlsx").display().to_string();
        machine.program.run(&["export", "slips", "--from", "2026-11-23", "--to", &path]).done();
        texts(&path)
    };
    let paper = ana.program.file("slips.pdf").display().to_string();
    ana.program.run(&["export", "slips", "--from", "2026-11-23", "--to", &paper]).done();
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF-"), "for the production to sign");
    let (of_house, own) = (workbook(&ana), workbook(&nina));
    assert!(of_house.contains("Nina") && of_house.contains("Basile"), "{of_house}");
    assert!(own.contains("Nina") && !own.contains("Basile"), "{own}");
    // The client is there all along, and holds neither the plan nor a slip nor a price.
    {
        let _running = [ana.start(), nina.start()];
        let here = carl.start();
        here.wait_for("linked", |_| true);
    }
    assert!(nina.program.holds("Les Marées") && !nina.program.holds("7919.77"));
    holds_nothing_of(&carl, &["Les Marées", FILM, "48500.25"]);
    // Coordination sends it the plan and a price, and another client's room gets another price.
    let elsewhere =
        r#"{"command":"publish","production":"0000000000000000000000000g","price":"6543.21 EUR"}"#;
    done(&ana, elsewhere);
    done(&ana, &published(r#""price":"48500.25 EUR","agreement":true"#));
    meet(&ana, &carl, [0, 1]);
    assert_eq!(publication(&carl)["price"], "48500.25 EUR");
    assert_eq!(publication(&carl)["lines"][0]["name"], "Montage image");
    assert_eq!(publication(&carl)["state"], "awaiting");
    let documents = &carl.program.json(&["status"])["documents"];
    assert_eq!(documents[0]["title"], "Les Marées", "what was sent says what it is of");
    // It agrees, of which coordination hears once they meet again.
    let refused = &carl.program.apply(&answered(r#""verdict":"agreed""#))[0];
    assert_eq!(refused["error"]["code"], "answer-unsigned", "{refused}");
    done(&carl, &answered(r#""verdict":"agreed","signed":"Jeanne Exemple""#));
    assert_eq!(publication(&ana)["state"], "awaiting", "they are apart");
    meet(&ana, &carl, [1, 0]);
    assert_eq!(publication(&ana)["state"], "agreed");
    assert_eq!(publication(&ana)["answers"][0]["signed"], "Jeanne Exemple");
    for machine in [&ana, &carl] {
        let path = machine.program.file("sent.pdf").display().to_string();
        let export = ["export", "publication", "--production", FILM, "--to", &path];
        machine.program.run(&export).done();
        assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"), "either has it on paper");
    }
    let frozen = &ana.program.apply(&published(r#""price":"1 EUR""#))[0];
    assert_eq!(frozen["error"]["code"], "record-exists", "what was agreed to stays");
    // The technician's machine has heard nothing of it, and the client's of nothing else.
    meet(&ana, &nina, [0, 0]);
    for word in ["48500.25", "Jeanne Exemple", "6543.21"] {
        assert!(!nina.program.holds(word), "{word} on the machine of the technician");
    }
    assert!(carl.program.holds("48500.25") && carl.program.holds("Les Marées"));
    holds_nothing_of(&carl, &["6543.21", "Le Phare", "0000000000000000000000000g"]);
    for word in ["7919.77", "Montage 3", "marge à défendre", "6543.21", "Le Phare", "48500.25"] {
        assert!(ana.program.holds(word), "{word} is nowhere: the search finds nothing");
    }
}

/// The plan of the film is sent to the client, with these fields.
fn published(fields: &str) -> String {
    format!(r#"{{"command":"publish","production":"{FILM}","publication":"{SENT}",{fields}}}"#)
}

/// The client answers to it, with these fields.
fn answered(fields: &str) -> String {
    format!(r#"{{"command":"answer","production":"{FILM}","publication":"{SENT}",{fields}}}"#)
}

/// What a machine knows of what was sent of the film.
fn publication(machine: &Machine) -> Value {
    machine.program.json(&["show", "publications", "--production", FILM])["publications"][0].clone()
}

/// Neither the files of the client's machine nor what it says of them hold what is the house's, nor
/// these words.
fn holds_nothing_of(client: &Machine, words: &[&str]) {
    let of_house = ["7919.77", "Montage 3", "marge à défendre", SLIP];
    for word in of_house.iter().chain(words) {
        assert!(!client.program.holds(word), "{word} on the machine of the client");
        let said = client.program.run(&["status", "--json"]).out;
        assert!(!said.contains(word), "{word}: {said}");
    }
}

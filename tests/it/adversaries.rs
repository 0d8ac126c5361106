//! Those who mean harm, against true processes. One test per row of the threat model; rows that need
//! no process are held nearer to what keeps them:
//!
//! | threat | test |
//! |---|---|
//! | listening, changing bytes on the way | here |
//! | a stranger scans or dials | `net`, `strangers.rs` |
//! | a stolen ticket | `peers.rs` |
//! | reading what is not theirs | here; `sync`, `privacy.rs` |
//! | forging, replaying, backdating | `node`, `tests/members.rs`; `sync`, `hostile.rs` |
//! | a writer who wrecks his own document | here |
//! | bombs, panics, slow senders | `replica`, `tests/gate.rs`, `tests/hostile.rs`; `sync`, `hostile.rs` |
//! | a revoked machine that comes home | `peers.rs` |
//! | a lost machine that is locked | `sealed.rs` |
//! | rot, torn writes, full disks, power cuts | `store`, `sweep.rs`, `crashes.rs`, `rot.rs`; `kill_nine.rs` |
//! | a file that was set back | here; `node`, `tests/members.rs` |
//! | a lost root key, or the only administrator | `node`, `tests/backups.rs` |

use crate::machine::Machine;
use crate::program::Program;
use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};

/// Somebody between two machines, who hears every datagram and changes a bit of some.
struct Wire {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    /// Stands before a machine that listens at `target`. Of every `changed_every` datagrams one is
    /// changed.
    fn before(target: &str, changed_every: usize) -> Self {
        let (front, back) = (loopback(), loopback());
        back.connect(target).unwrap();
        let address = front.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let dialler = Arc::new(Mutex::new(None));
        let pass = {
            let heard = Arc::clone(&heard);
            move |bytes: &mut [u8], number: &mut usize| {
                heard.lock().unwrap().extend_from_slice(bytes);
                *number += 1;
                if number.is_multiple_of(changed_every) {
                    let middle = bytes.len() / 2;
                    bytes[middle] ^= 1;
                }
            }
        };
        let (there, again) = (front.try_clone().unwrap(), back.try_clone().unwrap());
        let (known, forth) = (Arc::clone(&dialler), pass.clone());
        // Both end with the program: nobody closes the sockets before.
        std::thread::spawn(move || {
            let (mut buffer, mut number) = ([0; 65_536], 0);
            loop {
                let Ok((length, from)) = there.recv_from(&mut buffer) else { continue };
                *known.lock().unwrap() = Some(from);
                forth(&mut buffer[..length], &mut number);
                let _nobody_listens = again.send(&buffer[..length]);
            }
        });
        std::thread::spawn(move || {
            let (mut buffer, mut number) = ([0; 65_536], 0);
            loop {
                let Ok(length) = back.recv(&mut buffer) else { continue };
                pass(&mut buffer[..length], &mut number);
                let to = *dialler.lock().unwrap();
                let _gone = to.map(|to| front.send_to(&buffer[..length], to));
            }
        });
        Self { address, heard }
    }

    fn has_heard(&self, word: &str) -> bool {
        self.heard.lock().unwrap().windows(word.len()).any(|it| it == word.as_bytes())
    }
}

fn loopback() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").unwrap()
}

#[test]
fn whoever_listens_on_the_wire_reads_no_word_and_changes_none() {
    let ana = Machine::new(Program::founded());
    for number in 0..40 {
        ana.add_room(&format!("canari-{number}"));
    }
    let wire = Wire::before(&ana.address, 20);
    let told = wire.address.to_string();
    let ticket = ana.ticket_with(&["--role", "coordination", "--address", &told]);
    let ben = ana.let_in_by(&ticket, "Zephyrin");
    assert_eq!((ben.rooms().len(), ben.rooms()), (40, ana.rooms()));
    let heard = wire.heard.lock().unwrap().len();
    assert!(heard > 10_000, "only {heard} bytes went by");
    for word in ["canari", "Atelier du Canal", "Camille", "Zephyrin", "facility", "Audi"] {
        assert!(!wire.has_heard(word), "{word} went by in the clear");
    }
}

#[test]
fn each_role_holds_what_it_may_see_and_no_other_word_in_any_file_or_answer() {
    let ana = Machine::new(Program::founded());
    let (film, other) = ("0000000000000000000000000f", "0000000000000000000000000g");
    let answers = ana.program.apply(&format!(
        "{{\"command\":\"add_person\",\"id\":\"0000000000000000000000000p\",\"name\":\"canari-nom\"}}\n\
         {{\"command\":\"add_room\",\"id\":\"0000000000000000000000000a\",\"name\":\"canari-salle\"}}\n\
         {{\"command\":\"create_production\",\"id\":\"{film}\",\"title\":\"canari-film\",\"genre\":\"tv_film\"}}\n\
         {{\"command\":\"create_production\",\"id\":\"{other}\",\"title\":\"canari-autre\",\"genre\":\"magazine\"}}\n\
         {{\"command\":\"add_affinity\",\"director\":\"0000000000000000000000000p\",\
           \"person\":\"0000000000000000000000000p\",\"remark\":\"canari-affinite\"}}\n\
         {{\"command\":\"add_cost_rate\",\"person\":\"0000000000000000000000000p\",\
           \"hourly\":\"7919.77 EUR\",\"remark\":\"canari-cout\"}}"
    ));
    assert!(answers.iter().all(|answer| answer["applied"] == true), "{answers:?}");
    let technician =
        ana.ticket_with(&["--role", "technician", "--scope", film, "--address", &ana.address]);
    let nina = ana.let_in_by(&technician, "Nina");
    let client = ana.ticket_with(&["--role", "client", "--scope", film, "--address", &ana.address]);
    let carl = ana.let_in_by(&client, "Carl");
    // They lose one another, one of them writes on, and they meet again.
    ana.add_room("canari-plus-tard");
    {
        let _running = [ana.start(), carl.start()];
        let here = nina.start();
        here.wait_for_changes(1);
    }
    let holds = |machine: &Machine, word: &str| {
        let answers = ["status", "doctor", "peers", "grants"].map(|it| machine.program.run(&[it]));
        let said = answers.iter().any(|it| it.out.contains(word) || it.err.contains(word));
        said || machine.program.holds(word)
    };
    let everything = [
        "canari-salle",
        "canari-plus-tard",
        "canari-film",
        "canari-nom",
        "canari-autre",
        "canari-affinite",
        "canari-cout",
        "7919.77",
    ];
    let casting = ["canari-affinite", "canari-cout", "7919.77"];
    for word in everything {
        assert!(holds(&ana, word), "{word} is nowhere to be found: the search finds nothing");
        let is_ninas = word != "canari-autre" && !casting.contains(&word);
        assert_eq!(holds(&nina, word), is_ninas, "{word} on the machine of the technician");
        assert!(!holds(&carl, word), "{word} on the machine of the client");
    }
    let hourly = |machine: &Machine| {
        let answer = machine.program.run(&["show", "people", "--json"]);
        let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        let people = answer["people"].as_array().unwrap().clone();
        people.into_iter().find(|it| it["name"] == "canari-nom").unwrap()["hourly_cost"].clone()
    };
    assert_eq!(hourly(&ana), "7919.77 EUR");
    assert_eq!(hourly(&nina), serde_json::Value::Null);
    for id in [film, other] {
        assert!(!carl.program.run(&["status", "--json"]).out.contains(id), "not even its name");
    }
}

#[test]
fn what_a_writer_has_wrecked_is_named_with_its_author_and_put_right_again() {
    let ana = Machine::new(Program::founded());
    for name in ["Audi 1", "Audi 2"] {
        ana.add_room(name);
    }
    let before = ana.rooms();
    let mallory = ana.let_in("coordination", "Mallory");
    let shown = mallory.program.json(&["show", "rooms"]);
    for room in shown["rooms"].as_array().unwrap() {
        let id = room["id"].as_str().unwrap();
        mallory.program.apply(&format!(r#"{{"command":"delete_room","id":"{id}"}}"#));
    }
    {
        let (there, here) = (ana.start(), mallory.start());
        there.wait_for_changes(2);
        drop(here);
    }
    assert!(ana.rooms().is_empty());
    let history = ana.program.json(&["show", "history"]);
    let deeds = history["history"].as_array().unwrap();
    let wrecked = deeds.iter().filter(|it| it["command"] == "delete");
    let device = mallory.program.json(&["status"])["device"].clone();
    let by: Vec<_> = wrecked.map(|it| it["device"].clone()).collect();
    assert_eq!(by, [device.clone(), device], "who did it stands in the history");
    for room in shown["rooms"].as_array().unwrap() {
        let id = room["id"].as_str().unwrap();
        let answer = ana.program.apply(&format!(r#"{{"command":"restore_room","id":"{id}"}}"#));
        assert_eq!(answer[0]["applied"], true, "{answer:?}");
    }
    assert_eq!(ana.rooms(), before);
}

#[test]
fn a_file_that_was_set_back_is_noticed_and_gets_what_it_had_lost_from_the_others() {
    let ana = Machine::new(Program::founded());
    let ben = ana.let_in("coordination", "Ben");
    let file = ben.program.store().join("raccord.redb");
    let copy = std::fs::read(&file).unwrap();
    ben.add_room("Audi 1");
    {
        let (there, _here) = (ana.start(), ben.start());
        there.wait_for_changes(1);
    }
    std::fs::write(&file, copy).unwrap();
    assert!(ben.rooms().is_empty());
    {
        let (_there, here) = (ana.start(), ben.start());
        here.wait_for_changes(1);
    }
    assert_eq!(ben.rooms(), ["Audi 1"]);
    ben.add_room("Audi 2");
    {
        let (there, _here) = (ana.start(), ben.start());
        there.wait_for_changes(1);
    }
    assert_eq!((ana.rooms(), ana.hashes()), (ben.rooms(), ben.hashes()));
    let aside = ana.program.json(&["quarantine"]);
    assert_eq!(
        aside["quarantine"].as_array().unwrap().len(),
        0,
        "it writes under a new name: {aside}"
    );
}

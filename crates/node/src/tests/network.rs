//! Two programs that talk over the loopback interface: the ticket, the first exchange, edits, a
//! revocation.

use super::*;
use crate::{Happening, Invitation, Listening, join};
use std::sync::mpsc;
use std::time::Duration;

/// How long a test waits before it says that nothing came. Nothing that works comes near it.
const PATIENCE: Duration = Duration::from_secs(60);

fn loopback() -> Listening {
    Listening { bind: vec!["127.0.0.1:0".parse().unwrap()], ..Listening::default() }
}

/// A node that tells of every change that comes from outside.
fn watched(engine: Engine) -> (Node, mpsc::Receiver<Vec<Happening>>) {
    let node = Node::start(engine).unwrap();
    let (tell, told) = mpsc::channel();
    node.watch(move |engine| {
        let _over = tell.send(engine.happenings());
    })
    .unwrap();
    (node, told)
}

/// Waits until something is so.
fn wait(node: &Node, told: &mpsc::Receiver<Vec<Happening>>, is_so: impl Fn(&Snapshot) -> bool) {
    while !is_so(&node.snapshot()) {
        told.recv_timeout(PATIENCE).expect("it never came to be");
    }
}

fn has_room(name: &'static str) -> impl Fn(&Snapshot) -> bool {
    move |snapshot| snapshot.facility.rooms.values().any(|room| room.name == name)
}

fn real() -> Box<crate::System> {
    Box::new(crate::System::default())
}

#[test]
fn a_machine_joins_by_ticket_and_edits_go_both_ways_until_it_is_revoked() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let engine = Opening::new(folders[0].path()).found(&founding(), real()).unwrap();
    let (ana, told_ana) = watched(engine);
    ana.submit(Group::of(vec![add_room(1, "Audi 1"), create_film()])).unwrap();
    let addresses = ana.listen(loopback()).unwrap();
    let invitation = Invitation {
        person: None,
        role: Role::Coordination,
        scope: GrantScope::Facility,
        minutes: 10,
        addresses,
    };
    let ticket = ana.call(move |engine| engine.invite(&invitation)).unwrap().unwrap();
    let folder = folders[1].path().to_owned();
    let (show, shown) = mpsc::channel();
    let joining = std::thread::spawn(move || {
        let opening = Opening::new(&folder).labelled("Montage 4");
        join(opening, ticket, &loopback(), real(), move |code| show.send(code).is_ok())
    });
    let here = loop {
        let happened = told_ana.recv_timeout(PATIENCE).unwrap();
        let code = happened.into_iter().find_map(|it| match it {
            Happening::Code { visit, code, .. } => Some((visit, code)),
            _ => None,
        });
        if let Some(code) = code {
            break code;
        }
    };
    assert_eq!(shown.recv_timeout(PATIENCE).unwrap(), here.1, "both screens show the same");
    ana.call(move |engine| engine.guest_compared(here.0, true)).unwrap();
    let engine = joining.join().unwrap().unwrap();
    let (ben, told_ben) = watched(engine);
    ben.listen(loopback()).unwrap();
    wait(&ben, &told_ben, has_room("Audi 1"));
    wait(&ben, &told_ben, |snapshot| snapshot.plans.contains_key(&film()));
    ben.submit(Group::one(add_room(2, "Audi 2"))).unwrap();
    wait(&ana, &told_ana, has_room("Audi 2"));
    ana.submit(Group::one(add_room(3, "Audi 3"))).unwrap();
    wait(&ben, &told_ben, has_room("Audi 3"));
    let (links, device) = ana
        .call(|engine| (engine.links(), engine.links().first().map(|link| link.member.device)))
        .unwrap();
    let [link] = links.as_slice() else { panic!("{links:?}") };
    assert!(link.is_linked && link.member.label == "Montage 4");
    ana.call(move |engine| engine.revoke(device.unwrap())).unwrap().unwrap();
    loop {
        let happened = told_ana.recv_timeout(PATIENCE).unwrap();
        if happened.iter().any(|it| matches!(it, Happening::Unlinked { .. })) {
            break;
        }
    }
    assert!(!ana.call(|engine| engine.links()).unwrap()[0].is_linked);
}

#[test]
fn machines_that_know_each_other_find_each_other_again_after_both_were_closed() {
    let (folders, ana, ben) = two_machines(&[]);
    let endpoints = (ana.endpoint(), ben.endpoint());
    ana.close().unwrap();
    ben.close().unwrap();
    let open = |folder: &Path| watched(Opening::new(folder).open(real()).unwrap());
    let (ana, told_ana) = open(folders[0].path());
    let (ben, told_ben) = open(folders[1].path());
    let addresses = ana.listen(loopback()).unwrap();
    ben.listen(loopback()).unwrap();
    ben.learn(endpoints.0, addresses).unwrap();
    ana.submit(Group::one(add_room(1, "Audi 1"))).unwrap();
    wait(&ben, &told_ben, has_room("Audi 1"));
    // The other side has learnt where it came from, and dials the next time.
    ben.submit(Group::one(add_room(2, "Audi 2"))).unwrap();
    wait(&ana, &told_ana, has_room("Audi 2"));
    let found = ana.call(|engine| engine.links()).unwrap();
    assert!(found.iter().any(|link| link.member.endpoint == endpoints.1 && link.is_linked));
}

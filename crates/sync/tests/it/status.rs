//! What a person is told: who is linked, what waits, on how many machines something is.

use crate::machine::{World, actor, document};
use sync::{Event, Reason, SILENCE};

#[test]
fn the_last_change_is_counted_on_the_machines_that_said_they_have_it() {
    let mut world = World::new(4);
    world.edit(0, document(1), actor(1), 300);
    for other in 1..4 {
        world.meet(0, other, &[document(1)]);
    }
    assert_eq!(world.machines[0].peers.copies(document(1)), 3);
    world.part(0, 3);
    assert_eq!(world.machines[0].peers.copies(document(1)), 3, "it had it when it left");
    world.edit(0, document(1), actor(1), 300);
    assert_eq!(world.machines[0].peers.copies(document(1)), 0);
    world.talk();
    assert_eq!(world.machines[0].peers.copies(document(1)), 2);
    let status = world.machines[0].peers.status();
    let absent = &status[2];
    assert!(!absent.is_linked);
    assert_eq!(absent.documents[&document(1)].to_go, 1);
    assert!(status[0].is_linked);
    assert_eq!(status[0].documents[&document(1)].to_go, 0);
}

#[test]
fn what_waits_to_go_and_to_come_is_counted_in_changes() {
    let mut world = World::new(2);
    for _ in 0..7 {
        world.edit(0, document(1), actor(1), 300);
    }
    for _ in 0..3 {
        world.edit(1, document(1), actor(2), 300);
    }
    world.connect(0, 1);
    world.share(0, 1, document(1));
    world.share(1, 0, document(1));
    world.machines[0].is_slow = true;
    world.machines[1].is_slow = true;
    world.deliver();
    let of =
        |world: &World, at: usize| world.machines[at].peers.status()[0].documents[&document(1)];
    assert_eq!((of(&world, 0).to_go, of(&world, 0).to_come), (7, 3));
    assert_eq!((of(&world, 1).to_go, of(&world, 1).to_come), (3, 7));
    assert!(!world.machines[0].peers.is_settled());
    for at in 0..2 {
        world.machines[at].is_slow = false;
        while !world.machines[at].unjudged.is_empty() {
            let delivery = world.machines[at].unjudged.remove(0);
            world.judge(at, delivery);
        }
    }
    world.talk();
    assert_eq!((of(&world, 0).to_go, of(&world, 0).to_come), (0, 0));
    assert!(world.machines.iter().all(|machine| machine.peers.is_settled()));
}

#[test]
fn a_peer_that_says_nothing_for_ten_seconds_is_dead() {
    let mut world = World::new(2);
    world.meet(0, 1, &[document(1)]);
    world.links.clear();
    let begun = world.now;
    while world.machines[0].closed.is_empty() {
        let wake = world.machines[0].peers.wake().unwrap();
        world.now = wake;
        world.step(0, Event::Tick);
        world.wires.clear();
    }
    let took = world.now.0 - begun.0;
    // The talk before it ended with a silence of half a second.
    assert!((SILENCE - 600..=SILENCE + 100).contains(&took), "{took} ms");
    assert_eq!(world.machines[0].closed, [(world.machines[1].device, Reason::Silence)]);
    assert_eq!(world.machines[0].peers.wake(), None);
}

#[test]
fn a_quiet_peer_that_answers_stays_and_its_round_trip_is_known() {
    let mut world = World::new(2);
    world.meet(0, 1, &[document(1)]);
    for _ in 0..40 {
        world.pass(1_000);
        // Half of the way takes 20 milliseconds.
        world.now = world.now.plus(20);
        let there = world.wires.len();
        for _ in 0..there {
            let (from, to, frame) = world.wires.pop_front().unwrap();
            let peer = world.machines[from].device;
            world.step(to, Event::Received { peer, bytes: frame });
        }
        world.now = world.now.plus(20);
        world.deliver();
    }
    let status = &world.machines[0].peers.status()[0];
    assert!(status.is_linked);
    assert_eq!(status.round_trip, Some(40));
    let bytes = world.sent[&(0, 1)];
    assert!(bytes < 400, "a quiet peer costs {bytes} bytes in 40 seconds");
}

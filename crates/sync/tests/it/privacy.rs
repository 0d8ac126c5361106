//! A document that a peer may not read is in no byte it is sent.

use crate::machine::{World, actor, document, target};
use model::{DocumentId, RawId};
use sync::{BlobEvent, Effect, Event};

/// An id that is unlikely to come up by accident.
fn secret() -> DocumentId {
    document(0x5EC2_E75E_C2E7_5EC2_E75E_C2E7_5EC2_E75E)
}

fn names(world: &World, to: usize, document: DocumentId) -> bool {
    let id = RawId::from(document).0.to_be_bytes();
    let to_it = world.frames.iter().filter(|(_, it, _)| *it == to);
    to_it.into_iter().any(|(_, _, frame)| frame.windows(16).any(|window| window == id))
}

#[test]
fn a_document_that_is_not_shared_is_never_named() {
    let mut world = World::new(2);
    world.edit(0, secret(), actor(1), 300);
    world.edit(0, document(1), actor(1), 300);
    world.meet(0, 1, &[document(1)]);
    world.edit(0, secret(), actor(1), 300);
    world.step(0, Event::Present { document: secret(), payload: b"x".to_vec() });
    world.pass(4_000);
    world.talk();
    assert!(names(&world, 1, document(1)));
    assert!(!names(&world, 1, secret()));
}

#[test]
fn a_peer_that_asks_hears_the_same_of_what_is_forbidden_and_of_what_is_not_there() {
    let answers = |asked: DocumentId| {
        let mut world = World::new(2);
        world.edit(0, secret(), actor(1), 300);
        world.meet(0, 1, &[document(1)]);
        let before = world.frames.len();
        // The peer shares it from its side, so it tells, asks, and wants an attachment of it.
        world.edit(1, asked, actor(2), 300);
        world.share(1, 0, asked);
        let peer = world.machines[0].device;
        let want = BlobEvent::Want { document: asked, hash: [3; 32], offset: 0 };
        world.step(1, Event::Blob { peer, event: want });
        world.talk();
        let offered = world.machines[0].told.iter().any(|it| matches!(it, Effect::Offered { .. }));
        assert!(offered, "the peer has said what it is");
        assert!(world.machines[0].faults.is_empty());
        let sent: Vec<_> =
            world.frames[before..].iter().filter(|(from, _, _)| *from == 0).collect();
        sent.iter().map(|(_, _, frame)| frame.clone()).collect::<Vec<_>>()
    };
    assert_eq!(answers(secret()), answers(document(77)));
}

#[test]
fn a_grant_that_is_withdrawn_stops_what_is_under_way_at_once() {
    let mut world = World::new(2);
    for _ in 0..10_000 {
        world.edit(0, secret(), actor(1), 1_000);
    }
    world.connect(0, 1);
    world.share(0, 1, secret());
    world.share(1, 0, secret());
    for _ in 0..12 {
        if let Some((from, to, frame)) = world.wires.pop_front() {
            let peer = world.machines[from].device;
            world.step(to, Event::Received { peer, bytes: frame });
        }
    }
    let peer = world.machines[1].device;
    world.step(0, Event::Withdraw { peer, document: secret() });
    let there = world.frames.len();
    world.edit(0, secret(), actor(1), 1_000);
    world.talk();
    world.pass(20_000);
    let after = World { frames: world.frames.split_off(there), ..world };
    assert!(!names(&after, 1, secret()), "it is named after the grant was withdrawn");
    let held = after.holds(1, secret());
    assert!(held > 0 && held < 10_000, "{held}");
    assert!(after.machines[1].faults.is_empty());
}

#[test]
fn a_grant_during_the_talk_brings_the_document() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    world.edit(0, document(2), actor(1), 300);
    world.meet(0, 1, &[document(1)]);
    assert_eq!(world.holds(1, document(2)), 0);
    world.share(0, 1, document(2));
    world.talk();
    let offered = Effect::Offered {
        peer: world.machines[0].device,
        document: document(2),
        target: target(document(2)),
    };
    assert!(world.machines[1].told.contains(&offered));
    world.share(1, 0, document(2));
    world.talk();
    assert_eq!(world.holds(1, document(2)), 1);
    // Withdrawn and granted again, as after a change of roles.
    let peer = world.machines[1].device;
    world.step(0, Event::Withdraw { peer, document: document(2) });
    world.edit(0, document(2), actor(1), 300);
    world.talk();
    assert_eq!(world.holds(1, document(2)), 1);
    world.share(0, 1, document(2));
    world.talk();
    assert_eq!(world.holds(1, document(2)), 2);
}

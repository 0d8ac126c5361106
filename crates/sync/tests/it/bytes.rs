//! What goes over the wire is in proportion to what differs.

use crate::machine::{World, actor, document};

/// Two machines with the same documents, each written by some actors.
fn same(documents: u128, actors: u8, changes: usize) -> (World, Vec<model::DocumentId>) {
    let mut world = World::new(2);
    let all: Vec<_> = (1..=documents).map(document).collect();
    for document in &all {
        for writer in 1..=actors {
            for _ in 0..changes {
                world.edit(0, *document, actor(writer), 300);
            }
        }
    }
    world.meet(0, 1, &all);
    for document in &all {
        assert_eq!(world.holds(1, *document), usize::from(actors) * changes);
    }
    world.part(0, 1);
    world.sent.clear();
    (world, all)
}

#[test]
fn meeting_again_with_nothing_new_costs_32_bytes_a_document() {
    for (actors, changes) in [(1, 1), (9, 50)] {
        let (mut world, all) = same(20, actors, changes);
        world.meet(0, 1, &all);
        for (_, bytes) in world.sent {
            assert!(bytes <= 20 * 32 + 24, "{bytes} bytes for {actors} actors, {changes} changes");
        }
    }
}

#[test]
fn meeting_again_after_some_edits_costs_the_edits_and_the_actors_of_their_documents() {
    let (mut world, all) = same(20, 9, 50);
    for _ in 0..10 {
        world.edit(0, all[3], actor(2), 300);
    }
    world.meet(0, 1, &all);
    assert_eq!(world.holds(1, all[3]), 9 * 50 + 10);
    let there = world.sent[&(0, 1)];
    let back = world.sent[&(1, 0)];
    // Digests, one document's tips, ten envelopes with two bytes of length each.
    assert!(there <= 20 * 32 + 9 * 26 + 10 * 302 + 120, "{there} bytes");
    assert!(back <= 20 * 32 + 9 * 26 + 150, "{back} bytes");
}

#[test]
fn an_edit_while_connected_costs_itself_and_little_more() {
    // Of version 2 the edit is told and asked for, of version 3 it just comes.
    for (version, frames, most, most_back) in [(2, 3, 400, 100), (3, 1, 350, 0)] {
        let mut world = World::speaking(&[version, 3]);
        world.edit(0, document(1), actor(1), 300);
        world.meet(0, 1, &[document(1)]);
        world.sent.clear();
        world.frames.clear();
        world.edit(0, document(1), actor(1), 300);
        world.deliver();
        assert_eq!(world.holds(1, document(1)), 2);
        let sent = |way| world.sent.get(&way).copied().unwrap_or(0);
        let (there, back) = (sent((0, 1)), sent((1, 0)));
        assert!(there <= most, "{there} bytes");
        assert!(back <= most_back, "{back} bytes to ask for it");
        assert_eq!(world.frames.len(), frames);
        // Later it is said that it has come, and nothing more.
        world.frames.clear();
        world.talk();
        assert_eq!(world.frames.len(), 1);
        assert_eq!(world.machines[0].peers.copies(document(1)), 1);
        assert!(world.machines.iter().all(|machine| machine.peers.is_settled()));
    }
}

#[test]
fn what_two_peers_offer_is_fetched_once() {
    let mut world = World::new(3);
    for _ in 0..100 {
        world.edit(0, document(1), actor(1), 1_000);
    }
    world.meet(0, 1, &[document(1)]);
    world.connect(0, 2);
    world.connect(1, 2);
    for (at, to) in [(0, 2), (1, 2), (2, 0), (2, 1)] {
        world.share(at, to, document(1));
    }
    world.talk();
    assert_eq!(world.holds(2, document(1)), 100);
    assert_eq!(world.machines[2].admitted, 100);
    // The same for a fresh edit that is passed on by others.
    world.edit(0, document(1), actor(1), 1_000);
    world.talk();
    assert_eq!(world.machines[2].admitted, 101);
}

//! Peers that mean harm: their connection ends with a reason, and nothing else happens.

use crate::machine::{World, actor, document, envelope, hash};
use proptest::collection::vec;
use proptest::prelude::*;
use sync::{Effect, Event, Fault, MAX_FAULTS, MAX_FRAME_BYTES, Peers, Reason, Time, Verdict};

/// A frame of a kind with these fields.
fn frame(kind: u8, fields: &[u8]) -> Vec<u8> {
    let mut bytes = (fields.len() as u32 + 1).to_be_bytes().to_vec();
    bytes.push(kind);
    bytes.extend(fields);
    bytes
}

fn hello() -> Vec<u8> {
    frame(1, &[1, 2, 0xff, 0xff, 0x7f])
}

/// One machine with a document that is shared with a peer played by the test.
fn honest() -> World {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    world.share(0, 1, document(1));
    send(&mut world, hello());
    world.wires.clear();
    world
}

fn send(world: &mut World, bytes: Vec<u8>) {
    let peer = world.machines[1].device;
    world.step(0, Event::Received { peer, bytes });
}

fn ended(world: &World) -> Option<Reason> {
    world.machines[0].closed.first().map(|(_, reason)| *reason)
}

/// An `Envelopes` frame of one run.
fn envelopes(actor: [u8; 16], first: u8, all: &[Vec<u8>]) -> Vec<u8> {
    let mut fields = 1_u128.to_be_bytes().to_vec();
    fields.push(1);
    fields.extend(actor);
    fields.push(first);
    fields.push(all.len() as u8);
    for envelope in all {
        fields.push(envelope.len() as u8);
        fields.extend(envelope);
    }
    frame(8, &fields)
}

/// A `Have` frame that says the peer holds so much of an actor.
fn have(actor: [u8; 16], sequence: u8, mark: [u8; 8]) -> Vec<u8> {
    let mut fields = vec![0, 1];
    fields.extend(1_u128.to_be_bytes());
    fields.push(1);
    fields.extend(actor);
    fields.push(sequence);
    fields.extend(mark);
    frame(6, &fields)
}

#[test]
fn nonsense_ends_the_connection_after_ten_frames() {
    let mut world = honest();
    for count in 1..=MAX_FAULTS {
        assert_eq!(ended(&world), None, "after {count}");
        send(&mut world, frame(6, &[2, 3, 4]));
    }
    assert_eq!(ended(&world), Some(Reason::Faults));
    assert_eq!(world.machines[0].faults, [Fault::Nonsense; 10]);
}

#[test]
fn a_kind_no_version_has_is_nonsense_of_a_peer_of_our_version_and_skipped_of_a_newer_one() {
    let mut world = honest();
    send(&mut world, frame(99, &[1]));
    assert_eq!(world.machines[0].faults, [Fault::Nonsense]);
    let mut world = World::new(2);
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    // A greeting of a version to come that says something more.
    send(&mut world, frame(1, &[1, 4, 5, 42, 42]));
    (0..100).for_each(|_| send(&mut world, frame(99, &[1])));
    assert!(world.machines[0].faults.is_empty());
    assert_eq!(ended(&world), None);
}

#[test]
fn whoever_does_not_greet_is_not_listened_to() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    world.share(0, 1, document(1));
    send(&mut world, frame(3, &[1]));
    assert_eq!(ended(&world), Some(Reason::Nonsense));
    let mut world = World::new(2);
    world.step(0, Event::Connected { peer });
    send(&mut world, frame(1, &[9, 12, 5]));
    assert_eq!(ended(&world), Some(Reason::Version));
}

#[test]
fn an_endless_frame_ends_the_connection_before_it_fills_the_memory() {
    let mut world = honest();
    send(&mut world, (MAX_FRAME_BYTES as u32 + 1).to_be_bytes().to_vec());
    assert_eq!(ended(&world), Some(Reason::Nonsense));
}

#[test]
fn a_frame_that_trickles_in_is_silence() {
    let mut world = honest();
    send(&mut world, 1_000_u32.to_be_bytes().to_vec());
    for _ in 0..11 {
        assert_eq!(ended(&world), None);
        send(&mut world, vec![6]);
        world.pass(1_000);
    }
    assert_eq!(ended(&world), Some(Reason::Silence));
}

#[test]
fn replays_and_gaps_are_not_looked_at_and_end_the_connection() {
    let mut world = honest();
    // Unasked: the change is held already.
    send(&mut world, envelopes(actor(1), 1, &[envelope(actor(1), 1, 100)]));
    assert_eq!(world.machines[0].faults, [Fault::Unasked]);
    // Asked for 1 to 3: something else comes.
    send(&mut world, have(actor(2), 3, [1; 8]));
    send(&mut world, envelopes(actor(2), 2, &[envelope(actor(2), 2, 100)]));
    assert_eq!(world.machines[0].faults, [Fault::Unasked, Fault::Gap]);
    let four: Vec<_> = (1..=4).map(|sequence| envelope(actor(2), sequence, 60)).collect();
    send(&mut world, envelopes(actor(2), 1, &four));
    assert_eq!(world.machines[0].faults.len(), 3, "more than was asked for");
    assert_eq!(world.machines[0].admitted, 0);
    send(&mut world, envelopes(actor(2), 1, &four[..3]));
    assert_eq!(world.machines[0].admitted, 3);
    // The same once more, again and again.
    (0..7).for_each(|_| send(&mut world, envelopes(actor(2), 1, &four[..3])));
    assert_eq!(world.machines[0].admitted, 3);
    assert_eq!(ended(&world), Some(Reason::Faults));
}

#[test]
fn what_comes_unasked_is_looked_at_only_where_it_follows_what_is_held() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    world.share(0, 1, document(1));
    send(&mut world, frame(1, &[1, 3, 0xff, 0xff, 0x7f]));
    let run = |writer: u8, first: u8| {
        envelopes(actor(writer), first, &[envelope(actor(writer), first.into(), 100)])
    };
    // Held already, a gap, the very next, the one behind it, both again.
    for (writer, first, admitted) in
        [(1, 1, 0), (1, 3, 0), (1, 2, 1), (1, 3, 2), (1, 2, 2), (1, 3, 2), (2, 2, 2), (2, 1, 3)]
    {
        send(&mut world, run(writer, first));
        assert_eq!(world.machines[0].admitted, admitted, "{writer} {first}");
    }
    assert!(world.machines[0].faults.is_empty());
    let document_of_nobody = {
        let mut run = run(1, 4);
        run[5..21].fill(9);
        run
    };
    send(&mut world, document_of_nobody);
    assert_eq!(world.machines[0].admitted, 3, "it is not shared");
    let mut count = 0;
    while ended(&world).is_none() && count < 5_000 {
        send(&mut world, run(1, 1));
        count += 1;
    }
    assert_eq!(ended(&world), Some(Reason::Faults));
    assert!(count < 1_100, "{count}");
    assert_eq!(world.machines[0].admitted, 3);
}

#[test]
fn forged_envelopes_are_asked_of_somebody_else_and_end_the_connection() {
    let mut world = World::new(2);
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    world.share(0, 1, document(1));
    send(&mut world, hello());
    let mut refused = 0;
    for writer in 2..20_u8 {
        send(&mut world, have(actor(writer), 1, [1; 8]));
        // The envelope says another actor.
        send(&mut world, envelopes(actor(writer), 1, &[envelope(actor(99), 1, 60)]));
        refused += 1;
        if ended(&world).is_some() {
            break;
        }
    }
    assert_eq!(ended(&world), Some(Reason::Faults));
    assert_eq!(refused, MAX_FAULTS);
    assert_eq!(world.machines[0].held.values().map(|held| held.len()).sum::<usize>(), 0);
}

#[test]
fn who_says_it_has_changes_and_sends_none_is_passed_over() {
    let mut world = World::new(3);
    for _ in 0..5 {
        world.edit(2, document(1), actor(7), 300);
    }
    let peer = world.machines[1].device;
    world.step(0, Event::Connected { peer });
    world.share(0, 1, document(1));
    send(&mut world, hello());
    send(&mut world, have(actor(7), 100, [1; 8]));
    let waited = world.now;
    world.meet(0, 2, &[document(1)]);
    assert_eq!(world.holds(0, document(1)), 0, "the liar was asked first");
    while world.holds(0, document(1)) < 5 && world.now.0 < waited.0 + 30_000 {
        send(&mut world, frame(3, &[1]));
        world.pass(1_000);
        world.deliver();
    }
    assert_eq!(world.holds(0, document(1)), 5);
    let took = world.now.0 - waited.0;
    assert!(took <= 12_000, "{took} ms");
    // The next time others come first.
    world.edit(2, document(1), actor(7), 300);
    world.talk();
    assert_eq!(world.holds(0, document(1)), 6);
}

#[test]
fn a_flood_of_frames_ends_the_connection() {
    let mut world = honest();
    let mut count = 0;
    while ended(&world).is_none() && count < 5_000 {
        send(&mut world, frame(3, &[1]));
        count += 1;
    }
    assert_eq!(ended(&world), Some(Reason::Faults));
    assert!(count < 1_100, "{count}");
}

#[test]
fn made_up_documents_and_actors_do_not_fill_the_memory() {
    let mut world = honest();
    let mut fields = vec![0, 0xff, 0xff, 0x03];
    for number in 0..0xffff_u128 {
        fields.extend((number + 1_000).to_be_bytes());
        fields.push(0);
    }
    fields.truncate(MAX_FRAME_BYTES - 100);
    send(&mut world, frame(6, &fields));
    assert_eq!(world.machines[0].faults, [Fault::Nonsense], "it is cut off");
    fields = vec![0, 0xd0, 0x86, 0x03];
    for number in 0..50_000_u128 {
        fields.extend((number + 1_000).to_be_bytes());
        fields.push(0);
    }
    let before = world.frames.len();
    send(&mut world, frame(6, &fields));
    let asked: usize = world.frames[before..].iter().map(|(_, _, frame)| frame.len()).sum();
    assert!(asked < 64, "one question, in which nothing is named: {asked} bytes");
    let mut fields = vec![0, 1];
    fields.extend(1_u128.to_be_bytes());
    fields.extend([0x88, 0x27]);
    for number in 0..5_000_u128 {
        fields.extend(number.to_be_bytes());
        fields.push(1);
        fields.extend([1; 8]);
    }
    send(&mut world, frame(6, &fields));
    assert_eq!(world.machines[0].faults.last(), Some(&Fault::Flood));
    let status = world.machines[0].peers.status();
    assert!(status[0].documents[&document(1)].to_come <= 4_096);
}

/// Machine 1 sends something that does not count; machine 2 says that for it the sequence does.
fn after_a_bad_copy(verdict: Verdict) -> World {
    let mut world = World::new(3);
    world.edit(1, document(1), actor(1), 300);
    world.edit(2, document(1), actor(1), 300);
    world.machines[0].verdict = Some(verdict);
    world.meet(0, 1, &[document(1)]);
    world.machines[0].verdict = None;
    world.meet(0, 2, &[document(1)]);
    world
}

#[test]
fn a_copy_in_quarantine_does_not_keep_out_a_good_one() {
    let world = after_a_bad_copy(Verdict::Aside);
    assert_eq!((world.holds(0, document(1)), world.machines[0].admitted), (1, 2));
}

#[test]
fn a_copy_that_waits_in_vain_does_not_keep_out_a_good_one_for_ever() {
    let mut world = after_a_bad_copy(Verdict::Waiting);
    assert_eq!(world.holds(0, document(1)), 0, "what it waits for may be on its way");
    for _ in 0..11 {
        world.pass(1_000);
        world.deliver();
    }
    assert_eq!((world.holds(0, document(1)), world.machines[0].admitted), (1, 2));
}

#[test]
fn two_changes_of_one_sequence_are_noticed_by_both_sides() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    world.edit(1, document(1), actor(1), 301);
    world.edit(1, document(1), actor(1), 301);
    world.meet(0, 1, &[document(1)]);
    let shown = |at: usize| {
        world.machines[at].told.iter().find_map(|effect| match effect {
            Effect::Forked { envelope, .. } => Some(envelope.len()),
            _ => None,
        })
    };
    assert_eq!(shown(0), Some(301));
    assert_eq!(world.holds(0, document(1)), 1, "nothing of the other branch comes in");
    // Once the fork is known here, the other is shown why.
    let change = hash(&envelope(actor(2), 1, 300));
    let held = world.machines[0].held.get_mut(&document(1)).unwrap();
    held.insert((actor(2), 1), envelope(actor(2), 1, 300));
    world.step(
        0,
        Event::Opened {
            document: document(1),
            changes: vec![(actor(2), change)],
            forked: vec![(actor(1), 1)],
            beyond: Vec::new(),
        },
    );
    world.talk();
    let shown = world.machines[1].told.iter().any(|it| matches!(it, Effect::Forked { .. }));
    assert!(shown);
    assert_eq!(world.holds(1, document(1)), 3, "what does not hang on the fork goes on");
}

#[test]
fn a_second_connection_of_a_device_takes_the_place_of_the_first() {
    let mut world = World::new(2);
    world.meet(0, 1, &[document(1)]);
    world.connect(0, 1);
    world.share(0, 1, document(1));
    world.share(1, 0, document(1));
    world.edit(0, document(1), actor(1), 300);
    world.talk();
    assert_eq!(world.holds(1, document(1)), 1);
}

proptest! {
    #[test]
    fn any_bytes_are_taken_without_a_panic(
        pieces in vec((0_u8..40, vec(any::<u8>(), 0..60)), 1..60),
        greet: bool,
    ) {
        let mut peers = Peers::new();
        let peer = crate::machine::device(2);
        let changes = vec![(actor(1), [1; 32]), (actor(1), [2; 32])];
        let event = Event::Opened {
            document: document(1), changes, forked: vec![(actor(3), 1)], beyond: vec![(actor(4), 9)],
        };
        peers.step(Time(0), event);
        peers.step(Time(0), Event::Connected { peer });
        peers.step(Time(0), Event::Share { peer, document: document(1), target: crate::machine::target(document(1)) });
        if greet {
            peers.step(Time(1), Event::Received { peer, bytes: hello() });
        }
        for (kind, junk) in pieces {
            // Half of them about the document that is shared.
            let mut fields = junk.clone();
            if kind % 2 == 0 {
                fields.splice(0..0, 1_u128.to_be_bytes());
            }
            for effect in peers.step(Time(2), Event::Received { peer, bytes: frame(kind, &fields) }) {
                if let Effect::Admit { ticket, .. } = effect {
                    peers.step(Time(2), Event::Judged { peer, ticket, verdicts: Vec::new() });
                }
            }
        }
        peers.step(Time(30_000), Event::Tick);
    }
}

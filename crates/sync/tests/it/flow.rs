//! First sync, breaking off and going on, order, backpressure, attachments, presence.

use crate::machine::{World, actor, document, envelope, hash};
use std::collections::BTreeMap;
use sync::{BlobEvent, Effect, Event, MAX_PART_BYTES, Verdict, WINDOW_BYTES};

#[test]
fn a_large_first_sync_comes_in_batches_with_progress() {
    let mut world = World::new(2);
    for round in 0..5_000 {
        world.edit(0, document(1), actor((round % 3) as u8 + 1), 400);
    }
    world.meet(0, 1, &[document(1)]);
    assert_eq!(world.holds(1, document(1)), 5_000);
    let progress = world.machines[1].told.iter().filter_map(|effect| match effect {
        Effect::Progress { done, total, .. } => Some((*done, *total)),
        _ => None,
    });
    let progress: Vec<(u64, u64)> = progress.collect();
    assert!(progress.len() > 5, "{progress:?}");
    assert!(progress.windows(2).all(|pair| pair[0].0 < pair[1].0), "{progress:?}");
    assert_eq!(progress.last(), Some(&(5_000, 5_000)));
    let longest = world.frames.iter().map(|(_, _, frame)| frame.len()).max().unwrap();
    assert!(longest < 300_000, "{longest}");
}

#[test]
fn what_broke_off_goes_on_where_it_was() {
    let mut world = World::new(2);
    for _ in 0..4_000 {
        world.edit(0, document(1), actor(1), 1_000);
    }
    world.connect(0, 1);
    world.share(0, 1, document(1));
    world.share(1, 0, document(1));
    // Each connection lasts for a few frames.
    for _ in 0..200 {
        for _ in 0..6 {
            let Some((from, to, frame)) = world.wires.pop_front() else { break };
            let peer = world.machines[from].device;
            world.step(to, Event::Received { peer, bytes: frame });
        }
        world.part(0, 1);
        world.wires.clear();
        world.connect(0, 1);
        world.share(0, 1, document(1));
        world.share(1, 0, document(1));
    }
    world.talk();
    assert_eq!(world.holds(1, document(1)), 4_000);
    let again = world.machines[1].admitted - 4_000;
    assert_eq!(again, 0, "changes came twice");
}

#[test]
fn a_peer_that_does_not_get_on_is_sent_no_more_than_the_window() {
    let mut world = World::new(2);
    for _ in 0..300 {
        world.edit(0, document(1), actor(1), 100_000);
    }
    world.machines[1].is_slow = true;
    world.meet(0, 1, &[document(1)]);
    let sent = world.sent[&(0, 1)];
    assert!(sent > WINDOW_BYTES / 2 && sent < WINDOW_BYTES + (1 << 20) + 10_000, "{sent} bytes");
    while !world.machines[1].unjudged.is_empty() {
        let delivery = world.machines[1].unjudged.remove(0);
        world.judge(1, delivery);
        world.deliver();
    }
    assert_eq!(world.holds(1, document(1)), 300);
    assert!(world.machines[0].faults.is_empty() && world.machines[1].faults.is_empty());
}

#[test]
fn only_what_is_durable_is_told_or_sent() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 300);
    // Made, and not yet called durable.
    let held = world.machines[0].held.get_mut(&document(1)).unwrap();
    held.insert((actor(1), 2), envelope(actor(1), 2, 300));
    world.meet(0, 1, &[document(1)]);
    assert_eq!(world.holds(1, document(1)), 1);
    let changes = vec![(actor(1), 2, hash(&envelope(actor(1), 2, 300)))];
    world.step(0, Event::Written { document: document(1), changes });
    world.talk();
    assert_eq!(world.holds(1, document(1)), 2);
}

#[test]
fn changes_come_after_those_that_came_in_before_them() {
    let mut world = World::new(2);
    for round in 0..3_000_u64 {
        world.edit(0, document(1), actor((round * 7 % 5) as u8 + 1), 900);
    }
    world.machines[1].is_slow = true;
    world.meet(0, 1, &[document(1)]);
    // Each delivery holds whole stretches of the order: none begins before the one before ends.
    let mut seen: BTreeMap<_, u64> = BTreeMap::new();
    let mut total = 0;
    for (_, _, _, runs) in &world.machines[1].unjudged {
        for run in runs {
            let last = seen.entry(run.actor).or_default();
            assert_eq!(run.first, *last + 1);
            *last += run.envelopes.len() as u64;
            total += run.envelopes.len() as u64;
        }
        let most = seen.values().max().unwrap();
        let least = (1..=5).map(|n| seen.get(&actor(n)).copied().unwrap_or(0)).min().unwrap();
        assert!(most - least <= 1, "{seen:?}");
    }
    assert!(total > 1_000, "{total}");
}

#[test]
fn a_change_made_while_the_peer_was_catching_up_comes_too() {
    let mut world = World::new(2);
    for _ in 0..2_000 {
        world.edit(0, document(1), actor(1), 500);
    }
    world.connect(0, 1);
    world.share(0, 1, document(1));
    world.share(1, 0, document(1));
    for round in 0..400 {
        if let Some((from, to, frame)) = world.wires.pop_front() {
            let peer = world.machines[from].device;
            world.step(to, Event::Received { peer, bytes: frame });
        }
        if round % 40 == 0 {
            world.edit(0, document(1), actor(2), 500);
            world.edit(1, document(1), actor(3), 500);
        }
        world.pass(5);
    }
    world.talk();
    assert_eq!(world.holds(0, document(1)), 2_020);
    assert_eq!(world.holds(1, document(1)), 2_020);
}

#[test]
fn what_a_full_disk_kept_out_comes_later() {
    let mut world = World::new(2);
    world.edit(0, document(1), actor(1), 500);
    world.machines[1].verdict = Some(Verdict::Dropped);
    world.meet(0, 1, &[document(1)]);
    assert_eq!(world.holds(1, document(1)), 0);
    let tries = world.machines[1].admitted;
    assert!(tries < 60, "it is asked for again and again: {tries}");
    world.machines[1].verdict = None;
    world.pass(1_000);
    world.talk();
    assert_eq!(world.holds(1, document(1)), 1);
    assert!(world.machines[1].faults.is_empty());
}

#[test]
fn what_is_in_quarantine_is_not_asked_for_again_and_not_offered() {
    let mut world = World::new(3);
    world.edit(0, document(1), actor(1), 500);
    world.machines[1].verdict = Some(Verdict::Aside);
    world.meet(0, 1, &[document(1)]);
    world.meet(1, 2, &[document(1)]);
    world.pass(2_000);
    world.talk();
    assert_eq!(world.machines[1].admitted, 1);
    assert_eq!(world.machines[2].admitted, 0);
    assert!(world.machines[1].faults.is_empty());
}

#[test]
fn old_and_new_programs_talk_as_the_older_does() {
    for versions in [[1, 2], [2, 1], [2, 9], [9, 1]] {
        let mut world = World::speaking(&versions);
        world.edit(0, document(1), actor(1), 500);
        world.edit(1, document(1), actor(2), 500);
        let payload = b"here".to_vec();
        world.step(0, Event::Present { document: document(1), payload });
        world.meet(0, 1, &[document(1)]);
        assert_eq!((world.holds(0, document(1)), world.holds(1, document(1))), (2, 2));
        let present = world.machines[1].told.iter().any(|it| matches!(it, Effect::Presence { .. }));
        assert_eq!(present, versions[0].min(versions[1]) >= 2, "{versions:?}");
        assert!(world.machines.iter().all(|machine| machine.faults.is_empty()), "{versions:?}");
    }
}

#[test]
fn presence_is_told_to_whoever_comes_and_kept_nowhere() {
    let mut world = World::new(2);
    let present =
        |payload: &[u8]| Event::Present { document: document(1), payload: payload.into() };
    for number in 0..50_u8 {
        world.step(0, present(&[number]));
    }
    world.meet(0, 1, &[document(1)]);
    world.pass(300);
    let frames_before = world.frames.len();
    for number in 50..90_u8 {
        world.step(0, present(&[number]));
    }
    world.pass(300);
    world.deliver();
    assert!(world.frames.len() - frames_before < 6, "every key stroke is sent");
    let seen: Vec<_> = world.machines[1]
        .told
        .iter()
        .filter_map(|effect| match effect {
            Effect::Presence { payload, .. } => Some(payload[0]),
            _ => None,
        })
        .collect();
    assert_eq!((seen.first(), seen.last()), (Some(&49), Some(&89)));
    assert!(world.machines[1].held.is_empty());
}

#[test]
fn an_attachment_that_broke_off_goes_on_where_it_was() {
    let whole: Vec<u8> = (0..MAX_PART_BYTES * 3 + 100).map(|n| (n % 251) as u8).collect();
    let name = [9; 32];
    let mut world = World::new(2);
    let mut got: Vec<u8> = Vec::new();
    let mut connections = 0;
    while got.len() < whole.len() {
        world.meet(0, 1, &[document(1)]);
        connections += 1;
        for _ in 0..2 {
            let (to, back) = (world.machines[0].device, world.machines[1].device);
            let offset = got.len() as u64;
            let want = BlobEvent::Want { document: document(1), hash: name, offset };
            world.step(1, Event::Blob { peer: to, event: want });
            world.deliver();
            let wanted = world.machines[0].told.pop();
            let expected =
                Effect::BlobWanted { peer: back, document: document(1), hash: name, offset };
            assert_eq!(wanted, Some(expected));
            let end = (got.len() + MAX_PART_BYTES).min(whole.len());
            let bytes = whole[got.len()..end].to_vec();
            let part = BlobEvent::Part { hash: name, offset, total: whole.len() as u64, bytes };
            world.step(0, Event::Blob { peer: back, event: part });
            world.deliver();
            let Some(Effect::BlobPart { bytes, .. }) = world.machines[1].told.pop() else {
                panic!()
            };
            got.extend(bytes);
        }
        world.part(0, 1);
    }
    assert_eq!(connections, 2);
    assert_eq!(got, whole);
}

//! Who is told what is new, and when: at once what nobody else tells, later what others tell too.

use crate::machine::{World, actor, document, hash};
use sync::{Event, Verdict};

/// Machines that are all linked with each other and have each heard of a change of each.
fn mesh(count: usize) -> World {
    let mut world = World::new(count);
    for a in 0..count {
        for b in a + 1..count {
            world.meet(a, b, &[document(1)]);
        }
    }
    for at in 0..count {
        write(&mut world, at);
        world.talk();
    }
    world
}

/// A machine writes something, under a name of its own.
fn write(world: &mut World, at: usize) {
    world.edit(at, document(1), actor(at as u8 + 1), 300);
}

/// Lets time pass in small steps, with everything delivered that is on its way.
fn live(world: &mut World, milliseconds: u64) {
    for _ in 0..milliseconds / 10 {
        world.pass(10);
        world.deliver();
    }
}

/// Frames in which one has told the other what it holds of actors: of kind 6.
fn told(world: &World, from: usize, to: usize) -> usize {
    count(world, (from, to), 6)
}

/// Frames with envelopes: of kind 8.
fn sent(world: &World, from: usize, to: usize) -> usize {
    count(world, (from, to), 8)
}

fn count(world: &World, (from, to): (usize, usize), kind: u8) -> usize {
    let of = |frame: &&(usize, usize, Vec<u8>)| (frame.0, frame.1, frame.2[4]) == (from, to, kind);
    world.frames.iter().filter(of).count()
}

#[test]
fn what_everybody_hears_from_its_author_is_passed_on_later() {
    let mut world = mesh(4);
    let before = told(&world, 1, 2);
    for _ in 0..4 {
        write(&mut world, 0);
        live(&mut world, 100);
    }
    assert!((0..4).all(|at| world.holds(at, document(1)) == 8));
    assert_eq!(told(&world, 1, 2), before, "the second has nothing to tell the third");
    live(&mut world, 600);
    assert_eq!(told(&world, 1, 2), before + 1, "it tells of all four at once");
    assert_eq!(world.machines[2].peers.copies(document(1)), 3);
}

#[test]
fn whoever_has_nobody_else_to_hear_it_from_hears_it_at_once() {
    let mut world = World::new(3);
    world.meet(0, 1, &[document(1)]);
    world.meet(1, 2, &[document(1)]);
    write(&mut world, 0);
    world.talk();
    for count in 2..6 {
        write(&mut world, 0);
        live(&mut world, 120);
        assert_eq!(world.holds(2, document(1)), count);
    }
}

#[test]
fn a_change_goes_the_longer_way_when_the_shorter_one_breaks() {
    let mut world = mesh(3);
    world.part(0, 2);
    write(&mut world, 0);
    live(&mut world, 700);
    assert_eq!(world.holds(2, document(1)), 4);
    // From now on the second knows that the third depends on it.
    write(&mut world, 0);
    live(&mut world, 120);
    assert_eq!(world.holds(2, document(1)), 5);
}

#[test]
fn a_change_that_its_author_told_and_could_not_send_any_more_is_asked_of_another() {
    let mut world = mesh(3);
    write(&mut world, 0);
    world.pass(60);
    // The second gets it; what is on its way to the third is lost.
    while let Some(place) = world.wires.iter().position(|(from, to, _)| (*from, *to) != (0, 2)) {
        let (from, to, bytes) = world.wires.remove(place).unwrap();
        let peer = world.machines[from].device;
        world.step(to, Event::Received { peer, bytes });
    }
    world.part(0, 2);
    live(&mut world, 700);
    assert_eq!(world.holds(2, document(1)), 4);
}

#[test]
fn the_busier_a_machine_the_more_it_tells_at_once() {
    let mut world = mesh(2);
    let news = |every: u64, world: &mut World| {
        world.step(0, Event::Pace { every });
        live(world, 2_000);
        let before = sent(world, 0, 1);
        for _ in 0..20 {
            write(world, 0);
            live(world, 50);
        }
        sent(world, 0, 1) - before
    };
    let (quick, slow) = (news(0, &mut world), news(500, &mut world));
    assert!(quick >= 15 && slow <= 3, "{quick} and {slow} frames for twenty changes");
    live(&mut world, 600);
    assert_eq!(world.holds(1, document(1)), 42);
}

#[test]
fn a_machine_whose_disk_fails_again_and_again_is_not_hung_up_for_what_it_takes_up_anew() {
    let mut world = World::new(2);
    world.meet(0, 1, &[document(1)]);
    write(&mut world, 0);
    write(&mut world, 1);
    world.talk();
    // One edit of the other is on its way all the time, so that their digests differ.
    world.edit(1, document(1), actor(2), 300);
    let sent = world.frames.len();
    let held = world.machines[0].held[&document(1)].clone();
    for _ in 0..100 {
        let changes = held.iter().map(|((actor, _), bytes)| (*actor, hash(bytes))).collect();
        let (forked, beyond) = (Vec::new(), Vec::new());
        world.step(0, Event::Opened { document: document(1), changes, forked, beyond });
    }
    world.talk();
    assert_eq!(world.machines[1].faults, []);
    assert_eq!(world.machines[1].closed, []);
    assert!(world.frames.len() - sent < 20, "what is as it was is not told again");
    assert_eq!(world.holds(0, document(1)), 3);
}

#[test]
fn what_was_written_goes_once_to_each_and_unasked() {
    let mut world = mesh(5);
    world.frames.clear();
    for at in 0..5 {
        write(&mut world, at);
        live(&mut world, 120);
    }
    assert!((0..5).all(|at| world.holds(at, document(1)) == 10));
    for (from, to) in (0..5).flat_map(|from| (0..5).map(move |to| (from, to))) {
        assert_eq!(sent(&world, from, to), usize::from(from != to), "{from} to {to}");
    }
    assert_eq!(world.frames.iter().filter(|(_, _, frame)| frame[4] == 7).count(), 0, "questions");
    live(&mut world, 2_000);
    for machine in &world.machines {
        assert_eq!(machine.peers.copies(document(1)), 4);
        assert!(machine.peers.is_settled());
        assert_eq!((&machine.faults[..], machine.admitted), (&[][..], 8), "nothing comes twice");
    }
}

#[test]
fn whoever_lacks_what_came_before_is_told_and_asks() {
    let mut world = mesh(2);
    world.machines[1].verdict = Some(Verdict::Dropped);
    write(&mut world, 0);
    live(&mut world, 100);
    world.machines[1].verdict = None;
    // The second is behind now, without a mistake of anybody's: its disk was full.
    for _ in 0..3 {
        write(&mut world, 0);
        live(&mut world, 100);
    }
    live(&mut world, 3_000);
    assert_eq!(world.holds(1, document(1)), 6);
    assert!(world.machines.iter().all(|machine| machine.peers.is_settled()));
    assert!(world.machines.iter().all(|machine| machine.faults.is_empty()));
}

#[test]
fn what_comes_unasked_while_another_is_asked_for_it_is_passed_over_and_comes_from_there() {
    let mut world = mesh(3);
    world.machines[2].is_slow = true;
    write(&mut world, 0);
    live(&mut world, 100);
    // The first is gone while what it sent is still looked at; the second has it all, and more.
    world.part(0, 2);
    write(&mut world, 0);
    live(&mut world, 1_200);
    world.connect(0, 2);
    for (at, to) in [(0, 2), (2, 0)] {
        world.share(at, to, document(1));
    }
    live(&mut world, 100);
    write(&mut world, 0);
    world.machines[2].is_slow = false;
    for _ in 0..20 {
        for delivery in std::mem::take(&mut world.machines[2].unjudged) {
            world.judge(2, delivery);
        }
        live(&mut world, 500);
    }
    assert!((0..3).all(|at| world.holds(at, document(1)) == 6));
    assert!(world.machines.iter().all(|machine| machine.faults.is_empty()));
    assert!(world.machines.iter().all(|machine| machine.peers.is_settled()));
}

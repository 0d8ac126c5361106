//! Who is told what is new, and when: at once what nobody else tells, later what others tell too.

use crate::machine::{World, actor, document, hash};
use sync::Event;

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
    let of = |frame: &&(usize, usize, Vec<u8>)| (frame.0, frame.1, frame.2[4]) == (from, to, 6);
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
    // The second hears of it and gets it; the third hears of it, and its question is lost.
    while let Some(place) = world.wires.iter().position(|(from, to, _)| (*from, *to) != (2, 0)) {
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
        let before = told(world, 0, 1);
        for _ in 0..20 {
            write(world, 0);
            live(world, 50);
        }
        told(world, 0, 1) - before
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

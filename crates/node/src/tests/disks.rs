//! Groups, undo and redo on disks that fail: power cuts, I/O errors, no room left.
//!
//! A second engine, on a disk that never fails, does the same and says what should be there.

use super::{MONDAY, add_room, book, carry, commands, create_film, founding, seen, text, world};
use crate::place::Place;
use crate::{Engine, Failure, Group, Opening, Receipt, Snapshot, meet};
use access::GrantScope;
use model::{Command, Kind, PersonId, RawId, Role, Subject};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::path::PathBuf;
use store::seal::Unlock;
use store::{Opened, Store, StoreError};
use testkit::disk::{Disk, Faults};
use testkit::random::Seeded;
use units::Stamp;

#[derive(Debug)]
struct OnDisk(Disk);

impl Place for OnDisk {
    fn file(&self) -> PathBuf {
        PathBuf::from("disk")
    }

    fn open(&self, _unlock: Option<&Unlock>) -> Result<Opened, StoreError> {
        Store::open_on(self.0.open())
    }

    fn create(&self) -> Result<Store, StoreError> {
        Store::create_on(self.0.open())
    }
}

#[derive(Debug, Clone)]
enum Act {
    Submit(Group),
    Undo,
    Redo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Crash,
    Error,
    Full,
}

fn opening(disk: &Disk) -> Opening {
    Opening::at(OnDisk(disk.clone()))
}

fn found(disk: &Disk) -> Engine {
    let mut engine = opening(disk).found(&founding(), world()).unwrap();
    engine.submit(&Group::of(vec![add_room(1, "a"), create_film()])).unwrap();
    engine
}

fn act(engine: &mut Engine, act: &Act) -> Result<Receipt, Failure> {
    match act {
        Act::Submit(group) => engine.submit(group),
        Act::Undo => engine.undo(),
        Act::Redo => engine.redo(),
    }
}

/// All that must be the same in memory, on disk and at the twin.
fn state(snapshot: &Snapshot) -> String {
    let Snapshot { revision, undo, redo, .. } = snapshot;
    format!("{revision} {undo:?} {redo:?} {}", seen(snapshot))
}

fn acts(seed: u64, count: usize) -> Vec<Act> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    );
    let groups = proptest::collection::vec(commands(), 1..4);
    let act = proptest::prop_oneof![
        5 => groups.prop_map(|commands| Act::Submit(Group::of(commands))),
        2 => proptest::strategy::Just(Act::Undo),
        1 => proptest::strategy::Just(Act::Redo),
    ];
    (0..count).map(|_| act.new_tree(&mut runner).unwrap().current()).collect()
}

/// Plays a seed with one fault on the way; whether the fault came to bear.
fn play(seed: u64) -> bool {
    let mut random = Seeded::new(seed);
    let disk = Disk::new(seed);
    let mut engine = found(&disk);
    let mut twin = found(&Disk::new(seed));
    let trouble = [Trouble::Crash, Trouble::Error, Trouble::Full][random.index(3)];
    disk.set_faults(faults(trouble, 1 + random.below(60)));
    let mut struck = false;
    for step in acts(seed, 12) {
        let place = format!("seed {seed}, {trouble:?}, {step:?}");
        let before = state(&engine.snapshot());
        let result = act(&mut engine, &step);
        if let Err(Failure::Fault(fault)) = &result {
            assert!(!struck, "{place}: {fault:?} after the disk was well again");
            let expected = if trouble == Trouble::Full { "store-full" } else { "store-fault" };
            assert_eq!(fault.code, expected, "{place}");
            struck = true;
            engine = overcome(engine, &disk, trouble, random.chance(50), &place);
            let after = state(&engine.snapshot());
            if after != before {
                act(&mut twin, &step).unwrap();
                assert_eq!(after, state(&twin.snapshot()), "{place}: more than was under way");
            }
        } else {
            assert_eq!(result, act(&mut twin, &step), "{place}");
            assert_eq!(state(&engine.snapshot()), state(&twin.snapshot()), "{place}");
        }
    }
    drop(engine);
    // Whatever did not strike in time does not do so now.
    disk.power_on();
    disk.set_faults(Faults::default());
    let mut again = opening(&disk).open(world()).unwrap();
    assert_eq!(state(&again.snapshot()), state(&twin.snapshot()), "seed {seed}: opened again");
    while let Ok(receipt) = twin.undo() {
        assert_eq!(again.undo().unwrap(), receipt, "seed {seed}: undone at the end");
        assert_eq!(state(&again.snapshot()), state(&twin.snapshot()), "seed {seed}: undone");
    }
    struck
}

fn faults(trouble: Trouble, operation: u64) -> Faults {
    let mut faults = Faults::default();
    match trouble {
        Trouble::Crash => faults.crash_at = Some(operation),
        Trouble::Error => faults.error_at = Some(operation),
        Trouble::Full => faults.full_from = Some(operation),
    }
    faults
}

/// After a fault: what is shown is on disk; the disk gets well; the engine goes on, or another
/// takes its place.
fn overcome(mut engine: Engine, disk: &Disk, trouble: Trouble, anew: bool, place: &str) -> Engine {
    let shown = state(&engine.snapshot());
    let probe = Group::one(Command::Delete { subject: Subject::shared(Kind::Room, RawId(99)) });
    match trouble {
        Trouble::Error => {}
        Trouble::Crash | Trouble::Full => {
            let again = engine.submit(&probe).unwrap_err();
            assert!(matches!(again, Failure::Fault(_)), "{place}: {again}");
            assert!(engine.snapshot().read_only.is_some(), "{place}");
        }
    }
    if trouble == Trouble::Crash {
        disk.power_on();
    }
    disk.set_faults(Faults::default());
    if anew {
        drop(engine);
        engine = opening(disk).open(world()).unwrap();
    }
    let refused = engine.submit(&probe).unwrap_err();
    assert_eq!(refused.finding().code, "unknown-record", "{place}: it does not go on");
    assert_eq!(engine.snapshot().read_only, None, "{place}");
    if trouble == Trouble::Crash {
        // The machine could not look at its disk: what was under way may have been done.
        return engine;
    }
    assert_eq!(state(&engine.snapshot()), shown, "{place}: memory is not what the disk has");
    engine
}

#[test]
fn whatever_fails_what_was_acknowledged_is_there_and_at_most_the_step_under_way_besides() {
    let rounds = std::env::var("RACCORD_DISKS").ok().and_then(|count| count.parse().ok());
    let rounds = rounds.unwrap_or(120);
    let struck = (0..rounds).filter(|seed| play(*seed)).count() as u64;
    assert!(struck > rounds / 2, "hardly anything failed: {struck} of {rounds}");
}

/// Three machines: Ben's rights end while Cleo, who has what he wrote since, has not heard of it.
/// Her disk fails once while she does.
fn revoked_while_a_disk_fails(seed: u64, error_at: u64) -> bool {
    let disks = [0, 1, 2].map(|number| Disk::new(3 * seed + number));
    let mut ana = found(&disks[0]);
    let mut let_in = |number: u64| {
        let right = (Role::Coordination, GrantScope::Facility);
        let world = Box::new(crate::Seeded::new(number, Stamp::parse(MONDAY).unwrap()));
        let person = PersonId(RawId(u128::from(number)));
        ana.set_up(opening(&disks[number as usize]), person, right, world).unwrap()
    };
    let (mut ben, mut cleo) = (let_in(1), let_in(2));
    meet(&mut ana, &mut ben).unwrap();
    meet(&mut ana, &mut cleo).unwrap();
    ana.revoke(ben.device()).unwrap();
    ben.submit(&Group::one(add_room(7, "b"))).unwrap();
    meet(&mut ben, &mut cleo).unwrap();
    disks[2].set_faults(Faults { error_at: Some(error_at), ..Faults::default() });
    meet(&mut ana, &mut cleo).unwrap();
    let struck = disks[2].operations() >= error_at;
    disks[2].set_faults(Faults::default());
    meet(&mut ana, &mut cleo).unwrap();
    let states = [&ana, &cleo].map(|engine| seen(&engine.snapshot()));
    assert_eq!(states[0], states[1], "after an error in operation {error_at}");
    struck
}

#[test]
fn a_disk_that_fails_while_rights_end_leaves_no_other_state_behind() {
    let struck = (1..).take_while(|error_at| revoked_while_a_disk_fails(1, *error_at)).count();
    assert!(struck > 10, "{struck}");
}

#[test]
fn what_others_sent_while_the_disk_was_full_is_asked_for_again_on_the_same_connection() {
    let disks = [0, 1].map(Disk::new);
    let mut ana = found(&disks[0]);
    let right = (Role::Coordination, GrantScope::Facility);
    let later = Box::new(crate::Seeded::new(2, Stamp::parse(MONDAY).unwrap()));
    let mut ben = ana.set_up(opening(&disks[1]), PersonId(RawId(2)), right, later).unwrap();
    disks[1].set_faults(Faults { full_from: Some(1), ..Faults::default() });
    ana.connected(ben.endpoint()).unwrap();
    ben.connected(ana.endpoint()).unwrap();
    while carry(&mut ana, &mut ben) + carry(&mut ben, &mut ana) > 0 {}
    assert!(ben.members().is_empty());
    disks[1].set_faults(Faults::default());
    // The two stay connected, and nothing new happens.
    for seconds in [4, 8, 12, 16] {
        let now = Stamp(Stamp::parse(MONDAY).unwrap().0 + seconds);
        for engine in [&mut ana, &mut ben] {
            engine.set_clock(now);
            engine.tick();
        }
        while carry(&mut ana, &mut ben) + carry(&mut ben, &mut ana) > 0 {}
    }
    ben.publish();
    assert_eq!(ben.members().len(), 2);
    assert_eq!(seen(&ana.snapshot()), seen(&ben.snapshot()));
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_work_goes_on_once_there_is_room() {
    let disk = Disk::new(7);
    let mut engine = found(&disk);
    let before = seen(&engine.snapshot());
    disk.set_faults(Faults { full_from: Some(1), ..Faults::default() });
    let day = Group::one(book(5, 1, "2026-11-24T09:00", "2026-11-24T18:00"));
    for _ in 0..3 {
        let failure = engine.submit(&day).unwrap_err();
        assert_eq!(failure.finding().code, "store-full");
        assert!(matches!(failure, Failure::Fault(_)));
        assert_eq!(seen(&engine.snapshot()), before);
    }
    assert_eq!(engine.undo().unwrap_err().finding().code, "store-full");
    disk.set_faults(Faults::default());
    engine.submit(&day).unwrap();
    assert_eq!(engine.snapshot().read_only, None);
    let after = state(&engine.snapshot());
    drop(engine);
    assert_eq!(state(&opening(&disk).open(world()).unwrap().snapshot()), after);
}

#[test]
fn a_run_keeps_what_came_before_a_refusal_in_its_second_document() {
    let disk = Disk::new(1);
    let mut engine = found(&disk);
    let now = engine.snapshot().now;
    let stamp = units::Stamp(now.0 * 60);
    let subject = Subject::planned(super::film(), Kind::Production, super::film());
    let wrong = Command::Set { subject, values: [("delivery".into(), text("2027-02-31"))].into() };
    let groups = [
        Group::one(add_room(2, "b")),
        Group::one(add_room(3, "c")),
        Group::of(vec![add_room(4, "d"), wrong]),
        Group::one(add_room(5, "e")),
    ];
    let failure = engine.run(groups.map(|group| (stamp, group))).unwrap_err();
    assert_eq!(failure.finding().code, "edit-wrong-value");
    let rooms = |snapshot: &Snapshot| snapshot.facility.rooms.len();
    assert_eq!(rooms(&engine.snapshot()), 3);
    drop(engine);
    assert_eq!(rooms(&opening(&disk).open(world()).unwrap().snapshot()), 3);
}

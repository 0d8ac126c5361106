//! What is more than one change may hold is still one step.

use super::{create_film, film, founded, seen, text, world};
use crate::{Group, Opening};
use model::{Command, Kind, RawId, Subject, Value};
use testkit::random::Seeded;

fn task(id: u128) -> Subject {
    Subject::planned(film(), Kind::Task, RawId(id))
}

fn remark(id: u128, remark: Value) -> Command {
    Command::Set { subject: task(id), values: [("remark".into(), remark)].into() }
}

#[test]
fn an_import_too_large_for_one_change_is_still_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let before = seen(&engine.snapshot());
    let add = |id: u128| Command::Add {
        subject: task(id),
        values: [("remark".into(), text(&format!("{id} ").repeat(150)))].into(),
    };
    let commands: Vec<Command> =
        std::iter::once(create_film()).chain((0..4_000).map(add)).collect();
    engine.submit(&Group::of(commands)).unwrap();
    let after = seen(&engine.snapshot());
    assert_eq!(engine.snapshot().plans[&film()].tasks.len(), 4_000);
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
    engine.redo().unwrap();
    assert_eq!(seen(&engine.snapshot()), after);
    drop(engine);
    assert_eq!(seen(&Opening::new(folder.path()).open(world()).unwrap().snapshot()), after);
}

#[test]
fn what_was_cleared_in_little_room_comes_back_though_it_needs_much() {
    const TASKS: u128 = 900;
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::one(create_film())).unwrap();
    let mut random = Seeded::new(5);
    for id in 0..TASKS {
        let long: String = random.bytes(900).iter().map(|byte| format!("{byte:02x}")).collect();
        let add = Command::Add { subject: task(id), values: [].into() };
        engine.stage(&Group::of(vec![add, remark(id, text(&long))])).unwrap();
    }
    engine.keep().unwrap();
    let before = seen(&engine.snapshot());
    let clear = (0..TASKS).map(|id| remark(id, text("")));
    engine.submit(&Group::of(clear.collect())).unwrap();
    let after = seen(&engine.snapshot());
    assert!(engine.undo().unwrap().findings.is_empty());
    assert!(seen(&engine.snapshot()) == before, "not all came back");
    assert!(engine.redo().unwrap().findings.is_empty());
    assert!(seen(&engine.snapshot()) == after, "not all was cleared again");
    drop(engine);
    let mut again = Opening::new(folder.path()).open(world()).unwrap();
    assert!(seen(&again.snapshot()) == after);
    again.undo().unwrap();
    assert!(seen(&again.snapshot()) == before);
}

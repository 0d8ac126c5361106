//! What people do on the planning screens: each is one step, and knows the rules by itself.

use super::{add_room, create_film, film, founded, seen, text};
use crate::{Engine, Group};
use model::{
    Booking, BookingId, BookingState, BookingVerb, Command, Kind, LinkId, RawId, RoomId, Subject,
    TaskId, Value, Values,
};
use schedule::{ClashKind, Remedy};
use std::collections::BTreeSet;
use units::parse_date_time;

fn at(moment: &str) -> units::NaiveDateTime {
    parse_date_time(moment).unwrap()
}

fn task(id: u128) -> TaskId {
    RawId(id).into()
}

fn add(kind: Kind, id: u128, values: Values) -> Command {
    Command::Add { subject: Subject::planned(film(), kind, RawId(id)), values }
}

fn add_task(id: u128, days: i64, parent: Option<u128>) -> Command {
    let mut values: Values =
        [("name".into(), text("Mixage")), ("work".into(), Value::Integer(days * 480))].into();
    values.extend(parent.map(|id| ("parent".into(), text(&RawId(id).to_string()))));
    add(Kind::Task, id, values)
}

fn link(id: u128, from: u128, to: u128) -> Command {
    let end = |id: u128| text(&RawId(id).to_string());
    add(Kind::Link, id, [("from".into(), end(from)), ("to".into(), end(to))].into())
}

fn session(id: u128, of: u128, state: &str, start: &str, end: &str) -> Command {
    let values = [
        ("task".into(), text(&RawId(of).to_string())),
        ("room".into(), text(&RoomId(RawId(1)).to_string())),
        ("start".into(), text(start)),
        ("end".into(), text(end)),
        ("state".into(), text(state)),
    ];
    add(Kind::Booking, id, values.into())
}

/// Task 10, then a group 20 of tasks 21 and 22, then task 30, and a room.
fn planned() -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let commands = vec![
        add_room(1, "Audi 1"),
        create_film(),
        add_task(10, 1, None),
        add_task(20, 0, None),
        add_task(21, 2, Some(20)),
        add_task(22, 3, Some(20)),
        add_task(30, 1, None),
        link(100, 10, 21),
        link(101, 21, 22),
        link(102, 20, 30),
    ];
    engine.submit(&Group::of(commands)).unwrap();
    (folder, engine)
}

fn booking(engine: &Engine, id: u128) -> Booking {
    let snapshot = engine.snapshot();
    snapshot.plans[&film()].bookings[&BookingId(RawId(id))].as_ref().clone()
}

fn refused(engine: &mut Engine, command: Command) -> &'static str {
    let before = seen(&engine.snapshot());
    let code = engine.submit(&Group::one(command)).unwrap_err().finding().code;
    assert_eq!(seen(&engine.snapshot()), before, "what is refused changes nothing");
    code
}

fn delete_task(id: u128) -> Command {
    Command::Delete { subject: Subject::planned(film(), Kind::Task, RawId(id)) }
}

fn place(of: u128, id: u128, start: &str) -> Command {
    Command::PlaceTask {
        production: film(),
        task: task(of),
        booking: BookingId(RawId(id)),
        room: Some(RoomId(RawId(1))),
        people: BTreeSet::new(),
        start: at(start),
    }
}

#[test]
fn a_deleted_task_takes_its_links_and_what_stands_in_it_and_undo_brings_all_back() {
    let (_folder, mut engine) = planned();
    let before = seen(&engine.snapshot());
    let receipt = engine.submit(&Group::one(delete_task(20))).unwrap();
    assert!(receipt.findings.is_empty(), "{:?}", receipt.findings);
    let snapshot = engine.snapshot();
    let plan = &snapshot.plans[&film()];
    assert_eq!(plan.tasks.keys().copied().collect::<Vec<_>>(), [task(10), task(30)]);
    assert!(plan.links.is_empty(), "{:?}", plan.links);
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
}

#[test]
fn sessions_of_a_deleted_task_hold_nothing_any_more_and_this_is_told() {
    let (_folder, mut engine) = planned();
    let sessions = vec![
        session(1, 21, "confirmed", "2026-11-24T09:00", "2026-11-24T18:00"),
        session(2, 22, "option", "2026-11-25T09:00", "2026-11-25T18:00"),
        session(3, 30, "confirmed", "2026-11-26T09:00", "2026-11-26T18:00"),
    ];
    engine.submit(&Group::of(sessions)).unwrap();
    let receipt = engine.submit(&Group::one(delete_task(20))).unwrap();
    let told = &receipt.findings[0];
    assert_eq!(told.code, "task-bookings-ended");
    assert_eq!((told.fields["released"].as_str(), told.fields["cancelled"].as_str()), ("1", "1"));
    let state = |id| booking(&engine, id).state;
    assert_eq!(state(1), BookingState::Cancelled);
    assert_eq!(state(2), BookingState::Released);
    assert_eq!(state(3), BookingState::Confirmed);
    let clashes = &engine.snapshot().report.clashes;
    assert!(!clashes.iter().any(|clash| clash.kind == ClashKind::DeletedTask), "{clashes:?}");
}

#[test]
fn a_task_that_was_worked_on_is_not_deleted() {
    let (_folder, mut engine) = planned();
    let worked = session(1, 22, "done", "2026-11-20T09:00", "2026-11-20T18:00");
    engine.submit(&Group::one(worked)).unwrap();
    assert_eq!(refused(&mut engine, delete_task(20)), "task-worked");
    assert_eq!(refused(&mut engine, delete_task(99)), "unknown-record");
    engine.submit(&Group::one(delete_task(21))).unwrap();
}

#[test]
fn a_copy_is_as_firm_as_its_original_and_nothing_of_it_is_worked() {
    let (_folder, mut engine) = planned();
    let day = session(1, 21, "confirmed", "2026-11-24T09:00", "2026-11-26T18:00");
    engine.submit(&Group::one(day)).unwrap();
    let change =
        |verb| Command::ChangeBooking { production: film(), booking: BookingId(RawId(1)), verb };
    let copy = |id: u128| Command::CopyBooking {
        production: film(),
        booking: BookingId(RawId(1)),
        copy: BookingId(RawId(id)),
        start: at("2026-12-01T09:00"),
    };
    let before = seen(&engine.snapshot());
    engine.submit(&Group::of(vec![change(BookingVerb::Finish), copy(2)])).unwrap();
    let original = booking(&engine, 1);
    let expected = Booking {
        id: BookingId(RawId(2)),
        start: Some(at("2026-12-01T09:00")),
        end: Some(at("2026-12-03T18:00")),
        state: BookingState::Confirmed,
        ..original
    };
    assert_eq!(booking(&engine, 2), expected);
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
    engine.submit(&Group::of(vec![change(BookingVerb::Cancel), copy(3)])).unwrap();
    assert_eq!(booking(&engine, 3).state, BookingState::Idea);
    assert_eq!(refused(&mut engine, copy(1)), "record-exists");
}

#[test]
fn placing_a_task_books_what_is_left_of_it_and_nothing_is_left_then() {
    let (_folder, mut engine) = planned();
    let half = session(1, 22, "confirmed", "2026-11-27T09:00", "2026-11-27T18:00");
    // In one group: what is booked first counts already.
    engine.submit(&Group::of(vec![half, place(22, 2, "2026-11-30T00:00")])).unwrap();
    let placed = booking(&engine, 2);
    let dates = placed.start.zip(placed.end);
    assert_eq!(dates, Some((at("2026-11-30T09:00"), at("2026-12-01T18:00"))));
    assert_eq!((placed.task, placed.room), (Some(task(22)), Some(RoomId(RawId(1)))));
    assert_eq!((placed.state, placed.rank), (BookingState::Option, Some(1)));
    let snapshot = engine.snapshot();
    let dates = snapshot.report.plan(film()).unwrap().task(task(22)).unwrap();
    assert!(!dates.unbooked.is_positive(), "{dates:?}");
    assert_eq!(refused(&mut engine, place(22, 3, "2026-12-07T09:00")), "nothing-to-place");
    assert_eq!(refused(&mut engine, place(20, 3, "2026-12-07T09:00")), "task-is-group");
    assert_eq!(refused(&mut engine, place(99, 3, "2026-12-07T09:00")), "unknown-record");
    let far = place(21, 3, "2090-01-01T09:00");
    assert_eq!(refused(&mut engine, far), "no-open-time");
}

#[test]
fn a_task_is_moved_with_its_sessions_in_one_step() {
    let (_folder, mut engine) = planned();
    let day = session(1, 21, "confirmed", "2026-11-24T09:00", "2026-11-25T18:00");
    engine.submit(&Group::one(day)).unwrap();
    let before = seen(&engine.snapshot());
    let moved =
        |id, start| Command::MoveTask { production: film(), task: task(id), start: at(start) };
    engine.submit(&Group::one(moved(20, "2026-11-26T09:00"))).unwrap();
    assert_eq!(booking(&engine, 1).start, Some(at("2026-11-26T09:00")));
    let snapshot = engine.snapshot();
    let tasks = &snapshot.plans[&film()].tasks;
    assert_eq!(tasks[&task(20)].not_before, Some(at("2026-11-26T09:00")));
    assert_eq!(snapshot.undo.as_ref().map(|step| step.label.as_str()), Some("move_task"));
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
    assert_eq!(refused(&mut engine, moved(99, "2026-11-26T09:00")), "unknown-record");
}

#[test]
fn a_group_is_not_linked_to_what_stands_in_it() {
    let (_folder, mut engine) = planned();
    assert_eq!(refused(&mut engine, link(110, 20, 22)), "link-within-group");
    assert_eq!(refused(&mut engine, link(110, 22, 20)), "link-within-group");
    engine.submit(&Group::one(link(110, 10, 20))).unwrap();
    let snapshot = engine.snapshot();
    assert!(snapshot.plans[&film()].links.contains_key(&LinkId(RawId(110))));
}

#[test]
fn each_way_out_of_a_double_booking_is_one_step_that_ends_it_or_asks() {
    let (_folder, mut engine) = planned();
    let option = |id, rank, of| {
        let Command::Add { subject, mut values } =
            session(id, of, "option", "2026-11-24T09:00", "2026-11-24T18:00")
        else {
            panic!("a session is added");
        };
        values.insert("rank".into(), Value::Integer(rank));
        Command::Add { subject, values }
    };
    let commands = vec![add_room(2, "Audi 2"), option(1, 1, 21), option(2, 2, 22)];
    engine.submit(&Group::of(commands)).unwrap();
    let clash = || ClashKind::DoubleBooking;
    let clashes = |engine: &Engine| {
        let snapshot = engine.snapshot();
        snapshot.report.clashes.iter().filter(|found| found.kind == clash()).cloned().collect()
    };
    let found: Vec<_> = clashes(&engine);
    let report = engine.snapshot().report.clone();
    let proposals = report.proposals(&found[0]);
    let words: BTreeSet<&str> = proposals.iter().map(|proposal| proposal.remedy.key()).collect();
    assert_eq!(words, BTreeSet::from(["challenge", "release", "room", "slide"]));
    for proposal in proposals {
        let before = seen(&engine.snapshot());
        engine.submit(&Group::of(report.commands_of(&proposal))).unwrap();
        if let Remedy::Challenge(by) = proposal.remedy {
            let asked = booking(&engine, proposal.booking.0.0);
            // Today is Monday: the answer is due on Tuesday evening.
            let answer_by = Some(at("2026-11-24T18:00"));
            assert_eq!((asked.challenged_by, asked.answer_by), (Some(by), answer_by));
        } else {
            assert!(clashes(&engine).is_empty(), "{proposal:?}");
        }
        engine.undo().unwrap();
        assert_eq!(seen(&engine.snapshot()), before, "{proposal:?}");
    }
}

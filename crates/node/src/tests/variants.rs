//! Variants: a plan worked on apart, shared, undone, taken over or dropped.

use super::members::{hashes, three_machines};
use super::{add_room, book, create_film, film, founded, seen, text, world};
use crate::{Engine, Group, Opening, meet};
use model::{BookingId, Command, Kind, RawId, Subject, Value, VariantId, VariantState};
use units::{format_date_time, parse_date_time};

const EVENING: VariantId = VariantId(RawId(70));

fn variant() -> Subject {
    Subject::planned(film(), Kind::Variant, EVENING)
}

fn add_variant() -> Command {
    let values = [("name".to_owned(), text("Mix en soirée"))].into();
    Command::Add { subject: variant(), values }
}

fn take(over: bool) -> Command {
    Command::TakeVariant { production: film(), variant: EVENING, over }
}

fn session(id: u128) -> BookingId {
    BookingId(RawId(id))
}

fn to(booking: u128, start: &str) -> Command {
    let start = parse_date_time(start).unwrap();
    Command::MoveBooking { production: film(), booking: session(booking), start }
}

/// A film with two sessions, and a variant of it.
fn varied(engine: &mut Engine) {
    let commands = vec![
        add_room(1, "Audi 1"),
        create_film(),
        book(2, 1, "2026-11-26T09:00", "2026-11-26T13:00"),
        book(3, 1, "2026-11-27T09:00", "2026-11-27T13:00"),
        add_variant(),
    ];
    engine.submit(&Group::of(commands)).unwrap();
}

fn go_in(engine: &mut Engine) {
    engine.work_in(Some((film(), EVENING))).unwrap();
}

fn begins(snapshot: &crate::Snapshot, booking: u128) -> String {
    let booking = &snapshot.plans[&film()].bookings[&session(booking)];
    format_date_time(booking.start.unwrap())
}

fn code(engine: &mut Engine, command: Command) -> &'static str {
    engine.submit(&Group::one(command)).unwrap_err().finding().code
}

#[test]
fn what_is_done_in_a_variant_is_seen_there_and_leaves_the_plan_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    varied(&mut engine);
    go_in(&mut engine);
    engine.submit(&Group::one(to(2, "2026-11-26T18:00"))).unwrap();
    engine.submit(&Group::one(book(4, 1, "2026-11-30T18:00", "2026-11-30T21:00"))).unwrap();
    let shown = engine.shown();
    assert_eq!(begins(&shown, 2), "2026-11-26T18:00");
    assert_eq!(shown.plans[&film()].bookings.len(), 3);
    let inside = shown.variant.as_ref().unwrap();
    assert_eq!(begins(&inside.base, 2), "2026-11-26T09:00");
    assert_eq!(begins(&engine.snapshot(), 2), "2026-11-26T09:00");
    assert_eq!(engine.snapshot().plans[&film()].bookings.len(), 2);
    engine.work_in(None).unwrap();
    assert!(engine.shown().variant.is_none());
    assert_eq!(begins(&engine.shown(), 2), "2026-11-26T09:00");
    // Killed and opened again, the variant says the same.
    drop(engine);
    let mut again = Opening::new(folder.path()).open(world()).unwrap();
    assert!(again.shown().variant.is_none(), "whoever starts is in the plans themselves");
    go_in(&mut again);
    assert_eq!(seen(&again.shown()), seen(&shown));
}

#[test]
fn a_step_in_a_variant_is_undone_and_done_again_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    varied(&mut engine);
    go_in(&mut engine);
    let before = seen(&engine.shown());
    let remove = Command::Delete { subject: Subject::planned(film(), Kind::Booking, session(3)) };
    engine.submit(&Group::of(vec![to(2, "2026-11-26T18:00"), remove])).unwrap();
    let after = seen(&engine.shown());
    assert_ne!(before, after);
    engine.undo().unwrap();
    assert_eq!(seen(&engine.shown()).replace("changes", ""), before.replace("changes", ""));
    engine.redo().unwrap();
    assert_eq!(seen(&engine.shown()), after);
}

#[test]
fn a_variant_is_taken_over_as_one_step_and_then_done_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    varied(&mut engine);
    go_in(&mut engine);
    engine.submit(&Group::one(to(2, "2026-11-26T18:00"))).unwrap();
    let before = seen(&engine.snapshot());
    let receipt = engine.submit(&Group::one(take(false))).unwrap();
    assert_eq!(receipt.findings, []);
    assert!(engine.shown().variant.is_none(), "it is left");
    assert_eq!(begins(&engine.snapshot(), 2), "2026-11-26T18:00");
    let state = |engine: &Engine| engine.snapshot().plans[&film()].variants[&EVENING].state.clone();
    assert_eq!(state(&engine), VariantState::Taken);
    assert_eq!(code(&mut engine, take(false)), "variant-unknown");
    assert_eq!(
        engine.work_in(Some((film(), EVENING))).unwrap_err().finding().code,
        "variant-unknown"
    );
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), before);
    assert_eq!(state(&engine), VariantState::Open);
}

#[test]
fn where_the_plan_has_changed_meanwhile_it_stays_unless_it_is_written_over() {
    for (over, wanted, told) in [(false, "2026-11-27T14:00", 1), (true, "2026-11-26T18:00", 0)] {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = founded(folder.path());
        varied(&mut engine);
        go_in(&mut engine);
        engine.submit(&Group::one(to(2, "2026-11-26T18:00"))).unwrap();
        engine.work_in(None).unwrap();
        engine.submit(&Group::one(to(2, "2026-11-27T14:00"))).unwrap();
        go_in(&mut engine);
        assert_eq!(engine.shown().variant.as_ref().unwrap().overtaken.len(), 2, "start and end");
        let receipt = engine.submit(&Group::one(take(over))).unwrap();
        assert_eq!(receipt.findings.len(), told);
        assert!(receipt.findings.iter().all(|it| it.code == "variant-overtaken"));
        assert_eq!(begins(&engine.snapshot(), 2), wanted);
    }
}

#[test]
fn in_a_variant_nothing_but_the_plan_of_its_production_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    varied(&mut engine);
    let other = model::ProductionId(RawId(0xF12));
    let values = [("title".to_owned(), text("Rive droite"))].into();
    let document = model::DocumentId(RawId(0xD0D));
    engine
        .submit(&Group::one(Command::CreateProduction { production: other, document, values }))
        .unwrap();
    go_in(&mut engine);
    let before = seen(&engine.snapshot());
    let remark: model::Values = [("remark".to_owned(), Value::Text("x".into()))].into();
    let on_other = Subject::planned(other, Kind::Production, other);
    let baseline = model::BaselineId(RawId(80));
    let person = engine.snapshot().facility.people.keys().next().copied().unwrap();
    let named = model::DirectoryEntry { name: "Nina".into(), ..Default::default() };
    for command in [
        add_room(9, "Audi 9"),
        Command::Set { subject: on_other, values: remark },
        Command::TakeBaseline { production: film(), baseline, name: "Devis".into() },
        Command::NamePerson { person, entry: named },
    ] {
        assert_eq!(code(&mut engine, command), "variant-elsewhere");
    }
    assert_eq!(seen(&engine.snapshot()), before);
}

#[test]
fn a_file_is_beside_the_plan_whatever_variant_one_is_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(&folder.path().join("store"));
    varied(&mut engine);
    go_in(&mut engine);
    let path = folder.path().join("devis.pdf");
    std::fs::write(&path, b"signed").unwrap();
    let (id, _) = engine.attach(film(), &path, "application/pdf").unwrap();
    assert!(engine.snapshot().plans[&film()].attachments.contains_key(&id));
    assert!(engine.shown().plans[&film()].attachments.contains_key(&id));
    engine.detach(id).unwrap();
    assert!(engine.shown().plans[&film()].attachments.is_empty());
    assert!(engine.shown().variant.is_some(), "and one is still in it");
}

#[test]
fn what_two_machines_do_in_one_variant_apart_is_in_it_once_they_have_met() {
    let (_folders, mut ana, mut ben, _cleo) = three_machines();
    varied(&mut ana);
    meet(&mut ana, &mut ben).unwrap();
    go_in(&mut ana);
    go_in(&mut ben);
    ana.submit(&Group::one(to(2, "2026-11-26T18:00"))).unwrap();
    ben.submit(&Group::one(to(3, "2026-11-27T18:00"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    for engine in [&mut ana, &mut ben] {
        engine.publish();
        let shown = engine.shown();
        assert_eq!(begins(&shown, 2), "2026-11-26T18:00");
        assert_eq!(begins(&shown, 3), "2026-11-27T18:00");
    }
    assert_eq!(hashes(&ana), hashes(&ben));
    // One drops it; the other is in the plans themselves again.
    ana.submit(&Group::one(Command::Delete { subject: variant() })).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    ben.publish();
    assert!(ben.shown().variant.is_none());
    assert_eq!(begins(&ben.shown(), 2), "2026-11-26T09:00");
}

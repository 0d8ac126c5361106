//! What a machine promises: kept means on disk, undo restores, nothing half done.

mod aside;
mod attachments;
mod audit;
mod backups;
mod costs;
mod damage;
mod disks;
mod history;
mod large;
mod log;
mod members;
mod network;
mod planning;
mod posting;
mod publications;
mod slips;
mod variants;
mod waiting;

use crate::held::key;
use crate::{Engine, Founding, Group, Joining, Keys, Node, Opening, Seeded, Snapshot, meet};
use access::GrantScope;
use model::{
    Anchor, BookingId, BookingVerb, Command, DocumentId, Kind, PersonId, ProductionId, RawId, Role,
    RoomId, Subject, Value, Values,
};
use proptest::prelude::*;
use std::path::Path;
use units::{Stamp, parse_date, parse_date_time};

const MONDAY: &str = "2026-11-23T08:00:00Z";

fn world() -> Box<Seeded> {
    Box::new(Seeded::new(1, Stamp::parse(MONDAY).unwrap()))
}

fn founding() -> Founding {
    Founding::Usual { name: "Atelier".into(), person: "Camille".into() }
}

fn founded(folder: &Path) -> Engine {
    Opening::new(folder).found(&founding(), world()).unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn film() -> ProductionId {
    RawId(0xF11).into()
}

fn add_room(id: u128, name: &str) -> Command {
    Command::Add {
        subject: Subject::shared(Kind::Room, RawId(id)),
        values: [("name".into(), text(name))].into(),
    }
}

fn create_film() -> Command {
    let values = [("title".into(), text("Les Marées")), ("genre".into(), text("tv_film"))].into();
    Command::CreateProduction { production: film(), document: DocumentId(RawId(0xD0C)), values }
}

fn book(id: u128, room: u128, start: &str, end: &str) -> Command {
    let values: Values = [
        ("room".into(), text(&RoomId(RawId(room)).to_string())),
        ("start".into(), text(start)),
        ("end".into(), text(end)),
        ("state".into(), text("confirmed")),
    ]
    .into();
    Command::Add { subject: Subject::planned(film(), Kind::Booking, RawId(id)), values }
}

/// What people see of a snapshot; `revision` and `undo` are beside the point.
fn seen(snapshot: &Snapshot) -> String {
    let Snapshot { facility, casting, directory, plans, .. } = snapshot;
    format!("{facility:?}{casting:?}{directory:?}{plans:?}{:?}", snapshot.report.clashes)
}

#[test]
fn what_was_acknowledged_is_there_after_the_program_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::of(vec![add_room(1, "Audi 1"), create_film()])).unwrap();
    let before = engine.snapshot();
    // Dropped without being closed, as a killed program leaves it.
    drop(engine);
    let again = Opening::new(folder.path()).open(world()).unwrap().snapshot();
    assert_eq!(seen(&again), seen(&before));
    assert_eq!(again.revision, before.revision);
    assert_eq!(again.plans[&film()].production.title, "Les Marées");
}

#[test]
fn a_group_is_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let before = engine.snapshot();
    let unknown = Command::Delete { subject: Subject::shared(Kind::Room, RawId(9)) };
    let failure =
        engine.submit(&Group::of(vec![add_room(1, "Audi 1"), create_film(), unknown])).unwrap_err();
    assert_eq!(failure.finding().code, "unknown-record");
    assert_eq!(seen(&engine.snapshot()), seen(&before));
    drop(engine);
    let again = Opening::new(folder.path()).open(world()).unwrap().snapshot();
    assert_eq!(seen(&again), seen(&before));
}

#[test]
fn groups_that_are_kept_together_are_each_done_or_refused_by_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let unknown = Command::Delete { subject: Subject::shared(Kind::Room, RawId(9)) };
    let groups = [
        Group::one(add_room(1, "Audi 1")),
        // Written in part before it is refused: documents are read again, and the first stays.
        Group::of(vec![add_room(2, "Audi 2"), create_film(), unknown]),
        Group::one(add_room(3, "Audi 3")),
    ];
    let done = engine.submit_all(&groups);
    assert_eq!(done.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    drop(engine);
    let again = Opening::new(folder.path()).open(world()).unwrap().snapshot();
    let rooms: Vec<&str> = again.facility.rooms.values().map(|room| room.name.as_str()).collect();
    assert_eq!(rooms, ["Audi 1", "Audi 3"]);
    assert!(again.plans.is_empty());
}

#[test]
fn a_refusal_in_the_second_document_takes_back_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::one(create_film())).unwrap();
    let before = engine.snapshot();
    let subject = Subject::planned(film(), Kind::Production, film());
    let wrong = Command::Set { subject, values: [("delivery".into(), text("2027-02-31"))].into() };
    let failure = engine.submit(&Group::of(vec![add_room(1, "Audi 1"), wrong])).unwrap_err();
    assert_eq!(failure.finding().code, "edit-wrong-value");
    assert_eq!(seen(&engine.snapshot()), seen(&before));
    engine.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
}

#[test]
fn undo_and_redo_survive_the_end_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let empty = seen(&engine.snapshot());
    engine.submit(&Group::one(create_film())).unwrap();
    let created = seen(&engine.snapshot());
    drop(engine);
    let mut engine = Opening::new(folder.path()).open(world()).unwrap();
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), empty);
    drop(engine);
    let mut engine = Opening::new(folder.path()).open(world()).unwrap();
    engine.redo().unwrap();
    assert_eq!(seen(&engine.snapshot()), created);
}

#[test]
fn a_booking_is_confirmed_once_and_what_is_done_stays_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let day = book(5, 1, "2026-11-24T09:00", "2026-11-24T18:00");
    engine.submit(&Group::of(vec![add_room(1, "Audi 1"), create_film(), day])).unwrap();
    let change = |verb| {
        Group::one(Command::ChangeBooking {
            production: film(),
            booking: BookingId(RawId(5)),
            verb,
        })
    };
    engine.submit(&change(BookingVerb::Finish)).unwrap();
    let failure = engine.submit(&change(BookingVerb::Cancel)).unwrap_err();
    assert_eq!(failure.finding().code, "booking-verb-refused");
}

#[test]
fn a_template_gives_a_plan_that_ends_on_the_day_of_the_master() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let anchor = Anchor::BackwardFrom(parse_date("2027-06-30").unwrap());
    let template =
        Command::ApplyTemplate { production: film(), template: "tv_film_90".into(), anchor };
    engine.submit(&Group::of(vec![create_film(), template])).unwrap();
    let snapshot = engine.snapshot();
    let dates = snapshot.report.plan(film()).unwrap();
    assert!(snapshot.plans[&film()].tasks.len() > 20);
    assert!(dates.total_float.is_some_and(|float| !float.is_negative()), "{:?}", dates.total_float);
    engine.undo().unwrap();
    assert!(engine.snapshot().plans.is_empty());
}

#[test]
fn the_plan_of_a_past_moment_can_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let at = |text: &str| Stamp::parse(text).unwrap();
    let moved = Command::MoveBooking {
        production: film(),
        booking: BookingId(RawId(5)),
        start: parse_date_time("2026-11-26T09:00").unwrap(),
    };
    let day = book(5, 1, "2026-11-24T09:00", "2026-11-24T18:00");
    let steps = [
        (at("2026-11-23T09:00:00Z"), Group::of(vec![add_room(1, "Audi 1"), create_film(), day])),
        (at("2026-11-23T10:00:00Z"), Group::one(moved)),
    ];
    engine.run(steps).unwrap();
    let start = |snapshot: &Snapshot| {
        snapshot.plans[&film()].bookings[&BookingId(RawId(5))].start.map(units::format_date_time)
    };
    assert_eq!(start(&engine.snapshot()).as_deref(), Some("2026-11-26T09:00"));
    assert_eq!(start(&engine.at(at("2026-11-23T09:30:00Z"))).as_deref(), Some("2026-11-24T09:00"));
    assert!(engine.at(at("2026-11-23T08:30:00Z")).plans.is_empty());
    let history = engine.record_history(Subject::planned(film(), Kind::Booking, RawId(5))).unwrap();
    let starts: Vec<_> = history
        .iter()
        .filter(|line| line.value.as_ref().is_some_and(|(key, _)| key == "start"))
        .collect();
    assert_eq!(starts.len(), 2);
    assert!(starts.iter().all(|line| line.device == Some(engine.device())));
}

/// Another machine of a facility, let in by its administrator's; nothing has come to it yet.
fn let_in(folder: &Path, admin: &mut Engine, seed: u64, role: Role, scope: GrantScope) -> Engine {
    let opening = Opening::new(folder).labelled(&format!("Poste {seed}"));
    let world = Box::new(Seeded::new(seed, Stamp::parse(MONDAY).unwrap()));
    admin.set_up(opening, PersonId(RawId(u128::from(seed))), (role, scope), world).unwrap()
}

/// Carries what one machine has to send to the other; how much that was.
fn carry(from: &mut Engine, to: &mut Engine) -> usize {
    let name = from.device();
    let frames = from.outgoing().into_iter().filter_map(|outgoing| match outgoing {
        crate::Outgoing::Send { frame, .. } => Some(frame),
        _ => None,
    });
    frames.map(|frame| to.heard(name, frame)).count()
}

/// Two machines of coordination in a facility that has carried out some commands, and where they
/// keep it.
fn two_machines(before: &[Command]) -> ([tempfile::TempDir; 2], Engine, Engine) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ana = founded(folders[0].path());
    if !before.is_empty() {
        ana.submit(&Group::of(before.to_vec())).unwrap();
    }
    let whole = GrantScope::Facility;
    let mut ben = let_in(folders[1].path(), &mut ana, 2, Role::Coordination, whole);
    meet(&mut ana, &mut ben).unwrap();
    (folders, ana, ben)
}

#[test]
fn two_machines_that_confirm_the_same_room_keep_both_and_see_the_same_clash() {
    let (folders, mut ana, mut ben) = two_machines(&[add_room(1, "Audi 2"), create_film()]);
    ana.submit(&Group::one(book(5, 1, "2026-11-25T09:00", "2026-11-25T18:00"))).unwrap();
    ben.submit(&Group::one(book(6, 1, "2026-11-25T14:00", "2026-11-25T20:00"))).unwrap();
    meet(&mut ana, &mut ben).unwrap();
    assert_eq!(seen(&ana.snapshot()), seen(&ben.snapshot()));
    assert_eq!(ana.snapshot().plans[&film()].bookings.len(), 2);
    assert!(!ana.snapshot().report.clashes.is_empty());
    let hashes = |engine: &Engine| {
        engine.status().into_iter().map(|status| status.state_hash).collect::<Vec<_>>()
    };
    assert_eq!(hashes(&ana), hashes(&ben));
    drop(ben);
    let again = Opening::new(folders[1].path()).open(world()).unwrap();
    assert_eq!(seen(&again.snapshot()), seen(&ana.snapshot()), "what was received is on disk");
}

#[test]
fn a_second_program_on_the_same_store_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let engine = founded(folder.path());
    let failure = Opening::new(folder.path()).open(world()).err().unwrap();
    assert_eq!(failure.finding().code, "store-already-open");
    drop(engine);
    Opening::new(folder.path()).open(world()).unwrap();
}

#[test]
fn a_name_is_kept_undone_and_never_in_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let person = PersonId(RawId(7));
    let entry = model::DirectoryEntry { name: "Zéphyrine Quart".into(), ..Default::default() };
    let add =
        Command::Add { subject: Subject::shared(Kind::Person, person), values: Values::new() };
    engine.submit(&Group::of(vec![add, Command::NamePerson { person, entry }])).unwrap();
    assert_eq!(engine.snapshot().directory.name(person), Some("Zéphyrine Quart"));
    let documents: Vec<_> = engine.holdings.values().map(|held| key(held.id)).collect();
    let envelopes = documents.iter().flat_map(|id| engine.disk().unwrap().envelopes(id).unwrap());
    let named = |row: store::Envelope| row.payload.windows(9).any(|it| it == "Zéphyrin".as_bytes());
    assert!(!envelopes.into_iter().any(named));
    engine.undo().unwrap();
    assert_eq!(engine.snapshot().directory.name(person), None);
}

#[test]
fn the_writer_thread_answers_with_its_snapshot_already_out() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(founded(folder.path())).unwrap();
    let receipt = node.submit(Group::one(add_room(1, "Audi 1"))).unwrap();
    assert_eq!(node.snapshot().revision, receipt.revision);
    assert_eq!(node.snapshot().facility.rooms.len(), 1);
    drop(node);
    assert_eq!(
        Opening::new(folder.path()).open(world()).unwrap().snapshot().facility.rooms.len(),
        1
    );
}

#[test]
fn an_import_leaves_out_what_cannot_be_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let task = |id: u128| Command::Add {
        subject: Subject::planned(film(), Kind::Task, RawId(id)),
        values: [("name".into(), text("t"))].into(),
    };
    let link = |id: u128, from: u128, to: u128| {
        let values = [
            ("from".into(), text(&RawId(from).to_string())),
            ("to".into(), text(&RawId(to).to_string())),
        ]
        .into();
        Command::Add { subject: Subject::planned(film(), Kind::Link, RawId(id)), values }
    };
    let commands =
        vec![create_film(), task(1), task(2), link(3, 1, 2), link(4, 2, 1), link(5, 1, 9)];
    let receipt = engine
        .submit(&Group { commands, label: "import".into(), lenient: true, ..Group::default() })
        .unwrap();
    let codes: Vec<_> = receipt.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["link-cycle", "unknown-reference"]);
    assert_eq!(engine.snapshot().plans[&film()].links.len(), 1);
}

#[test]
fn an_undo_with_nothing_left_to_take_back_makes_room_for_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    let empty = seen(&engine.snapshot());
    engine.submit(&Group::one(add_room(1, "Audi 1"))).unwrap();
    let delete = Command::Delete { subject: Subject::shared(Kind::Room, RawId(2)) };
    engine.submit(&Group::of(vec![add_room(2, "Audi 2"), delete])).unwrap();
    engine.undo().unwrap();
    engine.undo().unwrap();
    assert_eq!(seen(&engine.snapshot()), empty);
}

#[test]
fn the_identifier_of_a_deleted_production_is_not_free() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = founded(folder.path());
    engine.submit(&Group::one(create_film())).unwrap();
    engine.undo().unwrap();
    let failure = engine.submit(&Group::one(create_film())).unwrap_err();
    assert_eq!(failure.finding().code, "production-deleted");
    let subject = Subject::planned(film(), Kind::Production, film());
    engine.submit(&Group::one(Command::Restore { subject })).unwrap();
    assert_eq!(engine.snapshot().plans[&film()].production.title, "Les Marées");
    let other = Command::CreateProduction {
        production: RawId(0xF12).into(),
        document: DocumentId(RawId(0xD0C)),
        values: Values::new(),
    };
    assert_eq!(engine.submit(&Group::one(other)).unwrap_err().finding().code, "record-exists");
}

/// A few things people do, on a few records, so that they get in each other's way.
fn commands() -> impl Strategy<Value = Command> {
    let room = 1_u128..4;
    let subject = |id| Subject::shared(Kind::Room, RawId(id));
    prop_oneof![
        (room.clone(), "[a-c]{1,3}").prop_map(|(id, name)| add_room(id, &name)),
        (room.clone(), "[a-c]{1,3}").prop_map(move |(id, name)| Command::Set {
            subject: subject(id),
            values: [("name".into(), text(&name))].into()
        }),
        (room.clone(), prop::collection::btree_set("[a-c]", 0..3)).prop_map(move |(id, words)| {
            Command::Set {
                subject: subject(id),
                values: [("capabilities".into(), Value::Set(words))].into(),
            }
        }),
        room.clone().prop_map(move |id| Command::Delete { subject: subject(id) }),
        room.prop_map(move |id| Command::Restore { subject: subject(id) }),
        Just(create_film()),
        (5_u128..8, 1_u128..4).prop_map(|(id, room)| book(
            id,
            room,
            "2026-11-24T09:00",
            "2026-11-24T18:00"
        )),
        (5_u128..8).prop_map(|id| Command::ChangeBooking {
            production: film(),
            booking: BookingId(RawId(id)),
            verb: BookingVerb::Release
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn undoing_everything_restores_every_state_on_the_way_and_redo_brings_it_back(
        groups in prop::collection::vec(prop::collection::vec(commands(), 1..4), 1..10)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut engine = founded(folder.path());
        let mut states = vec![seen(&engine.snapshot())];
        for group in groups {
            let revision = engine.snapshot().revision;
            let done = engine.submit(&Group::of(group));
            if done.is_ok_and(|receipt| receipt.revision > revision) {
                states.push(seen(&engine.snapshot()));
            } else {
                prop_assert_eq!(&seen(&engine.snapshot()), states.last().unwrap(), "what is refused changes nothing");
            }
        }
        for state in states.iter().rev().skip(1) {
            engine.undo().unwrap();
            prop_assert_eq!(&seen(&engine.snapshot()), state);
        }
        for state in states.iter().skip(1) {
            engine.redo().unwrap();
            prop_assert_eq!(&seen(&engine.snapshot()), state);
        }
    }
}

//! Documents of every released schema, and made-up ones of a later program: they open, they say
//! what they said, and what this program does not know survives what it writes.
//!
//! The files are in `tests/museum`; its README tells what is in each. The last functions here made
//! them; a file that is there is never made again.

use super::support::*;
use crate::schema::{commit, step_actor};
use crate::standing::Standing;
use crate::*;
use automerge as am;
use automerge::ReadDoc;
use automerge::transaction::Transactable;
use model::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use units::Stamp;

fn path(piece: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/museum").join(piece)
}

fn open(kind: DocumentKind, piece: &str) -> Document {
    let bytes = std::fs::read(path(piece)).unwrap();
    let (document, merged) = Document::load(kind, actor(50), Some(&bytes), []).unwrap();
    assert_eq!(merged, Merged::default(), "{piece}");
    document
}

/// Every field of every record that reads as anything, one line each.
fn told(document: &Document) -> String {
    let mut lines = String::new();
    let mut tell = |values: Values, kind: Kind, id: RawId| {
        for (key, value) in values.iter().filter(|(_, value)| **value != Value::Nothing) {
            writeln!(lines, "{} {id} {key} {value:?}", kind.key()).unwrap();
        }
    };
    macro_rules! tell_all {
        ($($records:expr),*) => {$(
            for record in $records.values() {
                tell(record.to_values(), kind_of(record.as_ref()), record.raw_id());
            }
        )*};
    }
    fn kind_of<T: Record>(_: &T) -> Kind {
        T::KIND
    }
    match document.kind() {
        DocumentKind::Facility => {
            let (read, _) = document.read_facility();
            tell(read.house.to_values(), Kind::House, read.house.raw_id());
            tell_all!(read.rooms, read.equipment, read.people, read.absences, read.holiday_zones);
        }
        DocumentKind::Casting => tell_all!(document.read_casting().0.affinities),
        DocumentKind::Plan => {
            let (read, _) = document.read_plan();
            tell(read.production.to_values(), Kind::Production, read.production.raw_id());
            tell_all!(read.episodes, read.tasks, read.links, read.bookings, read.baselines);
        }
    }
    lines
}

#[test]
fn released_documents_say_what_they_said() {
    for kind in DocumentKind::ALL {
        let piece = format!("1/{}.automerge", kind.key());
        let document = open(kind, &piece);
        assert_eq!(document.standing(), Standing::Open);
        assert_eq!(document.identity(), Some(identity(kind)));
        let said = std::fs::read_to_string(path(&format!("1/{}.txt", kind.key()))).unwrap();
        let now = told(&document);
        assert!(said.lines().count() > 5);
        for line in said.lines() {
            assert!(now.lines().any(|told| told == line), "{piece} no longer says: {line}");
        }
    }
}

#[test]
fn released_documents_are_written_and_remembered() {
    for kind in DocumentKind::ALL {
        let mut document = open(kind, &format!("1/{}.automerge", kind.key()));
        let (record, id) = match kind {
            DocumentKind::Facility => (Kind::Room, 11),
            DocumentKind::Casting => (Kind::Affinity, 11),
            DocumentKind::Plan => (Kind::Task, 11),
        };
        let history = document.record_history(record, RawId(id)).len();
        assert!(apply(&mut document, &[put(record, id, "remark", "now".into())]).change.is_some());
        assert_eq!(document.record_history(record, RawId(id)).len(), history + 1);
    }
}

#[test]
fn the_dispute_in_the_released_plan_is_told() {
    let (_, findings) = open(DocumentKind::Plan, "1/plan.automerge").read_plan();
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["field-conflict"]);
}

#[test]
fn a_later_document_is_read_as_far_as_it_is_known() {
    let document = open(DocumentKind::Plan, "future/plan.automerge");
    assert_eq!(document.standing(), Standing::Open);
    let (plan, findings) = document.read_plan();
    let task = &plan.tasks[&TaskId(RawId(11))];
    assert_eq!(task.name, "Montage");
    assert_eq!(task.step, Step::Other("volumetric_capture".into()));
    assert_eq!(plan.production.state, ProductionState::Other("on_hold".into()));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["field-conflict"]);
}

#[test]
fn unknown_things_of_a_later_document_survive_edits_byte_for_byte() {
    let mut document = open(DocumentKind::Plan, "future/plan.automerge");
    let before = unknown(&document);
    assert!(before.len() > 10, "{before:?}");
    let step = document.read_plan().0.tasks[&TaskId(RawId(11))].step.key().to_owned();
    for edits in [
        vec![put(Kind::Task, 11, "name", "Montage image".into())],
        vec![put(Kind::Task, 11, "skills", set(&["premiere"]))],
        vec![delete(Kind::Task, 11)],
        vec![add(Kind::Booking, 99, Values::new())],
        vec![put(Kind::Production, RawId::from(PRODUCTION).0, "client", "Ateliers".into())],
    ] {
        let applied = apply(&mut document, &edits);
        assert!(applied.change.is_some());
        undo(&mut document, &applied);
    }
    assert_eq!(unknown(&document), before);
    let saved = document.save();
    let (again, _) = Document::load(DocumentKind::Plan, actor(51), Some(&saved), []).unwrap();
    assert_eq!(unknown(&again), before);
    let task = again.read_plan().0.tasks[&TaskId(RawId(11))].clone();
    assert_eq!(task.step.key(), step, "a later word is kept as it is");
}

#[test]
fn a_later_document_reaches_us_change_by_change() {
    let future = open(DocumentKind::Plan, "future/plan.automerge");
    let mut ours = open(DocumentKind::Plan, "1/plan.automerge");
    let news = future.changes_since(&ours.sequences());
    assert!(news.iter().any(|change| is_schema_actor(&change.actor)), "a later step travels");
    for change in &news {
        assert_eq!(ours.merge([change.bytes.as_slice()]).rejected, []);
    }
    assert_eq!(ours.state_hash(), future.state_hash());
    assert_eq!(unknown(&ours), unknown(&future));
    assert!(apply(&mut ours, &[put(Kind::Task, 11, "remark", "ours".into())]).change.is_some());
}

#[test]
fn a_document_of_a_newer_writer_is_read_but_not_written() {
    let mut document = open(DocumentKind::Plan, "future/plan-newer-writer.automerge");
    // A program of version 1 wrote its own version at the same time: the highest counts.
    assert_eq!(document.standing(), Standing::ReadOnly { needs: 2 });
    assert_eq!(document.read_plan().0.tasks[&TaskId(RawId(11))].name, "Montage");
    let edit = put(Kind::Task, 11, "name", "Mix".into());
    let refusal = document.apply(&[edit], &message(), Stamp(9)).unwrap_err();
    assert_eq!(refusal, Refusal::ReadOnly { needs: 2 });
    let finding = refusal.finding();
    assert_eq!((finding.code, &*finding.fields["needs"]), ("document-read-only", "2"));
    assert!(document.apply_writes(&[], &message(), Stamp(9)).is_err());
    takes_in_changes(&mut document);
}

#[test]
fn a_document_of_a_newer_reader_stays_closed_and_is_kept() {
    let mut document = open(DocumentKind::Plan, "future/plan-newer-reader.automerge");
    assert_eq!(document.standing(), Standing::Closed { needs: 9 });
    let (plan, findings) = document.read_plan();
    assert_eq!(plan, Plan::new(PRODUCTION));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["document-closed"]);
    let edit = put(Kind::Task, 11, "name", "Mix".into());
    let refusal = document.apply(&[edit], &message(), Stamp(9)).unwrap_err();
    assert_eq!(refusal, Refusal::Closed { needs: 9 });
    takes_in_changes(&mut document);
}

#[test]
fn a_plan_that_closes_while_it_is_open_is_read_no_further() {
    let mut ours = open(DocumentKind::Plan, "1/plan.automerge");
    let (mut plan, mut findings) = ours.read_plan();
    assert!(!plan.tasks.is_empty());
    let future = open(DocumentKind::Plan, "future/plan-newer-reader.automerge");
    let news = future.changes_since(&ours.sequences());
    let merged = ours.merge(news.iter().map(|change| change.bytes.as_slice()));
    ours.refresh_plan(&mut plan, &mut findings, &merged.touched);
    assert_eq!((plan, findings), ours.read_plan());
    assert_eq!(ours.standing(), Standing::Closed { needs: 9 });
}

/// What somebody else writes is taken in, saved and passed on, whatever the standing.
fn takes_in_changes(document: &mut Document) {
    let mut theirs = document.automerge.clone().with_actor(am::ActorId::from(actor(60)));
    let container = document.layout.containers[&Kind::Task].clone();
    let record = theirs.get(&container, RawId(11).to_string()).unwrap().unwrap().1;
    let mut transaction = theirs.transaction();
    transaction.put(&record, "remark", "from a newer program").unwrap();
    transaction.commit();
    let change = theirs.get_last_local_change().unwrap();
    let before = document.sequences();
    let merged = document.merge([change.raw_bytes()]);
    assert_eq!((merged.applied, merged.touched), (1, [(Kind::Task, RawId(11))].into()));
    let passed_on = document.changes_since(&before);
    assert_eq!(passed_on.len(), 1);
    assert_eq!(passed_on[0].bytes, change.raw_bytes());
    let saved = document.save();
    let (again, _) = Document::load(DocumentKind::Plan, actor(61), Some(&saved), []).unwrap();
    assert_eq!(again.heads(), document.heads());
}

/// Everything in a document that this program has no word for, with its operation, by path.
fn unknown(document: &Document) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk(document, &am::ROOT, "", &mut found);
    let tasks = Kind::Task.container();
    found.retain(|path, _| {
        let parts: Vec<&str> = path.split('.').collect();
        match parts.as_slice() {
            ["", "meta", key] => !["kind", "document", "facility", "production"].contains(key),
            ["", container, _, key, ..] if *container == tasks => {
                *key != "deleted" && Kind::Task.field(key.split('/').next().unwrap()).is_none()
            }
            ["", container, ..] => Kind::ALL.iter().all(|kind| kind.container() != *container),
            _ => true,
        }
    });
    found
}

fn walk(document: &Document, object: &am::ObjId, path: &str, found: &mut BTreeMap<String, String>) {
    if let Ok(am::ObjType::Text) = document.automerge.object_type(object) {
        found.insert(format!("{path}.text"), document.automerge.text(object).unwrap());
        return;
    }
    let keys = document.automerge.keys(object).collect::<Vec<_>>();
    for (index, key) in keys.iter().enumerate() {
        let prop = match document.automerge.object_type(object) {
            Ok(am::ObjType::List) => am::Prop::Seq(index),
            _ => am::Prop::Map(key.clone()),
        };
        for (value, operation) in document.automerge.get_all(object, prop).unwrap() {
            let path = format!("{path}.{key}");
            found.insert(path.clone(), format!("{value:?} {operation}"));
            if value.is_object() {
                walk(document, &operation, &path, found);
            }
        }
    }
}

fn map(entries: &[(&str, &str)]) -> Value {
    Value::Map(entries.iter().map(|(word, text)| ((*word).into(), (*text).into())).collect())
}

fn id(number: u128) -> Value {
    Value::Text(RawId(number).to_string())
}

fn piece(kind: DocumentKind) -> Document {
    let mut document = create(kind, 1);
    let edits = match kind {
        DocumentKind::Facility => facility_edits(),
        DocumentKind::Casting => casting_edits(),
        DocumentKind::Plan => plan_edits(),
    };
    for (at, edit) in edits.iter().enumerate() {
        let stamp = Stamp(1_800_000_000 + 60 * i64::try_from(at).unwrap());
        let message = ChangeMessage {
            command: "set".into(),
            group: Some(RawId(900 + at as u128)),
            of: None,
            label: "A piece of the museum".into(),
        };
        document.apply(std::slice::from_ref(edit), &message, stamp).unwrap();
    }
    document
}

fn facility_edits() -> Vec<Edit> {
    let house = RawId::from(FACILITY).0;
    vec![
        put(Kind::House, house, "name", "Maison de postproduction".into()),
        put(Kind::House, house, "zone", "Europe/Paris".into()),
        put(Kind::House, house, "hours", map(&[("mon", "09:00-13:00 14:00-18:00"), ("sat", "")])),
        put(Kind::House, house, "least_rest", Value::Integer(660)),
        add(
            Kind::Room,
            11,
            values(&[
                ("name", "Montage 1".into()),
                ("kind", "edit".into()),
                ("capabilities", set(&["avid", "stereo"])),
                ("turnaround", Value::Integer(15)),
                ("order", "V".into()),
            ]),
        ),
        put(Kind::Room, 11, "capabilities", set(&["avid", "5.1"])),
        add(Kind::Room, 12, values(&[("name", "Fermée".into())])),
        delete(Kind::Room, 12),
        add(Kind::Equipment, 13, values(&[("name", "LTO 9".into()), ("room", id(11))])),
        add(
            Kind::Person,
            14,
            values(&[
                ("functions", set(&["editor"])),
                ("employment", "intermittent".into()),
                ("holiday_zone", id(16)),
                ("agreement", "2642".into()),
            ]),
        ),
        add(
            Kind::Absence,
            15,
            values(&[
                ("person", id(14)),
                ("start", "2026-12-24T00:00".into()),
                ("end", "2027-01-02T00:00".into()),
                ("kind", "away".into()),
            ]),
        ),
        add(
            Kind::HolidayZone,
            16,
            values(&[
                ("name", "Métropole".into()),
                ("rule", "fr_metropole".into()),
                ("worked", set(&["whit_monday"])),
                ("days_off", map(&[("2027-05-07", "Pont")])),
            ]),
        ),
    ]
}

fn casting_edits() -> Vec<Edit> {
    let values = values(&[
        ("director", id(20)),
        ("person", id(14)),
        ("rating", Value::Integer(4)),
        ("remark", "Deux films ensemble".into()),
    ]);
    vec![
        add(Kind::Affinity, 11, values),
        put(Kind::Affinity, 11, "rating", Value::Integer(5)),
        add(
            Kind::Affinity,
            12,
            super::support::values(&[("director", id(20)), ("veto", Value::Flag(true))]),
        ),
    ]
}

fn plan_edits() -> Vec<Edit> {
    let production = RawId::from(PRODUCTION).0;
    vec![
        add(
            Kind::Production,
            production,
            values(&[
                ("title", "Rive droite".into()),
                ("kind", "series".into()),
                ("runtime", Value::Integer(52)),
                ("delivery", "2027-03-31".into()),
            ]),
        ),
        add(Kind::Episode, 10, values(&[("number", Value::Integer(1))])),
        add(
            Kind::Task,
            11,
            values(&[
                ("name", "Montage".into()),
                ("step", "edit".into()),
                ("episode", id(10)),
                ("work", Value::Integer(9_600)),
                ("skills", set(&["avid", "premiere"])),
                ("order", "V".into()),
            ]),
        ),
        put(Kind::Task, 11, "skills", set(&["avid"])),
        add(Kind::Task, 12, values(&[("name", "Mixage".into()), ("step", "mix".into())])),
        add(Kind::Task, 13, values(&[("name", "Abandonnée".into())])),
        delete(Kind::Task, 13),
        add(
            Kind::Link,
            14,
            values(&[
                ("from", id(11)),
                ("to", id(12)),
                ("kind", "FS".into()),
                ("lag", "480".into()),
            ]),
        ),
        add(
            Kind::Booking,
            15,
            values(&[
                ("task", id(11)),
                ("room", id(11)),
                ("people", set(&[&RawId(14).to_string()])),
                ("start", "2026-11-23T09:00".into()),
                ("end", "2026-12-18T18:00".into()),
                ("window", "09:00-18:00".into()),
                ("state", "option".into()),
                ("rank", Value::Integer(1)),
            ]),
        ),
        add(
            Kind::Baseline,
            16,
            values(&[
                ("number", Value::Integer(0)),
                ("name", "Devis signé".into()),
                (
                    "tasks",
                    map(&[(&RawId(11).to_string(), "2026-11-23T09:00/2026-12-18T18:00/9600")]),
                ),
            ]),
        ),
    ]
}

/// The plan with a field that two machines wrote at once.
fn plan_piece() -> Document {
    let mut ours = piece(DocumentKind::Plan);
    let mut theirs = taken_up(&ours, 2);
    apply(&mut ours, &[put(Kind::Task, 12, "name", "Mixage 5.1".into())]);
    let other = apply(&mut theirs, &[put(Kind::Task, 12, "name", "Mix".into())]);
    deliver(&mut ours, &[&other]);
    ours
}

/// The plan after a made-up later program took its second step and wrote what only it knows.
fn future_piece() -> Document {
    let mut document = plan_piece();
    let mut step = am::Automerge::new();
    step.apply_changes(schema::step_changes(DocumentKind::Plan)).unwrap();
    let step = commit(&mut step, 2, |transaction| {
        transaction.put_object(am::ROOT, "reports", am::ObjType::Map).unwrap();
    });
    assert_eq!(step.actor_id(), &step_actor(2));
    document.merge([step.raw_bytes()]);
    write(&mut document, |document, transaction| {
        let reports = transaction.get(am::ROOT, "reports").unwrap().unwrap().1;
        let report = transaction.put_object(&reports, "1", am::ObjType::Map).unwrap();
        transaction.put(&report, "title", "Week 48").unwrap();
        transaction.put(&report, "score", 2.5).unwrap();
        transaction.put(&document.meta, "theme", "night").unwrap();
        let tasks = &document.containers[&Kind::Task];
        transaction.put(tasks, "_index", 7).unwrap();
        let task = transaction.get(tasks, RawId(11).to_string()).unwrap().unwrap().1;
        transaction.put(&task, "colour", "teal").unwrap();
        transaction.put(&task, "crew/first", true).unwrap();
        transaction.put(&task, "checksum", vec![1_u8, 2, 3]).unwrap();
        transaction.put(&task, "visits", am::ScalarValue::counter(3)).unwrap();
        transaction.put(&task, "seen", am::ScalarValue::Timestamp(1_800_000_000_000)).unwrap();
        transaction.put(&task, "step", "volumetric_capture").unwrap();
        let thread = transaction.put_object(&task, "thread", am::ObjType::List).unwrap();
        transaction.insert(&thread, 0, "first").unwrap();
        transaction.insert(&thread, 1, 2).unwrap();
        let note = transaction.put_object(&task, "note", am::ObjType::Text).unwrap();
        transaction.splice_text(&note, 0, 0, "À revoir").unwrap();
        let productions = &document.containers[&Kind::Production];
        let production = RawId::from(PRODUCTION).to_string();
        let production = transaction.get(productions, production).unwrap().unwrap().1;
        transaction.put(&production, "state", "on_hold").unwrap();
    });
    // Lists and texts are edited too, not only born.
    write(&mut document, |document, transaction| {
        let tasks = &document.containers[&Kind::Task];
        let task = transaction.get(tasks, RawId(11).to_string()).unwrap().unwrap().1;
        let thread = transaction.get(&task, "thread").unwrap().unwrap().1;
        transaction.put(&thread, 0, "first, again").unwrap();
        transaction.delete(&thread, 1).unwrap();
        let note = transaction.get(&task, "note").unwrap().unwrap().1;
        transaction.splice_text(&note, 2, 6, "garder").unwrap();
        transaction.increment(&task, "visits", 2).unwrap();
    });
    document
}

fn write(
    document: &mut Document,
    work: impl FnOnce(&schema::Layout, &mut am::transaction::Transaction<'_>),
) {
    let layout = document.layout.clone();
    document.actor = actor(70);
    document.automerge.set_actor(am::ActorId::from(actor(70)));
    let mut transaction = document.automerge.transaction();
    work(&layout, &mut transaction);
    transaction.commit_with(am::transaction::CommitOptions::default().with_time(1_900_000_000));
    document.last_written().unwrap();
}

fn newer_writer_piece() -> Document {
    let mut ours = plan_piece();
    let mut older = taken_up(&ours, 80);
    // Two versions at once, and the older may win.
    write(&mut ours, |layout, transaction| {
        transaction.put(&layout.meta, "min_writer", 2).unwrap();
    });
    older.actor = actor(80);
    let mut transaction = older.automerge.transaction();
    transaction.put(&older.layout.meta, "min_writer", 1).unwrap();
    transaction.commit();
    let older = older.last_written().unwrap();
    ours.merge([older.bytes.as_slice()]);
    ours
}

fn newer_reader_piece() -> Document {
    let mut document = future_piece();
    write(&mut document, |layout, transaction| {
        transaction.put(&layout.meta, "min_reader", 9).unwrap();
    });
    document
}

/// Run once when a schema is released, then committed:
/// `cargo test -p replica furnish -- --ignored`.
#[test]
#[ignore = "writes the pieces of the museum that are not there yet"]
fn furnish_the_museum() {
    let keep = |name: &str, bytes: &[u8]| {
        if !path(name).exists() {
            std::fs::write(path(name), bytes).unwrap();
        }
    };
    for (kind, mut document) in [
        (DocumentKind::Facility, piece(DocumentKind::Facility)),
        (DocumentKind::Casting, piece(DocumentKind::Casting)),
        (DocumentKind::Plan, plan_piece()),
    ] {
        keep(&format!("1/{}.txt", kind.key()), told(&document).as_bytes());
        keep(&format!("1/{}.automerge", kind.key()), &document.save());
    }
    keep("future/plan.automerge", &future_piece().save());
    keep("future/plan-newer-writer.automerge", &newer_writer_piece().save());
    keep("future/plan-newer-reader.automerge", &newer_reader_piece().save());
}

//! What made the pieces of the museum.

use super::{path, told};
use crate::schema::{commit, step_actor};
use crate::tests::support::*;
use crate::*;
use automerge as am;
use automerge::ReadDoc;
use automerge::transaction::Transactable;
use model::*;
use units::Stamp;

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
        DocumentKind::Desk => desk_edits(),
        DocumentKind::Publications => publications_edits(),
        DocumentKind::Answers => answers_edits(),
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

/// A slip that was handed in, a draft, and one that was dropped.
fn desk_edits() -> Vec<Edit> {
    let slip = values(&[
        ("production", Value::Text(PRODUCTION.to_string())),
        ("task", id(11)),
        ("booking", id(13)),
        ("room", id(12)),
        ("function", "editor".into()),
        ("day", "2026-11-24".into()),
        ("start", "2026-11-24T09:15".into()),
        ("end", "2026-11-24T18:45".into()),
        ("breaks", Value::Integer(60)),
        ("waiting", Value::Integer(90)),
        ("waiting_cause", "client".into()),
        ("done", "14 min montées".into()),
        ("remaining", Value::Integer(1_920)),
        ("supplies", "1 LTO-9".into()),
        ("remark", "Archives attendues depuis le 20.".into()),
    ]);
    vec![
        add(Kind::Slip, 11, slip),
        put(Kind::Slip, 11, "handed_in", "2026-11-24T18:47".into()),
        add(Kind::Slip, 12, values(&[("day", "2026-11-25".into())])),
        add(Kind::Slip, 13, values(&[("done", "rien".into())])),
        delete(Kind::Slip, 13),
    ]
}

/// A plan and a price that were sent, and a plan that was withdrawn.
fn publications_edits() -> Vec<Edit> {
    let lines = [
        (
            "00001",
            "0000000000000000000000000a/0/group/other/finished/2026-11-23T09:00/2026-12-18T18:00/Image",
        ),
        (
            "00002",
            "0000000000000000000000000b/1/task/edit//2026-11-23T09:00/2026-12-18T18:00/Montage / étalonnage",
        ),
        ("00003", "0000000000000000000000000c/0/milestone/master////PAD"),
    ];
    let sent = values(&[
        ("number", Value::Integer(1)),
        ("name", "Planning du 20 novembre".into()),
        ("title", "Rive droite".into()),
        ("house", "Maison de postproduction".into()),
        ("remark", "Sous réserve des archives.".into()),
        ("published", "2026-11-20T17:30".into()),
        ("published_by", Value::Text(PERSON.to_string())),
        ("detail", "tasks".into()),
        ("agreement", Value::Flag(true)),
        ("price", "48500 EUR".into()),
        ("delivery", "2027-03-31".into()),
        ("lines", map(&lines)),
    ]);
    vec![
        add(Kind::Publication, 11, sent),
        add(Kind::Publication, 12, values(&[("number", Value::Integer(2))])),
        delete(Kind::Publication, 12),
    ]
}

/// A remark, and an agreement.
fn answers_edits() -> Vec<Edit> {
    let answer = |verdict: &str, remark: &str| {
        values(&[
            ("publication", id(11)),
            ("verdict", verdict.into()),
            ("signed", "Jeanne Exemple".into()),
            ("remark", remark.into()),
            ("answered", "2026-11-21T10:05".into()),
            ("answered_by", id(15)),
            ("price", "48500 EUR".into()),
            ("delivery", "2027-03-31".into()),
        ])
    };
    vec![
        add(Kind::Answer, 11, answer("remark", "Les titres y sont-ils ?")),
        add(Kind::Answer, 12, answer("agreed", "")),
    ]
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
    let affinity = [
        ("director", id(20)),
        ("person", id(14)),
        ("rating", Value::Integer(4)),
        ("remark", "Deux films ensemble".into()),
    ];
    vec![
        add(Kind::Affinity, 11, values(&affinity)),
        put(Kind::Affinity, 11, "rating", Value::Integer(5)),
        add(Kind::Affinity, 12, values(&[("director", id(20)), ("veto", Value::Flag(true))])),
    ]
}

pub(super) fn cost_rate_edit() -> Edit {
    let rate = [
        ("person", id(14)),
        ("hourly", "32.50 EUR".into()),
        ("from", "2027-01-01".into()),
        ("remark", "Avenant de janvier".into()),
    ];
    add(Kind::CostRate, 13, values(&rate))
}

/// The casting with rates of a person and of a room, one that was changed and one deleted.
fn second_casting_piece() -> Document {
    let mut document = piece(DocumentKind::Casting);
    let edits = [
        cost_rate_edit(),
        add(Kind::CostRate, 14, values(&[("room", id(11)), ("hourly", "18.50 EUR".into())])),
        put(Kind::CostRate, 14, "hourly", "19.125 CHF".into()),
        add(Kind::CostRate, 15, values(&[("person", id(14)), ("hourly", "1 EUR".into())])),
        delete(Kind::CostRate, 15),
    ];
    for (at, edit) in (0..).zip(&edits) {
        let stamp = Stamp(1_800_001_000 + 60 * at);
        document.apply(std::slice::from_ref(edit), &message(), stamp).unwrap();
    }
    document
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

pub(super) fn variant_edit() -> Edit {
    let changes = [
        ("booking/0000000000000000000000000f", "deleted"),
        ("booking/0000000000000000000000000n", "added"),
        ("booking/0000000000000000000000000n/start", "|=2026-11-30T18\\:00"),
        ("booking/0000000000000000000000000n/people", "|{0000000000000000000000000e"),
        ("task/0000000000000000000000000c/name", "=Mixage 5.1|=Mixage\\, en soirée"),
        ("task/0000000000000000000000000c/work", "#2400|#1200"),
    ];
    let variant = [
        ("name", "Mixage en soirée".into()),
        ("state", "open".into()),
        ("changes", map(&changes)),
        ("remark", "Pour la chaîne".into()),
    ];
    add(Kind::Variant, 17, values(&variant))
}

pub(super) fn attachment_edit() -> Edit {
    let attachment = [
        ("name", "Devis signé.pdf".into()),
        ("media_type", "application/pdf".into()),
        ("length", Value::Integer(5)),
        ("sha256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824".into()),
        ("added_by", RawId(5).to_string().as_str().into()),
        ("remark", "Bon pour accord".into()),
    ];
    add(Kind::Attachment, 20, values(&attachment))
}

/// The plan with an attachment and one that was removed.
fn third_plan_piece() -> Document {
    let mut document = second_plan_piece();
    let edits = [
        attachment_edit(),
        add(Kind::Attachment, 21, values(&[("name", "Retirée.mhl".into())])),
        delete(Kind::Attachment, 21),
    ];
    for (at, edit) in (0..).zip(&edits) {
        let stamp = Stamp(1_800_002_000 + 60 * at);
        document.apply(std::slice::from_ref(edit), &message(), stamp).unwrap();
    }
    document
}

pub(super) fn accepted_slip_edit() -> Edit {
    let accepted = values(&[
        ("slip", id(11)),
        ("person", Value::Text(PERSON.to_string())),
        ("accepted", "2026-11-25T09:05".into()),
        ("task", id(11)),
        ("booking", id(13)),
        ("room", id(12)),
        ("function", "editor".into()),
        ("day", "2026-11-24".into()),
        ("start", "2026-11-24T09:15".into()),
        ("end", "2026-11-24T18:45".into()),
        ("breaks", Value::Integer(60)),
        ("waiting", Value::Integer(90)),
        ("waiting_cause", "client".into()),
        ("done", "14 min montées".into()),
        ("remaining", Value::Integer(1_920)),
    ]);
    add(Kind::AcceptedSlip, 22, accepted)
}

/// The plan with a slip that was accepted, and one of which that was taken back.
fn fourth_plan_piece() -> Document {
    let mut document = third_plan_piece();
    let edits = [
        accepted_slip_edit(),
        add(Kind::AcceptedSlip, 23, values(&[("slip", id(12))])),
        delete(Kind::AcceptedSlip, 23),
    ];
    for (at, edit) in (0..).zip(&edits) {
        let stamp = Stamp(1_800_003_000 + 60 * at);
        document.apply(std::slice::from_ref(edit), &message(), stamp).unwrap();
    }
    document
}

/// The plan with a variant, one that was taken and one that was dropped.
fn second_plan_piece() -> Document {
    let mut document = plan_piece();
    let edits = [
        variant_edit(),
        add(Kind::Variant, 18, values(&[("name", "Plus tôt".into()), ("state", "taken".into())])),
        add(Kind::Variant, 19, values(&[("name", "Abandonnée".into())])),
        delete(Kind::Variant, 19),
    ];
    for (at, edit) in (0..).zip(&edits) {
        let stamp = Stamp(1_800_001_000 + 60 * at);
        document.apply(std::slice::from_ref(edit), &message(), stamp).unwrap();
    }
    document
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

/// The number of a made-up step, beyond any that will come.
pub(crate) const FUTURE_STEP: u8 = 35;

/// The plan after a made-up later program took a step of its own and wrote what only it knows.
fn future_piece() -> Document {
    let mut document = plan_piece();
    let mut step = am::Automerge::new();
    step.apply_changes(schema::step_changes(DocumentKind::Plan).into_iter().take(1)).unwrap();
    let step = commit(&mut step, FUTURE_STEP, |transaction| {
        transaction.put_object(am::ROOT, "reports", am::ObjType::Map).unwrap();
    });
    assert_eq!(step.actor_id(), &step_actor(FUTURE_STEP));
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
    for (number, kind, mut document) in [
        (1, DocumentKind::Facility, piece(DocumentKind::Facility)),
        (1, DocumentKind::Casting, piece(DocumentKind::Casting)),
        (1, DocumentKind::Plan, plan_piece()),
        (2, DocumentKind::Casting, second_casting_piece()),
        (2, DocumentKind::Plan, second_plan_piece()),
        (3, DocumentKind::Plan, third_plan_piece()),
        (4, DocumentKind::Plan, fourth_plan_piece()),
        (1, DocumentKind::Desk, piece(DocumentKind::Desk)),
        (1, DocumentKind::Publications, piece(DocumentKind::Publications)),
        (1, DocumentKind::Answers, piece(DocumentKind::Answers)),
    ] {
        keep(&format!("{number}/{}.txt", kind.key()), told(&document).as_bytes());
        keep(&format!("{number}/{}.automerge", kind.key()), &document.save());
    }
    keep("future/plan.automerge", &future_piece().save());
    keep("future/plan-newer-writer.automerge", &newer_writer_piece().save());
    keep("future/plan-newer-reader.automerge", &newer_reader_piece().save());
}

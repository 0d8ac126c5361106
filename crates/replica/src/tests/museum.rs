//! Documents of every released schema, and made-up ones of a later program: they open, they say
//! what they said, and what this program does not know survives what it writes.
//!
//! The files are in `tests/museum`; its README tells what is in each. `pieces.rs` made them; a file
//! that is there is never made again.

mod pieces;

pub(super) use pieces::FUTURE_STEP;

use super::support::*;
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

pub(super) fn open(kind: DocumentKind, piece: &str) -> Document {
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
        DocumentKind::Casting => {
            let (read, _) = document.read_casting();
            tell_all!(read.affinities, read.cost_rates);
        }
        DocumentKind::Plan => {
            let (read, _) = document.read_plan();
            tell(read.production.to_values(), Kind::Production, read.production.raw_id());
            tell_all!(read.episodes, read.tasks, read.links, read.bookings, read.baselines);
            tell_all!(read.variants, read.attachments, read.accepted_slips);
        }
        DocumentKind::Desk => {
            let (read, _) = document.read_desk();
            tell_all!(read.slips);
        }
        DocumentKind::Publications => {
            let (read, _) = document.read_publications();
            tell_all!(read.publications);
        }
        DocumentKind::Answers => {
            let (read, _) = document.read_answers();
            tell_all!(read.answers);
        }
    }
    lines
}

/// The documents there are, with the last schema step of each.
const RELEASED: [(u8, DocumentKind); 10] = [
    (1, DocumentKind::Facility),
    (1, DocumentKind::Casting),
    (1, DocumentKind::Plan),
    (2, DocumentKind::Casting),
    (2, DocumentKind::Plan),
    (3, DocumentKind::Plan),
    (4, DocumentKind::Plan),
    (1, DocumentKind::Desk),
    (1, DocumentKind::Publications),
    (1, DocumentKind::Answers),
];

#[test]
fn every_released_step_has_a_document() {
    for kind in DocumentKind::ALL {
        for number in (1..).take(schema::steps(kind).len()) {
            assert!(RELEASED.contains(&(number, kind)), "{} {number}", kind.key());
        }
    }
}

#[test]
fn released_documents_say_what_they_said() {
    for (number, kind) in RELEASED {
        let piece = format!("{number}/{}.automerge", kind.key());
        let document = open(kind, &piece);
        assert_eq!(document.standing(), Standing::Open);
        assert_eq!(document.identity(), Some(identity(kind)));
        let said = path(&format!("{number}/{}.txt", kind.key()));
        let said = std::fs::read_to_string(said).unwrap();
        let now = told(&document);
        assert!(said.lines().count() > 5);
        for line in said.lines() {
            assert!(now.lines().any(|told| told == line), "{piece} no longer says: {line}");
        }
    }
}

#[test]
fn released_documents_are_written_and_remembered() {
    for (number, kind) in RELEASED {
        let mut document = open(kind, &format!("{number}/{}.automerge", kind.key()));
        let (record, id) = match kind {
            DocumentKind::Facility => (Kind::Room, 11),
            DocumentKind::Casting => (Kind::Affinity, 11),
            DocumentKind::Plan => (Kind::Task, 11),
            DocumentKind::Desk => (Kind::Slip, 11),
            DocumentKind::Publications => (Kind::Publication, 11),
            DocumentKind::Answers => (Kind::Answer, 11),
        };
        let history = document.record_history(record, RawId(id)).len();
        assert!(apply(&mut document, &[put(record, id, "remark", "now".into())]).change.is_some());
        assert_eq!(document.record_history(record, RawId(id)).len(), history + 1);
    }
}

#[test]
fn a_casting_of_the_first_schema_gains_cost_rates_and_keeps_what_it_said() {
    let mut document = open(DocumentKind::Casting, "1/casting.automerge");
    let before = document.read_casting().0;
    assert!(before.cost_rates.is_empty());
    let applied = apply(&mut document, &[pieces::cost_rate_edit()]);
    let after = document.read_casting().0;
    assert_eq!(after.affinities, before.affinities);
    let day = units::parse_date("2027-01-01").unwrap();
    assert_eq!(after.hourly_of_person(PersonId(RawId(14)), day), "32.50 EUR".parse().ok());
    let again = taken_up(&document, 51);
    assert_eq!(again.read_casting().0, after);
    undo(&mut document, &applied);
    assert_eq!(document.read_casting().0, before);
}

#[test]
fn a_plan_of_the_third_schema_gains_accepted_slips_and_keeps_what_it_said() {
    let mut document = open(DocumentKind::Plan, "3/plan.automerge");
    let before = document.read_plan().0;
    assert!(before.accepted_slips.is_empty() && !before.attachments.is_empty());
    let applied = apply(&mut document, &[pieces::accepted_slip_edit()]);
    let after = document.read_plan().0;
    assert_eq!(Plan { accepted_slips: BTreeMap::new(), ..after.clone() }, before);
    let accepted = after.accepted(SlipId(RawId(11))).unwrap();
    assert_eq!(accepted.worked(), Some(units::Minutes(510)));
    let desk = open(DocumentKind::Desk, "1/desk.automerge").read_desk().0;
    let slip = &desk.slips[&SlipId(RawId(11))];
    assert_eq!(slip.changed_since(accepted), ["supplies", "remark"]);
    assert_eq!(taken_up(&document, 51).read_plan().0, after);
    undo(&mut document, &applied);
    assert_eq!(document.read_plan().0, before);
}

#[test]
fn a_plan_of_the_second_schema_gains_attachments_and_keeps_what_it_said() {
    let mut document = open(DocumentKind::Plan, "2/plan.automerge");
    let before = document.read_plan().0;
    assert!(before.attachments.is_empty() && !before.variants.is_empty());
    let applied = apply(&mut document, &[pieces::attachment_edit()]);
    let after = document.read_plan().0;
    assert_eq!(Plan { attachments: BTreeMap::new(), ..after.clone() }, before);
    let attachment = &after.attachments[&AttachmentId(RawId(20))];
    assert_eq!(attachment.content().map(|(_, length)| length), Some(5));
    assert_eq!(taken_up(&document, 51).read_plan().0, after);
    undo(&mut document, &applied);
    assert_eq!(document.read_plan().0, before);
}

#[test]
fn a_plan_of_the_first_schema_gains_variants_and_keeps_what_it_said() {
    let mut document = open(DocumentKind::Plan, "1/plan.automerge");
    let before = document.read_plan().0;
    assert!(before.variants.is_empty());
    let applied = apply(&mut document, &[pieces::variant_edit()]);
    let after = document.read_plan().0;
    assert_eq!(Plan { variants: BTreeMap::new(), ..after.clone() }, before);
    let variant = &after.variants[&VariantId(RawId(17))];
    assert_eq!(variant.changes.not_understood(), 0);
    assert_eq!(taken_up(&document, 51).read_plan().0, after);
    undo(&mut document, &applied);
    assert_eq!(document.read_plan().0, before);
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

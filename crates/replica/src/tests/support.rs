//! Short words for the tests of documents.

use crate::write::Applied;
use crate::*;
use model::*;
use units::Stamp;

pub(super) const PRODUCTION: ProductionId = ProductionId(RawId(5_000));
pub(super) const PERSON: PersonId = PersonId(RawId(14));
pub(super) const FACILITY: FacilityId = FacilityId(RawId(6_000));

pub(super) fn actor(number: u8) -> ActorId {
    [number; 16]
}

pub(super) fn identity(kind: DocumentKind) -> Identity {
    let scope = match kind {
        DocumentKind::Facility => Scope::Facility,
        DocumentKind::Casting => Scope::Casting,
        DocumentKind::Plan => Scope::Plan(PRODUCTION),
        DocumentKind::Desk => Scope::Desk(PERSON),
        DocumentKind::Publications => Scope::Publications(PRODUCTION),
        DocumentKind::Answers => Scope::Answers(PRODUCTION),
    };
    Identity::of(DocumentId(RawId(7_000)), FACILITY, scope)
}

pub(super) fn create(kind: DocumentKind, number: u8) -> Document {
    Document::create(kind, identity(kind), actor(number), Stamp(1)).0
}

pub(super) fn plan(number: u8) -> Document {
    create(DocumentKind::Plan, number)
}

/// The same document taken up by another actor.
pub(super) fn taken_up(document: &Document, number: u8) -> Document {
    let bytes = document.clone().save();
    Document::load(document.kind(), actor(number), Some(&bytes), []).unwrap().0
}

/// Two machines with the same plan, in which task 1 is called Mix.
pub(super) fn pair() -> (Document, Document) {
    let mut ours = plan(1);
    apply(&mut ours, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    let theirs = taken_up(&ours, 2);
    (ours, theirs)
}

pub(super) fn message() -> ChangeMessage {
    ChangeMessage::of_command("set")
}

pub(super) fn values(values: &[(&str, Value)]) -> Values {
    values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

pub(super) fn set(words: &[&str]) -> Value {
    Value::Set(words.iter().map(|word| (*word).to_owned()).collect())
}

pub(super) fn subject(kind: Kind, id: u128) -> Subject {
    match kind.document() {
        DocumentKind::Plan => Subject::planned(PRODUCTION, kind, RawId(id)),
        DocumentKind::Facility | DocumentKind::Casting => Subject::shared(kind, RawId(id)),
        DocumentKind::Desk => Subject::at_desk(PERSON, kind, RawId(id)),
        DocumentKind::Publications => Subject::published(PRODUCTION, RawId(id)),
        DocumentKind::Answers => Subject::answered(PRODUCTION, RawId(id)),
    }
}

pub(super) fn task(id: u128) -> Subject {
    subject(Kind::Task, id)
}

pub(super) fn add(kind: Kind, id: u128, values: Values) -> Edit {
    Edit::add(subject(kind, id), values)
}

pub(super) fn put(kind: Kind, id: u128, key: &str, value: Value) -> Edit {
    Edit::set(subject(kind, id), values(&[(key, value)]))
}

pub(super) fn delete(kind: Kind, id: u128) -> Edit {
    Edit { subject: subject(kind, id), change: Change::Delete }
}

pub(super) fn restore(kind: Kind, id: u128) -> Edit {
    Edit { subject: subject(kind, id), change: Change::Restore }
}

pub(super) fn apply(document: &mut Document, edits: &[Edit]) -> Applied {
    document.apply(edits, &message(), Stamp(10)).unwrap()
}

pub(super) fn undo(document: &mut Document, applied: &Applied) -> Undone {
    document.apply_writes(&inverse(&applied.writes), &message(), Stamp(20)).unwrap()
}

pub(super) fn deliver(document: &mut Document, changes: &[&Applied]) -> Merged {
    let changes = changes.iter().filter_map(|applied| applied.change.as_ref());
    document.merge(changes.map(|change| change.bytes.as_slice()).collect::<Vec<_>>())
}

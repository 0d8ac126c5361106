//! Later schema steps: taken when they are needed, alike on every machine, and waited for by
//! programs that do not know them.

use super::museum::FUTURE_STEP;
use super::support::*;
use crate::schema::step_actor;
use crate::*;
use model::*;
use std::collections::BTreeMap;
use units::Stamp;

fn casting(number: u8) -> Document {
    create(DocumentKind::Casting, number)
}

fn rate(id: u128, hourly: &str) -> Edit {
    add(Kind::CostRate, id, values(&[("hourly", hourly.into())]))
}

/// The changes of schema steps that a document holds.
fn steps_of(document: &Document) -> usize {
    document.changes(1_000, None).iter().filter(|it| is_schema_actor(&it.actor)).count()
}

#[test]
fn a_step_is_taken_when_the_first_record_needs_it() {
    let mut document = casting(1);
    let affinity = add(Kind::Affinity, 11, values(&[("rating", Value::Integer(4))]));
    apply(&mut document, &[affinity]);
    assert_eq!(steps_of(&document), 1, "programs that know one step can follow");
    apply(&mut document, &[rate(12, "32.50 EUR")]);
    assert_eq!(steps_of(&document), 2);
    let (read, findings) = document.read_casting();
    assert_eq!(read.cost_rates[&CostRateId(RawId(12))].hourly, "32.50 EUR".parse().ok());
    assert_eq!((read.affinities.len(), findings.iter().count()), (1, 0));
    apply(&mut document, &[rate(13, "40 EUR")]);
    assert_eq!(steps_of(&document), 2, "once");
}

#[test]
fn a_write_that_is_refused_takes_no_step() {
    let mut document = casting(1);
    let heads = document.heads();
    let set = put(Kind::CostRate, 12, "remark", "who?".into());
    let refusal = document.apply(&[set], &message(), Stamp(9)).unwrap_err();
    assert_eq!(refusal, Refusal::Missing { kind: Kind::CostRate, id: RawId(12) });
    let wrong = rate(12, "a lot");
    assert!(document.apply(&[wrong], &message(), Stamp(9)).is_err());
    assert_eq!(document.apply(&[], &message(), Stamp(9)).unwrap().change, None);
    assert_eq!((document.heads(), steps_of(&document)), (heads, 1));
}

#[test]
fn machines_that_take_a_step_apart_agree() {
    let mut ours = casting(1);
    let mut theirs = taken_up(&ours, 2);
    let here = apply(&mut ours, &[rate(12, "30 EUR")]);
    let there = apply(&mut theirs, &[rate(13, "40 EUR")]);
    assert_eq!(deliver(&mut ours, &[&there]).rejected, []);
    assert_eq!(deliver(&mut theirs, &[&here]).rejected, []);
    assert_eq!((ours.heads(), ours.state_hash()), (theirs.heads(), theirs.state_hash()));
    assert_eq!(ours.read_casting().0.cost_rates.len(), 2);
    let findings = ours.read_casting().1;
    assert_eq!(findings.iter().count(), 0, "no container is born twice");
}

#[test]
fn a_step_is_not_sent_and_whoever_knows_it_takes_it_for_the_changes_that_build_on_it() {
    let mut ours = casting(1);
    let mut theirs = taken_up(&ours, 2);
    let sequences = theirs.sequences();
    let written = apply(&mut ours, &[rate(12, "30 EUR")]);
    let news = ours.changes_since(&sequences);
    assert_eq!(news.iter().map(|it| it.actor).collect::<Vec<_>>(), [actor(1)]);
    let merged = deliver(&mut theirs, &[&written]);
    assert_eq!((merged.applied, merged.pending), (1, 0), "the step is nobody's delivery");
    assert_eq!(merged.taken.iter().map(|it| it.actor).collect::<Vec<_>>(), [actor(1)]);
    assert_eq!(merged.touched, [(Kind::CostRate, RawId(12))].into());
    assert_eq!((ours.heads(), ours.sequences()), (theirs.heads(), theirs.sequences()));
    let all = ours.changes_since(&BTreeMap::new());
    let bytes = all.iter().rev().map(|change| change.bytes.as_slice());
    let (joiner, _) = Document::load(DocumentKind::Casting, actor(3), None, bytes).unwrap();
    assert_eq!((joiner.heads(), joiner.read_casting()), (ours.heads(), ours.read_casting()));
}

#[test]
fn a_document_with_a_later_step_is_saved_loaded_refreshed_and_undone() {
    let mut ours = casting(1);
    let before = ours.heads();
    let (mut read, mut findings) = ours.read_casting();
    let applied = apply(&mut ours, &[rate(12, "30 EUR")]);
    ours.refresh_casting(&mut read, &mut findings, &applied.touched);
    assert_eq!((&read, &findings), (&ours.read_casting().0, &ours.read_casting().1));
    assert_eq!(ours.at_heads(&before).casting().0, Casting::default(), "as it was before");
    assert_eq!(ours.record_history(Kind::CostRate, RawId(12)).len(), 2);
    let mut again = taken_up(&ours, 2);
    assert_eq!((again.heads(), again.read_casting()), (ours.heads(), ours.read_casting()));
    let undone = undo(&mut again, &applied);
    assert_eq!(undone.skipped, []);
    assert!(again.read_casting().0.cost_rates.is_empty());
    let mut elsewhere = taken_up(&casting(1), 3);
    let said = elsewhere.apply_writes(
        &ours.writes_since(&before, &applied.touched),
        &message(),
        Stamp(30),
    );
    assert_eq!(said.unwrap().skipped, [], "what is adopted takes the step too");
    assert_eq!(elsewhere.read_casting().0, ours.read_casting().0);
}

#[test]
fn what_builds_on_a_step_that_a_program_does_not_know_waits_and_nothing_is_lost() {
    // The plan of a later program: this one does not know its last step, as the first programs do
    // not know the second one of the casting.
    let future = super::museum::open(DocumentKind::Plan, "future/plan.automerge");
    let mut ours = super::museum::open(DocumentKind::Plan, "1/plan.automerge");
    let news = future.changes_since(&ours.sequences());
    let (steps, written): (Vec<_>, Vec<_>) =
        news.iter().partition(|change| is_schema_actor(&change.actor));
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].actor.as_slice(), step_actor(FUTURE_STEP).to_bytes());
    let merged = ours.merge(written.iter().map(|change| change.bytes.as_slice()));
    assert_eq!((merged.applied, merged.pending, merged.rejected.len()), (0, written.len(), 0));
    // It goes on working, and is saved with what waits.
    assert!(apply(&mut ours, &[put(Kind::Task, 11, "remark", "ours".into())]).change.is_some());
    let mut ours = taken_up(&ours, 90);
    assert_eq!(ours.read_plan().0.tasks[&TaskId(RawId(11))].remark, "ours");
    // Once it knows the step, everything is there.
    let merged = ours.merge(steps.iter().map(|change| change.bytes.as_slice()));
    assert_eq!((merged.applied, merged.pending), (1 + written.len(), 0));
    let plan = ours.read_plan().0;
    assert_eq!(plan.tasks[&TaskId(RawId(11))].remark, "ours");
    assert_eq!(plan.production.state, future.read_plan().0.production.state);
}

#[test]
fn two_machines_of_one_person_that_make_the_desk_apart_have_one_desk() {
    let slip = |number: u128| add(Kind::Slip, number, values(&[("done", "a reel".into())]));
    let (mut ours, first) =
        Document::create(DocumentKind::Desk, identity(DocumentKind::Desk), actor(1), Stamp(1));
    let (mut theirs, second) =
        Document::create(DocumentKind::Desk, identity(DocumentKind::Desk), actor(2), Stamp(5));
    let (one, other) = (apply(&mut ours, &[slip(1)]), apply(&mut theirs, &[slip(2)]));
    ours.merge([second.bytes.as_slice()]);
    theirs.merge([first.bytes.as_slice()]);
    assert_eq!(deliver(&mut ours, &[&other]).rejected, []);
    assert_eq!(deliver(&mut theirs, &[&one]).rejected, []);
    assert_eq!(ours.identity(), Some(identity(DocumentKind::Desk)));
    let (read, findings) = ours.read_desk();
    assert_eq!((read.slips.len(), findings.iter().count()), (2, 0));
    assert_eq!(theirs.read_desk().0, read);
}

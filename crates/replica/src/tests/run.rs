//! Changes that come together are judged as if each had come by itself.

use super::laws::{play, steps_of};
use super::support::*;
use crate::*;
use automerge as am;
use automerge::ExpandedChange;
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use model::{Edit, Kind, RawId, Values};
use proptest::prelude::*;
use proptest::sample::Index;

/// A change that says what another says, by somebody else, with something in it changed.
#[derive(Debug, Clone)]
struct Forgery {
    /// The change it is like.
    like: Index,
    /// Whether it builds on what that one builds on, on the author's own last, or on another.
    on_its: bool,
    on_own: bool,
    on: Option<Index>,
    /// The operation that is changed, and into what.
    operation: Index,
    over: Option<Index>,
    object: Option<Index>,
    author: u8,
}

fn forgeries() -> impl Strategy<Value = Vec<Forgery>> {
    let ons = (
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.9),
        prop::option::weighted(0.6, any::<Index>()),
    );
    let numbers = (
        any::<Index>(),
        prop::option::weighted(0.2, any::<Index>()),
        prop::option::weighted(0.1, any::<Index>()),
    );
    let forgery = (any::<Index>(), ons, numbers, 8..10_u8).prop_map(
        |(like, (on_its, on_own, on), (operation, over, object), author)| Forgery {
            like,
            on_its,
            on_own,
            on,
            operation,
            over,
            object,
            author,
        },
    );
    prop::collection::vec(forgery, 1..8)
}

/// Every operation of some changes.
fn numbers(changes: &[am::Change]) -> Vec<OpId> {
    let of = |change: &am::Change| {
        let (first, last, author) =
            (change.start_op().get(), change.max_op(), change.actor_id().clone());
        (first..=last).map(move |number| OpId(number, author.clone())).collect::<Vec<_>>()
    };
    changes.iter().flat_map(of).collect()
}

/// Some changes and forgeries of them, each behind those it builds on.
fn forge(mut changes: Vec<am::Change>, forgeries: &[Forgery]) -> Vec<am::Change> {
    let mut next = changes.iter().map(am::Change::max_op).max().unwrap_or(0) + 1;
    for forgery in forgeries {
        let known = numbers(&changes);
        let author = am::ActorId::from(actor(forgery.author));
        let own = changes.iter().rev().find(|change| *change.actor_id() == author);
        let mut forged: ExpandedChange = forgery.like.get(&changes).decode();
        if forged.operations.is_empty() {
            continue;
        }
        if !forgery.on_its {
            forged.deps.clear();
        }
        forged.deps.extend(own.filter(|_| forgery.on_own).map(am::Change::hash));
        forged.deps.extend(forgery.on.map(|on| on.get(&changes).hash()));
        forged.deps.sort_unstable();
        forged.deps.dedup();
        let operation = forgery.operation.index(forged.operations.len());
        let operation = &mut forged.operations[operation];
        if let Some(over) = forgery.over {
            operation.pred = vec![over.get(&known).clone()].into();
        }
        if let Some(object) = forgery.object {
            operation.obj = ObjectId::Id(object.get(&known).clone());
        }
        forged.seq = own.map_or(0, am::Change::seq) + 1;
        forged.actor_id = author;
        forged.start_op = next.try_into().unwrap();
        forged.hash = None;
        if let Ok(forged) = guard::guarded(|| am::Change::from(forged)) {
            next = forged.max_op() + 1;
            changes.push(forged);
        }
    }
    changes
}

/// Edits that meet: two tasks, born by whoever comes first, and what they are called.
fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (1_u128..3).prop_map(|id| add(Kind::Task, id, values(&[("name", "new".into())]))),
        2 => (1_u128..3, "[ab]").prop_map(|(id, name)| put(Kind::Task, id, "name", (&*name).into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changes_that_come_together_are_judged_as_if_each_had_come_by_itself(
        steps in steps_of(edits()),
        forgeries in forgeries(),
        before in any::<Index>(),
    ) {
        let mut machines = play(&steps);
        let all: Vec<Vec<u8>> = machines.iter().flat_map(|machine| machine.written.clone()).collect();
        let mut ours = machines.remove(0).document;
        ours.merge(all.iter().map(Vec::as_slice));
        let written = ours.automerge.get_changes(&[]).into_iter().filter(|change| {
            document::actor_id(change.actor_id()).is_some_and(|actor| !is_schema_actor(&actor))
        });
        let changes = forge(written.collect(), &forgeries);
        // Some are there before the others come.
        let (there, coming) = changes.split_at(before.index(changes.len()));
        check_judged_alike(&ours, there, coming);
    }
}

/// Takes changes in at once and one by one. What was rejected.
fn check_judged_alike(
    like: &Document,
    there: &[am::Change],
    coming: &[am::Change],
) -> Vec<ChangeHash> {
    let new = || {
        let mut document = Document::load(like.kind(), actor(7), None, []).unwrap().0;
        there.iter().for_each(|change| drop(document.merge([change.raw_bytes()])));
        document
    };
    let (mut together, mut alone) = (new(), new());
    let merged = together.merge(coming.iter().map(am::Change::raw_bytes));
    coming.iter().for_each(|change| drop(alone.merge([change.raw_bytes()])));
    assert_eq!(together.heads(), alone.heads());
    assert_eq!(together.state_hash(), alone.state_hash());
    merged.rejected.into_iter().filter_map(|rejected| rejected.hash).collect()
}

/// One change is rejected and no other, however many of those before it came earlier.
fn check_only_rejected(like: &Document, changes: &[am::Change], bad: &am::Change) {
    for there in 0..changes.len() {
        let (there, coming) = changes.split_at(there);
        assert_eq!(check_judged_alike(like, there, coming), [bad.hash().0]);
    }
}

/// A change as somebody may write it who writes it by hand.
fn by(author: u8, (seq, start): (u64, u64), deps: &[&am::Change], operations: &[Op]) -> am::Change {
    let mut deps: Vec<am::ChangeHash> = deps.iter().map(|dep| dep.hash()).collect();
    deps.sort_unstable();
    am::Change::from(ExpandedChange {
        operations: operations.to_vec(),
        actor_id: am::ActorId::from(actor(author)),
        hash: None,
        seq,
        start_op: start.try_into().unwrap(),
        time: 0,
        message: None,
        deps,
        extra_bytes: Vec::new(),
        author: None,
    })
}

fn op(object: &ObjectId, key: &str, action: OpType, over: &[OpId]) -> Op {
    let key = Key::Map(key.into());
    Op { action, obj: object.clone(), key, pred: over.to_vec().into(), insert: false }
}

fn first(change: &am::Change) -> OpId {
    OpId(change.start_op().get(), change.actor_id().clone())
}

/// A task born on two machines that had not heard of each other: the plan before, and both births.
/// That of the second machine is the one that is seen once both are known.
fn born_twice() -> (Document, Vec<am::Change>, am::Change, am::Change) {
    let (mut ours, mut theirs) = pair();
    let before = ours.automerge.get_changes(&[]);
    let birth = add(Kind::Task, 40, Values::new());
    let born = |document: &mut Document| {
        let change = apply(document, std::slice::from_ref(&birth)).change.unwrap();
        am::Change::try_from(change.bytes.as_slice()).unwrap()
    };
    let births = (born(&mut ours), born(&mut theirs));
    (ours, before, births.0, births.1)
}

/// The record a birth has made, and where.
fn record(birth: &am::Change) -> (ObjectId, ObjectId, String) {
    let operations = birth.decode().operations;
    let place = operations.iter().position(|it| matches!(it.action, OpType::Make(_))).unwrap();
    let number = OpId(birth.start_op().get() + place as u64, birth.actor_id().clone());
    let Key::Map(key) = &operations[place].key else { panic!("a record lies in a map") };
    (ObjectId::Id(number), operations[place].obj.clone(), key.to_string())
}

#[test]
fn who_has_heard_that_a_record_was_born_twice_does_not_write_to_the_one_that_is_not_seen() {
    let (plan, before, ours, theirs) = born_twice();
    let (record, ..) = record(&ours);
    let put = || OpType::Put("forged".into());
    let one = by(8, (1, 100), &[&ours], &[op(&record, "a", put(), &[])]);
    let two = by(8, (2, 101), &[&one], &[op(&record, "b", put(), &[])]);
    let three = by(8, (3, 102), &[&two, &theirs], &[op(&record, "c", put(), &[])]);
    let changes = [before, vec![ours, theirs, one, two, three.clone()]].concat();
    check_only_rejected(&plan, &changes, &three);
}

#[test]
fn who_has_taken_a_record_away_does_not_write_to_it() {
    let (plan, before, birth, _) = born_twice();
    let (record, container, key) = record(&birth);
    let ObjectId::Id(number) = record.clone() else { panic!("a record has a number") };
    let put = || OpType::Put("forged".into());
    let one = by(8, (1, 100), &[&birth], &[op(&record, "a", put(), &[])]);
    let two = by(8, (2, 101), &[&one], &[op(&record, "b", put(), &[])]);
    let three = by(8, (3, 102), &[&two], &[op(&container, &key, OpType::Delete, &[number])]);
    let four = by(8, (4, 103), &[&three], &[op(&record, "c", put(), &[])]);
    let changes = [before, vec![birth, one, two, three, four.clone()]].concat();
    check_only_rejected(&plan, &changes, &four);
}

#[test]
fn who_does_not_build_on_a_record_of_their_own_does_not_write_to_it() {
    let (plan, before, birth, _) = born_twice();
    let (_, container, _) = record(&birth);
    let put = || OpType::Put("forged".into());
    let make = || OpType::Make(am::ObjType::Map);
    let id = |number: u128| RawId(number).to_string();
    let one = by(8, (1, 100), &[&birth], &[op(&container, &id(50), make(), &[])]);
    let two = by(8, (2, 101), &[&one], &[op(&container, &id(60), make(), &[])]);
    let theirs = ObjectId::Id(first(&two));
    let three = by(8, (3, 102), &[&one], &[op(&theirs, "a", put(), &[])]);
    let changes = [before, vec![birth, one, two, three.clone()]].concat();
    check_only_rejected(&plan, &changes, &three);
}

#[test]
fn a_change_waits_for_its_authors_last_though_it_does_not_build_on_it() {
    let (plan, before, birth, _) = born_twice();
    let (_, container, _) = record(&birth);
    let make = || OpType::Make(am::ObjType::Map);
    // Their names decide in which order they come out of one delivery.
    for number in 10..30 {
        let id = RawId(number).to_string();
        let one = by(8, (1, 100), &[&birth], &[op(&container, &id, make(), &[])]);
        let two = by(8, (2, 200), &[], &[op(&container, &id, make(), &[])]);
        let all = [before.clone(), vec![birth.clone(), one, two.clone()]].concat();
        assert!(check_judged_alike(&plan, &[], &all).is_empty());
        let mut document = Document::load(plan.kind(), actor(7), None, []).unwrap().0;
        let backwards = document.merge(all.iter().rev().map(am::Change::raw_bytes));
        assert_eq!((backwards.pending, backwards.rejected.len()), (0, 0));
        let mut waits = Document::load(plan.kind(), actor(7), None, []).unwrap().0;
        assert_eq!(waits.merge([two.raw_bytes()]).pending, 1);
    }
}

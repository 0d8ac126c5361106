//! Documents as a whole. Laws on random edits are in `laws.rs`, bad
//! peers in `hostile.rs`, released documents in `museum.rs`.

mod gate;
mod growth;
mod hostile;
mod laws;
mod museum;
mod run;
mod speed;
mod support;

use crate::standing::Standing;
use crate::tests::support::*;
use crate::*;
use model::*;
use std::collections::BTreeMap;
use units::Stamp;

#[test]
fn a_new_plan_reads_as_an_empty_production() {
    let plan = plan(1);
    let (read, findings) = plan.read_plan();
    assert_eq!(read, Plan::new(PRODUCTION));
    assert!(findings.is_empty());
    assert_eq!(plan.standing(), Standing::Open);
    assert_eq!(plan.identity(), Some(identity(DocumentKind::Plan)));
}

#[test]
fn what_was_added_and_set_is_read() {
    let mut plan = plan(1);
    let values = values(&[("name", "Mix".into()), ("skills", set(&["avid", "pro_tools"]))]);
    let added = apply(&mut plan, &[add(Kind::Task, 1, values)]);
    assert_eq!(added.touched, [(Kind::Task, RawId(1))].into());
    apply(&mut plan, &[put(Kind::Task, 1, "skills", set(&["pro_tools", "5.1"]))]);
    let (read, findings) = plan.read_plan();
    let task = &read.tasks[&TaskId(RawId(1))];
    assert_eq!(task.name, "Mix");
    assert_eq!(Value::Set(task.skills.clone()), set(&["5.1", "pro_tools"]));
    assert!(findings.is_empty());
}

#[test]
fn the_production_is_set_and_added_alike() {
    let mut plan = plan(1);
    let id = RawId::from(PRODUCTION).0;
    apply(&mut plan, &[add(Kind::Production, id, values(&[("title", "Rive".into())]))]);
    apply(&mut plan, &[put(Kind::Production, id, "client", "Ateliers".into())]);
    let (read, _) = plan.read_plan();
    assert_eq!((&*read.production.title, &*read.production.client), ("Rive", "Ateliers"));
}

#[test]
fn an_edit_without_effect_makes_no_change() {
    let mut plan = plan(1);
    let edit = add(Kind::Task, 1, values(&[("name", "Mix".into())]));
    apply(&mut plan, std::slice::from_ref(&edit));
    let heads = plan.heads();
    for edit in [edit, put(Kind::Task, 1, "name", "Mix".into()), restore(Kind::Task, 1)] {
        let again = apply(&mut plan, &[edit]);
        assert_eq!(again, Applied::default());
    }
    assert_eq!(plan.heads(), heads);
    assert_eq!(apply(&mut plan, &[]), Applied::default());
}

#[test]
fn a_change_is_one_plain_chunk_in_sequence() {
    let mut plan = plan(1);
    let long = "x".repeat(10_000);
    for seq in 2..5_u8 {
        let edit = add(Kind::Task, seq.into(), values(&[("remark", (&*long).into())]));
        let change = apply(&mut plan, &[edit]).change.unwrap();
        let chunk = chunk::first(&change.bytes).unwrap();
        assert_eq!((chunk.kind, chunk.rest.len()), (chunk::ChunkKind::Change, 0));
        assert_eq!((chunk.hash, chunk.intact), (change.hash, true));
        assert_eq!((change.actor, change.seq), (actor(1), u64::from(seq)));
    }
}

#[test]
fn refusals_write_nothing() {
    let mut plan = plan(1);
    apply(&mut plan, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    apply(&mut plan, &[add(Kind::Task, 2, Values::new()), delete(Kind::Task, 2)]);
    let state = plan.state_hash();
    let long = "x".repeat(MAX_TEXT_BYTES + 1);
    let name = "x".repeat(201);
    for (edit, code) in [
        (put(Kind::Task, 3, "name", "Mix".into()), "edit-record-missing"),
        (put(Kind::Task, 2, "name", "Mix".into()), "edit-record-missing"),
        (delete(Kind::Task, 3), "edit-record-missing"),
        (add(Kind::Task, 1, values(&[("name", "Dub".into())])), "edit-record-exists"),
        (put(Kind::Task, 1, "colour", "red".into()), "edit-unknown-field"),
        (put(Kind::Task, 1, "deleted", Value::Flag(true)), "edit-unknown-field"),
        (put(Kind::Task, 1, "work", "long".into()), "edit-wrong-value"),
        (put(Kind::Task, 1, "skills", set(&[""])), "edit-wrong-value"),
        (put(Kind::Task, 1, "name", (&*name).into()), "edit-name-too-long"),
        (put(Kind::Task, 1, "skills", set(&[&name])), "edit-name-too-long"),
        (put(Kind::Task, 1, "remark", (&*long).into()), "edit-text-too-long"),
        (Edit::add(Subject::shared(Kind::Room, RawId(1)), Values::new()), "edit-wrong-document"),
        (
            Edit::add(
                Subject::planned(ProductionId(RawId(7)), Kind::Task, RawId(9)),
                Values::new(),
            ),
            "edit-wrong-document",
        ),
    ] {
        let good = add(Kind::Task, 50, Values::new());
        let refusal = plan.apply(&[good, edit], &message(), Stamp(9)).unwrap_err();
        assert_eq!(refusal.code(), code);
        assert_eq!(refusal.finding().code, code);
        assert_eq!(plan.state_hash(), state, "{code}");
    }
}

#[test]
fn a_change_too_large_to_send_is_refused_and_gone() {
    let mut plan = plan(1);
    let state = plan.state_hash();
    let long = "x".repeat(MAX_TEXT_BYTES);
    let edits: Vec<Edit> =
        (0..20).map(|id| add(Kind::Task, id, values(&[("remark", (&*long).into())]))).collect();
    assert_eq!(plan.apply(&edits, &message(), Stamp(9)), Err(Refusal::TooLarge));
    assert_eq!(plan.state_hash(), state);
    apply(&mut plan, &[add(Kind::Task, 1, Values::new())]);
}

#[test]
fn a_refused_first_change_leaves_no_trace_of_its_actor() {
    let mut plan = plan(1);
    let bytes = plan.save();
    let (mut other, _) = Document::load(DocumentKind::Plan, actor(2), Some(&bytes), []).unwrap();
    assert!(other.apply(&[delete(Kind::Task, 3)], &message(), Stamp(9)).is_err());
    assert_eq!(other.save(), bytes);
}

#[test]
fn undo_of_a_birth_keeps_what_it_held_for_redo() {
    let mut plan = plan(1);
    let added = apply(&mut plan, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    assert_eq!(added.writes.len(), 1);
    let undone = undo(&mut plan, &added);
    assert!(plan.read_plan().0.tasks.is_empty());
    undo(&mut plan, &undone.applied);
    assert_eq!(plan.read_plan().0.tasks[&TaskId(RawId(1))].name, "Mix");
}

#[test]
fn undo_leaves_alone_what_somebody_wrote_since() {
    let mut plan = plan(1);
    apply(&mut plan, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    let mine = values(&[("name", "Dub".into()), ("work", Value::Integer(480))]);
    let mine = apply(&mut plan, &[Edit::set(task(1), mine)]);
    apply(&mut plan, &[put(Kind::Task, 1, "name", "Dub 5.1".into())]);
    let undone = undo(&mut plan, &mine);
    let skipped: Vec<_> =
        undone.skipped.iter().map(|it| (&*it.write.key, it.found.clone())).collect();
    assert_eq!(skipped, [("name", Scalar::Text("Dub 5.1".into()))]);
    let task = plan.read_plan().0.tasks[&TaskId(RawId(1))].clone();
    assert_eq!((&*task.name, task.work.0), ("Dub 5.1", 0));
}

#[test]
fn a_disputed_field_is_told_and_settled_by_writing_it_again() {
    let (mut ours, mut theirs) = pair();
    let (mine, yours) = (
        apply(&mut ours, &[put(Kind::Task, 1, "name", "Mix A".into())]),
        apply(&mut theirs, &[put(Kind::Task, 1, "name", "Mix B".into())]),
    );
    // The same value written twice is no dispute.
    let mine_too = apply(&mut ours, &[put(Kind::Task, 1, "work", Value::Integer(60))]);
    let yours_too = apply(&mut theirs, &[put(Kind::Task, 1, "work", Value::Integer(60))]);
    let merged = deliver(&mut ours, &[&yours, &yours_too]);
    deliver(&mut theirs, &[&mine, &mine_too]);
    assert_eq!(merged.touched, [(Kind::Task, RawId(1))].into());
    assert_eq!(merged.applied, 2);
    let (plan, findings) = ours.read_plan();
    assert_eq!((plan, &findings), (theirs.read_plan().0, &theirs.read_plan().1));
    let told: Vec<&Finding> = findings.iter().collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].code, "field-conflict");
    let both = [&told[0].fields["kept"], &told[0].fields["other"]];
    assert!(both.contains(&&"Mix A".to_owned()) && both.contains(&&"Mix B".to_owned()));
    assert_ne!(told[0].fields["kept_by"], told[0].fields["other_by"]);
    // To keep the winner is to write it again; the other machine hears of it.
    let kept = told[0].fields["kept"].clone();
    let (mut plan, mut findings) = theirs.read_plan();
    let settled = apply(&mut ours, &[put(Kind::Task, 1, "name", (&*kept).into())]);
    assert!(settled.change.is_some());
    assert!(ours.read_plan().1.is_empty());
    let merged = deliver(&mut theirs, &[&settled]);
    theirs.refresh_plan(&mut plan, &mut findings, &merged.touched);
    assert!(findings.is_empty());
}

#[test]
fn both_lags_of_a_link_set_apart_on_two_machines_are_both_kept() {
    let mut ours = plan(1);
    let ends = values(&[("from", RawId(1).to_string().as_str().into()), ("lag", "480".into())]);
    apply(&mut ours, &[add(Kind::Link, 3, ends)]);
    let mut theirs = taken_up(&ours, 2);
    let here = apply(&mut ours, &[put(Kind::Link, 3, "lag", "960".into())]);
    let there = apply(&mut theirs, &[put(Kind::Link, 3, "most", "2400".into())]);
    deliver(&mut ours, &[&there]);
    deliver(&mut theirs, &[&here]);
    assert_eq!(ours.state_hash(), theirs.state_hash());
    let (read, findings) = ours.read_plan();
    let link = &read.links[&LinkId(RawId(3))];
    assert_eq!(
        (link.lag.to_string(), link.most.unwrap().to_string()),
        ("960".into(), "2400".into())
    );
    assert!(findings.is_empty(), "they are no dispute");
}

#[test]
fn changes_wait_for_those_they_build_on() {
    let (mut ours, mut theirs) = pair();
    let first = apply(&mut theirs, &[put(Kind::Task, 1, "name", "A".into())]);
    let second = apply(&mut theirs, &[put(Kind::Task, 1, "name", "B".into())]);
    let waiting = deliver(&mut ours, &[&second]);
    assert_eq!((waiting.applied, waiting.pending), (0, 1));
    assert_eq!(ours.missing(), [first.change.as_ref().unwrap().hash].into());
    // What waits survives a save, a load and a change of our own.
    let saved = ours.save();
    let (mut ours, merged) =
        Document::load(DocumentKind::Plan, actor(1), Some(&saved), []).unwrap();
    assert_eq!(merged.pending, 1);
    apply(&mut ours, &[put(Kind::Task, 1, "remark", "C".into())]);
    let freed = deliver(&mut ours, &[&first]);
    assert_eq!((freed.applied, freed.pending), (2, 0));
    assert_eq!(ours.read_plan().0.tasks[&TaskId(RawId(1))].name, "B");
    assert_eq!(deliver(&mut ours, &[&first, &second]).known, 2);
}

#[test]
fn bad_changes_are_told_and_good_ones_taken() {
    let (mut ours, mut theirs) = pair();
    let good = apply(&mut theirs, &[put(Kind::Task, 1, "name", "A".into())]).change.unwrap();
    let mut damaged = good.bytes.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let mut cut = good.bytes.clone();
    cut.pop();
    let twice = [good.bytes.clone(), good.bytes.clone()].concat();
    let huge = vec![0; MAX_CHANGE_BYTES + 1];
    let document = theirs.save();
    let delivery: [&[u8]; 7] =
        [&damaged, &cut, &twice, &huge, &document, &[], good.bytes.as_slice()];
    let merged = ours.merge(delivery);
    let codes: Vec<&str> = merged.rejected.iter().map(|it| it.reason.code()).collect();
    assert_eq!(
        codes,
        [
            "change-damaged",
            "change-not-plain",
            "change-not-plain",
            "change-too-large",
            "change-not-plain",
            "change-not-plain",
        ]
    );
    assert_eq!((merged.applied, ours.state_hash()), (1, theirs.state_hash()));
}

#[test]
fn a_second_change_under_one_number_is_rejected_alone() {
    let (mut ours, theirs) = pair();
    let mut restored = theirs.clone();
    let (mut theirs, mut third) = (theirs, ours.clone());
    third.actor = actor(3);
    third.automerge.set_actor(automerge::ActorId::from(actor(3)));
    let first = apply(&mut theirs, &[put(Kind::Task, 1, "name", "A".into())]);
    let second = apply(&mut restored, &[put(Kind::Task, 1, "name", "B".into())]);
    let good = apply(&mut third, &[put(Kind::Task, 1, "remark", "C".into())]);
    let merged = deliver(&mut ours, &[&first, &second, &good]);
    assert_eq!(merged.applied, 2);
    assert_eq!(merged.rejected.len(), 1);
    assert_eq!(merged.rejected[0].index, Some(1));
    assert_eq!(merged.rejected[0].reason, Rejection::DuplicateSequence);
    let task = ours.read_plan().0.tasks[&TaskId(RawId(1))].clone();
    assert_eq!((&*task.name, &*task.remark), ("A", "C"));
}

#[test]
fn snapshots_of_another_kind_or_damaged_are_errors() {
    let mut plan = plan(1);
    let mut bytes = plan.save();
    let wrong = Document::load(DocumentKind::Facility, actor(2), Some(&bytes), []);
    assert_eq!(wrong.unwrap_err(), LoadError::WrongKind("facility"));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(matches!(
        Document::load(DocumentKind::Plan, actor(2), Some(&bytes), []),
        Err(LoadError::Snapshot(_))
    ));
    assert!(Document::load(DocumentKind::Plan, actor(2), Some(b"nothing"), []).is_err());
}

#[test]
fn a_joiner_needs_only_the_changes() {
    let mut ours = plan(1);
    apply(&mut ours, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    let changes = ours.changes_since(&BTreeMap::new());
    assert_eq!(changes.len(), 2, "schema steps are not sent");
    let bytes = changes.iter().rev().map(|change| change.bytes.as_slice());
    let (mut joiner, merged) = Document::load(DocumentKind::Plan, actor(2), None, bytes).unwrap();
    assert_eq!((merged.applied, merged.pending), (2, 0));
    let names: Vec<ChangeHash> = changes.iter().map(|change| change.hash).collect();
    let taken: Vec<ChangeHash> = merged.taken.iter().map(|taken| taken.hash).collect();
    assert_eq!(taken, names, "each behind those it builds on");
    assert_eq!(joiner.order(), merged.taken);
    assert_eq!(joiner.read_plan(), ours.read_plan());
    assert_eq!(joiner.sequences(), BTreeMap::from([(actor(1), 2)]));
    assert!(joiner.changes_since(&ours.sequences()).is_empty());
    apply(&mut joiner, &[add(Kind::Task, 2, Values::new())]);
    assert_eq!(joiner.changes_since(&ours.sequences()).len(), 1);
}

#[test]
fn a_copy_of_what_counts_holds_nothing_that_waits() {
    let mut ours = plan(1);
    let first = apply(&mut ours, &[add(Kind::Task, 1, values(&[("name", "Mix".into())]))]);
    let second = apply(&mut ours, &[put(Kind::Task, 1, "name", "Conform".into())]);
    let mut theirs = taken_up(&plan(1), 2);
    assert_eq!(deliver(&mut theirs, &[&second]).pending, 1);
    let bytes = theirs.save_applied();
    let mut again = Document::load(DocumentKind::Plan, actor(3), Some(&bytes), []).unwrap().0;
    assert!(again.missing().is_empty());
    assert_eq!(deliver(&mut again, &[&first]).applied, 1);
    assert_eq!(deliver(&mut again, &[&second]).applied, 1);
}

#[test]
fn a_document_without_its_first_change_is_empty() {
    let (joiner, _) = Document::load(DocumentKind::Plan, actor(2), None, []).unwrap();
    assert_eq!(joiner.identity(), None);
    assert_eq!(joiner.read_plan().0, Plan::new(ProductionId::default()));
}

#[test]
fn history_tells_every_value_of_a_field_newest_first() {
    let (mut ours, mut theirs) = pair();
    for (at, name) in [(100, "A"), (200, "B")] {
        ours.apply(&[put(Kind::Task, 1, "name", name.into())], &message(), Stamp(at)).unwrap();
    }
    let other =
        theirs.apply(&[put(Kind::Task, 1, "name", "C".into())], &message(), Stamp(300)).unwrap();
    deliver(&mut ours, &[&other]);
    let history = ours.value_history(Kind::Task, RawId(1), "name");
    let mut told: Vec<String> = history.iter().map(|entry| entry.value.to_string()).collect();
    assert_eq!(told.len(), 4);
    assert_eq!(told.pop().unwrap(), "Mix", "the value it was born with");
    assert!(told.iter().position(|it| it == "B") < told.iter().position(|it| it == "A"));
    assert!(told.contains(&"C".to_owned()));
    let c = history.iter().find(|entry| entry.value.to_string() == "C").unwrap();
    assert_eq!((c.actor, c.stamp), (actor(2), Stamp(300)));
    assert_eq!(c.message.command, "set");
    let record = ours.record_history(Kind::Task, RawId(1));
    assert_eq!(record.len(), 5);
    assert_eq!(record.last().unwrap().key, "", "the birth comes last");
    assert_eq!(ours.value_history(Kind::Task, RawId(9), "name"), []);
}

#[test]
fn the_values_of_now_are_those_that_nobody_has_written_over() {
    let (mut ours, mut theirs) = pair();
    let told = |document: &Document| -> Vec<(String, ActorId)> {
        let values = document.current_values(Kind::Task, RawId(1), "name");
        values.iter().map(|it| (it.value.to_string(), it.actor)).collect()
    };
    assert_eq!(told(&ours), [("Mix".to_owned(), actor(1))]);
    let written =
        ["A", "B"].map(|name| apply(&mut ours, &[put(Kind::Task, 1, "name", name.into())]));
    let other = apply(&mut theirs, &[put(Kind::Task, 1, "name", "C".into())]);
    deliver(&mut ours, &[&other]);
    deliver(&mut theirs, &written.each_ref());
    let both = [("B".to_owned(), actor(1)), ("C".to_owned(), actor(2))];
    assert_eq!(told(&ours), both);
    assert_eq!(told(&theirs), both, "the same on both machines");
    apply(&mut ours, &[put(Kind::Task, 1, "name", "D".into())]);
    assert_eq!(told(&ours), [("D".to_owned(), actor(1))]);
    assert_eq!(ours.current_values(Kind::Task, RawId(9), "name"), []);
}

#[test]
fn the_past_is_read_as_it_was() {
    let mut plan = plan(1);
    let mut heads = Vec::new();
    for at in 1..=5_u8 {
        let edit = add(Kind::Task, at.into(), values(&[("name", "Mix".into())]));
        plan.apply(&[edit], &message(), Stamp(i64::from(at) * 100)).unwrap();
        heads.push(plan.heads());
    }
    for at in 1..=5_usize {
        let moment = Stamp(i64::try_from(at).unwrap() * 100 + 50);
        let (read, _) = plan.at(moment).plan();
        assert_eq!(read.tasks.len(), at);
        assert_eq!(plan.at_heads(&heads[at - 1]).plan().0, read);
        assert_eq!(plan.at(moment).heads(), heads[at - 1]);
    }
    assert_eq!(plan.at(Stamp(-1)).plan().0.tasks.len(), 0);
    assert_eq!(plan.at_heads(&[[9; 32]]).plan().0.tasks.len(), 0);
}

#[test]
fn changes_come_in_pages_newest_first() {
    let mut plan = plan(1);
    for at in 1..=7_u8 {
        apply(&mut plan, &[add(Kind::Task, at.into(), Values::new())]);
    }
    let all = plan.changes(100, None);
    assert_eq!(all.len(), 9, "a step, the first change and seven more");
    assert_eq!(all[0].seq, 8);
    assert_eq!(all[0].hash, plan.heads()[0]);
    let mut pages = plan.changes(4, None);
    while let Some(last) = pages.last().map(|change| change.hash) {
        let next = plan.changes(4, Some(last));
        if next.is_empty() {
            break;
        }
        pages.extend(next);
    }
    assert_eq!(pages, all);
    assert_eq!(plan.touched_by_change(all[0].hash), [(Kind::Task, RawId(7))].into());
    assert_eq!(plan.change(all[3].hash).as_ref(), Some(&all[3]));
}

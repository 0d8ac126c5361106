//! Laws that hold for any edits, on any machines, delivered in any order.

use super::support::*;
use crate::*;
use automerge as am;
use automerge::ReadDoc;
use automerge::transaction::Transactable;
use model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use units::Stamp;

/// What happens on one of three machines.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// Somebody edits.
    Edit { machine: usize, edit: Edit },
    /// One machine hears some of the changes of another.
    Hear { machine: usize, of: usize, changes: prop::sample::Index },
}

/// Few identifiers and words, so that edits meet.
fn edits() -> impl Strategy<Value = Edit> {
    let kinds = prop::sample::select(vec![Kind::Task, Kind::Link, Kind::Booking]);
    let change = prop_oneof![
        2 => fields().prop_map(Change::Add),
        5 => fields().prop_map(Change::Set),
        1 => Just(Change::Delete),
        1 => Just(Change::Restore),
    ];
    prop_oneof![
        9 => (kinds, 1_u128..4, change).prop_map(|(kind, id, change)| {
            let known = |values: Values| {
                values.into_iter().filter(|(key, _)| kind.field(key).is_some()).collect()
            };
            let change = match change {
                Change::Add(values) => Change::Add(known(values)),
                Change::Set(values) => Change::Set(known(values)),
                Change::Delete | Change::Restore => change,
            };
            Edit { subject: subject(kind, id), change }
        }),
        1 => "[ab]{0,2}".prop_map(|title| {
            put(Kind::Production, RawId::from(PRODUCTION).0, "title", (&*title).into())
        }),
    ]
}

fn fields() -> impl Strategy<Value = Values> {
    let words = prop::collection::btree_set(prop::sample::select(vec!["avid", "a/b", "c"]), 0..3);
    let skills =
        words.prop_map(|words| Value::Set(words.into_iter().map(ToOwned::to_owned).collect()));
    let people = prop::collection::btree_set(1_u128..4, 0..3)
        .prop_map(|ids| Value::Set(ids.into_iter().map(|id| RawId(id).to_string()).collect()));
    let field = prop_oneof![
        ("name|remark", "[ab]{0,2}").prop_map(|(key, text)| (key, Value::Text(text))),
        (0_i64..3).prop_map(|work| ("work".to_owned(), Value::Integer(work))),
        any::<bool>().prop_map(|pinned| ("pinned".to_owned(), Value::Flag(pinned))),
        prop_oneof![Just("done"), Just("later word")]
            .prop_map(|state| ("state".to_owned(), state.into())),
        Just(("remaining".to_owned(), Value::Nothing)),
        skills.prop_map(|skills| ("skills".to_owned(), skills)),
        people.prop_map(|people| ("people".to_owned(), people)),
    ];
    prop::collection::vec(field, 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    steps_of(edits())
}

pub(super) fn steps_of(edits: impl Strategy<Value = Edit>) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..3_usize, edits).prop_map(|(machine, edit)| Step::Edit { machine, edit }),
        1 => (0..3_usize, 0..3_usize, any::<prop::sample::Index>())
            .prop_map(|(machine, of, changes)| Step::Hear { machine, of, changes }),
    ];
    prop::collection::vec(step, 1..40)
}

/// A machine with what it wrote, and what it read bit by bit.
pub(super) struct Machine {
    pub(super) document: Document,
    pub(super) written: Vec<Vec<u8>>,
    plan: Plan,
    findings: Findings,
}

impl Machine {
    fn new(document: Document) -> Self {
        let (plan, findings) = document.read_plan();
        Self { document, written: Vec::new(), plan, findings }
    }

    fn edit(&mut self, edit: &Edit) {
        if let Ok(applied) = self.document.apply(std::slice::from_ref(edit), &message(), Stamp(5)) {
            self.written.extend(applied.change.map(|change| change.bytes));
            self.refresh(&applied.touched);
        }
    }

    fn hear(&mut self, changes: &[Vec<u8>]) -> Merged {
        let merged = self.document.merge(changes.iter().map(Vec::as_slice));
        self.refresh(&merged.touched);
        merged
    }

    fn refresh(&mut self, touched: &Touched) {
        self.document.refresh_plan(&mut self.plan, &mut self.findings, touched);
    }
}

pub(super) fn play(steps: &[Step]) -> Vec<Machine> {
    let first = plan(1);
    let mut machines: Vec<Machine> = vec![
        Machine::new(first.clone()),
        Machine::new(taken_up(&first, 2)),
        Machine::new(taken_up(&first, 3)),
    ];
    for step in steps {
        match step {
            Step::Edit { machine, edit } => machines[*machine].edit(edit),
            Step::Hear { machine, of, changes } => {
                let written = &machines[*of].written;
                let heard = written[..changes.index(written.len() + 1)].to_vec();
                machines[*machine].hear(&heard);
            }
        }
    }
    machines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn delivery_in_any_order_any_number_of_times_gives_the_same_document(
        steps in steps(),
        orders in prop::collection::vec(prop::collection::vec(any::<u32>(), 40), 3),
        cut in 1..6_usize,
    ) {
        let mut machines = play(&steps);
        let all: Vec<Vec<u8>> = machines.iter().flat_map(|machine| machine.written.clone()).collect();
        for (machine, order) in machines.iter_mut().zip(&orders) {
            // Twice each, shuffled by the keys drawn.
            let mut keyed: Vec<(u32, Vec<u8>)> =
                all.iter().chain(&all).enumerate().map(|(at, change)| (order[at % order.len()].wrapping_mul(at as u32 + 1), change.clone())).collect();
            keyed.sort();
            let shuffled: Vec<Vec<u8>> = keyed.into_iter().map(|(_, change)| change).collect();
            for delivery in shuffled.chunks(cut) {
                let merged = machine.hear(delivery);
                prop_assert!(merged.rejected.is_empty(), "{:?}", merged.rejected);
            }
        }
        let first = &machines[0];
        let (plan, findings) = first.document.read_plan();
        for machine in &machines {
            prop_assert_eq!(machine.document.heads(), first.document.heads());
            prop_assert_eq!(machine.document.state_hash(), first.document.state_hash());
            prop_assert_eq!(machine.document.queue.len(), 0);
            prop_assert_eq!(machine.document.read_plan(), (plan.clone(), findings.clone()));
            prop_assert_eq!(machine.document.changes(99, None), first.document.changes(99, None));
            // What was brought up to date bit by bit is what a full reading gives.
            prop_assert_eq!(&machine.plan, &plan);
            prop_assert_eq!(&machine.findings, &findings);
        }
    }

    #[test]
    fn a_saved_document_loads_as_it_was(steps in steps()) {
        for mut machine in play(&steps) {
            let saved = machine.document.save();
            let (loaded, merged) =
                Document::load(DocumentKind::Plan, machine.document.actor(), Some(&saved), []).unwrap();
            prop_assert!(merged.rejected.is_empty());
            prop_assert_eq!(loaded.heads(), machine.document.heads());
            prop_assert_eq!(loaded.sequences(), machine.document.sequences());
            prop_assert_eq!(loaded.missing(), machine.document.missing());
            prop_assert_eq!(loaded.state_hash(), machine.document.state_hash());
            prop_assert_eq!(loaded.read_plan(), machine.document.read_plan());
            // So does one built from the changes alone, whatever a panic may have taken away.
            let mut rebuilt = machine.document.clone();
            rebuilt.rebuild();
            prop_assert_eq!(rebuilt.state_hash(), machine.document.state_hash());
        }
    }

    #[test]
    fn undoing_everything_restores_what_was_read(
        before in prop::collection::vec(edits(), 0..8),
        groups in prop::collection::vec(prop::collection::vec(edits(), 1..4), 1..8),
    ) {
        let mut plan = plan(1);
        for edit in &before {
            let _ = plan.apply(std::slice::from_ref(edit), &message(), Stamp(5));
        }
        let (read, _) = plan.read_plan();
        let applied: Vec<Applied> = groups
            .iter()
            .filter_map(|group| plan.apply(group, &message(), Stamp(6)).ok())
            .collect();
        let (after, _) = plan.read_plan();
        let mut undone = Vec::new();
        for applied in applied.iter().rev() {
            let writes = decode_writes(&encode_writes(&applied.writes)).unwrap();
            let back = plan.apply_writes(&inverse(&writes), &message(), Stamp(7)).unwrap();
            prop_assert!(back.skipped.is_empty());
            undone.push(back.applied);
        }
        prop_assert_eq!(&plan.read_plan().0, &read);
        for undone in undone.iter().rev() {
            undo(&mut plan, undone);
        }
        prop_assert_eq!(&plan.read_plan().0, &after, "redo brings everything back");
    }

    #[test]
    fn the_past_reads_as_it_was_then(steps in steps()) {
        let mut plan = plan(1);
        let mut seen = Vec::new();
        for step in &steps {
            if let Step::Edit { edit, .. } = step {
                let _ = plan.apply(std::slice::from_ref(edit), &message(), Stamp(5));
                seen.push((plan.heads(), plan.read_plan().0));
            }
        }
        for (heads, read) in seen {
            prop_assert_eq!(plan.at_heads(&heads).plan().0, read);
        }
    }

    #[test]
    fn unknown_keys_stay_byte_for_byte(edits in prop::collection::vec(edits(), 1..20)) {
        let mut plan = plan(1);
        apply(&mut plan, &[add(Kind::Task, 1, Values::new()), add(Kind::Booking, 2, Values::new())]);
        let strange = strange_keys(&mut plan);
        for edit in &edits {
            let _ = plan.apply(std::slice::from_ref(edit), &message(), Stamp(5));
        }
        for ((object, key), held) in strange {
            prop_assert_eq!(all(&plan, &object, &key), held);
        }
    }
}

/// All values of a key with the operations that wrote them.
fn all(document: &Document, object: &am::ObjId, key: &str) -> Vec<String> {
    let all = document.automerge.get_all(object, key).unwrap();
    all.iter().map(|(value, operation)| format!("{value:?} {operation}")).collect()
}

/// Writes keys a later program might, on records and beside them.
fn strange_keys(document: &mut Document) -> BTreeMap<(am::ObjId, String), Vec<String>> {
    let layout = document.layout.clone();
    let tasks = &layout.containers[&Kind::Task];
    let record = document.automerge.get(tasks, RawId(1).to_string()).unwrap().unwrap().1;
    let mut transaction = document.automerge.transaction();
    let places = [
        (&record, "colour"),
        (&record, "skills"),
        (&record, "skills/depth"),
        (&record, "name/fr"),
        (tasks, "_index"),
        (&layout.meta, "theme"),
    ];
    for (object, key) in places {
        transaction.put(object, key, 2.5).unwrap();
    }
    transaction.put_object(&record, "thread", am::ObjType::List).unwrap();
    transaction.commit();
    document.last_written();
    places
        .into_iter()
        .chain([(&record, "thread")])
        .map(|(object, key)| ((object.clone(), key.to_owned()), all(document, object, key)))
        .collect()
}

//! What hostile or broken peers may send: it is read as far as it can be, or rejected with the
//! same verdict everywhere, and the document can always be saved, loaded and written afterwards.

use super::support::*;
use crate::*;
use automerge as am;
use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::transaction::Transactable;
use automerge::{ExpandedChange, ReadDoc};
use model::*;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use units::Stamp;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_stands_in_the_containers_is_read(junk in prop::collection::vec(junk(), 1..30)) {
        let mut plan = plan(1);
        let (mut read, mut findings) = plan.read_plan();
        let added = [add(Kind::Task, 1, Values::new()), add(Kind::Booking, 2, Values::new())];
        let added = apply(&mut plan, &added);
        let mut theirs = taken_up(&plan, 2);
        let change = write_junk(&mut theirs, &junk);
        let merged = plan.merge([change.as_slice()]);
        prop_assert!(merged.rejected.is_empty(), "{:?}", merged.rejected);
        let touched = merged.touched.union(&added.touched).copied().collect();
        plan.refresh_plan(&mut read, &mut findings, &touched);
        prop_assert_eq!((read, findings), plan.read_plan());
        prop_assert_eq!(plan.state_hash(), theirs.state_hash());
        for (kind, id) in [Kind::Task, Kind::Booking].into_iter().zip(0..4) {
            plan.record_history(kind, RawId(id));
            let _ = plan.apply(&[put(kind, id, "remark", "x".into())], &message(), Stamp(6));
            let _ = plan.apply(&[put(kind, id, "skills", set(&["avid"]))], &message(), Stamp(6));
            let _ = plan.apply(&[add(kind, id, Values::new())], &message(), Stamp(6));
        }
        check_sound(&mut plan);
    }

    #[test]
    fn any_bytes_can_be_delivered(bytes: Vec<u8>, place: prop::sample::Index, flip: u8) {
        let (mut ours, mut theirs) = pair();
        let good = apply(&mut theirs, &[put(Kind::Task, 1, "name", "A".into())]).change.unwrap();
        let mut bad = good.bytes.clone();
        let place = place.index(bad.len());
        bad[place] ^= flip.max(1);
        let merged = ours.merge([bytes.as_slice(), &bad, &good.bytes]);
        prop_assert_eq!(merged.applied, 1);
        prop_assert_eq!(ours.state_hash(), theirs.state_hash());
    }

    #[test]
    fn changed_bytes_under_a_right_checksum_do_no_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (mut ours, mut theirs) = pair();
        let edits = [
            put(Kind::Task, 1, "name", "A".into()),
            put(Kind::Task, 1, "skills", set(&["avid"])),
            add(Kind::Booking, 2, values(&[("remark", "x".into())])),
        ];
        let mut bad = apply(&mut theirs, &edits).change.unwrap().bytes;
        // The contents begin after magic, checksum, type and a length of two bytes.
        let start = 11;
        for (place, byte) in changes {
            let place = start + place.index(bad.len() - start);
            bad[place] = byte;
        }
        let hash = Sha256::digest(&bad[8..]);
        bad[4..8].copy_from_slice(&hash[..4]);
        ours.merge([bad.as_slice()]);
        check_sound(&mut ours);
    }

    #[test]
    fn forged_operations_get_the_same_verdict_everywhere_and_do_no_harm(
        operations in prop::collection::vec(operations(), 1..4),
        start in prop_oneof![4 => Just(15_u64), 1 => 0..20_u64, 1 => any::<u64>()],
    ) {
        let (mut ours, other) = pair();
        let Some(forged) = forge(&ours, operations, start) else { return Ok(()) };
        // A machine that wrote something of its own meanwhile.
        let mut other = other;
        let meanwhile = apply(&mut other, &[put(Kind::Task, 1, "name", "B".into())]);
        let here = ours.merge([forged.as_slice()]);
        let there = other.merge([forged.as_slice()]);
        // Where it fails may differ; that it is rejected may not.
        let names = |merged: &Merged| merged.rejected.iter().map(|it| it.hash).collect::<Vec<_>>();
        prop_assert_eq!(names(&here), names(&there));
        deliver(&mut ours, &[&meanwhile]);
        prop_assert_eq!(ours.heads(), other.heads());
        prop_assert_eq!(ours.state_hash(), other.state_hash());
        prop_assert_eq!(ours.read_plan(), other.read_plan());
        check_sound(&mut ours);
        check_sound(&mut other);
    }
}

/// The document still saves, loads to the same, and takes edits.
fn check_sound(document: &mut Document) {
    let saved = document.save();
    let (loaded, merged) = Document::load(document.kind(), actor(9), Some(&saved), []).unwrap();
    assert_eq!(merged.rejected, []);
    assert_eq!(loaded.heads(), document.heads());
    assert_eq!(loaded.state_hash(), document.state_hash());
    assert_eq!(loaded.read_plan(), document.read_plan());
    let edit = add(Kind::Episode, 77, values(&[("title", "still written".into())]));
    assert!(document.apply(&[edit], &message(), Stamp(6)).unwrap().change.is_some());
}

/// Numbers of operations near those that are there: 13 is the map of task 1, 14 its name.
fn numbers() -> impl Strategy<Value = OpId> {
    let counters = prop_oneof![3 => Just(13_u64), 3 => Just(14_u64), 2 => 0..19_u64];
    let actors = prop_oneof![4 => Just(1_u8), 1 => Just(2), 2 => Just(3)];
    (counters, actors).prop_map(|(counter, number)| OpId(counter, am::ActorId::from(actor(number))))
}

fn operations() -> impl Strategy<Value = Op> {
    let objects = prop_oneof![
        9 => numbers().prop_map(ObjectId::Id),
        1 => Just(ObjectId::Root),
    ];
    let keys = prop_oneof![
        9 => "name|remark|tasks|deleted".prop_map(|key| Key::Map(key.into())),
        1 => numbers().prop_map(|number| Key::Seq(number.into())),
    ];
    let actions = prop_oneof![
        5 => Just(OpType::Put("forged".into())),
        2 => Just(OpType::Delete),
        1 => Just(OpType::Increment(1)),
        1 => prop::sample::select(vec![am::ObjType::Map, am::ObjType::List]).prop_map(OpType::Make),
    ];
    let over = prop::collection::vec(numbers(), 0..2);
    (objects, keys, actions, over, prop::bool::weighted(0.1)).prop_map(
        |(obj, key, action, over, insert)| Op { action, obj, key, pred: over.into(), insert },
    )
}

/// The change of an actor nobody has heard of, built on what `document` holds.
fn forge(document: &Document, operations: Vec<Op>, start: u64) -> Option<Vec<u8>> {
    let change = ExpandedChange {
        operations,
        actor_id: am::ActorId::from(actor(3)),
        hash: None,
        seq: 1,
        start_op: start.try_into().ok()?,
        time: 0,
        message: None,
        deps: document.automerge.get_heads(),
        extra_bytes: Vec::new(),
        author: None,
    };
    let forged = guard::guarded(|| am::Change::from(change)).ok()?;
    Some(forged.raw_bytes().to_vec())
}

/// Something that no program of ours writes.
#[derive(Debug, Clone)]
struct Junk {
    kind: Kind,
    id: String,
    key: Option<String>,
    value: Option<am::ScalarValue>,
    object: am::ObjType,
}

fn junk() -> impl Strategy<Value = Junk> {
    let ids = prop_oneof![
        (0_u128..4).prop_map(|id| RawId(id).to_string()),
        (0_u128..4).prop_map(|id| RawId(id << 100).to_string().to_uppercase()),
        "[a-z]{0,3}",
    ];
    let keys = prop_oneof![
        "name|skills|skills/avid|skills/|work|state|people|deleted|order|tasks|start|[a-z/]{0,4}",
    ];
    let values = prop_oneof![
        Just(am::ScalarValue::Null),
        any::<bool>().prop_map(am::ScalarValue::Boolean),
        any::<i64>().prop_map(am::ScalarValue::Int),
        any::<u64>().prop_map(am::ScalarValue::Uint),
        any::<i64>().prop_map(am::ScalarValue::Timestamp),
        any::<i64>().prop_map(am::ScalarValue::counter),
        any::<f64>().prop_map(am::ScalarValue::F64),
        any::<Vec<u8>>().prop_map(am::ScalarValue::Bytes),
        ".{0,9}".prop_map(|text| am::ScalarValue::Str(text.into())),
    ];
    let objects =
        prop::sample::select(vec![am::ObjType::Map, am::ObjType::List, am::ObjType::Text]);
    let kinds = prop::sample::select(vec![Kind::Task, Kind::Booking, Kind::Production]);
    (kinds, ids, prop::option::of(keys), prop::option::of(values), objects)
        .prop_map(|(kind, id, key, value, object)| Junk { kind, id, key, value, object })
}

fn write_junk(document: &mut Document, junk: &[Junk]) -> Vec<u8> {
    let layout = document.layout.clone();
    let mut transaction = document.automerge.transaction();
    for Junk { kind, id, key, value, object } in junk {
        let container = &layout.containers[kind];
        let record = transaction.get(container, id.as_str()).unwrap();
        let record = record.filter(|(value, _)| value.is_object()).map(|(_, record)| record);
        let (object_of, key) = match (record, key) {
            (Some(record), Some(key)) => (record, key),
            (None, Some(_)) | (_, None) => (container.clone(), id),
        };
        // Lists and texts have no keys: what does not fit is left out.
        let _ = match value {
            Some(value) => transaction.put(&object_of, key.as_str(), value.clone()),
            None => transaction.put_object(&object_of, key.as_str(), *object).map(drop),
        };
    }
    transaction.put(&layout.meta, "junk", true).unwrap();
    transaction.commit();
    document.last_written().unwrap().bytes
}

//! The gate: bombs are told by their run lengths, before anything unpacks them, and what honest
//! programs write passes with its operations counted right.

use super::support::*;
use crate::bytes::{put_bytes, put_number};
use crate::gate::{MAX_KEPT_OPERATIONS, counted};
use crate::*;
use automerge as am;
use model::*;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

/// A column: its specification and its bytes.
type Column = (u64, Vec<u8>);

const KEYS: u64 = 1 << 4 | 5;
const INSERT: u64 = 3 << 4 | 4;
const ACTION: u64 = 4 << 4 | 2;
const VALUE_LENGTHS: u64 = 5 << 4 | 6;
const VALUES: u64 = 5 << 4 | 7;
const OVER_COUNTS: u64 = 7 << 4;
const OVER_ACTORS: u64 = 7 << 4 | 1;

/// A change as a hostile program would put it together, under a right checksum.
fn forged(kind: u8, deps: usize, message: &[u8], columns: &[Column]) -> Vec<u8> {
    let mut contents = Vec::new();
    put_number(&mut contents, deps as u64);
    contents.extend(vec![7; 32 * deps]);
    put_bytes(&mut contents, &actor(3));
    contents.extend([1, 1, 0]); // its number, that of its first operation, its time
    put_bytes(&mut contents, message);
    contents.push(0); // no other actors
    put_number(&mut contents, columns.len() as u64);
    for (specification, bytes) in columns {
        put_number(&mut contents, *specification);
        put_number(&mut contents, bytes.len() as u64);
    }
    columns.iter().for_each(|(_, bytes)| contents.extend(bytes));
    chunk(kind, &contents)
}

fn chunk(kind: u8, contents: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    put_bytes(&mut hashed, contents);
    let hash = Sha256::digest(&hashed);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash[..4], &hashed].concat()
}

/// The same item so many times, as a run.
fn run(times: u64, item: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut left = times;
    // Signed: one more byte where the sixth bit would be taken for a sign.
    while left >= 64 {
        bytes.push((left & 0x7f) as u8 | 0x80);
        left >>= 7;
    }
    bytes.push(left as u8);
    bytes.extend(item);
    bytes
}

fn text(length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_bytes(&mut bytes, &vec![b'x'; length]);
    bytes
}

/// A number as a run-length column holds it.
fn number(number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_number(&mut bytes, number);
    bytes
}

fn nothing(times: u64) -> Vec<u8> {
    [vec![0], number(times)].concat()
}

#[test]
fn bombs_are_refused_by_their_run_lengths() {
    let (mut ours, _) = pair();
    let state = ours.state_hash();
    let of = |columns: &[Column]| forged(1, 0, b"", columns);
    let actions = |times| (ACTION, run(times, &[1]));
    let bombs = [
        (
            "two million inserts",
            of(&[
                (INSERT, number(0).into_iter().chain(number(2_000_000)).collect()),
                actions(2_000_000),
            ]),
        ),
        ("one operation too many", of(&[actions(20_001)])),
        ("as many as a number can hold", of(&[(ACTION, run(i64::MAX as u64, &[1]))])),
        ("rows with nothing in them", of(&[actions(1), (KEYS, nothing(u64::MAX))])),
        ("runs that add up", of(&[(ACTION, [run(15_000, &[1]), run(15_000, &[2])].concat())])),
        (
            "values without end to write over",
            of(&[actions(1), (OVER_COUNTS, run(1, &number(1 << 40)))]),
        ),
        ("the same by many", of(&[actions(9_000), (OVER_COUNTS, run(9_000, &[9]))])),
        ("actors of those", of(&[actions(1), (OVER_ACTORS, run(1 << 30, &[0]))])),
        ("one long key, many times", of(&[actions(9_000), (KEYS, run(9_000, &text(1_000)))])),
        (
            "a key longer than a text may be",
            of(&[actions(1), (KEYS, run(1, &text(MAX_TEXT_BYTES + 1)))]),
        ),
        (
            "a value longer than a text may be",
            of(&[
                actions(1),
                (VALUE_LENGTHS, run(1, &number(70_000 << 4 | 6))),
                (VALUES, vec![0; 70_000]),
            ]),
        ),
        ("a long message", forged(1, 0, &vec![b'x'; MAX_TEXT_BYTES + 1], &[actions(1)])),
        ("a thousand heads", forged(1, 257, b"", &[actions(1)])),
        ("columns without end", of(&vec![(ACTION, Vec::new()); 40])),
    ];
    for (what, bomb) in bombs {
        assert_eq!(gate(&bomb).unwrap_err().code(), "change-too-large", "{what}");
        let merged = ours.merge([bomb.as_slice()]);
        assert!(matches!(merged.rejected[0].reason, Rejection::TooMuch(_)), "{what}");
    }
    for (what, bytes, code) in [
        ("a compressed column", of(&[(ACTION | 8, run(1, &[1]))]), "change-not-plain"),
        ("a compressed change", forged(2, 0, b"", &[actions(1)]), "change-not-plain"),
        ("a document", forged(0, 0, b"", &[actions(1)]), "change-not-plain"),
        ("a bundle", forged(3, 0, b"", &[actions(1)]), "change-not-plain"),
        (
            "values that are not there",
            of(&[actions(1), (VALUE_LENGTHS, run(9, &number(50 << 4 | 6)))]),
            "change-undecodable",
        ),
        ("a column that ends too early", of(&[(ACTION, vec![0x7f])]), "change-undecodable"),
        ("nothing at all", chunk(1, &[]), "change-undecodable"),
        (
            "an actor of another length",
            chunk(1, &[0, 3, 1, 2, 3, 1, 1, 0, 0, 0, 0]),
            "change-author",
        ),
    ] {
        assert_eq!(gate(&bytes).unwrap_err().code(), code, "{what}");
    }
    assert_eq!(ours.state_hash(), state);
}

#[test]
fn what_is_just_within_the_limits_passes_the_gate() {
    for bytes in [
        forged(1, 256, b"", &[(ACTION, run(20_000, &[1]))]),
        forged(1, 0, &vec![b'x'; MAX_TEXT_BYTES], &[(KEYS, run(1, &text(MAX_TEXT_BYTES)))]),
    ] {
        assert!(gate(&bytes).is_ok());
    }
}

#[test]
fn a_change_that_others_would_refuse_is_not_written() {
    let mut plan = plan(1);
    let state = plan.state_hash();
    let name = || values(&[("name", "Mix".into()), ("remark", "x".into())]);
    let edits = |count| (0..count).map(|id| add(Kind::Task, id, name())).collect::<Vec<_>>();
    assert_eq!(plan.apply(&edits(10_000), &message(), units::Stamp(9)), Err(Refusal::TooLarge));
    assert_eq!(plan.state_hash(), state);
    let change = apply(&mut plan, &edits(2_000)).change.unwrap();
    assert!(gate(&change.bytes).is_ok());
}

#[test]
fn what_was_kept_before_there_was_a_limit_is_still_read() {
    // Automerge by itself writes more than our programs do.
    let (mut ours, theirs) = pair();
    let mut before = theirs.automerge.clone();
    let mut transaction = before.transaction();
    let task = am::ReadDoc::get(
        &transaction,
        &theirs.layout.containers[&Kind::Task],
        RawId(1).to_string(),
    );
    let (_, task) = task.unwrap().unwrap();
    for number in 0..30_000 {
        let key = format!("skills/{number}");
        am::transaction::Transactable::put(&mut transaction, &task, key, true).unwrap();
    }
    transaction.commit();
    let change = before.get_last_local_change().unwrap().raw_bytes().to_vec();
    assert_eq!(counted(&change, MAX_KEPT_OPERATIONS).unwrap().1, 30_000);
    assert_eq!(ours.merge([change.as_slice()]).applied, 0, "not from others");
    let saved = ours.save();
    let (loaded, merged) =
        Document::load(DocumentKind::Plan, actor(9), Some(&saved), [change.as_slice()]).unwrap();
    assert_eq!((merged.applied, merged.rejected), (1, Vec::new()));
    assert_eq!(loaded.heads(), before.get_heads().iter().map(|head| head.0).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_gate_counts_as_automerge_does(edits in prop::collection::vec((0..6_u128, "[a-z]{0,3}", any::<bool>()), 1..30)) {
        let (_, mut theirs) = pair();
        let before = apply(&mut theirs, &[add(Kind::Task, 77, Values::new())]).change.unwrap();
        let edits = edits.into_iter().map(|(id, word, set)| {
            if set { put(Kind::Task, 77, "skills", super::support::set(&[&word, "avid"])) }
            else if word.len() > 1 { put(Kind::Task, 77, "remark", (&*word).into()) }
            else { add(Kind::Episode, id, values(&[("title", (&*word).into())])) }
        });
        let edits: Vec<Edit> = edits.filter(|edit| match &edit.change {
            Change::Set(values) => !values.values().any(|value| matches!(value, Value::Set(words) if words.contains(""))),
            _ => true,
        }).collect();
        let Ok(applied) = theirs.apply(&edits, &message(), units::Stamp(9)) else { return Ok(()) };
        for record in applied.change.into_iter().chain([before]) {
            let change = am::Change::try_from(record.bytes.as_slice()).unwrap();
            let (header, count) = counted(&record.bytes, MAX_OPERATIONS).unwrap();
            prop_assert_eq!(count, change.len() as u64);
            prop_assert_eq!(&header.actor, &record.actor);
            prop_assert_eq!(header.seq, record.seq);
            prop_assert_eq!(header.hash, record.hash);
            prop_assert_eq!(header.deps, change.deps().iter().map(|dep| dep.0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_that_passes_holds_more_than_was_counted(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (_, mut theirs) = pair();
        let edits = [
            put(Kind::Task, 1, "name", "A".into()),
            put(Kind::Task, 1, "skills", set(&["avid"])),
            add(Kind::Booking, 2, values(&[("remark", "x".into())])),
        ];
        let good = apply(&mut theirs, &edits).change.unwrap().bytes;
        let mut contents = chunk::first(&good).unwrap().contents.to_vec();
        for (place, byte) in changes {
            let place = place.index(contents.len());
            contents[place] = byte;
        }
        let bytes = chunk(1, &contents);
        if let Ok((_, count)) = counted(&bytes, MAX_OPERATIONS) {
            let decoded = guard::guarded(|| am::Change::try_from(bytes.as_slice()));
            if let Ok(Ok(change)) = decoded {
                prop_assert!(change.len() as u64 <= count, "{} > {}", change.len(), count);
            }
        }
    }

    #[test]
    fn any_bytes_can_be_tried(bytes: Vec<u8>, contents: Vec<u8>) {
        prop_assert!(gate(&bytes).is_err());
        let _ = gate(&chunk(1, &contents));
        let _ = header(&chunk(1, &contents));
    }
}

/// A change of an actor nobody has heard of, with its first operation under a number that leaves a
/// gap behind what it builds on, and one operation or none.
fn after_a_gap(document: &Document, gap: u64, operation: bool) -> Vec<u8> {
    let before = document.last.values().map(|last| last.max_op).max().unwrap();
    let operation = operation.then(|| am::legacy::Op {
        action: am::legacy::OpType::Put("x".into()),
        obj: am::legacy::ObjectId::Id(am::legacy::OpId(13, am::ActorId::from(actor(1)))),
        key: am::legacy::Key::Map("remark".into()),
        pred: [].into_iter().collect::<Vec<_>>().into(),
        insert: false,
    });
    let change = am::ExpandedChange {
        operations: operation.into_iter().collect(),
        actor_id: am::ActorId::from(actor(3)),
        hash: None,
        seq: 1,
        start_op: (before + 1 + gap).try_into().unwrap(),
        time: 0,
        message: None,
        deps: document.automerge.get_heads(),
        extra_bytes: Vec::new(),
        author: None,
    };
    am::Change::from(change).raw_bytes().to_vec()
}

#[test]
fn a_change_after_a_gap_leaves_a_document_that_loads_or_is_rejected() {
    for gap in [0, 1, 14, 16, 1_000, 1_000_000] {
        for operation in [true, false] {
            let (mut ours, _) = pair();
            let change = after_a_gap(&ours, gap, operation);
            let merged = ours.merge([change.as_slice()]);
            assert_eq!(merged.applied, usize::from(operation || gap == 0), "{gap} {operation}");
            let saved = ours.save();
            let loaded = Document::load(DocumentKind::Plan, actor(9), Some(&saved), []);
            assert_eq!(loaded.unwrap().0.heads(), ours.heads(), "{gap} {operation}");
        }
    }
}

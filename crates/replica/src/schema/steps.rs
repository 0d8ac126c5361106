//! What each step holds, and the guards of its frozen form. Add a step by a builder here, its
//! file, its line in the registry and in `steps`; never touch one that was released.

use super::{ACTOR_PREFIX, Layout, step_changes, steps};
use crate::chunk::{ChunkKind, first};
use automerge as am;
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ObjType, ReadDoc};
use model::{DocumentKind, Kind};
use std::fmt::Write;
use std::path::PathBuf;

/// The fixed actor of a step.
pub(crate) fn step_actor(number: u8) -> am::ActorId {
    let digit = char::from_digit(u32::from(number), 36).unwrap();
    am::ActorId::from([ACTOR_PREFIX.as_slice(), &[digit as u8]].concat())
}

/// Writes one step on a document that holds the earlier ones and nothing else.
pub(crate) fn commit(
    document: &mut am::Automerge,
    number: u8,
    write: impl FnOnce(&mut am::transaction::Transaction<'_>),
) -> am::Change {
    document.set_actor(step_actor(number));
    let mut transaction = document.transaction();
    write(&mut transaction);
    transaction.commit_with(CommitOptions::default().with_time(0));
    document.get_last_local_change().unwrap()
}

/// The step by which the map of a kind of records is born.
fn born_by(record: Kind) -> u8 {
    match record {
        Kind::CostRate | Kind::Variant => 2,
        Kind::Attachment => 3,
        Kind::AcceptedSlip => 4,
        _ => 1,
    }
}

/// Step 1: `meta` with the kind of the document. Each step: one map per kind of records born by it.
pub(crate) fn build(kind: DocumentKind, number: u8) -> am::Change {
    let mut document = am::Automerge::new();
    let earlier = (1..number).map(|earlier| build(kind, earlier));
    document.apply_changes(earlier).unwrap();
    commit(&mut document, number, |transaction| {
        if number == 1 {
            let meta = transaction.put_object(am::ROOT, "meta", ObjType::Map).unwrap();
            transaction.put(&meta, "kind", kind.key()).unwrap();
        }
        let born = Kind::ALL.into_iter().filter(|record| born_by(*record) == number);
        for record in born.filter(|record| record.document() == kind) {
            transaction.put_object(am::ROOT, record.container(), ObjType::Map).unwrap();
        }
    })
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema")
}

fn registry() -> String {
    let mut text = String::new();
    for kind in DocumentKind::ALL {
        for (index, bytes) in steps(kind).iter().enumerate() {
            let hash = first(bytes).unwrap().hash;
            write!(text, "{} {} ", kind.key(), index + 1).unwrap();
            hash.iter().for_each(|byte| write!(text, "{byte:02x}").unwrap());
            text.push('\n');
        }
    }
    text
}

#[test]
fn released_steps_never_change() {
    let released = std::fs::read_to_string(folder().join("registry.txt")).unwrap();
    assert_eq!(released, registry(), "a released schema step is for ever");
}

#[test]
fn a_step_is_one_plain_change_that_its_builder_tells() {
    for kind in DocumentKind::ALL {
        let mut before = Vec::new();
        for (number, step) in (1..).zip(steps(kind)) {
            let chunk = first(step).unwrap();
            assert_eq!(
                (chunk.kind, chunk.intact, chunk.rest),
                (ChunkKind::Change, true, [].as_slice())
            );
            assert_eq!(build(kind, number).raw_bytes(), *step);
            let change = &step_changes(kind)[usize::from(number) - 1];
            assert_eq!((change.timestamp(), change.seq(), change.deps()), (0, 1, &*before));
            assert_eq!(change.actor_id(), &step_actor(number));
            before = vec![change.hash()];
        }
    }
}

#[test]
fn steps_make_every_container_once_and_applying_them_again_does_nothing() {
    for kind in DocumentKind::ALL {
        let mut document = am::Automerge::new();
        document.apply_changes(step_changes(kind)).unwrap();
        let heads = document.get_heads();
        document.apply_changes(step_changes(kind)).unwrap();
        assert_eq!(document.get_heads(), heads);
        let layout = Layout::of(kind);
        assert_eq!(document.get_all(am::ROOT, "meta").unwrap().len(), 1);
        for (record, container) in layout.containers {
            let found = document.get(am::ROOT, record.container()).unwrap().unwrap().1;
            assert_eq!((found, record.document()), (container, kind));
        }
    }
}

/// Run once per released step, then committed: `cargo test -p replica freeze -- --ignored`. The file
/// is made empty by hand before, so that the program builds.
#[test]
#[ignore = "writes the files of steps that are empty"]
fn freeze_the_steps() {
    for kind in DocumentKind::ALL {
        for (number, step) in (1..).zip(steps(kind)) {
            if step.is_empty() {
                let path = folder().join(format!("{}-{number}.change", kind.key()));
                std::fs::write(path, build(kind, number).raw_bytes()).unwrap();
            }
        }
    }
}

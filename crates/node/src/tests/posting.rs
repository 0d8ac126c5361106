//! Asking the writer without waiting for it.

use super::{add_room, founded, world};
use crate::{Group, Node, Opening};
use std::sync::{Arc, mpsc};

#[test]
fn a_post_returns_while_the_writer_is_still_busy() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(founded(folder.path())).unwrap();
    let (release, released) = mpsc::channel::<()>();
    let (answer, answered) = mpsc::channel();
    node.post(move |_| released.recv().unwrap(), |()| ()).unwrap();
    // The writer is held up: were this to wait for it, the test would never end.
    node.post(
        |engine| engine.submit(&Group::one(add_room(1, "Audi 1"))),
        move |receipt| {
            answer.send(receipt).unwrap();
        },
    )
    .unwrap();
    assert!(answered.try_recv().is_err());
    assert_eq!(node.snapshot().facility.rooms.len(), 0, "a snapshot does not wait either");
    release.send(()).unwrap();
    assert!(answered.recv().unwrap().is_ok());
}

#[test]
fn an_answer_finds_the_snapshot_of_what_was_done_already_out() {
    let folder = tempfile::tempdir().unwrap();
    let node = Arc::new(Node::start(founded(folder.path())).unwrap());
    let reader = Arc::clone(&node);
    let (seen, what) = mpsc::channel();
    node.post(
        |engine| engine.submit(&Group::one(add_room(1, "Audi 1"))),
        move |receipt| {
            seen.send((receipt.unwrap().revision, reader.snapshot())).unwrap();
        },
    )
    .unwrap();
    let (revision, snapshot) = what.recv().unwrap();
    assert_eq!(snapshot.revision, revision);
    assert_eq!(snapshot.facility.rooms.len(), 1);
}

#[test]
fn what_was_posted_is_done_in_order_and_before_the_node_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(founded(folder.path())).unwrap();
    let (done, order) = mpsc::channel();
    for id in 1..=5 {
        let done = done.clone();
        let add = Group::one(add_room(id, "Audi"));
        node.post(move |engine| engine.submit(&add), move |_| done.send(id).unwrap()).unwrap();
    }
    drop((node, done));
    assert_eq!(order.iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let again = Opening::new(folder.path()).open(world()).unwrap();
    assert_eq!(again.snapshot().facility.rooms.len(), 5);
}

#[test]
fn the_last_handle_may_go_with_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let node = Arc::new(Node::start(founded(folder.path())).unwrap());
    let (release, released) = mpsc::channel::<()>();
    let (last, gone) = mpsc::channel();
    let handle = Arc::clone(&node);
    let ask = move |_: &mut crate::Engine| released.recv().unwrap();
    node.post(ask, move |()| {
        let snapshot = handle.snapshot();
        drop(handle);
        last.send(snapshot.revision).unwrap();
    })
    .unwrap();
    drop(node);
    release.send(()).unwrap();
    assert!(gone.recv().is_ok());
}

#[test]
fn after_the_writer_has_died_a_post_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(founded(folder.path())).unwrap();
    let failure = node.call(|_| -> () { panic!("a fault of the program") }).unwrap_err();
    assert_eq!(failure.finding().code, "node-stopped");
    // The thread has dropped its end of the channel, or is about to: a post is refused, or its
    // answer is dropped without a call.
    let (answer, answered) = mpsc::channel();
    let posted = node.post(|_| (), move |()| answer.send(()).unwrap());
    assert!(posted.is_err() || answered.recv().is_err());
}

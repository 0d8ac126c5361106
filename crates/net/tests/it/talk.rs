//! The talk between machines that know each other, and strangers who would listen.

use crate::machine::{Machine, talking};
use net::limits::{CHUNK_BYTES, LINK_ROOM_BYTES};
use net::{CloseReason, How, Kind, Link, NetEvent};
use std::collections::BTreeSet;

#[test]
fn two_machines_talk_both_ways() {
    let (one, at_one, other, at_other) = talking();
    one.net.send(at_one, b"bonjour".to_vec());
    assert_eq!(other.received(at_other, 7), b"bonjour");
    other.net.send(at_other, b"hello".to_vec());
    assert_eq!(one.received(at_one, 5), b"hello");
    let (how, address) = other.wait(|event| match event {
        NetEvent::Path { link, how, round_trip: Some(_) } if link == at_other => Some((how, ())),
        _ => None,
    });
    assert_eq!((how, address), (How::Lan, ()));
    let found = other.wait(|event| match event {
        NetEvent::Found { peer, addresses } if peer == one.id() => Some(addresses),
        _ => None,
    });
    assert_eq!(found, one.net.addresses(), "the side that was dialled can dial from now on");
}

//! The talk between machines that know each other.

use crate::machine::{Machine, live_link, pattern, talking};
use net::limits::{LINK_ROOM_BYTES, QUEUE_BYTES};
use net::{CloseReason, How, NetError, NetEvent, Settings};
use std::sync::{Arc, Barrier};
use std::thread;

#[test]
fn two_machines_talk_both_ways() {
    let (one, at_one, other, at_other) = talking();
    one.net.send(at_one, b"bonjour".to_vec());
    assert_eq!(other.received(at_other, 7), b"bonjour");
    other.net.send(at_other, b"hello".to_vec());
    assert_eq!(one.received(at_one, 5), b"hello");
    let how = other.wait(|event| match event {
        NetEvent::Path { link, how, round_trip: Some(_) } if link == at_other => Some(how),
        _ => None,
    });
    assert_eq!(how, How::Lan);
    let found = other.wait(|event| match event {
        NetEvent::Found { peer, addresses } if peer == one.id() => Some(addresses),
        _ => None,
    });
    assert_eq!(found, one.net.addresses(), "the side that was dialled can dial from now on");
}

#[test]
fn much_is_received_whole_by_a_slow_reader_who_is_not_flooded_and_does_not_slow_others() {
    let (one, at_one, other, at_other) = talking();
    let third = Machine::start(3);
    other.admit(&[&one, &third]);
    third.admit(&[&other]);
    third.learn(&other);
    let (at_third, _) = third.connected(&other);
    let (from_third, _) = other.connected(&third);

    let sent = pattern(15 << 20);
    for piece in sent.chunks(1 << 20) {
        one.net.send(at_one, piece.to_vec());
    }
    let quick = pattern(4 << 20);
    third.net.send(at_third, quick.clone());

    // The whole of the third is received while nothing of the first is dealt with.
    let (mut kept, mut slow, mut of_third) = (Vec::new(), Vec::new(), Vec::new());
    let room_of_one = LINK_ROOM_BYTES - (256 << 10);
    while of_third.len() < quick.len() || slow.len() < room_of_one {
        other.wait(|event| match event {
            NetEvent::Received { link, bytes, room } if link == at_other => {
                slow.extend(bytes);
                kept.push(room);
                Some(())
            }
            NetEvent::Received { link, bytes, .. } if link == from_third => {
                of_third.extend(bytes);
                Some(())
            }
            _ => None,
        });
        assert!(slow.len() <= LINK_ROOM_BYTES, "no more than there is room for");
    }
    assert!(of_third == quick);
    drop(kept);
    slow.extend(other.received(at_other, sent.len() - slow.len()));
    assert!(slow == sent, "whole and in order");
}

#[test]
fn who_is_sent_more_than_he_takes_loses_the_connection() {
    let (one, at_one, other, at_other) = talking();
    // Nothing the other receives is dealt with: its events wait with their room.
    for _ in 0..3 * (QUEUE_BYTES >> 20) {
        one.net.send(at_one, vec![7; 1 << 20]);
    }
    assert_eq!(one.closed(at_one), CloseReason::Overflow);
    assert_eq!(other.closed(at_other), CloseReason::Lost);
    // It is dialled again.
    one.connected(&other);
}

#[test]
fn withdrawing_an_admission_closes_the_connection_until_it_is_given_again() {
    let (one, at_one, other, at_other) = talking();
    one.admit(&[]);
    assert_eq!(one.closed(at_one), CloseReason::Withdrawn);
    assert_eq!(other.closed(at_other), CloseReason::Refused);
    one.admit(&[&other]);
    one.connected(&other);
    other.connected(&one);
}

#[test]
fn what_was_sent_before_closing_arrives_and_so_does_the_reason() {
    let (one, at_one, other, at_other) = talking();
    let sent = pattern(3 << 20);
    one.net.send(at_one, sent.clone());
    one.net.close(at_one, 7);
    one.net.send(at_one, b"too late".to_vec());
    assert!(other.received(at_other, sent.len()) == sent);
    assert_eq!(other.closed(at_other), CloseReason::There(7));
    assert_eq!(one.closed(at_one), CloseReason::Here(7));
}

#[test]
fn ending_the_program_closes_every_connection_once() {
    let (one, at_one, other, at_other) = talking();
    let last = one.end();
    let closed = |event: &NetEvent| match event {
        NetEvent::Closed { link, reason } => Some((*link, *reason)),
        _ => None,
    };
    let closed: Vec<_> = last.iter().filter_map(closed).collect();
    assert_eq!(closed, [(at_one, CloseReason::Ended)]);
    assert_eq!(other.closed(at_other), CloseReason::Lost);
}

#[test]
fn two_that_dial_each_other_at_once_keep_one_connection() {
    for _ in 0..20 {
        let (one, other) = (Machine::start(1), Machine::start(2));
        let start = Barrier::new(2);
        thread::scope(|scope| {
            for (own, its) in [(&one, &other), (&other, &one)] {
                let start = &start;
                scope.spawn(move || {
                    own.admit(&[its]);
                    start.wait();
                    own.learn(its);
                });
            }
        });
        let (at_one, at_other) = live_link(&one, &other);
        let last = one.end();
        let closed = |events: &[NetEvent]| {
            let closed = events.iter().filter_map(|event| match event {
                NetEvent::Closed { link, .. } => Some(*link),
                _ => None,
            });
            closed.collect::<Vec<_>>()
        };
        assert_eq!(closed(&last), [at_one], "one was left, and no other came");
        assert_eq!(other.closed(at_other), CloseReason::Lost);
        let after = other.end();
        assert!(closed(&after).is_empty(), "{after:?}");
    }
}

#[test]
fn a_machine_that_listens_on_all_interfaces_finds_another_port_when_its_own_is_taken() {
    let settings =
        |number| Settings { secret: [number; 32], bind: Vec::new(), discover: false, relay: None };
    let one = net::Net::start(settings(1), |_| {}).unwrap();
    let other = net::Net::start(settings(2), |_| {}).unwrap();
    for address in one.addresses() {
        assert!(!address.starts_with("127."), "{address}");
        assert!(!other.addresses().contains(&address));
    }
}

#[test]
fn what_prevents_listening_is_told() {
    let one = Machine::start(1);
    let taken = one.net.addresses()[0].parse().unwrap();
    let code = |bind: Vec<std::net::SocketAddr>, relay: Option<&str>| {
        let relay = relay.map(str::to_owned);
        let settings = Settings { secret: [2; 32], bind, discover: false, relay };
        net::Net::start(settings, |_| {}).err().as_ref().map(NetError::code)
    };
    let here = vec!["127.0.0.1:0".parse().unwrap()];
    assert_eq!(code(vec![taken], None), Some("net-port-taken"));
    assert_eq!(code(vec!["192.0.2.1:0".parse().unwrap()], None), Some("net-address"));
    assert_eq!(code([here.clone(), here.clone()].concat(), None), None, "a second one");
    assert_eq!(code(here.clone(), Some("a relay")), Some("net-relay"));
    assert_eq!(code(here, None), None);
}

#[test]
fn the_receiver_of_events_may_be_the_last_to_hold_the_network() {
    let holder: Arc<std::sync::Mutex<Option<net::Net>>> = Arc::default();
    let (sender, done) = std::sync::mpsc::channel();
    let held = Arc::clone(&holder);
    let settings = Settings {
        secret: [1; 32],
        bind: vec!["127.0.0.1:0".parse().unwrap()],
        discover: false,
        relay: None,
    };
    let net = net::Net::start(settings, move |_| {
        drop(held.lock().unwrap().take());
        sender.send(()).unwrap();
    });
    let net = net.unwrap();
    let own = net.endpoint();
    *holder.lock().unwrap() = Some(net);
    holder.lock().unwrap().as_ref().unwrap().join(own, Vec::new());
    done.recv_timeout(crate::machine::PATIENCE).unwrap();
}

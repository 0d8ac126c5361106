//! The connection of a device that joins by a ticket.

use crate::machine::{Machine, PATIENCE};
use net::{CloseReason, JoinFault, Kind, NetEvent};
use std::net::UdpSocket;
use std::time::Instant;

fn exported(kind: Kind, side: bool) -> [u8; 32] {
    match kind {
        Kind::Join { exported, dialled } => {
            assert_eq!(dialled, side);
            exported
        }
        Kind::Talk => panic!("a talk"),
    }
}

#[test]
fn both_sides_of_a_join_have_a_secret_in_common_and_hear_whole_messages() {
    let (inviter, joiner) = (Machine::start(1), Machine::start(2));
    inviter.net.expect_joiners(true);
    let mut secrets = Vec::new();
    for _ in 0..2 {
        joiner.net.join(inviter.id(), inviter.net.addresses());
        let (at_joiner, kind) = joiner.connected(&inviter);
        let (at_inviter, its) = inviter.connected(&joiner);
        assert_eq!(exported(kind, true), exported(its, false));
        secrets.push(exported(kind, true));
        let long = vec![7; access::MAX_JOIN_BYTES];
        for message in [&b"hello"[..], b"!", &long] {
            joiner.net.send(at_joiner, message.to_vec());
            inviter.net.send(at_inviter, message.to_vec());
        }
        for (machine, link) in [(&joiner, at_joiner), (&inviter, at_inviter)] {
            for message in [&b"hello"[..], b"!", &long] {
                let heard = machine.wait(|event| match event {
                    NetEvent::Received { link: on, bytes, .. } if on == link => Some(bytes),
                    _ => None,
                });
                assert_eq!(heard, message);
            }
        }
        inviter.net.close(at_inviter, 3);
        assert_eq!(joiner.closed(at_joiner), CloseReason::There(3));
        assert_eq!(inviter.closed(at_inviter), CloseReason::Here(3));
    }
    assert_ne!(secrets[0], secrets[1], "each connection has its own");
}

#[test]
fn a_joiner_who_is_not_expected_is_refused() {
    let (inviter, joiner) = (Machine::start(1), Machine::start(2));
    joiner.net.join(inviter.id(), inviter.net.addresses());
    assert_eq!(joiner.join_failed(), JoinFault::Refused);
    inviter.net.expect_joiners(true);
    joiner.net.join(inviter.id(), inviter.net.addresses());
    let (at_joiner, _) = joiner.connected(&inviter);
    let (at_inviter, _) = inviter.connected(&joiner);
    inviter.net.expect_joiners(false);
    joiner.net.send(at_joiner, b"still here".to_vec());
    assert_eq!(inviter.received(at_inviter, 10), b"still here");
}

#[test]
fn a_joiner_may_not_talk() {
    let (inviter, joiner) = (Machine::start(1), Machine::start(2));
    inviter.net.expect_joiners(true);
    joiner.admit(&[&inviter]);
    joiner.learn(&inviter);
    joiner.net.join(inviter.id(), inviter.net.addresses());
    let (_, kind) = joiner.connected(&inviter);
    exported(kind, true);
    inviter.admit(&[&joiner]);
    inviter.net.retry();
    joiner.net.retry();
    let talk = joiner.wait(|event| match event {
        NetEvent::Connected { kind, .. } => Some(kind),
        _ => None,
    });
    assert_eq!(talk, Kind::Talk, "once admitted");
}

#[test]
fn a_ticket_that_leads_nowhere_fails_and_does_not_hang() {
    let joiner = Machine::start(2);
    let inviter = Machine::start(1).id();
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let start = Instant::now();
    joiner.net.join(inviter, vec![silent.local_addr().unwrap().to_string()]);
    assert_eq!(joiner.join_failed(), JoinFault::Unreachable);
    assert!(start.elapsed() < PATIENCE / 2);
    joiner.net.join(inviter, vec!["the office".to_owned()]);
    assert_eq!(joiner.join_failed(), JoinFault::NoAddress);
    joiner.net.join(joiner.id(), joiner.net.addresses());
    assert_eq!(joiner.join_failed(), JoinFault::Own);
}

#[test]
fn a_message_that_is_too_long_is_not_sent() {
    let (inviter, joiner) = (Machine::start(1), Machine::start(2));
    inviter.net.expect_joiners(true);
    joiner.net.join(inviter.id(), inviter.net.addresses());
    let (at_joiner, _) = joiner.connected(&inviter);
    let (at_inviter, _) = inviter.connected(&joiner);
    joiner.net.send(at_joiner, vec![7; access::MAX_JOIN_BYTES + 1]);
    assert_eq!(joiner.closed(at_joiner), CloseReason::Overflow);
    assert_eq!(inviter.closed(at_inviter), CloseReason::Lost);
}

#[test]
fn those_who_join_do_not_take_the_places_of_those_who_belong_here() {
    let inviter = Machine::start(1);
    let member = Machine::start(2);
    inviter.net.expect_joiners(true);
    let joiners: Vec<_> = (10..).take(net::limits::MAX_JOINS).map(Machine::start).collect();
    for joiner in &joiners {
        joiner.net.join(inviter.id(), inviter.net.addresses());
        joiner.connected(&inviter);
    }
    let late = Machine::start(3);
    late.net.join(inviter.id(), inviter.net.addresses());
    assert_eq!(late.join_failed(), JoinFault::Full);
    inviter.admit(&[&member]);
    member.admit(&[&inviter]);
    member.learn(&inviter);
    assert_eq!(member.connected(&inviter).1, Kind::Talk);
}

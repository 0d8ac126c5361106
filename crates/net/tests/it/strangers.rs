//! Strangers and broken programs, who speak QUIC themselves and keep to no rule.

use crate::machine::{Machine, PATIENCE, talking};
use iroh::endpoint::{Connection, ConnectionError, presets};
use iroh::{Endpoint, EndpointAddr, PublicKey, RelayMode, SecretKey};
use net::{CloseReason, Kind, NetEvent};
use std::future::Future;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::time::timeout;

const TALK: &[u8] = b"raccord/talk/1";
const JOIN: &[u8] = b"raccord/join/1";

/// An endpoint of nobody in particular.
struct Stranger {
    runtime: Runtime,
    endpoint: Endpoint,
}

impl Stranger {
    fn new(number: u8) -> Self {
        let runtime = Runtime::new().unwrap();
        let endpoint = runtime.block_on(async {
            let builder = Endpoint::builder(presets::Minimal)
                .secret_key(SecretKey::from_bytes(&[number; 32]))
                .relay_mode(RelayMode::Disabled)
                .clear_ip_transports();
            builder.bind_addr("127.0.0.1:0").unwrap().bind().await.unwrap()
        });
        Self { runtime, endpoint }
    }

    fn id(&self) -> model::EndpointId {
        model::EndpointId(*self.endpoint.id().as_bytes())
    }

    fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(async { timeout(PATIENCE, work).await.expect("in time") })
    }

    fn connect(&self, machine: &Machine, protocol: &[u8]) -> Result<Connection, String> {
        let key = PublicKey::from_bytes(&machine.id().0).unwrap();
        let mut address = EndpointAddr::new(key);
        for text in machine.net.addresses() {
            address = address.with_ip_addr(text.parse().unwrap());
        }
        self.run(self.endpoint.connect(address, protocol)).map_err(|error| format!("{error:?}"))
    }

    /// Says something and waits for the answer: the number and words of the end.
    fn say(&self, connection: &Connection, bytes: &[u8]) -> (u64, String) {
        self.run(async {
            let said = async {
                let (mut send, mut receive) = connection.open_bi().await.ok()?;
                send.write_all(bytes).await.ok()?;
                receive.read_to_end(1 << 20).await.ok()
            };
            let _ = said.await;
            match connection.closed().await {
                ConnectionError::ApplicationClosed(close) => {
                    let words = String::from_utf8_lossy(&close.reason).into_owned();
                    (close.error_code.into_inner(), words)
                }
                other => panic!("{other:?}"),
            }
        })
    }
}

#[test]
fn a_stranger_is_refused_before_a_byte_is_looked_at_whatever_the_reason() {
    let machine = Machine::start(1);
    let stranger = Stranger::new(9);
    let withdrawn = Stranger::new(8);
    machine.net.admit([withdrawn.id()].into());
    machine.net.admit([].into());
    let talk = [&[1][..], &[7; 100_000]].concat();
    let mut answers = Vec::new();
    for (who, protocol) in [(&stranger, TALK), (&withdrawn, TALK), (&stranger, JOIN)] {
        let connection = who.connect(&machine, protocol).unwrap();
        answers.push(who.say(&connection, &talk));
    }
    let refused = (1, "refused".to_owned());
    assert_eq!(answers, [refused.clone(), refused.clone(), refused]);
    assert!(stranger.connect(&machine, b"other/1").is_err());
    assert_eq!(machine.net.refused(), [(stranger.id(), 2), (withdrawn.id(), 1)].into());
    let told = machine.end();
    assert!(matches!(told.as_slice(), [NetEvent::Refused]), "once, and nothing else: {told:?}");
}

#[test]
fn who_knocks_often_from_one_address_is_still_answered() {
    let machine = Machine::start(1);
    let stranger = Stranger::new(9);
    for _ in 0..20 {
        let connection = stranger.connect(&machine, TALK).unwrap();
        assert_eq!(stranger.say(&connection, &[1]).0, 1);
    }
}

#[test]
fn a_message_that_is_too_long_or_has_nothing_in_it_ends_the_connection() {
    let machine = Machine::start(1);
    machine.net.expect_joiners(true);
    for length in [0_u32, 1_025, u32::MAX] {
        let stranger = Stranger::new(9);
        let connection = stranger.connect(&machine, JOIN).unwrap();
        let said = [&[1][..], &length.to_be_bytes(), &[7; 2_000]].concat();
        assert_eq!(stranger.say(&connection, &said).0, 4, "{length}");
        let (link, peer, dialled) = machine.wait(|event| match event {
            NetEvent::Connected { link, peer, kind: Kind::Join { dialled, .. } } => {
                Some((link, peer, dialled))
            }
            _ => None,
        });
        assert_eq!((peer, dialled), (stranger.id(), false));
        assert_eq!(machine.closed(link), CloseReason::Fault);
    }
}

#[test]
fn a_message_that_does_not_come_to_its_end_is_not_waited_for() {
    let machine = Machine::start(1);
    machine.net.expect_joiners(true);
    let stranger = Stranger::new(9);
    let connection = stranger.connect(&machine, JOIN).unwrap();
    assert_eq!(stranger.say(&connection, &[1, 0, 0, 0, 9, b'b', b'o']).0, 4);
    let told = machine.end();
    assert!(!told.iter().any(|event| matches!(event, NetEvent::Received { .. })), "{told:?}");
}

#[test]
fn who_speaks_another_version_is_told_so_and_who_says_nothing_is_let_go() {
    let machine = Machine::start(1);
    let stranger = Stranger::new(9);
    machine.net.admit([stranger.id()].into());
    let connection = stranger.connect(&machine, TALK).unwrap();
    assert_eq!(stranger.say(&connection, &[2, 7, 7]).0, 4);
    let silent = stranger.connect(&machine, TALK).unwrap();
    let end = stranger.run(silent.closed());
    assert!(matches!(end, ConnectionError::ApplicationClosed(_)), "{end:?}");
    assert!(machine.end().is_empty());
}

#[test]
fn a_connection_has_one_stream() {
    let machine = Machine::start(1);
    let stranger = Stranger::new(9);
    machine.net.admit([stranger.id()].into());
    let connection = stranger.connect(&machine, TALK).unwrap();
    stranger.run(async {
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        send.write_all(&[1]).await.unwrap();
        receive.read_exact(&mut [0]).await.unwrap();
        let moment = Duration::from_millis(200);
        assert!(timeout(moment, connection.open_bi()).await.is_err(), "a second one must wait");
        assert!(timeout(moment, connection.open_uni()).await.is_err());
        assert!(connection.max_datagram_size().is_none());
    });
}

#[test]
fn one_who_breaks_the_rules_ends_his_own_connection_and_no_other() {
    let (one, at_one, other, at_other) = talking();
    other.net.expect_joiners(true);
    let stranger = Stranger::new(9);
    let connection = stranger.connect(&other, JOIN).unwrap();
    assert_eq!(stranger.say(&connection, &[1, 255, 255, 255, 255]).0, 4);
    one.net.send(at_one, b"bonjour".to_vec());
    assert_eq!(other.received(at_other, 7), b"bonjour");
}

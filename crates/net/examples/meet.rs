//! Two machines that find each other on the local network and count what they send: what
//! `lan.sh` beside this folder runs, and a way to look at a real network by hand.
//!
//! `meet 1 2` is machine 1 and waits for machine 2, started elsewhere as `meet 2 1`; further
//! words are addresses of the other. Keys are made of the numbers and protect nothing. The machine
//! with the smaller number sends, as fast as the other takes it. It ends with its input.

use model::EndpointId;
use net::{Link, Net, NetEvent, Settings};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

const PIECE: usize = 1 << 20;
const PIECES: u64 = 256;

fn id_of(number: u8) -> Result<EndpointId, net::NetError> {
    let bind = vec![([127, 0, 0, 1], 0).into()];
    let settings = Settings { secret: [number; 32], bind, discover: false, relay: None };
    Ok(Net::start(settings, |_| {})?.endpoint())
}

/// One way and back for a piece, so that no more than a few wait to be sent.
struct Transfer {
    link: Link,
    since: Instant,
    sends: bool,
    sent: u64,
    got: u64,
}

impl Transfer {
    fn fill(&mut self, net: &Net) {
        while self.sends && self.sent < PIECES && self.sent < self.got + 8 {
            net.send(self.link, vec![7; PIECE]);
            self.sent += 1;
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [own, other, addresses @ ..] = words.as_slice() else {
        return Err("say two numbers: this machine's and the other's".into());
    };
    let (own, other): (u8, u8) = (own.parse()?, other.parse()?);
    let peer = id_of(other)?;
    let (sender, events) = channel();
    let start = Instant::now();
    let settings = Settings { secret: [own; 32], bind: Vec::new(), discover: true, relay: None };
    let net = Net::start(settings, move |event| {
        let _ = sender.send(event);
    })?;
    net.admit(BTreeSet::from([peer]));
    net.learn(peer, addresses.to_vec());
    let say = |what: String| println!("{:7.3} {what}", start.elapsed().as_secs_f64());
    say(format!("at {}", net.addresses().join(" ")));
    let (input, ended) = channel::<()>();
    std::thread::spawn(move || {
        let _input = input;
        while std::io::stdin().read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
    });

    let mut transfer: Option<Transfer> = None;
    while !matches!(ended.try_recv(), Err(std::sync::mpsc::TryRecvError::Disconnected)) {
        match events.recv_timeout(Duration::from_millis(100)) {
            Ok(NetEvent::Connected { link, .. }) => {
                say(format!("connected {link}"));
                let since = Instant::now();
                let mut next = Transfer { link, since, sends: own < other, sent: 0, got: 0 };
                next.fill(&net);
                transfer = Some(next);
            }
            Ok(NetEvent::Received { link, bytes, .. }) => {
                let Some(transfer) = transfer.as_mut().filter(|it| it.link == link) else {
                    continue;
                };
                if transfer.sends {
                    // Each byte back stands for a piece that came.
                    transfer.got += bytes.len() as u64;
                    transfer.fill(&net);
                    if transfer.got == PIECES {
                        let took = transfer.since.elapsed().as_secs_f64();
                        say(format!("sent {:.0} MiB/s", PIECES as f64 / took));
                    }
                } else {
                    let before = transfer.got / PIECE as u64;
                    transfer.got += bytes.len() as u64;
                    let whole = transfer.got / PIECE as u64 - before;
                    if whole > 0 {
                        net.send(link, vec![1; usize::try_from(whole)?]);
                    }
                }
            }
            Ok(NetEvent::Closed { link, reason }) => say(format!("closed {link} {reason:?}")),
            Ok(NetEvent::TurnedAway { .. }) => say("turned away".to_owned()),
            Ok(NetEvent::Found { addresses, .. }) => say(format!("found {}", addresses.join(" "))),
            Ok(NetEvent::Path { link, how, round_trip }) => {
                say(format!("path {link} {how:?} {round_trip:?}"));
            }
            Ok(NetEvent::Refused | NetEvent::JoinFailed { .. })
            | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Ok(())
}

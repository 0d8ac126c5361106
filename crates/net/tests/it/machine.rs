//! A machine under test: its endpoint, and what it was told of, in order.

use model::EndpointId;
use net::{CloseReason, JoinFault, Kind, Link, Net, NetEvent, Settings};
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// How long a test waits for what must happen, at most: a dead peer is noticed within 10 s.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A machine under test.
pub(crate) struct Machine {
    pub(crate) net: Net,
    events: Mutex<Receiver<NetEvent>>,
}

impl Machine {
    /// One whose key is made of a number.
    pub(crate) fn start(number: u8) -> Self {
        Self::at(number, "127.0.0.1:0")
    }

    /// One that listens at an address.
    pub(crate) fn at(number: u8, address: &str) -> Self {
        let (sender, events) = channel();
        let settings = Settings {
            secret: [number; 32],
            bind: vec![address.parse().unwrap()],
            discover: false,
            relay: None,
        };
        let net = Net::start(settings, move |event| {
            // Fails only when the test is over.
            let _ = sender.send(event);
        });
        Self { net: net.unwrap(), events: Mutex::new(events) }
    }

    pub(crate) fn id(&self) -> EndpointId {
        self.net.endpoint()
    }

    /// Opens the talk to some machines.
    pub(crate) fn admit(&self, others: &[&Self]) {
        self.net.admit(others.iter().map(|other| other.id()).collect::<BTreeSet<_>>());
    }

    /// Tells where another machine is.
    pub(crate) fn learn(&self, other: &Self) {
        self.net.learn(other.id(), other.net.addresses());
    }

    fn heard(&self) -> MutexGuard<'_, Receiver<NetEvent>> {
        self.events.lock().unwrap()
    }

    /// The next event; the test fails when there is none in time.
    pub(crate) fn next(&self) -> NetEvent {
        self.heard().recv_timeout(PATIENCE).expect("something happens in time")
    }

    /// The next event that `wanted` takes, those before it passed over.
    pub(crate) fn wait<T>(&self, mut wanted: impl FnMut(NetEvent) -> Option<T>) -> T {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.heard().recv_timeout(left).expect("it happens in time");
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    }

    /// Waits for a connection with another machine.
    pub(crate) fn connected(&self, with: &Self) -> (Link, Kind) {
        self.wait(|event| match event {
            NetEvent::Connected { link, peer, kind } if peer == with.id() => Some((link, kind)),
            _ => None,
        })
    }

    /// Waits until a connection is closed.
    pub(crate) fn closed(&self, closed: Link) -> CloseReason {
        self.wait(|event| match event {
            NetEvent::Closed { link, reason } if link == closed => Some(reason),
            _ => None,
        })
    }

    /// Waits until a join connection does not come about.
    pub(crate) fn join_failed(&self) -> JoinFault {
        self.wait(|event| match event {
            NetEvent::JoinFailed { why, .. } => Some(why),
            _ => None,
        })
    }

    /// Waits for so many bytes.
    pub(crate) fn received(&self, on: Link, count: usize) -> Vec<u8> {
        let mut all = Vec::new();
        while all.len() < count {
            let bytes = self.wait(|event| match event {
                NetEvent::Received { link, bytes, .. } if link == on => Some(bytes),
                NetEvent::Closed { link, reason } if link == on => panic!("closed: {reason:?}"),
                _ => None,
            });
            all.extend(bytes);
        }
        all
    }

    /// Everything that is told until the machine has ended.
    pub(crate) fn end(self) -> Vec<NetEvent> {
        drop(self.net);
        self.events.into_inner().unwrap().iter().collect()
    }
}

/// Two machines that talk, and their connection as each of them has it.
pub(crate) fn talking() -> (Machine, Link, Machine, Link) {
    let (one, other) = (Machine::start(1), Machine::start(2));
    one.admit(&[&other]);
    other.admit(&[&one]);
    one.learn(&other);
    let (at_one, _) = one.connected(&other);
    let (at_other, _) = other.connected(&one);
    (one, at_one, other, at_other)
}

/// Bytes that are not all alike.
pub(crate) fn pattern(count: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..count).map(|_| next()).collect()
}

/// Waits until two machines have one connection, by which each has heard the other and which has
/// lasted a moment. Of two dialled at once each may see one come and go before.
pub(crate) fn live_link(one: &Machine, other: &Machine) -> (Link, Link) {
    thread::scope(|scope| {
        let at_one = scope.spawn(|| settled(one, other));
        let at_other = settled(other, one);
        (at_one.join().expect("it settles"), at_other)
    })
}

fn settled(own: &Machine, other: &Machine) -> Link {
    let (mut open, mut heard, mut lasted, mut count) = (None, false, false, 0);
    loop {
        match own.next() {
            NetEvent::Connected { link, peer, .. } => {
                assert_eq!((open, peer), (None, other.id()), "one at a time");
                (open, heard, lasted) = (Some(link), false, false);
                count += 1;
                assert!(count <= 2, "none is dialled again");
                own.net.send(link, b"here".to_vec());
            }
            NetEvent::Closed { link, .. } => assert_eq!(open.take(), Some(link)),
            NetEvent::Received { link, bytes, .. } => {
                assert_eq!((open, bytes.as_slice()), (Some(link), &b"here"[..]));
                heard = true;
            }
            // Told once a connection has lasted a moment.
            NetEvent::Path { link, .. } => lasted = open == Some(link),
            _ => {}
        }
        if let Some(link) = open
            && heard
            && lasted
        {
            return link;
        }
    }
}

//! The engine's talk carried by `net`: events of connections to the engine, what it has to send to
//! connections. Runs on the writer thread; nothing here waits for the network.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::links::Way;
use crate::talk::Outgoing;
use access::Channel;
use model::{DeviceId, EndpointId, Finding, Severity};
use net::{CloseReason, Kind, Link, Net, NetError, NetEvent};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use sync::Reason;
use units::Stamp;

/// Where and how a machine listens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listening {
    /// Addresses to listen on; none: the usual port of all interfaces.
    pub bind: Vec<SocketAddr>,
    /// Look for the others on the local network, and be found there?
    pub discover: bool,
    /// The facility's own relay, as URL.
    pub relay: Option<String>,
}

/// What is at the other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Peer(DeviceId),
    Guest(u64),
}

/// The connections of the engine.
pub(crate) struct Network {
    net: Net,
    ends: BTreeMap<Link, End>,
    talks: BTreeMap<DeviceId, Link>,
    guests: BTreeMap<u64, Link>,
    visits: u64,
    /// Whom the talk was last said to be open to.
    admitted: BTreeSet<EndpointId>,
    /// What that follows from: the moment, since rights lapse, and how long the log was.
    looked: Option<(Stamp, usize)>,
    expects: bool,
}

impl Network {
    /// Begins to listen and to dial the others. `happened` is handed every event, on a thread of
    /// the network's.
    pub(crate) fn start(
        engine: &mut Engine,
        listening: &Listening,
        happened: impl Fn(NetEvent) + Send + Sync + 'static,
    ) -> Result<Self, Failure> {
        let settings = net::Settings {
            secret: engine.endpoint_secret(),
            bind: listening.bind.clone(),
            discover: listening.discover,
            relay: listening.relay.clone(),
        };
        let net = Net::start(settings, happened).map_err(|error| unavailable(&error))?;
        let mut network = Self {
            net,
            ends: BTreeMap::new(),
            talks: BTreeMap::new(),
            guests: BTreeMap::new(),
            visits: 0,
            admitted: BTreeSet::new(),
            looked: None,
            expects: false,
        };
        for (endpoint, addresses) in engine.addresses()? {
            network.net.learn(endpoint, addresses);
        }
        engine.listens_at(network.net.addresses());
        network.flush(engine);
        Ok(network)
    }

    /// Where others reach this machine.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.net.addresses()
    }

    /// Dials a machine at an address somebody has typed, and remembers it.
    pub(crate) fn learn(&self, endpoint: EndpointId, addresses: Vec<String>) {
        self.net.learn(endpoint, addresses);
    }

    /// The network has changed, or the machine has woken up.
    pub(crate) fn retry(&self) {
        self.net.retry();
    }

    /// Something happened at a connection.
    pub(crate) fn happened(&mut self, engine: &mut Engine, event: NetEvent) {
        match event {
            NetEvent::Connected { link, peer, kind: Kind::Talk } => match engine.connected(peer) {
                Ok(device) => {
                    self.ends.insert(link, End::Peer(device));
                    self.talks.insert(device, link);
                }
                Err(reason) => self.net.close(link, byte(reason)),
            },
            NetEvent::Connected { link, peer, kind: Kind::Join { exported, .. } } => {
                self.visits += 1;
                self.ends.insert(link, End::Guest(self.visits));
                self.guests.insert(self.visits, link);
                engine.guest_came(self.visits, Channel { peer, exported });
            }
            NetEvent::Received { link, bytes, room } => {
                match self.ends.get(&link) {
                    Some(End::Peer(device)) => engine.hear(*device, bytes),
                    Some(End::Guest(visit)) => engine.guest_said(*visit, bytes),
                    None => {}
                }
                drop(room);
            }
            NetEvent::Closed { link, reason } => match self.ends.remove(&link) {
                // A better connection may have taken its place already.
                Some(End::Peer(device)) if self.talks.get(&device) == Some(&link) => {
                    self.talks.remove(&device);
                    engine.disconnected_for(device, told(reason));
                }
                Some(End::Peer(_)) | None => {}
                Some(End::Guest(visit)) => {
                    self.guests.remove(&visit);
                    engine.guest_left(visit);
                }
            },
            NetEvent::Path { link, how, round_trip } => {
                if let Some(End::Peer(device)) = self.ends.get(&link) {
                    engine.took_way(*device, Way { how, round_trip });
                }
            }
            NetEvent::Found { peer, addresses } => engine.remember(peer, addresses),
            NetEvent::TurnedAway { peer } => engine.turned_away(peer),
            // They are asked for with what is sent next.
            NetEvent::Refused | NetEvent::JoinFailed { .. } => {}
        }
    }

    /// Sends what the engine has to send, and says whom connections are open to.
    pub(crate) fn flush(&mut self, engine: &mut Engine) {
        // Frames to one peer go out together: each by itself would cost a packet.
        let mut frames: BTreeMap<Link, Vec<u8>> = BTreeMap::new();
        for outgoing in engine.outgoing() {
            match outgoing {
                Outgoing::Send { peer, frame } => {
                    if let Some(link) = self.talks.get(&peer) {
                        frames.entry(*link).or_default().extend(frame);
                    }
                }
                Outgoing::Close { peer, reason } => {
                    if let Some(link) = self.talks.remove(&peer) {
                        if let Some(last) = frames.remove(&link) {
                            self.net.send(link, last);
                        }
                        self.ends.remove(&link);
                        self.net.close(link, byte(reason));
                    }
                }
                Outgoing::Join { link: visit, bytes } => {
                    if let Some(link) = self.guests.get(&visit) {
                        self.net.send(*link, bytes);
                    }
                }
                Outgoing::JoinClose { link: visit } => {
                    if let Some(link) = self.guests.remove(&visit) {
                        self.ends.remove(&link);
                        self.net.close(link, byte(Reason::Done));
                    }
                }
            }
        }
        frames.into_iter().for_each(|(link, bytes)| self.net.send(link, bytes));
        engine.refused(self.net.refused());
        let look = Some(engine.log_moment());
        if look != self.looked {
            self.looked = look;
            let admitted = engine.endpoints();
            if admitted != self.admitted {
                self.net.admit(admitted.clone());
                self.admitted = admitted;
            }
        }
        let expects = engine.expects_joiners();
        if expects != self.expects {
            self.net.expect_joiners(expects);
            self.expects = expects;
        }
    }
}

/// A reason as the network carries it. What it means stands in the talk's last message, too; this
/// is for what is closed before it began.
const fn byte(reason: Reason) -> u8 {
    match reason {
        Reason::Done => 0,
        Reason::Version => 1,
        Reason::Faults => 2,
        Reason::Nonsense => 3,
        Reason::Silence => 4,
        Reason::Refused => 5,
        Reason::Other(byte) => byte,
    }
}

const fn told(reason: CloseReason) -> Option<Reason> {
    match reason {
        CloseReason::Withdrawn | CloseReason::Refused => Some(Reason::Refused),
        CloseReason::Silent | CloseReason::Late => Some(Reason::Silence),
        CloseReason::Fault | CloseReason::Overflow => Some(Reason::Faults),
        CloseReason::Here(_)
        | CloseReason::There(_)
        | CloseReason::Replaced
        | CloseReason::Moved
        | CloseReason::Lost
        | CloseReason::Ended => None,
    }
}

/// No endpoint: what the message needs of the cause.
pub(crate) fn unavailable(error: &NetError) -> Failure {
    let finding = Finding::new(Severity::Error, error.code());
    let finding = match error {
        NetError::PortTaken { port } => finding.with("port", port),
        NetError::Address { address } => finding.with("address", address),
        NetError::Relay { relay } => finding.with("relay", relay),
        NetError::Unavailable { detail } => finding.with("cause", detail),
    };
    match error {
        NetError::Unavailable { .. } => Failure::Fault(Box::new(finding)),
        NetError::PortTaken { .. } | NetError::Address { .. } | NetError::Relay { .. } => {
            Failure::Refused(Box::new(finding))
        }
    }
}

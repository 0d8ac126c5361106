//! The loop that everything goes through: what the program says and what the network says come in
//! one after the other, and every event goes out from here.

mod dialling;

use self::dialling::Dial;
use crate::addresses::{interfaces, is_of_one_interface, texts};
use crate::close;
use crate::discovery::Discovery;
use crate::endpoint::{id_of, relay};
use crate::event::{CloseReason, How, JoinFault, Kind, Link, NetEvent};
use crate::gate::Gate;
use crate::limits::{GOOD_AFTER, INTERFACES_EVERY, LEAVE_TIME, MAX_SEEN};
use crate::links::{Finished, Links};
use crate::net::Outside;
use crate::open::{Opened, accept_all};
use crate::peers::{Peer, Strangers};
use crate::room::Room;
use crate::settings::Settings;
use iroh::{Endpoint, RelayUrl};
use model::EndpointId;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, PoisonError};
use std::time::Instant;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::time::{sleep_until, timeout};

/// The receiver of events.
pub(crate) type Happened = dyn Fn(NetEvent) + Send + Sync;

/// What the loop is told.
pub(crate) enum Said {
    /// By the program: see the functions of `Net`.
    Admitted,
    Learned(EndpointId, Vec<SocketAddr>),
    Join(EndpointId, Vec<SocketAddr>),
    Send(Link, Vec<u8>),
    Close(Link, u8),
    Retry,
    End,
    /// Another endpoint has opened a connection.
    Opened(Box<Opened>),
    /// The attempt of this number at a talk has come to something, or nothing.
    Dialled(EndpointId, u64, Result<Box<Opened>, JoinFault>),
    /// The same for an inviter.
    Joined(EndpointId, Result<Box<Opened>, JoinFault>),
    /// Something was received.
    Received(Link, Vec<u8>, Room),
    /// The way a connection takes, the time an answer takes, and where the other side is.
    Path(Link, How, u64, Option<SocketAddr>),
    /// A connection has ended.
    Ended(Link, CloseReason),
    /// An endpoint was seen on the local network at these addresses, or has gone if there are none.
    Seen(EndpointId, Vec<SocketAddr>),
    /// Somebody was refused a connection.
    Refused,
}

/// The state of the loop.
pub(crate) struct Run {
    own: EndpointId,
    endpoint: Endpoint,
    relay: Option<RelayUrl>,
    gate: Gate,
    happened: Arc<Happened>,
    said: UnboundedSender<Said>,
    outside: Outside,
    links: Links,
    peers: BTreeMap<EndpointId, Peer>,
    admitted: BTreeSet<EndpointId>,
    strangers: Strangers,
    dials: BTreeMap<EndpointId, Dial>,
    last_dial: u64,
    interfaces: BTreeSet<IpAddr>,
    discovery: Option<Discovery>,
}

impl Run {
    pub(crate) fn new(
        endpoint: Endpoint,
        settings: &Settings,
        gate: Gate,
        said: UnboundedSender<Said>,
        outside: Outside,
        happened: Arc<Happened>,
    ) -> Self {
        let own = id_of(&settings.secret);
        let bound = endpoint.bound_sockets();
        let discovery = settings.discover.then(|| Discovery::new(own, bound, said.clone()));
        Self {
            own,
            endpoint,
            relay: relay(settings).unwrap_or_default(),
            gate,
            happened: Arc::clone(&happened),
            said: said.clone(),
            outside,
            links: Links::new(own, happened, said),
            peers: BTreeMap::new(),
            admitted: BTreeSet::new(),
            strangers: Strangers::default(),
            dials: BTreeMap::new(),
            last_dial: 0,
            interfaces: BTreeSet::new(),
            discovery,
        }
    }

    /// Runs until the program says that it ends.
    pub(crate) async fn until_the_end(mut self, mut heard: UnboundedReceiver<Said>) {
        let accepting = accept_all(self.endpoint.clone(), self.gate.clone(), self.said.clone());
        let accepting = tokio::spawn(accepting);
        let mut look = Instant::now();
        let mut wake = look;
        loop {
            let now = Instant::now();
            if now >= wake {
                if now >= look {
                    self.look_around(now);
                    look = now + INTERFACES_EVERY;
                }
                self.dial_who_is_due(now);
                wake = self.next_due().map_or(look, |due| due.min(look));
            }
            tokio::select! {
                said = heard.recv() => match said {
                    Some(Said::End) | None => break,
                    Some(said) => {
                        // What is only carried leaves everybody as they were.
                        if !matches!(said, Said::Send(..) | Said::Received(..) | Said::Refused) {
                            wake = now;
                        }
                        self.hear(said, Instant::now());
                    }
                },
                () = sleep_until(wake.into()) => {}
            }
        }
        accepting.abort();
        for dial in self.dials.values() {
            dial.abort.abort();
        }
        self.links.end_all(Instant::now());
        let _ = timeout(LEAVE_TIME, self.endpoint.close()).await;
    }

    fn hear(&mut self, said: Said, now: Instant) {
        match said {
            Said::Admitted => self.admitted(now),
            Said::Learned(peer, addresses) => {
                let known = self.peer(peer, now);
                known.learn(&addresses);
                known.hurry(now);
            }
            Said::Join(peer, addresses) => self.join(peer, addresses),
            Said::Send(link, bytes) => {
                let finished = self.links.send(link, bytes, now);
                self.finished(finished, now);
            }
            Said::Close(link, reason) => self.links.close(link, reason),
            Said::Retry => self.retry(now),
            Said::Opened(opened) => self.opened(*opened, now),
            Said::Dialled(peer, number, opened) => {
                if self.dials.get(&peer).is_some_and(|dial| dial.number == number) {
                    self.dials.remove(&peer);
                    match opened {
                        Ok(opened) => self.opened(*opened, now),
                        Err(JoinFault::Refused) => {
                            (self.happened)(NetEvent::TurnedAway { peer });
                        }
                        // It is not there, or has no place: it is dialled again later.
                        Err(_) => {}
                    }
                }
            }
            Said::Joined(_, Ok(opened)) => self.joined(*opened, now),
            Said::Joined(peer, Err(why)) => {
                (self.happened)(NetEvent::JoinFailed { peer, why });
            }
            Said::Received(link, bytes, room) => {
                if self.links.lively(link).is_some() {
                    (self.happened)(NetEvent::Received { link, bytes, room });
                }
            }
            Said::Path(link, how, round_trip, from) => self.path(link, how, round_trip, from, now),
            Said::Ended(link, reason) => {
                let finished = self.links.ended(link, reason, now);
                self.finished(finished, now);
            }
            Said::Seen(peer, addresses) => self.seen(peer, addresses, now),
            Said::Refused => (self.happened)(NetEvent::Refused),
            Said::End => {}
        }
    }

    fn peer(&mut self, peer: EndpointId, now: Instant) -> &mut Peer {
        self.peers.entry(peer).or_insert_with(|| Peer::new(now))
    }

    fn admitted(&mut self, now: Instant) {
        self.admitted = self.gate.admitted();
        self.admitted.remove(&self.own);
        let others = self.links.talks_of(|peer| !self.admitted.contains(&peer));
        for link in others {
            self.links.end(link, CloseReason::Withdrawn, now);
        }
        let admitted = &self.admitted;
        self.dials.retain(|peer, dial| {
            let stays = admitted.contains(peer);
            if !stays {
                dial.abort.abort();
            }
            stays
        });
        for peer in admitted.clone() {
            let seen = self.strangers.addresses(peer);
            self.seen(peer, seen, now);
        }
    }

    /// Somebody was seen on the local network.
    fn seen(&mut self, peer: EndpointId, addresses: Vec<SocketAddr>, now: Instant) {
        // Kept for those admitted too: they may be withdrawn and admitted again.
        self.strangers.see(peer, addresses.clone(), MAX_SEEN);
        if !self.admitted.contains(&peer) {
            return;
        }
        let known = self.peer(peer, now);
        if known.see(&addresses) {
            known.hurry(now);
            let addresses = texts(&addresses);
            (self.happened)(NetEvent::Found { peer, addresses });
        }
    }

    fn path(
        &mut self,
        link: Link,
        how: How,
        round_trip: u64,
        from: Option<SocketAddr>,
        now: Instant,
    ) {
        let Some(open) = self.links.lively(link) else { return };
        let (peer, is_talk) = (open.peer, open.is_talk);
        (self.happened)(NetEvent::Path { link, how, round_trip: Some(round_trip) });
        if let Some(from) = from
            && is_talk
            && self.peer(peer, now).learn(&[from])
        {
            (self.happened)(NetEvent::Found { peer, addresses: texts(&[from]) });
        }
    }

    /// A connection both sides could use.
    fn opened(&mut self, opened: Opened, now: Instant) {
        let peer = opened.peer;
        if opened.kind == Kind::Talk && !self.gate.admits(peer) {
            opened.connection.close(close::REFUSED, b"");
            return;
        }
        let preferred = opened.kind == Kind::Talk && !opened.dialled && peer < self.own;
        if self.links.add(opened, now)
            && preferred
            && let Some(dial) = self.dials.remove(&peer)
        {
            // It would only be ended when it comes.
            dial.abort.abort();
        }
    }

    fn finished(&mut self, finished: Option<Finished>, now: Instant) {
        let Some(Finished { peer, is_talk: true, lasted }) = finished else { return };
        let own = self.own;
        let known = self.peer(peer, now);
        if lasted >= GOOD_AFTER {
            known.hurry(now);
        } else {
            known.dialled(now, own, peer);
        }
    }

    fn retry(&mut self, now: Instant) {
        let endpoint = self.endpoint.clone();
        tokio::spawn(async move { endpoint.network_change().await });
        for peer in self.peers.values_mut() {
            peer.hurry(now);
        }
        self.look_around(now);
    }

    /// Looks which interfaces there are; other ones may lead to those who were not reached.
    fn look_around(&mut self, now: Instant) {
        let interfaces = interfaces();
        if !self.interfaces.is_subset(&interfaces) {
            // A connection may go on without an address it was made with; what was on its way
            // over it is then missed for up to half a minute. A new one takes a moment.
            for link in self.links.talks_of(|_| true) {
                self.links.end(link, CloseReason::Moved, now);
            }
        }
        if interfaces != self.interfaces {
            for peer in self.peers.values_mut() {
                peer.hurry(now);
            }
        }
        if let Some(discovery) = &mut self.discovery {
            discovery.look(&interfaces, now);
        }
        self.interfaces = interfaces;
        let addresses = self.endpoint.addr();
        let outside = addresses.ip_addrs().filter(|address| !is_of_one_interface(address.ip()));
        let outside = outside.copied().collect();
        *self.outside.lock().unwrap_or_else(PoisonError::into_inner) = outside;
    }
}

//! Whom the loop dials and when: those admitted for as long as there is no talk with them, and
//! inviters once.

use super::{Run, Said};
use crate::endpoint::dialled;
use crate::event::{JoinFault, NetEvent};
use crate::gate::{JOIN, TALK};
use crate::limits::{MAX_DIALS, RESTART_AFTER};
use crate::open::{Opened, dial};
use model::EndpointId;
use std::net::SocketAddr;
use std::time::Instant;
use tokio::task::AbortHandle;

/// An attempt at a connection.
pub(super) struct Dial {
    pub(super) number: u64,
    since: Instant,
    pub(super) abort: AbortHandle,
}

impl Run {
    /// Dials the inviter of a ticket.
    pub(super) fn join(&mut self, peer: EndpointId, addresses: Vec<SocketAddr>) {
        let mut all = addresses;
        let seen = self.strangers.addresses(peer);
        all.extend(seen.into_iter().filter(|address| !all.contains(address)).collect::<Vec<_>>());
        let fault = match dialled(peer, &all, self.relay.as_ref()) {
            _ if peer == self.own => JoinFault::Own,
            _ if self.links.are_full() => JoinFault::Full,
            Some(address) if !address.is_empty() => {
                let (endpoint, said) = (self.endpoint.clone(), self.said.clone());
                tokio::spawn(async move {
                    let joined = dial(endpoint, address, JOIN).await.map(Box::new);
                    let _ = said.send(Said::Joined(peer, joined));
                });
                return;
            }
            _ => JoinFault::NoAddress,
        };
        (self.happened)(NetEvent::JoinFailed { peer, why: fault });
    }

    /// The inviter has answered.
    pub(super) fn joined(&mut self, opened: Opened, now: Instant) {
        let peer = opened.peer;
        if !self.links.add(opened, now) {
            (self.happened)(NetEvent::JoinFailed { peer, why: JoinFault::Full });
        }
    }

    /// When an endpoint is to be dialled; nothing if it need not or cannot.
    fn due(&self, peer: EndpointId) -> Option<Instant> {
        let known = self.peers.get(&peer)?;
        if self.links.has_talk(peer) || (known.has_no_address() && self.relay.is_none()) {
            return None;
        }
        match self.dials.get(&peer) {
            // An attempt at old addresses makes way for one at new ones, yet is given the time a
            // connection needs: false news must not break off attempt after attempt.
            Some(dial) => known.has_news().then(|| dial.since + RESTART_AFTER),
            None if self.dials.len() >= MAX_DIALS || self.links.are_full() => None,
            None => Some(known.next()),
        }
    }

    /// When the next endpoint is to be dialled.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.admitted.iter().filter_map(|peer| self.due(*peer)).min()
    }

    pub(super) fn dial_who_is_due(&mut self, now: Instant) {
        let due =
            self.admitted.iter().filter(|peer| self.due(**peer).is_some_and(|due| due <= now));
        let due: Vec<EndpointId> = due.copied().collect();
        for peer in due {
            if self.dials.len() < MAX_DIALS || self.dials.contains_key(&peer) {
                self.dial(peer, now);
            }
        }
    }

    fn dial(&mut self, peer: EndpointId, now: Instant) {
        let own = self.own;
        let known = self.peer(peer, now);
        known.dialled(now, own, peer);
        let addresses = known.addresses();
        if let Some(dial) = self.dials.remove(&peer) {
            dial.abort.abort();
        }
        let Some(address) = dialled(peer, &addresses, self.relay.as_ref()) else { return };
        self.last_dial += 1;
        let number = self.last_dial;
        let (endpoint, said) = (self.endpoint.clone(), self.said.clone());
        let task = tokio::spawn(async move {
            let opened = dial(endpoint, address, TALK).await.map(Box::new);
            let _ = said.send(Said::Dialled(peer, number, opened));
        });
        self.dials.insert(peer, Dial { number, since: now, abort: task.abort_handle() });
    }
}

//! Who may open a connection here, and how many may try. Asked by the endpoint for each
//! connection before a byte of it is read.

use crate::close;
use crate::limits::{
    ATTEMPTS_A_SECOND, MAX_ATTEMPTS_A_SECOND, MAX_COUNTED_ADDRESSES, MAX_OPENING,
    MAX_OPENING_OF_ONE,
};
use crate::run::Said;
use iroh::endpoint::{AfterHandshakeOutcome, Connection, EndpointHooks, Side};
use model::EndpointId;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::mpsc::UnboundedSender;

/// Protocol of the talk, in the handshake.
pub(crate) const TALK: &[u8] = b"raccord/talk/1";

/// Protocol of joining, in the handshake.
pub(crate) const JOIN: &[u8] = b"raccord/join/1";

/// What whoever is refused hears, whatever the reason.
const REFUSAL: &[u8] = b"refused";

/// Who may open a connection here; shared by all that ask.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    admitted: BTreeSet<EndpointId>,
    joiners: bool,
    /// How many connections are being opened by others.
    opening: usize,
    /// The same for each of those whose handshake is done.
    opening_of: BTreeMap<EndpointId, u8>,
    /// The second that is counted, and attempts of each address in it.
    second: Option<Instant>,
    attempts: BTreeMap<IpAddr, u32>,
    /// How often endpoints were refused the talk since somebody last asked.
    refused: BTreeMap<EndpointId, u32>,
    /// Who is told that there are some, once until they are asked for.
    told: Option<UnboundedSender<Said>>,
}

/// What to do with an attempt at a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// Go on with it.
    Go,
    /// Have it prove first that it is where it says.
    Prove,
    /// Do not answer.
    Ignore,
}

impl Gate {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn admit(&self, peers: BTreeSet<EndpointId>) {
        self.inner().admitted = peers;
    }

    pub(crate) fn expect_joiners(&self, yes: bool) {
        self.inner().joiners = yes;
    }

    pub(crate) fn admitted(&self) -> BTreeSet<EndpointId> {
        self.inner().admitted.clone()
    }

    pub(crate) fn admits(&self, peer: EndpointId) -> bool {
        self.inner().admitted.contains(&peer)
    }

    /// Whether an endpoint may open a connection for a protocol here.
    pub(crate) fn lets_in(&self, peer: EndpointId, protocol: &[u8]) -> bool {
        let inner = self.inner();
        (protocol == TALK && inner.admitted.contains(&peer)) || (protocol == JOIN && inner.joiners)
    }

    /// From now on the loop is told when somebody was refused.
    pub(crate) fn tells(&self, told: UnboundedSender<Said>) {
        self.inner().told = Some(told);
    }

    /// Counts a refusal. Of a flood of endpoints, those that came first are told apart.
    fn refuse(&self, peer: EndpointId) {
        let mut inner = self.inner();
        if inner.refused.is_empty()
            && let Some(told) = &inner.told
        {
            // Fails only when the loop has ended.
            let _ended = told.send(Said::Refused);
        }
        if inner.refused.len() < MAX_COUNTED_ADDRESSES || inner.refused.contains_key(&peer) {
            let times = inner.refused.entry(peer).or_default();
            *times = times.saturating_add(1);
        }
    }

    /// How often each endpoint was refused since this was last asked.
    pub(crate) fn take_refused(&self) -> BTreeMap<EndpointId, u32> {
        std::mem::take(&mut self.inner().refused)
    }

    /// Counts an attempt from an address, or over a relay that does not tell it.
    pub(crate) fn attempt(&self, from: Option<IpAddr>, proved: bool, now: Instant) -> Attempt {
        let mut inner = self.inner();
        if inner.second.is_none_or(|second| now.saturating_duration_since(second).as_secs() > 0) {
            inner.second = Some(now);
            inner.attempts.clear();
        }
        let Some(from) = from else { return Attempt::Go };
        let many = inner.attempts.len() >= MAX_COUNTED_ADDRESSES;
        let attempts = match inner.attempts.get_mut(&from) {
            Some(attempts) => {
                *attempts = attempts.saturating_add(1);
                *attempts
            }
            None if many => ATTEMPTS_A_SECOND + 1,
            None => {
                inner.attempts.insert(from, 1);
                1
            }
        };
        if attempts > MAX_ATTEMPTS_A_SECOND {
            Attempt::Ignore
        } else if attempts > ATTEMPTS_A_SECOND && !proved {
            Attempt::Prove
        } else {
            Attempt::Go
        }
    }

    /// A place among those that open a connection, unless all are taken.
    pub(crate) fn opening(&self) -> Option<Opening> {
        let mut inner = self.inner();
        if inner.opening >= MAX_OPENING {
            return None;
        }
        inner.opening += 1;
        drop(inner);
        Some(Opening { gate: self.clone(), peer: None })
    }
}

/// A place among those that open a connection, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Opening {
    gate: Gate,
    peer: Option<EndpointId>,
}

impl Opening {
    /// The handshake has shown who it is. Says whether this one may have another connection.
    pub(crate) fn is_of(&mut self, peer: EndpointId) -> bool {
        let mut inner = self.gate.inner();
        let of_one = inner.opening_of.entry(peer).or_default();
        if *of_one >= MAX_OPENING_OF_ONE {
            return false;
        }
        *of_one += 1;
        self.peer = Some(peer);
        true
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        let mut inner = self.gate.inner();
        inner.opening = inner.opening.saturating_sub(1);
        let Some(peer) = self.peer else { return };
        if let Some(of_one) = inner.opening_of.get_mut(&peer) {
            *of_one = of_one.saturating_sub(1);
        }
        inner.opening_of.retain(|_, of_one| *of_one > 0);
    }
}

impl EndpointHooks for Gate {
    async fn after_handshake<'a>(&'a self, connection: &'a Connection) -> AfterHandshakeOutcome {
        let peer = EndpointId(*connection.remote_id().as_bytes());
        // Whom this side dials, it wants.
        if connection.side() == Side::Client || self.lets_in(peer, connection.alpn()) {
            return AfterHandshakeOutcome::Accept;
        }
        self.refuse(peer);
        AfterHandshakeOutcome::Reject { error_code: close::REFUSED, reason: REFUSAL.to_vec() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const PEER: EndpointId = EndpointId([1; 32]);

    #[test]
    fn the_talk_is_for_those_admitted_and_joining_for_whoever_is_expected() {
        let gate = Gate::default();
        assert!(!gate.lets_in(PEER, TALK) && !gate.lets_in(PEER, JOIN));
        gate.expect_joiners(true);
        assert!(!gate.lets_in(PEER, TALK) && gate.lets_in(PEER, JOIN));
        gate.admit([PEER].into());
        gate.expect_joiners(false);
        assert!(gate.lets_in(PEER, TALK) && !gate.lets_in(PEER, JOIN));
        assert!(!gate.lets_in(PEER, b"other"));
    }

    #[test]
    fn who_knocks_often_must_show_that_he_is_there_and_is_at_last_not_heard() {
        let gate = Gate::default();
        let now = Instant::now();
        let from = Some("10.0.0.1".parse().unwrap());
        let all: Vec<_> = (0..60).map(|_| gate.attempt(from, false, now)).collect();
        assert_eq!(all.iter().filter(|attempt| **attempt == Attempt::Go).count(), 5);
        assert_eq!(all.iter().filter(|attempt| **attempt == Attempt::Prove).count(), 45);
        assert_eq!(gate.attempt(from, true, now), Attempt::Ignore);
        assert_eq!(gate.attempt(Some("10.0.0.2".parse().unwrap()), false, now), Attempt::Go);
        assert_eq!(gate.attempt(None, false, now), Attempt::Go, "over a relay");
        let later = now + Duration::from_secs(1);
        assert_eq!(gate.attempt(from, false, later), Attempt::Go, "a second later");
        let proved: Vec<_> = (0..20).map(|_| gate.attempt(from, true, later)).collect();
        assert!(proved.iter().all(|attempt| *attempt == Attempt::Go));
    }

    #[test]
    fn a_flood_of_addresses_takes_no_memory() {
        let gate = Gate::default();
        let now = Instant::now();
        for address in 0..5_000_u32 {
            gate.attempt(Some(IpAddr::V4(address.into())), false, now);
        }
        assert_eq!(gate.inner().attempts.len(), MAX_COUNTED_ADDRESSES);
        assert_eq!(gate.attempt(Some("10.0.0.1".parse().unwrap()), false, now), Attempt::Prove);
    }

    #[test]
    fn refusals_are_counted_by_endpoint_once_and_without_end_for_nobody() {
        let gate = Gate::default();
        (0..3).for_each(|_| gate.refuse(PEER));
        assert_eq!(gate.take_refused(), [(PEER, 3)].into());
        assert!(gate.take_refused().is_empty(), "they were told");
        for number in 0..5_000_u16 {
            let [high, low] = number.to_be_bytes();
            let mut key = [0; 32];
            (key[0], key[1]) = (high, low);
            gate.refuse(EndpointId(key));
        }
        assert_eq!(gate.take_refused().len(), MAX_COUNTED_ADDRESSES);
    }

    #[test]
    fn one_endpoint_cannot_take_all_places() {
        let gate = Gate::default();
        let mut places: Vec<_> = (0..5).map(|_| gate.opening().unwrap()).collect();
        let allowed: Vec<_> = places.iter_mut().map(|place| place.is_of(PEER)).collect();
        assert_eq!(allowed, [true, true, true, true, false]);
        let more: Vec<_> = (0..30).map_while(|_| gate.opening()).collect();
        assert_eq!(more.len(), MAX_OPENING - 5);
        drop((places, more));
        assert!(gate.opening().unwrap().is_of(PEER));
        assert!(gate.inner().opening_of.is_empty(), "nothing is remembered of it");
    }
}

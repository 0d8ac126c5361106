//! Whom this machine keeps dialling, where, and when next. The dialling itself is in `open`.

use crate::addresses::sensible;
use crate::limits::{FIRST_PAUSE, LONGEST_PAUSE, MAX_ADDRESSES};
use model::EndpointId;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// One endpoint this machine may talk to.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// Addresses typed, of tickets, remembered, connected from; the latest first.
    learned: Vec<SocketAddr>,
    /// Where it was last seen on the local network.
    seen: Vec<SocketAddr>,
    /// Attempts since the last good connection.
    attempts: u32,
    /// Not to be dialled before.
    next: Instant,
    /// Whether there is something an attempt that was begun before could not know.
    news: bool,
}

impl Peer {
    pub(crate) fn new(now: Instant) -> Self {
        Self { learned: Vec::new(), seen: Vec::new(), attempts: 0, next: now, news: false }
    }

    /// All that are known, without repetition.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        let mut all = self.learned.clone();
        all.extend(self.seen.iter().filter(|address| !self.learned.contains(address)));
        all
    }

    /// Puts addresses first among those learned. Says whether any was not known.
    pub(crate) fn learn(&mut self, addresses: &[SocketAddr]) -> bool {
        let known = self.addresses();
        let mut learned = sensible(addresses.iter().copied());
        let is_new = learned.iter().any(|address| !known.contains(address));
        for address in &self.learned {
            if learned.len() < MAX_ADDRESSES && !learned.contains(address) {
                learned.push(*address);
            }
        }
        self.learned = learned;
        is_new
    }

    /// It is on the local network at these addresses, or no longer. Says whether that is news.
    pub(crate) fn see(&mut self, addresses: &[SocketAddr]) -> bool {
        let seen = sensible(addresses.iter().copied());
        let is_new = seen.iter().any(|address| !self.seen.contains(address));
        self.seen = seen;
        is_new
    }

    /// It may be dialled at once, and the pauses begin anew.
    pub(crate) fn hurry(&mut self, now: Instant) {
        self.attempts = 0;
        self.next = now;
        self.news = true;
    }

    /// It is being dialled; when this comes to nothing, the next attempt is after a pause.
    pub(crate) fn dialled(&mut self, now: Instant, own: EndpointId, peer: EndpointId) {
        self.next = now + pause(self.attempts, own, peer);
        self.attempts = self.attempts.saturating_add(1);
        self.news = false;
    }

    pub(crate) fn has_no_address(&self) -> bool {
        self.learned.is_empty() && self.seen.is_empty()
    }

    /// Whether [`Peer::hurry`] was called since the last attempt began.
    pub(crate) fn has_news(&self) -> bool {
        self.news
    }

    /// When it is to be dialled next.
    pub(crate) fn next(&self) -> Instant {
        self.next
    }
}

/// How long to wait after so many failed attempts, without the part that keeps two machines apart.
fn plain_pause(attempts: u32) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << attempts.min(16));
    doubled.min(LONGEST_PAUSE)
}

/// How long to wait after so many failed attempts: up to a quarter less than the doubled pause, by
/// an amount that differs from pair to pair and from one side to the other, so that many machines
/// that wake together do not go on together.
fn pause(attempts: u32, own: EndpointId, peer: EndpointId) -> Duration {
    let plain = plain_pause(attempts);
    let mut mixed = u64::from(attempts) + 1;
    for byte in own.0.iter().chain(&peer.0) {
        // The multiplier of Knuth's generator MMIX.
        mixed = (mixed ^ u64::from(*byte)).wrapping_mul(6_364_136_223_846_793_005).rotate_left(23);
    }
    let part = u32::try_from(mixed >> 48).unwrap_or(0);
    plain - plain * part / (4 << 16)
}

/// Endpoints seen on the local network that are not admitted, should they be later.
#[derive(Debug, Default)]
pub(crate) struct Strangers(BTreeMap<EndpointId, Vec<SocketAddr>>);

impl Strangers {
    /// One was seen at these addresses, or no longer. Beyond `most` of them, others are passed over.
    pub(crate) fn see(&mut self, peer: EndpointId, addresses: Vec<SocketAddr>, most: usize) {
        if addresses.is_empty() {
            self.0.remove(&peer);
        } else if self.0.len() < most || self.0.contains_key(&peer) {
            self.0.insert(peer, addresses);
        }
    }

    /// Where one was last seen.
    pub(crate) fn addresses(&self, peer: EndpointId) -> Vec<SocketAddr> {
        self.0.get(&peer).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: EndpointId = EndpointId([1; 32]);
    const B: EndpointId = EndpointId([2; 32]);

    fn addresses(last: impl IntoIterator<Item = u8>) -> Vec<SocketAddr> {
        last.into_iter().map(|last| SocketAddr::from(([10, 0, 0, last], 7))).collect()
    }

    #[test]
    fn pauses_double_up_to_half_a_minute_and_differ_between_the_two_sides() {
        let seconds: Vec<_> = (0..8).map(|n| plain_pause(n).as_secs_f32()).collect();
        assert_eq!(seconds, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]);
        assert_eq!(plain_pause(u32::MAX), LONGEST_PAUSE);
        for attempts in 0..20 {
            let (one, other) = (pause(attempts, A, B), pause(attempts, B, A));
            assert_ne!(one, other);
            for pause in [one, other] {
                assert!(pause <= plain_pause(attempts) && pause * 4 >= plain_pause(attempts) * 3);
            }
        }
    }

    #[test]
    fn a_new_address_is_news_once_and_is_tried_at_once() {
        let start = Instant::now();
        let mut peer = Peer::new(start);
        assert!(peer.learn(&addresses([1])));
        assert!(!peer.learn(&addresses([1])));
        peer.dialled(start, A, B);
        peer.dialled(start, A, B);
        assert!(peer.next() > start + FIRST_PAUSE);
        assert!(peer.see(&addresses([1, 2])) && !peer.see(&addresses([2, 1])));
        assert_eq!(peer.addresses(), addresses([1, 2]));
        peer.hurry(start);
        assert_eq!(peer.next(), start);
        assert!(!peer.see(&[]) && peer.see(&addresses([2])), "gone, and back");
    }

    #[test]
    fn false_addresses_on_the_network_do_not_displace_those_learned() {
        let mut peer = Peer::new(Instant::now());
        peer.learn(&addresses([1]));
        for round in 0..100 {
            peer.see(&addresses(round..round + 20));
        }
        assert!(peer.addresses().len() <= 2 * MAX_ADDRESSES);
        assert_eq!(peer.addresses().first(), addresses([1]).first());
        peer.learn(&addresses(100..120));
        assert_eq!(peer.learned, addresses(100..108));
    }

    #[test]
    fn strangers_seen_are_remembered_up_to_a_number() {
        let mut strangers = Strangers::default();
        for number in 0..10 {
            strangers.see(EndpointId([number; 32]), addresses([number]), 4);
        }
        assert_eq!(strangers.addresses(EndpointId([3; 32])), addresses([3]));
        assert!(strangers.addresses(EndpointId([4; 32])).is_empty());
        strangers.see(EndpointId([3; 32]), Vec::new(), 4);
        strangers.see(EndpointId([4; 32]), addresses([4]), 4);
        assert!(strangers.addresses(EndpointId([3; 32])).is_empty());
        assert_eq!(strangers.addresses(EndpointId([4; 32])), addresses([4]));
    }
}

//! Wires between machines: reliable and in order while they hold, as QUIC is; they break, and
//! what was on its way is gone.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Network {
    links: BTreeMap<(usize, usize), Link>,
}

#[derive(Debug, Default)]
pub(crate) struct Link {
    /// Counts connections: what belongs to an earlier one is not delivered.
    pub(crate) epoch: u64,
    pub(crate) is_up: bool,
    /// No connection before this moment.
    pub(crate) blocked_until: u64,
    /// When the last bytes arrive, in either direction.
    pub(crate) last: [u64; 2],
}

impl Network {
    pub(crate) fn new(machines: usize) -> Self {
        let pairs = (0..machines).flat_map(|a| (a + 1..machines).map(move |b| (a, b)));
        Self { links: pairs.map(|pair| (pair, Link::default())).collect() }
    }

    pub(crate) fn link(&mut self, a: usize, b: usize) -> Option<&mut Link> {
        self.links.get_mut(&(a.min(b), a.max(b)))
    }

    pub(crate) fn is_current(&self, a: usize, b: usize, epoch: u64) -> bool {
        let link = self.links.get(&(a.min(b), a.max(b)));
        link.is_some_and(|link| link.is_up && link.epoch == epoch)
    }

    pub(crate) fn pairs(&self) -> Vec<(usize, usize)> {
        self.links.keys().copied().collect()
    }

    /// Links of a machine that are up, as the other end and the epoch.
    pub(crate) fn up(&self, at: usize) -> Vec<(usize, u64)> {
        let links = self.links.iter().filter(|((a, b), link)| link.is_up && (*a == at || *b == at));
        links.map(|((a, b), link)| (a + b - at, link.epoch)).collect()
    }

    /// No connection between two groups of machines before a moment; those there are, as both ends
    /// and the epoch.
    pub(crate) fn part(&mut self, sides: &[bool], until: u64) -> Vec<(usize, usize, u64)> {
        let apart = self.links.iter_mut().filter(|((a, b), _)| sides.get(*a) != sides.get(*b));
        let parted = apart.map(|((a, b), link)| {
            link.blocked_until = link.blocked_until.max(until);
            (*a, *b, link.epoch)
        });
        parted.collect()
    }

    pub(crate) fn unblock(&mut self) {
        self.links.values_mut().for_each(|link| link.blocked_until = 0);
    }
}

//! What is durably held of one document: each actor's changes by name, and the order in which
//! they came in, in which each stands behind those it builds on.

use crate::Time;
use crate::limits::STALL;
use access::{ActorId, ChangeHash};
use model::DeviceId;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The first bytes of a change's hash: enough to notice that two machines hold different changes
/// under one sequence. An actor's changes name each other, so the last one stands for all.
pub type Mark = [u8; 8];

/// A hash over the last change of every actor of a document, and over the forks that are known.
pub(crate) type Digest = [u8; 16];

/// The last change of an actor that somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tip {
    /// Its sequence; 0 if there is none.
    pub sequence: u64,
    /// The beginning of its hash.
    pub mark: Mark,
}

/// The changes of one actor, first to last: the mark of each and its place in the order.
#[derive(Debug, Default)]
struct Chain {
    actor: ActorId,
    changes: Vec<(Mark, u32)>,
}

/// Changes of an actor that are held outside the document: waiting for others, or in quarantine.
/// They are not offered. Who says they count for them may hold others of the same sequence, so
/// each peer is asked for them once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Beyond {
    /// The last of them.
    pub(crate) sequence: u64,
    /// Who sent them.
    pub(crate) from: BTreeSet<DeviceId>,
    /// Since when they wait for others, which may be on their way; `None` in quarantine.
    pub(crate) waiting: Option<Time>,
}

#[derive(Debug, Default)]
pub(crate) struct Ledger {
    numbers: BTreeMap<ActorId, u32>,
    chains: Vec<Chain>,
    /// The actor's number and the sequence, in the order of coming in.
    order: Vec<(u32, u32)>,
    /// What is held of actors outside the document.
    pub(crate) beyond: BTreeMap<ActorId, Beyond>,
    /// Actors that signed two changes of one sequence, with that sequence. From there on they
    /// count for nothing.
    pub(crate) forked: BTreeMap<ActorId, u64>,
}

impl Ledger {
    /// The next change of an actor; `false` if it does not follow the last.
    pub(crate) fn push(&mut self, actor: ActorId, sequence: u64, hash: &ChangeHash) -> bool {
        let fresh = u32::try_from(self.chains.len()).unwrap_or(u32::MAX);
        let place = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(actor).or_insert(fresh);
        if number == fresh {
            self.chains.push(Chain { actor, changes: Vec::new() });
        }
        let Some(chain) = self.chains.get_mut(number as usize) else { return false };
        if sequence != chain.changes.len() as u64 + 1 || sequence > u64::from(u32::MAX) {
            return false;
        }
        chain.changes.push((mark(hash), place));
        self.order.push((number, sequence as u32));
        if self.beyond.get(&actor).is_some_and(|beyond| beyond.sequence <= sequence) {
            self.beyond.remove(&actor);
        }
        true
    }

    fn chain(&self, actor: &ActorId) -> Option<&Chain> {
        self.chains.get(*self.numbers.get(actor)? as usize)
    }

    /// The last sequence of an actor; 0 if there is none.
    pub(crate) fn last(&self, actor: &ActorId) -> u64 {
        self.chain(actor).map_or(0, |chain| chain.changes.len() as u64)
    }

    /// What is lacking of an actor that a peer says it holds up to a sequence: after which change,
    /// and until which; nothing if nothing is.
    pub(crate) fn lacking(
        &self,
        actor: &ActorId,
        peer: DeviceId,
        theirs: u64,
        now: Time,
    ) -> Option<(Tip, u64)> {
        let counts = self.forked.get(actor).map_or(u64::MAX, |fork| fork.saturating_sub(1));
        let until = theirs.min(counts);
        let tip = self.tip(actor);
        // What is kept aside of a fork says nothing of what comes before the fork.
        let beyond = self.beyond.get(actor).filter(|beyond| beyond.sequence <= counts);
        let after = match beyond {
            Some(beyond) if beyond.sequence > tip.sequence && !beyond.is_doubtful(peer, now) => {
                // It has no mark here: its chain is looked at when it is let in.
                Tip { sequence: beyond.sequence, mark: Mark::default() }
            }
            _ => tip,
        };
        (until > after.sequence).then_some((after, until))
    }

    /// The last change of an actor.
    pub(crate) fn tip(&self, actor: &ActorId) -> Tip {
        self.chain(actor).map_or(Tip::default(), Chain::tip)
    }

    /// The last change of every actor.
    pub(crate) fn tips(&self) -> impl Iterator<Item = (ActorId, Tip)> {
        let chains = self.numbers.values().filter_map(|number| self.chains.get(*number as usize));
        chains.filter(|chain| !chain.changes.is_empty()).map(|chain| (chain.actor, chain.tip()))
    }

    /// The mark of a change, if it is held.
    pub(crate) fn mark(&self, actor: &ActorId, sequence: u64) -> Option<Mark> {
        let place = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.chain(actor)?.changes.get(place).map(|(mark, _)| *mark)
    }

    /// Where a change stands in the order.
    pub(crate) fn place(&self, actor: &ActorId, sequence: u64) -> Option<usize> {
        let place = usize::try_from(sequence.checked_sub(1)?).ok()?;
        self.chain(actor)?.changes.get(place).map(|(_, place)| *place as usize)
    }

    /// The changes from a place on.
    pub(crate) fn from(&self, place: usize) -> impl Iterator<Item = (ActorId, u64)> {
        let rest = self.order.get(place..).unwrap_or_default();
        rest.iter().filter_map(|(number, sequence)| {
            Some((self.chains.get(*number as usize)?.actor, u64::from(*sequence)))
        })
    }

    /// The change that came in last.
    pub(crate) fn newest(&self) -> Option<(ActorId, u64)> {
        self.from(self.order.len().saturating_sub(1)).next()
    }

    /// A hash over all tips: equal on two machines that hold the same.
    pub(crate) fn digest(&self) -> Digest {
        let mut hasher = Sha256::new();
        for (actor, tip) in self.tips() {
            hasher.update(actor);
            hasher.update(tip.sequence.to_be_bytes());
            hasher.update(tip.mark);
        }
        // Whoever does not know of a fork shall come to know of it.
        for (actor, sequence) in &self.forked {
            hasher.update(actor);
            hasher.update(sequence.to_be_bytes());
        }
        let mut digest = Digest::default();
        for (place, byte) in digest.iter_mut().zip(hasher.finalize()) {
            *place = byte;
        }
        digest
    }
}

impl Beyond {
    /// Is it worth while to ask a peer for the same sequences?
    pub(crate) fn is_doubtful(&self, peer: DeviceId, now: Time) -> bool {
        !self.from.contains(&peer) && self.waiting.is_none_or(|since| now.since(since) >= STALL)
    }
}

impl Chain {
    fn tip(&self) -> Tip {
        let last = self.changes.last().map(|(mark, _)| *mark);
        Tip { sequence: self.changes.len() as u64, mark: last.unwrap_or_default() }
    }
}

/// The beginning of a hash.
pub(crate) fn mark(hash: &ChangeHash) -> Mark {
    let mut mark = Mark::default();
    for (place, byte) in mark.iter_mut().zip(hash) {
        *place = *byte;
    }
    mark
}

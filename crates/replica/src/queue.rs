//! Changes that wait for others they build on.
//!
//! They are kept here and not in Automerge's own queue: there a local change would push out what
//! waits under the same number, and a change that breaks Automerge would be blamed on the
//! innocent one that frees it.

use automerge as am;
use std::collections::BTreeMap;

/// Waiting changes by name, with their place in the delivery they came in with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    waiting: BTreeMap<am::ChangeHash, Waiting>,
}

/// One change that is not applied yet.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) change: am::Change,
    pub(crate) index: Option<usize>,
}

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn contains(&self, hash: &am::ChangeHash) -> bool {
        self.waiting.contains_key(hash)
    }

    pub(crate) fn insert(&mut self, change: am::Change, index: usize) {
        self.waiting.insert(change.hash(), Waiting { change, index: Some(index) });
    }

    pub(crate) fn put_back(&mut self, waiting: Waiting) {
        self.waiting.insert(waiting.change.hash(), waiting);
    }

    pub(crate) fn changes(&self) -> impl Iterator<Item = &am::Change> {
        self.waiting.values().map(|waiting| &waiting.change)
    }

    /// The places of the delivery are over: what still waits came earlier from now on.
    pub(crate) fn settle(&mut self) {
        self.waiting.values_mut().for_each(|waiting| waiting.index = None);
    }

    /// Takes out all whose dependencies are there or come out before them, in such an order
    /// (Kahn's algorithm; among equals by name, so that the order is the same everywhere). To build on
    /// its author's last change goes without saying: `last` is the sequence applied.
    pub(crate) fn take_ready(
        &mut self,
        applied: impl Fn(&am::ChangeHash) -> bool,
        last: impl Fn(&am::ActorId) -> u64,
    ) -> Vec<Waiting> {
        // Many build on the same: it is asked once whether that is there.
        let mut asked: BTreeMap<am::ChangeHash, bool> = BTreeMap::new();
        let mut is_missing =
            |dep: &am::ChangeHash| *asked.entry(*dep).or_insert_with(|| !applied(dep));
        let mut lacking: BTreeMap<am::ChangeHash, usize> = BTreeMap::new();
        let mut dependants: BTreeMap<am::ChangeHash, Vec<am::ChangeHash>> = BTreeMap::new();
        let mut ready = Vec::new();
        let numbered = self.by_number();
        for (hash, Waiting { change, .. }) in &self.waiting {
            let mut missing: Vec<&am::ChangeHash> =
                change.deps().iter().filter(|dep| is_missing(dep)).collect();
            let author = change.actor_id();
            let before = change.seq().saturating_sub(1);
            if before > last(author) {
                // One that is not even here is waited for.
                let Some(waiting) = numbered.get(&(author, before)) else { continue };
                missing.extend(waiting);
            }
            if missing.is_empty() {
                ready.push(*hash);
            }
            lacking.insert(*hash, missing.len());
            for dep in missing {
                dependants.entry(*dep).or_default().push(*hash);
            }
        }
        let mut at = 0;
        while let Some(hash) = ready.get(at).copied() {
            at += 1;
            for dependant in dependants.remove(&hash).unwrap_or_default() {
                if let Some(count) = lacking.get_mut(&dependant) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        ready.push(dependant);
                    }
                }
            }
        }
        ready.iter().filter_map(|hash| self.waiting.remove(hash)).collect()
    }

    /// The names of those that wait, by author and number: more than one only where an author has given
    /// a number twice.
    fn by_number(&self) -> BTreeMap<(&am::ActorId, u64), Vec<am::ChangeHash>> {
        let mut all: BTreeMap<_, Vec<am::ChangeHash>> = BTreeMap::new();
        for (hash, Waiting { change, .. }) in &self.waiting {
            all.entry((change.actor_id(), change.seq())).or_default().push(*hash);
        }
        all
    }
}

//! Changes that wait for others they build on.
//!
//! They are kept here and not in Automerge's own queue: there a local change would push out what
//! waits under the same number, and a change that breaks Automerge would be blamed on the
//! innocent one that frees it.
//!
//! Where many machines write at once, hundreds may wait at any moment. Each is remembered under one
//! that it waits for, and looked at again when that one comes.

use automerge as am;
use std::collections::{BTreeMap, BTreeSet};

/// Waiting changes by name, with their place in the delivery they came in with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    waiting: BTreeMap<am::ChangeHash, Waiting>,
    /// Those of them that are to be looked at: they came, or what they waited for did.
    fresh: BTreeSet<am::ChangeHash>,
    /// The others, under one that each waits for.
    behind: BTreeMap<Awaited, Vec<am::ChangeHash>>,
}

/// One change that is not applied yet.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) change: am::Change,
    pub(crate) index: Option<usize>,
}

/// What a change waits for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Awaited {
    /// A change it names.
    Named(am::ChangeHash),
    /// Its author's change of this number, which it need not name.
    Before(am::ActorId, u64),
}

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn contains(&self, hash: &am::ChangeHash) -> bool {
        self.waiting.contains_key(hash)
    }

    pub(crate) fn insert(&mut self, change: am::Change, index: usize) {
        self.put_back(Waiting { change, index: Some(index) });
    }

    pub(crate) fn put_back(&mut self, waiting: Waiting) {
        let hash = waiting.change.hash();
        self.fresh.insert(hash);
        self.waiting.insert(hash, waiting);
    }

    pub(crate) fn changes(&self) -> impl Iterator<Item = &am::Change> {
        self.waiting.values().map(|waiting| &waiting.change)
    }

    /// Those that were not looked at since they came.
    pub(crate) fn fresh(&self) -> impl Iterator<Item = &am::Change> {
        let fresh = self.fresh.iter().filter_map(|hash| self.waiting.get(hash));
        fresh.map(|waiting| &waiting.change)
    }

    /// Those wait no more, though nothing has come that they wait for.
    pub(crate) fn forget(&mut self, hashes: &BTreeSet<[u8; 32]>) {
        self.waiting.retain(|hash, _| !hashes.contains(&hash.0));
        self.fresh.retain(|hash| !hashes.contains(&hash.0));
        self.behind.retain(|_, all| {
            all.retain(|hash| !hashes.contains(&hash.0));
            !all.is_empty()
        });
    }

    /// The places of the delivery are over: what still waits came earlier from now on.
    pub(crate) fn settle(&mut self) {
        self.waiting.values_mut().for_each(|waiting| waiting.index = None);
    }

    /// The change is in the document: what waits for it is to be looked at again.
    pub(crate) fn applied(&mut self, change: &am::Change) {
        let freed = self.freed_by(change);
        self.fresh.extend(freed);
    }

    /// Takes out all whose dependencies are there or come out before them, in such an order; which
    /// of them are first follows from their names alone. To build on its author's last change goes
    /// without saying: `last` is the sequence applied.
    pub(crate) fn take_ready(
        &mut self,
        applied: impl Fn(&am::ChangeHash) -> bool,
        last: impl Fn(&am::ActorId) -> u64,
    ) -> Vec<Waiting> {
        // Many build on the same: it is asked once whether that is there.
        let mut is_there: BTreeMap<am::ChangeHash, bool> = BTreeMap::new();
        let mut numbers: BTreeMap<am::ActorId, u64> = BTreeMap::new();
        let mut ready = Vec::new();
        let mut next: Vec<am::ChangeHash> = std::mem::take(&mut self.fresh).into_iter().collect();
        let mut at = 0;
        while let Some(hash) = next.get(at).copied() {
            at += 1;
            let Some(Waiting { change, .. }) = self.waiting.get(&hash) else { continue };
            let mut lacks =
                |dep: &&am::ChangeHash| !*is_there.entry(**dep).or_insert_with(|| applied(dep));
            let named = change.deps().iter().find(&mut lacks).copied().map(Awaited::Named);
            let author = change.actor_id();
            let before = change.seq().saturating_sub(1);
            let awaited = named.or_else(|| {
                let last = numbers.get(author).copied().unwrap_or_else(|| last(author));
                (before > last).then(|| Awaited::Before(author.clone(), before))
            });
            if let Some(awaited) = awaited {
                self.behind.entry(awaited).or_default().push(hash);
                continue;
            }
            let Some(waiting) = self.waiting.remove(&hash) else { continue };
            let author = waiting.change.actor_id();
            let known = numbers.entry(author.clone()).or_insert_with(|| last(author));
            *known = waiting.change.seq().max(*known);
            is_there.insert(hash, true);
            next.extend(self.freed_by(&waiting.change));
            ready.push(waiting);
        }
        ready
    }

    /// Those that wait for a change, which do so no more.
    fn freed_by(&mut self, change: &am::Change) -> Vec<am::ChangeHash> {
        let mut freed = self.behind.remove(&Awaited::Named(change.hash())).unwrap_or_default();
        let number = Awaited::Before(change.actor_id().clone(), change.seq());
        freed.extend(self.behind.remove(&number).unwrap_or_default());
        freed
    }
}

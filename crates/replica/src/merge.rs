//! Taking in changes of others: each is looked at alone, those that are sound are applied in
//! order, the rest are told. Nothing a change holds makes this fail or lose the good ones.
//!
//! Signatures and rights were checked before (`access`). What is checked here, a change must meet
//! on every machine alike: the verdict depends only on the change and on those it builds on,
//! except for two changes of one author under one number, of which the first seen stays.

use crate::ActorId;
use crate::ChangeHash;
use crate::check::{Checked, check, check_kept};
use crate::document::{Document, Last, actor_id};
use crate::guard::guarded;
use crate::queue::Waiting;
use crate::rejection::{Rejected, Rejection};
use crate::touched::Touched;
use automerge as am;
use model::{Kind, RawId};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of operations may leave gaps, but not so wide that one change could use them up.
const WIDEST_GAP: u64 = 1 << 20;

/// Automerge counts operations in 32 bits.
const LAST_OPERATION: u64 = 1 << 31;

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Records that the applied changes wrote, whether or not they look different now.
    pub touched: BTreeSet<(Kind, RawId)>,
    /// How many changes were applied, freed ones of earlier deliveries included.
    pub applied: usize,
    /// Those changes, each behind those it builds on.
    pub taken: Vec<Taken>,
    /// How many were there already.
    pub known: usize,
    /// How many wait for changes they build on, those of earlier deliveries included.
    pub pending: usize,
    /// Those that were not taken in.
    pub rejected: Vec<Rejected>,
}

/// A change that is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Who wrote it.
    pub actor: ActorId,
    /// Its number among its author's changes.
    pub seq: u64,
    /// Its name.
    pub hash: ChangeHash,
}

impl Document {
    /// Takes in changes, in any order, some perhaps for the second time. A closed or read-only
    /// document takes them in like any other.
    pub fn merge<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Merged {
        self.merge_checked(changes.into_iter().map(check))
    }

    /// The same of changes that were kept here, before there was a limit on their operations.
    pub(crate) fn merge_kept<'a>(&mut self, changes: impl IntoIterator<Item = &'a [u8]>) -> Merged {
        self.merge_checked(changes.into_iter().map(check_kept))
    }

    /// The same of changes that were looked at alone before ([`check`]).
    pub fn merge_checked(
        &mut self,
        changes: impl IntoIterator<Item = Result<Checked, Rejected>>,
    ) -> Merged {
        let mut merged = Merged::default();
        for (index, checked) in changes.into_iter().enumerate() {
            match checked {
                Ok(Checked(change)) if self.holds(&change.hash()) => merged.known += 1,
                Ok(Checked(change)) => self.queue.insert(change, index),
                Err(rejected) => {
                    merged.rejected.push(Rejected { index: Some(index), ..rejected });
                }
            }
        }
        self.grow_for_waiting();
        self.apply_ready(&mut merged);
        self.queue.settle();
        merged.pending = self.queue.len();
        merged.rejected.sort_by_key(|rejected| (rejected.index, rejected.hash));
        merged
    }

    /// The changes that waiting ones build on and that are neither here nor waiting.
    pub fn missing(&self) -> BTreeSet<ChangeHash> {
        self.missing_of(self.queue.changes())
    }

    /// Changes that wait are thrown away, as if they had never come.
    pub fn forget_waiting(&mut self, changes: &BTreeSet<ChangeHash>) {
        self.queue.forget(changes);
    }

    /// What is missing of some that wait.
    pub(crate) fn missing_of<'a>(
        &self,
        waiting: impl Iterator<Item = &'a am::Change>,
    ) -> BTreeSet<ChangeHash> {
        let deps = waiting.flat_map(|change| change.deps());
        deps.filter(|dep| !self.holds(dep)).map(|dep| dep.0).collect()
    }

    fn holds(&self, hash: &am::ChangeHash) -> bool {
        self.has(hash) || self.queue.contains(hash)
    }

    /// Is the change applied?
    pub(crate) fn has(&self, hash: &am::ChangeHash) -> bool {
        is_applied(&self.automerge, hash)
    }

    /// Applies what can be applied until nothing more can.
    fn apply_ready(&mut self, merged: &mut Merged) {
        let mut ready = self.take_ready();
        while !ready.is_empty() {
            let sound = self.sound(ready, merged);
            if !self.apply_batch(&sound, merged) {
                self.apply_one_by_one(&sound, merged);
            }
            // What builds on a rejected change was thought ready and went back to wait.
            ready = self.take_ready();
        }
    }

    fn take_ready(&mut self) -> Vec<Waiting> {
        let last = |author: &am::ActorId| last_of(&self.last, author).seq;
        self.queue.take_ready(|hash| is_applied(&self.automerge, hash), last)
    }

    /// Those of a run that are numbered as they must be. Others are told; what builds on them
    /// waits again.
    fn sound(&mut self, ready: Vec<Waiting>, merged: &mut Merged) -> Vec<Waiting> {
        let mut sound: Vec<Waiting> = Vec::new();
        let mut last = BTreeMap::new();
        let mut numbers: BTreeMap<am::ChangeHash, u64> = BTreeMap::new();
        for waiting in ready {
            let change = &waiting.change;
            let mut highest_dep = Some(0);
            for dep in change.deps() {
                let number = numbers.get(dep).copied().or_else(|| {
                    let number = self.automerge.get_change_meta_by_hash(dep)?.max_op;
                    numbers.insert(*dep, number);
                    Some(number)
                });
                highest_dep = highest_dep.zip(number).map(|(highest, number)| number.max(highest));
            }
            let Some(highest_dep) = highest_dep else {
                self.queue.put_back(waiting);
                continue;
            };
            let Some(actor) = actor_id(change.actor_id()) else { continue };
            let before =
                *last.entry(actor).or_insert_with(|| last_of(&self.last, change.actor_id()));
            if change.seq() > before.seq + 1 {
                self.queue.put_back(waiting);
                continue;
            }
            match numbering(change, before, highest_dep) {
                Ok(()) => {
                    last.insert(actor, Last { seq: change.seq(), max_op: change.max_op() });
                    numbers.insert(change.hash(), change.max_op());
                    sound.push(waiting);
                }
                Err(reason) => merged.reject(&waiting, reason),
            }
        }
        sound
    }

    /// Applies a run at once; if Automerge fails, the document is as before.
    pub(crate) fn apply_batch(&mut self, run: &[Waiting], merged: &mut Merged) -> bool {
        let result = self.try_apply(run);
        if let Ok(touched) = result {
            self.count(run, merged);
            merged.touched.extend(touched);
            return true;
        }
        self.rebuild();
        false
    }

    /// After a run failed: change by change, to find the one to blame.
    fn apply_one_by_one(&mut self, run: &[Waiting], merged: &mut Merged) {
        for waiting in run {
            let change = &waiting.change;
            let follows = change.seq() <= last_of(&self.last, change.actor_id()).seq + 1;
            if !follows || !change.deps().iter().all(|dep| self.has(dep)) {
                self.queue.put_back(waiting.clone());
                continue;
            }
            let one = std::slice::from_ref(waiting);
            match self.try_apply(one) {
                Ok(touched) => {
                    self.count(one, merged);
                    merged.touched.extend(touched);
                }
                Err(reason) => {
                    self.rebuild();
                    merged.reject(waiting, reason);
                }
            }
        }
    }

    /// Applies a run; after an error the document is not to be used before it is rebuilt.
    fn try_apply(&mut self, run: &[Waiting]) -> Result<BTreeSet<(Kind, RawId)>, Rejection> {
        let applied = guarded(|| {
            let changes = run.iter().map(|waiting| waiting.change.clone());
            let applied = self.automerge.apply_changes(changes);
            applied.map_err(|error| Rejection::Failed(error.to_string()))?;
            let (mut known, mut touched) = (self.known(), Touched::of(self));
            for Waiting { change, .. } in run {
                let operations = change.decode().operations;
                if let Some(wrong) = known.wrong_operation(change, &operations) {
                    return Err(Rejection::Operations(wrong));
                }
                touched.add(change, operations);
            }
            Ok(touched.records)
        });
        applied.unwrap_or_else(|panic| Err(Rejection::Failed(panic)))
    }

    fn count(&mut self, run: &[Waiting], merged: &mut Merged) {
        merged.applied += run.len();
        for Waiting { change, .. } in run {
            self.queue.applied(change);
            self.kept.push(change.raw_bytes());
            if let Some(actor) = actor_id(change.actor_id()) {
                let seq = change.seq();
                self.last.insert(actor, Last { seq, max_op: change.max_op() });
                merged.taken.push(Taken { actor, seq, hash: change.hash().0 });
            }
        }
    }
}

impl Merged {
    fn reject(&mut self, waiting: &Waiting, reason: Rejection) {
        let hash = Some(waiting.change.hash().0);
        self.rejected.push(Rejected { index: waiting.index, hash, reason });
    }
}

fn is_applied(automerge: &am::Automerge, hash: &am::ChangeHash) -> bool {
    automerge.get_change_meta_by_hash(hash).is_some()
}

/// The last change applied of an author.
fn last_of(last: &BTreeMap<ActorId, Last>, author: &am::ActorId) -> Last {
    actor_id(author).and_then(|author| last.get(&author).copied()).unwrap_or_default()
}

/// Is the change a new one of its author, and do its operations follow those it builds on?
fn numbering(change: &am::Change, before: Last, highest_dep: u64) -> Result<(), Rejection> {
    if change.seq() <= before.seq {
        return Err(Rejection::DuplicateSequence);
    }
    let start = change.start_op().get();
    // A saved document tells only the last number of a change: with a gap and no operation behind
    // it, Automerge would look for operations that never were, and refuse what it had saved.
    let no_gap = !change.is_empty() || start == highest_dep + 1;
    let follows = start > highest_dep
        && no_gap
        && start > before.max_op
        && start - highest_dep <= WIDEST_GAP
        && change.max_op() < LAST_OPERATION;
    if follows { Ok(()) } else { Err(Rejection::Numbering) }
}

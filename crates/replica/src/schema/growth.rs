//! When a document takes its schema steps: the first when it is made, a later one when it is first
//! needed, by what is written here or by a change that builds on it.
//!
//! Taken at once, a step would be built on by whatever is written next, and programs that do not
//! know the step could no longer take in anything from this one. So they lose touch only where
//! something is written that they could not show anyway; what they cannot take in waits with them
//! until they know the step.

use super::{Layout, step_changes, steps};
use crate::Document;
use crate::merge::Merged;
use crate::queue::Waiting;
use automerge as am;
use model::Kind;
use std::collections::BTreeSet;

impl Document {
    /// Takes the first so many steps, those that are there already left out. They count as nobody's
    /// delivery.
    pub(crate) fn take_steps(&mut self, count: usize) {
        let steps = step_changes(self.kind).into_iter().take(count);
        let lacking = steps.filter(|step| !self.has(&step.hash()));
        let run: Vec<Waiting> = lacking.map(|change| Waiting { change, index: None }).collect();
        if !run.is_empty() {
            self.apply_batch(&run, &mut Merged::default());
        }
    }

    /// Takes the steps that changes build on which have just come.
    pub(crate) fn grow_for_waiting(&mut self) {
        if steps(self.kind).len() < 2 {
            return;
        }
        let missing = self.missing_of(self.queue.fresh());
        let wanted = |step: &am::Change| missing.contains(&step.hash().0);
        let last = step_changes(self.kind).iter().rposition(wanted);
        last.into_iter().for_each(|last| self.take_steps(last + 1));
    }

    /// This document with the steps that records of these kinds are kept by; `None` if it has them.
    pub(crate) fn grown_for(&self, kinds: &BTreeSet<Kind>) -> Option<Self> {
        let count = kinds.iter().filter_map(|kind| self.layout.steps.get(kind)).max()?;
        let known = step_changes(self.kind);
        let has =
            |document: &Self| known.iter().take(*count).all(|step| document.has(&step.hash()));
        if has(self) {
            return None;
        }
        let mut grown = self.clone();
        grown.take_steps(*count);
        has(&grown).then_some(grown)
    }
}

/// After how many steps the container of each kind is there.
pub(super) fn births(layout: &Layout, changes: &[am::Change]) -> Vec<(Kind, usize)> {
    let made_by = |object: &am::ObjId| match object {
        am::ObjId::Id(_, actor, _) => changes.iter().position(|step| step.actor_id() == actor),
        am::ObjId::Root => None,
    };
    let containers = layout.containers.iter();
    containers.filter_map(|(kind, object)| Some((*kind, made_by(object)? + 1))).collect()
}

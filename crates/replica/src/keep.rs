//! The bytes a document can be rebuilt from if Automerge breaks while it takes something in.

use automerge as am;
use std::sync::Arc;

/// A saved document and the changes since, each a plain chunk, in an order that can be applied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    base: Arc<[u8]>,
    tail: Vec<Arc<[u8]>>,
}

impl Kept {
    pub(crate) fn saved(document: &[u8]) -> Self {
        Self { base: document.into(), tail: Vec::new() }
    }

    pub(crate) fn push(&mut self, change: &[u8]) {
        self.tail.push(change.into());
    }

    /// The document anew, so many changes at a time. One at a time it fails only if memory does, since
    /// it was sound before; an empty document would then be wrong, hence the error. Many at once
    /// Automerge puts in another order, which it fails on itself where somebody has written a change
    /// that does not build on their last.
    pub(crate) fn rebuild(
        &self,
        actor: &am::ActorId,
        at_once: usize,
    ) -> Result<am::Automerge, am::AutomergeError> {
        let document = if self.base.is_empty() {
            am::Automerge::new()
        } else {
            am::Automerge::load(&self.base)?
        };
        let mut document = document.with_actor(actor.clone());
        for some in self.tail.chunks(at_once) {
            let changes = some.iter().map(|bytes| am::Change::try_from(bytes.as_ref()));
            document.apply_changes(changes.collect::<Result<Vec<_>, _>>()?)?;
        }
        Ok(document)
    }
}

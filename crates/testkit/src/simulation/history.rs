//! What was done and what was promised, to be held against what is there at the end.

use access::{ActorId, ChangeHash};
use model::DocumentId;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) edits: BTreeMap<ChangeHash, Edit>,
    /// Changes of hostile peers that the gate must not let in.
    pub(super) bombs: BTreeSet<ChangeHash>,
    /// Words that were written under the key of a later version.
    pub(super) future: BTreeMap<DocumentId, BTreeSet<String>>,
    /// What machines were seen to hold.
    seen: BTreeMap<(usize, DocumentId), BTreeMap<ActorId, u64>>,
}

/// One change that somebody made.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) document: DocumentId,
    pub(super) by: usize,
    /// Whether its author was told that it is kept.
    pub(super) is_acked: bool,
    /// Its author's machine was set back to an older copy since.
    pub(super) is_set_back: bool,
    /// And nobody else had it.
    pub(super) is_lost: bool,
}

impl History {
    pub(super) fn invoked(&mut self, hash: ChangeHash, document: DocumentId, by: usize) {
        let edit = Edit { document, by, is_acked: false, is_set_back: false, is_lost: false };
        self.edits.entry(hash).or_insert(edit);
    }

    pub(super) fn acked(&mut self, hash: &ChangeHash) {
        if let Some(edit) = self.edits.get_mut(hash) {
            edit.is_acked = true;
        }
    }

    /// Looks at what a machine holds; an error if something is gone.
    pub(super) fn look(
        &mut self,
        at: usize,
        document: DocumentId,
        now: &BTreeMap<ActorId, u64>,
    ) -> Result<(), String> {
        let before = self.seen.entry((at, document)).or_default();
        for (actor, sequence) in before.iter() {
            let held = now.get(actor).copied().unwrap_or(0);
            if held < *sequence {
                return Err(format!(
                    "machine {at} held {sequence} changes of an actor of {document} and now {held}"
                ));
            }
        }
        before.clone_from(now);
        Ok(())
    }

    /// What a machine held before does not count any more: it was restored, or a fork was found.
    pub(super) fn forget(&mut self, at: usize, document: Option<DocumentId>) {
        self.seen.retain(|(machine, of), _| {
            *machine != at || document.is_some_and(|document| document != *of)
        });
    }
}

//! From edits to one change: all or nothing, only the keys that are named, only what differs.

mod flat;
mod journal;
mod pen;

pub use journal::{Write, WritesError, decode_writes, encode_writes, inverse};
pub(crate) use pen::{Pen, is_live};

use crate::document::ChangeRecord;
use crate::guard::guarded;
use crate::message::ChangeMessage;
use crate::{Document, Refusal, gate};
use automerge::transaction::CommitOptions;
use model::{Change, Edit, Kind, RawId};
use std::collections::BTreeSet;
use units::Stamp;

/// Records that were written.
pub type Touched = BTreeSet<(Kind, RawId)>;

/// What came of edits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The change to be stored, signed and sent; `None` if nothing differs from what is there.
    pub change: Option<ChangeRecord>,
    /// What was written, for the journal of undo: [`inverse`] takes it back. A record that came
    /// to be is one write, of its mark of deletion: taking it back marks it, and loses nothing.
    pub writes: Vec<Write>,
    /// The records written.
    pub touched: Touched,
}

impl Document {
    /// Writes edits as one change. On a refusal nothing is written.
    ///
    /// A record to add that is there already is taken up if it says the same, or was deleted.
    pub fn apply(
        &mut self,
        edits: &[Edit],
        message: &ChangeMessage,
        stamp: Stamp,
    ) -> Result<Applied, Refusal> {
        let scope = self.scope();
        for edit in edits {
            if edit.subject.scope != scope || edit.subject.kind.document() != self.kind {
                return Err(Refusal::WrongDocument { kind: edit.subject.kind });
            }
        }
        let kinds = edits.iter().map(|edit| edit.subject.kind).collect();
        self.write(&kinds, message, stamp, |pen| {
            edits.iter().try_for_each(|edit| {
                let (kind, id) = (edit.subject.kind, edit.subject.id);
                match &edit.change {
                    Change::Add(values) => pen.add(kind, id, values),
                    Change::Set(values) => pen.set(kind, id, values),
                    Change::Delete => pen.delete(kind, id),
                    Change::Restore => pen.restore(kind, id),
                }
            })
        })
    }

    /// Runs `work` in one transaction, on records of these kinds, and keeps what it wrote, or
    /// nothing.
    pub(crate) fn write(
        &mut self,
        kinds: &BTreeSet<Kind>,
        message: &ChangeMessage,
        stamp: Stamp,
        work: impl FnOnce(&mut Pen<'_>) -> Result<(), Refusal>,
    ) -> Result<Applied, Refusal> {
        if let Some(refusal) = Refusal::of(self.standing()) {
            return Err(refusal);
        }
        if let Some(mut grown) = self.grown_for(kinds) {
            let applied = grown.write(kinds, message, stamp, work)?;
            if applied.change.is_some() {
                *self = grown;
            }
            return Ok(applied);
        }
        let options = CommitOptions::default().with_message(message.encode()).with_time(stamp.0);
        let mut pen = Pen::new(self.automerge.transaction(), &self.layout);
        // Each step is fenced alone: a transaction that rolls itself back while a panic passes
        // through could end the program.
        let worked = guarded(|| work(&mut pen));
        let written = match worked {
            Ok(Ok(())) => guarded(|| pen.commit(options)),
            Ok(Err(refusal)) => {
                let rolled_back = guarded(|| pen.rollback());
                if rolled_back.is_err() {
                    self.rebuild();
                }
                return Err(refusal);
            }
            Err(panic) => guarded(|| pen.rollback()).and(Err(panic)),
        };
        let (hash, writes) = match written {
            Ok(written) => written,
            Err(panic) => {
                self.rebuild();
                return Err(Refusal::Failed(panic));
            }
        };
        if hash.is_none() {
            return Ok(Applied::default());
        }
        let touched = writes.iter().map(|write| (write.kind, write.id)).collect();
        let last = self.automerge.get_last_local_change();
        // What others would not let through is not written.
        if last.is_none_or(|change| gate(change.raw_bytes()).is_err()) {
            self.rebuild();
            return Err(Refusal::TooLarge);
        }
        Ok(Applied { change: self.last_written(), writes, touched })
    }
}

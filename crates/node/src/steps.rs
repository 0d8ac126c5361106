//! Undo and redo of this machine's own steps: new changes that set back what is still as it was left.

use crate::engine::{Engine, Receipt};
use crate::failure::Failure;
use crate::held::find;
use crate::journal::{Entry, Reason, Step};
use crate::stage::in_pieces;
use model::{DirectoryEntry, Finding, PersonId, Scope, Severity};
use replica::{ChangeMessage, Skipped, Write};
use units::Stamp;

impl Engine {
    /// Takes back this machine's last step. Values that others have changed since are left alone
    /// and reported.
    pub fn undo(&mut self) -> Result<Receipt, Failure> {
        self.ready()?;
        let step =
            self.journal.undo().cloned().ok_or_else(|| Failure::refused("nothing-to-undo"))?;
        self.take_back(&step, Reason::Undo(step.number), "undo")
    }

    /// Brings back what was last undone.
    pub fn redo(&mut self) -> Result<Receipt, Failure> {
        self.ready()?;
        let step =
            self.journal.redo().cloned().ok_or_else(|| Failure::refused("nothing-to-redo"))?;
        self.take_back(&step, Reason::Redo(step.number), "redo")
    }

    fn take_back(&mut self, step: &Step, reason: Reason, word: &str) -> Result<Receipt, Failure> {
        let taken = match self.read_entry(step.number) {
            Ok(taken) => taken,
            Err(failure) => {
                // A store that could not be read takes no writes until it is opened again.
                let _not_yet = self.recover();
                return Err(failure);
            }
        };
        let stamp = self.world.now();
        let message =
            ChangeMessage { group: Some(self.new_id()), ..ChangeMessage::of_command(word) };
        let mut entry = self.entry(reason, taken.label.clone(), stamp);
        let mut overtaken = 0;
        for (document, bytes) in taken.backwards() {
            let writes = replica::decode_writes(bytes)
                .map_err(|error| Failure::fault("document-fault", error))?;
            let Some((scope, _)) = find(&self.holdings, document) else { continue };
            self.may_write(scope)?;
            let back = replica::inverse(&writes);
            overtaken += self.rewrite(scope, &back, &message, stamp, &mut entry)?.len();
        }
        overtaken += self.rename(&taken, &mut entry, stamp);
        self.enter(&entry);
        self.keep()?;
        self.publish();
        let left = (overtaken > 0)
            .then(|| Finding::new(Severity::Warning, "undo-overtaken").with("count", overtaken));
        Ok(Receipt { revision: self.snapshot.revision, findings: left.into_iter().collect() })
    }

    /// Makes writes again, or their inverse, as far as nobody has written over them since; those that
    /// were left alone. A refusal leaves nothing of the step behind.
    pub(crate) fn rewrite(
        &mut self,
        scope: Scope,
        writes: &[Write],
        message: &ChangeMessage,
        stamp: Stamp,
        entry: &mut Entry,
    ) -> Result<Vec<Skipped>, Failure> {
        let Some(held) = self.holdings.get_mut(&scope) else { return Ok(Vec::new()) };
        let mut pieces = Vec::new();
        let document = &mut held.document;
        let mut write = |writes: &[Write]| document.apply_writes(writes, message, stamp);
        if let Err(refusal) = in_pieces(writes, &mut write, &mut pieces) {
            self.recover()?;
            return Err(refusal.finding().into());
        }
        let mut skipped = Vec::new();
        for piece in pieces {
            skipped.extend(piece.skipped);
            self.take(scope, piece.applied, entry);
        }
        Ok(skipped)
    }

    fn read_entry(&self, number: u64) -> Result<Entry, Failure> {
        let missing = || Failure::fault("store-fault", format!("journal entry {number}"));
        let store = self.store.as_ref().ok_or_else(missing)?;
        let entries =
            store.journal(number..=number).map_err(|error| crate::faults::kept(&error))?;
        entries.get(&number).and_then(|bytes| Entry::decode(bytes)).ok_or_else(missing)
    }

    /// Sets names back, and counts those that were changed since.
    fn rename(&mut self, taken: &Entry, entry: &mut Entry, stamp: Stamp) -> usize {
        let mut names: Vec<(PersonId, DirectoryEntry)> = Vec::new();
        for change in &taken.names {
            if self.snapshot.directory.entries.get(&change.person()) == Some(&change.after()) {
                names.push((change.person(), change.before()));
            }
        }
        self.name(&names, entry, stamp);
        taken.names.len() - names.len()
    }
}

//! What this machine holds, document by document.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::key;
use access::Envelope;
use model::{DeviceId, DocumentId, Finding, PersonId, Scope, Severity};
use replica::ChangeHash;

/// A document of this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentStatus {
    /// The document.
    pub id: DocumentId,
    /// What it is about.
    pub scope: Scope,
    /// Its newest changes.
    pub heads: Vec<ChangeHash>,
    /// A hash of all it says: equal on machines that hold the same changes.
    pub state_hash: [u8; 32],
    /// How many changes it has.
    pub changes: u64,
}

impl Engine {
    /// The documents of this machine. Hashing them takes a while: not for every frame.
    pub fn status(&self) -> Vec<DocumentStatus> {
        let documents = self.holdings.iter().map(|(scope, held)| DocumentStatus {
            id: held.id,
            scope: *scope,
            heads: held.document.heads(),
            state_hash: held.document.state_hash(),
            changes: held.document.sequences().values().sum(),
        });
        documents.collect()
    }

    /// A document of this machine as other programs read it: one file of Automerge, with its whole
    /// history and without changes that do not count. `None` if it is not held.
    pub fn document_file(&mut self, scope: Scope) -> Option<Vec<u8>> {
        Some(self.holdings.get_mut(&scope)?.document.save_applied())
    }

    /// Checks the signature of every envelope kept, that each says what its change says, and that the
    /// bytes of attachments have their hashes.
    pub fn verify(&self) -> Result<Option<Finding>, Failure> {
        let mut bad = 0;
        for held in self.holdings.values() {
            for row in
                self.disk()?.envelopes(&key(held.id)).map_err(|error| faults::kept(&error))?
            {
                let opened = Envelope::decode(&row.payload).ok();
                let sound = opened
                    .filter(|envelope| envelope.verify().is_ok() && envelope.document == held.id);
                let header = sound.and_then(|envelope| replica::header(&envelope.change).ok());
                let author = header.map(|header| (header.actor, header.seq));
                bad += usize::from(author != Some((row.actor.0, row.sequence)));
            }
        }
        if bad > 0 {
            return Ok(Some(Finding::new(Severity::Error, "envelope-unsound").with("count", bad)));
        }
        self.verify_attachments()
    }

    /// Who sits at this machine.
    pub fn person(&self) -> PersonId {
        self.members.certificate.person
    }

    /// This machine.
    pub fn device(&self) -> DeviceId {
        self.members.device()
    }
}

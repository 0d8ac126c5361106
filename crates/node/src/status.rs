//! What this machine holds, document by document.

use crate::engine::Engine;
use model::{DeviceId, DocumentId, Scope};
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

    /// This machine.
    pub fn device(&self) -> DeviceId {
        self.key.device()
    }
}

//! What is talked about beside documents: the facility log, which comes first and whole, the signed
//! records, of which the last version is held, and what each document is. What they mean is for the
//! driver to know.

use crate::effects::Effect;
use crate::limits::{BATCH_BYTES, MAX_FRAME_BYTES, MAX_OFFERS};
use crate::message::{Message, Version};
use crate::peers::Peers;
use access::{DocumentClass, OperationHash, Target};
use model::{DeviceId, DocumentId, RawId};

/// Items that fit one frame, whichever of these lists they are of: the longest takes 44 bytes.
const CHUNK: usize = MAX_FRAME_BYTES / 64;

impl Peers {
    /// The log has grown: everybody hears of it.
    pub(crate) fn log_heads(&mut self, heads: Vec<OperationHash>) {
        if self.heads == heads {
            return;
        }
        self.heads = heads;
        let greeted = self.sessions.iter().filter(|(_, session)| session.version.is_some());
        let greeted: Vec<DeviceId> = greeted.map(|(peer, _)| *peer).collect();
        greeted.into_iter().for_each(|peer| self.tell_heads(peer));
    }

    /// Whoever has no log says nothing of one: it hears of that of the others.
    pub(crate) fn tell_heads(&mut self, peer: DeviceId) {
        if !self.heads.is_empty() {
            let heads = self.heads.clone();
            self.send(peer, &Message::Heads(heads));
        }
    }

    /// Tells which signed records are held; before the peer has greeted they are kept in mind.
    pub(crate) fn tell_versions(&mut self, peer: DeviceId, versions: Vec<Version>) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        if session.version.is_none() {
            return session.versions.extend(versions);
        }
        for versions in versions.chunks(CHUNK) {
            self.send(peer, &Message::Versions(versions.to_vec()));
        }
    }

    pub(crate) fn want_records(&mut self, peer: DeviceId, records: &[(u8, RawId)]) {
        for records in records.chunks(CHUNK) {
            self.send(peer, &Message::WantRecords(records.to_vec()));
        }
    }

    /// The peer has told of documents that are not shared with it: it is asked, once for each that
    /// is new, what the documents are that it shares.
    pub(crate) fn ask_targets(&mut self, peer: DeviceId, documents: &[DocumentId]) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let mut is_new = false;
        for document in documents {
            let is_open =
                !session.shared.contains_key(document) && session.offers.len() < MAX_OFFERS;
            is_new |= is_open && session.offers.insert(*document);
        }
        if is_new {
            self.send(peer, &Message::WantTargets);
        }
    }

    /// Tells what the documents are that are shared with the peer, each once.
    pub(crate) fn tell_targets(&mut self, peer: DeviceId) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let mut told = Vec::new();
        for (document, shared) in &mut session.shared {
            if let Some(target) = shared.target.filter(|_| !shared.is_target_told) {
                shared.is_target_told = true;
                told.push((*document, target.class().number(), target.id()));
            }
        }
        for documents in told.chunks(CHUNK) {
            self.send(peer, &Message::Targets(documents.to_vec()));
        }
    }

    /// The peer says what documents are that it was asked about.
    pub(crate) fn take_targets(&mut self, peer: DeviceId, documents: Vec<(DocumentId, u8, RawId)>) {
        let Some(session) = self.sessions.get(&peer) else { return };
        let mut offered = Vec::new();
        for (document, class, id) in documents {
            // Classes of a newer program are passed over, and what was not told of before.
            let Some(class) = DocumentClass::of_number(class) else { continue };
            if session.offers.contains(&document) {
                let target = Target::of(class, id);
                offered.push(Effect::Offered { peer, document, target });
            }
        }
        self.effects.extend(offered);
    }

    /// Sends operations or records in frames of a good size, in their order.
    pub(crate) fn send_whole(
        &mut self,
        peer: DeviceId,
        several: Vec<Vec<u8>>,
        message: fn(Vec<Vec<u8>>) -> Message,
    ) {
        let mut batch = Vec::new();
        let mut length = 0;
        for bytes in several {
            if !batch.is_empty() && length + bytes.len() > BATCH_BYTES {
                self.send(peer, &message(std::mem::take(&mut batch)));
                length = 0;
            }
            length += bytes.len();
            batch.push(bytes);
        }
        if !batch.is_empty() {
            self.send(peer, &message(batch));
        }
    }
}

//! Attachments: offered by name, asked for part by part, so that one that broke off goes on where
//! it was.

use crate::effects::{Effect, Fault};
use crate::events::BlobEvent;
use crate::limits::{MAX_BLOBS, MAX_PART_BYTES};
use crate::message::Message;
use crate::peers::Peers;
use model::{DeviceId, DocumentId};

impl Peers {
    fn is_shared(&self, peer: DeviceId, document: DocumentId) -> bool {
        self.sessions.get(&peer).is_some_and(|session| session.shared.contains_key(&document))
    }

    /// Something about an attachment from the driver.
    pub(crate) fn blob_event(&mut self, peer: DeviceId, event: BlobEvent) {
        match event {
            BlobEvent::Offer { document, hash, length } => {
                if self.is_shared(peer, document) {
                    self.send(peer, &Message::BlobOffer { document, hash, length });
                }
            }
            BlobEvent::Want { document, hash, offset } => {
                let Some(session) = self.sessions.get_mut(&peer) else { return };
                let is_new = !session.blobs.contains_key(&hash);
                let is_full = is_new && session.blobs.len() >= MAX_BLOBS;
                if session.version.is_none_or(|version| version < 2) || is_full {
                    return self.effects.push(Effect::BlobNone { peer, hash });
                }
                if self.is_shared(peer, document) {
                    if let Some(session) = self.sessions.get_mut(&peer) {
                        session.blobs.insert(hash, (document, offset));
                    }
                    self.send(peer, &Message::BlobWant { document, hash, offset });
                }
            }
            BlobEvent::Part { hash, offset, total, mut bytes } => {
                bytes.truncate(MAX_PART_BYTES);
                // It may have been withdrawn meanwhile.
                let session = self.sessions.get_mut(&peer);
                if session.is_some_and(|it| it.blob_wants.remove(&hash).is_some()) {
                    self.send(peer, &Message::BlobPart { hash, offset, total, bytes });
                }
            }
            BlobEvent::None { hash } => {
                if let Some(session) = self.sessions.get_mut(&peer) {
                    session.blob_wants.remove(&hash);
                    self.send(peer, &Message::BlobNone { hash });
                }
            }
        }
    }

    /// A message about an attachment from the peer.
    pub(crate) fn take_blob(&mut self, peer: DeviceId, message: Message) {
        match message {
            Message::BlobOffer { document, hash, length } if self.is_shared(peer, document) => {
                self.effects.push(Effect::BlobOffered { peer, document, hash, length });
            }
            Message::BlobWant { document, hash, offset } => {
                if !self.is_shared(peer, document) {
                    // The same words as for one that is not there.
                    return self.send(peer, &Message::BlobNone { hash });
                }
                let Some(session) = self.sessions.get_mut(&peer) else { return };
                if session.blob_wants.len() >= MAX_BLOBS {
                    return self.blame(peer, Fault::Flood);
                }
                session.blob_wants.insert(hash, document);
                self.effects.push(Effect::BlobWanted { peer, document, hash, offset });
            }
            Message::BlobPart { hash, offset, total, bytes } => {
                let Some(session) = self.sessions.get_mut(&peer) else { return };
                let is_next = session.blobs.get(&hash).is_some_and(|(_, next)| *next == offset);
                let end = offset.checked_add(bytes.len() as u64);
                let fits = bytes.len() <= MAX_PART_BYTES && end.is_some_and(|end| end <= total);
                if !is_next {
                    return self.blame(peer, Fault::Unasked);
                }
                session.blobs.remove(&hash);
                if !fits || (bytes.is_empty() && offset < total) {
                    self.blame(peer, Fault::Nonsense);
                    return self.effects.push(Effect::BlobNone { peer, hash });
                }
                self.effects.push(Effect::BlobPart { peer, hash, offset, total, bytes });
            }
            Message::BlobNone { hash } => {
                let Some(session) = self.sessions.get_mut(&peer) else { return };
                if session.blobs.remove(&hash).is_some() {
                    self.effects.push(Effect::BlobNone { peer, hash });
                }
            }
            _ => {}
        }
    }
}

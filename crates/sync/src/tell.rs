//! Saying what is held: one digest a document at first, the tips where digests differ, then news.
//!
//! What was written here goes out at once, unasked to whoever holds all that came before it; what a
//! peer has nobody else to hear from is told at once, too. Where many machines are linked with each
//! other, each would tell every change to every other: what a peer gets elsewhere it is told of
//! later, so that it knows on how many machines a change is, and has somebody to ask once the
//! shorter way breaks.

use crate::ledger::{Ledger, Tip};
use crate::limits::{MAX_FRAME_BYTES, MAX_TELLINGS, PRESENCE_EVERY, RELAYS_AFTER};
use crate::message::Message;
use crate::peers::Peers;
use crate::session::Session;
use access::ActorId;
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;

/// Documents that fit one frame of digests.
const SUMMARY_CHUNK: usize = (MAX_FRAME_BYTES - 16) / 32;

/// Tips that fit one frame of one document, longest numbers counted.
const TIPS_CHUNK: usize = (MAX_FRAME_BYTES - 64) / 34;

impl Peers {
    /// Tells a digest of what is held of each of these documents, which are shared with the peer.
    pub(crate) fn tell_summary(&mut self, peer: DeviceId, which: &[DocumentId], answer: bool) {
        let empty = Ledger::default();
        for which in which.chunks(SUMMARY_CHUNK) {
            let digest = |document| self.ledgers.get(document).unwrap_or(&empty).digest();
            let documents = which.iter().map(|document| (*document, digest(document))).collect();
            self.send(peer, &Message::Summary { answer, documents });
        }
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        for document in which {
            if let Some(shared) = session.shared.get_mut(document) {
                shared.is_told = true;
                shared.is_whole_told = false;
                shared.forget_news();
            }
        }
    }

    /// Tells every tip of a document, unless that was done since its last digest.
    pub(crate) fn tell_whole(&mut self, peer: DeviceId, document: DocumentId) {
        let session = self.sessions.get_mut(&peer);
        let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) else { return };
        if shared.is_whole_told {
            return;
        }
        shared.tellings += 1;
        if shared.tellings > MAX_TELLINGS {
            return self.blame(peer, crate::effects::Fault::Flood);
        }
        shared.is_whole_told = true;
        shared.is_told = true;
        shared.forget_news();
        let empty = Ledger::default();
        let tips: Vec<(ActorId, Tip)> =
            self.ledgers.get(&document).unwrap_or(&empty).tips().collect();
        if tips.is_empty() {
            let documents = vec![(document, Vec::new())];
            self.send(peer, &Message::Have { whole: true, documents });
        }
        for tips in tips.chunks(TIPS_CHUNK) {
            let documents = vec![(document, tips.to_vec())];
            self.send(peer, &Message::Have { whole: true, documents });
        }
    }

    /// A document was taken up anew: everybody it is shared with hears of it.
    pub(crate) fn tell_anew(&mut self, document: DocumentId) {
        let told: Vec<DeviceId> = self
            .sessions
            .iter()
            .filter(|(_, session)| {
                session.version.is_some() && session.shared.contains_key(&document)
            })
            .map(|(peer, _)| *peer)
            .collect();
        for peer in told {
            self.tell_summary(peer, &[document], true);
            self.reconsider(peer, document);
        }
    }

    /// Tells news, not more often than is worth it.
    pub(crate) fn tell_news(&mut self) {
        let now = self.now;
        let due =
            |last: Option<crate::Time>, every| last.is_none_or(|last| now.since(last) >= every);
        let mut messages = Vec::new();
        for (peer, session) in &mut self.sessions {
            if session.version.is_none() {
                continue;
            }
            let relays = session.relay.take_if(|relay| *relay <= now).is_some();
            if relays || due(session.told, self.news_every) {
                let news = session.news(&self.ledgers, relays);
                if session.push(&self.ledgers) {
                    session.told = Some(now);
                    // Whoever has it says so before.
                    session.relay_by(now.plus(self.news_every * RELAYS_AFTER * 2));
                }
                if !news.is_empty() {
                    session.told = Some(now);
                    messages.push((*peer, Message::Have { whole: false, documents: news }));
                }
            }
            if !session.presence.is_empty() && due(session.presence_told, PRESENCE_EVERY) {
                session.presence_told = Some(now);
                for document in std::mem::take(&mut session.presence) {
                    let payload = self.presence.get(&document).cloned().unwrap_or_default();
                    messages.push((*peer, Message::Presence { document, payload }));
                }
            }
        }
        messages.into_iter().for_each(|(peer, message)| self.send(peer, &message));
    }
}

/// The last change of actors, by document.
type News = Vec<(DocumentId, Vec<(ActorId, Tip)>)>;

impl Session {
    /// Has what was written here sent to a peer that holds all before it; whether there is anything.
    fn push(&mut self, ledgers: &BTreeMap<DocumentId, Ledger>) -> bool {
        let mut any = false;
        for (document, shared) in &mut self.shared {
            let Some(ledger) = ledgers.get(document) else { continue };
            for actor in std::mem::take(&mut shared.pushes) {
                shared.push(actor, ledger);
                any = true;
            }
        }
        any
    }

    /// What a peer is to be told now, with what it hears elsewhere if that is due, too.
    fn news(&mut self, ledgers: &BTreeMap<DocumentId, Ledger>, relays: bool) -> News {
        let mut news = Vec::new();
        for (document, shared) in &mut self.shared {
            let Some(ledger) = ledgers.get(document) else { continue };
            let mut actors = std::mem::take(&mut shared.news);
            if relays {
                actors.append(&mut shared.relays);
                actors.extend(shared.unconfirmed(ledger));
            }
            if !actors.is_empty() {
                let tips = actors.iter().map(|actor| (*actor, ledger.tip(actor)));
                news.push((*document, tips.collect()));
            }
        }
        news
    }
}

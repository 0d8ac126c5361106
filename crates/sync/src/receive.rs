//! Bytes of a peer: into frames, into messages, to whatever part they concern.

use crate::codec::Decoded;
use crate::effects::{Effect, Fault};
use crate::ledger::{Digest, Ledger, Tip};
use crate::limits::MAX_PRESENCE_BYTES;
use crate::message::{Message, OLDEST_VERSION, Reason};
use crate::peers::Peers;
use access::ActorId;
use model::{DeviceId, DocumentId};

impl Peers {
    pub(crate) fn received(&mut self, peer: DeviceId, bytes: &[u8]) {
        let now = self.now;
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        session.frames.push(bytes);
        // A frame that does not end is no sign of life: whoever trickles bytes falls silent.
        loop {
            let Some(session) = self.sessions.get_mut(&peer) else { return };
            match session.frames.next() {
                Ok(Some(frame)) => {
                    session.heard = now;
                    self.frame(peer, &frame);
                }
                Ok(None) => return,
                Err(_) => return self.close(peer, Reason::Nonsense),
            }
        }
    }

    fn frame(&mut self, peer: DeviceId, frame: &[u8]) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let is_newer = session.is_newer;
        let has_greeted = session.version.is_some();
        match Message::decode(frame) {
            Decoded::Known(Message::Hello { oldest, newest, window }) if !has_greeted => {
                self.greeted(peer, oldest, newest, window);
            }
            Decoded::Known(Message::Bye(reason)) => {
                self.effects.push(Effect::Close { peer, reason });
                self.drop_session(peer);
            }
            _ if !has_greeted => self.close(peer, Reason::Nonsense),
            Decoded::Known(Message::Envelopes { document, runs }) => {
                let bytes = runs.iter().flat_map(|run| &run.envelopes).map(Vec::len).sum::<usize>();
                self.take_envelopes(peer, document, runs, bytes as u64);
            }
            Decoded::Known(message @ Message::BlobPart { .. }) => self.take_blob(peer, message),
            decoded => {
                if self.sessions.get_mut(&peer).is_some_and(|it| it.is_flooded(self.now)) {
                    return self.blame(peer, Fault::Flood);
                }
                match decoded {
                    Decoded::Known(message) => self.message(peer, message),
                    Decoded::Unknown if is_newer => {}
                    Decoded::Unknown | Decoded::Nonsense => self.blame(peer, Fault::Nonsense),
                }
            }
        }
    }

    fn greeted(&mut self, peer: DeviceId, oldest: u16, newest: u16, window: u64) {
        let version = newest.min(self.newest);
        if version < oldest.max(OLDEST_VERSION) {
            return self.close(peer, Reason::Version);
        }
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        session.version = Some(version);
        session.is_newer = newest > self.newest;
        session.credit = i64::try_from(window.min(crate::limits::WINDOW_BYTES)).unwrap_or(0);
        let shared: Vec<DocumentId> = session.shared.keys().copied().collect();
        let versions = std::mem::take(&mut session.versions);
        // First who may do what, then the rest.
        self.tell_heads(peer);
        self.tell_versions(peer, versions);
        if !shared.is_empty() {
            self.tell_summary(peer, &shared, false);
        }
    }

    fn message(&mut self, peer: DeviceId, message: Message) {
        match message {
            Message::Ping(number) => self.send(peer, &Message::Pong(number)),
            Message::Pong(number) => {
                let now = self.now;
                let session = self.sessions.get_mut(&peer);
                if let Some(session) = session.filter(|session| session.ping == number) {
                    session.round_trip = session.pinged.map(|sent| now.since(sent));
                }
            }
            Message::Summary { answer, documents } => {
                let told: Vec<DocumentId> = documents.iter().map(|(it, _)| *it).collect();
                self.ask_targets(peer, &told);
                for (document, digest) in documents {
                    self.take_digest(peer, document, digest, answer);
                }
            }
            Message::Have { whole, documents } => {
                let told: Vec<DocumentId> = documents.iter().map(|(it, _)| *it).collect();
                self.ask_targets(peer, &told);
                for (document, tips) in documents {
                    self.take_tips(peer, document, tips, whole);
                }
            }
            Message::Want(wants) => self.take_wants(peer, wants),
            Message::Credit(bytes) => self.take_credit(peer, bytes),
            Message::Evidence { document, envelope } => {
                self.take_evidence(peer, document, envelope);
            }
            Message::Heads(heads) => self.effects.push(Effect::Heads { peer, heads }),
            Message::WantOperations(heads) => {
                self.effects.push(Effect::OperationsWanted { peer, heads });
            }
            Message::Operations(operations) => {
                self.effects.push(Effect::Operations { peer, operations });
            }
            Message::Versions(versions) => self.effects.push(Effect::Versions { peer, versions }),
            Message::WantRecords(records) => {
                self.effects.push(Effect::RecordsWanted { peer, records });
            }
            Message::Records(records) => self.effects.push(Effect::Records { peer, records }),
            Message::WantTargets => self.tell_targets(peer),
            Message::Targets(documents) => self.take_targets(peer, documents),
            Message::Presence { document, payload } => {
                let session = self.sessions.get(&peer);
                let is_shared = session.is_some_and(|it| it.shared.contains_key(&document));
                if payload.len() > MAX_PRESENCE_BYTES {
                    self.blame(peer, Fault::Nonsense);
                } else if is_shared {
                    self.effects.push(Effect::Presence { peer, document, payload });
                }
            }
            Message::BlobOffer { .. }
            | Message::BlobWant { .. }
            | Message::BlobPart { .. }
            | Message::BlobNone { .. } => self.take_blob(peer, message),
            // A second greeting. The others were taken care of before.
            Message::Hello { .. } | Message::Bye(_) | Message::Envelopes { .. } => {
                self.blame(peer, Fault::Nonsense);
            }
        }
    }

    /// The peer says in one digest what it holds.
    fn take_digest(&mut self, peer: DeviceId, document: DocumentId, theirs: Digest, answer: bool) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let Some(shared) = session.shared.get_mut(&document) else { return };
        if answer {
            // It has not heard, or has forgotten, what it was told.
            shared.is_whole_told = false;
        }
        let empty = Ledger::default();
        let ledger = self.ledgers.get(&document).unwrap_or(&empty);
        if ledger.digest() != theirs {
            return self.tell_whole(peer, document);
        }
        shared.theirs = ledger.tips().collect();
        shared.is_known = true;
        if answer {
            self.tell_summary(peer, &[document], false);
        }
    }

    /// The peer says what it holds of actors.
    fn take_tips(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        tips: Vec<(ActorId, Tip)>,
        whole: bool,
    ) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let Some(shared) = session.shared.get_mut(&document) else { return };
        shared.is_known = true;
        let actors: Vec<(ActorId, u64)> =
            tips.iter().map(|(actor, tip)| (*actor, tip.sequence)).collect();
        for (actor, tip) in tips {
            if !shared.hear(actor, tip) {
                return self.blame(peer, Fault::Flood);
            }
        }
        for (actor, theirs) in actors {
            self.compare(peer, document, actor);
            if self.ledgers.get(&document).map_or(0, |it| it.last(&actor)) < theirs {
                self.open.insert((document, actor));
            }
        }
        if whole {
            self.tell_whole(peer, document);
            self.tell_forks(peer, document);
        }
    }
}

//! Answering what peers ask for: envelopes from the store, in the order of coming in, as fast as
//! the peer takes them.

use crate::effects::{Effect, Fault};
use crate::limits::{BATCH_BYTES, LOAD_BYTES, LOAD_CHANGES, MAX_CARRIED_BYTES};
use crate::message::{Ask, Message, Run};
use crate::peers::Peers;
use crate::session::{Loading, Session, Shared};
use access::ActorId;
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;

impl Peers {
    /// The peer asks for changes. What is not shared with it or not held is not answered.
    pub(crate) fn take_wants(&mut self, peer: DeviceId, wants: Vec<(DocumentId, Vec<Ask>)>) {
        for (document, asks) in wants {
            for ask in asks {
                self.take_want(peer, document, ask);
            }
        }
    }

    fn take_want(&mut self, peer: DeviceId, document: DocumentId, ask: Ask) {
        let Some(ledger) = self.ledgers.get(&document) else { return };
        let session = self.sessions.get_mut(&peer);
        let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) else { return };
        let (actor, after) = (ask.actor, ask.after);
        // A mark of zeros is of a change that is not in the asker's document yet.
        let held = ledger.mark(&actor, after.sequence).filter(|_| after.mark != [0; 8]);
        if held.is_some_and(|mark| mark != after.mark) {
            return self.warn(peer, document, actor, after.sequence);
        }
        let until = ask.until.min(ledger.last(&actor));
        let first = after.sequence.saturating_add(1);
        if first > until {
            return;
        }
        shared.want(actor, (first, until), ledger.place(&actor, first).unwrap_or(0));
    }

    /// Asks the disk for what peers want and may be sent.
    pub(crate) fn serve_all(&mut self) {
        let is_due = |session: &Session| {
            let wants = |shared: &Shared| !shared.wanted.is_empty() || !shared.evidence.is_empty();
            session.loading.is_none() && session.shared.values().any(wants)
        };
        let due = self.sessions.iter().filter(|(_, session)| is_due(session));
        let due: Vec<DeviceId> = due.map(|(peer, _)| *peer).collect();
        for peer in due {
            self.serve(peer);
        }
    }

    fn serve(&mut self, peer: DeviceId) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let evidence = session.shared.iter_mut().find_map(|(document, shared)| {
            shared.evidence.pop_first().map(|change| (*document, change))
        });
        if let Some((document, change)) = evidence {
            let changes = vec![change];
            session.loading =
                Some(Loading { document, changes: changes.clone(), is_evidence: true });
            self.effects.push(Effect::Load { peer, document, changes, most_bytes: LOAD_BYTES });
            return;
        }
        if session.credit <= 0 {
            return;
        }
        let Some(document) = next_document(session) else { return };
        session.served = Some(document);
        let Some(shared) = session.shared.get_mut(&document) else { return };
        let Some(ledger) = self.ledgers.get(&document) else { return };
        let mut changes = Vec::new();
        let mut next: BTreeMap<ActorId, (u64, u64)> = shared.wanted.clone();
        for (place, (actor, sequence)) in (shared.cursor..).zip(ledger.from(shared.cursor)) {
            if changes.len() == LOAD_CHANGES || next.is_empty() {
                break;
            }
            if changes.is_empty() {
                shared.cursor = place;
            }
            let Some((first, until)) = next.get_mut(&actor) else { continue };
            if sequence == *first {
                changes.push((actor, sequence));
                *first += 1;
                if *first > *until {
                    next.remove(&actor);
                }
            }
        }
        if changes.is_empty() {
            // The document was taken up anew without what was wanted.
            shared.wanted.clear();
            return;
        }
        let credit = usize::try_from(session.credit).unwrap_or(0);
        let most_bytes = LOAD_BYTES.min(credit);
        session.loading = Some(Loading { document, changes: changes.clone(), is_evidence: false });
        self.effects.push(Effect::Load { peer, document, changes, most_bytes });
    }

    /// The disk answered.
    pub(crate) fn loaded(&mut self, peer: DeviceId, document: DocumentId, envelopes: Vec<Vec<u8>>) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        let Some(loading) = session.loading.take_if(|it| it.document == document) else { return };
        // It may have been withdrawn meanwhile.
        let Some(shared) = session.shared.get_mut(&document) else { return };
        if loading.is_evidence {
            for envelope in envelopes.into_iter().filter(|it| it.len() <= MAX_CARRIED_BYTES) {
                self.send(peer, &Message::Evidence { document, envelope });
            }
            return;
        }
        if envelopes.is_empty() {
            shared.wanted.clear();
            return;
        }
        let most = usize::try_from(session.credit).unwrap_or(0);
        let mut sent = 0;
        let mut batch = Batch::default();
        let mut frames = Vec::new();
        for ((actor, sequence), envelope) in loading.changes.into_iter().zip(envelopes) {
            let Some((first, until)) = shared.wanted.get_mut(&actor) else { continue };
            if *first != sequence {
                continue;
            }
            if envelope.len() > MAX_CARRIED_BYTES {
                // Nobody can be sent it: no program writes such a change.
                shared.wanted.remove(&actor);
                continue;
            }
            if sent > 0 && sent + envelope.len() > most {
                break;
            }
            sent += envelope.len();
            *first += 1;
            if *first > *until {
                shared.wanted.remove(&actor);
            }
            if batch.bytes > 0 && batch.bytes + envelope.len() > BATCH_BYTES {
                frames.push(std::mem::take(&mut batch));
            }
            batch.push(actor, sequence, envelope);
        }
        frames.push(batch);
        for batch in frames.into_iter().filter(|batch| batch.bytes > 0) {
            let runs = batch.runs.into_values().collect();
            let message = Message::Envelopes { document, runs };
            if let Some(session) = self.sessions.get_mut(&peer) {
                session.credit = session.credit.saturating_sub_unsigned(batch.bytes as u64);
            }
            self.send(peer, &message);
        }
    }

    /// The peer has looked at what was sent.
    pub(crate) fn take_credit(&mut self, peer: DeviceId, bytes: u64) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        session.credit = session.credit.saturating_add_unsigned(bytes);
        if session.credit > crate::limits::WINDOW_BYTES as i64 * 4 {
            session.credit = crate::limits::WINDOW_BYTES as i64 * 4;
            self.blame(peer, Fault::Flood);
        }
    }
}

/// The next document with something wanted, each in its turn.
fn next_document(session: &Session) -> Option<DocumentId> {
    let wanted = || session.shared.iter().filter(|(_, shared)| !shared.wanted.is_empty());
    let after = wanted().find(|(document, _)| Some(**document) > session.served);
    after.or_else(|| wanted().next()).map(|(document, _)| *document)
}

/// Envelopes of one frame, by actor: within a frame their order among actors does not matter.
#[derive(Default)]
struct Batch {
    runs: BTreeMap<ActorId, Run>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, actor: ActorId, sequence: u64, envelope: Vec<u8>) {
        self.bytes += envelope.len();
        let run = Run { actor, first: sequence, envelopes: Vec::new() };
        self.runs.entry(actor).or_insert(run).envelopes.push(envelope);
    }
}

//! Actors that signed two different changes of one sequence. Two machines that hold one each
//! notice by the marks, and show each other what they have.

use crate::effects::Effect;
use crate::limits::MAX_EVIDENCE;
use crate::peers::Peers;
use access::ActorId;
use model::{DeviceId, DocumentId};

impl Peers {
    /// Has the peer shown the change that is held here, once an actor and connection, and again if
    /// the fork turns out to begin earlier.
    pub(crate) fn warn(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        actor: ActorId,
        sequence: u64,
    ) {
        let session = self.sessions.get_mut(&peer);
        let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) else { return };
        if shared.warned.get(&actor).is_none_or(|shown| sequence < *shown) {
            shared.warned.insert(actor, sequence);
            shared.evidence.insert((actor, sequence));
        }
    }

    /// Shows a peer whose digest differs the forks that are known here; it may know them already.
    pub(crate) fn tell_forks(&mut self, peer: DeviceId, document: DocumentId) {
        let Some(ledger) = self.ledgers.get(&document) else { return };
        let forked: Vec<(ActorId, u64)> = ledger.forked.clone().into_iter().collect();
        for (actor, sequence) in forked {
            self.warn(peer, document, actor, sequence);
        }
    }

    /// Compares what a peer says it holds of an actor with what is held here.
    pub(crate) fn compare(&mut self, peer: DeviceId, document: DocumentId, actor: ActorId) {
        let Some(ledger) = self.ledgers.get(&document) else { return };
        let shared = self.sessions.get(&peer).and_then(|it| it.shared.get(&document));
        let Some(theirs) = shared.and_then(|shared| shared.theirs.get(&actor)) else { return };
        if let Some(forked) = ledger.forked.get(&actor).filter(|at| theirs.sequence >= **at) {
            let forked = *forked;
            return self.warn(peer, document, actor, forked);
        }
        let held = ledger.mark(&actor, theirs.sequence);
        if held.is_some_and(|mark| mark != theirs.mark) {
            let sequence = theirs.sequence;
            self.warn(peer, document, actor, sequence);
        }
    }

    /// After a document was taken up anew: whoever still counts what has forked is shown why.
    pub(crate) fn reconsider(&mut self, peer: DeviceId, document: DocumentId) {
        let session = self.sessions.get_mut(&peer);
        let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) else { return };
        let actors: Vec<ActorId> = shared.theirs.keys().copied().collect();
        // A fork that is now known to begin earlier is shown again.
        shared.warned.clear();
        shared.wanted.clear();
        shared.cursor = 0;
        for actor in actors {
            self.compare(peer, document, actor);
        }
    }

    /// The peer shows a change of an actor of whom it thinks that another is held here.
    pub(crate) fn take_evidence(
        &mut self,
        peer: DeviceId,
        document: DocumentId,
        envelope: Vec<u8>,
    ) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        if !session.shared.contains_key(&document) {
            return;
        }
        session.evidence = session.evidence.saturating_add(1);
        if session.evidence > MAX_EVIDENCE {
            // Not a mistake: where somebody has forked so often, honest peers have much to show.
            return;
        }
        self.effects.push(Effect::Forked { peer, document, envelope });
    }
}

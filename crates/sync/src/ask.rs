//! What is lacking, and whom to ask for it: each actor's changes of one peer at a time, so that
//! nothing comes twice.

use crate::Time;
use crate::ledger::Ledger;
use crate::limits::STALL;
use crate::message::{Ask, Message};
use crate::peers::Peers;
use access::ActorId;
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;

/// Changes of an actor that a peer was asked for.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) peer: DeviceId,
    /// The next sequence that must come.
    pub(crate) next: u64,
    /// The last that was asked for.
    pub(crate) until: u64,
    /// How many came and are being looked at.
    pub(crate) unjudged: u64,
    /// When something last came.
    pub(crate) moved: Time,
}

impl Claim {
    /// How many are on their way.
    pub(crate) fn coming(&self) -> u64 {
        (self.until + 1).saturating_sub(self.next)
    }

    /// The next ones have come; more of them than were asked for if they were written meanwhile.
    pub(crate) fn take(&mut self, count: u64, now: Time) {
        self.next = self.next.saturating_add(count);
        self.until = self.until.max(self.next.saturating_sub(1));
        self.unjudged = self.unjudged.saturating_add(count);
        self.moved = now;
    }
}

/// An actor in a document.
pub(crate) type Place = (DocumentId, ActorId);

impl Peers {
    /// Asks for everything that is lacking, somebody has, and nobody was asked for.
    pub(crate) fn ask_around(&mut self) {
        let mut asks: BTreeMap<DeviceId, BTreeMap<DocumentId, Vec<Ask>>> = BTreeMap::new();
        for (document, actor) in std::mem::take(&mut self.open) {
            let claim = self.claims.get(&(document, actor));
            if claim.is_some_and(|claim| !self.may_be_better(claim)) {
                continue;
            }
            let Some((peer, ask)) = self.choose(document, actor) else { continue };
            if claim.is_some_and(|claim| !self.is_worse(claim, peer)) {
                // Looked at again when the claim is over.
                continue;
            }
            let (next, until, moved) = (ask.after.sequence + 1, ask.until, self.now);
            self.claims.insert((document, actor), Claim { peer, next, until, unjudged: 0, moved });
            self.count_asked(peer, document, until - ask.after.sequence);
            asks.entry(peer).or_default().entry(document).or_default().push(ask);
        }
        for (peer, documents) in asks {
            self.send(peer, &Message::Want(documents.into_iter().collect()));
        }
    }

    /// Can there be anybody better to ask than the peer that was asked?
    fn may_be_better(&self, claim: &Claim) -> bool {
        claim.unjudged == 0 && self.sessions.get(&claim.peer).is_none_or(|it| it.stalls > 0)
    }

    /// Has the peer that was asked let others wait before, and this one less often?
    fn is_worse(&self, claim: &Claim, other: DeviceId) -> bool {
        let stalls = |peer| self.sessions.get(&peer).map_or(0, |session| session.stalls);
        claim.unjudged == 0 && stalls(claim.peer) > stalls(other)
    }

    /// Whom to ask for an actor's changes: who has kept their word before, then who has been
    /// asked for least.
    fn choose(&self, document: DocumentId, actor: ActorId) -> Option<(DeviceId, Ask)> {
        let empty = Ledger::default();
        let ledger = self.ledgers.get(&document).unwrap_or(&empty);
        let offers = self.sessions.iter().filter_map(|(peer, session)| {
            let theirs = session.shared.get(&document)?.theirs.get(&actor)?.sequence;
            let (after, until) = ledger.lacking(&actor, *peer, theirs, self.now)?;
            let ask = Ask { actor, after, until };
            Some(((session.stalls, session.deliveries.len(), *peer), (*peer, ask)))
        });
        offers.min_by_key(|(order, _)| *order).map(|(_, chosen)| chosen)
    }

    /// So many more come from a peer: what is told of progress is told of all.
    pub(crate) fn count_asked(&mut self, peer: DeviceId, document: DocumentId, count: u64) {
        let session = self.sessions.get_mut(&peer);
        if let Some(shared) = session.and_then(|it| it.shared.get_mut(&document)) {
            shared.total = shared.total.saturating_add(count);
        }
    }

    /// Gives up what was asked of a peer, so that others are asked.
    pub(crate) fn release(&mut self, peer: DeviceId, which: impl Fn(&Place) -> bool) {
        let open = &mut self.open;
        self.claims.retain(|place, claim| {
            let goes = claim.peer == peer && which(place);
            if goes {
                open.insert(*place);
            }
            !goes
        });
    }

    /// Asks others where a peer has sent nothing for too long, though it could, and where what it
    /// sent waits in vain.
    pub(crate) fn pass_over_stalled(&mut self) {
        let now = self.now;
        for (document, ledger) in &self.ledgers {
            let waiting = ledger.beyond.iter().filter(|(_, beyond)| {
                beyond.waiting.is_some_and(|since| now.since(since) >= STALL)
            });
            self.open.extend(waiting.map(|(actor, _)| (*document, *actor)));
        }
        let stalled = self
            .claims
            .iter()
            .filter(|(_, claim)| claim.unjudged == 0 && now.since(claim.moved) >= STALL);
        let stalled: Vec<(Place, DeviceId)> =
            stalled.map(|(place, claim)| (*place, claim.peer)).collect();
        for (place, peer) in stalled {
            self.claims.remove(&place);
            self.open.insert(place);
            if let Some(session) = self.sessions.get_mut(&peer) {
                session.stalls = session.stalls.saturating_add(1);
            }
        }
    }
}

//! What a person may be told: who is linked, what is waiting to go and to come, on how many
//! machines the last change is.

use crate::Time;
use crate::ask::Claim;
use crate::ledger::Ledger;
use crate::peers::Peers;
use crate::session::Session;
use access::ActorId;
use model::{DeviceId, DocumentId};
use std::collections::BTreeMap;

/// A peer as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerStatus {
    /// The peer.
    pub peer: DeviceId,
    /// Whether it is connected and has greeted.
    pub is_linked: bool,
    /// When something was last heard of it.
    pub heard: Time,
    /// How long an answer takes, in milliseconds.
    pub round_trip: Option<u64>,
    /// The version of the talk.
    pub version: Option<u16>,
    /// Mistakes it has made.
    pub faults: u32,
    /// The documents shared with it; of a peer that is not connected, what it held when it was.
    pub documents: BTreeMap<DocumentId, DocumentStatus>,
}

/// How a peer stands with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocumentStatus {
    /// Whether it has said what it holds. Before, the numbers say nothing.
    pub is_known: bool,
    /// Changes held here that it lacks.
    pub to_go: u64,
    /// Changes it holds that are lacking here.
    pub to_come: u64,
}

/// What a device held when it was last connected.
#[derive(Debug, Default)]
pub(crate) struct Past {
    heard: Time,
    documents: BTreeMap<DocumentId, BTreeMap<ActorId, u64>>,
}

impl Peers {
    /// Every peer that is or was connected since the start.
    pub fn status(&self) -> Vec<PeerStatus> {
        let linked = self.sessions.iter().map(|(peer, session)| self.linked(*peer, session));
        let past = self.past.iter().filter(|(peer, _)| !self.sessions.contains_key(peer));
        let mut all: Vec<PeerStatus> =
            linked.chain(past.map(|(p, past)| self.absent(*p, past))).collect();
        all.sort_by_key(|status| status.peer);
        all
    }

    /// On how many other machines the change is that came last to the document here.
    pub fn copies(&self, document: DocumentId) -> usize {
        let newest = self.ledgers.get(&document).and_then(Ledger::newest);
        newest.map_or(0, |(actor, sequence)| self.copies_of(document, actor, sequence))
    }

    /// On how many other machines a change is, as far as they said.
    pub fn copies_of(&self, document: DocumentId, actor: ActorId, sequence: u64) -> usize {
        let there = |peer: &DeviceId| {
            let session = self.sessions.get(peer).and_then(|it| it.shared.get(&document));
            let now = session.and_then(|it| it.theirs.get(&actor)).map(|tip| tip.sequence);
            let past = || self.past.get(peer)?.documents.get(&document)?.get(&actor).copied();
            now.or_else(past).is_some_and(|last| last >= sequence)
        };
        let absent = self.past.keys().filter(|peer| !self.sessions.contains_key(peer));
        self.sessions.keys().chain(absent).filter(|peer| there(peer)).count()
    }

    /// What a device holds of each document, as far as it has said: the last sequence of each
    /// actor. Of one that is gone, what it held when it was connected.
    pub fn held_by(&self, peer: DeviceId) -> BTreeMap<DocumentId, BTreeMap<ActorId, u64>> {
        let past = self.past.get(&peer).map(|past| past.documents.clone());
        let mut held = past.unwrap_or_default();
        let session = self.sessions.get(&peer);
        let shared = session.into_iter().flat_map(|session| &session.shared);
        for (document, shared) in shared.filter(|(_, shared)| shared.is_known) {
            let last = shared.theirs.iter().map(|(actor, tip)| (*actor, tip.sequence));
            held.insert(*document, last.collect());
        }
        held
    }

    /// Whether everything that connected peers said they hold is held here, and they have it too.
    pub fn is_settled(&self) -> bool {
        self.claims.is_empty()
            && self.status().iter().filter(|status| status.is_linked).all(|status| {
                let done = |it: &DocumentStatus| it.is_known && it.to_go == 0 && it.to_come == 0;
                status.documents.values().all(done)
            })
    }

    /// How many changes were asked for and are on their way.
    pub fn coming(&self) -> u64 {
        self.claims.values().map(Claim::coming).sum()
    }

    fn linked(&self, peer: DeviceId, session: &Session) -> PeerStatus {
        let documents = session.shared.iter().map(|(document, shared)| {
            let theirs = || shared.theirs.iter().map(|(actor, tip)| (*actor, tip.sequence));
            let to_come = self.to_come(peer, *document, theirs());
            let to_go = self.to_go(*document, theirs());
            (*document, DocumentStatus { is_known: shared.is_known, to_go, to_come })
        });
        PeerStatus {
            peer,
            is_linked: session.version.is_some(),
            heard: session.heard,
            round_trip: session.round_trip,
            version: session.version,
            faults: session.faults,
            documents: documents.collect(),
        }
    }

    fn absent(&self, peer: DeviceId, past: &Past) -> PeerStatus {
        let documents = past.documents.iter().map(|(document, last)| {
            let to_go = self.to_go(*document, last.iter().map(|(actor, last)| (*actor, *last)));
            (*document, DocumentStatus { is_known: true, to_go, to_come: 0 })
        });
        PeerStatus {
            peer,
            is_linked: false,
            heard: past.heard,
            round_trip: None,
            version: None,
            faults: 0,
            documents: documents.collect(),
        }
    }

    /// Changes held here that somebody lacks who holds those, in the order of actors.
    fn to_go(&self, document: DocumentId, theirs: impl Iterator<Item = (ActorId, u64)>) -> u64 {
        let both = side_by_side(self.held(document), theirs);
        both.map(|(_, ours, theirs)| ours.saturating_sub(theirs)).sum()
    }

    /// Changes lacking here of those that a peer holds, in the order of actors.
    fn to_come(
        &self,
        peer: DeviceId,
        document: DocumentId,
        theirs: impl Iterator<Item = (ActorId, u64)>,
    ) -> u64 {
        let Some(ledger) = self.ledgers.get(&document) else {
            return theirs.fold(0, |sum: u64, (_, theirs)| sum.saturating_add(theirs));
        };
        let more = side_by_side(self.held(document), theirs).filter(|(_, ours, it)| it > ours);
        let lacking = more.filter_map(|(actor, _, theirs)| {
            let (after, until) = ledger.lacking(&actor, peer, theirs, self.now)?;
            Some(until.saturating_sub(after.sequence))
        });
        lacking.fold(0, u64::saturating_add)
    }

    /// The last sequence of each actor that is held here, in the order of actors.
    fn held(&self, document: DocumentId) -> impl Iterator<Item = (ActorId, u64)> {
        let tips = self.ledgers.get(&document).into_iter().flat_map(Ledger::tips);
        tips.map(|(actor, tip)| (actor, tip.sequence))
    }

    /// What a device held when it was connected to an earlier run of the program.
    pub(crate) fn remembered(
        &mut self,
        peer: DeviceId,
        documents: BTreeMap<DocumentId, BTreeMap<ActorId, u64>>,
    ) {
        let heard = Time::default();
        self.past.entry(peer).or_insert(Past { heard, documents });
    }

    /// Keeps in mind what a device held, now that its connection is gone.
    pub(crate) fn remember(&mut self, peer: DeviceId, session: Session) {
        let past = self.past.entry(peer).or_default();
        past.heard = session.heard;
        for (document, shared) in session.shared.into_iter().filter(|(_, it)| it.is_known) {
            let last = shared.theirs.into_iter().map(|(actor, tip)| (actor, tip.sequence));
            past.documents.insert(document, last.collect());
        }
    }

    /// A document that is not shared any more.
    pub(crate) fn forget_past(&mut self, peer: DeviceId, document: DocumentId) {
        if let Some(past) = self.past.get_mut(&peer) {
            past.documents.remove(&document);
        }
    }
}

/// What is held here and there of each actor, both given and told in the order of actors: with fifty
/// machines, looking up each by itself was a third of all that they did.
fn side_by_side(
    ours: impl Iterator<Item = (ActorId, u64)>,
    theirs: impl Iterator<Item = (ActorId, u64)>,
) -> impl Iterator<Item = (ActorId, u64, u64)> {
    let (mut ours, mut theirs) = (ours.peekable(), theirs.peekable());
    std::iter::from_fn(move || {
        let next = [ours.peek(), theirs.peek()].into_iter().flatten().map(|(actor, _)| *actor);
        let actor = next.min()?;
        let here = ours.next_if(|(it, _)| *it == actor).map_or(0, |(_, last)| last);
        let there = theirs.next_if(|(it, _)| *it == actor).map_or(0, |(_, last)| last);
        Some((actor, here, there))
    })
}

//! What this machine shares with whom: by what everybody may do now, and what the talk is to know of
//! each document.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, find, key};
use crate::quarantine::Aside;
use access::{Access, ActorId, Target};
use model::DocumentId;
use std::collections::BTreeMap;
use sync::{Event, Reason};

impl Engine {
    /// May a document be what a peer says it is? The name of a desk or of half a client room follows
    /// from whose it is, so that nobody can hold it for another, nor for something else.
    pub(crate) fn may_be(&self, document: DocumentId, target: Target) -> bool {
        let facility = self.members.log.facility();
        let name = |target| access::named_document(facility, target);
        if let Some(named) = name(target) {
            return named == document;
        }
        let desks = self.snapshot.facility.people.keys().map(|person| Target::Desk(*person));
        let rooms = self.snapshot.plans.keys().flat_map(|production| {
            [Target::Publications(*production), Target::Answers(*production)]
        });
        !desks.chain(rooms).any(|other| name(other) == Some(document))
    }

    /// Opens documents to whoever may read them now, and closes them to whoever may not.
    pub(crate) fn share(&mut self) {
        for event in self.shares() {
            self.tell(event);
        }
    }

    /// What is to be shared and withdrawn, by what everybody may do now.
    pub(crate) fn shares(&mut self) -> Vec<Event> {
        let now = self.world.now();
        let held = self.holdings.iter().map(|(scope, held)| (held.id, Target::from(*scope)));
        let documents: BTreeMap<DocumentId, Target> =
            held.chain(self.talk.offers.clone()).collect();
        let ours = |target: Target| (target, self.members.access(target));
        let documents: Vec<(DocumentId, (Target, Access))> =
            documents.into_iter().map(|(id, target)| (id, ours(target))).collect();
        let mut events = Vec::new();
        for (peer, endpoint) in &self.talk.linked {
            if self.members.device_let_in(*endpoint, now).is_none() {
                events.push(Event::Close { peer: *peer, reason: Reason::Refused });
                continue;
            }
            let session = self.members.membership.session(*endpoint, now).ok();
            for (document, (target, ours)) in &documents {
                let (peer, document, target) = (*peer, *document, *target);
                let theirs = session.as_ref().map_or(Access::None, |it| it.access(target));
                let both = theirs.min(*ours);
                #[cfg(feature = "simulation")]
                let both = crate::simulation::open_to_all(both);
                events.push(if both >= Access::Read {
                    Event::Share { peer, document, target }
                } else {
                    Event::Withdraw { peer, document }
                });
            }
        }
        events
    }

    /// Everything the talk is to know of the documents held, told again.
    pub(crate) fn tell_opened(&mut self) {
        for event in self.opened_all() {
            self.tell(event);
        }
        let heads = self.members.log.heads();
        self.tell(Event::LogHeads { heads });
    }

    fn opened_all(&self) -> Vec<Event> {
        let aside = self.disk().ok().and_then(|store| Aside::read(store).ok());
        let Some(aside) = aside else { return Vec::new() };
        self.holdings.values().filter_map(|held| self.opened_with(held, &aside).ok()).collect()
    }

    /// What the talk is to know of a document.
    pub(crate) fn opened(&self, document: DocumentId) -> Result<Event, Failure> {
        let held = find(&self.holdings, document);
        let (_, held) = held.ok_or_else(|| Failure::fault("document-fault", document))?;
        let aside = Aside::read(self.disk()?).map_err(|error| faults::kept(&error))?;
        self.opened_with(held, &aside)
    }

    fn opened_with(&self, held: &Held, aside: &Aside) -> Result<Event, Failure> {
        let last = self.disk()?.last_sequences(&key(held.id));
        let last = last.map_err(|error| faults::kept(&error))?;
        let order = held.document.order();
        let changes = order.iter().map(|taken| (taken.actor, taken.hash)).collect();
        let counted = held.document.sequences();
        let mut beyond: BTreeMap<ActorId, u64> = BTreeMap::new();
        for (actor, last) in last {
            if last > counted.get(&actor.0).copied().unwrap_or(0) {
                beyond.insert(actor.0, last);
            }
        }
        for (_, envelope) in aside.of(held.id) {
            let known = beyond.entry(envelope.actor).or_default();
            *known = envelope.sequence.max(*known);
        }
        let forked = held.forked.clone().into_iter().collect();
        let beyond = beyond.into_iter().collect();
        Ok(Event::Opened { document: held.id, changes, forked, beyond })
    }
}

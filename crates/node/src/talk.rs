//! The talk of this machine with others: who is connected, what is asked of it, what is to be sent. What
//! is open to whom is in `sharing.rs`; what comes in is let in by `admit.rs`; the bytes are carried by
//! whoever drives this.

use crate::deed::Deed;
use crate::delivered::{Change, Delivered, Waiting};
use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::happening::Happening;
use crate::held::{find, key};
use crate::notes::About;
use crate::quarantine::Aside;
use crate::seeking::Part;
use access::{ActorId, Operation, Target};
use model::{DeviceId, DocumentId, EndpointId, RawId};
use std::collections::{BTreeMap, VecDeque};
use store::ActorKey;
use sync::{Effect, Event, Peers, Time, Version};

pub use sync::Reason;

/// What is new is told to each of so many machines at most once in as many times so long, in
/// milliseconds.
const NEWS_TO_EACH: u64 = 10;

/// So long after a fault of the disk others are asked again, in milliseconds: opening a large store
/// again takes a second.
const ASK_AGAIN: u64 = 5_000;

/// Something for whoever carries the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// Send a frame, behind those sent before.
    Send {
        /// To whom.
        peer: DeviceId,
        /// The bytes.
        frame: Vec<u8>,
    },
    /// End the connection once what was sent is out.
    Close {
        /// Whose.
        peer: DeviceId,
        /// Why.
        reason: Reason,
    },
    /// Send a message to a joiner.
    Join {
        /// The connection.
        link: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// End the connection of a joiner once what was sent is out.
    JoinClose {
        /// The connection.
        link: u64,
    },
}

/// What the engine knows of its connections.
#[derive(Debug, Default)]
pub(crate) struct Talk {
    pub(crate) peers: Peers,
    /// Devices that are connected, and by which endpoint.
    pub(crate) linked: BTreeMap<DeviceId, EndpointId>,
    /// Documents that are not held and that somebody has, with what they are said to be.
    pub(crate) offers: BTreeMap<DocumentId, Target>,
    /// Signed records that peers told of. Operations that are still to come can change which of them
    /// this machine may read, and which of those it holds count.
    pub(crate) told: BTreeMap<DeviceId, BTreeMap<RawId, Version>>,
    /// Envelopes that have come and were not looked at yet.
    pub(crate) waiting: Waiting,
    pub(crate) outgoing: Vec<Outgoing>,
    /// What who sits here looks at.
    pub(crate) looking: Option<DocumentId>,
    /// What those who are connected look at: the place of each document.
    pub(crate) present: BTreeMap<DeviceId, BTreeMap<DocumentId, String>>,
    /// What was written here and is not on the disk yet.
    pub(crate) unsent: Vec<(DocumentId, Change)>,
    /// Documents came to be here: they are to be shared.
    pub(crate) has_founded: bool,
    /// Signed records were written here: others are to hear of it.
    pub(crate) has_named: bool,
    /// Operations or records of others could not be kept: when they are asked for again.
    pub(crate) again: Option<Time>,
    /// Milliseconds that were only waited in thought: two machines that meet in one thread.
    pub(crate) waited: u64,
}

impl Engine {
    /// A connection to an endpoint stands; whoever made it has checked that it is that endpoint.
    /// Whether its device may be talked to is decided here; a stranger is told nothing.
    pub fn connected(&mut self, endpoint: EndpointId) -> Result<DeviceId, Reason> {
        let now = self.world.now();
        let Some(device) = self.members.device_let_in(endpoint, now) else {
            self.note(Deed::TurnedAway, About::default().at(endpoint));
            return Err(Reason::Refused);
        };
        self.talk.linked.insert(device, endpoint);
        self.turning_away.remove(&endpoint);
        self.happen(Happening::Linked { peer: device });
        self.tell(Event::Connected { peer: device });
        self.tell_versions(device);
        self.share();
        Ok(device)
    }

    /// Bytes have come from a device: what they hold is taken in at once.
    pub fn heard(&mut self, peer: DeviceId, bytes: Vec<u8>) {
        self.hear(peer, bytes);
        self.take_in();
    }

    /// Bytes have come from a device. Envelopes in them wait for [`Engine::take_in`], so that many
    /// of them cost little more than one.
    pub(crate) fn hear(&mut self, peer: DeviceId, bytes: Vec<u8>) {
        self.tell(Event::Received { peer, bytes });
    }

    /// How often it is worth while to tell others what is new, in milliseconds; less often the more
    /// there are, since each message costs both ends more than what is in it.
    pub(crate) fn pace(&mut self, every: u64) {
        let all = self.talk.linked.len() as u64 * NEWS_TO_EACH;
        self.tell(Event::Pace { every: every.max(all) });
    }

    /// A connection is gone.
    pub fn disconnected(&mut self, peer: DeviceId) {
        self.remember_seen(peer);
        self.talk.linked.remove(&peer);
        self.talk.told.remove(&peer);
        self.talk.present.remove(&peer);
        self.tell(Event::Disconnected { peer });
        self.seeking.left(peer);
        for event in self.seek(None) {
            self.tell(event);
        }
    }

    /// Time has passed (see [`Engine::wake`]).
    pub fn tick(&mut self) {
        self.tell(Event::Tick);
        self.ask_again();
        self.look_for_the_overdue();
    }

    /// What a peer sent could not be kept. Envelopes are asked for again by the talk; operations and
    /// records are named once a connection, and asked for again from here.
    pub(crate) fn put_off_asking(&mut self) {
        let now = self.moment();
        self.talk.again = Some(now.plus(ASK_AGAIN));
    }

    /// Asks for what could not be kept, if that is due and the disk is well again.
    fn ask_again(&mut self) {
        let now = self.moment();
        if self.talk.again.is_none_or(|due| due > now) {
            return;
        }
        if self.ready().is_err() {
            return self.put_off_asking();
        }
        self.talk.again = None;
        for peer in self.linked() {
            self.tell(Event::WantOperations { peer });
            let told = self.talk.told.remove(&peer).unwrap_or_default();
            let event = self.versions(peer, told.into_values().collect());
            self.tell(event);
        }
    }

    /// In how many milliseconds [`Engine::tick`] is due; `None` while nobody is connected.
    pub fn wake(&mut self) -> Option<u64> {
        let now = self.moment();
        self.talk.peers.wake().map(|due| due.0.saturating_sub(now.0))
    }

    /// What is to be sent, in order.
    pub fn outgoing(&mut self) -> Vec<Outgoing> {
        std::mem::take(&mut self.talk.outgoing)
    }

    /// Lets time pass in thought.
    pub(crate) fn wait(&mut self, milliseconds: u64) {
        self.talk.waited = self.talk.waited.saturating_add(milliseconds);
        self.tick();
    }

    pub(crate) fn moment(&mut self) -> Time {
        Time(self.world.elapsed().saturating_add(self.talk.waited))
    }

    /// Hands an event to the talk and does what comes of it.
    pub(crate) fn tell(&mut self, event: Event) {
        let now = self.moment();
        let mut effects = VecDeque::from(self.talk.peers.step(now, event));
        while let Some(effect) = effects.pop_front() {
            for answer in self.carry_out(effect) {
                effects.extend(self.talk.peers.step(now, answer));
            }
        }
    }

    /// Does what the talk asks for; what it is to be told of it.
    fn carry_out(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::Send { peer, frame } => self.talk.outgoing.push(Outgoing::Send { peer, frame }),
            Effect::Close { peer, reason } => {
                if reason == Reason::Nonsense {
                    self.note(Deed::Dropped, About::words(reason.code()).of(peer));
                }
                self.talk.present.remove(&peer);
                if self.talk.linked.remove(&peer).is_some() {
                    self.remember_seen(peer);
                    self.happen(Happening::Unlinked { peer, reason: Some(reason) });
                }
                self.talk.outgoing.push(Outgoing::Close { peer, reason });
                self.seeking.left(peer);
                return self.seek(None);
            }
            Effect::Load { peer, document, changes, most_bytes } => {
                // What cannot be read now is asked for again.
                let envelopes = self.read(document, &changes, most_bytes).unwrap_or_default();
                return vec![Event::Loaded { peer, document, envelopes }];
            }
            Effect::Admit { peer, ticket, document, runs } => {
                self.talk.waiting.push(Delivered { peer, ticket, document, runs });
            }
            Effect::Forked { document, envelope, .. } => {
                return self.evidence(document, &envelope).unwrap_or_else(|_| {
                    // The proof may be on the disk already, and the document not yet be cut.
                    let _not_yet = self.recover();
                    self.put_off_asking();
                    Vec::new()
                });
            }
            Effect::Offered { document, target, .. } if !self.may_be(document, target) => {
                return Vec::new();
            }
            Effect::Offered { document, target, .. } => {
                self.talk.offers.entry(document).or_insert(target);
                return self.shares();
            }
            Effect::Heads { peer, heads } => {
                // The first that is heard of a peer: from here on both understand each other.
                let lacks = !self.members.log.holds_all(&heads);
                let wanted = lacks.then_some(Event::WantOperations { peer });
                let mut events: Vec<Event> = wanted.into_iter().collect();
                events.extend(self.offers_to(peer));
                events.extend(self.seek(None));
                return events;
            }
            Effect::OperationsWanted { peer, heads } => {
                let lacking = self.members.log.after(&heads);
                let operations = lacking.into_iter().map(Operation::encode).collect();
                return vec![Event::Operations { peer, operations }];
            }
            Effect::Operations { peer, operations } => return self.operations(peer, &operations),
            Effect::Versions { peer, versions } => {
                return vec![self.versions(peer, versions)];
            }
            Effect::RecordsWanted { peer, records } => {
                let records = self.records_for(peer, &records);
                return vec![Event::Records { peer, records }];
            }
            Effect::Records { peer, records } => return self.take_records(peer, &records),
            Effect::Progress { peer, document, done, total } => {
                self.happen(Happening::Progress { peer, document, done, total });
            }
            Effect::Presence { peer, document, payload } => {
                self.looked_at(peer, document, &payload);
            }
            // The talk ends the connection after some of them.
            Effect::Fault { peer, fault } => {
                self.note(Deed::Dropped, About::words(fault.code()).of(peer));
            }
            Effect::BlobOffered { peer, hash, .. } => return self.offered(peer, hash),
            Effect::BlobPart { peer, hash, offset, total, bytes } => {
                return self.take_part(peer, Part { hash, offset, total, bytes });
            }
            Effect::BlobNone { peer, hash } => return self.has_none(peer, hash),
            Effect::BlobWanted { peer, document, hash, offset } => {
                return vec![self.wanted(peer, document, hash, offset)];
            }
        }
        Vec::new()
    }

    /// Changes that came from a device count now, those that had waited among them.
    pub(crate) fn tell_merged(&mut self, peer: DeviceId, document: DocumentId, changes: usize) {
        let scope = find(&self.holdings, document).map(|(scope, _)| scope);
        if let Some(scope) = scope.filter(|_| changes > 0) {
            self.merged(peer, changes);
            self.happen(Happening::Merged { peer, document, scope, changes });
        }
    }

    /// Envelopes of the store, and for an actor that forked, the proof of it.
    fn read(
        &self,
        document: DocumentId,
        changes: &[(ActorId, u64)],
        most_bytes: usize,
    ) -> Result<Vec<Vec<u8>>, Failure> {
        let failed = |error| faults::kept(&error);
        let store = self.disk()?;
        let held = find(&self.holdings, document);
        let mut found: Vec<Vec<u8>> = Vec::new();
        let mut bytes = 0;
        for (actor, sequence) in changes {
            if held.is_some_and(|(_, held)| held.forked.get(actor) == Some(sequence)) {
                found.extend(Aside::proof_of(store, document, actor).map_err(failed)?);
                continue;
            }
            let row = store.envelope(&key(document), &ActorKey(*actor), *sequence);
            let row = row.map_err(failed)?;
            #[cfg(feature = "simulation")]
            let row = row.or_else(|| self.held_back(document, *actor, *sequence));
            let Some(row) = row else { break };
            bytes += row.payload.len();
            if !found.is_empty() && bytes > most_bytes {
                break;
            }
            found.push(row.payload);
        }
        Ok(found)
    }

    /// What was written here is on the disk now: others hear of it.
    pub(crate) fn tell_durable(&mut self) {
        if std::mem::take(&mut self.talk.has_named) {
            self.linked().into_iter().for_each(|peer| self.tell_versions(peer));
        }
        let mut by_document: BTreeMap<DocumentId, Vec<Change>> = BTreeMap::new();
        for (document, change) in std::mem::take(&mut self.talk.unsent) {
            by_document.entry(document).or_default().push(change);
        }
        if by_document.is_empty() {
            return;
        }
        for (document, changes) in by_document {
            self.tell(Event::Written { document, changes });
        }
        if std::mem::take(&mut self.talk.has_founded) {
            // A document that has just come to be is shared with whoever may read it.
            self.share();
        }
    }
}

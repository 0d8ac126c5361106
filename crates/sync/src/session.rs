//! What is known of one connection. What is done with it is in `receive.rs`, `tell.rs`, `ask.rs`,
//! `arrive.rs`, `serve.rs` and `blobs.rs`.

use crate::Time;
use crate::frames::Frames;
use crate::ledger::{Ledger, Tip};
use crate::limits::{CREDIT_STEP, FRAMES_A_SECOND, MAX_ACTORS, PING_EVERY, WINDOW_BYTES};
use crate::message::{BlobHash, PUSHES_SINCE, Version};
use access::{ActorId, Target};
use model::DocumentId;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) frames: Frames,
    /// The version both speak, once the peer has greeted.
    pub(crate) version: Option<u16>,
    /// The peer's program knows more kinds of messages than this one.
    pub(crate) is_newer: bool,
    pub(crate) shared: BTreeMap<DocumentId, Shared>,
    /// Documents the peer offered that are not shared with it.
    pub(crate) offers: BTreeSet<DocumentId>,
    /// Signed records the peer is told of once it has greeted.
    pub(crate) versions: Vec<Version>,
    /// Bytes of envelopes that may be sent; below 0 after a large one.
    pub(crate) credit: i64,
    /// What the disk was asked for.
    pub(crate) loading: Option<Loading>,
    /// The document served last: others come first.
    pub(crate) served: Option<DocumentId>,
    /// Bytes of envelopes the peer may still send.
    pub(crate) allowed: i64,
    /// Bytes that were looked at and not yet allowed again.
    pub(crate) owed: u64,
    pub(crate) deliveries: BTreeMap<u64, Delivery>,
    pub(crate) faults: u32,
    pub(crate) evidence: u32,
    /// The second that is counted, and the frames of it.
    second: Time,
    frames_in_second: u32,
    pub(crate) heard: Time,
    /// When the last sign of life was asked for.
    pub(crate) pinged: Option<Time>,
    pub(crate) ping: u64,
    /// In milliseconds.
    pub(crate) round_trip: Option<u64>,
    pub(crate) told: Option<Time>,
    /// When what the peer hears from others, too, is to be told.
    pub(crate) relay: Option<Time>,
    pub(crate) presence_told: Option<Time>,
    pub(crate) presence: BTreeSet<DocumentId>,
    /// Times the peer was asked for what it said it has and did not send it.
    pub(crate) stalls: u32,
    /// Attachments asked of the peer, and the place the next part begins.
    pub(crate) blobs: BTreeMap<BlobHash, (DocumentId, u64)>,
    /// Attachments the peer asked for.
    pub(crate) blob_wants: BTreeMap<BlobHash, DocumentId>,
}

/// A document the peer may read.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// What it is; `None` where that does not matter.
    pub(crate) target: Option<Target>,
    /// Whether the peer was told that.
    pub(crate) is_target_told: bool,
    /// What the peer has said it holds.
    pub(crate) theirs: BTreeMap<ActorId, Tip>,
    /// Whether that is all of it.
    pub(crate) is_known: bool,
    /// Whether the digest was told.
    pub(crate) is_told: bool,
    /// How often all of it was told.
    pub(crate) tellings: u32,
    /// Whether every tip was told since the last digest.
    pub(crate) is_whole_told: bool,
    /// Actors with news for the peer.
    pub(crate) news: BTreeSet<ActorId>,
    /// Actors that wrote here what the peer is sent unasked: it holds all that came before.
    pub(crate) pushes: BTreeSet<ActorId>,
    /// Those of whom it was sent something.
    pub(crate) pushed: BTreeSet<ActorId>,
    /// Actors with news that the peer hears from others, too: told later.
    pub(crate) relays: BTreeSet<ActorId>,
    /// The last sequence of each actor that the peer has asked for here, or was sent unasked.
    pub(crate) asked: BTreeMap<ActorId, u64>,
    /// What the peer asked for: the next sequence and the last.
    pub(crate) wanted: BTreeMap<ActorId, (u64, u64)>,
    /// Nothing wanted stands before this place of the order.
    pub(crate) cursor: usize,
    /// Actors of whose fork the peer was told, and where it was said to begin.
    pub(crate) warned: BTreeMap<ActorId, u64>,
    /// Evidence to be sent: actor and sequence.
    pub(crate) evidence: BTreeSet<(ActorId, u64)>,
    pub(crate) done: u64,
    pub(crate) total: u64,
}

#[derive(Debug)]
pub(crate) struct Loading {
    pub(crate) document: DocumentId,
    pub(crate) changes: Vec<(ActorId, u64)>,
    /// Evidence of a fork, not what was wanted.
    pub(crate) is_evidence: bool,
}

/// Envelopes that are being looked at.
#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) document: DocumentId,
    /// Actor, first sequence and number of each run.
    pub(crate) runs: Vec<(ActorId, u64, u64)>,
    pub(crate) bytes: u64,
}

impl Shared {
    pub(crate) fn of(target: Target) -> Self {
        Self { target: Some(target), ..Self::default() }
    }

    /// Does the peer get the changes of an actor elsewhere? It has some that it was never sent from
    /// here.
    pub(crate) fn has_elsewhere(&self, actor: &ActorId) -> bool {
        self.said(actor) > self.sent(actor)
    }

    /// Does the peer hold all changes of an actor before this one, or are they on their way to it?
    /// Of what it is told of it asks for itself.
    pub(crate) fn lacks_nothing_before(&self, actor: &ActorId, sequence: u64) -> bool {
        let next = self.said(actor).max(self.sent(actor)).saturating_add(1);
        let follows = self.pushes.contains(actor) || next >= sequence;
        self.is_known && follows && !self.news.contains(actor)
    }

    /// Changes of an actor are wanted, the first of which stands at this place of the order.
    pub(crate) fn want(&mut self, actor: ActorId, (first, until): (u64, u64), place: usize) {
        self.wanted.insert(actor, (first, until));
        self.cursor = if self.wanted.len() == 1 { place } else { self.cursor.min(place) };
        self.asked.insert(actor, until);
    }

    /// What was written here goes to the peer unasked, if it lacks any of it.
    pub(crate) fn push(&mut self, actor: ActorId, ledger: &Ledger) {
        let last = ledger.last(&actor);
        let on_its_way = self.wanted.get(&actor).map(|(first, _)| *first);
        let next = || self.said(&actor).max(self.sent(&actor)).saturating_add(1);
        let first = on_its_way.unwrap_or_else(next);
        if let Some(place) = ledger.place(&actor, first) {
            self.want(actor, (first, last), place);
            self.pushed.insert(actor);
        }
    }

    /// Those of whom the peer was sent something unasked and has not said since that it holds it.
    pub(crate) fn unconfirmed(&mut self, ledger: &Ledger) -> Vec<ActorId> {
        let pushed = std::mem::take(&mut self.pushed).into_iter();
        pushed.filter(|actor| self.said(actor) < ledger.last(actor)).collect()
    }

    /// The peer holds so much of an actor; `false` if that is of more actors than it may name.
    pub(crate) fn hear(&mut self, actor: ActorId, tip: Tip) -> bool {
        let has_room = self.theirs.len() < MAX_ACTORS || self.theirs.contains_key(&actor);
        if has_room {
            self.theirs.insert(actor, tip);
        }
        has_room
    }

    /// The last sequence of an actor that the peer is known to hold; 0 if there is none.
    pub(crate) fn said(&self, actor: &ActorId) -> u64 {
        self.theirs.get(actor).map_or(0, |tip| tip.sequence)
    }

    fn sent(&self, actor: &ActorId) -> u64 {
        self.asked.get(actor).copied().unwrap_or(0)
    }

    /// Is there anything that the peer is to have as soon as it is worth while?
    pub(crate) fn has_news(&self) -> bool {
        !self.news.is_empty() || !self.pushes.is_empty()
    }

    /// Nothing is news to the peer any more.
    pub(crate) fn forget_news(&mut self) {
        self.news.clear();
        self.pushes.clear();
        self.pushed.clear();
        self.relays.clear();
    }
}

impl Session {
    pub(crate) fn new(now: Time) -> Self {
        Self {
            frames: Frames::default(),
            version: None,
            is_newer: false,
            shared: BTreeMap::new(),
            offers: BTreeSet::new(),
            versions: Vec::new(),
            credit: 0,
            loading: None,
            served: None,
            allowed: WINDOW_BYTES as i64,
            owed: 0,
            deliveries: BTreeMap::new(),
            faults: 0,
            evidence: 0,
            second: now,
            frames_in_second: 0,
            heard: now,
            pinged: None,
            ping: 0,
            round_trip: None,
            told: None,
            relay: None,
            presence_told: None,
            presence: BTreeSet::new(),
            stalls: 0,
            blobs: BTreeMap::new(),
            blob_wants: BTreeMap::new(),
        }
    }

    /// Does the peer take what was just written without having asked for it?
    pub(crate) fn takes_pushes(&self) -> bool {
        self.version.is_some_and(|version| version >= PUSHES_SINCE)
    }

    /// When the peer is to be asked for a sign of life: who talks anyway is not asked.
    pub(crate) fn ping_due(&self) -> Time {
        self.pinged.unwrap_or(self.heard).max(self.heard).plus(PING_EVERY)
    }

    /// What waits to be told is told by this moment.
    pub(crate) fn relay_by(&mut self, moment: Time) {
        self.relay = Some(self.relay.map_or(moment, |relay| relay.min(moment)));
    }

    /// Counts a frame; `true` if there were too many in this second.
    pub(crate) fn is_flooded(&mut self, now: Time) -> bool {
        if now.since(self.second) >= 1_000 {
            self.second = now;
            self.frames_in_second = 0;
        }
        self.frames_in_second = self.frames_in_second.saturating_add(1);
        self.frames_in_second > FRAMES_A_SECOND
    }

    /// Bytes were looked at: what is to be allowed again, if it is worth a frame.
    pub(crate) fn give_back(&mut self, bytes: u64) -> Option<u64> {
        self.owed = self.owed.saturating_add(bytes);
        if self.owed < CREDIT_STEP {
            return None;
        }
        let owed = std::mem::take(&mut self.owed);
        self.allowed = self.allowed.saturating_add_unsigned(owed);
        Some(owed)
    }
}

//! All connections of a machine: where events come in and effects go out.

use crate::Time;
use crate::ask::Claim;
use crate::effects::{Effect, Fault};
use crate::events::Event;
use crate::ledger::{Beyond, Ledger};
use crate::limits::{
    MAX_FAULTS, MAX_PRESENCE_BYTES, NEWS_EVERY, PRESENCE_EVERY, RELAYS_AFTER, SILENCE,
    SLOWEST_NEWS, STALL, WINDOW_BYTES,
};
use crate::message::{Message, NEWEST_VERSION, OLDEST_VERSION, Reason};
use crate::session::{Session, Shared};
use crate::status::Past;
use access::{ActorId, ChangeHash, OperationHash, Target};
use model::{DeviceId, DocumentId};
use std::collections::{BTreeMap, BTreeSet};

/// The talk of one machine with all others.
#[derive(Debug)]
pub struct Peers {
    pub(crate) newest: u16,
    pub(crate) ledgers: BTreeMap<DocumentId, Ledger>,
    pub(crate) sessions: BTreeMap<DeviceId, Session>,
    /// What was asked of whom, so that nothing is asked of two.
    pub(crate) claims: BTreeMap<(DocumentId, ActorId), Claim>,
    /// Actors of whom something may be lacking that nobody was asked for.
    pub(crate) open: BTreeSet<(DocumentId, ActorId)>,
    /// The same, but not before some time has passed.
    pub(crate) later: BTreeSet<(DocumentId, ActorId)>,
    pub(crate) presence: BTreeMap<DocumentId, Vec<u8>>,
    /// The newest operations of the facility log.
    pub(crate) heads: Vec<OperationHash>,
    /// What devices held when they were last connected.
    pub(crate) past: BTreeMap<DeviceId, Past>,
    pub(crate) tickets: u64,
    /// News is told at most so often, in milliseconds.
    pub(crate) news_every: u64,
    pub(crate) effects: Vec<Effect>,
    pub(crate) now: Time,
}

impl Default for Peers {
    fn default() -> Self {
        Self::new()
    }
}

impl Peers {
    /// No document is held, nobody is connected.
    pub fn new() -> Self {
        Self::speaking(NEWEST_VERSION)
    }

    /// The same in a program that knows versions up to this one. Tests of old and new programs
    /// together need it.
    pub fn speaking(newest: u16) -> Self {
        Self {
            newest,
            ledgers: BTreeMap::new(),
            sessions: BTreeMap::new(),
            claims: BTreeMap::new(),
            open: BTreeSet::new(),
            later: BTreeSet::new(),
            presence: BTreeMap::new(),
            heads: Vec::new(),
            past: BTreeMap::new(),
            tickets: 0,
            news_every: NEWS_EVERY,
            effects: Vec::new(),
            now: Time::default(),
        }
    }

    /// Takes an event; what is to be done, in order. Events of peers that are not connected, or
    /// about documents not shared with them, do nothing.
    pub fn step(&mut self, now: Time, event: Event) -> Vec<Effect> {
        self.now = now.max(self.now);
        match event {
            Event::Opened { document, changes, forked, beyond } => {
                self.opened(document, &changes, forked, beyond);
            }
            Event::Durable { document, changes } => self.durable(document, &changes),
            Event::Written { document, changes } => self.written(document, &changes),
            Event::Forgotten { document, actor } => {
                if let Some(ledger) = self.ledgers.get_mut(&document) {
                    ledger.beyond.remove(&actor);
                }
                self.open.insert((document, actor));
            }
            Event::Remembered { peer, documents } => self.remembered(peer, documents),
            Event::Connected { peer } => self.connected(peer),
            Event::Received { peer, bytes } => self.received(peer, &bytes),
            Event::Disconnected { peer } => self.drop_session(peer),
            Event::Share { peer, document, target } => self.share(peer, document, target),
            Event::LogHeads { heads } => self.log_heads(heads),
            Event::WantOperations { peer } => {
                let heads = self.heads.clone();
                self.send(peer, &Message::WantOperations(heads));
            }
            Event::Operations { peer, operations } => {
                self.send_whole(peer, operations, Message::Operations);
            }
            Event::Versions { peer, versions } => self.tell_versions(peer, versions),
            Event::WantRecords { peer, records } => self.want_records(peer, &records),
            Event::Records { peer, records } => self.send_whole(peer, records, Message::Records),
            Event::Refused { peer } => self.blame(peer, Fault::Refused),
            Event::Withdraw { peer, document } => self.withdraw(peer, document),
            Event::Loaded { peer, document, envelopes } => self.loaded(peer, document, envelopes),
            Event::Judged { peer, ticket, verdicts } => self.judged(peer, ticket, &verdicts),
            Event::Present { document, payload } => self.present(document, payload),
            Event::Blob { peer, event } => self.blob_event(peer, event),
            Event::Close { peer, reason } => self.close(peer, reason),
            Event::Pace { every } => self.news_every = every.clamp(NEWS_EVERY, SLOWEST_NEWS),
            Event::Tick => self.tick(),
        }
        self.tell_news();
        self.ask_around();
        self.serve_all();
        std::mem::take(&mut self.effects)
    }

    /// When [`Event::Tick`] is due at the latest, if nothing else happens; `None` while nobody is
    /// connected.
    pub fn wake(&self) -> Option<Time> {
        let of_session = self.sessions.values().map(|session| {
            let mut wake = session.ping_due().min(session.heard.plus(SILENCE + 1));
            if session.shared.values().any(Shared::has_news) {
                wake = wake.min(session.told.unwrap_or(self.now).plus(self.news_every));
            }
            wake = session.relay.map_or(wake, |relay| wake.min(relay));
            if !session.presence.is_empty() {
                wake = wake.min(session.presence_told.unwrap_or(self.now).plus(PRESENCE_EVERY));
            }
            wake
        });
        let of_claims = self.claims.values().map(|claim| claim.moved.plus(STALL));
        let beyond = self.ledgers.values().flat_map(|ledger| ledger.beyond.values());
        // Once it is over, others were asked, and nothing more can be done.
        let of_waiting = beyond
            .filter_map(|beyond| beyond.waiting.map(|since| since.plus(STALL)))
            .filter(|due| *due > self.now);
        let wake = of_session.chain(of_claims).min()?;
        let wake = of_waiting.fold(wake, Time::min);
        let later = (!self.later.is_empty()).then(|| self.now.plus(1_000));
        Some(later.map_or(wake, |later| later.min(wake)).max(self.now.plus(1)))
    }

    fn opened(
        &mut self,
        document: DocumentId,
        changes: &[(ActorId, ChangeHash)],
        forked: Vec<(ActorId, u64)>,
        beyond: Vec<(ActorId, u64)>,
    ) {
        let mut ledger = Ledger::default();
        for (actor, hash) in changes {
            let sequence = ledger.last(actor) + 1;
            ledger.push(*actor, sequence, hash);
        }
        ledger.forked = forked.into_iter().collect();
        let aside = |sequence| Beyond { sequence, ..Beyond::default() };
        ledger.beyond = beyond.into_iter().map(|(actor, last)| (actor, aside(last))).collect();
        let digest = ledger.digest();
        let before = self.ledgers.insert(document, ledger);
        if before.is_some_and(|before| before.digest() == digest) {
            // As after a fault of the disk, which may come many times in a second: nobody has to
            // hear of it, but places of the order may be others.
            let shared = self.sessions.values_mut().flat_map(|it| it.shared.get_mut(&document));
            shared.for_each(|shared| shared.cursor = 0);
        } else {
            self.tell_anew(document);
        }
    }

    /// Changes that came from others are durable.
    fn durable(&mut self, document: DocumentId, changes: &[(ActorId, u64, ChangeHash)]) {
        let news = self.count(document, changes);
        let relay = self.now.plus(self.news_every * RELAYS_AFTER);
        for session in self.sessions.values_mut() {
            let shared = session.shared.get_mut(&document).filter(|it| it.is_told);
            let Some(shared) = shared else { continue };
            for actor in news.keys() {
                if shared.has_elsewhere(actor) {
                    shared.relays.insert(*actor);
                } else {
                    shared.news.insert(*actor);
                }
            }
            if !shared.relays.is_empty() {
                session.relay_by(relay);
            }
        }
        self.open.extend(news.into_keys().map(|actor| (document, actor)));
    }

    /// Changes that were made here are durable: whoever holds all before them is sent them, others
    /// hear of them.
    fn written(&mut self, document: DocumentId, changes: &[(ActorId, u64, ChangeHash)]) {
        let news = self.count(document, changes);
        for session in self.sessions.values_mut() {
            let is_pushed = session.takes_pushes();
            let shared = session.shared.get_mut(&document).filter(|it| it.is_told);
            let Some(shared) = shared else { continue };
            for (actor, first) in &news {
                if is_pushed && shared.lacks_nothing_before(actor, *first) {
                    shared.pushes.insert(*actor);
                } else {
                    shared.news.insert(*actor);
                }
            }
        }
    }

    /// Counts changes as held; whose they are, with the first of each.
    fn count(
        &mut self,
        document: DocumentId,
        changes: &[(ActorId, u64, ChangeHash)],
    ) -> BTreeMap<ActorId, u64> {
        let ledger = self.ledgers.entry(document).or_default();
        let mut news = BTreeMap::new();
        for (actor, sequence, hash) in changes {
            if ledger.push(*actor, *sequence, hash) {
                news.entry(*actor).or_insert(*sequence);
            }
        }
        news
    }

    fn connected(&mut self, peer: DeviceId) {
        self.drop_session(peer);
        self.sessions.insert(peer, Session::new(self.now));
        let (oldest, newest) = (OLDEST_VERSION, self.newest);
        self.send(peer, &Message::Hello { oldest, newest, window: WINDOW_BYTES });
    }

    fn share(&mut self, peer: DeviceId, document: DocumentId, target: Target) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        if session.shared.contains_key(&document) {
            return;
        }
        session.shared.insert(document, Shared::of(target));
        session.offers.remove(&document);
        if self.presence.get(&document).is_some_and(|payload| !payload.is_empty()) {
            session.presence.insert(document);
        }
        if session.version.is_some() {
            self.tell_summary(peer, &[document], true);
        }
    }

    fn withdraw(&mut self, peer: DeviceId, document: DocumentId) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        if session.shared.remove(&document).is_none() {
            return;
        }
        // What the peer still tells of it is not answered by a question.
        session.offers.insert(document);
        session.presence.remove(&document);
        session.blobs.retain(|_, (of, _)| *of != document);
        session.blob_wants.retain(|_, of| *of != document);
        self.release(peer, |(of, _)| *of == document);
        self.forget_past(peer, document);
    }

    fn present(&mut self, document: DocumentId, mut payload: Vec<u8>) {
        payload.truncate(MAX_PRESENCE_BYTES);
        self.presence.insert(document, payload);
        for session in self.sessions.values_mut() {
            if session.shared.contains_key(&document) {
                session.presence.insert(document);
            }
        }
    }

    fn tick(&mut self) {
        let now = self.now;
        let silent = |session: &Session| now.since(session.heard) > SILENCE;
        let (dead, alive): (Vec<_>, Vec<_>) =
            self.sessions.iter().partition(|(_, session)| silent(session));
        let dead: Vec<DeviceId> = dead.into_iter().map(|(peer, _)| *peer).collect();
        let due: Vec<DeviceId> = alive
            .into_iter()
            .filter(|(_, it)| now >= it.ping_due())
            .map(|(peer, _)| *peer)
            .collect();
        dead.into_iter().for_each(|peer| self.close(peer, Reason::Silence));
        for peer in due {
            if let Some(session) = self.sessions.get_mut(&peer) {
                session.ping += 1;
                session.pinged = Some(now);
                let number = session.ping;
                self.send(peer, &Message::Ping(number));
            }
        }
        let later = std::mem::take(&mut self.later);
        self.open.extend(later);
        self.pass_over_stalled();
    }

    /// Sends a message, unless the peer is too old for it.
    pub(crate) fn send(&mut self, peer: DeviceId, message: &Message) {
        let known = self
            .sessions
            .get(&peer)
            .is_some_and(|session| message.since() <= session.version.unwrap_or(OLDEST_VERSION));
        if known {
            self.effects.push(Effect::Send { peer, frame: message.frame() });
        }
    }

    /// Counts a mistake of a peer, and ends the connection after too many.
    pub(crate) fn blame(&mut self, peer: DeviceId, fault: Fault) {
        let Some(session) = self.sessions.get_mut(&peer) else { return };
        session.faults += 1;
        let ends = session.faults >= MAX_FAULTS;
        self.effects.push(Effect::Fault { peer, fault });
        if ends {
            self.close(peer, Reason::Faults);
        }
    }

    /// Ends a connection.
    pub(crate) fn close(&mut self, peer: DeviceId, reason: Reason) {
        if self.sessions.contains_key(&peer) {
            self.send(peer, &Message::Bye(reason));
            self.effects.push(Effect::Close { peer, reason });
            self.drop_session(peer);
        }
    }

    /// Forgets a connection; what was asked of it is asked of others.
    pub(crate) fn drop_session(&mut self, peer: DeviceId) {
        if let Some(session) = self.sessions.remove(&peer) {
            self.remember(peer, session);
            self.release(peer, |_| true);
        }
    }
}

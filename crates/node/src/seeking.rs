//! The bytes of attachments come from others: what a plan names and is not here is asked for, part by
//! part, of a machine that shares the plan; what is here is offered and given. The whole is hashed
//! before it is trusted; one that is wrong goes, and another machine is asked.

use crate::blobs::{Kept, PART_BYTES};
use crate::deed::Deed;
use crate::engine::Engine;
use crate::happening::Happening;
use crate::held::find;
use crate::notes::About;
use access::{Access, Target};
use model::{DeviceId, DocumentId, ProductionId, Scope};
use std::collections::{BTreeMap, BTreeSet};
use sync::{BlobEvent, BlobHash, Event, Time};

/// So many attachments are asked for at once.
const AT_ONCE: usize = 4;

/// A machine that was asked for a part and does not answer for so long is passed over, in
/// milliseconds.
const PATIENCE: u64 = 30_000;

/// What is asked of whom, and what is known of who has what.
#[derive(Debug, Default)]
pub(crate) struct Seeking {
    /// Whom the next part of an attachment was asked of, and when.
    asked: BTreeMap<BlobHash, (DeviceId, Time)>,
    /// Who has it, as they say.
    holders: BTreeMap<BlobHash, BTreeSet<DeviceId>>,
    /// Who has not, or gave wrong bytes.
    without: BTreeSet<(BlobHash, DeviceId)>,
    /// Whom the parts that are here came from, as far as that is known.
    sources: BTreeMap<BlobHash, BTreeSet<DeviceId>>,
}

/// An attachment that a plan names and that is not here.
struct Lacking {
    document: DocumentId,
    production: ProductionId,
    hash: BlobHash,
    length: u64,
}

/// A part as a peer gives it.
pub(crate) struct Part {
    pub(crate) hash: BlobHash,
    pub(crate) offset: u64,
    pub(crate) total: u64,
    pub(crate) bytes: Vec<u8>,
}

impl Seeking {
    /// Who has said to have an attachment.
    pub(crate) fn holders(&self, hash: &BlobHash) -> Vec<DeviceId> {
        self.holders.get(hash).into_iter().flatten().copied().collect()
    }

    fn is_asked(&self, hash: &BlobHash, peer: DeviceId) -> bool {
        self.asked.get(hash).is_some_and(|(asked, _)| *asked == peer)
    }

    /// What was asked too long ago.
    fn overdue(&self, now: Time) -> Vec<(BlobHash, DeviceId)> {
        let all = self.asked.iter();
        let late = all.filter(|(_, (_, since))| since.plus(PATIENCE) <= now);
        late.map(|(hash, (peer, _))| (*hash, *peer)).collect()
    }

    /// A machine is not there any more.
    pub(crate) fn left(&mut self, peer: DeviceId) {
        self.asked.retain(|_, (asked, _)| *asked != peer);
        self.without.retain(|(_, without)| *without != peer);
        self.holders.values_mut().for_each(|holders| {
            holders.remove(&peer);
        });
    }
}

impl Engine {
    /// What is lacking of the plans that are held.
    fn lacking(&self) -> Vec<Lacking> {
        let mut lacking = Vec::new();
        for (scope, held) in &self.holdings {
            let Scope::Plan(production) = scope else { continue };
            let plan = self.snapshot.plans.get(production);
            for attachment in plan.into_iter().flat_map(|plan| plan.attachments.values()) {
                let Some((hash, length)) = attachment.content() else { continue };
                if !self.blobs.get(&hash).is_some_and(|kept| kept.is_whole) {
                    let (document, production) = (held.id, *production);
                    lacking.push(Lacking { document, production, hash, length });
                }
            }
        }
        lacking
    }

    /// Asks for what is lacking and can be had; whoever gave the last part is asked first.
    pub(crate) fn seek(&mut self, first: Option<DeviceId>) -> Vec<Event> {
        let mut events = Vec::new();
        for lacking in self.lacking() {
            if self.seeking.asked.len() >= AT_ONCE {
                break;
            }
            if self.seeking.asked.contains_key(&lacking.hash) {
                continue;
            }
            let Some(peer) = self.whom_to_ask(&lacking, first) else { continue };
            let now = self.moment();
            self.seeking.asked.insert(lacking.hash, (peer, now));
            let offset = self.blobs.get(&lacking.hash).map_or(0, |kept| kept.have);
            let Lacking { document, hash, .. } = lacking;
            let event = BlobEvent::Want { document, hash, offset };
            events.push(Event::Blob { peer, event });
        }
        events
    }

    /// A machine that shares the plan and may have the attachment: one that says so before others.
    fn whom_to_ask(&mut self, lacking: &Lacking, first: Option<DeviceId>) -> Option<DeviceId> {
        let target = Target::from(Scope::Plan(lacking.production));
        if self.members.access(target) < Access::Read {
            return None;
        }
        let mut open = self.linked();
        open.retain(|peer| !self.seeking.without.contains(&(lacking.hash, *peer)));
        open.retain(|peer| self.access_of(*peer, target) >= Access::Read);
        let holders = self.seeking.holders.get(&lacking.hash);
        let says_so = |peer: &DeviceId| holders.is_some_and(|holders| holders.contains(peer));
        open.into_iter().min_by_key(|peer| (first != Some(*peer), !says_so(peer), *peer))
    }

    /// What a machine is told to be here, of the plans it may read; the talk passes on what is of
    /// documents that are shared with it.
    pub(crate) fn offers_to(&mut self, peer: DeviceId) -> Vec<Event> {
        let mut offers = Vec::new();
        for (scope, held) in &self.holdings {
            let Scope::Plan(production) = scope else { continue };
            let plan = self.snapshot.plans.get(production);
            for attachment in plan.into_iter().flat_map(|plan| plan.attachments.values()) {
                let Some((hash, length)) = attachment.content() else { continue };
                if self.blobs.get(&hash).is_some_and(|kept| kept.is_whole) {
                    let event = BlobEvent::Offer { document: held.id, hash, length };
                    offers.push(Event::Blob { peer, event });
                }
            }
        }
        offers
    }

    /// An attachment is here now: everybody hears of it who may read its plan.
    pub(crate) fn offer_everywhere(&mut self, hash: BlobHash) {
        for event in self.offers_of(hash) {
            self.tell(event);
        }
    }

    fn offers_of(&mut self, hash: BlobHash) -> Vec<Event> {
        let peers = self.linked();
        let all = peers.into_iter().flat_map(|peer| self.offers_to(peer)).collect::<Vec<_>>();
        let is_of = |event: &Event| matches!(event, Event::Blob { event: BlobEvent::Offer { hash: of, .. }, .. } if *of == hash);
        all.into_iter().filter(is_of).collect()
    }

    /// A machine says that it has an attachment.
    pub(crate) fn offered(&mut self, peer: DeviceId, hash: BlobHash) -> Vec<Event> {
        // Whoever offers what no plan names is not kept in mind.
        let is_named = self.snapshot.plans.values().any(|plan| {
            plan.attachments.values().any(|it| it.content().is_some_and(|(of, _)| of == hash))
        });
        if is_named {
            self.seeking.holders.entry(hash).or_default().insert(peer);
            self.seeking.without.remove(&(hash, peer));
        }
        self.seek(None)
    }

    /// A machine wants a part: it has it if the attachment is one of the document, and all here.
    pub(crate) fn wanted(
        &self,
        peer: DeviceId,
        document: DocumentId,
        hash: BlobHash,
        offset: u64,
    ) -> Event {
        let part = self.part_of(document, hash, offset);
        let none = BlobEvent::None { hash };
        let part = part.map(|(total, bytes)| BlobEvent::Part { hash, offset, total, bytes });
        Event::Blob { peer, event: part.unwrap_or(none) }
    }

    fn part_of(&self, document: DocumentId, hash: BlobHash, offset: u64) -> Option<(u64, Vec<u8>)> {
        let (scope, _) = find(&self.holdings, document)?;
        let plan = self.snapshot.plans.get(&scope.production()?)?;
        let mut contents = plan.attachments.values().filter_map(|it| it.content());
        contents.find(|(of, _)| *of == hash)?;
        let kept = self.blobs.get(&hash).filter(|kept| kept.is_whole && offset < kept.length)?;
        let bytes = kept.read(self.disk().ok()?, offset).ok()?;
        (!bytes.is_empty()).then_some((kept.length, bytes))
    }

    /// A machine does not have an attachment, or not for this one.
    pub(crate) fn has_none(&mut self, peer: DeviceId, hash: BlobHash) -> Vec<Event> {
        self.seeking.without.insert((hash, peer));
        if self.seeking.is_asked(&hash, peer) {
            self.seeking.asked.remove(&hash);
        }
        if let Some(holders) = self.seeking.holders.get_mut(&hash) {
            holders.remove(&peer);
        }
        self.seek(None)
    }

    /// Passes over machines that do not answer.
    pub(crate) fn look_for_the_overdue(&mut self) {
        let now = self.moment();
        for (hash, peer) in self.seeking.overdue(now) {
            for event in self.has_none(peer, hash) {
                self.tell(event);
            }
        }
    }

    /// A part has come: it is kept, and the next one asked for.
    pub(crate) fn take_part(&mut self, peer: DeviceId, part: Part) -> Vec<Event> {
        if !self.seeking.is_asked(&part.hash, peer) {
            return Vec::new();
        }
        self.seeking.asked.remove(&part.hash);
        let mut lacking = self.lacking().into_iter().filter(|lacking| lacking.hash == part.hash);
        let Some(mut named) = lacking.next() else { return self.seek(Some(peer)) };
        // Two plans may say two lengths of one attachment, of which one can be true.
        if let Some(other) = lacking.find(|it| it.length == part.total) {
            named = other;
        }
        let Lacking { hash, length, production, .. } = named;
        let mut kept = self.blobs.get(&hash).copied().unwrap_or(Kept::nothing(hash, length));
        if kept.length != length {
            kept.discard(&mut self.pending);
            kept = Kept::nothing(hash, length);
        }
        let end = part.offset.saturating_add(part.bytes.len() as u64);
        let is_last = end == length;
        let is_whole_part = part.bytes.len() as u64 == PART_BYTES;
        let fits = part.offset == kept.have && end <= length && part.total == length;
        if !fits || !(is_last || is_whole_part) {
            return self.distrust(peer, hash);
        }
        if self.ready().is_err() {
            // Asked for again when something else is.
            return Vec::new();
        }
        if kept.have == 0 {
            self.seeking.sources.insert(hash, BTreeSet::new());
        }
        if let Some(sources) = self.seeking.sources.get_mut(&hash) {
            sources.insert(peer);
        }
        kept.append(part.bytes, &mut self.pending);
        if self.keep().is_err() {
            return Vec::new();
        }
        self.blobs.insert(hash, kept);
        self.happen(Happening::Attachment { peer, production, done: kept.have, total: length });
        if is_last { self.complete(peer, hash, kept) } else { self.seek(Some(peer)) }
    }

    /// All parts are here: do they have the hash?
    fn complete(&mut self, peer: DeviceId, hash: BlobHash, mut kept: Kept) -> Vec<Event> {
        let Ok(store) = self.disk() else { return Vec::new() };
        let is_sound = kept.each(store, |_| Ok(())).unwrap_or(false);
        if !is_sound {
            kept.discard(&mut self.pending);
            let _tried_again = self.keep();
            self.blobs.insert(hash, kept);
            let sources = self.seeking.sources.remove(&hash);
            // Of several who gave parts nobody knows whose are wrong: all is asked of one again.
            return match sources.filter(|sources| sources.len() == 1) {
                Some(_) => self.distrust(peer, hash),
                None => self.seek(Some(peer)),
            };
        }
        kept.complete(&mut self.pending);
        if self.keep().is_err() {
            return Vec::new();
        }
        self.blobs.insert(hash, kept);
        self.seeking.sources.remove(&hash);
        let mut events = self.offers_of(hash);
        events.extend(self.seek(Some(peer)));
        events
    }

    /// A machine has given what is not what it should be: another is asked.
    fn distrust(&mut self, peer: DeviceId, hash: BlobHash) -> Vec<Event> {
        self.note(Deed::Dropped, About::words("attachment-wrong").of(peer));
        let mut events = vec![Event::Refused { peer }];
        events.extend(self.has_none(peer, hash));
        events
    }
}

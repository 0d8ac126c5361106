//! The bytes of attachments come from others: what a plan names and is not here is asked for, part by
//! part, of a machine that shares the plan, as long as the disk has room. The whole is hashed before it
//! is trusted; one that is wrong goes, and another machine is asked. What others ask of this machine is
//! in `giving.rs`.

use crate::blobs::{Blobs, Kept, PART_BYTES, lack_room};
use crate::deed::Deed;
use crate::engine::Engine;
use crate::happening::Happening;
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

/// After so many milliseconds it is looked whether there is room now for what had none.
const LOOK_AGAIN: u64 = 30_000;

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
    /// Something was not asked for, or not kept, since the disk has no room: when to try again.
    again: Option<Time>,
}

/// An attachment that a plan names.
pub(crate) struct Named {
    pub(crate) document: DocumentId,
    production: ProductionId,
    pub(crate) hash: BlobHash,
    pub(crate) length: u64,
}

impl Named {
    /// How much of it is here. Of one that is all here and could not be found to be the right one all
    /// is asked for again.
    fn kept(&self, blobs: &Blobs) -> Kept {
        let begun = blobs.get(&self.hash).filter(|kept| kept.rest() > 0);
        begun.copied().unwrap_or(Kept::nothing(self.hash, self.length))
    }
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
    /// The attachments that plans held here name, and whether they are here.
    pub(crate) fn named(&self) -> impl Iterator<Item = (Named, bool)> {
        let plans = self.holdings.iter().filter_map(|(scope, held)| match scope {
            Scope::Plan(production) => {
                Some((held.id, *production, self.snapshot.plans.get(production)?))
            }
            _ => None,
        });
        plans.flat_map(move |(document, production, plan)| {
            let contents = plan.attachments.values().filter_map(|it| it.content());
            contents.map(move |(hash, length)| {
                let is_here = self.blobs.get(&hash).is_some_and(|kept| kept.is_whole);
                (Named { document, production, hash, length }, is_here)
            })
        })
    }

    fn lacking(&self) -> Vec<Named> {
        self.named().filter_map(|(named, is_here)| (!is_here).then_some(named)).collect()
    }

    /// Asks for what is lacking and can be had; whoever gave the last part is asked first.
    pub(crate) fn seek(&mut self, first: Option<DeviceId>) -> Vec<Event> {
        let mut events = Vec::new();
        let all = self.lacking();
        if all.is_empty() {
            return events;
        }
        let free = self.opening.room();
        let is_asked = |it: &&Named| self.seeking.asked.contains_key(&it.hash);
        let mut expected: u64 =
            all.iter().filter(is_asked).map(|it| it.kept(&self.blobs).rest()).sum();
        for lacking in all {
            if self.seeking.asked.len() >= AT_ONCE {
                break;
            }
            if self.seeking.asked.contains_key(&lacking.hash) {
                continue;
            }
            let Some(peer) = self.whom_to_ask(&lacking, first) else { continue };
            let now = self.moment();
            let kept = lacking.kept(&self.blobs);
            let with_it = expected.saturating_add(kept.rest());
            if lack_room(with_it, free) {
                self.seeking.again = Some(now.plus(LOOK_AGAIN));
                continue;
            }
            expected = with_it;
            self.seeking.asked.insert(lacking.hash, (peer, now));
            let Named { document, hash, .. } = lacking;
            let event = BlobEvent::Want { document, hash, offset: kept.have };
            events.push(Event::Blob { peer, event });
        }
        events
    }

    /// A machine that shares the plan and may have the attachment: one that says so before others.
    fn whom_to_ask(&mut self, lacking: &Named, first: Option<DeviceId>) -> Option<DeviceId> {
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

    /// Passes over machines that do not answer, and asks for what may have room by now.
    pub(crate) fn look_for_the_overdue(&mut self) {
        let now = self.moment();
        if self.seeking.again.take_if(|due| *due <= now).is_some() {
            for event in self.seek(None) {
                self.tell(event);
            }
        }
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
        let mut kept = named.kept(&self.blobs);
        let Named { hash, length, production, .. } = named;
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
            return self.put_off_seeking();
        }
        if kept.have == 0 {
            self.seeking.sources.insert(hash, BTreeSet::new());
        }
        if let Some(sources) = self.seeking.sources.get_mut(&hash) {
            sources.insert(peer);
        }
        kept.append(part.bytes, &mut self.pending);
        if self.keep().is_err() {
            return self.put_off_seeking();
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
            return self.put_off_seeking();
        }
        self.blobs.insert(hash, kept);
        self.seeking.sources.remove(&hash);
        let mut events = self.offers_of(hash);
        events.extend(self.seek(Some(peer)));
        events
    }

    /// What has come could not be kept: it is asked for again later.
    fn put_off_seeking(&mut self) -> Vec<Event> {
        let now = self.moment();
        self.seeking.again = Some(now.plus(LOOK_AGAIN));
        Vec::new()
    }

    /// A machine has given what is not what it should be: another is asked.
    fn distrust(&mut self, peer: DeviceId, hash: BlobHash) -> Vec<Event> {
        self.note(Deed::Dropped, About::words("attachment-wrong").of(peer));
        let mut events = vec![Event::Refused { peer }];
        events.extend(self.has_none(peer, hash));
        events
    }
}

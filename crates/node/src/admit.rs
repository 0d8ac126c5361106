//! What is let in of what other machines wrote (security.md, "Admission"): frame, signature, right,
//! actor by `access`; then the gate and the decoder by `replica`. What counts is on the disk before
//! anybody is told of it; what does not is dropped, kept waiting, or set aside with its reason.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, find, find_mut, kept, key, scope_of};
use crate::loading::{self, Loaded, What};
use crate::quarantine::{Aside, FORKED};
use crate::stage::{actor_setting, row};
use access::{ActorId, ChangeHash, Dropped, Envelope, EnvelopeError, Known, Said, Target};
use model::{DeviceId, DocumentId, DocumentKind};
use replica::{Document, Rejection, Touched};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use store::{ActorKey, Batch};
use sync::{Event, Run, Verdict};

/// Actor, sequence, hash.
pub(crate) type Change = (ActorId, u64, ChangeHash);

/// How many bytes of envelopes of one document may wait for others in memory.
const MOST_WAITING: usize = 64 << 20;

/// So many bytes of envelopes are worth a commit of their own.
const MUCH: usize = 1 << 20;

/// So many signatures are worth a thread: some milliseconds.
const LEAST_PART: usize = 64;

/// What `access` asks about one document.
struct Door<'a> {
    document: DocumentId,
    target: Target,
    held: &'a Held,
    fresh: &'a [Envelope],
}

/// Envelopes that have come from a device and wait to be looked at.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub(crate) peer: DeviceId,
    pub(crate) ticket: u64,
    pub(crate) document: DocumentId,
    pub(crate) runs: Vec<Run>,
}

/// All that waits to be looked at, counted as it comes: the writer asks after each request.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    all: Vec<Delivered>,
    /// How many envelopes.
    pub(crate) count: usize,
    bytes: usize,
}

/// Deliveries while they are looked at.
#[derive(Default)]
struct Delivery {
    fresh: Vec<Envelope>,
    /// The change, where there is one that may still be taken in.
    verdicts: Vec<(Option<ChangeHash>, Verdict)>,
    batch: Batch,
}

impl Delivered {
    /// Each envelope, and whose and which it is said to be.
    fn envelopes(&self) -> impl Iterator<Item = ((ActorId, u64), &[u8])> {
        self.runs.iter().flat_map(|run| {
            let places = (run.first..).map(|sequence| (run.actor, sequence));
            places.zip(run.envelopes.iter().map(Vec::as_slice))
        })
    }
}

impl Waiting {
    pub(crate) fn push(&mut self, delivered: Delivered) {
        for (_, bytes) in delivered.envelopes() {
            self.count += 1;
            self.bytes += bytes.len();
        }
        self.all.push(delivered);
    }

    /// Are they so much that they must not wait?
    pub(crate) fn is_much(&self) -> bool {
        self.bytes >= MUCH
    }
}

impl Known for Door<'_> {
    fn target(&self, document: DocumentId) -> Option<Target> {
        (document == self.document).then_some(self.target)
    }

    fn owner(&self, _document: DocumentId, actor: &ActorId) -> Option<DeviceId> {
        let first = || {
            let waiting = self.held.waiting.iter().chain(self.fresh);
            let mut first = waiting.filter(|it| it.actor == *actor && it.sequence == 1);
            first.next().map(|first| first.author)
        };
        self.held.owners.get(actor).copied().or_else(first)
    }

    fn is_own(&self, _document: DocumentId, actor: &ActorId) -> bool {
        self.held.document.actor() == *actor
    }

    fn said(&self, change: &[u8]) -> Option<Said> {
        let header = replica::header(change).ok()?;
        Some(Said { actor: header.actor, sequence: header.seq, deps: header.deps })
    }
}

impl Engine {
    /// Takes in what has come since the last time: all of one document together, however many have
    /// sent it.
    pub(crate) fn take_in(&mut self) {
        let mut by_document: BTreeMap<DocumentId, Vec<Delivered>> = BTreeMap::new();
        for delivered in std::mem::take(&mut self.talk.waiting).all {
            by_document.entry(delivered.document).or_default().push(delivered);
        }
        for (document, deliveries) in by_document {
            let (events, verdicts) = self.admit(document, &deliveries);
            events.into_iter().for_each(|event| self.tell(event));
            let mut verdicts = verdicts.into_iter();
            for Delivered { peer, ticket, runs, .. } in deliveries {
                let count = runs.iter().map(|run| run.envelopes.len()).sum();
                let verdicts = verdicts.by_ref().take(count).collect();
                self.tell(Event::Judged { peer, ticket, verdicts });
            }
        }
    }

    /// Looks at envelopes of a document and keeps those that count; what the talk is to be told
    /// first, and a verdict each. One that lacks counts as dropped for no fault of the peer.
    pub(crate) fn admit(
        &mut self,
        document: DocumentId,
        deliveries: &[Delivered],
    ) -> (Vec<Event>, Vec<Verdict>) {
        if self.ready().is_err() {
            return (Vec::new(), Vec::new());
        }
        self.try_admit(document, deliveries).unwrap_or_else(|_| {
            // What was taken in may be ahead of the disk; it is asked for again.
            let _not_yet = self.recover();
            (Vec::new(), Vec::new())
        })
    }

    fn try_admit(
        &mut self,
        document: DocumentId,
        deliveries: &[Delivered],
    ) -> Result<(Vec<Event>, Vec<Verdict>), Failure> {
        let Some((target, mut held)) = self.take_out(document)? else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut delivery = Delivery::default();
        let envelopes = || deliveries.iter().flat_map(Delivered::envelopes);
        let opened: Vec<Option<Envelope>> =
            envelopes().map(|(_, bytes)| Envelope::decode(bytes).ok()).collect();
        let signed = signed(&opened);
        for (((place, bytes), says), is_signed) in envelopes().zip(opened).zip(signed) {
            let says =
                says.filter(|it| (it.document, (it.actor, it.sequence)) == (document, place));
            match says {
                Some(says) => {
                    self.look(target, (says, is_signed), bytes, &mut held, &mut delivery);
                }
                None => delivery.verdicts.push((None, Verdict::Refused)),
            }
        }
        let batch = std::mem::take(&mut delivery.batch);
        let taken = take_in(&mut held, std::mem::take(&mut delivery.fresh), batch);
        match self.put_back(target, held, &taken) {
            Fit::Held => {}
            // Its first change has not come: what came before it is asked for again.
            Fit::Unknown => return Ok((Vec::new(), Vec::new())),
            Fit::Another => return Ok((self.turn_away(document), Vec::new())),
        }
        self.keep()?;
        let hashes = delivery.verdicts.iter().map(|(hash, _)| *hash);
        self.tell_who_sent(document, deliveries, hashes, &taken.changes);
        let mut events = vec![Event::Durable { document, changes: taken.changes }];
        for double in &taken.doubles {
            events.extend(self.evidence(document, double)?);
        }
        if self.is_built_on_beyond(document) {
            events.extend(self.reload(document)?);
        }
        if self.talk.offers.remove(&document).is_some() {
            events.extend(self.shares());
        }
        events.extend(self.seek(None));
        let here = find(&self.holdings, document);
        let is_here = |hash| here.is_some_and(|(_, held)| held.document.change(hash).is_some());
        let judged = delivery.verdicts.into_iter().map(|(hash, verdict)| match hash {
            Some(hash) if is_here(hash) => Verdict::Kept,
            Some(hash) if taken.rejected.contains(&hash) => Verdict::Aside,
            _ => verdict,
        });
        Ok((events, judged.collect()))
    }

    /// Tells from whom changes came that count now: `hashes` are those of the envelopes of all
    /// deliveries, in order. What had waited came from whoever sent something last.
    fn tell_who_sent(
        &mut self,
        document: DocumentId,
        from: &[Delivered],
        hashes: impl IntoIterator<Item = Option<ChangeHash>>,
        changes: &[Change],
    ) {
        let mut taken: BTreeSet<ChangeHash> = changes.iter().map(|(_, _, hash)| *hash).collect();
        let mut hashes = hashes.into_iter();
        for (at, delivered) in from.iter().enumerate() {
            let of = hashes.by_ref().take(delivered.envelopes().count()).flatten();
            let sent = of.filter(|hash| taken.remove(hash)).count();
            let waited = if at + 1 == from.len() { taken.len() } else { 0 };
            self.tell_merged(delivered.peer, document, sent + waited);
        }
    }

    /// One envelope by itself: may it be taken in?
    fn look(
        &mut self,
        target: Target,
        (says, is_signed): (Envelope, bool),
        bytes: &[u8],
        held: &mut Held,
        delivery: &mut Delivery,
    ) {
        let ours = says.actor == held.document.actor() && says.author == self.device();
        if ours && is_signed {
            // This machine has written on elsewhere: a copy of it, or what was lost here. Whatever
            // it is, it comes back, and from now on another name is written under.
            self.rename_actor(held);
        }
        let door = Door { document: says.document, target, held, fresh: &delivery.fresh };
        let is_plain = replica::header(&says.change).is_ok();
        let verdict = if is_signed {
            access::admit_opened(says, &self.members.log, &self.members.membership, &door)
        } else {
            access::Verdict::Dropped(EnvelopeError::Signature.into())
        };
        #[cfg(feature = "simulation")]
        let verdict = crate::simulation::verdict(verdict, bytes);
        let is_forked =
            |it: &Envelope| held.forked.get(&it.actor).is_some_and(|at| it.sequence >= *at);
        match verdict {
            access::Verdict::Accepted(envelope) if is_forked(&envelope) => {
                let (key, record) = Aside::record(FORKED, bytes);
                delivery.batch.records.insert(key, Some(record));
                delivery.verdicts.push((None, Verdict::Aside));
            }
            access::Verdict::Accepted(envelope) => {
                delivery.verdicts.push((Some(envelope.hash()), Verdict::Waiting));
                delivery.fresh.push(envelope);
            }
            access::Verdict::Beyond(envelope) => {
                let verdict = beyond(&envelope, bytes, held, &mut delivery.batch);
                delivery.verdicts.push((None, verdict));
            }
            access::Verdict::Pending(envelope, _) => {
                let verdict = held.put_off(envelope, MOST_WAITING);
                delivery.verdicts.push((None, verdict));
            }
            // A writer whose bytes are no change has signed them: they are shown, not thrown away.
            access::Verdict::Dropped(Dropped::NotItsChange) if !is_plain => {
                let (key, record) = Aside::record("change-not-plain", bytes);
                delivery.batch.records.insert(key, Some(record));
                delivery.verdicts.push((None, Verdict::Aside));
            }
            access::Verdict::Dropped(_) => delivery.verdicts.push((None, Verdict::Refused)),
        }
    }

    /// A document to be merged into: one that is held, or one that somebody has offered.
    fn take_out(&mut self, document: DocumentId) -> Result<Option<(Target, Held)>, Failure> {
        if let Some((scope, _)) = find(&self.holdings, document) {
            return Ok(self.holdings.remove(&scope).map(|held| (scope.into(), held)));
        }
        let Some(target) = self.talk.offers.get(&document).copied() else { return Ok(None) };
        let Some(kind) = kind_of(target) else { return Ok(None) };
        let actor = self.new_actor(document);
        let loaded = self.load((document, kind, Some(target)), actor, &[])?;
        Ok(Some((target, Held::of(document, loaded))))
    }

    /// Puts a document back where it was, or where it belongs now that its first change is here.
    fn put_back(&mut self, target: Target, mut held: Held, taken: &TakenIn) -> Fit {
        let Some(identity) = held.document.identity() else { return Fit::Unknown };
        let facility = self.members.log.facility();
        let is_ours = (identity.document, identity.facility) == (held.id, facility);
        let scope = scope_of(&held.document).filter(|scope| Target::from(*scope) == target);
        let Some(scope) = scope.filter(|scope| is_ours && !self.holdings.contains_key(scope))
        else {
            return Fit::Another;
        };
        let snapshot = Arc::make_mut(&mut self.snapshot);
        if self.talk.offers.contains_key(&held.id) {
            held.read(scope, snapshot);
        } else {
            held.refresh(scope, snapshot, &taken.touched);
        }
        self.pending.documents.insert(key(held.id), row(scope, &held.document));
        self.pending.envelopes.extend(taken.batch.envelopes.iter().cloned());
        self.pending.records.extend(taken.batch.records.clone());
        self.holdings.insert(scope, held);
        if !taken.changes.is_empty() {
            self.count();
        }
        Fit::Held
    }

    /// A document is not what it was said to be, or a second one for what there is one of: nothing
    /// of it is kept, and nobody is asked for it again.
    fn turn_away(&mut self, document: DocumentId) -> Vec<Event> {
        self.talk.offers.remove(&document);
        let linked = self.talk.linked.keys();
        linked.map(|peer| Event::Withdraw { peer: *peer, document }).collect()
    }

    /// Does anything wait for what was written after the rights of its author had ended?
    fn is_built_on_beyond(&self, document: DocumentId) -> bool {
        find(&self.holdings, document).is_some_and(|(_, held)| {
            let missing = held.document.missing();
            !held.beyond.is_disjoint(&missing)
        })
    }

    /// Somebody shows another change of a sequence: if it is signed like the one that is held,
    /// both are kept aside, and whatever builds on them.
    pub(crate) fn evidence(
        &mut self,
        document: DocumentId,
        bytes: &[u8],
    ) -> Result<Vec<Event>, Failure> {
        let failed = |error| faults::kept(&error);
        let Ok(envelope) = Envelope::decode(bytes) else { return Ok(Vec::new()) };
        let Some((scope, held)) = find(&self.holdings, document) else { return Ok(Vec::new()) };
        let (actor, sequence) = (envelope.actor, envelope.sequence);
        let standing =
            loading::standing(&self.members, envelope.author, document, Target::from(scope));
        let may = !matches!(standing, access::Standing::Never | access::Standing::Unknown);
        let is_new = held.forked.get(&actor).is_none_or(|fork| sequence < *fork);
        let says = replica::header(&envelope.change).ok().map(|it| (it.actor, it.seq));
        let is_owner = held.owners.get(&actor).is_none_or(|owner| *owner == envelope.author);
        let sound = envelope.document == document && envelope.verify().is_ok();
        if !may || !is_new || says != Some((actor, sequence)) || !is_owner || !sound {
            return Ok(Vec::new());
        }
        let row = self.disk()?.envelope(&key(document), &ActorKey(actor), sequence);
        let stored = row.map_err(failed)?.and_then(|row| Envelope::decode(&row.payload).ok());
        let known = stored.or_else(|| held.shown.get(&actor).cloned());
        let known = known.filter(|it| it.sequence == sequence && it.author == envelope.author);
        let Some(known) = known.filter(|known| known.hash() != envelope.hash()) else {
            if let Some((_, held)) = find_mut(&mut self.holdings, document) {
                held.shown.insert(actor, envelope);
            }
            return Ok(Vec::new());
        };
        let (key, record) = Aside::proof(&known, bytes);
        self.pending.records.insert(key, Some(record));
        self.keep()?;
        self.reload(document)
    }

    /// Reads a document again from what counts now; what the talk is to be told.
    pub(crate) fn reload(&mut self, document: DocumentId) -> Result<Vec<Event>, Failure> {
        let failed = |error| faults::kept(&error);
        let found = find_mut(&mut self.holdings, document);
        let Some((scope, held)) = found else { return Ok(Vec::new()) };
        let (mut actor, kind) = (held.document.actor(), held.document.kind());
        let (waiting, later) = (std::mem::take(&mut held.waiting), std::mem::take(&mut held.later));
        let what = (document, kind, Some(Target::from(scope)));
        let mut loaded = self.load(what, actor, &waiting)?;
        let own = loaded.document.sequences().get(&actor).copied().unwrap_or(0);
        let last = self.disk()?.last_sequences(&key(document)).map_err(failed)?;
        if last.get(&ActorKey(actor)).is_some_and(|last| *last > own) {
            // Changes of our own do not count any more: another actor writes on.
            actor = self.new_actor(document);
            loaded = self.load(what, actor, &waiting)?;
        }
        loaded.promote(&mut self.pending);
        let mut held = Held::of(document, loaded);
        let still = waiting.into_iter().filter(|it| held.document.change(it.hash()).is_none());
        held.waiting = still.collect();
        held.document.merge(held.waiting.iter().map(|envelope| envelope.change.as_slice()));
        held.later = later;
        held.read(scope, Arc::make_mut(&mut self.snapshot));
        self.pending.documents.insert(key(document), row(scope, &held.document));
        self.holdings.insert(scope, held);
        self.count();
        self.keep()?;
        Ok(vec![self.opened(document)?])
    }

    /// Reads a document from the store, as the log has it now.
    fn load(&self, what: What, actor: ActorId, waiting: &[Envelope]) -> Result<Loaded, Failure> {
        let store = self.disk()?;
        let loaded = Aside::read(store)
            .and_then(|aside| loading::load(store, &aside, &self.members, what, actor, waiting));
        loaded.map_err(|error| faults::kept(&error))
    }

    /// Gives a document a new name to write under, kept with the next batch.
    pub(crate) fn rename_actor(&mut self, held: &mut Held) {
        let actor = self.new_actor(held.id);
        let saved = held.document.save_applied();
        let waiting = held.waiting.iter().map(|envelope| envelope.change.as_slice());
        // The document gives itself back.
        if let Ok((document, _)) =
            Document::load(held.document.kind(), actor, Some(&saved), waiting)
        {
            held.document = document;
        }
    }

    /// A name under which this machine writes a document from now on.
    pub(crate) fn new_actor(&mut self, document: DocumentId) -> ActorId {
        let mut actor = [0; 16];
        self.world.fill(&mut actor);
        self.pending.settings.insert(actor_setting(document), Some(actor.to_vec()));
        actor
    }
}

/// Which of these are signed by their authors. Nothing else about many of them costs as much: it is
/// shared among the processors.
fn signed(envelopes: &[Option<Envelope>]) -> Vec<bool> {
    let verify = |part: &[Option<Envelope>]| -> Vec<bool> {
        part.iter().map(|it| it.as_ref().is_some_and(|it| it.verify().is_ok())).collect()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let part = envelopes.len().div_ceil(threads).max(LEAST_PART);
    let mut parts = envelopes.chunks(part);
    let first = parts.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| (part, scope.spawn(move || verify(part)))).collect();
        let mut signed = verify(first);
        for (part, other) in others {
            // A part of which nothing came back is looked at here.
            signed.extend(other.join().unwrap_or_else(|_| verify(part)));
        }
        signed
    })
}

/// Does a document fit what it was said to be?
enum Fit {
    /// It does, and is held.
    Held,
    /// That cannot be told yet.
    Unknown,
    /// It is something else, or there is one already.
    Another,
}

/// What came of taking envelopes in.
#[derive(Default)]
struct TakenIn {
    changes: Vec<Change>,
    touched: Touched,
    rejected: BTreeSet<ChangeHash>,
    /// Envelopes of sequences that are taken by others.
    doubles: Vec<Vec<u8>>,
    batch: Batch,
}

/// Takes in what was found good, together with what had waited.
fn take_in(held: &mut Held, fresh: Vec<Envelope>, batch: Batch) -> TakenIn {
    let mut all = std::mem::take(&mut held.waiting);
    let waits: BTreeSet<ChangeHash> = all.iter().map(Envelope::hash).collect();
    all.extend(fresh.into_iter().filter(|envelope| !waits.contains(&envelope.hash())));
    let merged = held.document.merge(all.iter().map(|envelope| envelope.change.as_slice()));
    let is_taken: BTreeSet<ChangeHash> = merged.taken.iter().map(|taken| taken.hash).collect();
    let rejected: BTreeMap<ChangeHash, Rejection> = (merged.rejected.into_iter())
        .filter_map(|rejected| Some((rejected.hash?, rejected.reason)))
        .collect();
    let counted = held.document.sequences();
    let changes = merged.taken.iter().map(|taken| (taken.actor, taken.seq, taken.hash));
    let mut taken = TakenIn {
        changes: changes.collect(),
        touched: merged.touched,
        rejected: rejected.keys().copied().collect(),
        doubles: Vec::new(),
        batch,
    };
    for envelope in all {
        let hash = envelope.hash();
        if is_taken.contains(&hash) {
            held.owners.entry(envelope.actor).or_insert(envelope.author);
            held.unsaved += 1;
            taken.batch.envelopes.push(kept(&envelope));
        } else if rejected.get(&hash) == Some(&Rejection::DuplicateSequence) {
            taken.doubles.push(envelope.encode());
        } else if let Some(reason) = rejected.get(&hash) {
            let (key, record) = Aside::record(reason.code(), &envelope.encode());
            taken.batch.records.insert(key, Some(record));
        } else if counted.get(&envelope.actor).is_none_or(|last| envelope.sequence > *last) {
            held.waiting.push(envelope);
        } else if held.document.change(hash).is_none() {
            // It waits in vain: its place is taken by another.
            taken.doubles.push(envelope.encode());
        }
    }
    taken
}

/// A change of a device whose rights had ended: kept aside, if it could be decoded at all.
fn beyond(envelope: &Envelope, bytes: &[u8], held: &mut Held, batch: &mut Batch) -> Verdict {
    let reason = match replica::gate(&envelope.change) {
        Ok(header) => {
            held.beyond.insert(header.hash);
            if envelope.sequence == 1 {
                // What follows it is told to be its actor's by this one.
                held.owners.entry(envelope.actor).or_insert(envelope.author);
            }
            access::SetAside::Beyond.code()
        }
        Err(rejection) => rejection.code(),
    };
    let (key, record) = Aside::record(reason, bytes);
    batch.records.insert(key, Some(record));
    Verdict::Aside
}

/// The kind of document that stands for something, among those this program has.
fn kind_of(target: Target) -> Option<DocumentKind> {
    match target {
        Target::Facility => Some(DocumentKind::Facility),
        Target::Casting => Some(DocumentKind::Casting),
        Target::Plan(_) => Some(DocumentKind::Plan),
        Target::Directory(_)
        | Target::Desk(_)
        | Target::Commercial(_)
        | Target::Pay(_)
        | Target::Publications(_)
        | Target::Answers(_)
        | Target::Catalogue(_)
        | Target::Vault(_) => None,
    }
}

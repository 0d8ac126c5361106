//! What is let in of what other machines wrote (security.md, "Admission"), of one document: frame,
//! signature, right, actor by `access`; then the gate and the decoder by `replica`. What counts is on
//! the disk before anybody is told of it; what does not is dropped, kept waiting, or set aside with its
//! reason. That what comes of many documents is taken in together is `delivered.rs`'s.

use crate::delivered::{Admitted, Change, Delivered};
use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, Queued, find, find_mut, key, scope_for, scope_of};
use crate::intake::{self, Intake, Opened, TakenIn};
use crate::loading::{self, Loaded, What};
use crate::quarantine::Aside;
use crate::snapshot::Shown;
use crate::stage::{actor_setting, row};
use access::{ActorId, ChangeHash, Envelope, Target};
use model::{DocumentId, Scope};
use replica::Document;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::ActorKey;
use sync::{Event, Verdict};

impl Engine {
    /// What the talk is to be told first of what was kept, and a verdict each.
    pub(crate) fn admitted(
        &mut self,
        document: DocumentId,
        deliveries: &[Delivered],
        verdicts: Vec<(Option<ChangeHash>, Verdict)>,
        taken: TakenIn,
    ) -> Result<Admitted, Failure> {
        let hashes = verdicts.iter().map(|(hash, _)| *hash);
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
        let held = find(&self.holdings, document).map(|(_, held)| held);
        let is_here =
            |hash: &ChangeHash| held.is_some_and(|held| held.document.change(*hash).is_some());
        let judged = verdicts.into_iter().map(|(hash, verdict)| match hash {
            Some(hash) if is_here(&hash) => Verdict::Kept,
            Some(hash) if taken.rejected.contains(&hash) => Verdict::Aside,
            Some(hash) if taken.dropped.contains(&hash) => Verdict::Dropped,
            _ => verdict,
        });
        Ok((events, judged.collect()))
    }

    /// One envelope by itself: may it be taken in?
    pub(crate) fn look(
        &mut self,
        intake: &mut Intake,
        place: (ActorId, u64),
        opened: Option<Opened>,
        bytes: &[u8],
    ) {
        let is_its_own = |it: &Opened| {
            let envelope = &it.envelope;
            (envelope.document, (envelope.actor, envelope.sequence)) == (intake.held.id, place)
        };
        let Some(Opened { envelope, hash, is_signed }) = opened.filter(is_its_own) else {
            return intake.refuse();
        };
        let ours = envelope.actor == intake.held.document.actor();
        if ours && envelope.author == self.device() && is_signed {
            // This machine has written on elsewhere: a copy of it, or what was lost here. Whatever
            // it is, it comes back, and from now on another name is written under.
            self.rename_actor(&mut intake.held);
        }
        let verdict = if is_signed {
            access::admit_opened(envelope, &self.members.log, &self.members.membership, &*intake)
        } else {
            intake::unsigned()
        };
        #[cfg(feature = "simulation")]
        let verdict = crate::simulation::verdict(verdict, bytes);
        intake.look(verdict, hash, bytes);
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

    /// A document to be merged into, and what is shown of it: one that is held, or one that somebody
    /// has offered.
    pub(crate) fn take_out(&mut self, document: DocumentId) -> Result<Option<Intake>, Failure> {
        if let Some((scope, _)) = find(&self.holdings, document) {
            let Some(held) = self.holdings.remove(&scope) else { return Ok(None) };
            let shown = Arc::make_mut(&mut self.snapshot).take(scope);
            return Ok(Some(Intake::of(scope.into(), held, shown)));
        }
        let Some(target) = self.talk.offers.get(&document).copied() else { return Ok(None) };
        let Some(kind) = scope_for(target).map(Scope::document) else { return Ok(None) };
        let actor = self.new_actor(document);
        let loaded = self.load((document, kind, Some(target)), actor, &Queued::new())?;
        Ok(Some(Intake::of(target, Held::of(document, loaded), None)))
    }

    /// Puts a document back where it was, or where it belongs now that its first change is here.
    pub(crate) fn put_back(
        &mut self,
        target: Target,
        held: Held,
        shown: Option<Shown>,
        taken: &TakenIn,
    ) -> Fit {
        let is_offered = self.talk.offers.contains_key(&held.id);
        let facility = self.members.log.facility();
        let (is_ours, scope) = match held.document.identity() {
            Some(identity) => {
                let is_ours = (identity.document, identity.facility) == (held.id, facility);
                let scope = scope_of(&held.document);
                (is_ours, scope.filter(|scope| Target::from(*scope) == target))
            }
            None if is_offered => return Fit::Unknown(Box::new(held)),
            // Nothing of it counts any more: it stays what it was.
            None => (true, scope_for(target)),
        };
        let Some(scope) = scope.filter(|scope| is_ours && !self.holdings.contains_key(scope))
        else {
            return Fit::Another;
        };
        Arc::make_mut(&mut self.snapshot).show(scope, shown);
        self.pending.documents.insert(key(held.id), row(scope, &held.document));
        self.pending.envelopes.extend(taken.batch.envelopes.iter().cloned());
        self.pending.records.extend(taken.batch.records.clone());
        self.holdings.insert(scope, held);
        if !taken.changes.is_empty() {
            self.count();
        }
        Fit::Held
    }

    /// Of a document nobody here has, the first change was written after the rights of its author had
    /// ended. It counts if somebody in good standing has built on it, as in one that is held. What the
    /// talk is to be told then.
    pub(crate) fn begun_beyond(
        &mut self,
        target: Target,
        held: &Held,
        from: &[Delivered],
    ) -> Result<Vec<Event>, Failure> {
        if held.beyond.is_disjoint(&held.document.missing()) {
            return Ok(Vec::new());
        }
        let what = (held.id, held.document.kind(), Some(target));
        let mut loaded = self.load(what, held.document.actor(), &held.waiting)?;
        let count = loaded.promoted.len();
        loaded.promote(&mut self.pending);
        let mut held = Held::of(held.id, loaded);
        let (document, shown) = (held.id, scope_for(target).and_then(|scope| held.read(scope)));
        match self.put_back(target, held, shown, &TakenIn::default()) {
            Fit::Held => {}
            Fit::Unknown(_) => return Ok(Vec::new()),
            Fit::Another => return Ok(self.turn_away(document)),
        }
        self.count();
        self.keep()?;
        if let Some(last) = from.last() {
            self.tell_merged(last.peer, document, count);
        }
        self.talk.offers.remove(&document);
        let mut events = vec![self.opened(document)?];
        events.extend(self.shares());
        events.extend(self.seek(None));
        Ok(events)
    }

    /// A document is not what it was said to be, or a second one for what there is one of: nothing
    /// of it is kept, and nobody is asked for it again.
    pub(crate) fn turn_away(&mut self, document: DocumentId) -> Vec<Event> {
        self.talk.offers.remove(&document);
        let linked = self.talk.linked.keys();
        linked.map(|peer| Event::Withdraw { peer: *peer, document }).collect()
    }

    /// Does anything wait for what was written after the rights of its author had ended?
    fn is_built_on_beyond(&self, document: DocumentId) -> bool {
        find(&self.holdings, document).is_some_and(|(_, held)| {
            !held.beyond.is_empty() && !held.beyond.is_disjoint(&held.document.missing())
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
        let still = waiting.into_iter().filter(|(hash, _)| held.document.change(*hash).is_none());
        held.waiting = still.collect();
        held.document.merge(held.waiting.values().map(|envelope| envelope.change.as_slice()));
        held.later = later;
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.take(scope);
        snapshot.show(scope, held.read(scope));
        self.pending.documents.insert(key(document), row(scope, &held.document));
        self.holdings.insert(scope, held);
        self.count();
        self.keep()?;
        Ok(vec![self.opened(document)?])
    }

    /// Reads a document from the store, as the log has it now.
    fn load(&self, what: What, actor: ActorId, waiting: &Queued) -> Result<Loaded, Failure> {
        let store = self.disk()?;
        let loaded = Aside::read(store)
            .and_then(|aside| loading::load(store, &aside, &self.members, what, actor, waiting));
        loaded.map_err(|error| faults::kept(&error))
    }

    /// Gives a document a new name to write under, kept with the next batch.
    pub(crate) fn rename_actor(&mut self, held: &mut Held) {
        let actor = self.new_actor(held.id);
        let saved = held.document.save_applied();
        let waiting = held.waiting.values().map(|envelope| envelope.change.as_slice());
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

/// Does a document fit what it was said to be?
pub(crate) enum Fit {
    /// It does, and is held.
    Held,
    /// That cannot be told yet.
    Unknown(Box<Held>),
    /// It is something else, or there is one already.
    Another,
}

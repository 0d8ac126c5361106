//! The documents a node holds, by what they are about, and what was noticed when they were read.

use crate::disputes::Disputes;
use crate::loading::Loaded;
use crate::snapshot::Shown;
use access::{ActorId, ChangeHash, Envelope, SetAside, Target};
use model::{DeviceId, DocumentId, Finding, Kind, RawId, Scope};
use replica::{Document, Findings, Merged, Rejected, Touched};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{ActorKey, DocumentKey};
use sync::Verdict;

/// One document.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) id: DocumentId,
    pub(crate) document: Document,
    pub(crate) findings: Findings,
    /// Changes written since its last snapshot in the store.
    pub(crate) unsaved: u64,
    /// Envelopes received whose changes wait for others they build on; the document has those, too.
    pub(crate) waiting: Queued,
    /// Envelopes received of which it cannot be told yet whether they may be taken in.
    pub(crate) later: Vec<Envelope>,
    /// The device each actor belongs to: that of its first envelope.
    pub(crate) owners: BTreeMap<ActorId, DeviceId>,
    /// Actors that signed two changes of one sequence, with that sequence.
    pub(crate) forked: BTreeMap<ActorId, u64>,
    /// Evidence of forks without its counterpart, one an actor.
    pub(crate) shown: BTreeMap<ActorId, Envelope>,
    /// Changes in the store that do not count, and why.
    pub(crate) set_aside: BTreeMap<ChangeHash, SetAside>,
    /// What was found out about fields in dispute.
    pub(crate) disputed: Disputes,
    /// Changes kept aside that were written after the rights of their authors had ended.
    pub(crate) beyond: BTreeSet<ChangeHash>,
}

/// Envelopes, by the change in each.
pub(crate) type Queued = BTreeMap<ChangeHash, Envelope>;

/// All of them.
pub(crate) type Holdings = BTreeMap<Scope, Held>;

/// A document held, and what it is about.
pub(crate) fn find(holdings: &Holdings, document: DocumentId) -> Option<(Scope, &Held)> {
    let mut found = holdings.iter().filter(|(_, held)| held.id == document);
    found.next().map(|(scope, held)| (*scope, held))
}

/// The same to be changed.
pub(crate) fn find_mut(
    holdings: &mut Holdings,
    document: DocumentId,
) -> Option<(Scope, &mut Held)> {
    let mut found = holdings.iter_mut().filter(|(_, held)| held.id == document);
    found.next().map(|(scope, held)| (*scope, held))
}

impl Held {
    pub(crate) fn new(id: DocumentId, document: Document) -> Self {
        Self {
            id,
            document,
            findings: Findings::default(),
            unsaved: 0,
            waiting: Queued::new(),
            later: Vec::new(),
            owners: BTreeMap::new(),
            forked: BTreeMap::new(),
            shown: BTreeMap::new(),
            set_aside: BTreeMap::new(),
            disputed: Disputes::default(),
            beyond: BTreeSet::new(),
        }
    }

    /// A document as it was read.
    pub(crate) fn of(id: DocumentId, loaded: Loaded) -> Self {
        Self {
            owners: loaded.owners,
            forked: loaded.forked,
            set_aside: loaded.set_aside,
            beyond: loaded.beyond,
            ..Self::new(id, loaded.document)
        }
    }

    /// Does the store have changes of it that do not count?
    pub(crate) fn is_cut(&self) -> bool {
        !self.forked.is_empty() || !self.set_aside.is_empty()
    }

    /// Are so many changes not in a snapshot, and is one of use?
    pub(crate) fn is_unsaved(&self, after: u64) -> bool {
        self.unsaved >= after && !self.is_cut()
    }

    /// Keeps an envelope in mind until more of the log is here. Beyond so many bytes it is asked
    /// for again instead.
    pub(crate) fn put_off(&mut self, envelope: Envelope, most: usize) -> Verdict {
        let bytes: usize = self.later.iter().map(|it| it.change.len()).sum();
        if bytes + envelope.change.len() > most {
            return Verdict::Dropped;
        }
        if !self.later.contains(&envelope) {
            self.later.push(envelope);
        }
        Verdict::Waiting
    }

    /// Reads the whole document; `None` if it is not to be seen.
    pub(crate) fn read(&mut self, scope: Scope) -> Option<Shown> {
        self.disputed = Disputes::default();
        self.findings = Findings::default();
        if self.is_hidden(scope) {
            return None;
        }
        let (shown, findings) = match scope {
            Scope::Facility => {
                let (facility, findings) = self.document.read_facility();
                (Shown::Facility(Arc::new(facility)), findings)
            }
            Scope::Casting => {
                let (casting, findings) = self.document.read_casting();
                (Shown::Casting(Arc::new(casting)), findings)
            }
            Scope::Plan(_) => {
                let (plan, findings) = self.document.read_plan();
                (Shown::Plan(Arc::new(plan)), findings)
            }
            Scope::Desk(_) => {
                let (desk, findings) = self.document.read_desk();
                (Shown::Desk(Arc::new(desk)), findings)
            }
            Scope::Publications(_) => {
                let (publications, findings) = self.document.read_publications();
                (Shown::Publications(Arc::new(publications)), findings)
            }
            Scope::Answers(_) => {
                let (answers, findings) = self.document.read_answers();
                (Shown::Answers(Arc::new(answers)), findings)
            }
        };
        self.findings = findings;
        Some(shown)
    }

    /// Was the document's production deleted? It is kept, and shown no more.
    fn is_hidden(&self, scope: Scope) -> bool {
        scope.production().is_some() && self.document.now().is_deleted()
    }

    /// Reads again what was touched since this was read; all of it where nothing is shown.
    pub(crate) fn refresh(
        &mut self,
        scope: Scope,
        shown: Option<Shown>,
        touched: &Touched,
    ) -> Option<Shown> {
        let Some(mut shown) = shown else { return self.read(scope) };
        self.disputed.forget(touched);
        let (document, findings) = (&self.document, &mut self.findings);
        match &mut shown {
            Shown::Facility(facility) => {
                document.refresh_facility(Arc::make_mut(facility), findings, touched);
            }
            Shown::Casting(casting) => {
                document.refresh_casting(Arc::make_mut(casting), findings, touched);
            }
            Shown::Plan(plan)
                if touched.contains(&(Kind::Production, plan.production.id.into())) =>
            {
                return self.read(scope);
            }
            Shown::Plan(plan) => document.refresh_plan(Arc::make_mut(plan), findings, touched),
            Shown::Desk(desk) => document.refresh_desk(Arc::make_mut(desk), findings, touched),
            Shown::Publications(publications) => {
                document.refresh_publications(Arc::make_mut(publications), findings, touched);
            }
            Shown::Answers(answers) => {
                document.refresh_answers(Arc::make_mut(answers), findings, touched);
            }
        }
        Some(shown)
    }
}

/// The scope a document stands for, from what it says of itself; one that says nothing, since its
/// beginning is lost, stands for none.
pub(crate) fn scope_of(document: &Document) -> Option<Scope> {
    let identity = document.identity()?;
    Scope::of(document.kind(), identity.production, identity.person)
}

/// The scope that stands for what a document is about, among those this program has.
pub(crate) fn scope_for(target: Target) -> Option<Scope> {
    match target {
        Target::Facility => Some(Scope::Facility),
        Target::Casting => Some(Scope::Casting),
        Target::Plan(production) => Some(Scope::Plan(production)),
        Target::Desk(person) => Some(Scope::Desk(person)),
        Target::Publications(production) => Some(Scope::Publications(production)),
        Target::Answers(production) => Some(Scope::Answers(production)),
        Target::Directory(_)
        | Target::Commercial(_)
        | Target::Pay(_)
        | Target::Catalogue(_)
        | Target::Vault(_) => None,
    }
}

/// What there is to say of a merge.
pub(crate) fn merge_findings(merged: &Merged) -> Vec<Finding> {
    merged.rejected.iter().map(|rejected: &Rejected| rejected.finding()).collect()
}

/// What a document is called in the store.
pub(crate) fn key(id: DocumentId) -> DocumentKey {
    DocumentKey(RawId::from(id).0.to_be_bytes())
}

/// An envelope as the store keeps it.
pub(crate) fn kept(envelope: &Envelope) -> store::Envelope {
    store::Envelope {
        document: key(envelope.document),
        actor: ActorKey(envelope.actor),
        sequence: envelope.sequence,
        payload: envelope.encode(),
    }
}

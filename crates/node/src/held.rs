//! The documents a node holds, by what they are about, and what was noticed when they were read.

use crate::snapshot::Snapshot;
use access::Envelope;
use model::{DocumentId, DocumentKind, Finding, Kind, Scope};
use replica::{Document, Findings, Merged, Rejected, Touched};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One document.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) id: DocumentId,
    pub(crate) document: Document,
    pub(crate) findings: Findings,
    /// Changes written since its last snapshot in the store.
    pub(crate) unsaved: u64,
    /// Envelopes received whose changes wait for others they build on.
    pub(crate) waiting: Vec<Envelope>,
}

/// All of them.
pub(crate) type Holdings = BTreeMap<Scope, Held>;

impl Held {
    pub(crate) fn new(id: DocumentId, document: Document) -> Self {
        Self { id, document, findings: Findings::default(), unsaved: 0, waiting: Vec::new() }
    }

    /// Reads the whole document into the snapshot.
    pub(crate) fn read(&mut self, scope: Scope, snapshot: &mut Snapshot) {
        match scope {
            Scope::Facility => {
                let (facility, findings) = self.document.read_facility();
                (snapshot.facility, self.findings) = (Arc::new(facility), findings);
            }
            Scope::Casting => {
                let (casting, findings) = self.document.read_casting();
                (snapshot.casting, self.findings) = (Arc::new(casting), findings);
            }
            Scope::Plan(production) if self.is_hidden(scope) => {
                snapshot.plans.remove(&production);
                self.findings = Findings::default();
            }
            Scope::Plan(production) => {
                let (plan, findings) = self.document.read_plan();
                snapshot.plans.insert(production, Arc::new(plan));
                self.findings = findings;
            }
        }
    }

    /// Was the document's production deleted? It is kept, and shown no more.
    fn is_hidden(&self, scope: Scope) -> bool {
        scope.production().is_some() && self.document.now().is_deleted()
    }

    /// Reads again what was touched.
    pub(crate) fn refresh(&mut self, scope: Scope, snapshot: &mut Snapshot, touched: &Touched) {
        match scope {
            Scope::Facility => self.document.refresh_facility(
                Arc::make_mut(&mut snapshot.facility),
                &mut self.findings,
                touched,
            ),
            Scope::Casting => self.document.refresh_casting(
                Arc::make_mut(&mut snapshot.casting),
                &mut self.findings,
                touched,
            ),
            Scope::Plan(production) => match snapshot.plans.get_mut(&production) {
                Some(plan) if !touched.contains(&(Kind::Production, production.0)) => {
                    self.document.refresh_plan(Arc::make_mut(plan), &mut self.findings, touched)
                }
                Some(_) | None => self.read(scope, snapshot),
            },
        }
    }
}

/// The scope a document stands for, from what it says of itself; one that says nothing, since its
/// beginning is lost, stands for none.
pub(crate) fn scope_of(document: &Document) -> Option<Scope> {
    let identity = document.identity()?;
    match document.kind() {
        DocumentKind::Facility => Some(Scope::Facility),
        DocumentKind::Casting => Some(Scope::Casting),
        DocumentKind::Plan => identity.production.map(Scope::Plan),
    }
}

/// What there is to say of a merge.
pub(crate) fn merge_findings(merged: &Merged) -> Vec<Finding> {
    merged.rejected.iter().map(|rejected: &Rejected| rejected.finding()).collect()
}

//! Snapshots: what everybody else sees of the node. Immutable, shared, made anew at each change.

use crate::disputes::Dispute;
use crate::journal::Step;
use crate::links::Links;
use crate::variants::InVariant;
use model::{
    Answers, Casting, Desk, Directory, Facility, Finding, PersonId, Plan, ProductionId,
    Publications, Scope,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::Tick;

/// What was read of one document.
#[derive(Debug)]
pub(crate) enum Shown {
    Facility(Arc<Facility>),
    Casting(Arc<Casting>),
    Plan(Arc<Plan>),
    Desk(Arc<Desk>),
    Publications(Arc<Publications>),
    Answers(Arc<Answers>),
}

/// The state of everything at a revision.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Counts the changes kept on this machine, its own and others'.
    pub revision: u64,
    /// The facility document.
    pub facility: Arc<Facility>,
    /// The casting document.
    pub casting: Arc<Casting>,
    /// Does this machine hold the casting document? If not, `casting` is empty.
    pub holds_casting: bool,
    /// Names and contacts.
    pub directory: Arc<Directory>,
    /// The plans.
    pub plans: BTreeMap<ProductionId, Arc<Plan>>,
    /// The desks this machine may read.
    pub desks: BTreeMap<PersonId, Arc<Desk>>,
    /// What was sent to the client of each production, where this machine may read it.
    pub publications: BTreeMap<ProductionId, Arc<Publications>>,
    /// What clients have answered, likewise.
    pub answers: BTreeMap<ProductionId, Arc<Answers>>,
    /// Dates, floats and clashes of all plans.
    pub report: Arc<schedule::Report>,
    /// What was noticed when documents were read.
    pub findings: Arc<Vec<Finding>>,
    /// Fields that two people have written at once.
    pub disputes: Arc<Vec<Dispute>>,
    /// The moment the report speaks of.
    pub now: Tick,
    /// What undo would take back.
    pub undo: Option<Step>,
    /// What redo would bring back.
    pub redo: Option<Step>,
    /// The machines of the facility, and how this one stands with each.
    pub links: Arc<Links>,
    /// The variant of a plan that is shown in the place of the plan, if any.
    pub variant: Option<Arc<InVariant>>,
    /// Why nothing can be changed, if so.
    pub read_only: Option<Finding>,
}

impl Snapshot {
    /// Takes out what was read of a document, to be read again and shown.
    pub(crate) fn take(&mut self, scope: Scope) -> Option<Shown> {
        match scope {
            Scope::Facility => {
                let empty = Arc::new(Facility::new(self.facility.house.id));
                Some(Shown::Facility(std::mem::replace(&mut self.facility, empty)))
            }
            Scope::Casting => Some(Shown::Casting(std::mem::take(&mut self.casting))),
            Scope::Plan(production) => self.plans.remove(&production).map(Shown::Plan),
            Scope::Desk(person) => self.desks.remove(&person).map(Shown::Desk),
            Scope::Publications(production) => {
                self.publications.remove(&production).map(Shown::Publications)
            }
            Scope::Answers(production) => self.answers.remove(&production).map(Shown::Answers),
        }
    }

    /// Shows what was read of a document that was taken out.
    pub(crate) fn show(&mut self, scope: Scope, shown: Option<Shown>) {
        match (scope, shown) {
            (_, Some(Shown::Facility(facility))) => self.facility = facility,
            (_, Some(Shown::Casting(casting))) => self.casting = casting,
            (Scope::Plan(production), Some(Shown::Plan(plan))) => {
                self.plans.insert(production, plan);
            }
            (Scope::Desk(person), Some(Shown::Desk(desk))) => {
                self.desks.insert(person, desk);
            }
            (Scope::Publications(production), Some(Shown::Publications(publications))) => {
                self.publications.insert(production, publications);
            }
            (Scope::Answers(production), Some(Shown::Answers(answers))) => {
                self.answers.insert(production, answers);
            }
            (
                _,
                Some(Shown::Plan(_) | Shown::Desk(_) | Shown::Publications(_) | Shown::Answers(_))
                | None,
            ) => {}
        }
    }
}

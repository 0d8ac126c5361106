//! Snapshots: what everybody else sees of the node. Immutable, shared, made anew at each change.

use crate::disputes::Dispute;
use crate::journal::Step;
use crate::links::Links;
use crate::variants::InVariant;
use model::{Casting, Desk, Directory, Facility, Finding, PersonId, Plan, ProductionId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::Tick;

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

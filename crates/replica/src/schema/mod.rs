//! Schema steps: the hard-coded first changes of every document, by which root containers are
//! born once and for all.
//!
//! Each step is a change frozen in `schema/<kind>-<number>.change`: fixed actor, time 0, built on
//! the step before. Its hash stands in `schema/registry.txt`. Two machines that take the same
//! step therefore make the *same* change; a released file is never touched again. What a step
//! holds is told by its builder in `steps.rs`, from which the file was made; when a document takes
//! it, in `growth.rs`.

mod growth;
#[cfg(test)]
mod steps;
#[cfg(test)]
pub(crate) use steps::{commit, step_actor};

use crate::ActorId;
use crate::guard::guarded;
use automerge as am;
use automerge::ReadDoc;
use model::{DocumentKind, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// The steps of a kind of document that this program knows, first to last.
pub(crate) fn steps(kind: DocumentKind) -> &'static [&'static [u8]] {
    match kind {
        DocumentKind::Facility => &[include_bytes!("../../schema/facility-1.change")],
        DocumentKind::Casting => &[
            include_bytes!("../../schema/casting-1.change"),
            include_bytes!("../../schema/casting-2.change"),
        ],
        DocumentKind::Plan => &[
            include_bytes!("../../schema/plan-1.change"),
            include_bytes!("../../schema/plan-2.change"),
            include_bytes!("../../schema/plan-3.change"),
            include_bytes!("../../schema/plan-4.change"),
        ],
        DocumentKind::Desk => &[include_bytes!("../../schema/desk-1.change")],
        DocumentKind::Publications => &[include_bytes!("../../schema/publications-1.change")],
        DocumentKind::Answers => &[include_bytes!("../../schema/answers-1.change")],
    }
}

/// The steps as changes. A step that cannot be read is left out; tests see to it that none is.
pub(crate) fn step_changes(kind: DocumentKind) -> Vec<am::Change> {
    steps(kind).iter().filter_map(|bytes| am::Change::try_from(*bytes).ok()).collect()
}

/// The names of the changes that every machine has and nobody sends.
pub fn step_hashes(kind: DocumentKind) -> BTreeSet<crate::ChangeHash> {
    step_changes(kind).iter().map(|change| change.hash().0).collect()
}

/// Is it the actor of a schema step? Steps known to a program are never sent: every machine has
/// them. Those of newer programs travel like any other change.
pub fn is_schema_actor(actor: &ActorId) -> bool {
    actor.starts_with(ACTOR_PREFIX)
}

/// The actor of a step is this and the step's number as one character.
pub(crate) const ACTOR_PREFIX: &[u8; 15] = b"raccord schema ";

/// The root containers of a document: the objects the steps made, whatever else may have been
/// put under the same names since.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) meta: am::ObjId,
    pub(crate) containers: BTreeMap<Kind, am::ObjId>,
    /// After how many steps each container is there.
    steps: BTreeMap<Kind, usize>,
}

impl Layout {
    pub(crate) fn of(kind: DocumentKind) -> Self {
        let born = guarded(|| {
            let mut born = am::Automerge::new();
            born.apply_changes(step_changes(kind)).map(|()| born)
        });
        let born = born.ok().and_then(Result::ok).unwrap_or_default();
        let object = |name: &str| match born.get(am::ROOT, name) {
            Ok(Some((am::Value::Object(_), object))) => object,
            _ => am::ROOT,
        };
        let kinds = Kind::ALL.into_iter().filter(|record| record.document() == kind);
        let mut layout = Self {
            meta: object("meta"),
            containers: kinds.map(|record| (record, object(record.container()))).collect(),
            steps: BTreeMap::new(),
        };
        layout.steps = growth::births(&layout, &step_changes(kind)).into_iter().collect();
        layout
    }

    /// The kind whose records this object holds.
    pub(crate) fn kind_of(&self, container: &am::ObjId) -> Option<Kind> {
        self.containers.iter().find(|(_, object)| *object == container).map(|(kind, _)| *kind)
    }
}

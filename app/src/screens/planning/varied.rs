//! What a variant has otherwise than the plan, for the rows: where a session was stays to be seen.

use super::hands::Change;
use crate::desktop::{Derived, Scene};
use std::sync::Arc;

/// The sessions that a variant has elsewhere, kept until something is worked out anew.
#[derive(Debug, Default)]
pub(super) struct Varied {
    made_for: Option<Arc<Derived>>,
    changes: Vec<Change>,
}

impl Varied {
    /// The sessions that lie elsewhere in the variant that is shown; none in the plans themselves.
    pub(super) fn changes(&mut self, scene: &Scene<'_>) -> &[Change] {
        let is_made = self.made_for.as_ref().is_some_and(|made| Arc::ptr_eq(made, scene.derived));
        if !is_made {
            self.made_for = Some(Arc::clone(scene.derived));
            self.changes = changes(scene);
        }
        &self.changes
    }
}

fn changes(scene: &Scene<'_>) -> Vec<Change> {
    let snapshot = &scene.derived.snapshot;
    let Some(inside) = &snapshot.variant else { return Vec::new() };
    let production = inside.production;
    let plans = (inside.base.plans.get(&production), snapshot.plans.get(&production));
    let (Some(base), Some(plan)) = plans else { return Vec::new() };
    let changed = plan.bookings.iter().filter_map(|(id, after)| {
        let before = base.bookings.get(id).filter(|before| *before != after)?;
        let (before, after) = (Some(Arc::clone(before)), after.as_ref().clone());
        Some(Change { production, before, after, ghost: true })
    });
    changed.collect()
}

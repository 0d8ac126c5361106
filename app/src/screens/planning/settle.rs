//! Between a drop and the moment everything that follows from it is worked out: bookings are shown
//! where they were dropped, so that nothing flickers. What was refused goes back by itself.

use super::hands::Change;
use crate::desktop::{Pending, Scene};
use model::{BookingId, ProductionId};
use std::collections::BTreeMap;

/// What was asked for and is not yet in what is shown.
#[derive(Debug, Default)]
pub(super) struct Settling {
    waiting: Vec<Waiting>,
    /// Counts the times that what is shown has changed.
    pub(super) turn: u64,
}

#[derive(Debug)]
struct Waiting {
    changes: Vec<Change>,
    /// Asked after the change: the node answers in order, so that its answer comes when the change
    /// is kept or refused.
    asked: Option<Pending<u64>>,
    /// The revision in which it is known to be kept, or refused.
    revision: Option<u64>,
}

impl Settling {
    /// Shows changes that were just asked for.
    pub(super) fn show(&mut self, changes: Vec<Change>) {
        self.waiting.push(Waiting { changes, asked: None, revision: None });
        self.turn += 1;
    }

    /// Forgets what is now worked out. To be called at the beginning of each frame.
    pub(super) fn look(&mut self, scene: &Scene<'_>) {
        for waiting in &mut self.waiting {
            match &waiting.asked {
                None => waiting.asked = Some(scene.ask(|engine| engine.snapshot().revision)),
                Some(asked) if waiting.revision.is_none() => waiting.revision = asked.take(),
                Some(_) => {}
            }
        }
        let shown = scene.derived.snapshot.revision;
        let before = self.waiting.len();
        self.waiting.retain(|waiting| waiting.revision.is_none_or(|revision| revision > shown));
        if self.waiting.len() != before {
            self.turn += 1;
        }
    }

    /// The bookings that are shown elsewhere than what is worked out says; the last drop counts.
    pub(super) fn shown(&self) -> BTreeMap<(ProductionId, BookingId), &Change> {
        let changes = self.waiting.iter().flat_map(|waiting| &waiting.changes);
        changes.map(|change| ((change.production, change.after.id), change)).collect()
    }
}

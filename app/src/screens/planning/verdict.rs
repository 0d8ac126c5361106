//! What would come of changes before they are made: would anything clash that does not today? Asked
//! at every frame of a drag, worked out once for each place where things could come to lie.

use super::hands::Change;
use crate::desktop::Scene;
use model::{Booking, BookingId, Kind, ProductionId, Severity, Subject};
use schedule::Clash;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What would come of changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Verdict {
    /// Would something clash that does not clash today?
    pub(super) clash: bool,
    /// What, in the reader's language, the worst first; empty if nothing.
    pub(super) reasons: Vec<String>,
}

/// What has been worked out for the snapshot that is shown.
#[derive(Debug, Default)]
pub(super) struct Memory {
    made_for: Option<(usize, i18n::Language)>,
    known: BTreeMap<Vec<Asked>, Verdict>,
}

/// The places that are remembered at most; a drag does not reach so many.
const MOST: usize = 500;

/// A booking as it would be, as far as clashes go.
type Asked = (
    ProductionId,
    BookingId,
    Option<units::NaiveDateTime>,
    Option<units::NaiveDateTime>,
    Option<model::RoomId>,
    Vec<model::PersonId>,
    (Option<model::TaskId>, model::BookingState, Option<i64>),
);

impl Memory {
    /// What would come of changes.
    pub(super) fn verdict(&mut self, scene: &Scene<'_>, changes: &[Change]) -> Verdict {
        let made_for = (Arc::as_ptr(scene.snapshot) as usize, scene.messages.language());
        if self.made_for != Some(made_for) || self.known.len() > MOST {
            self.known.clear();
            self.made_for = Some(made_for);
        }
        let asked: Vec<Asked> = changes.iter().map(asked).collect();
        if let Some(known) = self.known.get(&asked) {
            return known.clone();
        }
        let verdict = look(scene, changes);
        self.known.insert(asked, verdict.clone());
        verdict
    }
}

fn asked(change: &Change) -> Asked {
    let after = &change.after;
    (
        change.production,
        after.id,
        after.start,
        after.end,
        after.room,
        after.people.iter().copied().collect(),
        (after.task, after.state.clone(), after.rank),
    )
}

fn look(scene: &Scene<'_>, changes: &[Change]) -> Verdict {
    let report = &scene.snapshot.report;
    let bookings: Vec<(ProductionId, Arc<Booking>)> =
        changes.iter().map(|change| (change.production, Arc::new(change.after.clone()))).collect();
    let found = report.probe_all(&bookings);
    let new = found.iter().filter(|clash| clash.severity != Severity::Info);
    let new: Vec<&Clash> = new.filter(|clash| !stands_today(scene, clash)).collect();
    let reasons = new.iter().map(|clash| said(scene, clash, changes)).collect();
    Verdict { clash: !new.is_empty(), reasons }
}

/// Is there a clash of this sort between these today, so that the change does not make it?
fn stands_today(scene: &Scene<'_>, clash: &Clash) -> bool {
    let same = |known: &Arc<Clash>| {
        known.kind == clash.kind
            && known.resource == clash.resource
            && known.sides == clash.sides
            && known.severity >= clash.severity
    };
    scene.snapshot.report.clashes.iter().any(same)
}

/// A clash in the reader's words. What is only tried has no name yet: its task tells.
fn said(scene: &Scene<'_>, clash: &Clash, changes: &[Change]) -> String {
    let source = scene.source();
    let mut fields = views::clash_fields(&source, clash);
    for (field, side) in ["first", "second"].into_iter().zip(&clash.sides) {
        if let Some(name) = tried_name(scene, side, changes) {
            fields.insert(field, name);
        }
    }
    let code = format!("clash-{}", clash.kind.key());
    scene.messages.coded(&code, &fields, &|_| None)
}

fn tried_name(scene: &Scene<'_>, side: &Subject, changes: &[Change]) -> Option<String> {
    let tried = |change: &&Change| {
        side.kind == Kind::Booking && side.id == change.after.id.0 && change.before.is_none()
    };
    let change = changes.iter().find(tried)?;
    let source = scene.source();
    let title = source.production(change.production);
    let plan = scene.snapshot.plans.get(&change.production)?;
    Some(match change.after.task {
        Some(task) => format!("{} ({title})", source.task(plan, task)),
        None => title,
    })
}

//! Dependencies of what is selected: from the bookings of its task to those of the tasks before and
//! after it.

use super::made_from::MadeFrom;
use crate::desktop::Scene;
use model::{Booking, BookingId, Kind, LinkKind, Plan, Subject, TaskId};
use std::sync::Arc;
use ui_kit::timeline::{Edge, Tie};

/// The dependencies to be drawn, for as long as they are still true.
#[derive(Debug, Default)]
pub(super) struct Cache {
    made_for: Option<(MadeFrom<node::Snapshot>, Vec<Subject>)>,
    ties: Vec<Tie>,
}

impl Cache {
    /// The dependencies of what is selected.
    pub(super) fn ties(&mut self, scene: &Scene<'_>, selection: &[Subject]) -> &[Tie] {
        let made_for = (MadeFrom::of(scene.snapshot), selection.to_vec());
        if self.made_for.as_ref() != Some(&made_for) {
            self.ties = selection.last().map(|led| of_booking(scene, led)).unwrap_or_default();
            self.made_for = Some(made_for);
        }
        &self.ties
    }
}

fn of_booking(scene: &Scene<'_>, subject: &Subject) -> Vec<Tie> {
    let Some((production, booking)) = super::act::booking(scene, subject) else {
        return Vec::new();
    };
    let (Some(task), Some(plan)) = (booking.task, scene.snapshot.plans.get(&production)) else {
        return Vec::new();
    };
    let links = plan.links.values().filter(|link| link.from == Some(task) || link.to == Some(task));
    let ties = links.filter_map(|link| {
        let (from_edge, to_edge) = match link.kind {
            LinkKind::StartToStart => (Edge::Start, Edge::Start),
            LinkKind::FinishToFinish => (Edge::End, Edge::End),
            LinkKind::StartToFinish => (Edge::Start, Edge::End),
            LinkKind::FinishToStart | LinkKind::Other(_) => (Edge::End, Edge::Start),
        };
        let from = end_of(plan, link.from?, from_edge)?;
        let to = end_of(plan, link.to?, to_edge)?;
        let subject = Subject::planned(production, Kind::Link, link.id);
        let critical = is_broken(scene, [link.from?, link.to?], subject);
        Some(Tie { key: link.id.0.0, from: from.0.0, from_edge, to: to.0.0, to_edge, critical })
    });
    ties.collect()
}

/// The first or the last booking of a task.
fn end_of(plan: &Plan, task: TaskId, edge: Edge) -> Option<BookingId> {
    let of_task = |booking: &&Arc<Booking>| booking.task == Some(task) && booking.state.holds();
    let bookings = plan.bookings.values().filter(of_task);
    let found = match edge {
        Edge::Start => bookings.min_by_key(|booking| (booking.start, booking.id)),
        Edge::End => bookings.max_by_key(|booking| (booking.end, booking.id)),
    };
    found.map(|booking| booking.id)
}

/// Do bookings break the dependency?
fn is_broken(scene: &Scene<'_>, tasks: [TaskId; 2], link: Subject) -> bool {
    let clashes = scene.snapshot.report.clashes.iter();
    use schedule::ClashKind as K;
    let mut lags = clashes.filter(|clash| matches!(clash.kind, K::Lag | K::MaximumLag));
    lags.any(|clash| {
        let has = |task: &TaskId| {
            clash.sides.iter().any(|side| side.kind == Kind::Task && side.id == task.0)
        };
        clash.sides.contains(&link) || tasks.iter().all(has)
    })
}

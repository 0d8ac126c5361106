//! What is proposed for a new booking: tasks with work that is not booked yet, rooms that are fit,
//! those that are free first. People are ranked in `rank.rs`.

use crate::Source;
use model::{Booking, Family, ProductionId, Room, RoomId, Step, Task, TaskId};
use schedule::Resource;
use std::collections::BTreeSet;
use units::{Minutes, Tick, TickRange};

/// A task that can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookableTask {
    /// The task.
    pub id: TaskId,
    /// Its name.
    pub name: String,
    /// The family of its step.
    pub family: Family,
    /// Work that no booking holds yet.
    pub unbooked: Minutes,
    /// When it is planned to begin.
    pub start: Option<Tick>,
}

/// A room that could be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomCandidate {
    /// Which one.
    pub id: RoomId,
    /// The name.
    pub name: String,
    /// Not held by a booking, not closed.
    pub free: bool,
    /// Already in use by this production.
    pub knows: bool,
}

/// The tasks of a production that are no groups, milestones or finished: those with work to book
/// first, by planned start.
pub fn bookable_tasks(source: &Source<'_>, production: ProductionId) -> Vec<BookableTask> {
    let Some(plan) = source.plans.get(&production) else { return Vec::new() };
    let dates = source.report.plan(production);
    let groups: BTreeSet<TaskId> = plan.tasks.values().filter_map(|task| task.parent).collect();
    let open = |task: &&std::sync::Arc<Task>| {
        !task.milestone && !task.is_finished() && !groups.contains(&task.id)
    };
    let mut tasks: Vec<BookableTask> = plan
        .tasks_in_order()
        .into_iter()
        .filter(open)
        .map(|task| {
            let dates = dates.and_then(|dates| dates.task(task.id));
            BookableTask {
                id: task.id,
                name: task.name.clone(),
                family: Step::family(&task.step),
                unbooked: dates.map(|dates| dates.unbooked).unwrap_or_default(),
                start: dates.map(|dates| dates.start),
            }
        })
        .collect();
    tasks.sort_by_key(|task| (!task.unbooked.is_positive(), task.start));
    tasks
}

/// Rooms for a task: of its kind, with all it asks for. Without a task, every room.
pub fn rooms_for(
    source: &Source<'_>,
    production: ProductionId,
    task: Option<TaskId>,
    booking: &Booking,
) -> Vec<RoomCandidate> {
    let Some(plan) = source.plans.get(&production) else { return Vec::new() };
    let task = task.and_then(|id| plan.tasks.get(&id));
    let pieces = source.time().occupation(booking).pieces;
    let fit = |room: &&std::sync::Arc<Room>| {
        task.is_none_or(|task| {
            task.room_kind.as_ref().is_none_or(|kind| room.kind == *kind)
                && task.capabilities.is_subset(&room.capabilities)
        })
    };
    let known: BTreeSet<RoomId> =
        plan.bookings.values().filter_map(|booking| booking.room).collect();
    in_order(source.facility.rooms.values().filter(fit).map(|room| RoomCandidate {
        id: room.id,
        name: source.room(room.id),
        free: is_free(source, Resource::Room(room.id), &pieces, booking),
        knows: known.contains(&room.id),
    }))
}

fn in_order(found: impl Iterator<Item = RoomCandidate>) -> Vec<RoomCandidate> {
    let mut found: Vec<RoomCandidate> = found.collect();
    found.sort_by(|a, b| {
        (!a.free, !a.knows, &a.name, a.id).cmp(&(!b.free, !b.knows, &b.name, b.id))
    });
    found
}

/// Is it neither held by another booking nor away while the pieces last?
fn is_free(source: &Source<'_>, resource: Resource, pieces: &[TickRange], own: &Booking) -> bool {
    let away = source.time().availability(resource);
    let away = away.map(|availability| availability.absences.as_slice()).unwrap_or_default();
    pieces.iter().all(|piece| {
        !away.iter().any(|(range, _)| range.overlaps(*piece))
            && source.report.held(resource, *piece).iter().all(|held| held.holder.booking == own.id)
    })
}

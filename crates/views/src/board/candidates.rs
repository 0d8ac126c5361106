//! What is proposed for a new booking: tasks with work that is not booked yet, people and rooms
//! that are fit, those that are free first.

use crate::Source;
use model::{Booking, Family, PersonId, Plan, ProductionId, Room, RoomId, Step, Task, TaskId};
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

/// Somebody or something that could be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<I> {
    /// Who or which.
    pub id: I,
    /// The name.
    pub name: String,
    /// Not held by a booking, not away.
    pub free: bool,
    /// Already at work on this production.
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

/// People for a task: with its function and skills, whom the director accepts. Those who are free
/// at the time come first, then those who know the production, then by name. Without a task,
/// everybody.
pub fn people_for(
    source: &Source<'_>,
    production: ProductionId,
    task: Option<TaskId>,
    booking: &Booking,
) -> Vec<Candidate<PersonId>> {
    let Some(plan) = source.plans.get(&production) else { return Vec::new() };
    let task = task.and_then(|id| plan.tasks.get(&id));
    let vetoed = vetoed(source, plan);
    let pieces = source.time().occupation(booking).pieces;
    let fit = |person: &&std::sync::Arc<model::Person>| {
        let function = task.and_then(|task| task.function.as_ref());
        function.map_or(!person.functions.is_empty(), |word| person.functions.contains(word))
            && task.is_none_or(|task| task.skills.is_subset(&person.skills))
            && !vetoed.contains(&person.id)
    };
    let known: BTreeSet<PersonId> =
        plan.bookings.values().flat_map(|booking| booking.people.iter().copied()).collect();
    let people = source.facility.people.values().filter(fit);
    in_order(people.map(|person| Candidate {
        id: person.id,
        name: source.person(person.id),
        free: is_free(source, Resource::Person(person.id), &pieces, booking),
        knows: known.contains(&person.id),
    }))
}

/// Rooms for a task: of its kind, with all it asks for. Without a task, every room.
pub fn rooms_for(
    source: &Source<'_>,
    production: ProductionId,
    task: Option<TaskId>,
    booking: &Booking,
) -> Vec<Candidate<RoomId>> {
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
    in_order(source.facility.rooms.values().filter(fit).map(|room| Candidate {
        id: room.id,
        name: source.room(room.id),
        free: is_free(source, Resource::Room(room.id), &pieces, booking),
        knows: known.contains(&room.id),
    }))
}

fn in_order<I: Ord + Copy>(found: impl Iterator<Item = Candidate<I>>) -> Vec<Candidate<I>> {
    let mut found: Vec<Candidate<I>> = found.collect();
    found.sort_by(|a, b| {
        (!a.free, !a.knows, &a.name, a.id).cmp(&(!b.free, !b.knows, &b.name, b.id))
    });
    found
}

/// People the director of the production does not want.
fn vetoed(source: &Source<'_>, plan: &Plan) -> BTreeSet<PersonId> {
    let Some((casting, director)) = source.casting.zip(plan.production.director) else {
        return BTreeSet::new();
    };
    let of_director = casting.affinities.values().filter(|it| it.director == Some(director));
    of_director.filter(|affinity| affinity.veto).filter_map(|affinity| affinity.person).collect()
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

//! Which rooms and people suit a task: looked up once for all its sessions, since a facility has
//! thousands of them.

use crate::rank::{Closeness, RankWeights, continuity_points, rating_points};
use model::{Casting, Facility, Opinion, Person, PersonId, Plan, ProductionId, Room, RoomKind};
use model::{Task, TaskId};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rooms of a facility by kind, and its people by task.
pub(crate) struct Suited<'a> {
    rooms: BTreeMap<&'a RoomKind, Vec<&'a Room>>,
    people: BTreeMap<&'a str, Vec<&'a Person>>,
    /// Those who can do a task, the best first.
    able: BTreeMap<(ProductionId, TaskId), Arc<[PersonId]>>,
}

/// What people have to do with a production: the opinions of its director, and who is on it.
pub(crate) struct Crew {
    opinions: BTreeMap<PersonId, Opinion>,
    closeness: Closeness,
}

impl Crew {
    pub(crate) fn new(casting: &Casting, plan: &Plan) -> Self {
        Self {
            opinions: casting.opinions(plan.production.director),
            closeness: Closeness::new(plan, None),
        }
    }

    /// What the director thinks of somebody.
    pub(crate) fn opinion(&self, person: PersonId) -> Opinion {
        self.opinions.get(&person).copied().unwrap_or_default()
    }
}

impl<'a> Suited<'a> {
    pub(crate) fn new(facility: &'a Facility) -> Self {
        let mut rooms: BTreeMap<&RoomKind, Vec<&Room>> = BTreeMap::new();
        for room in facility.rooms.values() {
            rooms.entry(&room.kind).or_default().push(room);
        }
        let mut people: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        for person in facility.people.values() {
            for function in &person.functions {
                people.entry(function).or_default().push(person);
            }
        }
        Self { rooms, people, able: BTreeMap::new() }
    }

    /// The rooms of a kind, by identifier.
    pub(crate) fn rooms(&self, kind: &RoomKind) -> &[&'a Room] {
        self.rooms.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Those who have the function and the skills of a task and whom its director does not exclude:
    /// those first whom the director likes and who are on the production, by the points of the
    /// ranking of people.
    pub(crate) fn people(&mut self, plan: &Plan, task: &Task, crew: &Crew) -> Arc<[PersonId]> {
        let of_function = task.function.as_deref().and_then(|word| self.people.get(word));
        let able = self.able.entry((plan.production.id, task.id)).or_insert_with(|| {
            let weights = RankWeights::default();
            let points = |person: PersonId| {
                rating_points(&weights, crew.opinion(person))
                    + continuity_points(&weights, crew.closeness.of(Some(task), person))
            };
            let skilled = |person: &&&Person| task.skills.is_subset(&person.skills);
            let people = of_function.into_iter().flatten().filter(skilled).map(|it| it.id);
            let wanted = people.filter(|id| !crew.opinion(*id).veto);
            let mut able: Vec<(Reverse<i64>, PersonId)> =
                wanted.map(|id| (Reverse(points(id)), id)).collect();
            able.sort_unstable();
            able.into_iter().map(|(_, id)| id).collect()
        });
        Arc::clone(able)
    }
}

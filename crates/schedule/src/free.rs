//! Who is free: people and rooms that are fit for something and can be had for it, the best first.

use crate::load::Load;
use crate::report::Report;
use crate::resource::Resource;
use model::{Casting, Opinion, PersonId, RoomKind, Task};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use units::{Minutes, TickRange};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Somebody with a function, or with any; best with all the skills.
    Person {
        /// What the person is engaged for.
        function: Option<String>,
        /// What the person should master.
        skills: BTreeSet<String>,
    },
    /// A room of a kind, or of any; best with all the capabilities.
    Room {
        /// What it is for.
        kind: Option<RoomKind>,
        /// What should be possible in it.
        capabilities: BTreeSet<String>,
    },
}

/// Who or what is looked for, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeQuery {
    /// What is looked for.
    pub wanted: Wanted,
    /// Within which time.
    pub range: TickRange,
    /// For how long on end.
    pub length: Minutes,
    /// For which director, whose affinities and vetoes count.
    pub director: Option<PersonId>,
}

/// Somebody, or a room, that can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who or which.
    pub resource: Resource,
    /// When, lunch included.
    pub slots: Vec<TickRange>,
    /// Skills or capabilities that are asked for and not there.
    pub missing: Vec<String>,
    /// What the director thinks of working with them, from 0 to 5, if known.
    pub rating: Option<i64>,
    /// Load over the civil weeks of the range.
    pub load: Load,
}

/// Why somebody, or a room, is not proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unavailable {
    /// The director does not want them.
    Veto,
    /// Others hold them.
    Held,
    /// They do not work then, are away or closed.
    Closed,
}

/// Who is free, and who else would have been fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhoIsFree {
    /// The best first: who lacks least, whom the director likes best, who is least loaded.
    pub free: Vec<Candidate>,
    /// The others of the function or kind, by identifier.
    pub others: Vec<(Resource, Unavailable)>,
}

impl Wanted {
    /// Somebody to do a task.
    pub fn person_for(task: &Task) -> Self {
        Self::Person { function: task.function.clone(), skills: task.skills.clone() }
    }

    /// A room for a task.
    pub fn room_for(task: &Task) -> Self {
        Self::Room { kind: task.room_kind.clone(), capabilities: task.capabilities.clone() }
    }
}

impl Unavailable {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Veto => "veto",
            Self::Held => "held",
            Self::Closed => "closed",
        }
    }
}

impl Report {
    /// Who is free, or which room is.
    pub fn who_is_free(&self, casting: &Casting, query: &FreeQuery) -> WhoIsFree {
        let mut answer = WhoIsFree::default();
        let weeks = self.weeks(query.range);
        for (resource, missing) in self.fit(&query.wanted) {
            let opinion = match resource {
                Resource::Person(person) => casting.opinion(query.director, person),
                _ => Opinion::default(),
            };
            let rating = opinion.rating;
            let slots = self.free_slots(resource, query.range, query.length);
            if opinion.veto {
                answer.others.push((resource, Unavailable::Veto));
            } else if !slots.is_empty() {
                let load = self.load(resource, weeks);
                answer.free.push(Candidate { resource, slots, missing, rating, load });
            } else if self.open_slots(resource, query.range, query.length).is_empty() {
                answer.others.push((resource, Unavailable::Closed));
            } else {
                answer.others.push((resource, Unavailable::Held));
            }
        }
        answer.free.sort_by_key(|candidate| {
            let opinion = Opinion { rating: candidate.rating, veto: false };
            let rating = Reverse(opinion.counted());
            (candidate.missing.len(), rating, candidate.load.held, candidate.resource)
        });
        answer
    }

    /// Everybody of the function, or every room of the kind, with what each lacks.
    fn fit(&self, wanted: &Wanted) -> Vec<(Resource, Vec<String>)> {
        let facility = self.time().facility();
        let lacks = |asked: &BTreeSet<String>, has: &BTreeSet<String>| {
            asked.difference(has).cloned().collect::<Vec<_>>()
        };
        match wanted {
            Wanted::Person { function, skills } => {
                let people = facility.people.values().filter(|person| {
                    function.as_ref().is_none_or(|word| person.functions.contains(word))
                });
                people
                    .map(|person| (Resource::Person(person.id), lacks(skills, &person.skills)))
                    .collect()
            }
            Wanted::Room { kind, capabilities } => {
                let rooms = facility
                    .rooms
                    .values()
                    .filter(|room| kind.as_ref().is_none_or(|kind| *kind == room.kind));
                rooms
                    .map(|room| (Resource::Room(room.id), lacks(capabilities, &room.capabilities)))
                    .collect()
            }
        }
    }

    /// The civil weeks a range lies in.
    pub(crate) fn weeks(&self, range: TickRange) -> TickRange {
        let time = self.time();
        let (_, first) = time.week_of(time.day_number(range.start));
        let (last, _) = time.week_of(time.day_number(range.end));
        let (_, next) = time.week_of(last + 7);
        TickRange::new(first.min(range.start), next.max(range.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Draft, at, check, facility, paris, person, room};
    use model::{Absence, AbsenceId, Affinity, AffinityId, Facility, Person, RawId};
    use std::sync::Arc;

    const NOW: &str = "2026-11-23T09:00";

    /// Thursday afternoon.
    fn query(wanted: Wanted) -> FreeQuery {
        let range = TickRange::new(paris("2026-11-26T14:00"), paris("2026-11-26T18:00"));
        FreeQuery { wanted, range, length: Minutes::hours(4), director: Some(person(9)) }
    }

    fn mixer(skills: &[&str]) -> Wanted {
        let skills = skills.iter().map(|word| (*word).to_owned()).collect();
        Wanted::Person { function: Some("mixer".into()), skills }
    }

    /// Mixers 1 to `count`.
    fn mixers(count: u128) -> Facility {
        let mut facility = facility();
        for id in 1..=count {
            let mut mixer = Person::new(person(id));
            mixer.functions.insert("mixer".into());
            facility.people.insert(mixer.id, Arc::new(mixer));
        }
        facility
    }

    fn affinity(casting: &mut Casting, of: u128, rating: Option<i64>, veto: bool) {
        let mut affinity = Affinity::new(AffinityId(RawId(of)));
        (affinity.director, affinity.person) = (Some(person(9)), Some(person(of)));
        (affinity.rating, affinity.veto) = (rating, veto);
        casting.affinities.insert(affinity.id, Arc::new(affinity));
    }

    fn names(answer: &WhoIsFree) -> Vec<u128> {
        let id = |candidate: &Candidate| candidate.resource.subject().id.0;
        answer.free.iter().map(id).collect()
    }

    #[test]
    fn whom_the_director_likes_comes_first_then_who_works_least_that_week() {
        let mut casting = Casting::default();
        affinity(&mut casting, 3, Some(5), false);
        affinity(&mut casting, 4, Some(0), false);
        let mut draft = Draft::new(1);
        draft.book(1, "2026-11-23T09:00", "2026-11-23T18:00").people.insert(person(1));
        // A week later counts for nothing.
        draft.book(2, "2026-11-30T09:00", "2026-12-02T18:00").people.insert(person(2));
        let report = check(mixers(4), vec![draft], NOW);
        let answer = report.who_is_free(&casting, &query(mixer(&[])));
        assert_eq!(names(&answer), [3, 2, 1, 4]);
        assert_eq!(answer.free[0].rating, Some(5));
        assert_eq!(answer.free[2].load.held, Minutes::hours(8));
        let slot = TickRange::new(paris("2026-11-26T14:00"), paris("2026-11-26T18:00"));
        assert_eq!(answer.free[0].slots, [slot]);
    }

    #[test]
    fn who_cannot_be_had_is_named_with_the_reason() {
        let mut casting = Casting::default();
        affinity(&mut casting, 1, Some(5), true);
        let mut facility = mixers(4);
        let mut away = Absence::new(AbsenceId(RawId(1)));
        away.person = Some(person(2));
        (away.start, away.end) = (Some(at("2026-11-26T17:00")), Some(at("2026-11-27T00:00")));
        facility.absences.insert(away.id, Arc::new(away));
        let mut draft = Draft::new(1);
        draft.book(1, "2026-11-26T09:00", "2026-11-26T15:00").people.insert(person(3));
        let report = check(facility, vec![draft], NOW);
        let answer = report.who_is_free(&casting, &query(mixer(&[])));
        assert_eq!(names(&answer), [4]);
        use Unavailable as U;
        let others = [(1, U::Veto), (2, U::Closed), (3, U::Held)];
        let others = others.map(|(id, why)| (Resource::Person(person(id)), why));
        assert_eq!(answer.others, others);
        let anybody = FreeQuery { director: None, ..query(mixer(&[])) };
        assert_eq!(names(&report.who_is_free(&casting, &anybody)), [1, 4], "it was his veto");
    }

    #[test]
    fn who_lacks_a_skill_comes_after_who_has_it_and_another_trade_not_at_all() {
        let mut facility = mixers(2);
        let second = Arc::make_mut(facility.people.get_mut(&person(2)).unwrap());
        second.skills.insert("atmos".into());
        let report = check(facility, Vec::new(), NOW);
        let answer = report.who_is_free(&Casting::default(), &query(mixer(&["atmos"])));
        assert_eq!(names(&answer), [2, 1]);
        assert_eq!(answer.free[1].missing, ["atmos"]);
        assert!(answer.others.is_empty(), "an editor is not a mixer who is busy");
    }

    #[test]
    fn rooms_are_found_by_kind_and_what_they_offer() {
        let mut facility = facility();
        for id in 1..=2 {
            let stage = Arc::make_mut(facility.rooms.get_mut(&room(id)).unwrap());
            stage.kind = RoomKind::Stage;
        }
        let best = Arc::make_mut(facility.rooms.get_mut(&room(2)).unwrap());
        best.capabilities.insert("atmos".into());
        let report = check(facility, Vec::new(), NOW);
        let mut mix = Task::new(crate::testing::task(1));
        mix.room_kind = Some(RoomKind::Stage);
        mix.capabilities.insert("atmos".into());
        let answer = report.who_is_free(&Casting::default(), &query(Wanted::room_for(&mix)));
        assert_eq!(names(&answer), [2, 1]);
    }
}

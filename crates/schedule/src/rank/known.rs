//! What is known of people whatever the time: what the director thinks of them, how often both have
//! worked together, who is on the production, what an hour costs.

use super::{Continuity, RankQuery};
use crate::report::Report;
use model::{BookingId, Casting, Opinion, PersonId, Plan, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use units::{Currency, Money};

/// What is known of everybody, looked up once for all.
#[derive(Debug, Default)]
pub(super) struct Known {
    opinions: BTreeMap<PersonId, Opinion>,
    sessions: BTreeMap<PersonId, usize>,
    closeness: Closeness,
    task: Option<Task>,
    costs: BTreeMap<PersonId, Money>,
    /// Those of the production.
    languages: BTreeSet<String>,
    /// Cents an hour of the cheapest of those who are compared.
    cheapest: Option<i64>,
}

impl Known {
    pub(super) fn new(report: &Report, casting: &Casting, query: &RankQuery) -> Self {
        let plan = query.production.and_then(|id| report.document(id));
        let director = plan.and_then(|plan| plan.production.director);
        let task = query.task.and_then(|id| plan?.tasks.get(&id)).map(AsRef::as_ref);
        let first = query.stretches.first().map_or(report.now(), |stretch| stretch.start);
        let date = report.time().civil(first).date();
        let sessions = director.map(|director| sessions_with(report, director, query.booking));
        Self {
            opinions: casting.opinions(director),
            sessions: sessions.unwrap_or_default(),
            closeness: plan.map(|plan| Closeness::new(plan, query.booking)).unwrap_or_default(),
            task: task.cloned(),
            costs: casting.hourly_costs(date).people,
            languages: plan.map(|plan| plan.production.languages.clone()).unwrap_or_default(),
            cheapest: None,
        }
    }

    /// Says who is compared with whom: the cheapest of them sets the measure.
    pub(super) fn compare(&mut self, people: impl Iterator<Item = PersonId>) {
        let cents = people.filter_map(|person| euros(self.hourly(person)?));
        self.cheapest = cents.min();
    }

    pub(super) fn opinion(&self, person: PersonId) -> Opinion {
        self.opinions.get(&person).copied().unwrap_or_default()
    }

    pub(super) fn languages(&self) -> &BTreeSet<String> {
        &self.languages
    }

    pub(super) fn sessions(&self, person: PersonId) -> usize {
        self.sessions.get(&person).copied().unwrap_or_default()
    }

    pub(super) fn continuity(&self, person: PersonId) -> Continuity {
        self.closeness.of(self.task.as_ref(), person)
    }

    pub(super) fn hourly(&self, person: PersonId) -> Option<Money> {
        self.costs.get(&person).copied()
    }

    /// Cents an hour of the cheapest and of somebody, if they can be compared.
    pub(super) fn compared(&self, person: PersonId) -> Option<(i64, i64)> {
        self.cheapest.zip(self.hourly(person).and_then(euros))
    }
}

/// Cents an hour; `None` in another currency, which cannot be compared.
fn euros(hourly: Money) -> Option<i64> {
    (hourly.currency() == Currency::EUR).then(|| hourly.cents().max(0))
}

/// How many firm sessions each has had or has in productions of a director.
fn sessions_with(
    report: &Report,
    director: PersonId,
    but: Option<BookingId>,
) -> BTreeMap<PersonId, usize> {
    let mut sessions: BTreeMap<PersonId, usize> = BTreeMap::new();
    let plans = report.parts.values().map(|part| &part.base.plan);
    let of_director = plans.filter(|plan| plan.production.director == Some(director));
    for booking in of_director.flat_map(|plan| plan.bookings.values()) {
        if booking.state.is_firm() && Some(booking.id) != but {
            booking.people.iter().for_each(|id| *sessions.entry(*id).or_default() += 1);
        }
    }
    sessions
}

/// What everybody who is on a production has to do with its tasks.
#[derive(Debug, Default)]
pub(crate) struct Closeness {
    on: BTreeSet<PersonId>,
    hands: BTreeMap<Hands, BTreeSet<PersonId>>,
}

/// Tasks that belong to the same hands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hands {
    Of(String),
    Task(TaskId),
}

impl Hands {
    fn of(task: &Task) -> Self {
        let word = task.same_as.clone().filter(|word| !word.is_empty());
        word.map_or(Self::Task(task.id), Self::Of)
    }
}

impl Closeness {
    /// As the bookings of a plan have it, but for one.
    pub(crate) fn new(plan: &Plan, but: Option<BookingId>) -> Self {
        let mut known = Self::default();
        for booking in plan.bookings.values() {
            if !booking.state.holds() || Some(booking.id) == but {
                continue;
            }
            known.on.extend(&booking.people);
            if let Some(task) = booking.task.and_then(|id| plan.tasks.get(&id)) {
                known.hands.entry(Hands::of(task)).or_default().extend(&booking.people);
            }
        }
        known
    }

    /// What somebody has to do with a task, or with the production.
    pub(crate) fn of(&self, task: Option<&Task>, person: PersonId) -> Continuity {
        let of_hands = task.and_then(|task| self.hands.get(&Hands::of(task)));
        if of_hands.is_some_and(|people| people.contains(&person)) {
            return Continuity::Task;
        }
        if self.on.contains(&person) { Continuity::Production } else { Continuity::None }
    }
}

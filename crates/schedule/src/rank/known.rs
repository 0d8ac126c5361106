//! What is known of people whatever the time: what the director thinks of them, how often both have
//! worked together, who is on the production, what an hour costs.

use super::{Continuity, RankQuery};
use crate::report::Report;
use model::{Booking, BookingId, Casting, Opinion, PersonId, Plan, Task};
use std::collections::{BTreeMap, BTreeSet};
use units::{Currency, Money};

/// What is known of everybody, looked up once for all.
#[derive(Debug, Default)]
pub(super) struct Known {
    opinions: BTreeMap<PersonId, Opinion>,
    sessions: BTreeMap<PersonId, usize>,
    continuity: BTreeMap<PersonId, Continuity>,
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
            continuity: plan.map(|plan| continuity(plan, task, query.booking)).unwrap_or_default(),
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
        self.continuity.get(&person).copied().unwrap_or_default()
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

/// What everybody who is on a production has to do with a task of it.
pub(crate) fn continuity(
    plan: &Plan,
    task: Option<&Task>,
    but: Option<BookingId>,
) -> BTreeMap<PersonId, Continuity> {
    let word = |task: &Task| task.same_as.clone().filter(|word| !word.is_empty());
    let same = task.and_then(word);
    let is_of_task = |booking: &Booking| {
        let Some((id, task)) = booking.task.zip(task) else { return false };
        id == task.id || same.is_some() && plan.tasks.get(&id).and_then(|other| word(other)) == same
    };
    let mut known: BTreeMap<PersonId, Continuity> = BTreeMap::new();
    let held = plan.bookings.values().filter(|it| it.state.holds() && Some(it.id) != but);
    for booking in held {
        let of_task = is_of_task(booking);
        let found = if of_task { Continuity::Task } else { Continuity::Production };
        for person in &booking.people {
            let closest = known.entry(*person).or_default();
            *closest = found.max(*closest);
        }
    }
    known
}

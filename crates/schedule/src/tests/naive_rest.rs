//! Rest and length of work, minute by minute.

use super::naive::{MinuteCalendar, date, midnight};
use super::naive_clashes::{Held, clash, held};
use super::random::World;
use crate::{Clash, ClashKind, Hold, Holder, Resource};
use model::{PersonId, Severity, Subject};
use std::collections::{BTreeMap, BTreeSet};
use units::{Datelike, NaiveDate};

/// A rule, the day or week it is broken in, the bookings, from when to when, minutes.
type Breach = (&'static str, NaiveDate, Vec<Subject>, (i64, i64), i64);

/// Stretches of a person with their holders, by start.
type Stretches = Vec<((i64, i64), Holder)>;

/// Every breach of everybody.
pub(super) fn rest(world: &World) -> Vec<Clash> {
    let all = held(world);
    let house = MinuteCalendar::house(&world.facility);
    world
        .facility
        .people
        .keys()
        .flat_map(|person| of_person(world, &house, &all, *person))
        .collect()
}

fn of_person(world: &World, house: &MinuteCalendar, all: &[Held], person: PersonId) -> Vec<Clash> {
    let stretches = |wanted: fn(Hold) -> bool| -> Stretches {
        let mut found: Stretches = Vec::new();
        for held in all.iter().filter(|held| held.booking.people.contains(&person)) {
            let pieces = held.pieces.iter().filter(|_| wanted(held.holder.hold));
            found.extend(pieces.map(|piece| (*piece, held.holder)));
        }
        found.sort();
        found
    };
    let firm = breaches(world, house, &stretches(|hold| hold == Hold::Firm));
    let known: Vec<_> = firm.iter().map(|breach| (breach.0, breach.1)).collect();
    let mut soft = breaches(world, house, &stretches(|hold| !matches!(hold, Hold::Option(2..))));
    soft.retain(|breach| !known.contains(&(breach.0, breach.1)));
    let rules = &world.facility.house;
    let mut clashes = Vec::new();
    for (severity, breaches) in [(Severity::Error, firm), (Severity::Warning, soft)] {
        let mut alike: BTreeMap<(&str, Vec<Subject>), Vec<Breach>> = BTreeMap::new();
        for breach in breaches {
            alike.entry((breach.0, breach.2.clone())).or_default().push(breach);
        }
        for ((rule, sides), breaches) in alike {
            let start = breaches.iter().map(|breach| breach.3.0).min().unwrap();
            let end = breaches.iter().map(|breach| breach.3.1).max().unwrap();
            let minutes = breaches.iter().map(|breach| breach.4);
            let (worst, limit) = match rule {
                "rest" => (minutes.min(), rules.least_rest.map_or(660, |rest| rest.0)),
                "day" => (minutes.max(), 600),
                _ => (minutes.max(), rules.longest_week.unwrap().0),
            };
            let details = [
                ("reason", rule.to_owned()),
                ("minutes", worst.unwrap().to_string()),
                ("limit_minutes", limit.to_string()),
                ("times", breaches.len().to_string()),
            ];
            let resource = Some(Resource::Person(person));
            clashes.push(clash(
                severity,
                ClashKind::Rest,
                sides,
                Some((start, end)),
                resource,
                &details,
            ));
        }
    }
    clashes
}

fn breaches(world: &World, house: &MinuteCalendar, stretches: &Stretches) -> Vec<Breach> {
    // Each minute is worked once, for the first stretch that covers it.
    let mut worked: BTreeMap<i64, NaiveDate> = BTreeMap::new();
    for ((start, end), _) in stretches {
        for at in (*start..*end).filter(|at| !house.is_lunch(*at)) {
            worked.entry(at).or_insert(date(*start));
        }
    }
    let mut found = Vec::new();
    let days: BTreeSet<NaiveDate> = stretches.iter().map(|((start, _), _)| date(*start)).collect();
    let mut last: Option<(i64, Holder)> = None;
    for day in days {
        let of_day: Vec<_> =
            stretches.iter().filter(|((start, _), _)| date(*start) == day).collect();
        let minutes = worked.values().filter(|of| **of == day).count() as i64;
        let first = of_day.iter().map(|((start, _), holder)| (*start, *holder)).min().unwrap();
        let end = of_day.iter().map(|((_, end), holder)| (*end, *holder)).max().unwrap();
        if minutes > 600 {
            let holders = of_day.iter().map(|(_, holder)| *holder).collect();
            found.push(("day", day, sides(holders), (first.0, end.0), minutes));
        }
        if let Some((ended, before)) = last {
            let rest = (first.0 - ended).max(0);
            if rest < world.facility.house.least_rest.map_or(660, |rest| rest.0) {
                let range = (ended, first.0.max(ended));
                found.push(("rest", day, sides([before, first.1].into()), range, rest));
            }
        }
        if last.is_none_or(|(ended, _)| end.0 > ended) {
            last = Some(end);
        }
    }
    found.extend(weeks(world, stretches, &worked));
    found
}

fn weeks(world: &World, stretches: &Stretches, worked: &BTreeMap<i64, NaiveDate>) -> Vec<Breach> {
    let mut found = Vec::new();
    let mut monday = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    for _ in 0..5 {
        let (start, end) = (midnight(monday), midnight(monday) + 7 * 1_440);
        let minutes = worked.range(start..end).count() as i64;
        let parts = stretches
            .iter()
            .filter(|(range, _)| range.0 < end && start < range.1)
            .map(|(range, holder)| ((range.0.max(start), range.1.min(end)), *holder));
        let parts: Vec<_> = parts.collect();
        if minutes > world.facility.house.longest_week.unwrap().0 {
            let first = parts.iter().map(|(range, _)| range.0).min().unwrap();
            let last = parts.iter().map(|(range, _)| range.1).max().unwrap();
            let holders = parts.iter().map(|(_, holder)| *holder).collect();
            found.push(("week", monday, sides(holders), (first, last), minutes));
        }
        monday = monday.checked_add_days(units::Days::new(7)).unwrap();
        assert_eq!(monday.weekday(), units::Weekday::Mon);
    }
    found
}

fn sides(holders: BTreeSet<Holder>) -> Vec<Subject> {
    holders.into_iter().map(Holder::subject).collect()
}

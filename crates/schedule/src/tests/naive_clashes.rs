//! The list of clashes as a naive count finds it: every booking against every other, every minute
//! against every rule. Only the words of a clash are shared with what is tested.

use super::naive::{self, date, first_to_last, span};
use super::random::World;
use crate::{Clash, ClashKind, Hold, Holder, Resource};
use model::{
    Booking, BookingState, Choice, Facility, HolidayZoneId, Kind, Plan, Severity, Subject, Task,
    WeekHours,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{Minutes, Tick, TickRange};

/// A booking that holds its time.
pub(super) struct Held<'a> {
    pub(super) plan: &'a Plan,
    pub(super) booking: &'a Booking,
    pub(super) holder: Holder,
    pub(super) pieces: Vec<(i64, i64)>,
}

/// Everything that is held.
pub(super) fn held(world: &World) -> Vec<Held<'_>> {
    let mut held = Vec::new();
    for plan in world.plans.values() {
        for booking in plan.bookings.values() {
            let hold = match booking.state {
                BookingState::Idea | BookingState::Cancelled | BookingState::Released => continue,
                BookingState::Confirmed | BookingState::InProgress | BookingState::Done => {
                    Hold::Firm
                }
                _ => Hold::Option(booking.rank.unwrap_or(1)),
            };
            let holder = Holder { production: plan.production.id, booking: booking.id, hold };
            let pieces = naive::pieces(&world.facility, booking);
            held.push(Held { plan, booking, holder, pieces });
        }
    }
    held
}

pub(super) fn clash(
    severity: Severity,
    kind: ClashKind,
    sides: Vec<Subject>,
    range: Option<(i64, i64)>,
    resource: Option<Resource>,
    details: &[(&'static str, String)],
) -> Clash {
    let range = range.map(|(start, end)| TickRange { start: Tick(start), end: Tick(end) });
    let details = details.iter().cloned().collect();
    Clash { severity, kind, range, resource, sides, details }
}

fn firmness(held: &Held) -> Severity {
    if held.holder.hold == Hold::Firm { Severity::Error } else { Severity::Warning }
}

fn resources(booking: &Booking) -> Vec<Resource> {
    let mut all: Vec<Resource> = booking.room.map(Resource::Room).into_iter().collect();
    all.extend(booking.people.iter().map(|id| Resource::Person(*id)));
    all.extend(booking.equipment.iter().map(|id| Resource::Equipment(*id)));
    all
}

fn is_known(facility: &Facility, resource: Resource) -> bool {
    match resource {
        Resource::Room(id) => facility.rooms.contains_key(&id),
        Resource::Person(id) => facility.people.contains_key(&id),
        Resource::Equipment(id) => facility.equipment.contains_key(&id),
    }
}

/// Clashes of bookings alone and with each other, without the rest of people.
pub(super) fn of_bookings(world: &World, now: i64) -> Vec<Clash> {
    let held = held(world);
    let mut clashes = Vec::new();
    for (place, one) in held.iter().enumerate() {
        alone(world, one, now, &mut clashes);
        for other in &held[place + 1..] {
            for resource in resources(one.booking) {
                let shared = resources(other.booking).contains(&resource);
                if shared && is_known(&world.facility, resource) {
                    clashes.extend(double(one, other, resource));
                    clashes.extend(turnaround(&world.facility, one, other, resource));
                }
            }
        }
    }
    clashes
}

fn double(one: &Held, other: &Held, resource: Resource) -> Option<Clash> {
    let mut common = Vec::new();
    for a in &one.pieces {
        common.extend(other.pieces.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
    }
    common.retain(|(start, end)| start < end);
    let severity = match (one.holder.hold, other.holder.hold) {
        (Hold::Firm, Hold::Firm) => Severity::Error,
        (Hold::Firm, _) | (_, Hold::Firm) => Severity::Warning,
        (a, b) => {
            if a == b {
                Severity::Warning
            } else {
                Severity::Info
            }
        }
    };
    let minutes = common.iter().map(|(start, end)| end - start).sum::<i64>();
    met(one, other, &common, severity, ClashKind::DoubleBooking, resource, minutes)
}

fn turnaround(facility: &Facility, one: &Held, other: &Held, resource: Resource) -> Option<Clash> {
    let Resource::Room(id) = resource else { return None };
    let needed = facility.rooms[&id].turnaround.unwrap_or(Minutes::ZERO).0;
    let second = |held: &Held| matches!(held.holder.hold, Hold::Option(rank) if rank > 1);
    if one.plan.production.id == other.plan.production.id || second(one) || second(other) {
        return None;
    }
    let mut gaps = Vec::new();
    for a in &one.pieces {
        for b in &other.pieces {
            let (early, late) = if a.0 < b.0 { (a, b) } else { (b, a) };
            if early.1 <= late.0 && late.0 - early.1 < needed {
                gaps.push((early.1, late.0));
            }
        }
    }
    let minutes = gaps.iter().map(|(start, end)| end - start).min().unwrap_or(0);
    met(one, other, &gaps, Severity::Warning, ClashKind::Turnaround, resource, minutes)
}

fn met(
    one: &Held,
    other: &Held,
    meetings: &[(i64, i64)],
    severity: Severity,
    kind: ClashKind,
    resource: Resource,
    minutes: i64,
) -> Option<Clash> {
    let start = meetings.iter().map(|(start, _)| *start).min()?;
    let end = meetings.iter().map(|(_, end)| *end).max()?;
    let sides = vec![subject(one), subject(other)];
    let details = [("minutes", minutes.to_string()), ("times", meetings.len().to_string())];
    Some(clash(severity, kind, sides, Some((start, end)), Some(resource), &details))
}

pub(super) fn subject(held: &Held) -> Subject {
    Subject::planned(held.plan.production.id, Kind::Booking, held.booking.id)
}

fn whole(held: &Held) -> Option<(i64, i64)> {
    Some((held.pieces.first()?.0, held.pieces.last()?.1))
}

fn alone(world: &World, held: &Held, now: i64, clashes: &mut Vec<Clash>) {
    let mut push = |severity, kind, with: Option<Subject>, range, resource, details: &[_]| {
        let sides = [subject(held)].into_iter().chain(with).collect();
        clashes.push(clash(severity, kind, sides, range, resource, details));
    };
    let facility: &Facility = &world.facility;
    let (all, warn) = (whole(held), Severity::Warning);
    if held.pieces.is_empty() {
        let reversed = held.booking.end <= held.booking.start;
        let reason = if reversed { "reversed" } else { "no_day" };
        push(firmness(held), ClashKind::BadDates, None, None, None, &[("reason", reason.into())]);
    }
    if let (BookingState::Option, Some(expires)) = (&held.booking.state, held.booking.expires) {
        let since = now - naive::tick(expires);
        if since >= 0 {
            let details = [("reason", "expires".into()), ("since_minutes", since.to_string())];
            push(warn, ClashKind::ExpiredOption, None, all, None, &details);
        }
    }
    for resource in resources(held.booking) {
        if !is_known(facility, resource) {
            push(firmness(held), ClashKind::DeletedResource, None, all, Some(resource), &[]);
            continue;
        }
        for (reason, minutes) in closed(facility, held, resource) {
            let range = (*minutes.first().unwrap(), minutes.last().unwrap() + 1);
            let details = [("reason", reason.into()), ("minutes", minutes.len().to_string())];
            push(warn, ClashKind::ClosedHours, None, Some(range), Some(resource), &details);
        }
        for absence in facility.absences.values() {
            let of = [
                absence.room.map(Resource::Room),
                absence.person.map(Resource::Person),
                absence.equipment.map(Resource::Equipment),
            ];
            let away = naive::tick(absence.start.unwrap())..naive::tick(absence.end.unwrap());
            let minutes: Vec<i64> = all_minutes(held).filter(|at| away.contains(at)).collect();
            if let (true, Some(first)) = (of.contains(&Some(resource)), minutes.first()) {
                let range = Some((*first, minutes.last().unwrap() + 1));
                let side = Some(Subject::shared(Kind::Absence, absence.id));
                let details = [("minutes", minutes.len().to_string())];
                push(firmness(held), ClashKind::Absence, side, range, Some(resource), &details);
            }
        }
    }
    let directors = world.casting.affinities.values().filter(|affinity| affinity.veto);
    for affinity in directors.filter(|one| one.director == held.plan.production.director) {
        let person = affinity.person.filter(|id| held.booking.people.contains(id));
        if let Some(resource) = person.map(Resource::Person) {
            push(firmness(held), ClashKind::Veto, None, all, Some(resource), &[]);
        }
    }
    let Some(id) = held.booking.task else { return };
    let side = Some(Subject::planned(held.plan.production.id, Kind::Task, id));
    let Some(task) = held.plan.tasks.get(&id) else {
        push(warn, ClashKind::DeletedTask, side, all, None, &[]);
        return;
    };
    for (resource, reason, field, missing) in lacks(facility, held.booking, task) {
        let details = [("reason", reason.to_owned()), (field, missing)];
        push(warn, ClashKind::Capability, side, all, resource, &details);
    }
}

fn all_minutes<'a>(held: &'a Held) -> impl Iterator<Item = i64> + 'a {
    held.pieces.iter().flat_map(|(start, end)| *start..*end)
}

/// Minutes on days off, and minutes outside the first and last hour.
fn closed(facility: &Facility, held: &Held, resource: Resource) -> Vec<(&'static str, Vec<i64>)> {
    let (hours, zone): (WeekHours, Option<HolidayZoneId>) = match resource {
        Resource::Room(id) => {
            let room = &facility.rooms[&id];
            (naive::stated(facility, Some(&room.hours)), room.holiday_zone)
        }
        Resource::Person(id) => {
            let person = &facility.people[&id];
            (naive::stated(facility, Some(&person.hours)), person.holiday_zone)
        }
        Resource::Equipment(_) => return Vec::new(),
    };
    let off = naive::days_off(facility, zone);
    let open = |at: i64| {
        [date(at), date(at).pred_opt().unwrap()].into_iter().any(|day| {
            let window = first_to_last(&hours, units::Datelike::weekday(&day));
            window.is_some_and(|window| (span(day, window).0..span(day, window).1).contains(&at))
        })
    };
    let (holiday, work): (Vec<i64>, Vec<i64>) =
        all_minutes(held).partition(|at| off.contains(&date(*at)));
    let outside: Vec<i64> = work.into_iter().filter(|at| !open(*at)).collect();
    let mut found = vec![("hours", outside), ("holiday", holiday)];
    found.retain(|(_, minutes)| !minutes.is_empty());
    found
}

type Lack = (Option<Resource>, &'static str, &'static str, String);

fn lacks(facility: &Facility, booking: &Booking, task: &Task) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let joined = |words: BTreeSet<String>| words.into_iter().collect::<Vec<_>>().join(", ");
    if let Some(room) = booking.room.and_then(|id| facility.rooms.get(&id)) {
        let resource = Some(Resource::Room(room.id));
        if let Some(kind) = task.room_kind.clone().filter(|kind| *kind != room.kind) {
            lacks.push((resource, "room_kind", "room_kind", kind.key().to_owned()));
        }
        let mut offered = room.capabilities.clone();
        for machine in booking.equipment.iter().filter_map(|id| facility.equipment.get(id)) {
            offered.extend(machine.capabilities.iter().cloned());
        }
        let missing: BTreeSet<String> = &task.capabilities - &offered;
        if !missing.is_empty() {
            lacks.push((resource, "capabilities", "missing", joined(missing)));
        }
    }
    let mut best: BTreeMap<(usize, model::PersonId), BTreeSet<String>> = BTreeMap::new();
    let people: Vec<_> = booking.people.iter().filter_map(|id| facility.people.get(id)).collect();
    for person in &people {
        if task.function.iter().all(|function| person.functions.contains(function)) {
            let missing = &task.skills - &person.skills;
            best.insert((missing.len(), person.id), missing);
        }
    }
    match (best.pop_first(), &task.function) {
        (Some(((count, id), missing)), _) if count > 0 => {
            lacks.push((Some(Resource::Person(id)), "skills", "missing", joined(missing)));
        }
        (None, Some(function)) if !people.is_empty() => {
            lacks.push((None, "function", "function", function.clone()));
        }
        _ => {}
    }
    lacks
}

/// Tasks with one word in several rooms, or with nobody in common.
pub(super) fn same_as(world: &World) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for plan in world.plans.values() {
        let held: Vec<Held> = held(world)
            .into_iter()
            .filter(|held| held.plan.production.id == plan.production.id)
            .collect();
        let of = |task: &Task| -> Vec<&Held> {
            held.iter().filter(|held| held.booking.task == Some(task.id)).collect()
        };
        let alike = plan.tasks.values().filter(|task| task.same_as.is_some());
        let booked: Vec<&Task> =
            alike.map(AsRef::as_ref).filter(|task| !of(task).is_empty()).collect();
        let rooms = |task: &&Task| -> BTreeSet<_> {
            of(task).into_iter().filter_map(|held| held.booking.room).collect()
        };
        let in_rooms: Vec<_> = booked.iter().map(rooms).filter(|it| !it.is_empty()).collect();
        let is_sole = |task: &&&Task| task.sessions_at_once.is_none_or(|count| count <= 1);
        let sole: BTreeSet<_> = booked.iter().filter(is_sole).flat_map(rooms).collect();
        let nowhere =
            in_rooms.iter().flatten().all(|room| !in_rooms.iter().all(|it| it.contains(room)));
        let people: Vec<BTreeSet<_>> = booked
            .iter()
            .map(|task| of(task).iter().flat_map(|held| held.booking.people.clone()).collect())
            .filter(|people: &BTreeSet<_>| !people.is_empty())
            .collect();
        let nobody = |people: &[BTreeSet<model::PersonId>]| {
            people.iter().flatten().all(|person| !people.iter().all(|on| on.contains(person)))
        };
        let broken = [
            ("room", booked.len() > 1 && (sole.len() > 1 || in_rooms.len() > 1 && nowhere)),
            ("person", people.len() > 1 && nobody(&people)),
        ];
        for (reason, _) in broken.into_iter().filter(|(_, broken)| *broken) {
            let task = |task: &&Task| Subject::planned(plan.production.id, Kind::Task, task.id);
            let sides = booked.iter().map(task).collect();
            let details = [("reason", reason.to_owned()), ("word", "mix".to_owned())];
            clashes.push(clash(Severity::Warning, ClashKind::SameAs, sides, None, None, &details));
        }
    }
    clashes
}

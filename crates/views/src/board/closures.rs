//! When a room or a person is not to be had although the house works.

use crate::Source;
use model::AbsenceKind;
use schedule::{ClosureCause, Resource};
use units::{Minutes, Tick, TickRange};

/// A stretch in which a room or a person is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardClosure {
    /// When.
    pub range: TickRange,
    /// Why.
    pub cause: ClosedFor,
}

/// Why somebody or something is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClosedFor {
    /// Away, closed, in repair.
    Absence(AbsenceKind),
    /// A day off that the house does not keep: key of a computed holiday, or its name.
    Holiday(String),
    /// Outside its own hours.
    Hours,
}

/// When something is not to be had within a range although the house works, and its absences
/// whole. Sorted; empty if the facility does not have it.
pub fn closures(source: &Source<'_>, resource: Resource, range: TickRange) -> Vec<BoardClosure> {
    let Some(availability) = source.time().availability(resource) else { return Vec::new() };
    let mut found: Vec<BoardClosure> = availability
        .absences
        .iter()
        .filter(|(away, _)| away.overlaps(range))
        .map(|(away, id)| {
            let kind = source.facility.absences.get(id).map(|absence| absence.kind.clone());
            let cause = ClosedFor::Absence(kind.unwrap_or(AbsenceKind::Away));
            BoardClosure { range: *away, cause }
        })
        .collect();
    if is_like_the_house(source, resource) {
        return found;
    }
    let mut of_hours: Vec<BoardClosure> = Vec::new();
    for closure in availability.closures(range) {
        let cause = match closure.cause {
            ClosureCause::Absence(_) => continue,
            ClosureCause::Holiday(name) => ClosedFor::Holiday(name),
            ClosureCause::Hours => ClosedFor::Hours,
        };
        for range in source.time().house().stretches_in(closure.range) {
            match of_hours.last_mut() {
                Some(last)
                    if last.cause == cause && is_pause(source, last.range.end, range.start) =>
                {
                    last.range.end = range.end;
                }
                _ => of_hours.push(BoardClosure { range, cause: cause.clone() }),
            }
        }
    }
    found.extend(of_hours);
    found.sort_by_key(|closure| closure.range);
    found
}

/// Is what lies between two ticks no more than a lunch or a night of the house?
fn is_pause(source: &Source<'_>, from: Tick, to: Tick) -> bool {
    to - from < Minutes::hours(24) && source.time().house().work_between(from, to) == Minutes::ZERO
}

/// Has it the hours and the days off of the house?
fn is_like_the_house(source: &Source<'_>, resource: Resource) -> bool {
    let facility = source.facility;
    let stated = match resource {
        Resource::Room(id) => facility.rooms.get(&id).map(|room| (&room.hours, room.holiday_zone)),
        Resource::Person(id) => {
            facility.people.get(&id).map(|person| (&person.hours, person.holiday_zone))
        }
        Resource::Equipment(_) => None,
    };
    let house = facility.house.holiday_zone;
    stated.is_none_or(|(hours, zone)| !hours.is_stated() && zone.is_none_or(|it| Some(it) == house))
}

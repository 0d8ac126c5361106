//! When a room can be had, and by what it is held.

use super::*;
use schedule::Resource;
use units::{Minutes, TickRange};

fn range(from: &str, to: &str) -> TickRange {
    let tick = |text: &str| Zone::PARIS.tick(moment(text));
    TickRange::new(tick(from), tick(to))
}

#[test]
fn free_days_over_a_weekend_are_one_stretch_and_a_session_parts_them() {
    let sample = Sample::new();
    let source = sample.source();
    let whole = range("2026-11-23T00:00", "2026-12-12T00:00");
    let found = free_stretches(&source, Resource::Room(STAGE), whole, Minutes::hours(1));
    // The session takes Thursday and Friday; from Monday on the room is free over a weekend.
    let expected = [
        (range("2026-11-23T09:00", "2026-11-25T18:00"), Minutes::hours(3 * 8)),
        (range("2026-11-30T09:00", "2026-12-11T18:00"), Minutes::hours(10 * 8)),
    ];
    let found: Vec<_> = found.into_iter().map(|free| (free.range, free.work)).collect();
    assert_eq!(found, expected);
    let sessions = sessions_ahead(&source, Resource::Room(STAGE), whole);
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].booking, Subject::planned(PRODUCTION, model::Kind::Booking, SESSION));
}

#[test]
fn somebody_the_facility_does_not_have_is_never_free() {
    let sample = Sample::new();
    let nobody = Resource::Person(PersonId(RawId(999)));
    let whole = range("2026-11-23T00:00", "2026-12-05T00:00");
    assert!(free_stretches(&sample.source(), nobody, whole, Minutes::hours(1)).is_empty());
}

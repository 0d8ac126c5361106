//! What a drag is told before the booking is let go.

use crate::testing::{Draft, at, check, days, facility, person, room, task};
use crate::{Clash, Report};
use model::{Booking, BookingId, BookingState, LinkKind, ProductionId, RawId};
use std::sync::Arc;
use units::Minutes;

const NOW: &str = "2026-11-23T09:00";

fn film() -> ProductionId {
    ProductionId(RawId(1))
}

/// Kinds and reasons.
fn told(clashes: &[Clash]) -> Vec<String> {
    let reason = |clash: &Clash| match clash.details.get("reason") {
        Some(reason) => format!("{} {reason}", clash.kind.key()),
        None => clash.kind.key().to_owned(),
    };
    clashes.iter().map(reason).collect()
}

fn moved(report: &Report, id: u128, start: &str, end: &str) -> Booking {
    let plan = report.document(film()).unwrap();
    let mut booking = Booking::clone(&plan.bookings[&BookingId(RawId(id))]);
    (booking.start, booking.end) = (Some(at(start)), Some(at(end)));
    booking
}

/// Room 1 is another production's all Tuesday; person 1 works for it too.
fn shared_room() -> Report {
    let mut film = Draft::new(1);
    let own = film.book(1, "2026-11-23T09:00", "2026-11-23T18:00");
    own.room = Some(room(1));
    own.people.insert(person(1));
    let mut series = Draft::new(2);
    let other = series.book(2, "2026-11-24T09:00", "2026-11-24T18:00");
    other.room = Some(room(1));
    other.people.insert(person(1));
    check(facility(), vec![film, series], NOW)
}

#[test]
fn a_booking_left_where_it_is_does_not_stand_in_its_own_way() {
    let report = shared_room();
    let same = moved(&report, 1, "2026-11-23T09:00", "2026-11-23T18:00");
    assert_eq!(told(&report.probe(film(), &same)), [""; 0]);
    let longer = moved(&report, 1, "2026-11-23T10:00", "2026-11-23T18:00");
    assert_eq!(told(&report.probe(film(), &longer)), [""; 0]);
}

#[test]
fn a_booking_dragged_onto_another_is_told_so_for_room_and_person() {
    let report = shared_room();
    let clash = moved(&report, 1, "2026-11-24T14:00", "2026-11-24T18:00");
    assert_eq!(told(&report.probe(film(), &clash)), ["double_booking", "double_booking"]);
}

#[test]
fn rest_hours_and_holidays_are_seen_during_the_drag() {
    let report = shared_room();
    let late = moved(&report, 1, "2026-11-23T18:00", "2026-11-24T01:00");
    let expected = ["rest rest", "closed_hours hours", "closed_hours hours"];
    assert_eq!(told(&report.probe(film(), &late)), expected);
    let christmas = moved(&report, 1, "2026-12-25T09:00", "2026-12-25T18:00");
    let expected = ["closed_hours holiday", "closed_hours holiday"];
    assert_eq!(told(&report.probe(film(), &christmas)), expected);
}

#[test]
fn a_new_booking_is_checked_like_one_that_is_kept() {
    let report = shared_room();
    let mut booking = Booking::new(BookingId(RawId(99)));
    (booking.start, booking.end) = (Some(at("2026-11-24T09:00")), Some(at("2026-11-24T10:00")));
    booking.room = Some(room(1));
    assert_eq!(told(&report.probe(film(), &booking)), [""; 0], "an idea holds nothing");
    booking.state = BookingState::Confirmed;
    assert_eq!(told(&report.probe(film(), &booking)), ["double_booking"]);
    booking.task = Some(task(7));
    let expected = ["double_booking", "deleted_task"];
    assert_eq!(told(&report.probe(film(), &booking)), expected);
    let unknown = ProductionId(RawId(9));
    assert_eq!(told(&report.probe(unknown, &booking)), [""; 0]);
}

#[test]
fn bookings_dragged_together_keep_out_of_each_others_way() {
    let mut film = Draft::new(1);
    for (id, day) in [(1, "2026-11-23"), (2, "2026-11-24")] {
        let booking = film.book(id, &format!("{day}T09:00"), &format!("{day}T18:00"));
        booking.room = Some(room(1));
    }
    let report = check(facility(), vec![film], NOW);
    let first = moved(&report, 1, "2026-11-24T09:00", "2026-11-24T18:00");
    let second = moved(&report, 2, "2026-11-25T09:00", "2026-11-25T18:00");
    assert_eq!(told(&report.probe(self::film(), &first)), ["double_booking"]);
    let both = [first, second].map(|booking| (self::film(), Arc::new(booking)));
    assert_eq!(told(&report.probe_all(&both)), [""; 0]);
}

#[test]
fn a_session_dragged_before_its_predecessor_or_past_its_deadline_is_told_so() {
    let mut draft = Draft::new(1);
    draft.task(1, days(2));
    draft.task(2, days(1)).deadline = Some(at("2026-11-27T18:00"));
    draft.task(3, days(1));
    draft.link(1, 2, LinkKind::FinishToStart, "0");
    draft.link(2, 3, LinkKind::FinishToStart, "0");
    draft.production().delivery = units::parse_date("2026-12-01");
    draft.book(1, "2026-11-26T09:00", "2026-11-26T18:00").task = Some(task(2));
    let report = check(facility(), vec![draft], NOW);
    let early = moved(&report, 1, "2026-11-24T09:00", "2026-11-24T18:00");
    let probed = report.probe(film(), &early);
    assert_eq!(told(&probed), ["lag"]);
    assert_eq!(probed[0].details["minutes"], Minutes::hours(8).0.to_string());
    let late = moved(&report, 1, "2026-12-01T09:00", "2026-12-01T18:00");
    // The mix misses its own date; what follows it, the delivery.
    assert_eq!(told(&report.probe(film(), &late)), ["deadline", "deadline"]);
}

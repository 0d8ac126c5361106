//! What bookings take, on the days that are awkward.

use super::DateProblem;
use crate::testing::{Draft, at, facility, paris};
use crate::{FacilityTime, Occupation};
use model::{Booking, BookingDays};
use std::sync::Arc;
use units::{Minutes, TickRange};

fn occupation(start: &str, end: &str, set: impl FnOnce(&mut Booking)) -> Occupation {
    let mut draft = Draft::new(1);
    let booking = draft.book(1, start, end);
    set(booking);
    FacilityTime::new(&Arc::new(facility()), (2025, 2029)).occupation(booking)
}

fn range(start: &str, end: &str) -> TickRange {
    TickRange::new(paris(start), paris(end))
}

#[test]
fn a_session_is_one_stretch_even_past_midnight() {
    let night = occupation("2026-11-23T20:00", "2026-11-24T04:00", |_| {});
    assert_eq!(night.pieces, [range("2026-11-23T20:00", "2026-11-24T04:00")]);
    let almost = occupation("2026-11-23T09:00", "2026-11-24T08:59", |_| {});
    assert_eq!(almost.pieces.len(), 1);
}

#[test]
fn a_week_takes_its_working_days_from_first_to_last_hour() {
    // 11 November is a holiday, the weekend is not worked.
    let week = occupation("2026-11-09T14:00", "2026-11-16T13:00", |_| {});
    assert_eq!(
        week.pieces,
        [
            range("2026-11-09T14:00", "2026-11-09T18:00"),
            range("2026-11-10T09:00", "2026-11-10T18:00"),
            range("2026-11-12T09:00", "2026-11-12T18:00"),
            range("2026-11-13T09:00", "2026-11-13T18:00"),
            range("2026-11-16T09:00", "2026-11-16T13:00"),
        ]
    );
}

#[test]
fn saturdays_and_every_day_are_taken_on_demand() {
    let count = |days| {
        occupation("2026-11-09T09:00", "2026-11-15T18:00", |booking| booking.days = days)
            .pieces
            .len()
    };
    assert_eq!(count(BookingDays::Working), 4);
    assert_eq!(count(BookingDays::WithSaturdays), 5);
    assert_eq!(count(BookingDays::Every), 7);
}

#[test]
fn nights_begin_on_each_counted_day() {
    let nights = occupation("2026-11-23T22:00", "2026-11-25T02:00", |booking| {
        booking.window = Some("22:00-06:00".parse().unwrap());
    });
    assert_eq!(
        nights.pieces,
        [
            range("2026-11-23T22:00", "2026-11-24T06:00"),
            range("2026-11-24T22:00", "2026-11-25T02:00"),
        ]
    );
}

#[test]
fn the_night_clocks_change_lasts_seven_or_nine_hours() {
    let length = |start, end| occupation(start, end, |_| {}).pieces[0].length();
    assert_eq!(length("2026-03-28T22:00", "2026-03-29T06:00"), Minutes::hours(7));
    assert_eq!(length("2026-10-24T22:00", "2026-10-25T06:00"), Minutes::hours(9));
}

#[test]
fn bad_dates_take_nothing_and_say_why() {
    let problem = |start, end| {
        let found = occupation(start, end, |_| {});
        assert!(found.pieces.is_empty());
        found.problem
    };
    assert_eq!(problem("2026-11-23T09:00", "2026-11-23T09:00"), Some(DateProblem::Reversed));
    assert_eq!(problem("2026-11-23T18:00", "2026-11-23T09:00"), Some(DateProblem::Reversed));
    assert_eq!(problem("2099-11-23T09:00", "2099-11-23T18:00"), Some(DateProblem::Outside));
    assert_eq!(problem("2026-11-28T00:00", "2026-11-29T23:00"), Some(DateProblem::NoDay));
    let missing = occupation("2026-11-23T09:00", "2026-11-23T10:00", |booking| booking.end = None);
    assert_eq!(missing.problem, Some(DateProblem::Missing));
}

#[test]
fn a_booking_of_a_century_keeps_two_years() {
    let found = occupation("2026-01-01T09:00", "2100-01-01T18:00", |booking| {
        booking.days = BookingDays::Every;
    });
    assert_eq!(found.problem, Some(DateProblem::TooLong));
    assert_eq!(found.pieces.len(), super::MOST_DAYS);
}

#[test]
fn lunch_is_not_work_but_evenings_and_sundays_are() {
    let work = |start: &str, end: &str| {
        let time = FacilityTime::new(&Arc::new(facility()), (2025, 2029));
        time.booked_work(&[TickRange::new(time.tick(at(start)), time.tick(at(end)))])
    };
    assert_eq!(work("2026-11-23T09:00", "2026-11-23T18:00"), Minutes::hours(8));
    assert_eq!(work("2026-11-23T12:30", "2026-11-23T20:00"), Minutes(390));
    assert_eq!(work("2026-11-22T10:00", "2026-11-22T18:00"), Minutes::hours(8));
    assert_eq!(work("2026-11-11T10:00", "2026-11-11T18:00"), Minutes::hours(8));
}

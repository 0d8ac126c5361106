//! Where a booking comes to lie when it begins elsewhere: it takes as many days as before.
//!
//! Moved by its length on the wall clock alone, three days from Monday would shrink to one when
//! they begin on a Friday, because the weekend takes the rest.

use crate::facility_time::FacilityTime;
use crate::occupation::MOST_DAYS;
use model::{Booking, BookingDays};
use units::{NaiveDate, NaiveDateTime};

impl FacilityTime {
    /// Both ends of a booking that begins at another moment.
    ///
    /// One of less than a day keeps its length on the wall clock. A longer one begins on a day that
    /// it can take (the next one, if need be), takes as many days as before, and ends at the same
    /// time of day. `None` if it has no dates, or if no calendar reaches so far.
    pub fn shifted(
        &self,
        booking: &Booking,
        start: NaiveDateTime,
    ) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (old_start, old_end) = booking.start.zip(booking.end)?;
        let length = old_end - old_start;
        let days = self.days_taken(&booking.days, old_start.date(), old_end.date());
        if length.num_minutes() < 24 * 60 || days < 2 {
            return Some((start, start.checked_add_signed(length)?));
        }
        let mut taken = start.date().iter_days().take(2 * MOST_DAYS);
        let first = taken.by_ref().find(|date| self.counts(&booking.days, *date))?;
        let mut last = first;
        for _ in 1..days {
            last = taken.by_ref().find(|date| self.counts(&booking.days, *date))?;
        }
        Some((first.and_time(start.time()), last.and_time(old_end.time())))
    }

    /// On how many days, from one date to another, both included, a booking takes time.
    pub fn days_taken(&self, days: &BookingDays, from: NaiveDate, to: NaiveDate) -> usize {
        let dates = from.iter_days().take_while(|date| *date <= to).take(MOST_DAYS);
        dates.filter(|date| self.counts(days, *date)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, facility};
    use model::{BookingId, RawId};
    use proptest::prelude::*;
    use std::sync::Arc;
    use units::{Days, Minutes, after, format_date_time};

    fn time() -> FacilityTime {
        FacilityTime::new(&Arc::new(facility()), (2026, 2028))
    }

    fn booking(start: &str, end: &str) -> Booking {
        let mut booking = Booking::new(BookingId(RawId(1)));
        (booking.start, booking.end) = (Some(at(start)), Some(at(end)));
        booking
    }

    fn shifted(booking: &Booking, start: &str) -> String {
        let (start, end) = time().shifted(booking, at(start)).unwrap();
        format!("{} {}", format_date_time(start), format_date_time(end))
    }

    #[test]
    fn three_days_stay_three_days_over_a_weekend_and_a_holiday() {
        let booking = booking("2026-11-23T09:00", "2026-11-25T18:00");
        assert_eq!(shifted(&booking, "2026-11-27T09:00"), "2026-11-27T09:00 2026-12-01T18:00");
        // Wednesday 11 November is a holiday.
        assert_eq!(shifted(&booking, "2026-11-10T14:00"), "2026-11-10T14:00 2026-11-13T18:00");
        // It cannot begin on a Saturday.
        assert_eq!(shifted(&booking, "2026-11-28T09:00"), "2026-11-30T09:00 2026-12-02T18:00");
    }

    #[test]
    fn a_session_of_hours_may_lie_anywhere() {
        let booking = booking("2026-11-23T14:00", "2026-11-23T18:00");
        assert_eq!(shifted(&booking, "2026-11-28T22:00"), "2026-11-28T22:00 2026-11-29T02:00");
    }

    #[test]
    fn one_that_takes_every_day_takes_the_weekend_too() {
        let mut booking = booking("2026-11-23T09:00", "2026-11-25T18:00");
        booking.days = BookingDays::Every;
        assert_eq!(shifted(&booking, "2026-11-28T09:00"), "2026-11-28T09:00 2026-11-30T18:00");
        booking.days = BookingDays::WithSaturdays;
        assert_eq!(shifted(&booking, "2026-11-28T09:00"), "2026-11-28T09:00 2026-12-01T18:00");
    }

    proptest! {
        #[test]
        fn it_takes_as_many_days_wherever_it_goes_and_comes_back(days in 2_u64..30, by in -60_i64..60) {
            let time = time();
            let start = at("2027-03-01T09:00");
            let end = time.shifted(&booking("2027-03-01T09:00", "2027-03-02T18:00"), start).unwrap().1;
            let end = end.checked_add_days(Days::new(days)).unwrap();
            let mut booking = booking("2027-03-01T09:00", &format_date_time(end));
            let taken = |booking: &Booking| {
                let dates = booking.start.zip(booking.end).unwrap();
                time.days_taken(&booking.days, dates.0.date(), dates.1.date())
            };
            let before = taken(&booking);
            let (from, to) = time.shifted(&booking, after(start, Minutes(by * 1_440))).unwrap();
            (booking.start, booking.end) = (Some(from), Some(to));
            prop_assert_eq!(taken(&booking), before);
            let (from, to) = time.shifted(&booking, start).unwrap();
            prop_assert_eq!(from, start);
            (booking.start, booking.end) = (Some(from), Some(to));
            prop_assert_eq!(taken(&booking), before);
        }
    }
}

//! Where work comes to lie when it is booked: from a moment on, in the hours of a room, on the days
//! on which the house works.

use crate::facility_time::{FacilityTime, window};
use crate::occupation::MOST_DAYS;
use crate::resource::Resource;
use model::{Room, RoomId, Window};
use std::sync::Arc;
use units::{Datelike, Days, Minutes, NaiveDate, NaiveDateTime, TickRange};

/// Dates of a booking that holds some work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// First moment on the wall clock of the house.
    pub start: NaiveDateTime,
    /// First moment after it.
    pub end: NaiveDateTime,
    /// Daily window, if the room has hours of its own.
    pub window: Option<Window>,
}

impl FacilityTime {
    /// The dates of a booking that holds this much work and begins as soon as the room, or without
    /// one the house, is open from a moment on.
    ///
    /// It takes days on which the house works, each from the first to the last hour of the room on
    /// its first day; it does not look at other bookings. One that goes over a night lasts 24 hours
    /// at least, since a shorter one would be a night of work. `None` if there is nothing to do, or
    /// if it does not fit into two years.
    pub fn placement(
        &self,
        room: Option<RoomId>,
        from: NaiveDateTime,
        work: Minutes,
    ) -> Option<Placement> {
        if !work.is_positive() {
            return None;
        }
        let room = room.and_then(|id| self.facility().rooms.get(&id));
        let mut days = from.date().iter_days().take(MOST_DAYS).filter(|date| self.works_on(*date));
        let (first, window) = days.find_map(|date| self.first_piece(room, from, date))?;
        self.placed(first, window, days, work)
    }

    /// The dates of work that begins with a piece of its first day and goes on over days that
    /// follow, each in the window, or in the hours of the house without one. `None` if the days do
    /// not hold it.
    pub fn placed(
        &self,
        first: TickRange,
        window: Option<Window>,
        mut days: impl Iterator<Item = NaiveDate>,
        work: Minutes,
    ) -> Option<Placement> {
        let zone = self.calendars().zone();
        let (mut piece, mut left) = (first, work);
        while left > self.work_in(piece) {
            left = left - self.work_in(piece);
            piece = self.daily(window, zone, days.next()?);
        }
        let start = self.civil(first.start);
        let mut end = self.civil(self.done_by(piece.start, left));
        if piece != first {
            end = end.max(start.checked_add_days(Days::new(1))?);
        }
        Some(Placement { start, end, window })
    }

    /// What a date has to offer from a moment on, and the window of the room.
    fn first_piece(
        &self,
        room: Option<&Arc<Room>>,
        from: NaiveDateTime,
        date: NaiveDate,
    ) -> Option<(TickRange, Option<Window>)> {
        let own = room.filter(|room| room.hours.is_stated());
        let own = match own {
            Some(room) => Some(window(room.hours.spans(date.weekday()))?),
            None => None,
        };
        let day = self.daily(own, self.calendars().zone(), date);
        let day = TickRange::new(day.start.max(self.tick(from)), day.end);
        let availability = room.and_then(|room| self.availability(Resource::Room(room.id)));
        let free = availability.map_or(self.house(), |availability| &availability.free);
        let start = free.stretches_in(day).next()?.start;
        // The rest of a night that began the day before: a booking takes the days from the date of
        // its start on, and would not have it.
        if self.civil(start).date() != date {
            return None;
        }
        Some((TickRange::new(start, day.end), own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, days, facility, room};
    use model::{Absence, AbsenceId, Facility, RawId, WeekHours};

    fn placed(facility: Facility, room: Option<RoomId>, from: &str, work: Minutes) -> String {
        let time = FacilityTime::new(&Arc::new(facility), (2025, 2029));
        let Some(placement) = time.placement(room, at(from), work) else {
            return "nowhere".to_owned();
        };
        let moment = units::format_date_time;
        format!("{} {}", moment(placement.start), moment(placement.end))
    }

    #[test]
    fn work_takes_the_days_of_the_house_over_weekend_and_holiday() {
        let placed = |from, work| placed(facility(), None, from, work);
        let expected = "2026-11-09T09:00 2026-11-09T18:00";
        assert_eq!(placed("2026-11-09T09:00", days(1)), expected);
        assert_eq!(placed("2026-11-09T00:00", days(1)), expected);
        assert_eq!(placed("2026-11-07T15:00", days(1)), expected);
        // Wednesday 11 November is a holiday.
        let expected = "2026-11-09T09:00 2026-11-16T13:00";
        assert_eq!(placed("2026-11-09T09:00", Minutes::hours(36)), expected);
        // At lunch one begins after it; an afternoon holds four hours.
        let expected = "2026-11-09T14:00 2026-11-09T18:00";
        assert_eq!(placed("2026-11-09T13:30", Minutes::hours(4)), expected);
    }

    #[test]
    fn what_goes_over_a_night_is_no_night_of_work() {
        let expected = "2026-11-09T15:00 2026-11-10T15:00";
        assert_eq!(placed(facility(), None, "2026-11-09T15:00", Minutes::hours(4)), expected);
    }

    #[test]
    fn a_room_with_its_own_hours_gives_its_window_and_a_closed_one_waits() {
        let mut house = facility();
        let stage = Arc::make_mut(house.rooms.get_mut(&room(1)).unwrap());
        stage.hours = WeekHours::weekdays(&"10:00-20:00".parse().unwrap());
        let mut closed = Absence::new(AbsenceId(RawId(1)));
        closed.room = Some(room(1));
        (closed.start, closed.end) = (Some(at("2026-11-09T00:00")), Some(at("2026-11-10T12:00")));
        house.absences.insert(closed.id, Arc::new(closed));
        // Seven hours, lunch of the house left out, then nine a day.
        let expected = "2026-11-10T12:00 2026-11-12T12:00";
        assert_eq!(placed(house, Some(room(1)), "2026-11-09T09:00", Minutes::hours(9)), expected);
    }

    #[test]
    fn a_room_that_comes_free_in_the_night_is_taken_at_its_next_opening() {
        let mut house = facility();
        let stage = Arc::make_mut(house.rooms.get_mut(&room(1)).unwrap());
        stage.hours = WeekHours::weekdays(&"14:00-04:00".parse().unwrap());
        let mut closed = Absence::new(AbsenceId(RawId(1)));
        closed.room = Some(room(1));
        (closed.start, closed.end) = (Some(at("2026-11-09T00:00")), Some(at("2026-11-10T01:00")));
        house.absences.insert(closed.id, Arc::new(closed));
        // What is left of the night belongs to the ninth, on which the booking would not begin.
        let expected = "2026-11-10T14:00 2026-11-13T00:00";
        assert_eq!(placed(house, Some(room(1)), "2026-11-09T21:00", Minutes::hours(24)), expected);
    }

    #[test]
    fn nothing_and_what_never_fits_are_placed_nowhere() {
        assert_eq!(placed(facility(), None, "2026-11-09T09:00", Minutes::ZERO), "nowhere");
        assert_eq!(placed(facility(), None, "2026-11-09T09:00", Minutes(i64::MAX)), "nowhere");
        let mut house = facility();
        let closed = Arc::make_mut(house.rooms.get_mut(&room(1)).unwrap());
        closed.hours = WeekHours([(0, "".parse().unwrap())].into());
        assert_eq!(placed(house, Some(room(1)), "2026-11-09T09:00", days(1)), "nowhere");
    }
}

//! What it is worth not to disturb people: points for moving sessions, other rooms and people,
//! hours outside the usual ones, late masters. Settings with defaults; what each profile makes of
//! the points is told by `solve::Profile`.

use crate::facility_time::FacilityTime;
use crate::solve::Disturbance;
use model::{Booking, BookingState, House};
use units::{Minutes, Tick};

/// Points, as a house sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// For moving a session at all.
    pub moved: i64,
    /// For each day it comes later.
    pub per_day: i64,
    /// For each day it comes sooner: more, since people have to be ready, and what it needs too.
    pub per_day_sooner: i64,
    /// For another room.
    pub room: i64,
    /// For another person.
    pub person: i64,
    /// On top, if the director asks for the one who is lost.
    pub chosen: i64,
    /// For each hour outside the usual ones.
    pub overtime_hour: i64,
    /// For each minute a master is late.
    pub late_minute: i64,
    /// For each minute another deadline is missed by.
    pub late_task_minute: i64,
}

impl Default for Weights {
    /// Ten confirmed sessions moved a fortnight ahead are worth about a day of a master's delay.
    fn default() -> Self {
        Self {
            moved: 20,
            per_day: 8,
            per_day_sooner: 20,
            room: 12,
            person: 25,
            chosen: 25,
            overtime_hour: 60,
            late_minute: 20,
            late_task_minute: 5,
        }
    }
}

impl Weights {
    /// Those of a house: what it states, and the defaults for the rest.
    pub fn of(house: &House) -> Self {
        let usual = Self::default();
        let or = |stated: Option<i64>, usual: i64| stated.unwrap_or(usual);
        Self {
            moved: or(house.points_moved, usual.moved),
            per_day: or(house.points_day_later, usual.per_day),
            per_day_sooner: or(house.points_day_sooner, usual.per_day_sooner),
            room: or(house.points_room, usual.room),
            person: or(house.points_person, usual.person),
            chosen: or(house.points_asked_for, usual.chosen),
            overtime_hour: or(house.points_overtime_hour, usual.overtime_hour),
            late_minute: or(house.points_late_minute, usual.late_minute),
            late_task_minute: or(house.points_late_task_minute, usual.late_task_minute),
        }
    }

    /// What it costs to move a booking at a moment.
    pub(crate) fn disturbance(
        &self,
        booking: &Booking,
        start: Tick,
        now: Tick,
        time: &FacilityTime,
    ) -> Disturbance {
        let weight = |points: i64| weighed(points, booking, notice(start, now, time));
        Disturbance {
            moved: weight(self.moved),
            per_day_later: weight(self.per_day),
            per_day_earlier: weight(self.per_day_sooner),
        }
    }

    /// What it costs to change who or where at a moment.
    pub(crate) fn change(
        &self,
        booking: &Booking,
        start: Tick,
        now: Tick,
        time: &FacilityTime,
        points: i64,
    ) -> i64 {
        weighed(points, booking, notice(start, now, time))
    }
}

/// Points times how firm a booking is, in tenths, times how soon it is; rounded down.
fn weighed(points: i64, booking: &Booking, notice: i64) -> i64 {
    points.saturating_mul(firmness(booking)).saturating_mul(notice) / 10
}

/// How firm, in tenths: what is confirmed is known to everybody, an idea to nobody.
fn firmness(booking: &Booking) -> i64 {
    match booking.state {
        BookingState::Option if booking.rank.unwrap_or(1) <= 1 => 10,
        BookingState::Option => 3,
        BookingState::Idea => 1,
        _ => 40,
    }
}

/// How much moving it now disturbs: less than 48 hours ahead most, then less than five and ten
/// working days of the house.
fn notice(start: Tick, now: Tick, time: &FacilityTime) -> i64 {
    if start - now < Minutes::hours(48) {
        return 8;
    }
    let day = time.calendars().day_length().0.max(1);
    match time.house().work_between(now, start).0 / day {
        ..5 => 4,
        5..10 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{FacilityId, RawId};

    #[test]
    fn a_house_that_states_nothing_has_the_usual_points_and_each_that_it_states_counts() {
        let mut house = House::new(FacilityId(RawId(1)));
        assert_eq!(Weights::of(&house), Weights::default());
        house.points_overtime_hour = Some(0);
        house.points_person = Some(300);
        let stated = Weights { overtime_hour: 0, person: 300, ..Weights::default() };
        assert_eq!(Weights::of(&house), stated);
    }
}

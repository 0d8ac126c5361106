//! How loaded a room, a person or a machine is: the gauges of rows and days.

use crate::calendar::WorkCalendar;
use crate::clash::shared::Stretch;
use crate::report::Report;
use crate::resource::Resource;
use model::BookingId;
use units::{Minutes, TickRange};

/// How much is taken of what there is. Lunch of the resource counts in neither; what is taken
/// outside its hours counts in full, so that more may be taken than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Load {
    /// Taken by firm bookings; time booked twice is taken once.
    pub firm: Minutes,
    /// Taken by firm bookings and first options.
    pub held: Minutes,
    /// Its hours, days off and absences left out.
    pub open: Minutes,
}

impl Report {
    /// How loaded something is over a range; nothing if the facility does not have it.
    pub fn load(&self, resource: Resource, range: TickRange) -> Load {
        self.loads(resource, &[range]).into_iter().next().unwrap_or_default()
    }

    /// The same over several ranges, such as the days of a row: what is held is gathered once.
    pub fn loads(&self, resource: Resource, ranges: &[TickRange]) -> Vec<Load> {
        self.loads_but(resource, ranges, None)
    }

    /// The same were it not for one booking.
    pub(crate) fn loads_but(
        &self,
        resource: Resource,
        ranges: &[TickRange],
        but: Option<BookingId>,
    ) -> Vec<Load> {
        let first = ranges.iter().map(|range| range.start).min();
        let last = ranges.iter().map(|range| range.end).max();
        let (Some(availability), Some((first, last))) =
            (self.time().availability(resource), first.zip(last))
        else {
            return vec![Load::default(); ranges.len()];
        };
        let span = TickRange::new(first, last);
        let openings = self.time().opening(resource).into_iter();
        let openings = openings.flat_map(|opening| opening.stretches_in(span));
        let lunch: Vec<TickRange> =
            openings.flat_map(|stretch| availability.hours.uncovered(stretch)).collect();
        let counts = |stretch: &&Stretch| {
            stretch.holder.hold.counts() && Some(stretch.holder.booking) != but
        };
        let held = || self.near(resource, span).filter(counts);
        let firm = held().filter(|stretch| stretch.holder.hold.is_firm());
        let firm = WorkCalendar::new(span, firm.map(|stretch| stretch.range)).without(&lunch);
        let held = WorkCalendar::new(span, held().map(|stretch| stretch.range)).without(&lunch);
        let within = |calendar: &WorkCalendar, range: &TickRange| {
            calendar.work_between(range.start, range.end)
        };
        let load = |range| Load {
            firm: within(&firm, range),
            held: within(&held, range),
            open: within(&availability.free, range),
        };
        ranges.iter().map(load).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Draft, at, check, facility, paris, person, room};
    use model::{Absence, AbsenceId, BookingState, Facility, PersonId, RawId, WeekHours};
    use std::sync::Arc;

    const NOW: &str = "2026-11-23T09:00";

    fn day(date: &str) -> TickRange {
        TickRange::new(paris(&format!("{date}T00:00")), paris(&format!("{date}T23:59")))
    }

    fn hours(firm: i64, held: i64, open: i64) -> Load {
        let [firm, held, open] = [firm, held, open].map(Minutes::hours);
        Load { firm, held, open }
    }

    fn away(facility: &mut Facility, person: PersonId, from: &str, to: &str) {
        let mut absence = Absence::new(AbsenceId(RawId(1)));
        absence.person = Some(person);
        (absence.start, absence.end) = (Some(at(from)), Some(at(to)));
        facility.absences.insert(absence.id, Arc::new(absence));
    }

    #[test]
    fn a_whole_day_is_full_and_lunch_is_no_work() {
        let mut draft = Draft::new(1);
        draft.book(1, "2026-11-23T09:00", "2026-11-24T18:00").room = Some(room(1));
        let option = draft.book(2, "2026-11-25T14:00", "2026-11-25T18:00");
        (option.room, option.state) = (Some(room(1)), BookingState::Option);
        let second = draft.book(3, "2026-11-25T09:00", "2026-11-25T18:00");
        (second.room, second.state, second.rank) = (Some(room(1)), BookingState::Option, Some(2));
        let report = check(facility(), vec![draft], NOW);
        let days = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-28"].map(day);
        let loads = report.loads(Resource::Room(room(1)), &days);
        assert_eq!(loads, [hours(8, 8, 8), hours(8, 8, 8), hours(0, 4, 8), hours(0, 0, 0)]);
        let week = TickRange::new(days[0].start, days[3].end);
        assert_eq!(report.load(Resource::Room(room(1)), week), hours(16, 20, 40));
    }

    #[test]
    fn double_time_counts_once_and_overtime_in_full() {
        let mut draft = Draft::new(1);
        for id in 1..=2 {
            let booking = draft.book(id, "2026-11-23T09:00", "2026-11-23T22:00");
            booking.people.insert(person(1));
        }
        let mut house = facility();
        away(&mut house, person(1), "2026-11-23T14:00", "2026-11-25T00:00");
        let report = check(house, vec![draft], NOW);
        let load = |date| report.load(Resource::Person(person(1)), day(date));
        assert_eq!(load("2026-11-23"), hours(12, 12, 4));
        assert_eq!(load("2026-11-24"), hours(0, 0, 0));
    }

    #[test]
    fn a_room_has_its_own_lunch_or_none() {
        let mut house = facility();
        let stage = Arc::make_mut(house.rooms.get_mut(&room(1)).unwrap());
        stage.hours = WeekHours::weekdays(&"10:00-20:00".parse().unwrap());
        let mut draft = Draft::new(1);
        draft.book(1, "2026-11-23T10:00", "2026-11-23T20:00").room = Some(room(1));
        let report = check(house, vec![draft], NOW);
        let load = report.load(Resource::Room(room(1)), day("2026-11-23"));
        assert_eq!(load, hours(10, 10, 10));
        assert_eq!(report.load(Resource::Room(room(9)), day("2026-11-23")), Load::default());
    }
}

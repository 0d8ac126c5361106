//! The axis of time on which bars are drawn: days of the house side by side, the hours of work wide
//! and the night narrow, days on which the house does not work narrower still.
//!
//! One unit is a whole working day. Between its knots (midnight, the first and the last wide minute
//! of each day) the axis is straight, so that positions grow with time without a jump and a tick can
//! be read back from a position, also on days on which clocks change.

use schedule::FacilityTime;
use units::{Datelike, Days, Minutes, NaiveDate, NaiveTime, Tick, Timelike, after};

/// Width of a day on which the house does not work, of one on which it does.
const CLOSED_DAY: f64 = 0.42;

/// Share of a day's width that the hours before and after work have, each.
const NIGHT: f64 = 0.05;

/// Knots of a day: midnight, the first wide minute, the first one after the last.
const KNOTS: usize = 3;

/// The axis of one facility.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    first: NaiveDate,
    /// Ticks and positions, both growing: three for each day, and the last midnight.
    knots: Vec<(i64, f64)>,
    /// First and last minute of the hours that are drawn wide.
    hours: (i64, i64),
    /// Is the house closed on that day?
    closed: Vec<bool>,
}

impl Axis {
    /// The axis over all years of a facility.
    pub(crate) fn new(time: &FacilityTime) -> Self {
        let (from, to) = time.years();
        let first = NaiveDate::from_ymd_opt(from, 1, 1).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(to, 12, 31).unwrap_or_default();
        let hours = wide_hours(time);
        let mut axis = Self { first, knots: Vec::new(), hours, closed: Vec::new() };
        let mut position = 0.0;
        for date in first.iter_days().take_while(|date| *date <= last) {
            let closed = !time.works_on(date);
            let width = if closed { CLOSED_DAY } else { 1.0 };
            let at = |minute: i64| time.tick(after(date.and_time(NaiveTime::MIN), Minutes(minute)));
            axis.knots.push((at(0).0, position));
            axis.knots.push((at(hours.0).0, position + NIGHT * width));
            axis.knots.push((at(hours.1).0, position + (1.0 - NIGHT) * width));
            axis.closed.push(closed);
            position += width;
        }
        let end = last.succ_opt().unwrap_or(last).and_time(NaiveTime::MIN);
        axis.knots.push((time.tick(end).0, position));
        axis
    }

    /// Where a tick lies.
    pub(crate) fn position(&self, tick: Tick) -> f64 {
        let after = self.knots.partition_point(|(start, _)| *start <= tick.0);
        let ((start, left), (end, right)) = self.stretch(after);
        // Within a stretch of at most a day, which `f64` counts exactly.
        let share = (tick.0.clamp(start, end) - start) as f64 / (end - start).max(1) as f64;
        left + (right - left) * share
    }

    /// The tick at a position, to the minute.
    pub(crate) fn tick(&self, position: f64) -> Tick {
        let after = self.knots.partition_point(|(_, left)| *left <= position);
        let ((start, left), (end, right)) = self.stretch(after);
        let share = ((position - left) / (right - left).max(f64::EPSILON)).clamp(0.0, 1.0);
        Tick(start + (share * (end - start) as f64).round() as i64)
    }

    /// Where the midnight lies with which a date begins.
    pub(crate) fn midnight(&self, date: NaiveDate) -> f64 {
        self.knots.get(self.day(date) * KNOTS).map(|(_, left)| *left).unwrap_or_default()
    }

    /// Where the wide hours of a date begin and end.
    pub(crate) fn wide(&self, date: NaiveDate) -> (f64, f64) {
        let day = self.day(date).min(self.closed.len().saturating_sub(1)) * KNOTS;
        let at = |knot: usize| self.knots.get(knot).map(|(_, left)| *left).unwrap_or_default();
        (at(day + 1), at(day + 2))
    }

    /// The date a position lies in.
    pub(crate) fn date(&self, position: f64) -> NaiveDate {
        let after = self.knots.partition_point(|(_, left)| *left <= position);
        let day = (after.saturating_sub(1) / KNOTS).min(self.closed.len().saturating_sub(1));
        self.first.checked_add_days(Days::new(day as u64)).unwrap_or(self.first)
    }

    /// Is the house closed on a date?
    pub(crate) fn is_closed(&self, date: NaiveDate) -> bool {
        self.closed.get(self.day(date)).copied().unwrap_or(true)
    }

    /// The width of some minutes in the wide hours of a working day.
    pub(crate) fn width(&self, minutes: i64) -> f64 {
        let (from, to) = self.hours;
        (1.0 - 2.0 * NIGHT) * minutes as f64 / (to - from).max(1) as f64
    }

    /// First and last position.
    pub(crate) fn ends(&self) -> (f64, f64) {
        (0.0, self.knots.last().map_or(1.0, |(_, position)| *position))
    }

    /// The number of a date, at most one more than there are days.
    fn day(&self, date: NaiveDate) -> usize {
        let days = (date - self.first).num_days();
        usize::try_from(days).unwrap_or(0).min(self.closed.len())
    }

    /// The knots on both sides of what lies before the knot of this number.
    fn stretch(&self, after: usize) -> ((i64, f64), (i64, f64)) {
        let after = after.clamp(1, self.knots.len().saturating_sub(1).max(1));
        let at = |knot: usize| self.knots.get(knot).copied().unwrap_or_default();
        (at(after - 1), at(after))
    }
}

/// The hours that are drawn wide, in minutes of the day: from the first to the last of the house's
/// week.
fn wide_hours(time: &FacilityTime) -> (i64, i64) {
    let minute = |time: NaiveTime| i64::from(time.hour() * 60 + time.minute());
    let monday = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let windows = monday.iter_days().take(7).map(|date| time.window(date.weekday()));
    let (mut from, mut to) = (9 * 60, 18 * 60);
    for window in windows {
        from = from.min(minute(window.from));
        to = to.max(if window.passes_midnight() { 24 * 60 - 1 } else { minute(window.to) });
    }
    (from.max(1), to.min(24 * 60 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Facility, FacilityId, RawId, WeekHours};
    use std::sync::Arc;
    use units::parse_date_time;

    fn time(hours: &str) -> FacilityTime {
        let mut facility = Facility::new(FacilityId(RawId(1)));
        Arc::make_mut(&mut facility.house).hours = WeekHours::weekdays(&hours.parse().unwrap());
        FacilityTime::new(&Arc::new(facility), (2026, 2027))
    }

    fn house() -> FacilityTime {
        time("09:00-13:00 14:00-18:00")
    }

    fn paris(time: &FacilityTime, moment: &str) -> Tick {
        time.tick(parse_date_time(moment).unwrap())
    }

    #[test]
    fn every_minute_of_the_wide_hours_is_read_back_from_its_position() {
        let time = house();
        let axis = Axis::new(&time);
        // A working day, a Saturday, and both Sundays on which clocks change.
        for date in ["2026-11-24", "2026-11-28", "2026-03-29", "2026-10-25"] {
            let (from, to) =
                (paris(&time, &format!("{date}T09:00")), paris(&time, &format!("{date}T18:00")));
            for tick in (from.0..=to.0).map(Tick) {
                assert_eq!(axis.tick(axis.position(tick)), tick, "{date}");
            }
        }
    }

    #[test]
    fn later_lies_further_right_whatever_the_clocks_do() {
        for hours in ["09:00-13:00 14:00-18:00", "22:00-06:00", "00:00-24:00"] {
            let time = time(hours);
            let axis = Axis::new(&time);
            for week in ["2026-03-27T00:00", "2026-10-23T00:00", "2026-12-30T00:00"] {
                let start = paris(&time, week).0;
                let positions: Vec<f64> =
                    (start..start + 5 * 1_440).map(|tick| axis.position(Tick(tick))).collect();
                assert!(positions.is_sorted_by(|a, b| a < b), "{hours} {week}");
            }
        }
    }

    #[test]
    fn a_closed_day_is_narrow_and_a_night_is_narrower() {
        let time = house();
        let axis = Axis::new(&time);
        let date = |text| units::parse_date(text).unwrap();
        let width = |one, next| axis.midnight(date(next)) - axis.midnight(date(one));
        assert!((width("2026-11-24", "2026-11-25") - 1.0).abs() < 1e-9);
        assert!((width("2026-11-28", "2026-11-29") - CLOSED_DAY).abs() < 1e-9);
        let (from, to) = axis.wide(date("2026-11-24"));
        assert!((to - from - (1.0 - 2.0 * NIGHT)).abs() < 1e-9);
        assert!(axis.is_closed(date("2026-11-29")) && !axis.is_closed(date("2026-11-30")));
    }

    #[test]
    fn nine_in_the_morning_lies_at_the_same_place_of_the_day_when_clocks_change() {
        let time = house();
        let axis = Axis::new(&time);
        let place = |date: &str| {
            let midnight = axis.midnight(units::parse_date(date).unwrap());
            axis.position(paris(&time, &format!("{date}T09:00"))) - midnight
        };
        for sunday in ["2026-03-29", "2026-10-25"] {
            assert!((place(sunday) - place("2026-11-29")).abs() < 1e-9, "{sunday}");
        }
    }

    #[test]
    fn what_lies_beyond_the_ends_is_taken_to_the_ends() {
        let axis = Axis::new(&house());
        let (first, last) = axis.ends();
        assert!((axis.position(Tick(i64::MIN / 4)) - first).abs() < 1e-9);
        assert!((axis.position(Tick(i64::MAX / 4)) - last).abs() < 1e-9);
        assert_eq!(axis.date(-5.0), units::parse_date("2026-01-01").unwrap());
        assert_eq!(axis.date(last + 5.0), units::parse_date("2027-12-31").unwrap());
        assert_eq!(axis.tick(last + 5.0), axis.tick(last));
    }
}

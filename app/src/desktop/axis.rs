//! The axis of time on which bars are drawn: days of the house side by side, the hours of work wide
//! and the night narrow, days on which the house does not work narrower still.
//!
//! One unit is a whole working day. Positions grow with time without a jump, so that a tick can be
//! read back from a position; within a day there are three stretches, each drawn evenly.

use schedule::FacilityTime;
use units::{Datelike, Days, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Tick, Timelike};

/// Width of a day on which the house does not work, of one on which it does.
const CLOSED_DAY: f64 = 0.42;

/// Share of a day's width that the hours before and after work have, each.
const NIGHT: f64 = 0.05;

/// The axis of one facility.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    first: NaiveDate,
    /// Midnight of each day, in ticks; one more than there are days.
    midnights: Vec<i64>,
    /// Position of each midnight; one more than there are days.
    positions: Vec<f64>,
    /// First and last minute of the shown hours of a day.
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
        let mut axis = Self {
            first,
            midnights: Vec::new(),
            positions: Vec::new(),
            hours: shown_hours(time),
            closed: Vec::new(),
        };
        let mut position = 0.0;
        for date in first.iter_days().take_while(|date| *date <= last) {
            axis.midnights.push(time.tick(date.and_time(NaiveTime::MIN)).0);
            axis.positions.push(position);
            let closed = !time.works_on(date);
            axis.closed.push(closed);
            position += if closed { CLOSED_DAY } else { 1.0 };
        }
        let after = last.succ_opt().unwrap_or(last);
        axis.midnights.push(time.tick(after.and_time(NaiveTime::MIN)).0);
        axis.positions.push(position);
        axis
    }

    /// Where a tick lies.
    pub(crate) fn position(&self, tick: Tick) -> f64 {
        let day = self.day_of(tick.0);
        let (start, end) = self.day(day);
        let minute = (tick.0 - start).clamp(0, end - start);
        let (from, width) = self.place(day);
        from + width * self.share(minute, end - start)
    }

    /// The tick at a position, to the minute.
    pub(crate) fn tick(&self, position: f64) -> Tick {
        let day = self.positions.partition_point(|start| *start <= position);
        let day = day.saturating_sub(1).min(self.closed.len().saturating_sub(1));
        let (start, end) = self.day(day);
        let (from, width) = self.place(day);
        let share = ((position - from) / width).clamp(0.0, 1.0);
        Tick(start + self.minute(share, end - start))
    }

    /// Where the midnight lies with which a date begins.
    pub(crate) fn midnight(&self, date: NaiveDate) -> f64 {
        let days = (date - self.first).num_days();
        let day = usize::try_from(days).unwrap_or(0).min(self.closed.len());
        self.positions.get(day).copied().unwrap_or_default()
    }

    /// The date a position lies in.
    pub(crate) fn date(&self, position: f64) -> NaiveDate {
        let day = self.positions.partition_point(|start| *start <= position).saturating_sub(1);
        let day = day.min(self.closed.len().saturating_sub(1));
        self.first.checked_add_days(Days::new(day as u64)).unwrap_or(self.first)
    }

    /// Is the house closed on a date?
    pub(crate) fn is_closed(&self, date: NaiveDate) -> bool {
        let days = (date - self.first).num_days();
        usize::try_from(days).ok().and_then(|day| self.closed.get(day)).copied().unwrap_or(true)
    }

    /// First and last minute of the hours that are drawn wide.
    pub(crate) fn hours(&self) -> (i64, i64) {
        self.hours
    }

    /// First and last position.
    pub(crate) fn ends(&self) -> (f64, f64) {
        (0.0, self.positions.last().copied().unwrap_or(1.0))
    }

    fn day_of(&self, tick: i64) -> usize {
        let day = self.midnights.partition_point(|start| *start <= tick).saturating_sub(1);
        day.min(self.closed.len().saturating_sub(1))
    }

    fn day(&self, day: usize) -> (i64, i64) {
        let at = |day: usize| self.midnights.get(day).copied().unwrap_or_default();
        (at(day), at(day + 1))
    }

    fn place(&self, day: usize) -> (f64, f64) {
        let at = |day: usize| self.positions.get(day).copied().unwrap_or_default();
        (at(day), (at(day + 1) - at(day)).max(f64::EPSILON))
    }

    /// The share of a day's width at a minute of it; the day may have 23 or 25 hours.
    fn share(&self, minute: i64, length: i64) -> f64 {
        let (from, to) = self.hours;
        let part = |value: i64, whole: i64| value as f64 / whole.max(1) as f64;
        if minute < from {
            NIGHT * part(minute, from)
        } else if minute < to {
            NIGHT + (1.0 - 2.0 * NIGHT) * part(minute - from, to - from)
        } else {
            1.0 - NIGHT + NIGHT * part(minute - to, length - to)
        }
    }

    fn minute(&self, share: f64, length: i64) -> i64 {
        let (from, to) = self.hours;
        let part = |share: f64, whole: i64| (share * whole as f64).round() as i64;
        if share < NIGHT {
            part(share / NIGHT, from)
        } else if share < 1.0 - NIGHT {
            from + part((share - NIGHT) / (1.0 - 2.0 * NIGHT), to - from)
        } else {
            to + part((share - 1.0 + NIGHT) / NIGHT, length - to)
        }
    }
}

/// The hours that are drawn wide: from the first to the last of the house's week.
fn shown_hours(time: &FacilityTime) -> (i64, i64) {
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

/// Snaps a moment on a wall clock to the nearest multiple of so many minutes of the day.
pub(crate) fn snap(moment: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let minute = i64::from(moment.hour() * 60 + moment.minute());
    let snapped = (minute + minutes / 2).div_euclid(minutes) * minutes;
    let midnight = moment.date().and_time(NaiveTime::MIN);
    units::after(midnight, Minutes(snapped))
}

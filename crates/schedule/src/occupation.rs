//! The stretches of time a booking takes, and the work they hold.

use crate::facility_time::FacilityTime;
use model::{Booking, BookingDays, Window};
use units::{Datelike, Minutes, NaiveDate, NaiveDateTime, TickRange, Weekday, Zone};

/// The most days a booking may reach over. A longer one is a typing mistake in a year; its first
/// days are kept.
pub const MOST_DAYS: usize = 732;

/// What a booking takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occupation {
    /// Its stretches, earliest first; none is empty.
    pub pieces: Vec<TickRange>,
    /// Why it takes nothing, or not all that it says.
    pub problem: Option<DateProblem>,
}

/// What is wrong with the dates of a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateProblem {
    /// It has no start or no end.
    Missing,
    /// It does not end after its start.
    Reversed,
    /// It reaches over more than [`MOST_DAYS`].
    TooLong,
    /// None of its days is one it takes.
    NoDay,
    /// It lies outside the years that are looked at.
    Outside,
}

impl DateProblem {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Reversed => "reversed",
            Self::TooLong => "too_long",
            Self::NoDay => "no_day",
            Self::Outside => "outside",
        }
    }
}

impl FacilityTime {
    /// The stretches a booking takes.
    ///
    /// One of less than 24 hours on the wall clock is one stretch. A longer one takes the stretch
    /// of its window on each of its days, cut at its start and end; its days are those from the
    /// date of its start to the date of its end that [`BookingDays`] counts.
    pub fn occupation(&self, booking: &Booking) -> Occupation {
        let (Some(start), Some(end)) = (booking.start, booking.end) else {
            return Occupation { pieces: Vec::new(), problem: Some(DateProblem::Missing) };
        };
        let zone = booking.zone.unwrap_or(self.calendars().zone());
        let whole = TickRange::new(self.tick_in(zone, start), self.tick_in(zone, end));
        if end <= start || whole.is_empty() {
            return Occupation { pieces: Vec::new(), problem: Some(DateProblem::Reversed) };
        }
        if !whole.overlaps(self.calendars().horizon()) {
            return Occupation { pieces: Vec::new(), problem: Some(DateProblem::Outside) };
        }
        if is_short(start, end) {
            return Occupation { pieces: vec![whole], problem: None };
        }
        let dates = start.date().iter_days().take_while(|date| *date <= end.date());
        let too_long = (end.date() - start.date()).num_days() >= MOST_DAYS as i64;
        let pieces: Vec<TickRange> = dates
            .take(MOST_DAYS)
            .filter(|date| self.counts(&booking.days, *date))
            .filter_map(|date| self.daily(booking.window, zone, date).intersection(whole))
            .collect();
        let nothing = pieces.is_empty().then_some(DateProblem::NoDay);
        Occupation { pieces, problem: too_long.then_some(DateProblem::TooLong).or(nothing) }
    }

    /// Work in stretches that do not overlap: lunch of the house is not counted.
    pub fn booked_work(&self, pieces: &[TickRange]) -> Minutes {
        pieces.iter().map(|piece| self.work_in(*piece)).sum()
    }

    /// Of that work, what lies outside the hours of the house.
    pub(crate) fn work_outside_house(&self, pieces: &[TickRange]) -> Minutes {
        let usual = |piece: &TickRange| self.house().work_between(piece.start, piece.end);
        let usual: Minutes = pieces.iter().map(usual).sum();
        (self.booked_work(pieces) - usual).max(Minutes::ZERO)
    }

    /// Is the date one of the days a booking takes?
    pub fn counts(&self, days: &BookingDays, date: NaiveDate) -> bool {
        match days {
            BookingDays::Working | BookingDays::Other(_) => self.works_on(date),
            BookingDays::WithSaturdays => {
                let saturday = date.weekday() == Weekday::Sat && !self.is_day_off(date);
                saturday || self.works_on(date)
            }
            BookingDays::Every => true,
        }
    }

    /// The stretch of a booking's window on a date; of the hours of the house if it has none.
    pub(crate) fn daily(&self, window: Option<Window>, zone: Zone, date: NaiveDate) -> TickRange {
        let window = window.unwrap_or_else(|| self.window(date.weekday()));
        let last = if window.passes_midnight() { date.succ_opt().unwrap_or(date) } else { date };
        TickRange::new(
            self.tick_in(zone, date.and_time(window.from)),
            self.tick_in(zone, last.and_time(window.to)),
        )
    }
}

/// Is it less than 24 hours on the wall clock?
fn is_short(start: NaiveDateTime, end: NaiveDateTime) -> bool {
    (end - start).num_minutes() < 24 * 60
}

#[cfg(test)]
mod tests;

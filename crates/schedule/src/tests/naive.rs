//! Time as a child would count it: minute by minute, in a winter in which Paris is an hour ahead
//! of UTC and no clock changes.

use model::{Booking, BookingDays, Facility, HolidayZoneId, TimeSpan, WeekHours};
use std::collections::BTreeSet;
use units::{
    Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Tick, Timelike, Weekday, parse_date,
};

/// Minutes since 1970 in UTC of a moment in Paris in winter.
pub(super) fn tick(moment: NaiveDateTime) -> i64 {
    let days = (moment.date() - NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days();
    days * 1_440 + minute(moment.time()) - 60
}

pub(super) fn minute(time: NaiveTime) -> i64 {
    i64::from(time.hour()) * 60 + i64::from(time.minute())
}

/// The civil date in which a minute lies.
pub(super) fn date(tick: i64) -> NaiveDate {
    let days = (tick + 60).div_euclid(1_440);
    NaiveDate::from_ymd_opt(1970, 1, 1).unwrap().checked_add_days(Days::new(days as u64)).unwrap()
}

pub(super) fn midnight(date: NaiveDate) -> i64 {
    tick(date.and_time(NaiveTime::MIN))
}

/// From the first to past the last minute of a span that begins on a date.
pub(super) fn span(date: NaiveDate, span: TimeSpan) -> (i64, i64) {
    let to = minute(span.to) + if span.to <= span.from { 1_440 } else { 0 };
    (midnight(date) + minute(span.from), midnight(date) + to)
}

/// The hours that apply: one's own, else those of the house, else nine to six with lunch.
pub(super) fn stated(facility: &Facility, own: Option<&WeekHours>) -> WeekHours {
    let usual = WeekHours::weekdays(&"09:00-13:00 14:00-18:00".parse().unwrap());
    let own = own.filter(|hours| !hours.0.is_empty());
    let house = Some(&facility.house.hours).filter(|hours| !hours.0.is_empty());
    own.or(house).cloned().unwrap_or(usual)
}

/// Days off of a zone; of the house if none is given.
pub(super) fn days_off(facility: &Facility, zone: Option<HolidayZoneId>) -> BTreeSet<NaiveDate> {
    let zone = zone.or(facility.house.holiday_zone).and_then(|id| facility.holiday_zones.get(&id));
    zone.map(|zone| zone.days_off.keys().copied().collect()).unwrap_or_default()
}

/// First and last hour of a day of the week.
pub(super) fn first_to_last(hours: &WeekHours, day: Weekday) -> Option<TimeSpan> {
    let spans = hours.spans(day);
    Some(TimeSpan { from: spans.first()?.from, to: spans.last()?.to })
}

/// From the earliest to the latest hour of the week.
fn widest(hours: &WeekHours) -> TimeSpan {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let windows: Vec<TimeSpan> = days.iter().filter_map(|day| first_to_last(hours, *day)).collect();
    let end =
        |window: &TimeSpan| minute(window.to) + if window.to <= window.from { 1_440 } else { 0 };
    let from = windows.iter().map(|window| window.from).min().unwrap();
    TimeSpan { from, to: windows.iter().max_by_key(|window| end(window)).unwrap().to }
}

/// The window of a booking that states none.
pub(super) fn default_window(facility: &Facility, date: NaiveDate) -> TimeSpan {
    let hours = stated(facility, None);
    first_to_last(&hours, date.weekday()).unwrap_or_else(|| widest(&hours))
}

/// The stretches of a booking; none if its dates make no sense.
pub(super) fn pieces(facility: &Facility, booking: &Booking) -> Vec<(i64, i64)> {
    let (start, end) = (booking.start.unwrap(), booking.end.unwrap());
    let (first, last) = (tick(start), tick(end));
    if last <= first {
        return Vec::new();
    }
    if last - first < 1_440 {
        return vec![(first, last)];
    }
    let off = days_off(facility, None);
    let hours = stated(facility, None);
    let mut pieces = Vec::new();
    let mut day = start.date();
    while day <= end.date() {
        let works = !hours.spans(day.weekday()).is_empty() && !off.contains(&day);
        let saturday = day.weekday() == Weekday::Sat && !off.contains(&day);
        let counted = match booking.days {
            BookingDays::Every => true,
            BookingDays::WithSaturdays => works || saturday,
            _ => works,
        };
        let window = booking.window.unwrap_or_else(|| default_window(facility, day));
        let (from, to) = span(day, window);
        if counted && from.max(first) < to.min(last) {
            pieces.push((from.max(first), to.min(last)));
        }
        day = day.succ_opt().unwrap();
    }
    pieces
}

/// The house as flags for each minute, from 1 January 2025 to 20 March 2027.
pub(super) struct MinuteCalendar {
    pub(super) first: i64,
    worked: Vec<bool>,
    /// Between two stretches of a day that is no day off.
    lunch: Vec<bool>,
}

impl MinuteCalendar {
    /// Working time of the house.
    pub(super) fn house(facility: &Facility) -> Self {
        let (from, to) = (parse_date("2025-01-01").unwrap(), parse_date("2027-03-20").unwrap());
        let (hours, off) = (stated(facility, None), days_off(facility, None));
        let first = midnight(from);
        let mut worked = vec![false; (midnight(to) - first) as usize];
        let mut lunch = worked.clone();
        let set = |flags: &mut Vec<bool>, (start, end): (i64, i64)| {
            // A night may end on a day off.
            let cut = midnight(date(start).succ_opt().unwrap());
            for (start, end) in [(start, end.min(cut)), (start.max(cut), end)] {
                if start < end && !off.contains(&date(start)) {
                    let last = flags.len().min((end - first) as usize);
                    flags[(start - first) as usize..last].fill(true);
                }
            }
        };
        let mut day = from;
        while day < to {
            let spans = hours.spans(day.weekday());
            spans.iter().for_each(|part| set(&mut worked, span(day, *part)));
            for pair in spans.windows(2) {
                set(&mut lunch, (span(day, pair[0]).1, span(day, pair[1]).0));
            }
            day = day.succ_opt().unwrap();
        }
        Self { first, worked, lunch }
    }

    pub(super) fn is_worked(&self, at: i64) -> bool {
        self.worked[(at - self.first) as usize]
    }

    pub(super) fn is_lunch(&self, at: i64) -> bool {
        self.lunch[(at - self.first) as usize]
    }

    /// Steps forward minute by minute until the work is done; backward if it is negative.
    pub(super) fn advance(&self, start: Tick, work: i64) -> Tick {
        if work < 0 {
            return self.retreat(start, -work);
        }
        let (mut at, mut left) = (start.0, work);
        while left > 0 {
            left -= i64::from(self.is_worked(at));
            at += 1;
        }
        Tick(at)
    }

    /// Steps backward minute by minute.
    pub(super) fn retreat(&self, end: Tick, work: i64) -> Tick {
        if work < 0 {
            return self.advance(end, -work);
        }
        let (mut at, mut left) = (end.0, work);
        // Only dependencies that contradict each other lead back so far.
        while left > 0 && at > self.first {
            at -= 1;
            left -= i64::from(self.is_worked(at));
        }
        Tick(at)
    }

    /// The first worked minute, at or after.
    pub(super) fn next(&self, at: Tick) -> Tick {
        let mut at = at.0;
        while !self.is_worked(at) {
            at += 1;
        }
        Tick(at)
    }

    /// Worked minutes between; negative backwards.
    pub(super) fn between(&self, a: Tick, b: Tick) -> i64 {
        if b < a {
            return -self.between(b, a);
        }
        (a.0..b.0).filter(|at| self.is_worked(*at)).count() as i64
    }
}

//! Civil days of a zone on the time axis, and weekly hours laid out over them.

use crate::calendar::WorkCalendar;
use model::{TimeSpan, WeekHours};
use units::{
    Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Tick, TickRange, Timelike, Weekday,
    Zone,
};

/// Years a horizon may reach; those of `units::parse_date`.
const FIRST_YEAR: i32 = 1990;
const LAST_YEAR: i32 = 2100;

/// The civil days of a horizon: where each begins on the time axis.
#[derive(Debug)]
pub(crate) struct Days {
    zone: Zone,
    first: NaiveDate,
    last: NaiveDate,
    /// Midnights, from the day before the first (whose night may reach into the horizon) to the
    /// day after the last.
    midnights: Vec<(NaiveDate, Tick)>,
}

impl Days {
    /// The days from the first to the last, both included; a single day if they are swapped.
    pub(crate) fn new(zone: Zone, (first, last): (NaiveDate, NaiveDate)) -> Self {
        let earliest = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
        let latest = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or_default();
        let first = first.clamp(earliest, latest);
        let last = last.clamp(first, latest);
        let eve = first.pred_opt().unwrap_or(first);
        let end = last.succ_opt().unwrap_or(last);
        let midnights = eve
            .iter_days()
            .take_while(|date| *date <= end)
            .map(|date| (date, zone.tick(date.and_time(NaiveTime::MIN))))
            .collect();
        Self { zone, first, last, midnights }
    }

    /// The first day.
    pub(crate) fn first_date(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub(crate) fn last_date(&self) -> NaiveDate {
        self.last
    }

    /// From the first midnight of the first day to the midnight after the last.
    pub(crate) fn horizon(&self) -> TickRange {
        let start = self.midnights.get(1).map(|(_, tick)| *tick).unwrap_or_default();
        let end = self.midnights.last().map(|(_, tick)| *tick).unwrap_or_default();
        TickRange::new(start, end)
    }

    /// A day of the horizon, from midnight to midnight.
    pub(crate) fn day(&self, date: NaiveDate) -> Option<TickRange> {
        let place = self.midnights.binary_search_by_key(&date, |(date, _)| *date).ok()?;
        let start = self.midnights.get(place)?.1;
        let end = self.midnights.get(place + 1)?.1;
        Some(TickRange::new(start, end))
    }

    /// The tick of a moment on the wall clock.
    pub(crate) fn tick(&self, moment: NaiveDateTime) -> Tick {
        let date = moment.date();
        let eve = self.midnights.first().map_or(date, |(date, _)| *date);
        match usize::try_from((date - eve).num_days()) {
            Ok(place) => self.moment(place, date, moment.time()),
            Err(_) => self.zone.tick(moment),
        }
    }

    /// Number of the day in which a tick lies: 0 is the day before the first, which also stands
    /// for all days before it.
    pub(crate) fn number(&self, tick: Tick) -> usize {
        self.midnights.partition_point(|(_, midnight)| *midnight <= tick).saturating_sub(1)
    }

    /// The Monday of a day's week: its number and its midnight.
    pub(crate) fn monday(&self, number: usize) -> (usize, Tick) {
        let weekday = self.midnights.get(number).map_or(Weekday::Mon, |(date, _)| date.weekday());
        let monday = number.saturating_sub(weekday.num_days_from_monday() as usize);
        (monday, self.midnights.get(monday).map(|(_, midnight)| *midnight).unwrap_or_default())
    }

    /// Weekly hours laid out over the days.
    pub(crate) fn week(&self, hours: &WeekHours) -> WorkCalendar {
        let mut stretches = Vec::new();
        for (place, (date, _)) in self.midnights.iter().enumerate() {
            for span in hours.spans(date.weekday()) {
                stretches.push(self.span(place, *date, *span));
            }
        }
        WorkCalendar::new(self.horizon(), stretches)
    }

    /// A stretch of a day. Only days on which the clocks change need the rules of the zone; on
    /// the others the minutes since midnight are enough, which is a hundred times quicker.
    fn span(&self, place: usize, date: NaiveDate, span: TimeSpan) -> TickRange {
        let (start_day, end_day) =
            if span.passes_midnight() { (place, place + 1) } else { (place, place) };
        let end_date = if span.passes_midnight() { date.succ_opt().unwrap_or(date) } else { date };
        TickRange::new(
            self.moment(start_day, date, span.from),
            self.moment(end_day, end_date, span.to),
        )
    }

    fn moment(&self, place: usize, date: NaiveDate, time: NaiveTime) -> Tick {
        let midnight = self.midnights.get(place).map(|(_, tick)| *tick);
        let next = self.midnights.get(place + 1).map(|(_, tick)| *tick);
        match (midnight, next) {
            (Some(midnight), Some(next)) if next - midnight == Minutes::hours(24) => {
                midnight + Minutes(i64::from(time.hour() * 60 + time.minute()))
            }
            _ => self.zone.tick(date.and_time(time)),
        }
    }
}

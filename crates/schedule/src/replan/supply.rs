//! What there is to plan with, in the terms of the engine: working times by pattern of the day,
//! and the rooms, people and machines of the facility.
//!
//! The engine gives a resource away from the start of an activity to its end, nights included;
//! a booking over several days leaves its room free in the evening. So each resource is three here,
//! its mornings, its afternoons, its evenings with the night, and an activity takes those its hours
//! touch. When a resource can be had at all depends on the hours asked of it: that is told by a
//! resource of its own, of which everybody can have some, with closures.

use crate::calendar::WorkCalendar;
use crate::facility_time::FacilityTime;
use crate::resource::Resource;
use crate::solve::{Renewable, Use};
use model::{BookingDays, TimeSpan};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Datelike, Days, Minutes, NaiveDate, NaiveTime, Tick, TickRange, Weekday};

/// Far enough to close all of a horizon.
const FAR: i64 = 1 << 33;

/// Of something that closures alone limit, there is this much.
const PLENTY: u32 = u32::MAX;

/// Which days a session may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DaySet {
    Working,
    WithSaturdays,
    /// Saturdays that are no days off, alone.
    Saturdays,
    Every,
}

/// On which days, and when on each of them, a session is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pattern {
    /// The stretch of a day; the hours of the house if none.
    pub(crate) window: Option<TimeSpan>,
    pub(crate) days: DaySet,
    /// Must it lie on a single day?
    pub(crate) one_day: bool,
}

/// What a resource of the engine stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Supplied {
    /// The mornings, afternoons or evenings of a room, a person or a machine.
    Of(Resource),
    /// When one is open, at work, in service.
    Hours(Resource),
    /// The nights that a session of one day does not reach over.
    Nights,
    /// The sessions of one task, of which so many are held at a time.
    Task,
    /// Where one activity is kept, or kept from.
    Place,
}

/// Hours, and what lies outside them.
type Outside<'a> = (&'a WorkCalendar, Arc<[TickRange]>);

/// Everything there is to plan with.
pub(crate) struct Supply<'a> {
    time: &'a FacilityTime,
    horizon: TickRange,
    dates: Vec<NaiveDate>,
    /// When mornings begin and end, and evenings begin.
    morning: NaiveTime,
    noon: NaiveTime,
    evening: NaiveTime,
    pub(crate) renewables: Vec<Renewable>,
    pub(crate) supplied: Vec<Supplied>,
    pub(crate) calendars: Vec<Arc<WorkCalendar>>,
    pieces: BTreeMap<Pattern, Arc<Vec<TickRange>>>,
    calendar: BTreeMap<Pattern, usize>,
    parts: BTreeMap<Resource, usize>,
    hours: BTreeMap<(Resource, Pattern, bool), usize>,
    /// What of a pattern lies outside hours: many have the same.
    outside: BTreeMap<Pattern, Vec<Outside<'a>>>,
    nights: BTreeMap<Pattern, usize>,
}

impl DaySet {
    /// The days a booking takes.
    pub(crate) fn of(days: &BookingDays) -> Self {
        match days {
            BookingDays::Working | BookingDays::Other(_) => Self::Working,
            BookingDays::WithSaturdays => Self::WithSaturdays,
            BookingDays::Every => Self::Every,
        }
    }

    /// How a booking over several days says it.
    pub(crate) fn booking_days(self) -> BookingDays {
        match self {
            Self::Working => BookingDays::Working,
            Self::WithSaturdays | Self::Saturdays => BookingDays::WithSaturdays,
            Self::Every => BookingDays::Every,
        }
    }
}

impl<'a> Supply<'a> {
    /// What there is over a horizon.
    pub(crate) fn new(time: &'a FacilityTime, horizon: TickRange) -> Self {
        let (first, last) = (time.civil(horizon.start).date(), time.civil(horizon.end).date());
        // A night that began the day before may still be there.
        let first = first.checked_sub_days(Days::new(1)).unwrap_or(first);
        let (morning, noon, evening) = cuts(time);
        let house = Arc::new(time.house().clone());
        Self {
            time,
            horizon,
            dates: first.iter_days().take_while(|date| *date <= last).collect(),
            morning,
            noon,
            evening,
            renewables: Vec::new(),
            supplied: Vec::new(),
            calendars: vec![house],
            pieces: BTreeMap::new(),
            calendar: BTreeMap::new(),
            parts: BTreeMap::new(),
            hours: BTreeMap::new(),
            outside: BTreeMap::new(),
            nights: BTreeMap::new(),
        }
    }

    /// The working time of the house, by number: that of work nobody has booked, and of lags.
    pub(crate) const HOUSE: usize = 0;

    /// The stretches of a pattern.
    pub(crate) fn pieces(&mut self, pattern: Pattern) -> Arc<Vec<TickRange>> {
        let (time, dates) = (self.time, &self.dates);
        let zone = time.calendars().zone();
        let counts = |date: &NaiveDate| match pattern.days {
            DaySet::Working => time.works_on(*date),
            DaySet::WithSaturdays => time.counts(&BookingDays::WithSaturdays, *date),
            DaySet::Saturdays => date.weekday() == Weekday::Sat && !time.is_day_off(*date),
            DaySet::Every => true,
        };
        let laid = self.pieces.entry(pattern).or_insert_with(|| {
            let taken = dates.iter().filter(|date| counts(date));
            let pieces = taken.map(|date| time.daily(pattern.window, zone, *date));
            Arc::new(pieces.filter(|piece| !piece.is_empty()).collect())
        });
        Arc::clone(laid)
    }

    /// The working time of a pattern, lunch of the house left out, by number.
    pub(crate) fn calendar(&mut self, pattern: Pattern) -> usize {
        if let Some(number) = self.calendar.get(&pattern) {
            return *number;
        }
        let pieces = self.pieces(pattern);
        let horizon = self.time.calendars().horizon();
        let lunch: Vec<TickRange> = self.time.lunch().stretches_in(self.horizon).collect();
        let calendar = WorkCalendar::new(horizon, pieces.iter().copied()).without(&lunch);
        let number = self.calendars.len();
        self.calendars.push(Arc::new(calendar));
        self.calendar.insert(pattern, number);
        number
    }

    /// What an activity of a pattern takes of a resource. `lenient`: hours outside the usual ones
    /// are asked for, so that only absences keep it away.
    pub(crate) fn uses(
        &mut self,
        resource: Resource,
        pattern: Pattern,
        holds: bool,
        lenient: bool,
    ) -> Vec<Use> {
        let mut uses = Vec::with_capacity(4);
        if holds {
            let first = self.parts_of(resource);
            let touched = self.touched(pattern.window);
            let numbers = (first..).zip(touched).filter(|(_, touched)| *touched);
            uses.extend(numbers.map(|(renewable, _)| Use { renewable, amount: 1 }));
        }
        uses.push(Use { renewable: self.hours_of(resource, pattern, lenient), amount: 1 });
        uses
    }

    /// The nights that an activity of one day does not reach over.
    pub(crate) fn one_day(&mut self, pattern: Pattern) -> Use {
        let renewable = match self.nights.get(&pattern) {
            Some(number) => *number,
            None => {
                let pieces = self.pieces(pattern);
                let days = WorkCalendar::new(self.horizon, pieces.iter().copied());
                let closed = days.uncovered(self.horizon);
                let number = self.add(Supplied::Nights, PLENTY, closed);
                self.nights.insert(pattern, number);
                number
            }
        };
        Use { renewable, amount: 1 }
    }

    /// A place of its own for one activity: nothing but these closures.
    pub(crate) fn place(&mut self, closed: Vec<TickRange>) -> Use {
        Use { renewable: self.add(Supplied::Place, PLENTY, closed), amount: 1 }
    }

    /// A place of its own for one activity, there and nowhere else.
    pub(crate) fn only(&mut self, range: TickRange) -> Use {
        let before = TickRange::new(Tick(range.start.0 - FAR), range.start);
        self.place(vec![before, TickRange::new(range.end, Tick(range.end.0 + FAR))])
    }

    /// Something that so many activities at a time can have.
    pub(crate) fn shared(&mut self, at_once: usize) -> Use {
        let capacity = u32::try_from(at_once).unwrap_or(PLENTY);
        Use { renewable: self.add(Supplied::Task, capacity, Vec::new()), amount: 1 }
    }

    /// Something nobody can have: what takes it is never done so.
    pub(crate) fn never(&mut self) -> Use {
        Use { renewable: self.add(Supplied::Place, 0, Vec::new()), amount: 1 }
    }

    fn add(&mut self, what: Supplied, capacity: u32, closed: Vec<TickRange>) -> usize {
        self.renewables.push(Renewable { capacity, closed, turnaround: Minutes::ZERO });
        self.supplied.push(what);
        self.renewables.len() - 1
    }

    /// The number of the mornings of a resource; afternoons and evenings follow.
    fn parts_of(&mut self, resource: Resource) -> usize {
        if let Some(first) = self.parts.get(&resource) {
            return *first;
        }
        let first = self.add(Supplied::Of(resource), 1, Vec::new());
        self.add(Supplied::Of(resource), 1, Vec::new());
        self.add(Supplied::Of(resource), 1, Vec::new());
        self.parts.insert(resource, first);
        first
    }

    /// Does a window touch mornings, afternoons, evenings?
    fn touched(&self, window: Option<TimeSpan>) -> [bool; 3] {
        let Some(window) = window else { return [true, true, false] };
        let late = window.passes_midnight();
        [
            window.to > self.morning && (late || window.from < self.noon)
                || late && window.from < self.noon,
            window.from < self.evening && (late || window.to > self.noon),
            // The night goes with the evening before it, and with the hours before a morning.
            late || window.to > self.evening
                || window.from >= self.evening
                || window.from < self.morning,
        ]
    }

    /// What of a pattern lies outside some hours.
    fn outside(
        &mut self,
        opening: &'a WorkCalendar,
        pattern: Pattern,
        pieces: &[TickRange],
    ) -> Arc<[TickRange]> {
        let known = self.outside.entry(pattern).or_default();
        if let Some((_, outside)) = known.iter().find(|(it, _)| std::ptr::eq(*it, opening)) {
            return Arc::clone(outside);
        }
        let of_piece = |piece: &TickRange| opening.uncovered(*piece);
        let outside: Arc<[TickRange]> = pieces.iter().flat_map(of_piece).collect();
        known.push((opening, Arc::clone(&outside)));
        outside
    }

    fn hours_of(&mut self, resource: Resource, pattern: Pattern, lenient: bool) -> usize {
        let key = (resource, Pattern { one_day: false, ..pattern }, lenient);
        if let Some(number) = self.hours.get(&key) {
            return *number;
        }
        let pieces = self.pieces(key.1);
        let mut closed = Vec::new();
        if let Some(opening) = self.time.opening(resource).filter(|_| !lenient) {
            closed.extend_from_slice(&self.outside(opening, key.1, &pieces));
        }
        let availability = self.time.availability(resource);
        for (away, _) in availability.map(|it| it.absences.as_slice()).unwrap_or_default() {
            let from = pieces.partition_point(|piece| piece.end <= away.start);
            let rest = pieces.get(from..).unwrap_or_default();
            let near = rest.iter().take_while(|piece| piece.start < away.end);
            closed.extend(near.filter_map(|piece| piece.intersection(*away)));
        }
        if availability.is_none() {
            closed = vec![self.horizon];
        }
        let number = self.add(Supplied::Hours(resource), PLENTY, closed);
        self.hours.insert(key, number);
        number
    }
}

/// When mornings begin and end, and evenings begin: with the first hour of the house, in the middle
/// of lunch, and with the last hour of the house.
fn cuts(time: &FacilityTime) -> (NaiveTime, NaiveTime, NaiveTime) {
    let hours = time.facility().house.working_hours();
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let noon = days.iter().find_map(|day| match hours.spans(*day) {
        [morning, .., _] => Some(morning.to),
        _ => None,
    });
    let evening = time.window(Weekday::Mon);
    let evening = if evening.passes_midnight() { at(18) } else { evening.to };
    let first = days.iter().filter_map(|day| hours.spans(*day).first().map(|span| span.from));
    let morning = first.min().unwrap_or_else(|| at(9));
    (morning, noon.unwrap_or_else(|| at(13)).max(morning), evening)
}

//! A facility laid out on the time axis: its calendars, and what checks need beside them — when
//! the doors are open (lunch included), how long lunch is, which window a day has by default.

use crate::calendar::WorkCalendar;
use crate::calendars::{Availability, Calendars, Holiday};
use crate::days::Days;
use crate::resource::Resource;
use model::{DayHours, Facility, TimeSpan, WeekHours};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{
    Datelike, Minutes, NaiveDate, NaiveDateTime, NaiveTime, Tick, TickRange, Weekday, Zone,
};

/// A facility laid out over whole years.
#[derive(Debug)]
pub struct FacilityTime {
    facility: Arc<Facility>,
    laid: Arc<Laid>,
}

/// Its hours on the time axis: nothing in it is about what rooms and people are called or can do.
#[derive(Debug)]
struct Laid {
    years: (i32, i32),
    calendars: Calendars,
    days: Days,
    /// Lunch: what lies between two stretches of one day of the house.
    breaks: WorkCalendar,
    /// From the first to the last hour of each day, days off taken away, by room and person.
    openings: BTreeMap<Resource, Arc<WorkCalendar>>,
    /// From the first to the last hour of the house, Monday first; none if it does not work.
    windows: [Option<TimeSpan>; 7],
    /// Window of the days on which the house does not work.
    widest: TimeSpan,
}

impl Laid {
    fn new(facility: &Facility, years: (i32, i32)) -> Self {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let horizon = (date(years.0, 1, 1), date(years.1, 12, 31));
        let calendars = Calendars::build(facility, horizon);
        let days = Days::new(facility.house.zone, horizon);
        let hours = facility.house.working_hours();
        let windows = DAYS.map(|day| window(hours.spans(day)));
        Self {
            years,
            breaks: open_days(calendars.house(), &days, &breaks(&hours)),
            openings: openings(facility, &calendars, &days),
            calendars,
            days,
            windows,
            widest: widest(&windows),
        }
    }
}

impl FacilityTime {
    /// Lays a facility out from 1 January of the first year to 31 December of the last.
    pub fn new(facility: &Arc<Facility>, years: (i32, i32)) -> Self {
        Self { facility: facility.clone(), laid: Arc::new(Laid::new(facility, years)) }
    }

    /// The same, or what was laid out before where that still holds, or its hours where they do.
    pub(crate) fn after(
        before: Option<&Arc<Self>>,
        facility: &Arc<Facility>,
        years: (i32, i32),
    ) -> Arc<Self> {
        let before = before.filter(|before| before.years() == years);
        let Some(before) = before.filter(|it| has_same_hours(&it.facility, facility)) else {
            return Arc::new(Self::new(facility, years));
        };
        if Arc::ptr_eq(&before.facility, facility) {
            return before.clone();
        }
        Arc::new(Self { facility: facility.clone(), laid: before.laid.clone() })
    }

    /// The facility.
    pub fn facility(&self) -> &Arc<Facility> {
        &self.facility
    }

    /// First and last year.
    pub fn years(&self) -> (i32, i32) {
        self.laid.years
    }

    /// Has the other the same working time of the house, so that dates and sessions are the same?
    pub(crate) fn same_house(&self, other: &Self) -> bool {
        self.years() == other.years() && has_same_house(&self.facility, &other.facility)
    }

    /// The calendars of house, rooms, people and machines.
    pub fn calendars(&self) -> &Calendars {
        &self.laid.calendars
    }

    /// Working time of the house, in which work is measured.
    pub fn house(&self) -> &WorkCalendar {
        &self.laid.calendars.house().free
    }

    /// When something can be used; `None` if the facility has it no more.
    pub fn availability(&self, resource: Resource) -> Option<&Availability> {
        match resource {
            Resource::Room(id) => self.laid.calendars.room(id),
            Resource::Person(id) => self.laid.calendars.person(id),
            Resource::Equipment(id) => self.laid.calendars.equipment(id),
        }
    }

    /// Does the facility still have it?
    pub fn has(&self, resource: Resource) -> bool {
        self.availability(resource).is_some()
    }

    /// Time from the first to the last hour of each working day of a room or person; machines
    /// have no hours.
    pub(crate) fn opening(&self, resource: Resource) -> Option<&WorkCalendar> {
        self.laid.openings.get(&resource).map(AsRef::as_ref)
    }

    /// Work in a stretch: lunch of the house is not counted, everything else is, also what lies
    /// outside the hours of the house.
    pub fn work_in(&self, range: TickRange) -> Minutes {
        range.length() - self.laid.breaks.work_between(range.start, range.end)
    }

    /// Lunch of the house.
    pub(crate) fn lunch(&self) -> &WorkCalendar {
        &self.laid.breaks
    }

    /// When work begun at a tick is done, lunch of the house not counted, in one go otherwise.
    pub(crate) fn done_by(&self, start: Tick, work: Minutes) -> Tick {
        let mut end = start + work;
        loop {
            // Each round may reach into a further lunch; there are only so many.
            let longer = start + work + self.laid.breaks.work_between(start, end);
            if longer <= end {
                return end;
            }
            end = longer;
        }
    }

    /// The tick of a moment on a wall clock of the house.
    pub fn tick(&self, moment: NaiveDateTime) -> Tick {
        self.laid.days.tick(moment)
    }

    /// The tick of a moment on a wall clock in a zone.
    pub(crate) fn tick_in(&self, zone: Zone, moment: NaiveDateTime) -> Tick {
        if zone == self.laid.calendars.zone() {
            self.laid.days.tick(moment)
        } else {
            zone.tick(moment)
        }
    }

    /// What a wall clock of the house shows at a tick.
    pub fn civil(&self, tick: Tick) -> NaiveDateTime {
        self.laid.calendars.zone().civil(tick)
    }

    /// Number of the civil day of the house in which a tick lies; 0 is the day before the horizon
    /// begins, and ticks before it are in it too.
    pub(crate) fn day_number(&self, tick: Tick) -> usize {
        self.laid.days.number(tick)
    }

    /// The Monday with which the civil week of a day begins, as a day number and its midnight.
    pub(crate) fn week_of(&self, day: usize) -> (usize, Tick) {
        self.laid.days.monday(day)
    }

    /// Does the house work on that date (by its week, and it is no day off)?
    pub fn works_on(&self, date: NaiveDate) -> bool {
        self.default_window(date.weekday()).is_some() && !self.is_day_off(date)
    }

    /// Is it a day off of the house?
    pub fn is_day_off(&self, date: NaiveDate) -> bool {
        self.day_off(date).is_some()
    }

    /// The day off of the house that a date is.
    pub fn day_off(&self, date: NaiveDate) -> Option<&Holiday> {
        let holidays = &self.laid.calendars.house().holidays;
        let place = holidays.binary_search_by_key(&date, |holiday| holiday.date).ok()?;
        holidays.get(place)
    }

    /// From the first to the last hour of the house on that day of the week; of the widest day
    /// of its week if it does not work then.
    pub fn window(&self, day: Weekday) -> TimeSpan {
        self.default_window(day).unwrap_or(self.laid.widest)
    }

    /// The end of a day's work in the house.
    pub fn end_of_day(&self, date: NaiveDate) -> Tick {
        let window = self.window(date.weekday());
        let last = if window.passes_midnight() { date.succ_opt().unwrap_or(date) } else { date };
        self.tick(last.and_time(window.to))
    }

    fn default_window(&self, day: Weekday) -> Option<TimeSpan> {
        self.laid.windows.get(day.num_days_from_monday() as usize).copied().flatten()
    }
}

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Have two states of a facility the same house and days off?
fn has_same_house(old: &Facility, new: &Facility) -> bool {
    old.house == new.house && old.holiday_zones == new.holiday_zones
}

/// Have they the same hours, absences and days off, of the same rooms, people and machines?
fn has_same_hours(old: &Arc<Facility>, new: &Arc<Facility>) -> bool {
    let rooms = old.rooms.iter().map(|(id, it)| (id, &it.hours, it.holiday_zone));
    let people = old.people.iter().map(|(id, it)| (id, &it.hours, it.holiday_zone));
    Arc::ptr_eq(old, new)
        || has_same_house(old, new)
            && old.absences == new.absences
            && old.equipment.keys().eq(new.equipment.keys())
            && rooms.eq(new.rooms.iter().map(|(id, it)| (id, &it.hours, it.holiday_zone)))
            && people.eq(new.people.iter().map(|(id, it)| (id, &it.hours, it.holiday_zone)))
}

/// Openings of rooms and people; equal hours and days off are laid out once.
fn openings(
    facility: &Facility,
    calendars: &Calendars,
    days: &Days,
) -> BTreeMap<Resource, Arc<WorkCalendar>> {
    let house = &facility.house;
    let mut known = BTreeMap::new();
    let mut opening = |hours: &WeekHours, zone, availability: &Availability| {
        let hours = if hours.is_stated() { hours.clone() } else { house.working_hours() };
        known
            .entry((hours.0.clone(), zone))
            .or_insert_with(|| Arc::new(open_days(availability, days, &envelope(&hours))))
            .clone()
    };
    let mut openings = BTreeMap::new();
    for (id, room) in &facility.rooms {
        if let Some(availability) = calendars.room(*id) {
            let zone = room.holiday_zone.or(house.holiday_zone);
            openings.insert(Resource::Room(*id), opening(&room.hours, zone, availability));
        }
    }
    for (id, person) in &facility.people {
        if let Some(availability) = calendars.person(*id) {
            let zone = person.holiday_zone.or(house.holiday_zone);
            openings.insert(Resource::Person(*id), opening(&person.hours, zone, availability));
        }
    }
    openings
}

/// Hours laid out over the days, days off taken away.
fn open_days(availability: &Availability, days: &Days, hours: &WeekHours) -> WorkCalendar {
    let off: Vec<TickRange> = availability.holidays.iter().map(|day| day.range).collect();
    days.week(hours).without(&off)
}

/// From the first to the last hour of a day.
pub(crate) fn window(spans: &[TimeSpan]) -> Option<TimeSpan> {
    let (first, last) = (spans.first()?, spans.last()?);
    // A night that ends after the next day's first hour would be read as a short day.
    let to = if last.passes_midnight() { last.to.min(first.from) } else { last.to };
    Some(TimeSpan { from: first.from, to })
}

/// From the earliest to the latest hour of the week; 09:00 to 18:00 if there is none.
fn widest(windows: &[Option<TimeSpan>; 7]) -> TimeSpan {
    let from = windows.iter().flatten().map(|window| window.from).min();
    let latest =
        windows.iter().flatten().max_by_key(|window| (window.passes_midnight(), window.to));
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    match (from, latest) {
        (Some(from), Some(latest)) if latest.passes_midnight() => {
            TimeSpan { from, to: latest.to.min(from) }
        }
        (Some(from), Some(latest)) => TimeSpan { from, to: latest.to },
        _ => TimeSpan { from: hour(9), to: hour(18) },
    }
}

/// Each day as one stretch from its first to its last hour.
fn envelope(hours: &WeekHours) -> WeekHours {
    reshaped(hours, |spans| window(spans).into_iter().collect())
}

/// What lies between two stretches of a day.
fn breaks(hours: &WeekHours) -> WeekHours {
    reshaped(hours, |spans| {
        let pairs = spans.iter().zip(spans.iter().skip(1));
        pairs
            .map(|(before, after)| TimeSpan { from: before.to, to: after.from })
            .filter(|gap| gap.from < gap.to)
            .collect()
    })
}

fn reshaped(hours: &WeekHours, shape: impl Fn(&[TimeSpan]) -> Vec<TimeSpan>) -> WeekHours {
    let day = |hours: &DayHours| -> DayHours {
        let spans: Vec<String> = shape(hours.spans()).iter().map(ToString::to_string).collect();
        // The written form is the only way in; what `shape` makes is in order.
        spans.join(" ").parse().unwrap_or_default()
    };
    WeekHours(hours.0.iter().map(|(number, hours)| (*number, day(hours))).collect())
}

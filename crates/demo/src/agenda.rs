//! Days as numbers, and which two-hour slots of each day a room or person has and has not given
//! away. Coarse on purpose: bookings of the demo begin and end with these slots, and what is
//! free here is free in the calendars of `schedule`.

use model::{RawId, WeekHours};
use std::collections::BTreeMap;
use units::{Datelike, Days, NaiveDate, NaiveDateTime};

use crate::journal::hour;

/// A day, counted from the first Monday of the demo.
pub(crate) type Day = usize;

/// Slots of a day, a bit each: 9–11, 11–13, 14–16, 16–18, 18–20, 20–22, 22–24, 0–2 h.
pub(crate) type Slots = u8;

/// From nine to six.
pub(crate) const DAY: Slots = 0b0000_1111;
/// From two in the afternoon to ten at night.
pub(crate) const LATE: Slots = 0b0011_1100;
/// From six in the evening to two in the morning.
pub(crate) const NIGHT: Slots = 0b1111_0000;
/// From nine in the morning to two at night.
pub(crate) const ALL: Slots = 0b1111_1111;

const STARTS: [u32; 8] = [9, 11, 14, 16, 18, 20, 22, 24];
const ENDS: [u32; 8] = [11, 13, 16, 18, 20, 22, 24, 26];

/// Days of the house.
#[derive(Debug, Clone)]
pub(crate) struct Agenda {
    origin: NaiveDate,
    /// Is the house at work?
    open: Vec<bool>,
    rows: BTreeMap<RawId, Row>,
}

/// The slots of one room, person or machine.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// By day of the week, holidays not looked at.
    week: [Slots; 7],
    /// Neither a day off nor an absence.
    open: Vec<Slots>,
    busy: Vec<Slots>,
    kind: RowKind,
}

/// What a booking takes beside its own slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Nothing.
    Plain,
    /// An hour before and after; lunch is one.
    Apart,
    /// Rest: no morning with an evening, no morning after a night.
    Person,
}

impl Agenda {
    /// Days from a Monday on; `works` tells of each whether the house is at work.
    pub(crate) fn new(origin: NaiveDate, days: usize, works: impl Fn(NaiveDate) -> bool) -> Self {
        let open = origin.iter_days().take(days).map(works).collect();
        Self { origin, open, rows: BTreeMap::new() }
    }

    /// The number of a date; 0 for dates before the first.
    pub(crate) fn day(&self, date: NaiveDate) -> Day {
        usize::try_from((date - self.origin).num_days()).unwrap_or(0)
    }

    pub(crate) fn date(&self, day: Day) -> NaiveDate {
        let days = u64::try_from(day).unwrap_or(0);
        self.origin.checked_add_days(Days::new(days)).unwrap_or(self.origin)
    }

    pub(crate) fn is_open(&self, day: Day) -> bool {
        self.open.get(day).copied().unwrap_or(false)
    }

    /// How many days there are.
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    /// The first day of work, this one or later; the last day known if there is none.
    pub(crate) fn open_from(&self, day: Day) -> Day {
        (day..self.len()).find(|day| self.is_open(*day)).unwrap_or(self.len())
    }

    /// So many days of work later (`count` 0: the day itself, or the next of work).
    pub(crate) fn later(&self, day: Day, count: i64) -> Day {
        let mut at = self.open_from(day);
        for _ in 0..count {
            at = self.open_from(at + 1);
        }
        at
    }

    /// So many days of work before a day.
    pub(crate) fn earlier(&self, day: Day, count: i64) -> Day {
        let mut at = day;
        for _ in 0..count {
            at = (0..at).rev().find(|day| self.is_open(*day)).unwrap_or(0);
        }
        at
    }

    /// The calendar week a day lies in.
    pub(crate) fn week(&self, day: Day) -> usize {
        day / 7
    }

    /// A room or person comes to be, with the slots it has on each day of the week.
    pub(crate) fn add(&mut self, id: RawId, week: [Slots; 7], kind: RowKind) {
        let open: Vec<Slots> = (0..self.len())
            .map(|day| if self.is_open(day) { week.get(day % 7).copied().unwrap_or(0) } else { 0 })
            .collect();
        self.rows.insert(id, Row { week, busy: vec![0; open.len()], open, kind });
    }

    /// Somebody is away on these days, the last excluded.
    pub(crate) fn close(&mut self, id: RawId, days: std::ops::Range<Day>) {
        if let Some(row) = self.rows.get_mut(&id) {
            for slots in row.open.iter_mut().take(days.end).skip(days.start) {
                *slots = 0;
            }
        }
    }

    pub(crate) fn row(&self, id: RawId) -> Option<&Row> {
        self.rows.get(&id)
    }

    /// Takes, or gives back, slots of a row.
    pub(crate) fn mark(&mut self, id: RawId, day: Day, slots: Slots, taken: bool) {
        let Some(busy) = self.rows.get_mut(&id).and_then(|row| row.busy.get_mut(day)) else {
            return;
        };
        if taken {
            *busy |= slots;
        } else {
            *busy &= !slots;
        }
    }

    /// When slots begin on a day.
    pub(crate) fn start(&self, day: Day, slots: Slots) -> NaiveDateTime {
        let first = usize::try_from(slots.trailing_zeros()).unwrap_or(0);
        self.moment(day, STARTS.get(first).copied().unwrap_or(9))
    }

    /// When slots end on a day, or on the night after it.
    pub(crate) fn end(&self, day: Day, slots: Slots) -> NaiveDateTime {
        let last = 7_usize.saturating_sub(usize::try_from(slots.leading_zeros()).unwrap_or(0));
        self.moment(day, ENDS.get(last).copied().unwrap_or(18))
    }

    fn moment(&self, day: Day, at: u32) -> NaiveDateTime {
        let next = usize::from(at >= 24);
        self.date(day + next).and_time(hour(at % 24))
    }
}

impl Row {
    /// Slots nobody has taken, nor those that a booking takes beside its own.
    pub(crate) fn free(&self, day: Day) -> Slots {
        const MORNING: Slots = 0b0000_0011;
        const EVENING: Slots = 0b1111_0000;
        const AFTER_TEN: Slots = 0b1100_0000;
        let at = |day: Day| self.busy.get(day).copied().unwrap_or(0);
        let mut busy = self.busy.get(day).copied().unwrap_or(ALL);
        match self.kind {
            RowKind::Plain => {}
            RowKind::Apart => busy |= (busy & !0b0000_0010) << 1 | (busy & !0b0000_0100) >> 1,
            RowKind::Person => {
                let taken = busy;
                let late = taken & EVENING != 0 || at(day.saturating_sub(1)) & AFTER_TEN != 0;
                busy |= if late { MORNING } else { 0 };
                busy |= if taken & MORNING != 0 { EVENING } else { 0 };
                busy |= if at(day + 1) & MORNING != 0 { AFTER_TEN } else { 0 };
            }
        }
        self.open(day) & !busy
    }

    /// Slots that are open, taken or not.
    pub(crate) fn open(&self, day: Day) -> Slots {
        self.open.get(day).copied().unwrap_or(0)
    }

    /// Slots on that day of the week, whatever holidays and absences say.
    pub(crate) fn usual(&self, day: Day) -> Slots {
        self.week.get(day % 7).copied().unwrap_or(0)
    }
}

/// The same slots from Monday to Friday.
pub(crate) fn weekdays(slots: Slots) -> [Slots; 7] {
    [slots, slots, slots, slots, slots, 0, 0]
}

/// Hours as people state them, the same on the days given (Monday is 0).
pub(crate) fn hours(days: &[u8], text: &str) -> WeekHours {
    let hours: model::DayHours = text.parse().unwrap_or_default();
    WeekHours(days.iter().map(|day| (*day, hours.clone())).collect())
}

/// A date some weeks earlier (negative) or later.
pub(crate) fn weeks_from(date: NaiveDate, weeks: i64) -> NaiveDate {
    let days = Days::new(weeks.unsigned_abs().saturating_mul(7));
    let moved = if weeks < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) };
    moved.unwrap_or(date)
}

/// The year of a date.
pub(crate) fn year(date: NaiveDate) -> i32 {
    date.year()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda() -> Agenda {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        Agenda::new(monday, 28, |date| date.weekday().num_days_from_monday() < 5)
    }

    #[test]
    fn days_of_work_jump_over_the_weekend() {
        let agenda = agenda();
        assert_eq!(agenda.later(4, 1), 7);
        assert_eq!(agenda.earlier(7, 1), 4);
        assert_eq!(agenda.later(5, 0), 7);
    }

    #[test]
    fn a_night_ends_on_the_next_day() {
        let agenda = agenda();
        assert_eq!(agenda.end(0, NIGHT).to_string(), "2026-11-24 02:00:00");
        assert_eq!(agenda.start(0, LATE).to_string(), "2026-11-23 14:00:00");
        assert_eq!(agenda.end(0, 0b0110_0000).to_string(), "2026-11-24 00:00:00");
    }

    #[test]
    fn what_is_taken_or_away_is_not_free() {
        let mut agenda = agenda();
        let id = RawId(1);
        agenda.add(id, weekdays(DAY), RowKind::Plain);
        agenda.mark(id, 0, 0b0011, true);
        agenda.close(id, 1..3);
        let free = |day| agenda.row(id).unwrap().free(day);
        assert_eq!([free(0), free(1), free(3), free(5)], [0b1100, 0, DAY, 0]);
    }

    #[test]
    fn nobody_works_in_the_morning_after_a_night_or_before_an_evening() {
        let mut agenda = agenda();
        let id = RawId(1);
        agenda.add(id, weekdays(ALL), RowKind::Person);
        agenda.mark(id, 0, NIGHT, true);
        agenda.mark(id, 3, 0b0000_0001, true);
        let free = |day| agenda.row(id).unwrap().free(day);
        assert_eq!([free(0), free(1)], [0b0000_1100, 0b1111_1100]);
        assert_eq!([free(2), free(3)], [0b0011_1111, 0b0000_1110]);
    }
}

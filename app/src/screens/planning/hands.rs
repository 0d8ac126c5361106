//! What a gesture would make of bookings. The same answer is shown while the gesture lasts and
//! carried out when it ends, so that what is dropped is what was seen.

use super::snap::{Grain, Snapping};
use crate::desktop::Axis;
use model::{Booking, BookingId, BookingState, Plan, ProductionId, RawId};
use schedule::FacilityTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use ui_kit::timeline::{Edge, Gesture, Key};
use units::{Minutes, NaiveDateTime, Zone, after};
use views::board::BoardKey;

/// A booking as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Its production.
    pub(super) production: ProductionId,
    /// As it is; nothing for one that comes to be.
    pub(super) before: Option<Arc<Booking>>,
    /// As it would be.
    pub(super) after: Booking,
    /// Is where it was to be seen too?
    pub(super) ghost: bool,
}

/// What a gesture would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These changes, the one that leads first.
    Changes(Vec<Change>),
    /// A new booking in a row.
    New(NaiveDateTime, NaiveDateTime),
    /// Nothing.
    Nothing,
    /// It cannot be.
    Refused(Refusal),
}

/// Why a gesture cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A booking is pinned.
    Pinned,
    /// What was worked stays where it was.
    Worked,
}

/// What gestures are read with.
#[derive(Clone, Copy)]
pub(super) struct Hands<'a> {
    pub(super) plans: &'a BTreeMap<ProductionId, Arc<Plan>>,
    pub(super) time: &'a FacilityTime,
    pub(super) axis: &'a Axis,
    /// The rows by their numbers.
    pub(super) rows: &'a BTreeMap<Key, BoardKey>,
    /// Points per working day.
    pub(super) day_width: f64,
}

impl<'a> Hands<'a> {
    /// What a gesture would come to; `free` asks not to snap.
    pub(super) fn outcome(&self, gesture: &Gesture, free: bool) -> Outcome {
        match gesture {
            Gesture::Move { grasped, bars, by, from_row, to_row, copy } => {
                let rows = (self.rows.get(from_row), self.rows.get(to_row));
                self.moved(*grasped, bars, *by, rows, *copy, free)
            }
            Gesture::Resize { bar, edge, to } => self.resized(*bar, *edge, *to, free),
            Gesture::Create { start, end, .. } => self.drawn(*start, *end, free),
            Gesture::Tie { .. } => Outcome::Nothing,
        }
    }

    /// A booking by its number.
    pub(super) fn find(&self, bar: Key) -> Option<(ProductionId, &'a Arc<Booking>)> {
        let id = BookingId(RawId(bar));
        let plans = self.plans.iter();
        plans.into_iter().find_map(|(plan, of_plan)| Some((*plan, of_plan.bookings.get(&id)?)))
    }

    fn zone(&self, booking: Option<&Booking>) -> Zone {
        let house = self.time.calendars().zone();
        booking.and_then(|booking| booking.zone).unwrap_or(house)
    }

    pub(super) fn snapping(&self, booking: Option<&Booking>, free: bool) -> Snapping<'a> {
        Snapping {
            axis: self.axis,
            time: self.time,
            grain: Grain::at(self.day_width, free),
            zone: self.zone(booking),
        }
    }

    fn moved(
        &self,
        grasped: Key,
        bars: &[Key],
        by: f64,
        (from, to): (Option<&BoardKey>, Option<&BoardKey>),
        copy: bool,
        free: bool,
    ) -> Outcome {
        let Some((production, led)) = self.find(grasped) else { return Outcome::Nothing };
        let Some(old) = led.start else { return Outcome::Nothing };
        let snapping = self.snapping(Some(led), free);
        let position = snapping.position(old) + by;
        let start = if by.abs() < f64::EPSILON {
            old
        } else {
            self.start_of(led, snapping.snap(position, Edge::Start, Some(old.time())), by)
        };
        let shift = Shift::new(self.time, old, start);
        let mut changes = Vec::new();
        let others = bars.iter().filter(|bar| **bar != grasped).filter_map(|bar| self.find(*bar));
        for (production, booking) in std::iter::once((production, led)).chain(others) {
            if let Err(refusal) = may_move(booking, copy) {
                return Outcome::Refused(refusal);
            }
            let Some(old) = booking.start else { continue };
            let is_led = booking.id == led.id;
            let new = if is_led { start } else { shift.of(self.time, old) };
            let number = changes.len() as u128;
            let after = if copy {
                // It gets its identifier when it is meant.
                let copied = booking.copied(BookingId(RawId(number)), new);
                self.placed(copied, booking, new)
            } else {
                self.placed(Booking::clone(booking), booking, new)
            };
            let after = in_row(after, from, to);
            let before = (!copy).then(|| Arc::clone(booking));
            changes.push(Change { production, before, after, ghost: false });
        }
        let changed = |change: &Change| change.before.as_deref() != Some(&change.after);
        if changes.iter().any(changed) { Outcome::Changes(changes) } else { Outcome::Nothing }
    }

    /// A booking of several days begins on one that it can take: the next one, or the one before if
    /// it goes back.
    fn start_of(&self, booking: &Booking, start: NaiveDateTime, by: f64) -> NaiveDateTime {
        let takes = |date| self.time.counts(&booking.days, date);
        if by >= 0.0 || is_short(booking) || takes(start.date()) {
            return start;
        }
        let mut date = start.date();
        for _ in 0..14 {
            date = date.pred_opt().unwrap_or(date);
            if takes(date) {
                return date.and_time(start.time());
            }
        }
        start
    }

    /// A booking with the dates that another has when it begins at a moment.
    fn placed(&self, mut booking: Booking, like: &Booking, start: NaiveDateTime) -> Booking {
        if let Some((start, end)) = self.time.shifted(like, start) {
            (booking.start, booking.end) = (Some(start), Some(end));
        }
        booking
    }

    fn resized(&self, bar: Key, edge: Edge, to: f64, free: bool) -> Outcome {
        let Some((production, booking)) = self.find(bar) else { return Outcome::Nothing };
        if let Err(refusal) = may_move(booking, false) {
            return Outcome::Refused(refusal);
        }
        let Some((start, end)) = booking.start.zip(booking.end) else { return Outcome::Nothing };
        let snapping = self.snapping(Some(booking), free);
        let own = match edge {
            Edge::Start => start.time(),
            Edge::End => end.time(),
        };
        let moment = snapping.snap(to, edge, Some(own));
        let (start, end) = match edge {
            Edge::Start => (moment.min(after(end, Minutes(-LEAST))), end),
            Edge::End => (start, moment.max(after(start, Minutes(LEAST)))),
        };
        let end = if edge == Edge::End { over_nights(snapping.grain, start, end) } else { end };
        let mut changed = Booking::clone(booking);
        (changed.start, changed.end) = (Some(start), Some(end));
        if changed == **booking {
            return Outcome::Nothing;
        }
        let before = Some(Arc::clone(booking));
        Outcome::Changes(vec![Change { production, before, after: changed, ghost: false }])
    }

    fn drawn(&self, start: f64, end: f64, free: bool) -> Outcome {
        let snapping = self.snapping(None, free);
        let from = snapping.snap(start, Edge::Start, None);
        let to = snapping.snap(end, Edge::End, None);
        if from < to {
            return Outcome::New(from, over_nights(snapping.grain, from, to));
        }
        // Too short to mean an end: what the grain gives from here on.
        let to = match snapping.grain {
            Grain::Minutes(minutes) => after(from, Minutes(minutes.max(LEAST))),
            Grain::HalfDays => {
                let halves = super::snap::half_days(self.time, from.date());
                let half = halves.into_iter().find(|half| half.from == from.time());
                after(from, half.map_or(Minutes::hours(4), |half| half.length()))
            }
        };
        Outcome::New(from, to)
    }
}

/// The shortest booking, in minutes.
const LEAST: i64 = 15;

/// By how much a booking was moved, so that those which go with it go as far: in days of the house,
/// if it went from one to another.
#[derive(Debug, Clone, Copy)]
struct Shift {
    days: i64,
    working: bool,
    minutes: Minutes,
}

impl Shift {
    fn new(time: &FacilityTime, from: NaiveDateTime, to: NaiveDateTime) -> Self {
        let calendar = (to.date() - from.date()).num_days();
        let working = time.works_on(from.date()) && time.works_on(to.date());
        let (first, last) = (from.date().min(to.date()), from.date().max(to.date()));
        let between = first.iter_days().take_while(|date| *date < last).take(4_000);
        let worked = between.filter(|date| time.works_on(*date)).count();
        let worked = i64::try_from(worked).unwrap_or(calendar.abs()) * calendar.signum();
        let of_day = to.time() - from.time();
        Self {
            days: if working { worked } else { calendar },
            working,
            minutes: Minutes(of_day.num_minutes()),
        }
    }

    fn of(self, time: &FacilityTime, from: NaiveDateTime) -> NaiveDateTime {
        let mut date = from.date();
        let mut left = self.days.abs();
        let by_working_days = self.working && time.works_on(date);
        for _ in 0..4_000 {
            if left == 0 {
                break;
            }
            let next = if self.days > 0 { date.succ_opt() } else { date.pred_opt() };
            date = next.unwrap_or(date);
            if !by_working_days || time.works_on(date) {
                left -= 1;
            }
        }
        after(date.and_time(from.time()), self.minutes)
    }
}

/// Is it less than 24 hours on the wall clock, so that it is one stretch?
fn is_short(booking: &Booking) -> bool {
    let ends = booking.start.zip(booking.end);
    ends.is_none_or(|(start, end)| (end - start).num_minutes() < 24 * 60)
}

/// What goes from one day into the next is days of work and not a night of it, if one works by
/// half-days; a session of less than 24 hours would be one.
fn over_nights(grain: Grain, start: NaiveDateTime, end: NaiveDateTime) -> NaiveDateTime {
    let a_day_later = after(start, Minutes::hours(24));
    if grain == Grain::HalfDays && start.date() < end.date() { end.max(a_day_later) } else { end }
}

fn may_move(booking: &Booking, copy: bool) -> Result<(), Refusal> {
    match booking.state {
        _ if copy => Ok(()),
        _ if booking.pinned => Err(Refusal::Pinned),
        BookingState::Done => Err(Refusal::Worked),
        _ => Ok(()),
    }
}

/// A booking that goes from a row to another: its room becomes that of the row, the person of the
/// row takes the place of the one it leaves. Bookings that are not in the first row stay in theirs.
fn in_row(mut booking: Booking, from: Option<&BoardKey>, to: Option<&BoardKey>) -> Booking {
    let (Some(from), Some(to)) = (from, to) else { return booking };
    if from == to {
        return booking;
    }
    let lies_there = match from {
        BoardKey::Room(id) => booking.room == Some(*id),
        BoardKey::NoRoom => booking.room.is_none(),
        BoardKey::Person(id) => booking.people.contains(id),
        BoardKey::Nobody => booking.people.is_empty(),
        BoardKey::Function(_) | BoardKey::Production(_) | BoardKey::Family(..) => false,
    };
    if !lies_there {
        return booking;
    }
    if let BoardKey::Person(id) = from
        && matches!(to, BoardKey::Person(_) | BoardKey::Nobody)
    {
        booking.people.remove(id);
    }
    match to {
        BoardKey::Room(id) => booking.room = Some(*id),
        BoardKey::NoRoom => booking.room = None,
        BoardKey::Person(id) => {
            booking.people.insert(*id);
        }
        BoardKey::Nobody
        | BoardKey::Function(_)
        | BoardKey::Production(_)
        | BoardKey::Family(..) => {}
    }
    booking
}

/// The rows in which a booking lies.
pub(super) fn rows_of<'r>(
    rows: &'r BTreeMap<Key, BoardKey>,
    production: ProductionId,
    family: model::Family,
    booking: &Booking,
) -> BTreeSet<&'r Key> {
    let lies = |key: &BoardKey| match key {
        BoardKey::Room(id) => booking.room == Some(*id),
        BoardKey::NoRoom => booking.room.is_none(),
        BoardKey::Person(id) => booking.people.contains(id),
        BoardKey::Nobody => booking.people.is_empty(),
        BoardKey::Family(id, of) => *id == production && *of == family,
        BoardKey::Function(_) | BoardKey::Production(_) => false,
    };
    rows.iter().filter(|(_, key)| lies(key)).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests;

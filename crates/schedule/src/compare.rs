//! A plan beside another state of it: which sessions lie elsewhere, which dates come to be, what it
//! costs more, what clashes by it and no more. Nothing here says which of the two is better.

use crate::clash::{Clash, ClashKind, Hold};
use crate::replan::{Cost, Delivery, Hours, Move, OVERTIME_SHARE, Place, clash_key};
use crate::report::Report;
use model::{Booking, BookingId, BookingState, Casting, PersonId, ProductionId};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Currency, Minutes, Money};

/// What differs between a plan and another state of it.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Sessions that lie elsewhere or are held otherwise, then those that are added; what is given
    /// up comes nowhere.
    pub moves: Vec<Move>,
    /// Dates that come to be on another day.
    pub deliveries: Vec<Delivery>,
    /// People of confirmed sessions and first options that change within ten days.
    pub calls: BTreeSet<PersonId>,
    /// Work outside the hours of the house, more or less than before.
    pub overtime: Minutes,
    /// What the house pays more, or less.
    pub cost: Cost,
    /// Clashes that are there in the second state alone.
    pub bends: Vec<Arc<Clash>>,
    /// Clashes that are there in the first state alone.
    pub mends: Vec<Arc<Clash>>,
}

impl Comparison {
    /// Compares a production in two states of the same facility.
    pub fn new(before: &Report, after: &Report, casting: &Casting, of: ProductionId) -> Self {
        let mut comparison = Self {
            moves: Vec::new(),
            deliveries: deliveries(before, after, &BTreeSet::new()),
            calls: BTreeSet::new(),
            overtime: Minutes::ZERO,
            cost: Cost { known: Money::ZERO, unpriced: 0 },
            bends: lacking(after, before),
            mends: lacking(before, after),
        };
        let bookings = |report: &Report| {
            report.document(of).map(|plan| plan.bookings.clone()).unwrap_or_default()
        };
        let (old, new) = (bookings(before), bookings(after));
        let all: BTreeSet<BookingId> = old.keys().chain(new.keys()).copied().collect();
        let mut prices = Prices { casting, sums: Vec::new(), unpriced: 0 };
        for id in all {
            let pair = (old.get(&id), new.get(&id));
            if pair.0 == pair.1 {
                continue;
            }
            comparison.overtime = comparison.overtime
                + prices.add(after, pair.1, false)
                + -prices.add(before, pair.0, true);
            comparison.take(of, id, pair);
        }
        comparison.calls = calls(before, &comparison.moves);
        let known = Money::checked_sum(prices.sums, Currency::EUR).unwrap_or(Money::ZERO);
        comparison.cost = Cost { known: known.to_cents(), unpriced: prices.unpriced };
        let first =
            |it: &Move| (it.from.is_none(), it.from.as_ref().or(it.to.as_ref()).map(|at| at.start));
        comparison.moves.sort_by_key(|it| (first(it), it.booking));
        comparison
    }

    /// Takes a session in, if it lies elsewhere or is held otherwise.
    fn take(
        &mut self,
        production: ProductionId,
        booking: BookingId,
        (old, new): (Option<&Arc<Booking>>, Option<&Arc<Booking>>),
    ) {
        let (from, to) = (old.and_then(place), new.and_then(place));
        let Some(either) = old.or(new).filter(|_| from != to) else { return };
        let holds = |booking: &Arc<Booking>| Hold::of(booking).is_some_and(Hold::counts);
        let held = old.is_some_and(holds) || new.is_some_and(holds);
        self.moves.push(Move {
            production,
            booking,
            task: either.task,
            confirmed: old.is_some_and(|old| old.state.is_firm()),
            holds: held,
            option: old.zip(new).is_some_and(|(old, new)| {
                old.state == BookingState::Idea && new.state == BookingState::Option
            }),
            hours: Hours::Usual,
            overtime: Minutes::ZERO,
            why: Vec::new(),
            sets_off: false,
            from,
            to,
        });
    }
}

/// Where a session lies; nowhere once it is given up.
fn place(booking: &Arc<Booking>) -> Option<Place> {
    let is_over = matches!(booking.state, BookingState::Cancelled | BookingState::Released);
    let (start, end) = booking.start.zip(booking.end).filter(|_| !is_over)?;
    Some(Place { start, end, room: booking.room, people: booking.people.clone() })
}

/// People of sessions that hold them and change within the next ten days.
pub(crate) fn calls(report: &Report, moves: &[Move]) -> BTreeSet<PersonId> {
    let soon = report.now() + Minutes::hours(10 * 24);
    let is_soon = |place: &Option<Place>| {
        place.as_ref().is_some_and(|it| report.time().tick(it.start) < soon)
    };
    let near = moves.iter().filter(|it| it.holds && (is_soon(&it.from) || is_soon(&it.to)));
    let places = near.flat_map(|it| it.from.iter().chain(&it.to));
    places.flat_map(|place| place.people.iter().copied()).collect()
}

/// The clashes of one state that another does not have. Missed dates are told as such.
fn lacking(of: &Report, other: &Report) -> Vec<Arc<Clash>> {
    let known: BTreeSet<_> = other.clashes.iter().map(|clash| clash_key(clash)).collect();
    let lacking = of.clashes.iter().filter(|clash| !known.contains(&clash_key(clash)));
    lacking.filter(|clash| clash.kind != ClashKind::Deadline).cloned().collect()
}

/// The dates that come on another day, and those of the productions named that are missed.
pub(crate) fn deliveries(
    before: &Report,
    after: &Report,
    concerned: &BTreeSet<ProductionId>,
) -> Vec<Delivery> {
    let day = after.time().calendars().day_length();
    let house = after.time().house();
    let days = |from, to| whole_days(house.work_between(from, to), day);
    let mut deliveries = Vec::new();
    for (production, dates) in after.plans() {
        for deadline in &dates.deadlines {
            let Some(finish) = deadline.finish else { continue };
            let old = before.plan(production);
            let old =
                old.and_then(|it| it.deadlines.iter().find(|it| it.subject == deadline.subject));
            let earlier = old.and_then(|it| it.finish);
            let was_due = old.map(|it| it.at);
            let same = earlier == Some(finish) && was_due == Some(deadline.at);
            let asked = finish > deadline.at && concerned.contains(&production);
            if same && !asked {
                continue;
            }
            deliveries.push(Delivery {
                subject: deadline.subject,
                due: deadline.at,
                before: earlier,
                after: finish,
                days_late: days(deadline.at, finish),
                days_later: earlier.map_or(0, |before| days(before, finish)),
            });
        }
    }
    deliveries.sort_by_key(|it| (std::cmp::Reverse(it.days_late), it.subject));
    deliveries
}

/// Adds up what sessions cost.
struct Prices<'a> {
    casting: &'a Casting,
    sums: Vec<Money>,
    /// Rooms and people of whom nobody has said what an hour costs.
    unpriced: usize,
}

impl Prices<'_> {
    /// What a session costs, or costs no more; its work outside the hours of the house, which people
    /// are paid more for.
    fn add(&mut self, report: &Report, booking: Option<&Arc<Booking>>, no_more: bool) -> Minutes {
        let Some(booking) = booking.filter(|it| place(it).is_some()) else { return Minutes::ZERO };
        let time = report.time();
        let pieces = time.occupation(booking).pieces;
        let work = time.booked_work(&pieces);
        let extra = time.work_outside_house(&pieces);
        let Some(day) = booking.start.map(|start| start.date()) else { return extra };
        let room = booking.room.map(|id| (self.casting.hourly_of_room(id, day), work));
        let paid = work + Minutes(extra.0 / OVERTIME_SHARE);
        let people =
            booking.people.iter().map(|id| (self.casting.hourly_of_person(*id, day), paid));
        for (hourly, minutes) in room.into_iter().chain(people) {
            match hourly.and_then(|hourly| hourly.for_minutes(minutes)) {
                Some(money) => self.sums.push(if no_more { money.negated() } else { money }),
                None => self.unpriced += 1,
            }
        }
        extra
    }
}

/// Working time in days, rounded away from none: an hour late is a day late.
fn whole_days(minutes: Minutes, day: Minutes) -> i64 {
    let length = day.0.max(1);
    let days =
        minutes.0.abs().div_euclid(length) + i64::from(minutes.0.abs().rem_euclid(length) > 0);
    if minutes.is_negative() { -days } else { days }
}

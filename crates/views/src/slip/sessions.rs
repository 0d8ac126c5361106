//! The sessions that want a slip: every person of every firm session on each of its days.

use super::written::blank;
use super::{SlipFilter, SlipView};
use crate::Source;
use crate::booking::Stretch;
use model::BookingState;
use std::collections::BTreeMap;
use units::{NaiveDate, TickRange};

/// Every person of every firm session on each of its days.
pub(super) fn sessions(source: &Source<'_>, filter: &SlipFilter) -> Vec<SlipView> {
    let mut found = Vec::new();
    for plan in source.plans.values() {
        let id = plan.production.id;
        let firm = |state: &BookingState| {
            matches!(state, BookingState::Confirmed | BookingState::InProgress | BookingState::Done)
        };
        for booking in plan.bookings.values().filter(|booking| firm(&booking.state)) {
            if !filter.may_meet(booking) {
                continue;
            }
            let people = || booking.people.iter().filter(|person| filter.wants(**person, Some(id)));
            if people().next().is_none() {
                continue;
            }
            let zone = source.booking_zone(booking);
            for (day, pieces) in by_day(source, booking, filter) {
                let ends = pieces.first().zip(pieces.last());
                let Some((first, last)) = ends else { continue };
                for person in people() {
                    let mut view = blank(source, *person, Some(day));
                    view.production = Some(id);
                    view.title = source.production(id);
                    view.task = booking.task;
                    view.task_name =
                        booking.task.map(|task| source.task(plan, task)).unwrap_or_default();
                    view.booking = Some(booking.id);
                    view.room = booking.room;
                    view.room_name = booking.room.map(|room| source.room(room)).unwrap_or_default();
                    view.planned = Some(Stretch::new(TickRange::new(first.start, last.end), zone));
                    view.planned_work = Some(source.time().booked_work(&pieces));
                    found.push(view);
                }
            }
        }
    }
    found
}

/// The stretches of a booking on each wanted day; a night counts for the day it begins on.
fn by_day(
    source: &Source<'_>,
    booking: &model::Booking,
    filter: &SlipFilter,
) -> BTreeMap<NaiveDate, Vec<TickRange>> {
    let zone = source.booking_zone(booking);
    let mut days: BTreeMap<NaiveDate, Vec<TickRange>> = BTreeMap::new();
    for piece in source.time().occupation(booking).pieces {
        let day = zone.civil(piece.start).date();
        if filter.has(Some(day)) {
            days.entry(day).or_default().push(piece);
        }
    }
    days
}

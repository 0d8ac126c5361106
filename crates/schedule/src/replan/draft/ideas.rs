//! Sessions that are only thought of. No date counts them as booked: the passes put their work where
//! it comes first, and ideas are mostly thought of for somewhat later. So an idea lies, for the
//! engine, where the passes have the work for which it is thought; in a way out it goes along if
//! that work comes to lie elsewhere, or is held as an option at hours that have to be asked for.

use super::{Draft, Growing, Tag};
use crate::part::PlanBase;
use model::{Booking, BookingState, TaskId};
use std::collections::BTreeMap;
use std::sync::Arc;
use units::{Minutes, TickRange};

/// An idea with where it lies and how much work it holds.
type Idea<'a> = (TickRange, Minutes, &'a Arc<Booking>);

impl Draft<'_> {
    /// Finds where the ideas of a plan lie for the engine.
    pub(super) fn carry_ideas(&self, base: &PlanBase, growing: &mut Growing<'_>) {
        let mut of_task: BTreeMap<TaskId, Vec<Idea<'_>>> = BTreeMap::new();
        let (time, now) = (self.after.time(), self.after.now());
        for booking in base.plan.bookings.values() {
            let Some(task) = booking.task.filter(|_| booking.state == BookingState::Idea) else {
                continue;
            };
            let pieces = base.pieces(time, booking);
            let Some((first, last)) = pieces.first().zip(pieces.last()) else { continue };
            if first.start > now && !booking.pinned && booking.zone.is_none() {
                let range = TickRange::new(first.start, last.end);
                let idea = (range, time.booked_work(&pieces), booking);
                of_task.entry(task).or_default().push(idea);
            }
        }
        for (task, mut ideas) in of_task {
            ideas.sort_by_key(|(range, _, booking)| (*range, booking.id));
            self.carry_of_task(base, task, &ideas, growing);
        }
    }

    /// The ideas of one task, one after the other from where its work lies that nobody has booked;
    /// those that hold more than that stay where they are thought.
    fn carry_of_task(
        &self,
        base: &PlanBase,
        task: TaskId,
        ideas: &[Idea<'_>],
        growing: &mut Growing<'_>,
    ) {
        let dates = self.before.plan(base.plan.production.id).and_then(|it| it.task(task));
        let Some(dates) = dates.filter(|dates| !dates.group) else { return };
        let lay = self.lay_of_work(dates, dates.booked.is_positive());
        let (Some(lay), house) = (lay, self.before.time().house()) else { return };
        let (mut from, mut left) = (lay.start, dates.unbooked);
        for (_, work, booking) in ideas {
            left = left - *work;
            let Some(start) = house.next_working(from).filter(|_| !left.is_negative()) else {
                return;
            };
            let end = house.advance(start, *work);
            growing.carried.insert(booking.id, TickRange::new(start, end));
            from = end;
        }
    }
}

impl Growing<'_> {
    /// The work that is in the ideas among some activities.
    pub(super) fn carried_work(&self, of_task: &[usize]) -> Minutes {
        let work = |number: &usize| match self.tags.get(*number) {
            Some(Tag::Session(session)) if session.carried => session.work,
            _ => Minutes::ZERO,
        };
        of_task.iter().map(work).sum()
    }
}

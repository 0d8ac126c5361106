//! Which sessions are held in pieces: those that may be, and that find no gap as long as they are.

use super::aim::Aim;
use super::draft::{Drafted, Tag};
use super::why::Why;
use super::{Replan, at_once};
use model::{BookingId, BookingState, Finding, Plan};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Replan {
    /// The sessions of the productions concerned that may be held in pieces.
    pub(super) fn all_that_may_be_cut(&self) -> BTreeSet<BookingId> {
        let plans = self.focus.productions.iter().filter_map(|id| self.after.document(*id));
        let of_plan = |plan: &Plan| -> Vec<BookingId> {
            let may = |task| plan.tasks.get(&task).is_some_and(|task| task.may_split());
            // An idea lies where its work lies, all of it.
            let held = plan.bookings.values().filter(|it| it.state != BookingState::Idea);
            held.filter(|it| it.task.is_some_and(may)).map(|it| it.id).collect()
        };
        plans.flat_map(of_plan).collect()
    }

    /// What is planned for an aim, those sessions in pieces that may be cut and come later only
    /// because they find no gap as long as they are.
    pub(super) fn cut_where_no_gap_is(&self, aim: Aim) -> Result<Arc<Drafted>, Finding> {
        let (latitude, profile) = (self.latitude(aim), aim.profile());
        let drafted = self.drafted(latitude)?;
        let schedule = at_once(&drafted.prepared, &profile);
        let may = self.all_that_may_be_cut();
        let finds_no_gap = |(number, tag): (usize, &Tag)| {
            let Tag::Session(session) = tag else { return None };
            let slot = schedule.slots.get(number).copied().flatten()?;
            let comes_later = slot.start > session.range.start;
            if session.parts > 1
                || session.carried
                || !comes_later
                || !may.contains(&session.booking.id)
            {
                return None;
            }
            let against = drafted.against_sooner(&schedule, &self.after, number, slot.mode)?;
            let is_kept_out = |why: &Why| matches!(why, Why::Busy { .. } | Why::Closed { .. });
            against.iter().any(is_kept_out).then_some(session.booking.id)
        };
        let cut: BTreeSet<BookingId> =
            drafted.tags.iter().enumerate().filter_map(finds_no_gap).collect();
        match cut.is_empty() {
            true => Ok(drafted),
            false => self.draft(latitude, &cut).map(Arc::new),
        }
    }
}

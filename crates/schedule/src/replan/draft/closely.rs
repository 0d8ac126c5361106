//! Maximum lags: a task comes soon after another.
//!
//! The engine keeps them between sessions, and between sessions and what is done. Work that nobody
//! has booked can still come closer, so nothing is asked of it. What would find no place for it
//! comes later all the same, and the clash that comes of it is told with the way out.

use super::super::supply::Supply;
use super::ties::lag_of;
use super::{Draft, Drafted, Growing, Tag};
use crate::compile::{Ends, Item, Tie};
use crate::dates::TaskDates;
use crate::part::PlanBase;
use crate::solve::{
    Activity, InstanceProblem, Mode, Most, Precedence, Prepared, Published, Schedule,
};
use model::ProductionId;
use units::{Minutes, Tick, TickRange};

/// The least time where there is only a most: a century of overlap.
const ANY_TIME: Minutes = Minutes::hours(-100 * 366 * 24);

impl Draft<'_> {
    /// How long after its predecessor a task may come at most: the first of its sessions after the
    /// last of the other's.
    pub(super) fn tie_closely(
        &self,
        base: &PlanBase,
        tie: &Tie,
        (before, after): (&[usize], &[usize]),
        growing: &mut Growing<'_>,
    ) {
        let production = base.plan.production.id;
        let (Some(from), Some(to), Some(most)) =
            (base.network.item(tie.from), base.network.item(tie.to), tie.most)
        else {
            return;
        };
        let dates = |item: &Item| self.after.plan(production)?.task(item.task.id);
        let (Some(from_dates), Some(to_dates)) = (dates(from), dates(to)) else { return };
        let first = match is_done(from, tie.ends, before) {
            true => growing.done(production, from, tied(from_dates, tie.ends)),
            false => {
                let held = match tie.ends.waits_for_start() {
                    true => growing.first(before),
                    false => growing.last(before),
                };
                let Some(held) = held else { return };
                held
            }
        };
        // What is over already began it.
        let begins = |it: &usize| growing.lay(*it).is_some_and(|it| it.start <= to_dates.start);
        let second = match tie.ends.holds_start() {
            true => growing.first(after).filter(begins),
            false => growing.last(after),
        };
        let Some(second) = second else { return };
        let strict = self.focus.ties.contains(&(production, from.task.id, to.task.id));
        let (time, working) = lag_of(most, from.task.work);
        let most = Most { time, calendar: working.then_some(Supply::HOUSE) };
        growing.follow((first, second), tie.ends, most, !strict);
    }
}

/// Has what is waited for happened, so that nothing can move it?
fn is_done(from: &Item, ends: Ends, sessions: &[usize]) -> bool {
    match ends.waits_for_start() {
        true => from.task.actual_start.is_some() || from.task.is_finished(),
        false => sessions.is_empty(),
    }
}

/// The end of a predecessor that is waited for.
fn tied(dates: &TaskDates, ends: Ends) -> Tick {
    if ends.waits_for_start() { dates.start } else { dates.finish }
}

impl Growing<'_> {
    fn lay(&self, number: usize) -> Option<TickRange> {
        self.lay.get(number).copied().flatten()
    }

    /// Is it a session and no mere thought?
    fn is_held(&self, number: usize) -> bool {
        match self.tags.get(number) {
            Some(Tag::Session(session)) => !session.carried,
            tag => matches!(tag, Some(Tag::ToBook { .. })),
        }
    }

    /// The session that begins a task.
    fn first(&self, of_task: &[usize]) -> Option<usize> {
        let held = of_task.iter().copied().filter(|it| self.is_held(*it));
        held.filter(|it| self.lay(*it).is_some()).min_by_key(|it| self.lay(*it))
    }

    /// The session that ends a task; nothing if more of it is still to be booked.
    fn last(&self, of_task: &[usize]) -> Option<usize> {
        let all_held = of_task.iter().all(|it| self.is_held(*it));
        let end = |it: &usize| self.lay(*it).map(|range| range.end);
        of_task.iter().copied().filter(|_| all_held).max_by_key(end)
    }

    /// What is done, as something that stays where it is.
    fn done(&mut self, production: ProductionId, from: &Item, at: Tick) -> usize {
        let published = Some(Published { mode: 0, start: at });
        let done = Activity { pinned: true, published, ..Activity::new(vec![Mode::default()]) };
        let tag = Tag::Done { production, task: from.task.id };
        self.add(done, tag, Some(TickRange::new(at, at)))
    }

    /// One comes no later after another than this; or, if that is tolerated, no later than it did.
    fn follow(&mut self, (from, to): (usize, usize), ends: Ends, most: Most, tolerant: bool) {
        let mut most = most;
        if let (true, Some(before), Some(after)) = (tolerant, self.lay(from), self.lay(to)) {
            let tied = if ends.waits_for_start() { before.start } else { before.end };
            let held = if ends.holds_start() { after.start } else { after.end };
            if held > most.after(tied, &self.supply.calendars) {
                most = Most { time: held - tied, calendar: None };
            }
        }
        let bare = Precedence::new(from, to);
        self.precedences.push(Precedence { lag: ANY_TIME, ends, most: Some(most), ..bare });
    }
}

impl Drafted {
    /// The same with leave to come later after others than is allowed, for what else would have no
    /// place; nothing if all have one, or nothing keeps them from it.
    ///
    /// # Errors
    /// As [`Draft::prepare`].
    pub(crate) fn looser(&self, schedule: &Schedule) -> Result<Option<Self>, Vec<InstanceProblem>> {
        let placed = |number: usize| schedule.slots.get(number).copied().flatten().is_some();
        let is_kept_out =
            |it: &Precedence| it.most.is_some() && !(placed(it.from) && placed(it.to));
        if !self.prepared.instance().precedences.iter().any(is_kept_out) {
            return Ok(None);
        }
        let mut instance = self.prepared.instance().clone();
        for precedence in instance.precedences.iter_mut().filter(|it| is_kept_out(it)) {
            precedence.most = None;
        }
        let (tags, supplied) = (self.tags.clone(), self.supplied.clone());
        Ok(Some(Self { prepared: Prepared::new(instance)?, tags, supplied }))
    }
}

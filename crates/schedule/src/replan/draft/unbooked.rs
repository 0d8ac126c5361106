//! Work that no session holds: an activity of its own, since what comes after it waits; and work that
//! is to be booked now.

use super::super::choice::{Choice, Held, pattern_of};
use super::super::suited::Crew;
use super::super::supply::Supply;
use super::{Draft, Growing, Lay, STEP, Tag};
use crate::dates::TaskDates;
use crate::report::Report;
use crate::solve::{Activity, Disturbance, Mode, Published};
use model::{Plan, Task};
use std::sync::Arc;
use units::{Minutes, TickRange};

impl Draft<'_> {
    /// Work of a task that no booking holds: one more activity; a milestone too, so that what
    /// waits for it waits.
    pub(super) fn work(
        &self,
        plan: &Plan,
        crew: &Crew,
        task: &Arc<Task>,
        (has_sessions, ideas): (bool, Minutes),
        growing: &mut Growing<'_>,
    ) -> Option<usize> {
        if task.is_finished() {
            return None;
        }
        let production = plan.production.id;
        let dates = |report: &Report| report.plan(production)?.task(task.id).cloned();
        let after = dates(self.after)?;
        // Sessions that are over hold their work too, whether anybody has said so or not.
        let has_sessions = has_sessions || after.booked.is_positive();
        let unbooked = after.unbooked - ideas;
        if has_sessions && !unbooked.is_positive() {
            return None;
        }
        if self.only.is_none_or(|only| only == production)
            && self.focus.grown.contains(&(production, task.id))
            && let Some(number) = self.to_book(plan, crew, task, unbooked, growing)
        {
            return Some(number);
        }
        let lay = dates(self.before).and_then(|before| self.lay_of_work(&before, has_sessions));
        let house = self.after.time().house();
        let start = |lay: TickRange| house.next_working(house.advance(lay.start, ideas));
        let lay = match ideas {
            Minutes::ZERO => lay,
            _ => lay.and_then(|lay| Some(TickRange { start: start(lay)?, ..lay })),
        };
        let mode = Mode {
            work: in_steps(if has_sessions || task.actual_start.is_some() {
                unbooked
            } else {
                task.open_work()
            }),
            calendar: Some(Supply::HOUSE),
            ..Mode::default()
        };
        // As long as it is here, so that what came right after it still may.
        let lay = lay.map(|it| TickRange::new(it.start, house.advance(it.start, mode.work)));
        let soonest = self.soonest();
        let activity = Activity {
            published: lay.map(|range| Published { mode: 0, start: range.start }),
            release: lay.map_or(soonest, |lay| lay.start.min(soonest)),
            disturbance: Disturbance::default(),
            ..Activity::new(vec![mode])
        };
        Some(growing.add(activity, Tag::Work { production, task: task.id }, lay))
    }

    /// Where the work that nobody has booked lay before.
    pub(super) fn lay_of_work(&self, before: &TaskDates, has_sessions: bool) -> Lay {
        if has_sessions && !before.unbooked.is_positive() {
            return None;
        }
        let house = self.before.time().house();
        let now = self.before.now();
        let start = match has_sessions || before.start < now {
            true => house.retreat(before.finish, before.unbooked),
            false => before.start,
        };
        let start = if before.unbooked.is_positive() { house.next_working(start)? } else { start };
        (start >= now).then(|| TickRange::new(start, before.finish.max(start)))
    }

    /// Work that has to be booked now, like the last session of its task.
    pub(super) fn to_book(
        &self,
        plan: &Plan,
        crew: &Crew,
        task: &Task,
        work: Minutes,
        growing: &mut Growing<'_>,
    ) -> Option<usize> {
        let of_task = plan.bookings.values().filter(|booking| {
            booking.task == Some(task.id) && booking.state.holds() && booking.start.is_some()
        });
        let like = of_task.max_by_key(|booking| booking.start)?;
        if !work.is_positive() {
            return None;
        }
        let (now, work) = (self.after.now(), in_steps(work));
        let mut pattern = pattern_of(like, self.after);
        let day = self.after.time().calendars().day_length();
        (pattern.window, pattern.one_day) = (like.window, work <= day);
        let held = Held {
            report: self.after,
            crew,
            weights: self.weights,
            plan,
            booking: like,
            start: now,
            work,
            holds: true,
            pattern,
        };
        let mut choices = vec![held.own()];
        choices.extend(held.others(&mut growing.suited, self.overtime));
        if self.shares(plan, task.id) {
            choices.extend(held.beside(&mut growing.suited, self.soonest()));
        }
        // Nobody was told anything that could change: what is like the others is preferred.
        let mode = |choice: &Choice| {
            let mode = held.mode(choice, &mut growing.supply);
            let preference = mode.preference.saturating_add(held.difference(choice));
            Mode { preference, change: 0, ..mode }
        };
        let modes: Vec<Mode> = choices.iter().map(mode).collect();
        let activity = Activity { release: self.soonest(), ..Activity::new(modes) };
        let production = plan.production.id;
        let tag = Tag::ToBook { production, task: task.id, like: Arc::clone(like), choices };
        Some(growing.add(activity, tag, None))
    }
}

/// Rounded up to whole steps.
fn in_steps(work: Minutes) -> Minutes {
    Minutes(work.0 + (STEP - work.0.rem_euclid(STEP)) % STEP)
}

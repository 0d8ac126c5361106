//! What waits for what, and until when: dependencies, dates before which nothing begins, dates to be
//! met.

use super::super::supply::Supply;
use super::{Draft, Growing, Tag};
use crate::compile::{Ends, Network, Tie};
use crate::part::PlanBase;
use crate::solve::{Activity, Deadline, Mode};
use model::{Lag, ProductionId, Subject, Task, TaskId};
use units::{Minutes, NaiveTime, Tick, TickRange};

impl Draft<'_> {
    /// Work that no booking holds comes after what is booked, and so do the ideas for it.
    pub(super) fn after_own_work(&self, of_task: &[usize], growing: &mut Growing<'_>) {
        let is_unbooked = |number: &usize| match growing.tags.get(*number) {
            Some(Tag::Session(session)) => session.carried,
            tag => matches!(tag, Some(Tag::Work { .. })),
        };
        let (unbooked, booked): (Vec<usize>, Vec<usize>) =
            of_task.iter().partition(|it| is_unbooked(it));
        let mut before = booked;
        for number in unbooked {
            for session in &before {
                growing.precede(*session, number, Ends::FinishToStart, (Minutes::ZERO, None), true);
            }
            before.push(number);
        }
    }

    /// Has the event made a task wait?
    pub(super) fn waits(&self, production: ProductionId, task: TaskId) -> bool {
        self.waits == Some((production, task))
    }

    /// Dates before which a task does not begin: its own, those of its groups, and what is done
    /// already that it waited for.
    pub(super) fn release(
        &self,
        base: &PlanBase,
        number: usize,
        task: &Task,
        of_task: &[Vec<usize>],
        growing: &mut Growing<'_>,
    ) {
        let asked = self.waits(base.plan.production.id, task.id);
        if task.actual_start.is_some() && !asked {
            return;
        }
        let time = self.after.time();
        let (plan, network) = (base.plan.as_ref(), &base.network);
        let mut release = Tick(i64::MIN);
        let mut above = Some(number);
        // A group in itself is a mistake of the plan; nothing is nested deeper than this.
        for _ in 0..32 {
            let Some(item) = above.and_then(|number| network.item(number)) else { break };
            release = release.max(item.task.not_before.map_or(Tick(i64::MIN), |at| time.tick(at)));
            let ties = network.ties_into(above.unwrap_or(number));
            let done = ties.filter(|(tie, from)| {
                tie.ends.holds_start()
                    && (from.task.is_finished()
                        || (tie.ends.waits_for_start() && from.task.actual_start.is_some()))
            });
            for (tie, from) in done {
                let dates =
                    self.after.plan(plan.production.id).and_then(|it| it.task(from.task.id));
                let end =
                    dates.map(|it| if tie.ends.waits_for_start() { it.start } else { it.finish });
                let (lag, working) = lag_of(tie.lag, from.task.work);
                let at =
                    end.map(|end| if working { time.house().advance(end, lag) } else { end + lag });
                release = release.max(at.unwrap_or(release));
            }
            above = item.parent;
        }
        if let Some(start) = plan.production.start {
            release = release.max(time.tick(start.and_time(NaiveTime::MIN)));
        }
        let row = of_task.get(number).map_or(&[][..], Vec::as_slice);
        for (place, activity) in row.iter().enumerate() {
            let lay = growing.lay.get(*activity).copied().flatten();
            let activity = growing.activities.get_mut(*activity).filter(|it| !it.pinned);
            let Some(activity) = activity else { continue };
            // What lay before it already may stay there, unless that is what has changed.
            let anyway = self.loose && (place + 1 < row.len() || row.len() == 1);
            let kept = lay.map(|lay| lay.start).filter(|_| !asked || anyway);
            activity.release = activity.release.max(kept.map_or(release, |kept| release.min(kept)));
        }
    }

    /// A dependency between the activities of two tasks; of groups, of all their tasks.
    pub(super) fn tie(
        &self,
        base: &PlanBase,
        tie: &Tie,
        of_task: &[Vec<usize>],
        growing: &mut Growing<'_>,
    ) {
        let network = &base.network;
        let (Some(from), Some(to)) = (network.item(tie.from), network.item(tie.to)) else { return };
        if from.undated || to.undated || (to.group && !tie.ends.holds_start()) {
            return;
        }
        let begun = to.task.actual_start.is_some() && tie.ends.holds_start();
        let strict = self.focus.ties.contains(&(base.plan.production.id, from.task.id, to.task.id));
        if begun {
            return;
        }
        let all = |number: usize| -> Vec<usize> {
            leaves(network, number)
                .iter()
                .filter_map(|leaf| of_task.get(*leaf))
                .flatten()
                .copied()
                .collect()
        };
        let (mut before, mut after) = (all(tie.from), all(tie.to));
        if tie.most.is_some() {
            self.tie_closely(base, tie, (&before, &after), growing);
        }
        if tie.ends.waits_for_start() {
            if from.task.actual_start.is_some() {
                return;
            }
            before.truncate(1);
        }
        if !tie.ends.holds_start() {
            after = after.last().copied().into_iter().collect();
        }
        let (lag, working) = lag_of(tie.lag, from.task.work);
        let lag = (lag, working.then_some(Supply::HOUSE));
        if before.len() * after.len() > 36 && tie.ends == Ends::FinishToStart {
            let ends = before.iter().filter_map(|it| growing.lay.get(*it).copied().flatten());
            let lay = ends.map(|range| range.end).max().map(|end| TickRange::new(end, end));
            let mode = Mode::default();
            let gate = growing.add(Activity::new(vec![mode]), Tag::Gate, lay);
            for number in before {
                growing.precede(number, gate, Ends::FinishToStart, (Minutes::ZERO, None), false);
            }
            for number in after {
                growing.precede(gate, number, tie.ends, lag, !strict);
            }
            return;
        }
        for from in &before {
            for to in &after {
                growing.precede(*from, *to, tie.ends, lag, !strict);
            }
        }
    }

    /// The dates of a plan; those of other productions may not get worse than they were.
    pub(super) fn deadlines(
        &self,
        production: ProductionId,
        base: &PlanBase,
        of_task: &[Vec<usize>],
        growing: &mut Growing<'_>,
    ) {
        let concerned = self.focus.productions.contains(&production);
        for deadline in &base.deadlines.all {
            let subject = Subject::planned(production, deadline.kind, deadline.id);
            // What another of them waits for is finished before it.
            let is_last = |task: &&usize| {
                let mut after = base.network.ties_out_of(**task);
                !after.any(|(tie, _)| {
                    tie.ends == Ends::FinishToStart
                        && deadline.tasks.contains(&tie.to)
                        && tie.lag == Lag::ZERO
                        && of_task.get(tie.to).is_some_and(|row| !row.is_empty())
                })
            };
            let last = deadline.tasks.iter().filter(is_last);
            let of_deadline: Vec<usize> =
                last.filter_map(|task| of_task.get(*task)).flatten().copied().collect();
            if of_deadline.is_empty() {
                continue;
            }
            let kept = self.standing.get(&subject).filter(|_| !concerned);
            let due = kept.map_or(deadline.at, |kept| deadline.at.max(*kept));
            let master = matches!(deadline.kind, model::Kind::Production | model::Kind::Episode);
            let per_minute =
                if master { self.weights.late_minute } else { self.weights.late_task_minute };
            let mut activity = Activity::new(vec![Mode::default()]);
            activity.deadlines =
                vec![Deadline { due, per_minute, once: per_minute.saturating_mul(240) }];
            let number = growing.add(activity, Tag::Due { subject, due }, None);
            for before in of_deadline {
                growing.precede(before, number, Ends::FinishToStart, (Minutes::ZERO, None), false);
            }
        }
    }
}

/// The tasks a task stands for.
fn leaves(network: &Network, number: usize) -> Vec<usize> {
    let mut ahead = vec![number];
    let mut found = Vec::new();
    while let Some(number) = ahead.pop() {
        match network.item(number) {
            Some(item) if item.undated => {}
            Some(item) if item.group => ahead.extend(network.children(number)),
            Some(_) => found.push(number),
            None => {}
        }
    }
    found.sort_unstable();
    found
}

/// A lag as minutes, and whether they are working time of the house.
pub(super) fn lag_of(lag: Lag, work: Minutes) -> (Minutes, bool) {
    match lag {
        Lag::Working(minutes) => (minutes, true),
        Lag::Elapsed(minutes) => (minutes, false),
        Lag::Share(percent) => (percent.of(work), true),
    }
}

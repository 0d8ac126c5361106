//! Which work two people may share, and how widely: first what the event is about.

use super::aim::{Aim, Latitude};
use super::draft::halves;
use super::{Event, Replan, at_once};
use crate::clash::ClashKind;
use model::{Booking, ProductionId, Task, TaskId};
use std::collections::BTreeSet;
use std::sync::Arc;

type Tasks = BTreeSet<(ProductionId, TaskId)>;

impl Replan {
    /// Is it about dates, and is there work that a second person could do part of?
    pub(super) fn can_be_shared(&self) -> bool {
        let about_dates = match &self.event {
            Event::Away { .. } => false,
            Event::Clash(clash) => clash.kind == ClashKind::Deadline,
            _ => true,
        };
        about_dates && self.focus.productions.iter().any(|id| self.has_work_for_two(*id))
    }

    /// Is there work of a production, not yet begun, that two people could share?
    fn has_work_for_two(&self, production: ProductionId) -> bool {
        let Some(base) = self.after.parts.get(&production).map(|part| &part.base) else {
            return false;
        };
        let plan = base.plan.as_ref();
        let is_long = |booking: &Arc<Booking>| {
            let pieces = base.pieces(self.after.time(), booking);
            halves(&self.after, plan, booking, &pieces).is_some()
        };
        let is_missing =
            |task: &Task| self.focus.grown.contains(&(production, task.id)) && task.may_be_shared();
        plan.tasks.values().any(|task| is_missing(task)) || plan.bookings.values().any(is_long)
    }

    /// The tasks that two may share.
    pub(super) fn shared_tasks(&self, latitude: Latitude) -> Tasks {
        match latitude {
            Latitude::Usual | Latitude::Overtime | Latitude::Loose => Tasks::new(),
            Latitude::SharedWidely | Latitude::All => self.all_that_may_be_shared(),
            Latitude::Shared => {
                let all = self.all_that_may_be_shared();
                let waits = self.event.waits().map(|(production, task, _)| (production, task));
                let about: Tasks = self.focus.grown.iter().copied().chain(waits).collect();
                let asked: Tasks = &all & &about;
                if asked.is_empty() { all } else { asked }
            }
        }
    }

    fn all_that_may_be_shared(&self) -> Tasks {
        let mut all = Tasks::new();
        for id in &self.focus.productions {
            let tasks = self.after.document(*id).into_iter().flat_map(|plan| plan.tasks.values());
            let may = tasks.filter(|task| !task.is_finished() && task.may_be_shared());
            all.extend(may.map(|task| (*id, task.id)));
        }
        all
    }

    /// What sessions may do in a way out.
    pub(super) fn latitude(&self, aim: Aim) -> Latitude {
        match aim {
            Aim::StartAnyway => Latitude::Loose,
            Aim::Together => *self.made.together.get_or_init(|| self.how_widely()),
            Aim::Overtime => Latitude::Overtime,
            Aim::Slide | Aim::Exchange | Aim::Calm | Aim::Keep => Latitude::Usual,
        }
    }

    /// More is shared than what the event is about only where that meets dates that are missed
    /// otherwise.
    fn how_widely(&self) -> Latitude {
        let [narrow, wide] = [Latitude::Shared, Latitude::SharedWidely];
        let late = |latitude| {
            let drafted = self.drafted(latitude).ok()?;
            let schedule = at_once(&drafted.prepared, &Aim::Together.profile());
            Some(schedule.terms(drafted.prepared.instance()).lateness)
        };
        let differ = self.shared_tasks(narrow) != self.shared_tasks(wide);
        match differ.then(|| late(narrow)).flatten().filter(|late| *late > 0) {
            Some(missed) if late(wide).is_some_and(|it| it < missed) => wide,
            _ => narrow,
        }
    }
}

//! The dates a plan has to meet, and the tasks each applies to.

use super::Pass;
use crate::compile::{Item, Place};
use model::{Kind, RawId, Step};
use units::{NaiveDate, Tick};

/// A date to be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deadline {
    pub(crate) at: Tick,
    /// Whose date it is: a task's, an episode's, the production's.
    pub(crate) kind: Kind,
    pub(crate) id: RawId,
    /// The tasks, no groups, that must be finished by then.
    pub(crate) tasks: Vec<usize>,
}

impl Pass<'_> {
    /// Deadlines of tasks and groups, of episodes, of the production; earliest first.
    ///
    /// A delivery is due at the end of the day's work in the house. It applies to everything
    /// that comes before or with the master: not to acceptance, broadcast, archives and the
    /// masters for cinemas and platforms made after it.
    pub(crate) fn deadlines(&self) -> Vec<Deadline> {
        let mut deadlines = self.task_deadlines();
        for episode in self.plan.episodes.values() {
            if let Some(date) = episode.delivery {
                let applies = |item: &Item| item.episode == Some(episode.id);
                deadlines.push(self.delivery(Kind::Episode, episode.id.into(), date, applies));
            }
        }
        if let Some(date) = self.plan.production.delivery {
            let own = |item: &Item| {
                let episode = item.episode.and_then(|id| self.plan.episodes.get(&id));
                episode.is_none_or(|episode| episode.delivery.is_none())
            };
            let id = self.plan.production.id.into();
            deadlines.push(self.delivery(Kind::Production, id, date, own));
        }
        deadlines.sort_by_key(|deadline| (deadline.at, deadline.kind, deadline.id));
        deadlines
    }

    /// The delivery of the production, for all its tasks, also those of episodes that have a
    /// date of their own.
    pub(crate) fn delivery_of_all(&self) -> Option<Deadline> {
        let date = self.plan.production.delivery?;
        Some(self.delivery(Kind::Production, self.plan.production.id.into(), date, |_| true))
    }

    fn delivery(
        &self,
        kind: Kind,
        id: RawId,
        date: NaiveDate,
        applies: impl Fn(&Item) -> bool,
    ) -> Deadline {
        let tasks = self
            .network
            .leaves()
            .filter(|(_, item)| !comes_after_master(&item.task.step) && applies(item))
            .map(|(number, _)| number)
            .collect();
        Deadline { at: self.time.end_of_day(date), kind, id, tasks }
    }

    fn task_deadlines(&self) -> Vec<Deadline> {
        let items = self.network.items.iter().enumerate();
        items
            .filter(|(_, item)| !item.undated)
            .filter_map(|(number, item)| {
                let at = self.time.tick(item.task.deadline?);
                let tasks = if item.group { self.leaves_of(number) } else { vec![number] };
                Some(Deadline { at, kind: Kind::Task, id: item.task.id.into(), tasks })
            })
            .collect()
    }

    /// The tasks of a group, those of its groups included.
    fn leaves_of(&self, group: usize) -> Vec<usize> {
        // Groups come after their tasks in the order: one walk backwards finds all of them.
        let mut inside = vec![false; self.network.items.len()];
        let mut leaves = Vec::new();
        for place in self.network.order.iter().rev() {
            let Place::Task(number) = *place else { continue };
            let Some(item) = self.network.item(number) else { continue };
            let held = item.parent.and_then(|parent| inside.get(parent)) == Some(&true);
            if !held && number != group {
                continue;
            }
            if let Some(entry) = inside.get_mut(number) {
                *entry = true;
            }
            if !item.group {
                leaves.push(number);
            }
        }
        leaves.sort_unstable();
        leaves
    }
}

/// Steps that are done when the master is delivered.
pub(crate) fn comes_after_master(step: &Step) -> bool {
    matches!(
        step,
        Step::Acceptance
            | Step::Air
            | Step::Archive
            | Step::CinemaPackage
            | Step::InteroperableMaster
    )
}

//! The dates a plan has to meet, and the tasks each applies to. They hang on no moment.

use crate::compile::Network;
use crate::facility_time::FacilityTime;
use model::{EpisodeId, Kind, Plan, RawId, Step};
use std::collections::BTreeMap;
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

/// The dates of a plan.
#[derive(Debug, Default)]
pub(crate) struct Deadlines {
    /// Deadlines of tasks and groups, of episodes, of the production; earliest first.
    pub(crate) all: Vec<Deadline>,
    /// The delivery of the production, for all its tasks, also those of episodes that have a date
    /// of their own.
    pub(crate) delivery: Option<Deadline>,
}

impl Deadlines {
    /// Finds them.
    ///
    /// A delivery is due at the end of the day's work in the house. It applies to everything
    /// that comes before or with the master: not to acceptance, broadcast, archives and the
    /// masters for cinemas and platforms made after it.
    pub(crate) fn new(time: &FacilityTime, plan: &Plan, network: &Network) -> Self {
        let mut by_episode: BTreeMap<Option<EpisodeId>, Vec<usize>> = BTreeMap::new();
        for (number, item) in network.leaves() {
            if !comes_after_master(&item.task.step) {
                // An episode that is gone, or has no date, has that of the production.
                let dated = |id: &EpisodeId| {
                    plan.episodes.get(id).is_some_and(|episode| episode.delivery.is_some())
                };
                by_episode.entry(item.episode.filter(dated)).or_default().push(number);
            }
        }
        let delivery = |kind, id, date: NaiveDate, tasks| Deadline {
            at: time.end_of_day(date),
            kind,
            id,
            tasks,
        };
        let mut all = of_tasks(time, network);
        let production = plan.production.id.into();
        let whole = plan.production.delivery.map(|date| {
            let rest = by_episode.get(&None).cloned().unwrap_or_default();
            all.push(delivery(Kind::Production, production, date, rest));
            let mut tasks: Vec<usize> = by_episode.values().flatten().copied().collect();
            tasks.sort_unstable();
            delivery(Kind::Production, production, date, tasks)
        });
        for episode in plan.episodes.values() {
            if let Some(date) = episode.delivery {
                let tasks = by_episode.remove(&Some(episode.id)).unwrap_or_default();
                all.push(delivery(Kind::Episode, episode.id.into(), date, tasks));
            }
        }
        all.sort_by_key(|deadline| (deadline.at, deadline.kind, deadline.id));
        Self { all, delivery: whole }
    }
}

/// Deadlines of tasks, and of groups for all their tasks.
fn of_tasks(time: &FacilityTime, network: &Network) -> Vec<Deadline> {
    let items = network.items.iter().enumerate().filter(|(_, item)| !item.undated);
    items
        .filter_map(|(number, item)| {
            let at = time.tick(item.task.deadline?);
            let tasks = leaves_of(network, number);
            Some(Deadline { at, kind: Kind::Task, id: item.task.id.into(), tasks })
        })
        .collect()
}

/// A task, or the tasks of a group and of the groups in it.
fn leaves_of(network: &Network, number: usize) -> Vec<usize> {
    let mut ahead = vec![number];
    let mut leaves = Vec::new();
    while let Some(number) = ahead.pop() {
        let Some(item) = network.item(number).filter(|item| !item.undated) else { continue };
        if item.group {
            ahead.extend(network.children(number));
        } else {
            leaves.push(number);
        }
    }
    leaves.sort_unstable();
    leaves
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

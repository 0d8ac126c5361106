//! A plan as flat arrays: tasks by number, dependencies in both directions, an order in which
//! every task comes after what it depends on.
//!
//! A group of tasks has two places in that order: its *gate*, before its tasks, which carries
//! what holds them all back, and itself, after them, when its dates can be summed up. Tasks on a
//! cycle are found, named and left out of the order.

use model::{EpisodeId, Lag, Link, LinkId, LinkKind, Plan, Task, TaskId};
use std::sync::Arc;

mod cycles;

/// A task with what it belongs to.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) task: Arc<Task>,
    /// The group it stands in.
    pub(crate) parent: Option<usize>,
    /// Is it a group?
    pub(crate) group: bool,
    /// Is it on a cycle? It has no dates then.
    pub(crate) undated: bool,
    /// Its episode, or that of its group.
    pub(crate) episode: Option<EpisodeId>,
}

/// Which ends of two tasks are tied; words of newer programs are read as finish to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ends {
    /// The successor starts after the predecessor has finished.
    #[default]
    FinishToStart,
    /// The successor starts after the predecessor has started.
    StartToStart,
    /// The successor finishes after the predecessor has finished.
    FinishToFinish,
    /// The successor finishes after the predecessor has started.
    StartToFinish,
}

/// A dependency between two tasks that are there.
#[derive(Debug)]
pub(crate) struct Tie {
    pub(crate) link: LinkId,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) ends: Ends,
    pub(crate) lag: Lag,
    /// The most that may lie between, if anything may not.
    pub(crate) most: Option<Lag>,
}

/// A place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Before the tasks of a group.
    Gate(usize),
    /// A task, or a group after its tasks.
    Task(usize),
}

/// A plan as arrays.
#[derive(Debug)]
pub(crate) struct Network {
    /// Tasks by identifier.
    pub(crate) items: Vec<Item>,
    /// Dependencies by identifier; those of missing tasks are left out.
    pub(crate) ties: Vec<Tie>,
    /// Places, each after those it depends on; nothing of a cycle.
    pub(crate) order: Vec<Place>,
    /// The tasks of one cycle for each knot of tasks that wait for each other.
    pub(crate) cycles: Vec<Vec<usize>>,
    into: Rows,
    out: Rows,
    children: Rows,
}

/// Numbers by row, in one array.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    starts: Vec<usize>,
    entries: Vec<usize>,
}

impl Rows {
    /// From (row, number) pairs; a row keeps the order of its pairs.
    pub(crate) fn new(rows: usize, pairs: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut starts = vec![0; rows + 1];
        for (row, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(row + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut entries = vec![0; sum];
        for (row, number) in pairs {
            let Some(place) = next.get_mut(row) else { continue };
            if let Some(entry) = entries.get_mut(*place) {
                *entry = number;
            }
            *place += 1;
        }
        Self { starts, entries }
    }

    pub(crate) fn row(&self, row: usize) -> &[usize] {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(start), Some(end)) => self.entries.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Network {
    /// Lays a plan out as arrays.
    pub(crate) fn new(plan: &Plan) -> Self {
        let ids: Vec<TaskId> = plan.tasks.keys().copied().collect();
        let number = |id| ids.binary_search(&id).ok();
        let mut items: Vec<Item> = plan
            .tasks
            .values()
            .map(|task| Item {
                task: task.clone(),
                parent: task.parent.and_then(number),
                group: false,
                undated: false,
                episode: task.episode,
            })
            .collect();
        let parents: Vec<usize> = items.iter().filter_map(|item| item.parent).collect();
        for parent in parents {
            if let Some(item) = items.get_mut(parent) {
                item.group = true;
            }
        }
        let tie = |link: &Arc<Link>| {
            let (from, to) = (number(link.from?)?, number(link.to?)?);
            let (ends, lag, most) = (Ends::of(&link.kind), link.lag, link.most);
            Some(Tie { link: link.id, from, to, ends, lag, most })
        };
        let mut ties = Vec::with_capacity(plan.links.len());
        ties.extend(plan.links.values().filter_map(tie));
        let count = items.len();
        let by = |end: fn(&Tie) -> usize| {
            let pairs = ties.iter().enumerate().map(move |(number, tie)| (end(tie), number));
            Rows::new(count, pairs)
        };
        let (into, out) = (by(|tie| tie.to), by(|tie| tie.from));
        let nested = items.iter().enumerate();
        let pairs = nested.filter_map(|(number, item)| Some((item.parent?, number)));
        let children = Rows::new(count, pairs);
        let mut network =
            Self { items, ties, order: Vec::new(), cycles: Vec::new(), into, out, children };
        cycles::put_in_order(&mut network);
        network.inherit_episodes();
        network
    }

    /// The number of a task.
    pub(crate) fn number(&self, id: TaskId) -> Option<usize> {
        self.items.binary_search_by_key(&id, |item| item.task.id).ok()
    }

    /// A task.
    pub(crate) fn item(&self, number: usize) -> Option<&Item> {
        self.items.get(number)
    }

    /// What the dates of a task depend on; ties to undated tasks are left out.
    pub(crate) fn ties_into(&self, number: usize) -> impl Iterator<Item = (&Tie, &Item)> {
        self.dated(self.into.row(number), |tie| tie.from)
    }

    /// What depends on a task; ties to undated tasks are left out.
    pub(crate) fn ties_out_of(&self, number: usize) -> impl Iterator<Item = (&Tie, &Item)> {
        self.dated(self.out.row(number), |tie| tie.to)
    }

    /// The tasks of a group.
    pub(crate) fn children(&self, number: usize) -> &[usize] {
        self.children.row(number)
    }

    /// Tasks that are no groups and have dates.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(|(_, item)| !item.group && !item.undated)
    }

    fn dated<'s>(
        &'s self,
        ties: &'s [usize],
        other: fn(&Tie) -> usize,
    ) -> impl Iterator<Item = (&'s Tie, &'s Item)> {
        ties.iter().filter_map(move |number| {
            let tie = self.ties.get(*number)?;
            let item = self.items.get(other(tie))?;
            (!item.undated).then_some((tie, item))
        })
    }

    /// The place through which a task is reached: the gate of a group.
    fn entry(&self, number: usize) -> Place {
        let group = self.items.get(number).is_some_and(|item| item.group);
        if group { Place::Gate(number) } else { Place::Task(number) }
    }

    /// The places that come after one.
    fn after(&self, place: Place, visit: &mut impl FnMut(Place)) {
        match place {
            Place::Gate(group) => {
                visit(Place::Task(group));
                self.children.row(group).iter().for_each(|child| visit(self.entry(*child)));
            }
            Place::Task(task) => {
                let ties = self.out.row(task).iter().filter_map(|number| self.ties.get(*number));
                ties.for_each(|tie| visit(self.entry(tie.to)));
                if let Some(parent) = self.items.get(task).and_then(|item| item.parent) {
                    visit(Place::Task(parent));
                }
            }
        }
    }

    fn inherit_episodes(&mut self) {
        for place in self.order.clone() {
            let (Place::Gate(number) | Place::Task(number)) = place;
            let Some(item) = self.items.get(number) else { continue };
            let inherited = item.parent.and_then(|parent| self.items.get(parent)?.episode);
            let episode = item.episode.or(inherited);
            if let Some(item) = self.items.get_mut(number) {
                item.episode = episode;
            }
        }
    }
}

impl Ends {
    fn of(kind: &LinkKind) -> Self {
        match kind {
            LinkKind::FinishToStart | LinkKind::Other(_) => Self::FinishToStart,
            LinkKind::StartToStart => Self::StartToStart,
            LinkKind::FinishToFinish => Self::FinishToFinish,
            LinkKind::StartToFinish => Self::StartToFinish,
        }
    }

    /// Does it hold back the start of the successor?
    pub fn holds_start(self) -> bool {
        matches!(self, Self::FinishToStart | Self::StartToStart)
    }

    /// Does it wait for the start of the predecessor?
    pub fn waits_for_start(self) -> bool {
        matches!(self, Self::StartToStart | Self::StartToFinish)
    }
}

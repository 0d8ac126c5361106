//! What is done to the steps of a plan as a whole: added, deleted, copied, put in groups, moved up
//! and down. Each is worked out on a copy of the plan and given as commands of one step.

use i18n::{Key, key};
use model::{
    Change, Command, Edit, FieldValue, Kind, Link, LinkId, Order, Plan, ProductionId, RawId,
    Record, Subject, Task, TaskId, Values,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Commands, or why nothing can be done.
pub(super) type Outcome = Result<Vec<Command>, Key>;

/// A plan on which steps are being moved about.
pub(super) struct Draft {
    plan: Plan,
    commands: Vec<Command>,
}

/// Where the steps of a selection go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Into the group of the step before.
    In,
    /// Out of their group.
    Out,
    /// Before the step before.
    Up,
    /// After the step after.
    Down,
}

impl Draft {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { plan: plan.clone(), commands: Vec::new() }
    }

    fn production(&self) -> ProductionId {
        self.plan.production.id
    }

    /// What it comes to.
    pub(super) fn finish(self) -> Vec<Command> {
        self.commands
    }

    fn set(&mut self, task: TaskId, values: Values) {
        let subject = Subject::planned(self.production(), Kind::Task, task);
        self.plan.apply(&Edit::set(subject, values.clone()));
        self.commands.push(Command::Set { subject, values });
    }

    fn add<T: Record>(&mut self, record: &T) {
        let subject = Subject::planned(self.production(), T::KIND, record.raw_id());
        let values = record.filled_values();
        self.plan.apply(&Edit::add(subject, values.clone()));
        self.commands.push(Command::Add { subject, values });
    }

    /// The tasks of a group, or those in none, in order.
    fn siblings(&self, parent: Option<TaskId>) -> Vec<Arc<Task>> {
        let tasks = self.plan.tasks.values().filter(|task| self.parent(task) == parent);
        let mut siblings: Vec<Arc<Task>> = tasks.map(Arc::clone).collect();
        siblings.sort_by(|a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        siblings
    }

    /// The group a task stands in; a group that is gone is none.
    fn parent(&self, task: &Task) -> Option<TaskId> {
        task.parent.filter(|parent| self.plan.tasks.contains_key(parent))
    }

    fn parent_of(&self, task: TaskId) -> Option<TaskId> {
        self.plan.tasks.get(&task).and_then(|task| self.parent(task))
    }

    fn is_group(&self, task: TaskId) -> bool {
        self.plan.tasks.values().any(|other| other.parent == Some(task))
    }

    /// An order key at a place among siblings, of which `task` is not one. Where there is no room
    /// between two, all get new ones.
    fn key_at(&mut self, parent: Option<TaskId>, place: usize, task: TaskId) -> Order {
        let mut siblings = self.siblings(parent);
        siblings.retain(|sibling| sibling.id != task);
        let order = |place: Option<usize>| {
            place.and_then(|place| siblings.get(place)).map(|task| task.order.clone())
        };
        let (before, after) = (order(place.checked_sub(1)), order(Some(place)));
        let key = Order::between(before.as_ref(), after.as_ref());
        let fits =
            before.is_none_or(|before| before < key) && after.is_none_or(|after| key < after);
        if fits {
            return key;
        }
        let mut keys = Order::run(None, siblings.len() + 1).into_iter();
        let mut own = Order::default();
        for (at, sibling) in siblings.iter().enumerate() {
            if at == place {
                own = keys.next().unwrap_or_default();
            }
            let key = keys.next().unwrap_or_default();
            self.set(sibling.id, [("order".to_owned(), key.write())].into());
        }
        keys.next().unwrap_or(own)
    }

    /// Puts a task at a place of a group.
    fn put(&mut self, task: TaskId, parent: Option<TaskId>, place: usize) {
        let order = self.key_at(parent, place, task);
        let mut values = Values::from([("order".to_owned(), order.write())]);
        if self.parent_of(task) != parent {
            values.insert("parent".to_owned(), parent.write());
        }
        self.set(task, values);
    }

    /// A new task: after another, at the head of a group, or behind all.
    pub(super) fn add_after(&mut self, mut task: Task, after: Option<TaskId>) {
        let known = after.filter(|after| self.plan.tasks.contains_key(after));
        let (parent, place) = match known {
            Some(group) if self.is_group(group) => (Some(group), 0),
            Some(after) => {
                let parent = self.parent_of(after);
                (parent, self.place(parent, after).map_or(usize::MAX, |place| place + 1))
            }
            None => (None, usize::MAX),
        };
        let place = place.min(self.siblings(parent).len());
        task.order = self.key_at(parent, place, task.id);
        task.parent = parent;
        self.add(&task);
    }

    fn place(&self, parent: Option<TaskId>, task: TaskId) -> Option<usize> {
        self.siblings(parent).iter().position(|sibling| sibling.id == task)
    }

    /// A selection without what stands in a group that is selected too, in the order of the list.
    fn tops(&self, tasks: &[TaskId]) -> Vec<TaskId> {
        let chosen: BTreeSet<TaskId> = tasks.iter().copied().collect();
        let in_chosen = |task: TaskId| {
            let mut seen = BTreeSet::new();
            let mut above = self.parent_of(task);
            while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
                if chosen.contains(&parent) {
                    return true;
                }
                above = self.parent_of(parent);
            }
            false
        };
        let order = self.plan.outline().into_iter().map(|line| line.task.id);
        order.filter(|task| chosen.contains(task) && !in_chosen(*task)).collect()
    }

    /// Moves a selection one place.
    pub(super) fn shift(mut self, tasks: &[TaskId], way: Way) -> Outcome {
        let mut tops = self.tops(tasks);
        if matches!(way, Way::Out | Way::Down) {
            tops.reverse();
        }
        for task in tops {
            let parent = self.parent_of(task);
            let place = self.place(parent, task).unwrap_or_default();
            match way {
                Way::In => self.under_group_before(task, parent, place)?,
                Way::Out => {
                    let group = parent.ok_or(key::DESKTOP_PRODUCTION_OUTERMOST)?;
                    let above = self.parent_of(group);
                    let after = self.place(above, group).map_or(0, |place| place + 1);
                    self.put(task, above, after);
                }
                Way::Up if place == 0 => return Err(key::DESKTOP_PRODUCTION_ALREADY_FIRST),
                Way::Up => self.put(task, parent, place - 1),
                Way::Down if place + 1 >= self.siblings(parent).len() => {
                    return Err(key::DESKTOP_PRODUCTION_ALREADY_LAST);
                }
                Way::Down => self.put(task, parent, place + 1),
            }
        }
        Ok(self.commands)
    }

    fn under_group_before(
        &mut self,
        task: TaskId,
        parent: Option<TaskId>,
        place: usize,
    ) -> Result<(), Key> {
        let before =
            place.checked_sub(1).and_then(|place| self.siblings(parent).get(place).cloned());
        let group = before.ok_or(key::DESKTOP_PRODUCTION_NOTHING_BEFORE)?;
        let worked = group.milestone
            || self.plan.bookings.values().any(|booking| booking.task == Some(group.id));
        if worked && !self.is_group(group.id) {
            return Err(key::DESKTOP_PRODUCTION_NO_GROUP_OF_BOOKED);
        }
        let last = self.siblings(Some(group.id)).len();
        self.put(task, Some(group.id), last);
        Ok(())
    }

    /// A new group in the place of the first of a selection, with the selection in it.
    pub(super) fn group(mut self, tasks: &[TaskId], group: Task) -> Outcome {
        let tops = self.tops(tasks);
        let first = *tops.first().ok_or(key::DESKTOP_PRODUCTION_NOTHING_SELECTED)?;
        let parent = self.parent_of(first);
        let place = self.place(parent, first).unwrap_or_default();
        let order = self.key_at(parent, place, group.id);
        let id = group.id;
        self.add(&Task { order, parent, ..group });
        for (place, task) in tops.into_iter().enumerate() {
            self.put(task, Some(id), place);
        }
        Ok(self.commands)
    }

    /// Copies of a selection behind its last step, with what is in groups and the dependencies
    /// among them; nothing of a copy is worked or booked.
    pub(super) fn duplicate(
        mut self,
        tasks: &[TaskId],
        new_id: &mut dyn FnMut() -> RawId,
    ) -> Outcome {
        let tops = self.tops(tasks);
        let last = *tops.last().ok_or(key::DESKTOP_PRODUCTION_NOTHING_SELECTED)?;
        let inside = |draft: &Self, task: TaskId| {
            let mut all = vec![task];
            let mut next = 0;
            while let Some(group) = all.get(next).copied() {
                all.extend(draft.siblings(Some(group)).iter().map(|task| task.id));
                next += 1;
            }
            all
        };
        let mut copies: BTreeMap<TaskId, TaskId> = BTreeMap::new();
        let mut behind = last;
        for top in tops {
            for task in inside(&self, top) {
                let Some(original) = self.plan.tasks.get(&task).cloned() else { continue };
                let id = TaskId(new_id());
                copies.insert(task, id);
                let copy = Task {
                    id,
                    remaining: None,
                    actual_start: None,
                    actual_finish: None,
                    ..original.as_ref().clone()
                };
                if task == top {
                    let parent = self.parent_of(behind);
                    let place = self.place(parent, behind).map_or(0, |place| place + 1);
                    let order = self.key_at(parent, place, id);
                    self.add(&Task { order, parent, ..copy });
                    behind = id;
                } else {
                    let parent = original.parent.and_then(|parent| copies.get(&parent).copied());
                    self.add(&Task { parent, ..copy });
                }
            }
        }
        let links: Vec<Arc<Link>> = self.plan.links.values().map(Arc::clone).collect();
        for link in links {
            let ends = link.from.zip(link.to);
            let copied = ends.and_then(|(from, to)| copies.get(&from).zip(copies.get(&to)));
            if let Some((from, to)) = copied {
                let id = LinkId(new_id());
                self.add(&Link { id, from: Some(*from), to: Some(*to), ..link.as_ref().clone() });
            }
        }
        Ok(self.commands)
    }

    /// Takes a selection out of the plan.
    pub(super) fn delete(self, tasks: &[TaskId]) -> Vec<Command> {
        let production = self.production();
        let subject = |task| Subject::planned(production, Kind::Task, task);
        let tops = self.tops(tasks).into_iter();
        tops.map(|task| Command::Delete { subject: subject(task) }).collect()
    }
}

/// Is the edit of a command one of the plan that a draft can follow?
pub(super) fn edits(commands: &[Command]) -> Vec<Edit> {
    let edit = |command: &Command| match command {
        Command::Add { subject, values } => Some(Edit::add(*subject, values.clone())),
        Command::Set { subject, values } => Some(Edit::set(*subject, values.clone())),
        Command::Delete { subject } => Some(Edit { subject: *subject, change: Change::Delete }),
        _ => None,
    };
    commands.iter().filter_map(edit).collect()
}

#[cfg(test)]
mod tests;

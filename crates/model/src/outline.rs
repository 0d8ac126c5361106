//! The outline of a plan: tasks under their groups, in the order people gave them.

use crate::{Plan, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest level shown; groups further down stay at this one.
const DEEPEST: u8 = 20;

/// A task in the outline.
#[derive(Debug, Clone, Copy)]
pub struct OutlineLine<'a> {
    /// The task.
    pub task: &'a Task,
    /// Its depth: 0 is outermost.
    pub level: u8,
    /// Are there tasks under it?
    pub group: bool,
}

impl Plan {
    /// Its tasks under their groups, each once. A task whose group is gone stands at the outermost
    /// level, and so does the first of a ring of groups that contain each other.
    pub fn outline(&self) -> Vec<OutlineLine<'_>> {
        let tasks = self.tasks_in_order();
        let mut children: BTreeMap<Option<TaskId>, Vec<&Task>> = BTreeMap::new();
        for task in &tasks {
            let parent = task.parent.filter(|parent| self.tasks.contains_key(parent));
            children.entry(parent).or_default().push(task);
        }
        let mut lines = Lines { children: &children, done: BTreeSet::new(), lines: Vec::new() };
        for task in children.get(&None).into_iter().flatten() {
            lines.add(task);
        }
        for task in &tasks {
            lines.add(task);
        }
        lines.lines
    }
}

struct Lines<'a, 'b> {
    children: &'b BTreeMap<Option<TaskId>, Vec<&'a Task>>,
    done: BTreeSet<TaskId>,
    lines: Vec<OutlineLine<'a>>,
}

impl<'a> Lines<'a, '_> {
    /// Adds a task and what is under it, unless it is there already. No recursion: a chain of
    /// groups may be as long as the plan.
    fn add(&mut self, root: &'a Task) {
        let mut open = vec![(root, 0u8)];
        while let Some((task, level)) = open.pop() {
            if !self.done.insert(task.id) {
                continue;
            }
            let under = self.children.get(&Some(task.id)).map_or(&[][..], Vec::as_slice);
            self.lines.push(OutlineLine { task, level, group: !under.is_empty() });
            let deeper = level.saturating_add(1).min(DEEPEST);
            open.extend(under.iter().rev().map(|child| (*child, deeper)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Order, ProductionId, RawId};
    use std::sync::Arc;

    /// A plan of tasks `(id, parent)`, in that order.
    fn plan(tasks: &[(u128, Option<u128>)]) -> Plan {
        let mut plan = Plan::new(ProductionId(RawId(1)));
        for ((id, parent), order) in tasks.iter().zip(Order::run(None, tasks.len())) {
            let mut task = Task::new(TaskId(RawId(*id)));
            task.parent = parent.map(|id| TaskId(RawId(id)));
            task.order = order;
            plan.tasks.insert(task.id, Arc::new(task));
        }
        plan
    }

    fn check(tasks: &[(u128, Option<u128>)], expected: &[(u128, u8, bool)]) {
        let plan = plan(tasks);
        let lines: Vec<_> =
            plan.outline().iter().map(|line| (line.task.id.0.0, line.level, line.group)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn tasks_stand_under_their_groups_in_the_given_order() {
        let tasks = [(5, None), (9, Some(3)), (3, None), (2, Some(3)), (7, Some(2))];
        check(&tasks, &[(5, 0, false), (3, 0, true), (9, 1, false), (2, 1, true), (7, 2, false)]);
    }

    #[test]
    fn a_task_without_its_group_stands_outermost() {
        check(&[(5, Some(99))], &[(5, 0, false)]);
    }

    #[test]
    fn groups_in_a_ring_are_each_shown_once() {
        check(
            &[(1, Some(2)), (2, Some(1)), (3, Some(3))],
            &[(1, 0, true), (2, 1, true), (3, 0, true)],
        );
    }

    #[test]
    fn a_very_deep_chain_of_groups_is_shown_whole() {
        let chain: Vec<(u128, Option<u128>)> =
            (1..=20_000).map(|id| (id, (id > 1).then(|| id - 1))).collect();
        let plan = plan(&chain);
        assert_eq!(plan.outline().len(), 20_000);
    }
}

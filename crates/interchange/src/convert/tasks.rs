//! Tasks, links and baselines.

use super::Conversion;
use crate::findings::{fill, shown};
use crate::plan::{Constraint, ImportedTask};
use crate::words::step_named;
use model::{Baseline, BaselineDates, BaselineId, Kind, Link, LinkId, Task, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use units::{Minutes, NaiveDateTime};

impl Conversion<'_> {
    /// The summary of the whole plan (outline level 0) is the production, not a task.
    pub(super) fn tasks(&mut self) {
        let plan = self.plan;
        let groups = groups(&plan.tasks);
        let tasks: Vec<&ImportedTask> =
            plan.tasks.iter().filter(|task| task.outline_level > 0).collect();
        let orders = self.orders(Kind::Task, tasks.len());
        let mut above: Vec<(u32, TaskId)> = Vec::new();
        for (imported, order) in tasks.into_iter().zip(orders) {
            let id = TaskId((self.mint)());
            above.retain(|(level, _)| *level < imported.outline_level);
            let mut task = Task::new(id);
            task.order = order;
            task.parent = above.last().map(|(_, parent)| *parent);
            task.name.clone_from(&imported.name);
            task.remark.clone_from(&imported.remark);
            task.step = step_named(&imported.name);
            if !groups.contains(&imported.uid) {
                self.work(imported, &mut task);
                self.progress(imported, &mut task);
            }
            self.dates(imported, &mut task);
            above.push((imported.outline_level, id));
            self.tasks.insert(imported.uid, id);
            self.add(&task, &Task::new(id));
        }
    }

    fn work(&mut self, imported: &ImportedTask, task: &mut Task) {
        let duration = imported.duration.unwrap_or_default();
        task.milestone = imported.milestone && duration == Minutes::ZERO;
        if imported.milestone && !task.milestone {
            self.tell("import-milestone-with-work", imported);
        }
        task.work = self.working(imported, duration);
        if imported.elapsed && duration.is_positive() {
            self.tell("import-elapsed-duration", imported);
        }
    }

    /// A duration in working minutes: an elapsed one is taken at the share of the day worked.
    fn working(&self, imported: &ImportedTask, duration: Minutes) -> Minutes {
        if imported.elapsed {
            Minutes(
                duration.0.saturating_mul(self.plan.minutes_per_day).saturating_add(720) / 1_440,
            )
        } else {
            duration
        }
    }

    fn progress(&mut self, imported: &ImportedTask, task: &mut Task) {
        let done = imported.percent_complete == 100;
        task.actual_start = imported.actual_start;
        task.actual_finish = imported.actual_finish.or(imported.finish.filter(|_| done));
        if imported.percent_complete > 0 || task.actual_finish.is_some() {
            task.actual_start = task.actual_start.or(imported.start);
        }
        let share = 100 - i64::from(imported.percent_complete);
        let remaining = imported.remaining.map(|remaining| self.working(imported, remaining));
        let remaining = remaining.or_else(|| {
            (share < 100)
                .then(|| Minutes(task.work.0.saturating_mul(share).saturating_add(50) / 100))
        });
        task.remaining = match remaining {
            _ if task.actual_finish.is_some() => None,
            Some(remaining) if remaining != task.work => Some(remaining),
            _ => None,
        };
    }

    fn dates(&mut self, imported: &ImportedTask, task: &mut Task) {
        let mut deadlines: Vec<NaiveDateTime> = imported.deadline.into_iter().collect();
        match imported.constraint {
            None => {}
            Some(Constraint::StartNoEarlier(date)) => task.not_before = Some(date),
            Some(Constraint::FinishNoLater(date)) => deadlines.push(date),
            Some(Constraint::MustStart(date)) => {
                task.not_before = Some(date);
                self.tell("import-constraint-loosened", imported);
            }
            Some(Constraint::MustFinish(date)) => {
                deadlines.push(date);
                self.tell("import-constraint-loosened", imported);
            }
            Some(
                Constraint::AsLate | Constraint::StartNoLater(_) | Constraint::FinishNoEarlier(_),
            ) => self.tell("import-constraint-left-out", imported),
        }
        task.deadline = deadlines.into_iter().min();
    }

    fn tell(&mut self, code: &'static str, task: &ImportedTask) {
        fill(self.findings.info(code, &task.place), [("name", shown(&task.name))]);
    }

    /// Links between tasks that are kept. One that closes a circle is left out and told, because
    /// a plan with a circle has no dates at all.
    pub(super) fn links(&mut self) {
        let plan = self.plan;
        let circles = closing_links(plan.links.iter().map(|link| (link.from, link.to)));
        let names: BTreeMap<i64, &str> =
            plan.tasks.iter().map(|task| (task.uid, task.name.as_str())).collect();
        for (index, imported) in plan.links.iter().enumerate() {
            let ends = (self.tasks.get(&imported.from), self.tasks.get(&imported.to));
            let (Some(from), Some(to)) = (ends.0.copied(), ends.1.copied()) else {
                let fields = [("from", imported.from.to_string()), ("to", imported.to.to_string())];
                fill(self.findings.warn("import-link-to-nothing", &imported.place), fields);
                continue;
            };
            if circles.contains(&index) {
                let name = |uid| names.get(&uid).map(|name| shown(name)).unwrap_or_default();
                let fields = [("from", name(imported.from)), ("to", name(imported.to))];
                fill(self.findings.warn("import-link-circle", &imported.place), fields);
                continue;
            }
            let id = LinkId((self.mint)());
            let mut link = Link::new(id);
            link.from = Some(from);
            link.to = Some(to);
            link.kind = imported.kind.clone();
            (link.lag, link.most) = (imported.lag, imported.most);
            self.add(&link, &Link::new(id));
        }
    }

    /// Baselines keep their numbers; one that the production has already gets the next free.
    pub(super) fn baselines(&mut self) {
        let existing = self.existing.map(|plan| &plan.baselines);
        let mut taken: BTreeSet<i64> =
            existing.into_iter().flatten().map(|(_, baseline)| baseline.number).collect();
        for imported in &self.plan.baselines {
            let free = (imported.number..).find(|number| !taken.contains(number));
            let number = free.unwrap_or(imported.number);
            if number != imported.number {
                let fields = [("from", imported.number.to_string()), ("to", number.to_string())];
                fill(
                    self.findings.info("import-baseline-renumbered", &model::Place::default()),
                    fields,
                );
            }
            taken.insert(number);
            let id = BaselineId((self.mint)());
            let mut baseline = Baseline::new(id);
            baseline.number = number;
            baseline.name.clone_from(&self.plan.title);
            for dates in &imported.tasks {
                if let Some(task) = self.tasks.get(&dates.task) {
                    let frozen = BaselineDates {
                        start: dates.start,
                        finish: dates.finish,
                        work: dates.duration,
                    };
                    baseline.tasks.insert(*task, frozen);
                }
            }
            let mut empty = Baseline::new(id);
            // Number nought is said too: it is the signed quote.
            empty.number = -1;
            self.add(&baseline, &empty);
        }
    }
}

/// Numbers of the tasks under which others stand.
pub(super) fn groups(tasks: &[ImportedTask]) -> BTreeSet<i64> {
    let pairs = tasks.windows(2).filter_map(|pair| match pair {
        [group, first] if first.outline_level > group.outline_level => Some(group.uid),
        _ => None,
    });
    pairs.collect()
}

/// Places of the links that lead back to a task from which they can be reached; without them
/// there is no circle. In time and memory proportional to the number of links.
fn closing_links(links: impl Iterator<Item = (i64, i64)>) -> BTreeSet<usize> {
    let mut after: BTreeMap<i64, Vec<(usize, i64)>> = BTreeMap::new();
    for (index, (from, to)) in links.enumerate() {
        after.entry(from).or_default().push((index, to));
    }
    let mut closing = BTreeSet::new();
    let mut finished: BTreeSet<i64> = BTreeSet::new();
    for start in after.keys() {
        if finished.contains(start) {
            continue;
        }
        // The way from `start` to where the walk is, with the next link to follow at each task.
        let mut way: Vec<(i64, usize)> = vec![(*start, 0)];
        let mut on_way = BTreeSet::from([*start]);
        while let Some((task, next)) = way.last_mut() {
            let link = after.get(task).and_then(|links| links.get(*next));
            *next += 1;
            match link {
                None => {
                    finished.insert(*task);
                    on_way.remove(task);
                    way.pop();
                }
                Some((index, to)) if on_way.contains(to) => {
                    closing.insert(*index);
                }
                Some((_, to)) if finished.contains(to) => {}
                Some((_, to)) => {
                    on_way.insert(*to);
                    way.push((*to, 0));
                }
            }
        }
    }
    closing
}

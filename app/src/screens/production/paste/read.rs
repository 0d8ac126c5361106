//! Reads rows of a spreadsheet as steps of a plan: which step each row means, what it changes, what
//! of it cannot be understood.

use super::MOST;
use crate::screens::production::cell::{habits, link_commands};
use crate::screens::production::columns::Column;
use i18n::typed::{self, TypedError};
use i18n::{Language, Messages};
use interchange::Mapping;
use model::{
    Command, FieldValue, Kind, LinkId, Order, Plan, ProductionId, RawId, Record, Step, Subject,
    Task, TaskId, Value, Values,
};
use node::Snapshot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, MAX_NAME_CHARS, Minutes, NaiveDate, NaiveDateTime, clean_name, folded};
use views::Predecessor;

/// What rows come to.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) commands: Vec<Command>,
    /// The first new steps, to be selected.
    pub(super) first: Vec<TaskId>,
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) same: usize,
    /// The columns that were found.
    pub(super) columns: Vec<Column>,
    pub(super) remarks: Vec<Remark>,
    /// Were there more rows than are taken?
    pub(super) cut: bool,
}

/// Something that was left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    /// The row, from 1.
    pub(super) line: usize,
    pub(super) column: Option<Column>,
    pub(super) text: String,
}

/// Reads rows for a plan.
pub(super) struct Reader {
    snapshot: Arc<Snapshot>,
    production: ProductionId,
    messages: Messages,
    today: NaiveDate,
    day: Minutes,
}

/// A row with the step it means.
struct Row<'a> {
    line: usize,
    cells: Vec<&'a str>,
    task: TaskId,
    is_new: bool,
    /// What its first column calls it, for the predecessors of others.
    number: Option<usize>,
}

impl Reader {
    pub(super) fn new(
        snapshot: &Arc<Snapshot>,
        production: ProductionId,
        language: Language,
        today: NaiveDate,
    ) -> Self {
        let day = crate::session::source(snapshot).day();
        let messages = Messages::new(language);
        Self { snapshot: Arc::clone(snapshot), production, messages, today, day }
    }

    pub(super) fn read(
        &self,
        text: &str,
        after: Option<TaskId>,
        new_id: &mut dyn FnMut() -> RawId,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(plan) = self.snapshot.plans.get(&self.production) else { return outcome };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let Some((place, first)) = lines.next() else { return outcome };
        let headings: Vec<&str> = first.split('\t').collect();
        let known = columns(&headings);
        let (columns, rest) = match known {
            Some(columns) => (columns, None),
            None => (usual(headings.len()), Some((place, first))),
        };
        outcome.columns = columns.iter().flatten().copied().collect();
        let order: Vec<_> = plan.outline().iter().map(|line| line.task.id).collect();
        let steps = Steps::new(plan, &order);
        let mut rows = Vec::new();
        for (place, line) in rest.into_iter().chain(lines) {
            if rows.len() == MOST {
                outcome.cut = true;
                break;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            rows.extend(self.row(place + 1, cells, &columns, &steps, new_id, &mut outcome));
        }
        self.take(plan, &steps, &columns, &rows, after, &mut outcome);
        self.links(plan, &order, &columns, &rows, new_id, &mut outcome);
        outcome
    }

    /// Which step a row means.
    fn row<'a>(
        &self,
        line: usize,
        cells: Vec<&'a str>,
        columns: &[Option<Column>],
        steps: &Steps<'_>,
        new_id: &mut dyn FnMut() -> RawId,
        outcome: &mut Outcome,
    ) -> Option<Row<'a>> {
        let name = clean_name(cell(&cells, columns, Column::Name).unwrap_or_default());
        if name.is_empty() {
            let text = self.messages.say(i18n::key::DESKTOP_PRODUCTION_PASTE_NO_NAME);
            outcome.remarks.push(Remark { line, column: None, text });
            return None;
        }
        let number = cell(&cells, columns, Column::Number).and_then(|text| text.parse().ok());
        let known = steps.find(number, &name);
        let task = known.unwrap_or_else(|| TaskId(new_id()));
        Some(Row { line, cells, task, is_new: known.is_none(), number })
    }

    /// The commands of all rows but for what they wait for.
    fn take(
        &self,
        plan: &Plan,
        steps: &Steps<'_>,
        columns: &[Option<Column>],
        rows: &[Row<'_>],
        after: Option<TaskId>,
        outcome: &mut Outcome,
    ) {
        let new = rows.iter().filter(|row| row.is_new).count();
        let (parent, mut orders) = places(plan, after, new);
        for row in rows {
            let known = plan.tasks.get(&row.task).filter(|_| !row.is_new);
            let blank = Task::new(row.task);
            let before = known.map_or(&blank, |task| task.as_ref());
            let mut values = self.values(row, columns, before, steps, outcome);
            let subject = Subject::planned(self.production, Kind::Task, row.task);
            if row.is_new {
                let order = orders.next().unwrap_or_default();
                values.insert("order".to_owned(), order.write());
                if let Some(parent) = parent {
                    values.insert("parent".to_owned(), parent.write());
                }
                outcome.commands.push(Command::Add { subject, values });
                outcome.added += 1;
                if outcome.first.is_empty() {
                    outcome.first.push(row.task);
                }
            } else if values.is_empty() {
                outcome.same += 1;
            } else {
                outcome.commands.push(Command::Set { subject, values });
                outcome.changed += 1;
            }
        }
    }

    /// The fields that a row says and that are not so already.
    fn values(
        &self,
        row: &Row<'_>,
        columns: &[Option<Column>],
        before: &Task,
        steps: &Steps<'_>,
        outcome: &mut Outcome,
    ) -> Values {
        let mut values = Values::new();
        let is_group = steps.groups.contains(&row.task);
        for column in columns.iter().flatten() {
            let Some(text) = cell(&row.cells, columns, *column).filter(|text| !text.is_empty())
            else {
                continue;
            };
            let read = match column {
                Column::Name => {
                    values.extend(name_values(text, row.is_new));
                    Ok(())
                }
                _ if is_group => Ok(()),
                Column::Work => self.work(text, before, &mut values),
                Column::Remaining => typed::work(text, self.day)
                    .map(|work| drop(values.insert("remaining".to_owned(), work.write()))),
                Column::Start if row.is_new || before.actual_start.is_none() => self
                    .moment(text, true)
                    .map(|at| drop(values.insert("not_before".to_owned(), at.write()))),
                Column::Deadline => self
                    .moment(text, false)
                    .map(|at| drop(values.insert("deadline".to_owned(), at.write()))),
                _ => Ok(()),
            };
            if let Err(error) = read {
                let text = self.messages.typed_error(&error);
                outcome.remarks.push(Remark { line: row.line, column: Some(*column), text });
            }
        }
        if !row.is_new {
            let had = before.to_values();
            values.retain(|field, value| had.get(field) != Some(value));
            // A date that the plan comes to anyway is no wish of anybody's.
            values
                .retain(|field, value| field != "not_before" || !self.is_planned(row.task, value));
        }
        values
    }

    fn work(&self, text: &str, before: &Task, values: &mut Values) -> Result<(), TypedError> {
        let work = if text == "◆" { Ok(Minutes::ZERO) } else { typed::work(text, self.day) }?;
        let milestone = work == Minutes::ZERO;
        values.insert("work".to_owned(), work.write());
        if milestone != before.milestone {
            values.insert("milestone".to_owned(), milestone.write());
        }
        Ok(())
    }

    fn moment(&self, text: &str, begins: bool) -> Result<NaiveDateTime, TypedError> {
        let window = crate::session::source(&self.snapshot).time().window(self.today.weekday());
        let usual = if begins { window.from } else { window.to };
        typed::date_time(text, self.today, usual, self.messages.language())
    }

    /// Is it the day on which the step is planned to begin anyway?
    fn is_planned(&self, task: TaskId, not_before: &Value) -> bool {
        let report = &self.snapshot.report;
        let dates = report.plan(self.production).and_then(|dates| dates.task(task));
        let planned = dates.map(|dates| report.time().civil(dates.start).date());
        let typed = NaiveDateTime::read(not_before).ok().map(|at| at.date());
        typed.is_some() && planned == typed
    }

    /// What the rows wait for: numbers of the rows themselves, else of the list.
    fn links(
        &self,
        plan: &Plan,
        order: &[TaskId],
        columns: &[Option<Column>],
        rows: &[Row<'_>],
        new_id: &mut dyn FnMut() -> RawId,
        outcome: &mut Outcome,
    ) {
        if !columns.contains(&Some(Column::Predecessors)) {
            return;
        }
        let own: BTreeMap<usize, TaskId> =
            rows.iter().filter_map(|row| Some((row.number?, row.task))).collect();
        let has_numbers = columns.contains(&Some(Column::Number));
        let numbered = |number: usize| {
            let counted = rows.get(number.checked_sub(1)?).map(|row| row.task);
            let listed = order.get(number.checked_sub(1)?).copied();
            own.get(&number).copied().or(if has_numbers { listed } else { counted })
        };
        let mut before = known_links(plan);
        for row in rows {
            let text = cell(&row.cells, columns, Column::Predecessors).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            match typed::predecessors(text, &numbered, self.day) {
                Ok(mut wanted) => {
                    wanted.retain(|(from, _, _)| *from != row.task);
                    let known = before.remove(&row.task).unwrap_or_default();
                    let mut mint = || LinkId(new_id());
                    let commands =
                        link_commands(self.production, row.task, &known, &wanted, &mut mint);
                    outcome.commands.extend(commands);
                }
                Err(error) => {
                    let text = self.messages.typed_error(&error);
                    let column = Some(Column::Predecessors);
                    outcome.remarks.push(Remark { line: row.line, column, text });
                }
            }
        }
    }
}

/// The steps there are, to be found again.
struct Steps<'a> {
    by_number: Vec<(&'a str, TaskId)>,
    /// Where only one has a name.
    by_name: BTreeMap<String, Option<TaskId>>,
    groups: BTreeSet<TaskId>,
}

impl<'a> Steps<'a> {
    fn new(plan: &'a Plan, order: &[TaskId]) -> Self {
        let mut by_name: BTreeMap<String, Option<TaskId>> = BTreeMap::new();
        let tasks = || order.iter().filter_map(|id| plan.tasks.get(id));
        for task in tasks() {
            let name = by_name.entry(folded(&task.name));
            name.and_modify(|known| *known = None).or_insert(Some(task.id));
        }
        Self {
            by_number: tasks().map(|task| (task.name.as_str(), task.id)).collect(),
            by_name,
            groups: plan.tasks.values().filter_map(|task| task.parent).collect(),
        }
    }

    fn find(&self, number: Option<usize>, name: &str) -> Option<TaskId> {
        let name = folded(name);
        let numbered = number.and_then(|number| self.by_number.get(number.checked_sub(1)?));
        let same = numbered.filter(|(known, _)| folded(known) == name).map(|(_, id)| *id);
        same.or_else(|| self.by_name.get(&name).copied().flatten())
    }
}

/// The text of a row in a column.
fn cell<'a>(cells: &[&'a str], columns: &[Option<Column>], column: Column) -> Option<&'a str> {
    let place = columns.iter().position(|known| *known == Some(column))?;
    cells.get(place).copied()
}

fn name_values(text: &str, is_new: bool) -> Values {
    let name: String = clean_name(text).chars().take(MAX_NAME_CHARS).collect();
    let mut values = if is_new { habits(&name) } else { Values::new() };
    if is_new && !values.contains_key("step") {
        values.insert("step".to_owned(), Value::from(model::Choice::key(&Step::General)));
    }
    values.insert("name".to_owned(), Value::Text(name));
    values
}

/// What each column holds, if the row is one of headings: a name must be among them.
fn columns(headings: &[&str]) -> Option<Vec<Option<Column>>> {
    let usual = Mapping::default();
    let mut taken = BTreeSet::new();
    let found: Vec<Option<Column>> = headings
        .iter()
        .map(|heading| named(heading, &usual).filter(|column| taken.insert(*column)))
        .collect();
    found.contains(&Some(Column::Name)).then_some(found)
}

/// The column of a heading: as the list itself calls it, or as sheets usually do.
fn named(heading: &str, usual: &Mapping) -> Option<Column> {
    use interchange::Column as Sheet;
    let own = folded(heading);
    let known = match own.as_str() {
        "jours" | "days" | "jours de travail" | "days of work" => Some(Column::Work),
        "reste" | "left" | "work left" => Some(Column::Remaining),
        "pred" => Some(Column::Predecessors),
        _ => None,
    };
    known.or_else(|| match usual.column(heading)? {
        Sheet::Number => Some(Column::Number),
        Sheet::Name => Some(Column::Name),
        Sheet::Duration => Some(Column::Work),
        Sheet::Remaining => Some(Column::Remaining),
        Sheet::Start => Some(Column::Start),
        Sheet::Finish => Some(Column::Finish),
        Sheet::Predecessors => Some(Column::Predecessors),
        Sheet::Deadline => Some(Column::Deadline),
        _ => None,
    })
}

/// Columns without headings: name, work, start.
fn usual(count: usize) -> Vec<Option<Column>> {
    let usual = [Column::Name, Column::Work, Column::Start];
    (0..count).map(|place| usual.get(place).copied()).collect()
}

/// Where new steps go: behind a step in its group, at the head of a group, or at the end.
fn places(
    plan: &Plan,
    after: Option<TaskId>,
    count: usize,
) -> (Option<TaskId>, impl Iterator<Item = Order>) {
    let after = after.and_then(|id| plan.tasks.get(&id));
    let is_group = |id: TaskId| plan.tasks.values().any(|task| task.parent == Some(id));
    let parent = match after {
        Some(task) if is_group(task.id) => Some(task.id),
        Some(task) => task.parent.filter(|parent| plan.tasks.contains_key(parent)),
        None => None,
    };
    let siblings: Vec<&Arc<Task>> = plan
        .tasks_in_order()
        .into_iter()
        .filter(|task| task.parent.filter(|it| plan.tasks.contains_key(it)) == parent)
        .collect();
    let place = after.and_then(|after| siblings.iter().position(|task| task.id == after.id));
    let (before, next) = match (after, place) {
        (Some(_), Some(place)) => (siblings.get(place).copied(), siblings.get(place + 1).copied()),
        (Some(_), None) => (None, siblings.first().copied()),
        (None, _) => (siblings.last().copied(), None),
    };
    let keys = between(before.map(|task| &task.order), next.map(|task| &task.order), count);
    (parent, keys.into_iter())
}

/// So many keys between two, evenly spread.
fn between(before: Option<&Order>, next: Option<&Order>, count: usize) -> Vec<Order> {
    let Some(next) = next else { return Order::run(before, count) };
    // Halving keeps keys short: one after the other would make each longer than the last.
    let mut keys = vec![Order::default(); count];
    let mut open = vec![(0, count, before.cloned(), next.clone())];
    while let Some((start, end, low, high)) = open.pop() {
        if start >= end {
            continue;
        }
        let middle = start + (end - start) / 2;
        let key = Order::between(low.as_ref(), Some(&high));
        open.push((start, middle, low, key.clone()));
        open.push((middle + 1, end, Some(key.clone()), high));
        if let Some(place) = keys.get_mut(middle) {
            *place = key;
        }
    }
    keys
}

fn known_links(plan: &Plan) -> BTreeMap<TaskId, Vec<(LinkId, Predecessor)>> {
    let mut known: BTreeMap<TaskId, Vec<(LinkId, Predecessor)>> = BTreeMap::new();
    for link in plan.links.values() {
        if let Some((from, to)) = link.from.zip(link.to) {
            known.entry(to).or_default().push((link.id, (from, link.kind.clone(), link.lag)));
        }
    }
    known
}

#[cfg(test)]
mod tests;

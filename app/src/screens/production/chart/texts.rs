//! The text of every cell of the list.

use i18n::Messages;
use i18n::typed::write_predecessors;
use model::TaskId;
use std::collections::BTreeMap;
use units::{Decimal, Minutes};
use views::{GanttLine, GanttView, Source, TaskView};

/// The texts of all cells, by task and by column.
pub(super) fn texts(
    source: &Source<'_>,
    messages: &Messages,
    view: &GanttView,
) -> Vec<Vec<String>> {
    let numbers: BTreeMap<TaskId, usize> =
        view.plan.tasks.iter().map(|task| (task.id, task.number)).collect();
    let writer = Writer { day: source.day(), messages, numbers: &numbers };
    view.plan.tasks.iter().zip(&view.lines).map(|(task, line)| writer.cells(task, line)).collect()
}

struct Writer<'a> {
    day: Minutes,
    messages: &'a Messages,
    numbers: &'a BTreeMap<TaskId, usize>,
}

impl Writer<'_> {
    /// In the order of the columns.
    fn cells(&self, task: &TaskView, line: &GanttLine) -> Vec<String> {
        let dates = task.dates.as_ref();
        let date = |moment: Option<views::Moment>| {
            moment.map(|moment| self.messages.date_short(moment.at.date())).unwrap_or_default()
        };
        let float = |float: Option<Minutes>| {
            float.map(|float| self.messages.float_days(float, self.day)).unwrap_or_default()
        };
        let finished = task.actual_finish.is_some();
        let slip = task.baseline.as_ref().and_then(|before| before.slip);
        vec![
            task.number.to_string(),
            task.name.clone(),
            if task.milestone { "◆".to_owned() } else { self.days(line.work) },
            if task.milestone { String::new() } else { self.days(line.remaining) },
            date(dates.map(|dates| dates.start)),
            date(dates.map(|dates| dates.finish)),
            float(dates.and_then(|dates| dates.total_float).filter(|_| !task.group && !finished)),
            self.predecessors(line),
            date(task.deadline),
            if task.milestone { String::new() } else { self.days(line.booked) },
            float(slip.filter(|slip| *slip != Minutes::ZERO && !task.group)),
            who(line),
        ]
    }

    fn days(&self, work: Minutes) -> String {
        days(self.messages, work, self.day)
    }

    fn predecessors(&self, line: &GanttLine) -> String {
        let before: Vec<views::Predecessor> =
            line.predecessors.iter().map(|(_, before)| before.clone()).collect();
        let number = |task: TaskId| self.numbers.get(&task).copied();
        write_predecessors(&before, &number, self.day, self.messages.language())
    }
}

/// Work as a number of days, for a column that says so in its heading: `28`, `2,5`.
pub(in crate::screens::production) fn days(
    messages: &Messages,
    work: Minutes,
    day: Minutes,
) -> String {
    if !day.is_positive() {
        return messages.duration(work);
    }
    let days = Decimal::from(work.0).checked_div(Decimal::from(day.0)).unwrap_or_default();
    messages.decimal(days.round_dp(2))
}

/// Who works on it where: `N. Ferrand · Montage 1`.
pub(super) fn who(line: &GanttLine) -> String {
    let people = some(&line.people);
    let rooms = some(&line.rooms);
    match (people.is_empty(), rooms.is_empty()) {
        (_, true) => people,
        (true, false) => rooms,
        (false, false) => format!("{people} · {rooms}"),
    }
}

/// The first two names, and that there are more.
fn some(names: &[String]) -> String {
    let shown = names.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > 2 { format!("{shown}…") } else { shown }
}

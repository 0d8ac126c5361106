//! The plan of a production in columns.

use crate::{Cell, CellKind, Column, LinkView, PlanView, Row, Source, Table, TaskView};
use model::{Choice, Kind, Lag, LinkId, LinkKind, TaskId};
use std::collections::BTreeMap;
use units::Minutes;

pub(crate) const COLUMNS: &[Column] = &[
    Column::detail("number", CellKind::Integer),
    Column::new("task", CellKind::Text),
    Column::detail("step", CellKind::Words),
    Column::new("start", CellKind::DateTime),
    Column::new("finish", CellKind::DateTime),
    Column::new("work", CellKind::Work),
    Column::detail("remaining", CellKind::Work),
    Column::new("booked", CellKind::Work),
    Column::detail("unbooked", CellKind::Work),
    Column::new("total_float", CellKind::Work),
    Column::detail("free_float", CellKind::Work),
    Column::new("critical", CellKind::Flag),
    Column::detail("deadline", CellKind::DateTime),
    Column::detail("baseline_start", CellKind::DateTime),
    Column::detail("baseline_finish", CellKind::DateTime),
    Column::new("slip", CellKind::Work),
    Column::detail("predecessors", CellKind::Text),
    Column::detail("room_kind", CellKind::Words),
    Column::detail("function", CellKind::Words),
    Column::new("id", CellKind::Id),
];

/// The plan of a production in columns, as an outline.
pub fn plan_table(source: &Source<'_>, plan: &PlanView) -> Table {
    let numbers: BTreeMap<TaskId, usize> =
        plan.tasks.iter().map(|task| (task.id, task.number)).collect();
    let links: BTreeMap<LinkId, &LinkView> =
        plan.links.iter().map(|link| (link.id, link)).collect();
    let row = |task: &TaskView| Row {
        level: task.level,
        group: task.group,
        cells: cells(task, &predecessors(task, &links, &numbers)),
    };
    let rows = plan.tasks.iter().map(row).collect();
    Table { rows, ..Table::new("plan", source.day(), COLUMNS) }
}

fn cells(task: &TaskView, predecessors: &str) -> Vec<Cell> {
    let dates = task.dates.as_ref();
    let before = task.baseline.as_ref();
    // A group repeats the sums of what is in it; its own work means nothing.
    let own = |work: Minutes| if task.group { Cell::Empty } else { Cell::Work(work) };
    vec![
        Cell::count(task.number),
        Cell::text(&task.name),
        Cell::choice(Kind::Task, "step", &task.step),
        Cell::moment(dates.map(|dates| dates.start)),
        Cell::moment(dates.map(|dates| dates.finish)),
        own(task.work),
        own(task.remaining),
        Cell::optional(dates, |dates| Cell::Work(dates.booked)),
        Cell::optional(dates, |dates| Cell::Work(dates.unbooked)),
        Cell::optional(dates.and_then(|dates| dates.total_float), Cell::Work),
        Cell::optional(dates.and_then(|dates| dates.free_float), Cell::Work),
        Cell::mark(dates.is_some_and(|dates| dates.critical)),
        Cell::moment(task.deadline),
        Cell::moment(before.map(|before| before.start)),
        Cell::moment(before.map(|before| before.finish)),
        Cell::optional(before.and_then(|before| before.slip), Cell::Work),
        Cell::text(predecessors),
        Cell::optional(task.room_kind.as_ref(), |kind| Cell::choice(Kind::Room, "kind", kind)),
        Cell::optional(task.function.as_ref(), |word| Cell::word("function", word)),
        Cell::Id(task.id.into()),
    ]
}

/// Predecessors by their numbers, as planners write them: `3, 5SS+8h`, and with what may lie between
/// at most, which only Raccord reads: `3 max 40h`.
fn predecessors(
    task: &TaskView,
    links: &BTreeMap<LinkId, &LinkView>,
    numbers: &BTreeMap<TaskId, usize>,
) -> String {
    let written = |id: &LinkId| {
        let link = links.get(id)?;
        let number = numbers.get(&link.from?)?;
        let kind = match &link.kind {
            LinkKind::FinishToStart => "",
            other => other.key(),
        };
        let most = link.most.map(most).unwrap_or_default();
        Some(format!("{number}{kind}{}{most}", lag(link.lag)))
    };
    task.predecessors.iter().filter_map(written).collect::<Vec<_>>().join(", ")
}

fn most(most: Lag) -> String {
    match most {
        Lag::ZERO => " max 0h".to_owned(),
        most => format!(" max {}", lag(most).trim_start_matches('+')),
    }
}

fn lag(lag: Lag) -> String {
    let hours = |minutes: Minutes| match minutes.0 % 60 {
        0 => format!("{:+}h", minutes.0 / 60),
        _ => format!("{:+}min", minutes.0),
    };
    match lag {
        Lag::ZERO => String::new(),
        Lag::Working(minutes) => hours(minutes),
        Lag::Elapsed(minutes) => format!("{}e", hours(minutes)),
        Lag::Share(percent) => format!("+{percent}%").replace("+-", "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_at_most_is_written_after_the_lag() {
        let written = |text: &str| most(text.parse().unwrap());
        assert_eq!(written("2400"), " max 40h");
        assert_eq!(written("2880e"), " max 48he");
        assert_eq!(written("0"), " max 0h");
    }

    #[test]
    fn lags_are_written_as_planners_write_them() {
        let cases = [
            ("0", ""),
            ("480", "+8h"),
            ("-90", "-90min"),
            ("1440e", "+24he"),
            ("50%", "+50%"),
            ("-25%", "-25%"),
        ];
        for (written, expected) in cases {
            assert_eq!(lag(written.parse().unwrap()), expected);
        }
    }
}

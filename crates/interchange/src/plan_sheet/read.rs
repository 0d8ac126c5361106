//! Reading a whole table.

use super::Preview;
use super::hours::WorkingDay;
use super::mapping::{Column, Mapping};
use super::row::{Habits, RowReader};
use super::values::{self, Predecessor, Unit};
use crate::findings::{Findings, fill, shown};
use crate::plan::{
    ImportedAssignment, ImportedLink, ImportedPlan, ImportedResource, ImportedTask, ResourceKind,
};
use crate::sheet::{Cell, Row, Sheet};
use crate::words::folded;
use model::{DayHours, Place};
use std::collections::BTreeMap;
use units::{Decimal, Percent};

/// How many rows may come before the headings.
const MAX_HEADING_ROW: usize = 30;

/// How many rows a preview shows.
const PREVIEW_ROWS: usize = 10;

/// Reads the first of the sheets that has headings of a plan.
pub(crate) fn read(
    sheets: &[Sheet],
    mapping: &Mapping,
    hours: &DayHours,
    findings: &mut Findings,
) -> (ImportedPlan, Option<Preview>) {
    let found = sheets.iter().find_map(|sheet| headings(sheet, mapping).map(|at| (sheet, at)));
    let Some((sheet, at)) = found else {
        if !sheets.is_empty() {
            findings.error("sheet-without-headings", &Place::default());
        }
        return (ImportedPlan::default(), sheets.first().map(|sheet| preview(sheet, 0, &[])));
    };
    let columns = columns(sheet, at, mapping, findings);
    let preview = preview(sheet, at, &columns);
    let rows = sheet.rows.get(at + 1..).unwrap_or_default();
    let habits = habits(sheet, rows, &columns, hours, findings);
    let mut table = Table { plan: ImportedPlan::default(), ..Table::default() };
    table.plan.minutes_per_day = habits.day.length();
    table.plan.title.clone_from(&sheet.name);
    for row in rows {
        table.row(&mut RowReader::new(&habits, row, findings));
    }
    (table.finish(findings), Some(preview))
}

/// Place of the row with the most known headings: a name must be among them, or be said.
fn headings(sheet: &Sheet, mapping: &Mapping) -> Option<usize> {
    let known = |row: &Row| -> usize {
        let texts = row.cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).map(Cell::text);
        texts.filter(|text| mapping.names(text) || mapping.column(text).is_some()).count()
    };
    let has_name = |row: &&Row| {
        row.cells.iter().any(|cell| mapping.column(&cell.text()) == Some(Column::Name))
    };
    let candidates = sheet.rows.iter().take(MAX_HEADING_ROW).enumerate();
    let candidates = candidates.filter(|(_, row)| has_name(row));
    // The first of equals.
    let best = candidates
        .map(|(at, row)| (known(row), at))
        .max_by_key(|(known, at)| (*known, usize::MAX - at));
    best.map(|(_, at)| at)
}

/// What each column of the heading row is taken for. The first of several that hold the same
/// counts; the others, and those nobody knows, are told.
fn columns(
    sheet: &Sheet,
    at: usize,
    mapping: &Mapping,
    findings: &mut Findings,
) -> Vec<(String, Option<Column>)> {
    let Some(row) = sheet.rows.get(at) else { return Vec::new() };
    let mut taken = Vec::new();
    let mut columns = Vec::new();
    let mut left_out = Vec::new();
    for cell in &row.cells {
        let heading = cell.text();
        let column = mapping.column(&heading).filter(|column| !taken.contains(column));
        match column {
            Some(Column::Ignore) => {}
            Some(column) => taken.push(column),
            None if heading.is_empty() => {}
            None => left_out.push(shown(&heading)),
        }
        columns.push((heading, column.filter(|column| *column != Column::Ignore)));
    }
    if !left_out.is_empty() {
        let place = Place { row: Some(row.number), ..Place::default() };
        fill(findings.info("sheet-columns-left-out", &place), [("columns", left_out.join(", "))]);
    }
    columns
}

fn preview(sheet: &Sheet, at: usize, columns: &[(String, Option<Column>)]) -> Preview {
    let below = sheet.rows.iter().skip(if columns.is_empty() { at } else { at + 1 });
    let short = |cell: &Cell| cell.text().chars().take(80).collect::<String>();
    Preview {
        sheet: sheet.name.clone(),
        heading_row: sheet.rows.get(at).map_or(0, |row| row.number),
        columns: columns.to_vec(),
        rows: below.take(PREVIEW_ROWS).map(|row| row.cells.iter().map(short).collect()).collect(),
    }
}

/// What the columns as a whole say: units of durations, whether months come first.
fn habits(
    sheet: &Sheet,
    rows: &[Row],
    columns: &[(String, Option<Column>)],
    hours: &DayHours,
    findings: &mut Findings,
) -> Habits {
    let mut habits = Habits {
        columns: BTreeMap::new(),
        units: BTreeMap::new(),
        month_first: false,
        day: WorkingDay::new(hours),
        lines: sheet.lines,
    };
    let mut orders = Vec::new();
    for (place, (heading, column)) in columns.iter().enumerate() {
        let Some(column) = *column else { continue };
        habits.columns.insert(column, (place, heading.clone()));
        let cells = || rows.iter().map(|row| row.cell(place));
        match column {
            Column::Duration | Column::Remaining => {
                let unit = unit(heading, cells()).unwrap_or_else(|guess| {
                    let place = Place { column: Some(shown(heading)), ..Place::default() };
                    fill(
                        findings.info("sheet-unit-guessed", &place),
                        [("unit", guess.key().to_owned())],
                    );
                    guess
                });
                habits.units.insert(column, unit);
            }
            Column::Start | Column::Finish | Column::Deadline => {
                let texts = cells().filter(|cell| matches!(cell, Cell::Text(_)));
                orders.extend(texts.filter_map(|cell| values::order(&cell.text())));
            }
            _ => {}
        }
    }
    habits.month_first = !orders.is_empty() && orders.iter().all(|month_first| *month_first);
    if habits.month_first {
        findings.info("sheet-months-first", &Place::default());
    }
    habits
}

/// The unit of bare numbers in a column: that of its heading, else a guess (days if no number is
/// larger than 60, minutes if one is) unless there are no bare numbers.
fn unit<'a>(heading: &str, cells: impl Iterator<Item = &'a Cell>) -> Result<Unit, Unit> {
    let words = folded(heading);
    if let Some(unit) = words.split(' ').skip(1).filter_map(Unit::named).next() {
        return Ok(unit);
    }
    if let Some(unit) = Unit::named(words.split(' ').next_back().unwrap_or_default()) {
        return Ok(unit);
    }
    let bare = cells.filter_map(|cell| match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => values::number(text),
        Cell::Empty | Cell::Moment(_) | Cell::Time(_) | Cell::Flag(_) => None,
    });
    match bare.max() {
        None => Ok(Unit::Minutes),
        Some(largest) if largest <= Decimal::from(60) => Err(Unit::Days),
        Some(_) => Err(Unit::Minutes),
    }
}

/// A table being read.
#[derive(Default)]
struct Table {
    plan: ImportedPlan,
    /// Numbers of tasks by what the file calls them.
    numbers: BTreeMap<String, i64>,
    predecessors: Vec<(i64, Place, Vec<Predecessor>)>,
    resources: BTreeMap<(ResourceKind, String), i64>,
    /// The group of the row before, with the number of its task.
    group: String,
}

impl Table {
    fn row(&mut self, row: &mut RowReader<'_>) {
        let Some(mut task) = row.task() else { return };
        task.uid = self.next_uid();
        task.outline_level = self.outline(row, &task);
        // The row of a group may have come in between.
        task.uid = self.next_uid();
        self.number(row, &task);
        let predecessors = row.predecessors();
        RowReader::bind(&mut task, !predecessors.is_empty());
        if !predecessors.is_empty() {
            self.predecessors.push((task.uid, row.place(Some(Column::Predecessors)), predecessors));
        }
        for (column, kind) in
            [(Column::Rooms, ResourceKind::Room), (Column::People, ResourceKind::Person)]
        {
            for name in row.names(column) {
                self.assign(&task, kind, name, row.place(Some(column)));
            }
        }
        self.plan.tasks.push(task);
    }

    fn next_uid(&self) -> i64 {
        i64::try_from(self.plan.tasks.len()).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// The level of a row: as said, by the points of its outline number, or below its group,
    /// which becomes a task of its own where it begins.
    fn outline(&mut self, row: &RowReader<'_>, task: &ImportedTask) -> u32 {
        let outline = row.text(Column::Outline);
        if !outline.is_empty() {
            let parts = outline.split('.').filter(|part| !part.is_empty()).count();
            let level = match outline.parse::<u32>() {
                Ok(level) => level,
                Err(_) => u32::try_from(parts).unwrap_or(1),
            };
            return level.clamp(1, 100);
        }
        let group = row.text(Column::Group);
        if group.is_empty() {
            self.group.clear();
            return 1;
        }
        if group != self.group {
            self.plan.tasks.push(ImportedTask {
                uid: task.uid,
                name: group.chars().take(units::MAX_NAME_CHARS).collect(),
                outline_level: 1,
                place: task.place.clone(),
                ..ImportedTask::default()
            });
            self.group = group;
        }
        2
    }

    /// Rows are named by their number, or counted if there is no such column.
    fn number(&mut self, row: &RowReader<'_>, task: &ImportedTask) {
        let said = row.text(Column::Number);
        let number = if said.is_empty() { (self.numbers.len() + 1).to_string() } else { said };
        self.numbers.entry(number).or_insert(task.uid);
    }

    fn assign(&mut self, task: &ImportedTask, kind: ResourceKind, name: String, place: Place) {
        let next = i64::try_from(self.resources.len()).unwrap_or(i64::MAX).saturating_add(1);
        let resource = *self.resources.entry((kind, folded(&name))).or_insert(next);
        let all = Percent(Decimal::ONE_HUNDRED);
        if resource == next {
            self.plan.resources.push(ImportedResource {
                uid: resource,
                name,
                kind,
                units: all,
                group: String::new(),
                mail: String::new(),
                calendar: None,
                place: place.clone(),
            });
        }
        self.plan.assignments.push(ImportedAssignment {
            task: task.uid,
            resource: Some(resource),
            units: all,
            work: task.duration,
            start: task.start,
            finish: task.finish,
            place,
        });
    }

    fn finish(mut self, findings: &mut Findings) -> ImportedPlan {
        for (to, place, predecessors) in std::mem::take(&mut self.predecessors) {
            for (number, kind, lag, most) in predecessors {
                let code = match self.numbers.get(&number) {
                    Some(from) if *from == to => "import-link-to-itself",
                    Some(from) => {
                        let (from, place) = (*from, place.clone());
                        let link = ImportedLink { from, to, kind, lag, most, place };
                        self.plan.links.push(link);
                        continue;
                    }
                    None => "import-link-to-nothing",
                };
                fill(
                    findings.warn(code, &place),
                    [("from", shown(&number)), ("to", to.to_string())],
                );
            }
        }
        if self.plan.tasks.is_empty() {
            findings.warn("import-no-tasks", &Place::default());
        }
        self.plan.start = self.plan.tasks.iter().filter_map(|task| task.start).min();
        self.plan.finish = self.plan.tasks.iter().filter_map(|task| task.finish).max();
        self.plan
    }
}

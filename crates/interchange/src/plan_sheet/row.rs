//! One row of a table becomes a task with its resources and predecessors.

use super::hours::WorkingDay;
use super::mapping::Column;
use super::values::{self, Predecessor, Unit};
use crate::findings::{Findings, fill, shown};
use crate::plan::{Constraint, ImportedTask};
use crate::sheet::{Cell, Row};
use model::Place;
use std::collections::BTreeMap;
use units::{Decimal, Minutes, NaiveDate, NaiveDateTime, NaiveTime};

/// What holds for every row of a table.
pub(super) struct Habits {
    /// Columns by what they hold: place and heading.
    pub(super) columns: BTreeMap<Column, (usize, String)>,
    /// Unit of bare numbers in each column of durations.
    pub(super) units: BTreeMap<Column, Unit>,
    pub(super) month_first: bool,
    pub(super) day: WorkingDay,
    pub(super) lines: bool,
}

/// A row being read.
pub(super) struct RowReader<'a> {
    habits: &'a Habits,
    row: &'a Row,
    findings: &'a mut Findings,
}

/// A date with its time, if it has one.
type Dated = (NaiveDate, Option<NaiveTime>);

impl<'a> RowReader<'a> {
    pub(super) fn new(habits: &'a Habits, row: &'a Row, findings: &'a mut Findings) -> Self {
        Self { habits, row, findings }
    }

    /// Where the row is, or one of its columns.
    pub(super) fn place(&self, column: Option<Column>) -> Place {
        let number = Some(self.row.number);
        let heading = column.and_then(|column| self.habits.columns.get(&column));
        Place {
            line: number.filter(|_| self.habits.lines),
            row: number.filter(|_| !self.habits.lines),
            column: heading.map(|(_, heading)| shown(heading)),
            ..Place::default()
        }
    }

    fn cell(&self, column: Column) -> &'a Cell {
        let place = self.habits.columns.get(&column).map(|(place, _)| *place);
        place.map_or(&Cell::Empty, |place| self.row.cell(place))
    }

    pub(super) fn text(&self, column: Column) -> String {
        self.cell(column).text()
    }

    /// Tells that a cell cannot be read; it is taken as empty.
    fn unreadable(&mut self, column: Column, code: &'static str) {
        let place = self.place(Some(column));
        let found = shown(&self.text(column));
        fill(self.findings.warn(code, &place), [("found", found)]);
    }

    /// Reads the task of the row, without number and outline; nothing, and told, if it has no name.
    pub(super) fn task(&mut self) -> Option<ImportedTask> {
        let place = self.place(None);
        let name = self.text(Column::Name);
        let name = self.findings.name(&name, &place);
        if name.is_empty() {
            self.findings.warn("sheet-row-without-name", &place);
            return None;
        }
        let remark = self.text(Column::Remark);
        let mut task = ImportedTask {
            name,
            outline_level: 1,
            remark: self.findings.remark(&remark, &place),
            percent_complete: self.percent(),
            place,
            ..ImportedTask::default()
        };
        task.duration = self.duration(Column::Duration);
        task.remaining = self.duration(Column::Remaining);
        task.milestone = self.cell(Column::Milestone) == &Cell::Flag(true)
            || values::flag(&self.text(Column::Milestone))
            || task.duration == Some(Minutes::ZERO);
        self.dates(&mut task);
        let end = self.habits.day.end();
        task.deadline =
            self.date(Column::Deadline).map(|(date, time)| date.and_time(time.unwrap_or(end)));
        Some(task)
    }

    /// Start and finish, from dates, times, half-days and the length, whichever there are.
    fn dates(&mut self, task: &mut ImportedTask) {
        let day = &self.habits.day;
        let half = self.half();
        let start = self.date(Column::Start);
        let finish = self.date(Column::Finish);
        let (begin, end) = half.map_or((day.begin(), day.end()), |half| day.half(half));
        let start_time = self.time(Column::StartTime);
        let end_time = self.time(Column::EndTime);
        let said_end = end_time.or(finish.and_then(|(_, time)| time));
        task.start = start.map(|(date, time)| date.and_time(start_time.or(time).unwrap_or(begin)));
        task.finish = match (finish, task.start) {
            (Some((date, _)), _) => Some(date.and_time(said_end.unwrap_or(end))),
            (None, Some(start)) => match (said_end, task.duration) {
                (Some(end), _) => {
                    let end = start.date().and_time(end);
                    // A session past midnight ends on the next day.
                    Some(if end > start {
                        end
                    } else {
                        end + std::time::Duration::from_secs(86_400)
                    })
                }
                (None, Some(length)) => day.finish(start, length),
                (None, None) if task.milestone => Some(start),
                (None, None) => Some(start.date().and_time(end)).filter(|end| *end > start),
            },
            (None, None) => None,
        };
        if let Some((start, finish)) = task.start.zip(task.finish) {
            if finish < start {
                let place = self.place(Some(Column::Finish));
                fill(
                    self.findings.warn("import-finish-before-start", &place),
                    [("name", shown(&task.name))],
                );
                task.finish = None;
            } else if task.duration.is_none() && !task.milestone {
                task.duration = Some(day.between(start, finish));
            }
        }
    }

    /// A row that follows another begins when that one lets it; only one that does not keeps its
    /// date.
    pub(super) fn bind(task: &mut ImportedTask, follows: bool) {
        task.constraint = task.start.filter(|_| !follows).map(Constraint::StartNoEarlier);
    }

    fn half(&mut self) -> Option<values::Half> {
        let text = self.text(Column::HalfDay);
        if text.is_empty() {
            // The mark may stand behind the date: `24/11/2026 matin`.
            let Cell::Text(text) = self.cell(Column::Start) else { return None };
            let (_, rest) = values::date(text, self.habits.month_first)?;
            return values::half(rest);
        }
        values::half(&text)
    }

    fn date(&mut self, column: Column) -> Option<Dated> {
        let read = match self.cell(column) {
            Cell::Moment(moment) => in_range(*moment),
            Cell::Number(number) => values::serial_date(*number).map(|date| (date, None)),
            Cell::Text(text) if !text.trim().is_empty() => {
                let whole =
                    units::parse_date_time(text.trim()).map(|at| (at.date(), Some(at.time())));
                whole.or_else(|| {
                    let (date, rest) = values::date(text, self.habits.month_first)?;
                    let time = values::time(rest);
                    let understood =
                        rest.is_empty() || time.is_some() || values::half(rest).is_some();
                    understood.then_some((date, time))
                })
            }
            Cell::Time(_) | Cell::Flag(_) => None,
            Cell::Empty | Cell::Text(_) => return None,
        };
        if read.is_none() {
            self.unreadable(column, "sheet-not-a-date");
        }
        read
    }

    fn time(&mut self, column: Column) -> Option<NaiveTime> {
        let read = match self.cell(column) {
            Cell::Time(minutes) => {
                let minutes = u32::try_from(minutes.0.rem_euclid(1_440)).ok()?;
                NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
            }
            Cell::Moment(moment) => Some(moment.time()),
            Cell::Text(text) if !text.trim().is_empty() => values::time(text),
            Cell::Number(_) | Cell::Flag(_) => None,
            Cell::Empty | Cell::Text(_) => return None,
        };
        if read.is_none() {
            self.unreadable(column, "sheet-not-a-time");
        }
        read
    }

    fn duration(&mut self, column: Column) -> Option<Minutes> {
        let bare = self.habits.units.get(&column).copied().unwrap_or(Unit::Minutes);
        let per_day = self.habits.day.length();
        let read = match self.cell(column) {
            Cell::Time(minutes) => Some(*minutes),
            Cell::Number(number) => bare.of(*number, per_day),
            Cell::Text(text) if !text.trim().is_empty() => values::duration(text, bare, per_day),
            Cell::Moment(_) | Cell::Flag(_) => None,
            Cell::Empty | Cell::Text(_) => return None,
        };
        match read {
            None => self.unreadable(column, "sheet-not-a-duration"),
            Some(length) if length.is_negative() => {
                self.unreadable(column, "import-negative-duration");
                return Some(Minutes::ZERO);
            }
            Some(_) => {}
        }
        read
    }

    /// 0 to 100. Workbooks keep 40 % as 0.4.
    fn percent(&mut self) -> u8 {
        let number = match self.cell(Column::Percent) {
            Cell::Number(share) if *share <= Decimal::ONE => {
                share.checked_mul(Decimal::ONE_HUNDRED)
            }
            Cell::Number(percent) => Some(*percent),
            Cell::Text(text) if !text.trim().is_empty() => values::number(text),
            Cell::Empty | Cell::Text(_) => return 0,
            Cell::Moment(_) | Cell::Time(_) | Cell::Flag(_) => None,
        };
        let percent =
            number.filter(|number| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(number));
        let Some(percent) = percent else {
            self.unreadable(Column::Percent, "sheet-not-a-percentage");
            return 0;
        };
        percent.round().to_string().parse().unwrap_or_default()
    }

    pub(super) fn predecessors(&mut self) -> Vec<Predecessor> {
        let text = self.text(Column::Predecessors);
        if text.is_empty() {
            return Vec::new();
        }
        let read = values::predecessors(&text, self.habits.day.length());
        if read.is_none() {
            self.unreadable(Column::Predecessors, "sheet-not-predecessors");
        }
        read.unwrap_or_default()
    }

    /// Names in a column of resources.
    pub(super) fn names(&mut self, column: Column) -> Vec<String> {
        let separators: &[char] =
            if column == Column::People { &[';', ',', '\n', '+', '/'] } else { &[';', '\n', '+'] };
        let text = self.text(column);
        let place = self.place(Some(column));
        let names = text.split(separators).map(|name| {
            // `Audi 2[50%]`, as Microsoft Project writes shares.
            let name = name.split('[').next().unwrap_or_default();
            self.findings.name(name, &place)
        });
        names.filter(|name| !name.is_empty()).collect()
    }
}

/// The date of a moment of a workbook, with its time unless that is midnight.
fn in_range(moment: NaiveDateTime) -> Option<Dated> {
    units::parse_date(&units::format_date(moment.date()))?;
    let time = moment.time();
    Some((moment.date(), Some(time).filter(|time| *time != NaiveTime::MIN)))
}

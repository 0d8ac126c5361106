//! The plan of a production as a Gantt chart on A3: steps with their dates and floats, their bars
//! over the weeks. The template draws; the time axis is in `gantt_axis`.

use crate::gantt_axis::{Stretch, stretches};
use crate::letterhead::{hue, legend};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::{Family, Kind};
use serde_json::{Value as Json, json};
use units::{Minutes, NaiveDate, NaiveDateTime, NaiveTime};
use views::{DeadlineView, PlanView, TaskView};

/// The plan of a production, A3 landscape, on as many pages as its steps and its length need. `day`
/// is the length of a working day.
///
/// # Errors
/// Only if the typesetter itself fails.
pub fn gantt_pdf(
    plan: &PlanView,
    day: Minutes,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    gantt_sheet(plan, day, letterhead, messages).typeset()
}

pub(crate) fn gantt_sheet(
    plan: &PlanView,
    day: Minutes,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let chart = Chart { plan, day, printed: letterhead.printed, messages };
    let text = |key: &str| messages.text(key, &[]);
    let column = |key: &str| text(&format!("column-{key}"));
    let baseline = plan
        .baseline
        .as_ref()
        .map(|baseline| messages.text("sheet-baseline", &[("name", Value::Text(&baseline.name))]));
    let data = json!({
        "head": letterhead.json(messages),
        "legend": legend(messages),
        "title": plan.production.title,
        "facts": chart.facts(),
        "columns": [column("task"), column("work"), column("start"), column("finish"), column("total_float")],
        "done": text("sheet-done"),
        "critical": text("sheet-critical"),
        "milestone": text("sheet-milestone"),
        "deadline": text("sheet-deadline"),
        "today": text("sheet-today"),
        "baseline": baseline.unwrap_or_default(),
        "nothing": text("sheet-nothing-planned"),
        "stretches": chart.stretches(),
    });
    let template = include_str!("../templates/gantt.typ");
    Sheet { template, data, printed: letterhead.printed }
}

/// A line of the chart; what it has not is left empty.
#[derive(Default)]
struct Line {
    name: String,
    level: u8,
    group: bool,
    milestone: bool,
    work: String,
    dates: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Until where the work is done.
    done: Option<NaiveDateTime>,
    finish: Option<NaiveDateTime>,
    float: Option<Minutes>,
    critical: bool,
    family: Option<Family>,
    before: Option<(NaiveDateTime, NaiveDateTime)>,
    /// When it must be finished.
    due: Option<NaiveDateTime>,
}

/// A plan on its way to paper.
struct Chart<'a> {
    plan: &'a PlanView,
    day: Minutes,
    printed: NaiveDate,
    messages: &'a Messages,
}

impl Chart<'_> {
    /// For whom it is made, and until when.
    fn facts(&self) -> String {
        let production = &self.plan.production;
        let delivery = production.delivery.map(|date| {
            let date = self.messages.date(date);
            self.messages.text("sheet-delivery", &[("date", Value::Text(&date))])
        });
        let facts = [
            production.client.clone(),
            production.director_name.clone(),
            production.broadcaster.clone(),
            delivery.unwrap_or_default(),
        ];
        let known: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        known.join(" · ")
    }

    fn stretches(&self) -> Vec<Json> {
        let lines = self.lines();
        if self.plan.tasks.is_empty() {
            return Vec::new();
        }
        let times = lines.iter().flat_map(|line| {
            let pairs = [line.dates, line.before].into_iter().flatten();
            pairs.flat_map(|(from, to)| [from, to]).chain(line.due)
        });
        let dates: Vec<NaiveDate> = times.map(|at| at.date()).collect();
        let first = dates.iter().copied().min().unwrap_or(self.printed);
        let last = dates.iter().copied().max().unwrap_or(self.printed);
        let stretches = stretches(first, last).into_iter().enumerate();
        stretches.map(|(place, stretch)| self.stretch_json(stretch, place == 0, &lines)).collect()
    }

    /// The dates to be met by more than one task, then the tasks.
    fn lines(&self) -> Vec<Line> {
        let deadlines = self.plan.deadlines.iter().filter(|date| date.kind != Kind::Task.key());
        let tasks = self.plan.tasks.iter().map(|task| self.task_line(task));
        deadlines.map(|date| self.deadline_line(date)).chain(tasks).collect()
    }

    fn deadline_line(&self, date: &DeadlineView) -> Line {
        let name = if date.kind == Kind::Production.key() {
            self.messages.text("sheet-deadline-master", &[])
        } else {
            self.messages.text("sheet-deadline-of", &[("name", Value::Text(&date.name))])
        };
        Line {
            name,
            finish: date.finish.map(|finish| finish.at),
            float: date.float,
            due: Some(date.at.at),
            ..Line::default()
        }
    }

    fn task_line(&self, task: &TaskView) -> Line {
        let dates = task.dates.as_ref();
        let worked = !task.milestone && !task.group;
        Line {
            name: task.name.clone(),
            level: task.level,
            group: task.group,
            milestone: task.milestone,
            work: if worked { self.messages.work(task.work, self.day) } else { String::new() },
            dates: dates.map(|dates| (dates.start.at, dates.finish.at)),
            done: dates.and_then(|dates| done(task, dates.start.at, dates.finish.at)),
            finish: dates.map(|dates| dates.finish.at),
            float: dates.and_then(|dates| dates.total_float),
            critical: dates.is_some_and(|dates| dates.critical),
            family: Some(task.step.family()),
            before: task.baseline.as_ref().map(|before| (before.start.at, before.finish.at)),
            due: task.deadline.map(|deadline| deadline.at),
        }
    }

    /// A stretch with the lines that have something in it; those without any date stand in the first.
    fn stretch_json(&self, stretch: Stretch, first: bool, lines: &[Line]) -> Json {
        let delivery = self.plan.deadlines.iter().find(|date| date.kind == Kind::Production.key());
        let axis = stretch.axis(self.messages);
        let rows = lines.iter().filter(|line| line.is_in(stretch, first));
        json!({
            "top": axis.top,
            "days": axis.days,
            "weeks": axis.weeks,
            "lines": axis.lines,
            "months": axis.months,
            "shades": axis.shades,
            "today": stretch.place(self.printed.and_time(NaiveTime::MIN)),
            "delivery": delivery.and_then(|date| stretch.place(date.at.at)),
            "rows": rows.map(|line| self.row(line, stretch)).collect::<Vec<Json>>(),
        })
    }

    fn row(&self, line: &Line, stretch: Stretch) -> Json {
        let date = |at: Option<NaiveDateTime>| {
            at.map(|at| self.messages.date_short(at.date())).unwrap_or_default()
        };
        let shares = |pair: Option<(NaiveDateTime, NaiveDateTime)>| {
            let (from, to) = pair.filter(|(from, to)| stretch.meets(*from, *to))?;
            Some([stretch.share(from), stretch.share(to)])
        };
        let float = line.float.map(|float| self.messages.float_days(float, self.day));
        json!({
            "name": line.name,
            "level": line.level.min(MOST_LEVELS),
            "group": line.group,
            "milestone": line.milestone,
            "work": line.work,
            "start": date(line.dates.map(|(start, _)| start).filter(|_| !line.milestone)),
            "finish": date(line.finish),
            "float": float.unwrap_or_default(),
            "late": line.float.is_some_and(Minutes::is_negative),
            "critical": line.critical,
            "hue": hue(line.family.unwrap_or(Family::General)),
            "bar": shares(line.dates),
            "done": line.done.map_or(0.0, |at| stretch.share(at)),
            "before": shares(line.before),
            "due": line.due.and_then(|at| stretch.place(at)),
            "due-date": date(line.due),
        })
    }
}

/// The deepest level that is set further to the right: beyond it names would have no room.
const MOST_LEVELS: u8 = 8;

impl Line {
    fn is_in(&self, stretch: Stretch, first: bool) -> bool {
        let mut pairs =
            [self.dates, self.before, self.due.map(|at| (at, at))].into_iter().flatten();
        let dated = pairs.clone().next().is_some();
        pairs.any(|(from, to)| stretch.meets(from, to)) || (!dated && first)
    }
}

/// The moment up to which a bar is filled: as much of it as of the work is done.
fn done(task: &TaskView, start: NaiveDateTime, finish: NaiveDateTime) -> Option<NaiveDateTime> {
    let done = task.work.0.checked_sub(task.remaining.0)?;
    if task.group || done <= 0 || task.work.0 <= 0 {
        return None;
    }
    let length = i128::from((finish - start).num_minutes());
    let minutes = length * i128::from(done) / i128::from(task.work.0);
    let minutes = i64::try_from(minutes).ok()?.clamp(0, (finish - start).num_minutes().max(0));
    Some(units::after(start, Minutes(minutes)))
}

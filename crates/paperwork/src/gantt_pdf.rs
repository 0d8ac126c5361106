//! The plan of a production as a Gantt chart on A3. Places are shares of the chart's width; the
//! template draws them.

use crate::letterhead::{hue, legend};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::Family;
use serde_json::{Value as Json, json};
use units::{Datelike, Days, Minutes, NaiveDate, NaiveDateTime, NaiveTime};
use views::{PlanView, TaskView};

/// The most weeks whose lines are drawn one by one; beyond it months are.
const MOST_WEEKS: i64 = 60;

/// The most dates over the chart that stand beside one another.
const MOST_LABELS: usize = 20;

/// The plan of a production, A3 landscape, on as many pages as its steps need. `day` is the length
/// of a working day.
pub fn gantt_pdf(
    plan: &PlanView,
    day: Minutes,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    gantt_sheet(plan, day, letterhead, messages).typeset()
}

/// The stretch of time that the chart shows.
#[derive(Debug, Clone, Copy)]
struct Chart {
    first: NaiveDate,
    days: i64,
}

pub(crate) fn gantt_sheet(
    plan: &PlanView,
    day: Minutes,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let chart = Chart::of(plan, letterhead.printed);
    let production = &plan.production;
    let facts: Vec<String> = [
        production.client.clone(),
        production.director_name.clone(),
        production.broadcaster.clone(),
        production.delivery.map(|date| pad(date, messages)).unwrap_or_default(),
    ]
    .into_iter()
    .filter(|fact| !fact.is_empty())
    .collect();
    let column = |key: &str| messages.text(&format!("column-{key}"), &[]);
    let baseline = plan
        .baseline
        .as_ref()
        .map(|baseline| messages.text("sheet-baseline", &[("name", Value::Text(&baseline.name))]));
    let data = json!({
        "head": letterhead.json(messages),
        "legend": legend(messages),
        "title": production.title,
        "facts": facts.join(" · "),
        "columns": [column("task"), column("work"), column("start"), column("finish"), column("total_float")],
        "critical": messages.text("sheet-critical", &[]),
        "baseline": baseline.unwrap_or_default(),
        "nothing": messages.text("sheet-nothing", &[]),
        "marks": chart.marks(messages),
        "shades": chart.shades(),
        "today": chart.share(letterhead.printed.and_time(NaiveTime::MIN)),
        "rows": plan.tasks.iter().map(|task| row(task, chart, day, messages)).collect::<Vec<Json>>(),
    });
    let template = include_str!("../templates/gantt.typ");
    Sheet { template, data, name: "gantt", printed: letterhead.printed }
}

fn pad(date: NaiveDate, messages: &Messages) -> String {
    let date = messages.date(date);
    messages.text("sheet-delivery", &[("date", Value::Text(&date))])
}

fn row(task: &TaskView, chart: Chart, day: Minutes, messages: &Messages) -> Json {
    let dates = task.dates.as_ref();
    let date =
        |at: Option<NaiveDateTime>| at.map(|at| messages.date_short(at.date())).unwrap_or_default();
    let (start, finish) = (dates.map(|dates| dates.start.at), dates.map(|dates| dates.finish.at));
    let float = dates.and_then(|dates| dates.total_float);
    let done = (task.work.0 - task.remaining.0).max(0);
    let shares = |pair: Option<(NaiveDateTime, NaiveDateTime)>| {
        pair.map(|(from, to)| [chart.share(from), chart.share(to)])
    };
    json!({
        "name": task.name,
        "level": task.level,
        "group": task.group,
        "milestone": task.milestone,
        "work": if task.milestone || task.group { String::new() } else { messages.work(task.work, day) },
        "start": date(start),
        "finish": date(finish),
        "float": float.map(|float| messages.float_days(float, day)).unwrap_or_default(),
        "late": float.is_some_and(Minutes::is_negative),
        "critical": dates.is_some_and(|dates| dates.critical),
        "hue": hue(family(task)),
        "done": if task.work.0 > 0 { done as f64 / task.work.0 as f64 } else { 0.0 },
        "bar": shares(start.zip(finish)),
        "before": shares(task.baseline.as_ref().map(|it| (it.start.at, it.finish.at))),
    })
}

fn family(task: &TaskView) -> Family {
    task.step.family()
}

impl Chart {
    /// From the Monday before all dates to the Sunday after them.
    fn of(plan: &PlanView, today: NaiveDate) -> Self {
        let planned = plan.tasks.iter().filter_map(|task| task.dates.as_ref());
        let planned = planned.flat_map(|dates| [dates.start.at, dates.finish.at]);
        let before = plan.tasks.iter().filter_map(|task| task.baseline.as_ref());
        let before = before.flat_map(|baseline| [baseline.start.at, baseline.finish.at]);
        let all: Vec<NaiveDate> = planned.chain(before).map(|at| at.date()).collect();
        let first = all.iter().copied().min().unwrap_or(today);
        let last = all.iter().copied().max().unwrap_or(today);
        let past = u64::from(first.weekday().num_days_from_monday());
        let first = first.checked_sub_days(Days::new(past)).unwrap_or(first);
        let days = (last - first).num_days() + 1;
        Self { first, days: (days + 6) / 7 * 7 }
    }

    /// The share of the width at which a moment lies.
    fn share(self, at: NaiveDateTime) -> f64 {
        let minutes = (at - self.first.and_time(NaiveTime::MIN)).num_minutes();
        (minutes as f64 / (self.days * 24 * 60) as f64).clamp(0.0, 1.0)
    }

    fn dates(self) -> impl Iterator<Item = NaiveDate> {
        let days = usize::try_from(self.days).unwrap_or(0);
        self.first.iter_days().take(days)
    }

    /// Mondays, or the first days of months on a long chart.
    fn marks(self, messages: &Messages) -> Vec<Json> {
        let long = self.days > MOST_WEEKS * 7;
        let marked = |date: &NaiveDate| {
            if long { date.day() == 1 } else { date.weekday().num_days_from_monday() == 0 }
        };
        let marks: Vec<NaiveDate> = self.dates().filter(marked).collect();
        let every = marks.len().div_ceil(MOST_LABELS).max(1);
        let mark = |(place, date): (usize, NaiveDate)| {
            let label = match (place % every, long) {
                (0, true) => messages.month(date),
                (0, false) => messages.date_short(date),
                _ => String::new(),
            };
            json!({ "at": self.share(date.and_time(NaiveTime::MIN)), "label": label })
        };
        marks.into_iter().enumerate().map(mark).collect()
    }

    /// Weekends, where they can be seen.
    fn shades(self) -> Vec<[f64; 2]> {
        if self.days > 400 {
            return Vec::new();
        }
        let saturdays = self.dates().filter(|date| date.weekday().num_days_from_monday() == 5);
        let shade = |date: NaiveDate| {
            let monday = date.checked_add_days(Days::new(2)).unwrap_or(date);
            [date, monday].map(|date| self.share(date.and_time(NaiveTime::MIN)))
        };
        saturdays.map(shade).collect()
    }
}

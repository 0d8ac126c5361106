//! Writing a plan as Microsoft Project XML.

use super::duration::format as duration;
use super::{LINK_KINDS, NOBODY};
use crate::plan::{
    CalendarException, Constraint, ImportedAssignment, ImportedCalendar, ImportedLink,
    ImportedPlan, ImportedResource, ImportedTask, ResourceKind,
};
use model::{DayHours, Lag};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write};
use units::{Decimal, Minutes, NaiveDate, NaiveDateTime, Percent, format_date};

/// The bytes of a plan in the form Microsoft Project 2007 and later exchange.
///
/// Seconds are nought, times are wall-clock times without a zone, names are escaped. The same
/// plan always gives the same bytes.
pub fn write(plan: &ImportedPlan) -> Vec<u8> {
    let mut out = Out::default();
    out.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    out.text.push_str("<Project xmlns=\"http://schemas.microsoft.com/project\">\n");
    out.depth = 1;
    out.field("SaveVersion", 14);
    out.field("Name", &plan.title);
    out.field("Title", &plan.title);
    out.field("ScheduleFromStart", 1);
    out.moment("StartDate", plan.start);
    out.moment("FinishDate", plan.finish);
    out.optional("CalendarUID", plan.calendar);
    out.field("DefaultStartTime", "09:00:00");
    out.field("DefaultFinishTime", "18:00:00");
    out.field("MinutesPerDay", plan.minutes_per_day);
    out.field("MinutesPerWeek", plan.minutes_per_day.saturating_mul(5));
    out.field("DaysPerMonth", 20);
    out.field("DurationFormat", 7);
    out.list("Calendars", &plan.calendars, calendar);
    let related = Related::new(plan);
    out.list("Tasks", &plan.tasks, |out, task| self::task(out, task, &related));
    out.list("Resources", &plan.resources, resource);
    out.element("Assignments", |out| {
        for (index, one) in plan.assignments.iter().enumerate() {
            out.element("Assignment", |out| assignment(out, index + 1, one));
        }
    });
    out.text.push_str("</Project>\n");
    out.text.into_bytes()
}

/// What belongs to each task.
struct Related<'a> {
    links: BTreeMap<i64, Vec<&'a ImportedLink>>,
    baselines: BTreeMap<i64, Vec<(i64, &'a crate::ImportedBaselineTask)>>,
    /// Tasks that others stand under.
    groups: BTreeSet<i64>,
}

impl<'a> Related<'a> {
    fn new(plan: &'a ImportedPlan) -> Self {
        let groups = plan.tasks.windows(2).filter_map(|pair| match pair {
            [group, first] if first.outline_level > group.outline_level => Some(group.uid),
            _ => None,
        });
        let groups = groups.collect();
        let mut related = Self { links: BTreeMap::new(), baselines: BTreeMap::new(), groups };
        for link in &plan.links {
            related.links.entry(link.to).or_default().push(link);
        }
        for baseline in &plan.baselines {
            for dates in &baseline.tasks {
                let of_task = related.baselines.entry(dates.task).or_default();
                of_task.push((baseline.number, dates));
            }
        }
        related
    }
}

/// Indented XML text.
#[derive(Default)]
struct Out {
    text: String,
    depth: usize,
}

impl Out {
    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push('\t');
        }
    }

    fn field(&mut self, name: &str, value: impl Display) {
        self.indent();
        let escaped = escape(&value.to_string());
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "<{name}>{escaped}</{name}>");
    }

    fn optional(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.field(name, u8::from(value));
    }

    fn moment(&mut self, name: &str, value: Option<NaiveDateTime>) {
        self.optional(name, value.map(|moment| moment.format("%Y-%m-%dT%H:%M:00")));
    }

    fn length(&mut self, name: &str, value: Option<Minutes>) {
        self.optional(name, value.map(duration));
    }

    fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>");
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.indent();
        let _ = writeln!(self.text, "</{name}>");
    }

    /// `<Tasks><Task>…</Task>…</Tasks>`: the name of the list is that of its members with an s.
    fn list<T>(&mut self, name: &str, members: &[T], inside: impl Fn(&mut Self, &T)) {
        self.element(name, |out| {
            for member in members {
                out.element(name.trim_end_matches('s'), |out| inside(out, member));
            }
        });
    }
}

/// Text without what XML cannot hold, and with its marks escaped.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter.is_control() && !matches!(letter, '\t' | '\n') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn calendar(out: &mut Out, calendar: &ImportedCalendar) {
    out.field("UID", calendar.uid);
    out.field("Name", &calendar.name);
    out.flag("IsBaseCalendar", calendar.base.is_none());
    out.field("BaseCalendarUID", calendar.base.unwrap_or(-1));
    out.element("WeekDays", |out| {
        for (day, hours) in &calendar.week.0 {
            out.element("WeekDay", |out| {
                // 1 is Sunday in the format; days of a week count from Monday here.
                out.field("DayType", (i64::from(*day) + 1) % 7 + 1);
                working(out, hours);
            });
        }
        // Programs of 2003 know exceptions only here.
        for exception in &calendar.exceptions {
            out.element("WeekDay", |out| {
                out.field("DayType", 0);
                out.flag("DayWorking", !exception.hours.spans().is_empty());
                period(out, exception);
                times(out, &exception.hours);
            });
        }
    });
    out.list("Exceptions", &calendar.exceptions, |out, exception| {
        out.flag("EnteredByOccurrences", false);
        period(out, exception);
        out.field("Occurrences", 1);
        out.field("Name", &exception.name);
        out.field("Type", 1);
        working(out, &exception.hours);
    });
}

fn period(out: &mut Out, exception: &CalendarException) {
    let day = |date: NaiveDate, time| format!("{}T{time}", format_date(date));
    out.element("TimePeriod", |out| {
        out.field("FromDate", day(exception.from, "00:00:00"));
        out.field("ToDate", day(exception.to, "23:59:00"));
    });
}

fn working(out: &mut Out, hours: &DayHours) {
    out.flag("DayWorking", !hours.spans().is_empty());
    times(out, hours);
}

fn times(out: &mut Out, hours: &DayHours) {
    if hours.spans().is_empty() {
        return;
    }
    out.list("WorkingTimes", hours.spans(), |out, span| {
        out.field("FromTime", span.from.format("%H:%M:00"));
        out.field("ToTime", span.to.format("%H:%M:00"));
    });
}

fn task(out: &mut Out, task: &ImportedTask, related: &Related<'_>) {
    out.field("UID", task.uid);
    out.field("ID", task.uid);
    out.field("Name", &task.name);
    out.field("Type", 0);
    out.flag("IsNull", false);
    out.field("OutlineLevel", task.outline_level);
    out.moment("Start", task.start);
    out.moment("Finish", task.finish);
    out.length("Duration", task.duration);
    out.field("DurationFormat", if task.elapsed { 8 } else { 7 });
    out.length("Work", task.work);
    out.flag("Milestone", task.milestone);
    out.flag("Summary", related.groups.contains(&task.uid));
    out.field("PercentComplete", task.percent_complete);
    out.moment("ActualStart", task.actual_start);
    out.moment("ActualFinish", task.actual_finish);
    out.length("RemainingDuration", task.remaining);
    let (kind, date) = constraint(task.constraint);
    out.field("ConstraintType", kind);
    out.field("CalendarUID", task.calendar.unwrap_or(-1));
    out.moment("ConstraintDate", date);
    out.moment("Deadline", task.deadline);
    if !task.remark.is_empty() {
        out.field("Notes", &task.remark);
    }
    for link in related.links.get(&task.uid).into_iter().flatten() {
        out.element("PredecessorLink", |out| self::link(out, link));
    }
    for (number, dates) in related.baselines.get(&task.uid).into_iter().flatten() {
        out.element("Baseline", |out| {
            out.field("Number", number);
            out.moment("Start", Some(dates.start));
            out.moment("Finish", Some(dates.finish));
            out.length("Duration", Some(dates.duration));
            out.field("DurationFormat", 7);
        });
    }
}

fn constraint(constraint: Option<Constraint>) -> (i64, Option<NaiveDateTime>) {
    match constraint {
        None => (0, None),
        Some(Constraint::AsLate) => (1, None),
        Some(Constraint::MustStart(date)) => (2, Some(date)),
        Some(Constraint::MustFinish(date)) => (3, Some(date)),
        Some(Constraint::StartNoEarlier(date)) => (4, Some(date)),
        Some(Constraint::StartNoLater(date)) => (5, Some(date)),
        Some(Constraint::FinishNoEarlier(date)) => (6, Some(date)),
        Some(Constraint::FinishNoLater(date)) => (7, Some(date)),
    }
}

fn link(out: &mut Out, link: &ImportedLink) {
    let number = LINK_KINDS.iter().position(|kind| *kind == link.kind).unwrap_or(1);
    // The format has whole percentages only, and no maximum.
    let (amount, format) = match link.lag {
        Lag::Working(minutes) => (minutes.0.saturating_mul(10), 7),
        Lag::Elapsed(minutes) => (minutes.0.saturating_mul(10), 8),
        Lag::Share(percent) => (whole(percent), 19),
    };
    out.field("PredecessorUID", link.from);
    out.field("Type", number);
    out.flag("CrossProject", false);
    out.field("LinkLag", amount);
    out.field("LagFormat", format);
}

fn whole(percent: Percent) -> i64 {
    percent.0.round().to_string().parse().unwrap_or_default()
}

fn resource(out: &mut Out, resource: &ImportedResource) {
    out.field("UID", resource.uid);
    out.field("ID", resource.uid);
    if !resource.name.is_empty() {
        out.field("Name", &resource.name);
    }
    out.flag("Type", !matches!(resource.kind, ResourceKind::Material | ResourceKind::Cost));
    out.flag("IsNull", false);
    if !resource.group.is_empty() {
        out.field("Group", &resource.group);
    }
    if !resource.mail.is_empty() {
        out.field("EmailAddress", &resource.mail);
    }
    out.field("MaxUnits", units(resource.units));
    out.optional("CalendarUID", resource.calendar);
    out.flag("IsCostResource", resource.kind == ResourceKind::Cost);
}

fn assignment(out: &mut Out, uid: usize, assignment: &ImportedAssignment) {
    out.field("UID", uid);
    out.field("TaskUID", assignment.task);
    out.field("ResourceUID", assignment.resource.unwrap_or(NOBODY));
    out.moment("Finish", assignment.finish);
    out.moment("Start", assignment.start);
    out.field("Units", units(assignment.units));
    out.length("Work", assignment.work);
}

/// A percentage as a number of resources.
fn units(percent: Percent) -> Decimal {
    (percent.0 / Decimal::ONE_HUNDRED).normalize()
}

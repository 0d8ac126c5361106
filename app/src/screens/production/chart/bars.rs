//! The bars of the chart.

use super::texts::{days, who};
use super::{Wanted, is_critical};
use crate::screens::hues;
use egui::Color32;
use i18n::{Messages, Value, key};
use model::Severity;
use ui_kit::Tokens;
use ui_kit::timeline::{Bar, Row, Shape};
use ui_kit::tokens::{DARK, LIGHT};
use units::{NaiveDateTime, Tick};
use views::{GanttLine, Moment, Source, TaskDatesView, TaskView};

/// What rows are made with.
pub(super) struct Painter<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) messages: &'a Messages,
    pub(super) wanted: &'a Wanted,
}

impl Painter<'_> {
    /// The row of a task.
    pub(super) fn row(&self, task: &TaskView, line: &GanttLine) -> Row {
        let mut bars = Vec::new();
        if let Some(dates) = &task.dates {
            if !task.group {
                bars.push(self.bar(task, line, dates));
                bars.extend(self.float(task, dates));
                bars.extend(self.deadline(task, dates));
            } else if self.wanted.folded.contains(&task.id) {
                bars.push(Bar { shape: Shape::Group, ..self.bar(task, line, dates) });
            }
        }
        bars.sort_by(|a, b| a.start.total_cmp(&b.start));
        Row {
            key: task.id.0.0,
            title: task.name.clone(),
            subtitle: String::new(),
            heading: task.group,
            load: None,
            spoken: task.name.clone(),
            bars,
            shades: Vec::new(),
        }
    }

    fn bar(&self, task: &TaskView, line: &GanttLine, dates: &TaskDatesView) -> Bar {
        let (start, end) = (self.position(dates.start.at), self.position(dates.finish.at));
        let baseline = task.baseline.as_ref().filter(|_| self.wanted.signed && !task.group);
        let before = baseline
            .map(|before| (self.position(before.start.at), self.position(before.finish.at)));
        let shape = if task.milestone { Shape::Milestone } else { Shape::Solid };
        Bar {
            key: task.id.0.0,
            start: if task.milestone { end } else { start },
            end,
            pieces: Vec::new(),
            lane: 0,
            title: String::new(),
            subtitle: String::new(),
            beside: self.beside(task, line, dates),
            hue: self.hue(task),
            shape,
            clash: line.clash == Some(Severity::Error),
            critical: is_critical(task),
            done: line.done.filter(|_| !task.group).map(|done| f32::from(done) / 1000.0),
            before,
            fixed: task.actual_finish.is_some() || task.group,
            faint: false,
            spoken: self.spoken(task, line, dates),
        }
    }

    fn beside(&self, task: &TaskView, line: &GanttLine, dates: &TaskDatesView) -> String {
        if task.group {
            String::new()
        } else if task.milestone {
            self.messages.date_short(dates.finish.at.date())
        } else {
            who(line)
        }
    }

    /// By how much it may slip, as a stretch behind it.
    fn float(&self, task: &TaskView, dates: &TaskDatesView) -> Option<Bar> {
        let late = dates.late_finish.filter(|late| late.at > dates.finish.at)?;
        let wanted = self.wanted.floats && !task.milestone && task.actual_finish.is_none();
        wanted.then(|| Bar {
            key: !task.id.0.0 ^ 1,
            start: self.position(dates.finish.at),
            end: self.position(late.at),
            hue: self.tokens().ink_3,
            shape: Shape::Hollow,
            spoken: self.messages.say_with(
                key::DESKTOP_PRODUCTION_FLOAT_OF,
                &[
                    ("task", Value::Text(&task.name)),
                    ("float", Value::Text(&self.float_text(dates))),
                ],
            ),
            ..still()
        })
    }

    fn float_text(&self, dates: &TaskDatesView) -> String {
        let float = dates.total_float.unwrap_or_default();
        self.messages.float_days(float, self.source.day())
    }

    /// The date by which it must be finished.
    fn deadline(&self, task: &TaskView, dates: &TaskDatesView) -> Option<Bar> {
        let deadline: Moment = task.deadline?;
        let at = self.position(deadline.at);
        let date = self.messages.date_short(deadline.at.date());
        Some(Bar {
            key: !task.id.0.0,
            start: at,
            end: at,
            hue: self.tokens().ink_2,
            shape: Shape::Milestone,
            critical: dates.finish.at > deadline.at,
            beside: date.clone(),
            spoken: self.messages.say_with(
                key::DESKTOP_PRODUCTION_DEADLINE_OF,
                &[("task", Value::Text(&task.name)), ("date", Value::Text(&date))],
            ),
            ..still()
        })
    }

    /// What a screen reader says of a bar: name, dates, work, how far it is, who.
    fn spoken(&self, task: &TaskView, line: &GanttLine, dates: &TaskDatesView) -> String {
        let messages = self.messages;
        let mut parts = vec![task.name.clone()];
        if task.milestone {
            parts.push(messages.date_time(dates.finish.at));
        } else {
            parts.push(messages.range(dates.start.at, dates.finish.at));
            let days = days(messages, line.work, self.source.day());
            parts.push(
                messages.say_with(key::DESKTOP_PRODUCTION_DAYS, &[("days", Value::Text(&days))]),
            );
        }
        if let Some(done) = line.done.filter(|done| *done > 0) {
            let done = Value::Integer(i64::from(done / 10));
            parts.push(messages.say_with(key::DESKTOP_PRODUCTION_DONE, &[("percent", done)]));
        }
        if is_critical(task) {
            parts.push(messages.say(key::DESKTOP_PRODUCTION_CRITICAL));
        }
        if line.clash == Some(Severity::Error) {
            parts.push(messages.say(key::DESKTOP_PRODUCTION_CLASH));
        }
        let who = who(line);
        if !who.is_empty() {
            parts.push(who);
        }
        parts.join(", ")
    }

    fn position(&self, at: NaiveDateTime) -> f64 {
        let tick: Tick = self.source.time().tick(at);
        self.wanted.axis.position(tick)
    }

    fn tokens(&self) -> &'static Tokens {
        if self.wanted.dark { &DARK } else { &LIGHT }
    }

    fn hue(&self, task: &TaskView) -> Color32 {
        let tokens = self.tokens();
        self.wanted.hue.unwrap_or_else(|| hues::of_family(tokens, task.step.family()))
    }
}

/// A bar that says something and is not to be moved.
fn still() -> Bar {
    Bar {
        key: 0,
        start: 0.0,
        end: 0.0,
        pieces: Vec::new(),
        lane: 0,
        title: String::new(),
        subtitle: String::new(),
        beside: String::new(),
        hue: Color32::GRAY,
        shape: Shape::Solid,
        clash: false,
        critical: false,
        done: None,
        before: None,
        fixed: true,
        faint: true,
        spoken: String::new(),
    }
}

//! Rows of a spreadsheet, pasted into the list: read beside the window, shown with what was not
//! understood, taken in as one step.
//!
//! With headings, columns are known by them, in French or English; without, they are name, work,
//! start, finish in that order. A row with the number and the name of a step, or with a name that
//! only one step has, changes that step; others are added behind the selection.

mod read;

use super::chart::Chart;
use crate::desktop::{Asks, Pending, Scene};
use egui::{RichText, ScrollArea, Sides, Ui};
use i18n::{Value, key};
use model::TaskId;
use node::Group;
use read::{Outcome, Reader};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{button, dialogue, primary_button, problem};

/// The most rows taken at once.
pub(super) const MOST: usize = 5_000;

/// How many remarks are shown.
const SHOWN: usize = 200;

/// What was pasted, until it is taken or given up.
#[derive(Default)]
pub(super) struct Pasting {
    reading: Option<Pending<Outcome>>,
    read: Option<Outcome>,
    rows: usize,
}

impl Pasting {
    /// Begins to read pasted text; new steps go behind one.
    pub(super) fn begin(
        &mut self,
        scene: &Scene<'_>,
        chart: &Chart,
        after: Option<TaskId>,
        text: &str,
    ) {
        self.rows = text.lines().filter(|line| !line.trim().is_empty()).count();
        let (snapshot, language) = (Arc::clone(scene.snapshot), scene.messages.language());
        let production = chart.wanted.production;
        let (text, today) = (text.to_owned(), scene.today());
        // Identifiers come from the node's source of chance, one of its own for the worker.
        let mut world = scene.world();
        self.read = None;
        self.reading = Some(scene.work(move |_| {
            let mut new_id = || node::new_id(world.as_mut());
            Reader::new(&snapshot, production, language, today).read(&text, after, &mut new_id)
        }));
    }

    /// Draws what was read, if something was pasted; true when it is done with.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        asks: &mut Asks,
    ) -> bool {
        if let Some(outcome) = self.reading.as_ref().and_then(Pending::take) {
            (self.reading, self.read) = (None, Some(outcome));
        }
        if self.reading.is_none() && self.read.is_none() {
            return false;
        }
        let rows = Value::Integer(i64::try_from(self.rows).unwrap_or(i64::MAX));
        let title = scene.say_with(key::DESKTOP_PRODUCTION_PASTE_TITLE, &[("count", rows)]);
        let mut taken = false;
        let (closed, escaped) = dialogue(ui, "production-paste", 560.0, &title, |ui| {
            match &self.read {
                None => {
                    ui.label(scene.say(key::DESKTOP_PRODUCTION_PASTE_READING));
                }
                Some(outcome) => content(ui, scene, outcome),
            }
            ui.add_space(12.0);
            let usable = self.read.as_ref().is_some_and(|outcome| !outcome.commands.is_empty());
            let mut closed = false;
            Sides::new().show(
                ui,
                |_| {},
                |ui| {
                    ui.add_enabled_ui(usable, |ui| {
                        let text = scene.say(key::DESKTOP_PRODUCTION_PASTE_TAKE);
                        let take = primary_button(ui, &text);
                        if usable && ui.memory(|memory| memory.focused().is_none()) {
                            take.request_focus();
                        }
                        taken = take.clicked();
                    });
                    closed = button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked();
                },
            );
            closed
        });
        if taken && let Some(outcome) = self.read.take() {
            // What is refused of a row is told, and the others are kept.
            let label = "import".to_owned();
            let group = Group { label, lenient: true, ..Group::of(outcome.commands) };
            asks.submit(group);
            asks.select_all(super::subjects(chart.wanted.production, &outcome.first));
        }
        let done = closed || escaped || taken;
        if done {
            *self = Self::default();
        }
        done
    }
}

fn content(ui: &mut Ui, scene: &Scene<'_>, outcome: &Outcome) {
    let tokens = scene.tokens;
    let count = |number: usize| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    if outcome.commands.is_empty() && outcome.same == 0 {
        problem(ui, &scene.say(key::DESKTOP_PRODUCTION_PASTE_NOTHING));
        ui.label(scene.say(key::DESKTOP_PRODUCTION_PASTE_NOTHING_HINT));
    } else {
        let values = [
            ("added", count(outcome.added)),
            ("changed", count(outcome.changed)),
            ("same", count(outcome.same)),
        ];
        let text = scene.say_with(key::DESKTOP_PRODUCTION_PASTE_SUMMARY, &values);
        ui.label(RichText::new(text).font(theme::strong()).color(tokens.ink_1));
        let columns = outcome.columns.iter().map(|column| scene.say(column.long_name()));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let values = [("columns", Value::Text(&columns))];
        let text = scene.say_with(key::DESKTOP_PRODUCTION_PASTE_COLUMNS, &values);
        ui.label(RichText::new(text).font(theme::small()).color(tokens.ink_3));
    }
    if outcome.cut {
        let values = [("most", count(MOST))];
        problem(ui, &scene.say_with(key::DESKTOP_PRODUCTION_PASTE_TOO_MANY, &values));
    }
    if outcome.remarks.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let values = [("count", count(outcome.remarks.len()))];
    let text = scene.say_with(key::DESKTOP_PRODUCTION_PASTE_PROBLEMS, &values);
    ui.label(RichText::new(text).font(theme::strong()).color(tokens.warn_ink));
    ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for remark in outcome.remarks.iter().take(SHOWN) {
            let text = format!("{} : {}", place(scene, remark), remark.text);
            ui.label(RichText::new(text).font(theme::small()).color(tokens.ink_2));
        }
        if outcome.remarks.len() > SHOWN {
            let values = [("count", count(outcome.remarks.len() - SHOWN))];
            ui.label(scene.say_with(key::DESKTOP_PRODUCTION_PASTE_MORE, &values));
        }
    });
}

/// Where a remark was made: `Ligne 12, Jours`.
fn place(scene: &Scene<'_>, remark: &read::Remark) -> String {
    let line = Value::Integer(i64::try_from(remark.line).unwrap_or(i64::MAX));
    match remark.column {
        Some(column) => {
            let name = scene.say(column.heading());
            let values = [("line", line), ("column", Value::Text(&name))];
            scene.say_with(key::DESKTOP_PRODUCTION_PASTE_LINE, &values)
        }
        None => scene.say_with(key::DESKTOP_PRODUCTION_PASTE_LINE_ALONE, &[("line", line)]),
    }
}

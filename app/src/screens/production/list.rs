//! The list of steps: a cell that leads, walked by the arrows, and what is being typed into one.
//!
//! What is typed is kept when the cell is left or Enter is pressed; Escape takes it back. What
//! cannot be understood is said below the cell, and stays there as it was typed.

mod editor;
mod paint;

use super::act::Act;
use super::cell::{Cell, Meaning, Problem};
use super::chart::Chart;
use super::columns::Column;
use super::keys::{self, ALT_SHIFT};
use super::steps::Way;
use crate::desktop::{Asks, Notice, Scene};
use egui::{EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo};
use i18n::key;
use model::TaskId;
use std::collections::BTreeMap;

pub(super) use paint::header;

/// How many rows a page is.
const PAGE: isize = 12;

/// What the list remembers.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The cell that leads.
    pub(super) cursor: Option<(TaskId, Column)>,
    edit: Option<Edit>,
    /// What was typed and could not be understood, by cell.
    refused: BTreeMap<(TaskId, Column), String>,
    /// A new step whose name is to be typed as soon as it is there.
    pub(super) awaited: Option<TaskId>,
    /// Is the row of the cursor to be brought into view?
    pub(super) reveal: bool,
    /// Rows are selected from this one on, while Shift is held.
    anchor: Option<TaskId>,
}

/// What is being typed.
#[derive(Debug)]
struct Edit {
    task: TaskId,
    column: Column,
    text: String,
    original: String,
    /// Is it an attempt that was turned down, so that what is wrong is said?
    told: bool,
    /// What the text comes to, and the text it was worked out from.
    meaning: Option<(String, Result<Meaning, Problem>)>,
    fresh: bool,
    select_all: bool,
    drawn: bool,
    /// Where the cell is on the screen.
    place: Rect,
}

/// Everything a frame of the list is drawn from.
pub(super) struct Frame<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) chart: &'a Chart,
    pub(super) columns: &'a [(Column, f32)],
    pub(super) selection: &'a [TaskId],
}

/// Where the cursor goes when a cell is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leave {
    Stay,
    Up,
    Down,
    Next,
    Previous,
}

/// The keyboard's attention for all cells.
pub(super) fn id() -> Id {
    Id::unique("production-list")
}

impl List {
    /// Takes the keyboard's attention on a rectangle, and the keys while it has it.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        frame: &Frame<'_>,
        rect: Rect,
        asks: &mut Asks,
    ) -> Vec<Act> {
        let response = ui.interact(rect, id(), Sense::focusable_noninteractive());
        response.widget_info(|| {
            let name = frame.scene.say(key::DESKTOP_PRODUCTION_LIST);
            WidgetInfo {
                current_text_value: self.spoken(frame),
                ..WidgetInfo::labeled(Role::Grid, true, name)
            }
        });
        self.begin_awaited(ui, frame, asks);
        if !response.has_focus() || self.edit.is_some() {
            return Vec::new();
        }
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
        if self.cursor_row(frame).is_none() {
            let first = frame.chart.tasks().next();
            self.cursor = first.map(|task| (task.id, Column::Name));
        }
        let acts = self.acts(ui, frame);
        self.walk(ui, frame, asks);
        self.typing(ui, frame, asks);
        acts
    }

    /// What the cursor stands on, for a screen reader.
    fn spoken(&self, frame: &Frame<'_>) -> Option<String> {
        let (task, column) = self.cursor?;
        let name = &frame.chart.task(task)?.name;
        let text = frame.chart.text(task, column);
        Some(format!("{name}, {} {text}", frame.scene.say(column.heading())))
    }

    fn cursor_row(&self, frame: &Frame<'_>) -> Option<usize> {
        frame.chart.row_of(self.cursor?.0)
    }

    fn acts(&self, ui: &Ui, frame: &Frame<'_>) -> Vec<Act> {
        let mut acts = Vec::new();
        let chords = [
            (Modifiers::NONE, Key::Insert, Act::Add),
            (Modifiers::SHIFT, Key::Insert, Act::AddMilestone),
            (Modifiers::NONE, Key::Delete, Act::Delete),
            (Modifiers::COMMAND, Key::D, Act::Duplicate),
            (Modifiers::COMMAND, Key::G, Act::Group),
            (Modifiers::COMMAND, Key::Enter, Act::Place),
            (ALT_SHIFT, Key::ArrowRight, Act::Shift(Way::In)),
            (ALT_SHIFT, Key::ArrowLeft, Act::Shift(Way::Out)),
            (ALT_SHIFT, Key::ArrowUp, Act::Shift(Way::Up)),
            (ALT_SHIFT, Key::ArrowDown, Act::Shift(Way::Down)),
        ];
        let group = self.cursor.and_then(|(task, _)| frame.chart.task(task));
        let group = group.filter(|task| task.group).map(|task| task.id);
        ui.input_mut(|input| {
            for (modifiers, key, act) in chords {
                if keys::take(input, modifiers, key) {
                    acts.push(act);
                }
            }
            if let Some(group) = group
                && keys::take(input, Modifiers::NONE, Key::Space)
            {
                input.events.retain(|event| !matches!(event, egui::Event::Text(_)));
                acts.push(Act::Fold(group));
            }
            let (pasted, copied) = keys::clipboard(input);
            acts.extend(pasted.map(Act::Paste));
            if copied {
                acts.push(Act::Copy);
            }
            if keys::take(input, Modifiers::SHIFT, Key::F10) {
                acts.push(Act::Menu(egui::Pos2::ZERO));
            }
        });
        acts
    }

    fn walk(&mut self, ui: &Ui, frame: &Frame<'_>, asks: &mut Asks) {
        let steps =
            [(Key::ArrowUp, -1), (Key::ArrowDown, 1), (Key::PageUp, -PAGE), (Key::PageDown, PAGE)];
        for (key, rows) in steps {
            if ui.input_mut(|input| keys::take(input, Modifiers::NONE, key)) {
                self.go_rows(frame, rows, false, asks);
            }
            if ui.input_mut(|input| keys::take(input, Modifiers::SHIFT, key)) {
                self.go_rows(frame, rows, true, asks);
            }
        }
        for (key, columns) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
            if ui.input_mut(|input| keys::take(input, Modifiers::NONE, key)) {
                self.go_columns(frame, columns);
            }
        }
        let far = isize::try_from(frame.chart.rows.len()).unwrap_or(isize::MAX);
        for (key, way) in [(Key::Home, -1), (Key::End, 1)] {
            if ui.input_mut(|input| keys::take(input, Modifiers::NONE, key)) {
                self.go_columns(frame, way * 100);
            }
            if ui.input_mut(|input| keys::take(input, Modifiers::COMMAND, key)) {
                self.go_rows(frame, way * far, false, asks);
            }
        }
        if ui.input_mut(|input| keys::take(input, Modifiers::NONE, Key::Escape)) {
            asks.select_all(Vec::new());
        }
    }

    /// Goes up or down; with Shift the rows on the way are selected too.
    fn go_rows(&mut self, frame: &Frame<'_>, rows: isize, adds: bool, asks: &mut Asks) {
        let Some((task, column)) = self.cursor else { return };
        let Some(row) = frame.chart.row_of(task) else { return };
        let last = frame.chart.rows.len().saturating_sub(1);
        let to = row.saturating_add_signed(rows).min(last);
        let Some(next) = frame.chart.task_of(to) else { return };
        self.cursor = Some((next.id, column));
        self.reveal = true;
        if adds {
            let from = frame.chart.row_of(*self.anchor.get_or_insert(task)).unwrap_or(row);
            let range = from.min(to)..=from.max(to);
            let mut chosen: Vec<TaskId> =
                range.filter_map(|row| frame.chart.task_of(row)).map(|task| task.id).collect();
            if to < from {
                chosen.reverse();
            }
            asks.select_all(super::subjects(frame.chart.wanted.production, &chosen));
        } else {
            self.anchor = None;
            asks.select_all(super::subjects(frame.chart.wanted.production, &[next.id]));
        }
    }

    fn go_columns(&mut self, frame: &Frame<'_>, columns: isize) {
        let Some((task, column)) = self.cursor else { return };
        let place = frame.columns.iter().position(|(shown, _)| *shown == column).unwrap_or(0);
        let last = frame.columns.len().saturating_sub(1);
        let to = place.saturating_add_signed(columns).min(last);
        self.cursor = frame.columns.get(to).map(|(column, _)| (task, *column));
    }

    /// A cell is begun by Enter, F2, or by typing at once.
    fn typing(&mut self, ui: &Ui, frame: &Frame<'_>, asks: &mut Asks) {
        let Some((task, column)) = self.cursor else { return };
        let (opened, emptied, typed) = ui.input_mut(|input| {
            let opened = keys::take(input, Modifiers::NONE, Key::Enter)
                | keys::take(input, Modifiers::NONE, Key::F2);
            let emptied = keys::take(input, Modifiers::NONE, Key::Backspace);
            (opened, emptied, keys::typed(input))
        });
        if let Some(typed) = typed {
            self.begin(frame, task, column, Some(typed), asks);
        } else if emptied {
            self.begin(frame, task, column, Some(String::new()), asks);
        } else if opened {
            self.begin(frame, task, column, None, asks);
        }
    }

    /// Begins to type into a cell: what is there, or a text in its place.
    pub(super) fn begin(
        &mut self,
        frame: &Frame<'_>,
        id: TaskId,
        column: Column,
        text: Option<String>,
        asks: &mut Asks,
    ) {
        let Some(task) = frame.chart.task(id) else { return };
        self.cursor = Some((id, column));
        if let Some(reason) = &frame.scene.snapshot.read_only {
            asks.tell(Notice::finding(frame.scene.messages, reason));
            return;
        }
        let cell = Cell { scene: frame.scene, chart: frame.chart, task, column };
        if !cell.is_typed() {
            return;
        }
        self.reveal = true;
        let original = cell.typed_form();
        let refused = self.refused.get(&(id, column)).cloned();
        let select_all = text.is_none();
        self.edit = Some(Edit {
            task: id,
            column,
            told: text.is_none() && refused.is_some(),
            text: text.or(refused).unwrap_or_else(|| original.clone()),
            original,
            meaning: None,
            fresh: true,
            select_all,
            drawn: true,
            place: Rect::NOTHING,
        });
    }

    fn begin_awaited(&mut self, ui: &Ui, frame: &Frame<'_>, asks: &mut Asks) {
        let Some(task) = self.awaited else { return };
        if frame.chart.row_of(task).is_some() {
            self.awaited = None;
            ui.memory_mut(|memory| memory.request_focus(id()));
            self.begin(frame, task, Column::Name, None, asks);
        }
    }

    /// A row was clicked.
    pub(super) fn click(&mut self, ui: &Ui, task: TaskId, column: Column) {
        self.cursor = Some((task, column));
        self.anchor = None;
        ui.memory_mut(|memory| memory.request_focus(id()));
    }

    /// What a cell says in place of its text, if what was typed there was not understood.
    fn refused(&self, task: TaskId, column: Column) -> Option<&str> {
        self.refused.get(&(task, column)).map(String::as_str)
    }
}

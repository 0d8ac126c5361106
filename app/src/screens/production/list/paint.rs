//! Draws the list: headings with their grips, and the cells of a row.

use super::{Frame, List};
use crate::desktop::{Asks, Scene};
use crate::screens::production::act::Act;
use crate::screens::production::columns::{Column, widened};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CursorIcon, FontId, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::tokens::RADIUS_1;
use units::Minutes;
use views::TaskView;

/// By how much a step stands to the right of its group.
const INDENT: f32 = 13.0;

/// Space at both ends of a cell.
const PADDING: f32 = 7.0;

/// Draws the headings of the columns, whose edges can be dragged.
pub(in crate::screens::production) fn header(
    ui: &Ui,
    scene: &Scene<'_>,
    columns: &[(Column, f32)],
    asks: &mut Asks,
) {
    let tokens = scene.tokens;
    let area = ui.max_rect();
    let mut left = area.left();
    for (column, width) in columns {
        let cell = Rect::from_x_y_ranges(left..=left + width, area.y_range());
        let name = scene.say(column.heading());
        let inside = cell.shrink2(vec2(PADDING, 0.0));
        let at =
            pos2(if column.is_right() { inside.right() } else { inside.left() }, cell.top() + 33.0);
        let align = if column.is_right() { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let painter = ui.painter().with_clip_rect(cell.intersect(ui.clip_rect()));
        painter.text(at, align, &name, theme::small(), tokens.ink_3);
        let heading =
            ui.interact(cell, Id::unique(("production-heading", column.word())), Sense::HOVER);
        heading.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        left += width;
        let grip = Rect::from_x_y_ranges(left - 4.0..=left + 3.0, area.y_range());
        let grip = ui.interact(grip, Id::unique(("production-grip", column.word())), Sense::DRAG);
        grip.widget_info(|| {
            let values = [("column", Value::Text(&name))];
            let text = scene.say_with(key::DESKTOP_PRODUCTION_COLUMN_WIDTH, &values);
            WidgetInfo::labeled(Role::Splitter, true, text)
        });
        if grip.hovered() || grip.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            ui.painter().vline(left - 0.5, area.y_range(), (1.0, tokens.line_2));
        }
        if grip.dragged() && grip.drag_delta().x != 0.0 {
            let settings = &scene.settings.production;
            asks.set_production(widened(settings, *column, width + grip.drag_delta().x));
        }
    }
}

impl List {
    /// Draws the cells of a row.
    pub(in crate::screens::production) fn row(
        &mut self,
        ui: &mut Ui,
        frame: &Frame<'_>,
        task: &TaskView,
        asks: &mut Asks,
        acts: &mut Vec<Act>,
    ) {
        let tokens = frame.scene.tokens;
        let rect = ui.max_rect();
        let selected = frame.selection.contains(&task.id);
        if selected {
            ui.painter().rect_filled(rect, 0, tokens.accent_soft);
        } else if task.group {
            ui.painter().rect_filled(rect, 0, tokens.bg_1);
        }
        let mut left = rect.left();
        for (column, width) in frame.columns {
            let cell = Rect::from_x_y_ranges(left..=left + width, rect.y_range());
            left += width;
            self.one(ui, frame, task, *column, cell, asks, acts);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a cell, and where it is drawn")]
    fn one(
        &mut self,
        ui: &mut Ui,
        frame: &Frame<'_>,
        task: &TaskView,
        column: Column,
        rect: Rect,
        asks: &mut Asks,
        acts: &mut Vec<Act>,
    ) {
        let name = spoken_name(frame.scene, task, column);
        if self.edits(task.id, column) {
            self.field(ui, frame, rect, &name, asks);
            return;
        }
        let inner = match column {
            Column::Name => fold_button(ui, frame, task, rect, acts),
            _ => rect,
        };
        self.text(ui, frame, task, column, inner);
        let sense = Id::unique(("production-cell-of", task.id, column.word()));
        let visible = inner.intersect(ui.clip_rect());
        let response = ui.interact(visible, sense, Sense::CLICK);
        response.widget_info(|| {
            let text = self.refused(task.id, column).unwrap_or(frame.chart.text(task.id, column));
            WidgetInfo {
                current_text_value: Some(text.to_owned()),
                ..WidgetInfo::labeled(Role::Cell, true, &name)
            }
        });
        if self.cursor == Some((task.id, column)) && column != Column::Number {
            let focused = ui.memory(|memory| memory.has_focus(super::id()));
            let tokens = frame.scene.tokens;
            let line = if focused { tokens.accent } else { tokens.line_2 };
            ui.painter().rect_stroke(
                rect.shrink(1.0),
                RADIUS_1,
                Stroke::new(1.5, line),
                StrokeKind::Inside,
            );
        }
        if response.clicked() {
            self.clicked(ui, frame, task, column, asks);
        }
        if response.double_clicked() {
            self.begin(frame, task.id, column, None, asks);
        }
        if response.secondary_clicked() {
            self.click(ui, task.id, column);
            if !frame.selection.contains(&task.id) {
                asks.select_all(super::super::subjects(frame.chart.wanted.production, &[task.id]));
            }
            acts.push(Act::Menu(response.interact_pointer_pos().unwrap_or(rect.center())));
        }
        if let Some(problem) = self.problem(frame, task.id, column) {
            response.on_hover_text(format!("{}\n{}", problem.text, problem.hint));
        }
    }

    /// A click leads to the cell; a second one on the cell that leads begins to type.
    fn clicked(
        &mut self,
        ui: &Ui,
        frame: &Frame<'_>,
        task: &TaskView,
        column: Column,
        asks: &mut Asks,
    ) {
        let again = self.cursor == Some((task.id, column))
            && frame.selection.last() == Some(&task.id)
            && frame.selection.len() == 1;
        let (adds, extends) = ui.input(|input| (input.modifiers.command, input.modifiers.shift));
        let production = frame.chart.wanted.production;
        let mut selection: Vec<model::TaskId> = frame.selection.to_vec();
        if adds {
            match selection.iter().position(|selected| *selected == task.id) {
                Some(place) => drop(selection.remove(place)),
                None => selection.push(task.id),
            }
        } else if let Some(((from, _), to)) =
            self.cursor.filter(|_| extends).zip(frame.chart.row_of(task.id))
        {
            let from = frame.chart.row_of(from).unwrap_or(to);
            let rows = from.min(to)..=from.max(to);
            selection =
                rows.filter_map(|row| frame.chart.task_of(row)).map(|task| task.id).collect();
        } else {
            selection = vec![task.id];
        }
        self.click(ui, task.id, column);
        asks.select_all(super::super::subjects(production, &selection));
        if again && !adds && !extends {
            self.begin(frame, task.id, column, None, asks);
        }
    }

    fn text(&self, ui: &Ui, frame: &Frame<'_>, task: &TaskView, column: Column, rect: Rect) {
        let tokens = frame.scene.tokens;
        let refused = self.refused(task.id, column);
        let text = refused.unwrap_or(frame.chart.text(task.id, column));
        if text.is_empty() {
            return;
        }
        let (ink, font) = match refused {
            Some(_) => (tokens.bad_ink, theme::text()),
            None => style(frame, task, column),
        };
        let inside = rect.shrink2(vec2(PADDING, 0.0));
        let mut job = LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = TextWrapping::truncate_at_width(inside.width().max(1.0));
        let galley = ui.painter().layout_job(job);
        let left = if column.is_right() { inside.right() - galley.size().x } else { inside.left() };
        let at = pos2(left, inside.center().y - galley.size().y / 2.0);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.galley(at, galley, ink);
    }
}

/// `Jours, Montage image`: what a cell is called.
fn spoken_name(scene: &Scene<'_>, task: &TaskView, column: Column) -> String {
    format!("{}, {}", scene.say(column.heading()), task.name)
}

/// Ink and font of a cell.
fn style(frame: &Frame<'_>, task: &TaskView, column: Column) -> (Color32, FontId) {
    let tokens = frame.scene.tokens;
    let late = |minutes: Option<Minutes>| minutes.is_some_and(Minutes::is_negative);
    let dates = task.dates.as_ref();
    let ink = match column {
        Column::Name if task.group => return (tokens.ink_1, theme::small_strong()),
        Column::Name => tokens.ink_1,
        Column::Work if !task.group => tokens.ink_1,
        Column::Float if late(dates.and_then(|dates| dates.total_float)) => tokens.bad_ink,
        Column::Slip => {
            let slip = task.baseline.as_ref().and_then(|before| before.slip);
            if slip.is_some_and(Minutes::is_positive) { tokens.warn_ink } else { tokens.ink_2 }
        }
        Column::Deadline => {
            let missed = task.deadline.zip(dates).is_some_and(|(due, it)| it.finish.at > due.at);
            if missed { tokens.bad_ink } else { tokens.ink_2 }
        }
        Column::Start | Column::Finish if !task.group => tokens.ink_2,
        Column::Predecessors => tokens.ink_2,
        _ => tokens.ink_3,
    };
    (ink, theme::text())
}

/// The sign in front of a group that folds it away; gives the room for its name.
fn fold_button(
    ui: &Ui,
    frame: &Frame<'_>,
    task: &TaskView,
    rect: Rect,
    acts: &mut Vec<Act>,
) -> Rect {
    let scene = frame.scene;
    let indent = f32::from(task.level.min(6)) * INDENT;
    let left = rect.left() + indent;
    if !task.group {
        return rect.with_min_x((left + 2.0).min(rect.right() - 20.0));
    }
    let sign = Rect::from_min_size(pos2(left + 4.0, rect.top()), vec2(16.0, rect.height()));
    let response = ui.interact(
        sign.intersect(ui.clip_rect()),
        Id::unique(("production-fold", task.id)),
        Sense::CLICK,
    );
    response.widget_info(|| {
        let values = [("group", Value::Text(&task.name))];
        WidgetInfo::labeled(
            Role::Button,
            true,
            scene.say_with(key::DESKTOP_PRODUCTION_FOLD, &values),
        )
    });
    let ink = if response.hovered() { scene.tokens.ink_1 } else { scene.tokens.ink_3 };
    let folded = frame.chart.wanted.folded.contains(&task.id);
    let (sign_text, font) = (if folded { "▶" } else { "▼" }, FontId::new(8.0, theme::medium()));
    ui.painter().text(sign.center(), Align2::CENTER_CENTER, sign_text, font, ink);
    if response.clicked() {
        acts.push(Act::Fold(task.id));
    }
    rect.with_min_x((left + 14.0).min(rect.right() - 20.0))
}

//! The cell that is being typed in: what is kept, what is turned down and why.

use super::{Edit, Frame, Leave, List, id};
use crate::desktop::Asks;
use crate::screens::production::cell::{Cell, Meaning, Problem};
use crate::screens::production::columns::Column;
use crate::screens::production::keys;
use egui::{
    Align2, Area, Color32, EventFilter, Frame as Ground, Id, Key, Label, Margin, Modifiers, Order,
    Rect, RichText, Stroke, TextEdit, Ui, vec2,
};
use model::TaskId;
use node::Group;
use ui_kit::theme;
use ui_kit::tokens::RADIUS_1;

fn editor(task: TaskId, column: Column) -> Id {
    Id::unique(("production-cell", task, column.word()))
}

impl Edit {
    /// What the text comes to, worked out once for each text.
    fn meaning(&mut self, frame: &Frame<'_>) -> Result<Meaning, Problem> {
        if let Some((text, meaning)) = &self.meaning
            && *text == self.text
        {
            return meaning.clone();
        }
        let Some(task) = frame.chart.task(self.task) else { return Ok(Meaning::default()) };
        let cell = Cell { scene: frame.scene, chart: frame.chart, task, column: self.column };
        let meaning = if self.text == self.original {
            Ok(Meaning::default())
        } else {
            cell.understand(&self.text)
        };
        self.meaning = Some((self.text.clone(), meaning.clone()));
        meaning
    }
}

impl List {
    /// Is this the cell that is being typed in?
    pub(super) fn edits(&self, task: TaskId, column: Column) -> bool {
        self.edit.as_ref().is_some_and(|edit| (edit.task, edit.column) == (task, column))
    }

    /// Draws the field of the cell that is being typed in, and takes what is typed.
    pub(super) fn field(
        &mut self,
        ui: &mut Ui,
        frame: &Frame<'_>,
        rect: Rect,
        name: &str,
        asks: &mut Asks,
    ) {
        let Some(edit) = &mut self.edit else { return };
        let tokens = frame.scene.tokens;
        (edit.drawn, edit.place) = (true, rect);
        let field = editor(edit.task, edit.column);
        let leave = ui.memory(|memory| memory.has_focus(field)).then(|| leave_by_key(ui)).flatten();
        let line = if edit.told { tokens.bad } else { tokens.accent };
        let painter = ui.painter();
        painter.rect(rect, RADIUS_1, tokens.bg_0, Stroke::new(1.5, line), egui::StrokeKind::Inside);
        let filter =
            EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        let align = if edit.column.is_right() { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(2.0, 0.0))));
        let text = TextEdit::singleline(&mut edit.text)
            .id(field)
            .frame(Ground::NONE)
            .background_color(Color32::TRANSPARENT)
            .margin(Margin::symmetric(4, 5))
            .desired_width(rect.width())
            .align(align)
            .event_filter(filter)
            .return_key(None);
        let mut output = text.show(&mut inner);
        let response = output.response.response.clone().accessible_name(name);
        if edit.fresh {
            edit.fresh = false;
            response.request_focus();
            let end = egui::text::CCursorRange::select_all_str(&edit.text);
            let cursor =
                if edit.select_all { end } else { egui::text::CCursorRange::one(end.primary) };
            output.state.cursor.set_char_range(Some(cursor));
            output.state.store(ui.ctx(), field);
            return;
        }
        match leave {
            Some(None) => self.give_up(ui),
            Some(Some(leave)) => self.leave(ui, frame, leave, asks),
            None if !response.has_focus() => self.abandon(frame, asks),
            None => {}
        }
    }

    /// Takes the text back.
    fn give_up(&mut self, ui: &Ui) {
        if let Some(edit) = self.edit.take() {
            self.refused.remove(&(edit.task, edit.column));
        }
        ui.memory_mut(|memory| memory.request_focus(id()));
    }

    /// Keeps the text and goes on, if it is understood.
    fn leave(&mut self, ui: &Ui, frame: &Frame<'_>, leave: Leave, asks: &mut Asks) {
        let Some(mut edit) = self.edit.take() else { return };
        let Ok(meaning) = edit.meaning(frame) else {
            edit.told = true;
            self.edit = Some(edit);
            return;
        };
        self.keep(&edit, meaning, asks);
        ui.memory_mut(|memory| memory.request_focus(id()));
        self.cursor = Some((edit.task, edit.column));
        match leave {
            Leave::Stay => {}
            Leave::Up => self.go_rows(frame, -1, false, asks),
            Leave::Down => self.go_rows(frame, 1, false, asks),
            Leave::Next | Leave::Previous => {
                if let Some((task, column)) = beside(frame, &edit, leave) {
                    self.begin(frame, task, column, None, asks);
                }
            }
        }
    }

    /// The attention went elsewhere: what is understood is kept, what is not stays as it was typed.
    pub(super) fn abandon(&mut self, frame: &Frame<'_>, asks: &mut Asks) {
        let Some(mut edit) = self.edit.take() else { return };
        match edit.meaning(frame) {
            Ok(meaning) => self.keep(&edit, meaning, asks),
            Err(_) => {
                self.refused.insert((edit.task, edit.column), edit.text);
            }
        }
    }

    /// A cell that has gone out of view is left.
    pub(in crate::screens::production) fn after(&mut self, frame: &Frame<'_>, asks: &mut Asks) {
        let gone = self.edit.as_mut().is_some_and(|edit| !std::mem::take(&mut edit.drawn));
        if gone {
            self.abandon(frame, asks);
        }
        self.refused.retain(|(task, _), _| frame.chart.task(*task).is_some());
    }

    fn keep(&mut self, edit: &Edit, meaning: Meaning, asks: &mut Asks) {
        self.refused.remove(&(edit.task, edit.column));
        if !meaning.commands.is_empty() {
            asks.submit_quietly(Group::of(meaning.commands));
        }
    }

    /// Below the cell: what is wrong with the text, or what it comes to.
    pub(in crate::screens::production) fn hint(&mut self, ui: &Ui, frame: &Frame<'_>) {
        let Some(edit) = &mut self.edit else { return };
        let told = edit.told;
        let (text, hint, bad) = match edit.meaning(frame) {
            Ok(meaning) if meaning.echo.is_empty() => return,
            Ok(meaning) => (meaning.echo, String::new(), false),
            Err(problem) if told => (problem.text, problem.hint, true),
            Err(problem) => (problem.hint, String::new(), false),
        };
        if text.is_empty() {
            return;
        }
        let tokens = frame.scene.tokens;
        let ground = Ground::new()
            .fill(tokens.bg_3)
            .stroke(Stroke::new(1.0, if bad { tokens.bad } else { tokens.line_2 }))
            .corner_radius(6)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(Margin::symmetric(9, 6));
        let area = Area::new(Id::unique("production-cell-hint"))
            .order(Order::Foreground)
            .interactable(false)
            .constrain(true)
            .fixed_pos(edit.place.left_bottom() + vec2(0.0, 3.0));
        area.show(ui.ctx(), |ui| {
            ground.show(ui, |ui| {
                ui.set_max_width(340.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                let ink = if bad { tokens.bad_ink } else { tokens.ink_1 };
                let strong = RichText::new(text).font(theme::small_strong()).color(ink);
                ui.add(Label::new(strong).wrap());
                if !hint.is_empty() {
                    let weak = RichText::new(hint).font(theme::small()).color(tokens.ink_2);
                    ui.add(Label::new(weak).wrap());
                }
            });
        });
    }

    /// What is wrong with what was typed into a cell that was left.
    pub(super) fn problem(
        &self,
        frame: &Frame<'_>,
        task: TaskId,
        column: Column,
    ) -> Option<Problem> {
        let text = self.refused(task, column)?;
        let task = frame.chart.task(task)?;
        let cell = Cell { scene: frame.scene, chart: frame.chart, task, column };
        cell.understand(text).err()
    }
}

/// Whether a key leaves the cell; none inside is to give up.
fn leave_by_key(ui: &Ui) -> Option<Option<Leave>> {
    let ways = [
        (Modifiers::NONE, Key::Escape, None),
        (Modifiers::NONE, Key::Enter, Some(Leave::Down)),
        (Modifiers::SHIFT, Key::Enter, Some(Leave::Up)),
        (Modifiers::COMMAND, Key::Enter, Some(Leave::Stay)),
        (Modifiers::NONE, Key::Tab, Some(Leave::Next)),
        (Modifiers::SHIFT, Key::Tab, Some(Leave::Previous)),
        (Modifiers::NONE, Key::ArrowUp, Some(Leave::Up)),
        (Modifiers::NONE, Key::ArrowDown, Some(Leave::Down)),
    ];
    ui.input_mut(|input| {
        let pressed = |(modifiers, key, leave)| keys::take(input, modifiers, key).then_some(leave);
        ways.into_iter().find_map(pressed)
    })
}

/// The next or previous cell that can be typed in, row by row.
fn beside(frame: &Frame<'_>, edit: &Edit, leave: Leave) -> Option<(TaskId, Column)> {
    let mut row = frame.chart.row_of(edit.task)?;
    let mut place = frame.columns.iter().position(|(column, _)| *column == edit.column)?;
    loop {
        if leave == Leave::Next {
            place += 1;
            if place >= frame.columns.len() {
                (row, place) = (row + 1, 0);
            }
        } else if place == 0 {
            (row, place) = (row.checked_sub(1)?, frame.columns.len().checked_sub(1)?);
        } else {
            place -= 1;
        }
        let task = frame.chart.task_of(row)?;
        let (column, _) = *frame.columns.get(place)?;
        if (Cell { scene: frame.scene, chart: frame.chart, task, column }).is_typed() {
            return Some((task.id, column));
        }
    }
}

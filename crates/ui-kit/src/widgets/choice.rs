//! One of several: a closed field with what is chosen, and the list that opens below it. Letters
//! typed while it is open leave what has them; so no list is too long to be chosen from.

use super::picker::{Asked, Choosable, Picker, PickerWords};
use crate::Tokens;
use crate::theme;
use crate::tokens::{HEIGHT_CONTROL, RADIUS_2};
use crate::widgets::{cut_text, field_label, problem};
use egui::{
    Align2, Event, EventFilter, Id, ImeEvent, InputState, Key, Modifiers, Response, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// A field in which one of several is chosen.
pub struct Choice<'a> {
    label: &'a str,
    chosen: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    width: f32,
    show_label: bool,
    words: PickerWords<'a>,
}

/// The list while it is open, and what was typed to make it shorter.
struct Open<T> {
    picker: Picker<T>,
    typed: String,
}

impl<T> Clone for Open<T> {
    fn clone(&self) -> Self {
        Self { picker: self.picker.clone(), typed: self.typed.clone() }
    }
}

impl<T: Clone> Open<T> {
    fn keys(&mut self, input: &mut InputState) -> Asked {
        take_typed(input, &mut self.typed);
        self.picker.keys(input)
    }
}

impl<'a> Choice<'a> {
    /// A field with its label, and what is chosen as it is called; nothing if empty.
    pub fn new(label: &'a str, chosen: &'a str, words: PickerWords<'a>) -> Self {
        let width = f32::INFINITY;
        Self { label, chosen, hint: "", problem: None, width, show_label: true, words }
    }

    /// What stands there while nothing is chosen.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// What is wrong with what is chosen.
    #[must_use]
    pub fn problem(self, problem: Option<&'a str>) -> Self {
        Self { problem, ..self }
    }

    /// Its width in points; all there is if not said.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// The label is spoken but not shown.
    #[must_use]
    pub fn without_label(self) -> Self {
        Self { show_label: false, ..self }
    }

    /// Shows it under an identifier of its own, and gives what was chosen just now. `options` is
    /// asked when the list opens.
    pub fn show<T: Clone + Send + Sync + 'static>(
        self,
        ui: &mut Ui,
        id: Id,
        options: impl FnOnce() -> Vec<Choosable<T>>,
    ) -> Option<T> {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            if self.show_label {
                field_label(ui, self.label);
            }
            let picked = self.field(ui, id, options);
            if let Some(told) = self.problem {
                problem(ui, told);
            }
            picked
        })
        .inner
    }

    fn field<T: Clone + Send + Sync + 'static>(
        &self,
        ui: &mut Ui,
        id: Id,
        options: impl FnOnce() -> Vec<Choosable<T>>,
    ) -> Option<T> {
        let mut open: Option<Open<T>> = ui.data(|data| data.get_temp(id));
        let focused = ui.memory(|memory| memory.has_focus(id));
        let (mut asked, mut begins) = (Asked::Nothing, None);
        match &mut open {
            Some(open) if focused => asked = ui.input_mut(|input| open.keys(input)),
            None if focused && ui.is_enabled() => begins = ui.input_mut(begins_by_key),
            // Tab has gone on; a press may still become a click into the list.
            Some(_) if !ui.input(|it| it.pointer.any_down() || it.pointer.any_released()) => {
                open = None;
            }
            _ => {}
        }
        let response = self.closed(ui, id);
        let mut picked = None;
        if asked != Asked::Nothing {
            let open = open.take().filter(|_| asked == Asked::Take);
            picked = open.and_then(|open| open.picker.marked());
        } else if open.is_none() && (begins.is_some() || response.clicked()) {
            let options = options();
            let at = options.iter().position(|option| option.text == self.chosen);
            let picker = Picker::open(options, at, self.words);
            open = Some(Open { picker, typed: begins.unwrap_or_default() });
            response.request_focus();
        } else if response.clicked() {
            open = None;
        }
        if let Some(list) = &mut open {
            let mut stays = true;
            list.picker.pass(&list.typed, self.words);
            let place = id.with("list");
            picked = list.picker.show(&response, place, &list.typed, self.words, &mut stays);
            open = open.filter(|_| stays && picked.is_none());
        }
        if picked.is_some() {
            response.request_focus();
        }
        if focused {
            let filter = EventFilter {
                vertical_arrows: true,
                escape: open.is_some(),
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        ui.data_mut(|data| match open {
            Some(open) => drop(data.insert_temp(id, open)),
            None => data.remove::<Open<T>>(id),
        });
        picked
    }

    /// The field itself.
    fn closed(&self, ui: &mut Ui, id: Id) -> Response {
        let tokens = Tokens::of(ui.ctx());
        let width = self.width.min(ui.available_width());
        let (_, rect) = ui.allocate_space(vec2(width, HEIGHT_CONTROL));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.label);
            info.current_text_value = Some(self.chosen.to_owned());
            info
        });
        let look = ui.style().interact(&response);
        let line = if self.problem.is_some() {
            Stroke::new(1.0, tokens.bad)
        } else if response.has_focus() {
            Stroke::new(1.0, tokens.accent)
        } else {
            look.bg_stroke
        };
        let painter = ui.painter();
        painter.rect(rect, RADIUS_2, look.bg_fill, line, StrokeKind::Inside);
        let (text, ink) = if self.chosen.is_empty() {
            (self.hint, tokens.ink_3)
        } else {
            (self.chosen, look.fg_stroke.color)
        };
        let at = rect.left_center() + vec2(9.0, 0.0);
        let room = rect.width() - 34.0;
        cut_text(painter, at, Align2::LEFT_CENTER, text, theme::text(), ink, room);
        let tip = pos2(rect.right() - 14.0, rect.center().y + 2.5);
        let sign = vec![tip + vec2(-4.0, -5.0), tip + vec2(4.0, -5.0), tip];
        painter.add(Shape::convex_polygon(sign, tokens.ink_3, Stroke::NONE));
        response
    }
}

/// Arrow down, or a letter that begins what is typed, opens the list.
fn begins_by_key(input: &mut InputState) -> Option<String> {
    let down = input.consume_key(Modifiers::NONE, Key::ArrowDown)
        || input.consume_key(Modifiers::ALT, Key::ArrowDown);
    let is_letter = |event: &Event| match event {
        Event::Text(text) => !text.trim().is_empty(),
        _ => false,
    };
    let mut typed = String::new();
    if !down && input.events.iter().any(is_letter) {
        take_typed(input, &mut typed);
        return Some(typed);
    }
    down.then_some(typed)
}

/// Takes what is typed away from whatever else would listen to it.
fn take_typed(input: &mut InputState, typed: &mut String) {
    input.events.retain(|event| match event {
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text)) => {
            typed.push_str(text);
            false
        }
        Event::Key { key: Key::Backspace, pressed: true, .. } => {
            typed.pop();
            false
        }
        Event::Key { key: Key::Space, .. } => false,
        _ => true,
    });
    let spaces = typed.len() - typed.trim_start().len();
    typed.drain(..spaces);
}

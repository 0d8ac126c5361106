//! The list that opens below a field in which something is chosen: what passes what was typed,
//! walked with the arrow keys. Only the lines in view are drawn.

use crate::Tokens;
use crate::theme;
use crate::tokens::RADIUS_1;
use crate::widgets::cut_text;
use egui::{
    Align2, Id, InputState, Key, Modifiers, Popup, PopupCloseBehavior, Pos2, Rect, Response,
    RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Height of a line.
const LINE: f32 = 26.0;

/// Height of the list.
const HEIGHT: f32 = 286.0;

/// The least width of the list.
const WIDTH: f32 = 200.0;

/// How many lines Page up and Page down go.
const PAGE: usize = 10;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosable<T> {
    /// What it stands for.
    pub value: T,
    /// What it is called.
    pub text: String,
    /// What is said of it, in weaker ink.
    pub detail: String,
}

impl<T> Choosable<T> {
    /// Something with its name alone.
    pub fn new(value: T, text: impl Into<String>) -> Self {
        Self { value, text: text.into(), detail: String::new() }
    }

    /// The same with something said of it.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}

/// What the list needs to speak and to compare.
#[derive(Debug, Clone, Copy)]
pub struct PickerWords<'a> {
    /// Said where nothing passes what was typed.
    pub nothing: &'a str,
    /// A text as it is compared: small letters, without accents.
    pub folded: fn(&str) -> String,
}

/// The list while it is open.
#[derive(Debug)]
pub(super) struct Picker<T> {
    options: Arc<Vec<(Choosable<T>, String)>>,
    /// The places of those that pass.
    found: Vec<usize>,
    passed: Option<String>,
    /// The place, among those found, of the line the keys are at.
    at: Option<usize>,
    moved: bool,
}

impl<T> Clone for Picker<T> {
    fn clone(&self) -> Self {
        let Self { options, found, passed, at, moved } = self;
        Self {
            options: Arc::clone(options),
            found: found.clone(),
            passed: passed.clone(),
            at: *at,
            moved: *moved,
        }
    }
}

/// What the keys asked of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Nothing,
    Take,
    Close,
}

impl<T: Clone> Picker<T> {
    /// A list of these, with the keys at one of them.
    pub(super) fn open(
        options: Vec<Choosable<T>>,
        at: Option<usize>,
        words: PickerWords<'_>,
    ) -> Self {
        let folded = |option: Choosable<T>| {
            let text = (words.folded)(&option.text);
            (option, text)
        };
        let options: Vec<_> = options.into_iter().map(folded).collect();
        Self { options: Arc::new(options), found: Vec::new(), passed: None, at, moved: true }
    }

    /// Leaves what has every word that was typed.
    pub(super) fn pass(&mut self, typed: &str, words: PickerWords<'_>) {
        if self.passed.as_deref() == Some(typed) {
            return;
        }
        let folded = (words.folded)(typed);
        let wanted: Vec<&str> = folded.split_whitespace().collect();
        let passes = |text: &str| wanted.iter().all(|word| text.contains(word));
        let places = self.options.iter().enumerate();
        self.found = places.filter(|(_, (_, text))| passes(text)).map(|(place, _)| place).collect();
        // What begins with it comes before what has it somewhere.
        if let Some(first) = wanted.first() {
            let begins = |place: &usize| {
                self.options.get(*place).is_some_and(|(_, text)| text.starts_with(first))
            };
            self.found.sort_by_key(|place| !begins(place));
        }
        if self.passed.is_some() || !typed.is_empty() {
            self.at = (!wanted.is_empty() && !self.found.is_empty()).then_some(0);
            self.moved = true;
        }
        self.passed = Some(typed.to_owned());
    }

    /// Does nothing pass?
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What the keys are at.
    pub(super) fn marked(&self) -> Option<T> {
        self.option(self.at?).map(|option| option.value.clone())
    }

    fn option(&self, line: usize) -> Option<&Choosable<T>> {
        self.options.get(*self.found.get(line)?).map(|(option, _)| option)
    }

    /// Takes the keys that are the list's, before a field sees them.
    pub(super) fn keys(&mut self, input: &mut InputState) -> Asked {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let last = self.found.len().checked_sub(1);
        let to = if pressed(Key::ArrowDown) {
            Some(self.at.map_or(0, |at| at + 1))
        } else if pressed(Key::ArrowUp) {
            Some(self.at.map_or(0, |at| at.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some(self.at.map_or(0, |at| at + PAGE))
        } else if pressed(Key::PageUp) {
            Some(self.at.map_or(0, |at| at.saturating_sub(PAGE)))
        } else {
            None
        };
        if let (Some(to), Some(last)) = (to, last) {
            self.at = Some(to.min(last));
            self.moved = true;
        }
        if self.at.is_some() && pressed(Key::Enter) {
            Asked::Take
        } else if pressed(Key::Escape) {
            Asked::Close
        } else {
            Asked::Nothing
        }
    }

    /// Shows it below a field; gives what was clicked. `open` becomes false when it is closed.
    pub(super) fn show(
        &mut self,
        field: &Response,
        id: Id,
        typed: &str,
        words: PickerWords<'_>,
        open: &mut bool,
    ) -> Option<T> {
        let shown = Popup::from_response(field)
            .id(id)
            .open_bool(open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .width(field.rect.width().max(WIDTH))
            .gap(3.0)
            .show(|ui| {
                ui.set_min_width(field.rect.width().max(WIDTH) - 12.0);
                if !typed.is_empty() {
                    let tokens = Tokens::of(ui.ctx());
                    ui.label(RichText::new(typed).font(theme::strong()).color(tokens.accent));
                }
                self.lines(ui, id, words)
            });
        shown.and_then(|shown| shown.inner)
    }

    fn lines(&mut self, ui: &mut Ui, id: Id, words: PickerWords<'_>) -> Option<T> {
        let tokens = Tokens::of(ui.ctx());
        if self.is_empty() {
            ui.label(RichText::new(words.nothing).color(tokens.ink_3));
            return None;
        }
        let mut clicked = None;
        let moved = std::mem::take(&mut self.moved);
        ScrollArea::vertical().max_height(HEIGHT).show_viewport(ui, |ui, view| {
            let whole = LINE * self.found.len() as f32;
            let size = vec2(ui.available_width(), whole);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let line_at = |line: usize| {
                let top: Pos2 = pos2(rect.left(), rect.top() + line as f32 * LINE);
                Rect::from_min_size(top, vec2(rect.width(), LINE))
            };
            if let Some(at) = self.at.filter(|_| moved) {
                ui.scroll_to_rect(line_at(at), None);
            }
            // Truncated to the first line in view.
            let first = (view.min.y / LINE).max(0.0) as usize;
            let last = (view.max.y / LINE).max(0.0) as usize + 1;
            for line in first..last.min(self.found.len()) {
                let Some(option) = self.option(line) else { continue };
                let marked = self.at == Some(line);
                if draw(ui, line_at(line), id.with(("line", line)), option, marked) {
                    clicked = Some(option.value.clone());
                }
            }
        });
        clicked
    }
}

/// A line of the list; true if it is clicked.
fn draw<T>(ui: &Ui, rect: Rect, id: Id, option: &Choosable<T>, marked: bool) -> bool {
    let tokens = Tokens::of(ui.ctx());
    // Not reached by Tab: the keys stay with the field.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        let name = format!("{} {}", option.text, option.detail);
        WidgetInfo::selected(Role::ListBoxOption, true, marked, name.trim_end())
    });
    if marked || response.hovered() {
        let ground = if marked { tokens.accent_soft } else { tokens.bg_3 };
        ui.painter().rect_filled(rect, RADIUS_1, ground);
    }
    let painter = ui.painter_at(rect);
    let room = rect.width() - 16.0;
    let at = rect.left_center() + vec2(8.0, 0.0);
    let taken = cut_text(
        &painter,
        at,
        Align2::LEFT_CENTER,
        &option.text,
        theme::text(),
        tokens.ink_1,
        room,
    );
    let left = room - taken - 12.0;
    if left > 24.0 {
        let at = rect.right_center() - vec2(8.0, 0.0);
        let font = theme::small();
        cut_text(&painter, at, Align2::RIGHT_CENTER, &option.detail, font, tokens.ink_3, left);
    }
    response.clicked()
}

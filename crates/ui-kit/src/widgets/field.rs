//! Fields of forms: a label, what is typed, and below it what is wrong with it. A mistake is said
//! beside the field and never stops anybody.

use crate::Tokens;
use crate::theme;
use crate::tokens::HEIGHT_CONTROL;
use crate::widgets::cut_text;
use egui::{Align2, Label, Response, RichText, Sense, Stroke, TextEdit, Ui, vec2};

/// A field of one line.
pub struct Field<'a> {
    label: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    width: f32,
    beside: Option<(&'a str, f32)>,
    /// Room at the right end, within the field, in which no text stands.
    free: f32,
    show_label: bool,
}

impl<'a> Field<'a> {
    /// A field with its label.
    pub fn new(label: &'a str) -> Self {
        let width = f32::INFINITY;
        Self { label, hint: "", problem: None, width, beside: None, free: 0.0, show_label: true }
    }

    /// What may be typed, shown while it is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// What is wrong with what is typed.
    #[must_use]
    pub fn problem(self, problem: Option<&'a str>) -> Self {
        Self { problem, ..self }
    }

    /// Its width in points; all there is if not said.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// The label is spoken but not shown, because a heading says it.
    #[must_use]
    pub fn without_label(self) -> Self {
        Self { show_label: false, ..self }
    }

    /// A short text stands on its left, in a column of this width, and the label is only spoken.
    #[must_use]
    pub fn beside(self, text: &'a str, width: f32) -> Self {
        Self { beside: Some((text, width)), show_label: false, ..self }
    }

    /// Its label.
    pub fn label(&self) -> &'a str {
        self.label
    }

    /// Shows it; the text is as typed.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        self.show_with(ui, text, |_, _| {})
    }

    /// No text stands in so many points at the right end.
    pub(super) fn keep_free(self, free: f32) -> Self {
        Self { free, ..self }
    }

    /// The same with something over its right end.
    pub(super) fn show_with(
        self,
        ui: &mut Ui,
        text: &mut String,
        over: impl FnOnce(&mut Ui, &Response),
    ) -> Response {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            if self.show_label {
                field_label(ui, self.label);
            }
            let aside = self.beside.map_or(0.0, |(_, width)| width);
            let width = self.width.min(ui.available_width()) - aside;
            let response = ui
                .horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    if let Some((text, width)) = self.beside {
                        text_beside(ui, text, width);
                    }
                    let response = self.edit(ui, text, width);
                    over(ui, &response);
                    response
                })
                .inner;
            if let Some(told) = self.problem {
                problem(ui, told);
            }
            response
        })
        .inner
    }

    fn edit(&self, ui: &mut Ui, text: &mut String, width: f32) -> Response {
        let tokens = Tokens::of(ui.ctx());
        ui.scope(|ui| {
            if self.problem.is_some() {
                let line = Stroke::new(1.0, tokens.bad);
                let widgets = &mut ui.visuals_mut().widgets;
                widgets.inactive.bg_stroke = line;
                widgets.hovered.bg_stroke = line;
            }
            let edit = TextEdit::singleline(text)
                .hint_text(RichText::new(self.hint).color(tokens.ink_3))
                .desired_width(width)
                .min_size(vec2(0.0, HEIGHT_CONTROL))
                .margin(egui::Margin { left: 8, right: 8 + self.free as i8, top: 5, bottom: 5 });
            ui.add(edit).accessible_name(self.label)
        })
        .inner
    }
}

/// A short text in a column of a width, on the line of a field.
fn text_beside(ui: &mut Ui, text: &str, width: f32) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEIGHT_CONTROL), Sense::hover());
    let at = rect.left_center();
    cut_text(ui.painter(), at, Align2::LEFT_CENTER, text, theme::text(), tokens.ink_2, width - 6.0);
}

/// The label above a field.
pub fn field_label(ui: &mut Ui, text: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.label(RichText::new(text).font(theme::small_strong()).color(tokens.ink_3));
}

/// What is wrong with what stands above.
pub fn problem(ui: &mut Ui, text: &str) {
    let tokens = Tokens::of(ui.ctx());
    ui.add(Label::new(RichText::new(text).font(theme::small()).color(tokens.bad_ink)).wrap());
}

//! Fields of forms: a label, what is typed, and below it what is wrong with it. A mistake is said
//! beside the field and never stops anybody.

use crate::Tokens;
use crate::theme;
use crate::tokens::HEIGHT_CONTROL;
use egui::{Label, Response, RichText, Stroke, TextEdit, Ui, vec2};

/// A field of one line.
pub struct Field<'a> {
    label: &'a str,
    hint: &'a str,
    problem: Option<&'a str>,
    width: f32,
    show_label: bool,
}

impl<'a> Field<'a> {
    /// A field with its label.
    pub fn new(label: &'a str) -> Self {
        Self { label, hint: "", problem: None, width: f32::INFINITY, show_label: true }
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

    /// Shows it; the text is as typed.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> Response {
        let tokens = Tokens::of(ui.ctx());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            if self.show_label {
                field_label(ui, self.label);
            }
            let width = self.width.min(ui.available_width());
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
                .margin(egui::Margin::symmetric(8, 5));
            let response = ui.add(edit);
            let response = response.accessible_name(self.label);
            if let Some(told) = self.problem {
                problem(ui, told);
            }
            response
        })
        .inner
    }
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

//! Buttons.

use crate::Tokens;
use crate::theme;
use crate::tokens::{HEIGHT_CONTROL, RADIUS_2};
use egui::{
    Button, CornerRadius, Key, Modifiers, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

/// A button with a text.
pub fn button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(text).min_size(vec2(0.0, HEIGHT_CONTROL)))
}

/// The button of what a screen is for; one per screen.
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (fill, ink) = if ui.is_enabled() {
        (tokens.accent, tokens.ink_inverse)
    } else {
        (tokens.bg_4, tokens.ink_1)
    };
    let text = RichText::new(text).font(theme::strong()).color(ink);
    ui.add(
        Button::new(text)
            .fill(fill)
            .stroke(Stroke::new(1.0, fill))
            .min_size(vec2(0.0, HEIGHT_CONTROL)),
    )
}

/// The button that carries out a dialogue, or Ctrl Enter from any of its fields, which needs no way
/// back to it. True when it is meant.
pub fn dialogue_button(ui: &mut Ui, text: &str, is_usable: bool) -> bool {
    ui.add_enabled_ui(is_usable, |ui| {
        let pressed = primary_button(ui, text).clicked();
        let keys = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        is_usable && (pressed || keys)
    })
    .inner
}

/// A square button with a sign; `name` is what it is called in speech and in its tip.
pub fn icon_button(ui: &mut Ui, sign: &str, name: &str) -> Response {
    called(ui.add(Button::new(sign).min_size(vec2(HEIGHT_CONTROL, HEIGHT_CONTROL))), name)
}

/// A button whose text alone does not say what it is about, as in a line of a list: this is what it is
/// called in speech and in its tip.
pub fn called(button: Response, name: &str) -> Response {
    button.widget_info(|| WidgetInfo::labeled(Role::Button, button.enabled(), name));
    button.on_hover_text(name)
}

/// A text that can be clicked, without a frame.
pub fn link_button(ui: &mut Ui, text: &str) -> Response {
    let tokens = Tokens::of(ui.ctx());
    ui.add(Button::new(RichText::new(text).color(tokens.accent)).frame(false))
}

/// One of several, side by side in one frame. Gives the place of the one that was just chosen.
pub fn segmented(ui: &mut Ui, chosen: usize, texts: &[&str]) -> Option<usize> {
    let tokens = Tokens::of(ui.ctx());
    let padding = 11.0;
    let galleys: Vec<_> = texts
        .iter()
        .map(|text| ui.painter().layout_no_wrap((*text).to_owned(), theme::text(), tokens.ink_1))
        .collect();
    let width: f32 = galleys.iter().map(|galley| galley.size().x + 2.0 * padding).sum();
    let (frame, _) = ui.allocate_exact_size(vec2(width, HEIGHT_CONTROL), Sense::hover());
    let radius = CornerRadius::same(RADIUS_2);
    ui.painter().rect_filled(frame, radius, tokens.bg_2);
    let (mut left, mut picked) = (frame.left(), None);
    let last = texts.len().saturating_sub(1);
    for (place, (text, galley)) in texts.iter().zip(galleys).enumerate() {
        let right = left + galley.size().x + 2.0 * padding;
        let cell = egui::Rect::from_x_y_ranges(left..=right, frame.y_range());
        let id = ui.scope_id().with(("segment", place, *text));
        let response = ui.interact(cell, id, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), place == chosen, text)
        });
        let corners = CornerRadius {
            nw: if place == 0 { RADIUS_2 } else { 0 },
            sw: if place == 0 { RADIUS_2 } else { 0 },
            ne: if place == last { RADIUS_2 } else { 0 },
            se: if place == last { RADIUS_2 } else { 0 },
        };
        let ink = if place == chosen { tokens.ink_1 } else { tokens.ink_2 };
        if place == chosen {
            ui.painter().rect_filled(cell, corners, tokens.bg_4);
        } else if response.hovered() {
            ui.painter().rect_filled(cell, corners, tokens.bg_3);
        }
        if place != last {
            ui.painter().vline(right.round() - 0.5, frame.y_range(), (1.0, tokens.line_2));
        }
        let at = cell.center() - galley.size() / 2.0;
        ui.painter().galley_with_override_text_color(at, galley, ink);
        if response.has_focus() {
            let ring = Stroke::new(1.5, tokens.accent);
            ui.painter().rect_stroke(cell.shrink(1.0), corners, ring, StrokeKind::Inside);
        }
        if response.clicked() && place != chosen {
            picked = Some(place);
        }
        left = right;
    }
    let outline = Stroke::new(1.0, tokens.line_2);
    ui.painter().rect_stroke(frame, radius, outline, StrokeKind::Inside);
    picked
}

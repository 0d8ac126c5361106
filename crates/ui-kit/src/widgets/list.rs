//! Lines of the navigation and of lists, and what is shown where there is nothing.

use crate::Tokens;
use crate::theme;
use crate::tokens::RADIUS_2;
use crate::widgets::primary_button;
use egui::{
    Align, Align2, Button, Layout, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

/// What stands at the right end of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// A weak word.
    Weak(String),
    /// A number that cannot stay so.
    Bad(String),
    /// A number to be looked at.
    Warn(String),
}

/// A line of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it says.
    pub text: &'a str,
    /// What stands at its right end.
    pub mark: Mark,
    /// Is it where the reader is?
    pub chosen: bool,
}

/// Shows a line of the navigation over the whole width.
pub fn entry(ui: &mut Ui, entry: &Entry<'_>) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    response.widget_info(|| {
        let (Mark::Weak(mark) | Mark::Bad(mark) | Mark::Warn(mark)) = &entry.mark else {
            return WidgetInfo::selected(Role::Button, true, entry.chosen, entry.text);
        };
        WidgetInfo::selected(Role::Button, true, entry.chosen, format!("{} {mark}", entry.text))
    });
    if entry.chosen {
        ui.painter().rect_filled(rect, RADIUS_2, tokens.bg_3);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, RADIUS_2, tokens.bg_2);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(rect, RADIUS_2, ring, StrokeKind::Inside);
    }
    let right = rect.right_center() - vec2(8.0, 0.0);
    let mark_width = match &entry.mark {
        Mark::None => 0.0,
        Mark::Weak(text) => {
            let at = Align2::RIGHT_CENTER;
            ui.painter().text(right, at, text, theme::small(), tokens.ink_3).width()
        }
        Mark::Bad(text) => badge(ui, right, text, tokens.bad, egui::Color32::WHITE),
        Mark::Warn(text) => badge(ui, right, text, tokens.warn, egui::Color32::from_rgb(32, 22, 0)),
    };
    let ink = if entry.chosen { tokens.ink_1 } else { tokens.ink_2 };
    let room = rect.width() - 16.0 - mark_width - if mark_width > 0.0 { 6.0 } else { 0.0 };
    let mut job =
        egui::text::LayoutJob::simple_singleline(entry.text.to_owned(), theme::text(), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let at = rect.left_center() + vec2(8.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    response
}

fn badge(ui: &Ui, right: egui::Pos2, text: &str, ground: egui::Color32, ink: egui::Color32) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::small_strong(), ink);
    let size = vec2((galley.size().x + 12.0).max(16.0), 16.0);
    let rect = Align2::RIGHT_CENTER.anchor_size(right, size);
    ui.painter().rect_filled(rect, 8.0, ground);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    size.x
}

/// A line of a menu that opens from a button; true when it was chosen, which closes the menu.
pub fn menu_item(ui: &mut Ui, text: &str, chosen: bool) -> bool {
    let response =
        ui.add(Button::selectable(chosen, text).min_size(vec2(ui.available_width(), 24.0)));
    response.widget_info(|| WidgetInfo::selected(Role::MenuItem, true, chosen, text));
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

/// A line between two rows.
pub fn separator(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top().round() + 0.5, (1.0, tokens.line_1));
}

/// The widest line that says why there is nothing.
const EMPTY: f32 = 420.0;

/// What is shown where there is nothing yet: why, and the button that changes it. True when it was
/// pressed.
pub fn empty(ui: &mut Ui, title: &str, text: &str, button: Option<&str>) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let mut pressed = false;
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() / 3.0 - 40.0).clamp(16.0, 160.0));
        ui.label(RichText::new(title).font(theme::strong()).color(tokens.ink_1));
        let size = vec2(EMPTY.min(ui.available_width()), 0.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Center), |ui| {
            ui.label(RichText::new(text).color(tokens.ink_3));
        });
        if let Some(button) = button {
            ui.add_space(8.0);
            pressed = primary_button(ui, button).clicked();
        }
    });
    pressed
}

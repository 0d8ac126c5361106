//! A way out in a few words: what it does, what it moves, what becomes of the delivery.

use super::words;
use crate::desktop::Scene;
use egui::{Frame, Label, Margin, RichText, Role, Sense, Sides, Stroke, Ui, UiBuilder, WidgetInfo};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::tokens::RADIUS_3;
use ui_kit::widgets::tag;
use views::WayView;

/// Draws one; true if it was chosen.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: usize,
    way: &WayView,
    chosen: bool,
) -> bool {
    let tokens = scene.tokens;
    let title = format!("{} · {}", words::letter(place), way.name);
    let (summary, cost) = (words::summary(scene, way), words::cost(scene, way));
    let (tone, dates) = words::delivery(scene, way);
    let builder = UiBuilder::new().id_salt(("way", place)).sense(Sense::CLICK);
    let shown = ui.scope_builder(builder, |ui| {
        let over = ui.response().hovered() || ui.response().has_focus();
        let line = if chosen || over { tokens.accent } else { tokens.line_2 };
        let frame = Frame::new()
            .fill(if chosen { tokens.accent_soft } else { tokens.bg_1 })
            .stroke(Stroke::new(1.0, line))
            .corner_radius(RADIUS_3)
            .inner_margin(Margin::symmetric(12, 9));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 5.0;
            let strong = |text: &str| RichText::new(text).font(theme::strong()).color(tokens.ink_1);
            Sides::new().shrink_left().show(
                ui,
                |ui| ui.add(Label::new(strong(&title)).wrap().selectable(false)),
                |ui| ui.add(Label::new(strong(&cost)).selectable(false)),
            );
            Sides::new().shrink_left().show(
                ui,
                |ui| {
                    let summary = RichText::new(&summary).color(tokens.ink_3);
                    ui.add(Label::new(summary).wrap().selectable(false));
                },
                |ui| tag(ui, tone, &dates),
            );
        });
    });
    let spoken = [
        ("title", Value::Text(&title)),
        ("cost", Value::Text(&cost)),
        ("summary", Value::Text(&summary)),
        ("dates", Value::Text(&dates)),
    ];
    let spoken = scene.say_with(key::DESKTOP_WAYS_SPOKEN, &spoken);
    let response = shown.response;
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &spoken));
    response.clicked()
}

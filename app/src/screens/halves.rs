//! A list and what is chosen in it: beside each other, or one below the other where the window is
//! narrow.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2};
use ui_kit::Tokens;

/// Below this width they stand below each other.
const WIDE: f32 = 860.0;

/// Shows both over all the room there is, a line between them; `state` is what both work on.
pub(super) fn halves<S>(
    ui: &mut Ui,
    state: &mut S,
    list: impl FnOnce(&mut Ui, &mut S),
    detail: impl FnOnce(&mut Ui, &mut S),
) {
    let area = ui.available_rect_before_wrap();
    let tokens = Tokens::of(ui.ctx());
    let (first, second) = if area.width() >= WIDE {
        let split = area.left() + (area.width() * 0.44).clamp(380.0, 620.0);
        ui.painter().vline(split, area.y_range(), (1.0, tokens.line_1));
        (
            Rect::from_min_max(area.min, pos2(split, area.bottom())),
            Rect::from_min_max(pos2(split + 1.0, area.top()), area.max),
        )
    } else {
        let split = area.top() + area.height() * 0.38;
        ui.painter().hline(area.x_range(), split, (1.0, tokens.line_2));
        (
            Rect::from_min_max(area.min, pos2(area.right(), split)),
            Rect::from_min_max(pos2(area.left(), split + 1.0), area.max),
        )
    };
    part(ui, first, "list", |ui| list(ui, state));
    part(ui, second, "detail", |ui| detail(ui, state));
    ui.allocate_rect(area, Sense::hover());
}

/// A part of the screen at its place.
fn part(ui: &mut Ui, area: Rect, id: &str, content: impl FnOnce(&mut Ui)) {
    let place = UiBuilder::new().id_salt(id).max_rect(area).layout(Layout::top_down(Align::Min));
    ui.scope_builder(place, |ui| {
        ui.set_clip_rect(area.intersect(ui.clip_rect()));
        content(ui);
    });
}

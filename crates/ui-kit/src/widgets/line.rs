//! Lines of a card that lead somewhere, and text that is cut where it would not fit.

use crate::Tokens;
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, text::LayoutJob, text::TextWrapping, vec2,
};

/// A line over the whole width that can be clicked, with a thin line below it; the caller paints
/// what it shows. `name` is what it is called in speech.
pub fn list_line(
    ui: &mut Ui,
    height: f32,
    name: &str,
    paint: impl FnOnce(&Painter, Rect, &Tokens),
) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter_at(rect);
    if response.hovered() {
        painter.rect_filled(rect, 0.0, tokens.bg_2);
    }
    painter.hline(rect.x_range(), rect.bottom().round() - 0.5, (1.0, tokens.line_1));
    paint(&painter, rect, tokens);
    if response.has_focus() {
        let ring = Stroke::new(1.5, tokens.accent);
        painter.rect_stroke(rect.shrink(1.0), 3.0, ring, StrokeKind::Inside);
    }
    response
}

/// A text at a place, cut with `…` where it is wider than it may be; gives the width it takes.
pub fn cut_text(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    ink: Color32,
    width: f32,
) -> f32 {
    if width <= 0.0 || text.is_empty() {
        return 0.0;
    }
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = painter.layout_job(job);
    let rect = align.anchor_size(at, galley.size());
    let taken = galley.size().x;
    painter.galley(rect.min, galley, ink);
    taken
}

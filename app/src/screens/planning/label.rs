//! The label of a row: its name, what it offers or does, and how full it is in the time in view.

use crate::desktop::Scene;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Rect, Ui, pos2, vec2};
use ui_kit::theme;
use ui_kit::timeline::Row;

/// Space on the left and on the right.
const PADDING: f32 = 14.0;

/// Width of the gauge.
const GAUGE: f32 = 28.0;

/// Draws the label of a row.
pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row) {
    let tokens = scene.tokens;
    let cell = ui.max_rect();
    let two = !row.subtitle.is_empty() && cell.height() >= 40.0;
    let middle = cell.center().y - if two { 9.0 } else { 0.0 };
    let (left, right) = (cell.left() + PADDING, cell.right() - PADDING);
    if row.heading {
        let title = text(ui, &row.title, theme::small_strong(), tokens.ink_2, right - left);
        ui.painter().galley(
            pos2(left, cell.center().y - title.size().y / 2.0),
            title,
            tokens.ink_2,
        );
        return;
    }
    let gauge = if row.load.is_some() { GAUGE + 8.0 } else { 0.0 };
    // The gauge stands on the second line, where there is one, so that names have all the room.
    let (of_title, of_subtitle) = if two { (0.0, gauge) } else { (gauge, 0.0) };
    let title = text(ui, &row.title, theme::text(), tokens.ink_1, right - left - of_title);
    ui.painter().galley(pos2(left, middle - title.size().y / 2.0), title, tokens.ink_1);
    let below = cell.center().y + 9.0;
    if two {
        let font = theme::small();
        let subtitle = text(ui, &row.subtitle, font, tokens.ink_3, right - left - of_subtitle);
        ui.painter().galley(pos2(left, below - subtitle.size().y / 2.0), subtitle, tokens.ink_3);
    }
    if let Some(load) = row.load {
        let at = pos2(right, if two { below } else { middle });
        let gauge = Align2::RIGHT_CENTER.anchor_size(at, vec2(GAUGE, 3.0));
        ui.painter().rect_filled(gauge, 1.5, tokens.bg_4);
        let colour = if load > 1.005 { tokens.bad } else { tokens.accent };
        let full = Rect::from_min_size(gauge.min, vec2(GAUGE * load.clamp(0.0, 1.0), 3.0));
        ui.painter().rect_filled(full, 1.5, colour);
    }
}

fn text(
    ui: &Ui,
    text: &str,
    font: FontId,
    ink: Color32,
    room: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = TextWrapping::truncate_at_width(room.max(8.0));
    ui.painter().layout_job(job)
}

//! The bar at the right edge that shows and sets how far the rows are scrolled.

use super::Board;
use super::data::Viewport;
use egui::{Rangef, Rect, Role, Sense, Ui, WidgetInfo, pos2};

const WIDTH: f32 = 8.0;
const LEAST: f32 = 24.0;

/// The part of it that is grasped.
pub(super) struct Thumb {
    rect: Rect,
    hot: bool,
}

/// Where there are more rows than room; moves the rows.
pub(super) fn grasp(ui: &Ui, board: &Board<'_>, view: &mut Viewport) -> Option<Thumb> {
    let (chart, height) = (board.layout.chart, board.layout.height());
    let most = board.layout.largest_top();
    if most <= 0.0 {
        return None;
    }
    let track = Rect::from_min_max(pos2(chart.right() - WIDTH - 2.0, chart.top()), chart.max);
    let response = ui.interact(track, board.id.with("scroll bar"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, &board.words.scroll));
    let length = (track.height() * chart.height() / height).max(LEAST).min(track.height());
    let room = track.height() - length;
    if let Some(at) = response.interact_pointer_pos()
        && room > 0.0
    {
        if response.dragged() {
            view.top += response.drag_delta().y * most / room;
        } else if response.clicked() {
            view.top = (at.y - track.top() - length / 2.0) * most / room;
        }
        view.top = view.top.clamp(0.0, most);
    }
    let top = track.top() + room * (view.top / most).clamp(0.0, 1.0);
    let hot = response.hovered() || response.dragged();
    let x = Rangef::new(track.right() - if hot { WIDTH } else { 5.0 }, track.right());
    let rect = Rect::from_x_y_ranges(x, Rangef::new(top + 2.0, top + length - 2.0));
    Some(Thumb { rect, hot })
}

pub(super) fn paint(ui: &Ui, board: &Board<'_>, thumb: &Thumb) {
    let ink = if thumb.hot { board.tokens.ink_3 } else { board.tokens.line_2 };
    ui.painter().rect_filled(thumb.rect, WIDTH / 2.0, ink);
}

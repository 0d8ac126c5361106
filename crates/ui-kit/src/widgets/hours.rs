//! Hours of a day, seen at a glance: a thin line from midnight to midnight with the stretches on
//! it.

use crate::Tokens;
use egui::{Rect, Ui, pos2};

/// Minutes of a day.
const DAY: f32 = 1_440.0;

/// Paints stretches, given in minutes since midnight, along the bottom of a place. A stretch that
/// ends before it begins passes midnight.
pub fn paint_hours(ui: &Ui, place: Rect, stretches: &[(u16, u16)]) {
    let tokens = Tokens::of(ui.ctx());
    let line = Rect::from_min_max(pos2(place.left(), place.bottom() - 3.0), place.max);
    ui.painter().rect_filled(line, 1.0, tokens.bg_3);
    let x = |minute: u16| line.left() + line.width() * f32::from(minute) / DAY;
    let paint = |from: u16, to: u16| {
        let part = Rect::from_x_y_ranges(x(from)..=x(to), line.y_range());
        ui.painter().rect_filled(part, 1.0, tokens.accent);
    };
    for (from, to) in stretches.iter().copied() {
        if to > from {
            paint(from, to);
        } else {
            paint(from, 1_440);
            paint(0, to);
        }
    }
}

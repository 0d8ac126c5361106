//! Paints everything but the bars: ground, grid, headings, labels of rows, now.

use super::layout::Layout;
use super::{Grid, Mark, Row, Viewport};
use crate::{Tokens, theme};
use egui::{Align2, Painter, Rect, Shape, Ui, pos2, vec2};

/// Height of the two levels of headings together.
const HEADINGS: f32 = 46.0;

/// Height of the lower level alone.
const LOWER: f32 = 26.0;

/// Height of the headings that a grid has.
pub(super) fn headings_height(grid: &Grid) -> f32 {
    if grid.upper.is_empty() { LOWER } else { HEADINGS }
}

/// Ground, closed stretches, lines of the grid.
pub(super) fn ground(
    painter: &Painter,
    tokens: &Tokens,
    rows: &[Row],
    grid: &Grid,
    layout: &Layout,
    view: &Viewport,
) {
    let body = layout.body;
    let x = |position: f64| view.x(position, body.left());
    let mut shapes = Vec::new();
    let night = crate::tokens::mix(tokens.bg_0, tokens.bg_2, 0.55);
    let strong = crate::tokens::mix(tokens.bg_0, tokens.bg_3, 0.8);
    for shade in &grid.shades {
        let rect = Rect::from_x_y_ranges(x(shade.start)..=x(shade.end), body.y_range());
        shapes.push(Shape::rect_filled(rect, 0, if shade.strong { strong } else { night }));
    }
    for row in layout.visible() {
        let (top, bottom) = layout.row(row);
        let Some(data) = rows.get(row) else { continue };
        if data.heading {
            let rect = Rect::from_x_y_ranges(body.x_range(), top..=bottom);
            shapes.push(Shape::rect_filled(rect, 0, tokens.bg_1));
        }
        let right = view.position(body.right(), body.left());
        for shade in data.shades.iter().filter(|it| it.end > view.left && it.start < right) {
            let rect = Rect::from_x_y_ranges(x(shade.start)..=x(shade.end), top..=bottom);
            let rect = rect.intersect(body);
            shapes.push(Shape::rect_filled(rect, 0, if shade.strong { strong } else { night }));
            if shade.strong {
                hatching(&mut shapes, rect, 9.0, tokens.line_2);
            }
        }
    }
    for mark in &grid.lower {
        let at = x(mark.at).round() + 0.5;
        let line = if mark.strong { tokens.line_2 } else { tokens.line_1 };
        shapes.push(Shape::line_segment(
            [pos2(at, body.top()), pos2(at, body.bottom())],
            (1.0, line),
        ));
    }
    for row in layout.visible() {
        let (_, bottom) = layout.row(row);
        shapes.push(Shape::hline(body.x_range(), bottom - 0.5, (1.0, tokens.line_1)));
    }
    painter.extend(shapes);
}

/// Oblique lines inside a rectangle, every so many points.
pub(super) fn hatching(shapes: &mut Vec<Shape>, rect: Rect, every: f32, colour: egui::Color32) {
    let (width, height) = (rect.width(), rect.height());
    let mut offset = every - (rect.left() + rect.bottom()).rem_euclid(every);
    while offset < width + height {
        // From the left or lower edge up to the upper or right edge.
        let from = pos2(rect.left() + (offset - height).max(0.0), rect.top() + offset.min(height));
        let to = pos2(rect.left() + offset.min(width), rect.top() + (offset - width).max(0.0));
        shapes.push(Shape::line_segment([from, to], (1.0, colour)));
        offset += every;
    }
}

/// The two levels of headings.
pub(super) fn headings(
    painter: &Painter,
    tokens: &Tokens,
    grid: &Grid,
    area: Rect,
    view: &Viewport,
) {
    painter.rect_filled(area, 0, tokens.bg_0);
    let levels = [(&grid.upper, area.top() + 13.0, true), (&grid.lower, area.bottom() - 13.0, false)];
    for (marks, middle, upper) in levels {
        for (place, mark) in marks.iter().enumerate() {
            let left = view.x(mark.at, area.left());
            let next = marks.get(place + 1).map(|next: &Mark| view.x(next.at, area.left()));
            let right = next.unwrap_or(area.right());
            if right < area.left() || left > area.right() || mark.label.is_empty() {
                continue;
            }
            // The upper heading stays in view while its stretch does.
            let stuck = if upper { left.max(area.left()) } else { left };
            let cell = Rect::from_x_y_ranges(stuck..=right - 2.0, area.y_range());
            let font = if upper { theme::small_strong() } else { theme::small() };
            let clipped = painter.with_clip_rect(cell.intersect(area));
            let at = pos2(stuck + 5.0, middle);
            clipped.text(at, Align2::LEFT_CENTER, &mark.label, font, tokens.ink_3);
        }
    }
    painter.hline(area.x_range(), area.bottom() - 0.5, (1.0, tokens.line_1));
}

/// The line of now, over everything.
pub(super) fn now(painter: &Painter, tokens: &Tokens, now: f64, area: Rect, view: &Viewport) {
    let at = view.x(now, area.left()).round() + 0.5;
    if area.x_range().contains(at) {
        painter.vline(at, area.y_range(), (1.0, tokens.accent));
    }
}

/// The label of a row: two lines, and how full it is.
pub(super) fn label(ui: &Ui, tokens: &Tokens, row: &Row, cell: Rect) {
    let painter = ui.painter_at(cell);
    let left = cell.left() + 14.0;
    if row.heading {
        painter.rect_filled(cell, 0, tokens.bg_1);
        let at = pos2(left, cell.center().y);
        painter.text(at, Align2::LEFT_CENTER, &row.title, theme::small_strong(), tokens.ink_1);
        return;
    }
    let two = !row.subtitle.is_empty() && cell.height() >= 40.0;
    let middle = if two { cell.center().y - 9.0 } else { cell.center().y };
    painter.text(pos2(left, middle), Align2::LEFT_CENTER, &row.title, theme::text(), tokens.ink_1);
    if two {
        let at = pos2(left, cell.center().y + 9.0);
        painter.text(at, Align2::LEFT_CENTER, &row.subtitle, theme::small(), tokens.ink_3);
    }
    if let Some(load) = row.load {
        let gauge =
            Rect::from_min_size(pos2(cell.right() - 44.0, cell.center().y - 1.5), vec2(32.0, 3.0));
        painter.rect_filled(gauge, 1.5, tokens.bg_4);
        let colour = if load > 1.0 { tokens.bad } else { tokens.accent };
        let full = Rect::from_min_size(gauge.min, vec2(32.0 * load.clamp(0.0, 1.0), 3.0));
        painter.rect_filled(full, 1.5, colour);
    }
}

//! The ground of the timeline: closed stretches, headings, lines, the two levels of the header, the
//! line of now. Bars are in [`paint_bar`](super::paint_bar).

use super::Board;
use super::data::{Mark, Shade, Viewport};
use super::hatch::Hatches;
use crate::tokens::{Tokens, mix};
use egui::{Color32, Galley, Painter, Rangef, Rect, Shape, Stroke, pos2};
use std::sync::Arc;

/// Distance of a heading from its line.
const INDENT: f32 = 5.0;

/// Lays out a text of a bar or a heading on one line; egui keeps what was laid out before.
pub(super) fn line(painter: &Painter, text: &str, font: &egui::FontId) -> Arc<Galley> {
    // Nobody reads so far; and a text out of a hostile file costs no more than any other.
    let end = text.char_indices().nth(160).map_or(text.len(), |(end, _)| end);
    let text = text.get(..end).unwrap_or_default().to_owned();
    painter.layout_no_wrap(text, font.clone(), Color32::PLACEHOLDER)
}

/// Ground under the bars, and what lies behind the labels.
pub(super) fn ground(painter: &Painter, board: &Board<'_>, view: &Viewport, hatches: &Hatches) {
    let layout = &board.layout;
    let tokens = board.tokens;
    let chart = layout.chart;
    let mut shapes = Vec::new();
    for shade in &board.grid.shades {
        paint_shade(board, view, shade, chart.y_range(), hatches, &mut shapes);
    }
    for row in layout.visible(view) {
        let Some(facts) = board.rows.get(row).filter(|row| !row.heading) else { continue };
        for shade in &facts.shades {
            paint_shade(board, view, shade, layout.band(row, view), hatches, &mut shapes);
        }
    }
    for mark in &board.grid.lower {
        if let Some(x) = line_at(painter, mark.at, chart, view) {
            let colour = if mark.strong { tokens.line_2 } else { tokens.line_1 };
            shapes.push(Shape::vline(x, chart.y_range(), Stroke::new(1.0, colour)));
        }
    }
    painter.with_clip_rect(chart.intersect(painter.clip_rect())).extend(shapes);

    let whole = layout.labels.union(chart);
    let mut shapes = Vec::new();
    for row in layout.visible(view) {
        let Some(facts) = board.rows.get(row) else { continue };
        let band = layout.band(row, view);
        if facts.heading {
            let rect = Rect::from_x_y_ranges(whole.x_range(), band);
            shapes.push(Shape::rect_filled(rect, 0.0, tokens.bg_1.gamma_multiply(0.85)));
        } else if board.options.separators && board.options.row_height >= 10.0 {
            let y = painter.round_to_pixel_center(band.max - 0.5);
            shapes.push(Shape::hline(whole.x_range(), y, Stroke::new(1.0, tokens.line_1)));
        }
    }
    painter.with_clip_rect(whole.intersect(painter.clip_rect())).extend(shapes);
}

fn paint_shade(
    board: &Board<'_>,
    view: &Viewport,
    shade: &Shade,
    band: Rangef,
    hatches: &Hatches,
    shapes: &mut Vec<Shape>,
) {
    let Some(rect) = shade_rect(board, view, shade, band) else { return };
    let (plain, strong) = shade_inks(board.tokens);
    shapes.push(Shape::rect_filled(rect, 0.0, plain));
    if shade.strong {
        let left = view.x_of(shade.start, board.layout.chart);
        shapes.push(hatches.fill(rect, left, 2, 0, strong));
    }
}

/// Where a closed stretch lies, if in view.
pub(super) fn shade_rect(
    board: &Board<'_>,
    view: &Viewport,
    shade: &Shade,
    band: Rangef,
) -> Option<Rect> {
    let chart = board.layout.chart;
    let left = view.x_of(shade.start, chart).round().max(chart.left());
    let right = view.x_of(shade.end, chart).round().min(chart.right());
    (right > left).then(|| Rect::from_x_y_ranges(Rangef::new(left, right), band))
}

fn shade_inks(tokens: &Tokens) -> (Color32, Color32) {
    if tokens.dark {
        (Color32::from_black_alpha(70), mix(tokens.bg_1, tokens.line_1, 0.8))
    } else {
        (Color32::from_black_alpha(9), mix(tokens.bg_0, tokens.line_1, 0.9))
    }
}

/// Where the line of a mark is drawn, on a whole pixel, if in view.
fn line_at(painter: &Painter, at: f64, chart: Rect, view: &Viewport) -> Option<f32> {
    let x = view.x_of(at, chart);
    (x >= chart.left() - 0.5 && x < chart.right())
        .then(|| painter.round_to_pixel_center(x.round() + 0.5))
}

/// Both levels of the header.
pub(super) fn header(painter: &Painter, board: &Board<'_>, view: &Viewport) {
    let layout = &board.layout;
    let (header, tokens) = (layout.header, board.tokens);
    let painter = painter.with_clip_rect(header.intersect(painter.clip_rect()));
    let split = header.top() + layout.upper;
    let (upper, lower) = (Rangef::new(header.top(), split), Rangef::new(split, header.bottom()));
    for (marks, band) in [(&board.grid.upper, upper), (&board.grid.lower, lower)] {
        let sticky = layout.upper > 0.0 && band == upper;
        let font = if sticky { &board.fonts.small_strong } else { &board.fonts.small };
        headings(&painter, board, view, marks, band, font, sticky);
    }
    if view.top > 0.0 {
        let y = painter.round_to_pixel_center(header.bottom() - 0.5);
        let whole = layout.corner.union(header).x_range();
        painter.with_clip_rect(layout.corner.union(header)).hline(
            whole,
            y,
            Stroke::new(1.0, tokens.line_1),
        );
    }
}

/// One level: lines and labels. What began before the view keeps its label at the edge of it, as far
/// as the next one leaves room.
fn headings(
    painter: &Painter,
    board: &Board<'_>,
    view: &Viewport,
    marks: &[Mark],
    band: Rangef,
    font: &egui::FontId,
    sticky: bool,
) {
    let (chart, tokens) = (board.layout.chart, board.tokens);
    let first = if sticky { marks.iter().rposition(|mark| mark.at <= view.left) } else { None };
    // Each label ends before the next mark that has one; where marks are too dense some have none.
    let mut free = chart.left();
    for (index, mark) in marks.iter().enumerate().skip(first.unwrap_or(0)) {
        let stuck = first == Some(index);
        if let Some(x) = line_at(painter, mark.at, chart, view)
            && (!sticky || mark.strong)
        {
            let colour = if mark.strong && !sticky { tokens.line_2 } else { tokens.line_1 };
            painter.vline(x, band, Stroke::new(1.0, colour));
        }
        let x = view.x_of(mark.at, chart);
        if mark.label.is_empty() || x > chart.right() || (!stuck && x < free - 1.0) {
            continue;
        }
        let galley = line(painter, &mark.label, font);
        let next = marks.get(index + 1).map(|next| view.x_of(next.at, chart));
        let mut left = x + INDENT;
        if stuck {
            let room = next.unwrap_or(f32::INFINITY) - INDENT - galley.size().x;
            left = left.max((chart.left() + INDENT).min(room));
        }
        free = left + galley.size().x + INDENT;
        let top = band.center() - galley.size().y / 2.0;
        painter.galley(pos2(left, top), galley, tokens.ink_3);
    }
}

/// The line of now, over everything.
pub(super) fn now(painter: &Painter, board: &Board<'_>, view: &Viewport) {
    let layout = &board.layout;
    let Some(now) = board.grid.now else { return };
    let Some(x) = line_at(painter, now, layout.chart, view) else { return };
    let top = layout.header.top() + layout.upper;
    let stroke = Stroke::new(1.0, board.tokens.accent);
    painter.vline(x, top..=layout.chart.bottom(), stroke);
}

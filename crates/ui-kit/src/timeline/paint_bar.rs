//! Paints a bar: hue is the family, shape is how firm it is, red outline is a clash.

use super::layout::Layout;
use super::paint::hatching;
use super::{Bar, Shape as BarShape, Viewport};
use crate::tokens::RADIUS_1;
use crate::{Tokens, theme};
use egui::{Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// Width of a piece from which on pieces are told apart.
const PIECE: f32 = 26.0;

/// A bar with the place it has on the screen.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) bar: &'a Bar,
    pub(super) row: usize,
    pub(super) rect: Rect,
    pub(super) selected: bool,
    pub(super) focused: bool,
}

/// The shapes of a bar, without its texts.
pub(super) fn shapes(
    shapes: &mut Vec<Shape>,
    tokens: &Tokens,
    placed: &Placed<'_>,
    layout: &Layout,
    view: &Viewport,
) {
    let Placed { bar, rect, .. } = placed;
    let rect = in_view(*rect, layout.body);
    if let Some((start, end)) = bar.before {
        let before = layout.rect(view, placed.row, bar.lane, (start, end));
        let under =
            Rect::from_x_y_ranges(before.x_range(), rect.bottom() + 1.0..=rect.bottom() + 3.0);
        shapes.push(Shape::rect_filled(in_view(under, layout.body), 1, tokens.bg_4));
    }
    match bar.shape {
        BarShape::Milestone => milestone(shapes, tokens, placed, view, layout),
        BarShape::Group => group(shapes, tokens, placed, rect),
        _ => {
            let apart = pieces(placed, layout, view);
            if apart.is_empty() {
                body(shapes, tokens, bar, rect);
            } else {
                let middle = rect.center().y;
                let joint = Stroke::new(1.0, tokens.bar_done(bar.hue));
                shapes.push(Shape::hline(rect.x_range(), middle, joint));
                for piece in apart {
                    body(shapes, tokens, bar, in_view(piece, layout.body));
                }
            }
            outline(shapes, tokens, placed, rect);
        }
    }
}

/// Cut far outside of the screen, so that no shape is wider than it needs to be.
fn in_view(rect: Rect, body: Rect) -> Rect {
    let margin = 40.0;
    let left = rect.left().max(body.left() - margin);
    Rect::from_min_max(
        pos2(left, rect.top()),
        pos2(rect.right().min(body.right() + margin).max(left), rect.bottom()),
    )
}

/// The pieces, if they are wide enough to be told apart.
fn pieces(placed: &Placed<'_>, layout: &Layout, view: &Viewport) -> Vec<Rect> {
    let bar = placed.bar;
    let wide = |piece: &(f64, f64)| (piece.1 - piece.0) * view.scale >= f64::from(PIECE);
    if bar.pieces.len() < 2 || !bar.pieces.first().is_some_and(wide) {
        return Vec::new();
    }
    let right = view.position(layout.body.right(), layout.body.left());
    let seen = bar.pieces.iter().filter(|piece| piece.1 >= view.left && piece.0 <= right);
    let rects: Vec<Rect> =
        seen.map(|piece| layout.rect(view, placed.row, bar.lane, *piece)).collect();
    // Pieces that touch on this scale are one bar to the eye.
    let apart = rects.windows(2).any(|pair| match pair {
        [one, other] => other.left() - one.right() > 4.0,
        _ => false,
    });
    if apart || rects.len() == 1 { rects } else { Vec::new() }
}

fn body(shapes: &mut Vec<Shape>, tokens: &Tokens, bar: &Bar, rect: Rect) {
    let fill = tokens.bar_fill(bar.hue);
    let faint = bar.faint || bar.shape == BarShape::Done;
    let fade = |colour: egui::Color32, share: f32| {
        if faint { crate::tokens::mix(tokens.bg_0, colour, share) } else { colour }
    };
    match bar.shape {
        BarShape::Hollow => {}
        BarShape::Hatched(rank) => {
            shapes.push(Shape::rect_filled(
                rect,
                RADIUS_1,
                crate::tokens::mix(tokens.bg_0, fill, 0.45),
            ));
            let every = 6.0 + 4.0 * f32::from(rank.clamp(1, 3));
            hatching(
                shapes,
                rect.shrink(1.0),
                every,
                fade(crate::tokens::mix(tokens.bg_0, bar.hue, 0.45), 0.5),
            );
        }
        _ => shapes.push(Shape::rect_filled(rect, RADIUS_1, fade(fill, 0.6))),
    }
    if let Some(done) = bar.done.filter(|done| *done > 0.0) {
        let width = rect.width() * done.clamp(0.0, 1.0);
        let part = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        shapes.push(Shape::rect_filled(part, RADIUS_1, fade(tokens.bar_done(bar.hue), 0.7)));
    }
    if !matches!(bar.shape, BarShape::Hollow | BarShape::Hatched(_)) && rect.width() > 6.0 {
        let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        shapes.push(Shape::rect_filled(edge, RADIUS_1, fade(bar.hue, 0.6)));
    }
}

fn outline(shapes: &mut Vec<Shape>, tokens: &Tokens, placed: &Placed<'_>, rect: Rect) {
    let bar = placed.bar;
    match bar.shape {
        BarShape::Hatched(_) | BarShape::Hollow => {
            let stroke = Stroke::new(1.0, bar.hue);
            let corners = [
                rect.left_top(),
                rect.right_top(),
                rect.right_bottom(),
                rect.left_bottom(),
                rect.left_top(),
            ];
            shapes.extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
        }
        _ => {}
    }
    if bar.clash || bar.critical {
        let stroke = Stroke::new(1.5, tokens.bad);
        shapes.push(Shape::rect_stroke(rect, RADIUS_1, stroke, StrokeKind::Inside));
    }
    if placed.selected {
        let stroke = Stroke::new(2.0, tokens.accent);
        let around = if bar.clash { rect.expand(2.5) } else { rect };
        shapes.push(Shape::rect_stroke(around, RADIUS_1, stroke, StrokeKind::Outside));
    }
    if placed.focused {
        let stroke = Stroke::new(1.0, tokens.ink_1);
        shapes.push(Shape::rect_stroke(rect.expand(4.0), 5, stroke, StrokeKind::Outside));
    }
}

fn milestone(
    shapes: &mut Vec<Shape>,
    tokens: &Tokens,
    placed: &Placed<'_>,
    view: &Viewport,
    layout: &Layout,
) {
    let bar = placed.bar;
    let at = pos2(view.x(bar.start, layout.body.left()), placed.rect.center().y);
    let reach = (placed.rect.height() * 0.5).min(7.5);
    let points = |reach: f32| {
        vec![
            at - vec2(0.0, reach),
            at + vec2(reach, 0.0),
            at + vec2(0.0, reach),
            at - vec2(reach, 0.0),
        ]
    };
    let colour = if bar.clash || bar.critical { tokens.bad } else { tokens.ink_2 };
    let line = if placed.selected { tokens.accent } else { colour };
    shapes.push(Shape::convex_polygon(points(reach), colour, Stroke::new(1.5, line)));
    if placed.selected || placed.focused {
        let ring = if placed.focused { tokens.ink_1 } else { tokens.accent };
        shapes.push(Shape::closed_line(points(reach + 3.5), Stroke::new(1.5, ring)));
    }
}

/// A bracket over what a group holds.
fn group(shapes: &mut Vec<Shape>, tokens: &Tokens, placed: &Placed<'_>, rect: Rect) {
    let colour = if placed.selected { tokens.accent } else { tokens.ink_3 };
    let top = rect.center().y - 3.0;
    let beam = Rect::from_x_y_ranges(rect.x_range(), top..=top + 3.0);
    shapes.push(Shape::rect_filled(beam, 0, colour));
    for (x, out) in [(rect.left(), 4.0), (rect.right(), -4.0)] {
        let points = vec![pos2(x, top), pos2(x + out, top), pos2(x, top + 8.0)];
        shapes.push(Shape::convex_polygon(points, colour, Stroke::NONE));
    }
}

/// The texts of a bar, cut at its edges; what stands beside it only as far as there is room.
pub(super) fn texts(
    painter: &Painter,
    tokens: &Tokens,
    placed: &Placed<'_>,
    body: Rect,
    room: f32,
) {
    let Placed { bar, rect, .. } = placed;
    let shown = rect.intersect(body);
    let inside = !matches!(bar.shape, BarShape::Milestone | BarShape::Group);
    if inside && shown.width() >= 12.0 && !bar.title.is_empty() {
        let clip = painter.with_clip_rect(shown.shrink2(vec2(2.0, 0.0)));
        // The label stays in view while the bar does.
        let left = shown.left() + 10.0_f32.min(shown.width() * 0.2);
        let strong = if bar.faint { tokens.ink_3 } else { tokens.ink_1 };
        let title = clip.layout_no_wrap(bar.title.clone(), theme::small_strong(), strong);
        let middle = rect.center().y;
        if bar.subtitle.is_empty() {
            clip.galley(pos2(left, middle - title.size().y / 2.0), title, strong);
        } else {
            let weak = clip.layout_no_wrap(bar.subtitle.clone(), theme::small(), tokens.ink_2);
            if rect.height() >= 34.0 {
                clip.galley(pos2(left, middle - title.size().y - 0.5), title, strong);
                clip.galley(pos2(left, middle + 1.0), weak, tokens.ink_2);
            } else {
                let after = left + title.size().x + 6.0;
                clip.galley(pos2(left, middle - title.size().y / 2.0), title, strong);
                clip.galley(pos2(after, middle - weak.size().y / 2.0), weak, tokens.ink_2);
            }
        }
    }
    if !bar.beside.is_empty() {
        let reach = if bar.shape == BarShape::Milestone { 10.0 } else { 0.0 };
        let from = pos2(rect.right().max(rect.left() + reach) + 7.0, rect.center().y);
        let until = pos2(room.min(body.right()), rect.bottom() + 4.0);
        let ink = if bar.critical && bar.shape == BarShape::Milestone {
            tokens.bad_ink
        } else {
            tokens.ink_3
        };
        let clip = painter.with_clip_rect(
            Rect::from_two_pos(pos2(from.x, rect.top() - 4.0), until).intersect(body),
        );
        if until.x > from.x + 8.0 {
            clip.text(from, egui::Align2::LEFT_CENTER, &bar.beside, theme::small(), ink);
        }
    }
}

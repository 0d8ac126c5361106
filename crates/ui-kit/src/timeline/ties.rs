//! Dependencies, drawn as elbows with an arrow head.

use super::layout::Layout;
use super::{Edge, Key, Row, Tie, Viewport};
use crate::Tokens;
use egui::{Pos2, Rect, Shape, Stroke, pos2, vec2};
use std::collections::BTreeMap;

/// Where each bar that a dependency names lies; the first row that shows it counts.
pub(super) fn places(
    ties: &[Tie],
    rows: &[Row],
    layout: &Layout,
    view: &Viewport,
) -> BTreeMap<Key, Rect> {
    let mut places = BTreeMap::new();
    if ties.is_empty() {
        return places;
    }
    for (at, row) in rows.iter().enumerate() {
        for bar in &row.bars {
            places
                .entry(bar.key)
                .or_insert_with(|| layout.rect(view, at, bar.lane, (bar.start, bar.end)));
        }
    }
    places
}

/// The points of an elbow from one bar to another.
pub(super) fn elbow(tie: &Tie, from: Rect, to: Rect) -> Vec<Pos2> {
    let (start, out) = match tie.from_edge {
        Edge::End => (from.right_center(), 8.0),
        Edge::Start => (from.left_center(), -8.0),
    };
    let (end, arrive) = match tie.to_edge {
        Edge::Start => (to.left_center(), -8.0),
        Edge::End => (to.right_center(), 8.0),
    };
    let (turn, back) = (start.x + out, end.x + arrive);
    let straight = (out > 0.0 && back >= turn) || (out < 0.0 && back <= turn);
    if straight {
        return vec![start, pos2(turn, start.y), pos2(turn, end.y), end];
    }
    // Around: between the two rows, then back.
    let between = (start.y + end.y) / 2.0;
    vec![
        start,
        pos2(turn, start.y),
        pos2(turn, between),
        pos2(back, between),
        pos2(back, end.y),
        end,
    ]
}

/// The shapes of a dependency.
pub(super) fn shapes(
    shapes: &mut Vec<Shape>,
    tokens: &Tokens,
    tie: &Tie,
    points: &[Pos2],
    strong: bool,
) {
    let colour = match (tie.critical, strong) {
        (true, _) => tokens.bad,
        (false, true) => tokens.accent,
        (false, false) => tokens.ink_3,
    };
    let stroke = Stroke::new(if strong { 1.8 } else { 1.0 }, colour);
    shapes.push(Shape::line(points.to_vec(), stroke));
    if let [.., before, end] = points {
        let way = if end.x >= before.x { -1.0 } else { 1.0 };
        let head = vec![*end, *end + vec2(6.0 * way, -3.5), *end + vec2(6.0 * way, 3.5)];
        shapes.push(Shape::convex_polygon(head, colour, Stroke::NONE));
    }
}

/// How far a place is from a broken line.
pub(super) fn distance(points: &[Pos2], place: Pos2) -> f32 {
    let from_piece = |pair: &[Pos2]| match pair {
        [from, to] => {
            let (along, to_place) = (*to - *from, place - *from);
            let length = along.length_sq();
            let share =
                if length > 0.0 { (to_place.dot(along) / length).clamp(0.0, 1.0) } else { 0.0 };
            (to_place - along * share).length()
        }
        _ => f32::INFINITY,
    };
    points.windows(2).map(from_piece).fold(f32::INFINITY, f32::min)
}

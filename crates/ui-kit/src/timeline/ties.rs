//! Dependencies: elbows from an end of a bar to an end of another. Drawn for what is selected or
//! under the pointer, or all of them; all at once are noise where rows are not in the order of the
//! work.

use super::data::{Edge, Key, Shape as BarShape, Tie, Viewport};
use super::place::Placed;
use super::state::State;
use super::{Board, Keys};
use egui::{Pos2, Shape, Stroke, pos2, vec2};
use std::collections::HashMap;

/// How far a tie goes straight on before it turns.
const STUB: f32 = 6.0;
/// Length and half the width of the arrow head.
const HEAD: f32 = 6.0;
const HEAD_HALF: f32 = 3.5;

/// A tie on the screen.
pub(super) struct Route {
    pub(super) key: Key,
    points: Vec<Pos2>,
    /// To the right or to the left into the bar it reaches.
    inward: f32,
    critical: bool,
    /// It belongs to what is selected or under the pointer.
    lit: bool,
}

impl Route {
    /// How far a place is from the line.
    pub(super) fn distance(&self, at: Pos2) -> f32 {
        let segments = self.points.iter().zip(self.points.iter().skip(1));
        segments.map(|(from, to)| distance(*from, *to, at)).fold(f32::INFINITY, f32::min)
    }

    pub(super) fn paint(&self, board: &Board<'_>, picked: Option<Key>, out: &mut Vec<Shape>) {
        let tokens = board.tokens;
        let hot = self.lit || picked == Some(self.key);
        let colour = match (self.critical, hot) {
            (true, _) => tokens.bad,
            (false, true) => tokens.ink_1,
            (false, false) => tokens.ink_3,
        };
        let width = if picked == Some(self.key) { 2.0 } else { 1.25 };
        let Some(tip) = self.points.last().copied() else { return };
        let mut points = self.points.clone();
        if let Some(last) = points.last_mut() {
            last.x -= self.inward * HEAD / 2.0;
        }
        out.push(Shape::line(points, Stroke::new(width, colour)));
        let back = tip - vec2(self.inward * HEAD, 0.0);
        let head = vec![tip, back + vec2(0.0, HEAD_HALF), back - vec2(0.0, HEAD_HALF)];
        out.push(Shape::convex_polygon(head, colour, Stroke::NONE));
    }
}

fn distance(from: Pos2, to: Pos2, at: Pos2) -> f32 {
    let along = to - from;
    let length = along.length_sq();
    let share = if length > 0.0 { ((at - from).dot(along) / length).clamp(0.0, 1.0) } else { 0.0 };
    (from + along * share).distance(at)
}

/// The ties to be drawn.
pub(super) fn routes(
    board: &Board<'_>,
    placed: &[Placed],
    state: &State,
    selection: &Keys,
    view: &Viewport,
) -> Vec<Route> {
    let hot = state.hot.map(|spot| spot.bar);
    let lit = |tie: &Tie| {
        let is_lit = |key| selection.contains(key) || hot == Some(key);
        is_lit(tie.from) || is_lit(tie.to)
    };
    let wanted: Vec<(&Tie, bool)> = board
        .ties
        .iter()
        .map(|tie| (tie, lit(tie)))
        .filter(|(_, lit)| *lit || board.options.all_ties)
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let ends = ends(board, placed, &wanted, view);
    let chart = board.layout.chart.expand(STUB * 2.0);
    let route = |(tie, lit): (&Tie, bool)| {
        let from = ends.get(&tie.from)?.at(tie.from_edge);
        let to = ends.get(&tie.to)?.at(tie.to_edge);
        let points = elbow(from, tie.from_edge, to, tie.to_edge, board.options.row_height);
        let inward = if tie.to_edge == Edge::Start { 1.0 } else { -1.0 };
        let seen = egui::Rect::from_points(&points).intersects(chart);
        seen.then_some(Route { key: tie.key, points, inward, critical: tie.critical, lit })
    };
    wanted.into_iter().filter_map(route).collect()
}

/// Where ties can touch a bar.
#[derive(Clone, Copy)]
struct Ends {
    left: f32,
    right: f32,
    middle: f32,
}

impl Ends {
    fn at(self, edge: Edge) -> Pos2 {
        let x = if edge == Edge::Start { self.left } else { self.right };
        pos2(x, self.middle)
    }
}

/// Where the bars are that ties touch: first among those in view, then among all.
fn ends(
    board: &Board<'_>,
    placed: &[Placed],
    wanted: &[(&Tie, bool)],
    view: &Viewport,
) -> HashMap<Key, Ends> {
    let touched =
        Keys::of(&wanted.iter().flat_map(|(tie, _)| [tie.from, tie.to]).collect::<Vec<_>>());
    let mut ends = HashMap::new();
    for one in placed {
        if let Some(bar) = board.bar(one).filter(|bar| touched.contains(bar.key)) {
            let (rect, middle) = (one.rect, one.rect.center().y);
            let middle = if bar.shape == BarShape::Group { rect.top() + 4.0 } else { middle };
            let found = Ends { left: rect.left(), right: rect.right(), middle };
            ends.entry(bar.key).or_insert(found);
        }
    }
    if ends.len() == touched.len() {
        return ends;
    }
    for (row, facts) in board.rows.iter().enumerate().filter(|(_, row)| !row.heading) {
        for bar in &facts.bars {
            let drawable = !bar.start.is_nan() && !bar.end.is_nan();
            if drawable && touched.contains(bar.key) && !ends.contains_key(&bar.key) {
                let rect = board.place_alone(row, bar.start, bar.end, view);
                let (left, right, middle) = (rect.left(), rect.right(), rect.center().y);
                ends.insert(bar.key, Ends { left, right, middle });
            }
        }
    }
    ends
}

/// The corners of a line that leaves one end outwards and reaches the other from outside.
fn elbow(from: Pos2, from_edge: Edge, to: Pos2, to_edge: Edge, row_height: f32) -> Vec<Pos2> {
    let crisp = |at: Pos2| pos2(at.x.round() + 0.5, at.y.round() + 0.5);
    let (from, to) = (crisp(from), crisp(to));
    let outward = |edge| if edge == Edge::Start { -1.0 } else { 1.0 };
    let leave = from.x + STUB * outward(from_edge);
    let reach = to.x + (STUB + HEAD / 2.0) * outward(to_edge);
    if from_edge == to_edge {
        let x = if from_edge == Edge::Start { leave.min(reach) } else { leave.max(reach) };
        return vec![from, pos2(x, from.y), pos2(x, to.y), to];
    }
    let forward = if from_edge == Edge::End { leave <= reach } else { leave >= reach };
    if forward {
        if from.y == to.y {
            return vec![from, to];
        }
        return vec![from, pos2(leave, from.y), pos2(leave, to.y), to];
    }
    // There is no room: round the back, between the rows.
    let down = if to.y >= from.y { 1.0 } else { -1.0 };
    let between = (from.y + down * row_height / 2.0).round() + 0.5;
    vec![
        from,
        pos2(leave, from.y),
        pos2(leave, between),
        pos2(reach, between),
        pos2(reach, to.y),
        to,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_leaves_and_reaches_its_bars_from_outside() {
        for (from_edge, to_edge) in [
            (Edge::End, Edge::Start),
            (Edge::Start, Edge::Start),
            (Edge::End, Edge::End),
            (Edge::Start, Edge::End),
        ] {
            for to in [pos2(300.0, 80.0), pos2(90.0, 80.0), pos2(104.0, 20.0)] {
                let from = pos2(100.0, 50.0);
                let points = elbow(from, from_edge, to, to_edge, 28.0);
                let outward = |edge| if edge == Edge::Start { -1.0 } else { 1.0 };
                let second = points[1].x - points[0].x;
                let last = points[points.len() - 2].x - points[points.len() - 1].x;
                assert!(second * outward(from_edge) > 0.0, "{points:?}");
                assert!(last * outward(to_edge) > 0.0, "{points:?}");
                for pair in points.windows(2) {
                    assert!(pair[0].x == pair[1].x || pair[0].y == pair[1].y, "{points:?}");
                }
            }
        }
    }
}

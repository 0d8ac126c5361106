//! The bodies of bars. Shapes are gathered in layers and added at once; texts come last, since a text
//! that is cut at the end of its bar is painted on its own and would vanish below bars added later.
//! What the texts are is in [`paint_text`](super::paint_text).

use super::data::{Bar, Key, Row, Shape as BarShape, Viewport};
use super::hatch::Hatches;
use super::place::Placed;
use super::ties::Route;
use super::{Board, Keys};
use crate::tokens::{RADIUS_1, mix};
use egui::epaint::{CornerRadius, RectShape};
use egui::{Color32, Galley, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};
use std::sync::Arc;

/// Width of the bright edge on the left.
pub(super) const EDGE: f32 = 3.0;
/// Pieces narrower than this are shown as one bar.
const PIECE: f64 = 24.0;

/// What bars look like apart from what they are.
pub(super) struct Dress<'a> {
    pub(super) selection: &'a Keys,
    /// Bars that are being moved: their ghosts are what counts.
    pub(super) leaving: &'a Keys,
    /// The bar under the pointer.
    pub(super) hot: Option<Key>,
}

/// Shapes of the bars, layer by layer.
pub(super) struct Layers<'a> {
    pub(super) board: &'a Board<'a>,
    pub(super) view: &'a Viewport,
    pub(super) painter: Painter,
    hatches: Hatches,
    hatched: Vec<Shape>,
    fills: Vec<Shape>,
    dashes: Mesh,
    outlines: Vec<Shape>,
    pub(super) texts: Vec<(Rect, Pos2, Arc<Galley>, Color32)>,
}

/// The colours of a bar.
pub(super) struct Look {
    fill: Color32,
    edge: Color32,
    done: Color32,
    pub(super) title: Color32,
    pub(super) subtitle: Color32,
}

pub(super) fn bars<'a>(
    painter: &Painter,
    board: &'a Board<'a>,
    view: &'a Viewport,
    hatches: &Hatches,
    placed: &[Placed],
    dress: &Dress<'_>,
) -> Layers<'a> {
    let mut layers = Layers {
        board,
        view,
        painter: painter.with_clip_rect(board.layout.chart.intersect(painter.clip_rect())),
        hatches: hatches.clone(),
        hatched: Vec::new(),
        fills: Vec::with_capacity(placed.len() * 2),
        dashes: hatches.dashes(),
        outlines: Vec::new(),
        texts: Vec::with_capacity(placed.len()),
    };
    for one in placed {
        if let Some(row) = board.row(one)
            && let Some(bar) = row.bars.get(one.bar)
        {
            layers.bar(one, bar, row, dress);
        }
    }
    layers
}

impl Layers<'_> {
    /// Adds all layers; dependencies lie between the bars and their texts.
    pub(super) fn paint(self, routes: &[Route], picked: Option<Key>) {
        let Self { board, painter, hatched, fills, dashes, mut outlines, texts, .. } = self;
        painter.extend(hatched);
        painter.extend(fills);
        if !dashes.is_empty() {
            painter.add(Shape::mesh(dashes));
        }
        for route in routes {
            route.paint(board, picked, &mut outlines);
        }
        painter.extend(outlines);
        let (whole, cut): (Vec<_>, Vec<_>) = texts
            .into_iter()
            .partition(|(room, at, galley, _)| at.x + galley.size().x <= room.right());
        let text = |(_, at, galley, ink)| Shape::galley(at, galley, ink);
        painter.extend(whole.into_iter().map(text));
        for (room, at, galley, ink) in cut {
            painter.with_clip_rect(room.intersect(painter.clip_rect())).galley(at, galley, ink);
        }
    }

    fn bar(&mut self, placed: &Placed, bar: &Bar, row: &Row, dress: &Dress<'_>) {
        let rect = placed.rect;
        let chosen = dress.selection.contains(bar.key);
        let look = self.look(bar, dress.leaving.contains(bar.key));
        self.before(bar, rect);
        match bar.shape {
            BarShape::Milestone => self.milestone(bar, rect, &look, chosen),
            BarShape::Group => self.group(rect, &look, chosen),
            BarShape::Hatched(rank) => self.hatched(bar, rect, rank, &look),
            BarShape::Hollow => {
                let stroke = Stroke::new(1.0, look.edge);
                self.outlines.push(outline(rect, 0.0, stroke, StrokeKind::Inside));
            }
            BarShape::Solid | BarShape::Done => self.solid(bar, rect, &look),
        }
        if !matches!(bar.shape, BarShape::Milestone | BarShape::Group) {
            if dress.hot == Some(bar.key) && rect.width() >= 6.0 {
                let stroke = Stroke::new(1.0, look.edge);
                self.outlines.push(outline(rect, 0.0, stroke, StrokeKind::Inside));
            }
            self.outline(bar, rect, chosen);
            self.labels(bar, rect, &look);
        }
        if !bar.beside.is_empty() {
            self.beside(placed, bar, row);
        }
    }

    fn look(&self, bar: &Bar, leaving: bool) -> Look {
        let tokens = self.board.tokens;
        let mut look = Look {
            fill: tokens.bar_fill(bar.hue),
            edge: bar.hue,
            done: tokens.bar_done(bar.hue),
            title: tokens.ink_1,
            subtitle: tokens.ink_2,
        };
        if bar.shape == BarShape::Done {
            look.fill = mix(tokens.bg_1, bar.hue, if tokens.dark { 0.13 } else { 0.1 });
            look.edge = mix(tokens.bg_1, bar.hue, 0.55);
            look.title = tokens.ink_2;
            look.subtitle = tokens.ink_3;
        }
        if bar.faint || leaving {
            for colour in [
                &mut look.fill,
                &mut look.edge,
                &mut look.done,
                &mut look.title,
                &mut look.subtitle,
            ] {
                *colour = colour.gamma_multiply(0.4);
            }
        }
        look
    }

    fn solid(&mut self, bar: &Bar, rect: Rect, look: &Look) {
        if rect.width() < 6.0 {
            // Too narrow for an edge: the hue alone, so that it is seen at all.
            self.fills.push(RectShape::filled(rect, 0.0, look.edge).into());
            return;
        }
        let pieces = self.pieces(bar, rect);
        if pieces.is_empty() {
            self.piece(bar, rect, rect, look);
            return;
        }
        let middle = rect.center().y;
        let joint = Stroke::new(1.5, look.edge);
        self.fills.push(Shape::hline(rect.x_range(), middle, joint));
        for piece in pieces {
            self.piece(bar, piece, rect, look);
        }
    }

    /// One stretch of a bar, or all of it: ground, the share that is done, the bright edge.
    fn piece(&mut self, bar: &Bar, piece: Rect, whole: Rect, look: &Look) {
        let radius = radius(piece);
        self.fills.push(RectShape::filled(piece, radius, look.fill).into());
        let starts = piece.left() <= whole.left();
        if let Some(done) = bar.done {
            let end = whole.left() + whole.width() * done.clamp(0.0, 1.0);
            if end > piece.left() + 0.5 {
                let mut part = piece;
                part.max.x = part.max.x.min(end);
                let right = if end < piece.right() - 1.0 { 0 } else { radius };
                let corners = CornerRadius { nw: radius, sw: radius, ne: right, se: right };
                self.fills.push(RectShape::filled(part, corners, look.done).into());
            }
        } else if starts {
            let mut part = piece;
            part.max.x = part.left() + EDGE;
            let corners = CornerRadius { nw: radius, sw: radius, ne: 0, se: 0 };
            self.fills.push(RectShape::filled(part, corners, look.edge).into());
        }
    }

    /// The stretches of a bar on the screen, if they are wide enough to be told apart.
    fn pieces(&self, bar: &Bar, rect: Rect) -> Vec<Rect> {
        let taken: f64 = bar.pieces.iter().map(|(start, end)| end - start).sum();
        let count = bar.pieces.len();
        if count < 2 || taken * self.view.scale < PIECE * count as f64 {
            return Vec::new();
        }
        let chart = self.board.layout.chart;
        let first =
            bar.pieces.partition_point(|(_, end)| self.view.x_of(*end, chart) < rect.left());
        let seen = bar.pieces.iter().skip(first).map(|(start, end)| {
            let left = self.view.x_of(*start, chart).round().max(rect.left());
            let right = self.view.x_of(*end, chart).round().min(rect.right());
            Rect::from_min_max(pos2(left, rect.top()), pos2(right, rect.bottom()))
        });
        seen.take_while(|piece| piece.left() < chart.right())
            .filter(|piece| piece.width() > 0.0)
            .collect()
    }

    fn hatched(&mut self, bar: &Bar, rect: Rect, rank: u8, look: &Look) {
        if rect.width() < 6.0 {
            self.fills.push(RectShape::filled(rect, 0.0, look.edge.gamma_multiply(0.5)).into());
            return;
        }
        let left = self.view.x_of(bar.start, self.board.layout.chart);
        let ink =
            mix(self.board.tokens.bg_1, bar.hue, if self.board.tokens.dark { 0.2 } else { 0.17 });
        let ink = if bar.faint { ink.gamma_multiply(0.4) } else { ink };
        let inner = rect.shrink(0.5);
        self.hatched.push(self.hatches.fill(inner, left, rank, radius(rect), ink));
        self.hatches.outline(rect, look.edge, 1.0, &mut self.dashes);
    }

    fn milestone(&mut self, bar: &Bar, rect: Rect, look: &Look, chosen: bool) {
        let tokens = self.board.tokens;
        let ink =
            if bar.clash || bar.critical { tokens.bad } else { mix(look.edge, tokens.ink_1, 0.3) };
        let ink = if bar.faint { ink.gamma_multiply(0.4) } else { ink };
        self.fills.push(diamond(rect, ink, Stroke::NONE));
        if chosen {
            let around = Stroke::new(2.0, tokens.accent);
            self.outlines.push(diamond(rect.expand(3.0), Color32::TRANSPARENT, around));
        }
    }

    fn group(&mut self, rect: Rect, look: &Look, chosen: bool) {
        let tokens = self.board.tokens;
        let ink = if chosen { tokens.accent } else { mix(look.edge, tokens.ink_1, 0.3) };
        let top = (rect.center().y - 4.0).max(rect.top());
        let back = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + 4.0));
        self.fills.push(RectShape::filled(back, 0.0, ink).into());
        let foot = 6.0_f32.min(rect.width() / 2.0);
        for (x, inward) in [(back.left(), foot), (back.right(), -foot)] {
            let foot = vec![
                pos2(x, back.bottom()),
                pos2(x + inward, back.bottom()),
                pos2(x, back.bottom() + 5.0),
            ];
            self.fills.push(Shape::convex_polygon(foot, ink, Stroke::NONE));
        }
    }

    /// Red where it stands in the way or on the critical path, the accent where it is selected.
    fn outline(&mut self, bar: &Bar, rect: Rect, chosen: bool) {
        let tokens = self.board.tokens;
        if chosen {
            let (soft, firm) =
                (Stroke::new(4.0, tokens.accent_soft), Stroke::new(2.0, tokens.accent));
            self.outlines.push(outline(rect, 1.0, soft, StrokeKind::Outside));
            self.outlines.push(outline(rect, 0.0, firm, StrokeKind::Outside));
        }
        if bar.clash || bar.critical {
            let ink = if bar.faint { tokens.bad.gamma_multiply(0.5) } else { tokens.bad };
            let kind = if chosen { StrokeKind::Inside } else { StrokeKind::Middle };
            self.outlines.push(outline(rect, 0.0, Stroke::new(1.5, ink), kind));
        }
    }

    /// Where it was in the signed plan: a thin line under the bar.
    fn before(&mut self, bar: &Bar, rect: Rect) {
        let Some((start, end)) = bar.before else { return };
        if start.is_nan() || end.is_nan() {
            return;
        }
        let chart = self.board.layout.chart;
        let (left, right) = (self.view.x_of(start, chart), self.view.x_of(end, chart));
        let (left, right) = (left.max(chart.left() - 8.0), right.min(chart.right() + 8.0));
        if left < right {
            let top = rect.bottom() + 1.5;
            let under = Rect::from_min_max(pos2(left, top), pos2(right, top + 2.5));
            let tokens = self.board.tokens;
            let ink = mix(tokens.line_2, tokens.ink_3, 0.4);
            self.fills.push(RectShape::filled(under, 1.0, ink).into());
        }
    }
}

/// Corners; none where they would be all there is.
fn radius(rect: Rect) -> u8 {
    if rect.width() >= 8.0 && rect.height() >= 8.0 { RADIUS_1 } else { 0 }
}

fn outline(rect: Rect, away: f32, stroke: Stroke, kind: StrokeKind) -> Shape {
    let radius = radius(rect);
    RectShape::stroke(rect.expand(away), radius, stroke, kind).into()
}

pub(super) fn diamond(rect: Rect, fill: Color32, stroke: Stroke) -> Shape {
    let (centre, half) = (rect.center(), rect.size() / 2.0);
    let points = vec![
        centre - vec2(0.0, half.y),
        centre + vec2(half.x, 0.0),
        centre + vec2(0.0, half.y),
        centre - vec2(half.x, 0.0),
    ];
    Shape::convex_polygon(points, fill, stroke)
}

//! Bars that are no rectangles: the diamond of a milestone, the bracket of a group.

use super::data::Bar;
use super::paint_bar::{Layers, Look};
use crate::tokens::mix;
use egui::{Color32, Rect, Shape, Stroke, pos2, vec2};

impl Layers<'_> {
    pub(super) fn milestone(&mut self, bar: &Bar, rect: Rect, look: &Look, chosen: bool) {
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

    pub(super) fn group(&mut self, rect: Rect, look: &Look, chosen: bool) {
        let tokens = self.board.tokens;
        let ink = if chosen { tokens.accent } else { mix(look.edge, tokens.ink_1, 0.3) };
        let top = (rect.center().y - 4.0).max(rect.top());
        let back = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + 4.0));
        self.sharp_fills.rect(back, ink);
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
}

fn diamond(rect: Rect, fill: Color32, stroke: Stroke) -> Shape {
    let (centre, half) = (rect.center(), rect.size() / 2.0);
    let points = vec![
        centre - vec2(0.0, half.y),
        centre + vec2(half.x, 0.0),
        centre + vec2(0.0, half.y),
        centre - vec2(half.x, 0.0),
    ];
    Shape::convex_polygon(points, fill, stroke)
}

//! Rectangles on whole pixels, gathered in one mesh. They need no soft edges, and are many times
//! cheaper than what has round corners: half a year of bookings is drawn with them.

use egui::{Color32, Mesh, Painter, Rect, Shape, emath::GuiRounding as _, pos2};

pub(super) struct Sharp {
    mesh: Mesh,
    pixels_per_point: f32,
}

impl Sharp {
    pub(super) fn new(painter: &Painter) -> Self {
        Self { mesh: Mesh::default(), pixels_per_point: painter.pixels_per_point() }
    }

    pub(super) fn rect(&mut self, rect: Rect, ink: Color32) {
        self.mesh.add_colored_rect(rect.round_to_pixels(self.pixels_per_point), ink);
    }

    /// An outline around a rectangle, at least a pixel wide.
    pub(super) fn frame(&mut self, rect: Rect, width: f32, ink: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let width = width.round_to_pixels(self.pixels_per_point).max(pixel);
        let inner = rect.round_to_pixels(self.pixels_per_point);
        let outer = inner.expand(width);
        let sides = [
            Rect::from_min_max(outer.min, pos2(outer.right(), inner.top())),
            Rect::from_min_max(pos2(outer.left(), inner.bottom()), outer.max),
            Rect::from_min_max(pos2(outer.left(), inner.top()), inner.left_bottom()),
            Rect::from_min_max(inner.right_top(), pos2(outer.right(), inner.bottom())),
        ];
        for side in sides {
            self.mesh.add_colored_rect(side, ink);
        }
    }

    pub(super) fn paint(self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(Shape::mesh(self.mesh));
        }
    }
}

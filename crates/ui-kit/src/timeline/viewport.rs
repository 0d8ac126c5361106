//! Where the reader stands on the axis, and how that changes: pan, zoom at a place, fit.

use super::Viewport;

/// The closest and the farthest that can be looked at, in points per unit.
const SCALES: std::ops::RangeInclusive<f64> = 2.0..=12_000.0;

impl Viewport {
    /// A view from a position on, so many units over a width.
    pub fn new(left: f64, units: f64, width: f32) -> Self {
        let mut view = Self { left, scale: 1.0, top: 0.0 };
        view.fit(left, left + units, width);
        view
    }

    /// The horizontal place of a position, when the axis begins at `origin`.
    pub fn x(&self, position: f64, origin: f32) -> f32 {
        // In points of a screen: what is far outside is as good as any other place outside.
        ((position - self.left) * self.scale).clamp(-1.0e6, 1.0e6) as f32 + origin
    }

    /// The position at a horizontal place.
    pub fn position(&self, x: f32, origin: f32) -> f64 {
        self.left + f64::from(x - origin) / self.scale
    }

    /// Shows a stretch over a width.
    pub fn fit(&mut self, start: f64, end: f64, width: f32) {
        self.left = start;
        self.scale = (f64::from(width.max(1.0)) / (end - start).max(1.0e-6))
            .clamp(*SCALES.start(), *SCALES.end());
    }

    /// Comes nearer by a factor; the position under `x` stays where it is.
    pub fn zoom(&mut self, factor: f64, x: f32, origin: f32) {
        let held = self.position(x, origin);
        self.scale = (self.scale * factor).clamp(*SCALES.start(), *SCALES.end());
        self.left = held - f64::from(x - origin) / self.scale;
    }

    /// Goes on by so many points.
    pub fn pan(&mut self, points: f32) {
        self.left += f64::from(points) / self.scale;
    }

    /// Brings a stretch into view, if it is not: its beginning comes a fifth from the left.
    pub fn reveal(&mut self, start: f64, end: f64, width: f32) {
        let right = self.left + f64::from(width) / self.scale;
        if start < self.left || end.min(start + 1.0e-9 + (right - self.left) * 0.5) > right {
            self.left = start - (right - self.left) * 0.2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let mut view = Viewport { left: 12.5, scale: 40.0, top: 0.0 };
        let before = view.position(300.0, 100.0);
        view.zoom(2.5, 300.0, 100.0);
        assert!((view.position(300.0, 100.0) - before).abs() < 1.0e-9);
        assert!((view.scale - 100.0).abs() < 1.0e-9);
    }

    #[test]
    fn what_is_in_view_is_left_where_it_is() {
        let mut view = Viewport { left: 0.0, scale: 10.0, top: 0.0 };
        view.reveal(20.0, 30.0, 500.0);
        assert!(view.left.abs() < 1.0e-9);
        view.reveal(200.0, 210.0, 500.0);
        assert!((view.left - 190.0).abs() < 1.0e-9);
    }
}

//! Where the reader stands: from positions of the axis to points of the screen and back.

use super::data::Viewport;
use egui::Rect;
use std::ops::Range;

impl Viewport {
    /// A view from a position on, so many units over a width.
    pub fn new(left: f64, units: f64, width: f32) -> Self {
        let mut view = Self { left, scale: 1.0, top: 0.0 };
        view.fit(left, left + units, width);
        view
    }

    /// The horizontal place of a position, when the axis begins at `origin`.
    pub fn x(&self, position: f64, origin: f32) -> f32 {
        // What is far out of view is all the same; kept near so that `f32` stays exact.
        let offset = ((position - self.left) * self.scale).clamp(-1e6, 1e6);
        origin + offset as f32
    }

    /// The position at a horizontal place, when the axis begins at `origin`.
    pub fn position(&self, x: f32, origin: f32) -> f64 {
        self.left + f64::from(x - origin) / self.scale
    }

    /// The horizontal place of a position, when the axis is shown in this rectangle.
    pub fn x_of(&self, position: f64, rect: Rect) -> f32 {
        self.x(position, rect.left())
    }

    /// The position at a horizontal place, when the axis is shown in this rectangle.
    pub fn position_at(&self, x: f32, rect: Rect) -> f64 {
        self.position(x, rect.left())
    }

    /// What is in view over a width.
    pub fn range(&self, width: f32) -> Range<f64> {
        self.left..self.left + f64::from(width) / self.scale
    }

    /// Shows a stretch over a width.
    pub fn fit(&mut self, start: f64, end: f64, width: f32) {
        let scale = f64::from(width.max(1.0)) / (end - start);
        if start.is_finite() && scale.is_finite() && scale > 0.0 {
            self.left = start;
            self.scale = scale;
        }
    }

    /// Zooms, and the position stays where it is on the screen.
    pub fn zoom_at(&mut self, factor: f64, position: f64) {
        if factor.is_finite() && factor > 0.0 && position.is_finite() {
            self.left = position - (position - self.left) / factor;
            self.scale *= factor;
        }
    }

    /// Comes nearer by a factor; the position under `x` stays where it is, when the axis begins at
    /// `origin`.
    pub fn zoom(&mut self, factor: f64, x: f32, origin: f32) {
        self.zoom_at(factor, self.position(x, origin));
    }

    /// Goes on by so many points.
    pub fn pan(&mut self, points: f32) {
        self.left += f64::from(points) / self.scale;
    }

    /// Brings a stretch into view over a width, going no farther than needed; its beginning, if it
    /// is longer than what is in view.
    pub fn reveal(&mut self, start: f64, end: f64, width: f32) {
        let range = self.range(width);
        if !start.is_finite() || start <= range.start && end >= range.end {
            return;
        }
        let air = (range.end - range.start) / 12.0;
        let (least, most) = (range.start + air, range.end - air);
        if start < least || end - start > most - least {
            self.left += start - least;
        } else if end > most {
            self.left += end - most;
        }
    }

    /// Leaves nothing that cannot be drawn, and keeps the scale within its range around the middle
    /// of a width.
    pub(super) fn mend(&mut self, scale: (f64, f64), width: f32) {
        if !self.left.is_finite() {
            self.left = 0.0;
        }
        if !self.top.is_finite() {
            self.top = 0.0;
        }
        if !(self.scale.is_finite() && self.scale > 0.0) {
            self.scale = scale.0.max(1.0).min(scale.1);
        }
        let wanted = self.scale.max(scale.0).min(scale.1);
        if wanted != self.scale {
            self.zoom_at(wanted / self.scale, self.left + f64::from(width / 2.0) / self.scale);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    const VIEW: Viewport = Viewport { left: 20.0, scale: 48.0, top: 0.0 };

    fn rect() -> Rect {
        Rect::from_min_size(pos2(150.0, 50.0), vec2(700.0, 400.0))
    }

    #[test]
    fn a_position_is_found_again_where_it_was_drawn() {
        for position in [20.0, 21.25, 33.5] {
            let x = VIEW.x_of(position, rect());
            assert!((VIEW.position_at(x, rect()) - position).abs() < 1e-4);
        }
    }

    #[test]
    fn a_zoom_keeps_the_position_in_its_place() {
        let mut view = VIEW;
        let x = view.x_of(27.0, rect());
        for factor in [1.25, 0.3, 8.0] {
            view.zoom_at(factor, 27.0);
            assert!((view.x_of(27.0, rect()) - x).abs() < 1e-3);
        }
    }

    #[test]
    fn what_is_in_view_is_left_where_it_is() {
        let mut view = Viewport { left: 0.0, scale: 10.0, top: 0.0 };
        for (start, end) in [(20.0, 30.0), (-10.0, 90.0)] {
            view.reveal(start, end, 500.0);
            assert_eq!(view.left, 0.0, "{start} to {end}");
        }
    }

    #[test]
    fn what_is_out_of_view_comes_into_it_from_either_side() {
        for (start, end) in [(200.0, 210.0), (-40.0, -39.0), (70.0, 500.0)] {
            let mut view = Viewport { left: 0.0, scale: 10.0, top: 0.0 };
            view.reveal(start, end, 500.0);
            let range = view.range(500.0);
            assert!(range.contains(&start), "{start} is not in {range:?}");
            assert!(end - start > 50.0 || range.contains(&end), "{end} is not in {range:?}");
        }
    }

    #[test]
    fn fitting_shows_exactly_what_was_asked() {
        let mut view = VIEW;
        view.fit(3.0, 17.0, 700.0);
        assert_eq!(view.range(700.0), 3.0..17.0);
    }

    #[test]
    fn a_viewport_that_cannot_be_drawn_is_mended() {
        let mut view = Viewport { left: f64::NAN, scale: -3.0, top: f32::INFINITY };
        view.zoom_at(f64::NAN, 2.0);
        view.fit(5.0, 5.0, 100.0);
        view.mend((0.1, 100.0), 700.0);
        assert!(view.left.is_finite() && view.top.is_finite() && view.scale >= 0.1);
    }
}

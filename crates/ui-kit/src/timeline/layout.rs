//! Where the parts of the timeline and its rows lie. Not here: the bars ([`place`](super::place)).

use super::Options;
use super::data::{Grid, Row, Viewport};
use egui::{Rangef, Rect, pos2};
use std::ops::Range;

/// Height of a level of the header, and of a heading over rows.
const HEADER_UPPER: f32 = 26.0;
const HEADER_LOWER: f32 = 24.0;
const HEADING: f32 = 24.0;
/// No lane is squeezed below this where rows are high enough to be read.
const LANE: f32 = 18.0;

/// The parts of the timeline on the screen, and the heights of its rows.
pub(super) struct Layout {
    /// Above the labels.
    pub(super) corner: Rect,
    /// Above the chart.
    pub(super) header: Rect,
    /// Left of the chart.
    pub(super) labels: Rect,
    /// Where the bars are.
    pub(super) chart: Rect,
    /// Height of the upper level of the header; none if there is no upper level.
    pub(super) upper: f32,
    /// Distance of each row from the first one, and of the end of the last one.
    tops: Vec<f32>,
    /// How many lanes each row has.
    lanes: Vec<u16>,
}

impl Layout {
    pub(super) fn new(rect: Rect, rows: &[Row], grid: &Grid, options: &Options) -> Self {
        let (upper, lower) = header_heights(grid);
        let split = pos2(
            (rect.left() + options.label_width).round().min(rect.right()),
            (rect.top() + upper + lower).round().min(rect.bottom()),
        );
        let lanes: Vec<u16> = rows.iter().map(lanes_of).collect();
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut top = 0.0;
        tops.push(top);
        for (row, lanes) in rows.iter().zip(&lanes) {
            top += row_height(row, *lanes, options);
            tops.push(top);
        }
        Self {
            corner: Rect::from_min_max(rect.min, split),
            header: Rect::from_min_max(pos2(split.x, rect.top()), pos2(rect.right(), split.y)),
            labels: Rect::from_min_max(pos2(rect.left(), split.y), pos2(split.x, rect.bottom())),
            chart: Rect::from_min_max(split, rect.max),
            upper,
            tops,
            lanes,
        }
    }

    /// How much a header and all rows take.
    pub(super) fn wanted_height(rows: &[Row], grid: &Grid, options: &Options) -> f32 {
        let (upper, lower) = header_heights(grid);
        upper + lower + rows.iter().map(|row| row_height(row, lanes_of(row), options)).sum::<f32>()
    }

    /// How many lanes a row has.
    pub(super) fn lanes(&self, row: usize) -> u16 {
        self.lanes.get(row).copied().unwrap_or(1)
    }

    /// The height of all rows together.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The farthest that rows can be scrolled away.
    pub(super) fn largest_top(&self) -> f32 {
        (self.height() - self.chart.height()).max(0.0)
    }

    /// Where a row lies among the rows, whatever is scrolled away.
    pub(super) fn span(&self, row: usize) -> Rangef {
        let top = self.tops.get(row).copied().unwrap_or_default();
        Rangef::new(top, self.tops.get(row + 1).copied().unwrap_or(top))
    }

    /// Where a row lies on the screen.
    pub(super) fn band(&self, row: usize, view: &Viewport) -> Rangef {
        let (span, shift) = (self.span(row), self.chart.top() - view.top.round());
        Rangef::new(span.min + shift, span.max + shift)
    }

    /// The row at a height of the screen.
    pub(super) fn row_at(&self, y: f32, view: &Viewport) -> Option<usize> {
        let y = y - self.chart.top() + view.top.round();
        let above = self.tops.partition_point(|top| *top <= y);
        (above > 0 && above < self.tops.len()).then(|| above - 1)
    }

    /// The rows in view.
    pub(super) fn visible(&self, view: &Viewport) -> Range<usize> {
        let rows = self.tops.len() - 1;
        let bottom = view.top + self.chart.height();
        let first = self.tops.partition_point(|top| *top <= view.top).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < bottom);
        first.min(rows)..end.min(rows)
    }
}

fn header_heights(grid: &Grid) -> (f32, f32) {
    let upper = if grid.upper.is_empty() { 0.0 } else { HEADER_UPPER };
    let lower = if grid.lower.is_empty() && upper > 0.0 { 0.0 } else { HEADER_LOWER };
    (upper, lower)
}

/// All that is looked at of bars out of view: a number each.
fn lanes_of(row: &Row) -> u16 {
    row.bars.iter().map(|bar| bar.lane).max().unwrap_or(0).saturating_add(1)
}

/// A row grows where its lanes could not be read otherwise.
fn row_height(row: &Row, lanes: u16, options: &Options) -> f32 {
    if row.heading {
        return options.row_height.min(HEADING);
    }
    let lane = LANE.min(options.row_height * 0.6);
    let lanes = f32::from(lanes);
    (lanes * (lane + 2.0) + 2.0 * margin(options.row_height)).max(options.row_height).round()
}

/// What is left free above and below the bars of a row.
pub(super) fn margin(row_height: f32) -> f32 {
    match row_height {
        44.0.. => 5.0,
        34.0.. => 3.0,
        // One line of text and air around it: the look of a Gantt chart.
        20.0.. => 5.0,
        8.0.. => 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Bar;
    use egui::vec2;

    fn layout(rows: &[Row]) -> Layout {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(800.0, 224.0));
        Layout::new(rect, rows, &Grid::default(), &Options::default())
    }

    fn rows(count: usize) -> Vec<Row> {
        (0..count).map(|key| Row { key: key as u128, ..Row::default() }).collect()
    }

    #[test]
    fn every_row_in_view_is_found_at_its_own_height() {
        let layout = layout(&rows(50));
        for top in [0.0, 13.0, 700.0] {
            let view = Viewport { left: 0.0, scale: 1.0, top };
            for row in layout.visible(&view) {
                let middle = layout.band(row, &view).center();
                assert_eq!(layout.row_at(middle, &view), Some(row));
            }
        }
    }

    #[test]
    fn below_the_last_row_there_is_none() {
        let layout = layout(&rows(2));
        let view = Viewport { left: 0.0, scale: 1.0, top: 0.0 };
        assert_eq!(layout.row_at(layout.chart.bottom() - 1.0, &view), None);
        assert_eq!(layout.visible(&view), 0..2);
        assert_eq!(layout.largest_top(), 0.0);
    }

    #[test]
    fn a_row_grows_only_when_its_lanes_could_not_be_read() {
        let mut rows = rows(3);
        rows[1].bars = vec![Bar { lane: 1, ..Bar::default() }];
        rows[2].bars = vec![Bar { lane: 4, ..Bar::default() }];
        let layout = layout(&rows);
        let height = |row| layout.span(row).span();
        assert_eq!(height(0), height(1));
        assert!(height(2) > 5.0 * LANE);
    }

    #[test]
    fn no_rows_are_no_trouble() {
        let layout = layout(&[]);
        let view = Viewport { left: 0.0, scale: 1.0, top: 40.0 };
        assert_eq!(layout.visible(&view), 0..0);
        assert_eq!(layout.row_at(100.0, &view), None);
    }
}

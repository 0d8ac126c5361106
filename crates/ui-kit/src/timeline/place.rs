//! Where the bars in view lie, and how a bar is found again by its key. Only bars near what is in
//! view are looked at: in a row of one lane the ends rise as the starts do, so that the first one
//! is found by halving; in a row of several lanes a long bar may lie under many short ones, and the
//! row is gone through.

use super::Board;
use super::data::{Bar, Key, Row, Shape, Viewport};
use super::layout::margin;
use egui::{Rangef, Rect, pos2};

/// A bar in a row: the same bar may be shown in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) row: Key,
    pub(super) bar: Key,
}

/// A bar on the screen, by its place among the rows and bars given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) row: usize,
    pub(super) bar: usize,
    pub(super) rect: Rect,
}

/// How far a diamond, an outline or a handle reaches beyond its bar.
const REACH: f32 = 20.0;
/// How far the text beside a bar reaches.
const REACH_BESIDE: f32 = 260.0;
/// Half the height of a milestone's diamond.
const DIAMOND: f32 = 8.5;

impl Board<'_> {
    pub(super) fn row(&self, placed: &Placed) -> Option<&Row> {
        self.rows.get(placed.row)
    }

    pub(super) fn bar(&self, placed: &Placed) -> Option<&Bar> {
        self.row(placed)?.bars.get(placed.bar)
    }

    pub(super) fn spot(&self, placed: &Placed) -> Option<Spot> {
        let row = self.row(placed)?;
        Some(Spot { row: row.key, bar: row.bars.get(placed.bar)?.key })
    }

    /// The row of a key.
    pub(super) fn find_row(&self, key: Key) -> Option<usize> {
        self.rows.iter().position(|row| row.key == key)
    }

    /// The bar of a spot: its row and its place in it.
    pub(super) fn find(&self, spot: Spot) -> Option<(usize, usize)> {
        let row = self.find_row(spot.row)?;
        let bar = self.rows.get(row)?.bars.iter().position(|bar| bar.key == spot.bar)?;
        Some((row, bar))
    }

    /// The first row that shows a bar.
    pub(super) fn find_bar(&self, key: Key) -> Option<Spot> {
        let row = self.rows.iter().find(|row| row.bars.iter().any(|bar| bar.key == key))?;
        Some(Spot { row: row.key, bar: key })
    }

    /// Where a bar lies that alone fills its row.
    pub(super) fn place_alone(&self, row: usize, start: f64, end: f64, view: &Viewport) -> Rect {
        let (left, right) = self.edges(start, end, view);
        let area = self.area(row, view);
        Rect::from_min_max(pos2(left, area.min), pos2(right, area.max))
    }

    /// The bars in view, row by row, those that are drawn later lying on top.
    pub(super) fn place(&self, view: &Viewport) -> Vec<Placed> {
        let chart = self.layout.chart;
        let left = view.position_at(chart.left() - REACH_BESIDE, chart);
        let right = view.position_at(chart.right() + REACH, chart);
        let mut placed = Vec::new();
        for row in self.layout.visible(view) {
            let Some(facts) = self.rows.get(row).filter(|row| !row.heading) else { continue };
            let area = self.area(row, view);
            let one_lane = self.layout.lanes(row) == 1;
            let mut rest =
                if one_lane { facts.bars.partition_point(|bar| bar.end < left) } else { 0 };
            while let Some(first) = facts.bars.get(rest).filter(|bar| bar.start <= right) {
                let cluster = if one_lane {
                    Cluster { end: rest + 1, lanes: 1 }
                } else {
                    cluster(facts, rest, first)
                };
                for bar in rest..cluster.end {
                    let Some(facts) = facts.bars.get(bar) else { break };
                    let Some(rect) = self.place_bar(facts, cluster.lanes, area, view) else {
                        continue;
                    };
                    let reach = if facts.beside.is_empty() { REACH } else { REACH_BESIDE };
                    if rect.right() + reach >= chart.left() && facts.start <= right {
                        placed.push(Placed { row, bar, rect });
                    }
                }
                rest = cluster.end;
            }
        }
        placed
    }

    /// What the bars of a row may fill.
    fn area(&self, row: usize, view: &Viewport) -> Rangef {
        let band = self.layout.band(row, view);
        let margin = margin(self.options.row_height).min(band.span() / 4.0);
        Rangef::new(band.min + margin, band.max - margin)
    }

    /// Left and right of a bar; far outside of the view they are only roughly right.
    fn edges(&self, start: f64, end: f64, view: &Viewport) -> (f32, f32) {
        let chart = self.layout.chart;
        let (least, most) = (chart.left() - 2.0 * REACH_BESIDE, chart.right() + 2.0 * REACH);
        let left = view.x_of(start, chart).clamp(least, most);
        let right = view.x_of(end, chart).clamp(least, most).max(left);
        if right - left >= 8.0 {
            // The line of the grid stays free, and with it a gap between neighbours.
            (left.round() + 1.0, right.round() - 1.0)
        } else {
            (left, right.max(left + 3.0))
        }
    }

    fn place_bar(&self, bar: &Bar, lanes: u16, area: Rangef, view: &Viewport) -> Option<Rect> {
        if bar.start.is_nan() || bar.end.is_nan() {
            return None;
        }
        let gap = if area.span() > 24.0 { 2.0 } else { 0.0 };
        let lanes = lanes.max(1);
        let (lane, lanes) = (f32::from(bar.lane.min(lanes - 1)), f32::from(lanes));
        let height = (area.span() - gap * (lanes - 1.0)) / lanes;
        let top = area.min + lane * (height + gap);
        if bar.shape == Shape::Milestone {
            let x = self.edges(bar.start, bar.start, view).0;
            let half = DIAMOND.min(height / 2.0);
            let middle = top + height / 2.0;
            return Some(Rect::from_min_max(
                pos2(x - half, middle - half),
                pos2(x + half, middle + half),
            ));
        }
        let (left, right) = self.edges(bar.start, bar.end, view);
        Some(Rect::from_min_max(pos2(left, top), pos2(right, top + height)))
    }
}

/// Bars that overlap, directly or by way of others, share the height of the row.
struct Cluster {
    end: usize,
    lanes: u16,
}

fn cluster(row: &Row, start: usize, first: &Bar) -> Cluster {
    let mut cluster = Cluster { end: start + 1, lanes: first.lane.saturating_add(1) };
    let mut reach = first.end;
    // Who is not in the first lane stands beside somebody who came before.
    let shares = |bar: &&Bar, reach| bar.lane > 0 || bar.start < reach;
    while let Some(bar) = row.bars.get(cluster.end).filter(|bar| shares(bar, reach)) {
        reach = reach.max(bar.end);
        cluster.lanes = cluster.lanes.max(bar.lane.saturating_add(1));
        cluster.end += 1;
    }
    cluster
}

//! Where rows and bars lie: lanes for bars that overlap, heights of rows, what is in view.

use super::{Bar, Row, Viewport};
use egui::{Rect, pos2};
use std::ops::Range;

/// Space above and below the bars of a row.
const PADDING: f32 = 5.0;

/// Space between two lanes.
const GAP: f32 = 2.0;

/// The least height of a lane.
const LEAST_LANE: f32 = 20.0;

/// Height of a heading over rows.
const HEADING: f32 = 28.0;

/// Puts the bars of a row into lanes, so that no two in a lane overlap: each takes the first lane
/// that is free at its start. The bars are sorted by start. Gives the number of lanes, at least 1;
/// it is the least possible.
pub fn lanes(bars: &mut [Bar]) -> u16 {
    let mut ends: Vec<f64> = Vec::new();
    for bar in bars {
        let free = ends.iter().position(|end| *end <= bar.start);
        let lane = free.unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = bar.end,
            None => ends.push(bar.end),
        }
        bar.lane = u16::try_from(lane).unwrap_or(u16::MAX);
    }
    u16::try_from(ends.len()).unwrap_or(u16::MAX).max(1)
}

/// Where the rows lie, one under the other.
#[derive(Debug)]
pub(super) struct Layout {
    /// Top of each row below the first; one more than there are rows.
    tops: Vec<f32>,
    /// Number of lanes of each row.
    lanes: Vec<u16>,
    /// The part of the screen in which bars are.
    pub(super) body: Rect,
    /// Points scrolled away above.
    scrolled: f32,
}

impl Layout {
    pub(super) fn new(rows: &[Row], row_height: f32, body: Rect, view: &mut Viewport) -> Self {
        let (mut tops, mut lanes) = (Vec::with_capacity(rows.len() + 1), Vec::new());
        let mut top = 0.0;
        for row in rows {
            tops.push(top);
            let count = row.bars.iter().map(|bar| bar.lane).max().unwrap_or(0) + 1;
            lanes.push(count);
            let needed = f32::from(count) * (LEAST_LANE + GAP) - GAP + 2.0 * PADDING;
            top += if row.heading { HEADING.min(row_height) } else { row_height.max(needed) };
        }
        tops.push(top);
        view.top = view.top.clamp(0.0, (top - body.height()).max(0.0));
        Self { tops, lanes, body, scrolled: view.top }
    }

    /// The height of all rows.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// The rows in view.
    pub(super) fn visible(&self) -> Range<usize> {
        let count = self.lanes.len();
        let first = self.tops.partition_point(|top| *top <= self.scrolled).saturating_sub(1);
        let bottom = self.scrolled + self.body.height();
        first.min(count)..self.tops.partition_point(|top| *top < bottom).min(count)
    }

    /// The row at a height of the screen.
    pub(super) fn row_at(&self, y: f32) -> Option<usize> {
        let inside = y - self.body.top() + self.scrolled;
        let row = self.tops.partition_point(|top| *top <= inside).checked_sub(1)?;
        (row < self.lanes.len()).then_some(row)
    }

    /// Top and bottom of a row on the screen.
    pub(super) fn row(&self, row: usize) -> (f32, f32) {
        let at = |row: usize| {
            let top = self.tops.get(row).or(self.tops.last()).copied().unwrap_or(0.0);
            (self.body.top() + top - self.scrolled).round()
        };
        (at(row), at(row + 1))
    }

    /// Where a stretch in a lane of a row lies on the screen.
    pub(super) fn rect(&self, view: &Viewport, row: usize, lane: u16, stretch: (f64, f64)) -> Rect {
        let (top, bottom) = self.row(row);
        let count = f32::from(self.lanes.get(row).copied().unwrap_or(1));
        let room = bottom - top - 2.0 * PADDING;
        let height = (room - (count - 1.0) * GAP) / count;
        let upper = top + PADDING + f32::from(lane) * (height + GAP);
        let left = view.x(stretch.0, self.body.left()) + 1.0;
        let right = (view.x(stretch.1, self.body.left()) - 1.0).max(left + 2.0);
        Rect::from_min_max(pos2(left, upper), pos2(right, upper + height))
    }

    /// Scrolls so that a row is in view.
    pub(super) fn reveal(&self, row: usize, view: &mut Viewport) {
        let (Some(top), Some(bottom)) = (self.tops.get(row), self.tops.get(row + 1)) else {
            return;
        };
        if *top < view.top {
            view.top = *top;
        } else if *bottom > view.top + self.body.height() {
            view.top = bottom - self.body.height();
        }
    }
}

/// The bars of a row that meet a stretch of the axis. Bars are sorted by start, and the longest
/// tells how far before the stretch one may begin.
pub(super) fn bars_between(bars: &[Bar], start: f64, end: f64) -> impl Iterator<Item = &Bar> {
    let last = bars.partition_point(|bar| bar.start <= end);
    bars.iter().take(last).filter(move |bar| bar.end >= start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::tests::bar;

    #[test]
    fn bars_of_a_lane_never_overlap_and_there_are_no_more_lanes_than_needed() {
        // A small source of numbers that repeats for a seed (Steele, Lea, Flood 2014).
        let mut state = 7_u64;
        let mut next = move |below: u64| {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            (mixed ^ (mixed >> 31)) % below
        };
        for _ in 0..200 {
            let mut bars: Vec<Bar> = (0..next(20))
                .map(|key| {
                    let start = next(40) as f64;
                    bar(u128::from(key), start, start + 1.0 + next(12) as f64)
                })
                .collect();
            bars.sort_by(|a, b| a.start.total_cmp(&b.start));
            let count = lanes(&mut bars);
            let at_once = (0..60).map(|place| {
                let place = f64::from(place) + 0.5;
                bars.iter().filter(|bar| bar.start < place && place < bar.end).count()
            });
            assert_eq!(usize::from(count), at_once.max().unwrap_or(0).max(1));
            for (one, other) in bars.iter().flat_map(|a| bars.iter().map(move |b| (a, b))) {
                let apart = one.end <= other.start || other.end <= one.start;
                assert!(one.key == other.key || one.lane != other.lane || apart);
            }
        }
    }
}

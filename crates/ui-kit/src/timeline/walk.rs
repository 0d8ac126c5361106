//! Going from bar to bar, and bringing a bar into view.

use super::Board;
use super::data::{Bar, Key, Row, Viewport};
use super::place::Spot;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Previous,
    Next,
    Up,
    Down,
    First,
    Last,
    FirstOfAll,
    LastOfAll,
}

/// A row and a bar in it, by their places.
pub(super) type At = (usize, usize);

/// The bar one step on; none if there is no other.
pub(super) fn walk(rows: &[Row], from: Option<At>, step: Step) -> Option<At> {
    let bars = |row: usize| rows.get(row).map_or(&[][..], |row| &row.bars);
    let Some((row, bar)) = from else { return first(rows) };
    match step {
        Step::Previous => bar.checked_sub(1).map(|bar| (row, bar)),
        Step::Next => (bar + 1 < bars(row).len()).then_some((row, bar + 1)),
        Step::First => Some((row, 0)),
        Step::Last => Some((row, bars(row).len().checked_sub(1)?)),
        Step::FirstOfAll => first(rows),
        Step::LastOfAll => {
            let row = rows.iter().rposition(|row| !row.bars.is_empty())?;
            Some((row, bars(row).len().checked_sub(1)?))
        }
        Step::Up => {
            let above = rows.get(..row)?.iter().rposition(|row| !row.bars.is_empty())?;
            nearest(bars(above), bars(row).get(bar)?).map(|bar| (above, bar))
        }
        Step::Down => {
            let below = rows.get(row + 1..)?.iter().position(|row| !row.bars.is_empty())?;
            let below = row + 1 + below;
            nearest(bars(below), bars(row).get(bar)?).map(|bar| (below, bar))
        }
    }
}

fn first(rows: &[Row]) -> Option<At> {
    rows.iter().position(|row| !row.bars.is_empty()).map(|row| (row, 0))
}

/// The bar that covers the middle of another, or comes nearest to it.
fn nearest(bars: &[Bar], to: &Bar) -> Option<usize> {
    let middle = to.start + (to.end - to.start) / 2.0;
    let distance = |bar: &Bar| (bar.start - middle).max(middle - bar.end).max(0.0);
    let (index, _) = bars
        .iter()
        .enumerate()
        .min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)))?;
    Some(index)
}

impl Board<'_> {
    pub(super) fn bar_of(&self, spot: Spot) -> Option<&Bar> {
        let (row, bar) = self.find(spot)?;
        self.rows.get(row)?.bars.get(bar)
    }

    pub(super) fn spot_at(&self, (row, bar): At) -> Option<Spot> {
        let row = self.rows.get(row)?;
        Some(Spot { row: row.key, bar: row.bars.get(bar)?.key })
    }

    /// The row at a height of the screen, if bars can lie in it; the nearest one in view from above
    /// or below the chart.
    pub(super) fn open_row_at(&self, y: f32, view: &Viewport) -> Option<Key> {
        let chart = self.layout.chart;
        let y = y.min(chart.bottom() - 1.0).max(chart.top());
        let row = self.layout.row_at(y, view).and_then(|row| self.rows.get(row));
        row.filter(|row| !row.heading).map(|row| row.key)
    }

    /// The next row above or below in which bars can lie.
    pub(super) fn neighbour_row(&self, row: Key, below: bool) -> Option<Key> {
        let row = self.find_row(row)?;
        let open = |row: &&Row| !row.heading;
        let next = if below {
            self.rows.get(row + 1..)?.iter().find(open)
        } else {
            self.rows.get(..row)?.iter().rfind(open)
        };
        next.map(|row| row.key)
    }

    /// Those of some bars that may be moved, in the same order.
    pub(super) fn movable(&self, keys: &[Key]) -> Vec<Key> {
        let sorted = super::Keys::of(keys);
        let bars = self.rows.iter().flat_map(|row| &row.bars);
        let fixed: Vec<Key> =
            bars.filter(|bar| bar.fixed && sorted.contains(bar.key)).map(|bar| bar.key).collect();
        let fixed = super::Keys::of(&fixed);
        keys.iter().copied().filter(|key| !fixed.contains(*key)).collect()
    }

    /// Scrolls no farther than needed for a bar to be seen.
    pub(super) fn reveal(&self, (row, bar): At, view: &mut Viewport) {
        let chart = self.layout.chart;
        let span = self.layout.span(row);
        view.top = view.top.min(span.min).max(span.max - chart.height());
        view.top = view.top.clamp(0.0, self.layout.largest_top());
        let Some(bar) = self.rows.get(row).and_then(|row| row.bars.get(bar)) else { return };
        view.reveal(bar.start, bar.end, chart.width());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(spans: &[(f64, f64)]) -> Row {
        let bar = |(start, end): &(f64, f64)| Bar { start: *start, end: *end, ..Bar::default() };
        Row { bars: spans.iter().map(bar).collect(), ..Row::default() }
    }

    #[test]
    fn up_and_down_pass_over_empty_rows_to_the_nearest_bar() {
        let rows =
            [row(&[(0.0, 1.0), (2.0, 4.0)]), row(&[]), row(&[(0.0, 0.5), (3.5, 9.0), (9.0, 9.5)])];
        assert_eq!(walk(&rows, Some((0, 1)), Step::Down), Some((2, 1)));
        assert_eq!(walk(&rows, Some((2, 0)), Step::Up), Some((0, 0)));
        assert_eq!(walk(&rows, Some((0, 0)), Step::Up), None);
        assert_eq!(walk(&rows, Some((2, 2)), Step::Down), None);
    }

    #[test]
    fn a_row_ends_at_its_ends() {
        let rows = [row(&[(0.0, 1.0), (2.0, 4.0)])];
        assert_eq!(walk(&rows, Some((0, 1)), Step::Next), None);
        assert_eq!(walk(&rows, Some((0, 0)), Step::Previous), None);
        assert_eq!(walk(&rows, Some((0, 0)), Step::Last), Some((0, 1)));
        assert_eq!(walk(&rows, None, Step::Next), Some((0, 0)));
        assert_eq!(walk(&[], None, Step::Next), None);
    }
}

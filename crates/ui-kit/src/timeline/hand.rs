//! What the pointer is doing: kept in egui's memory from frame to frame while it lasts.

use super::layout::Layout;
use super::{Bar, Edge, Gesture, Key, Row, Viewport};
use egui::{Pos2, Rect, pos2};

/// Width of the grips at both ends of a bar.
pub(super) const GRIP: f32 = 6.0;

/// How far the handles for dependencies stand outside of a bar.
pub(super) const HANDLE: f32 = 9.0;

/// What the widget remembers.
#[derive(Debug, Clone, Default)]
pub(super) struct Hand {
    /// What is being dragged.
    pub(super) drag: Option<Drag>,
    /// The bar with the keyboard's attention: its row and itself.
    pub(super) led: Option<(Key, Key)>,
    /// The bar under the pointer in the last frame.
    pub(super) hovered: Option<Key>,
}

/// Something that is dragged from a place of the screen.
#[derive(Debug, Clone)]
pub(super) struct Drag {
    /// Where it was pressed.
    pub(super) origin: Pos2,
    /// The position on the axis there.
    pub(super) from: f64,
    /// What is dragged.
    pub(super) what: What,
    /// It was given up, and waits for the button to be let go.
    pub(super) given_up: bool,
}

/// What is dragged.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// Bars.
    Bars { grasped: Key, row: Key },
    /// An end of a bar.
    End { bar: Key, edge: Edge, at: f64 },
    /// A new bar on a row.
    New { row: Key },
    /// A dependency from an end of a bar.
    Tie { from: Key, edge: Edge, start: Pos2 },
    /// A rectangle over bars.
    Band,
    /// The view.
    View,
}

impl Drag {
    pub(super) fn new(origin: Pos2, view: &Viewport, body: Rect, what: What) -> Self {
        let from = view.position(origin.x, body.left());
        Self { origin, from, what, given_up: false }
    }

    /// What it means while the pointer is at a place; nothing while it means nothing yet.
    pub(super) fn gesture(
        &self,
        pointer: Pos2,
        view: &Viewport,
        layout: &Layout,
        rows: &[Row],
        selection: &[Key],
        copy: bool,
        may_change_row: bool,
    ) -> Option<Gesture> {
        let at = view.position(pointer.x, layout.body.left());
        match &self.what {
            What::Bars { grasped, row } => {
                let under = layout.row_at(pointer.y).and_then(|row| rows.get(row));
                let under = under.filter(|row| may_change_row && !row.heading);
                let to_row = under.map_or(*row, |row| row.key);
                let bars =
                    if selection.contains(grasped) { selection.to_vec() } else { vec![*grasped] };
                let (grasped, from_row) = (*grasped, *row);
                Some(Gesture::Move { grasped, bars, by: at - self.from, from_row, to_row, copy })
            }
            What::End { bar, edge, at: end } => {
                Some(Gesture::Resize { bar: *bar, edge: *edge, to: end + at - self.from })
            }
            What::New { row } => {
                let (start, end) = (self.from.min(at), self.from.max(at));
                Some(Gesture::Create { row: *row, start, end })
            }
            What::Tie { from, edge, .. } => {
                let (bar, rect) = bar_at(pointer, view, layout, rows)?;
                if bar.key == *from {
                    return None;
                }
                let to_edge = if pointer.x <= rect.center().x { Edge::Start } else { Edge::End };
                let (from, from_edge) = (*from, *edge);
                Some(Gesture::Tie { from, from_edge, to: bar.key, to_edge })
            }
            What::Band | What::View => None,
        }
    }
}

/// The bar at a place of the screen, with a little reach around it.
pub(super) fn bar_at<'a>(
    place: Pos2,
    view: &Viewport,
    layout: &Layout,
    rows: &'a [Row],
) -> Option<(&'a Bar, Rect)> {
    let row = layout.row_at(place.y)?;
    let at = view.position(place.x, layout.body.left());
    let reach = 12.0 / view.scale;
    let bars = rows.get(row)?.bars.iter();
    let near = bars.filter(|bar| bar.start - reach <= at && at <= bar.end + reach);
    let placed = near.map(|bar| (bar, layout.rect(view, row, bar.lane, (bar.start, bar.end))));
    placed.filter(|(_, rect)| rect.expand2(egui::vec2(10.0, 1.0)).contains(place)).last()
}

/// Where the handle of an end of a bar is.
pub(super) fn handle(rect: Rect, edge: Edge) -> Pos2 {
    match edge {
        Edge::Start => pos2(rect.left() - HANDLE, rect.center().y),
        Edge::End => pos2(rect.right() + HANDLE, rect.center().y),
    }
}

/// The bars that a rectangle meets.
pub(super) fn bars_in(band: Rect, view: &Viewport, layout: &Layout, rows: &[Row]) -> Vec<Key> {
    let mut found = Vec::new();
    for row in layout.visible() {
        for bar in rows.get(row).map(|row| row.bars.as_slice()).unwrap_or_default() {
            let rect = layout.rect(view, row, bar.lane, (bar.start, bar.end));
            if rect.intersects(band) && !found.contains(&bar.key) {
                found.push(bar.key);
            }
        }
    }
    found
}

//! A timeline: rows of bars on an axis, to be looked at and worked on with pointer and keyboard.
//! The board of the rooms, the chart of a production and today's rooms are this one widget.
//!
//! It draws what it is given and answers what the reader has done; it changes nothing but the
//! viewport and the selection. Positions are numbers: what lies where on the axis, and where things
//! snap to, is the caller's to say (see [`Timeline::preview`]). Only rows and bars in view are
//! touched. What lasts longer than a frame (a drag, the place of the keyboard) is kept in egui's
//! memory under the identifier of the widget.
//!
//! Pointer: the wheel scrolls rows, with Shift it pans, with Ctrl it zooms; a drag on a bar moves
//! the selection (Ctrl: copies), on its ends resizes, on its handles ties, on empty ground creates
//! (or pans, where nothing can be created), with Shift selects by a rubber band, with the middle
//! button pans. Alt while dragging: free of snapping. Escape: nothing has happened.
//!
//! Keyboard: arrows go from bar to bar (Shift: select too, Ctrl: without selecting), Home and End to
//! the ends of the row (Ctrl: of everything), Alt and arrows move by a step or to another row, Shift
//! and Alt and arrows move the end, Insert creates, Space selects, Enter opens, Ctrl+Enter picks the
//! row, F2 renames, Delete deletes, Shift+F10 asks for the menu, Ctrl+A selects what is in view,
//! Page Up and Page Down pan (Shift: scroll), plus and minus zoom, Escape clears.

mod access;
mod board;
mod data;
mod gesture;
mod ghosts;
mod hatch;
mod keyboard;
mod keys;
mod labels;
mod lanes;
mod layout;
mod paint;
mod paint_bar;
mod paint_mark;
mod paint_text;
mod place;
mod pointer;
mod scroll_bar;
mod sharp;
mod show;
mod state;
mod ties;
mod viewport;
mod walk;

#[cfg(test)]
mod tests;

pub use data::{
    Bar, Edge, Event, Gesture, Grid, Key, Mark, Preview, Row, Shade, Shape, Tie, Viewport, Words,
};
pub use labels::plain_label;
pub use lanes::lanes;
pub use show::lead_rect;

use board::{Board, Fonts, Keys};
use egui::Ui;
use layout::Layout;

type LabelFn<'a> = dyn FnMut(&mut Ui, &Row) + 'a;
type HeaderFn<'a> = dyn FnMut(&mut Ui) + 'a;

/// Asks what a gesture would come to; the flag says that it is not to be snapped.
pub type Previewing<'a> = &'a mut (dyn FnMut(&Gesture, bool) -> Preview + 'a);

/// A timeline, ready to be shown.
pub struct Timeline<'a> {
    salt: &'a str,
    rows: &'a [Row],
    grid: &'a Grid,
    ties: &'a [Tie],
    options: Options,
    words: &'a Words,
    label: Option<&'a mut LabelFn<'a>>,
    header: Option<&'a mut HeaderFn<'a>>,
    preview: Option<Previewing<'a>>,
    scroll_to: Option<Key>,
}

#[derive(Debug, Clone, Copy)]
struct Options {
    all_ties: bool,
    label_width: f32,
    row_height: f32,
    separators: bool,
    editable: bool,
    may_create: bool,
    may_tie: bool,
    may_change_row: bool,
    step: f64,
    scale_range: (f64, f64),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            all_ties: false,
            label_width: 146.0,
            row_height: 54.0,
            separators: true,
            editable: false,
            may_create: false,
            may_tie: false,
            may_change_row: false,
            step: 1.0,
            scale_range: (1e-9, 1e9),
        }
    }
}

impl<'a> Timeline<'a> {
    /// A timeline of rows on a grid; `words` are what it says by itself. The salt tells it from
    /// others in the same place.
    pub fn new(id_salt: &'a str, rows: &'a [Row], grid: &'a Grid, words: &'a Words) -> Self {
        Self {
            salt: id_salt,
            rows,
            grid,
            ties: &[],
            options: Options::default(),
            words,
            label: None,
            header: None,
            preview: None,
            scroll_to: None,
        }
    }

    /// Dependencies. Those of the bars selected or under the pointer are drawn.
    #[must_use]
    pub fn ties(mut self, ties: &'a [Tie]) -> Self {
        self.ties = ties;
        self
    }

    /// Draws all dependencies.
    #[must_use]
    pub fn all_ties(mut self, all: bool) -> Self {
        self.options.all_ties = all;
        self
    }

    /// Width of the column of row labels on the left; none if 0. It is 146 if not told.
    #[must_use]
    pub fn label_width(mut self, width: f32) -> Self {
        self.options.label_width = width.max(0.0);
        self
    }

    /// Height of a row: 54 with two lines of text (if not told), 38 and 28 with one.
    #[must_use]
    pub fn row_height(mut self, height: f32) -> Self {
        self.options.row_height = height.clamp(4.0, 400.0);
        self
    }

    /// Lines between rows; there are if not told.
    #[must_use]
    pub fn separators(mut self, separators: bool) -> Self {
        self.options.separators = separators;
        self
    }

    /// The caller draws the label of each row, headings too, in a place cut to the cell. Add
    /// [`plain_label`] for what would have been drawn.
    #[must_use]
    pub fn label(mut self, draw: &'a mut (dyn FnMut(&mut Ui, &Row) + 'a)) -> Self {
        self.label = Some(draw);
        self
    }

    /// The caller draws the heading above the labels.
    #[must_use]
    pub fn header(mut self, draw: &'a mut (dyn FnMut(&mut Ui) + 'a)) -> Self {
        self.header = Some(draw);
        self
    }

    /// May anything be changed? If not (nor told), it can be looked at and selected.
    #[must_use]
    pub fn editable(mut self, editable: bool) -> Self {
        self.options.editable = editable;
        self
    }

    /// May new bars be drawn? They may not if not told.
    #[must_use]
    pub fn may_create(mut self, may: bool) -> Self {
        self.options.may_create = may;
        self
    }

    /// May dependencies be drawn? They may not if not told.
    #[must_use]
    pub fn may_tie(mut self, may: bool) -> Self {
        self.options.may_tie = may;
        self
    }

    /// May bars be moved to other rows? They may not if not told.
    #[must_use]
    pub fn may_change_row(mut self, may: bool) -> Self {
        self.options.may_change_row = may;
        self
    }

    /// How far a bar is moved by a key. It is 1 if not told.
    #[must_use]
    pub fn step(mut self, step: f64) -> Self {
        self.options.step = step;
        self
    }

    /// The smallest and the largest scale, in points per unit.
    #[must_use]
    pub fn scale_range(mut self, least: f64, most: f64) -> Self {
        if least > 0.0 && least <= most && most.is_finite() {
            self.options.scale_range = (least, most);
        }
        self
    }

    /// Asked in each frame of a drag what would come of it: where things come to lie once snapped,
    /// and what it would mean. True for a drag that is not to be snapped (Alt).
    #[must_use]
    pub fn preview(mut self, ask: Previewing<'a>) -> Self {
        self.preview = Some(ask);
        self
    }

    /// Brings a bar into view and the keyboard to it. To be told for one frame only.
    #[must_use]
    pub fn scroll_to(mut self, bar: Option<Key>) -> Self {
        self.scroll_to = bar;
        self
    }

    /// The height at which all rows are seen.
    pub fn height(&self) -> f32 {
        Layout::wanted_height(self.rows, self.grid, &self.options)
    }
}

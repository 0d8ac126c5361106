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
mod data;
mod gesture;
mod ghosts;
mod hatch;
mod keyboard;
mod labels;
mod lanes;
mod layout;
mod paint;
mod paint_bar;
mod paint_text;
mod place;
mod pointer;
mod scroll_bar;
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

use crate::theme;
use crate::tokens::{SIZE_SMALL, SIZE_TEXT, Tokens};
use egui::{FontFamily, FontId, Id, Ui};
use layout::Layout;
use place::Spot;

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

/// What is shown this frame, and where: the same for all who draw and react.
struct Board<'a> {
    id: Id,
    rows: &'a [Row],
    grid: &'a Grid,
    ties: &'a [Tie],
    options: Options,
    words: &'a Words,
    tokens: &'static Tokens,
    fonts: Fonts,
    layout: Layout,
}

/// The letters in use.
struct Fonts {
    /// Title of a bar.
    bar: FontId,
    /// Subtitles, days.
    small: FontId,
    /// Weeks and months.
    small_strong: FontId,
    /// On low bars.
    tiny: FontId,
    tiny_strong: FontId,
    /// Title of a row.
    label: FontId,
    label_strong: FontId,
    /// Title of a heading row.
    heading: FontId,
}

impl Fonts {
    fn of(ui: &Ui) -> Self {
        // The faces of the theme are there from the second frame on.
        let known = |family: FontFamily| {
            let loaded = ui.fonts(|fonts| fonts.definitions().families.contains_key(&family));
            if loaded { family } else { FontFamily::Proportional }
        };
        let plain = FontFamily::Proportional;
        let (medium, semi_bold) = (known(theme::medium()), known(theme::semi_bold()));
        Self {
            bar: FontId::new(12.0, medium.clone()),
            small: FontId::new(SIZE_SMALL, plain.clone()),
            small_strong: FontId::new(SIZE_SMALL, medium.clone()),
            tiny: FontId::new(10.0, plain.clone()),
            tiny_strong: FontId::new(10.0, medium),
            label: FontId::new(SIZE_TEXT, plain),
            label_strong: FontId::new(SIZE_TEXT, semi_bold.clone()),
            heading: FontId::new(12.0, semi_bold),
        }
    }
}

/// Keys to be looked up: sorted, so that looking one up does not go through all.
struct Keys(Vec<Key>);

impl Keys {
    fn of(keys: &[Key]) -> Self {
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        Self(sorted)
    }

    fn contains(&self, key: Key) -> bool {
        self.0.binary_search(&key).is_ok()
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

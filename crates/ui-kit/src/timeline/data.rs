//! What a timeline shows and what it answers, as plain data. Positions along the axis are numbers
//! without a unit: whoever calls decides what lies where (an axis of time may squeeze nights and
//! weekends), and reads positions back.

use egui::Color32;

/// Identifies a row or a bar whatever its place: the identifier of a record.
pub type Key = u128;

/// Where the reader stands. Kept by the caller from frame to frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// Position at the left edge.
    pub left: f64,
    /// Points per unit of position.
    pub scale: f64,
    /// Points that are scrolled away above.
    pub top: f32,
}

/// A row; rows are shown in the order given.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Which row.
    pub key: Key,
    /// First line of its label.
    pub title: String,
    /// Second line, in weaker ink; none if empty.
    pub subtitle: String,
    /// A heading over the rows that follow: no bars, other ground.
    pub heading: bool,
    /// How full it is, from 0 to 1 and more, shown as a thin gauge; none if not told.
    pub load: Option<f32>,
    /// What a screen reader says of the row.
    pub spoken: String,
    /// Its bars, sorted by start. Bars that overlap are put into lanes (see [`lanes`](super::lanes)).
    pub bars: Vec<Bar>,
    /// Closed stretches of this row alone (absences, other hours), sorted.
    pub shades: Vec<Shade>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Which bar. The same key may be shown in several rows (a booking in a room and at a person).
    pub key: Key,
    /// First position.
    pub start: f64,
    /// First position after it; equal to `start` for a milestone.
    pub end: f64,
    /// What it really takes between the two, if not all of it (day by day); sorted.
    pub pieces: Vec<(f64, f64)>,
    /// Its lane within the row, from 0.
    pub lane: u16,
    /// Label, in stronger ink.
    pub title: String,
    /// What follows the label, in weaker ink: on a second line where the bar is high enough.
    pub subtitle: String,
    /// Text beside the bar on the right, where the next bar leaves room (a Gantt chart's who and where).
    pub beside: String,
    /// Its hue.
    pub hue: Color32,
    /// How firm it is: the shape.
    pub shape: Shape,
    /// Red outline: it stands in something's way.
    pub clash: bool,
    /// It lies on the critical path: red outline of a chart of tasks.
    pub critical: bool,
    /// Share that is done, from 0 to 1; none if not told.
    pub done: Option<f32>,
    /// Where it was in the signed plan: a thin line under the bar.
    pub before: Option<(f64, f64)>,
    /// May it be moved and resized?
    pub fixed: bool,
    /// Drawn faintly: filtered out, or the past.
    pub faint: bool,
    /// What a screen reader says: name, row, dates, status.
    pub spoken: String,
}

/// The shape of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Firm: filled.
    #[default]
    Solid,
    /// An option of a rank: hatched, dashed outline; a higher rank has wider hatching.
    Hatched(u8),
    /// A thought: outline only.
    Hollow,
    /// Over: filled, faint.
    Done,
    /// A date to be met: a diamond.
    Milestone,
    /// A group of tasks: a bracket over what it holds.
    Group,
}

/// A stretch of ground in another shade: off-hours, holidays, absences.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shade {
    /// First position.
    pub start: f64,
    /// First position after it.
    pub end: f64,
    /// Stronger than a plain night: a holiday or an absence.
    pub strong: bool,
    /// What the pointer is told there; nothing if empty.
    pub label: String,
}

/// A line of the grid with its heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: f64,
    /// What the heading says; nothing if empty.
    pub label: String,
    /// A stronger line (the first day of a week).
    pub strong: bool,
}

/// The two levels of headings and the ground, for what is in view.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Upper level: months or weeks.
    pub upper: Vec<Mark>,
    /// Lower level: days or hours.
    pub lower: Vec<Mark>,
    /// Closed stretches of the whole house.
    pub shades: Vec<Shade>,
    /// Where now is.
    pub now: Option<f64>,
}

/// A dependency between two bars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// Which one.
    pub key: Key,
    /// The bar it leaves.
    pub from: Key,
    /// Which end of that bar.
    pub from_edge: Edge,
    /// The bar it reaches.
    pub to: Key,
    /// Which end of that bar.
    pub to_edge: Edge,
    /// Late, or on the critical path: drawn in red.
    pub critical: bool,
}

/// An end of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
}

/// Something being done with the pointer or the keyboard, before it is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Gesture {
    /// Bars are moved (or copied): by how much, and to which row the one that was grasped goes.
    Move {
        /// The bar that was grasped.
        grasped: Key,
        /// All bars that move, the grasped one included.
        bars: Vec<Key>,
        /// By how much along the axis.
        by: f64,
        /// The row it was in.
        from_row: Key,
        /// The row under the pointer.
        to_row: Key,
        /// A copy is made and the original stays.
        copy: bool,
    },
    /// An end of a bar is moved to a position.
    Resize {
        /// The bar.
        bar: Key,
        /// Which end.
        edge: Edge,
        /// Where to.
        to: f64,
    },
    /// A new bar is drawn on a row.
    Create {
        /// The row.
        row: Key,
        /// First position.
        start: f64,
        /// First position after it.
        end: f64,
    },
    /// A dependency is drawn from an end of a bar to an end of another.
    Tie {
        /// The bar it leaves.
        from: Key,
        /// Which end of it.
        from_edge: Edge,
        /// The bar it reaches.
        to: Key,
        /// Which end of it.
        to_edge: Edge,
    },
}

/// What the caller says of a gesture while it lasts: where things would come to lie once snapped,
/// what it would mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preview {
    /// Ghosts: row, start, end.
    pub ghosts: Vec<(Key, f64, f64)>,
    /// First line of the tip at the pointer: the dates.
    pub title: String,
    /// Second line: what would come of it; nothing if empty.
    pub detail: String,
    /// It would clash: the ghost is outlined in red, and the tip says so.
    pub clash: bool,
    /// It cannot be done at all.
    pub refused: bool,
}

/// What the reader has done this frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The selection is now these bars, the last one in the lead.
    Selected(Vec<Key>),
    /// A bar is to be opened (double click, Enter).
    Opened(Key),
    /// A bar is to be renamed (F2).
    Renamed(Key),
    /// The selection is to be deleted (Delete).
    Deleted(Vec<Key>),
    /// A gesture has ended and is meant. `free` if it is not to be snapped (Alt).
    Done {
        /// What was done.
        gesture: Gesture,
        /// Without snapping.
        free: bool,
    },
    /// A bar is to be cut at a position.
    Split(Key, f64),
    /// A dependency was clicked.
    TiePicked(Key),
    /// The label of a row was clicked.
    RowPicked(Key),
    /// A menu is asked for on a bar (secondary click): at a position of the axis.
    Menu(Key, f64),
    /// A menu is asked for on empty ground: the row and the position.
    GroundMenu(Key, f64),
}

/// What the widget says by itself, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What the timeline is called.
    pub name: String,
    /// Said of a gesture that would clash.
    pub clash: String,
    /// Said of a gesture that cannot be done.
    pub refused: String,
    /// The handle from which a dependency is drawn from the start of a bar.
    pub tie_from_start: String,
    /// The handle from which a dependency is drawn from the end of a bar.
    pub tie_from_end: String,
    /// The scroll bar of the rows.
    pub scroll: String,
}

//! What the planning showed when the window was closed.

use serde::{Deserialize, Serialize};
use views::board::BoardRows;

/// What the planning shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct PlanningSettings {
    /// What its rows are.
    pub rows: BoardRows,
    /// How much time is in view.
    pub span: PlanningSpan,
    /// Which bookings are looked for.
    pub filter: PlanningFilter,
    /// Is the line of filters open?
    pub filters_open: bool,
}

/// Which bookings are looked for. What is not said is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct PlanningFilter {
    /// Words in any order.
    pub text: String,
    /// Identifier of a production.
    pub production: Option<String>,
    /// A kind of room.
    pub room_kind: Option<String>,
    /// A state of bookings.
    pub state: Option<String>,
    /// Only what stands in something's way.
    pub only_clashes: bool,
}

/// How much time is in view.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum PlanningSpan {
    /// A day.
    Day,
    /// Three weeks.
    #[default]
    ThreeWeeks,
    /// Thirteen weeks.
    Quarter,
    /// Chosen by hand: the width of a working day, in points.
    Free(f32),
}

impl PlanningFilter {
    /// Is everything looked for?
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

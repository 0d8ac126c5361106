//! What the planning showed when the window was closed.

use serde::{Deserialize, Serialize};
use views::board::BoardRows;

/// What the planning shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanningSettings {
    /// What its rows are.
    pub rows: BoardRows,
    /// Width of a working day, in points; three weeks in view if it was never chosen.
    pub day_width: Option<f32>,
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

impl Default for PlanningSettings {
    fn default() -> Self {
        Self {
            rows: BoardRows::Rooms,
            day_width: None,
            filter: PlanningFilter::default(),
            filters_open: false,
        }
    }
}

impl PlanningFilter {
    /// Is everything looked for?
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

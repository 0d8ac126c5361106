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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::Settings;

    #[test]
    fn what_was_kept_is_found_again_and_what_is_missing_is_as_at_the_first_start() {
        let filter = PlanningFilter { text: "mixage".to_owned(), ..PlanningFilter::default() };
        let rows = BoardRows::People;
        let planning =
            PlanningSettings { rows, span: PlanningSpan::Free(61.5), filter, filters_open: true };
        let settings = Settings { planning, ..Settings::default() };
        let kept = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&kept).unwrap(), settings);
        let older = serde_json::from_str::<Settings>(r#"{"language": "fr"}"#).unwrap();
        assert_eq!(older.planning, PlanningSettings::default());
    }
}

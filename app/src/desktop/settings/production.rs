//! How the plan of a production was shown when the window was closed.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How the plan of a production is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductionSettings {
    /// Columns of the list that are shown, by their word; the usual ones if it was never chosen.
    pub columns: Option<BTreeSet<String>>,
    /// Widths of columns that were changed, by the word of the column.
    pub widths: BTreeMap<String, f32>,
    /// Are the dependencies drawn?
    pub links: bool,
    /// Are the floats drawn behind the bars?
    pub floats: bool,
    /// Is the signed plan drawn under the bars?
    pub signed: bool,
}

impl Default for ProductionSettings {
    fn default() -> Self {
        Self { columns: None, widths: BTreeMap::new(), links: true, floats: false, signed: true }
    }
}

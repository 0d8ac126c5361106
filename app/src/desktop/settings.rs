//! What the reader has chosen for good, kept beside the store: language, theme, size, colours, what
//! was open last.

mod planning;
mod production;

pub use planning::{PlanningFilter, PlanningSettings, PlanningSpan};
pub use production::ProductionSettings;

use i18n::Language;
use serde::{Deserialize, Serialize};

/// What is kept. A key that is missing or unknown changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Code of the language: `fr`, `en`.
    pub language: String,
    /// The theme.
    pub theme: Theme,
    /// Size of everything; 1 is the size of the design.
    pub zoom: f32,
    /// Hue by production instead of by family of step.
    pub hue_by_production: bool,
    /// Is the inspector open beside the planning and the lists?
    pub inspector: bool,
    /// Is it open beside the plan of a production, whose list says most of it?
    pub inspector_in_plan: bool,
    /// Is the navigation only signs?
    pub narrow_navigation: bool,
    /// After how many minutes without use a sealed store is closed; 0: never.
    pub lock_after: u32,
    /// How the plan of a production is shown.
    pub production: ProductionSettings,
    /// What the planning shows.
    pub planning: PlanningSettings,
}

/// Dark, light, or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Edit rooms are dark.
    #[default]
    Dark,
    /// By day.
    Light,
    /// As the system says.
    System,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default().code().to_owned(),
            theme: Theme::default(),
            zoom: 1.0,
            hue_by_production: false,
            inspector: true,
            inspector_in_plan: false,
            narrow_navigation: false,
            lock_after: 15,
            production: ProductionSettings::default(),
            planning: PlanningSettings::default(),
        }
    }
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::System];

    /// What egui calls it.
    pub(crate) fn preference(self) -> egui::ThemePreference {
        match self {
            Self::Dark => egui::ThemePreference::Dark,
            Self::Light => egui::ThemePreference::Light,
            Self::System => egui::ThemePreference::System,
        }
    }
}

impl Settings {
    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.language.parse().unwrap_or_default()
    }
}

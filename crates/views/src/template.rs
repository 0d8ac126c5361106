//! Genre templates: what a plan can begin as.

use crate::json;
use crate::{Cell, CellKind, Column, Table};
use model::{Genre, Kind, RoomKind, Step};
use schedule::{Template, TemplateStep};
use serde::Serialize;
use units::Minutes;

/// A template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateView {
    /// Its stable key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The genre it is for.
    #[serde(serialize_with = "json::word")]
    pub genre: Genre,
    /// Length of the programme, or of an episode, that its durations are meant for.
    #[serde(rename = "runtime_minutes", serialize_with = "json::minutes")]
    pub runtime: Minutes,
    /// For a series, how many episodes are made if the production has none yet.
    pub episodes: Option<usize>,
    /// Its steps, in the order people expect them.
    pub steps: Vec<TemplateStepView>,
}

/// A step of a template; durations are working days in plain decimals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateStepView {
    /// Its key within the template.
    pub key: String,
    /// The step of the trade.
    #[serde(serialize_with = "json::word")]
    pub step: Step,
    /// What its task is called.
    pub name: String,
    /// Is it done once for the whole series?
    pub once: bool,
    /// Is it a date to be met, without work?
    pub milestone: bool,
    /// Shorter is a risk; none if no floor is known.
    pub floor_days: Option<String>,
    /// How long it usually takes.
    pub typical_days: String,
    /// Kind of room it needs.
    #[serde(serialize_with = "json::optional_word")]
    pub room_kind: Option<RoomKind>,
    /// Function of the person who does it.
    pub function: Option<String>,
    /// Keys of the steps it depends on.
    pub after: Vec<String>,
}

/// The templates, with their names in a language given by its code (`fr`, `en`).
pub fn templates(language: &str) -> Vec<TemplateView> {
    schedule::templates().iter().map(|template| template_view(template, language)).collect()
}

fn template_view(template: &Template, language: &str) -> TemplateView {
    TemplateView {
        key: template.key.clone(),
        name: template.names.in_language(language).to_owned(),
        genre: template.genre.clone(),
        runtime: template.runtime,
        episodes: template.episodes.as_ref().map(|episodes| episodes.count),
        steps: template.steps.iter().map(|step| step_view(step, language)).collect(),
    }
}

fn step_view(step: &TemplateStep, language: &str) -> TemplateStepView {
    TemplateStepView {
        key: step.key.clone(),
        step: step.step.clone(),
        name: step.names.in_language(language).to_owned(),
        once: step.once,
        milestone: step.milestone,
        floor_days: step.floor.map(|days| days.normalize().to_string()),
        typical_days: step.typical.normalize().to_string(),
        room_kind: step.room.clone(),
        function: step.function.clone(),
        after: step.after.iter().map(|link| link.from.clone()).collect(),
    }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("key", CellKind::Text),
    Column::new("name", CellKind::Text),
    Column::new("genre", CellKind::Words),
    Column::new("runtime", CellKind::Minutes),
    Column::new("episodes", CellKind::Integer),
    Column::new("steps", CellKind::Integer),
];

/// Templates in columns.
pub fn templates_table(templates: &[TemplateView]) -> Table {
    let cells = |template: &TemplateView| {
        vec![
            Cell::text(&template.key),
            Cell::text(&template.name),
            Cell::choice(Kind::Production, "genre", &template.genre),
            Cell::Minutes(template.runtime),
            Cell::optional(template.episodes, Cell::count),
            Cell::count(template.steps.len()),
        ]
    };
    Table::new("templates", Minutes::ZERO, COLUMNS).with_rows(templates.iter().map(cells))
}

//! Genre templates: the steps of the trade for a kind of programme, with their dependencies and
//! usual durations, read from `templates/*.toml`.
//!
//! What a template makes of a plan is in `template/layout.rs`, what its floors say about one in
//! `template/floors.rs`. How the files are written is told in `templates/documentary_52.toml`.

mod draft;
mod file;
mod floors;
mod layout;
mod names;
#[cfg(test)]
mod tests;

pub use floors::floor_findings;
pub use layout::{Layout, MOST_EPISODES, lay_out};
pub use names::Names;

use model::{Genre, LinkKind, RoomKind, SplitRule, Step};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;
use units::{Decimal, Minutes, Percent};

/// The plan of a genre: its steps, what depends on what, how long things usually take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its stable key, such as `documentary_52`.
    pub key: String,
    /// The genre whose productions its floors speak about.
    pub genre: Genre,
    /// Length of the programme, or of an episode, that its durations are meant for.
    pub runtime: Minutes,
    /// What it is called.
    pub names: Names,
    /// Names of the groups of steps, by the word of their family; none for a series.
    pub groups: BTreeMap<String, Names>,
    /// For a series, its episodes.
    pub episodes: Option<Episodes>,
    /// Its steps, in the order people expect them.
    pub steps: Vec<TemplateStep>,
}

/// Episodes of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episodes {
    /// How many are made if the production has none yet.
    pub count: usize,
    /// What the group of an episode is called; `{episode}` stands for its number.
    pub names: Names,
}

/// A step of a template. Durations are working days of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateStep {
    /// Its key within the template.
    pub key: String,
    /// The step of the trade.
    pub step: Step,
    /// What its task is called.
    pub names: Names,
    /// Is it done once for the whole series instead of once per episode?
    pub once: bool,
    /// Shorter is a risk; none if no floor is known.
    pub floor: Option<Decimal>,
    /// How long it usually takes; zero for a milestone.
    pub typical: Decimal,
    /// How long it takes per day of shooting, where the production says when it is shot.
    pub per_shooting_day: Option<Decimal>,
    /// A date to be met, without work of its own.
    pub milestone: bool,
    /// May the work be cut into pieces?
    pub split: SplitRule,
    /// Kind of room it needs.
    pub room: Option<RoomKind>,
    /// What the room must offer.
    pub needs: BTreeSet<String>,
    /// Function of the person who does it.
    pub function: Option<String>,
    /// Steps with the same word go to the same person and room; `{episode}` stands for the
    /// number of the episode.
    pub same_as: Option<String>,
    /// What it depends on, in the same episode.
    pub after: Vec<TemplateLink>,
    /// What it depends on in the episode before.
    pub previous: Vec<TemplateLink>,
}

/// A dependency on another step of the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLink {
    /// Key of the predecessor.
    pub from: String,
    /// Which ends it ties.
    pub kind: LinkKind,
    /// What lies between.
    pub lag: TemplateLag,
    /// What may lie between at most, if anything may not.
    pub most: Option<TemplateLag>,
}

/// What lies between two steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateLag {
    /// Working days of the house; negative is an overlap.
    Days(Decimal),
    /// A share of the predecessor's work.
    Share(Percent),
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError(pub String);

/// The files, as people expect to find them.
const FILES: [&str; 5] = [
    include_str!("../templates/documentary_52.toml"),
    include_str!("../templates/tv_film_90.toml"),
    include_str!("../templates/series_6x52.toml"),
    include_str!("../templates/feature.toml"),
    include_str!("../templates/magazine.toml"),
];

/// A file that cannot be read is left out; a test keeps that from happening.
static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| FILES.iter().filter_map(|text| Template::parse(text).ok()).collect());

/// All templates.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template with this key.
pub fn template(key: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.key == key)
}

impl Template {
    /// The step with this key.
    pub fn step(&self, key: &str) -> Option<&TemplateStep> {
        self.steps.iter().find(|step| step.key == key)
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TemplateError {}

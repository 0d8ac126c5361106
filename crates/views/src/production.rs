//! Productions, as a list: where each stands, what it delivers when, and whether it will.

use crate::json;
use crate::{Cell, CellKind, Column, Moment, Source, Table};
use model::{Genre, Kind, PersonId, Plan, ProductionId, ProductionKind, ProductionState, Severity};
use schedule::PlanDates;
use serde::Serialize;
use std::collections::BTreeMap;
use units::{Minutes, NaiveDate};

/// A production.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductionView {
    /// Its identifier.
    #[serde(serialize_with = "json::text")]
    pub id: ProductionId,
    /// Title.
    pub title: String,
    /// Code in the accounts.
    pub code: String,
    /// One programme or several.
    #[serde(serialize_with = "json::word")]
    pub kind: ProductionKind,
    /// What sort of programme it is.
    #[serde(serialize_with = "json::word")]
    pub genre: Genre,
    /// Where it stands.
    #[serde(serialize_with = "json::word")]
    pub state: ProductionState,
    /// Length of the programme or of an episode.
    #[serde(rename = "runtime_minutes", serialize_with = "json::minutes")]
    pub runtime: Minutes,
    /// The production company that orders.
    pub client: String,
    /// Broadcaster or distributor.
    pub broadcaster: String,
    /// Director.
    #[serde(serialize_with = "json::optional_text")]
    pub director: Option<PersonId>,
    /// Name of the director.
    pub director_name: String,
    /// Nothing may begin before.
    #[serde(serialize_with = "json::optional_date")]
    pub start: Option<NaiveDate>,
    /// Day the master is due.
    #[serde(serialize_with = "json::optional_date")]
    pub delivery: Option<NaiveDate>,
    /// First broadcast or release.
    #[serde(serialize_with = "json::optional_date")]
    pub air: Option<NaiveDate>,
    /// When the plan begins.
    pub planned_start: Option<Moment>,
    /// When the plan is finished.
    pub planned_finish: Option<Moment>,
    /// The least float of an unfinished task; negative is late.
    #[serde(rename = "float_minutes", serialize_with = "json::optional_minutes")]
    pub float: Option<Minutes>,
    /// Number of tasks.
    pub tasks: usize,
    /// Number of bookings.
    pub bookings: usize,
    /// Number of clashes that cannot stay so.
    pub errors: usize,
    /// Number of clashes to be looked at.
    pub warnings: usize,
}

/// The productions by title, then by identifier.
pub fn productions(source: &Source<'_>) -> Vec<ProductionView> {
    let clashes = clashes_by_production(source);
    let view = |plan: &Plan| {
        let id = plan.production.id;
        production_view(source, plan, clashes.get(&id).copied().unwrap_or_default())
    };
    let mut views: Vec<ProductionView> = source.plans.values().map(|plan| view(plan)).collect();
    views.sort_by(|a, b| a.title.cmp(&b.title).then(a.id.cmp(&b.id)));
    views
}

/// One production; none if this machine does not have it.
pub fn production(source: &Source<'_>, id: ProductionId) -> Option<ProductionView> {
    let plan = source.plans.get(&id)?;
    let clashes = clashes_by_production(source);
    Some(production_view(source, plan, clashes.get(&id).copied().unwrap_or_default()))
}

/// Errors and warnings by production.
fn clashes_by_production(source: &Source<'_>) -> BTreeMap<ProductionId, (usize, usize)> {
    let mut counts: BTreeMap<ProductionId, (usize, usize)> = BTreeMap::new();
    for clash in &source.report.clashes {
        for production in clash.productions() {
            let (errors, warnings) = counts.entry(production).or_default();
            match clash.severity {
                Severity::Error => *errors += 1,
                Severity::Warning => *warnings += 1,
                Severity::Info => {}
            }
        }
    }
    counts
}

fn production_view(
    source: &Source<'_>,
    plan: &Plan,
    (errors, warnings): (usize, usize),
) -> ProductionView {
    let production = &plan.production;
    let dates = source.report.plan(production.id);
    ProductionView {
        id: production.id,
        title: source.production(production.id),
        code: production.code.clone(),
        kind: production.kind.clone(),
        genre: production.genre.clone(),
        state: production.state.clone(),
        runtime: production.runtime,
        client: production.client.clone(),
        broadcaster: production.broadcaster.clone(),
        director: production.director,
        director_name: production.director.map(|id| source.person(id)).unwrap_or_default(),
        start: production.start,
        delivery: production.delivery,
        air: production.air,
        planned_start: dates.and_then(|dates| dates.start).map(|tick| source.civil(tick)),
        planned_finish: dates.and_then(|dates| dates.finish).map(|tick| source.civil(tick)),
        float: dates.and_then(PlanDates::float_to_deadlines),
        tasks: plan.tasks.len(),
        bookings: plan.bookings.len(),
        errors,
        warnings,
    }
}

pub(crate) const COLUMNS: &[Column] = &[
    Column::new("production", CellKind::Text),
    Column::detail("code", CellKind::Text),
    Column::new("genre", CellKind::Words),
    Column::new("production_state", CellKind::Words),
    Column::detail("client", CellKind::Text),
    Column::detail("broadcaster", CellKind::Text),
    Column::detail("director", CellKind::Text),
    Column::new("delivery", CellKind::Date),
    Column::detail("air", CellKind::Date),
    Column::detail("planned_start", CellKind::DateTime),
    Column::new("planned_finish", CellKind::DateTime),
    Column::new("total_float", CellKind::Work),
    Column::detail("tasks", CellKind::Integer),
    Column::detail("bookings", CellKind::Integer),
    Column::new("errors", CellKind::Integer),
    Column::detail("warnings", CellKind::Integer),
    Column::new("id", CellKind::Id),
];

/// Productions in columns.
pub fn productions_table(source: &Source<'_>, productions: &[ProductionView]) -> Table {
    let cells = |production: &ProductionView| {
        vec![
            Cell::text(&production.title),
            Cell::text(&production.code),
            Cell::choice(Kind::Production, "genre", &production.genre),
            Cell::choice(Kind::Production, "state", &production.state),
            Cell::text(&production.client),
            Cell::text(&production.broadcaster),
            Cell::text(&production.director_name),
            Cell::optional(production.delivery, Cell::Date),
            Cell::optional(production.air, Cell::Date),
            Cell::moment(production.planned_start),
            Cell::moment(production.planned_finish),
            Cell::optional(production.float, Cell::Work),
            Cell::count(production.tasks),
            Cell::count(production.bookings),
            Cell::count(production.errors),
            Cell::count(production.warnings),
            Cell::Id(production.id.into()),
        ]
    };
    Table::new("productions", source.day(), COLUMNS).with_rows(productions.iter().map(cells))
}

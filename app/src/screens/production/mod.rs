//! The plan of one production: its figures, its steps in a list and a Gantt chart, to be worked on
//! by hand and by typing.
//!
//! What is shown comes from `views::gantt`, laid out beside the window (`chart`); what is typed is
//! understood in `cell`, what is done by hand in `drag`, what is done to steps as a whole in
//! `steps`.

mod act;
mod ahead;
pub(crate) mod beginnings;
mod cell;
mod chart;
mod columns;
mod drag;
mod empty;
mod files;
mod head;
mod keys;
mod later;
mod links;
mod list;
mod menu;
mod paste;
mod people;
mod place;
mod plan;
mod sessions;
mod sheet;
mod steps;
mod tools;
mod versions;

use crate::desktop::{Asks, Place, Scene};
use crate::screens::history::{Browser, production_panel};
use crate::screens::planning::grid;
use chart::{Chart, Compared, Wanted};
use egui::{Frame, Margin, Rect, Ui, UiBuilder, pos2};
use i18n::{Key, key};
use model::{Kind, ProductionId, Subject, TaskId};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use ui_kit::timeline::Viewport;
use ui_kit::tokens::PRODUCTION_HUES;

/// The parts of a production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Plan,
    Sessions,
    Sheet,
    Files,
    Changes,
}

/// What the screen remembers.
#[derive(Default)]
pub(crate) struct State {
    production: Option<ProductionId>,
    tab: Tab,
    charts: chart::Keeper,
    grid: grid::Cache,
    view: Option<Viewport>,
    list: list::List,
    folded: BTreeSet<TaskId>,
    critical_only: bool,
    compared: Compared,
    /// The step that led the selection in the last frame.
    led: Option<TaskId>,
    ahead: ahead::Ahead,
    menu: Option<menu::Menu>,
    link: Option<links::Form>,
    placing: Option<place::Placing>,
    versions: versions::Versions,
    pasting: paste::Pasting,
    empty: empty::State,
    sessions: sessions::State,
    sheet: sheet::State,
    files: files::State,
    changes: Browser,
    /// For how many frames the list has waited for the keyboard's attention.
    waited: u8,
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { production, tab, .. } = self;
        f.debug_struct("State")
            .field("production", production)
            .field("tab", tab)
            .finish_non_exhaustive()
    }
}

impl Tab {
    const ALL: [Self; 5] = [Self::Plan, Self::Sessions, Self::Sheet, Self::Files, Self::Changes];

    const fn name(self) -> Key {
        match self {
            Self::Plan => key::DESKTOP_PRODUCTION_TAB_PLAN,
            Self::Sessions => key::DESKTOP_PRODUCTION_TAB_SESSIONS,
            Self::Sheet => key::DESKTOP_PRODUCTION_TAB_SHEET,
            Self::Files => key::DESKTOP_PRODUCTION_TAB_FILES,
            Self::Changes => key::DESKTOP_PRODUCTION_TAB_CHANGES,
        }
    }
}

/// Draws the screen.
pub(crate) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: ProductionId,
    state: &mut State,
    asks: &mut Asks,
) {
    if state.production != Some(id) {
        let tab = state.tab;
        *state = State { production: Some(id), tab, ..State::default() };
    }
    let chart = state.chart(scene, id);
    let found = scene.derived.productions.iter().find(|production| production.id == id);
    let production = chart.as_ref().map(|chart| &chart.view.plan.production).or(found);
    let Some(production) = production else { return };
    let whole = ui.max_rect();
    ui.spacing_mut().item_spacing.y = 0.0;
    Frame::new().inner_margin(Margin { left: 18, right: 18, top: 12, bottom: 0 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let versions = (&mut state.versions, &mut state.compared);
        head::title(ui, scene, production, chart.as_deref(), versions, asks);
        read_only(ui, scene);
        tools::line(ui, scene, state, chart.as_deref(), asks);
    });
    // As wide as the screen, whatever the head would like to have.
    let rest = Rect::from_min_max(pos2(whole.left(), ui.cursor().top()), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        ui_kit::widgets::separator(ui);
        match (state.tab, &chart) {
            (Tab::Plan, Some(chart)) => plan(ui, scene, chart, state, asks),
            (Tab::Plan, None) => {}
            (Tab::Sessions, _) => sessions::ui(ui, scene, id, &mut state.sessions, asks),
            (Tab::Sheet, _) => sheet::ui(ui, scene, id, &mut state.sheet, asks),
            (Tab::Files, _) => files::ui(ui, scene, id, &mut state.files, asks),
            (Tab::Changes, _) => {
                if production_panel(ui, scene, id, None, &mut state.changes, asks).is_some() {
                    asks.go(Place::History);
                }
            }
        }
    });
    if let Some(chart) = &chart {
        dialogues(ui, scene, state, chart, asks);
    }
}

/// The figures, the list and the chart; how it can begin, if there are no steps yet.
fn plan(ui: &mut Ui, scene: &Scene<'_>, chart: &Chart, state: &mut State, asks: &mut Asks) {
    if chart.view.plan.tasks.is_empty() {
        empty::ui(ui, scene, chart, state, asks);
        return;
    }
    Frame::new().inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| {
        head::figures(ui, scene, &chart.view.figures);
    });
    ui_kit::widgets::separator(ui);
    plan::ui(ui, scene, state, chart, asks);
}

/// Why nothing can be changed, if so.
fn read_only(ui: &mut Ui, scene: &Scene<'_>) {
    let Some(reason) = &scene.snapshot.read_only else { return };
    let text = scene.messages.finding(reason);
    let hint = scene.messages.hint(reason, &|_| None).unwrap_or_default();
    ui.horizontal(|ui| {
        ui_kit::widgets::tag(
            ui,
            ui_kit::widgets::Tone::Warn,
            &scene.say(key::DESKTOP_PRODUCTION_READ_ONLY),
        );
        ui_kit::widgets::problem(ui, &format!("{text}. {hint}"));
    });
}

/// The dialogues over the plan.
fn dialogues(ui: &Ui, scene: &Scene<'_>, state: &mut State, chart: &Chart, asks: &mut Asks) {
    state.versions.ui(ui, scene, chart, &mut state.compared, asks);
    if let Some(placing) = &mut state.placing
        && !placing.ui(ui, scene, chart, asks)
    {
        state.placing = None;
        plan::back_to_list(ui, state);
    }
    if state.pasting.ui(ui, scene, chart, asks) {
        plan::back_to_list(ui, state);
    }
}

impl State {
    /// The newest chart of the production.
    fn chart(&mut self, scene: &Scene<'_>, id: ProductionId) -> Option<Arc<Chart>> {
        let place = scene.derived.productions.iter().position(|production| production.id == id);
        let hue = place.and_then(|place| PRODUCTION_HUES.get(place % PRODUCTION_HUES.len()));
        let wanted = Wanted {
            production: id,
            snapshot: Arc::clone(scene.snapshot),
            axis: Arc::clone(&scene.derived.axis),
            language: scene.messages.language(),
            dark: scene.tokens.dark,
            hue: hue.copied().filter(|_| scene.settings.hue_by_production),
            compared: self.compared,
            folded: self.folded.clone(),
            critical_only: self.critical_only,
            floats: scene.settings.production.floats,
            signed: scene.settings.production.signed,
        };
        self.charts.get(scene, &wanted)
    }
}

/// The steps of a plan that are selected, the last one in the lead.
fn selected(scene: &Scene<'_>, chart: &Chart) -> Vec<TaskId> {
    let production = chart.wanted.production;
    let tasks = scene.selection.iter().filter(|subject| {
        subject.kind == Kind::Task && subject.scope.production() == Some(production)
    });
    tasks.map(|subject| subject.id.into()).filter(|id| chart.task(*id).is_some()).collect()
}

/// Steps as records.
fn subjects(production: ProductionId, tasks: &[TaskId]) -> Vec<Subject> {
    tasks.iter().map(|task| Subject::planned(production, Kind::Task, *task)).collect()
}

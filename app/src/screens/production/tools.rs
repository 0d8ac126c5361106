//! The line of tabs, with the tools of the plan on its right.

use super::act::Act;
use super::chart::Chart;
use super::columns::{Column, with};
use super::{State, Tab, head, plan};
use crate::desktop::{Asks, ProductionSettings, Scene};
use egui::{Id, Popup, PopupCloseBehavior, RichText, Ui};
use i18n::key;
use ui_kit::theme;
use ui_kit::widgets::{button, icon_button};

/// Width from which on all tools have a button of their own.
const WIDE: f32 = 860.0;

/// Draws the line; what is asked for is carried out.
pub(super) fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chart: Option<&Chart>,
    asks: &mut Asks,
) {
    let wide = ui.available_width() >= WIDE;
    ui.horizontal(|ui| {
        if let Some(tab) = head::tabs(ui, scene, state.tab, wide) {
            state.tab = tab;
        }
        ui.spacing_mut().item_spacing.x = 6.0;
        let Some(chart) = chart.filter(|_| state.tab == Tab::Plan) else { return };
        if chart.view.plan.tasks.is_empty() {
            return;
        }
        // From left to right, so that Tab goes that way too; how wide they are was seen last time.
        let id = Id::unique("production-tools");
        let width = ui.data(|data| data.get_temp(id)).unwrap_or(500.0_f32);
        ui.add_space((ui.available_width() - width).max(8.0));
        let tools = ui.scope(|ui| ui.horizontal(|ui| tools(ui, scene, state, chart, wide, asks)));
        ui.data_mut(|data| data.insert_temp(id, tools.response.rect.width() + 6.0));
    });
}

fn tools(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chart: &Chart,
    wide: bool,
    asks: &mut Asks,
) {
    let mut act = None;
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        let new = format!("+ {}", scene.say(key::DESKTOP_PRODUCTION_STEP));
        if button(ui, &new).on_hover_text(scene.say(key::DESKTOP_PRODUCTION_ADD)).clicked() {
            act = Some(Act::Add);
        }
        let selected = super::selected(scene, chart);
        ui.add_enabled_ui(!selected.is_empty(), |ui| {
            if button(ui, &scene.say(key::DESKTOP_PRODUCTION_PLACE_SHORT)).clicked() {
                act = Some(Act::Place);
            }
        });
    });
    if let Some(act) = act {
        plan::carry_out(ui, scene, state, chart, &act, asks);
    }
    view_menu(ui, scene, state, chart, wide, asks);
    if wide {
        if button(ui, &scene.say(key::DESKTOP_PRODUCTION_FIT)).clicked() {
            state.view = None;
        }
        if button(ui, &scene.say(key::DESKTOP_PRODUCTION_TODAY)).clicked() {
            plan::show_now(scene, state);
        }
    }
    for (sign, name, factor) in
        [("−", key::DESKTOP_PRODUCTION_ZOOM_OUT, 0.8), ("+", key::DESKTOP_PRODUCTION_ZOOM_IN, 1.25)]
    {
        if icon_button(ui, sign, &scene.say(name)).clicked() {
            plan::zoom(state, chart, factor);
        }
    }
}

/// What is shown of the plan.
fn view_menu(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    chart: &Chart,
    wide: bool,
    asks: &mut Asks,
) {
    let text = scene.say(key::DESKTOP_PRODUCTION_VIEW);
    let response = button(ui, &format!("{text} ▼"));
    Popup::from_toggle_button_response(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(230.0);
            let settings = &scene.settings.production;
            let heading = |ui: &mut Ui, key| {
                let text = RichText::new(scene.say(key)).font(theme::small_strong());
                ui.label(text.color(scene.tokens.ink_3));
            };
            if !wide {
                if ui.button(scene.say(key::DESKTOP_PRODUCTION_FIT)).clicked() {
                    state.view = None;
                }
                if ui.button(scene.say(key::DESKTOP_PRODUCTION_TODAY)).clicked() {
                    plan::show_now(scene, state);
                }
                ui.separator();
            }
            ui.checkbox(&mut state.critical_only, scene.say(key::DESKTOP_PRODUCTION_CRITICAL_ONLY));
            let mut changed: ProductionSettings = settings.clone();
            ui.checkbox(&mut changed.links, scene.say(key::DESKTOP_PRODUCTION_SHOW_LINKS));
            ui.checkbox(&mut changed.floats, scene.say(key::DESKTOP_PRODUCTION_SHOW_FLOATS));
            ui.checkbox(&mut changed.signed, scene.say(key::DESKTOP_PRODUCTION_SHOW_SIGNED));
            groups(ui, scene, state, chart);
            ui.separator();
            heading(ui, key::DESKTOP_PRODUCTION_COLUMNS);
            for column in Column::ALL.into_iter().filter(|column| *column != Column::Name) {
                let mut chosen = column.is_chosen(&changed);
                if ui.checkbox(&mut chosen, scene.say(column.long_name())).changed() {
                    changed = with(&changed, column, chosen);
                }
            }
            if changed != *settings {
                asks.set_production(changed);
            }
        });
}

fn groups(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, chart: &Chart) {
    let groups = || chart.view.plan.tasks.iter().filter(|task| task.group).map(|task| task.id);
    if groups().next().is_none() {
        return;
    }
    let mut all = groups().all(|group| state.folded.contains(&group));
    if ui.checkbox(&mut all, scene.say(key::DESKTOP_PRODUCTION_FOLD_ALL)).changed() {
        state.folded = if all { groups().collect() } else { std::collections::BTreeSet::new() };
    }
}

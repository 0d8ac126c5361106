//! A production without steps: it can begin as a template, with a step of one's own, or with rows
//! of a spreadsheet.

use super::act::Act;
use super::beginnings::dating::Dating;
use super::beginnings::preview;
use super::chart::Chart;
use super::{State as Screen, keys, plan};
use crate::desktop::{Action, Asks, Scene};
use egui::{RichText, ScrollArea, Ui, vec2};
use i18n::{Language, key};
use model::{Command, Genre, Production};
use node::Group;
use ui_kit::theme;
use ui_kit::widgets::{button, primary_button};
use views::TemplateView;

/// What is chosen.
#[derive(Default)]
pub(super) struct State {
    form: Option<(String, Dating)>,
    templates: Option<(Language, Vec<TemplateView>)>,
}

impl State {
    fn form(
        &mut self,
        scene: &Scene<'_>,
        production: &Production,
    ) -> (&[TemplateView], &mut (String, Dating)) {
        let language = scene.messages.language();
        if self.templates.as_ref().is_none_or(|(known, _)| *known != language) {
            self.templates = Some((language, views::templates(language.code())));
        }
        let templates = self.templates.as_ref().map_or(&[][..], |(_, templates)| templates);
        let form = self.form.get_or_insert_with(|| {
            let fit = templates.iter().find(|template| template.genre == production.genre);
            let usual = templates.iter().find(|template| template.genre == Genre::TvFilm);
            let template = fit.or(usual).or(templates.first());
            let key = template.map(|template| template.key.clone()).unwrap_or_default();
            (key, Dating::of(scene, production.start, production.delivery))
        });
        (templates, form)
    }
}

/// Draws it.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    chart: &Chart,
    state: &mut Screen,
    asks: &mut Asks,
) {
    let id = chart.wanted.production;
    let Some(document) = scene.snapshot.plans.get(&id) else { return };
    let mut act = pasted(ui, scene);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(18, 18)).show(ui, |ui| {
            ui.set_max_width(760.0);
            ui.spacing_mut().item_spacing = vec2(16.0, 8.0);
            let title =
                RichText::new(scene.say(key::DESKTOP_PRODUCTION_EMPTY)).font(theme::title());
            ui.label(title.color(scene.tokens.ink_1));
            let why = RichText::new(scene.say(key::DESKTOP_PRODUCTION_EMPTY_WHY));
            ui.label(why.color(scene.tokens.ink_2));
            ui.add_space(4.0);
            ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                template(ui, scene, &document.production, document.episodes.len(), state, asks);
                ui.add_space(10.0);
                ui.horizontal(|ui| {
                    if button(ui, &scene.say(key::DESKTOP_PRODUCTION_FIRST_STEP)).clicked() {
                        act = Some(Act::Add);
                    }
                    if button(ui, &scene.say(Action::Import.label())).clicked() {
                        asks.run(Action::Import);
                    }
                });
            });
        });
    });
    if let Some(act) = act {
        plan::carry_out(ui, scene, state, chart, &act, asks);
    }
}

fn template(
    ui: &mut Ui,
    scene: &Scene<'_>,
    production: &Production,
    episodes: usize,
    state: &mut Screen,
    asks: &mut Asks,
) {
    let (templates, (chosen, dating)) = state.empty.form(scene, production);
    let mut apply = false;
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        preview::chooser(left, scene, templates, chosen, false);
        if let Some(template) = templates.iter().find(|template| template.key == *chosen) {
            preview::steps(right, scene, template, 190.0);
        }
    });
    dating.ui(ui, scene, chosen, episodes);
    ui.add_space(2.0);
    apply |= primary_button(ui, &scene.say(key::DESKTOP_PRODUCTION_APPLY_TEMPLATE)).clicked();
    if !apply {
        return;
    }
    match dating.anchor(scene) {
        Some(anchor) => {
            let template = chosen.clone();
            let production = production.id;
            asks.submit(Group::one(Command::ApplyTemplate { production, template, anchor }));
        }
        None => dating.ask_for_date(),
    }
}

/// Rows that are pasted where no field takes them.
fn pasted(ui: &Ui, scene: &Scene<'_>) -> Option<Act> {
    if scene.is_typing() {
        return None;
    }
    let (pasted, _) = ui.input_mut(keys::clipboard);
    pasted.map(Act::Paste)
}

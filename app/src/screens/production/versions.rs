//! The versions of a plan: which baseline it is compared with, and taking one under a name.

use super::chart::{Chart, Compared};
use crate::desktop::{Asks, Scene};
use egui::{Key, Popup, PopupCloseBehavior, RichText, Sides, Ui};
use i18n::{Value, key};
use model::{BaselineId, Command, Kind, Subject};
use node::Group;
use ui_kit::theme;
use ui_kit::widgets::{Field, button, dialogue, icon_button, primary_button};
use views::BaselineView;

/// The dialogue in which a version is taken.
#[derive(Debug, Default)]
pub(super) struct Versions {
    taking: Option<Taking>,
}

#[derive(Debug)]
struct Taking {
    name: String,
    missing: bool,
    fresh: bool,
}

impl Versions {
    /// The button of the versions, with the list of them below; which one is compared is changed.
    pub(super) fn menu(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        chart: Option<&Chart>,
        compared: &mut Compared,
        asks: &mut Asks,
    ) {
        let baselines = chart.map(|chart| chart.view.baselines.as_slice()).unwrap_or_default();
        let shown = chart.and_then(|chart| chart.view.plan.baseline.as_ref());
        let name = match shown {
            Some(baseline) => baseline_name(scene, baseline),
            None => scene.say(key::DESKTOP_PRODUCTION_NO_VERSION),
        };
        let values = [("name", Value::Text(&name))];
        let text = scene.say_with(key::DESKTOP_PRODUCTION_VERSIONS, &values);
        let response = button(ui, &format!("{text} ▼"));
        Popup::from_toggle_button_response(&response)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.set_width(330.0);
                let weak = RichText::new(scene.say(key::DESKTOP_PRODUCTION_COMPARE_WITH));
                ui.label(weak.font(theme::small_strong()).color(scene.tokens.ink_3));
                for baseline in baselines {
                    let chosen = shown.is_some_and(|shown| shown.id == baseline.id);
                    if self.line(ui, scene, chart, baseline, chosen, asks) {
                        *compared = Compared::Number(baseline.number);
                    }
                }
                if baselines.is_empty() {
                    let text = scene.say(key::DESKTOP_PRODUCTION_NO_VERSION_YET);
                    ui.label(RichText::new(text).color(scene.tokens.ink_2));
                } else {
                    let none = scene.say(key::DESKTOP_PRODUCTION_COMPARE_NOTHING);
                    if ui.radio(*compared == Compared::Nothing, none).clicked() {
                        *compared = Compared::Nothing;
                    }
                }
            });
    }

    /// A version: true if it is to be compared with.
    fn line(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        chart: Option<&Chart>,
        baseline: &BaselineView,
        chosen: bool,
        asks: &mut Asks,
    ) -> bool {
        let mut picked = false;
        let name = baseline_name(scene, baseline);
        ui.horizontal(|ui| {
            picked = ui.radio(chosen, &name).clicked();
            if let Some(taken) = baseline.taken {
                let when = scene.messages.moment(taken.at, scene.today());
                ui.label(RichText::new(when).font(theme::small()).color(scene.tokens.ink_3));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let values = [("name", Value::Text(&name))];
                let text = scene.say_with(key::DESKTOP_PRODUCTION_DELETE_VERSION, &values);
                ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                    if icon_button(ui, "×", &text).clicked()
                        && let Some(chart) = chart
                    {
                        let production = chart.wanted.production;
                        let subject = Subject::planned(production, Kind::Baseline, baseline.id);
                        asks.submit(Group::one(Command::Delete { subject }));
                    }
                });
            });
        });
        picked
    }

    /// Opens the dialogue in which one is taken.
    pub(super) fn take(&mut self, scene: &Scene<'_>) {
        let date = scene.messages.date_short(scene.today());
        let values = [("date", Value::Text(&date))];
        let name = scene.say_with(key::DESKTOP_PRODUCTION_VERSION_OF, &values);
        self.taking = Some(Taking { name, missing: false, fresh: true });
    }

    /// Draws the dialogue, if it is open.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        chart: &Chart,
        compared: &mut Compared,
        asks: &mut Asks,
    ) {
        let Some(taking) = &mut self.taking else { return };
        let mut taken = false;
        let mut closed = false;
        let title = scene.say(key::DESKTOP_PRODUCTION_TAKE_VERSION);
        let ((), escaped) = dialogue(ui, "production-version", 420.0, &title, |ui| {
            let why = scene.say(key::DESKTOP_PRODUCTION_TAKE_VERSION_WHY);
            ui.label(RichText::new(why).color(scene.tokens.ink_2));
            ui.add_space(8.0);
            let missing = scene.say(key::DESKTOP_PRODUCTION_VERSION_NAME_MISSING);
            let problem = (taking.missing && taking.name.trim().is_empty()).then_some(missing);
            let label = scene.say(key::DESKTOP_PRODUCTION_VERSION_NAME);
            let field = Field::new(&label).problem(problem.as_deref());
            let response = field.show(ui, &mut taking.name);
            if std::mem::take(&mut taking.fresh) {
                response.request_focus();
            }
            let enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.add_space(12.0);
            Sides::new().show(
                ui,
                |_| {},
                |ui| {
                    let text = scene.say(key::DESKTOP_PRODUCTION_TAKE);
                    taken = primary_button(ui, &text).clicked() || enter;
                    closed = button(ui, &scene.say(key::DESKTOP_CLOSE)).clicked();
                },
            );
        });
        if taken && taking.name.trim().is_empty() {
            taking.missing = true;
            return;
        }
        if taken {
            let baseline = BaselineId(scene.new_id());
            let (production, name) = (chart.wanted.production, taking.name.trim().to_owned());
            asks.submit(Group::one(Command::TakeBaseline { production, baseline, name }));
            *compared = Compared::Newest;
        }
        if taken || closed || escaped {
            self.taking = None;
        }
    }
}

/// The name of a version; its number, if it has none.
fn baseline_name(scene: &Scene<'_>, baseline: &BaselineView) -> String {
    if !baseline.name.is_empty() {
        return baseline.name.clone();
    }
    let values = [("number", Value::Integer(baseline.number))];
    scene.say_with(key::DESKTOP_PRODUCTION_VERSION_NUMBER, &values)
}

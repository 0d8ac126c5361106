//! The rooms of a day as the plan of a past moment had them, above those of today's plan.

use crate::desktop::Scene;
use crate::screens::today::rooms::Chart;
use egui::{Margin, RichText, ScrollArea, Ui};
use i18n::{Language, key};
use node::Snapshot;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{button, icon_button};
use units::NaiveDate;

/// What is remembered.
#[derive(Debug)]
pub(super) struct State {
    date: NaiveDate,
    made_for: Option<(Arc<Snapshot>, NaiveDate, Language, bool)>,
    charts: Option<[Chart; 2]>,
}

impl State {
    /// The rooms of a day.
    pub(super) fn new(date: NaiveDate) -> Self {
        Self { date, made_for: None, charts: None }
    }

    fn make(&mut self, scene: &Scene<'_>, then: &Arc<Snapshot>) {
        let language = scene.messages.language();
        let wanted =
            (Arc::clone(scene.snapshot), self.date, language, scene.settings.hue_by_production);
        let made = self.made_for.as_ref().is_some_and(|made| {
            Arc::ptr_eq(&made.0, &wanted.0)
                && (made.1, made.2, made.3) == (wanted.1, wanted.2, wanted.3)
        });
        if made && self.charts.is_some() {
            return;
        }
        let day = |snapshot: &Snapshot| {
            Chart::new(scene, views::day(&crate::session::source(snapshot), self.date))
        };
        self.charts = Some([day(then), day(scene.snapshot)]);
        self.made_for = Some(wanted);
    }
}

pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    then: Option<&Arc<Snapshot>>,
) {
    let Some(then) = then else { return };
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 8));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            if icon_button(ui, "‹", &scene.say(key::DESKTOP_HISTORY_PAST_PREVIOUS)).clicked() {
                state.date = state.date.pred_opt().unwrap_or(state.date);
            }
            if icon_button(ui, "›", &scene.say(key::DESKTOP_HISTORY_PAST_NEXT)).clicked() {
                state.date = state.date.succ_opt().unwrap_or(state.date);
            }
            let title = scene.messages.date_long(state.date);
            ui.label(RichText::new(title).font(theme::strong()).color(scene.tokens.ink_1));
            if state.date != scene.today()
                && button(ui, &scene.say(key::DESKTOP_TODAY_BACK)).clicked()
            {
                state.date = scene.today();
            }
        });
    });
    state.make(scene, then);
    let Some(charts) = &state.charts else { return };
    ScrollArea::vertical().id_salt("past-rooms").auto_shrink(false).show(ui, |ui| {
        let titles = [key::DESKTOP_HISTORY_PAST_THEN, key::DESKTOP_HISTORY_PAST_NOW];
        for ((chart, title), id) in charts.iter().zip(titles).zip(["rooms-then", "rooms-now"]) {
            let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 4));
            frame.show(ui, |ui| {
                let title = RichText::new(scene.say(title)).font(theme::small_strong());
                ui.label(title.color(scene.tokens.ink_3));
            });
            let mut top = 0.0;
            chart.show(ui, scene, id, &mut top, chart.height(), None);
            ui.add_space(8.0);
        }
    });
}

//! The backups that this machine makes by itself: where, when the last was made, what keeps the next
//! from being made, and the button that ends it. They are begun in the dialogue of `backup.rs`.

use crate::desktop::{Asks, Notice, Pending, Scene};
use egui::{Label, Margin, RichText, Ui};
use i18n::{Value, key};
use node::Failure;
use ui_kit::theme;
use ui_kit::widgets::{button, card as kit_card, problem};

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    ending: Option<Pending<Result<(), Failure>>>,
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(ended) = state.ending.as_ref().and_then(Pending::take) {
        state.ending = None;
        if let Err(failure) = ended {
            asks.tell(Notice::finding(scene.messages, failure.finding()));
        }
    }
    let Some(routine) = &scene.snapshot.links.routine else { return };
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_ROUTINE), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            let folder = routine.folder.display().to_string();
            let values = [("folder", Value::Text(&folder))];
            let what = scene.say_with(key::DESKTOP_MACHINES_ROUTINE_WHAT, &values);
            ui.add(Label::new(RichText::new(what).color(scene.tokens.ink_2)).wrap());
            if let Some(last) = routine.last {
                let at = scene.snapshot.facility.house.zone.civil(last.tick());
                let at = scene.messages.date_time(at);
                let last =
                    scene.say_with(key::DESKTOP_MACHINES_ROUTINE_LAST, &[("at", Value::Text(&at))]);
                ui.label(RichText::new(last).font(theme::small()).color(scene.tokens.ink_3));
            }
            if let Some(trouble) = &routine.trouble {
                problem(ui, &scene.messages.finding(trouble));
            }
            if button(ui, &scene.say(key::DESKTOP_MACHINES_ROUTINE_STOP)).clicked() {
                state.ending = Some(scene.ask(node::Engine::end_routine));
            }
        });
    });
}

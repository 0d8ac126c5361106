//! The key of the facility, until somebody has written it down: the words, and the button that has
//! this machine forget them.

use crate::commands::root_key::list;
use crate::desktop::{Asks, Notice, Pending, Scene};
use egui::{Grid, Margin, RichText, Ui};
use i18n::key;
use node::Failure;
use ui_kit::theme;
use ui_kit::widgets::{button, card as kit_card, primary_button};

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Option<Pending<Option<Vec<String>>>>,
    words: Vec<String>,
    forgetting: Option<Pending<Result<(), Failure>>>,
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(words) = state.asked.as_ref().and_then(Pending::take) {
        state.words = words.unwrap_or_default();
        state.asked = None;
    }
    if let Some(forgotten) = state.forgetting.as_ref().and_then(Pending::take) {
        state.forgetting = None;
        match forgotten {
            Ok(()) => state.words.clear(),
            Err(failure) => asks.tell(Notice::finding(scene.messages, failure.finding())),
        }
    }
    if !scene.snapshot.links.root_key_is_open {
        return;
    }
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_ROOT_KEY), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            let what = scene.say(key::DESKTOP_MACHINES_ROOT_KEY_WHAT);
            ui.label(RichText::new(what).color(scene.tokens.ink_2));
            if state.words.is_empty() {
                if button(ui, &scene.say(key::DESKTOP_MACHINES_ROOT_KEY_SHOW)).clicked() {
                    let list = list(scene.messages.language());
                    state.asked = Some(scene.ask(move |engine| engine.root_words(list)));
                }
                return;
            }
            words(ui, scene, &state.words);
            ui.horizontal(|ui| {
                let done = scene.say(key::DESKTOP_MACHINES_ROOT_KEY_WRITTEN);
                if primary_button(ui, &done).clicked() {
                    state.forgetting = Some(scene.ask(node::Engine::forget_root));
                }
                if button(ui, &scene.say(key::DESKTOP_MACHINES_ROOT_KEY_HIDE)).clicked() {
                    state.words.clear();
                }
            });
        });
    });
}

fn words(ui: &mut Ui, scene: &Scene<'_>, words: &[String]) {
    Grid::new("root-words").num_columns(3).spacing([14.0, 3.0]).show(ui, |ui| {
        for (place, word) in words.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                let number = RichText::new(format!("{:>2}", place + 1));
                ui.label(number.font(theme::small()).color(scene.tokens.ink_3));
                ui.label(RichText::new(word).font(theme::strong()).color(scene.tokens.ink_1));
            });
            if place % 3 == 2 {
                ui.end_row();
            }
        }
    });
}

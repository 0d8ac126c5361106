//! What was received and set aside, with the reason; nothing is shown where there is nothing.

use crate::commands::quarantine::finding;
use crate::desktop::{Asks, Pending, Scene};
use egui::{Label, Margin, RichText, Ui};
use i18n::{Value, key};
use node::{Failure, Quarantined};
use std::collections::BTreeMap;
use ui_kit::theme;
use ui_kit::widgets::card as kit_card;

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Option<Pending<Result<Vec<Quarantined>, Failure>>>,
    /// The revision the list was asked for.
    of: Option<(u64, usize)>,
    all: Vec<Quarantined>,
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, _asks: &mut Asks) {
    let links = &scene.snapshot.links;
    let linked = links.peers.iter().filter(|peer| peer.is_linked).count();
    let now = (scene.snapshot.revision, linked);
    if state.of != Some(now) && state.asked.is_none() {
        state.of = Some(now);
        state.asked = Some(scene.ask(|engine| engine.quarantine()));
    }
    if let Some(all) = state.asked.as_ref().and_then(Pending::take) {
        state.asked = None;
        state.all = all.unwrap_or_default();
    }
    if state.all.is_empty() {
        return;
    }
    let mut grouped: BTreeMap<(String, String), i64> = BTreeMap::new();
    for it in &state.all {
        let peer = links.peers.iter().find(|peer| peer.member.device == it.device);
        let machine = peer.map(|peer| crate::peers::label(&peer.member)).unwrap_or_default();
        let told = scene.messages.finding(&finding(it));
        *grouped.entry((machine, told)).or_default() += 1;
    }
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_ASIDE), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for ((machine, told), count) in &grouped {
                let values = [("machine", Value::Text(machine)), ("count", Value::Integer(*count))];
                let head = scene.say_with(key::DESKTOP_MACHINES_ASIDE_FROM, &values);
                ui.label(RichText::new(head).font(theme::strong()).color(scene.tokens.ink_1));
                let text = RichText::new(told).color(scene.tokens.ink_2);
                ui.add(Label::new(text).wrap());
            }
        });
    });
}

//! What was received and set aside, with the reason, and the button that adopts it; nothing is shown
//! where there is nothing.

use crate::commands::quarantine::finding;
use crate::desktop::{Pending, Scene};
use egui::{Label, Margin, RichText, Ui};
use i18n::{Value, key};
use node::{Failure, Quarantined, Receipt};
use std::collections::{BTreeMap, BTreeSet};
use ui_kit::theme;
use ui_kit::widgets::{button, card as kit_card, problem};

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Option<Pending<Result<Vec<Quarantined>, Failure>>>,
    /// The revision and the number of links the list was asked for.
    of: Option<(u64, usize)>,
    all: Vec<Quarantined>,
    adopting: Option<Pending<Result<Receipt, Failure>>>,
    trouble: Option<Failure>,
}

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let links = &scene.snapshot.links;
    let linked = links.peers.iter().filter(|peer| peer.is_linked).count();
    let now = (scene.snapshot.revision, linked);
    if state.of != Some(now) && state.asked.is_none() {
        state.of = Some(now);
        state.asked = Some(scene.ask(|engine| engine.quarantine()));
    }
    if let Some(all) = state.asked.as_ref().and_then(Pending::take) {
        state.asked = None;
        match all {
            Ok(all) => state.all = all,
            Err(failure) => state.trouble = Some(failure),
        }
    }
    if let Some(adopted) = state.adopting.as_ref().and_then(Pending::take) {
        (state.adopting, state.of) = (None, None);
        state.trouble = adopted.err();
    }
    if state.all.is_empty() && state.trouble.is_none() {
        return;
    }
    kit_card(ui, &scene.say(key::DESKTOP_MACHINES_ASIDE), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            if let Some(failure) = &state.trouble {
                problem(ui, &scene.messages.finding(failure.finding()));
            }
            for ((machine, told), group) in grouped(scene, &state.all) {
                if let Some(changes) = entry(ui, scene, &machine, &told, &group) {
                    state.adopting = Some(scene.ask(move |engine| engine.adopt(&changes)));
                }
            }
        });
    });
}

/// What is set aside, by machine and reason.
fn grouped<'a>(
    scene: &Scene<'_>,
    all: &'a [Quarantined],
) -> BTreeMap<(String, String), Vec<&'a Quarantined>> {
    let mut grouped: BTreeMap<_, Vec<&Quarantined>> = BTreeMap::new();
    for it in all {
        let mut peers = scene.snapshot.links.peers.iter();
        let peer = peers.find(|peer| peer.member.device == it.device);
        let machine = peer.map(|peer| crate::peers::label(&peer.member)).unwrap_or_default();
        let told = scene.messages.finding(&finding(it));
        grouped.entry((machine, told)).or_default().push(it);
    }
    grouped
}

/// One machine and reason; the changes that are to be adopted, once somebody says so.
fn entry(
    ui: &mut Ui,
    scene: &Scene<'_>,
    machine: &str,
    told: &str,
    group: &[&Quarantined],
) -> Option<BTreeSet<[u8; 32]>> {
    let count = i64::try_from(group.len()).unwrap_or(i64::MAX);
    let values = [("machine", Value::Text(machine)), ("count", Value::Integer(count))];
    let head = scene.say_with(key::DESKTOP_MACHINES_ASIDE_FROM, &values);
    ui.label(RichText::new(head).font(theme::strong()).color(scene.tokens.ink_1));
    ui.add(Label::new(RichText::new(told).color(scene.tokens.ink_2)).wrap());
    let mut changes = None;
    ui.horizontal(|ui| {
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            let adopt = button(ui, &scene.say(key::DESKTOP_MACHINES_ASIDE_ADOPT));
            let adopt = adopt.on_hover_text(scene.say(key::DESKTOP_MACHINES_ASIDE_ADOPT_WHAT));
            if adopt.clicked() {
                changes = Some(group.iter().map(|it| it.change).collect());
            }
        });
        if group.iter().all(|it| it.is_adopted) {
            let text = RichText::new(scene.say(key::DESKTOP_MACHINES_ASIDE_ADOPTED));
            ui.label(text.color(scene.tokens.ink_3));
        }
    });
    changes
}

//! The ways out of the chosen clash: worked out by a worker, shown with their effect, applied in
//! one step.

use super::{is_same, weak};
use crate::desktop::{Asks, Pending, Scene};
use egui::{Align, Label, Layout, Margin, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use i18n::{Value, key};
use node::{Group, Snapshot};
use schedule::{Clash, Proposal};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::tokens::{HEIGHT_CONTROL, RADIUS_2};
use ui_kit::widgets::{button, primary_button};

/// Place for the button of a way out.
const BUTTON: f32 = 104.0;

/// The ways out of one clash.
#[derive(Debug, Default)]
pub(super) struct State {
    made_for: Option<(Arc<Snapshot>, Arc<Clash>)>,
    pending: Option<Pending<Vec<Proposal>>>,
    found: Option<Vec<Proposal>>,
}

impl State {
    /// Has the ways out worked out, where they are not known yet.
    pub(super) fn make(&mut self, scene: &Scene<'_>, clash: &Arc<Clash>) {
        if let Some(found) = self.pending.as_ref().and_then(Pending::take) {
            (self.found, self.pending) = (Some(found), None);
        }
        let made = self.made_for.as_ref().is_some_and(|(snapshot, made)| {
            Arc::ptr_eq(snapshot, scene.snapshot) && is_same(made, clash)
        });
        if made {
            return;
        }
        self.made_for = Some((Arc::clone(scene.snapshot), Arc::clone(clash)));
        self.found = None;
        let (report, clash) = (Arc::clone(&scene.snapshot.report), Arc::clone(clash));
        self.pending = Some(scene.work(move |_| report.proposals(&clash)));
    }

    /// Applies the first way out; false if there is none (yet).
    pub(super) fn apply_first(&self, scene: &Scene<'_>, asks: &mut Asks) -> bool {
        let first = self.found.as_ref().and_then(|found| found.first());
        first.is_some_and(|proposal| apply(scene, proposal, asks))
    }
}

/// Carries a way out into effect, as one step.
fn apply(scene: &Scene<'_>, proposal: &Proposal, asks: &mut Asks) -> bool {
    if scene.is_read_only() {
        return false;
    }
    let commands = scene.snapshot.report.commands_of(proposal);
    let nothing = commands.is_empty();
    if !nothing {
        asks.submit(Group { commands, note: effect(scene, proposal), ..Group::default() });
    }
    !nothing
}

/// What comes of a way out.
fn effect(scene: &Scene<'_>, proposal: &Proposal) -> String {
    let message = |code: &str, fields: &_| scene.messages.coded(code, fields, &|_| None);
    views::proposal_view(&scene.source(), proposal, &message).effect
}

/// Shows the ways out; true if one was applied.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &State, asks: &mut Asks) -> bool {
    let Some(found) = &state.found else {
        ui.label(weak(scene, &scene.say(key::DESKTOP_CLASHES_SEARCHING)));
        return false;
    };
    if found.is_empty() {
        let text = scene.say(key::DESKTOP_CLASHES_NO_SOLUTION);
        ui.add(Label::new(weak(scene, &text)).wrap());
        return false;
    }
    let mut applied = false;
    for (place, proposal) in found.iter().enumerate() {
        if line(ui, scene, proposal, place == 0) {
            applied = apply(scene, proposal, asks);
        }
    }
    let hint = weak(scene, &scene.say(key::DESKTOP_CLASHES_APPLIED_HINT)).font(theme::small());
    ui.add(Label::new(hint).wrap());
    applied
}

/// One way out with its button; true if it was pressed.
fn line(ui: &mut Ui, scene: &Scene<'_>, proposal: &Proposal, first: bool) -> bool {
    let tokens = scene.tokens;
    let effect = effect(scene, proposal);
    let line = if first { tokens.accent } else { tokens.line_2 };
    let frame = egui::Frame::new()
        .fill(tokens.bg_1)
        .stroke(Stroke::new(1.0, line))
        .corner_radius(RADIUS_2)
        .inner_margin(Margin::symmetric(12, 8));
    let text = scene.say(key::DESKTOP_CLASHES_APPLY);
    let enabled = !scene.is_read_only();
    let shown = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = ui.available_width() - BUTTON;
            let ink = tokens.ink_1;
            let galley = ui.painter().layout(effect.clone(), theme::text(), ink, room);
            let size = vec2(room, galley.size().y.max(HEIGHT_CONTROL));
            let (rect, text_response) = ui.allocate_exact_size(size, Sense::hover());
            text_response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &effect));
            let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, ink);
            let button = |ui: &mut Ui| {
                let response = if first { primary_button(ui, &text) } else { button(ui, &text) };
                let values = [("effect", Value::Text(effect.as_str()))];
                let spoken = scene.say_with(key::DESKTOP_CLASHES_APPLY_SPOKEN, &values);
                response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &spoken));
                response.clicked()
            };
            let right = Layout::right_to_left(Align::Center);
            ui.with_layout(right, |ui| ui.add_enabled_ui(enabled, button).inner).inner
        })
        .inner
    });
    shown.inner
}

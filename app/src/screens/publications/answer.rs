//! What the client answers: agreement, refusal or a remark, signed with a name.

use crate::desktop::{Asks, Scene};
use egui::Ui;
use i18n::key;
use model::{AnswerId, ClientVerdict, Command, PublicationId};
use node::Group;
use ui_kit::widgets::{Field, button, primary_button, section};
use units::clean_name;
use views::PublicationView;

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct State {
    /// To which publication.
    to: Option<PublicationId>,
    signed: String,
    remark: String,
    /// Was a name asked for and not given?
    unsigned: bool,
    /// Was a remark to be sent that says nothing?
    empty: bool,
}

pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    view: &PublicationView,
    state: &mut State,
    asks: &mut Asks,
) {
    if state.to != Some(view.id) {
        // The name stays: it is the same person.
        let signed = std::mem::take(&mut state.signed);
        *state = State { to: Some(view.id), signed, ..State::default() };
    }
    section(ui, &scene.say(key::DESKTOP_PUBLICATIONS_YOUR_ANSWER));
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        let label = scene.say(key::DESKTOP_PUBLICATIONS_SIGNATURE);
        let told = state.unsigned.then(|| scene.messages.text("answer-unsigned", &[]));
        let field = Field::new(&label).problem(told.as_deref()).width(300.0);
        if field.show(ui, &mut state.signed).changed() {
            state.unsigned = false;
        }
        let label = scene.say(key::DESKTOP_PUBLICATIONS_YOUR_REMARK);
        let told = state.empty.then(|| scene.messages.text("answer-empty", &[]));
        if Field::new(&label).problem(told.as_deref()).show(ui, &mut state.remark).changed() {
            state.empty = false;
        }
        if let Some(verdict) = buttons(ui, scene, view) {
            send(scene, view, verdict, state, asks);
        }
    });
}

/// Which answer is meant.
fn buttons(ui: &mut Ui, scene: &Scene<'_>, view: &PublicationView) -> Option<ClientVerdict> {
    let mut meant = None;
    ui.horizontal_wrapped(|ui| {
        let agree = scene.say(key::DESKTOP_PUBLICATIONS_AGREE);
        if view.agreement && primary_button(ui, &agree).clicked() {
            meant = Some(ClientVerdict::Agreed);
        }
        let refuse = scene.say(key::DESKTOP_PUBLICATIONS_REFUSE);
        if view.agreement && button(ui, &refuse).clicked() {
            meant = Some(ClientVerdict::Refused);
        }
        if button(ui, &scene.say(key::DESKTOP_PUBLICATIONS_SAY)).clicked() {
            meant = Some(ClientVerdict::Remark);
        }
    });
    meant
}

fn send(
    scene: &Scene<'_>,
    view: &PublicationView,
    verdict: ClientVerdict,
    state: &mut State,
    asks: &mut Asks,
) {
    let is_remark = verdict == ClientVerdict::Remark;
    state.unsigned = !is_remark && clean_name(&state.signed).is_empty();
    state.empty = is_remark && state.remark.trim().is_empty();
    if state.unsigned || state.empty {
        return;
    }
    asks.submit(Group::one(Command::Answer {
        production: view.production,
        publication: view.id,
        answer: AnswerId(scene.new_id()),
        verdict,
        signed: state.signed.clone(),
        remark: std::mem::take(&mut state.remark),
    }));
}

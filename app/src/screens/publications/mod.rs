//! Publications: what was sent to the clients of productions and what they answered. Coordination
//! sends; the client reads the plan and the price, and answers.

mod answer;
mod detail;
mod form;
mod lines;
mod list;

use crate::desktop::{Asks, Scene};
use crate::peers;
use crate::screens::halves::halves;
use egui::{Margin, Sides, Ui};
use i18n::{Value, key};
use model::PublicationId;
use node::Snapshot;
use std::sync::Arc;
use ui_kit::widgets::{empty, heading, primary_button, separator};
use views::{PublicationState, PublicationView};

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The chosen publication.
    chosen: Option<PublicationId>,
    /// The chosen line is to be brought into view.
    reveal: bool,
    made_for: Option<Arc<Snapshot>>,
    shown: Vec<PublicationView>,
    answer: answer::State,
    form: Option<Box<form::Form>>,
}

impl State {
    /// Looks at what was sent anew where it is no longer the same.
    fn make(&mut self, scene: &Scene<'_>) {
        if self.made_for.as_ref().is_some_and(|made| Arc::ptr_eq(made, scene.snapshot)) {
            return;
        }
        self.shown = views::publications(&scene.source(), None);
        self.made_for = Some(Arc::clone(scene.snapshot));
    }

    /// The place of the chosen publication: at first of the first that wants an answer.
    fn place(&self) -> Option<usize> {
        let of = |id| self.shown.iter().position(|view| view.id == id);
        let wants = |view: &PublicationView| view.state == PublicationState::Awaiting;
        let first = || self.shown.iter().position(wants).or((!self.shown.is_empty()).then_some(0));
        self.chosen.and_then(of).or_else(first)
    }

    fn pick(&mut self, place: usize) {
        self.chosen = self.shown.get(place).map(|view| view.id);
    }
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    state.make(scene);
    ui.spacing_mut().item_spacing.y = 0.0;
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 12));
    frame.show(ui, |ui| head(ui, scene, state));
    separator(ui);
    if state.shown.is_empty() {
        nothing(ui, scene, state);
    } else {
        halves(
            ui,
            &mut (&mut *state, &mut *asks),
            |ui, (state, _)| list::show(ui, scene, state),
            |ui, (state, asks)| detail::show(ui, scene, state, asks),
        );
    }
    form::ui(ui, scene, state, asks);
}

/// What publications are for, where there is none.
fn nothing(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    if !peers::may_publish(scene.snapshot) {
        let text = scene.say(key::DESKTOP_PUBLICATIONS_NONE_CLIENT_HINT);
        empty(ui, &scene.say(key::DESKTOP_PUBLICATIONS_NONE_CLIENT), &text, None);
        return;
    }
    let text = scene.say(key::DESKTOP_PUBLICATIONS_NONE_HINT);
    let can = !scene.is_read_only() && !scene.snapshot.plans.is_empty();
    let button = can.then(|| scene.say(key::DESKTOP_PUBLICATIONS_PUBLISH));
    if empty(ui, &scene.say(key::DESKTOP_PUBLICATIONS_NONE), &text, button.as_deref()) {
        state.form = Some(Box::new(form::Form::new(scene, None)));
    }
}

/// The title, how many agreements are awaited, and a new publication.
fn head(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let mut publishes = false;
    Sides::new().height(30.0).shrink_left().truncate().show(
        ui,
        |ui| {
            let awaiting = state.shown.iter().filter(|it| it.state == PublicationState::Awaiting);
            let count = i64::try_from(awaiting.count()).unwrap_or(i64::MAX);
            let values = [("count", Value::Integer(count))];
            let remark = scene.say_with(key::DESKTOP_PUBLICATIONS_REMARK, &values);
            heading(ui, &scene.say(key::DESKTOP_SHELL_PUBLICATIONS), &remark);
        },
        |ui| {
            if peers::may_publish(scene.snapshot) && !state.shown.is_empty() {
                let can = !scene.is_read_only() && !scene.snapshot.plans.is_empty();
                ui.add_enabled_ui(can, |ui| {
                    let text = scene.say(key::DESKTOP_PUBLICATIONS_PUBLISH);
                    publishes = primary_button(ui, &text).clicked();
                });
            }
        },
    );
    if publishes {
        let of = state.place().and_then(|place| state.shown.get(place));
        state.form = Some(Box::new(form::Form::new(scene, of.map(|view| view.production))));
    }
}

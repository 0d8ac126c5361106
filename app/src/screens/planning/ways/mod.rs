//! Ways out of something that happened, beside the planning: they are searched by a worker while
//! the plan stays editable; the chosen one is seen on the rows; one is applied as one step.
//!
//! What was found for plans that have changed since is dropped and searched again.

mod card;
mod compare;
mod detail;
mod event;
mod form;
mod open;
mod words;

use super::hands::Change;
use crate::desktop::{Asks, Scene};
use egui::{Frame, Key, Margin, Modifiers, Panel, Ui};
use form::Form;
use model::{Kind, Subject};
use open::{Open, Pressed};
use schedule::Event;

/// What is remembered of ways out.
#[derive(Debug, Default)]
pub(super) struct State {
    form: Option<Form>,
    open: Option<Open>,
    changes: Vec<Change>,
    /// The session to be brought into view.
    wanted: Option<Subject>,
    /// Counts the changes of what is drawn on the rows.
    pub(super) turn: u64,
}

impl State {
    /// Searches ways out of an event.
    pub(super) fn open(&mut self, event: Event) {
        self.close();
        self.form = None;
        self.open = Some(Open::new(event));
    }

    /// Opens the form in which an event is told.
    pub(super) fn tell(&mut self) {
        self.form = Some(Form::default());
    }

    /// Are ways out shown?
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The session to be brought into view, once.
    pub(super) fn wanted(&mut self) -> Option<Subject> {
        self.wanted.take()
    }

    /// What the chosen way out changes on the rows.
    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            open.stop();
        }
        self.changes.clear();
        self.turn += 1;
    }

    /// Draws the form, or the panel, if one is open.
    pub(super) fn panel(&mut self, ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
        if let Some(form) = &mut self.form {
            match form.show(ui, scene) {
                form::Answer::Open => {}
                form::Answer::Dropped => self.form = None,
                form::Answer::Told(event) => self.open(*event),
            }
        }
        let Some(open) = &mut self.open else { return };
        let shown = open.make(scene);
        let before = open.chosen;
        let frame = Frame::new().fill(scene.tokens.bg_1).inner_margin(Margin::symmetric(14, 10));
        let panel = Panel::right("ways").default_size(344.0).size_range(300.0..=520.0);
        let pressed = panel.frame(frame).show(ui, |ui| open.ui(ui, scene)).inner;
        if shown || open.chosen != before {
            self.changes = open.changes(scene);
            self.turn += 1;
            let old = self.changes.iter().filter(|it| it.before.is_some());
            let first = old.min_by_key(|it| it.before.as_ref().map(|booking| booking.start));
            self.wanted =
                first.map(|it| Subject::planned(it.production, Kind::Booking, it.after.id));
        }
        // Unless it ends a drag, or belongs to what is open over the screen.
        let free = !scene.is_typing() && !scene.has_dialogue();
        let escape = ui.input_mut(|input| {
            free && !input.pointer.any_down() && input.consume_key(Modifiers::NONE, Key::Escape)
        });
        match pressed {
            Pressed::Apply => {
                if open.apply(asks) {
                    self.close();
                }
            }
            Pressed::Close => self.close(),
            Pressed::Nothing if escape => self.close(),
            Pressed::Nothing => {}
        }
    }
}

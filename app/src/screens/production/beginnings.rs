//! The dialogue of a new production: what it is, and its plan from a template.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the dialogue remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

impl State {
    /// Opens the dialogue.
    pub(crate) fn open(&mut self) {}
}

/// Draws the dialogue, if it is open.
pub(crate) fn ui(_ui: &Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

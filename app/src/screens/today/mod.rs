//! What there is to decide and to do today.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

/// Draws the screen.
pub(crate) fn ui(_ui: &mut Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

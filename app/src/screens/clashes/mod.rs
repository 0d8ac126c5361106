//! What cannot hold, with both sides and the ways out.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

/// Draws the screen.
pub(crate) fn ui(_ui: &mut Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

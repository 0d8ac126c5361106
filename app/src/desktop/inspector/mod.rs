//! The inspector: everything that is known of what is selected, to be read and typed, on the right
//! of the screen. One file per kind of record.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the inspector remembers: what is being typed.
#[derive(Debug, Default)]
pub(super) struct State {}

/// Draws the inspector for what leads the selection.
pub(super) fn panel(_ui: &mut Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

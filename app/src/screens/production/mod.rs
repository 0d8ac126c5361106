//! The plan of one production: its figures, its steps in a list and a Gantt chart, to be worked on
//! by hand and by typing.

pub(crate) mod beginnings;

use crate::desktop::{Asks, Scene};
use egui::Ui;
use model::ProductionId;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

/// Draws the screen.
pub(crate) fn ui(
    _ui: &mut Ui,
    _scene: &Scene<'_>,
    _id: ProductionId,
    _state: &mut State,
    _asks: &mut Asks,
) {
}

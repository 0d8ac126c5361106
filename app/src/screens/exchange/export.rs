//! The export.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sheet {
    /// The plan of a production.
    #[default]
    Plan,
    /// The rooms, week by week.
    Weeks,
}

/// What the dialogue remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    sheet: Sheet,
}

impl State {
    /// Opens it at a sheet.
    pub(super) fn open(&mut self, sheet: Sheet) {
        self.sheet = sheet;
    }
}

/// Draws the dialogue.
pub(super) fn ui(_ui: &Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

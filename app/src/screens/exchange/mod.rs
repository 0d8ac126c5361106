//! Files in and out: import with its preview, export and print.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

impl State {
    /// Opens the import.
    pub(crate) fn open_import(&mut self) {}

    /// Opens the export.
    pub(crate) fn open_export(&mut self) {}

    /// Opens the export with the week's sheet chosen.
    pub(crate) fn open_print(&mut self) {}
}

/// Draws the screen.
pub(crate) fn ui(_ui: &Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

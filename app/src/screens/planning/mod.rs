//! Rooms, people or productions over time, to be worked on by hand.

use crate::desktop::{Asks, Scene};
use egui::Ui;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {}

impl State {
    /// Shows a booking.
    pub(crate) fn show(&mut self, _subject: model::Subject) {}

    /// Opens the form of a new booking.
    pub(crate) fn new_booking(&mut self) {}
}

/// Draws the screen.
pub(crate) fn ui(_ui: &mut Ui, _scene: &Scene<'_>, _state: &mut State, _asks: &mut Asks) {}

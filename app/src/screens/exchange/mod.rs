//! Files in and out, over any screen: import with its preview, export and print.

mod export;
mod import;

use crate::desktop::{Asks, Scene};
use egui::Ui;
use model::PublicationId;
use std::path::PathBuf;

/// What the dialogues remember.
#[derive(Debug, Default)]
pub(crate) struct State {
    import: import::State,
    export: export::State,
}

impl State {
    /// Opens the import: files are chosen first.
    pub(crate) fn open_import(&mut self) {
        self.import.open();
    }

    /// Opens the export.
    pub(crate) fn open_export(&mut self) {
        self.export.open(export::Sheet::Plan);
    }

    /// Opens the export with something chosen that was sent to a client.
    pub(crate) fn open_publication(&mut self, publication: PublicationId) {
        self.export.open_publication(publication);
    }

    /// Opens the export with the week's sheet chosen.
    pub(crate) fn open_print(&mut self) {
        self.export.open(export::Sheet::Weeks);
    }
}

/// Draws the dialogue that is open; files that are dropped on the window open the import.
pub(crate) fn ui(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let dropped: Vec<PathBuf> = ui
        .input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !dropped.is_empty() {
        state.import.take(scene, dropped);
    }
    import::ui(ui, scene, &mut state.import, asks);
    export::ui(ui, scene, &mut state.export, asks);
}

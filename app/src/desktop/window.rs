//! The window on the machine: the renderer, where its state is kept, and what is said when there is
//! no display.

use crate::desktop::{Desktop, Settings, Setup};
use egui::ViewportBuilder;
use std::path::Path;

/// Under which key what the reader chose is kept.
const SETTINGS: &str = "settings";

/// The file with the state of the window, beside the store.
const STATE: &str = "window.ron";

/// Opens the window on a store and stays until it is closed. The error is what the platform says.
pub(crate) fn open(folder: &Path, language: Option<i18n::Language>) -> Result<(), String> {
    let viewport = ViewportBuilder::default()
        .with_title("Raccord")
        .with_app_id("raccord")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([800.0, 560.0]);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        persistence_path: Some(folder.join(STATE)),
        ..eframe::NativeOptions::default()
    };
    let setup = Setup::of_machine(folder, language);
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let settings = creation.storage.and_then(|kept| eframe::get_value(kept, SETTINGS));
        Ok(Box::new(Desktop::new(&creation.egui_ctx, setup, settings)))
    });
    eframe::run_native("Raccord", options, create).map_err(|error| error.to_string())
}

impl eframe::App for Desktop {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        Self::logic(self, context);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        let settings: &Settings = self.settings();
        eframe::set_value(storage, SETTINGS, settings);
    }
}

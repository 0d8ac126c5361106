//! The screens, one folder each: what it shows and what it remembers while the window is open.

mod clashes;
mod exchange;
mod filters;
mod halves;
pub(crate) mod history;
mod hues;
mod machines;
pub(crate) mod planning;
mod production;
mod publications;
mod resources;
mod slips;
mod today;

use crate::desktop::{Action, Asks, Place, Scene};
use egui::{CentralPanel, Frame, Ui};

/// What each screen remembers.
#[derive(Debug, Default)]
pub(crate) struct Screens {
    pub(crate) today: today::State,
    pub(crate) planning: planning::State,
    pub(crate) clashes: clashes::State,
    pub(crate) production: production::State,
    pub(crate) slips: slips::State,
    pub(crate) publications: publications::State,
    pub(crate) resources: resources::State,
    pub(crate) history: history::State,
    pub(crate) machines: machines::State,
    /// The dialogues of import, export and new productions, over any screen.
    pub(crate) exchange: exchange::State,
    pub(crate) beginnings: production::beginnings::State,
}

impl Screens {
    /// Draws the screen the reader is at, and the dialogues that are open over it.
    pub(crate) fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
        let frame = Frame::new().fill(scene.tokens.bg_0);
        CentralPanel::default().frame(frame).show(ui, |ui| match scene.place {
            Place::Today => today::ui(ui, scene, &mut self.today, asks),
            Place::Planning => planning::ui(ui, scene, &mut self.planning, asks),
            Place::Clashes => clashes::ui(ui, scene, &mut self.clashes, asks),
            Place::Production(id) => {
                production::ui(ui, scene, id, &mut self.production, asks);
            }
            Place::Slips => slips::ui(ui, scene, &mut self.slips, asks),
            Place::Publications => {
                publications::ui(ui, scene, &mut self.publications, asks);
            }
            Place::Resources => resources::ui(ui, scene, &mut self.resources, asks),
            Place::History => history::ui(ui, scene, &mut self.history, asks),
            Place::Machines => machines::ui(ui, scene, &mut self.machines, asks),
        });
        machines::visit(ui, scene);
        exchange::ui(ui, scene, &mut self.exchange, asks);
        production::beginnings::ui(ui, scene, &mut self.beginnings, asks);
    }

    /// Carries out an action that opens something of a screen.
    pub(crate) fn run(&mut self, action: Action, _context: &egui::Context) {
        match action {
            Action::Import => self.exchange.open_import(),
            Action::Export => self.exchange.open_export(),
            Action::Print => self.exchange.open_print(),
            Action::NewProduction => self.beginnings.open(),
            _ => {}
        }
    }
}

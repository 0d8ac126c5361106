//! Who changed what and when, and how everything was.
//!
//! The list of all changes (`browser`) is also embedded in the tab of a production, the history of
//! one record (`record`) in the inspector. A past moment is looked at beside today in `past`.

mod browser;
mod detail;
mod line;
mod log;
mod past;
mod past_list;
mod past_rooms;
mod past_table;
mod record;
pub(in crate::screens) mod words;

pub(in crate::screens) use log::since;
pub(crate) use {
    browser::{Browser, production_panel},
    record::{RecordPanel, record_panel},
};

use crate::desktop::{Asks, Scene};
use browser::Wanted;
use egui::{Margin, Ui};
use past::Past;
use units::Stamp;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    browser: Browser,
    /// The past moment that is being looked at.
    past: Option<Box<Past>>,
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let moment = match &mut state.past {
        Some(past) => match past::show(ui, scene, past, asks) {
            past::Said::Stay => None,
            past::Said::Back => {
                state.past = None;
                ui.ctx().request_repaint();
                None
            }
            past::Said::Revisit(moment) => Some(moment),
        },
        None => {
            let frame = egui::Frame::new().inner_margin(Margin::ZERO);
            let wanted = Wanted { heading: true, ..Wanted::default() };
            frame.show(ui, |ui| state.browser.show(ui, scene, &wanted, asks)).inner
        }
    };
    if let Some(moment) = moment {
        state.past = Some(Box::new(Past::new(scene, moment)));
        ui.ctx().request_repaint();
    }
}

/// The moment on the wall clock of the house at which a stamp was made, to the minute.
fn civil(scene: &Scene<'_>, stamp: Stamp) -> units::NaiveDateTime {
    scene.source().zone().civil(stamp.tick())
}

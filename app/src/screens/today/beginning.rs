//! What a facility with nothing in it begins with: its rooms and people, a production, or a plan
//! that was made elsewhere.

use crate::desktop::{Action, Asks, Scene};
use egui::{Margin, RichText, Ui};
use i18n::{Key, key};
use ui_kit::widgets::{Tone, button, primary_button, tag};

/// Is there still no room or no production?
pub(super) fn is_due(scene: &Scene<'_>) -> bool {
    scene.snapshot.facility.rooms.is_empty() || scene.snapshot.plans.is_empty()
}

/// The steps, the first that is missing being the one to take.
pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let rooms = !scene.snapshot.facility.rooms.is_empty();
    let steps: [(bool, Key, Key, Action); 3] = [
        (
            rooms,
            key::DESKTOP_TODAY_BEGIN_ROOMS,
            key::DESKTOP_TODAY_BEGIN_ROOMS_WHY,
            Action::OpenResources,
        ),
        (
            !scene.snapshot.plans.is_empty(),
            key::DESKTOP_TODAY_BEGIN_PRODUCTION,
            key::DESKTOP_TODAY_BEGIN_PRODUCTION_WHY,
            Action::NewProduction,
        ),
        (
            false,
            key::DESKTOP_TODAY_BEGIN_IMPORT,
            key::DESKTOP_TODAY_BEGIN_IMPORT_WHY,
            Action::Import,
        ),
    ];
    let next = steps.iter().position(|(done, ..)| !done);
    ui_kit::widgets::card(ui, &scene.say(key::DESKTOP_TODAY_BEGIN), "", |ui| {
        egui::Frame::new().inner_margin(Margin::symmetric(14, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            for (place, (done, name, why, action)) in steps.iter().enumerate() {
                ui.horizontal_wrapped(|ui| {
                    let name = scene.say(*name);
                    let pressed = if *done {
                        ui.label(name);
                        tag(ui, Tone::Ok, &scene.say(key::DESKTOP_TODAY_BEGIN_DONE));
                        false
                    } else if Some(place) == next {
                        primary_button(ui, &name).clicked()
                    } else {
                        button(ui, &name).clicked()
                    };
                    if !done {
                        ui.label(RichText::new(scene.say(*why)).color(scene.tokens.ink_3));
                    }
                    if pressed {
                        asks.run(*action);
                    }
                });
            }
        });
    });
}

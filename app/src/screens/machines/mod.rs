//! The machines of the facility: how each is linked, what it may do, how another is let in.

mod audit;
mod backup;
mod detail;
mod invite;
mod list;
mod matrix;
mod quarantine;
mod root_key;
mod routine;
mod visit;

use crate::desktop::{Asks, Scene};
use egui::{Margin, ScrollArea, Ui, vec2};
use i18n::{Value, key};
use model::DeviceId;
use ui_kit::widgets::{button as kit_button, heading, primary_button, problem};

pub(crate) use visit::visit;

/// Width of the column on the right.
const SIDE: f32 = 360.0;

/// Below this width everything stands in one column.
const WIDE: f32 = 900.0;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    chosen: Option<DeviceId>,
    audit: audit::State,
    invite: invite::State,
    detail: detail::State,
    root_key: root_key::State,
    quarantine: quarantine::State,
    backup: backup::State,
    routine: routine::State,
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    backup::show(ui, scene, &mut state.backup, asks);
    ScrollArea::vertical().id_salt("machines").auto_shrink(false).show(ui, |ui| {
        let frame = egui::Frame::new().inner_margin(Margin::symmetric(18, 14));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
            head(ui, scene, state);
            if let Some(trouble) = &scene.snapshot.links.trouble {
                problem(ui, &scene.messages.finding(trouble));
            }
            for finding in &scene.snapshot.links.findings {
                problem(ui, &scene.messages.finding(finding));
            }
            let width = ui.available_width();
            if width < WIDE {
                side(ui, scene, state, asks);
                main(ui, scene, state);
                return;
            }
            ui.horizontal_top(|ui| {
                let left = (width - SIDE - 12.0).max(0.0);
                ui.vertical(|ui| {
                    ui.set_width(left);
                    main(ui, scene, state);
                });
                ui.vertical(|ui| {
                    ui.set_width(SIDE);
                    side(ui, scene, state, asks);
                });
            });
        });
    });
}

fn head(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let links = &scene.snapshot.links;
    let count = i64::try_from(links.peers.len() + 1).unwrap_or(i64::MAX);
    let house = &scene.snapshot.facility.house.name;
    let values = [("facility", Value::Text(house)), ("machines", Value::Integer(count))];
    let remark = scene.say_with(key::DESKTOP_MACHINES_REMARK, &values);
    egui::Sides::new().height(28.0).shrink_left().truncate().show(
        ui,
        |ui| heading(ui, &scene.say(key::DESKTOP_SHELL_MACHINES), &remark),
        |ui| {
            let can = links.is_admin && !scene.is_read_only();
            ui.add_enabled_ui(can, |ui| {
                let button = primary_button(ui, &scene.say(key::DESKTOP_MACHINES_INVITE));
                let button =
                    button.on_disabled_hover_text(scene.say(key::DESKTOP_MACHINES_ADMIN_INVITES));
                if button.clicked() {
                    state.chosen = None;
                    state.invite.open();
                }
            });
            if kit_button(ui, &scene.say(key::DESKTOP_MACHINES_BACKUP_ASK)).clicked() {
                state.backup.open();
            }
        },
    );
}

fn main(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    list::card(ui, scene, &mut state.chosen);
    quarantine::card(ui, scene, &mut state.quarantine);
    matrix::card(ui, scene);
    audit::card(ui, scene, &mut state.audit);
}

fn side(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    root_key::card(ui, scene, &mut state.root_key, asks);
    invite::card(ui, scene, &mut state.invite, asks);
    routine::card(ui, scene, &mut state.routine, asks);
    if let Some(device) = state.chosen {
        detail::card(ui, scene, device, &mut state.detail, asks);
    }
}

//! The rules of the house, and the zones of public holidays with where they come from.

use crate::desktop::{Asks, Drafts, Scene, fields};
use egui::{RichText, ScrollArea, Ui};
use i18n::key;
use model::{Kind, Subject};
use ui_kit::widgets::{button, section};

/// What disturbing people is worth.
const POINTS: [&str; 9] = [
    "points_moved",
    "points_day_later",
    "points_day_sooner",
    "points_room",
    "points_person",
    "points_asked_for",
    "points_overtime_hour",
    "points_late_minute",
    "points_late_task_minute",
];

pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, drafts: &mut Drafts, asks: &mut Asks) {
    let facility = &scene.snapshot.facility;
    let house = Subject::shared(Kind::House, facility.house.id);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(560.0);
        let keys =
            ["name", "town", "holiday_zone", "least_rest", "longest_day", "longest_week", "hours"];
        fields(ui, scene, drafts, asks, house, &keys);
        section(ui, &scene.say(key::DESKTOP_RESOURCES_POINTS));
        let why = RichText::new(scene.say(key::DESKTOP_RESOURCES_POINTS_WHY));
        ui.label(why.color(scene.tokens.ink_2));
        fields(ui, scene, drafts, asks, house, &POINTS);
        section(ui, &scene.say(key::DESKTOP_RESOURCES_HOLIDAYS));
        let today = scene.today();
        let until = today.checked_add_days(units::Days::new(365)).unwrap_or(today);
        for zone in facility.holiday_zones.values() {
            let name = RichText::new(&zone.name).font(ui_kit::theme::strong());
            ui.label(name.color(scene.tokens.ink_1));
            let days = schedule::days_off(zone, today, until);
            let days: Vec<String> = days
                .iter()
                .map(|(date, name)| {
                    let name = scene.messages.label("holiday", name);
                    format!("{} {name}", scene.messages.date_short(*date))
                })
                .collect();
            ui.label(RichText::new(days.join(" · ")).color(scene.tokens.ink_2));
            if button(ui, &scene.say(key::DESKTOP_RESOURCES_EDIT)).clicked() {
                asks.select(Subject::shared(Kind::HolidayZone, zone.id));
            }
            ui.add_space(6.0);
        }
    });
}

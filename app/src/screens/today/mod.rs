//! What there is to decide and to do today: what threatens a delivery first, the rooms by the hour,
//! the slips of the last working day, the deliveries to come, what others have changed. Rushes come later.

mod bars;
mod beginning;
mod decisions;
mod deliveries;
pub(in crate::screens) mod rooms;
mod since;
mod slips;
mod words;

use crate::desktop::{Action, Asks, Scene};
use egui::{Layout, Margin, Rect, RichText, ScrollArea, Sides, Ui, UiBuilder, pos2, vec2};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::{button, icon_button, primary_button};
use units::NaiveDate;

/// Below this width there is one column.
const WIDE: f32 = 900.0;

/// Space between cards.
const GAP: f32 = 10.0;

/// Share of the width that the left column takes.
const LEFT: f32 = 0.655;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The day whose rooms are shown; today if none was chosen.
    date: Option<NaiveDate>,
    /// Are all decisions shown, or only the first?
    all_decisions: bool,
    rooms: rooms::State,
    since: since::State,
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let date = state.date.unwrap_or(scene.today());
    state.rooms.make(scene, date);
    state.since.make(scene);
    let frame =
        egui::Frame::new().inner_margin(Margin { left: 18, right: 18, top: 12, bottom: 12 });
    frame.show(ui, |ui| {
        head(ui, scene, state, date, asks);
        ui.add_space(8.0);
        if ui.available_width() >= WIDE {
            wide(ui, scene, state, asks);
        } else {
            narrow(ui, scene, state, asks);
        }
    });
}

/// The day, what happens on it, and what can be begun from here.
fn head(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, date: NaiveDate, asks: &mut Asks) {
    let roomy = ui.available_width() >= WIDE;
    let mut step = None;
    let mut back = false;
    Sides::new().height(30.0).shrink_left().truncate().show(
        ui,
        |ui| {
            if icon_button(ui, "‹", &scene.say(key::DESKTOP_TODAY_PREVIOUS)).clicked() {
                step = date.pred_opt();
            }
            if icon_button(ui, "›", &scene.say(key::DESKTOP_TODAY_NEXT)).clicked() {
                step = date.succ_opt();
            }
            let title = RichText::new(scene.messages.date_title(date)).font(theme::title());
            ui.label(title.color(scene.tokens.ink_1));
            if date != scene.today() {
                back = button(ui, &scene.say(key::DESKTOP_TODAY_BACK)).clicked();
            }
            if roomy {
                ui.label(RichText::new(remark(scene, state, date)).color(scene.tokens.ink_3));
            }
        },
        |ui| {
            if primary_button(ui, &scene.say(key::DESKTOP_TODAY_NEW_BOOKING)).clicked() {
                asks.run(Action::NewBooking);
            }
            if button(ui, &scene.say(key::DESKTOP_TODAY_PRINT)).clicked() {
                asks.run(Action::Print);
            }
        },
    );
    if !roomy {
        ui.label(RichText::new(remark(scene, state, date)).color(scene.tokens.ink_3));
    }
    if step.is_some() || back {
        state.date = step.filter(|date| *date != scene.today());
    }
}

/// `Semaine 48 · 12 productions au travail · 9 salles occupées sur 14`.
fn remark(scene: &Scene<'_>, state: &State, date: NaiveDate) -> String {
    let (productions, used, all) = state.rooms.counts();
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let week = scene.messages.week_title(date);
    let productions =
        scene.say_with(key::DESKTOP_TODAY_PRODUCTIONS, &[("count", count(productions))]);
    let rooms = if all == 0 {
        scene.say(key::DESKTOP_TODAY_ROOMS_NONE)
    } else {
        let rooms = [("count", count(used)), ("of", count(all))];
        scene.say_with(key::DESKTOP_TODAY_ROOMS_IN_USE, &rooms)
    };
    let values = [
        ("week", Value::Text(&week)),
        ("productions", Value::Text(&productions)),
        ("rooms", Value::Text(&rooms)),
    ];
    scene.say_with(key::DESKTOP_TODAY_REMARK, &values)
}

/// What a card says where there is nothing to show.
fn calm(ui: &mut Ui, scene: &Scene<'_>, title: &str, text: &str) {
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(14, 12));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(RichText::new(title).font(theme::strong()).color(scene.tokens.ink_1));
        ui.add(egui::Label::new(RichText::new(text).color(scene.tokens.ink_3)).wrap());
    });
}

/// Two columns, each as high as the screen.
fn wide(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let area = ui.available_rect_before_wrap();
    let split = area.left() + (area.width() - GAP) * LEFT;
    let left = Rect::from_min_max(area.min, pos2(split, area.bottom()));
    let right = Rect::from_min_max(pos2(split + GAP, area.top()), area.max);
    column(ui, left, |ui| {
        decisions::card(ui, scene, &mut state.all_decisions, area.height() * 0.5, asks);
        ui.add_space(GAP);
        let height = ui.available_height();
        rooms::card(ui, scene, &mut state.rooms, Some(height), asks);
    });
    column(ui, right, |ui| {
        if slips::card(ui, scene, area.height() * 0.32, asks) {
            ui.add_space(GAP);
        }
        deliveries::card(ui, scene, area.height() * 0.5, asks);
        ui.add_space(GAP);
        let height = ui.available_height();
        since::card(ui, scene, &state.since, Some(height), asks);
    });
    ui.allocate_rect(area, egui::Sense::hover());
}

/// A column of cards within a place.
fn column(ui: &mut Ui, area: Rect, content: impl FnOnce(&mut Ui)) {
    let place = UiBuilder::new().max_rect(area).layout(Layout::top_down(egui::Align::Min));
    ui.scope_builder(place, |ui| {
        ui.set_clip_rect(area.expand(1.0).intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        content(ui);
    });
}

/// One column, as high as it needs.
fn narrow(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, GAP);
        decisions::card(ui, scene, &mut state.all_decisions, f32::INFINITY, asks);
        rooms::card(ui, scene, &mut state.rooms, None, asks);
        slips::card(ui, scene, f32::INFINITY, asks);
        deliveries::card(ui, scene, f32::INFINITY, asks);
        since::card(ui, scene, &state.since, None, asks);
    });
}

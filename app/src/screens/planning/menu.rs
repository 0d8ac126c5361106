//! The menu of a bar and of the ground: everything that can be done there, with its keys.

use super::act;
use super::snap::Grain;
use crate::desktop::{Asks, Scene, state_text};
use egui::{Button, Id, LayerId, Order, Popup, PopupKind, Pos2, RichText, Ui};
use i18n::key;
use model::{BookingState, BookingVerb, ProductionId, Subject};
use ui_kit::timeline::Key;
use ui_kit::widgets::separator;
use units::NaiveDateTime;

/// Width of a menu.
const WIDTH: f32 = 264.0;

/// A menu that is open.
#[derive(Debug, Clone)]
pub(super) struct Menu {
    /// Where it stands.
    pub(super) at: Pos2,
    /// What it is about.
    pub(super) about: About,
}

/// What a menu is about.
#[derive(Debug, Clone)]
pub(super) enum About {
    /// Bookings, the last one in the lead, and the moment the pointer was at.
    Bookings(Vec<Subject>, NaiveDateTime),
    /// Empty ground: row and position.
    Ground(Key, f64),
}

/// What was chosen that the screen has to do itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Chosen {
    /// Copies of these bookings.
    Duplicate(Vec<Subject>),
    /// A new booking in a row at a position.
    New(Key, f64),
    /// The present.
    Today,
}

/// Shows the menu; it is gone when something was chosen or it was left.
pub(super) fn show(
    ui: &Ui,
    scene: &Scene<'_>,
    menu: &mut Option<Menu>,
    grain: Grain,
    asks: &mut Asks,
) -> Option<Chosen> {
    let open = menu.clone()?;
    let mut is_open = true;
    let mut chosen = None;
    let layer = LayerId::new(Order::Foreground, Id::unique("planning-menu-layer"));
    let id = Id::unique(("planning-menu", open.at.x.to_bits(), open.at.y.to_bits()));
    Popup::new(id, ui.ctx().clone(), open.at, layer)
        .kind(PopupKind::Menu)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .style(egui::containers::menu::menu_style)
        .accessible_name(scene.say(key::DESKTOP_PLANNING_MENU))
        .open_bool(&mut is_open)
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().button_padding = egui::vec2(8.0, 4.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            chosen = match &open.about {
                About::Bookings(subjects, near) => {
                    bookings(ui, scene, subjects, *near, grain, asks)
                }
                About::Ground(row, position) => ground(ui, scene, *row, *position),
            };
        });
    if !is_open {
        *menu = None;
    }
    chosen
}

/// A line of a menu: what it does, and its keys.
fn line(ui: &mut Ui, text: &str, keys: &str) -> bool {
    let weak = ui.visuals().weak_text_color();
    let mut button = Button::new(text).truncate();
    if !keys.is_empty() {
        button = button.shortcut_text(RichText::new(keys).color(weak));
    }
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, true, text));
    let clicked = response.clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn bookings(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subjects: &[Subject],
    near: NaiveDateTime,
    grain: Grain,
    asks: &mut Asks,
) -> Option<Chosen> {
    let led = subjects.last()?;
    let (production, booking) = act::booking(scene, led)?;
    for verb in act::verbs(booking) {
        if line(ui, &verb_text(scene, &verb), "") && !act::is_refused(scene, asks) {
            act::change(scene, asks, subjects, &verb);
        }
    }
    separator(ui);
    if line(
        ui,
        &scene.say(key::DESKTOP_PLANNING_SPLIT),
        &scene.say(key::DESKTOP_PLANNING_SPLIT_KEYS),
    ) && !act::is_refused(scene, asks)
    {
        split(scene, asks, led, near, grain);
    }
    let mut chosen = None;
    let keys = scene.say(key::DESKTOP_PLANNING_DUPLICATE_KEYS);
    if line(ui, &scene.say(key::DESKTOP_PLANNING_DUPLICATE), &keys) {
        chosen = Some(Chosen::Duplicate(subjects.to_vec()));
    }
    let pin = if booking.pinned { key::DESKTOP_PLANNING_UNPIN } else { key::DESKTOP_PLANNING_PIN };
    if line(ui, &scene.say(pin), "") && !act::is_refused(scene, asks) {
        act::pin(asks, subjects, !booking.pinned);
    }
    if line(ui, &scene.say(key::DESKTOP_DELETE), &scene.say(key::DESKTOP_KEY_DELETE))
        && !act::is_refused(scene, asks)
    {
        act::delete(asks, subjects);
    }
    separator(ui);
    open_production(ui, scene, production, asks);
    chosen
}

fn open_production(ui: &mut Ui, scene: &Scene<'_>, production: ProductionId, asks: &mut Asks) {
    let title = scene.source().production(production);
    let values = [("title", i18n::Value::Text(&title))];
    if line(ui, &scene.say_with(key::DESKTOP_PLANNING_OPEN_PRODUCTION, &values), "") {
        asks.go(crate::desktop::Place::Production(production));
    }
}

fn ground(ui: &mut Ui, scene: &Scene<'_>, row: Key, position: f64) -> Option<Chosen> {
    let mut chosen = None;
    if line(ui, &scene.say(key::DESKTOP_PLANNING_NEW_HERE), "") {
        chosen = Some(Chosen::New(row, position));
    }
    if line(ui, &scene.say(key::DESKTOP_PLANNING_TODAY), "") {
        chosen = Some(Chosen::Today);
    }
    chosen
}

/// Cuts a booking, or says why it cannot be cut.
pub(super) fn split(
    scene: &Scene<'_>,
    asks: &mut Asks,
    subject: &Subject,
    near: NaiveDateTime,
    grain: Grain,
) {
    match act::split(scene, subject, near, grain) {
        Some(group) => asks.submit(group),
        None => {
            let text = scene.say(key::DESKTOP_PLANNING_SPLIT_NOWHERE);
            asks.tell(crate::desktop::Notice::info(text));
        }
    }
}

/// What a verb is called in a menu.
pub(super) fn verb_text(scene: &Scene<'_>, verb: &BookingVerb) -> String {
    match verb {
        BookingVerb::Hold { rank, .. } => {
            state_text(scene.messages, &BookingState::Option, Some(*rank))
        }
        BookingVerb::Confirm => scene.say(key::DESKTOP_PLANNING_CONFIRM),
        BookingVerb::Release => scene.say(key::DESKTOP_PLANNING_RELEASE),
        BookingVerb::Cancel => scene.say(key::DESKTOP_PLANNING_CANCEL),
        other => scene.messages.label("verb", other.key()),
    }
}

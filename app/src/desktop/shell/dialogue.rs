//! The small dialogues: settings, the list of all keys, the facilities (`facilities.rs`).

use super::facilities;
use crate::desktop::scene::Scene;
use crate::desktop::workplace::Dialogue;
use crate::desktop::{Action, Asks, Theme};
use egui::{Grid, RichText, ScrollArea, Ui};
use i18n::{Key, Language, key};
use ui_kit::theme;
use ui_kit::widgets::{self, button, field_label, icon_button, segmented};

/// Draws the dialogue that is open.
pub(in crate::desktop) fn dialogue(
    ui: &Ui,
    scene: &Scene<'_>,
    open: &mut Dialogue,
    facilities: &mut facilities::State,
    asks: &mut Asks,
) {
    let Some(title) = open.title() else { return };
    let (over, close) = widgets::dialogue(ui, "dialogue", 460.0, &scene.say(title), |ui| {
        match *open {
            Dialogue::Settings => settings(ui, scene, asks),
            Dialogue::Shortcuts => shortcuts(ui, scene),
            Dialogue::Facilities => facilities::ui(ui, scene, facilities, asks),
            Dialogue::None => {}
        }
        ui.add_space(12.0);
        button(ui, &scene.say(key::DESKTOP_SHELL_CLOSE)).clicked()
    });
    if over || close {
        *open = Dialogue::None;
    }
}

fn settings(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let here = scene.settings;
    field_label(ui, &scene.say(key::DESKTOP_SHELL_LANGUAGE));
    let chosen = usize::from(here.language() == Language::English);
    if segmented(ui, chosen, &["Français", "English"]).is_some() {
        asks.run(Action::SwitchLanguage);
    }
    ui.add_space(8.0);
    field_label(ui, &scene.say(key::DESKTOP_SHELL_THEME));
    let themes = [
        key::DESKTOP_SHELL_THEME_DARK,
        key::DESKTOP_SHELL_THEME_LIGHT,
        key::DESKTOP_SHELL_THEME_SYSTEM,
    ];
    let names = themes.map(|theme| scene.say(theme));
    let chosen = Theme::ALL.iter().position(|theme| *theme == here.theme).unwrap_or(0);
    if let Some(place) = segmented(ui, chosen, &names.each_ref().map(String::as_str))
        && let Some(theme) = Theme::ALL.get(place)
    {
        asks.set_theme(*theme);
    }
    if scene.snapshot.links.is_sealed {
        ui.add_space(8.0);
        lock_after(ui, scene, asks);
    }
    ui.add_space(8.0);
    field_label(ui, &scene.say(key::DESKTOP_SHELL_HUE));
    let hues = [key::DESKTOP_SHELL_HUE_FAMILY, key::DESKTOP_SHELL_HUE_PRODUCTION];
    let names = hues.map(|hue| scene.say(hue));
    let chosen = usize::from(here.hue_by_production);
    if segmented(ui, chosen, &names.each_ref().map(String::as_str)).is_some() {
        asks.run(Action::SwitchHue);
    }
    ui.add_space(8.0);
    field_label(ui, &scene.say(key::DESKTOP_SHELL_ZOOM));
    ui.horizontal(|ui| {
        let act = |ui: &mut Ui, sign: &str, action: Action, asks: &mut Asks| {
            if icon_button(ui, sign, &scene.say(action.label())).clicked() {
                asks.run(action);
            }
        };
        act(ui, "−", Action::ZoomOut, asks);
        ui.label(percent(scene, here.zoom));
        act(ui, "+", Action::ZoomIn, asks);
        act(ui, "1", Action::ZoomReset, asks);
    });
}

/// After how many minutes without use a sealed store can be set to close; 0: never.
const LOCK_AFTER: [u32; 4] = [5, 15, 60, 0];

fn lock_after(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    field_label(ui, &scene.say(key::DESKTOP_SHELL_LOCK_AFTER));
    let names = LOCK_AFTER.map(|minutes| match minutes {
        0 => scene.say(key::DESKTOP_SHELL_LOCK_NEVER),
        minutes => scene.messages.duration(units::Minutes(i64::from(minutes))),
    });
    let chosen = LOCK_AFTER.iter().position(|it| *it == scene.settings.lock_after);
    let names = names.each_ref().map(String::as_str);
    if let Some(place) = segmented(ui, chosen.unwrap_or(usize::MAX), &names)
        && let Some(minutes) = LOCK_AFTER.get(place)
    {
        asks.set_lock_after(*minutes);
    }
}

fn shortcuts(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = scene.tokens;
    ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
        Grid::new("shortcuts").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
            let mut line = |name: String, keys: String| {
                ui.label(RichText::new(name).color(tokens.ink_1));
                ui.label(RichText::new(keys).font(theme::small()).color(tokens.ink_2));
                ui.end_row();
            };
            for action in Action::ALL {
                if let Some(keys) = action.shortcut() {
                    line(scene.say(action.label()), scene.context.format_shortcut(&keys));
                }
            }
            for (name, keys) in KEYS {
                line(scene.say(*name), scene.say(*keys));
            }
        });
    });
}

/// What the keys do on a timeline, in lists and in fields.
const KEYS: &[(Key, Key)] = &[
    (key::DESKTOP_SHELL_KEYS_WALK, key::DESKTOP_SHELL_KEYS_WALK_KEYS),
    (key::DESKTOP_SHELL_KEYS_MOVE, key::DESKTOP_SHELL_KEYS_MOVE_KEYS),
    (key::DESKTOP_SHELL_KEYS_RESIZE, key::DESKTOP_SHELL_KEYS_RESIZE_KEYS),
    (key::DESKTOP_SHELL_KEYS_OPEN, key::DESKTOP_SHELL_KEYS_OPEN_KEYS),
    (key::DESKTOP_SHELL_KEYS_ADD, key::DESKTOP_SHELL_KEYS_ADD_KEYS),
    (key::DESKTOP_SHELL_KEYS_MONTH, key::DESKTOP_SHELL_KEYS_MONTH_KEYS),
    (key::DESKTOP_SHELL_KEYS_ZOOM, key::DESKTOP_SHELL_KEYS_ZOOM_KEYS),
    (key::DESKTOP_SHELL_KEYS_PAN, key::DESKTOP_SHELL_KEYS_PAN_KEYS),
];

/// The size of everything, in percent.
fn percent(scene: &Scene<'_>, zoom: f32) -> String {
    // Between 70 and 250: exact.
    let percent = units::Decimal::from((zoom * 100.0).round() as i64);
    scene.messages.percent(units::Percent(percent))
}

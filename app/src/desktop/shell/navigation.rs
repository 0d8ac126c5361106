//! The navigation on the left: the screens, the productions.

use crate::desktop::scene::Scene;
use crate::desktop::{Action, Asks, Place};
use crate::peers;
use egui::{Frame, Margin, Panel, RichText, ScrollArea, Ui};
use i18n::{Key, key};
use ui_kit::theme;
use ui_kit::widgets::{Entry, Mark, entry};

/// Width of the navigation.
pub(super) const NAVIGATION: f32 = 188.0;

/// Width of the navigation when it is narrow.
pub(super) const NARROW: f32 = 52.0;

/// The screens, the productions.
pub(in crate::desktop) fn navigation(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let tokens = scene.tokens;
    if scene.settings.narrow_navigation {
        return narrow_navigation(ui, scene, asks);
    }
    let frame = Frame::new().fill(tokens.bg_1).inner_margin(Margin::symmetric(8, 10));
    Panel::left("navigation").exact_size(NAVIGATION).resizable(false).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if !peers::is_outside(scene.snapshot) {
                planning_and_productions(ui, scene, asks);
            }
            group(ui, scene, key::DESKTOP_SHELL_FOLLOW_UP);
            place(ui, scene, Place::Slips, key::DESKTOP_SHELL_SLIPS, slips_mark(scene), asks);
            let (to, mark) = (Place::Publications, publications_mark(scene));
            place(ui, scene, to, key::DESKTOP_SHELL_PUBLICATIONS, mark, asks);
            group(ui, scene, key::DESKTOP_SHELL_HOUSE);
            place(ui, scene, Place::Resources, key::DESKTOP_SHELL_RESOURCES, Mark::None, asks);
            let mark = machines_mark(scene);
            place(ui, scene, Place::Machines, key::DESKTOP_SHELL_MACHINES, mark, asks);
            place(ui, scene, Place::History, key::DESKTOP_SHELL_HISTORY, Mark::None, asks);
            let settings = scene.say(key::DESKTOP_SHELL_SETTINGS);
            let line = Entry { text: &settings, mark: Mark::None, chosen: false };
            if entry(ui, &line).clicked() {
                asks.run(Action::Settings);
            }
        });
    });
}

/// What is planned, and the productions.
fn planning_and_productions(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    place(ui, scene, Place::Today, key::DESKTOP_SHELL_TODAY, today_mark(scene), asks);
    place(ui, scene, Place::Planning, key::DESKTOP_SHELL_PLANNING, Mark::None, asks);
    place(ui, scene, Place::Clashes, key::DESKTOP_SHELL_CLASHES, clash_mark(scene), asks);
    group(ui, scene, key::DESKTOP_SHELL_PRODUCTIONS);
    for production in &scene.derived.productions {
        let mark = if production.errors > 0 {
            Mark::Bad(production.errors.to_string())
        } else {
            Mark::Weak(runtime(scene, production))
        };
        let to = Place::Production(production.id);
        let line = Entry { text: &production.title, mark, chosen: scene.place == to };
        if entry(ui, &line).clicked() {
            asks.go(to);
        }
    }
    let new = scene.say(key::DESKTOP_SHELL_NEW_PRODUCTION);
    let line = Entry { text: &new, mark: Mark::Weak("+".to_owned()), chosen: false };
    if entry(ui, &line).clicked() {
        asks.run(Action::NewProduction);
    }
}

/// Is a screen shown to whoever sits here? The house is not that of a client.
fn is_theirs(scene: &Scene<'_>, to: Place) -> bool {
    match to {
        Place::Publications => peers::reads_publications(scene.snapshot),
        Place::Machines | Place::History => true,
        _ => !peers::is_outside(scene.snapshot),
    }
}

/// The screens by their first letters, for narrow windows.
fn narrow_navigation(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    let frame = Frame::new().fill(scene.tokens.bg_1).inner_margin(Margin::symmetric(6, 10));
    Panel::left("navigation").exact_size(NARROW).resizable(false).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (to, name) in [
            (Place::Today, key::DESKTOP_SHELL_TODAY),
            (Place::Planning, key::DESKTOP_SHELL_PLANNING),
            (Place::Clashes, key::DESKTOP_SHELL_CLASHES),
            (Place::Slips, key::DESKTOP_SHELL_SLIPS),
            (Place::Publications, key::DESKTOP_SHELL_PUBLICATIONS),
            (Place::Resources, key::DESKTOP_SHELL_RESOURCES),
            (Place::Machines, key::DESKTOP_SHELL_MACHINES),
            (Place::History, key::DESKTOP_SHELL_HISTORY),
        ] {
            if !is_theirs(scene, to) {
                continue;
            }
            let name = scene.say(name);
            let sign: String = name.chars().take(2).collect();
            let line = Entry { text: &sign, mark: Mark::None, chosen: scene.place == to };
            if entry(ui, &line).on_hover_text(name).clicked() {
                asks.go(to);
            }
        }
    });
}

/// How much there is to decide, and whether a delivery or a session cannot stay so.
fn today_mark(scene: &Scene<'_>) -> Mark {
    let decisions = &scene.derived.today.decisions;
    let bad = decisions.iter().any(|decision| decision.urgency <= views::Urgency::Clash);
    match decisions.len() {
        0 => Mark::None,
        count if bad => Mark::Bad(count.to_string()),
        count => Mark::Warn(count.to_string()),
    }
}

/// Somebody stands at the door, or something is wrong with the list of rights.
fn machines_mark(scene: &Scene<'_>) -> Mark {
    let links = &scene.snapshot.links;
    match links.guests.len() {
        0 if links.trouble.is_some() || !links.findings.is_empty() => Mark::Warn("!".to_owned()),
        0 => Mark::None,
        guests => Mark::Warn(guests.to_string()),
    }
}

/// How many slips wait to be accepted.
fn slips_mark(scene: &Scene<'_>) -> Mark {
    match scene.derived.slips_handed_in() {
        0 => Mark::None,
        waiting => Mark::Weak(waiting.to_string()),
    }
}

/// How many clients have yet to agree.
fn publications_mark(scene: &Scene<'_>) -> Mark {
    match scene.derived.awaiting {
        0 => Mark::None,
        awaiting => Mark::Weak(awaiting.to_string()),
    }
}

fn clash_mark(scene: &Scene<'_>) -> Mark {
    let disputes = scene.snapshot.disputes.len() + scene.derived.slips_changed().count();
    match (scene.derived.errors, scene.derived.warnings + disputes) {
        (0, 0) => Mark::None,
        (0, warnings) => Mark::Warn(warnings.to_string()),
        (errors, _) => Mark::Bad(errors.to_string()),
    }
}

/// `90’`, `6×52’`: what a production is, beside its title.
fn runtime(scene: &Scene<'_>, production: &views::ProductionView) -> String {
    let minutes = production.runtime.0;
    if minutes <= 0 {
        return String::new();
    }
    let episodes = scene.snapshot.plans.get(&production.id).map_or(0, |plan| plan.episodes.len());
    if episodes > 1 { format!("{episodes}×{minutes}’") } else { format!("{minutes}’") }
}

fn place(ui: &mut Ui, scene: &Scene<'_>, to: Place, name: Key, mark: Mark, asks: &mut Asks) {
    if !is_theirs(scene, to) {
        return;
    }
    let name = scene.say(name);
    let line = Entry { text: &name, mark, chosen: scene.place == to };
    if entry(ui, &line).clicked() {
        asks.go(to);
    }
}

fn group(ui: &mut Ui, scene: &Scene<'_>, name: Key) {
    ui.add_space(12.0);
    let font = egui::FontId::new(10.5, theme::semi_bold());
    let text = RichText::new(scene.say(name).to_uppercase()).font(font).color(scene.tokens.ink_3);
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        ui.label(text);
    });
    ui.add_space(3.0);
}

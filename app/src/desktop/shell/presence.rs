//! Who else looks at what the reader looks at: the initials of each in the top bar.

use crate::desktop::Place;
use crate::desktop::scene::Scene;
use egui::{Align2, Sense, Ui, vec2};
use i18n::{Value, key};
use model::Scope;
use node::{PeerLink, Presence};
use ui_kit::Tokens;
use ui_kit::theme;

/// As many are shown; the tip of the last names the others.
const MOST: usize = 3;

/// Width that each takes in the bar.
pub(super) const WIDTH: f32 = 34.0;

/// What a place is to others: the document, and its word.
pub(crate) const fn told(place: Place) -> (Scope, &'static str) {
    match place {
        Place::Production(production) => (Scope::Plan(production), "production"),
        Place::Today => (Scope::Facility, "today"),
        Place::Planning => (Scope::Facility, "planning"),
        Place::Clashes => (Scope::Facility, "clashes"),
        Place::Slips => (Scope::Facility, "slips"),
        Place::Publications => (Scope::Facility, "publications"),
        Place::Resources => (Scope::Facility, "resources"),
        Place::History => (Scope::Facility, "history"),
        Place::Machines => (Scope::Facility, "machines"),
    }
}

/// The place in words: the title of a production, the name of a screen. Of a place that only a later
/// version has nothing is said.
pub(crate) fn place(scene: &Scene<'_>, presence: &Presence) -> Option<String> {
    if let Scope::Plan(production) = presence.scope {
        let plan = scene.snapshot.plans.get(&production)?;
        return Some(plan.production.title.clone());
    }
    let name = match presence.place.as_str() {
        "today" => key::DESKTOP_SHELL_TODAY,
        "planning" => key::DESKTOP_SHELL_PLANNING,
        "clashes" => key::DESKTOP_SHELL_CLASHES,
        "slips" => key::DESKTOP_SHELL_SLIPS,
        "publications" => key::DESKTOP_SHELL_PUBLICATIONS,
        "resources" => key::DESKTOP_SHELL_RESOURCES,
        "history" => key::DESKTOP_SHELL_HISTORY,
        "machines" => key::DESKTOP_SHELL_MACHINES,
        _ => return None,
    };
    Some(scene.say(name))
}

/// Those who look at the same place.
fn beside<'a>(scene: &Scene<'a>) -> Vec<&'a PeerLink> {
    let (scope, word) = told(scene.place);
    let is_here = |looks: &Presence| looks.scope == scope && looks.place == word;
    let peers = scene.snapshot.links.peers.iter();
    peers.filter(|peer| peer.looks_at.as_ref().is_some_and(is_here)).collect()
}

/// How many circles stand in the bar.
pub(super) fn count(scene: &Scene<'_>) -> usize {
    beside(scene).len().min(MOST)
}

/// Draws them, from the right.
pub(super) fn circles(ui: &mut Ui, scene: &Scene<'_>) {
    let beside = beside(scene);
    let names: Vec<String> =
        beside.iter().map(|peer| crate::peers::person(scene.snapshot, peer)).collect();
    for (place, name) in names.iter().enumerate().take(MOST) {
        let is_last = place + 1 == MOST && names.len() > MOST;
        let hidden = names.len() - MOST.min(names.len());
        let text = if is_last { format!("+{}", hidden + 1) } else { initials(name) };
        let named =
            if is_last { names.get(place..).unwrap_or_default().join(", ") } else { name.clone() };
        let tip = scene.say_with(key::DESKTOP_SHELL_LOOKS_TOO, &[("name", Value::Text(&named))]);
        circle(ui, &text, &tip, true);
    }
}

/// The initials of a person in a circle; others than who sits here in the colour of what is linked.
pub(super) fn circle(ui: &mut Ui, text: &str, tip: &str, is_other: bool) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, tip));
    ui.painter().circle_filled(rect.center(), 13.0, tokens.bg_4);
    if is_other {
        ui.painter().circle_stroke(rect.center(), 12.5, (1.5, tokens.ok));
    }
    let (at, ink) = (Align2::CENTER_CENTER, tokens.ink_2);
    ui.painter().text(rect.center(), at, text, theme::small_strong(), ink);
    response.on_hover_text(tip);
}

/// The first letters of the first two words of a name.
pub(super) fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}

//! Rooms, people, equipment, absences, affinities, the rules of the house: what they are and when
//! they can be had. The chosen one is worked on in the inspector.

mod free;
mod house;
mod list;
mod paste;
mod rows;

use crate::desktop::{Asks, Drafts, Scene};
use egui::{Frame, Margin, RichText, Ui};
use i18n::key;
use list::List;
use ui_kit::widgets::{Field, button, empty, heading, primary_button, segmented};

/// The lists there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    /// Rooms.
    #[default]
    Rooms,
    /// People.
    People,
    /// Machines.
    Equipment,
    /// Absences and closures.
    Absences,
    /// What directors think of working with whom.
    Affinities,
    /// What holds for the whole house.
    House,
}

impl Tab {
    const ALL: [Self; 6] =
        [Self::Rooms, Self::People, Self::Equipment, Self::Absences, Self::Affinities, Self::House];

    /// Its name, and what its button for a new one says.
    const fn texts(self) -> (i18n::Key, i18n::Key) {
        match self {
            Self::Rooms => (key::DESKTOP_RESOURCES_ROOMS, key::DESKTOP_RESOURCES_NEW_ROOM),
            Self::People => (key::DESKTOP_RESOURCES_PEOPLE, key::DESKTOP_RESOURCES_NEW_PERSON),
            Self::Equipment => {
                (key::DESKTOP_RESOURCES_EQUIPMENT, key::DESKTOP_RESOURCES_NEW_EQUIPMENT)
            }
            Self::Absences => (key::DESKTOP_RESOURCES_ABSENCES, key::DESKTOP_RESOURCES_NEW_ABSENCE),
            Self::Affinities => {
                (key::DESKTOP_RESOURCES_AFFINITIES, key::DESKTOP_RESOURCES_NEW_AFFINITY)
            }
            Self::House => (key::DESKTOP_RESOURCES_HOUSE, key::DESKTOP_RESOURCES_NEW_HOLIDAYS),
        }
    }
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    tab: Tab,
    filter: String,
    list: List,
    free: free::State,
    pasting: paste::State,
    drafts: Drafts,
}

/// Draws the screen.
pub(crate) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    follow(scene, state);
    let margin = Margin { left: 18, right: 18, top: 14, bottom: 0 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            heading(ui, &scene.say(key::DESKTOP_RESOURCES_TITLE), "");
            let names = Tab::ALL.map(|tab| scene.say(tab.texts().0));
            let chosen = Tab::ALL.iter().position(|tab| *tab == state.tab).unwrap_or(0);
            if let Some(place) = segmented(ui, chosen, &names.each_ref().map(String::as_str))
                && let Some(tab) = Tab::ALL.get(place)
            {
                state.tab = *tab;
                asks.select_all(Vec::new());
            }
        });
        ui.add_space(6.0);
        free::ui(ui, scene, &mut state.free, asks);
        ui.add_space(6.0);
        if state.tab == Tab::House {
            house::ui(ui, scene, &mut state.drafts, asks);
            return;
        }
        toolbar(ui, scene, state, asks);
        let insert = scene.has_keys()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Insert));
        if insert && !scene.is_read_only() {
            rows::add(scene, state.tab, asks);
        }
        paste::take(ui, scene, state.tab, &mut state.pasting, asks);
        state.list.make(scene, state.tab, &state.filter);
        if state.list.is_empty() {
            nothing(ui, scene, state, asks);
        } else {
            state.list.ui(ui, scene, asks);
        }
    });
}

/// Goes to the list of what is selected elsewhere: by the palette, by a link.
fn follow(scene: &Scene<'_>, state: &mut State) {
    let Some(subject) = scene.selected() else { return };
    if state.list.led() == Some(subject) {
        return;
    }
    state.list.lead(subject);
    state.tab = match subject.kind {
        model::Kind::Room => Tab::Rooms,
        model::Kind::Person => Tab::People,
        model::Kind::Equipment => Tab::Equipment,
        model::Kind::Absence => Tab::Absences,
        model::Kind::Affinity => Tab::Affinities,
        _ => state.tab,
    };
}

fn toolbar(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    ui.horizontal(|ui| {
        let label = scene.say(key::DESKTOP_RESOURCES_FILTER);
        Field::new(&label).hint(&label).width(260.0).without_label().show(ui, &mut state.filter);
        ui.add_enabled_ui(!scene.is_read_only(), |ui| {
            if primary_button(ui, &scene.say(state.tab.texts().1)).clicked() {
                rows::add(scene, state.tab, asks);
            }
        });
        if matches!(state.tab, Tab::Rooms | Tab::People) {
            let hint = scene.say(key::DESKTOP_RESOURCES_PASTE_HINT);
            ui.label(RichText::new(hint).font(ui_kit::theme::small()).color(scene.tokens.ink_3));
        }
    });
    ui.add_space(6.0);
}

/// Nothing is there, or nothing passes the filter.
fn nothing(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if state.filter.is_empty() {
        let (name, new) = state.tab.texts();
        let text = scene.say(key::DESKTOP_RESOURCES_EMPTY);
        if empty(ui, &scene.say(name), &text, Some(&scene.say(new))) {
            rows::add(scene, state.tab, asks);
        }
    } else {
        ui.add_space(20.0);
        ui.label(
            RichText::new(scene.say(key::DESKTOP_RESOURCES_NOT_FOUND)).color(scene.tokens.ink_3),
        );
        if button(ui, &scene.say(key::DESKTOP_RESOURCES_SHOW_ALL)).clicked() {
            state.filter.clear();
        }
    }
}

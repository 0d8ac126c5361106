//! The facilities of this installation: the name of this one in the top bar, and the dialogue in which
//! another is opened, made, joined, or taken from the list.

use crate::desktop::Asks;
use crate::desktop::asks::Entry;
use crate::desktop::pending::Pending;
use crate::desktop::scene::Scene;
use crate::facilities::{self, Listed, Whereabouts};
use egui::{Align2, RichText, Sense, Ui, vec2};
use i18n::{Value, key};
use std::path::{Path, PathBuf};
use ui_kit::theme;
use ui_kit::widgets::{button, called, cut_text, link_button, problem};
use units::Stamp;

/// Below this width the name of the facility is left out.
const NARROWEST: f32 = 48.0;

/// What the dialogue remembers.
#[derive(Debug, Default)]
pub(in crate::desktop) struct State {
    asked: Option<Pending<Vec<Shown>>>,
    all: Option<Vec<Shown>>,
    /// A folder that was chosen holds no store.
    is_none: bool,
}

/// A facility as the list shows it.
#[derive(Debug, Clone)]
struct Shown {
    name: String,
    folder: PathBuf,
    opened: i64,
    is_there: bool,
}

/// The name of the facility between that of the program and the search; whether it was clicked.
pub(super) fn name(ui: &mut Ui, scene: &Scene<'_>, room: f32) -> bool {
    if room < NARROWEST {
        ui.add_space(room.max(8.0));
        return false;
    }
    let name = &scene.snapshot.facility.house.name;
    let spoken = format!("{name}. {}", scene.say(key::DESKTOP_FACILITIES_SWITCH));
    let (rect, response) = ui.allocate_exact_size(vec2(room - 16.0, 26.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let is_lit = response.hovered() || response.has_focus();
    let ink = if is_lit { scene.tokens.ink_1 } else { scene.tokens.ink_3 };
    let at = rect.left_center() + vec2(4.0, 0.0);
    let width = rect.width() - 8.0;
    let painter = ui.painter_at(rect);
    cut_text(&painter, at, Align2::LEFT_CENTER, name, theme::small(), ink, width);
    ui.add_space(8.0);
    response.on_hover_text(spoken).clicked()
}

/// The dialogue.
pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    read(scene, state);
    let here = scene.whereabouts();
    for shown in state.all.clone().unwrap_or_default() {
        line(ui, scene, state, (&here, &shown), asks);
    }
    if state.is_none {
        problem(ui, &scene.say(key::DESKTOP_FACILITIES_NO_STORE));
    }
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        if button(ui, &scene.say(key::DESKTOP_FACILITIES_FOUND)).clicked() {
            asks.enter(Entry::New);
        }
        if button(ui, &scene.say(key::DESKTOP_FACILITIES_JOIN)).clicked() {
            asks.enter(Entry::Joined);
        }
        if button(ui, &scene.say(key::DESKTOP_FACILITIES_FOLDER)).clicked() {
            let title = scene.say(key::DESKTOP_FACILITIES_FOLDER);
            match scene.files().choose_folder(&title) {
                Some(folder) if facilities::has_store(&folder) => asks.enter(Entry::At(folder)),
                Some(_) => state.is_none = true,
                None => {}
            }
        }
    });
}

/// Has the list read on a worker, once each time the dialogue is opened.
fn read(scene: &Scene<'_>, state: &mut State) {
    if let Some(all) = state.asked.as_ref().and_then(Pending::take) {
        (state.asked, state.all) = (None, Some(all));
    }
    if state.asked.is_none() && state.all.is_none() {
        let place = scene.whereabouts().place;
        state.asked = Some(scene.work(move |_| all(&place)));
    }
}

/// The list as it stands on the disk.
fn all(place: &Path) -> Vec<Shown> {
    let shown = |it: Listed| {
        let folder = it.folder(place);
        let is_there = facilities::has_store(&folder);
        Shown { name: it.called(place), folder, opened: it.opened, is_there }
    };
    facilities::listed(place).into_iter().map(shown).collect()
}

/// One facility: what it is called, when it was opened, and the buttons that open or forget it.
fn line(
    ui: &mut Ui,
    scene: &Scene<'_>,
    state: &mut State,
    (here, shown): (&Whereabouts, &Shown),
    asks: &mut Asks,
) {
    let tokens = scene.tokens;
    let is_here = shown.folder == here.folder;
    ui.horizontal(|ui| {
        let name = RichText::new(&shown.name).font(theme::strong()).color(tokens.ink_1);
        ui.label(name);
        let remark = match (is_here, shown.is_there) {
            (true, _) => scene.say(key::DESKTOP_FACILITIES_HERE),
            (false, false) => scene.say(key::DESKTOP_FACILITIES_GONE),
            (false, true) if shown.opened > 0 => {
                let zone = scene.snapshot.facility.house.zone;
                let at = scene.messages.date_time(zone.civil(Stamp(shown.opened).tick()));
                scene.say_with(key::DESKTOP_FACILITIES_OPENED, &[("at", Value::Text(&at))])
            }
            (false, true) => String::new(),
        };
        ui.label(RichText::new(remark).font(theme::small()).color(tokens.ink_3));
        if is_here {
            return;
        }
        let values = [("name", Value::Text(&shown.name))];
        let open = scene.say_with(key::DESKTOP_FACILITIES_OPEN, &values);
        let to_open = scene.say(key::DESKTOP_FACILITIES_TO_OPEN);
        if shown.is_there && called(button(ui, &to_open), &open).clicked() {
            asks.enter(Entry::At(shown.folder.clone()));
        }
        let forget = link_button(ui, &scene.say(key::DESKTOP_FACILITIES_TO_FORGET));
        let name = scene.say_with(key::DESKTOP_FACILITIES_FORGET, &values);
        let forget = called(forget, &name);
        let forget = forget.on_hover_text(scene.say(key::DESKTOP_FACILITIES_FORGET_WHAT));
        if forget.clicked() {
            let at = Whereabouts { folder: shown.folder.clone(), ..here.clone() };
            state.all = None;
            state.asked = Some(scene.work(move |_| {
                // What could not be taken from the list stands there again.
                let _not_written = facilities::forget(&at);
                all(&at.place)
            }));
        }
    });
    ui.add_space(4.0);
}

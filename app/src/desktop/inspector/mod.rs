//! The inspector: everything that is known of what is selected, to be read and typed, on the right
//! of the screen. Every drag has its twin here. A form comes from the field table of the record;
//! what a kind has beside its fields is in a file of its own.

mod ahead;
mod booking;
mod cost;
mod drafts;
mod form;
mod links;
mod people;
mod person;
mod room;
mod several;
mod task;
mod values;
mod why_not;

pub(crate) use drafts::Drafts;
pub(crate) use form::{fields, listed, shown, told};
pub(crate) use values::values_of;

use crate::desktop::{Asks, Place, Scene};
use crate::screens::history;
use egui::{CollapsingHeader, Frame, Label, Margin, Panel, RichText, ScrollArea, Sides, Ui};
use i18n::key;
use model::{Command, Kind, Subject};
use node::Group;
use ui_kit::theme;
use ui_kit::widgets::{button, icon_button};

/// What the inspector remembers: what is being typed, and the history it has asked for.
#[derive(Debug, Default)]
pub(super) struct State {
    drafts: Drafts,
    ahead: ahead::State,
    people: people::State,
    several: several::State,
    history: history::RecordPanel,
    why_not: why_not::State,
    /// The record whose first field is to have the keys.
    edit: Option<Subject>,
}

impl State {
    /// The first field of a record gets the keys when it is shown.
    pub(super) fn edit(&mut self, subject: Subject) {
        self.edit = Some(subject);
    }
}

/// Draws the inspector for what leads the selection.
pub(super) fn panel(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let frame = Frame::new().fill(scene.tokens.bg_1).inner_margin(Margin::symmetric(14, 10));
    let panel = Panel::right("inspector").default_size(296.0).size_range(260.0..=480.0);
    panel.frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width());
            match scene.selected() {
                None => nothing(ui, scene),
                Some(_) if scene.selection.len() > 1 => {
                    several::ui(ui, scene, &mut state.several, asks);
                }
                Some(subject) if values_of(scene.snapshot, subject).is_none() => {
                    ui.label(scene.say(key::DESKTOP_INSPECTOR_GONE));
                }
                Some(subject) => one(ui, scene, subject, state, asks),
            }
        });
    });
}

/// What there would be, and how to close the panel.
fn nothing(ui: &mut Ui, scene: &Scene<'_>) {
    let weak = |key| RichText::new(scene.say(key)).color(scene.tokens.ink_3);
    ui.add(Label::new(weak(key::DESKTOP_INSPECTOR_NOTHING)).wrap());
    ui.add_space(6.0);
    ui.add(Label::new(weak(key::DESKTOP_INSPECTOR_NOTHING_KEYS)).wrap());
}

fn one(ui: &mut Ui, scene: &Scene<'_>, subject: Subject, state: &mut State, asks: &mut Asks) {
    head(ui, scene, subject, asks);
    ahead::ui(ui, scene, subject, &mut state.ahead, asks);
    let drafts = &mut state.drafts;
    if state.edit.take() == Some(subject) {
        drafts.give_keys();
    }
    match subject.kind {
        Kind::Booking => {
            booking::ui(ui, scene, subject, &mut state.people, drafts, asks);
            why_not::ui(ui, scene, subject, &mut state.why_not);
        }
        Kind::Task => task::ui(ui, scene, subject, drafts, asks),
        Kind::Person => person::ui(ui, scene, subject, drafts, asks),
        Kind::Room => room::ui(ui, scene, subject, drafts, asks),
        kind => {
            let keys: Vec<&str> = kind.fields().iter().map(|field| field.key).collect();
            fields(ui, scene, drafts, asks, subject, &keys);
        }
    }
    ui.add_space(8.0);
    CollapsingHeader::new(scene.say(key::DESKTOP_INSPECTOR_HISTORY))
        .id_salt(("inspector-history", subject.id.0))
        .show(ui, |ui| history::record_panel(ui, scene, subject, &mut state.history));
}

/// What it is, its name, and the way to where it stands.
fn head(ui: &mut Ui, scene: &Scene<'_>, subject: Subject, asks: &mut Asks) {
    let tokens = scene.tokens;
    let (mut close, mut delete) = (false, false);
    let deletable = !matches!(
        subject.kind,
        Kind::House | Kind::Production | Kind::Baseline | Kind::Variant | Kind::Attachment
    );
    Sides::new().show(
        ui,
        |ui| {
            let kind = scene.messages.kind(subject.kind);
            ui.label(RichText::new(kind).font(theme::small_strong()).color(tokens.ink_3));
        },
        |ui| {
            close = icon_button(ui, "×", &scene.say(key::DESKTOP_INSPECTOR_CLOSE)).clicked();
            if deletable {
                ui.add_enabled_ui(!scene.is_read_only(), |ui| {
                    delete = button(ui, &scene.say(key::DESKTOP_INSPECTOR_DELETE)).clicked();
                });
            }
        },
    );
    if delete {
        asks.submit(Group::one(Command::Delete { subject }));
        asks.select_all(Vec::new());
    }
    if close {
        asks.select_all(Vec::new());
    }
    let name = scene.source().name(&subject).unwrap_or_default();
    if !name.is_empty() {
        let font = egui::FontId::new(15.0, theme::semi_bold());
        ui.add(Label::new(RichText::new(name).font(font).color(tokens.ink_1)).wrap());
    }
    if let Some(production) = subject.scope.production()
        && subject.kind != Kind::Production
    {
        let title = scene.source().production(production);
        if ui.link(RichText::new(title).color(tokens.accent)).clicked() {
            asks.go(Place::Production(production));
        }
    }
    ui.add_space(8.0);
}

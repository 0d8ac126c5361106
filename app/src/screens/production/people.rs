//! A field for a person: the names that are known are proposed while one types; a name that nobody
//! has is a new person.

use crate::desktop::Scene;
use egui::{CompletionPopup, Id, Margin, RectAlign, Suggestion, TextEdit, Ui, vec2};
use i18n::key;
use model::{Command, DirectoryEntry, Employment, Kind, Person, PersonId, Record, Subject};
use std::collections::BTreeSet;
use ui_kit::tokens::HEIGHT_CONTROL;
use ui_kit::widgets::{field_label, problem};
use units::{clean_name, folded};

/// The most names proposed at once.
const MOST: usize = 8;

/// Who is meant by a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Nobody,
    Known(PersonId),
    /// Nobody is called so yet.
    New(String),
}

/// Shows the field; true when it was left or a name was taken.
pub(super) fn field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    salt: &str,
    label: &str,
    function: &str,
    text: &mut String,
) -> bool {
    let mut left = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        field_label(ui, label);
        let edit = TextEdit::singleline(text)
            .desired_width(ui.available_width())
            .min_size(vec2(0.0, HEIGHT_CONTROL))
            .margin(Margin::symmetric(8, 5));
        let output = CompletionPopup::new(Id::unique(("production-person", salt)))
            .word_boundary(|_| false)
            .align(RectAlign::BOTTOM_START)
            .accept_keys([egui::Key::Enter])
            .show(ui, edit, |query| proposed(scene, function, query.text));
        let response = output.text_edit.response.response.accessible_name(label);
        left = response.lost_focus() || output.accepted.is_some();
        if let Who::New(name) = who(scene, function, text) {
            let values = [("name", i18n::Value::Text(&name))];
            let told = scene.say_with(key::DESKTOP_PRODUCTION_NEW_PERSON, &values);
            ui.label(
                egui::RichText::new(told).font(ui_kit::theme::small()).color(scene.tokens.info_ink),
            );
        }
        if text.chars().count() > units::MAX_NAME_CHARS {
            problem(ui, &scene.say(key::DESKTOP_PRODUCTION_NAME_TOO_LONG));
        }
    });
    left
}

/// Names that begin with what is typed, or hold it; those with the function first.
fn proposed(scene: &Scene<'_>, function: &str, typed: &str) -> Vec<Suggestion> {
    let typed = folded(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let directory = &scene.snapshot.directory;
    let mut found: Vec<(bool, &str)> = scene
        .snapshot
        .facility
        .people
        .values()
        .filter_map(|person| Some((person, directory.name(person.id)?)))
        .filter(|(_, name)| folded(name).contains(&typed))
        .map(|(person, name)| (!person.functions.contains(function), name))
        .collect();
    found.sort_unstable();
    if found.len() == 1 && found.first().is_some_and(|(_, name)| folded(name) == typed) {
        return Vec::new();
    }
    found.into_iter().take(MOST).map(|(_, name)| Suggestion::new(name)).collect()
}

/// Who is meant: of several with a name, the one with the function.
pub(super) fn who(scene: &Scene<'_>, function: &str, text: &str) -> Who {
    let name = clean_name(text);
    if name.is_empty() {
        return Who::Nobody;
    }
    let typed = folded(&name);
    let directory = &scene.snapshot.directory;
    let named = |person: &&std::sync::Arc<Person>| {
        directory.name(person.id).is_some_and(|name| folded(name) == typed)
    };
    let people = || scene.snapshot.facility.people.values().filter(named);
    let fit = people().find(|person| person.functions.contains(function));
    fit.or_else(|| people().next()).map_or(Who::New(name), |person| Who::Known(person.id))
}

/// The person who is meant, with the commands that make a new one.
pub(super) fn resolved(
    scene: &Scene<'_>,
    function: &str,
    text: &str,
) -> (Option<PersonId>, Vec<Command>) {
    match who(scene, function, text) {
        Who::Nobody => (None, Vec::new()),
        Who::Known(person) => (Some(person), Vec::new()),
        Who::New(name) => {
            let id = PersonId(scene.new_id());
            let mut person = Person::new(id);
            person.functions = BTreeSet::from([function.to_owned()]);
            person.employment = Employment::Outside;
            let values = person.filled_values();
            let subject = Subject::shared(Kind::Person, id);
            let entry = DirectoryEntry { name, ..DirectoryEntry::default() };
            let commands =
                vec![Command::Add { subject, values }, Command::NamePerson { person: id, entry }];
            (Some(id), commands)
        }
    }
}

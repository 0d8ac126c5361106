//! Rows pasted from a spreadsheet: one room or person a line, added in one step. What cannot be
//! taken is told, and nothing of it is lost from the clipboard.

use super::Tab;
use crate::desktop::{Asks, Notice, Scene};
use egui::{Event, Ui};
use i18n::{Value as Said, key};
use model::{
    Choice, Command, DirectoryEntry, FieldValue, Kind, RoomKind, Subject, Value, Values, vocabulary,
};
use node::Group;
use std::collections::BTreeSet;
use units::{MAX_NAME_CHARS, clean_name, folded};

/// The most rows taken at once.
const MOST: usize = 5_000;

/// Takes what was pasted, unless somebody is typing in a field.
pub(super) fn take(ui: &Ui, scene: &Scene<'_>, tab: Tab, asks: &mut Asks) {
    if ui.ctx().egui_wants_keyboard_input() || !matches!(tab, Tab::Rooms | Tab::People) {
        return;
    }
    let pasted = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        })
    });
    let Some(text) = pasted else { return };
    if let Some(reason) = &scene.snapshot.read_only {
        asks.tell(Notice::finding(scene.messages, reason));
        return;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let taken = lines.iter().take(MOST);
    let commands: Vec<Command> = taken.flat_map(|line| commands(scene, tab, line)).collect();
    if !commands.is_empty() {
        let label = "import".to_owned();
        asks.submit(Group { commands, label, lenient: true, ..Group::default() });
    }
    if lines.len() > MOST {
        let left = Said::Integer(i64::try_from(lines.len() - MOST).unwrap_or(i64::MAX));
        asks.tell(Notice::info(
            scene.say_with(key::DESKTOP_RESOURCES_PASTE_CUT, &[("count", left)]),
        ));
    }
}

/// What a line becomes: its first cell is the name, the second the kind of room or the function.
fn commands(scene: &Scene<'_>, tab: Tab, line: &str) -> Vec<Command> {
    let mut cells = line.split('\t').map(clean_name);
    let name: String = cells.next().unwrap_or_default().chars().take(MAX_NAME_CHARS).collect();
    let what = folded(&cells.next().unwrap_or_default());
    if name.is_empty() {
        return Vec::new();
    }
    let id = scene.new_id();
    if tab == Tab::Rooms {
        let known = RoomKind::KNOWN.iter().find(|word| {
            folded(&scene.messages.choice(Kind::Room, "kind", word)) == what || **word == what
        });
        let mut values = Values::from([("name".to_owned(), Value::Text(name))]);
        values.extend(known.map(|word| ("kind".to_owned(), Value::from(*word))));
        return vec![Command::Add { subject: Subject::shared(Kind::Room, id), values }];
    }
    let function = vocabulary::FUNCTIONS
        .iter()
        .find(|word| folded(&scene.messages.function(word)) == what || **word == what)
        .map(|word| (*word).to_owned())
        .or_else(|| (!what.is_empty()).then_some(what));
    let functions: BTreeSet<String> = function.into_iter().collect();
    let values = Values::from([("functions".to_owned(), functions.write())]);
    let entry = DirectoryEntry { name, ..DirectoryEntry::default() };
    vec![
        Command::Add { subject: Subject::shared(Kind::Person, id), values },
        Command::NamePerson { person: id.into(), entry },
    ]
}

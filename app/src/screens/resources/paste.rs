//! Rows pasted from a spreadsheet: one room or person a line, read beside the window and added in
//! one step. What of a line cannot be taken is told with its number; the rest of it is added.

use super::Tab;
use crate::desktop::{Asks, Notice, Pending, Scene};
use egui::{Event, Ui};
use i18n::{Key, Messages, Value as Said, key};
use model::{
    Choice, Command, DirectoryEntry, FieldValue, Kind, RawId, RoomKind, Severity, Subject, Value,
    Values,
};
use node::Group;
use std::collections::BTreeSet;
use units::{MAX_NAME_CHARS, clean_name, folded};

/// The most rows taken at once.
const MOST: usize = 5_000;

/// How many remarks a notice holds.
const TOLD: usize = 3;

/// Rows that are being read.
#[derive(Debug, Default)]
pub(super) struct State {
    reading: Option<Pending<Outcome>>,
}

/// What rows come to.
#[derive(Debug, Default)]
struct Outcome {
    commands: Vec<Command>,
    remarks: Vec<String>,
    /// How many rows there were beyond those that are taken.
    beyond: usize,
}

/// Takes what was pasted, unless somebody is typing in a field.
pub(super) fn take(ui: &Ui, scene: &Scene<'_>, tab: Tab, state: &mut State, asks: &mut Asks) {
    if let Some(outcome) = state.reading.as_ref().and_then(Pending::take) {
        state.reading = None;
        add(scene, outcome, asks);
    }
    if !scene.has_keys() || !matches!(tab, Tab::Rooms | Tab::People) {
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
    let language = scene.messages.language();
    // Identifiers come from the node's source of chance, one of its own for the worker.
    let mut world = scene.world();
    state.reading = Some(scene.work(move |_| {
        let mut new_id = || node::new_id(world.as_mut());
        Reader { messages: Messages::new(language), tab, outcome: Outcome::default() }
            .read(&text, &mut new_id)
    }));
}

/// Adds what was read, and tells what was not understood.
fn add(scene: &Scene<'_>, outcome: Outcome, asks: &mut Asks) {
    let Outcome { commands, remarks, beyond } = outcome;
    let count = |number: usize| Said::Integer(i64::try_from(number).unwrap_or(i64::MAX));
    if commands.is_empty() {
        asks.tell(Notice::info(scene.say(key::DESKTOP_RESOURCES_PASTE_NOTHING)));
    } else {
        let label = "import".to_owned();
        asks.submit(Group { label, lenient: true, ..Group::of(commands) });
    }
    if !remarks.is_empty() {
        let values = [("count", count(remarks.len()))];
        let text = scene.say_with(key::DESKTOP_PRODUCTION_PASTE_PROBLEMS, &values);
        let mut hint = remarks.iter().take(TOLD).cloned().collect::<Vec<_>>().join("\n");
        if remarks.len() > TOLD {
            let values = [("count", count(remarks.len() - TOLD))];
            hint.push('\n');
            hint.push_str(&scene.say_with(key::DESKTOP_PRODUCTION_PASTE_MORE, &values));
        }
        asks.tell(Notice { severity: Severity::Warning, text, hint, undo: false });
    }
    if beyond > 0 {
        let values = [("count", count(beyond))];
        asks.tell(Notice::info(scene.say_with(key::DESKTOP_RESOURCES_PASTE_CUT, &values)));
    }
}

/// Reads rows for a list.
struct Reader {
    messages: Messages,
    tab: Tab,
    outcome: Outcome,
}

impl Reader {
    fn read(mut self, text: &str, new_id: &mut dyn FnMut() -> RawId) -> Outcome {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (place, (number, line)) in lines.enumerate() {
            if place < MOST {
                self.line(number + 1, line, new_id);
            } else {
                self.outcome.beyond += 1;
            }
        }
        self.outcome
    }

    /// What a line becomes: its first cell is the name, the second the kind of room or the function.
    fn line(&mut self, number: usize, line: &str, new_id: &mut dyn FnMut() -> RawId) {
        let mut cells = line.split('\t').map(clean_name);
        let (name, what) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if name.is_empty() {
            self.remark(number, self.messages.say(key::DESKTOP_PRODUCTION_PASTE_NO_NAME));
            return;
        }
        if name.chars().count() > MAX_NAME_CHARS {
            self.remark_on(number, key::DESKTOP_RESOURCES_PASTE_LONG, &name);
        }
        let name = name.chars().take(MAX_NAME_CHARS).collect();
        let id = new_id();
        match self.tab {
            Tab::Rooms => self.room(number, id, name, &what),
            _ => self.person(id, name, &what),
        }
    }

    fn room(&mut self, number: usize, id: RawId, name: String, what: &str) {
        let asked = folded(what);
        let named = |word: &str| folded(&self.messages.choice(Kind::Room, "kind", word));
        let known = RoomKind::KNOWN.iter().find(|word| named(word) == asked || **word == asked);
        if known.is_none() && !what.is_empty() {
            self.remark_on(number, key::DESKTOP_RESOURCES_PASTE_KIND, what);
        }
        let mut values = Values::from([("name".to_owned(), Value::Text(name))]);
        values.extend(known.map(|word| ("kind".to_owned(), Value::from(*word))));
        let subject = Subject::shared(Kind::Room, id);
        self.outcome.commands.push(Command::Add { subject, values });
    }

    /// A function that is in no list is a word of the house.
    fn person(&mut self, id: RawId, name: String, what: &str) {
        let function = self.messages.function_word(what);
        let functions: BTreeSet<String> =
            (!function.is_empty()).then_some(function).into_iter().collect();
        let values = Values::from([("functions".to_owned(), functions.write())]);
        let entry = DirectoryEntry { name, ..DirectoryEntry::default() };
        self.outcome.commands.extend([
            Command::Add { subject: Subject::shared(Kind::Person, id), values },
            Command::NamePerson { person: id.into(), entry },
        ]);
    }

    fn remark(&mut self, number: usize, what: String) {
        let line = Said::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let place =
            self.messages.say_with(key::DESKTOP_PRODUCTION_PASTE_LINE_ALONE, &[("line", line)]);
        self.outcome.remarks.push(format!("{place} : {what}"));
    }

    fn remark_on(&mut self, number: usize, key: Key<1>, what: &str) {
        let what = self.messages.say_with(key, &[("what", Said::Text(what))]);
        self.remark(number, what);
    }
}

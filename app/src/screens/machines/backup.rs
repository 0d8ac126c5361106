//! The dialogue that makes a backup: a passphrase typed twice, then a place for the file, or a folder
//! into which backups are made by themselves.

use crate::desktop::{Asks, Notice, Pending, Scene};
use egui::{RichText, TextEdit, Ui};
use i18n::{Value, key};
use node::{BackedUp, Failure};
use ui_kit::theme;
use ui_kit::widgets::{button, dialogue, field_label, primary_button, problem};

/// A passphrase has at least so many characters.
const SHORTEST: usize = 10;

/// What the dialogue remembers. The words are forgotten when it is closed.
#[derive(Debug, Default)]
pub(super) struct State {
    is_open: bool,
    words: String,
    again: String,
    wrong: Option<Wrong>,
    making: Option<Pending<Result<BackedUp, Failure>>>,
}

#[derive(Debug, Clone, Copy)]
enum Wrong {
    Short,
    Different,
}

impl State {
    pub(super) fn open(&mut self) {
        *self = Self { is_open: true, making: self.making.take(), ..Self::default() };
    }
}

pub(super) fn show(ui: &Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    if let Some(made) = state.making.as_ref().and_then(Pending::take) {
        state.making = None;
        asks.tell(match made {
            Ok(made) => {
                let count = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
                let values =
                    [("documents", count(made.documents as u64)), ("changes", count(made.changes))];
                Notice::info(scene.say_with(key::DESKTOP_MACHINES_BACKED_UP, &values))
            }
            Err(failure) => Notice::finding(scene.messages, failure.finding()),
        });
    }
    if !state.is_open {
        return;
    }
    let title = scene.say(key::DESKTOP_MACHINES_BACKUP);
    let (over, close) = dialogue(ui, "backup", 460.0, &title, |ui| form(ui, scene, state));
    if over || close {
        state.is_open = false;
        state.words.clear();
        state.again.clear();
    }
}

/// The form; `true` when it has served.
fn form(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) -> bool {
    let what = RichText::new(scene.say(key::DESKTOP_MACHINES_BACKUP_WHAT));
    ui.add(egui::Label::new(what.color(scene.tokens.ink_2)).wrap());
    ui.add_space(8.0);
    let first = secret(ui, &scene.say(key::DESKTOP_MACHINES_PASSPHRASE), &mut state.words);
    let second = secret(ui, &scene.say(key::DESKTOP_MACHINES_PASSPHRASE_AGAIN), &mut state.again);
    if first.changed() || second.changed() {
        state.wrong = None;
    }
    match state.wrong {
        Some(Wrong::Short) => problem(ui, &scene.say(key::DESKTOP_MACHINES_PASSPHRASE_SHORT)),
        Some(Wrong::Different) => {
            problem(ui, &scene.say(key::DESKTOP_MACHINES_PASSPHRASE_DIFFERS));
        }
        None => {}
    }
    ui.add_space(10.0);
    let mut is_over = false;
    ui.horizontal(|ui| {
        if primary_button(ui, &scene.say(key::DESKTOP_MACHINES_BACKUP_PLACE)).clicked() {
            is_over = has_words(state) && once(scene, state);
        }
        if button(ui, &scene.say(key::DESKTOP_MACHINES_ROUTINE_BEGIN)).clicked() {
            is_over = has_words(state) && routinely(scene, state);
        }
        is_over |= button(ui, &scene.say(key::DESKTOP_SHELL_CLOSE)).clicked();
    });
    is_over
}

/// A field whose text is not shown.
fn secret(ui: &mut Ui, label: &str, text: &mut String) -> egui::Response {
    field_label(ui, label);
    let edit = TextEdit::singleline(text).password(true).font(theme::text());
    ui.add(edit.desired_width(f32::INFINITY)).accessible_name(label)
}

/// Whether the words are good; what is wrong with them is shown.
fn has_words(state: &mut State) -> bool {
    if state.words.chars().count() < SHORTEST {
        state.wrong = Some(Wrong::Short);
        return false;
    }
    if state.words != state.again {
        state.wrong = Some(Wrong::Different);
        return false;
    }
    true
}

/// Asks for a folder and has backups made there from now on; `false` if there is none.
fn routinely(scene: &Scene<'_>, state: &mut State) -> bool {
    let title = scene.say(key::DESKTOP_MACHINES_BACKUP);
    let Some(folder) = scene.files().choose_folder(&title) else { return false };
    let words = std::mem::take(&mut state.words);
    state.making = Some(scene.ask(move |engine| engine.begin_routine(&folder, &words)));
    true
}

/// Asks for a place and has the backup made; `false` if there is none.
fn once(scene: &Scene<'_>, state: &mut State) -> bool {
    let name = format!("raccord-{}.backup", units::format_date(scene.today()));
    let title = scene.say(key::DESKTOP_MACHINES_BACKUP);
    let Some(to) = scene.files().save_as(&title, &name) else { return false };
    let words = std::mem::take(&mut state.words);
    state.making = Some(scene.ask(move |engine| engine.back_up(&to, &words, &mut |_| {})));
    true
}

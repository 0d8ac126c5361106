//! Before there is a store at work: it is being opened, or there is none yet and a facility is to
//! be founded, the demonstration looked at, or files taken over.

use crate::desktop::joining::Joining;
use crate::desktop::opened::{Beginning, Opened};
use crate::desktop::pending::{Outstanding, Pending, Progress};
use crate::desktop::settings::Settings;
use crate::desktop::setup::Setup;
use crate::desktop::tokens;
use crate::keychain;
use crate::session::opening;
use egui::{CentralPanel, Frame, Key, RichText, Ui};
use i18n::{Language, Messages, key};
use model::Finding;
use node::{Failure, Founding};
use std::path::PathBuf;
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{Field, button, heading, primary_button, problem, segmented};
use units::Zone;

/// What the window shows before it is at work.
pub(super) struct Welcome {
    state: State,
    facility: String,
    person: String,
    incomplete: bool,
    /// Was the form drawn before?
    begun: bool,
    import_after: bool,
    opened: Option<Opened>,
    /// The facility that was left, with its name.
    left: Option<(PathBuf, String)>,
    /// Is that to be gone back to?
    goes_back: bool,
}

enum State {
    /// Something is being opened or made.
    Busy(Pending<Result<Opened, Failure>>),
    /// There is no store here yet.
    Choose,
    /// A facility is joined with a ticket.
    Joining(Box<Joining>),
    /// The store is sealed: its passphrase is asked for.
    Locked {
        /// What was typed.
        words: String,
        /// Was it wrong the last time?
        is_wrong: bool,
        /// Is it to be kept in the keychain of the system?
        is_kept: bool,
    },
    /// It could not be opened or made.
    Failed(Box<Finding>),
}

impl State {
    /// Asks for the passphrase, for the second time if the first was wrong.
    const fn asking(is_wrong: bool) -> Self {
        Self::Locked { words: String::new(), is_wrong, is_kept: false }
    }
}

impl Welcome {
    pub(super) fn new(
        setup: &Setup,
        language: Language,
        context: &egui::Context,
        outstanding: &Outstanding,
    ) -> Self {
        let state = if setup.folder.join(node::FILE).is_file() {
            State::Busy(open(setup, language, context, outstanding))
        } else {
            State::Choose
        };
        Self::in_state(state)
    }

    /// The store was closed and is sealed: its passphrase is asked for, whoever else may know it.
    pub(super) fn locked() -> Self {
        Self::in_state(State::asking(false))
    }

    /// A further facility is made or joined.
    pub(super) fn further(joins: bool) -> Self {
        Self::in_state(if joins { State::Joining(Box::default()) } else { State::Choose })
    }

    /// Whoever thinks better of it goes back to the facility that was left.
    pub(super) fn leaving(self, left: Option<(PathBuf, String)>) -> Self {
        Self { left, ..self }
    }

    /// The folder of the facility that is gone back to, once somebody says so.
    pub(super) fn goes_back_to(&self) -> Option<PathBuf> {
        self.left.as_ref().filter(|_| self.goes_back).map(|(folder, _)| folder.clone())
    }

    fn in_state(state: State) -> Self {
        Self {
            state,
            facility: String::new(),
            person: String::new(),
            incomplete: false,
            begun: false,
            import_after: false,
            opened: None,
            left: None,
            goes_back: false,
        }
    }

    /// The store, once it is open.
    pub(super) fn take_opened(&mut self) -> Option<Opened> {
        let pending = match &self.state {
            State::Busy(pending) => Some(pending),
            State::Joining(joining) => joining.pending.as_ref(),
            State::Choose | State::Locked { .. } | State::Failed(_) => None,
        };
        if let Some(pending) = pending {
            match pending.take() {
                Some(Ok(opened)) => self.opened = Some(opened),
                Some(Err(failure)) if failure.finding().code == "store-locked" => {
                    self.state = State::asking(false);
                }
                Some(Err(failure)) if failure.finding().code == "store-wrong-passphrase" => {
                    self.state = State::asking(true);
                }
                Some(Err(failure)) => {
                    self.state = State::Failed(Box::new(failure.finding().clone()));
                }
                None => {}
            }
        }
        self.opened.take()
    }

    /// Was the way in a choice of files?
    pub(super) fn imports(&self) -> bool {
        self.import_after
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        setup: &Setup,
        settings: &mut Settings,
        messages: &Messages,
        outstanding: &Outstanding,
    ) {
        let tokens = tokens(ui);
        let margin = ((ui.available_width() - 520.0) / 2.0).clamp(16.0, 1_000.0);
        CentralPanel::default().frame(Frame::new().fill(tokens.bg_0)).show(ui, |ui| {
            ui.add_space((ui.available_height() / 5.0).clamp(12.0, 140.0));
            let column = egui::Rect::from_min_size(
                egui::pos2(ui.max_rect().left() + margin, ui.cursor().top()),
                egui::vec2(520.0_f32.min(ui.available_width() - 32.0), ui.available_height()),
            );
            let mut column = ui.new_child(egui::UiBuilder::new().max_rect(column));
            let ui = &mut column;
            heading(ui, &messages.say(key::DESKTOP_SHELL_APP), "");
            ui.label(RichText::new(messages.say(key::DESKTOP_SHELL_WELCOME)).color(tokens.ink_2));
            ui.add_space(12.0);
            match &self.state {
                State::Busy(pending) => busy(ui, messages, pending.progress()),
                State::Failed(finding) => {
                    problem(ui, &messages.finding(finding));
                    let hint = messages.hint(finding, &|_| None).unwrap_or_default();
                    ui.label(RichText::new(hint).color(tokens.ink_2));
                    ui.add_space(8.0);
                    if primary_button(ui, &messages.say(key::DESKTOP_SHELL_AGAIN)).clicked() {
                        let left = self.left.take();
                        let again = Self::new(setup, settings.language(), ui.ctx(), outstanding);
                        *self = again.leaving(left);
                    }
                }
                State::Choose => self.choose(ui, setup, settings, messages, outstanding),
                State::Locked { .. } => {
                    self.unlock(ui, setup, settings.language(), messages, outstanding);
                }
                State::Joining(_) => self.join(ui, setup, settings.language(), messages),
            }
            self.way_back(ui, messages);
        });
    }

    /// The passphrase of a sealed store is asked for.
    fn unlock(
        &mut self,
        ui: &mut Ui,
        setup: &Setup,
        language: Language,
        messages: &Messages,
        outstanding: &Outstanding,
    ) {
        let State::Locked { words, is_wrong, is_kept } = &mut self.state else { return };
        ui.label(messages.say(key::DESKTOP_SHELL_LOCKED));
        ui.add_space(6.0);
        let name = messages.say(key::DESKTOP_MACHINES_PASSPHRASE);
        let edit = egui::TextEdit::singleline(words).password(true).font(theme::text());
        let field = ui.add(edit.desired_width(320.0)).accessible_name(&name);
        if !std::mem::replace(&mut self.begun, true) {
            field.request_focus();
        }
        if *is_wrong {
            problem(ui, &messages.say(key::DESKTOP_SHELL_WRONG_PASSPHRASE));
        }
        ui.add_space(4.0);
        ui.checkbox(is_kept, messages.say(key::DESKTOP_SHELL_KEEP_PASSPHRASE));
        ui.add_space(8.0);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let asked = primary_button(ui, &messages.say(key::DESKTOP_SHELL_UNLOCK)).clicked();
        if (asked || entered) && !words.is_empty() {
            let (words, is_kept) = (std::mem::take(words), *is_kept);
            self.begun = false;
            let opening = unlock(setup, language, ui.ctx(), outstanding, words, is_kept);
            self.state = State::Busy(opening);
        }
    }

    /// The button that goes back to the facility that was left, while nothing is under way.
    fn way_back(&mut self, ui: &mut Ui, messages: &Messages) {
        let Some((_, name)) = &self.left else { return };
        if matches!(self.state, State::Choose | State::Failed(_) | State::Locked { .. }) {
            ui.add_space(18.0);
            let values = [("name", i18n::Value::Text(name))];
            let text = messages.say_with(key::DESKTOP_FACILITIES_BACK_TO, &values);
            self.goes_back |= button(ui, &text).clicked();
        }
    }

    /// A facility is joined.
    fn join(&mut self, ui: &mut Ui, setup: &Setup, language: Language, messages: &Messages) {
        let State::Joining(joining) = &mut self.state else { return };
        if joining.ui(ui, setup, language, messages) {
            self.state = State::Choose;
        }
    }

    fn choose(
        &mut self,
        ui: &mut Ui,
        setup: &Setup,
        settings: &mut Settings,
        messages: &Messages,
        outstanding: &Outstanding,
    ) {
        let tokens = tokens(ui);
        let chosen = usize::from(settings.language() == Language::English);
        if let Some(place) = segmented(ui, chosen, &["Français", "English"]) {
            let language = if place == 0 { Language::French } else { Language::English };
            language.code().clone_into(&mut settings.language);
        }
        ui.add_space(12.0);
        let missing = messages.say(key::DESKTOP_SHELL_NAME_MISSING);
        let problem_of = |text: &str, incomplete: bool| {
            (incomplete && text.trim().is_empty()).then_some(missing.as_str())
        };
        let label = messages.say(key::DESKTOP_SHELL_FACILITY_NAME);
        let facility = Field::new(&label)
            .hint(&messages.say(key::DESKTOP_SHELL_FACILITY_HINT))
            .problem(problem_of(&self.facility, self.incomplete))
            .show(ui, &mut self.facility);
        ui.add_space(4.0);
        let label = messages.say(key::DESKTOP_SHELL_PERSON_NAME);
        let person = Field::new(&label)
            .problem(problem_of(&self.person, self.incomplete))
            .show(ui, &mut self.person);
        ui.add_space(10.0);
        let first_empty = [(&facility, &self.facility), (&person, &self.person)]
            .into_iter()
            .find_map(|(field, text)| text.trim().is_empty().then_some(field));
        if !std::mem::replace(&mut self.begun, true) {
            facility.request_focus();
        }
        let entered = (facility.lost_focus() || person.lost_focus())
            && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let found = primary_button(ui, &messages.say(key::DESKTOP_SHELL_FOUND)).clicked();
            let import = button(ui, &messages.say(key::DESKTOP_SHELL_FOUND_BY_IMPORT)).clicked();
            let found = found || entered;
            if let Some(empty) = first_empty.filter(|_| found || import) {
                // Enter in the first field goes on to the second before it asks for anything.
                self.incomplete |= !entered || !facility.lost_focus();
                empty.request_focus();
            } else if found || import {
                self.import_after = import;
                let (name, person) = (self.facility.clone(), self.person.clone());
                let founding = Founding::Usual { name, person };
                let language = settings.language();
                self.state =
                    State::Busy(found_facility(setup, language, ui.ctx(), outstanding, founding));
            }
        });
        ui.add_space(18.0);
        ui.label(RichText::new(messages.say(key::DESKTOP_MACHINES_JOIN_WHAT)).color(tokens.ink_2));
        if button(ui, &messages.say(key::DESKTOP_MACHINES_JOIN)).clicked() {
            self.state = State::Joining(Box::default());
        }
        ui.add_space(18.0);
        ui.label(RichText::new(messages.say(key::DESKTOP_SHELL_DEMO_WHAT)).color(tokens.ink_2));
        if button(ui, &messages.say(key::DESKTOP_SHELL_DEMO)).clicked() {
            let language = settings.language();
            self.state = State::Busy(make_demo(setup, language, ui.ctx(), outstanding));
        }
        ui.add_space(18.0);
        let path = setup.folder.display().to_string();
        let values = [("path", i18n::Value::Text(&path))];
        let text = messages.say_with(key::DESKTOP_SHELL_KEPT_IN, &values);
        ui.label(RichText::new(text).font(theme::small()).color(tokens.ink_3));
    }
}

fn busy(ui: &mut Ui, messages: &Messages, progress: &Progress) {
    ui.label(messages.say(key::DESKTOP_SHELL_OPENING));
    ui.add(egui::ProgressBar::new(progress.share()).desired_width(320.0));
    // The bar moves while the worker does; the answer itself wakes the window.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// Opens the store, a sealed one with the passphrase in the keychain if it is there and right.
fn open(
    setup: &Setup,
    language: Language,
    context: &egui::Context,
    outstanding: &Outstanding,
) -> Pending<Result<Opened, Failure>> {
    let (folder, beginning) = (setup.folder.clone(), Beginning::new(setup, language));
    let (worlds, keychain) = ([setup.world(), setup.world()], Arc::clone(&setup.keychain));
    Pending::work(outstanding, context, move |_| {
        let engine = keychain::opened(opening(&folder), &folder, keychain.as_ref(), worlds)?;
        beginning.begin(engine)
    })
}

/// Opens a sealed store with a passphrase, which is kept in the keychain if that is wanted.
fn unlock(
    setup: &Setup,
    language: Language,
    context: &egui::Context,
    outstanding: &Outstanding,
    words: String,
    is_kept: bool,
) -> Pending<Result<Opened, Failure>> {
    let (folder, world) = (setup.folder.clone(), setup.world());
    let beginning = Beginning::new(setup, language);
    let keychain = Arc::clone(&setup.keychain);
    Pending::work(outstanding, context, move |_| {
        let engine = opening(&folder).unlocked(&words).open(world)?;
        if is_kept {
            // Where there is no keychain it is asked for again the next time.
            let _not_kept = keychain.keep(&folder, &words);
        }
        beginning.begin(engine)
    })
}

fn found_facility(
    setup: &Setup,
    language: Language,
    context: &egui::Context,
    outstanding: &Outstanding,
    founding: Founding,
) -> Pending<Result<Opened, Failure>> {
    let (folder, world) = (setup.folder.clone(), setup.world());
    let beginning = Beginning::new(setup, language);
    Pending::work(outstanding, context, move |_| {
        beginning.begin(opening(&folder).found(&founding, world)?)
    })
}

/// The demonstration, made in the folder of the store as of this week.
fn make_demo(
    setup: &Setup,
    language: Language,
    context: &egui::Context,
    outstanding: &Outstanding,
) -> Pending<Result<Opened, Failure>> {
    let (folder, world) = (setup.folder.clone(), setup.world());
    let beginning = Beginning::new(setup, language);
    let today = Zone::PARIS.civil(setup.now().tick()).date();
    Pending::work(outstanding, context, move |progress| {
        crate::commands::demo::make_for_window(&folder, today, &|share| progress.at(share))?;
        beginning.begin(opening(&folder).open(world)?)
    })
}

//! The desktop: one window on one store.
//!
//! A frame draws the screen from a snapshot, gathers what was asked for, and hands it on: commands
//! to the node, the rest to the window. Nothing on this thread waits for the disk, a file or a
//! long computation (`peer`, `pending`, `derived`).

mod action;
mod asks;
mod axis;
mod carry_out;
mod dates;
mod derived;
mod disputed;
mod frame_time;
mod inspector;
mod joining;
mod notice;
mod opened;
mod palette;
mod peer;
mod pending;
mod productions;
pub(crate) mod ranking;
mod scene;
mod settings;
mod setup;
mod shell;
pub(crate) mod variants;
mod welcome;
mod window;
mod workplace;

pub use action::Action;
pub(crate) use asks::{Ask, Asks, Entry};
pub(crate) use axis::Axis;
pub(crate) use dates::{date_field, moment_field};
pub(crate) use derived::{Board, Derived, OnAxis, on_axis, spoken, state_text};
pub(crate) use disputed::disputed_text;
pub use frame_time::{FrameTimes, LIMIT};
pub(crate) use inspector::{Drafts, fields, listed, shown, told};
pub(crate) use joining::code_text;
pub(crate) use notice::Notice;
pub use pending::Outstanding;
pub(crate) use pending::Pending;
pub(crate) use productions::production_field;
pub(crate) use scene::Scene;
pub use settings::{
    PlanningFilter, PlanningSettings, PlanningSpan, ProductionSettings, Settings, Theme,
};
pub use setup::{Files, Setup, Worlds};
pub(crate) use shell::presence;
pub(crate) use window::open;

use crate::facilities;
use frame_time::Work;
use i18n::{Language, Messages};
use model::ProductionId;
use std::collections::BTreeMap;
use ui_kit::Tokens;
use welcome::Welcome;
use workplace::Workplace;

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// What there is to decide and to do today.
    Today,
    /// Rooms, people or productions over time.
    Planning,
    /// What cannot hold.
    Clashes,
    /// The plan of one production.
    Production(ProductionId),
    /// Session slips.
    Slips,
    /// What was sent to clients, and what they answered.
    Publications,
    /// Rooms, equipment, people.
    Resources,
    /// Who changed what and when.
    History,
    /// The machines of the facility and what each may do.
    Machines,
}

/// The window.
pub struct Desktop {
    setup: Setup,
    settings: Settings,
    /// Of both languages, as in [`Language::ALL`]: to read them takes longer than a frame may.
    messages: [Messages; 2],
    outstanding: Outstanding,
    stage: Stage,
    closing: bool,
    /// When somebody has last touched the keys or the pointer, in seconds of the window.
    touched: f64,
    frames: frame_time::Counter,
}

/// How far the window is.
enum Stage {
    /// No store yet, or one that is being opened or made.
    Welcome(Box<Welcome>),
    /// At work.
    Work(Box<Workplace>),
}

impl Desktop {
    /// A window that has yet to be drawn. The store is opened at once, on a worker.
    pub fn new(context: &egui::Context, setup: Setup, settings: Option<Settings>) -> Self {
        ui_kit::theme::install(context);
        // The actions of the window do it, and keep it.
        context.options_mut(|options| options.zoom_with_keyboard = false);
        let mut settings = settings.unwrap_or_default();
        if let Some(language) = setup.language {
            language.code().clone_into(&mut settings.language);
        }
        let outstanding = Outstanding::default();
        let welcome = Welcome::new(&setup, settings.language(), context, &outstanding);
        let messages = Language::ALL.map(Messages::new);
        let stage = Stage::Welcome(Box::new(welcome));
        let frames = frame_time::Counter::default();
        let mut desktop = Self {
            setup,
            settings,
            messages,
            outstanding,
            stage,
            closing: false,
            touched: 0.0,
            frames,
        };
        desktop.apply_settings(context);
        desktop
    }

    /// Before a frame, also while the window is hidden: takes what workers and the node have
    /// answered.
    pub fn logic(&mut self, context: &egui::Context) {
        let work = Work::begin();
        self.lock_unused(context);
        let messages = chosen(&self.messages, &self.settings);
        let opened = match &mut self.stage {
            Stage::Welcome(welcome) => welcome.take_opened(),
            Stage::Work(work) => {
                work.logic(context, &self.setup, messages);
                None
            }
        };
        if let Some(opened) = opened {
            let mut work = Workplace::new(opened, &self.setup.folder, context, &self.outstanding);
            if matches!(&self.stage, Stage::Welcome(welcome) if welcome.imports()) {
                work.run(Action::Import, context);
            }
            self.stage = Stage::Work(Box::new(work));
            self.frames.begin();
        }
        self.frames.before_frame(work.done());
    }

    /// Closes a sealed store that nobody has used for as long as was chosen.
    fn lock_unused(&mut self, context: &egui::Context) {
        let (time, is_touched) = context.input(|input| (input.time, !input.events.is_empty()));
        let limit = f64::from(self.settings.lock_after) * 60.0;
        let is_sealed = self.snapshot().is_some_and(|snapshot| snapshot.links.is_sealed);
        if is_touched || !is_sealed {
            self.touched = time;
        } else if limit > 0.0 && time - self.touched > limit {
            self.lock(context);
        }
    }

    /// Closes a sealed store; who comes back types its passphrase. Everything is kept already.
    fn lock(&mut self, context: &egui::Context) {
        let messages = chosen(&self.messages, &self.settings);
        match &mut self.stage {
            Stage::Work(work) if work.snapshot().links.is_sealed => {
                self.stage = Stage::Welcome(Box::new(Welcome::locked()));
            }
            Stage::Work(work) => {
                let told = messages.say(i18n::key::DESKTOP_SHELL_NOT_SEALED);
                work.tell(Notice::info(told), context);
            }
            Stage::Welcome(_) => {}
        }
    }

    /// Leaves this facility, of which everything is kept already, for another.
    fn enter(&mut self, context: &egui::Context, entry: Entry) {
        let left = match &self.stage {
            Stage::Work(work) => work.snapshot().facility.house.name.clone(),
            Stage::Welcome(_) => String::new(),
        };
        let left = (!left.is_empty()).then(|| (self.setup.folder.clone(), left));
        let further = facilities::free_folder(&self.setup.place);
        // The store is closed before another is opened, which may be the same.
        self.stage = Stage::Welcome(Box::new(Welcome::locked()));
        let welcome = match entry {
            Entry::At(folder) => {
                self.setup.folder = folder;
                Welcome::new(&self.setup, self.settings.language(), context, &self.outstanding)
            }
            Entry::New | Entry::Joined => {
                self.setup.folder = further;
                Welcome::further(entry == Entry::Joined)
            }
        };
        let welcome = welcome.leaving(left);
        // What was looked for stands in the other facility only.
        self.settings.planning.filter = PlanningFilter::default();
        self.stage = Stage::Welcome(Box::new(welcome));
    }

    /// Draws a frame and carries out what was asked for in it.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let (place, work) = (self.place(), Work::begin());
        let messages = chosen(&self.messages, &self.settings);
        match &mut self.stage {
            Stage::Welcome(welcome) => {
                welcome.ui(ui, &self.setup, &mut self.settings, messages, &self.outstanding);
                if let Some(folder) = welcome.goes_back_to() {
                    self.enter(&ui.ctx().clone(), Entry::At(folder));
                }
            }
            Stage::Work(work) => {
                let mut asks = Asks::default();
                work.ui(ui, &self.setup, &self.settings, messages, &mut asks);
                carry_out::carry_out(self, ui.ctx(), &mut asks);
            }
        }
        let context = ui.ctx().clone();
        self.apply_settings(&context);
        if self.closing {
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.frames.frame(place, work.done());
    }

    /// What is to be kept for the next time.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is under way: somebody who drives the window may wait for it.
    pub fn outstanding(&self) -> &Outstanding {
        &self.outstanding
    }

    /// Waits until everything asked for is answered. Not for the window, which never waits; for
    /// those who drive it.
    pub fn settle(&self) {
        self.outstanding.wait();
    }

    /// Has an action carried out, as if its keys were pressed.
    pub fn act(&mut self, context: &egui::Context, action: Action) {
        let mut asks = Asks::default();
        asks.run(action);
        carry_out::carry_out(self, context, &mut asks);
    }

    /// The newest snapshot, once a store is open.
    pub fn snapshot(&self) -> Option<std::sync::Arc<node::Snapshot>> {
        match &self.stage {
            Stage::Welcome(_) => None,
            Stage::Work(work) => Some(work.snapshot()),
        }
    }

    /// Where the reader is, once a store is open.
    pub fn place(&self) -> Option<Place> {
        match &self.stage {
            Stage::Welcome(_) => None,
            Stage::Work(work) => Some(work.place()),
        }
    }

    /// What is selected, the last one in the lead; nothing before a store is open.
    pub fn selection(&self) -> &[model::Subject] {
        match &self.stage {
            Stage::Welcome(_) => &[],
            Stage::Work(work) => work.selection(),
        }
    }

    /// What the frames of each screen cost so far.
    pub fn frame_times(&self) -> &BTreeMap<Option<Place>, FrameTimes> {
        self.frames.screens()
    }

    fn apply_settings(&mut self, context: &egui::Context) {
        let theme = self.settings.theme.preference();
        if context.options(|options| options.theme_preference) != theme {
            context.set_theme(theme);
            self.frames.begin();
        }
        if (context.zoom_factor() - self.settings.zoom).abs() > f32::EPSILON {
            context.set_zoom_factor(self.settings.zoom);
            self.frames.begin();
        }
    }
}

/// The messages of the language that was chosen.
fn chosen<'a>(messages: &'a [Messages; 2], settings: &Settings) -> &'a Messages {
    let [french, english] = messages;
    match settings.language() {
        Language::French => french,
        Language::English => english,
    }
}

/// The colours of what is being drawn.
pub(crate) fn tokens(ui: &egui::Ui) -> &'static Tokens {
    Tokens::of(ui.ctx())
}

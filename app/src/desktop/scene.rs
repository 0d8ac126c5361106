//! What a screen is drawn from: one snapshot and what follows from it, the language, the colours,
//! the moment, where the reader is. A screen reads it and changes nothing; what it wants done it
//! asks for ([`Asks`](crate::desktop::Asks)).

use crate::desktop::Place;
use crate::desktop::derived::Derived;
use crate::desktop::peer::Peer;
use crate::desktop::pending::{Outstanding, Pending, Progress};
use crate::desktop::settings::Settings;
use crate::desktop::setup::Setup;
use crate::facilities::Whereabouts;
use i18n::{Key, Messages, Value};
use model::{PersonId, RawId, Subject};
use node::{Engine, Snapshot};
use std::sync::Arc;
use ui_kit::Tokens;
use units::{NaiveDate, NaiveDateTime};
use views::Source;

/// What a screen is drawn from.
pub(crate) struct Scene<'a> {
    /// The state of everything.
    pub(crate) snapshot: &'a Arc<Snapshot>,
    /// What was worked out from a snapshot: this one, or the one before while it is being done.
    pub(crate) derived: &'a Arc<Derived>,
    /// The reader's language.
    pub(crate) messages: &'a Messages,
    /// The colours.
    pub(crate) tokens: &'static Tokens,
    /// What the reader has chosen for good.
    pub(crate) settings: &'a Settings,
    /// Where the reader is.
    pub(crate) place: Place,
    /// What is selected; the last one leads.
    pub(crate) selection: &'a [Subject],
    /// The wall clock of the house.
    pub(crate) now: NaiveDateTime,
    /// Who sits at this machine.
    pub(crate) person: PersonId,
    pub(super) peer: &'a Peer,
    pub(super) setup: &'a Setup,
    pub(super) outstanding: &'a Outstanding,
    pub(super) busy: bool,
    pub(super) context: &'a egui::Context,
}

impl<'a> Scene<'a> {
    /// What views are made from.
    pub(crate) fn source(&self) -> Source<'a> {
        crate::session::source(self.snapshot)
    }

    /// Today, on the wall clock of the house.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// A message.
    pub(crate) fn say(&self, key: Key) -> String {
        self.messages.say(key)
    }

    /// A message, filled in.
    pub(crate) fn say_with<const VARIABLES: usize>(
        &self,
        key: Key<VARIABLES>,
        values: &[(&str, Value<'_>); VARIABLES],
    ) -> String {
        self.messages.say_with(key, values)
    }

    /// Can nothing be changed?
    pub(crate) fn is_read_only(&self) -> bool {
        self.snapshot.read_only.is_some()
    }

    /// Is something under way that the snapshot may not hold yet?
    pub(crate) fn is_busy(&self) -> bool {
        self.busy
    }

    /// Does a field have the keys?
    pub(crate) fn is_typing(&self) -> bool {
        self.context.text_edit_focused()
    }

    /// Is a dialogue open over the screen?
    pub(crate) fn has_dialogue(&self) -> bool {
        self.context.memory(|memory| memory.top_modal_layer().is_some())
    }

    /// Do the keys belong to the screen as a whole, and to nothing on it or over it?
    pub(crate) fn has_keys(&self) -> bool {
        !self.context.egui_wants_keyboard_input() && !self.has_dialogue()
    }

    /// The record that leads the selection.
    pub(crate) fn selected(&self) -> Option<Subject> {
        self.selection.last().copied()
    }

    /// The folder of the store, and where it is listed.
    pub(crate) fn whereabouts(&self) -> Whereabouts {
        self.setup.whereabouts()
    }

    /// A new identifier, made by the node's source of chance.
    pub(crate) fn new_id(&self) -> RawId {
        self.setup.new_id()
    }

    /// A clock and source of chance for a worker.
    pub(crate) fn world(&self) -> Box<dyn node::World> {
        self.setup.world()
    }

    /// Asks the engine something that a snapshot does not hold; the answer comes later.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Engine) -> T + Send + 'static,
    ) -> Pending<T> {
        self.peer.ask(question)
    }

    /// Starts a worker for a piece of work of more than a few milliseconds.
    pub(crate) fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Pending<T> {
        Pending::work(self.outstanding, self.context, work)
    }

    /// How long ways out of an event are searched.
    pub(crate) fn budget(&self) -> node::Budget {
        self.setup.budget
    }

    /// The folder of the store.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.setup.folder
    }

    /// Files, and programs that show them.
    pub(crate) fn files(&self) -> &dyn crate::desktop::setup::Files {
        self.setup.files.as_ref()
    }
}

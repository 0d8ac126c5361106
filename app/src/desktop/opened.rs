//! A store that is open, with all the window needs to draw its first frame of it. It is made on
//! the worker that opened the store, since none of it is done within a frame.

use crate::desktop::Derived;
use crate::desktop::derived::Workings;
use crate::desktop::setup::Setup;
use crate::facilities::{self, Whereabouts};
use i18n::Language;
use model::PersonId;
use node::{Engine, Failure, Listening, Node};
use std::sync::Arc;
use units::Stamp;

/// A store that is open.
pub(super) struct Opened {
    pub(super) node: Node,
    /// Who sits at this machine.
    pub(super) person: PersonId,
    /// What follows from the snapshot it was opened with, in which language, and how that was
    /// worked out.
    pub(super) derived: Arc<Derived>,
    pub(super) language: Language,
    pub(super) workings: Workings,
}

/// What a worker needs to begin work on a store that it has opened.
pub(super) struct Beginning {
    at: Whereabouts,
    now: Stamp,
    pub(super) listening: Option<Listening>,
    language: Language,
}

impl Beginning {
    pub(super) fn new(setup: &Setup, language: Language) -> Self {
        let (at, now) = (setup.whereabouts(), setup.now());
        Self { at, now, listening: setup.listening.clone(), language }
    }

    /// Starts the node of an opened store, which listens for the others if it is to, and keeps in mind
    /// that the facility was opened.
    pub(super) fn begin(self, engine: Engine) -> Result<Opened, Failure> {
        let node = Node::start(engine)?;
        if let Some(listening) = &self.listening {
            // Why it cannot listen stands in the snapshot; work goes on alone meanwhile.
            let _alone = node.listen(listening.clone());
        }
        node.keep_backups()?;
        let snapshot = node.snapshot();
        if snapshot.read_only.is_none() {
            facilities::opened(&self.at, facilities::name_of(&snapshot), self.now);
        }
        Ok(Opened::new(node, self.language))
    }
}

impl Opened {
    fn new(node: Node, language: Language) -> Self {
        let person = node.call(|engine| engine.person()).unwrap_or_default();
        let mut workings = Workings::default();
        let derived = Arc::new(workings.derive(&node.snapshot(), language));
        Self { node, person, derived, language, workings }
    }
}

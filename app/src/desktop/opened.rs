//! A store that is open, with all the window needs to draw its first frame of it. It is made on
//! the worker that opened the store, since none of it is done within a frame.

use crate::desktop::Derived;
use crate::desktop::derived::Workings;
use i18n::Language;
use model::PersonId;
use node::Node;
use std::sync::Arc;

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

impl Opened {
    pub(super) fn new(node: Node, language: Language) -> Self {
        let person = node.call(|engine| engine.person()).unwrap_or_default();
        let mut workings = Workings::default();
        let derived = Arc::new(workings.derive(&node.snapshot(), language));
        Self { node, person, derived, language, workings }
    }
}

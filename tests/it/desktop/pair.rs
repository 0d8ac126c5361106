//! The demonstration on a machine of coordination, and on another that was let in: each has its own
//! window, and both meet when a test says so.

use super::{Wanted, Window, demo, lively};
use access::GrantScope;
use model::{PersonId, Role};
use node::{Engine, Opening, meet};
use raccord::desktop::Action;
use std::path::PathBuf;

/// Both machines. That of coordination is called `coordination`, the other by its role.
pub(super) struct Pair {
    folder: tempfile::TempDir,
    other: String,
}

impl Pair {
    /// Lets in whom the question to the machine of coordination names, with what they may do.
    pub(super) fn new(who: impl FnOnce(&Engine) -> (PersonId, Role, GrantScope)) -> Self {
        use model::Choice;
        let folder = tempfile::tempdir().unwrap();
        let coordination = folder.path().join("coordination");
        std::fs::create_dir_all(&coordination).unwrap();
        std::fs::copy(demo().join(node::FILE), coordination.join(node::FILE)).unwrap();
        let mut ana = Opening::new(&coordination).open(lively(1)).unwrap();
        let (person, role, scope) = who(&ana);
        let other = role.key().to_owned();
        let opening = Opening::new(&folder.path().join(&other)).labelled("Autre poste");
        let mut theirs = ana.set_up(opening, person, (role, scope), lively(2)).unwrap();
        meet(&mut ana, &mut theirs).unwrap();
        ana.close().unwrap();
        theirs.close().unwrap();
        Self { folder, other }
    }

    pub(super) fn of(&self, machine: &str) -> PathBuf {
        self.folder.path().join(machine)
    }

    pub(super) fn open(&self, machine: &str, seed: u64) -> Engine {
        Opening::new(&self.of(machine)).open(lively(seed)).unwrap()
    }

    /// Both machines are linked until each holds the same.
    pub(super) fn meet(&self) {
        let (mut ana, mut theirs) = (self.open("coordination", 11), self.open(&self.other, 12));
        meet(&mut ana, &mut theirs).unwrap();
        ana.close().unwrap();
        theirs.close().unwrap();
    }

    /// The window of a machine, on a screen.
    pub(super) fn window(&self, machine: &str, wanted: Wanted, screen: Action) -> Window {
        let mut window = Window::on(&self.of(machine), wanted);
        window.act(screen);
        window
    }
}

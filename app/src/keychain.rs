//! The system's keychain, which can keep the passphrase of a sealed store for whoever is logged in:
//! Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere. A machine without
//! one asks each time.

use node::{Engine, Failure, Opening, World};
use std::fmt::Debug;
use std::path::Path;

/// The name under which entries of this program stand in a keychain.
const SERVICE: &str = "Raccord";

/// What keeps passphrases, each by the folder of its store.
pub trait Keychain: Debug + Send + Sync {
    /// The passphrase of a store, if it is kept and can be had.
    fn words(&self, folder: &Path) -> Option<String>;

    /// Keeps a passphrase.
    ///
    /// # Errors
    /// What the system says, where it has no keychain or refuses.
    fn keep(&self, folder: &Path, words: &str) -> Result<(), String>;

    /// Keeps it no more.
    fn forget(&self, folder: &Path);
}

/// The keychain of the system. It may ask the person for leave: not for the window's thread.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfSystem;

/// A keychain that keeps nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nowhere;

impl Keychain for OfSystem {
    fn words(&self, folder: &Path) -> Option<String> {
        entry(folder).ok()?.get_password().ok()
    }

    fn keep(&self, folder: &Path, words: &str) -> Result<(), String> {
        entry(folder)?.set_password(words).map_err(|error| error.to_string())
    }

    fn forget(&self, folder: &Path) {
        // What is not there, or cannot be reached, needs not be forgotten.
        let _not_there = entry(folder).map(|entry| entry.delete_credential());
    }
}

impl Keychain for Nowhere {
    fn words(&self, _folder: &Path) -> Option<String> {
        None
    }

    fn keep(&self, _folder: &Path, _words: &str) -> Result<(), String> {
        Err("no keychain".to_owned())
    }

    fn forget(&self, _folder: &Path) {}
}

/// Opens a store, a sealed one with the passphrase in a keychain, if it is there and right. It takes a
/// clock and source of chance for each of the two tries.
///
/// # Errors
/// As [`Opening::open`]; `store-locked` also where the passphrase that is kept is not right any more.
pub(crate) fn opened(
    opening: Opening,
    folder: &Path,
    keychain: &dyn Keychain,
    [first, second]: [Box<dyn World>; 2],
) -> Result<Engine, Failure> {
    let locked = match opening.clone().open(first) {
        Err(locked) if locked.finding().code == "store-locked" => locked,
        opened => return opened,
    };
    let Some(words) = keychain.words(folder) else { return Err(locked) };
    match opening.unlocked(&words).open(second) {
        Err(wrong) if wrong.finding().code == "store-wrong-passphrase" => Err(locked),
        opened => opened,
    }
}

fn entry(folder: &Path) -> Result<keyring::v1::Entry, String> {
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    let name = folder.display().to_string();
    keyring::v1::Entry::new(SERVICE, &name).map_err(|error| error.to_string())
}

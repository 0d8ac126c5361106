//! Trying a backup: reading it to its end, or really restoring it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::StoreError;
use crate::seal;
use crate::store::Store;
use crate::temporary::remove_leftover;

use super::error::BackupError;
use super::lock::Unlock;
use super::read::BackupReader;
use super::restore::{compare, restore_sealed};
use super::{Manifest, Progress};

/// The folder a backup is tried in, and the store in it.
const FOLDER: &str = "backup-on-trial";
const STORE: &str = "restored.store";

/// A backup that was really restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What it holds.
    pub manifest: Manifest,
    /// Whether every document of the store made of it has the heads that the backup names, and
    /// there is no other document.
    pub heads_equal: bool,
}

/// Reads a backup to its end and compares it with what it says it holds, without making a store.
/// Quick, and says what is in it; only [`verify`] shows that it can be restored.
///
/// # Errors
/// Those that say why the backup cannot be read.
pub fn inspect(
    from: impl Read,
    unlock: &Unlock,
    progress: &mut dyn FnMut(Progress),
) -> Result<Manifest, BackupError> {
    let mut reader = BackupReader::open(from, unlock)?;
    while reader.row()?.is_some() {
        let now = reader.progress();
        if now.is_worth_telling() {
            progress(now);
        }
    }
    reader.finish()
}

/// Restores a backup into a folder that it makes in `scratch`, sealed with a key that nobody keeps so
/// that nothing of it can be read there should the power fail, opens the store as any other, with
/// its full check, compares documents, heads, numbers and hashes, and removes the folder again.
/// What a trial that was broken off left there is removed first.
///
/// The heads compared are those the store was given. Whether the envelopes lead to them is for
/// those to say who understand envelopes; they find it out whenever they open a store.
///
/// # Errors
/// Those of [`restore`](super::restore()); [`StoreError::AlreadyOpen`] when another program is trying one in the same
/// folder.
pub fn verify(
    from: impl Read,
    unlock: &Unlock,
    scratch: impl AsRef<Path>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, BackupError> {
    let trial = Trial(scratch.as_ref().join(FOLDER));
    trial.clear()?;
    fs::create_dir_all(&trial.0).map_err(StoreError::from)?;
    let verified = try_in(&trial, from, unlock, progress);
    let cleared = trial.clear();
    let verified = verified?;
    cleared?;
    Ok(verified)
}

fn try_in(
    trial: &Trial,
    from: impl Read,
    unlock: &Unlock,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, BackupError> {
    let path = trial.0.join(STORE);
    let key = seal::VaultKey::generate()?;
    let lock = seal::Lock::Key { key: key.clone(), id: String::new() };
    let manifest = restore_sealed(from, unlock, &path, &lock, progress)?;
    let opened = Store::open_sealed(&path, &seal::Unlock::Key(key))?;
    compare(&opened, &manifest)?;
    let found = opened.store.documents()?;
    let expected = &manifest.inventory.documents;
    let heads_equal = found.len() == expected.len()
        && found.iter().zip(expected).all(|((key, document), (expected_key, expected))| {
            key == expected_key && document.row.heads == expected.document.row.heads
        });
    opened.store.close()?;
    Ok(Verified { manifest, heads_equal })
}

/// The folder of a trial.
struct Trial(PathBuf);

impl Trial {
    /// Removes the folder with all that is in it, unless somebody has the store in it open.
    fn clear(&self) -> Result<(), StoreError> {
        if fs::symlink_metadata(&self.0).is_err() {
            return Ok(());
        }
        for name in [STORE.to_owned(), format!("{STORE}.new")] {
            remove_leftover(&self.0.join(name))?;
        }
        Ok(fs::remove_dir_all(&self.0)?)
    }
}

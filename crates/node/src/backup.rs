//! Backups of this machine's store: made from one moment, locked with a passphrase, tried by really
//! restoring them. A restored store is the same machine as before, which writes under new names.

use crate::deed::Deed;
use crate::engine::Engine;
use crate::failure::Failure;
use crate::faults;
use crate::notes::About;
use crate::opening::{FILE, Opening};
use crate::world::World;
use model::{Finding, Severity};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use store::backup::{self, BackupError, Lock, Manifest, Progress, Unlock};
use units::Stamp;

/// How many attachments a backup has, among what it says of itself.
const ATTACHMENTS: &str = "attachments";

/// The setting that holds when the last backup was made.
pub(crate) const LAST: &str = "last-backup";

/// What a backup has, and whether it stands the test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// How many documents it has.
    pub documents: usize,
    /// How many attachments, with all their bytes.
    pub attachments: usize,
    /// How many signed changes.
    pub changes: u64,
    /// When it was made, RFC 3339 in UTC.
    pub made: String,
    /// The machine it was made on, by its label.
    pub machine: String,
    /// Whether every document that was made of it has the heads it says it has.
    pub heads_equal: bool,
}

impl Engine {
    /// Makes a backup of everything kept here in a new file, locked with a passphrase. The keys of
    /// this machine are in it: whoever restores it is this machine again. `progress` is told the
    /// share that is done.
    pub fn back_up(
        &mut self,
        to: &Path,
        passphrase: &str,
        progress: &mut dyn FnMut(f32),
    ) -> Result<BackedUp, Failure> {
        self.back_up_in(to, to, passphrase, progress)
    }

    /// The same, noted under the place where one of many is made.
    pub(crate) fn back_up_in(
        &mut self,
        place: &Path,
        to: &Path,
        passphrase: &str,
        progress: &mut dyn FnMut(f32),
    ) -> Result<BackedUp, Failure> {
        let now = self.world.now();
        let attachments = self.blobs.values().filter(|kept| kept.is_whole).count();
        let about = BTreeMap::from([
            (ATTACHMENTS.to_owned(), attachments.to_string()),
            ("made".to_owned(), now.to_string()),
            ("machine".to_owned(), self.certificate().label.clone()),
            ("facility".to_owned(), self.snapshot.facility.house.name.clone()),
        ]);
        let lock = Lock::passphrase(passphrase).map_err(|error| failed(&error, to))?;
        // A copy writes under names of its own (security.md, "After a restore").
        let leave_out = |name: &str| name.starts_with("actor/");
        let mut told = share(progress);
        let made = self.disk()?.back_up_to_file(to, &lock, &about, &leave_out, &mut told);
        let manifest = made.map_err(|error| failed(&error, to))?;
        self.pending.settings.insert(LAST.to_owned(), Some(now.0.to_be_bytes().to_vec()));
        self.note(Deed::BackedUp, About::words(place.display().to_string()));
        self.keep()?;
        if let Some(routine) = &mut self.routine {
            routine.last = Some(now);
        }
        Ok(backed_up(&manifest, true))
    }

    /// When the last backup of this machine was made.
    pub fn last_backup(&self) -> Result<Option<Stamp>, Failure> {
        let kept = self.disk()?.setting(LAST).map_err(|error| faults::kept(&error))?;
        Ok(kept.and_then(|bytes| Some(Stamp(i64::from_be_bytes(bytes.try_into().ok()?)))))
    }
}

/// Tries a backup: restores it into a folder beside it, reads everything, and removes it again.
pub fn verify_backup(
    file: &Path,
    passphrase: &str,
    progress: &mut dyn FnMut(f32),
) -> Result<BackedUp, Failure> {
    let scratch = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let scratch = scratch.unwrap_or_else(|| Path::new("."));
    let unlock = Unlock::passphrase(passphrase);
    let verified = backup::verify(open(file)?, &unlock, scratch, &mut share(progress));
    let verified = verified.map_err(|error| failed(&error, file))?;
    Ok(backed_up(&verified.manifest, verified.heads_equal))
}

/// Makes the store of a folder of a backup, opens it, and compares what its changes lead to with
/// what the backup says. An existing store is not touched.
pub fn restore(
    file: &Path,
    passphrase: &str,
    folder: &Path,
    world: Box<dyn World>,
    progress: &mut dyn FnMut(f32),
) -> Result<(Engine, BackedUp), Failure> {
    let fault = |cause: std::io::Error| Failure::fault("store-fault", cause);
    std::fs::create_dir_all(folder).map_err(fault)?;
    let to = folder.join(FILE);
    let unlock = Unlock::passphrase(passphrase);
    let restored = backup::restore(open(file)?, &unlock, &to, &mut share(progress));
    let manifest = restored.map_err(|error| match error {
        BackupError::Exists => {
            let exists = Finding::new(Severity::Error, "store-exists");
            exists.with("path", folder.display()).into()
        }
        error => failed(&error, file),
    })?;
    let engine = Opening::new(folder).open(world)?;
    let heads_equal = manifest.inventory.documents.iter().all(|(key, kept)| {
        let id = u128::from_be_bytes(key.0);
        let held = engine.holdings.values().find(|held| held.id.0.0 == id);
        let heads = held.map(|held| held.document.heads());
        // What counts no more by now, or was never read here, has no heads to compare.
        heads.is_none_or(|heads| heads == kept.document.row.heads)
    });
    Ok((engine, backed_up(&manifest, heads_equal)))
}

fn open(file: &Path) -> Result<File, Failure> {
    File::open(file).map_err(|error| failed(&BackupError::Unreadable(error), file))
}

fn share(progress: &mut dyn FnMut(f32)) -> impl FnMut(Progress) {
    |at| progress(at.done as f32 / at.of.max(1) as f32)
}

fn backed_up(manifest: &Manifest, heads_equal: bool) -> BackedUp {
    let about = |name: &str| manifest.about.get(name).cloned().unwrap_or_default();
    let documents = &manifest.inventory.documents;
    BackedUp {
        documents: documents.len(),
        attachments: about(ATTACHMENTS).parse().unwrap_or_default(),
        changes: documents.values().map(|it| it.document.envelopes).sum(),
        made: about("made"),
        machine: about("machine"),
        heads_equal,
    }
}

/// What is wrong with a backup, with what its message needs.
fn failed(error: &BackupError, path: &Path) -> Failure {
    let told = Finding::new(Severity::Error, error.code()).with("path", path.display());
    match error {
        BackupError::Store(error) => faults::opened(error, path),
        BackupError::NoRoom | BackupError::Unreadable(_) | BackupError::Unwritable(_) => {
            Failure::Fault(Box::new(told.with("cause", error)))
        }
        BackupError::TooNew { found, known } => {
            told.with("found", found).with("known", known).into()
        }
        BackupError::Damaged { detail } => told.with("cause", detail).into(),
        _ => told.into(),
    }
}

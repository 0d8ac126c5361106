//! Backups that are made by themselves while the program runs: each hour in which something has
//! changed, and at its end. Of old ones the last of each hour, day and week are kept.
//!
//! The passphrase is kept with the settings of the store: whoever can read them has the data already,
//! and a sealed store seals them. It protects the copies elsewhere.

use crate::backup::{BackedUp, LAST};
use crate::engine::Engine;
use crate::failure::Failure;
use model::{Finding, Severity};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::backup::surplus;
use units::Stamp;

/// The setting that holds the folder.
const FOLDER: &str = "backups-folder";

/// The setting that holds the passphrase.
const WORDS: &str = "backups-passphrase";

/// The setting that holds the revision that the last backup has.
const REVISION: &str = "backups-revision";

/// So long after a backup the next is due, in seconds.
const EVERY: i64 = 3_600;

/// So long after one that could not be made it is tried again, in seconds.
const AGAIN: i64 = 60;

/// The end of the name of a backup.
const EXTENSION: &str = "backup";

/// Backups that are made by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routine {
    /// Where they are kept.
    pub folder: PathBuf,
    /// When the last one was made.
    pub last: Option<Stamp>,
    /// Why the last one that was due could not be made.
    pub trouble: Option<Finding>,
}

/// What is kept of them, read once.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    folder: PathBuf,
    words: String,
    /// The revision that the last backup of these has.
    revision: Option<u64>,
    /// When the last backup was made, also by hand.
    pub(crate) last: Option<Stamp>,
    /// When one that was due could not be made, and why.
    trouble: Option<(Stamp, Finding)>,
}

impl Kept {
    /// The same, with what is known to have gone wrong.
    pub(crate) fn troubled_as(self, known: Option<&Self>) -> Self {
        Self { trouble: known.and_then(|known| known.trouble.clone()), ..self }
    }
}

/// What the settings of a store say of them.
pub(crate) fn read(settings: &BTreeMap<String, Vec<u8>>) -> Option<Kept> {
    let text = |name: &str| String::from_utf8(settings.get(name)?.clone()).ok();
    let number = |name: &str| settings.get(name)?.as_slice().try_into().ok();
    let (folder, words) = (PathBuf::from(text(FOLDER)?), text(WORDS)?);
    let revision = number(REVISION).map(u64::from_be_bytes);
    let last = number(LAST).map(|at| Stamp(i64::from_be_bytes(at)));
    Some(Kept { folder, words, revision, last, trouble: None })
}

impl Engine {
    /// From now on backups are made by themselves into a folder that is there; the first at once, so
    /// that it is known to work.
    ///
    /// # Errors
    /// As [`Engine::back_up`]; then nothing is set.
    pub fn begin_routine(&mut self, folder: &Path, words: &str) -> Result<BackedUp, Failure> {
        self.ready()?;
        let folder = std::path::absolute(folder).map_err(|cause| unwritable(folder, &cause))?;
        let name = folder.to_str().filter(|_| folder.is_dir());
        let name = name.ok_or_else(|| unwritable(&folder, &"not a folder"))?;
        let kept = |text: &str| Some(text.as_bytes().to_vec());
        let (made, revision, last) = self.back_up_into(&folder, words)?;
        self.pending.settings.insert(FOLDER.to_owned(), kept(name));
        self.pending.settings.insert(WORDS.to_owned(), kept(words));
        self.keep()?;
        let words = words.to_owned();
        let (revision, last) = (Some(revision), Some(last));
        self.routine = Some(Kept { folder, words, revision, last, trouble: None });
        self.publish();
        Ok(made)
    }

    /// No backups are made by themselves any more; those that are there stay.
    pub fn end_routine(&mut self) -> Result<(), Failure> {
        self.ready()?;
        for name in [FOLDER, WORDS, REVISION] {
            self.pending.settings.insert(name.to_owned(), None);
        }
        self.keep()?;
        self.routine = None;
        self.publish();
        Ok(())
    }

    /// The backups that are made by themselves, if any are.
    pub fn routine(&self) -> Option<Routine> {
        let kept = self.routine.as_ref()?;
        let trouble = kept.trouble.as_ref().map(|(_, trouble)| trouble.clone());
        Some(Routine { folder: kept.folder.clone(), last: kept.last, trouble })
    }

    /// Makes the backup that is due, if one is: when something has changed since the last, and an hour
    /// has passed or the program ends. What goes wrong is told in [`Routine::trouble`], and tried
    /// again.
    pub(crate) fn back_up_when_due(&mut self, is_end: bool) {
        let Some(kept) = &self.routine else { return };
        let Kept { folder, words, revision, last, trouble } = kept;
        if *revision == Some(self.snapshot.revision) {
            return;
        }
        let now = self.world.now();
        // A clock that was set back does not put the next one off.
        let is_within = |at: Stamp, time: i64| (0..time).contains(&now.0.saturating_sub(at.0));
        let is_early = last.is_some_and(|at| is_within(at, EVERY))
            || trouble.as_ref().is_some_and(|(at, _)| is_within(*at, AGAIN));
        if is_early && !is_end {
            return;
        }
        let (folder, words) = (folder.clone(), words.clone());
        if self.ready().is_err() {
            return;
        }
        let made = self.back_up_into(&folder, &words);
        if let Some(kept) = &mut self.routine {
            match made {
                Ok((_, revision, _)) => (kept.revision, kept.trouble) = (Some(revision), None),
                Err(failure) => kept.trouble = Some((now, failure.finding().clone())),
            }
        }
        self.publish();
    }

    /// The backup, with the revision it has and when it was made.
    fn back_up_into(
        &mut self,
        folder: &Path,
        words: &str,
    ) -> Result<(BackedUp, u64, Stamp), Failure> {
        let now = self.world.now();
        let machine: String = self.device().to_string().chars().take(8).collect();
        let revision = self.snapshot.revision;
        let made =
            self.back_up_in(folder, &folder.join(file_name(&machine, now)), words, &mut |_| {})?;
        let kept = Some(revision.to_be_bytes().to_vec());
        self.pending.settings.insert(REVISION.to_owned(), kept);
        self.keep()?;
        // What is not deleted now is deleted with the next.
        let _later = prune(folder, &machine, now);
        Ok((made, revision, now))
    }
}

/// `raccord-<beginning of the machine's key>-20261124T134700Z.backup`.
fn file_name(machine: &str, at: Stamp) -> String {
    let at = at.to_string().replace(['-', ':'], "");
    format!("raccord-{machine}-{at}.{EXTENSION}")
}

/// Deletes old backups of a machine, but for those that are kept.
fn prune(folder: &Path, machine: &str, now: Stamp) -> std::io::Result<()> {
    let mut made: BTreeMap<i64, PathBuf> = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(at) = made_at(name, machine) {
            made.insert(at, path);
        }
    }
    for old in surplus(now.0, &made.keys().copied().collect()) {
        if let Some(path) = made.get(&old) {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// When a backup of a machine was made, by its name; `None` for other files.
fn made_at(name: &str, machine: &str) -> Option<i64> {
    let stem = name.strip_prefix("raccord-")?.strip_prefix(machine)?.strip_prefix('-')?;
    let text = stem.strip_suffix(EXTENSION)?.strip_suffix('.')?;
    let read = units::NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok()?;
    let at = read.and_utc().timestamp();
    (file_name(machine, Stamp(at)) == name).then_some(at)
}

fn unwritable(folder: &Path, cause: &dyn std::fmt::Display) -> Failure {
    let told = Finding::new(Severity::Error, "backup-folder").with("path", folder.display());
    told.with("cause", cause).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_backups_of_this_machine_are_taken_for_such() {
        let at = Stamp::parse("2026-11-24T13:47:05Z").unwrap();
        let name = file_name("0a1b2c3d", at);
        assert_eq!(name, "raccord-0a1b2c3d-20261124T134705Z.backup");
        assert_eq!(made_at(&name, "0a1b2c3d"), Some(at.0));
        for other in
            ["raccord-2026-11-24.backup", "raccord-0a1b2c3d-20261124T134705Z.backup.part", "notes"]
        {
            assert_eq!(made_at(other, "0a1b2c3d"), None);
        }
        assert_eq!(made_at(&name, "ffffffff"), None, "another machine may use the folder too");
    }

    #[test]
    fn of_two_months_of_hours_some_are_kept_and_the_newest_always() {
        let folder = tempfile::tempdir().unwrap();
        let end = Stamp::parse("2026-11-24T13:47:05Z").unwrap();
        for hour in 0..24 * 60 {
            let at = Stamp(end.0 - hour * EVERY);
            std::fs::write(folder.path().join(file_name("0a1b2c3d", at)), "x").unwrap();
        }
        std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
        prune(folder.path(), "0a1b2c3d", end).unwrap();
        let left = std::fs::read_dir(folder.path()).unwrap().count() - 1;
        assert!((30..=39).contains(&left), "{left} are left");
        assert!(folder.path().join(file_name("0a1b2c3d", end)).is_file());
        assert!(folder.path().join("notes.txt").is_file());
    }
}

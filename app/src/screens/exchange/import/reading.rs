//! Reads a file on a worker and works out what it would become.

use crate::desktop::{Pending, Scene};
use crate::importing;
use interchange::{Imported, Mapping, ReadOptions};
use model::{Command, Finding, ProductionId, Severity};
use std::path::PathBuf;
use std::sync::Arc;

/// The longest file that is read into memory.
const LONGEST_FILE: u64 = 64 << 20;

/// How a file is to be taken.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What its columns are, where the reader has said so.
    pub(super) mapping: Mapping,
    /// The production it goes to; a new one if none.
    pub(super) into: Option<ProductionId>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// What it holds.
    pub(super) imported: Imported,
    /// What would keep it.
    pub(super) commands: Vec<Command>,
    /// What was noticed in reading it and in working out the commands; the most severe first.
    pub(super) findings: Vec<Finding>,
}

/// Starts a worker that reads a file.
pub(super) fn read(scene: &Scene<'_>, wanted: &Wanted) -> Pending<Read> {
    let (wanted, snapshot) = (wanted.clone(), Arc::clone(scene.snapshot));
    let mut world = scene.world();
    scene.work(move |progress| {
        let name = wanted.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match bytes(&wanted.path) {
            Ok(bytes) => bytes,
            Err(finding) => return failed(finding),
        };
        progress.at(300);
        let options = ReadOptions { mapping: wanted.mapping, ..ReadOptions::default() };
        let imported = interchange::read(&bytes, &name, &options);
        progress.at(700);
        if progress.is_cancelled() {
            return Read { imported, commands: Vec::new(), findings: Vec::new() };
        }
        let into = wanted.into.and_then(|id| snapshot.plans.get(&id)).map(AsRef::as_ref);
        let (commands, more) =
            importing::commands_of(&snapshot, &imported, &name, into, world.as_mut());
        let mut findings = imported.findings.clone();
        findings.extend(more);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Read { imported, commands, findings }
    })
}

fn bytes(path: &PathBuf) -> Result<Vec<u8>, Finding> {
    let unreadable = |cause: String| {
        Finding::new(Severity::Error, "cli-file-unreadable")
            .with("path", path.display())
            .with("cause", cause)
    };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > LONGEST_FILE {
        return Err(unreadable(format!("> {} MiB", LONGEST_FILE >> 20)));
    }
    std::fs::read(path).map_err(|error| unreadable(error.to_string()))
}

fn failed(finding: Finding) -> Read {
    let imported =
        Imported { format: None, content: Default::default(), preview: None, findings: Vec::new() };
    Read { imported, commands: Vec::new(), findings: vec![finding] }
}

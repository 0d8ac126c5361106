//! The log of all changes: asked of the engine once a revision, the records of each change filled in
//! bit by bit, newest first, so that nobody who writes waits long.

use crate::desktop::{Pending, Scene};
use model::{Finding, Subject};
use node::{Engine, Failure, HistoryLine};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::Stamp;
use views::HistoryEntry;

/// Of how many changes the records are looked up at a time.
const BATCH: usize = 500;

/// Hash of a change.
type Hash = [u8; 32];

/// All changes, newest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Log {
    /// What is shown of each.
    pub(super) entries: Vec<HistoryEntry>,
    /// The hash of each.
    hashes: Vec<Hash>,
    /// The places whose records are not known yet, the newest last.
    unknown: Vec<usize>,
}

/// What is being read.
#[derive(Debug, Default)]
pub(super) struct State {
    made_for: Option<u64>,
    pending: Option<Pending<Result<Log, Failure>>>,
    /// The newest; empty until it was read.
    pub(super) log: Option<Arc<Log>>,
    /// Counts the times that the log was other than before.
    pub(super) version: u64,
    /// Why it could not be read.
    pub(super) fault: Option<Finding>,
}

impl State {
    /// Has the log read where it is not the newest, and goes on filling in records.
    pub(super) fn make(&mut self, scene: &Scene<'_>) {
        if let Some(answer) = self.pending.as_ref().and_then(Pending::take) {
            self.pending = None;
            self.version += 1;
            match answer {
                Ok(log) => (self.log, self.fault) = (Some(Arc::new(log)), None),
                Err(failure) => self.fault = Some(failure.finding().clone()),
            }
        }
        if self.pending.is_some() {
            return;
        }
        let revision = scene.snapshot.revision;
        let before = self.log.clone().unwrap_or_default();
        if self.made_for != Some(revision) {
            self.made_for = Some(revision);
            self.pending = Some(scene.ask(move |engine| read(engine, &before)));
        } else if !before.unknown.is_empty() && self.fault.is_none() {
            self.pending = Some(scene.ask(move |engine| {
                let mut log = Arc::unwrap_or_clone(before);
                log.fill_in(engine);
                Ok(log)
            }));
        }
    }
}

impl Log {
    /// The hash of a change.
    pub(super) fn hash(&self, place: usize) -> Option<Hash> {
        self.hashes.get(place).copied()
    }

    /// Looks up the records of some more changes.
    fn fill_in(&mut self, engine: &Engine) {
        let places = self.unknown.split_off(self.unknown.len().saturating_sub(BATCH));
        let asked = places.iter().filter_map(|place| {
            let (entry, hash) = self.entries.get(*place).zip(self.hashes.get(*place))?;
            Some((scope(entry), *hash))
        });
        let records = engine.records_of(&asked.collect::<Vec<_>>());
        for (place, subjects) in places.into_iter().zip(records) {
            if let Some(entry) = self.entries.get_mut(place) {
                entry.subjects = subjects;
            }
        }
    }
}

/// Reads the log; the records of changes that were known before are taken from there.
fn read(engine: &Engine, before: &Log) -> Result<Log, Failure> {
    let unknown: BTreeSet<&usize> = before.unknown.iter().collect();
    let known = before.hashes.iter().zip(&before.entries).enumerate();
    let known: BTreeMap<&Hash, &Vec<Subject>> = known
        .filter(|(place, _)| !unknown.contains(place))
        .map(|(_, (hash, entry))| (hash, &entry.subjects))
        .collect();
    let mut log = Log::default();
    for line in engine.log(None)? {
        let hash = line.change;
        let mut entry = entry(engine, line);
        match known.get(&hash) {
            Some(subjects) => entry.subjects.clone_from(subjects),
            None => log.unknown.push(log.entries.len()),
        }
        log.entries.push(entry);
        log.hashes.push(hash);
    }
    log.unknown.reverse();
    log.fill_in(engine);
    Ok(log)
}

/// The document of a change.
pub(super) fn scope(entry: &HistoryEntry) -> model::Scope {
    // Only whose desk it is writes there.
    let scope = model::Scope::of(entry.document, entry.production, entry.person);
    scope.unwrap_or(model::Scope::Facility)
}

/// The changes since a moment, newest first, with the records they wrote.
pub(in crate::screens) fn since(
    engine: &Engine,
    since: Stamp,
) -> Result<Vec<HistoryEntry>, Failure> {
    let lines = engine.log(Some(since))?;
    let asked: Vec<_> = lines.iter().map(|line| (line.scope, line.change)).collect();
    let records = engine.records_of(&asked);
    let with_records = |(line, subjects): (HistoryLine, Vec<Subject>)| HistoryEntry {
        subjects,
        ..entry(engine, line)
    };
    Ok(lines.into_iter().zip(records).map(with_records).collect())
}

/// A line of the engine as views take it.
pub(super) fn entry(engine: &Engine, line: HistoryLine) -> HistoryEntry {
    HistoryEntry {
        change: hexadecimal(&line.change),
        at: line.stamp,
        person: line.device.and_then(|device| engine.writer_of(device)),
        device: line.device,
        document: line.scope.document(),
        production: line.scope.production(),
        command: line.message.command,
        note: line.message.label,
        subjects: line.subjects,
    }
}

/// A hash in hexadecimal.
pub(super) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

//! Who changed what and when, and how everything was at a past moment.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::snapshot::Snapshot;
use model::{BookingId, DeviceId, DocumentId, Kind, PersonId, Scope, Subject};
use replica::{ChangeMessage, Document};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::Stamp;

/// One line of history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The change it belongs to.
    pub change: [u8; 32],
    /// When, by the clock of who wrote it.
    pub stamp: Stamp,
    /// The device that wrote it, if its envelope is here.
    pub device: Option<DeviceId>,
    /// What for.
    pub message: ChangeMessage,
    /// The document.
    pub scope: Scope,
    /// The records it wrote; for the history of one record, that record.
    pub subjects: Vec<Subject>,
    /// For the history of one record: the key and what was written, as text.
    pub value: Option<(String, String)>,
}

impl Engine {
    /// The last changes of a document, newest first.
    pub fn changes(&self, scope: Scope, limit: usize) -> Result<Vec<HistoryLine>, Failure> {
        let Some(held) = self.holdings.get(&scope) else { return Ok(Vec::new()) };
        let owners = self.owners(held.id)?;
        // Schema steps are nobody's doing.
        let written = held
            .document
            .changes(limit, None)
            .into_iter()
            .filter(|info| !replica::is_schema_actor(&info.actor));
        let lines = written.map(|info| HistoryLine {
            change: info.hash,
            stamp: info.stamp,
            device: owners.get(&info.actor).copied(),
            subjects: subjects(&held.document, scope, info.hash),
            message: info.message,
            scope,
            value: None,
        });
        Ok(lines.collect())
    }

    /// What the fields of a record have held, newest first.
    pub fn record_history(&self, subject: Subject) -> Result<Vec<HistoryLine>, Failure> {
        let scope = subject.scope;
        let Some(held) = self.holdings.get(&scope) else { return Ok(Vec::new()) };
        let owners = self.owners(held.id)?;
        let lines =
            held.document.record_history(subject.kind, subject.id).into_iter().map(|entry| {
                HistoryLine {
                    change: entry.hash,
                    stamp: entry.stamp,
                    device: owners.get(&entry.actor).copied(),
                    message: entry.message,
                    scope,
                    subjects: vec![subject],
                    value: Some((entry.key, entry.value.to_string())),
                }
            });
        Ok(lines.collect())
    }

    /// Who wrote each of these records last, and when; only those this machine's person wrote,
    /// since who sits at other machines is not known yet.
    pub fn last_writers(
        &self,
        subjects: &BTreeSet<Subject>,
    ) -> Result<BTreeMap<Subject, (PersonId, Stamp)>, Failure> {
        let mut writers = BTreeMap::new();
        for subject in subjects {
            let last = self.record_history(*subject)?.into_iter().next();
            let ours = last.filter(|line| line.device == Some(self.device()));
            writers.extend(ours.map(|line| (*subject, (self.person, line.stamp))));
        }
        Ok(writers)
    }

    /// How often each booking has changed, and when last: what calendars must count.
    pub fn booking_changes(
        &self,
        bookings: &BTreeSet<Subject>,
    ) -> BTreeMap<BookingId, (u32, Stamp)> {
        let mut changes = BTreeMap::new();
        for subject in bookings.iter().filter(|subject| subject.kind == Kind::Booking) {
            let Some(held) = self.holdings.get(&subject.scope) else { continue };
            let history = held.document.record_history(subject.kind, subject.id);
            let written: BTreeSet<[u8; 32]> = history.iter().map(|entry| entry.hash).collect();
            let last = history.iter().map(|entry| entry.stamp).max().unwrap_or_default();
            // The first change is the booking's birth, after which it is version 0.
            let count = u32::try_from(written.len().saturating_sub(1)).unwrap_or(u32::MAX);
            changes.insert(subject.id.into(), (count, last));
        }
        changes
    }

    /// The document of each scope.
    pub fn documents(&self) -> BTreeMap<Scope, DocumentId> {
        self.holdings.iter().map(|(scope, held)| (*scope, held.id)).collect()
    }

    /// Everything as it was at a moment, by the clocks of those who wrote it. Names are those of
    /// today: the directory has no history, so that it can forget.
    pub fn at(&mut self, moment: Stamp) -> Snapshot {
        let mut past = Snapshot {
            plans: BTreeMap::new(),
            undo: None,
            redo: None,
            findings: Vec::new(),
            ..(*self.snapshot).clone()
        };
        for (scope, held) in &self.holdings {
            let view = held.document.at(moment);
            let findings = match scope {
                Scope::Facility => {
                    let (facility, findings) = view.facility();
                    past.facility = Arc::new(facility);
                    findings
                }
                Scope::Casting => {
                    let (casting, findings) = view.casting();
                    past.casting = Arc::new(casting);
                    findings
                }
                Scope::Plan(production) => {
                    let (plan, findings) = view.plan();
                    // Before its first change a production was not there.
                    if view.is_born() && !view.is_deleted() {
                        past.plans.insert(*production, Arc::new(plan));
                    }
                    findings
                }
            };
            past.findings.extend(findings.iter().cloned());
        }
        past.now = crate::engine::tick(moment);
        let mut checker = schedule::Checker::new();
        past.report = Arc::new(checker.check(&past.facility, &past.casting, &past.plans, past.now));
        past
    }
}

fn subjects(document: &Document, scope: Scope, hash: [u8; 32]) -> Vec<Subject> {
    document
        .touched_by_change(hash)
        .into_iter()
        .map(|(kind, id)| Subject { scope, kind, id })
        .collect()
}

//! Who changed what and when, and how everything was at a past moment.

use crate::engine::Engine;
use crate::failure::Failure;
use crate::held::Held;
use crate::snapshot::Snapshot;
use model::{BookingId, DeviceId, DocumentId, Kind, PersonId, Scope, Subject};
use replica::{ActorId, ChangeInfo, ChangeMessage, ChangePlace, Document};
use std::cmp::Reverse;
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
        let owners = &held.owners;
        let changes = held.document.changes(limit, None).into_iter();
        Ok(changes.filter_map(|info| line(held, scope, owners, info)).collect())
    }

    /// The last changes of all documents, those of deleted productions included, newest first by
    /// the clocks of those who wrote them. The next page begins behind the last line of this one.
    pub fn recent(
        &self,
        before: Option<&HistoryLine>,
        limit: usize,
    ) -> Result<Vec<HistoryLine>, Failure> {
        let before = before.and_then(|line| {
            self.holdings.get(&line.scope).and_then(|held| held.document.place(line.change))
        });
        let mut places: Vec<(ChangePlace, Scope)> = Vec::new();
        for (scope, held) in &self.holdings {
            let found = held.document.changes_by_time(limit, before);
            places.extend(found.into_iter().map(|place| (place, *scope)));
        }
        places.sort_unstable_by_key(|place| Reverse(*place));
        places.truncate(limit);
        let mut lines = Vec::with_capacity(places.len());
        for (place, scope) in places {
            let Some(held) = self.holdings.get(&scope) else { continue };
            let info = held.document.change(place.hash);
            lines.extend(info.and_then(|info| line(held, scope, &held.owners, info)));
        }
        Ok(lines)
    }

    /// What the fields of a record have held, newest first.
    pub fn record_history(&self, subject: Subject) -> Result<Vec<HistoryLine>, Failure> {
        let scope = subject.scope;
        let Some(held) = self.holdings.get(&scope) else { return Ok(Vec::new()) };
        let owners = &held.owners;
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

    /// Who wrote each of these records last, and when.
    pub fn last_writers(
        &self,
        subjects: &BTreeSet<Subject>,
    ) -> Result<BTreeMap<Subject, (PersonId, Stamp)>, Failure> {
        let mut writers = BTreeMap::new();
        for subject in subjects {
            let Some(held) = self.holdings.get(&subject.scope) else { continue };
            let history = held.document.record_history(subject.kind, subject.id);
            let Some(last) = history.first() else { continue };
            let writer = held.owners.get(&last.actor).and_then(|device| self.writer_of(*device));
            writers.extend(writer.map(|person| (*subject, (person, last.stamp))));
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
    /// today: the directory has no history, so that it can forget. Every document that has changed
    /// since is read as it was, which is slow: not for every frame of a drag along the time.
    pub fn at(&mut self, moment: Stamp) -> Snapshot {
        let mut past = Snapshot { undo: None, redo: None, ..(*self.snapshot).clone() };
        let mut told = Vec::new();
        for (scope, held) in &self.holdings {
            let view = held.document.at(moment);
            if view.heads() == held.document.heads() {
                told.extend(held.findings.iter().cloned());
                continue;
            }
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
                    } else {
                        past.plans.remove(production);
                    }
                    findings
                }
                Scope::Desk(person) => {
                    let (desk, findings) = view.desk();
                    past.desks.insert(*person, Arc::new(desk));
                    findings
                }
                Scope::Publications(production) => {
                    let (publications, findings) = view.publications();
                    past.publications.insert(*production, Arc::new(publications));
                    findings
                }
                Scope::Answers(production) => {
                    let (answers, findings) = view.answers();
                    past.answers.insert(*production, Arc::new(answers));
                    findings
                }
            };
            told.extend(findings.iter().cloned());
        }
        past.findings = Arc::new(told);
        past.now = moment.tick();
        let mut checker = schedule::Checker::new();
        past.report = Arc::new(checker.check(&past.facility, &past.casting, &past.plans, past.now));
        past
    }
}

/// A line about a change; schema steps are nobody's doing.
fn line(
    held: &Held,
    scope: Scope,
    owners: &BTreeMap<ActorId, DeviceId>,
    info: ChangeInfo,
) -> Option<HistoryLine> {
    (!replica::is_schema_actor(&info.actor)).then(|| HistoryLine {
        change: info.hash,
        stamp: info.stamp,
        device: owners.get(&info.actor).copied(),
        subjects: subjects(&held.document, scope, info.hash),
        message: info.message,
        scope,
        value: None,
    })
}

fn subjects(document: &Document, scope: Scope, hash: [u8; 32]) -> Vec<Subject> {
    document
        .touched_by_change(hash)
        .into_iter()
        .map(|(kind, id)| Subject { scope, kind, id })
        .collect()
}

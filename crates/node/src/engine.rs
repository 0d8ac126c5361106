//! The engine: what the writer thread does, one thing after the other.
//!
//! Expand, apply, keep, refresh, publish: the one path of every local change. What others wrote
//! comes in by `receive` and shares the rest of the path.

use crate::directory::Records;
use crate::expand::{self, Means};
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, Holdings};
use crate::journal::{Entry, Journal, KEPT, NameChange, Reason};
use crate::opening::Opening;
use crate::snapshot::Snapshot;
use crate::working::Working;
use crate::world::{World, new_id};
use access::{DeviceKey, Envelope};
use model::{
    Command, DirectoryEntry, DocumentId, Edit, Finding, Kind, PersonId, RawId, Scope, Severity,
};
use replica::{Applied, ChangeMessage, ChangeRecord, Document, Identity, Refusal, Scalar, Write};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{ActorKey, Batch, DocumentKey, DocumentRow, RecordKey, Store};
use units::{Stamp, Tick};

/// How many steps of a long run are kept at once.
const RUN: usize = 250;

/// After how many changes of a document its snapshot in the store is made anew.
const SNAPSHOT_AFTER: u64 = 500;

/// Commands given together: all or nothing, and one step to undo.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// What is asked for, in order.
    pub commands: Vec<Command>,
    /// The word of the whole, for the history; that of the first command if empty.
    pub label: String,
    /// What the person called it, for the history.
    pub note: String,
    /// An import: an addition that cannot be made is left out and reported, not the whole refused.
    pub lenient: bool,
}

/// What became of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The revision in which it is kept, on disk.
    pub revision: u64,
    /// Remarks, and what was left out.
    pub findings: Vec<Finding>,
}

/// Everything the writer thread owns.
pub struct Engine {
    pub(crate) world: Box<dyn World>,
    pub(crate) opening: Opening,
    /// `None` only while the store is being opened again after a fault of the disk.
    pub(crate) store: Option<Store>,
    pub(crate) key: DeviceKey,
    /// Who sits at this machine.
    pub(crate) person: PersonId,
    pub(crate) holdings: Holdings,
    pub(crate) records: Records,
    pub(crate) journal: Journal,
    pub(crate) checker: schedule::Checker,
    pub(crate) snapshot: Arc<Snapshot>,
    /// The last snapshot that says nothing but what is on disk.
    pub(crate) kept: Arc<Snapshot>,
    /// The language in which templates name their steps.
    pub(crate) language: &'static str,
    /// What is done in memory and not yet kept.
    pub(crate) pending: Batch,
}

impl Group {
    /// One command by itself.
    pub fn one(command: Command) -> Self {
        Self { commands: vec![command], ..Self::default() }
    }

    /// Several commands.
    pub fn of(commands: Vec<Command>) -> Self {
        Self { commands, ..Self::default() }
    }

    fn word(&self) -> String {
        let first = || self.commands.first().map_or("group", Command::key).to_owned();
        if self.label.is_empty() { first() } else { self.label.clone() }
    }
}

impl Engine {
    /// The newest snapshot.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    /// Sets the clock, where it can be set, and looks at everything as of then.
    pub fn set_clock(&mut self, now: Stamp) {
        self.world.set(now);
        self.publish();
    }

    /// A new identifier.
    pub fn new_id(&mut self) -> RawId {
        new_id(self.world.as_mut())
    }

    /// Carries out a group and keeps it. When this returns, it is on disk.
    pub fn submit(&mut self, group: &Group) -> Result<Receipt, Failure> {
        let findings = self.stage(group)?;
        self.keep()?;
        self.publish();
        Ok(Receipt { revision: self.snapshot.revision, findings })
    }

    /// Carries out many groups, each with the moment it is done, keeping them a few hundred at a
    /// time. Stops at the first that fails; those before it are kept.
    pub fn run(
        &mut self,
        groups: impl IntoIterator<Item = (Stamp, Group)>,
    ) -> Result<Receipt, Failure> {
        let mut findings = Vec::new();
        let mut failed = None;
        for (count, (stamp, group)) in groups.into_iter().enumerate() {
            self.world.set(stamp);
            match self.stage(&group) {
                Ok(found) => findings.extend(found),
                Err(failure) => {
                    failed = Some(failure);
                    break;
                }
            }
            if count % RUN == RUN - 1 {
                self.keep()?;
            }
        }
        self.keep()?;
        self.publish();
        failed.map_or(Ok(Receipt { revision: self.snapshot.revision, findings }), Err)
    }

    /// Carries out a group in memory.
    fn stage(&mut self, group: &Group) -> Result<Vec<Finding>, Failure> {
        self.ready()?;
        let (working, findings) = self.expand(group)?;
        let id = self.new_id();
        let message = ChangeMessage {
            command: group.word(),
            group: Some(id),
            label: group.note.clone(),
            of: None,
        };
        let stamp = self.world.now();
        let mut by_scope: BTreeMap<Scope, Vec<Edit>> = BTreeMap::new();
        for edit in working.edits {
            by_scope.entry(edit.subject.scope).or_default().push(edit);
        }
        if let Some(scope) = by_scope.keys().find(|scope| !working.documents.contains_key(scope)) {
            let production = scope.production().unwrap_or_default();
            return Err(Failure::refused("unknown-production").with("id", production).into());
        }
        let several = by_scope.len() + working.new_plans.len() > 1;
        if several {
            // Should the second document refuse, the first is read again from the disk: what
            // earlier groups of a run have done must be there by then.
            self.keep()?;
        }
        for (production, document) in &working.new_plans {
            self.found(Scope::Plan(*production), *document, stamp);
        }
        let mut entry = self.entry(Reason::Done, group.word(), stamp);
        let born: Vec<Scope> =
            working.new_plans.iter().map(|(production, _)| Scope::Plan(*production)).collect();
        for (scope, edits) in by_scope {
            let held = self
                .holdings
                .get_mut(&scope)
                .ok_or_else(|| Failure::refused("unknown-production"))?;
            let mut pieces = Vec::new();
            if let Err(refusal) = write(&mut held.document, &edits, &message, stamp, &mut pieces) {
                // What was written before holds what must not be: it is read again.
                if several || !pieces.is_empty() {
                    self.recover()?;
                }
                return Err(Failure::from(refusal.finding()));
            }
            if born.contains(&scope) {
                newborn(&mut pieces, scope);
            }
            for piece in pieces {
                self.take(scope, piece, &mut entry);
            }
        }
        self.name(&working.names, &mut entry, stamp);
        self.enter(&entry);
        Ok(findings)
    }

    /// Works out what a group comes to; nothing is changed yet.
    fn expand(&mut self, group: &Group) -> Result<(Working, Vec<Finding>), Finding> {
        let mut working = Working::on(&self.snapshot, self.documents());
        let mut findings = Vec::new();
        let now = tick(self.world.now());
        let world = self.world.as_mut();
        let mut means = Means {
            new_id: &mut || new_id(world),
            language: self.language,
            now,
            checker: &mut self.checker,
        };
        for command in &group.commands {
            let before = working.edits.len();
            match expand::take(&mut working, command, &mut means) {
                Ok(found) => findings.extend(found),
                Err(reason) if group.lenient && matches!(command, Command::Add { .. }) => {
                    working.take_back(before);
                    findings.push(Finding { severity: Severity::Warning, ..reason });
                }
                Err(reason) => return Err(reason),
            }
        }
        Ok((working, findings))
    }

    /// A new document comes to be.
    pub(crate) fn found(&mut self, scope: Scope, id: DocumentId, stamp: Stamp) {
        let facility = self.snapshot.facility.house.id;
        let identity = Identity { document: id, facility, production: scope.production() };
        let mut actor = [0; 16];
        self.world.fill(&mut actor);
        let (document, change) = Document::create(scope.document(), identity, actor, stamp);
        self.pending.settings.insert(actor_setting(id), Some(actor.to_vec()));
        let mut held = Held::new(id, document);
        held.read(scope, Arc::make_mut(&mut self.snapshot));
        self.holdings.insert(scope, held);
        self.put(scope, change);
    }

    /// Takes in what was written to a document: for the disk, the journal, the snapshot.
    pub(crate) fn take(&mut self, scope: Scope, applied: Applied, entry: &mut Entry) {
        let Some(held) = self.holdings.get_mut(&scope) else { return };
        held.refresh(scope, Arc::make_mut(&mut self.snapshot), &applied.touched);
        if let Some(change) = applied.change {
            entry.writes.push((held.id.0.0, replica::encode_writes(&applied.writes)));
            self.put(scope, change);
        }
    }

    /// Signs a change and has it kept with the next batch.
    fn put(&mut self, scope: Scope, change: ChangeRecord) {
        let Some(held) = self.holdings.get_mut(&scope) else { return };
        let document = DocumentKey(held.id.0.0.to_be_bytes());
        let actor = change.actor;
        let sealed =
            Envelope::seal(&self.key, held.id, actor, change.seq, Vec::new(), change.bytes);
        held.unsaved += 1;
        self.pending.documents.insert(document, row(scope, &held.document));
        self.pending.envelopes.push(store::Envelope {
            document,
            actor: ActorKey(actor),
            sequence: change.seq,
            payload: sealed.encode(),
        });
    }

    /// Writes directory entries.
    pub(crate) fn name(
        &mut self,
        names: &[(PersonId, DirectoryEntry)],
        entry: &mut Entry,
        stamp: Stamp,
    ) {
        for (person, after) in names {
            let before = self.snapshot.directory.entries.get(person).cloned().unwrap_or_default();
            if before == *after {
                continue;
            }
            let record = self.records.write(&self.key, *person, after, stamp);
            self.records.take(&record);
            let key = RecordKey { kind: record.kind, id: record.id.0.to_be_bytes() };
            self.pending.records.insert(key, Some(record.encode()));
            entry.names.push(NameChange::new(*person, &before, after));
            let snapshot = Arc::make_mut(&mut self.snapshot);
            Arc::make_mut(&mut snapshot.directory).entries.insert(*person, after.clone());
        }
    }

    pub(crate) fn entry(&self, reason: Reason, label: String, stamp: Stamp) -> Entry {
        Entry { reason, label, stamp: stamp.0, writes: Vec::new(), names: Vec::new() }
    }

    /// Enters a step into the journal, and counts the revision. A step that changed nothing is
    /// none; an undo that found nothing left to take back is one, or the next would find the same.
    pub(crate) fn enter(&mut self, entry: &Entry) {
        if entry.reason == Reason::Done && entry.writes.is_empty() && entry.names.is_empty() {
            return;
        }
        let number = self.journal.next();
        self.pending.journal.insert(number, entry.encode());
        if let Some(oldest) = number.checked_sub(KEPT) {
            self.pending.journal_deletions.push(0..=oldest);
        }
        self.journal.push(number, entry);
        self.count();
    }

    pub(crate) fn count(&mut self) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.revision += 1;
        self.pending
            .settings
            .insert(REVISION.to_owned(), Some(snapshot.revision.to_be_bytes().to_vec()));
    }

    /// Makes durable what is done. On a failure memory goes back to what the disk has.
    pub(crate) fn keep(&mut self) -> Result<(), Failure> {
        self.save_snapshots(SNAPSHOT_AFTER);
        let batch = std::mem::take(&mut self.pending);
        if batch.is_empty() {
            return Ok(());
        }
        let store = self.store.as_ref().ok_or_else(|| Failure::fault("node-stopped", "store"))?;
        match store.write(&batch) {
            Ok(()) => {
                self.kept = self.snapshot();
                Ok(())
            }
            Err(error) => {
                // What the disk said first is what went wrong; if it cannot even be read now, the
                // next command tries again.
                let failure = faults::kept(&error);
                let _not_yet = self.recover();
                Err(failure)
            }
        }
    }

    /// Makes sure that something can be written. After a fault of the disk, or while it was full,
    /// each command tries anew.
    pub(crate) fn ready(&mut self) -> Result<(), Failure> {
        let usable = self.store.as_ref().is_some_and(|store| {
            !matches!(store.read_only_reason(), Some(store::ReadOnlyReason::DiskFull))
        });
        if !usable {
            self.recover()?;
        }
        match &self.snapshot.read_only {
            Some(reason) => Err(faults::not_written(reason.clone())),
            None => Ok(()),
        }
    }

    /// Saves documents with many changes since their last snapshot, each read back before it is
    /// trusted. Snapshots are a cache: one that cannot be verified is not written.
    fn save_snapshots(&mut self, after: u64) {
        for held in self.holdings.values_mut().filter(|held| held.unsaved >= after) {
            held.unsaved = 0;
            let payload = held.document.save();
            let again =
                Document::load(held.document.kind(), held.document.actor(), Some(&payload), []);
            let heads = held.document.heads();
            if again.is_ok_and(|(again, _)| again.heads() == heads) {
                let covers = held
                    .document
                    .sequences()
                    .into_iter()
                    .map(|(actor, seq)| (ActorKey(actor), seq))
                    .collect();
                let snapshot = store::Snapshot { covers, heads, payload };
                self.pending.snapshots.insert(DocumentKey(held.id.0.0.to_be_bytes()), snapshot);
            }
        }
    }

    /// Saves every document that has changed, so that the next start is quick.
    pub fn close(mut self) -> Result<(), Failure> {
        if self.snapshot.read_only.is_none() {
            self.save_snapshots(1);
            self.keep()?;
        }
        match self.store.take() {
            Some(store) => store.close().map_err(|error| faults::kept(&error)),
            None => Ok(()),
        }
    }

    /// Opens the store again and reads everything from it: what is in memory cannot be trusted.
    /// If that fails, the last state known to be on disk is shown, and nothing is written.
    pub(crate) fn recover(&mut self) -> Result<(), Failure> {
        self.store = None;
        self.pending = Batch::default();
        let fresh = match self.opening.read_with(self.world.as_mut()) {
            Ok(fresh) => fresh,
            Err(failure) => {
                let read_only = Some(failure.finding().clone());
                self.snapshot = Arc::new(Snapshot { read_only, ..(*self.kept).clone() });
                self.journal = Journal::default();
                return Err(failure);
            }
        };
        self.store = Some(fresh.store);
        self.holdings = fresh.holdings;
        self.records = fresh.records;
        self.journal = fresh.journal;
        self.snapshot = Arc::new(fresh.snapshot);
        self.pending = fresh.pending;
        self.publish();
        Ok(())
    }

    /// Computes dates and clashes and what else the snapshot says of the whole.
    pub fn publish(&mut self) {
        let now = tick(self.world.now());
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let report =
            self.checker.check(&snapshot.facility, &snapshot.casting, &snapshot.plans, now);
        snapshot.report = Arc::new(report);
        snapshot.now = now;
        snapshot.findings =
            self.holdings.values().flat_map(|held| held.findings.iter().cloned()).collect();
        snapshot.undo = self.journal.undo().cloned();
        snapshot.redo = self.journal.redo().cloned();
        self.kept = self.snapshot();
    }
}

/// Writes edits as one change. What is more than a change may hold (a large import) becomes
/// several, which are still one step; those written are in `pieces` even if a later one is refused.
fn write(
    document: &mut Document,
    edits: &[Edit],
    message: &ChangeMessage,
    stamp: Stamp,
    pieces: &mut Vec<Applied>,
) -> Result<(), Refusal> {
    match document.apply(edits, message, stamp) {
        Ok(applied) => pieces.push(applied),
        Err(Refusal::TooLarge) if edits.len() > 1 => {
            let (first, second) = edits.split_at(edits.len() / 2);
            write(document, first, message, stamp, pieces)?;
            write(document, second, message, stamp, pieces)?;
        }
        Err(refusal) => return Err(refusal),
    }
    Ok(())
}

/// What is written into a production that has just come to be is taken back as a whole, by
/// deleting the production: that leaves nothing half empty behind.
fn newborn(pieces: &mut [Applied], scope: Scope) {
    for piece in pieces.iter_mut() {
        piece.writes.clear();
    }
    let mark = scope.production().map(|production| Write {
        kind: Kind::Production,
        id: production.0,
        key: "deleted".to_owned(),
        before: Scalar::Bool(true),
        after: Scalar::Bool(false),
    });
    if let Some(first) = pieces.first_mut() {
        first.writes.extend(mark);
    }
}

/// The setting that counts revisions.
pub(crate) const REVISION: &str = "revision";

/// The setting that holds the actor of a document.
pub(crate) fn actor_setting(document: DocumentId) -> String {
    format!("actor/{document}")
}

/// What the store keeps of a document beside its envelopes.
pub(crate) fn row(scope: Scope, document: &Document) -> DocumentRow {
    DocumentRow {
        kind: scope.document().key().to_owned(),
        production: scope.production().map(|production| DocumentKey(production.0.0.to_be_bytes())),
        heads: document.heads(),
    }
}

/// The minute a stamp lies in.
pub(crate) fn tick(stamp: Stamp) -> Tick {
    Tick(stamp.0.div_euclid(60))
}

//! The engine: what the writer thread does, one thing after the other.
//!
//! Expand, apply, keep, refresh, publish: the one path of every local change. What others wrote
//! comes in by `receive` and shares the rest of the path.

use crate::blobs::Blobs;
use crate::directory::Records;
use crate::failure::Failure;
use crate::faults;
use crate::happening::Happening;
use crate::held::Holdings;
use crate::invitation::Guests;
use crate::journal::Journal;
use crate::links::{LastMerge, Seen, Way};
use crate::members::Members;
use crate::notes::Notes;
use crate::opening::Opening;
use crate::routine;
use crate::seeking::Seeking;
use crate::snapshot::Snapshot;
use crate::talk::Talk;
use crate::variants::Inside;
use crate::world::{World, new_id};
use model::{Command, DeviceId, EndpointId, Finding, RawId, Scope};
use replica::Document;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use store::{ActorKey, Batch, DocumentKey, Store};
use units::Stamp;

/// After so many it is not waited any longer for a moment in which nobody waits.
const SNAPSHOT_AT_LAST: u64 = 50_000;

/// How many steps of a long run are kept at once.
const RUN: usize = 250;

/// After how many changes of a document its snapshot in the store is made anew: so many are read
/// one by one at the next start after a crash, in some tenths of a second.
const SNAPSHOT_AFTER: u64 = 2_000;

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
    pub(crate) members: Members,
    pub(crate) talk: Talk,
    pub(crate) guests: Guests,
    /// Which ways connections take.
    pub(crate) ways: BTreeMap<DeviceId, Way>,
    /// When devices were last heard of, and what they held then.
    pub(crate) seen: BTreeMap<DeviceId, Seen>,
    pub(crate) happenings: VecDeque<Happening>,
    /// Endpoints that did not let this machine in when they were last called.
    pub(crate) turning_away: BTreeSet<EndpointId>,
    /// Where this machine listens.
    pub(crate) listening: Vec<String>,
    /// Why it does not listen, though it was to.
    pub(crate) trouble: Option<Finding>,
    /// The backups that are made by themselves, if any are.
    pub(crate) routine: Option<routine::Kept>,
    /// What has happened here and at the door.
    pub(crate) notes: Notes,
    /// How much of each attachment is here.
    pub(crate) blobs: Blobs,
    pub(crate) seeking: Seeking,
    pub(crate) merged: Option<LastMerge>,
    /// The name of the person here, to be told once the directory can be written.
    pub(crate) introduction: String,
    pub(crate) holdings: Holdings,
    pub(crate) records: Records,
    pub(crate) journal: Journal,
    pub(crate) checker: schedule::Checker,
    /// What was noticed when the store was read.
    pub(crate) noticed: Vec<Finding>,
    pub(crate) snapshot: Arc<Snapshot>,
    /// The last snapshot that says nothing but what is on disk.
    pub(crate) kept: Arc<Snapshot>,
    /// The language in which templates name their steps.
    pub(crate) language: &'static str,
    /// The variant this machine works in.
    pub(crate) inside: Option<Inside>,
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

    pub(crate) fn word(&self) -> String {
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

    /// Sets the language in which templates name their steps from now on: `fr`, `en`.
    pub fn speak(&mut self, language: &'static str) {
        self.language = language;
    }

    /// A new identifier.
    pub fn new_id(&mut self) -> RawId {
        new_id(self.world.as_mut())
    }

    /// Carries out a group and keeps it. When this returns, it is on disk.
    pub fn submit(&mut self, group: &Group) -> Result<Receipt, Failure> {
        let done = self.submit_all([group]);
        done.into_iter().next().unwrap_or_else(|| Err(Failure::fault("node-stopped", "group")))
    }

    /// Carries out groups one after the other, each all or nothing, and keeps them together. What
    /// became of each; those that were carried out are on disk.
    pub fn submit_all<'a>(
        &mut self,
        groups: impl IntoIterator<Item = &'a Group>,
    ) -> Vec<Result<Receipt, Failure>> {
        self.submit_all_with(groups, Self::publish)
    }

    /// The same; how what was kept is published is said by the caller.
    pub(crate) fn submit_all_with<'a>(
        &mut self,
        groups: impl IntoIterator<Item = &'a Group>,
        publish: impl FnOnce(&mut Self),
    ) -> Vec<Result<Receipt, Failure>> {
        let mut done: Vec<Result<Vec<Finding>, Failure>> = Vec::new();
        for group in groups {
            let staged = self.stage(group);
            if let Err(failure @ Failure::Fault(_)) = &staged {
                // The disk may have failed what was staged before, too.
                done.iter_mut().filter(|it| it.is_ok()).for_each(|it| *it = Err(failure.clone()));
            }
            done.push(staged);
        }
        if done.iter().any(Result::is_ok) {
            if let Err(failure) = self.keep() {
                done.iter_mut().filter(|it| it.is_ok()).for_each(|it| *it = Err(failure.clone()));
            } else {
                publish(self);
            }
        }
        let revision = self.snapshot.revision;
        done.into_iter().map(|it| it.map(|findings| Receipt { revision, findings })).collect()
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
                self.save_snapshots(SNAPSHOT_AFTER, usize::MAX);
                self.keep()?;
            }
        }
        self.keep()?;
        self.publish();
        failed.map_or(Ok(Receipt { revision: self.snapshot.revision, findings }), Err)
    }

    /// Makes durable what is done. On a failure memory goes back to what the disk has.
    pub(crate) fn keep(&mut self) -> Result<(), Failure> {
        self.note_set_aside();
        let batch = std::mem::take(&mut self.pending);
        if batch.is_empty() {
            return Ok(());
        }
        #[cfg(feature = "simulation")]
        if crate::simulation::holds_back(&batch) {
            self.pending = batch;
            self.tell_durable();
            return Ok(());
        }
        match self.disk()?.write(&batch) {
            Ok(()) => {
                self.kept = self.snapshot();
                self.tell_durable();
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

    /// Has a document many changes since its last snapshot? While others wait it must be more.
    pub(crate) fn is_unsaved(&self, is_quiet: bool) -> bool {
        let after = if is_quiet { SNAPSHOT_AFTER } else { SNAPSHOT_AT_LAST };
        self.holdings.values().any(|held| held.is_unsaved(after))
    }

    /// Saves one such document. It takes some hundredths of a second in which nothing else is done, so
    /// it is done while nobody waits.
    pub(crate) fn save_one(&mut self) {
        self.save_snapshots(SNAPSHOT_AFTER, 1);
        // If the disk fails, the next start is slower.
        let _not_kept = self.keep();
    }

    /// Saves so many documents with many changes since their last snapshot, each read back before it
    /// is trusted. Snapshots are a cache: one that cannot be verified is not written.
    fn save_snapshots(&mut self, after: u64, most: usize) {
        for held in self.holdings.values_mut().filter(|held| held.is_unsaved(after)).take(most) {
            held.unsaved = 0;
            // What waits has no envelope in the store yet: it is received again.
            let payload = held.document.save_applied();
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
            self.save_snapshots(1, usize::MAX);
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
        // Until everything is read again the plans themselves are shown.
        self.inside.iter_mut().for_each(|inside| inside.shown = None);
        self.talk.unsent.clear();
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
        self.members = fresh.members;
        self.holdings = fresh.holdings;
        self.records = fresh.records;
        self.journal = fresh.journal;
        // What could not be made is told until it can be.
        self.routine = fresh.routine.map(|kept| kept.troubled_as(self.routine.as_ref()));
        self.blobs = fresh.blobs;
        self.notes = fresh.notes.kept_as(&self.notes);
        self.noticed.clone_from(&*fresh.snapshot.findings);
        self.snapshot = Arc::new(fresh.snapshot);
        self.pending = fresh.pending;
        self.publish();
        self.tell_opened();
        Ok(())
    }

    /// The store, which is there unless it is just being opened again.
    pub(crate) fn disk(&self) -> Result<&Store, Failure> {
        self.store.as_ref().ok_or_else(|| Failure::fault("node-stopped", "store"))
    }

    /// Computes dates and clashes and what else the snapshot says of the whole.
    pub fn publish(&mut self) {
        self.publish_links();
        self.publish_documents();
    }

    /// Looks at how this machine stands with each other one.
    pub(crate) fn publish_links(&mut self) {
        let links = Arc::new(self.links_now());
        let shown = self.inside.as_mut().and_then(|inside| inside.shown.as_mut());
        for snapshot in [Some(&mut self.snapshot), shown].into_iter().flatten() {
            Arc::make_mut(snapshot).links = Arc::clone(&links);
        }
        self.kept = self.snapshot();
    }

    /// Are very many changes on their way?
    pub(crate) fn is_catching_up(&self) -> bool {
        self.talk.peers.coming() >= VERY_MANY
    }

    /// The same, with what was last said of other machines: looking at each costs more than an edit
    /// when they are many. Whoever calls this sees to it that the whole is published soon.
    pub(crate) fn publish_documents(&mut self) {
        let now = self.world.now().tick();
        // While very many changes come, what is in dispute is looked at when they are here: the same
        // fields would be looked at again and again.
        let disputes = (!self.is_catching_up()).then(|| self.disputes());
        let snapshot = Arc::make_mut(&mut self.snapshot);
        snapshot.holds_casting = self.holdings.contains_key(&Scope::Casting);
        if let Some(disputes) = disputes.filter(|disputes| *snapshot.disputes != *disputes) {
            snapshot.disputes = Arc::new(disputes);
        }
        let report =
            self.checker.check(&snapshot.facility, &snapshot.casting, &snapshot.plans, now);
        snapshot.report = Arc::new(report);
        snapshot.now = now;
        let read = || self.holdings.values().flat_map(|held| held.findings.iter());
        let findings = || self.noticed.iter().chain(read());
        if !findings().eq(snapshot.findings.iter()) {
            snapshot.findings = Arc::new(findings().cloned().collect());
        }
        snapshot.undo = self.journal.undo().cloned();
        snapshot.redo = self.journal.redo().cloned();
        self.kept = self.snapshot();
        self.show_variant();
    }
}

/// So many on their way are a first copy, or what was missed in an absence: no edit of this moment.
const VERY_MANY: u64 = 1_000;

/// The setting that counts revisions.
pub(crate) const REVISION: &str = "revision";

//! All of a store, read: who this machine is, what it keeps, every document.

use crate::blobs::{self, Blobs};
use crate::deed::Deed;
use crate::directory::{self, Records};
use crate::engine::REVISION;
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, Holdings, Queued, merge_findings, scope_for, scope_of};
use crate::journal::{Journal, KEPT};
use crate::links::{self, Seen};
use crate::loading::{self, Loaded, What};
use crate::members::{self, Members, OPERATION};
use crate::notes::{About, Notes, WAS_SEALED};
use crate::opening::Opening;
use crate::quarantine::Aside;
use crate::routine;
use crate::snapshot::Snapshot;
use crate::stage::actor_setting;
use crate::world::World;
use access::{SignedRecord, Target};
use model::{
    Casting, DeviceId, DocumentId, DocumentKind, Facility, FacilityId, Finding, RawId, Severity,
};
use replica::ActorId;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::backup::RESTORED;
use store::seal::LockKind;
use store::{Batch, ReadOnlyReason, Store, StoreError};
use units::Stamp;

/// What the store holds, read.
pub(crate) struct Read {
    pub(crate) store: Store,
    aside: Aside,
    pub(crate) members: Members,
    pub(crate) seen: BTreeMap<DeviceId, Seen>,
    pub(crate) routine: Option<routine::Kept>,
    pub(crate) notes: Notes,
    pub(crate) blobs: Blobs,
    pub(crate) holdings: Holdings,
    pub(crate) records: Records,
    pub(crate) journal: Journal,
    pub(crate) snapshot: Snapshot,
    pub(crate) pending: Batch,
}

impl Opening {
    /// Opens the store and reads all of it. Actors for documents this machine has not written yet
    /// are drawn, and kept with the next change.
    pub(crate) fn read_with(&self, world: &mut dyn World) -> Result<Read, Failure> {
        let file = self.file();
        let failed = |error: StoreError| faults::opened(&error, &file);
        // A damaged file comes with a report, which is written beside it.
        let store = self.opened().map_err(failed)?;
        let settings = store.settings().map_err(failed)?;
        // Without its key the machine can still show what it holds.
        let read_only = match (store.read_only_reason(), members::device_seed(&settings)) {
            (Some(reason), _) => Some(faults::read_only(reason, &file)),
            (None, None) => {
                let reason = ReadOnlyReason::Damaged { detail: "device-seed".to_owned() };
                Some(faults::read_only(&reason, &file))
            }
            (None, Some(_)) => None,
        };
        let mut pending = Batch::default();
        let operations = store.records_of(OPERATION).map_err(failed)?;
        let writable = read_only.is_none().then_some(&mut pending);
        let members = Members::read(&settings, &operations, self.label(), world, writable);
        let facility = members.log.facility();
        let records = store.records_of(directory::KIND).map_err(failed)?;
        let counts = |record: &SignedRecord| members.counts_record(record);
        let (records, directory, refused) = directory::load(records.into_values(), counts);
        let mut snapshot = blank(facility, read_only);
        snapshot.directory = Arc::new(directory);
        snapshot.revision = revision(&settings);
        let journal = Journal::replay(store.last_journal(KEPT as usize).map_err(failed)?);
        let mut read = Read {
            aside: Aside::read(&store).map_err(failed)?,
            notes: Notes::read(&store).map_err(failed)?,
            blobs: blobs::read(&store).map_err(failed)?,
            store,
            members,
            seen: links::read_seen(&settings),
            routine: routine::read(&settings),
            holdings: Holdings::new(),
            records,
            journal,
            snapshot,
            pending,
        };
        if refused > 0 {
            Arc::make_mut(&mut read.snapshot.findings).push(
                Finding::new(Severity::Warning, "directory-unreadable").with("count", refused),
            );
        }
        read.documents(&settings, world).map_err(failed)?;
        if read.snapshot.read_only.is_none() {
            read.note_opening(&settings, world.now());
        }
        Ok(read)
    }
}

impl Read {
    fn documents(
        &mut self,
        settings: &BTreeMap<String, Vec<u8>>,
        world: &mut dyn World,
    ) -> Result<(), StoreError> {
        if settings.contains_key(RESTORED) {
            self.pending.settings.insert(RESTORED.to_owned(), None);
        }
        for (key, known) in self.store.documents()? {
            let id = DocumentId(RawId(u128::from_be_bytes(key.0)));
            let actor = self.actor(id, settings, world);
            let about = known.row.about.map(|it| RawId(u128::from_be_bytes(it.0)));
            let loaded = match DocumentKind::from_key(&known.row.kind) {
                Some(kind) => self.load((id, kind, target(kind, about)), actor)?,
                None if known.row.kind.is_empty() => self.recognise(id, actor)?,
                None => {
                    let unknown = Finding::new(Severity::Warning, "document-kind-unknown");
                    Arc::make_mut(&mut self.snapshot.findings)
                        .push(unknown.with("kind", known.row.kind));
                    continue;
                }
            };
            // Of a document of which nothing counts any more its row says what it is.
            let said = || {
                let kind = DocumentKind::from_key(&known.row.kind)?;
                scope_for(target(kind, about)?).filter(|_| !loaded.set_aside.is_empty())
            };
            let Some(scope) = scope_of(&loaded.document).or_else(said) else {
                Arc::make_mut(&mut self.snapshot.findings)
                    .push(Finding::new(Severity::Warning, "document-incomplete").with("id", id));
                continue;
            };
            let mut held = Held::of(id, loaded);
            self.snapshot.show(scope, held.read(scope));
            self.holdings.insert(scope, held);
        }
        Ok(())
    }

    /// Notes what was done to the store while it was closed: it was made of a backup, or sealed.
    fn note_opening(&mut self, settings: &BTreeMap<String, Vec<u8>>, now: Stamp) {
        let mut note = |deed| {
            self.notes.note((deed, About::default()), 1, now, &mut self.pending);
        };
        if settings.contains_key(RESTORED) {
            note(Deed::Restored);
        }
        let is_sealed = vec![u8::from(self.store.lock() != LockKind::Unsealed)];
        let before = settings.get(WAS_SEALED);
        match (before.map(Vec::as_slice), is_sealed.as_slice()) {
            (Some([0]), [1]) => note(Deed::Sealed),
            (Some([1]), [0]) => note(Deed::Unsealed),
            _ => {}
        }
        if before != Some(&is_sealed) {
            self.pending.settings.insert(WAS_SEALED.to_owned(), Some(is_sealed));
        }
    }

    fn actor(
        &mut self,
        id: DocumentId,
        settings: &BTreeMap<String, Vec<u8>>,
        world: &mut dyn World,
    ) -> ActorId {
        let known = settings.get(&actor_setting(id)).filter(|_| !settings.contains_key(RESTORED));
        let known = known.and_then(|actor| actor.as_slice().try_into().ok());
        known.unwrap_or_else(|| {
            let mut actor = [0; 16];
            world.fill(&mut actor);
            self.pending.settings.insert(actor_setting(id), Some(actor.to_vec()));
            actor
        })
    }

    /// A document of a damaged store whose row is lost: only changes of its own kind fit together.
    fn recognise(&mut self, id: DocumentId, actor: ActorId) -> Result<Loaded, StoreError> {
        let mut loaded = self.load((id, DocumentKind::Plan, None), actor)?;
        for kind in DocumentKind::ALL {
            if loaded.document.identity().is_none() {
                loaded = self.load((id, kind, None), actor)?;
            }
        }
        Ok(loaded)
    }

    /// Loads a document, tells what was noticed, and has kept what counts by now.
    fn load(&mut self, what: What, actor: ActorId) -> Result<Loaded, StoreError> {
        let mut loaded =
            loading::load(&self.store, &self.aside, &self.members, what, actor, &Queued::new())?;
        let findings = Arc::make_mut(&mut self.snapshot.findings);
        findings.append(&mut loaded.findings);
        findings.extend(merge_findings(&loaded.merged));
        loaded.promote(&mut self.pending);
        Ok(loaded)
    }
}

/// What a document of a kind is about.
fn target(kind: DocumentKind, about: Option<RawId>) -> Option<Target> {
    match kind {
        DocumentKind::Facility => Some(Target::Facility),
        DocumentKind::Casting => Some(Target::Casting),
        DocumentKind::Plan => about.map(|production| Target::Plan(production.into())),
        DocumentKind::Desk => about.map(|person| Target::Desk(person.into())),
        DocumentKind::Publications => about.map(|of| Target::Publications(of.into())),
        DocumentKind::Answers => about.map(|of| Target::Answers(of.into())),
    }
}

fn revision(settings: &BTreeMap<String, Vec<u8>>) -> u64 {
    settings
        .get(REVISION)
        .and_then(|bytes| bytes.as_slice().try_into().ok())
        .map_or(0, u64::from_be_bytes)
}

fn blank(facility: FacilityId, read_only: Option<Finding>) -> Snapshot {
    let facility = Arc::new(Facility::new(facility));
    let casting = Arc::new(Casting::default());
    let now = Stamp(0).tick();
    let report = schedule::Checker::new().check(&facility, &casting, &BTreeMap::new(), now);
    Snapshot {
        revision: 0,
        facility,
        casting,
        holds_casting: false,
        directory: Arc::default(),
        plans: BTreeMap::new(),
        desks: BTreeMap::new(),
        publications: BTreeMap::new(),
        answers: BTreeMap::new(),
        report: Arc::new(report),
        findings: Arc::default(),
        disputes: Arc::default(),
        now,
        undo: None,
        redo: None,
        links: Arc::default(),
        variant: None,
        read_only,
    }
}

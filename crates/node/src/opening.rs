//! Making and opening the store of a facility, and reading all of it.

use crate::blobs::{self, Blobs};
use crate::deed::Deed;
use crate::directory::{self, Records};
use crate::engine::{Engine, Group, REVISION};
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, Holdings, Queued, merge_findings, scope_for, scope_of};
use crate::journal::{FOUNDATION, Journal, KEPT};
use crate::links::{self, Seen};
use crate::loading::{self, Loaded, What};
use crate::members::{self, Keys, Members, OPERATION};
use crate::notes::{About, Notes, WAS_SEALED};
use crate::place::{Folder, Place};
use crate::quarantine::Aside;
use crate::routine;
use crate::seeking::Seeking;
use crate::snapshot::Snapshot;
use crate::stage::actor_setting;
use crate::talk::Talk;
use crate::world::{World, new_id};
use access::{Certificate, RootId, SignedRecord, Target};
use model::{
    Casting, Command, DeviceId, DirectoryEntry, DocumentId, DocumentKind, Facility, FacilityId,
    FieldValue, Finding, Kind, PersonId, RawId,
};
use model::{Scope, Severity, Subject, Value, Values};
use replica::ActorId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::backup::RESTORED;
use store::seal::{LockKind, Passphrase, Unlock};
use store::{Batch, ReadOnlyReason, Store, StoreError};
use units::{Stamp, Zone, clean_name};

/// The store's file in its folder.
pub const FILE: &str = "raccord.redb";

pub(crate) const FACILITY: &str = "facility";
pub(crate) const PERSON: &str = "person";

/// Where a store is.
#[derive(Debug, Clone)]
pub struct Opening {
    place: Arc<dyn Place>,
    /// What the machine is called, if the store does not know yet.
    label: String,
    /// What opens the store, if it is sealed.
    unlock: Option<Unlock>,
}

/// A machine that is let into a facility: nothing is in its store yet but who it is.
#[derive(Clone)]
pub struct Joining {
    /// The machine's keys.
    pub keys: Keys,
    /// The facility, recognised by its root key.
    pub facility: FacilityId,
    /// The root key's public half.
    pub root: RootId,
    /// Who sits at the machine.
    pub person: PersonId,
    /// Who has let it in: the first to be talked to.
    pub inviter: Certificate,
}

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

/// A facility that is to be made.
#[derive(Debug, Clone)]
pub enum Founding {
    /// With usual house rules, French holidays, and whoever founds it.
    Usual {
        /// Name of the facility.
        name: String,
        /// Name of whoever sits at this machine.
        person: String,
    },
    /// With nothing in it: the commands that follow say everything.
    Bare {
        /// The facility.
        facility: FacilityId,
        /// Whoever sits at this machine.
        person: PersonId,
    },
}

impl Opening {
    /// A store in a folder.
    pub fn new(folder: &Path) -> Self {
        Self::at(Folder(folder.to_owned()))
    }

    /// A store at a place.
    pub(crate) fn at(place: impl Place + 'static) -> Self {
        Self { place: Arc::new(place), label: String::new(), unlock: None }
    }

    /// With what the machine is called, for others to see.
    #[must_use]
    pub fn labelled(self, label: &str) -> Self {
        Self { label: clean_name(label), ..self }
    }

    /// With the passphrase of a sealed store. Words that can be none are as good as no words.
    #[must_use]
    pub fn unlocked(self, words: &str) -> Self {
        let unlock = Passphrase::new(words).ok().map(Unlock::Passphrase);
        Self { unlock, ..self }
    }

    /// What the machine is called.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// The store's file.
    pub fn file(&self) -> PathBuf {
        self.place.file()
    }

    /// So many bytes are free where the store is, as far as that can be known.
    pub(crate) fn room(&self) -> Option<u64> {
        self.place.room()
    }

    /// Opens the store and reads all of it.
    pub fn open(self, world: Box<dyn World>) -> Result<Engine, Failure> {
        let mut world = world;
        let read = self.read_with(world.as_mut())?;
        Ok(self.engine(read, world))
    }

    /// Makes a store with an empty facility, and opens it.
    pub fn found(self, founding: &Founding, world: Box<dyn World>) -> Result<Engine, Failure> {
        let mut world = world;
        let (facility, person) = match founding {
            Founding::Usual { .. } => {
                (new_id(world.as_mut()).into(), new_id(world.as_mut()).into())
            }
            Founding::Bare { facility, person } => (*facility, *person),
        };
        let keys = Keys::draw(world.as_mut());
        self.make(&keys, facility, person, None)?;
        let mut engine = self.open(world)?;
        let stamp = engine.world.now();
        for scope in [Scope::Facility, Scope::Casting] {
            let document = DocumentId(engine.new_id());
            engine.found(scope, document, stamp);
        }
        match founding {
            Founding::Usual { name, person: who } => {
                engine.submit(&usual(facility, name, person, who))?
            }
            Founding::Bare { .. } => engine.submit(&Group::default())?,
        };
        Ok(engine)
    }

    /// Makes the store of a machine that was let into a facility, and opens it. What it may read
    /// comes from the others.
    pub fn join(self, joining: &Joining, world: Box<dyn World>) -> Result<Engine, Failure> {
        let Joining { keys, facility, root, person, inviter } = joining;
        self.make(keys, *facility, *person, Some((*root, inviter)))?;
        self.open(world)
    }

    fn make(
        &self,
        keys: &Keys,
        facility: FacilityId,
        person: PersonId,
        joined: Option<(RootId, &Certificate)>,
    ) -> Result<(), Failure> {
        let file = self.file();
        let failed = |error: StoreError| faults::opened(&error, &file);
        let store = self.place.create().map_err(failed)?;
        let mut settings = members::settings(keys, facility, person, &self.label, joined);
        settings.insert(WAS_SEALED.to_owned(), Some(vec![0]));
        let batch = Batch { settings, ..Batch::default() };
        store.write(&batch).and_then(|()| store.close()).map_err(failed)
    }

    fn engine(self, read: Read, world: Box<dyn World>) -> Engine {
        let mut engine = Engine {
            world,
            opening: self,
            store: Some(read.store),
            members: read.members,
            talk: Talk::default(),
            guests: BTreeMap::new(),
            ways: BTreeMap::new(),
            seen: read.seen,
            happenings: VecDeque::new(),
            turning_away: BTreeSet::new(),
            listening: Vec::new(),
            trouble: None,
            routine: read.routine,
            notes: read.notes,
            blobs: read.blobs,
            seeking: Seeking::default(),
            merged: None,
            introduction: String::new(),
            holdings: read.holdings,
            records: read.records,
            journal: read.journal,
            checker: schedule::Checker::new(),
            noticed: read.snapshot.findings.to_vec(),
            kept: Arc::new(read.snapshot.clone()),
            snapshot: Arc::new(read.snapshot),
            language: "fr",
            inside: None,
            pending: read.pending,
        };
        engine.publish();
        engine.tell_opened();
        engine.recall_seen();
        engine
    }

    /// Is the store opened with a passphrase?
    pub(crate) const fn is_sealed(&self) -> bool {
        self.unlock.is_some()
    }

    /// Opens the store and reads all of it. Actors for documents this machine has not written yet
    /// are drawn, and kept with the next change.
    pub(crate) fn read_with(&self, world: &mut dyn World) -> Result<Read, Failure> {
        let file = self.file();
        let failed = |error: StoreError| faults::opened(&error, &file);
        // A damaged file comes with a report, which is written beside it.
        let store = self.place.open(self.unlock.as_ref()).map_err(failed)?.store;
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
        let members = Members::read(&settings, &operations, &self.label, world, writable);
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

/// The first commands of a facility: its house, its French holidays, whoever founds it.
fn usual(facility: FacilityId, name: &str, person: PersonId, who: &str) -> Group {
    let holidays = RawId(facility.0.0 ^ 1);
    let text = |text: &str| Value::Text(text.to_owned());
    let zone: Values =
        [("name".into(), text("France")), ("rule".into(), text("fr_metropole"))].into();
    let house: Values = [
        ("name".into(), Value::Text(clean_name(name))),
        ("zone".into(), Zone::PARIS.write()),
        ("hours".into(), model::House::default_hours().write()),
        ("holiday_zone".into(), Value::Text(holidays.to_string())),
    ]
    .into();
    let functions = Value::Set(["post_coordinator".to_owned()].into());
    let entry = DirectoryEntry { name: who.to_owned(), ..DirectoryEntry::default() };
    Group {
        label: FOUNDATION.to_owned(),
        commands: vec![
            Command::Add { subject: Subject::shared(Kind::HolidayZone, holidays), values: zone },
            Command::Set { subject: Subject::shared(Kind::House, facility), values: house },
            Command::Add {
                subject: Subject::shared(Kind::Person, person),
                values: [("functions".into(), functions)].into(),
            },
            Command::NamePerson { person, entry },
        ],
        ..Group::default()
    }
}

//! Making and opening the store of a facility, and reading all of it.

use crate::directory::{self, Records};
use crate::engine::{Engine, Group, REVISION, tick};
use crate::failure::Failure;
use crate::faults;
use crate::held::{Held, Holdings, merge_findings, scope_of};
use crate::journal::{FOUNDATION, Journal, KEPT};
use crate::place::{Folder, Place};
use crate::snapshot::Snapshot;
use crate::stage::actor_setting;
use crate::world::{World, new_id};
use access::DeviceKey;
use model::{
    Casting, Command, DirectoryEntry, DocumentId, DocumentKind, Facility, FacilityId, FieldValue,
    Finding, Kind, PersonId, RawId,
};
use model::{Scope, Severity, Subject, Value, Values};
use replica::{ActorId, Document};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Batch, DocumentKey, LatestSnapshot, ReadOnlyReason, Store, StoreError};
use units::{Stamp, Zone, clean_name};

/// The store's file in its folder.
pub const FILE: &str = "raccord.redb";

const SEED: &str = "device-seed";
const FACILITY: &str = "facility";
const PERSON: &str = "person";

/// Where a store is.
#[derive(Debug, Clone)]
pub struct Opening {
    place: Arc<dyn Place>,
}

/// What the store holds, read.
pub(crate) struct Read {
    pub(crate) store: Store,
    pub(crate) key: DeviceKey,
    pub(crate) person: PersonId,
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
        Self { place: Arc::new(place) }
    }

    /// The store's file.
    pub fn file(&self) -> PathBuf {
        self.place.file()
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
        self.make(facility, person, world.as_mut())?;
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

    /// Makes a second store that holds the documents of the first, with a key and actors of its
    /// own: what another machine of the facility has after its first exchange.
    pub fn copy_of(self, other: &Engine, world: Box<dyn World>) -> Result<Engine, Failure> {
        let mut world = world;
        self.make(other.snapshot.facility.house.id, PersonId::default(), world.as_mut())?;
        let mut engine = self.open(world)?;
        engine.take_over(other)?;
        Ok(engine)
    }

    fn make(
        &self,
        facility: FacilityId,
        person: PersonId,
        world: &mut dyn World,
    ) -> Result<(), Failure> {
        let file = self.file();
        let failed = |error: StoreError| faults::opened(&error, &file);
        let store = self.place.create().map_err(failed)?;
        let mut seed = [0; 32];
        world.fill(&mut seed);
        let mut batch = Batch::default();
        batch.settings.insert(SEED.to_owned(), Some(seed.to_vec()));
        batch.settings.insert(FACILITY.to_owned(), Some(facility.0.0.to_be_bytes().to_vec()));
        batch.settings.insert(PERSON.to_owned(), Some(person.0.0.to_be_bytes().to_vec()));
        store.write(&batch).and_then(|()| store.close()).map_err(failed)
    }

    fn engine(self, read: Read, world: Box<dyn World>) -> Engine {
        let mut engine = Engine {
            world,
            opening: self,
            store: Some(read.store),
            key: read.key,
            person: read.person,
            holdings: read.holdings,
            records: read.records,
            journal: read.journal,
            checker: schedule::Checker::new(),
            kept: Arc::new(read.snapshot.clone()),
            snapshot: Arc::new(read.snapshot),
            language: "fr",
            pending: read.pending,
        };
        engine.publish();
        engine
    }

    /// Opens the store and reads all of it. Actors for documents this machine has not written yet
    /// are drawn, and kept with the next change.
    pub(crate) fn read_with(&self, world: &mut dyn World) -> Result<Read, Failure> {
        let file = self.file();
        let failed = |error: StoreError| faults::opened(&error, &file);
        // A damaged file comes with a report, which is written beside it.
        let store = self.place.open().map_err(failed)?.store;
        let settings = store.settings().map_err(failed)?;
        let seed: Option<[u8; 32]> =
            settings.get(SEED).and_then(|seed| seed.as_slice().try_into().ok());
        // Without its key the machine can still show what it holds.
        let read_only = match (store.read_only_reason(), seed) {
            (Some(reason), _) => Some(faults::read_only(reason, &file)),
            (None, None) => {
                let reason = ReadOnlyReason::Damaged { detail: SEED.to_owned() };
                Some(faults::read_only(&reason, &file))
            }
            (None, Some(_)) => None,
        };
        let key = DeviceKey::from_seed(&seed.unwrap_or_default());
        let facility = FacilityId(id_setting(&settings, FACILITY));
        let records = store.records().map_err(failed)?;
        let (records, directory, refused) = directory::load(records.into_values());
        let mut snapshot = blank(facility, read_only);
        snapshot.directory = Arc::new(directory);
        snapshot.revision = revision(&settings);
        let journal = Journal::replay(store.last_journal(KEPT as usize).map_err(failed)?);
        let mut read = Read {
            store,
            key,
            person: PersonId(id_setting(&settings, PERSON)),
            holdings: Holdings::new(),
            records,
            journal,
            snapshot,
            pending: Batch::default(),
        };
        if refused > 0 {
            read.snapshot.findings.push(
                Finding::new(Severity::Warning, "directory-unreadable").with("count", refused),
            );
        }
        read.documents(&settings, world).map_err(failed)?;
        Ok(read)
    }
}

impl Read {
    fn documents(
        &mut self,
        settings: &BTreeMap<String, Vec<u8>>,
        world: &mut dyn World,
    ) -> Result<(), StoreError> {
        for (key, known) in self.store.documents()? {
            let id = DocumentId(RawId(u128::from_be_bytes(key.0)));
            let actor = self.actor(id, settings, world);
            let document = match DocumentKind::from_key(&known.row.kind) {
                Some(kind) => self.load(key, kind, actor)?,
                None if known.row.kind.is_empty() => self.recognise(key, actor)?,
                None => {
                    let unknown = Finding::new(Severity::Warning, "document-kind-unknown");
                    self.snapshot.findings.push(unknown.with("kind", known.row.kind));
                    continue;
                }
            };
            let Some(scope) = scope_of(&document) else {
                self.snapshot
                    .findings
                    .push(Finding::new(Severity::Warning, "document-incomplete").with("id", id));
                continue;
            };
            let mut held = Held::new(id, document);
            held.read(scope, &mut self.snapshot);
            self.holdings.insert(scope, held);
        }
        Ok(())
    }

    fn actor(
        &mut self,
        id: DocumentId,
        settings: &BTreeMap<String, Vec<u8>>,
        world: &mut dyn World,
    ) -> ActorId {
        let known =
            settings.get(&actor_setting(id)).and_then(|actor| actor.as_slice().try_into().ok());
        known.unwrap_or_else(|| {
            let mut actor = [0; 16];
            world.fill(&mut actor);
            self.pending.settings.insert(actor_setting(id), Some(actor.to_vec()));
            actor
        })
    }

    /// A document of a damaged store whose row is lost: only changes of its own kind fit together.
    fn recognise(&mut self, key: DocumentKey, actor: ActorId) -> Result<Document, StoreError> {
        let mut document = self.load(key, DocumentKind::Plan, actor)?;
        for kind in [DocumentKind::Facility, DocumentKind::Casting] {
            if document.identity().is_none() {
                document = self.load(key, kind, actor)?;
            }
        }
        Ok(document)
    }

    /// Loads a document from its snapshot and what came after, or from all its envelopes.
    fn load(
        &mut self,
        key: DocumentKey,
        kind: DocumentKind,
        actor: ActorId,
    ) -> Result<Document, StoreError> {
        let LatestSnapshot { snapshot, skipped } = self.store.latest_snapshot(&key)?;
        if !skipped.is_empty() {
            self.snapshot.findings.push(
                Finding::new(Severity::Info, "snapshot-skipped").with("count", skipped.len()),
            );
        }
        if let Some(snapshot) = snapshot {
            let later = changes(self.store.envelopes_after(&key, &snapshot.covers)?);
            let loaded = Document::load(
                kind,
                actor,
                Some(&snapshot.payload),
                later.iter().map(Vec::as_slice),
            );
            if let Ok((document, merged)) = loaded {
                self.snapshot.findings.extend(merge_findings(&merged));
                return Ok(document);
            }
            self.snapshot
                .findings
                .push(Finding::new(Severity::Info, "snapshot-skipped").with("count", 1));
        }
        let all = changes(self.store.envelopes(&key)?);
        match Document::load(kind, actor, None, all.iter().map(Vec::as_slice)) {
            Ok((document, merged)) => {
                self.snapshot.findings.extend(merge_findings(&merged));
                Ok(document)
            }
            Err(error) => Err(StoreError::Damaged { detail: error.to_string() }),
        }
    }
}

/// The changes inside envelopes of the store. Signatures were checked when they came in.
fn changes(envelopes: Vec<store::Envelope>) -> Vec<Vec<u8>> {
    let opened = envelopes.iter().filter_map(|row| access::Envelope::decode(&row.payload).ok());
    opened.map(|envelope| envelope.change).collect()
}

fn id_setting(settings: &BTreeMap<String, Vec<u8>>, name: &str) -> RawId {
    let bytes = settings.get(name).and_then(|bytes| bytes.as_slice().try_into().ok());
    RawId(bytes.map_or(0, u128::from_be_bytes))
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
    let now = tick(Stamp(0));
    let report = schedule::Checker::new().check(&facility, &casting, &BTreeMap::new(), now);
    Snapshot {
        revision: 0,
        facility,
        casting,
        directory: Arc::default(),
        plans: BTreeMap::new(),
        report: Arc::new(report),
        findings: Vec::new(),
        now,
        undo: None,
        redo: None,
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

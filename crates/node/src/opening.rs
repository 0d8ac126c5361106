//! Where a store is, made and opened; what it holds is read in `reading.rs`.

use crate::engine::{Engine, Group};
use crate::failure::Failure;
use crate::faults;
use crate::journal::FOUNDATION;
use crate::members::{self, Keys};
use crate::notes::WAS_SEALED;
use crate::place::{Folder, Place};
use crate::reading::Read;
use crate::seeking::Seeking;
use crate::talk::Talk;
use crate::world::{World, new_id};
use access::{Certificate, RootId};
use model::{
    Command, DirectoryEntry, DocumentId, FacilityId, FieldValue, Kind, PersonId, RawId, Scope,
    Subject, Value, Values,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::seal::{Passphrase, Unlock};
use store::{Batch, Store, StoreError};
use units::{Zone, clean_name};

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

    /// The store, opened; a sealed one with the passphrase.
    pub(crate) fn opened(&self) -> Result<Store, StoreError> {
        Ok(self.place.open(self.unlock.as_ref())?.store)
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

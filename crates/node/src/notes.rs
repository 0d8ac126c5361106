//! What this machine notes of what happens here and at its door, for somebody who asks afterwards:
//! invitations, whoever was turned away, backups, sealing. The same deed about the same machine is
//! one note with its first time, its last and how often, and of each deed only so many notes are
//! kept: whoever knocks for a year fills neither the disk nor the list.
//!
//! What is signed is not noted but read where it stands: see `audit.rs`.

use crate::deed::Deed;
use crate::engine::Engine;
use crate::happening::Happening;
use crate::links::SEEN;
use crate::quarantine::Aside;
use access::{Envelope, OperationHash, change_hash};
use model::{DeviceId, DocumentId, EndpointId, PersonId, RawId};
use std::collections::BTreeMap;
use store::{Batch, RecordKey, Store, StoreError};
use sync::Time;
use units::Stamp;

/// The kind of the moment an operation of the log came here, among records.
pub(crate) const HEARD: u8 = 6;

/// The kind of a note among records.
const NOTED: u8 = 7;

/// The most notes that are kept of one deed; the one that is longest past goes first.
const MOST: usize = 200;

/// What nothing else is written with is kept together, so often at most, in milliseconds.
const EVERY: u64 = 60_000;

/// The setting that holds whether the store was sealed when it was last opened.
pub(crate) const WAS_SEALED: &str = "was-sealed";

/// What a deed is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct About {
    device: Option<[u8; 32]>,
    endpoint: Option<[u8; 32]>,
    person: Option<u128>,
    document: Option<u128>,
    /// A word or a place: a role, a reason, a file.
    pub(crate) detail: String,
}

/// A deed about something, and when it was done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Note {
    /// The word of the deed.
    pub(crate) deed: String,
    pub(crate) about: About,
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) count: u64,
}

/// All notes of a store.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    all: BTreeMap<[u8; 16], Note>,
    /// When notes were last kept by themselves.
    kept: Option<Time>,
}

impl About {
    /// A word or a place and nothing else.
    pub(crate) fn words(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..Self::default() }
    }

    pub(crate) fn saying(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }

    pub(crate) fn of(self, device: DeviceId) -> Self {
        Self { device: Some(device.0), ..self }
    }

    pub(crate) fn at(self, endpoint: EndpointId) -> Self {
        Self { endpoint: Some(endpoint.0), ..self }
    }

    pub(crate) fn by(self, person: Option<PersonId>) -> Self {
        Self { person: person.map(|person| person.0.0), ..self }
    }

    fn inside(self, document: DocumentId) -> Self {
        Self { document: Some(document.0.0), ..self }
    }

    pub(crate) fn device(&self) -> Option<DeviceId> {
        self.device.map(DeviceId)
    }

    pub(crate) fn endpoint(&self) -> Option<EndpointId> {
        self.endpoint.map(EndpointId)
    }

    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person.map(|person| PersonId(RawId(person)))
    }

    pub(crate) fn document(&self) -> Option<DocumentId> {
        self.document.map(|document| DocumentId(RawId(document)))
    }
}

impl Notes {
    /// Reads what a store has. A note that cannot be read is passed over: it is no document.
    pub(crate) fn read(store: &Store) -> Result<Self, StoreError> {
        let rows = store.records_of(NOTED)?.into_iter();
        let all = rows.filter_map(|(key, row)| Some((key.id, postcard::from_bytes(&row).ok()?)));
        Ok(Self { all: all.collect(), kept: None })
    }

    /// The same, which were last kept when these were.
    pub(crate) fn kept_as(self, before: &Self) -> Self {
        Self { kept: before.kept, ..self }
    }

    /// All of them, in no order that means anything.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Note> {
        self.all.values()
    }

    /// Notes a deed, so many times; what is to be kept of it is put into `pending`.
    pub(crate) fn note(
        &mut self,
        (deed, about): (Deed, About),
        count: u64,
        now: Stamp,
        pending: &mut Batch,
    ) {
        let id = id(deed, &about);
        if !self.all.contains_key(&id) {
            self.make_room(deed, pending);
        }
        let note = self.all.entry(id).or_insert_with(|| Note {
            deed: deed.key().to_owned(),
            about,
            first: now.0,
            last: now.0,
            count: 0,
        });
        note.last = now.0;
        note.count = note.count.saturating_add(count);
        // Texts and numbers: nothing that cannot be written.
        let row = postcard::to_allocvec(note).unwrap_or_default();
        pending.records.insert(RecordKey { kind: NOTED, id }, Some(row));
    }

    fn make_room(&mut self, deed: Deed, pending: &mut Batch) {
        let alike = || self.all.iter().filter(|(_, note)| note.deed == deed.key());
        if alike().count() < MOST {
            return;
        }
        let oldest = alike().min_by_key(|(_, note)| note.last).map(|(id, _)| *id);
        if let Some(id) = oldest {
            self.all.remove(&id);
            pending.records.insert(RecordKey { kind: NOTED, id }, None);
        }
    }
}

/// The name of a note: the same for the same deed about the same.
fn id(deed: Deed, about: &About) -> [u8; 16] {
    let mut name = vec![0; 8];
    name.extend(postcard::to_allocvec(&(deed.key(), about)).unwrap_or_default());
    crate::members::half(&change_hash(&name))
}

/// The record of the moment an operation came here.
pub(crate) fn heard(hash: &OperationHash, now: Stamp) -> (RecordKey, Vec<u8>) {
    let key = RecordKey { kind: HEARD, id: crate::members::half(hash) };
    (key, now.0.to_be_bytes().to_vec())
}

impl Engine {
    /// Notes a deed; it is on the disk with what is kept next.
    pub(crate) fn note(&mut self, deed: Deed, about: About) {
        self.note_times(deed, about, 1);
    }

    /// Notes that a deed was done so many times.
    pub(crate) fn note_times(&mut self, deed: Deed, about: About, count: u64) {
        // A store that cannot be written notes nothing.
        if self.snapshot.read_only.is_none() {
            let now = self.world.now();
            self.notes.note((deed, about), count, now, &mut self.pending);
        }
    }

    /// Endpoints were refused a connection before they could say anything.
    pub(crate) fn refused(&mut self, endpoints: BTreeMap<EndpointId, u32>) {
        for (endpoint, times) in endpoints {
            let about = About::default().at(endpoint);
            // Whoever goes on knocking is counted and not told of again.
            if !self.notes.all.contains_key(&id(Deed::TurnedAway, &about)) {
                self.happen(Happening::Refused { endpoint });
            }
            self.note_times(Deed::TurnedAway, about, u64::from(times));
        }
    }

    /// Keeps what waits for something else to be written, the first at once, then so often that
    /// neither a stranger who knocks nor a network that fails costs a commit for each machine.
    pub(crate) fn keep_what_can_wait(&mut self) {
        let (first, last) = ([0; 16], [0xff; 16]);
        let key = |id| RecordKey { kind: NOTED, id };
        let noted = self.pending.records.range(key(first)..=key(last)).next();
        let has_seen = self.pending.settings.keys().any(|name| name.starts_with(SEEN));
        if noted.is_none() && !has_seen {
            return;
        }
        let now = self.moment();
        if self.notes.kept.is_none_or(|kept| kept.plus(EVERY) <= now) {
            self.notes.kept = Some(now);
            // If the disk fails, less is known afterwards of who was there and at the door.
            let _not_kept = self.keep();
        }
    }

    /// Notes what is about to be kept aside and was not before.
    pub(crate) fn note_set_aside(&mut self) {
        let mut fresh: Vec<(DeviceId, DocumentId, String)> = Vec::new();
        for (key, row) in &self.pending.records {
            let Some(row) = row else { continue };
            let told = Aside::told(key, row);
            if told.is_empty() || self.disk().is_ok_and(|it| is_there(it, key)) {
                continue;
            }
            let told = told.into_iter();
            fresh.extend(told.map(|(why, it): (_, Envelope)| (it.author, it.document, why)));
        }
        for (device, document, reason) in fresh {
            self.note(Deed::SetAside, About::words(reason).of(device).inside(document));
        }
    }
}

fn is_there(store: &Store, key: &RecordKey) -> bool {
    matches!(store.record(key), Ok(Some(_)))
}

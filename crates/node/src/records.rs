//! The talk about signed records: which are held, which of a peer's are newer, which it may have.
//! What they say is in `directory.rs`.

use crate::directory::{self, KIND};
use crate::engine::Engine;
use crate::loading;
use crate::members::Members;
use access::{Access, ActorId, Dropped, SignedRecord, Standing, Target};
use model::{DeviceId, DocumentId, PersonId, RawId};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::RecordKey;
use sync::{Event, Mark, Version};

/// How many records that one peer has told of are kept in mind.
const MOST_TOLD: usize = 20_000;

impl Members {
    /// The name under which a revocation has the records of a device that stay: that of no
    /// document. There each person stands for an actor, and the mark of the record for the last
    /// sequence, so that no other record of the same version can take its place.
    fn directory(&self) -> DocumentId {
        DocumentId(self.log.facility().0)
    }

    /// Does what a device has written of a person count? It may write it now, or it could, and
    /// had written this when its rights ended.
    fn counts(&self, author: DeviceId, person: PersonId, mark: Mark) -> bool {
        let target = Target::Directory(person);
        match loading::standing(self, author, self.directory(), target) {
            Standing::Good => true,
            Standing::Ended(kept) => {
                kept.get(&person.0.0.to_be_bytes()) == Some(&u64::from_be_bytes(mark))
            }
            Standing::Never | Standing::Unknown => false,
        }
    }

    /// The same of a record whose signature was checked.
    pub(crate) fn counts_record(&self, record: &SignedRecord) -> bool {
        self.counts(record.author, PersonId(record.id), directory::mark(record))
    }

    /// May this machine read what is known of a person?
    fn reads_name(&self, person: RawId) -> bool {
        self.access(Target::Directory(PersonId(person))) >= Access::Read
    }

    /// Opens a record that came in, unless it does not count.
    fn admit_record(&self, bytes: &[u8]) -> Result<SignedRecord, Dropped> {
        match access::admit_record(bytes, &self.membership) {
            // Its author may have written it while it could.
            Err(Dropped::NotAllowed) => {
                let record = SignedRecord::open(bytes)?;
                let counts = record.kind == KIND && self.counts_record(&record);
                counts.then_some(record).ok_or(Dropped::NotAllowed)
            }
            other => other,
        }
    }
}

impl Engine {
    /// What a revocation says of the records of a device, if it has written any.
    pub(crate) fn names_by(
        &self,
        device: DeviceId,
    ) -> Option<(DocumentId, BTreeMap<ActorId, u64>)> {
        let kept = self.records.by(device);
        let kept = kept.map(|(id, mark)| (id.0.0.to_be_bytes(), u64::from_be_bytes(mark)));
        let kept: BTreeMap<ActorId, u64> = kept.collect();
        (!kept.is_empty()).then(|| (self.members.directory(), kept))
    }

    /// Tells a peer of the records it may read.
    pub(crate) fn tell_versions(&mut self, peer: DeviceId) {
        let event = self.versions_for(peer);
        self.tell(event);
    }

    /// What a peer is told of records.
    pub(crate) fn versions_for(&mut self, peer: DeviceId) -> Event {
        let mut open = self.records.versions();
        open.retain(|version| self.may_have(peer, version.id));
        Event::Versions { peer, versions: open }
    }

    fn may_have(&mut self, peer: DeviceId, person: RawId) -> bool {
        let target = Target::Directory(PersonId(person));
        self.access_of(peer, target) >= Access::Read
    }

    /// A peer has told which records it holds: those that are newer and may be read here are
    /// asked for. Whether the others may be read, and whether what is held here counts, operations
    /// that are still to come can tell.
    pub(crate) fn versions(&mut self, peer: DeviceId, theirs: Vec<Version>) -> Event {
        let theirs = theirs.into_iter().filter(|version| version.kind == KIND);
        let told = self.talk.told.entry(peer).or_default();
        let mut wanted = Vec::new();
        for version in theirs {
            if told.len() < MOST_TOLD || told.contains_key(&version.id) {
                told.insert(version.id, version);
            }
            if self.records.is_older(&version) && self.members.reads_name(version.id) {
                wanted.push(version);
            }
        }
        let records = wanted.into_iter().map(|version| (version.kind, version.id)).collect();
        Event::WantRecords { peer, records }
    }

    /// The records a peer asks for, those it may not have left out.
    pub(crate) fn records_for(&mut self, peer: DeviceId, wanted: &[(u8, RawId)]) -> Vec<Vec<u8>> {
        let mut open = wanted.to_vec();
        open.retain(|(kind, id)| *kind == KIND && self.may_have(peer, *id));
        let Ok(store) = self.disk() else { return Vec::new() };
        let read = open.into_iter().filter_map(|(kind, id)| {
            // What cannot be read now is asked for at the next meeting.
            store.record(&RecordKey { kind, id: id.0.to_be_bytes() }).ok()?
        });
        read.collect()
    }

    /// Records came in: the newer ones are kept, and others hear of them.
    pub(crate) fn take_records(&mut self, peer: DeviceId, records: &[Vec<u8>]) -> Vec<Event> {
        if self.ready().is_err() {
            self.put_off_asking();
            return Vec::new();
        }
        let mut refused = Vec::new();
        let mut taken = false;
        for bytes in records {
            match self.members.admit_record(bytes) {
                // It was not asked for.
                Ok(record) if !self.members.reads_name(record.id) => {}
                Ok(record) => {
                    let Some((person, entry)) = self.records.take(&record) else { continue };
                    let snapshot = Arc::make_mut(&mut self.snapshot);
                    Arc::make_mut(&mut snapshot.directory).entries.insert(person, entry);
                    let key = RecordKey { kind: record.kind, id: record.id.0.to_be_bytes() };
                    self.pending.records.insert(key, Some(bytes.clone()));
                    taken = true;
                }
                // Its author may be let in by operations that are not here yet.
                Err(Dropped::NotAllowed | Dropped::Erased) => {}
                Err(_) => refused.push(Event::Refused { peer }),
            }
        }
        if !taken {
            return refused;
        }
        self.count();
        if self.keep().is_err() {
            self.put_off_asking();
            return refused;
        }
        let others = self.talk.linked.keys().filter(|other| **other != peer);
        let others: Vec<DeviceId> = others.copied().collect();
        refused.into_iter().chain(others.into_iter().map(|it| self.versions_for(it))).collect()
    }

    /// Forgets people the log has erased, and what was written of others by who might not: the
    /// records go, on the disk and in memory.
    pub(crate) fn erase(&mut self) {
        let members = &self.members;
        let counts = |author, person, mark| members.counts(author, person, mark);
        let void = self.records.without(counts);
        let erased = self.members.membership.erased.iter().copied();
        let gone: Vec<PersonId> = erased.chain(void).collect();
        for person in gone {
            if self.records.forget(person) {
                let key = RecordKey { kind: KIND, id: person.0.0.to_be_bytes() };
                self.pending.records.insert(key, None);
                let snapshot = Arc::make_mut(&mut self.snapshot);
                Arc::make_mut(&mut snapshot.directory).entries.remove(&person);
            }
        }
        // If the disk fails, the log that erases is read again at the next start.
        let _not_yet = self.keep();
    }
}

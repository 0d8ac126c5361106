//! The talk about signed records: which are held, which of a peer's are newer, which it may have.
//! What they say is in `directory.rs`.

use crate::directory::KIND;
use crate::engine::Engine;
use access::{Access, Dropped, Target};
use model::{DeviceId, PersonId, RawId};
use std::sync::Arc;
use store::RecordKey;
use sync::{Event, Version};

/// How many records of one peer are kept in mind that may not be read yet.
const MOST_UNREAD: usize = 20_000;

impl Engine {
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
    /// asked for. Whether the others may be read, operations that are still to come can tell.
    pub(crate) fn versions(&mut self, peer: DeviceId, theirs: Vec<Version>) -> Event {
        let newer = theirs.into_iter().filter(|it| it.kind == KIND && self.records.is_older(it));
        let may_read = |version: &Version| {
            self.members.access(Target::Directory(PersonId(version.id))) >= Access::Read
        };
        let (wanted, mut unread): (Vec<Version>, Vec<Version>) = newer.partition(may_read);
        unread.truncate(MOST_UNREAD);
        self.talk.unread.insert(peer, unread);
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
            return Vec::new();
        }
        let mut refused = Vec::new();
        let mut taken = false;
        for bytes in records {
            match access::admit_record(bytes, &self.members.membership) {
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
            return refused;
        }
        let others = self.talk.linked.keys().filter(|other| **other != peer);
        let others: Vec<DeviceId> = others.copied().collect();
        refused.into_iter().chain(others.into_iter().map(|it| self.versions_for(it))).collect()
    }

    /// Forgets people the log has erased: their records go, on the disk and in memory.
    pub(crate) fn erase(&mut self) {
        let erased = self.members.membership.erased.clone();
        for person in erased {
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

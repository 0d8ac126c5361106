//! The directory's records: names and contacts, signed, in the store beside the documents.
//!
//! The payload is a table of words and texts; words of newer programs survive edits here.

use access::{DeviceKey, SignedRecord};
use model::{DeviceId, Directory, DirectoryEntry, PersonId};
use std::collections::BTreeMap;
use sync::{Mark, Version};
use units::Stamp;

/// The kind of a directory entry among signed records.
pub(crate) const KIND: u8 = 1;

/// The directory with what must be kept of each record.
#[derive(Debug, Default)]
pub(crate) struct Records {
    held: BTreeMap<PersonId, Held>,
}

#[derive(Debug, Clone)]
struct Held {
    version: u64,
    author: DeviceId,
    /// The beginning of the hash of its bytes: of two records of one version the higher stands,
    /// on every machine the same.
    mark: Mark,
    words: BTreeMap<String, String>,
}

impl Records {
    /// Takes in a record if it is newer than the one held. Of two of one version, which two machines
    /// make that name a person at once, one stands on all machines alike.
    pub(crate) fn take(&mut self, record: &SignedRecord) -> Option<(PersonId, DirectoryEntry)> {
        let person = PersonId(record.id);
        let mark = mark(record);
        if record.kind != KIND || !self.is_older_than(person, record.version, mark) {
            return None;
        }
        let words: BTreeMap<String, String> =
            postcard::from_bytes(&record.payload).unwrap_or_default();
        let entry = entry(&words);
        let (version, author) = (record.version, record.author);
        self.held.insert(person, Held { version, author, mark, words });
        Some((person, entry))
    }

    /// Every record, as others are told of it.
    pub(crate) fn versions(&self) -> Vec<Version> {
        let told = |(person, held): (&PersonId, &Held)| Version {
            kind: KIND,
            id: person.0,
            version: held.version,
            mark: held.mark,
        };
        self.held.iter().map(told).collect()
    }

    /// Is what is held older than a record that somebody else has?
    pub(crate) fn is_older(&self, theirs: &Version) -> bool {
        self.is_older_than(PersonId(theirs.id), theirs.version, theirs.mark)
    }

    fn is_older_than(&self, person: PersonId, version: u64, mark: Mark) -> bool {
        let held = self.held.get(&person);
        held.is_none_or(|held| (held.version, held.mark) < (version, mark))
    }

    /// The marks of the records that a device has written.
    pub(crate) fn by(&self, device: DeviceId) -> impl Iterator<Item = (PersonId, Mark)> {
        let theirs = self.held.iter().filter(move |(_, held)| held.author == device);
        theirs.map(|(person, held)| (*person, held.mark))
    }

    /// The people whose records are not to be kept, by author, person and mark.
    pub(crate) fn without(
        &self,
        counts: impl Fn(DeviceId, PersonId, Mark) -> bool,
    ) -> Vec<PersonId> {
        let other = self.held.iter().filter(|(id, held)| !counts(held.author, **id, held.mark));
        other.map(|(person, _)| *person).collect()
    }

    /// Forgets a person; `true` if there was something to forget.
    pub(crate) fn forget(&mut self, person: PersonId) -> bool {
        self.held.remove(&person).is_some()
    }

    /// The next record of a person, with this entry.
    pub(crate) fn write(
        &self,
        key: &DeviceKey,
        person: PersonId,
        entry: &DirectoryEntry,
        stamp: Stamp,
    ) -> SignedRecord {
        let held = self.held.get(&person);
        let version = held.map_or(0, |held| held.version);
        let mut words = held.map(|held| held.words.clone()).unwrap_or_default();
        words.extend([
            ("name".to_owned(), entry.name.clone()),
            ("mail".to_owned(), entry.mail.clone()),
            ("telephone".to_owned(), entry.telephone.clone()),
        ]);
        let payload = postcard::to_allocvec(&words).unwrap_or_default();
        SignedRecord::seal(key, KIND, person.0, version + 1, stamp, payload)
    }
}

/// The beginning of the hash of a record.
pub(crate) fn mark(record: &SignedRecord) -> Mark {
    let mut mark = Mark::default();
    let hash = access::change_hash(&record.encode());
    mark.iter_mut().zip(hash).for_each(|(place, byte)| *place = byte);
    mark
}

fn entry(words: &BTreeMap<String, String>) -> DirectoryEntry {
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    DirectoryEntry { name: word("name"), mail: word("mail"), telephone: word("telephone") }
}

/// Reads the signed records of a store; those that cannot be trusted are counted, not shown. Those
/// that do not count any more are passed over.
pub(crate) fn load(
    records: impl IntoIterator<Item = Vec<u8>>,
    counts: impl Fn(&SignedRecord) -> bool,
) -> (Records, Directory, usize) {
    let mut held = Records::default();
    let mut directory = Directory::default();
    let mut refused = 0;
    for bytes in records {
        match SignedRecord::open(&bytes) {
            Ok(record) if !counts(&record) => {}
            Ok(record) => directory.entries.extend(held.take(&record)),
            Err(_) => refused += 1,
        }
    }
    (held, directory, refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::RawId;

    #[test]
    fn what_a_newer_program_knows_of_a_person_survives_a_change_of_name() {
        let key = DeviceKey::from_seed(&[3; 32]);
        let words: BTreeMap<String, String> =
            [("name".into(), "Ana".into()), ("pronoun".into(), "elle".into())].into();
        let newer = SignedRecord::seal(
            &key,
            KIND,
            RawId(1),
            4,
            Stamp(0),
            postcard::to_allocvec(&words).unwrap(),
        );
        let mut records = Records::default();
        records.take(&newer);
        let written = records.write(
            &key,
            PersonId(RawId(1)),
            &DirectoryEntry { name: "Eva".into(), ..Default::default() },
            Stamp(9),
        );
        assert_eq!(written.version, 5);
        let after: BTreeMap<String, String> = postcard::from_bytes(&written.payload).unwrap();
        assert_eq!((after["name"].as_str(), after["pronoun"].as_str()), ("Eva", "elle"));
    }

    #[test]
    fn an_older_version_does_not_come_back() {
        let key = DeviceKey::from_seed(&[3; 32]);
        let mut records = Records::default();
        let entry = DirectoryEntry { name: "Ana".into(), ..Default::default() };
        let first = records.write(&key, PersonId(RawId(1)), &entry, Stamp(0));
        assert!(records.take(&first).is_some());
        assert!(records.take(&first).is_none());
    }
}

//! The directory's records: names and contacts, signed, in the store beside the documents.
//!
//! The payload is a table of words and texts; words of newer programs survive edits here.

use access::{DeviceKey, SignedRecord};
use model::{Directory, DirectoryEntry, PersonId};
use std::collections::BTreeMap;
use units::Stamp;

/// The kind of a directory entry among signed records.
pub(crate) const KIND: u8 = 1;

/// The directory with what must be kept of each record.
#[derive(Debug, Default)]
pub(crate) struct Records {
    held: BTreeMap<PersonId, Held>,
}

#[derive(Debug, Clone, Default)]
struct Held {
    version: u64,
    words: BTreeMap<String, String>,
}

impl Records {
    /// Takes in a record if it is newer than the one held. (Two machines that name a person at once
    /// make equal versions; whose stands is settled when machines talk to each other.)
    pub(crate) fn take(&mut self, record: &SignedRecord) -> Option<(PersonId, DirectoryEntry)> {
        let person = PersonId(record.id);
        let known = self.held.get(&person).map_or(0, |held| held.version);
        if record.kind != KIND || record.version <= known {
            return None;
        }
        let words: BTreeMap<String, String> =
            postcard::from_bytes(&record.payload).unwrap_or_default();
        let entry = entry(&words);
        self.held.insert(person, Held { version: record.version, words });
        Some((person, entry))
    }

    /// The next record of a person, with this entry.
    pub(crate) fn write(
        &self,
        key: &DeviceKey,
        person: PersonId,
        entry: &DirectoryEntry,
        stamp: Stamp,
    ) -> SignedRecord {
        let Held { version, mut words } = self.held.get(&person).cloned().unwrap_or_default();
        words.extend([
            ("name".to_owned(), entry.name.clone()),
            ("mail".to_owned(), entry.mail.clone()),
            ("telephone".to_owned(), entry.telephone.clone()),
        ]);
        let payload = postcard::to_allocvec(&words).unwrap_or_default();
        SignedRecord::seal(key, KIND, person.0, version + 1, stamp, payload)
    }
}

fn entry(words: &BTreeMap<String, String>) -> DirectoryEntry {
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    DirectoryEntry { name: word("name"), mail: word("mail"), telephone: word("telephone") }
}

/// Reads the signed records of a store; those that cannot be trusted are counted, not shown.
pub(crate) fn load(records: impl IntoIterator<Item = Vec<u8>>) -> (Records, Directory, usize) {
    let mut held = Records::default();
    let mut directory = Directory::default();
    let mut refused = 0;
    for bytes in records {
        match SignedRecord::open(&bytes) {
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

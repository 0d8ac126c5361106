//! The undo journal: what this machine's own commands changed, so that they can be taken back
//! even after the program was closed. It stays on this machine.
//!
//! An undo is a new change, never a rewrite: it sets back each value that is still as the command
//! left it. Its own entry says what it changed, so that it can itself be taken back (redo).

use model::{DirectoryEntry, DocumentId, PersonId, RawId};
use serde::{Deserialize, Serialize};
use units::Stamp;

/// How many entries are kept; older commands can no longer be undone.
pub(crate) const KEPT: u64 = 1_000;

/// The word of the first step of a store: everything stands on it, and it is not taken back.
pub(crate) const FOUNDATION: &str = "found_facility";

/// Why an entry was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Reason {
    /// A group of commands was carried out.
    Done,
    /// The entry with this number was undone.
    Undo(u64),
    /// The undo with this number was taken back.
    Redo(u64),
}

/// What one step changed on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) reason: Reason,
    /// The word of the command, or of the group.
    pub(crate) label: String,
    pub(crate) stamp: i64,
    /// Per document, its writes as `replica` encodes them.
    pub(crate) writes: Vec<(u128, Vec<u8>)>,
    pub(crate) names: Vec<NameChange>,
}

/// A directory entry before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NameChange {
    person: u128,
    before: [String; 3],
    after: [String; 3],
}

/// A step that can be undone or redone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number in the journal.
    pub number: u64,
    /// The word of the command, or of the group.
    pub label: String,
    /// When it was done.
    pub stamp: Stamp,
}

/// What can be undone and redone, newest last.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    next: u64,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Entry {
    pub(crate) fn encode(&self) -> Vec<u8> {
        // Plain data of plain types: postcard has no way to fail on it.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// The writes with their documents, the last first: the order in which they are taken back.
    pub(crate) fn backwards(&self) -> impl Iterator<Item = (DocumentId, &[u8])> {
        let writes = self.writes.iter().rev();
        writes.map(|(document, writes)| (DocumentId(RawId(*document)), writes.as_slice()))
    }
}

impl NameChange {
    pub(crate) fn new(person: PersonId, before: &DirectoryEntry, after: &DirectoryEntry) -> Self {
        let flat = |entry: &DirectoryEntry| {
            [entry.name.clone(), entry.mail.clone(), entry.telephone.clone()]
        };
        Self { person: person.0.0, before: flat(before), after: flat(after) }
    }

    pub(crate) fn person(&self) -> PersonId {
        PersonId(RawId(self.person))
    }

    pub(crate) fn before(&self) -> DirectoryEntry {
        entry(&self.before)
    }

    pub(crate) fn after(&self) -> DirectoryEntry {
        entry(&self.after)
    }
}

fn entry([name, mail, telephone]: &[String; 3]) -> DirectoryEntry {
    DirectoryEntry { name: name.clone(), mail: mail.clone(), telephone: telephone.clone() }
}

impl Journal {
    /// Takes in the entries of the store in order. Entries that cannot be read end what came before.
    pub(crate) fn replay(entries: impl IntoIterator<Item = (u64, Vec<u8>)>) -> Self {
        let mut journal = Self::default();
        for (number, bytes) in entries {
            match Entry::decode(&bytes) {
                Some(entry) => journal.push(number, &entry),
                None => journal = Self { next: number + 1, ..Self::default() },
            }
        }
        journal
    }

    /// The number of the next entry.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// Takes in an entry that was written.
    pub(crate) fn push(&mut self, number: u64, entry: &Entry) {
        self.next = self.next.max(number + 1);
        let step = Step { number, label: entry.label.clone(), stamp: Stamp(entry.stamp) };
        match entry.reason {
            Reason::Done if number == 0 && entry.label == FOUNDATION => {}
            Reason::Done => {
                self.redo.clear();
                self.undo.push(step);
            }
            Reason::Undo(_) => {
                self.undo.pop();
                self.redo.push(step);
            }
            Reason::Redo(_) => {
                self.redo.pop();
                self.undo.push(step);
            }
        }
    }

    /// What undo would take back.
    pub(crate) fn undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// What redo would bring back.
    pub(crate) fn redo(&self) -> Option<&Step> {
        self.redo.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(reason: Reason, label: &str) -> Vec<u8> {
        Entry { reason, label: label.to_owned(), stamp: 0, writes: Vec::new(), names: Vec::new() }
            .encode()
    }

    #[test]
    fn the_foundation_of_a_store_is_not_undone() {
        let mut journal = Journal::replay([(0, entry(Reason::Done, FOUNDATION))]);
        assert_eq!((journal.undo(), journal.next()), (None, 1));
        journal.push(1, &Entry::decode(&entry(Reason::Done, "a")).unwrap());
        assert_eq!(journal.undo().map(|step| step.number), Some(1));
    }

    #[test]
    fn what_was_undone_can_be_redone_until_something_new_is_done() {
        let mut entries = vec![
            (0, entry(Reason::Done, "a")),
            (1, entry(Reason::Done, "b")),
            (2, entry(Reason::Undo(1), "b")),
            (3, entry(Reason::Undo(0), "a")),
            (4, entry(Reason::Redo(3), "a")),
        ];
        let journal = Journal::replay(entries.clone());
        assert_eq!(journal.undo().map(|step| step.number), Some(4));
        assert_eq!(journal.redo().map(|step| step.number), Some(2));
        entries.push((5, entry(Reason::Done, "c")));
        let journal = Journal::replay(entries);
        assert_eq!(journal.redo(), None);
        assert_eq!(journal.next(), 6);
    }
}

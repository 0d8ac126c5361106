//! Which documents there are, who may read and write them, and whose grant was withdrawn.

use crate::random::Seeded;
use model::{DocumentId, DocumentKind, FacilityId, ProductionId, RawId, Scope};
use replica::Identity;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
pub(super) struct Rights {
    pub(super) documents: Vec<Entry>,
    /// Grants that were withdrawn.
    pub(super) withdrawn: BTreeSet<(usize, DocumentId)>,
    /// Who has heard of it: machine, whose grant, of what.
    pub(super) heard: BTreeSet<(usize, usize, DocumentId)>,
}

/// One document.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: DocumentId,
    pub(super) scope: Scope,
    pub(super) identity: Identity,
    pub(super) writers: BTreeSet<usize>,
    pub(super) readers: BTreeSet<usize>,
    /// A word that stands in the document and nowhere else.
    pub(super) canary: String,
}

impl Entry {
    pub(super) fn kind(&self) -> DocumentKind {
        self.scope.document()
    }
}

impl Rights {
    /// A table for so many machines. The first may write everything.
    pub(super) fn new(random: &mut Seeded, machines: usize, villains: &BTreeSet<usize>) -> Self {
        let facility = FacilityId(id(random));
        let plans = 1 + random.below(2);
        let mut documents = Vec::new();
        for number in 0..=plans {
            let production = (number > 0).then(|| ProductionId(id(random)));
            let scope = production.map_or(Scope::Facility, Scope::Plan);
            let document = DocumentId(id(random));
            let identity = Identity::of(document, facility, scope);
            let (mut writers, mut readers) = (BTreeSet::from([0]), BTreeSet::new());
            for machine in 1..machines {
                // The second machine has the first plan, so that there is something to merge.
                let sure = machine == 1 && number == 1 && !villains.contains(&1);
                match random.below(100) {
                    _ if sure => writers.insert(machine),
                    0..60 => writers.insert(machine),
                    60..80 => readers.insert(machine),
                    _ => false,
                };
            }
            let canary = format!("canary-{}", id(random));
            documents.push(Entry { id: document, scope, identity, writers, readers, canary });
        }
        Self { documents, withdrawn: BTreeSet::new(), heard: BTreeSet::new() }
    }

    pub(super) fn entry(&self, document: DocumentId) -> Option<&Entry> {
        self.documents.iter().find(|entry| entry.id == document)
    }

    pub(super) fn may_write(&self, who: usize, document: DocumentId) -> bool {
        self.entry(document).is_some_and(|entry| entry.writers.contains(&who))
    }

    /// Could it ever read it?
    pub(super) fn was_reader(&self, who: usize, document: DocumentId) -> bool {
        self.entry(document)
            .is_some_and(|entry| entry.writers.contains(&who) || entry.readers.contains(&who))
    }

    /// May it read it now?
    pub(super) fn may_read(&self, who: usize, document: DocumentId) -> bool {
        self.was_reader(who, document) && !self.withdrawn.contains(&(who, document))
    }

    /// May `who` read it as far as the machine `at` has heard?
    pub(super) fn shares(&self, at: usize, who: usize, document: DocumentId) -> bool {
        self.was_reader(at, document)
            && self.was_reader(who, document)
            && !self.heard.contains(&(at, who, document))
    }

    /// The documents a machine holds or will hold.
    pub(super) fn of(&self, who: usize) -> impl Iterator<Item = &Entry> {
        self.documents.iter().filter(move |entry| self.was_reader(who, entry.id))
    }
}

fn id(random: &mut Seeded) -> RawId {
    RawId(u128::from(random.number()) << 64 | u128::from(random.number()))
}

/// Which device a machine's number belongs to.
pub(super) type Devices = BTreeMap<model::DeviceId, usize>;

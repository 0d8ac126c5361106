//! A document at one moment of its history, or now: what is read there.

use crate::Document;
use crate::document::{Identity, only_record};
use crate::findings::Findings;
use crate::standing::{READER, Standing};
use crate::stored::{self, Stored, Unreadable};
use crate::{ChangeHash, conflict};
use automerge as am;
use automerge::ReadDoc;
use model::{Finding, Kind, Place, RawId, Record, Severity, Subject};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use units::Stamp;

/// A document as of some of its changes. The records are in `read.rs`.
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub(crate) document: &'a Document,
    /// `None` is now: reading it is quicker than reading the newest heads.
    pub(crate) heads: Option<Vec<am::ChangeHash>>,
    /// What the document is, once it was asked for: every record says where it stands.
    identity: OnceCell<Option<Identity>>,
}

impl Document {
    /// The document as it is.
    pub fn now(&self) -> View<'_> {
        View::of(self, None)
    }

    /// The document as it was when all changes written until `moment` (by the clocks of their
    /// authors) were there, and no others. A change whose clock ran behind that of a change it
    /// builds on counts as written with that one.
    pub fn at(&self, moment: Stamp) -> View<'_> {
        View::of(self, Some(self.heads_at(moment)))
    }

    /// The document as of these changes and all they build on. Names it does not hold count for
    /// nothing.
    pub fn at_heads(&self, heads: &[ChangeHash]) -> View<'_> {
        let known = heads.iter().map(|hash| am::ChangeHash(*hash)).filter(|hash| self.has(hash));
        View::of(self, Some(known.collect()))
    }
}

impl<'a> View<'a> {
    fn of(document: &'a Document, heads: Option<Vec<am::ChangeHash>>) -> Self {
        Self { document, heads, identity: OnceCell::new() }
    }

    fn identity(&self) -> Option<Identity> {
        *self.identity.get_or_init(|| self.document.identity())
    }

    /// The newest changes of this moment, sorted.
    pub fn heads(&self) -> Vec<ChangeHash> {
        let Some(heads) = &self.heads else { return self.document.heads() };
        let mut heads: Vec<ChangeHash> = heads.iter().map(|head| head.0).collect();
        heads.sort_unstable();
        heads
    }

    /// Had the document its first change by then? Before, only schema steps are in it.
    pub fn is_born(&self) -> bool {
        let meta = &self.document.layout.meta;
        let said = match &self.heads {
            Some(heads) => self.document.automerge.get_at(meta, "document", heads),
            None => self.document.automerge.get(meta, "document"),
        };
        matches!(said, Ok(Some(_)))
    }

    /// Is the record that stands for the whole document (the house, the production) marked as
    /// deleted, and with it everything in the document?
    pub fn is_deleted(&self) -> bool {
        let only = self.identity().and_then(|identity| only_record(self.document.kind, identity));
        let stored = only.and_then(|(kind, id)| {
            let container = self.document.layout.containers.get(&kind)?;
            stored::record(&self.document.automerge, container, id, self.heads.as_deref())
        });
        stored.is_some_and(|stored| stored.is_deleted())
    }

    /// May it be read? If not, `findings` say so and what is read is empty.
    pub(crate) fn is_open(&self, findings: &mut Findings) -> bool {
        let Standing::Closed { needs } = self.document.standing() else { return true };
        findings.push_whole(
            Finding::new(Severity::Error, "document-closed")
                .with("document", self.document.kind.key())
                .with("needs", needs)
                .with("has", READER),
        );
        false
    }

    /// The record that stands for the whole document, or an empty one.
    pub(crate) fn only<T: Record>(&self, id: RawId, findings: &mut Findings) -> T {
        let stored = self.document.layout.containers.get(&T::KIND).and_then(|container| {
            stored::record(&self.document.automerge, container, id, self.heads.as_deref())
        });
        self.typed::<T>(id, &stored.unwrap_or_default(), findings)
    }

    /// All records of a kind that are not deleted.
    pub(crate) fn all<I: From<RawId> + Ord, T: Record>(
        &self,
        findings: &mut Findings,
    ) -> BTreeMap<I, Arc<T>> {
        let Some(container) = self.document.layout.containers.get(&T::KIND) else {
            return BTreeMap::new();
        };
        let records = stored::records(&self.document.automerge, container, self.heads.as_deref());
        records
            .iter()
            .filter_map(|(id, stored)| {
                let record = self.live::<T>(*id, stored, findings)?;
                Some((I::from(*id), Arc::new(record)))
            })
            .collect()
    }

    /// One record again, if it is there and not deleted; its findings are replaced.
    pub(crate) fn again<T: Record>(&self, id: RawId, findings: &mut Findings) -> Option<T> {
        findings.set(T::KIND, id, Vec::new());
        let container = self.document.layout.containers.get(&T::KIND)?;
        let stored =
            stored::record(&self.document.automerge, container, id, self.heads.as_deref())?;
        self.live(id, &stored, findings)
    }

    fn live<T: Record>(&self, id: RawId, stored: &Stored, findings: &mut Findings) -> Option<T> {
        if stored.object.is_none() {
            let finding = Finding::new(Severity::Error, "record-unreadable")
                .at(self.place::<T>(id))
                .with("kind", T::KIND.key())
                .with("id", id);
            findings.set(T::KIND, id, vec![finding]);
            return None;
        }
        (!stored.is_deleted()).then(|| self.typed(id, stored, findings))
    }

    /// The typed record, and everything there is to say of it.
    fn typed<T: Record>(&self, id: RawId, stored: &Stored, findings: &mut Findings) -> T {
        let mut unreadable = Vec::new();
        let mut problems = Vec::new();
        let values = stored.values(T::KIND, &mut unreadable);
        let record = T::from_values(id, &values, &mut problems);
        unreadable.extend(problems.into_iter().map(|problem| Unreadable {
            key: problem.field.to_owned(),
            expected: problem.mismatch,
            found: problem.found,
        }));
        let mut told: Vec<Finding> = Vec::new();
        if stored.born_twice {
            told.push(
                Finding::new(Severity::Error, "record-born-twice")
                    .at(self.place::<T>(id))
                    .with("kind", T::KIND.key())
                    .with("id", id),
            );
        }
        told.extend(unreadable.into_iter().map(|problem| {
            let (field, entry) = problem.key.split_once('/').unwrap_or((&problem.key, ""));
            Finding::new(Severity::Warning, "field-unreadable")
                .at(self.place::<T>(id))
                .with("kind", T::KIND.key())
                .with("field", field)
                .with("entry", entry)
                .with("expected", problem.expected.0)
                .with("found", problem.found)
        }));
        told.extend(conflict::findings(
            &self.document.automerge,
            self.subject::<T>(id),
            stored,
            self.heads.as_deref(),
        ));
        findings.set(T::KIND, id, told);
        record
    }

    fn place<T: Record>(&self, id: RawId) -> Place {
        Place::subject(self.subject::<T>(id))
    }

    fn subject<T: Record>(&self, id: RawId) -> Subject {
        Subject { scope: self.document.scope_of(self.identity()), kind: T::KIND, id }
    }

    /// The identifier of the record that stands for the whole document.
    pub(crate) fn only_id(&self, kind: Kind) -> RawId {
        let only = self.identity().and_then(|identity| only_record(self.document.kind, identity));
        only.filter(|(of, _)| *of == kind).map(|(_, id)| id).unwrap_or_default()
    }
}

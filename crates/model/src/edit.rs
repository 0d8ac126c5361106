//! Edits: what a command comes down to, record by record. One command, one list of edits, one
//! change per document.

use crate::{DocumentKind, Kind, PersonId, ProductionId, RawId, Values};

/// The documents an edit goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The facility document.
    Facility,
    /// The casting document.
    Casting,
    /// The plan of a production.
    Plan(ProductionId),
    /// The desk of a person.
    Desk(PersonId),
    /// What was sent to the client of a production.
    Publications(ProductionId),
    /// What that client answers.
    Answers(ProductionId),
}

/// A record, wherever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The document it is in.
    pub scope: Scope,
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: RawId,
}

/// A change to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The record.
    pub subject: Subject,
    /// What happens to it.
    pub change: Change,
}

/// What happens to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It comes to be, with these values.
    Add(Values),
    /// These fields get these values; others are left alone.
    Set(Values),
    /// It is marked as deleted; nothing of it is lost.
    Delete,
    /// The mark is taken away.
    Restore,
}

impl Scope {
    /// The document of a kind that is about this production or this person; `None` where the one it
    /// would be about is not given.
    pub fn of(
        kind: DocumentKind,
        production: Option<ProductionId>,
        person: Option<PersonId>,
    ) -> Option<Self> {
        match kind {
            DocumentKind::Facility => Some(Self::Facility),
            DocumentKind::Casting => Some(Self::Casting),
            DocumentKind::Plan => production.map(Self::Plan),
            DocumentKind::Desk => person.map(Self::Desk),
            DocumentKind::Publications => production.map(Self::Publications),
            DocumentKind::Answers => production.map(Self::Answers),
        }
    }

    /// The kind of document it is.
    pub const fn document(self) -> DocumentKind {
        match self {
            Self::Facility => DocumentKind::Facility,
            Self::Casting => DocumentKind::Casting,
            Self::Plan(_) => DocumentKind::Plan,
            Self::Desk(_) => DocumentKind::Desk,
            Self::Publications(_) => DocumentKind::Publications,
            Self::Answers(_) => DocumentKind::Answers,
        }
    }

    /// The production, if it is one's.
    pub const fn production(self) -> Option<ProductionId> {
        match self {
            Self::Facility | Self::Casting | Self::Desk(_) => None,
            Self::Plan(production) | Self::Publications(production) | Self::Answers(production) => {
                Some(production)
            }
        }
    }

    /// The person, if it is one's.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Facility
            | Self::Casting
            | Self::Plan(_)
            | Self::Publications(_)
            | Self::Answers(_) => None,
            Self::Desk(person) => Some(person),
        }
    }
}

impl Subject {
    /// A record of the facility or casting document.
    pub fn shared(kind: Kind, id: impl Into<RawId>) -> Self {
        let scope =
            if kind.document() == DocumentKind::Casting { Scope::Casting } else { Scope::Facility };
        Self { scope, kind, id: id.into() }
    }

    /// A record of a production's plan.
    pub fn planned(production: ProductionId, kind: Kind, id: impl Into<RawId>) -> Self {
        Self { scope: Scope::Plan(production), kind, id: id.into() }
    }

    /// A record of a person's desk.
    pub fn at_desk(person: PersonId, kind: Kind, id: impl Into<RawId>) -> Self {
        Self { scope: Scope::Desk(person), kind, id: id.into() }
    }

    /// What was sent to the client of a production.
    pub fn published(production: ProductionId, id: impl Into<RawId>) -> Self {
        let scope = Scope::Publications(production);
        Self { scope, kind: Kind::Publication, id: id.into() }
    }

    /// What the client of a production answered.
    pub fn answered(production: ProductionId, id: impl Into<RawId>) -> Self {
        Self { scope: Scope::Answers(production), kind: Kind::Answer, id: id.into() }
    }

    /// Is the record kept in that document?
    pub fn is_consistent(&self) -> bool {
        self.kind.document() == self.scope.document()
    }
}

impl Edit {
    /// A record comes to be.
    pub fn add(subject: Subject, values: Values) -> Self {
        Self { subject, change: Change::Add(values) }
    }

    /// Fields of a record get values.
    pub fn set(subject: Subject, values: Values) -> Self {
        Self { subject, change: Change::Set(values) }
    }
}

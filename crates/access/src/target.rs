//! What can be read or written as a whole: classes of documents and of records, and the one of a
//! class that is meant. (architecture.md, "Documents".)

use model::{CatalogueId, DocumentId, FacilityId, PersonId, ProductionId, RawId, Scope};
use sha2::{Digest, Sha256};

/// What a document or a set of sealed records is: the unit of reading and of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentClass {
    /// Rooms, equipment, people by identifier, calendars, templates. One per facility.
    Facility,
    /// Affinities and vetoes, notes on people, their cost rates. One per facility.
    Casting,
    /// Names and contacts of a person: signed records.
    Directory,
    /// Tasks, bookings, rushes, deliverables, accepted slips of a production.
    Plan,
    /// Slips, answers, absences and wishes of a technician.
    Desk,
    /// Rate card, quotes, costs, follow-up, invoices of a production.
    Commercial,
    /// Contracts, pay periods and pay lines of a person and a year.
    Pay,
    /// What is published to the client of a production: half of the client room.
    Publications,
    /// What the client of a production answers: the other half.
    Answers,
    /// Works, materials, contracts, licences, statements of a rights holder.
    Catalogue,
    /// Bank, social security number, address of a person: sealed records.
    Vault,
}

/// One document, or the records of one person, by what it is and whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The facility document.
    Facility,
    /// The casting document.
    Casting,
    /// The directory record of a person.
    Directory(PersonId),
    /// The plan of a production.
    Plan(ProductionId),
    /// The desk of a technician.
    Desk(PersonId),
    /// The commercial document of a production.
    Commercial(ProductionId),
    /// A pay document of a person, whatever its year.
    Pay(PersonId),
    /// What is published of a production.
    Publications(ProductionId),
    /// What the client of a production answers.
    Answers(ProductionId),
    /// The catalogue of a rights holder.
    Catalogue(CatalogueId),
    /// The vault records of a person.
    Vault(PersonId),
}

impl DocumentClass {
    /// Every class.
    pub const ALL: [Self; 11] = [
        Self::Facility,
        Self::Casting,
        Self::Directory,
        Self::Plan,
        Self::Desk,
        Self::Commercial,
        Self::Pay,
        Self::Publications,
        Self::Answers,
        Self::Catalogue,
        Self::Vault,
    ];

    /// Its word on the wire and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Facility => "facility",
            Self::Casting => "casting",
            Self::Directory => "directory",
            Self::Plan => "plan",
            Self::Desk => "desk",
            Self::Commercial => "commercial",
            Self::Pay => "pay",
            Self::Publications => "publications",
            Self::Answers => "answers",
            Self::Catalogue => "catalogue",
            Self::Vault => "vault",
        }
    }

    /// Its number on the wire, from 1.
    pub fn number(self) -> u8 {
        let place = Self::ALL.iter().position(|class| *class == self).unwrap_or_default();
        u8::try_from(place + 1).unwrap_or(u8::MAX)
    }

    /// The class with this number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// The class with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.key() == key)
    }
}

impl Target {
    /// The document of a class that is about a production, person or catalogue. Facility and
    /// casting are about nobody: the identifier is passed over.
    pub const fn of(class: DocumentClass, id: RawId) -> Self {
        match class {
            DocumentClass::Facility => Self::Facility,
            DocumentClass::Casting => Self::Casting,
            DocumentClass::Directory => Self::Directory(PersonId(id)),
            DocumentClass::Plan => Self::Plan(ProductionId(id)),
            DocumentClass::Desk => Self::Desk(PersonId(id)),
            DocumentClass::Commercial => Self::Commercial(ProductionId(id)),
            DocumentClass::Pay => Self::Pay(PersonId(id)),
            DocumentClass::Publications => Self::Publications(ProductionId(id)),
            DocumentClass::Answers => Self::Answers(ProductionId(id)),
            DocumentClass::Catalogue => Self::Catalogue(CatalogueId(id)),
            DocumentClass::Vault => Self::Vault(PersonId(id)),
        }
    }

    /// The production, person or catalogue it is about; zero for what is about nobody.
    pub const fn id(self) -> RawId {
        match self {
            Self::Facility | Self::Casting => RawId(0),
            Self::Directory(person)
            | Self::Desk(person)
            | Self::Pay(person)
            | Self::Vault(person) => person.0,
            Self::Plan(production)
            | Self::Commercial(production)
            | Self::Publications(production)
            | Self::Answers(production) => production.0,
            Self::Catalogue(catalogue) => catalogue.0,
        }
    }

    /// What it is.
    pub const fn class(self) -> DocumentClass {
        match self {
            Self::Facility => DocumentClass::Facility,
            Self::Casting => DocumentClass::Casting,
            Self::Directory(_) => DocumentClass::Directory,
            Self::Plan(_) => DocumentClass::Plan,
            Self::Desk(_) => DocumentClass::Desk,
            Self::Commercial(_) => DocumentClass::Commercial,
            Self::Pay(_) => DocumentClass::Pay,
            Self::Publications(_) => DocumentClass::Publications,
            Self::Answers(_) => DocumentClass::Answers,
            Self::Catalogue(_) => DocumentClass::Catalogue,
            Self::Vault(_) => DocumentClass::Vault,
        }
    }

    /// The production it belongs to, if it is one's.
    pub const fn production(self) -> Option<ProductionId> {
        match self {
            Self::Plan(production)
            | Self::Commercial(production)
            | Self::Publications(production)
            | Self::Answers(production) => Some(production),
            Self::Facility
            | Self::Casting
            | Self::Directory(_)
            | Self::Desk(_)
            | Self::Pay(_)
            | Self::Catalogue(_)
            | Self::Vault(_) => None,
        }
    }

    /// The person it is about, if it is one's.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Directory(person)
            | Self::Desk(person)
            | Self::Pay(person)
            | Self::Vault(person) => Some(person),
            Self::Facility
            | Self::Casting
            | Self::Plan(_)
            | Self::Commercial(_)
            | Self::Publications(_)
            | Self::Answers(_)
            | Self::Catalogue(_) => None,
        }
    }
}

/// The document of a facility whose name follows from what it is about: a desk, and both halves of a
/// client room. `None` for what is named at random.
///
/// Two machines may make it before they meet, and must make the same; and nobody can give its name
/// to a document of their own.
pub fn named_document(facility: FacilityId, target: Target) -> Option<DocumentId> {
    let word: &[u8] = match target {
        Target::Desk(_) => b"raccord desk",
        Target::Publications(_) => b"raccord publications",
        Target::Answers(_) => b"raccord answers",
        Target::Facility
        | Target::Casting
        | Target::Directory(_)
        | Target::Plan(_)
        | Target::Commercial(_)
        | Target::Pay(_)
        | Target::Catalogue(_)
        | Target::Vault(_) => return None,
    };
    let hash: [u8; 32] = Sha256::new()
        .chain_update(word)
        .chain_update(facility.0.0.to_be_bytes())
        .chain_update(target.id().0.to_be_bytes())
        .finalize()
        .into();
    let half = hash.iter().take(16).fold(0, |name, byte| name << 8 | u128::from(*byte));
    Some(DocumentId(RawId(half)))
}

impl From<Scope> for Target {
    /// The document that edits of this scope go to.
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Facility => Self::Facility,
            Scope::Casting => Self::Casting,
            Scope::Plan(production) => Self::Plan(production),
            Scope::Desk(person) => Self::Desk(person),
            Scope::Publications(production) => Self::Publications(production),
            Scope::Answers(production) => Self::Answers(production),
        }
    }
}

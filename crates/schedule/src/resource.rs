//! What can be booked, whatever it is: rooms, people, machines under one name.

use model::{EquipmentId, Kind, PersonId, RoomId, Subject};

/// Something that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// A room.
    Room(RoomId),
    /// A person.
    Person(PersonId),
    /// A machine.
    Equipment(EquipmentId),
}

impl Resource {
    /// What a record is, if it can be booked.
    pub fn of(subject: Subject) -> Option<Self> {
        match subject.kind {
            Kind::Room => Some(Self::Room(subject.id.into())),
            Kind::Person => Some(Self::Person(subject.id.into())),
            Kind::Equipment => Some(Self::Equipment(subject.id.into())),
            _ => None,
        }
    }

    /// The record it is, in the facility document.
    pub fn subject(self) -> Subject {
        match self {
            Self::Room(id) => Subject::shared(Kind::Room, id),
            Self::Person(id) => Subject::shared(Kind::Person, id),
            Self::Equipment(id) => Subject::shared(Kind::Equipment, id),
        }
    }
}

//! Kinds of records and of documents, and which document holds which record.

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The facility itself: its house rules.
    House,
    /// A room.
    Room,
    /// A machine or other equipment.
    Equipment,
    /// A person.
    Person,
    /// A stretch in which somebody or something is not available.
    Absence,
    /// A zone of public holidays.
    HolidayZone,
    /// What a director thinks of working with somebody.
    Affinity,
    /// What an hour of a person or of a room costs.
    CostRate,
    /// The production itself.
    Production,
    /// An episode of a series.
    Episode,
    /// A task.
    Task,
    /// A dependency.
    Link,
    /// A booking.
    Booking,
    /// A frozen copy of dates.
    Baseline,
    /// A branch of the plan.
    Variant,
    /// A file beside the plan.
    Attachment,
    /// A session slip as it was accepted.
    AcceptedSlip,
    /// A session slip.
    Slip,
    /// What was sent to the client.
    Publication,
    /// What the client answered.
    Answer,
}

/// What a document is: the unit of reading and of writing (security.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Rooms, equipment, people by identifier, calendars. One per facility, read by all staff.
    Facility,
    /// Directors' affinities and vetoes, cost rates. One per facility, read by coordination.
    Casting,
    /// One per production: tasks, dependencies, bookings, baselines.
    Plan,
    /// One per person: their session slips. Written by that person alone.
    Desk,
    /// One per production: what was sent to its client. Read by the client, written by coordination.
    Publications,
    /// One per production: what its client answers. Written by the client alone.
    Answers,
}

impl Kind {
    /// Every kind, documents in order.
    pub const ALL: [Self; 20] = [
        Self::House,
        Self::Room,
        Self::Equipment,
        Self::Person,
        Self::Absence,
        Self::HolidayZone,
        Self::Affinity,
        Self::CostRate,
        Self::Production,
        Self::Episode,
        Self::Task,
        Self::Link,
        Self::Booking,
        Self::Baseline,
        Self::Variant,
        Self::Attachment,
        Self::AcceptedSlip,
        Self::Slip,
        Self::Publication,
        Self::Answer,
    ];

    /// Its word in commands, JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Room => "room",
            Self::Equipment => "equipment",
            Self::Person => "person",
            Self::Absence => "absence",
            Self::HolidayZone => "holiday_zone",
            Self::Affinity => "affinity",
            Self::CostRate => "cost_rate",
            Self::Production => "production",
            Self::Episode => "episode",
            Self::Task => "task",
            Self::Link => "link",
            Self::Booking => "booking",
            Self::Baseline => "baseline",
            Self::Variant => "variant",
            Self::Attachment => "attachment",
            Self::AcceptedSlip => "accepted_slip",
            Self::Slip => "slip",
            Self::Publication => "publication",
            Self::Answer => "answer",
        }
    }

    /// The kind with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The root map that holds these records in their document; never changes once released.
    pub const fn container(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Room => "rooms",
            Self::Equipment => "equipment",
            Self::Person => "people",
            Self::Absence => "absences",
            Self::HolidayZone => "holiday_zones",
            Self::Affinity => "affinities",
            Self::CostRate => "cost_rates",
            Self::Production => "production",
            Self::Episode => "episodes",
            Self::Task => "tasks",
            Self::Link => "links",
            Self::Booking => "bookings",
            Self::Baseline => "baselines",
            Self::Variant => "variants",
            Self::Attachment => "attachments",
            Self::AcceptedSlip => "accepted_slips",
            Self::Slip => "slips",
            Self::Publication => "publications",
            Self::Answer => "answers",
        }
    }

    /// The document that holds these records.
    pub const fn document(self) -> DocumentKind {
        match self {
            Self::House
            | Self::Room
            | Self::Equipment
            | Self::Person
            | Self::Absence
            | Self::HolidayZone => DocumentKind::Facility,
            Self::Affinity | Self::CostRate => DocumentKind::Casting,
            Self::Production
            | Self::Episode
            | Self::Task
            | Self::Link
            | Self::Booking
            | Self::Baseline
            | Self::Variant
            | Self::Attachment
            | Self::AcceptedSlip => DocumentKind::Plan,
            Self::Slip => DocumentKind::Desk,
            Self::Publication => DocumentKind::Publications,
            Self::Answer => DocumentKind::Answers,
        }
    }

    /// Its fields.
    pub fn fields(self) -> &'static [crate::Field] {
        use crate::Record;
        match self {
            Self::House => crate::House::FIELDS,
            Self::Room => crate::Room::FIELDS,
            Self::Equipment => crate::Equipment::FIELDS,
            Self::Person => crate::Person::FIELDS,
            Self::Absence => crate::Absence::FIELDS,
            Self::HolidayZone => crate::HolidayZone::FIELDS,
            Self::Affinity => crate::Affinity::FIELDS,
            Self::CostRate => crate::CostRate::FIELDS,
            Self::Production => crate::Production::FIELDS,
            Self::Episode => crate::Episode::FIELDS,
            Self::Task => crate::Task::FIELDS,
            Self::Link => crate::Link::FIELDS,
            Self::Booking => crate::Booking::FIELDS,
            Self::Baseline => crate::Baseline::FIELDS,
            Self::Variant => crate::Variant::FIELDS,
            Self::Attachment => crate::Attachment::FIELDS,
            Self::AcceptedSlip => crate::AcceptedSlip::FIELDS,
            Self::Slip => crate::Slip::FIELDS,
            Self::Publication => crate::Publication::FIELDS,
            Self::Answer => crate::Answer::FIELDS,
        }
    }

    /// The field with this key, `order` included.
    pub fn field(self, key: &str) -> Option<&'static crate::Field> {
        const ORDER: crate::Field = crate::Field { key: "order", kind: crate::FieldKind::Order };
        if key == "order" {
            Some(&ORDER)
        } else {
            self.fields().iter().find(|field| field.key == key)
        }
    }
}

impl DocumentKind {
    /// Every kind of document.
    pub const ALL: [Self; 6] =
        [Self::Facility, Self::Casting, Self::Plan, Self::Desk, Self::Publications, Self::Answers];

    /// Its word in the store and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Facility => "facility",
            Self::Casting => "casting",
            Self::Plan => "plan",
            Self::Desk => "desk",
            Self::Publications => "publications",
            Self::Answers => "answers",
        }
    }

    /// The kind with this word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

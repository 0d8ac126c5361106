//! What a document reads as: its records by identifier, deleted ones left out.
//!
//! Records are shared by reference count, so that a new snapshot copies only what was touched.

use crate::{
    Absence, AbsenceId, AcceptedSlip, AcceptedSlipId, Affinity, AffinityId, Answer, AnswerId,
    Attachment, AttachmentId, Baseline, BaselineId, Booking, BookingId, Change, CostRate,
    CostRateId, DirectoryEntry, Edit, Episode, EpisodeId, Equipment, EquipmentId, FacilityId,
    HolidayZone, HolidayZoneId, House, Kind, Link, LinkId, Person, PersonId, Production,
    ProductionId, Publication, PublicationId, RawId, Record, Room, RoomId, Slip, SlipId, Task,
    TaskId, Values, Variant, VariantId,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facility document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facility {
    /// House rules.
    pub house: Arc<House>,
    /// Rooms.
    pub rooms: BTreeMap<RoomId, Arc<Room>>,
    /// Equipment.
    pub equipment: BTreeMap<EquipmentId, Arc<Equipment>>,
    /// People.
    pub people: BTreeMap<PersonId, Arc<Person>>,
    /// Absences and closures.
    pub absences: BTreeMap<AbsenceId, Arc<Absence>>,
    /// Zones of public holidays.
    pub holiday_zones: BTreeMap<HolidayZoneId, Arc<HolidayZone>>,
}

/// The casting document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Casting {
    /// Affinities and vetoes.
    pub affinities: BTreeMap<AffinityId, Arc<Affinity>>,
    /// What an hour of people and of rooms costs.
    pub cost_rates: BTreeMap<CostRateId, Arc<CostRate>>,
}

/// The plan document of a production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The production.
    pub production: Arc<Production>,
    /// Episodes.
    pub episodes: BTreeMap<EpisodeId, Arc<Episode>>,
    /// Tasks.
    pub tasks: BTreeMap<TaskId, Arc<Task>>,
    /// Dependencies.
    pub links: BTreeMap<LinkId, Arc<Link>>,
    /// Bookings.
    pub bookings: BTreeMap<BookingId, Arc<Booking>>,
    /// Baselines.
    pub baselines: BTreeMap<BaselineId, Arc<Baseline>>,
    /// Attachments.
    pub attachments: BTreeMap<AttachmentId, Arc<Attachment>>,
    /// Variants.
    pub variants: BTreeMap<VariantId, Arc<Variant>>,
    /// Session slips as they were accepted.
    pub accepted_slips: BTreeMap<AcceptedSlipId, Arc<AcceptedSlip>>,
}

/// The desk document of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Desk {
    /// Session slips.
    pub slips: BTreeMap<SlipId, Arc<Slip>>,
}

/// What was sent to the client of a production.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Publications {
    /// By identifier; what was withdrawn is left out.
    pub publications: BTreeMap<PublicationId, Arc<Publication>>,
}

/// What the client of a production answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// By identifier.
    pub answers: BTreeMap<AnswerId, Arc<Answer>>,
}

/// Names and contacts by person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Directory {
    /// What is known of each.
    pub entries: BTreeMap<PersonId, DirectoryEntry>,
}

impl Facility {
    /// A facility in which nothing is yet.
    pub fn new(id: FacilityId) -> Self {
        Self {
            house: Arc::new(House::new(id)),
            rooms: BTreeMap::new(),
            equipment: BTreeMap::new(),
            people: BTreeMap::new(),
            absences: BTreeMap::new(),
            holiday_zones: BTreeMap::new(),
        }
    }
}

impl Plan {
    /// A plan in which nothing is yet.
    pub fn new(id: ProductionId) -> Self {
        Self {
            production: Arc::new(Production::new(id)),
            episodes: BTreeMap::new(),
            tasks: BTreeMap::new(),
            links: BTreeMap::new(),
            bookings: BTreeMap::new(),
            baselines: BTreeMap::new(),
            attachments: BTreeMap::new(),
            variants: BTreeMap::new(),
            accepted_slips: BTreeMap::new(),
        }
    }

    /// Its tasks as people see them: by order key, then by identifier.
    pub fn tasks_in_order(&self) -> Vec<&Arc<Task>> {
        in_order(self.tasks.values())
    }
}

/// Applies a change to one record of a collection. A deleted record is left out, so that a
/// `Restore` finds nothing here: only the document remembers it.
fn change<I: Ord + From<RawId>, T: Record + Clone>(
    records: &mut BTreeMap<I, Arc<T>>,
    id: RawId,
    change: &Change,
) {
    match change {
        Change::Add(values) => {
            records.insert(id.into(), Arc::new(T::from_values(id, values, &mut Vec::new())));
        }
        Change::Set(values) => {
            if let Some(record) = records.get_mut(&I::from(id)) {
                *record = Arc::new(with_values(record.as_ref(), values));
            }
        }
        Change::Delete => {
            records.remove(&I::from(id));
        }
        Change::Restore => {}
    }
}

/// A record with some of its fields replaced.
fn with_values<T: Record>(record: &T, values: &Values) -> T {
    let mut all = record.to_values();
    all.extend(values.iter().map(|(key, value)| (key.clone(), value.clone())));
    T::from_values(record.raw_id(), &all, &mut Vec::new())
}

/// The one record of its kind in a document.
fn change_only<T: Record>(record: &mut Arc<T>, change: &Change) {
    if let Change::Add(values) | Change::Set(values) = change {
        *record = Arc::new(with_values(record.as_ref(), values));
    }
}

impl Facility {
    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        let id = edit.subject.id;
        match edit.subject.kind {
            Kind::House => change_only(&mut self.house, &edit.change),
            Kind::Room => change(&mut self.rooms, id, &edit.change),
            Kind::Equipment => change(&mut self.equipment, id, &edit.change),
            Kind::Person => change(&mut self.people, id, &edit.change),
            Kind::Absence => change(&mut self.absences, id, &edit.change),
            Kind::HolidayZone => change(&mut self.holiday_zones, id, &edit.change),
            Kind::Affinity
            | Kind::CostRate
            | Kind::Production
            | Kind::Episode
            | Kind::Task
            | Kind::Link
            | Kind::Booking
            | Kind::Baseline
            | Kind::Variant
            | Kind::Attachment
            | Kind::AcceptedSlip
            | Kind::Slip
            | Kind::Publication
            | Kind::Answer => {}
        }
    }
}

impl Casting {
    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        let id = edit.subject.id;
        match edit.subject.kind {
            Kind::Affinity => change(&mut self.affinities, id, &edit.change),
            Kind::CostRate => change(&mut self.cost_rates, id, &edit.change),
            Kind::House
            | Kind::Room
            | Kind::Equipment
            | Kind::Person
            | Kind::Absence
            | Kind::HolidayZone
            | Kind::Production
            | Kind::Episode
            | Kind::Task
            | Kind::Link
            | Kind::Booking
            | Kind::Baseline
            | Kind::Variant
            | Kind::Attachment
            | Kind::AcceptedSlip
            | Kind::Slip
            | Kind::Publication
            | Kind::Answer => {}
        }
    }
}

impl Plan {
    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        let id = edit.subject.id;
        match edit.subject.kind {
            Kind::Production => change_only(&mut self.production, &edit.change),
            Kind::Episode => change(&mut self.episodes, id, &edit.change),
            Kind::Task => change(&mut self.tasks, id, &edit.change),
            Kind::Link => change(&mut self.links, id, &edit.change),
            Kind::Booking => change(&mut self.bookings, id, &edit.change),
            Kind::Baseline => change(&mut self.baselines, id, &edit.change),
            Kind::Attachment => change(&mut self.attachments, id, &edit.change),
            Kind::Variant => change(&mut self.variants, id, &edit.change),
            Kind::AcceptedSlip => change(&mut self.accepted_slips, id, &edit.change),
            Kind::House
            | Kind::Room
            | Kind::Equipment
            | Kind::Person
            | Kind::Absence
            | Kind::HolidayZone
            | Kind::Affinity
            | Kind::CostRate
            | Kind::Slip
            | Kind::Publication
            | Kind::Answer => {}
        }
    }
}

impl Desk {
    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        if edit.subject.kind == Kind::Slip {
            change(&mut self.slips, edit.subject.id, &edit.change);
        }
    }
}

impl Publications {
    /// Oldest first: by the moment they were sent, then by number, then by identifier.
    pub fn in_order(&self) -> Vec<&Arc<Publication>> {
        let mut sent: Vec<_> = self.publications.values().collect();
        sent.sort_by_key(|it| when_sent(it));
        sent
    }

    /// The last that was sent.
    pub fn newest(&self) -> Option<&Arc<Publication>> {
        self.publications.values().max_by_key(|it| when_sent(it))
    }

    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        if edit.subject.kind == Kind::Publication {
            change(&mut self.publications, edit.subject.id, &edit.change);
        }
    }
}

/// Where a publication stands among those of its production.
fn when_sent(sent: &Publication) -> impl Ord + use<> {
    (sent.published, sent.number, sent.id)
}

impl Answers {
    /// What an edit would make of it, without writing anything. Edits of other documents are ignored.
    pub fn apply(&mut self, edit: &Edit) {
        if edit.subject.kind == Kind::Answer {
            change(&mut self.answers, edit.subject.id, &edit.change);
        }
    }
}

impl Directory {
    /// The name of a person, if the directory knows it.
    pub fn name(&self, person: PersonId) -> Option<&str> {
        self.entries.get(&person).map(|entry| entry.name.as_str()).filter(|name| !name.is_empty())
    }
}

/// Records by order key, then by identifier.
fn in_order<'a, T: Record>(records: impl Iterator<Item = &'a Arc<T>>) -> Vec<&'a Arc<T>> {
    let mut sorted: Vec<&Arc<T>> = records.collect();
    sorted.sort_by(|a, b| a.order().cmp(b.order()).then(a.raw_id().cmp(&b.raw_id())));
    sorted
}

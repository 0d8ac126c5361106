//! What a document reads as: its records by identifier, deleted ones left out.
//!
//! Records are shared by reference count, so that a new snapshot copies only what was touched.

use crate::{
    Absence, AbsenceId, Affinity, AffinityId, Baseline, BaselineId, Booking, BookingId,
    DirectoryEntry, Episode, EpisodeId, Equipment, EquipmentId, FacilityId, HolidayZone,
    HolidayZoneId, House, Link, LinkId, Person, PersonId, Production, ProductionId, Record, Room,
    RoomId, Task, TaskId,
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
        }
    }

    /// Its tasks as people see them: by order key, then by identifier.
    pub fn tasks_in_order(&self) -> Vec<&Arc<Task>> {
        in_order(self.tasks.values())
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

//! Who or what the resources of a file are.

use super::{Conversion, UnknownResources};
use crate::findings::{fill, shown};
use crate::plan::{ImportedCalendar, ImportedResource, ResourceKind};
use crate::words::folded;
use model::{Command, DirectoryEntry, EquipmentId, Person, PersonId, Room, RoomId};
use std::collections::BTreeMap;

/// What a resource is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    Room(RoomId),
    Person(PersonId),
    Equipment(EquipmentId),
}

/// Identities by name as compared; none where several share the name.
type Names = BTreeMap<String, Option<Identity>>;

impl Conversion<'_> {
    /// The identity of each resource that is used, by its number. Resources that nobody knows
    /// are told or added.
    pub(super) fn resources(&mut self) -> BTreeMap<i64, Identity> {
        let mut names = self.known_names();
        let mut identities = BTreeMap::new();
        let calendars = self.plan.calendars.iter().map(|calendar| (calendar.uid, calendar));
        let calendars: BTreeMap<i64, &ImportedCalendar> = calendars.collect();
        for resource in &self.plan.resources {
            // The place-holder of work that nobody does yet has no name.
            if resource.name.is_empty() {
                continue;
            }
            let fields = [("name", shown(&resource.name))];
            if matches!(resource.kind, ResourceKind::Material | ResourceKind::Cost) {
                fill(self.findings.info("import-resource-not-booked", &resource.place), fields);
                continue;
            }
            let identity = match names.get(&folded(&resource.name)) {
                Some(Some(identity)) => Some(*identity),
                Some(None) => {
                    fill(self.findings.warn("import-resource-ambiguous", &resource.place), fields);
                    None
                }
                None if self.options.unknown == UnknownResources::Add => {
                    let added = self.add_resource(resource, &calendars);
                    names.insert(folded(&resource.name), Some(added));
                    fill(self.findings.info("import-resource-added", &resource.place), fields);
                    Some(added)
                }
                None => {
                    fill(self.findings.warn("import-resource-unknown", &resource.place), fields);
                    None
                }
            };
            identities.extend(identity.map(|identity| (resource.uid, identity)));
        }
        identities
    }

    fn known_names(&self) -> Names {
        let facility = self.known.facility;
        let rooms = facility.rooms.values().map(|room| (&room.name, Identity::Room(room.id)));
        let machines = facility.equipment.values();
        let machines = machines.map(|machine| (&machine.name, Identity::Equipment(machine.id)));
        let people = self.known.directory.entries.iter();
        let people = people
            .filter(|(person, _)| facility.people.contains_key(person))
            .map(|(person, entry)| (&entry.name, Identity::Person(*person)));
        let mut names = Names::new();
        for (name, identity) in rooms.chain(machines).chain(people) {
            let several = names.contains_key(&folded(name));
            names.insert(folded(name), Some(identity).filter(|_| !several));
        }
        names.remove("");
        names
    }

    fn add_resource(
        &mut self,
        resource: &ImportedResource,
        calendars: &BTreeMap<i64, &ImportedCalendar>,
    ) -> Identity {
        if resource.kind == ResourceKind::Room {
            let id = RoomId((self.mint)());
            let mut room = Room::new(id);
            room.name.clone_from(&resource.name);
            self.add_shared(&room, &Room::new(id));
            return Identity::Room(id);
        }
        let id = PersonId((self.mint)());
        let mut person = Person::new(id);
        if !resource.group.is_empty() {
            person.functions.insert(resource.group.clone());
        }
        let own = resource.calendar.and_then(|uid| calendars.get(&uid));
        // A calendar that names every day of the week says all the person's hours by itself.
        if let Some(calendar) = own.filter(|calendar| calendar.week.0.len() == 7) {
            person.hours = calendar.week.clone();
        }
        self.add_shared(&person, &Person::new(id));
        let entry = DirectoryEntry {
            name: resource.name.clone(),
            mail: resource.mail.clone(),
            telephone: String::new(),
        };
        self.commands.push(Command::NamePerson { person: id, entry });
        Identity::Person(id)
    }
}

//! What each list shows, and what a new record is at first.

use super::Tab;
use crate::desktop::{Asks, Scene, listed};
use i18n::{Key, key};
use model::{
    AbsenceKind, Choice, Command, DirectoryEntry, FieldValue, Kind, Order, PersonId, RawId,
    Subject, Value, Values,
};
use node::Group;
use units::NaiveTime;

/// A row: what it stands for, and its cells.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) subject: Subject,
    pub(super) cells: Vec<String>,
}

/// The columns of a list: heading, least width.
pub(super) fn columns(tab: Tab) -> &'static [(Key, f32)] {
    match tab {
        Tab::Rooms => &[
            (key::DESKTOP_RESOURCES_NAME, 140.0),
            (key::DESKTOP_RESOURCES_KIND, 150.0),
            (key::DESKTOP_RESOURCES_OFFERS, 240.0),
            (key::DESKTOP_RESOURCES_REMARK, 140.0),
        ],
        Tab::People => &[
            (key::DESKTOP_RESOURCES_NAME, 170.0),
            (key::DESKTOP_RESOURCES_FUNCTIONS, 190.0),
            (key::DESKTOP_RESOURCES_SKILLS, 180.0),
            (key::DESKTOP_RESOURCES_EMPLOYMENT, 110.0),
            (key::DESKTOP_RESOURCES_CONTACT, 160.0),
        ],
        Tab::Equipment => &[
            (key::DESKTOP_RESOURCES_NAME, 170.0),
            (key::DESKTOP_RESOURCES_OFFERS, 200.0),
            (key::DESKTOP_RESOURCES_ROOM, 140.0),
            (key::DESKTOP_RESOURCES_REMARK, 140.0),
        ],
        Tab::Absences => &[
            (key::DESKTOP_RESOURCES_WHO, 200.0),
            (key::DESKTOP_RESOURCES_WHEN, 260.0),
            (key::DESKTOP_RESOURCES_KIND, 120.0),
        ],
        Tab::Affinities => &[
            (key::DESKTOP_RESOURCES_DIRECTOR, 180.0),
            (key::DESKTOP_RESOURCES_PERSON, 180.0),
            (key::DESKTOP_RESOURCES_RATING, 120.0),
            (key::DESKTOP_RESOURCES_REMARK, 180.0),
        ],
        Tab::House => &[],
    }
}

/// The rows of a list, in the order people look for them.
pub(super) fn rows(scene: &Scene<'_>, tab: Tab) -> Vec<Row> {
    match tab {
        Tab::Rooms => rooms(scene),
        Tab::People => people(scene),
        Tab::Equipment => equipment(scene),
        Tab::Absences => absences(scene),
        Tab::Affinities => affinities(scene),
        Tab::House => Vec::new(),
    }
}

fn row(kind: Kind, id: impl Into<RawId>, cells: Vec<String>) -> Row {
    Row { subject: Subject::shared(kind, id), cells }
}

fn rooms(scene: &Scene<'_>) -> Vec<Row> {
    let messages = scene.messages;
    let cells = |room: views::RoomView| {
        let kind = messages.choice(Kind::Room, "kind", room.kind.key());
        let offers = listed(&room.capabilities, |word| messages.capability(word));
        row(Kind::Room, room.id, vec![room.name, kind, offers, room.remark])
    };
    views::rooms(&scene.source()).into_iter().map(cells).collect()
}

fn people(scene: &Scene<'_>) -> Vec<Row> {
    let messages = scene.messages;
    let cells = |person: views::PersonView| {
        let functions = listed(&person.functions, |word| messages.function(word));
        let skills = listed(&person.skills, |word| messages.capability(word));
        let employment = messages.choice(Kind::Person, "employment", person.employment.key());
        let contact = if person.telephone.is_empty() { person.mail } else { person.telephone };
        row(Kind::Person, person.id, vec![person.name, functions, skills, employment, contact])
    };
    views::people(&scene.source()).into_iter().map(cells).collect()
}

fn equipment(scene: &Scene<'_>) -> Vec<Row> {
    let (messages, source) = (scene.messages, scene.source());
    let mut machines: Vec<_> = scene.snapshot.facility.equipment.values().collect();
    machines.sort_by(|a, b| a.order.cmp(&b.order).then(a.id.cmp(&b.id)));
    let cells = |machine: &model::Equipment| {
        let offers = listed(&machine.capabilities, |word| messages.capability(word));
        let room = machine.room.map(|room| source.room(room)).unwrap_or_default();
        let cells = vec![machine.name.clone(), offers, room, machine.remark.clone()];
        row(Kind::Equipment, machine.id, cells)
    };
    machines.into_iter().map(|machine| cells(machine)).collect()
}

/// Those to come first, then those that are over, newest first.
fn absences(scene: &Scene<'_>) -> Vec<Row> {
    let (messages, source, now) = (scene.messages, scene.source(), scene.now);
    let mut absences: Vec<_> = scene.snapshot.facility.absences.values().collect();
    absences.sort_by_key(|absence| {
        let over = absence.end.is_some_and(|end| end <= now);
        let away = absence.start.map_or(0, |start| (start - now).num_minutes());
        (over, if over { -away } else { away }, absence.id)
    });
    let cells = |absence: &model::Absence| {
        let who = absence
            .person
            .map(|id| source.person(id))
            .or(absence.room.map(|id| source.room(id)))
            .or(absence.equipment.map(|id| source.equipment(id)));
        let when = match (absence.start, absence.end) {
            (Some(start), Some(end)) => messages.stretch(start, end, now.date()),
            (Some(start), None) => messages.date_time(start),
            _ => String::new(),
        };
        let kind = messages.choice(Kind::Absence, "kind", absence.kind.key());
        row(Kind::Absence, absence.id, vec![who.unwrap_or_default(), when, kind])
    };
    absences.into_iter().map(|absence| cells(absence)).collect()
}

fn affinities(scene: &Scene<'_>) -> Vec<Row> {
    let source = scene.source();
    let name = |person: Option<PersonId>| person.map(|id| source.person(id)).unwrap_or_default();
    let cells = |affinity: &model::Affinity| {
        let rating = if affinity.veto {
            format!("✗ {}", scene.say(key::DESKTOP_RESOURCES_VETO))
        } else {
            affinity.rating.map(|rating| format!("{rating}/5 ★")).unwrap_or_default()
        };
        let cells =
            vec![name(affinity.director), name(affinity.person), rating, affinity.remark.clone()];
        row(Kind::Affinity, affinity.id, cells)
    };
    let mut rows: Vec<Row> =
        scene.snapshot.casting.affinities.values().map(|affinity| cells(affinity)).collect();
    rows.sort_by(|a, b| a.cells.cmp(&b.cells));
    rows
}

/// Adds a record to a list and selects it: the inspector is where it is filled in.
pub(super) fn add(scene: &Scene<'_>, tab: Tab, asks: &mut Asks) {
    let id = scene.new_id();
    let name = |key: Key| Value::Text(scene.say(key));
    let facility = &scene.snapshot.facility;
    let (kind, values, also) = match tab {
        Tab::Rooms => {
            let last = facility.rooms.values().map(|room| &room.order).max();
            let name = name(key::DESKTOP_RESOURCES_NEW_ROOM_NAME);
            (Kind::Room, last_named(name, last), None)
        }
        Tab::Equipment => {
            let last = facility.equipment.values().map(|machine| &machine.order).max();
            let name = name(key::DESKTOP_RESOURCES_NEW_EQUIPMENT_NAME);
            (Kind::Equipment, last_named(name, last), None)
        }
        Tab::People => {
            let entry = DirectoryEntry {
                name: scene.say(key::DESKTOP_RESOURCES_NEW_PERSON_NAME),
                ..DirectoryEntry::default()
            };
            let naming = Command::NamePerson { person: id.into(), entry };
            (Kind::Person, Values::new(), Some(naming))
        }
        Tab::Absences => (Kind::Absence, absence_of_today(scene), None),
        Tab::Affinities => (Kind::Affinity, Values::new(), None),
        Tab::House => {
            (Kind::HolidayZone, named(name(key::DESKTOP_RESOURCES_NEW_HOLIDAYS_NAME)), None)
        }
    };
    let subject = Subject::shared(kind, id);
    let mut commands = vec![Command::Add { subject, values }];
    commands.extend(also);
    asks.submit(Group::of(commands));
    asks.edit(subject);
}

fn named(name: Value) -> Values {
    Values::from([("name".to_owned(), name)])
}

/// With a name, at the end of the list.
fn last_named(name: Value, last: Option<&Order>) -> Values {
    let mut values = named(name);
    values.insert("order".to_owned(), Order::between(last, None).write());
    values
}

/// An absence of the whole of today, to be said whose and when.
fn absence_of_today(scene: &Scene<'_>) -> Values {
    let window = scene.source().time().window(units::Datelike::weekday(&scene.today()));
    let at = |time: NaiveTime| scene.today().and_time(time).write();
    Values::from([
        ("start".to_owned(), at(window.from)),
        ("end".to_owned(), at(window.to)),
        ("kind".to_owned(), Value::from(AbsenceKind::Away.key())),
    ])
}

//! The house of the demo: its rules, holidays, rooms and machines. Five dub stages, twenty edit
//! rooms half picture half sound, and what a post-production house of that size has beside them.

use crate::agenda::{ALL, Agenda, DAY, Slots, hours, weekdays, year};
use crate::journal::{Journal, add, hour, set};
use crate::names;
use crate::script::Label;
use model::{
    Absence, AbsenceKind, Command, Equipment, EquipmentId, Facility, FacilityId, HolidayRule,
    HolidayZone, HolidayZoneId, House, Kind, Order, Room, RoomKind, Subject,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Datelike, Days, Minutes, NaiveDate, Weekday};

/// The house, as the generator needs it.
pub(crate) struct Premises {
    /// House rules and holidays alone, by which templates are laid out.
    pub(crate) rules: Arc<Facility>,
    pub(crate) rooms: Vec<Room>,
    pub(crate) machines: BTreeMap<&'static str, EquipmentId>,
}

/// Rooms of one kind: their names, what they offer, when they are open.
struct Suite {
    kind: RoomKind,
    names: &'static [&'static str],
    offers: &'static [&'static str],
    /// Hours other than those of the house.
    hours: Option<(&'static str, Slots)>,
    turnaround: i64,
}

const SUITES: [Suite; 10] = [
    Suite {
        kind: RoomKind::Stage,
        names: &["Audi 1", "Audi 2", "Audi 3", "Audi 4", "Audi 5"],
        offers: &["pro_tools", "stereo", "5.1"],
        hours: Some(("09:00-02:00", ALL)),
        turnaround: 60,
    },
    Suite {
        kind: RoomKind::Edit,
        names: &[
            "Montage 1",
            "Montage 2",
            "Montage 3",
            "Montage 4",
            "Montage 5",
            "Montage 6",
            "Montage 7",
            "Montage 8",
            "Montage 9",
            "Montage 10",
        ],
        offers: &["avid", "hd"],
        hours: Some(("09:00-22:00", 0b0011_1111)),
        turnaround: 0,
    },
    Suite {
        kind: RoomKind::SoundEdit,
        names: &[
            "Son 1", "Son 2", "Son 3", "Son 4", "Son 5", "Son 6", "Son 7", "Son 8", "Son 9",
            "Son 10",
        ],
        offers: &["pro_tools", "stereo"],
        hours: Some(("09:00-22:00", 0b0011_1111)),
        turnaround: 0,
    },
    Suite {
        kind: RoomKind::Foley,
        names: &["Bruitage"],
        offers: &["pro_tools", "foley_pits"],
        hours: None,
        turnaround: 30,
    },
    Suite {
        kind: RoomKind::Voice,
        names: &["Cabine voix"],
        offers: &["pro_tools", "voice_booth", "stereo"],
        hours: Some(("09:00-20:00", 0b0001_1111)),
        turnaround: 30,
    },
    Suite {
        kind: RoomKind::Grading,
        names: &["Étalonnage"],
        offers: &["baselight", "resolve", "projection", "uhd", "hdr"],
        hours: Some(("09:00-22:00", 0b0011_1111)),
        turnaround: 30,
    },
    Suite {
        kind: RoomKind::Conform,
        names: &["Conformation"],
        offers: &["resolve", "flame", "uhd", "hdr"],
        hours: None,
        turnaround: 0,
    },
    Suite {
        kind: RoomKind::Effects,
        names: &["Trucages 1", "Trucages 2", "Titrage"],
        offers: &["nuke", "after_effects", "uhd"],
        hours: None,
        turnaround: 0,
    },
    Suite {
        kind: RoomKind::Lab,
        names: &["Labo A", "Labo B"],
        offers: &["lto", "dcp", "imf", "uhd"],
        hours: Some(("09:00-20:00", 0b0001_1111)),
        turnaround: 0,
    },
    Suite {
        kind: RoomKind::Screening,
        names: &["Salle de projection"],
        offers: &["projection", "dcp", "5.1", "7.1.4"],
        hours: Some(("09:00-22:00", 0b0011_1111)),
        turnaround: 30,
    },
];

/// Machines that can be booked by themselves: key, name, what they offer, where they stand.
const MACHINES: [(&str, &str, &[&str], &str); 8] = [
    ("lto_a", "Lecteur LTO-9 A", &["lto"], "Labo A"),
    ("lto_b", "Lecteur LTO-9 B", &["lto"], "Labo B"),
    ("hdr_monitor", "Moniteur de référence HDR 31 pouces", &["hdr", "uhd"], "Étalonnage"),
    ("cart", "Chariot de visionnage UHD", &["uhd", "hdr"], "Salle de projection"),
    ("premiere", "Station Premiere mobile", &["premiere", "after_effects"], "Montage 10"),
    ("resolve", "Station Resolve mobile", &["resolve"], "Conformation"),
    ("recorder", "Kit Pro Tools mobile", &["pro_tools"], "Audi 5"),
    ("booth", "Cabine de speak mobile", &["voice_booth"], "Son 10"),
];

/// Founds the house and writes the steps.
pub(crate) fn found(
    journal: &mut Journal,
    facility: FacilityId,
    years: (i32, i32),
) -> (Premises, impl Fn(NaiveDate) -> bool + use<>) {
    let zone = holiday_zone(journal.ids.mint(), years);
    let bare = House::new(facility);
    let house = House {
        name: names::FACILITY.to_owned(),
        hours: House::default_hours(),
        holiday_zone: Some(zone.id),
        ..bare.clone()
    };
    let subject = Subject::shared(Kind::HolidayZone, zone.id);
    let mut commands = vec![add(subject, &zone)];
    commands.extend(set(Subject::shared(Kind::House, facility), &bare, &house));
    journal.step(Label::new("Règles de la maison", "House rules"), commands);

    let mut rules = Facility::new(facility);
    rules.house = Arc::new(house);
    rules.holiday_zones.insert(zone.id, Arc::new(zone.clone()));
    let rooms = rooms(journal);
    let machines = machines(journal, &rooms);
    let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let off = schedule::days_off(&zone, date(years.0, 1, 1), date(years.1, 12, 31));
    let works = move |date: NaiveDate| {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !off.contains_key(&date)
    };
    (Premises { rules: Arc::new(rules), rooms, machines }, works)
}

/// Metropolitan France; the house works on Whit Monday and not on the Friday after Ascension.
fn holiday_zone(id: HolidayZoneId, years: (i32, i32)) -> HolidayZone {
    let ascensions = (years.0..=years.1).filter_map(|year| {
        let days = schedule::holidays(&HolidayRule::FranceMetropole, year);
        days.into_iter().find(|(_, key)| *key == "ascension")
    });
    let bridges = ascensions.filter_map(|(day, _)| day.succ_opt());
    HolidayZone {
        name: "Métropole, règles de la maison".to_owned(),
        rule: HolidayRule::FranceMetropole,
        worked: BTreeSet::from(["whit_monday".to_owned()]),
        days_off: bridges.map(|day| (day, "Pont de l'Ascension".to_owned())).collect(),
        ..HolidayZone::new(id)
    }
}

fn rooms(journal: &mut Journal) -> Vec<Room> {
    let count = SUITES.iter().map(|suite| suite.names.len()).sum();
    let mut orders = Order::run(None, count).into_iter();
    let mut rooms = Vec::new();
    for suite in &SUITES {
        let mut commands = Vec::new();
        for name in suite.names {
            let mut room = Room::new(journal.ids.mint());
            room.name = (*name).to_owned();
            room.order = orders.next().unwrap_or_default();
            room.kind = suite.kind.clone();
            room.capabilities = offers(suite, name);
            room.turnaround = (suite.turnaround > 0).then_some(Minutes(suite.turnaround));
            if let Some((text, _)) = suite.hours {
                room.hours = hours(&[0, 1, 2, 3, 4], text);
            }
            commands.push(add(Subject::shared(Kind::Room, room.id), &room));
            rooms.push(room);
        }
        let first = suite.names.first().copied().unwrap_or_default();
        let label = format!("{first} ({})", suite.names.len());
        journal.step(Label::new(format!("Salles : {label}"), format!("Rooms: {label}")), commands);
    }
    rooms
}

/// What the rooms of a suite offer, and what single ones offer beside it.
fn offers(suite: &Suite, name: &str) -> BTreeSet<String> {
    let more: &[&str] = match name {
        "Audi 1" => &["7.1.4", "projection", "uhd"],
        "Audi 2" => &["7.1.4", "uhd"],
        "Audi 3" => &["projection"],
        "Montage 1" | "Montage 2" => &["uhd", "projection"],
        "Montage 7" | "Montage 8" => &["premiere"],
        "Montage 9" | "Montage 10" => &["resolve", "uhd"],
        "Son 1" | "Son 2" | "Son 3" => &["5.1"],
        _ => &[],
    };
    suite.offers.iter().chain(more).map(|word| (*word).to_owned()).collect()
}

/// The slots in which a room is open, by day of the week.
pub(crate) fn slots(room: &Room) -> [Slots; 7] {
    let suite = SUITES.iter().find(|suite| suite.kind == room.kind);
    weekdays(suite.and_then(|suite| suite.hours).map_or(DAY, |(_, slots)| slots))
}

fn machines(journal: &mut Journal, rooms: &[Room]) -> BTreeMap<&'static str, EquipmentId> {
    let mut machines = BTreeMap::new();
    let mut commands = Vec::new();
    for ((key, name, offers, room), order) in
        MACHINES.into_iter().zip(Order::run(None, MACHINES.len()))
    {
        let mut machine = Equipment::new(journal.ids.mint());
        machine.name = name.to_owned();
        machine.order = order;
        machine.capabilities = offers.iter().map(|word| (*word).to_owned()).collect();
        machine.room = rooms.iter().find(|found| found.name == room).map(|found| found.id);
        commands.push(add(Subject::shared(Kind::Equipment, machine.id), &machine));
        machines.insert(key, machine.id);
    }
    journal.step(Label::new("Matériel mobile", "Equipment"), commands);
    machines
}

/// Rooms that are serviced: two days each in the second week of August, the grading room for
/// calibration on two days in February. The agenda learns of it.
pub(crate) fn maintenance(
    journal: &mut Journal,
    premises: &Premises,
    agenda: &mut Agenda,
    years: (i32, i32),
) -> Vec<(NaiveDate, Command)> {
    let mut closed = Vec::new();
    for year in years.0..=years.1 {
        let serviced = premises.rooms.iter().filter(|room| {
            matches!(room.kind, RoomKind::Stage | RoomKind::Grading | RoomKind::Screening)
        });
        for (place, room) in (0_u64..).zip(serviced) {
            let (month, first) = if room.kind == RoomKind::Grading { (2, 8) } else { (8, 8) };
            let Some(start) = NaiveDate::from_ymd_opt(year, month, first) else { continue };
            let Some(start) = start.checked_add_days(Days::new(place)) else { continue };
            let Some(end) = start.checked_add_days(Days::new(2)) else { continue };
            if start < agenda.date(0) || agenda.date(agenda.len()) <= end {
                continue;
            }
            let absence = Absence {
                room: Some(room.id),
                start: Some(start.and_time(hour(0))),
                end: Some(end.and_time(hour(0))),
                kind: AbsenceKind::Maintenance,
                ..Absence::new(journal.ids.mint())
            };
            agenda.close(room.id.into(), agenda.day(start)..agenda.day(end));
            closed.push((start, add(Subject::shared(Kind::Absence, absence.id), &absence)));
        }
    }
    closed
}

/// The years a stretch of dates needs holidays of.
pub(crate) fn years(first: NaiveDate, last: NaiveDate) -> (i32, i32) {
    (year(first), year(last))
}

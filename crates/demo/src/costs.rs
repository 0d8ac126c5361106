//! What an hour of everybody and of each room of the demo costs the house: by trade and employment,
//! employer's charges included, and by kind of room. Invented, and of a plausible size.

use crate::facility::Premises;
use crate::journal::{Journal, add};
use crate::people::Team;
use crate::script::Label;
use crate::seed::{Ids, Seed};
use model::{Command, CostRate, Employment, Kind, Person, Room, RoomKind, Subject};
use std::collections::BTreeMap;
use units::{Currency, Money};

/// Cents an hour by function: on the staff, engaged by the project. Whoever is engaged by the
/// project is paid more an hour, with higher charges.
const PEOPLE: [(&str, i64, i64); 17] = [
    ("post_coordinator", 3_150, 3_600),
    ("editor", 3_800, 4_600),
    ("assistant_editor", 2_450, 2_900),
    ("sound_editor", 3_400, 4_150),
    ("dialogue_editor", 3_300, 4_000),
    ("music_editor", 3_500, 4_200),
    ("foley_artist", 4_500, 5_800),
    ("foley_recordist", 3_300, 3_850),
    ("adr_recordist", 3_250, 3_750),
    ("mixer", 4_500, 6_200),
    ("colourist", 4_750, 6_000),
    ("conform_artist", 3_350, 3_900),
    ("effects_artist", 3_600, 4_450),
    ("title_designer", 3_100, 3_800),
    ("lab_operator", 2_550, 3_000),
    ("quality_operator", 2_600, 3_100),
    ("subtitler", 2_800, 3_350),
];

/// More for those who have been there longer, in cents: the first of a trade have.
const LONGER: [i64; 3] = [250, 100, 0];

/// Cents an hour by kind of room, machines and upkeep included.
const ROOMS: [(RoomKind, i64); 10] = [
    (RoomKind::Stage, 14_500),
    (RoomKind::Edit, 1_850),
    (RoomKind::SoundEdit, 2_200),
    (RoomKind::Foley, 4_800),
    (RoomKind::Voice, 3_500),
    (RoomKind::Grading, 8_500),
    (RoomKind::Conform, 3_800),
    (RoomKind::Effects, 2_600),
    (RoomKind::Lab, 3_200),
    (RoomKind::Screening, 6_000),
];

/// Tells the casting what everybody and each room costs, ever since. Directors, whom productions
/// pay, cost the house nothing that is known.
///
/// Identifiers are of a sequence of their own and the step shares the moment of the next one, so
/// that everything else is as it was before there were rates.
pub(crate) fn rates(journal: &mut Journal, team: &Team, premises: &Premises, seed: &Seed) {
    let mut ids = Ids::new(seed.branch(15), journal.now());
    let mut commands = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for person in &team.people {
        let Some((function, cents)) = of_person(person) else { continue };
        let place = places.entry(function).or_default();
        let longer = LONGER.get(*place).copied().unwrap_or_default();
        *place += 1;
        let rate = CostRate { person: Some(person.id), ..CostRate::new(ids.mint()) };
        commands.push(tell(rate, cents + longer));
    }
    for room in &premises.rooms {
        let Some(cents) = of_room(room) else { continue };
        let rate = CostRate { room: Some(room.id), ..CostRate::new(ids.mint()) };
        commands.push(tell(rate, cents));
    }
    journal.aside(Label::new("Coûts horaires", "Hourly costs"), commands);
}

fn tell(rate: CostRate, cents: i64) -> Command {
    let rate = CostRate { hourly: Some(Money::from_cents(cents, Currency::EUR)), ..rate };
    add(Subject::shared(Kind::CostRate, rate.id), &rate)
}

/// The best paid function of a person, and what an hour of it costs.
fn of_person(person: &Person) -> Option<(&'static str, i64)> {
    let known = PEOPLE.iter().filter(|(function, ..)| person.functions.contains(*function));
    let costs = known.filter_map(|(function, staff, engaged)| match person.employment {
        Employment::Staff => Some((*function, *staff)),
        Employment::Intermittent => Some((*function, *engaged)),
        _ => None,
    });
    costs.max_by_key(|(_, cents)| *cents)
}

fn of_room(room: &Room) -> Option<i64> {
    ROOMS.iter().find(|(kind, _)| *kind == room.kind).map(|(_, cents)| *cents)
}

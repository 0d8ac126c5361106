//! The rows of the board and which bars lie in them.

use super::PlanBars;
use crate::{Source, people, rooms};
use model::{BookingId, Employment, Family, PersonId, ProductionId, RawId, RoomId, RoomKind};
use schedule::Resource;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the rows of the board are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum BoardRows {
    /// One for each room.
    #[default]
    Rooms,
    /// One for each person, below the names of their functions.
    People,
    /// One for each family of steps of each production.
    Productions,
}

/// Which row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoardKey {
    /// A room.
    Room(RoomId),
    /// What has no room.
    NoRoom,
    /// A heading: the people of a function.
    Function(String),
    /// A person.
    Person(PersonId),
    /// What has nobody.
    Nobody,
    /// A heading: a production.
    Production(ProductionId),
    /// The steps of a family of a production.
    Family(ProductionId, Family),
}

/// What is said of a row beside its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoardDetail {
    /// Nothing.
    None,
    /// Capabilities of a room, as words.
    Capabilities(Vec<String>),
    /// Functions of a person beside the first, as words.
    Functions(Vec<String>),
    /// Who orders and who broadcasts.
    Text(String),
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Which one.
    pub key: BoardKey,
    /// Its name; empty where a word of the model says it (a function, a family) or nothing does.
    pub title: String,
    /// What else is said of it.
    pub detail: BoardDetail,
    /// The kind of a room.
    pub room_kind: Option<RoomKind>,
    /// Its bars: number of the plan, number of the bar, by start.
    pub bars: Vec<(usize, usize)>,
}

impl BoardKey {
    /// Is it a heading, in which nothing lies?
    pub fn is_heading(&self) -> bool {
        matches!(self, Self::Function(_) | Self::Production(_))
    }

    /// What can be booked in it, if that is one thing.
    pub fn resource(&self) -> Option<Resource> {
        match self {
            Self::Room(id) => Some(Resource::Room(*id)),
            Self::Person(id) => Some(Resource::Person(*id)),
            _ => None,
        }
    }

    /// The production whose row it is.
    pub fn production(&self) -> Option<ProductionId> {
        match self {
            Self::Production(id) | Self::Family(id, _) => Some(*id),
            _ => None,
        }
    }

    /// A number that no other row has, the same from one day to the next.
    pub fn number(&self) -> u128 {
        let RawId(number) = match self {
            Self::Room(id) => id.0,
            Self::Person(id) => id.0,
            Self::Production(id) => id.0,
            // Identifiers are made of time and chance in all their bits; what differs from one by
            // a few of the lowest is no identifier of anything else.
            Self::Family(id, family) => RawId(id.0.0 ^ (1 + *family as u128)),
            Self::NoRoom => RawId(1),
            Self::Nobody => RawId(2),
            Self::Function(word) => {
                let fold = |sum: u128, byte: u8| sum.wrapping_mul(257).wrapping_add(byte.into());
                RawId(word.bytes().fold(3, fold))
            }
        };
        number
    }
}

/// The rows of one kind over all plans. A plan is known by its number in the list.
pub fn board_rows(source: &Source<'_>, plans: &[Arc<PlanBars>], rows: BoardRows) -> Vec<BoardRow> {
    match rows {
        BoardRows::Rooms => of_rooms(source, plans),
        BoardRows::People => of_people(source, plans),
        BoardRows::Productions => of_productions(source, plans),
    }
}

type Bars<K> = BTreeMap<Option<K>, Vec<(usize, usize)>>;

/// The bars of each of the keys that a bar has; those that have none under none.
fn by_key<K: Ord + Copy>(
    plans: &[Arc<PlanBars>],
    keys: impl Fn(&super::BoardBar) -> Vec<K>,
) -> Bars<K> {
    let mut found: Bars<K> = BTreeMap::new();
    for (plan, of_plan) in plans.iter().enumerate() {
        for (place, bar) in of_plan.bars.iter().enumerate() {
            let keys = keys(bar);
            if keys.is_empty() {
                found.entry(None).or_default().push((plan, place));
            }
            for key in keys {
                found.entry(Some(key)).or_default().push((plan, place));
            }
        }
    }
    for bars in found.values_mut() {
        bars.sort_by_key(|place| start(plans, *place));
    }
    found
}

fn start(plans: &[Arc<PlanBars>], (plan, bar): (usize, usize)) -> Option<(i64, BookingId)> {
    let bar = plans.get(plan)?.bars.get(bar)?;
    Some((bar.range.start.0, bar.booking.id))
}

/// The rooms of the facility, and what has no room or one that is gone.
fn of_rooms(source: &Source<'_>, plans: &[Arc<PlanBars>]) -> Vec<BoardRow> {
    let known = |id: &RoomId| source.facility.rooms.contains_key(id);
    let mut bars =
        by_key(plans, |bar| bar.booking.room.filter(known).into_iter().collect::<Vec<_>>());
    let mut rows: Vec<BoardRow> = rooms(source)
        .into_iter()
        .map(|room| BoardRow {
            key: BoardKey::Room(room.id),
            title: room.name,
            detail: BoardDetail::Capabilities(room.capabilities.into_iter().collect()),
            room_kind: Some(room.kind),
            bars: bars.remove(&Some(room.id)).unwrap_or_default(),
        })
        .collect();
    rows.extend(bars.remove(&None).map(|bars| nameless(BoardKey::NoRoom, bars)));
    rows
}

/// The people by function and name; those of outside only if they are booked.
fn of_people(source: &Source<'_>, plans: &[Arc<PlanBars>]) -> Vec<BoardRow> {
    let known = |id: &&PersonId| source.facility.people.contains_key(*id);
    let mut bars =
        by_key(plans, |bar| bar.booking.people.iter().filter(known).copied().collect::<Vec<_>>());
    let mut by_function: BTreeMap<(usize, String), Vec<BoardRow>> = BTreeMap::new();
    for person in people(source) {
        let bars = bars.remove(&Some(person.id)).unwrap_or_default();
        if bars.is_empty() && person.employment == Employment::Outside {
            continue;
        }
        let functions: Vec<String> = in_usual_order(person.functions);
        let first = functions.first().cloned().unwrap_or_default();
        // The first is said by the heading.
        let others = functions.into_iter().skip(1).collect();
        let row = BoardRow {
            key: BoardKey::Person(person.id),
            title: person.name,
            detail: BoardDetail::Functions(others),
            room_kind: None,
            bars,
        };
        by_function.entry((place_of(&first), first)).or_default().push(row);
    }
    let mut rows = Vec::new();
    for ((_, function), people) in by_function {
        rows.push(nameless(BoardKey::Function(function), Vec::new()));
        rows.extend(people);
    }
    rows.extend(bars.remove(&None).map(|bars| nameless(BoardKey::Nobody, bars)));
    rows
}

/// The place of a function among the usual ones; others come after them.
fn place_of(function: &str) -> usize {
    let usual = model::vocabulary::FUNCTIONS;
    usual.iter().position(|known| *known == function).unwrap_or(usual.len())
}

fn in_usual_order(functions: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut functions: Vec<String> = functions.into_iter().collect();
    functions.sort_by_key(|function| (place_of(function), function.clone()));
    functions
}

/// The productions by title, each with the families of steps in which something is booked, or a
/// row of general work if nothing is.
fn of_productions(source: &Source<'_>, plans: &[Arc<PlanBars>]) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for (number, of_plan) in plans.iter().enumerate() {
        let production = of_plan.production;
        let text = source.plans.get(&production).map(|plan| {
            let sides = [&plan.production.client, &plan.production.broadcaster];
            let sides = sides.into_iter().filter(|side| !side.is_empty()).cloned();
            sides.collect::<Vec<_>>().join(" · ")
        });
        rows.push(BoardRow {
            title: of_plan.title.clone(),
            detail: text
                .filter(|text| !text.is_empty())
                .map_or(BoardDetail::None, BoardDetail::Text),
            ..nameless(BoardKey::Production(production), Vec::new())
        });
        let mut families: BTreeMap<Family, Vec<(usize, usize)>> = BTreeMap::new();
        for (place, bar) in of_plan.bars.iter().enumerate() {
            families.entry(bar.family).or_default().push((number, place));
        }
        if families.is_empty() {
            families.insert(Family::General, Vec::new());
        }
        let families = families.into_iter();
        rows.extend(
            families.map(|(family, bars)| nameless(BoardKey::Family(production, family), bars)),
        );
    }
    rows
}

fn nameless(key: BoardKey, bars: Vec<(usize, usize)>) -> BoardRow {
    BoardRow { key, title: String::new(), detail: BoardDetail::None, room_kind: None, bars }
}

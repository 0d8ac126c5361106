//! Rooms by days, week by week: the sheet on the wall. Only weeks and rooms in which something is
//! booked are there.

use crate::{BookingView, RoomView};
use model::{BookingId, BookingState, Choice, Family, RoomId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use units::{Days, NaiveDate, NaiveTime, format_date};

/// One week, Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekView {
    /// Its Monday.
    #[serde(serialize_with = "date")]
    pub monday: NaiveDate,
    /// Rooms with bookings, in the order of the facility; bookings without a room come last.
    pub rooms: Vec<WeekRoom>,
}

/// One room in one week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekRoom {
    /// The room; none for bookings without one.
    #[serde(serialize_with = "crate::json::optional_text")]
    pub room: Option<RoomId>,
    /// Its name; empty for bookings without a room.
    pub name: String,
    /// Monday to Sunday: what begins on that day, by time.
    pub days: [Vec<WeekEntry>; 7],
}

/// What a room is used for on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeekEntry {
    /// The booking.
    #[serde(serialize_with = "crate::json::text")]
    pub booking: BookingId,
    /// When it begins.
    #[serde(serialize_with = "time")]
    pub from: NaiveTime,
    /// When it ends, perhaps on the next day.
    #[serde(serialize_with = "time")]
    pub to: NaiveTime,
    /// Title of the production.
    pub production: String,
    /// Name of the task; without one, the remark, which then tells what it is for.
    pub task: String,
    /// Names of the people.
    pub people: Vec<String>,
    /// Family of the step, which gives the colour.
    #[serde(serialize_with = "family")]
    pub family: Family,
    /// How firm it is.
    #[serde(serialize_with = "crate::json::word")]
    pub state: BookingState,
    /// Rank of an option.
    pub rank: Option<i64>,
}

impl WeekView {
    /// Its Sunday.
    pub fn last_day(&self) -> NaiveDate {
        self.monday.checked_add_days(Days::new(6)).unwrap_or(self.monday)
    }
}

fn date<S: serde::Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format_date(*date))
}

fn time<S: serde::Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&units::format_time(*time))
}

fn family<S: serde::Serializer>(family: &Family, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(family.key())
}

/// What the rooms are used for, week by week. Bookings that hold nothing (called off, given back,
/// ideas) are left out.
pub fn weeks(bookings: &[BookingView], rooms: &[RoomView]) -> Vec<WeekView> {
    let mut days: BTreeMap<(NaiveDate, Option<RoomId>), Vec<WeekEntry>> = BTreeMap::new();
    for booking in bookings.iter().filter(|booking| booking.state.holds()) {
        for piece in &booking.pieces {
            let entry = entry(booking, piece.start.at.time(), piece.end.at.time());
            days.entry((piece.start.at.date(), booking.room)).or_default().push(entry);
        }
    }
    let names = names(bookings, rooms);
    let mondays: BTreeSet<NaiveDate> = days.keys().map(|(date, _)| units::monday(*date)).collect();
    let week = |monday: NaiveDate| {
        let of_room = |(room, name): &(Option<RoomId>, String)| {
            let days = std::array::from_fn(|day| {
                let date = monday.checked_add_days(Days::new(day as u64)).unwrap_or(monday);
                let mut entries = days.get(&(date, *room)).cloned().unwrap_or_default();
                entries.sort_by_key(|entry| (entry.from, entry.booking));
                entries
            });
            WeekRoom { room: *room, name: name.clone(), days }
        };
        let used = |room: &WeekRoom| room.days.iter().any(|day| !day.is_empty());
        WeekView { monday, rooms: names.iter().map(of_room).filter(used).collect() }
    };
    mondays.into_iter().map(week).collect()
}

/// Rooms in the order of the facility, then rooms it has no more, then no room.
fn names(bookings: &[BookingView], rooms: &[RoomView]) -> Vec<(Option<RoomId>, String)> {
    let mut names: Vec<_> = rooms.iter().map(|room| (Some(room.id), room.name.clone())).collect();
    let known: BTreeSet<RoomId> = rooms.iter().map(|room| room.id).collect();
    let gone: BTreeMap<RoomId, &BookingView> = bookings
        .iter()
        .filter_map(|booking| Some((booking.room?, booking)))
        .filter(|(room, _)| !known.contains(room))
        .collect();
    names.extend(gone.iter().map(|(room, booking)| (Some(*room), booking.room_name.clone())));
    names.push((None, String::new()));
    names
}

fn entry(booking: &BookingView, from: NaiveTime, to: NaiveTime) -> WeekEntry {
    WeekEntry {
        booking: booking.id,
        from,
        to,
        production: booking.production_title.clone(),
        task: if booking.task_name.is_empty() { &booking.remark } else { &booking.task_name }
            .clone(),
        people: booking.people_names.clone(),
        family: booking.family(),
        state: booking.state.clone(),
        rank: booking.rank.filter(|_| booking.state.key() == BookingState::Option.key()),
    }
}

//! The week on the wall: rooms by days on A3; and what hangs on each door on A4.

use crate::letterhead::{hue, legend, option_rank, people};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::Messages;
use model::BookingState;
use serde_json::{Value as Json, json};
use units::{Days, NaiveDate};
use views::{WeekEntry, WeekRoom, WeekView};

/// The weeks of the rooms, one page or more each, A3 landscape. Days of a weekend are there if
/// something is booked on them.
///
/// # Errors
/// Only if the typesetter itself fails.
pub fn week_pdf(
    weeks: &[WeekView],
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    week_sheet(weeks, letterhead, messages).typeset()
}

pub(crate) fn week_sheet(
    weeks: &[WeekView],
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let data = json!({
        "head": letterhead.json(messages),
        "legend": legend(messages),
        "title": messages.text("sheet-grid", &[]),
        "option": messages.text("sheet-option-legend", &[]),
        "room": messages.text("column-room", &[]),
        "nothing": messages.text("sheet-nothing", &[]),
        "weeks": weeks.iter().map(|week| week_json(week, messages)).collect::<Vec<Json>>(),
    });
    let template = include_str!("../templates/week.typ");
    Sheet { template, data, printed: letterhead.printed }
}

fn week_json(week: &WeekView, messages: &Messages) -> Json {
    let used = |day: &usize| {
        *day < 5
            || week.rooms.iter().any(|room| room.days.get(*day).is_some_and(|it| !it.is_empty()))
    };
    let days: Vec<usize> = (0..7).filter(used).collect();
    let rooms = week.rooms.iter().map(|room| {
        let entries = |day: &usize| -> Vec<Json> {
            let entries = room.days.get(*day).map(Vec::as_slice).unwrap_or_default();
            entries.iter().map(|entry| entry_json(entry, messages)).collect()
        };
        json!({ "name": room_name(room, messages), "days": days.iter().map(entries).collect::<Vec<_>>() })
    });
    json!({
        "title": messages.week_title(week.monday),
        "dates": messages.period(week.monday, week.last_day()),
        "days": days.iter().map(|day| messages.date_day(day_of(week.monday, *day))).collect::<Vec<_>>(),
        "rooms": rooms.collect::<Vec<Json>>(),
    })
}

fn day_of(monday: NaiveDate, day: usize) -> NaiveDate {
    monday.checked_add_days(Days::new(day as u64)).unwrap_or(monday)
}

fn room_name(room: &WeekRoom, messages: &Messages) -> String {
    if room.room.is_none() { messages.text("sheet-no-room", &[]) } else { room.name.clone() }
}

fn entry_json(entry: &WeekEntry, messages: &Messages) -> Json {
    let rank = entry.rank.map(|rank| option_rank(rank, messages));
    json!({
        "hours": messages.hours_range(entry.from, entry.to),
        "production": entry.production,
        "task": entry.task,
        "people": people(&entry.people),
        "hue": hue(entry.family),
        "option": entry.state == BookingState::Option,
        "rank": rank.unwrap_or_default(),
    })
}

/// What hangs on the doors: one page of A4 for each room and week, readable from the corridor. Only
/// the days from the first to the last asked for are there.
///
/// # Errors
/// Only if the typesetter itself fails.
pub fn doors_pdf(
    weeks: &[WeekView],
    period: (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    doors_sheet(weeks, period, letterhead, messages).typeset()
}

pub(crate) fn doors_sheet(
    weeks: &[WeekView],
    period: (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let doors = weeks.iter().flat_map(|week| {
        let rooms = week.rooms.iter().filter(|room| room.room.is_some());
        rooms.filter_map(|room| door_json(week, room, period, messages))
    });
    let data = json!({
        "head": letterhead.json(messages),
        "title": messages.text("sheet-doors", &[]),
        "nothing": messages.text("sheet-nothing", &[]),
        "doors": doors.collect::<Vec<Json>>(),
    });
    let template = include_str!("../templates/doors.typ");
    Sheet { template, data, printed: letterhead.printed }
}

/// What hangs on a door; nothing if the room is free on all days.
fn door_json(
    week: &WeekView,
    room: &WeekRoom,
    (first, last): (NaiveDate, NaiveDate),
    messages: &Messages,
) -> Option<Json> {
    let one_day = first == last;
    let days = room
        .days
        .iter()
        .enumerate()
        .map(|(day, entries)| (day_of(week.monday, day), entries))
        .filter(|(date, entries)| (first..=last).contains(date) && !entries.is_empty());
    let days: Vec<Json> = days
        .map(|(date, entries)| {
            let entries = entries.iter().map(|entry| entry_json(entry, messages));
            let day = if one_day { String::new() } else { messages.date_title(date) };
            json!({ "day": day, "entries": entries.collect::<Vec<Json>>() })
        })
        .collect();
    let dates = if one_day {
        messages.period(first, last)
    } else {
        let dates = messages.period(first.max(week.monday), last.min(week.last_day()));
        format!("{} · {dates}", messages.week_title(week.monday))
    };
    (!days.is_empty()).then(|| json!({ "room": room.name, "dates": dates, "days": days }))
}

//! The week on the wall: rooms by days on A3; and what hangs on each door on A4.

use crate::letterhead::{hue, legend};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::BookingState;
use serde_json::{Value as Json, json};
use units::{Days, NaiveDate};
use views::{WeekEntry, WeekRoom, WeekView};

/// The weeks of the rooms, one page or more each, A3 landscape. Days of a weekend are there if
/// something is booked on them.
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
        "option": messages.text("sheet-option-legend", &[]),
        "room": messages.text("column-room", &[]),
        "nothing": messages.text("sheet-nothing", &[]),
        "weeks": weeks.iter().map(|week| week_json(week, messages)).collect::<Vec<Json>>(),
    });
    let template = include_str!("../templates/week.typ");
    Sheet { template, data, name: "week", printed: letterhead.printed }
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
    let sunday = day_of(week.monday, 6);
    json!({
        "title": messages.week_title(week.monday),
        "dates": messages.date_range(week.monday, sunday),
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
    let rank =
        entry.rank.map(|rank| messages.text("sheet-option", &[("rank", Value::Integer(rank))]));
    json!({
        "hours": messages.hours_range(entry.from, entry.to),
        "production": entry.production,
        "task": entry.task,
        "people": entry.people.join(", "),
        "hue": hue(entry.family),
        "option": entry.state == BookingState::Option,
        "rank": rank.unwrap_or_default(),
    })
}

/// What hangs on the doors: one page of A4 for each room and week, readable from the corridor. Only
/// the days from the first to the last asked for are there.
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
    (first, last): (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let mut doors = Vec::new();
    for week in weeks {
        for room in week.rooms.iter().filter(|room| room.room.is_some()) {
            let days: Vec<Json> = room
                .days
                .iter()
                .enumerate()
                .map(|(day, entries)| (day_of(week.monday, day), entries))
                .filter(|(date, entries)| (first..=last).contains(date) && !entries.is_empty())
                .map(|(date, entries)| {
                    let entries: Vec<Json> =
                        entries.iter().map(|entry| entry_json(entry, messages)).collect();
                    json!({ "day": messages.date_day(date), "entries": entries })
                })
                .collect();
            if !days.is_empty() {
                let week = messages.week_title(week.monday);
                doors.push(json!({ "room": room.name, "week": week, "days": days }));
            }
        }
    }
    let data = json!({
        "head": letterhead.json(messages),
        "nothing": messages.text("sheet-nothing", &[]),
        "doors": doors,
    });
    let template = include_str!("../templates/doors.typ");
    Sheet { template, data, name: "doors", printed: letterhead.printed }
}

//! The sheet of a person: the sessions of a period, week by week, with their hours.

use crate::letterhead::hue;
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::{BookingState, Choice, Kind};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use units::{Datelike, Days, Minutes, NaiveDate};
use views::{BookingView, Stretch};

/// The sessions of a person that begin in a period, both days included, A4. Hours are from the
/// beginning to the end of each session, meals included.
pub fn person_pdf(
    name: &str,
    bookings: &[BookingView],
    period: (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    person_sheet(name, bookings, period, letterhead, messages).typeset()
}

pub(crate) fn person_sheet(
    name: &str,
    bookings: &[BookingView],
    (first, last): (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let mut weeks: BTreeMap<NaiveDate, Vec<(&BookingView, Stretch)>> = BTreeMap::new();
    for booking in bookings.iter().filter(|booking| booking.state.holds()) {
        for piece in &booking.pieces {
            let date = piece.start.at.date();
            if (first..=last).contains(&date) {
                weeks.entry(monday(date)).or_default().push((booking, *piece));
            }
        }
    }
    let weeks: Vec<Json> =
        weeks.into_iter().map(|(monday, sessions)| week(monday, sessions, messages)).collect();
    let column = |key: &str| messages.text(&format!("column-{key}"), &[]);
    let data = json!({
        "head": letterhead.json(messages),
        "name": name,
        "dates": messages.date_range(first, last),
        "columns": [
            messages.text("sheet-day", &[]),
            messages.text("sheet-hours", &[]),
            column("room"),
            column("production"),
            column("task"),
        ],
        "nothing": messages.text("sheet-nothing", &[]),
        "weeks": weeks,
    });
    let template = include_str!("../templates/person.typ");
    Sheet { template, data, name: "person", printed: letterhead.printed }
}

fn monday(date: NaiveDate) -> NaiveDate {
    let past = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(past)).unwrap_or(date)
}

fn week(
    monday: NaiveDate,
    mut sessions: Vec<(&BookingView, Stretch)>,
    messages: &Messages,
) -> Json {
    sessions.sort_by_key(|(booking, piece)| (piece.start.at, booking.id));
    let length = |piece: &Stretch| Minutes((piece.end.at - piece.start.at).num_minutes());
    let total: Minutes = sessions.iter().map(|(_, piece)| length(piece)).sum();
    let duration = messages.duration(total);
    let rows = sessions.iter().map(|(booking, piece)| {
        let step = booking.step.as_ref();
        let step = step.map(|step| messages.choice(Kind::Task, "step", step.key()));
        let firm = booking.state != BookingState::Option;
        json!({
            "day": messages.date_day(piece.start.at.date()),
            "hours": messages.hours_range(piece.start.at.time(), piece.end.at.time()),
            "room": booking.room_name,
            "production": booking.production_title,
            "task": if booking.task_name.is_empty() { step.unwrap_or_default() } else { booking.task_name.clone() },
            "remark": booking.remark,
            "state": if firm { String::new() } else { messages.choice(Kind::Booking, "state", booking.state.key()) },
            "hue": hue(booking.family()),
        })
    });
    json!({
        "title": messages.week_title(monday),
        "total": messages.text("sheet-total", &[("hours", Value::Text(&duration))]),
        "rows": rows.collect::<Vec<Json>>(),
    })
}

//! The sheet of a person: the sessions of a period, week by week, with their hours.

use crate::letterhead::{hue, option_rank};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::{BookingState, Choice, Kind};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use units::{Minutes, NaiveDate};
use views::{BookingView, Stretch};

/// A booking and the part of it that lies on one day.
type Session<'a> = (&'a BookingView, Stretch);

/// The sessions of a person that begin in a period, both days included, A4. Hours are from the
/// beginning to the end of each session, meals included.
///
/// # Errors
/// Only if the typesetter itself fails.
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
    let mut weeks: BTreeMap<NaiveDate, Vec<Session<'_>>> = BTreeMap::new();
    for booking in bookings.iter().filter(|booking| booking.state.holds()) {
        for piece in &booking.pieces {
            let date = piece.start.at.date();
            if (first..=last).contains(&date) {
                weeks.entry(units::monday(date)).or_default().push((booking, *piece));
            }
        }
    }
    let all = Presence::of(weeks.values().flatten());
    let weeks: Vec<Json> =
        weeks.into_iter().map(|(monday, sessions)| week(monday, sessions, messages)).collect();
    let column = |key: &str| messages.text(&format!("column-{key}"), &[]);
    let data = json!({
        "head": letterhead.json(messages),
        "name": name,
        "dates": messages.period(first, last),
        "columns": [
            messages.text("sheet-day", &[]),
            messages.text("sheet-hours", &[]),
            messages.text("sheet-presence", &[]),
            column("room"),
            column("production"),
            column("task"),
        ],
        "nothing": messages.text("sheet-nothing", &[]),
        "total-word": messages.text("sheet-total", &[]),
        "total": messages.duration(all.total),
        "options": all.options(messages),
        "weeks": weeks,
    });
    let template = include_str!("../templates/person.typ");
    Sheet { template, data, printed: letterhead.printed }
}

/// How long somebody is here, and how much of it is not firm yet.
struct Presence {
    total: Minutes,
    optional: Minutes,
}

impl Presence {
    fn of<'a>(sessions: impl Iterator<Item = &'a Session<'a>>) -> Self {
        let mut presence = Self { total: Minutes::ZERO, optional: Minutes::ZERO };
        for (booking, piece) in sessions {
            presence.total = presence.total + length(piece);
            if booking.state == BookingState::Option {
                presence.optional = presence.optional + length(piece);
            }
        }
        presence
    }

    fn options(&self, messages: &Messages) -> String {
        if !self.optional.is_positive() {
            return String::new();
        }
        let hours = messages.duration(self.optional);
        messages.text("sheet-total-options", &[("hours", Value::Text(&hours))])
    }
}

/// The time that passes in a session: in the night in which the clock is changed it is not what the
/// clock shows.
fn length(piece: &Stretch) -> Minutes {
    piece.end.zone.tick(piece.end.at) - piece.start.zone.tick(piece.start.at)
}

fn week(monday: NaiveDate, mut sessions: Vec<Session<'_>>, messages: &Messages) -> Json {
    sessions.sort_by_key(|(booking, piece)| (piece.start.at, booking.id));
    let presence = Presence::of(sessions.iter());
    json!({
        "title": messages.week_title(monday),
        "total": messages.duration(presence.total),
        "options": presence.options(messages),
        "rows": sessions.iter().map(|session| row(session, messages)).collect::<Vec<Json>>(),
    })
}

fn row((booking, piece): &Session<'_>, messages: &Messages) -> Json {
    let step = booking.step.as_ref();
    let step = step.map(|step| messages.choice(Kind::Task, "step", step.key()));
    let option = booking.state == BookingState::Option;
    let state = booking.rank.filter(|_| option).map_or_else(
        || messages.choice(Kind::Booking, "state", booking.state.key()),
        |rank| option_rank(rank, messages),
    );
    json!({
        "day": messages.date_day(piece.start.at.date()),
        "hours": messages.hours_range(piece.start.at.time(), piece.end.at.time()),
        "length": messages.duration(length(piece)),
        "room": booking.room_name,
        "production": booking.production_title,
        "task": if booking.task_name.is_empty() { step.unwrap_or_default() } else { booking.task_name.clone() },
        "remark": booking.remark,
        "state": if option { state } else { String::new() },
        "hue": hue(booking.family()),
    })
}

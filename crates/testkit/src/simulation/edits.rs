//! What people write: rooms, tasks and bookings, few enough that they write over each other.

use super::rights::Entry;
use crate::random::Seeded;
use model::{Change, Edit, Kind, RawId, Scope, Subject, Value, Values};
use replica::{Applied, ChangeMessage, Document, Refusal, Scalar, Write};
use units::Stamp;

/// A key of a later version, which programs of this one do not know.
pub(super) const FUTURE_KEY: &str = "x_future";

/// The record in which [`FUTURE_KEY`] is written.
pub(super) const FUTURE_RECORD: RawId = RawId(0x7001);

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn values<const N: usize>(fields: [(&str, Value); N]) -> Values {
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The first edits of a document, after its birth.
pub(super) fn first(entry: &Entry) -> Vec<Edit> {
    match entry.scope {
        Scope::Plan(production) => {
            let subject = |kind, id: RawId| Subject::planned(production, kind, id);
            vec![
                Edit::set(
                    subject(Kind::Production, production.into()),
                    values([("title", text(&entry.canary))]),
                ),
                Edit::add(subject(Kind::Task, FUTURE_RECORD), values([("name", text("Mix"))])),
            ]
        }
        Scope::Facility
        | Scope::Casting
        | Scope::Desk(_)
        | Scope::Publications(_)
        | Scope::Answers(_) => vec![Edit::add(
            Subject::shared(Kind::Room, FUTURE_RECORD),
            values([("name", text(&entry.canary)), ("kind", text("edit"))]),
        )],
    }
}

/// Something somebody writes.
fn any(random: &mut Seeded, entry: &Entry) -> Edit {
    let Scope::Plan(production) = entry.scope else {
        let subject = Subject::shared(Kind::Room, RawId(0x7001 + u128::from(random.below(3))));
        let word = format!("Salle {}", random.below(1_000));
        return Edit::set(subject, values([("name", text(&word))]));
    };
    let number = 0x7001 + u128::from(random.below(4));
    let subject = |kind| Subject::planned(production, kind, RawId(number));
    let task = subject(Kind::Task);
    let booking = subject(Kind::Booking);
    let day = 23 + random.below(5);
    match random.below(12) {
        0 | 1 => Edit::set(task, values([("name", text(&format!("Mix {}", random.below(99))))])),
        2 | 3 => {
            Edit::set(task, values([("work", Value::Integer(60 * (1 + random.below(40)) as i64))]))
        }
        4..=6 => {
            let (start, end) = (format!("2026-11-{day}T09:00"), format!("2026-11-{day}T18:00"));
            Edit::set(booking, values([("start", text(&start)), ("end", text(&end))]))
        }
        7 | 8 => {
            let room = RawId(0x7001 + u128::from(random.below(2))).to_string();
            Edit::set(booking, values([("room", text(&room))]))
        }
        9 => Edit::set(booking, values([("state", text("confirmed"))])),
        10 => Edit { subject: booking, change: Change::Delete },
        _ => Edit { subject: booking, change: Change::Restore },
    }
}

/// A record that comes to be because it is not there yet.
fn birth(random: &mut Seeded, edit: &Edit) -> Edit {
    let day = 23 + random.below(5);
    let all = match edit.subject.kind {
        Kind::Booking => values([
            ("room", text(&RawId(0x7001).to_string())),
            ("start", text(&format!("2026-11-{day}T09:00"))),
            ("end", text(&format!("2026-11-{day}T18:00"))),
            ("state", text("confirmed")),
        ]),
        _ => values([("name", text("Nouveau"))]),
    };
    Edit::add(edit.subject, all)
}

/// Writes something into a document; nothing if it comes to nothing.
pub(super) fn write(
    random: &mut Seeded,
    entry: &Entry,
    document: &mut Document,
    stamp: Stamp,
) -> Option<Applied> {
    let edit = any(random, entry);
    let message = ChangeMessage::of_command("set");
    let applied = match document.apply(std::slice::from_ref(&edit), &message, stamp) {
        Err(Refusal::Missing { .. }) => document.apply(&[birth(random, &edit)], &message, stamp),
        other => other,
    };
    applied.ok().filter(|applied| applied.change.is_some())
}

/// The record with the key of a later version.
pub(super) const fn future_kind(scope: Scope) -> Kind {
    match scope {
        Scope::Plan(_) => Kind::Task,
        Scope::Facility
        | Scope::Casting
        | Scope::Desk(_)
        | Scope::Publications(_)
        | Scope::Answers(_) => Kind::Room,
    }
}

/// What the key of a later version holds.
pub(super) fn future(document: &Document, scope: Scope) -> Scalar {
    let history = document.value_history(future_kind(scope), FUTURE_RECORD, FUTURE_KEY);
    history.into_iter().next().map_or(Scalar::Absent, |entry| entry.value)
}

/// Writes the key of a later version, as a program would that knows it.
pub(super) fn write_future(
    document: &mut Document,
    scope: Scope,
    after: Scalar,
    stamp: Stamp,
) -> Option<Applied> {
    let write = Write {
        kind: future_kind(scope),
        id: FUTURE_RECORD,
        key: FUTURE_KEY.to_owned(),
        before: future(document, scope),
        after,
    };
    let message = ChangeMessage::of_command("set");
    let undone = document.apply_writes(&[write], &message, stamp).ok()?;
    Some(undone.applied).filter(|applied| applied.change.is_some())
}

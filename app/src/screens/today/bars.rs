//! The sessions of a room on a day as bars of a timeline.

use crate::desktop::Scene;
use crate::screens::hues;
use egui::Color32;
use i18n::{Value, key};
use model::{BookingState, Choice, Family, Kind, ProductionId};
use ui_kit::timeline::{Bar, Row, Shape};
use ui_kit::tokens::PRODUCTION_HUES;
use units::Tick;
use views::{DayRoom, DaySession};

/// A room with its sessions; positions are what `hour` says of a tick.
pub(super) fn row(scene: &Scene<'_>, room: &DayRoom, hour: &dyn Fn(Tick) -> f64) -> Row {
    let mut bars: Vec<Bar> =
        room.sessions.iter().map(|session| bar(scene, room, session, hour)).collect();
    ui_kit::timeline::lanes(&mut bars);
    let count = i64::try_from(bars.len()).unwrap_or(i64::MAX);
    let values = [("room", Value::Text(room.name.as_str())), ("count", Value::Integer(count))];
    Row {
        key: room.room.0.0,
        title: room.name.clone(),
        subtitle: String::new(),
        heading: false,
        load: None,
        spoken: scene.say_with(key::DESKTOP_TODAY_ROW_SPOKEN, &values),
        bars,
        shades: Vec::new(),
    }
}

fn bar(scene: &Scene<'_>, room: &DayRoom, session: &DaySession, hour: &dyn Fn(Tick) -> f64) -> Bar {
    let people = session.people.join(", ");
    let parts = [session.task.as_str(), &people];
    let subtitle =
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = match session.episode {
        Some(number) => {
            let values = [("number", Value::Integer(number))];
            format!("{} {}", session.title, scene.say_with(key::DESKTOP_TODAY_EPISODE, &values))
        }
        None => session.title.clone(),
    };
    Bar {
        key: session.booking.id.0,
        start: hour(session.range.start),
        end: hour(session.range.end),
        pieces: Vec::new(),
        lane: 0,
        spoken: spoken(scene, room, session, &format!("{title}, {subtitle}")),
        title,
        subtitle,
        beside: String::new(),
        hue: hue(scene, session.production, session.family),
        shape: shape(&session.state, session.rank),
        clash: session.clash,
        critical: false,
        done: None,
        before: None,
        fixed: true,
        faint: false,
    }
}

fn spoken(scene: &Scene<'_>, room: &DayRoom, session: &DaySession, what: &str) -> String {
    let hours = scene.messages.hours_range(session.start.time(), session.end.time());
    let state = match session.rank {
        Some(rank) => {
            scene.say_with(key::DESKTOP_TODAY_OPTION_RANK, &[("rank", Value::Integer(rank))])
        }
        None => scene.messages.choice(Kind::Booking, "state", session.state.key()),
    };
    let values = [
        ("what", Value::Text(what)),
        ("room", Value::Text(&room.name)),
        ("hours", Value::Text(&hours)),
        ("state", Value::Text(&state)),
    ];
    let session_text = scene.say_with(key::DESKTOP_TODAY_SESSION_SPOKEN, &values);
    if session.clash {
        let values = [("session", Value::Text(session_text.as_str()))];
        return scene.say_with(key::DESKTOP_TODAY_SESSION_CLASH, &values);
    }
    session_text
}

/// Hue by family of step, or by production.
fn hue(scene: &Scene<'_>, production: ProductionId, family: Family) -> Color32 {
    if scene.settings.hue_by_production {
        let place = scene.derived.productions.iter().position(|it| it.id == production);
        let place = place.unwrap_or_default() % PRODUCTION_HUES.len();
        return PRODUCTION_HUES.get(place).copied().unwrap_or(scene.tokens.admin);
    }
    hues::of_family(scene.tokens, family)
}

fn shape(state: &BookingState, rank: Option<i64>) -> Shape {
    match state {
        BookingState::Option => {
            let rank = rank.unwrap_or(1).clamp(1, 3);
            Shape::Hatched(u8::try_from(rank).unwrap_or(1))
        }
        BookingState::Confirmed | BookingState::InProgress => Shape::Solid,
        BookingState::Done => Shape::Done,
        _ => Shape::Hollow,
    }
}

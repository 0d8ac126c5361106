//! How decisions and deliveries are told.

use crate::desktop::Scene;
use i18n::{Value, key};
use model::{Kind, Subject};
use schedule::Clash;
use ui_kit::widgets::Tone;
use units::Minutes;
use views::{BookingView, DeadlineMatter, DeliveryView, DriverView, Moment, OptionMatter, Source};

/// A decision as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// Whom or what it is about.
    pub(super) subject: String,
    /// What is the matter.
    pub(super) what: String,
    /// Why.
    pub(super) reason: String,
    /// In a word.
    pub(super) tag: String,
    /// How bad it is.
    pub(super) tone: Tone,
}

/// A date that is not met, or hardly.
pub(super) fn deadline(scene: &Scene<'_>, matter: &DeadlineMatter) -> Told {
    let delivery = &matter.delivery;
    let float = delivery.float.unwrap_or_default();
    let pad = pad(scene, delivery);
    let values = [("delivery", Value::Text(&pad))];
    let (key, tone) = if float.is_negative() {
        (key::DESKTOP_TODAY_LATE, Tone::Bad)
    } else {
        (key::DESKTOP_TODAY_TIGHT, Tone::Warn)
    };
    let finish = delivery.finish.map(|finish| short_moment(scene, finish)).unwrap_or_default();
    let driver = driver(scene, &matter.driver);
    let reason = [
        ("task", Value::Text(&matter.last)),
        ("finish", Value::Text(&finish)),
        ("driver", Value::Text(&driver)),
    ];
    Told {
        subject: delivery.title.clone(),
        what: scene.say_with(key, &values),
        reason: scene.say_with(key::DESKTOP_TODAY_LAST, &reason),
        tag: float_text(scene, float),
        tone,
    }
}

/// `PAD du 15 janv.`, `PAD ép. 3 du 15 janv.`
fn pad(scene: &Scene<'_>, delivery: &DeliveryView) -> String {
    let date = scene.messages.date_short(delivery.at.at.date());
    let date = ("date", Value::Text(&date));
    match (delivery.subject.kind, delivery.episode) {
        (Kind::Task, _) => scene
            .say_with(key::DESKTOP_TODAY_PAD_TASK, &[("task", Value::Text(&delivery.name)), date]),
        (_, Some(number)) => {
            let number = ("number", Value::Integer(number));
            scene.say_with(key::DESKTOP_TODAY_PAD_EPISODE, &[number, date])
        }
        _ => scene.say_with(key::DESKTOP_TODAY_PAD, &[date]),
    }
}

fn driver(scene: &Scene<'_>, driver: &DriverView) -> String {
    match driver {
        DriverView::Actual => scene.say(key::DESKTOP_TODAY_DRIVER_ACTUAL),
        DriverView::Booking { room, start } => {
            let start = start.map(|at| scene.messages.date_short(at.date())).unwrap_or_default();
            let start = ("start", Value::Text(&start));
            if room.is_empty() {
                return scene.say_with(key::DESKTOP_TODAY_DRIVER_BOOKING, &[start]);
            }
            scene.say_with(key::DESKTOP_TODAY_DRIVER_ROOM, &[("room", Value::Text(room)), start])
        }
        DriverView::Link(task) => {
            scene.say_with(key::DESKTOP_TODAY_DRIVER_LINK, &[("task", Value::Text(task))])
        }
        DriverView::Group(task) => {
            scene.say_with(key::DESKTOP_TODAY_DRIVER_GROUP, &[("task", Value::Text(task))])
        }
        DriverView::Date => scene.say(key::DESKTOP_TODAY_DRIVER_DATE),
        DriverView::Now => scene.say(key::DESKTOP_TODAY_DRIVER_NOW),
    }
}

/// Something that cannot hold: about whom, what sort and when; then who stands in whose way.
pub(super) fn clash(scene: &Scene<'_>, source: &Source<'_>, clash: &Clash) -> Told {
    let kind = scene.messages.label("clash-kind", clash.kind.key());
    let when = clash.range.map(|range| {
        scene.messages.range(source.civil(range.start).at, source.civil(range.end).at)
    });
    let about = clash.resource.map(schedule::Resource::subject);
    let about = about.or_else(|| clash.sides.first().copied());
    let others = clash.sides.iter().filter(|side| Some(**side) != about);
    let mut sides: Vec<String> = others.map(|side| named(source, side)).collect();
    sides.retain(|side| !side.is_empty());
    Told {
        subject: about.map(|about| named(source, &about)).unwrap_or_default(),
        what: [Some(kind), when].into_iter().flatten().collect::<Vec<_>>().join(", "),
        reason: sides.join(" · "),
        tag: scene.say(key::DESKTOP_TODAY_CLASH_TAG),
        tone: Tone::Bad,
    }
}

/// A record by name, with the production it is of.
fn named(source: &Source<'_>, subject: &Subject) -> String {
    let name = source.name(subject).unwrap_or_default();
    match subject.scope.production().filter(|_| subject.kind != Kind::Production) {
        Some(production) if name.is_empty() => source.production(production),
        Some(production) => format!("{} ({name})", source.production(production)),
        None => name,
    }
}

/// An option that has lapsed or will, or whose answer is awaited.
pub(super) fn option(scene: &Scene<'_>, matter: &OptionMatter) -> Told {
    let booking = &matter.booking;
    let when =
        [Some(booking.room_name.clone()).filter(|room| !room.is_empty()), when(scene, booking)];
    let when = when.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let at = short_moment(scene, matter.at);
    let at = ("at", Value::Text(&at));
    let challenger = ("challenger", Value::Text(matter.challenger.as_str()));
    let asked = !matter.challenger.is_empty();
    let (reason, tag, tone) = match (asked, matter.lapsed) {
        (true, true) => (
            scene.say_with(key::DESKTOP_TODAY_OPTION_SILENT, &[at, challenger]),
            key::DESKTOP_TODAY_OPTION_TAG_LAPSED,
            Tone::Bad,
        ),
        (true, false) => (
            scene.say_with(key::DESKTOP_TODAY_OPTION_ASKED, &[at, challenger]),
            key::DESKTOP_TODAY_OPTION_TAG_ASKED,
            Tone::Warn,
        ),
        (false, true) => (
            scene.say_with(key::DESKTOP_TODAY_OPTION_LAPSED, &[at]),
            key::DESKTOP_TODAY_OPTION_TAG_LAPSED,
            Tone::Warn,
        ),
        (false, false) => (
            scene.say_with(key::DESKTOP_TODAY_OPTION_LAPSES, &[at]),
            key::DESKTOP_TODAY_OPTION_TAG,
            Tone::Warn,
        ),
    };
    let task = if booking.task_name.is_empty() {
        String::new()
    } else {
        format!("{}, ", booking.task_name)
    };
    let what = scene.say_with(key::DESKTOP_TODAY_OPTION, &[("when", Value::Text(&when))]);
    Told {
        subject: booking.production_title.clone(),
        what: format!("{task}{what}"),
        reason,
        tag: scene.say(tag),
        tone,
    }
}

/// Sessions that are over and not marked as done.
pub(super) fn unfinished(scene: &Scene<'_>, sessions: &[BookingView]) -> Told {
    let count = ("count", Value::Integer(i64::try_from(sessions.len()).unwrap_or(i64::MAX)));
    let mut names: Vec<String> = sessions
        .iter()
        .map(|booking| match booking.room_name.as_str() {
            "" => booking.production_title.clone(),
            room => format!("{room} ({})", booking.production_title),
        })
        .collect();
    names.dedup();
    Told {
        subject: scene.say_with(key::DESKTOP_TODAY_UNFINISHED, &[count]),
        what: scene.say_with(key::DESKTOP_TODAY_UNFINISHED_WHAT, &[count]),
        reason: names.join(" · "),
        tag: scene.say(key::DESKTOP_TODAY_UNFINISHED_TAG),
        tone: Tone::Info,
    }
}

/// When a booking takes place; nothing without dates.
fn when(scene: &Scene<'_>, booking: &BookingView) -> Option<String> {
    let (start, end) = booking.start.zip(booking.end)?;
    Some(scene.messages.range(start.at, end.at))
}

/// `18 janv. 18 h`.
pub(super) fn short_moment(scene: &Scene<'_>, moment: Moment) -> String {
    let (date, time) = (moment.at.date(), moment.at.time());
    format!("{} {}", scene.messages.date_short(date), scene.messages.time(time))
}

/// `−1 j`.
pub(super) fn float_text(scene: &Scene<'_>, float: Minutes) -> String {
    scene.messages.float_days(float, scene.source().day())
}

/// `Le Grand Nord · PAD Arte`.
pub(super) fn delivery(scene: &Scene<'_>, delivery: &DeliveryView) -> String {
    let title = ("title", Value::Text(&delivery.title));
    match (delivery.episode, delivery.broadcaster.as_str()) {
        (Some(number), _) => {
            let number = ("number", Value::Integer(number));
            scene.say_with(key::DESKTOP_TODAY_DELIVERY_EPISODE, &[title, number])
        }
        (None, "") => scene.say_with(key::DESKTOP_TODAY_DELIVERY, &[title]),
        (None, broadcaster) => {
            let broadcaster = ("broadcaster", Value::Text(broadcaster));
            scene.say_with(key::DESKTOP_TODAY_DELIVERY_TO, &[title, broadcaster])
        }
    }
}

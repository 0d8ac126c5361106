//! What is said of ways out, in short.

use crate::desktop::Scene;
use i18n::{Value, key};
use ui_kit::widgets::Tone;
use views::{WayDelivery, WayView};

/// `A`, `B`, `C`…
pub(super) fn letter(place: usize) -> String {
    let letter = u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place));
    letter.map_or_else(|| (place + 1).to_string(), |letter| char::from(letter).to_string())
}

/// `6 séances déplacées · 2 confirmées · 1 ajoutée`.
pub(super) fn summary(scene: &Scene<'_>, way: &WayView) -> String {
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let added = way.moved.iter().filter(|it| it.from.is_none()).count();
    let values = [
        ("moved", count(way.moved.len() - added)),
        ("confirmed", count(way.confirmed)),
        ("added", count(added)),
    ];
    scene.say_with(key::DESKTOP_WAYS_SUMMARY, &values)
}

/// `+860 €`, `0 €`; `?` where nothing is known of what changes.
pub(super) fn cost(scene: &Scene<'_>, way: &WayView) -> String {
    if way.cost_delta.is_zero() && way.unpriced > 0 {
        return "?".to_owned();
    }
    let money = scene.messages.money(way.cost_delta);
    let more = !way.cost_delta.is_zero() && !way.cost_delta.is_negative();
    if more { format!("+{money}") } else { money }
}

/// The date that matters most, in a tag.
pub(super) fn delivery(scene: &Scene<'_>, way: &WayView) -> (Tone, String) {
    let worst = way.deliveries.iter().max_by_key(|it| (it.days_late, it.days_later));
    let Some(worst) = worst else { return (Tone::Ok, scene.say(key::DESKTOP_WAYS_DATES_KEPT)) };
    (if worst.days_late > 0 { Tone::Bad } else { Tone::Ok }, dated(scene, worst))
}

/// `PAD +1 j → 18 janv.`, `PAD tenu`.
pub(super) fn dated(scene: &Scene<'_>, delivery: &WayDelivery) -> String {
    let after = scene.messages.date_short(delivery.after.at.date());
    let days = Value::Integer(delivery.days_late);
    if delivery.days_late > 0 {
        scene.say_with(key::DESKTOP_WAYS_LATE, &[("days", days), ("date", Value::Text(&after))])
    } else {
        scene.say_with(key::DESKTOP_WAYS_KEPT, &[("date", Value::Text(&after))])
    }
}

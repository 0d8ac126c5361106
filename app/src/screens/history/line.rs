//! One line of the list of changes: when, who, what, where.

use super::{civil, words};
use crate::desktop::Scene;
use egui::{Align2, Painter, Rect, pos2};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::cut_text;
use views::{HistoryEntry, Source};

/// Its height.
pub(super) const HEIGHT: f32 = 30.0;

/// Below this width the production is told behind what was done.
const WIDE: f32 = 560.0;

/// Paints a change; gives what it is called in speech.
pub(super) fn paint(
    painter: &Painter,
    rect: Rect,
    scene: &Scene<'_>,
    source: &Source<'_>,
    entry: &HistoryEntry,
) -> String {
    let tokens = scene.tokens;
    let when = scene.messages.moment(civil(scene, entry.at), scene.today());
    let who = who(scene, source, entry);
    let what = words::sentence(&words::entry(scene.messages, entry));
    let names = words::names(scene.messages, source, entry);
    let place = production(scene, source, entry);
    let (y, left) = (rect.center().y, rect.left() + 18.0);
    let at = Align2::LEFT_CENTER;
    let font = theme::text;
    cut_text(painter, pos2(left, y), at, &when, font(), tokens.ink_3, 112.0);
    cut_text(painter, pos2(left + 122.0, y), at, &who, font(), tokens.ink_2, 120.0);
    let (from, mut right) = (left + 252.0, rect.right() - 14.0);
    if rect.width() >= WIDE {
        let room = rect.width() * 0.2;
        let place_at = pos2(right - room, y);
        cut_text(painter, place_at, at, &place, font(), tokens.ink_3, room);
        right -= room + 10.0;
    }
    let used = cut_text(painter, pos2(from, y), at, &what, font(), tokens.ink_1, right - from);
    let told = [names.as_str(), &entry.note].into_iter().filter(|text| !text.is_empty());
    let told = told.collect::<Vec<_>>().join(" — ");
    if !told.is_empty() {
        let text = format!("  {told}");
        let room = right - from - used;
        cut_text(painter, pos2(from + used, y), at, &text, font(), tokens.ink_2, room);
    }
    let what = format!("{what} {told}");
    let values = [
        ("when", Value::Text(when.as_str())),
        ("who", Value::Text(&who)),
        ("what", Value::Text(what.trim())),
        ("where", Value::Text(&place)),
    ];
    scene.say_with(key::DESKTOP_HISTORY_ROW_SPOKEN, &values)
}

/// Who wrote it; people at other machines are not known yet.
pub(super) fn who(scene: &Scene<'_>, source: &Source<'_>, entry: &HistoryEntry) -> String {
    match entry.person {
        Some(person) => words::short_name(&source.person(person)),
        None => scene.say(key::DESKTOP_HISTORY_UNKNOWN_PERSON),
    }
}

/// The title of the production; the house for what all share.
pub(super) fn production(scene: &Scene<'_>, source: &Source<'_>, entry: &HistoryEntry) -> String {
    match entry.production {
        Some(production) => source.production(production),
        None => scene.say(key::DESKTOP_HISTORY_SHARED),
    }
}

//! The productions that differ from what they were, each on a line.

use crate::desktop::Scene;
use egui::{Align2, Painter, Rect, pos2};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::cut_text;
use views::{PastProduction, Presence};

/// Paints a production; gives what it is called in speech.
pub(super) fn production_line(
    painter: &Painter,
    rect: Rect,
    scene: &Scene<'_>,
    production: &PastProduction,
) -> String {
    let what = what_changed(scene, production);
    let (left, room) = (rect.left() + 18.0, rect.width() - 32.0);
    let at = Align2::LEFT_CENTER;
    let (first, second) = (rect.top() + 16.0, rect.top() + 33.0);
    let ink = scene.tokens.ink_1;
    cut_text(painter, pos2(left, first), at, &production.title, theme::strong(), ink, room);
    let ink = scene.tokens.ink_3;
    cut_text(painter, pos2(left, second), at, &what, theme::small(), ink, room);
    let values = [("title", Value::Text(production.title.as_str())), ("what", Value::Text(&what))];
    scene.say_with(key::DESKTOP_HISTORY_PAST_PRODUCTION_SPOKEN, &values)
}

/// `Séances : 2 changées, 1 ajoutée`.
fn what_changed(scene: &Scene<'_>, production: &PastProduction) -> String {
    match production.presence {
        Presence::Added => return scene.say(key::DESKTOP_HISTORY_PAST_NEW),
        Presence::Removed => return scene.say(key::DESKTOP_HISTORY_PAST_GONE),
        Presence::Both => {}
    }
    let (added, removed, moved) = production.counts();
    let told = [
        (moved, key::DESKTOP_HISTORY_PAST_MOVED),
        (added, key::DESKTOP_HISTORY_PAST_ADDED),
        (removed, key::DESKTOP_HISTORY_PAST_REMOVED),
    ];
    let told = told.into_iter().filter(|(count, _)| *count > 0).map(|(count, key)| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        scene.say_with(key, &[("count", Value::Integer(count))])
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        let count = i64::try_from(production.tasks.len()).unwrap_or(i64::MAX);
        let count = [("count", Value::Integer(count))];
        return scene.say_with(key::DESKTOP_COUNT_TASKS, &count);
    }
    let told = told.join(", ");
    scene.say_with(key::DESKTOP_HISTORY_PAST_SESSIONS, &[("what", Value::Text(&told))])
}

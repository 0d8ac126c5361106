//! The list: a line for each session of each person, and how far its slip has come.

use super::{State, act};
use crate::desktop::{Asks, Scene};
use egui::{Align2, Painter, Rect, Ui, pos2};
use i18n::{Value, key};
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{Tone, cut_text};
use views::{SlipState, SlipView};

/// Height of a line.
const LINE: f32 = 46.0;

/// What a state asks of the reader.
pub(in crate::screens) const fn tone(state: SlipState) -> Tone {
    match state {
        SlipState::Missing | SlipState::Changed => Tone::Bad,
        SlipState::Draft => Tone::Warn,
        SlipState::HandedIn => Tone::Info,
        SlipState::Accepted => Tone::Ok,
        SlipState::Ahead => Tone::Plain,
    }
}

/// How far a slip has come, in words.
pub(in crate::screens) fn state_text(scene: &Scene<'_>, view: &SlipView) -> String {
    scene.messages.label("slip-state", view.state.key())
}

/// What there is of several texts, in one line.
pub(super) fn joined<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The hours that were worked, or that are planned.
pub(in crate::screens) fn hours(scene: &Scene<'_>, view: &SlipView) -> String {
    let hours = view.worked.or(view.planned_work);
    hours.map(|hours| scene.messages.duration(hours)).unwrap_or_default()
}

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, asks: &mut Asks) {
    let name = scene.say(key::DESKTOP_SLIPS_LIST);
    let listing = Listing::new("slips", &name, state.shown.len(), LINE)
        .chosen(Some(state.place), std::mem::take(&mut state.reveal))
        .focus(true);
    let shown = &state.shown;
    let picked = listing.show(ui, |painter, rect, place, _| {
        shown.get(place).map(|view| line(painter, rect, scene, view)).unwrap_or_default()
    });
    match picked {
        Some(Picked::Chosen(place)) => state.pick(place),
        Some(Picked::Entered(place)) => {
            state.pick(place);
            if let Some(view) = state.chosen.clone()
                && act::enter(scene, &view, asks)
            {
                state.advance(scene);
            }
        }
        None => {}
    }
}

fn line(painter: &Painter, rect: Rect, scene: &Scene<'_>, view: &SlipView) -> String {
    let tokens = scene.tokens;
    let day = view.day.map(|day| scene.messages.date_day(day)).unwrap_or_default();
    let who = joined([view.room_name.as_str(), &view.person_name]);
    let what = joined([view.title.as_str(), &view.task_name]);
    let (word, hours) = (state_text(scene, view), hours(scene, view));
    painter.circle_filled(
        pos2(rect.left() + 18.0, rect.top() + 15.0),
        3.5,
        tone(view.state).dot(tokens),
    );
    let (left, right) = (rect.left() + 34.0, rect.right() - 14.0);
    let (first, second) = (rect.top() + 15.0, rect.top() + 32.0);
    let (small, strong) = (theme::small(), theme::strong());
    let end = Align2::RIGHT_CENTER;
    let start = Align2::LEFT_CENTER;
    let used =
        cut_text(painter, pos2(right, first), end, &hours, theme::text(), tokens.ink_1, 80.0);
    let day_used =
        cut_text(painter, pos2(left, first), start, &day, theme::text(), tokens.ink_2, 90.0);
    let from = left + day_used.max(54.0) + 10.0;
    let room = right - used - 12.0 - from;
    cut_text(painter, pos2(from, first), start, &who, strong, tokens.ink_1, room);
    let (_, ink) = tone(view.state).colours(tokens);
    let used = cut_text(painter, pos2(right, second), end, &word, small.clone(), ink, 200.0);
    let room = right - used - 12.0 - left;
    cut_text(painter, pos2(left, second), start, &what, small, tokens.ink_3, room);
    let values = [
        ("day", Value::Text(day.as_str())),
        ("who", Value::Text(&who)),
        ("what", Value::Text(&what)),
        ("hours", Value::Text(&hours)),
        ("state", Value::Text(&word)),
    ];
    scene.say_with(key::DESKTOP_SLIPS_SPOKEN, &values)
}

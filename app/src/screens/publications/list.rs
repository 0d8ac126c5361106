//! The list: a line for each publication, and how far it has come.

use super::State;
use crate::desktop::Scene;
use egui::{Align2, Painter, Rect, Ui, pos2};
use i18n::{Value, key};
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{Tone, cut_text};
use views::{PublicationState, PublicationView};

/// Height of a line.
const LINE: f32 = 46.0;

/// What a state asks of the reader.
pub(super) const fn tone(state: PublicationState) -> Tone {
    match state {
        PublicationState::Awaiting => Tone::Warn,
        PublicationState::Agreed => Tone::Ok,
        PublicationState::Refused => Tone::Bad,
        PublicationState::Sent => Tone::Info,
        PublicationState::Replaced => Tone::Plain,
    }
}

/// How far a publication has come, in words.
pub(super) fn state_text(scene: &Scene<'_>, view: &PublicationView) -> String {
    scene.messages.label("publication-state", view.state.key())
}

/// Its number and its name.
pub(super) fn name(scene: &Scene<'_>, view: &PublicationView) -> String {
    let number = [("number", Value::Integer(view.number))];
    let number = scene.say_with(key::DESKTOP_PUBLICATIONS_NUMBER, &number);
    if view.name.is_empty() { number } else { format!("{number} · {}", view.name) }
}

/// The price, or nothing where none was sent.
pub(super) fn price(scene: &Scene<'_>, view: &PublicationView) -> String {
    view.price.map(|price| scene.messages.money(price)).unwrap_or_default()
}

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let name = scene.say(key::DESKTOP_PUBLICATIONS_LIST);
    let listing = Listing::new("publications", &name, state.shown.len(), LINE)
        .chosen(state.place(), std::mem::take(&mut state.reveal))
        .focus(state.form.is_none());
    let shown = &state.shown;
    let picked = listing.show(ui, |painter, rect, place, _| {
        shown.get(place).map(|view| line(painter, rect, scene, view)).unwrap_or_default()
    });
    if let Some(Picked::Chosen(place) | Picked::Entered(place)) = picked {
        state.pick(place);
    }
}

fn line(painter: &Painter, rect: Rect, scene: &Scene<'_>, view: &PublicationView) -> String {
    let tokens = scene.tokens;
    let (name, word, price) = (name(scene, view), state_text(scene, view), price(scene, view));
    let published = view.published.map(|at| scene.messages.moment(at.at, scene.today()));
    let published = published.unwrap_or_default();
    let dot = pos2(rect.left() + 18.0, rect.top() + 15.0);
    painter.circle_filled(dot, 3.5, tone(view.state).dot(tokens));
    let (left, right) = (rect.left() + 34.0, rect.right() - 14.0);
    let (first, second) = (rect.top() + 15.0, rect.top() + 32.0);
    let (small, start, end) = (theme::small(), Align2::LEFT_CENTER, Align2::RIGHT_CENTER);
    let (text, strong) = (theme::text(), theme::strong());
    let used = cut_text(painter, pos2(right, first), end, &price, text, tokens.ink_1, 120.0);
    let room = right - used - 12.0 - left;
    cut_text(painter, pos2(left, first), start, &view.title, strong, tokens.ink_1, room);
    let (_, ink) = tone(view.state).colours(tokens);
    let used = cut_text(painter, pos2(right, second), end, &word, small.clone(), ink, 160.0);
    let what = format!("{name} · {published}");
    let room = right - used - 12.0 - left;
    cut_text(painter, pos2(left, second), start, &what, small, tokens.ink_3, room);
    let price =
        if price.is_empty() { scene.say(key::DESKTOP_PUBLICATIONS_NO_PRICE) } else { price };
    let values = [
        ("title", Value::Text(view.title.as_str())),
        ("name", Value::Text(&name)),
        ("published", Value::Text(&published)),
        ("price", Value::Text(&price)),
        ("state", Value::Text(&word)),
    ];
    scene.say_with(key::DESKTOP_PUBLICATIONS_SPOKEN, &values)
}

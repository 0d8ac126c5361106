//! The sessions of a production, as a list: when, what, where, with whom, how firm.

use super::later::Later;
use crate::desktop::{Asks, Scene};
use egui::{Align2, Frame, Margin, Painter, Rect, Sense, Ui, pos2, vec2};
use i18n::key;
use model::{BookingState, Choice, Kind, ProductionId, Subject};
use std::sync::Arc;
use ui_kit::listing::{Listing, Picked};
use ui_kit::theme;
use ui_kit::widgets::{Tone, cut_text, empty};
use views::{BookingFilter, BookingView};

/// Height of a line.
const LINE: f32 = 30.0;

/// The columns: heading and share of the width.
const COLUMNS: [(i18n::Key, f32); 5] = [
    (key::DESKTOP_PRODUCTION_SESSION_WHEN, 0.24),
    (key::DESKTOP_PRODUCTION_SESSION_STEP, 0.28),
    (key::DESKTOP_PRODUCTION_SESSION_ROOM, 0.16),
    (key::DESKTOP_PRODUCTION_SESSION_PEOPLE, 0.20),
    (key::DESKTOP_PRODUCTION_SESSION_WORK, 0.12),
];

/// What the tab remembers.
#[derive(Default)]
pub(super) struct State {
    bookings: Later<(ProductionId, usize), Vec<BookingView>>,
    /// The line chosen in the last frame.
    chosen: Option<usize>,
}

/// Draws the list.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: ProductionId,
    state: &mut State,
    asks: &mut Asks,
) {
    let asked = (id, Arc::as_ptr(scene.snapshot) as usize);
    state.bookings.look(scene, &asked, |scene| {
        let snapshot = Arc::clone(scene.snapshot);
        scene.work(move |_| {
            let filter = BookingFilter { production: Some(id), ..BookingFilter::default() };
            views::bookings(&crate::session::source(&snapshot), &filter)
        })
    });
    let Some(bookings) = state.bookings.newest() else { return };
    if bookings.is_empty() {
        empty(
            ui,
            &scene.say(key::DESKTOP_PRODUCTION_NO_SESSIONS),
            &scene.say(key::DESKTOP_PRODUCTION_NO_SESSIONS_WHY),
            None,
        );
        return;
    }
    let chosen = bookings.iter().position(|booking| scene.selected() == Some(subject(booking)));
    let reveal = std::mem::replace(&mut state.chosen, chosen) != chosen;
    Frame::new().inner_margin(Margin::symmetric(18, 8)).show(ui, |ui| {
        headings(ui, scene);
        let name = scene.say(key::DESKTOP_PRODUCTION_TAB_SESSIONS);
        let list = Listing::new("production-sessions", &name, bookings.len(), LINE);
        let picked = list.chosen(chosen, reveal).show(ui, |painter, rect, place, _| {
            let booking = bookings.get(place);
            booking.map(|booking| line(painter, rect, scene, booking)).unwrap_or_default()
        });
        let booking = |place: usize| bookings.get(place).map(subject);
        match picked {
            Some(Picked::Chosen(place)) => {
                if let Some(subject) = booking(place) {
                    asks.select(subject);
                }
            }
            Some(Picked::Entered(place)) => {
                if let Some(subject) = booking(place) {
                    asks.show(subject);
                }
            }
            None => {}
        }
    });
}

fn subject(booking: &BookingView) -> Subject {
    Subject::planned(booking.production, Kind::Booking, booking.id)
}

/// Where each column begins and ends on a line.
fn cells(rect: Rect) -> Vec<Rect> {
    let width = rect.width() - 90.0;
    let mut left = rect.left();
    let cell = |(_, share): &(i18n::Key, f32)| {
        let cell = Rect::from_x_y_ranges(left..=left + width * share, rect.y_range());
        left = cell.right();
        cell
    };
    COLUMNS.iter().map(cell).collect()
}

fn headings(ui: &mut Ui, scene: &Scene<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    for ((name, _), cell) in COLUMNS.iter().zip(cells(rect)) {
        let at = pos2(cell.left() + 6.0, cell.center().y);
        let ink = scene.tokens.ink_3;
        ui.painter().text(at, Align2::LEFT_CENTER, scene.say(*name), theme::small(), ink);
    }
    let line = (1.0, scene.tokens.line_1);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// Paints a line; gives what it is called.
fn line(painter: &Painter, rect: Rect, scene: &Scene<'_>, booking: &BookingView) -> String {
    let tokens = scene.tokens;
    let (texts, state) = (texts(scene, booking), state(scene, booking));
    for (place, (text, cell)) in texts.iter().zip(cells(rect)).enumerate() {
        let ink = if place == 1 { tokens.ink_1 } else { tokens.ink_2 };
        let at = pos2(cell.left() + 6.0, cell.center().y);
        let width = cell.width() - 12.0;
        cut_text(painter, at, Align2::LEFT_CENTER, text, theme::text(), ink, width);
    }
    let (_, ink) = tone(&booking.state).colours(tokens);
    let at = pos2(rect.right() - 10.0, rect.center().y);
    painter.text(at, Align2::RIGHT_CENTER, &state, theme::small(), ink);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, tokens.line_1));
    let name = texts.iter().map(String::as_str).chain([state.as_str()]);
    name.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn texts(scene: &Scene<'_>, booking: &BookingView) -> [String; 5] {
    let when = booking.start.zip(booking.end);
    let when = when.map(|(start, end)| scene.messages.range(start.at, end.at));
    let what = if booking.task_name.is_empty() { &booking.remark } else { &booking.task_name };
    [
        when.unwrap_or_default(),
        what.clone(),
        booking.room_name.clone(),
        booking.people_names.join(", "),
        scene.messages.work(booking.work, scene.source().day()),
    ]
}

fn state(scene: &Scene<'_>, booking: &BookingView) -> String {
    let word = scene.messages.choice(Kind::Booking, "state", booking.state.key());
    match booking.rank {
        Some(rank) if booking.state == BookingState::Option => format!("{word} {rank}"),
        _ => word,
    }
}

fn tone(state: &BookingState) -> Tone {
    match state {
        BookingState::Confirmed | BookingState::InProgress => Tone::Ok,
        BookingState::Option => Tone::Info,
        _ => Tone::Plain,
    }
}

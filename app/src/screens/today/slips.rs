//! The card of the slips of the last working day: those that wait first. It stays away from houses in
//! which nobody writes slips.

use crate::desktop::{Asks, Place, Scene};
use crate::peers;
use crate::screens::slips;
use egui::{Align2, ScrollArea, Ui, pos2};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::{card as kit_card, cut_text, list_line, tag_at};
use views::{SlipState, SlipView};

/// Height of a line.
const LINE: f32 = 31.0;

/// Room for the hours of a line.
const HOURS: f32 = 62.0;

/// Room for the tag of a line.
const TAG: f32 = 150.0;

/// The slips that concern whoever sits here.
fn shown<'a>(scene: &'a Scene<'_>) -> Vec<&'a SlipView> {
    let all = scene.derived.slips_of_last_day.iter();
    let whose = peers::whose_slips(scene.snapshot);
    all.filter(|view| whose.is_none_or(|own| view.person == own)).collect()
}

/// Shows the card; false where there is nothing to show.
pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, height: f32, asks: &mut Asks) -> bool {
    let shown = shown(scene);
    let Some(day) = shown.first().and_then(|view| view.day) else { return false };
    let waiting = shown.iter().filter(|view| view.state == SlipState::HandedIn).count();
    let values = [
        ("count", Value::Integer(i64::try_from(waiting).unwrap_or(i64::MAX))),
        ("day", Value::Text(&scene.messages.date_day(day))),
    ];
    let remark = scene.say_with(key::DESKTOP_TODAY_SLIPS_REMARK, &values);
    kit_card(ui, &scene.say(key::DESKTOP_SHELL_SLIPS), &remark, |ui| {
        let area = ScrollArea::vertical().id_salt("slips-of-last-day").max_height(height - 40.0);
        area.show(ui, |ui| {
            for view in shown {
                if line(ui, scene, view) {
                    asks.go(Place::Slips);
                }
            }
        });
    });
    true
}

fn line(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView) -> bool {
    let room = if view.room_name.is_empty() { &view.title } else { &view.room_name };
    let hours = slips::hours(scene, view);
    let state = slips::state_text(scene, view);
    let values = [
        ("room", Value::Text(room.as_str())),
        ("person", Value::Text(&view.person_name)),
        ("hours", Value::Text(&hours)),
        ("state", Value::Text(&state)),
    ];
    let spoken = scene.say_with(key::DESKTOP_TODAY_SLIP_SPOKEN, &values);
    let mut row = egui::Rect::NOTHING;
    let response = list_line(ui, LINE, &spoken, |painter, rect, tokens| {
        row = rect;
        let (y, text) = (rect.center().y, theme::text());
        let (left, right) = (rect.left() + 12.0, rect.right() - TAG);
        let end = Align2::RIGHT_CENTER;
        cut_text(painter, pos2(right, y), end, &hours, text.clone(), tokens.ink_1, HOURS);
        let wide = (right - HOURS - left).max(0.0);
        let start = Align2::LEFT_CENTER;
        let half = wide * 0.45;
        cut_text(painter, pos2(left, y), start, room, text.clone(), tokens.ink_1, half - 8.0);
        let place = pos2(left + half, y);
        cut_text(painter, place, start, &view.person_name, text, tokens.ink_3, wide - half);
    });
    if row.is_positive() {
        let at = pos2(row.right() - 12.0, row.center().y);
        tag_at(ui, at, slips::tone(view.state), &state);
    }
    response.clicked()
}

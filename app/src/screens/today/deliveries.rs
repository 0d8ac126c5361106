//! The card of the deliveries of the weeks to come, each with its float.

use super::words;
use crate::desktop::{Asks, Scene};
use egui::{Align2, ScrollArea, Ui, pos2, vec2};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::widgets::{Tone, card as kit_card, cut_text, list_line, tag_at};
use views::DeliveryView;

/// Height of a line.
const LINE: f32 = 31.0;

/// With less float than this share of a working day, in minutes, a delivery is tight.
const TIGHT_DAYS: i64 = 2;

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, height: f32, asks: &mut Asks) {
    let deliveries = &scene.derived.today.deliveries;
    let title = scene.say(key::DESKTOP_TODAY_DELIVERIES);
    kit_card(ui, &title, &scene.say(key::DESKTOP_TODAY_DELIVERIES_WEEKS), |ui| {
        if deliveries.is_empty() {
            return weak(ui, scene, &scene.say(key::DESKTOP_TODAY_DELIVERIES_NOTHING));
        }
        ScrollArea::vertical().id_salt("deliveries").max_height(height - 40.0).show(ui, |ui| {
            for delivery in deliveries {
                if line(ui, scene, delivery) {
                    asks.show(delivery.subject);
                }
            }
        });
    });
}

/// What is said where there is nothing, on one line.
pub(super) fn weak(ui: &mut Ui, scene: &Scene<'_>, text: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), egui::Sense::hover());
    let at = pos2(rect.left() + 12.0, rect.center().y);
    let room = rect.width() - 24.0;
    let painter = ui.painter_at(rect);
    cut_text(&painter, at, Align2::LEFT_CENTER, text, theme::text(), scene.tokens.ink_3, room);
}

fn line(ui: &mut Ui, scene: &Scene<'_>, delivery: &DeliveryView) -> bool {
    let what = words::delivery(scene, delivery);
    let date = scene.messages.date_short(delivery.at.at.date());
    let float = delivery.float.map(|float| words::float_text(scene, float)).unwrap_or_default();
    let tight = scene.source().day().0.saturating_mul(TIGHT_DAYS);
    let tone = match delivery.float {
        Some(float) if float.is_negative() => Tone::Bad,
        Some(float) if float.0 < tight => Tone::Warn,
        Some(_) => Tone::Ok,
        None => Tone::Plain,
    };
    let values = [
        ("delivery", Value::Text(what.as_str())),
        ("date", Value::Text(&date)),
        ("float", Value::Text(&float)),
    ];
    let spoken = scene.say_with(key::DESKTOP_TODAY_DELIVERY_SPOKEN, &values);
    let mut row = egui::Rect::NOTHING;
    let response = list_line(ui, LINE, &spoken, |painter, rect, tokens| {
        row = rect;
        let (y, right) = (rect.center().y, rect.right() - 84.0);
        let ink = tokens.ink_1;
        let at = Align2::RIGHT_CENTER;
        let used = cut_text(painter, pos2(right, y), at, &date, theme::text(), ink, 100.0);
        let left = rect.left() + 12.0;
        let room = right - used - 12.0 - left;
        cut_text(painter, pos2(left, y), Align2::LEFT_CENTER, &what, theme::text(), ink, room);
    });
    if !float.is_empty() && row.is_positive() {
        tag_at(ui, pos2(row.right() - 12.0, row.center().y), tone, &float);
    }
    response.clicked()
}

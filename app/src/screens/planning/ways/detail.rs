//! The chosen way out: why, what moves where, what has to be accepted, who has to be told.

use super::words;
use crate::desktop::Scene;
use egui::{Frame, Label, Margin, RichText, Stroke, Ui};
use i18n::{Value, key};
use ui_kit::theme;
use ui_kit::tokens::RADIUS_3;
use ui_kit::widgets::section;
use views::{MoveView, PlaceView, WayView};

/// The most moves that are listed; the rows show all.
const MOST: usize = 40;

pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, way: &WayView) {
    let tokens = scene.tokens;
    if !way.why.is_empty() {
        let frame = Frame::new()
            .stroke(Stroke::new(1.0, tokens.line_2))
            .corner_radius(RADIUS_3)
            .inner_margin(Margin::symmetric(12, 9));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            let title = scene.say(key::DESKTOP_WAYS_WHY);
            ui.label(RichText::new(title).font(theme::strong()).color(tokens.ink_1));
            for why in &way.why {
                weak(ui, scene, why);
            }
        });
    }
    if way.unpriced > 0 {
        let count = i64::try_from(way.unpriced).unwrap_or(i64::MAX);
        let values = [("count", Value::Integer(count))];
        weak(ui, scene, &scene.say_with(key::DESKTOP_WAYS_UNPRICED, &values));
    }
    for delivery in &way.deliveries {
        let dates = words::dated(scene, delivery);
        let values = [("name", Value::Text(&delivery.name)), ("dates", Value::Text(&dates))];
        weak(ui, scene, &scene.say_with(key::DESKTOP_WAYS_DATE_OF, &values));
    }
    if !way.broken_rules.is_empty() {
        section(ui, &scene.say(key::DESKTOP_WAYS_BENDS));
        for rule in &way.broken_rules {
            ui.add(Label::new(RichText::new(rule).color(tokens.warn_ink)).wrap());
        }
    }
    if !way.calls.is_empty() {
        section(ui, &scene.say(key::DESKTOP_WAYS_CALLS));
        weak(ui, scene, &way.calls.join(", "));
    }
    if !way.moved.is_empty() {
        section(ui, &scene.say(key::DESKTOP_WAYS_MOVES));
        for it in way.moved.iter().take(MOST) {
            moved(ui, scene, it);
        }
        if let Some(left) = way.moved.len().checked_sub(MOST).filter(|left| *left > 0) {
            let left = [("count", Value::Integer(i64::try_from(left).unwrap_or(i64::MAX)))];
            weak(ui, scene, &scene.say_with(key::DESKTOP_WAYS_MORE, &left));
        }
    }
}

fn moved(ui: &mut Ui, scene: &Scene<'_>, it: &MoveView) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let name = match it.task_name.as_str() {
        "" => it.production_title.clone(),
        task => format!("{} · {task}", it.production_title),
    };
    ui.add(Label::new(RichText::new(name).color(scene.tokens.ink_1)).wrap());
    let from = it.from.as_ref().map(|from| place(scene, from, None));
    let to = it.to.as_ref().map(|to| place(scene, to, it.from.as_ref()));
    let text = match (from, to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(to)) => scene.say_with(key::DESKTOP_WAYS_ADDED, &[("place", Value::Text(&to))]),
        (Some(from), None) => {
            scene.say_with(key::DESKTOP_WAYS_UNPLACED, &[("place", Value::Text(&from))])
        }
        (None, None) => String::new(),
    };
    weak(ui, scene, &text);
    if !it.why.is_empty() {
        let why = RichText::new(&it.why).font(theme::small()).color(scene.tokens.ink_3);
        ui.add(Label::new(why).wrap());
    }
    ui.add_space(5.0);
}

/// When; and where and with whom, if that is not the same as before.
fn place(scene: &Scene<'_>, place: &PlaceView, before: Option<&PlaceView>) -> String {
    let (date, time) = (place.start.at.date(), place.start.at.time());
    let when = format!("{} {}", scene.messages.date_day(date), scene.messages.time(time));
    let mut parts = vec![when];
    if !place.room_name.is_empty() && before.is_none_or(|before| before.room != place.room) {
        parts.push(place.room_name.clone());
    }
    if before.is_some_and(|before| before.people != place.people) {
        parts.extend(place.people_names.iter().cloned());
    }
    parts.join(", ")
}

fn weak(ui: &mut Ui, scene: &Scene<'_>, text: &str) {
    ui.add(Label::new(RichText::new(text).color(scene.tokens.ink_3)).wrap());
}

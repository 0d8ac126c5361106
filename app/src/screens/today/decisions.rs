//! The card of what there is to decide: what threatens a delivery first, each with the way to it.

use super::beginning;
use super::words::{self, Told};
use crate::desktop::{Asks, Scene};
use egui::{Align2, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use i18n::{Value, key};
use model::{BookingVerb, Command};
use node::Group;
use schedule::{Clash, ClashKind, Event};
use std::sync::Arc;
use ui_kit::theme;
use ui_kit::widgets::{cut_text, link_button, tag_at};
use views::{DecisionView, Matter};

/// Height of a line.
const LINE: f32 = 48.0;

/// How many are shown unless all are wanted.
const FIRST: usize = 5;

/// Place for the button at the right end of a line.
const BUTTON: f32 = 132.0;

pub(super) fn card(ui: &mut Ui, scene: &Scene<'_>, all: &mut bool, height: f32, asks: &mut Asks) {
    let decisions = &scene.derived.today.decisions;
    if decisions.is_empty() && beginning::is_due(scene) {
        return beginning::card(ui, scene, asks);
    }
    let count = scene.messages.integer(i64::try_from(decisions.len()).unwrap_or(i64::MAX));
    let order = scene.say_with(key::DESKTOP_TODAY_DECIDE_ORDER, &[("count", Value::Text(&count))]);
    let title = scene.say(key::DESKTOP_TODAY_DECIDE);
    let remark = if decisions.is_empty() { "" } else { &order };
    ui_kit::widgets::card(ui, &title, remark, |ui| {
        if decisions.is_empty() {
            return nothing(ui, scene);
        }
        let shown = if *all { decisions.len() } else { decisions.len().min(FIRST) };
        let most = height - 40.0;
        ScrollArea::vertical().id_salt("decisions").max_height(most).show(ui, |ui| {
            for decision in decisions.iter().take(shown) {
                line(ui, scene, decision, asks);
            }
            if decisions.len() > FIRST {
                ui.horizontal(|ui| {
                    ui.add_space(8.0);
                    let left = i64::try_from(decisions.len() - FIRST).unwrap_or(i64::MAX);
                    let text = if *all {
                        scene.say(key::DESKTOP_TODAY_LESS)
                    } else {
                        let left = [("count", Value::Integer(left))];
                        scene.say_with(key::DESKTOP_TODAY_MORE, &left)
                    };
                    if link_button(ui, &text).clicked() {
                        *all = !*all;
                    }
                });
            }
        });
    });
}

fn nothing(ui: &mut Ui, scene: &Scene<'_>) {
    let text = scene.say(key::DESKTOP_TODAY_DECIDE_NOTHING_HINT);
    super::calm(ui, scene, &scene.say(key::DESKTOP_TODAY_DECIDE_NOTHING), &text);
}

fn line(ui: &mut Ui, scene: &Scene<'_>, decision: &DecisionView, asks: &mut Asks) {
    let source = scene.source();
    let told = match &decision.matter {
        Matter::Deadline(matter) => words::deadline(scene, matter),
        Matter::Clash(clash) => words::clash(scene, &source, clash),
        Matter::Option(matter) => words::option(scene, matter),
        Matter::Unfinished(sessions) => words::unfinished(scene, sessions),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::CLICK);
    paint(ui, scene, rect, &told, response.hovered());
    let action = scene.say(match &decision.matter {
        Matter::Deadline(_) if missed(scene, decision).is_some() => key::DESKTOP_TODAY_GO_CLASH,
        Matter::Deadline(_) => key::DESKTOP_TODAY_GO_PLAN,
        Matter::Clash(_) => key::DESKTOP_TODAY_GO_CLASH,
        Matter::Option(_) => key::DESKTOP_TODAY_GO_OPTION,
        Matter::Unfinished(_) => key::DESKTOP_TODAY_GO_FINISH,
    });
    let pressed = go_button(ui, scene, rect, &action, &told, decision);
    // Only the button changes anything; the rest of the line leads to what it tells of.
    let finishes = matches!(decision.matter, Matter::Unfinished(_));
    if pressed || (response.clicked() && !finishes) {
        act(scene, decision, asks);
    } else if response.clicked() {
        asks.show(decision.subject);
    }
}

fn paint(ui: &Ui, scene: &Scene<'_>, rect: Rect, told: &Told, hovered: bool) {
    let tokens = scene.tokens;
    let painter = ui.painter_at(rect);
    if hovered {
        painter.rect_filled(rect, 0.0, tokens.bg_2);
    }
    painter.hline(rect.x_range(), rect.bottom().round() - 0.5, (1.0, tokens.line_1));
    painter.circle_filled(pos2(rect.left() + 16.0, rect.center().y), 3.5, told.tone.dot(tokens));
    let right = pos2(rect.right() - BUTTON - 10.0, rect.center().y);
    let tag = tag_at(ui, right, told.tone, &told.tag);
    let (left, room) = (rect.left() + 38.0, tag.left() - 12.0 - rect.left() - 38.0);
    let (first, second) = (rect.top() + 16.0, rect.top() + 33.0);
    let at = Align2::LEFT_CENTER;
    let bold = theme::strong();
    let used = cut_text(&painter, pos2(left, first), at, &told.subject, bold, tokens.ink_1, room);
    let what = format!(" — {}", told.what);
    let place = pos2(left + used, first);
    cut_text(&painter, place, at, &what, theme::text(), tokens.ink_1, room - used);
    let place = pos2(left, second);
    cut_text(&painter, place, at, &told.reason, theme::text(), tokens.ink_3, room);
}

/// The button that leads to what is told; spoken with what it is about.
fn go_button(
    ui: &mut Ui,
    scene: &Scene<'_>,
    rect: Rect,
    action: &str,
    told: &Told,
    decision: &DecisionView,
) -> bool {
    let place = Rect::from_min_max(pos2(rect.right() - BUTTON, rect.top()), rect.max);
    let place = UiBuilder::new()
        .id_salt((decision.subject.id.0, told.tag.as_str(), told.what.as_str()))
        .max_rect(place.shrink2(vec2(10.0, 0.0)))
        .layout(Layout::right_to_left(egui::Align::Center));
    let text = format!("{action} ›");
    ui.scope_builder(place, |ui| {
        let enabled = !scene.is_read_only() || !matches!(decision.matter, Matter::Unfinished(_));
        ui.add_enabled_ui(enabled, |ui| {
            let response = ui_kit::widgets::button(ui, &text);
            let what = format!("{}, {}", told.subject, told.what);
            let values = [("action", Value::Text(action)), ("what", Value::Text(&what))];
            let spoken = scene.say_with(key::DESKTOP_TODAY_GO_SPOKEN, &values);
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
            response.clicked()
        })
        .inner
    })
    .inner
}

/// The clash of a date that is missed.
fn missed<'a>(scene: &Scene<'a>, decision: &DecisionView) -> Option<&'a Arc<Clash>> {
    let mut clashes = scene.snapshot.report.clashes.iter();
    clashes
        .find(|clash| clash.kind == ClashKind::Deadline && clash.sides.contains(&decision.subject))
}

fn act(scene: &Scene<'_>, decision: &DecisionView, asks: &mut Asks) {
    match &decision.matter {
        Matter::Deadline(_) => match missed(scene, decision) {
            Some(clash) => asks.replan(Event::Clash(clash.as_ref().clone())),
            None => asks.show(decision.subject),
        },
        Matter::Clash(clash) => asks.show_clash(clash),
        Matter::Option(matter) => match &matter.clash {
            Some(clash) => asks.show_clash(clash),
            None => asks.show(decision.subject),
        },
        Matter::Unfinished(sessions) => {
            let finish = |booking: &views::BookingView| Command::ChangeBooking {
                production: booking.production,
                booking: booking.id,
                verb: BookingVerb::Finish,
            };
            asks.submit(Group {
                commands: sessions.iter().map(finish).collect(),
                note: scene.say(key::DESKTOP_TODAY_FINISHED_NOTE),
                ..Group::default()
            });
        }
    }
}

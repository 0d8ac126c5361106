//! A task: what it is, when, what decides its dates, what holds it.

use super::drafts::Drafts;
use super::form::fields;
use super::links;
use crate::desktop::{Asks, Scene};
use egui::{Label, RichText, Ui};
use i18n::{Value, key};
use model::{Kind, Subject, TaskId};
use schedule::Driver;
use ui_kit::theme;
use ui_kit::widgets::{Tone, field_label, section, tag};

pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    dates(ui, scene, subject);
    let first = ["name", "step", "work", "remaining", "milestone", "not_before", "deadline"];
    fields(ui, scene, drafts, asks, subject, &first);
    links::ui(ui, scene, subject, drafts, asks);
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_NEEDS));
    fields(ui, scene, drafts, asks, subject, &["room_kind", "capabilities", "function", "skills"]);
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_PROGRESS));
    fields(ui, scene, drafts, asks, subject, &["actual_start", "actual_finish"]);
    bookings(ui, scene, subject, asks);
    section(ui, &scene.say(key::DESKTOP_INSPECTOR_MORE));
    let rest =
        ["parent", "episode", "split", "smallest_piece", "sessions_at_once", "same_as", "remark"];
    fields(ui, scene, drafts, asks, subject, &rest);
}

/// Its dates, its float, and what decides its start.
fn dates(ui: &mut Ui, scene: &Scene<'_>, subject: Subject) {
    let Some(production) = subject.scope.production() else { return };
    let report = &scene.snapshot.report;
    let Some(dates) = report.plan(production).and_then(|plan| plan.task(subject.id.into())) else {
        return;
    };
    let source = scene.source();
    let (start, finish) = (source.civil(dates.start).at, source.civil(dates.finish).at);
    let range = scene.messages.range(start, finish);
    ui.label(RichText::new(range).font(theme::strong()).color(scene.tokens.ink_1));
    if let Some(float) = dates.total_float {
        let text = scene.messages.float_days(float, source.day());
        let values = [("float", Value::Text(&text))];
        let tone = match (float.is_negative(), dates.critical) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warn,
            (false, false) => Tone::Ok,
        };
        tag(ui, tone, &scene.say_with(key::DESKTOP_INSPECTOR_FLOAT, &values));
    }
    let why = why(scene, production, dates.driver);
    let text = RichText::new(why).font(theme::small()).color(scene.tokens.ink_3);
    ui.add(Label::new(text).wrap());
    ui.add_space(8.0);
}

/// What decides when a task begins: « attend Montage image (FD+2j) ».
fn why(scene: &Scene<'_>, production: model::ProductionId, driver: Driver) -> String {
    let source = scene.source();
    if let Driver::Link(link) = driver
        && let Some(plan) = scene.snapshot.plans.get(&production)
        && let Some(link) = plan.links.get(&link)
    {
        let name = link.from.map(|task| source.task(plan, task)).unwrap_or_default();
        let lag = scene.messages.lags(link.lag, link.most, source.day());
        let kind = scene.messages.choice(Kind::Link, "kind", model::Choice::key(&link.kind));
        let link = if lag.is_empty() { kind } else { format!("{kind} {lag}") };
        let values = [("task", Value::Text(&name)), ("link", Value::Text(&link))];
        return scene.say_with(key::DESKTOP_INSPECTOR_WAITS_FOR, &values);
    }
    scene.messages.label("desktop-inspector-driver", driver.key())
}

/// The sessions that hold it.
fn bookings(ui: &mut Ui, scene: &Scene<'_>, subject: Subject, asks: &mut Asks) {
    let Some(production) = subject.scope.production() else { return };
    let Some(plan) = scene.snapshot.plans.get(&production) else { return };
    let task: TaskId = subject.id.into();
    let of_it = plan.bookings.values().filter(|booking| booking.task == Some(task));
    let mut of_it: Vec<_> = of_it.collect();
    of_it.sort_by_key(|booking| (booking.start, booking.id));
    field_label(ui, &scene.say(key::DESKTOP_INSPECTOR_BOOKINGS));
    if of_it.is_empty() {
        let none = scene.say(key::DESKTOP_INSPECTOR_NOT_BOOKED);
        ui.label(RichText::new(none).color(scene.tokens.ink_3));
    }
    for booking in of_it {
        let when = match (booking.start, booking.end) {
            (Some(start), Some(end)) => scene.messages.range(start, end),
            _ => String::new(),
        };
        let room = booking.room.map(|room| scene.source().room(room)).unwrap_or_default();
        let text = format!("{when} · {room}");
        if ui.link(RichText::new(text).color(scene.tokens.accent)).clicked() {
            asks.show(Subject::planned(production, Kind::Booking, booking.id));
        }
    }
    ui.add_space(6.0);
}

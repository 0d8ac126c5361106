//! Slips that were changed after they were accepted: what was accepted and what they say now, and a
//! button for each. A clash like any other: nothing is taken over silently.

use super::{act, detail, list};
use crate::desktop::{Asks, Scene};
use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui};
use i18n::{Value, key};
use model::{Kind, Record, Slip};
use ui_kit::theme;
use ui_kit::widgets::{Tone, button, dot, section};
use views::SlipView;

/// The most that is drawn at once; the others follow as these are settled.
const MOST: usize = 50;

/// Shows them above the clashes; nothing where there are none.
pub(in crate::screens) fn changed(ui: &mut Ui, scene: &Scene<'_>, asks: &mut Asks) {
    if scene.derived.slips_changed().next().is_none() {
        return;
    }
    Frame::new().inner_margin(Margin::symmetric(18, 8)).show(ui, |ui| {
        section(ui, &scene.say(key::DESKTOP_SLIPS_CHANGED));
        let area = ScrollArea::vertical().id_salt("slips-changed").max_height(190.0);
        area.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            for view in scene.derived.slips_changed().take(MOST) {
                one(ui, scene, view, asks);
            }
        });
    });
    ui_kit::widgets::separator(ui);
}

fn one(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    let day = view.day.map(|day| scene.messages.date_day(day)).unwrap_or_default();
    ui.horizontal(|ui| {
        dot(ui, Tone::Warn);
        let parts = [view.person_name.as_str(), &day, &view.title, &view.task_name];
        let head = RichText::new(list::joined(parts));
        ui.label(head.font(theme::strong()).color(scene.tokens.ink_1));
    });
    let moment = |at: Option<views::Moment>| {
        at.map(|at| scene.messages.moment(at.at, scene.today())).unwrap_or_default()
    };
    let (accepted, handed_in) = (moment(view.accepted_at), moment(view.handed_in));
    let sides = [
        ("by", Value::Text(view.accepted_by.as_str())),
        ("at", Value::Text(&accepted)),
        ("person", Value::Text(&view.person_name)),
        ("handed_in", Value::Text(&handed_in)),
    ];
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let told = RichText::new(scene.say_with(key::DESKTOP_SLIPS_SIDES, &sides));
        ui.add(Label::new(told.color(scene.tokens.ink_3)).truncate());
    });
    for change in &view.changes {
        let Some(field) = Slip::FIELDS.iter().find(|field| field.key == change.field) else {
            continue;
        };
        let text = |value| detail::value_text(scene, view, field, value);
        let (before, now) = (text(&change.accepted), text(&change.now));
        let values = [("before", Value::Text(before.as_str())), ("now", Value::Text(&now))];
        let told = scene.say_with(key::DESKTOP_SLIPS_CHANGE, &values);
        let name = scene.messages.field(Kind::Slip, change.field);
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let told = RichText::new(format!("{name} — {told}")).color(scene.tokens.ink_2);
            ui.add(Label::new(told).truncate());
        });
    }
    if act::may_accept(scene) {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            ui.add_enabled_ui(!scene.is_read_only(), |ui| buttons(ui, scene, view, asks));
        });
    }
}

/// Taking what the slip says now, or keeping what was accepted.
pub(super) fn buttons(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, asks: &mut Asks) {
    if button(ui, &scene.say(key::DESKTOP_SLIPS_ACCEPT_NOW)).clicked()
        && let Some(slip) = view.id
    {
        act::accept(scene, view.person, slip, asks);
    }
    if button(ui, &scene.say(key::DESKTOP_SLIPS_KEEP)).clicked() {
        act::keep(scene, view, asks);
    }
}

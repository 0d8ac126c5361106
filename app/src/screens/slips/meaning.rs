//! What a slip means: for the task, who has signed it, the hours of the week.

use super::{act, list};
use crate::desktop::Scene;
use egui::{Margin, RichText, Sides, Ui};
use i18n::{Value, key};
use model::{PersonId, Slip};
use ui_kit::theme;
use ui_kit::widgets::{Tone, card, section, tag};
use units::{Minutes, NaiveDate};
use views::{SlipState, SlipView};

/// What remains of the task, as the slip says and as the plan has it.
pub(super) fn effect(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView, slip: &Slip) {
    let Some(task) = act::task_of(scene, view) else { return };
    let work = |minutes| scene.messages.work(minutes, scene.source().day());
    let planned = task.open_work();
    let (tone, text) = match slip.remaining.filter(|_| view.state != SlipState::Accepted) {
        Some(says) => {
            let tone = if says > planned { Tone::Warn } else { Tone::Ok };
            let (says, planned) = (work(says), work(planned));
            let values = [("says", Value::Text(says.as_str())), ("planned", Value::Text(&planned))];
            (tone, scene.say_with(key::DESKTOP_SLIPS_REMAINS, &values))
        }
        None => {
            let left = work(planned);
            let values = [("left", Value::Text(left.as_str()))];
            (Tone::Plain, scene.say_with(key::DESKTOP_SLIPS_LEFT, &values))
        }
    };
    card(ui, &scene.say(key::DESKTOP_SLIPS_EFFECT), "", |ui| {
        row(ui, RichText::new(&task.name), |ui| drop(tag(ui, tone, &text)));
    });
}

/// Who has signed, and when.
pub(super) fn signatures(ui: &mut Ui, scene: &Scene<'_>, view: &SlipView) {
    section(ui, &scene.say(key::DESKTOP_SLIPS_SIGNATURES));
    let by = |name: &str, role| match name {
        "" => scene.say(role),
        name => format!("{} · {name}", scene.say(role)),
    };
    let technician = by(&view.person_name, key::DESKTOP_SLIPS_TECHNICIAN);
    let coordination = by(&view.accepted_by, key::DESKTOP_SLIPS_COORDINATION);
    let sides = [
        (technician, view.handed_in, key::DESKTOP_SLIPS_TO_SIGN),
        (coordination, view.accepted_at, key::DESKTOP_SLIPS_TO_ACCEPT),
    ];
    for (who, signed, not_yet) in sides {
        ui.horizontal(|ui| {
            ui.label(RichText::new(who).color(scene.tokens.ink_3));
            match signed.map(|moment| scene.messages.moment(moment.at, scene.today())) {
                Some(moment) => {
                    let values = [("at", Value::Text(moment.as_str()))];
                    tag(ui, Tone::Ok, &scene.say_with(key::DESKTOP_SLIPS_SIGNED, &values));
                }
                None => drop(tag(ui, Tone::Plain, &scene.say(not_yet))),
            }
        });
    }
}

/// The hours of somebody in a week, session by session.
pub(super) fn week(
    ui: &mut Ui,
    scene: &Scene<'_>,
    monday: NaiveDate,
    shown: &[SlipView],
    person: PersonId,
) {
    let title = scene.messages.week_title(monday);
    let of = || shown.iter().filter(|line| line.person == person);
    let total = of().filter_map(|line| line.worked).map(|worked| worked.0).sum();
    ui.add_space(4.0);
    card(ui, &scene.say(key::DESKTOP_SLIPS_HOURS), &title, |ui| {
        for line in of() {
            let day = line.day.map(|day| scene.messages.date_day(day)).unwrap_or_default();
            let what = if line.task_name.is_empty() { &line.title } else { &line.task_name };
            row(ui, RichText::new(format!("{day} · {what}")), |ui| hours(ui, scene, line));
        }
        let strong = |text: String| RichText::new(text).font(theme::strong());
        row(ui, strong(scene.say(key::DESKTOP_SLIPS_TOTAL)), |ui| {
            let total = strong(scene.messages.duration(Minutes(total)));
            ui.label(total.color(scene.tokens.ink_1));
        });
    });
}

/// What was worked, or what is planned.
fn hours(ui: &mut Ui, scene: &Scene<'_>, line: &SlipView) {
    match line.worked {
        Some(worked) => {
            let is_over = line.planned_work.is_some_and(|planned| worked > planned);
            let tone = if is_over { Tone::Warn } else { Tone::Ok };
            tag(ui, tone, &scene.messages.duration(worked));
        }
        None => {
            let hours = list::hours(scene, line);
            let values = [("hours", Value::Text(hours.as_str()))];
            tag(ui, Tone::Plain, &scene.say_with(key::DESKTOP_SLIPS_TO_COME, &values));
        }
    }
}

/// A line of a card: what, and its figure on the right.
fn row(ui: &mut Ui, what: RichText, figure: impl FnOnce(&mut Ui)) {
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(14, 4));
    let ink = ui_kit::Tokens::of(ui.ctx()).ink_1;
    frame.show(ui, |ui| {
        let sides = Sides::new().height(20.0).shrink_left().truncate();
        sides.show(ui, |ui| ui.label(what.color(ink)), figure);
    });
}

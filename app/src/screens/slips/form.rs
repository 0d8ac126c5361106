//! A slip that is being filled in: two minutes with the keyboard, most of it there already.

use crate::desktop::{Asks, Drafts, Scene, fields, told};
use crate::screens::slips::act;
use egui::Ui;
use i18n::{key, typed};
use model::{Command, Kind, Slip, Subject, Value, Values};
use ui_kit::widgets::{Tone, icon_button, tag};
use units::{Minutes, NaiveDateTime};
use views::SlipView;

/// Below this width fields stand below each other.
const NARROW: f32 = 460.0;

pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    view: &SlipView,
    slip: &Slip,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let subject = Subject::at_desk(view.person, Kind::Slip, slip.id);
    // Whose session it is is known where one was planned.
    let first: &[&str] = if slip.booking.is_some() {
        &["function", "day"]
    } else {
        &["production", "task", "room", "function", "day"]
    };
    across(ui, first, |ui, name| fields(ui, scene, drafts, asks, subject, &[name]));
    across(ui, &["start", "breaks", "end"], |ui, name| match name {
        "breaks" => fields(ui, scene, drafts, asks, subject, &[name]),
        _ => time(ui, scene, subject, slip, name, drafts, asks),
    });
    let rest = [&["waiting", "waiting_cause", "done"][..], &["remaining", "supplies"]];
    for names in rest {
        across(ui, names, |ui, name| fields(ui, scene, drafts, asks, subject, &[name]));
    }
    remaining(ui, scene, view, slip, subject, asks);
    fields(ui, scene, drafts, asks, subject, &["remark"]);
}

/// Fields beside each other where there is room.
fn across(ui: &mut Ui, names: &[&'static str], mut field: impl FnMut(&mut Ui, &'static str)) {
    if ui.available_width() < NARROW {
        names.iter().for_each(|name| field(ui, name));
        return;
    }
    ui.columns(names.len().min(3), |columns| {
        let count = columns.len().max(1);
        for (place, name) in names.iter().enumerate() {
            if let Some(column) = columns.get_mut(place % count) {
                field(column, name);
            }
        }
    });
}

/// A time of day on the day of the slip.
fn time(
    ui: &mut Ui,
    scene: &Scene<'_>,
    subject: Subject,
    slip: &Slip,
    name: &'static str,
    drafts: &mut Drafts,
    asks: &mut Asks,
) {
    let (moment, after): (Option<NaiveDateTime>, _) =
        if name == "start" { (slip.start, None) } else { (slip.end, slip.start) };
    let messages = scene.messages;
    let kept = moment.map(|moment| messages.time(moment.time())).unwrap_or_default();
    let label = messages.field(Kind::Slip, name);
    let day = slip.day.unwrap_or(scene.today());
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        drafts.field(ui, subject, name, &label, &kept, |text| {
            let value = if text.is_empty() {
                Value::Nothing
            } else {
                let time = typed::time(text).map_err(|error| told(messages, &error))?;
                act::on_day(day, time, after)
            };
            let values = Values::from([(name.to_owned(), value)]);
            asks.command(Command::Set { subject, values });
            Ok(())
        });
        ui.add_space(4.0);
    });
}

/// Half a day less or more remains, and what the plan thinks.
fn remaining(
    ui: &mut Ui,
    scene: &Scene<'_>,
    view: &SlipView,
    slip: &Slip,
    subject: Subject,
    asks: &mut Asks,
) {
    let Some(task) = act::task_of(scene, view) else { return };
    let day = scene.source().day();
    let half = (day.0 / 2).max(1);
    ui.add_enabled_ui(!scene.is_read_only(), |ui| {
        ui.horizontal(|ui| {
            let now = slip.remaining.unwrap_or(task.open_work());
            let less = icon_button(ui, "−", &scene.say(key::DESKTOP_SLIPS_LESS)).clicked();
            let more = icon_button(ui, "+", &scene.say(key::DESKTOP_SLIPS_MORE)).clicked();
            let planned = scene.messages.work(task.open_work(), day);
            let planned = [("planned", i18n::Value::Text(&planned))];
            tag(ui, Tone::Plain, &scene.say_with(key::DESKTOP_SLIPS_PLANNED_LEFT, &planned));
            let by = match (less, more) {
                (true, _) => -half,
                (_, true) => half,
                _ => return,
            };
            let value = Some(Minutes((now.0 + by).max(0)));
            let values = Values::from([("remaining".to_owned(), model::FieldValue::write(&value))]);
            asks.command(Command::Set { subject, values });
        });
    });
}

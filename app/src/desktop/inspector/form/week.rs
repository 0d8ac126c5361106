//! Hours by day of the week: a line for each day, typed as people write them.

use super::{Form, told};
use egui::Ui;
use i18n::{key, typed};
use model::Value;
use ui_kit::widgets::section;
use units::{Days, NaiveDate};

/// The days as documents keep them, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) fn week(form: &mut Form<'_, '_>, ui: &mut Ui, name: &'static str) {
    let label = form.label(name);
    section(ui, &label);
    let stated = match form.value(name) {
        Value::Map(stated) => stated,
        _ => Default::default(),
    };
    if stated.is_empty() {
        ui.label(form.scene.say(key::DESKTOP_INSPECTOR_HOUSE_HOURS));
    }
    let (scene, asks, subject) = (form.scene, &mut *form.asks, form.subject);
    for (place, day) in DAYS.into_iter().enumerate() {
        let monday = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
        let date = monday.checked_add_days(Days::new(place as u64)).unwrap_or(monday);
        let kept = stated.get(day).and_then(|text| typed::hours(text).ok());
        let shown = kept.map(|hours| scene.messages.day_hours(&hours)).unwrap_or_default();
        let label = format!("{label} — {}", scene.messages.weekday(date));
        let mut stated = stated.clone();
        let asks = &mut *asks;
        form.drafts.field(ui, subject, &format!("{name}/{day}"), &label, &shown, |text| {
            let hours = typed::hours(text).map_err(|error| told(scene.messages, &error))?;
            if text.is_empty() {
                stated.remove(day);
            } else {
                stated.insert(day.to_owned(), hours.to_string());
            }
            let values = [(name.to_owned(), Value::Map(stated))].into();
            asks.command(model::Command::Set { subject, values });
            Ok(())
        });
    }
}

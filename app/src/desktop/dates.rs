//! Fields in which a day or a moment is typed, with a month to pick the day from: weekends are
//! weak, holidays of the house have their names. What is typed is read by whoever shows the field.

use crate::desktop::Scene;
use egui::{Response, Ui};
use i18n::{key, typed};
use ui_kit::widgets::{CalendarWords, DateAnswer, DateField, Day, DayMark, Field};
use units::{Datelike, NaiveDate, NaiveDateTime};

/// A field for a day; a day that is picked is written into it. Gives the field, and whether a day
/// was picked.
pub(crate) fn date_field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field<'_>,
    text: &mut String,
) -> (Response, bool) {
    let language = scene.messages.language();
    let chosen = typed::date(text, scene.today(), language).ok();
    let answer = show(ui, scene, field, chosen, text);
    if let Some(date) = answer.picked.and_then(date_of) {
        *text = scene.messages.date(date);
    }
    (answer.response, answer.picked.is_some())
}

/// The same for a moment: a day that is picked keeps the time of day that is typed. `usual` stands
/// in for what is not said.
pub(crate) fn moment_field(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field<'_>,
    usual: NaiveDateTime,
    text: &mut String,
) -> (Response, bool) {
    let language = scene.messages.language();
    let typed = typed::date_time(text, usual.date(), usual.time(), language).ok();
    let answer = show(ui, scene, field, typed.map(|typed| typed.date()), text);
    if let Some(date) = answer.picked.and_then(date_of) {
        let time = typed.unwrap_or(usual).time();
        *text = scene.messages.date_time(date.and_time(time));
    }
    (answer.response, answer.picked.is_some())
}

fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    field: Field<'_>,
    chosen: Option<NaiveDate>,
    text: &mut String,
) -> DateAnswer {
    let messages = scene.messages;
    let written =
        |day: Day, write: &dyn Fn(NaiveDate) -> String| date_of(day).map(write).unwrap_or_default();
    let month = |day| written(day, &|date| messages.month(date));
    let spoken = |day| written(day, &|date| messages.date_long(date));
    // Monday is the first: day 4 of 1970.
    let letter = |place: i64| written(Day(4 + place), &|date| messages.weekday_letter(date));
    let letters = [0, 1, 2, 3, 4, 5, 6].map(letter);
    let [week, open, previous, next] = [
        key::DESKTOP_DATE_WEEK,
        key::DESKTOP_DATE_OPEN,
        key::DESKTOP_DATE_PREVIOUS,
        key::DESKTOP_DATE_NEXT,
    ]
    .map(|key| scene.say(key));
    let words = CalendarWords {
        month: &month,
        day: &spoken,
        letters: &letters,
        week: &week,
        open: &open,
        previous: &previous,
        next: &next,
    };
    let mark = |day| date_of(day).map(|date| mark(scene, date)).unwrap_or_default();
    let id = ui.make_persistent_id(("month", field.label()));
    DateField::new(field, &words)
        .chosen(chosen.map(day_of))
        .today(day_of(scene.today()))
        .mark(&mark)
        .show(ui, id, text)
}

/// Nobody of the house works on a day, or it is a holiday.
fn mark(scene: &Scene<'_>, date: NaiveDate) -> DayMark {
    let holiday = scene.snapshot.report.time().day_off(date);
    let working = scene.snapshot.facility.house.working_hours();
    DayMark {
        holiday: holiday.map(|holiday| scene.messages.holiday(&holiday.name)),
        off: working.spans(date.weekday()).is_empty(),
    }
}

fn day_of(date: NaiveDate) -> Day {
    Day(i64::from(date.to_epoch_days()))
}

fn date_of(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(day.0).ok()?)
}

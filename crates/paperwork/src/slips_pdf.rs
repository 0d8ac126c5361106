//! Session slips of a period on paper: for each production what was planned and what was worked, with a
//! place for the production to sign. It goes out of the house, so remarks are not on it.

use crate::letterhead::signing;
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::{Kind, ProductionId};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use units::{Minutes, NaiveDate};
use views::{Moment, SlipState, SlipView};

/// Slips of a period, both days included: a sheet for each production, A4 across, sessions in order of
/// time. Sessions that are over and have no slip are on it, also where one is only begun: nobody signs
/// for a draft. Those that are still ahead are not.
///
/// # Errors
/// Only if the typesetter itself fails.
pub fn slips_pdf(
    slips: &[SlipView],
    period: (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    slips_sheet(slips, period, letterhead, messages).typeset()
}

pub(crate) fn slips_sheet(
    slips: &[SlipView],
    (first, last): (NaiveDate, NaiveDate),
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let mut productions: BTreeMap<(&str, Option<ProductionId>), Vec<SlipView>> = BTreeMap::new();
    for slip in slips.iter().filter(|slip| slip.state != SlipState::Ahead) {
        productions.entry((slip.title.as_str(), slip.production)).or_default().push(said(slip));
    }
    let say = |key: &str| messages.text(key, &[]);
    let column = |key: &str| messages.text(&format!("column-{key}"), &[]);
    let sheets = productions.into_iter().map(|((title, _), slips)| sheet(title, slips, messages));
    let data = json!({
        "head": letterhead.json(messages),
        "title": say("sheet-slips"),
        "dates": messages.period(first, last),
        "columns": [
            column("day"),
            column("person"),
            column("task"),
            say("sheet-planned"),
            say("sheet-worked"),
            column("breaks"),
            column("waiting"),
            column("worked"),
            column("done"),
            column("state"),
        ],
        "total-word": say("sheet-total"),
        "nothing": say("sheet-nothing"),
        "visa": say("sheet-visa"),
        "signing": signing(messages),
        "productions": sheets.collect::<Vec<Json>>(),
    });
    let template = include_str!("../templates/slips.typ");
    Sheet { template, data, printed: letterhead.printed }
}

/// What is said of a session: of a draft nothing yet.
fn said(slip: &SlipView) -> SlipView {
    if slip.state != SlipState::Draft {
        return slip.clone();
    }
    SlipView {
        start: None,
        end: None,
        worked: None,
        breaks: None,
        waiting: None,
        done: String::new(),
        supplies: String::new(),
        ..slip.clone()
    }
}

fn sheet(title: &str, mut slips: Vec<SlipView>, messages: &Messages) -> Json {
    let begins = |slip: &SlipView| slip.start.or(slip.planned.map(|it| it.start)).map(|it| it.at);
    slips.sort_by_key(|slip| (slip.day, begins(slip), slip.person, slip.id));
    let sum = |of: fn(&SlipView) -> Option<Minutes>| -> Minutes {
        slips.iter().filter_map(of).fold(Minutes::ZERO, |sum, time| sum + time)
    };
    json!({
        "title": title,
        "worked": messages.duration(sum(|slip| slip.worked)),
        "waiting": length(Some(sum(|slip| slip.waiting)), messages),
        "rows": slips.iter().map(|slip| row(slip, messages)).collect::<Vec<Json>>(),
    })
}

fn row(slip: &SlipView, messages: &Messages) -> Json {
    let hours = |stretch: Option<(Moment, Moment)>| {
        stretch.map(|(start, end)| messages.hours_range(start.at.time(), end.at.time()))
    };
    let planned = hours(slip.planned.map(|planned| (planned.start, planned.end)));
    let waited = slip.waiting.is_some_and(Minutes::is_positive);
    let cause = slip.waiting_cause.as_ref().filter(|_| waited);
    let cause = cause.map(|cause| {
        let cause = messages.choice(Kind::Slip, "waiting_cause", model::Choice::key(cause));
        messages.text("sheet-waited", &[("cause", Value::Text(&cause))])
    });
    json!({
        "day": slip.day.map(|day| messages.date_day(day)).unwrap_or_default(),
        "person": slip.person_name,
        "task": slip.task_name,
        "room": slip.room_name,
        "planned": planned.unwrap_or_default(),
        "worked-from": hours(slip.start.zip(slip.end)).unwrap_or_default(),
        "breaks": length(slip.breaks, messages),
        "waiting": length(slip.waiting, messages),
        "worked": slip.worked.map(|worked| messages.duration(worked)).unwrap_or_default(),
        "said": [&slip.done, &cause.unwrap_or_default(), &slip.supplies],
        "state": messages.label("slip-state", slip.state.key()),
    })
}

/// A time, or nothing where there was none.
fn length(time: Option<Minutes>, messages: &Messages) -> String {
    time.filter(|time| time.is_positive()).map(|it| messages.duration(it)).unwrap_or_default()
}

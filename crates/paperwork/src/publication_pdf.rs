//! What was sent to a client, on paper: for clients without a machine of the facility, with a place to
//! sign.

use crate::letterhead::{hue, legend, signing};
use crate::typeset::Sheet;
use crate::{Letterhead, Paper, PaperError};
use i18n::{Messages, Value};
use model::{Choice, Kind, LineKind};
use serde_json::{Value as Json, json};
use units::NaiveDateTime;
use views::{AnswerView, PublicationState, PublicationView, PublishedLineView, published_span};

/// Where the first start and the last finish lie on a bar: positions are whole numbers.
const WHOLE: i64 = 10_000;

/// What was sent, A4: price, delivery, each line with its dates and by how much it has moved, what was
/// answered; a place to sign while an agreement is awaited.
///
/// # Errors
/// Only if the typesetter itself fails.
pub fn publication_pdf(
    view: &PublicationView,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Result<Paper, PaperError> {
    publication_sheet(view, letterhead, messages).typeset()
}

pub(crate) fn publication_sheet(
    view: &PublicationView,
    letterhead: &Letterhead,
    messages: &Messages,
) -> Sheet {
    let say = |key: &str| messages.text(key, &[]);
    let state = messages.label("publication-state", view.state.key());
    let is_awaited = view.state == PublicationState::Awaiting;
    let span = published_span(&view.lines);
    let lines = view.lines.iter().map(|sent| line(sent, span, messages));
    let data = json!({
        "head": letterhead.json(messages),
        "title": view.title,
        "name": name(view, messages),
        "sent": sent(view, messages),
        "state": if is_awaited { String::new() } else { state },
        "price": view.price.map(|price| {
            let price = messages.money(price);
            messages.text("sheet-price", &[("price", Value::Text(&price))])
        }).unwrap_or_default(),
        "delivery": view.delivery.map(|day| {
            let day = messages.date_medium(day);
            messages.text("sheet-delivery", &[("date", Value::Text(&day))])
        }).unwrap_or_default(),
        "remark": view.remark,
        "columns": [
            say("column-step"),
            say("column-start"),
            say("column-finish"),
            if view.lines.iter().any(has_moved) { say("sheet-moved") } else { String::new() },
            String::new(),
        ],
        "lines": lines.collect::<Vec<Json>>(),
        "nothing": say("sheet-nothing-planned"),
        "legend": legend(messages),
        "answers-word": say("sheet-answers"),
        "answers": view.answers.iter().map(|it| answer(it, messages)).collect::<Vec<Json>>(),
        "agreement": messages.choice(Kind::Answer, "verdict", "agreed"),
        "signing": if is_awaited { signing(messages) } else { Json::Null },
    });
    let template = include_str!("../templates/publication.typ");
    Sheet { template, data, printed: letterhead.printed }
}

fn name(view: &PublicationView, messages: &Messages) -> String {
    let number = [("number", Value::Integer(view.number))];
    let number = messages.text("sheet-number", &number);
    if view.name.is_empty() { number } else { format!("{number} · {}", view.name) }
}

fn sent(view: &PublicationView, messages: &Messages) -> String {
    let Some(at) = view.published else { return String::new() };
    let date = messages.date_medium(at.at.date());
    let values = [("date", Value::Text(date.as_str())), ("by", Value::Text(&view.published_by))];
    let key = if view.published_by.is_empty() { "sheet-sent" } else { "sheet-sent-by" };
    messages.text(key, &values)
}

fn answer(answer: &AnswerView, messages: &Messages) -> Json {
    json!({
        "verdict": messages.choice(Kind::Answer, "verdict", answer.verdict.key()),
        "signed": answer.signed,
        "at": answer.answered.map(|at| messages.date_time(at.at)).unwrap_or_default(),
        "remark": answer.remark,
    })
}

/// Has the finish moved since the publication before?
fn has_moved(line: &PublishedLineView) -> bool {
    line.moved_days.is_some_and(|days| days != 0)
}

fn line(
    line: &PublishedLineView,
    span: Option<(NaiveDateTime, NaiveDateTime)>,
    messages: &Messages,
) -> Json {
    let day = |at: Option<views::Moment>| {
        at.map(|at| messages.date_medium(at.at.date())).unwrap_or_default()
    };
    let days = line.moved_days.filter(|_| has_moved(line));
    let moved = |days: i64| {
        let sign = if days > 0 { "+" } else { "\u{2212}" };
        let days = ("days", Value::Integer(days.saturating_abs()));
        messages.text("sheet-moved-days", &[days, ("sign", Value::Text(sign))])
    };
    let stretch = line.start.zip(line.finish).zip(span);
    let place = stretch.map(|((start, finish), (first, last))| {
        let whole = (last - first).num_minutes().max(1);
        let at = |at: NaiveDateTime| (at - first).num_minutes() * WHOLE / whole;
        (at(start.at).clamp(0, WHOLE), at(finish.at).clamp(0, WHOLE))
    });
    let (from, to) = place.unwrap_or_default();
    json!({
        "name": line.name,
        "level": line.level.min(6),
        "group": line.kind == LineKind::Group,
        "milestone": line.kind == LineKind::Milestone,
        "finished": line.finished,
        "start": if line.kind == LineKind::Milestone { String::new() } else { day(line.start) },
        "finish": day(line.finish),
        "moved": days.map(moved).unwrap_or_default(),
        "late": days.is_some_and(i64::is_positive),
        "hue": if place.is_some() { hue(line.step.family()) } else { "" },
        "from": from,
        "to": to,
    })
}

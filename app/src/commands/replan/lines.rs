//! Ways out as lines of text.

use crate::console::{Console, Problem};
use crate::session::place_text;
use i18n::Value;
use views::{MoveView, PlaceView, WayView};

/// Tells each way out: what it does, what comes of it, what moves and why.
pub(super) fn tell(console: &Console, ways: &[WayView]) -> Result<(), Problem> {
    if ways.iter().all(|way| way.moved.is_empty()) {
        console.line(&console.messages.text("cli-replan-nothing", &[]))?;
    }
    for (place, way) in ways.iter().enumerate() {
        one(console, place + 1, way)?;
    }
    Ok(())
}

fn one(console: &Console, place: usize, way: &WayView) -> Result<(), Problem> {
    let messages = &console.messages;
    let count = |count: usize| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let added = way.moved.iter().filter(|it| it.from.is_none()).count();
    let cost = messages.money(way.cost_delta);
    let values = [
        ("cost", Value::Text(&cost)),
        ("place", count(place)),
        ("name", Value::Text(&way.name)),
        ("moved", count(way.moved.len() - added)),
        ("confirmed", count(way.confirmed)),
        ("added", count(added)),
    ];
    console.line(&format!("\n{}", messages.text("cli-replan-way", &values)))?;
    for delivery in &way.deliveries {
        let state = if delivery.days_late > 0 { "late" } else { "kept" };
        let (after, due) =
            (messages.date_time(delivery.after.at), messages.date(delivery.due.at.date()));
        let values = [
            ("name", Value::Text(&delivery.name)),
            ("state", Value::Text(state)),
            ("after", Value::Text(&after)),
            ("due", Value::Text(&due)),
            ("days", Value::Integer(delivery.days_late)),
        ];
        console.line(&format!("    {}", messages.text("cli-replan-delivery", &values)))?;
    }
    for it in &way.moved {
        console.line(&format!("    {}", moved(console, it, "cli-replan-unplaced")))?;
        if !it.why.is_empty() {
            console.line(&format!("        {}", it.why))?;
        }
    }
    for rule in &way.broken_rules {
        let values = [("rule", Value::Text(rule))];
        console.line(&format!("    {}", messages.text("cli-replan-bends", &values)))?;
    }
    if !way.calls.is_empty() {
        let people = way.calls.join(", ");
        let values = [("people", Value::Text(&people))];
        console.line(&format!("    {}", messages.text("cli-replan-calls", &values)))?;
    }
    Ok(())
}

/// A session that changes: where it was and where it comes; `gone` is said of one that comes
/// nowhere.
pub(in crate::commands) fn moved(console: &Console, it: &MoveView, gone: &str) -> String {
    let messages = &console.messages;
    let place = |it: &PlaceView| place_text(messages, it);
    let name = match it.task_name.as_str() {
        "" => it.production_title.clone(),
        task => format!("{} · {task}", it.production_title),
    };
    let from = it.from.as_ref().map(&place).unwrap_or_default();
    let to = it.to.as_ref().map(&place).unwrap_or_default();
    let key = match (&it.from, &it.to) {
        (None, _) => "cli-replan-added",
        (Some(_), None) => gone,
        (Some(_), Some(_)) => "cli-replan-moved",
    };
    let values =
        [("name", Value::Text(&name)), ("from", Value::Text(&from)), ("to", Value::Text(&to))];
    messages.text(key, &values)
}

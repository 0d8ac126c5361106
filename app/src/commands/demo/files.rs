//! Files of the demonstration: the plans and calendars that would be handed out on that day.

use crate::calendar;
use crate::console::Problem;
use crate::exporting::Exporting;
use crate::session::Session;
use demo::Script;
use model::Booking;
use node::Engine;
use serde_json::{Value, json};
use std::sync::Arc;
use views::CalendarOf;

/// Writes the files beside the store, and tells of each.
pub(super) fn write(
    session: &Session,
    engine: &Engine,
    script: &Script,
) -> Result<Vec<Value>, Problem> {
    let folder = session.folder.join("files");
    std::fs::create_dir_all(&folder)?;
    let snapshot = engine.snapshot();
    let export = Exporting { snapshot: &snapshot, messages: &session.console.messages };
    let bookings = export.table_workbook("bookings", None).map_err(Problem::Refused)?;
    let mut files = vec![("bookings.xlsx".to_owned(), bookings)];
    let production = script.week.iter().find_map(|event| event.production);
    if let Some(production) = production {
        let plan = export.mspdi(production).map_err(Problem::Refused)?;
        files.push(("plan.xml".to_owned(), plan));
        let workbook = export.plan_workbook(production).map_err(Problem::Refused)?;
        files.push(("plan.xlsx".to_owned(), workbook));
    }
    let today = snapshot.facility.house.zone.civil(snapshot.now);
    let working = |booking: &&Arc<Booking>| {
        booking.state.is_firm() && booking.end.is_some_and(|end| end > today)
    };
    let bookings = snapshot.plans.values().flat_map(|plan| plan.bookings.values());
    if let Some(person) = bookings.filter(working).find_map(|booking| booking.people.first()) {
        let of = CalendarOf::Person(*person);
        let changes = engine.booking_changes(&calendar::bookings(&snapshot, of));
        files.push(("person.ics".to_owned(), export.calendar(of, changes)));
    }
    let mut told = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        session.write(&path, &bytes)?;
        let shown = path.display().to_string();
        let count = i18n::Value::Integer(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let line = session
            .console
            .messages
            .text("demo-file", &[("path", i18n::Value::Text(&shown)), ("bytes", count)]);
        session.console.progress(&line);
        told.push(json!({ "file": shown, "bytes": bytes.len() }));
    }
    Ok(told)
}

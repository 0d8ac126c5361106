//! What a record was at a past moment, and the calendars people subscribe to.

use crate::program::Program;
use serde_json::Value;
use std::collections::BTreeSet;

fn demonstration() -> Program {
    let program = Program::nowhere();
    program.run(&["demo", "--headless", "--weeks", "26"]).done();
    program
}

fn list(answer: &Value, key: &str) -> Vec<Value> {
    answer[key].as_array().unwrap_or_else(|| panic!("no {key} in {answer}")).clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

/// The bookings whose state was changed last, with their identifiers.
fn changed(program: &Program) -> BTreeSet<String> {
    let history = list(&program.json(&["show", "history"]), "history");
    let changes = history.iter().filter(|change| change["command"] == "change_booking");
    let subjects = changes.flat_map(|change| list(change, "subjects"));
    subjects.map(|subject| text(&subject, "id").to_owned()).take(12).collect()
}

#[test]
fn the_state_of_a_booking_is_shown_as_it_was_at_each_of_its_moments() {
    let program = demonstration();
    let bookings = changed(&program);
    assert!(!bookings.is_empty());
    let mut checked = 0;
    for id in bookings {
        let history = list(&program.json(&["show", "history", &id]), "history");
        let states: Vec<&Value> = history.iter().filter(|line| line["key"] == "state").collect();
        for (newer, line) in states.iter().enumerate() {
            // Of several values of one second, the newest is what the second left.
            if newer > 0 && states[newer - 1]["at"] == line["at"] {
                continue;
            }
            let shown = program.json(&["show", "bookings", "--at", text(line, "at")]);
            let shown = list(&shown, "bookings");
            let found = shown.iter().find(|booking| booking["id"] == id.as_str());
            let state = found.map(|booking| text(booking, "state"));
            assert_eq!(state, Some(text(line, "value")), "{id} at {}", line["at"]);
            checked += 1;
        }
    }
    assert!(checked >= 10, "bookings went through few states: {checked}");
    let before = program.json(&["show", "productions", "--at", "2000-01-01T00:00:00Z"]);
    assert_eq!(list(&before, "productions").len(), 0);
}

#[test]
fn the_calendar_of_a_person_and_of_a_room_has_their_sessions() {
    let program = demonstration();
    let bookings = list(&program.json(&["show", "bookings"]), "bookings");
    let of = |field: &str, id: &Value| {
        let concerns = |booking: &Value| match &booking[field] {
            Value::Array(several) => several.contains(id),
            one => one == id,
        };
        let live =
            |booking: &Value| !["cancelled", "released", "idea"].contains(&text(booking, "state"));
        bookings.iter().filter(|booking| concerns(booking) && live(booking)).count()
    };
    let busy = bookings.iter().find(|booking| booking["people"][0].is_string()).unwrap();
    for (option, field, id) in
        [("--person", "people", &busy["people"][0]), ("--room", "room", &busy["room"])]
    {
        let file = program.file("sessions.ics").display().to_string();
        let arguments = ["export", "calendar", option, id.as_str().unwrap(), "--to", &file];
        program.run(&arguments).done();
        let calendar = std::fs::read_to_string(&file).unwrap();
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n"), "{calendar}");
        assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
        assert!(calendar.lines().all(|line| line.len() <= 75), "lines are folded");
        let identifiers: Vec<&str> =
            calendar.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
        let named =
            |booking: &&Value| identifiers.iter().any(|uid| uid.contains(text(booking, "id")));
        let found = bookings.iter().filter(named).count();
        assert!(found >= of(field, id), "{option}: {found} of {}", of(field, id));
        assert!(of(field, id) > 0);
        program.run(&arguments).done();
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            calendar,
            "the same plan, the same file"
        );
    }
}

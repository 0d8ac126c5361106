//! `export`: the plan, its bookings, rooms, people and calendars as files for others.

use crate::arguments::text;
use crate::calendar;
use crate::console::{Exit, Problem, error};
use crate::exporting::{Exporting, replaced};
use crate::session::Session;
use clap::ArgMatches;
use model::Finding;
use node::{Node, Snapshot};
use paperwork::Paper;
use serde_json::json;
use std::path::{Path, PathBuf};
use units::{Days, NaiveDate};
use views::CalendarOf;

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open_within(arguments)?;
    let to = arguments.get_one::<PathBuf>("to").cloned().unwrap_or_default();
    let format = text(arguments, "format").map_or_else(|| from_name(&to), str::to_owned);
    let made = make(session, &node, arguments, &format)?;
    session.write(&to, &made.bytes)?;
    let console = &session.console;
    let path = to.display().to_string();
    if console.json {
        let findings: Vec<_> = made.findings.iter().map(|it| console.finding_json(it)).collect();
        let told = json!({ "file": path, "bytes": made.bytes.len(), "findings": findings });
        console.value(&told)?;
    } else {
        console.findings(&made.findings);
        let count = i18n::Value::Integer(i64::try_from(made.bytes.len()).unwrap_or(i64::MAX));
        let values = [("path", i18n::Value::Text(&path)), ("bytes", count)];
        console.line(&console.messages.text("cli-exported", &values))?;
    }
    Ok(Exit::Done)
}

/// A file, and what is to be said of it.
struct Made {
    bytes: Vec<u8>,
    findings: Vec<Finding>,
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, findings: Vec::new() }
    }
}

impl From<Paper> for Made {
    fn from(paper: Paper) -> Self {
        let findings = replaced(&paper).into_iter().collect();
        Self { bytes: paper.bytes, findings }
    }
}

fn make(
    session: &Session,
    node: &Node,
    arguments: &ArgMatches,
    format: &str,
) -> Result<Made, Problem> {
    let snapshot = node.snapshot();
    let what = text(arguments, "what").unwrap_or_default();
    let export = Exporting { snapshot: &snapshot, messages: &session.console.messages };
    let production = text(arguments, "production")
        .map(|name| session.production(&snapshot, name))
        .transpose()?;
    let needed = || production.ok_or_else(|| Problem::usage(error("cli-production-needed")));
    let period = || period(arguments, &snapshot);
    let made = match (what, format) {
        ("plan", "pdf") => export.plan_pdf(needed()?).map(Made::from),
        ("weeks", "pdf") => export.weeks_pdf(period()?).map(Made::from),
        ("doors", "pdf") => export.doors_pdf(period()?).map(Made::from),
        ("person", "pdf") => {
            let person = text(arguments, "person");
            let person = person.ok_or_else(|| Problem::usage(error("cli-subject-needed")))?;
            export.person_pdf(Session::id(person)?, period()?).map(Made::from)
        }
        ("publication", "pdf") => {
            let named = text(arguments, "publication").map(Session::id).transpose()?;
            let production = if named.is_some() { production } else { Some(needed()?) };
            export.publication_pdf(production, named).map(Made::from)
        }
        ("plan", "mspdi" | "xml") => export.mspdi(needed()?).map(Made::from),
        ("plan", "xlsx") => export.plan_workbook(needed()?).map(Made::from),
        ("bookings" | "rooms" | "people", "xlsx") => {
            export.table_workbook(what, production).map(Made::from)
        }
        ("slips", "pdf") => export.slips_pdf(production, period()?).map(Made::from),
        ("slips", "xlsx") => export.slips_workbook(production, period()?).map(Made::from),
        ("calendar", "ics") => {
            let of = calendar_of(text(arguments, "person"), text(arguments, "room"))?;
            let bookings = calendar::bookings(&snapshot, of);
            let changes = node.call(move |engine| engine.booking_changes(&bookings))?;
            Ok(Made::from(export.calendar(of, changes)))
        }
        _ => return Err(Problem::usage(unknown_format(what, format))),
    };
    made.map_err(Problem::Refused)
}

fn from_name(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn unknown_format(what: &str, format: &str) -> Finding {
    let known = match what {
        "plan" => "pdf, mspdi, xlsx",
        "weeks" | "doors" | "person" | "publication" => "pdf",
        "slips" => "pdf, xlsx",
        "calendar" => "ics",
        _ => "xlsx",
    };
    error("cli-unknown-format").with("format", format).with("what", what).with("known", known)
}

/// The days asked for: from `--from`, or from the Monday of this week; to `--until`, or for a week.
fn period(arguments: &ArgMatches, snapshot: &Snapshot) -> Result<(NaiveDate, NaiveDate), Problem> {
    let day = |name| text(arguments, name).map(Session::day).transpose();
    let today = snapshot.facility.house.zone.civil(snapshot.now).date();
    let from = day("from")?.unwrap_or_else(|| units::monday(today));
    let until = day("until")?.or_else(|| from.checked_add_days(Days::new(6)));
    Ok((from, until.unwrap_or(from)))
}

/// Whose calendar is asked for.
fn calendar_of(person: Option<&str>, room: Option<&str>) -> Result<CalendarOf, Problem> {
    match (person, room) {
        (Some(person), _) => Session::id(person).map(CalendarOf::Person),
        (None, Some(room)) => Session::id(room).map(CalendarOf::Room),
        (None, None) => Err(Problem::usage(error("cli-subject-needed"))),
    }
}

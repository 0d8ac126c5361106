//! `export`: the plan, its bookings, rooms, people and calendars as files for others.

use crate::arguments::text;
use crate::calendar;
use crate::console::{Exit, Problem, error};
use crate::session::{Session, source};
use clap::ArgMatches;
use interchange::{Surroundings, from_plan, mspdi};
use model::ProductionId;
use node::Snapshot;
use paperwork::{PlanWorkbook, plan_to_xlsx, table_title, table_to_xlsx};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use units::{Stamp, Tick};
use views::{BookingFilter, CalendarOf, Source, Table};

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open()?;
    let snapshot = node.snapshot();
    let what = text(arguments, "what").unwrap_or_default();
    let to = arguments.get_one::<PathBuf>("to").cloned().unwrap_or_default();
    let format = text(arguments, "format").map_or_else(|| from_name(&to), str::to_owned);
    let production = text(arguments, "production")
        .map(|name| session.production(&snapshot, name))
        .transpose()?;
    let export = Export { session, snapshot: Arc::clone(&snapshot), production };
    let bytes = match (what, format.as_str()) {
        ("plan", "mspdi" | "xml") => export.mspdi()?,
        ("plan", "xlsx") => export.plan_workbook()?,
        ("bookings" | "rooms" | "people", "xlsx") => export.table_workbook(what)?,
        ("calendar", "ics") => {
            let of = calendar_of(text(arguments, "person"), text(arguments, "room"))?;
            let bookings = calendar::bookings(&snapshot, of);
            let changes = node.call(move |engine| engine.booking_changes(&bookings))?;
            calendar::write(session, &snapshot, of, changes)
        }
        _ => return Err(Problem::usage(unknown_format(what, &format))),
    };
    session.write(&to, &bytes)?;
    let console = &session.console;
    let path = to.display().to_string();
    if console.json {
        console.value(&json!({ "file": path, "bytes": bytes.len() }))?;
    } else {
        let count = i18n::Value::Integer(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        console.line(
            &console
                .messages
                .text("cli-exported", &[("path", i18n::Value::Text(&path)), ("bytes", count)]),
        )?;
    }
    Ok(Exit::Done)
}

fn from_name(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn unknown_format(what: &str, format: &str) -> model::Finding {
    let known = match what {
        "plan" => "mspdi, xlsx",
        "calendar" => "ics",
        _ => "xlsx",
    };
    error("cli-unknown-format").with("format", format).with("what", what).with("known", known)
}

/// What is written, and from what.
pub(crate) struct Export<'a> {
    /// Where it speaks.
    pub(crate) session: &'a Session,
    /// What is written.
    pub(crate) snapshot: Arc<Snapshot>,
    /// Of which production.
    pub(crate) production: Option<ProductionId>,
}

impl Export<'_> {
    fn needed_production(&self) -> Result<ProductionId, Problem> {
        self.production.ok_or_else(|| Problem::usage(error("cli-production-needed")))
    }

    /// The date files carry: that of the snapshot, so that the same plan gives the same bytes.
    fn created(&self) -> Stamp {
        Stamp(self.snapshot.now.0.saturating_mul(60))
    }

    /// The plan of a production as MS Project XML.
    pub(crate) fn mspdi(&self) -> Result<Vec<u8>, Problem> {
        let production = self.needed_production()?;
        let source = source(&self.snapshot);
        let (Some(plan), Some(dates)) =
            (self.snapshot.plans.get(&production), self.snapshot.report.plan(production))
        else {
            return Err(Problem::refused(error("unknown-production").with("id", production)));
        };
        let zone = source.zone();
        let civil = |tick: Tick| zone.civil(tick);
        let dates: BTreeMap<_, _> = dates
            .tasks
            .iter()
            .map(|(task, dates)| (*task, (civil(dates.start), civil(dates.finish))))
            .collect();
        let first = dates.values().map(|(start, _)| start.date()).min();
        let last = dates.values().map(|(_, finish)| finish.date()).max();
        let zone = self
            .snapshot
            .facility
            .house
            .holiday_zone
            .and_then(|zone| self.snapshot.facility.holiday_zones.get(&zone));
        let days_off = match (zone, first, last) {
            (Some(zone), Some(first), Some(last)) => schedule::days_off(zone, first, last),
            _ => BTreeMap::new(),
        };
        let surroundings = Surroundings {
            facility: &self.snapshot.facility,
            directory: &self.snapshot.directory,
            holidays: &days_off,
            dates: &dates,
        };
        Ok(mspdi::write(&from_plan(plan, surroundings)))
    }

    /// The workbook of a production: plan, bookings, weeks.
    pub(crate) fn plan_workbook(&self) -> Result<Vec<u8>, Problem> {
        let production = self.needed_production()?;
        let source = source(&self.snapshot);
        let view = views::plan(&source, production, None);
        let view = view
            .ok_or_else(|| Problem::refused(error("unknown-production").with("id", production)))?;
        let filter = BookingFilter { production: Some(production), ..BookingFilter::default() };
        let bookings = views::bookings(&source, &filter);
        let content = PlanWorkbook {
            title: &view.production.title,
            plan: &views::plan_table(&source, &view),
            bookings: &views::bookings_table(&source, &bookings),
            weeks: &views::weeks(&bookings, &views::rooms(&source)),
        };
        plan_to_xlsx(&content, &self.session.console.messages, self.created())
            .map_err(|cause| paper(&cause))
    }

    /// A list as a workbook of one sheet.
    pub(crate) fn table_workbook(&self, what: &str) -> Result<Vec<u8>, Problem> {
        let source = source(&self.snapshot);
        let table = self.table(what, &source);
        let messages = &self.session.console.messages;
        table_to_xlsx(&table, messages, &table_title(&table, messages), self.created())
            .map_err(|cause| paper(&cause))
    }

    fn table(&self, what: &str, source: &Source<'_>) -> Table {
        match what {
            "rooms" => views::rooms_table(source, &views::rooms(source)),
            "people" => views::people_table(source, &views::people(source)),
            _ => {
                let filter =
                    BookingFilter { production: self.production, ..BookingFilter::default() };
                views::bookings_table(source, &views::bookings(source, &filter))
            }
        }
    }
}

/// Whose calendar is asked for.
fn calendar_of(person: Option<&str>, room: Option<&str>) -> Result<CalendarOf, Problem> {
    match (person, room) {
        (Some(person), _) => Session::id(person).map(CalendarOf::Person),
        (None, Some(room)) => Session::id(room).map(CalendarOf::Room),
        (None, None) => Err(Problem::usage(error("cli-subject-needed"))),
    }
}

fn paper(cause: &paperwork::PaperError) -> Problem {
    Problem::Fault(Box::new(error("cli-file-unwritable").with("path", "xlsx").with("cause", cause)))
}

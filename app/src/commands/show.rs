//! `show`: what the screens show, as tables or JSON.

use crate::arguments::text;
use crate::console::{Exit, Problem, error};
use crate::peers;
use crate::session::{Session, source};
use crate::terminal;
use clap::ArgMatches;
use model::ProductionId;
use node::{Node, Snapshot};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;
use views::{BookingFilter, Period, SlipFilter, Source, Table};

mod attachments;
mod clashes;
mod disputes;
mod free;
mod history;
mod ranking;
mod variants;

/// What is asked for.
struct Asked<'a> {
    session: &'a Session,
    node: &'a Node,
    snapshot: Arc<Snapshot>,
    production: Option<ProductionId>,
    period: Period,
    id: Option<&'a str>,
    task: Option<&'a str>,
}

pub(crate) fn run(session: &Session, arguments: &ArgMatches) -> Result<Exit, Problem> {
    let node = session.open_within(arguments)?;
    let snapshot = match text(arguments, "at") {
        Some(moment) => {
            let moment = Session::moment(moment)?;
            Arc::new(node.call(move |engine| engine.at(moment))?)
        }
        None => node.snapshot(),
    };
    let production = text(arguments, "production")
        .map(|name| session.production(&snapshot, name))
        .transpose()?;
    let day = |name| text(arguments, name).map(Session::day).transpose();
    let period = Period { from: day("from")?, to: day("to")? };
    let (id, task) = (text(arguments, "id"), text(arguments, "task"));
    let asked = Asked { session, node: &node, snapshot, production, period, id, task };
    asked.show(text(arguments, "subject").unwrap_or_default())?;
    Ok(Exit::Done)
}

impl Asked<'_> {
    fn show(&self, subject: &str) -> Result<(), Problem> {
        let source = source(&self.snapshot);
        match subject {
            "productions" => {
                let views = views::productions(&source);
                self.answer(subject, &views, || views::productions_table(&source, &views))
            }
            "plan" => self.plan(&source),
            "rooms" => {
                let views = views::rooms(&source);
                self.answer(subject, &views, || views::rooms_table(&source, &views))
            }
            "people" => {
                let views = views::people(&source);
                self.answer(subject, &views, || views::people_table(&source, &views))
            }
            "bookings" => {
                let filter = BookingFilter {
                    production: self.production,
                    period: self.period,
                    ..BookingFilter::default()
                };
                let views = views::bookings(&source, &filter);
                self.answer(subject, &views, || views::bookings_table(&source, &views))
            }
            "slips" => {
                let filter = SlipFilter {
                    person: peers::whose_slips(&self.snapshot),
                    production: self.production,
                    period: self.period,
                };
                let views = views::slips(&source, &filter);
                self.answer(subject, &views, || views::slips_table(&source, &views))
            }
            "publications" => {
                let views = views::publications(&source, self.production);
                self.answer(subject, &views, || views::publications_table(&source, &views))
            }
            "clashes" => self.clashes(&source),
            "templates" => {
                let views = views::templates(self.session.console.messages.language().code());
                self.answer(subject, &views, || views::templates_table(&views))
            }
            "attachments" => self.attachments(),
            "history" => self.history(&source),
            "holidays" => self.holidays(),
            "variants" => self.variants(),
            _ => match self.task {
                Some(task) => self.ranking(&source, task),
                None => self.free(&source),
            },
        }
    }

    /// Prints rows as JSON under the subject's name, or as a table.
    fn answer(
        &self,
        subject: &str,
        views: &impl Serialize,
        table: impl FnOnce() -> Table,
    ) -> Result<(), Problem> {
        let console = &self.session.console;
        if console.json {
            return console.value(&json!({ "revision": self.snapshot.revision, subject: views }));
        }
        let table = table();
        if table.rows.is_empty() {
            console.progress(&console.messages.text("cli-nothing", &[]));
            return Ok(());
        }
        terminal::print(console, &table)
    }

    /// Prints lines of text, or JSON under the subject's name.
    fn lines(&self, subject: &str, rows: &[(String, Value)]) -> Result<(), Problem> {
        let console = &self.session.console;
        if console.json {
            let rows: Vec<&Value> = rows.iter().map(|(_, row)| row).collect();
            return console.value(&json!({ "revision": self.snapshot.revision, subject: rows }));
        }
        rows.iter().try_for_each(|(line, _)| console.line(line))
    }

    fn needed_production(&self) -> Result<ProductionId, Problem> {
        self.production.ok_or_else(|| Problem::usage(error("cli-production-needed")))
    }

    fn plan(&self, source: &Source<'_>) -> Result<(), Problem> {
        let view = views::plan(source, self.needed_production()?, None);
        let Some(view) = view else { return Ok(()) };
        if self.session.console.json {
            return self
                .session
                .console
                .value(&json!({ "revision": self.snapshot.revision, "plan": view }));
        }
        terminal::print(&self.session.console, &views::plan_table(source, &view))
    }

    /// Days off of the house within the period; this year and the next if none is given.
    fn holidays(&self) -> Result<(), Problem> {
        let messages = &self.session.console.messages;
        let house = &self.snapshot.facility.house;
        let today = house.zone.civil(self.snapshot.now).date();
        let from = self.period.from.unwrap_or(today);
        let to = self
            .period
            .to
            .unwrap_or_else(|| from.checked_add_days(units::Days::new(365)).unwrap_or(from));
        let zone =
            house.holiday_zone.and_then(|zone| self.snapshot.facility.holiday_zones.get(&zone));
        let days = zone.map(|zone| schedule::days_off(zone, from, to)).unwrap_or_default();
        // Holidays of the law come by their key, other days off by the name they were given.
        let named = |name: String| {
            let key = format!("holiday-{name}");
            if messages.has(&key) { messages.text(&key, &[]) } else { name }
        };
        let rows: Vec<(String, Value)> = days
            .into_iter()
            .map(|(date, name)| {
                let name = named(name);
                let line = format!("{}  {name}", messages.date_long(date));
                (line, json!({ "date": units::format_date(date), "name": name }))
            })
            .collect();
        self.lines("holidays", &rows)
    }
}

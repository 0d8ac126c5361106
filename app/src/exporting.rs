//! From a snapshot to files for others: the same for the command line and for the window.
//!
//! Bytes only; where they go is the caller's. The date a file carries is that of the snapshot, so
//! that the same plan gives the same bytes.

use crate::calendar;
use crate::peers;
use crate::session::source;
use i18n::Messages;
use interchange::{Surroundings, from_plan, mspdi};
use model::{BookingId, Finding, PersonId, ProductionId, PublicationId, Severity};
use node::Snapshot;
use paperwork::{
    Letterhead, Paper, PaperError, PlanWorkbook, doors_pdf, gantt_pdf, person_pdf, plan_to_xlsx,
    publication_pdf, slips_pdf, table_title, table_to_xlsx, week_pdf,
};
use std::collections::BTreeMap;
use units::{NaiveDate, Stamp, Tick};
use views::{BookingFilter, CalendarOf, Period, SlipFilter, SlipView, Table, WeekView};

/// The bytes of a file, or why there are none.
pub(crate) type Bytes = Result<Vec<u8>, Box<Finding>>;

/// A sheet, or why there is none.
pub(crate) type Sheet = Result<Paper, Box<Finding>>;

/// Files of one snapshot, in the reader's language.
#[derive(Clone, Copy)]
pub(crate) struct Exporting<'a> {
    /// What they tell of.
    pub(crate) snapshot: &'a Snapshot,
    /// The language.
    pub(crate) messages: &'a Messages,
}

impl Exporting<'_> {
    fn created(&self) -> Stamp {
        Stamp(self.snapshot.now.0.saturating_mul(60))
    }

    /// The plan of a production as MS Project XML.
    pub(crate) fn mspdi(&self, production: ProductionId) -> Bytes {
        let source = source(self.snapshot);
        let (Some(plan), Some(dates)) =
            (self.snapshot.plans.get(&production), self.snapshot.report.plan(production))
        else {
            return Err(unknown(production));
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
        let facility = &self.snapshot.facility;
        let zone = facility.house.holiday_zone.and_then(|zone| facility.holiday_zones.get(&zone));
        let days_off = match (zone, first, last) {
            (Some(zone), Some(first), Some(last)) => schedule::days_off(zone, first, last),
            _ => BTreeMap::new(),
        };
        let surroundings = Surroundings {
            facility,
            directory: &self.snapshot.directory,
            holidays: &days_off,
            dates: &dates,
        };
        Ok(mspdi::write(&from_plan(plan, surroundings)))
    }

    /// The workbook of a production: plan, bookings, weeks.
    pub(crate) fn plan_workbook(&self, production: ProductionId) -> Bytes {
        let source = source(self.snapshot);
        let view = views::plan(&source, production, None).ok_or_else(|| unknown(production))?;
        let filter = BookingFilter { production: Some(production), ..BookingFilter::default() };
        let bookings = views::bookings(&source, &filter);
        let content = PlanWorkbook {
            title: &view.production.title,
            plan: &views::plan_table(&source, &view),
            bookings: &views::bookings_table(&source, &bookings),
            weeks: &views::weeks(&bookings, &views::rooms(&source)),
        };
        plan_to_xlsx(&content, self.messages, self.created()).map_err(|cause| paper(&cause))
    }

    /// A list as a workbook of one sheet: `rooms`, `people`, or bookings, of a production if one
    /// is named.
    pub(crate) fn table_workbook(&self, what: &str, production: Option<ProductionId>) -> Bytes {
        self.workbook(&self.table(what, production))
    }

    /// A table as a workbook of one sheet.
    fn workbook(&self, table: &Table) -> Bytes {
        let title = table_title(table, self.messages);
        table_to_xlsx(table, self.messages, &title, self.created()).map_err(|cause| paper(&cause))
    }

    fn table(&self, what: &str, production: Option<ProductionId>) -> Table {
        let source = source(self.snapshot);
        match what {
            "rooms" => views::rooms_table(&source, &views::rooms(&source)),
            "people" => views::people_table(&source, &views::people(&source)),
            _ => {
                let filter = BookingFilter { production, ..BookingFilter::default() };
                views::bookings_table(&source, &views::bookings(&source, &filter))
            }
        }
    }

    /// The session slips of some days as a workbook of one sheet, of a production if one is named.
    pub(crate) fn slips_workbook(
        &self,
        production: Option<ProductionId>,
        period: (NaiveDate, NaiveDate),
    ) -> Bytes {
        let slips = self.slips(production, period);
        self.workbook(&views::slips_table(&source(self.snapshot), &slips))
    }

    /// The same on paper, a sheet for each production.
    pub(crate) fn slips_pdf(
        &self,
        production: Option<ProductionId>,
        period: (NaiveDate, NaiveDate),
    ) -> Sheet {
        let slips = self.slips(production, period);
        sheet(slips_pdf(&slips, period, &self.letterhead(), self.messages))
    }

    fn slips(
        &self,
        production: Option<ProductionId>,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Vec<SlipView> {
        let period = Period { from: Some(from), to: Some(to) };
        let person = peers::whose_slips(self.snapshot);
        views::slips(&source(self.snapshot), &SlipFilter { person, production, period })
    }

    fn letterhead(&self) -> Letterhead {
        let now = self.snapshot.facility.house.zone.civil(self.snapshot.now);
        Letterhead { facility: self.snapshot.facility.house.name.clone(), printed: now.date() }
    }

    /// The plan of a production as a Gantt chart on paper.
    pub(crate) fn plan_pdf(&self, production: ProductionId) -> Sheet {
        let source = source(self.snapshot);
        let view = views::plan(&source, production, None).ok_or_else(|| unknown(production))?;
        sheet(gantt_pdf(&view, source.day(), &self.letterhead(), self.messages))
    }

    /// The weeks of the rooms on paper.
    pub(crate) fn weeks_pdf(&self, period: (NaiveDate, NaiveDate)) -> Sheet {
        sheet(week_pdf(&self.weeks(period), &self.letterhead(), self.messages))
    }

    /// What hangs on the doors.
    pub(crate) fn doors_pdf(&self, period: (NaiveDate, NaiveDate)) -> Sheet {
        sheet(doors_pdf(&self.weeks(period), period, &self.letterhead(), self.messages))
    }

    /// The sessions of a person on paper.
    pub(crate) fn person_pdf(&self, person: PersonId, period: (NaiveDate, NaiveDate)) -> Sheet {
        let source = source(self.snapshot);
        let filter = BookingFilter { person: Some(person), ..self.filter(period) };
        let bookings = views::bookings(&source, &filter);
        let name = source.person(person);
        sheet(person_pdf(&name, &bookings, period, &self.letterhead(), self.messages))
    }

    /// What was sent to a client on paper: what is named, or what was sent last of a production.
    pub(crate) fn publication_pdf(
        &self,
        production: Option<ProductionId>,
        publication: Option<PublicationId>,
    ) -> Sheet {
        let sent = views::publications(&source(self.snapshot), production);
        let view = sent.iter().find(|view| publication.is_none_or(|id| view.id == id));
        let view = view.ok_or_else(|| Finding::new(Severity::Error, "cli-nothing-published"))?;
        // A client's machine knows the house by what it has sent.
        let letterhead = Letterhead { facility: view.house.clone(), ..self.letterhead() };
        sheet(publication_pdf(view, &letterhead, self.messages))
    }

    fn filter(&self, (from, to): (NaiveDate, NaiveDate)) -> BookingFilter {
        BookingFilter { period: Period { from: Some(from), to: Some(to) }, ..Default::default() }
    }

    /// The weeks of a period; a session that reaches beyond it is not cut.
    fn weeks(&self, period: (NaiveDate, NaiveDate)) -> Vec<WeekView> {
        let source = source(self.snapshot);
        let bookings = views::bookings(&source, &self.filter(period));
        let weeks = views::weeks(&bookings, &views::rooms(&source));
        weeks
            .into_iter()
            .filter(|week| week.monday <= period.1 && week.last_day() >= period.0)
            .collect()
    }

    /// The calendar of a person or a room. `changes` tells how often each booking has changed.
    pub(crate) fn calendar(
        &self,
        of: CalendarOf,
        changes: BTreeMap<BookingId, (u32, Stamp)>,
    ) -> Vec<u8> {
        calendar::write(self.messages, self.snapshot, of, changes)
    }
}

fn unknown(production: ProductionId) -> Box<Finding> {
    Box::new(Finding::new(Severity::Error, "unknown-production").with("id", production))
}

fn sheet(paper: Result<Paper, PaperError>) -> Sheet {
    paper.map_err(|cause| self::paper(&cause))
}

/// What is to be said of a sheet: which characters no face can draw.
pub(crate) fn replaced(paper: &Paper) -> Option<Finding> {
    let characters: Vec<String> = paper.replaced.iter().map(char::to_string).collect();
    let finding = Finding::new(Severity::Warning, "paper-characters-replaced");
    (!characters.is_empty()).then(|| finding.with("characters", characters.join(" ")))
}

/// Paper that could not be made.
pub(crate) fn paper(cause: &PaperError) -> Box<Finding> {
    let finding = Finding::new(Severity::Error, "cli-file-unwritable").with("path", "");
    Box::new(finding.with("cause", cause))
}

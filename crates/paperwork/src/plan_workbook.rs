//! The workbook of a production: its plan, its bookings, and the sheet on the wall.

use crate::cell_text::table_title;
use crate::error::PaperError;
use crate::grid_sheet::write_weeks;
use crate::sheet_name::sheet_name;
use crate::table_sheet::write_table;
use crate::workbook;
use i18n::Messages;
use std::collections::BTreeSet;
use units::Stamp;
use views::{Table, WeekView};

/// What is in the workbook of a production.
#[derive(Debug, Clone, Copy)]
pub struct PlanWorkbook<'a> {
    /// Title of the production.
    pub title: &'a str,
    /// Its plan ([`views::plan_table`]).
    pub plan: &'a Table,
    /// Its bookings ([`views::bookings_table`]).
    pub bookings: &'a Table,
    /// Rooms by days ([`views::weeks`]).
    pub weeks: &'a [WeekView],
}

/// The workbook of a production. `created` is the date the file carries: the same views and date
/// give the same bytes.
///
/// # Errors
/// Only if the writer itself fails.
pub fn plan_to_xlsx(
    content: &PlanWorkbook<'_>,
    messages: &Messages,
    created: Stamp,
) -> Result<Vec<u8>, PaperError> {
    let mut workbook = workbook::workbook(content.title, created)?;
    let mut names = BTreeSet::new();
    for table in [content.plan, content.bookings] {
        let name = table_title(table, messages);
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&name, &mut names))?;
        write_table(sheet, table, &format!("{} – {name}", content.title), messages)?;
    }
    let name = messages.text("sheet-grid", &[]);
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&name, &mut names))?;
    write_weeks(sheet, content.weeks, &format!("{} – {name}", content.title), messages)?;
    workbook::bytes(workbook)
}

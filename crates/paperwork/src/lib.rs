//! Sheets for people, from `views`, in the words of `i18n`: workbooks, and PDF for paper.
//!
//! Text is never markup or a formula; nothing depends on the present, so that the same view gives
//! the same bytes. This crate alone names `rust_xlsxwriter` and `typst`. The templates of paper are
//! in `templates/` and hold no word of any language. Also here: the text of a cell, which the
//! terminal uses.

mod cell_text;
mod error;
mod formats;
mod gantt_axis;
mod gantt_pdf;
mod grid_sheet;
mod letterhead;
mod person_pdf;
mod plan_workbook;
mod publication_pdf;
mod sheet_name;
mod slips_pdf;
mod table_sheet;
#[cfg(test)]
mod tests;
mod typeset;
mod week_pdf;
mod workbook;

pub use cell_text::{cell_text, column_heading, table_title};
pub use error::PaperError;
pub use gantt_pdf::gantt_pdf;
pub use letterhead::Letterhead;
pub use person_pdf::person_pdf;
pub use plan_workbook::{PlanWorkbook, plan_to_xlsx};
pub use publication_pdf::publication_pdf;
pub use slips_pdf::slips_pdf;
pub use table_sheet::table_to_xlsx;
pub use typeset::Paper;
pub use week_pdf::{doors_pdf, week_pdf};

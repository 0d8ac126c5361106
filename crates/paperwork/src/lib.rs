//! Sheets for people, from `views`, in the words of `i18n`: XLSX today.
//!
//! Text is never markup or a formula; nothing depends on the present, so that the same view gives
//! the same bytes. This crate alone names `rust_xlsxwriter`. Also here: the text of a cell, which
//! the terminal uses.

mod cell_text;
mod error;
mod formats;
mod grid_sheet;
mod plan_workbook;
mod sheet_name;
mod table_sheet;
#[cfg(test)]
mod tests;
mod workbook;

pub use cell_text::{cell_text, column_heading, table_title};
pub use error::PaperError;
pub use plan_workbook::{PlanWorkbook, plan_to_xlsx};
pub use table_sheet::table_to_xlsx;

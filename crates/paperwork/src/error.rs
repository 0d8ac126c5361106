//! Why a sheet could not be made.

use rust_xlsxwriter::XlsxError;

/// A sheet could not be made. Content never causes this: it is a mistake of the program.
#[derive(Debug, thiserror::Error)]
#[error("the spreadsheet could not be written: {0}")]
pub struct PaperError(#[from] XlsxError);

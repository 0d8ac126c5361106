//! Why a sheet could not be made.

use rust_xlsxwriter::XlsxError;

/// A sheet could not be made. Content never causes this: it is a mistake of the program.
#[derive(Debug, thiserror::Error)]
#[error("the sheet could not be made: {0}")]
pub struct PaperError(pub(crate) String);

impl From<XlsxError> for PaperError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

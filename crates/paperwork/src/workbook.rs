//! What all workbooks have in common: properties, page, bytes.

use crate::error::PaperError;
use i18n::{Messages, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use units::Stamp;

/// Paper size A3 in the file format.
const A3: u8 = 8;

/// An empty workbook, dated by the caller: the same content gives the same bytes.
pub(crate) fn workbook(title: &str, created: Stamp) -> Result<Workbook, PaperError> {
    // The file format knows the years 1900 to 9999; another date is taken as its first.
    let date =
        ExcelDateTime::from_timestamp(created.0).or_else(|_| ExcelDateTime::from_timestamp(0))?;
    let title: String = units::clean_name(title).chars().take(200).collect();
    let mut workbook = Workbook::new();
    let properties =
        DocProperties::new().set_title(title).set_author("Raccord").set_creation_datetime(&date);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// The page: A3 landscape, as wide as the columns, with title and page number.
pub(crate) fn page(sheet: &mut Worksheet, title: &str, messages: &Messages) {
    // In headers `&` begins a code, and `&[` too; a page header holds 255 characters.
    let title: String = units::clean_name(title).chars().take(100).collect();
    let pages = [("page", Value::Text("&P")), ("pages", Value::Text("&N"))];
    sheet
        .set_landscape()
        .set_paper_size(A3)
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{}", title.replace('&', "&&")))
        .set_footer(format!("&R{}", messages.text("sheet-page", &pages)));
}

/// The bytes of the file.
pub(crate) fn bytes(mut workbook: Workbook) -> Result<Vec<u8>, PaperError> {
    Ok(workbook.save_to_buffer()?)
}

//! What every sheet has around it: who prints it and when, in the reader's language; hues of the
//! families.

use i18n::{Messages, Value};
use model::Family;
use serde_json::{Value as Json, json};
use units::NaiveDate;

/// What every sheet has around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Name of the facility.
    pub facility: String,
    /// The day on which it is printed.
    pub printed: NaiveDate,
}

impl Letterhead {
    /// As the templates take it.
    pub(crate) fn json(&self, messages: &Messages) -> Json {
        let date = messages.date(self.printed);
        let printed = messages.text("sheet-printed", &[("date", Value::Text(&date))]);
        json!({
            "language": messages.language().code(),
            "facility": self.facility,
            "printed": printed,
            "page": messages.text("sheet-page-word", &[]),
            "of": messages.text("sheet-of-word", &[]),
        })
    }
}

/// The hue of a family on white paper: that of the light theme.
pub(crate) fn hue(family: Family) -> &'static str {
    match family {
        Family::Edit => "#2f6fc9",
        Family::Picture => "#7a4fc8",
        Family::Sound => "#1b837b",
        Family::Delivery => "#b86220",
        Family::General => "#5c6673",
    }
}

/// The families with their hues and names, for the legend.
pub(crate) fn legend(messages: &Messages) -> Json {
    let families =
        [Family::Edit, Family::Picture, Family::Sound, Family::Delivery, Family::General];
    families
        .map(|family| json!({ "hue": hue(family), "name": messages.family(family) }))
        .to_vec()
        .into()
}

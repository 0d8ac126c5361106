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
        // The numbers are known when the pages are made; their place in the words is the language's.
        let pages = [("page", Value::Text("{page}")), ("pages", Value::Text("{pages}"))];
        json!({
            "language": messages.language().code(),
            "facility": self.facility,
            "printed": printed,
            "page": messages.text("sheet-page", &pages),
        })
    }
}

/// The rank of an option, on one line.
pub(crate) fn option_rank(rank: i64, messages: &Messages) -> String {
    messages.text("sheet-option", &[("rank", Value::Integer(rank))]).replace(' ', "\u{A0}")
}

/// Names of people: a name of usual length stays on one line.
pub(crate) fn people(names: &[String]) -> String {
    let whole = |name: &String| {
        if name.chars().count() <= LONGEST_WHOLE {
            name.replace(' ', "\u{A0}")
        } else {
            name.clone()
        }
    };
    names.iter().map(whole).collect::<Vec<_>>().join(", ")
}

/// The longest name that no line breaks, in characters.
const LONGEST_WHOLE: usize = 24;

/// What is asked for where somebody signs.
pub(crate) fn signing(messages: &Messages) -> Json {
    let words = ["sheet-signed-name", "sheet-signed-day", "sheet-signature"];
    words.map(|key| messages.text(key, &[])).to_vec().into()
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

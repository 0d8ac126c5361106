//! Findings as text. Their fields are plain texts in documents' forms; what each is, is told by
//! its form and its name:
//!
//! | field | shown as |
//! |---|---|
//! | an identifier | the name that the caller knows for it |
//! | `2026-11-23`, `2026-11-23T09:00` | a date, a moment |
//! | `minutes` or a name that ends in `-minutes` or `_minutes`, a whole number | a duration |
//! | another whole number | a number that chooses the plural, its digits not grouped |
//! | `hourly`, an amount | what an hour costs |
//! | `expected` | what was expected: `mismatch-<word>` |
//! | `kind`, with `field` | label of the kind, of the field |
//! | `missing`, `capabilities` | labels of these capabilities, with commas between |
//! | `languages` | labels of these languages, with commas between |
//! | `state`, `step`, `room_kind`, `function`, `capability`, `verb`, `command` | the label of that word |

use crate::Messages;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentValue};
use model::{Finding, Kind, Place, RawId};
use std::collections::BTreeMap;
use units::{Minutes, parse_date, parse_date_time};

/// The greatest whole number that `f64`, in which Fluent counts, holds without loss.
const MAX_EXACT: u64 = 1 << 53;

impl Messages {
    /// The text of a finding, without its place. Identifiers are shown as they are.
    pub fn finding(&self, finding: &Finding) -> String {
        self.finding_named(finding, &|_| None)
    }

    /// The text of a finding, without its place, with the names that the caller knows.
    pub fn finding_named(
        &self,
        finding: &Finding,
        names: &dyn Fn(RawId) -> Option<String>,
    ) -> String {
        self.coded(finding.code, &finding.fields, names)
    }

    /// The text of anything that has a code and fields like those of a finding (a clash, say).
    /// A code without a message gives the code in brackets, followed by the fields.
    pub fn coded(
        &self,
        code: &str,
        fields: &BTreeMap<&'static str, String>,
        names: &dyn Fn(RawId) -> Option<String>,
    ) -> String {
        self.fill_in(code, &self.arguments_of(fields, names)).unwrap_or_else(|| {
            let fields: String =
                fields.iter().map(|(name, text)| format!(" {name}={text}")).collect();
            format!("[{code}]{fields}")
        })
    }

    /// What to do next about a finding: the attribute `hint` of its message, if it has one.
    pub fn hint(
        &self,
        finding: &Finding,
        names: &dyn Fn(RawId) -> Option<String>,
    ) -> Option<String> {
        let arguments = self.arguments_of(&finding.fields, names);
        self.fill_in(&format!("{}.hint", finding.code), &arguments)
    }

    /// Where a finding was made: `plan.xml, ligne 12`; empty if nowhere.
    pub fn place(&self, place: &Place) -> String {
        let number = |key: &str, number: Option<u64>| {
            number.map(|number| {
                self.text(key, &[("number", crate::Value::Text(&number.to_string()))])
            })
        };
        let column = place
            .column
            .as_deref()
            .map(|column| self.text("place-column", &[("column", crate::Value::Text(column))]));
        let parts = [
            place.file.clone(),
            number("place-line", place.line),
            number("place-row", place.row),
            column,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn arguments_of<'a>(
        &self,
        fields: &'a BTreeMap<&'static str, String>,
        names: &dyn Fn(RawId) -> Option<String>,
    ) -> FluentArgs<'a> {
        let mut arguments = FluentArgs::with_capacity(fields.len());
        for (name, text) in fields {
            arguments.set(*name, self.value_of(fields, name, text, names));
        }
        arguments
    }

    fn value_of<'a>(
        &self,
        fields: &BTreeMap<&'static str, String>,
        name: &str,
        text: &'a str,
        names: &dyn Fn(RawId) -> Option<String>,
    ) -> FluentValue<'a> {
        if let Some(label) = self.word_of(fields, name, text) {
            return FluentValue::from(label);
        }
        if let Some(name) = text.parse().ok().and_then(names) {
            return FluentValue::from(name);
        }
        if let Some(date) = parse_date(text) {
            return FluentValue::from(self.date(date));
        }
        if let Some(moment) = parse_date_time(text) {
            return FluentValue::from(self.date_time(moment));
        }
        match whole_number(text) {
            Some(minutes)
                if name == "minutes"
                    || name.ends_with("_minutes")
                    || name.ends_with("-minutes") =>
            {
                FluentValue::from(self.duration(Minutes(minutes)))
            }
            Some(number) => {
                let options =
                    FluentNumberOptions { use_grouping: false, ..FluentNumberOptions::default() };
                FluentValue::Number(FluentNumber::new(number as f64, options))
            }
            None => FluentValue::from(text),
        }
    }

    /// The label of a field that names a word of the model.
    fn word_of(
        &self,
        fields: &BTreeMap<&'static str, String>,
        name: &str,
        word: &str,
    ) -> Option<String> {
        let key = match name {
            "field" => {
                let kind = fields.get("kind").and_then(|kind| Kind::from_key(kind))?;
                return Some(self.field(kind, word));
            }
            "kind" | "verb" | "command" | "function" | "capability" | "document" => {
                format!("{name}-{}", word.replace('.', "_"))
            }
            "missing" | "capabilities" => {
                let words = word.split(", ").map(|word| self.capability(word));
                return Some(words.collect::<Vec<_>>().join(", "));
            }
            "languages" => {
                let words = word.split(", ").map(|word| self.label("language", word));
                return Some(words.collect::<Vec<_>>().join(", "));
            }
            "hourly" => return Some(self.hourly(word.parse().ok()?)),
            "expected" => format!("mismatch-{word}"),
            "state" => format!("choice-booking-state-{word}"),
            "step" => format!("choice-task-step-{word}"),
            "room_kind" => format!("choice-room-kind-{word}"),
            _ => return None,
        };
        self.plain(&key)
    }
}

/// A whole number in its plain form (no leading zeros or plus sign, which belong to codes).
fn whole_number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text && number.unsigned_abs() <= MAX_EXACT).then_some(number)
}

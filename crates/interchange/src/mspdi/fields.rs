//! Reading the fields of a record, telling what cannot be read.

use super::duration;
use crate::findings::{Findings, fill, shown};
use crate::xml::Element;
use model::Place;
use units::{Decimal, Minutes, NaiveDateTime, Percent, parse_date_time};

/// A record being read.
pub(super) struct Fields<'r, 'a> {
    pub(super) record: &'r Element<'a>,
    pub(super) place: Place,
    pub(super) findings: &'r mut Findings,
}

impl<'r, 'a> Fields<'r, 'a> {
    pub(super) fn new(record: &'r Element<'a>, findings: &'r mut Findings) -> Self {
        Self { record, place: Place::line(record.line), findings }
    }

    /// The text of a field, if it has one.
    pub(super) fn text(&self, name: &str) -> Option<&'r str> {
        self.record.child(name).and_then(Element::text)
    }

    /// A name made safe and cut.
    pub(super) fn name(&mut self, name: &str) -> String {
        let text = self.text(name).unwrap_or_default();
        self.findings.name(text, &self.place)
    }

    /// A field read by a function; what it cannot read is told and left out.
    pub(super) fn read<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let field = self.record.child(name)?;
        let text = field.text()?;
        let value = read(text);
        if value.is_none() {
            let finding = self.findings.warn("mspdi-bad-value", &Place::line(field.line));
            fill(finding, [("element", name.to_owned()), ("found", shown(text))]);
        }
        value
    }

    pub(super) fn integer(&mut self, name: &str) -> Option<i64> {
        self.read(name, |text| text.parse().ok())
    }

    /// `1` or `true`; anything else is no.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), Some("1" | "true"))
    }

    pub(super) fn duration(&mut self, name: &str) -> Option<Minutes> {
        self.read(name, duration::parse)
    }

    /// A duration that may not be negative: a negative one is told and taken as nothing.
    pub(super) fn length(&mut self, name: &str) -> Option<Minutes> {
        let length = self.duration(name)?;
        if length.is_negative() {
            let found = self.text(name).map(shown).unwrap_or_default();
            let finding = self.findings.warn("import-negative-duration", &self.place);
            fill(finding, [("found", found)]);
            return Some(Minutes::ZERO);
        }
        Some(length)
    }

    pub(super) fn moment(&mut self, name: &str) -> Option<NaiveDateTime> {
        self.read(name, moment)
    }

    /// A number such as `1.00` of resources, as a percentage.
    pub(super) fn units(&mut self, name: &str) -> Option<Percent> {
        self.read(name, |text| {
            let number = text.parse::<Decimal>().ok()?;
            number.checked_mul(Decimal::ONE_HUNDRED).map(|percent| Percent(percent.normalize()))
        })
    }
}

/// A moment such as `2018-10-18T08:00:00`; fractions of seconds and zones are passed over,
/// because plans are in the wall-clock time of their house.
pub(super) fn moment(text: &str) -> Option<NaiveDateTime> {
    text.get(..text.len().min(19)).and_then(parse_date_time)
}

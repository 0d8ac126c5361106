//! Whether a field can hold a value, by the same readers that read documents.

use crate::field::read_text;
use crate::{
    BaselineTasks, DaysOff, Divergences, Field, FieldKind, FieldValue, Lag, Mismatch, Order,
    PublishedLines, RawId, TimeSpan, Value, WeekHours,
};
use std::collections::BTreeSet;
use units::{Minutes, Money, NaiveDate, NaiveDateTime, Percent, Zone};

impl Field {
    /// Can the field hold this value? `Nothing` empties any field. Reading forgives entries it
    /// does not understand; a value to be written must be understood whole.
    pub fn check(&self, value: &Value) -> Result<(), Mismatch> {
        if *value == Value::Nothing {
            return Ok(());
        }
        match self.kind {
            FieldKind::Text | FieldKind::Choice(_) => readable::<String>(value),
            FieldKind::Integer => readable::<i64>(value),
            FieldKind::Flag => readable::<bool>(value),
            FieldKind::Date => readable::<NaiveDate>(value),
            FieldKind::DateTime => readable::<NaiveDateTime>(value),
            FieldKind::Minutes => readable::<Minutes>(value),
            FieldKind::Percent => readable::<Percent>(value),
            FieldKind::Money => readable::<Money>(value),
            FieldKind::Zone => readable::<Zone>(value),
            FieldKind::Reference(_) => read_text::<RawId>(value, "identifier").map(drop),
            FieldKind::References(_) => {
                let words = BTreeSet::<String>::read(value).map_err(|_| Mismatch("identifiers"))?;
                let all = words.iter().all(|word| word.parse::<RawId>().is_ok());
                if all { Ok(()) } else { Err(Mismatch("identifiers")) }
            }
            FieldKind::Words => readable::<BTreeSet<String>>(value),
            FieldKind::Week => readable::<WeekHours>(value),
            FieldKind::Window => readable::<TimeSpan>(value),
            FieldKind::Lag => readable::<Lag>(value),
            FieldKind::Order => readable::<Order>(value),
            FieldKind::DaysOff => whole::<DaysOff>(value, "days-off"),
            FieldKind::BaselineDates => whole::<BaselineTasks>(value, "baseline-dates"),
            FieldKind::Divergences => readable::<Divergences>(value),
            FieldKind::PublishedLines => whole::<PublishedLines>(value, "published-lines"),
        }
    }
}

fn readable<T: FieldValue>(value: &Value) -> Result<(), Mismatch> {
    T::read(value).map(drop)
}

/// Readable without leaving an entry out.
fn whole<T: FieldValue>(value: &Value, expected: &'static str) -> Result<(), Mismatch> {
    let entries = |value: &Value| if let Value::Map(map) = value { map.len() } else { 0 };
    let read = T::read(value)?;
    if entries(&read.write()) == entries(value) { Ok(()) } else { Err(Mismatch(expected)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use std::collections::BTreeMap;

    fn check(kind: Kind, key: &str, value: Value) -> Result<(), Mismatch> {
        kind.field(key).unwrap().check(&value)
    }

    #[test]
    fn every_field_can_be_emptied() {
        for kind in Kind::ALL {
            assert!(kind.fields().iter().all(|field| field.check(&Value::Nothing).is_ok()));
        }
    }

    #[test]
    fn values_of_another_form_are_refused() {
        let map = |key: &str, text: &str| Value::Map(BTreeMap::from([(key.into(), text.into())]));
        let set = |word: &str| Value::Set(BTreeSet::from([word.to_owned()]));
        for (kind, key, value, expected) in [
            (Kind::Task, "name", Value::Integer(1), Err(Mismatch("text"))),
            (Kind::Task, "step", Value::from("a step of later years"), Ok(())),
            (Kind::Task, "work", Value::from("480"), Err(Mismatch("minutes"))),
            (Kind::Task, "episode", Value::from("one"), Err(Mismatch("identifier"))),
            (Kind::Booking, "people", set("somebody"), Err(Mismatch("identifiers"))),
            (Kind::Booking, "start", Value::from("2026-02-31T09:00"), Err(Mismatch("date-time"))),
            (Kind::Room, "hours", map("mon", "09:00-18:00"), Ok(())),
            (Kind::Room, "hours", map("monday", "09:00-18:00"), Err(Mismatch("week"))),
            (Kind::HolidayZone, "days_off", map("soon", "Bridge"), Err(Mismatch("days-off"))),
            (Kind::Task, "order", Value::from("V"), Ok(())),
        ] {
            assert_eq!(check(kind, key, value), expected, "{key}");
        }
    }
}

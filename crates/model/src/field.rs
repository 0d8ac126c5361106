//! Field tables: one row per field, from which forms, grids, files and history take what they need.

use crate::{Kind, RawId, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::str::FromStr;
use units::{Minutes, Money, NaiveDate, NaiveDateTime, Percent, Zone};

/// One field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in documents, commands and JSON; never changes once released.
    pub key: &'static str,
    /// What it holds.
    pub kind: FieldKind,
}

/// What a field holds and so how it is typed, shown and checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A short text.
    Text,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A civil date, `2026-11-23`.
    Date,
    /// A civil moment, `2026-11-23T09:00`.
    DateTime,
    /// A duration in whole minutes.
    Minutes,
    /// A percentage in plain decimals.
    Percent,
    /// An amount of money, `32.50 EUR`.
    Money,
    /// An IANA time zone.
    Zone,
    /// One of these words (newer programs may know more).
    Choice(&'static [&'static str]),
    /// The identifier of another record.
    Reference(Kind),
    /// Identifiers of other records.
    References(Kind),
    /// A set of words.
    Words,
    /// Opening or working hours per day of the week, `mon` … `sun`.
    Week,
    /// A daily window, `09:00-19:00`.
    Window,
    /// A lag: `480` working minutes, `1440e` elapsed minutes, `50%` of the predecessor.
    Lag,
    /// An order key between two neighbours.
    Order,
    /// Days off by date, with their names.
    DaysOff,
    /// Dates and work of each task in a baseline.
    BaselineDates,
    /// What a variant says otherwise.
    Divergences,
    /// Lines of a plan as they were sent to a client.
    PublishedLines,
}

/// A value that its field cannot hold: what was expected, for the message `mismatch-<expected>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch(pub &'static str);

/// A field that could not be read and was taken as empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field.
    pub field: &'static str,
    /// What it should have held.
    pub mismatch: Mismatch,
    /// What it holds instead, as text.
    pub found: String,
}

/// A Rust type that a field of a record can have.
pub trait FieldValue: Sized {
    /// Its row in the table.
    const KIND: FieldKind;
    /// What a record without this field has.
    fn absent() -> Self;
    /// Reads a value that is there.
    fn read(value: &Value) -> Result<Self, Mismatch>;
    /// The value in the form documents keep.
    fn write(&self) -> Value;
}

/// Reads text through `FromStr`, naming what was expected.
pub(crate) fn read_text<T: FromStr>(value: &Value, expected: &'static str) -> Result<T, Mismatch> {
    match value {
        Value::Text(text) => text.parse().map_err(|_| Mismatch(expected)),
        Value::Nothing | Value::Integer(_) | Value::Flag(_) | Value::Set(_) | Value::Map(_) => {
            Err(Mismatch(expected))
        }
    }
}

impl FieldValue for String {
    const KIND: FieldKind = FieldKind::Text;
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        read_text(value, "text")
    }
    fn write(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl FieldValue for bool {
    const KIND: FieldKind = FieldKind::Flag;
    fn absent() -> Self {
        false
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        if let Value::Flag(flag) = value { Ok(*flag) } else { Err(Mismatch("flag")) }
    }
    fn write(&self) -> Value {
        Value::Flag(*self)
    }
}

impl FieldValue for i64 {
    const KIND: FieldKind = FieldKind::Integer;
    fn absent() -> Self {
        0
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        if let Value::Integer(number) = value { Ok(*number) } else { Err(Mismatch("integer")) }
    }
    fn write(&self) -> Value {
        Value::Integer(*self)
    }
}

impl FieldValue for Minutes {
    const KIND: FieldKind = FieldKind::Minutes;
    fn absent() -> Self {
        Self::ZERO
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        if let Value::Integer(minutes) = value {
            Ok(Self(*minutes))
        } else {
            Err(Mismatch("minutes"))
        }
    }
    fn write(&self) -> Value {
        Value::Integer(self.0)
    }
}

/// Scalars that are kept as their written form.
macro_rules! written {
    ($($type:ty, $kind:expr, $absent:expr, $expected:literal, $read:expr, $write:expr;)*) => {$(
        impl FieldValue for $type {
            const KIND: FieldKind = $kind;
            fn absent() -> Self {
                $absent
            }
            fn read(value: &Value) -> Result<Self, Mismatch> {
                let read: fn(&str) -> Option<$type> = $read;
                match value {
                    Value::Text(text) => read(text).ok_or(Mismatch($expected)),
                    Value::Nothing | Value::Integer(_) | Value::Flag(_) | Value::Set(_) | Value::Map(_) => Err(Mismatch($expected)),
                }
            }
            fn write(&self) -> Value {
                let write: fn(&$type) -> String = $write;
                Value::Text(write(self))
            }
        }
    )*};
}

written! {
    NaiveDate, FieldKind::Date, NaiveDate::default(), "date", units::parse_date, |date| units::format_date(*date);
    NaiveDateTime, FieldKind::DateTime, NaiveDateTime::default(), "date-time", units::parse_date_time, |moment| units::format_date_time(*moment);
    Percent, FieldKind::Percent, Percent::default(), "percent", |text| text.parse().ok(), |percent| percent.to_string();
    Money, FieldKind::Money, Money::ZERO, "money", |text| text.parse().ok(), |money| money.to_string();
    Zone, FieldKind::Zone, Zone::PARIS, "zone", |text| text.parse().ok(), |zone| zone.to_string();
}

impl<T: FieldValue> FieldValue for Option<T> {
    const KIND: FieldKind = T::KIND;
    fn absent() -> Self {
        None
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        T::read(value).map(Some)
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Nothing, T::write)
    }
}

impl FieldValue for BTreeSet<String> {
    const KIND: FieldKind = FieldKind::Words;
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        if let Value::Set(words) = value { Ok(words.clone()) } else { Err(Mismatch("words")) }
    }
    fn write(&self) -> Value {
        Value::Set(self.clone())
    }
}

/// Identifiers: the kind of record they name comes from the type.
pub(crate) trait Reference: FromStr + Display + Ord + Copy + From<RawId> {
    /// What they name.
    const NAMES: Kind;
}

macro_rules! references {
    ($($id:ident, $kind:ident;)*) => {$(
        impl Reference for crate::$id {
            const NAMES: Kind = Kind::$kind;
        }

        impl FieldValue for crate::$id {
            const KIND: FieldKind = FieldKind::Reference(Kind::$kind);
            fn absent() -> Self {
                Self::default()
            }
            fn read(value: &Value) -> Result<Self, Mismatch> {
                read_text(value, "identifier")
            }
            fn write(&self) -> Value {
                Value::Text(self.to_string())
            }
        }
    )*};
}

references! {
    RoomId, Room;
    EquipmentId, Equipment;
    PersonId, Person;
    ProductionId, Production;
    HolidayZoneId, HolidayZone;
    EpisodeId, Episode;
    TaskId, Task;
    BookingId, Booking;
    SlipId, Slip;
    PublicationId, Publication;
}

/// Entries that are no identifiers (a newer program's, or a mistake) are left out.
impl<T: Reference> FieldValue for BTreeSet<T> {
    const KIND: FieldKind = FieldKind::References(T::NAMES);
    fn absent() -> Self {
        Self::new()
    }
    fn read(value: &Value) -> Result<Self, Mismatch> {
        match value {
            Value::Set(words) => Ok(words.iter().filter_map(|word| word.parse().ok()).collect()),
            Value::Nothing
            | Value::Text(_)
            | Value::Integer(_)
            | Value::Flag(_)
            | Value::Map(_) => Err(Mismatch("identifiers")),
        }
    }
    fn write(&self) -> Value {
        Value::Set(self.iter().map(ToString::to_string).collect())
    }
}

impl Field {
    /// Is its value one entry per word, each merged alone?
    pub fn is_keyed(&self) -> bool {
        matches!(
            self.kind,
            FieldKind::Words
                | FieldKind::References(_)
                | FieldKind::Week
                | FieldKind::DaysOff
                | FieldKind::BaselineDates
                | FieldKind::Divergences
                | FieldKind::PublishedLines
        )
    }

    /// Is it a keyed field whose entries carry no text of their own (a set)?
    pub fn is_set(&self) -> bool {
        matches!(self.kind, FieldKind::Words | FieldKind::References(_))
    }
}

/// Entries of a keyed field with a text each.
pub(crate) fn read_map(
    value: &Value,
    expected: &'static str,
) -> Result<BTreeMap<String, String>, Mismatch> {
    if let Value::Map(entries) = value { Ok(entries.clone()) } else { Err(Mismatch(expected)) }
}

//! iCalendar (RFC 5545): days off in, sessions of a person or a room out.

mod lines;
mod read;
mod recurrence;
mod write;
mod zones;

#[cfg(test)]
mod tests;

pub use read::{ImportedHolidays, MAX_YEAR};
pub use write::{Event, EventStatus, EventTime, Feed, write};

pub(crate) use read::{looks_like, read};

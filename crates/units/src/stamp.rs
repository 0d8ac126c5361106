//! Instants for the record: who did what *when*.

use crate::Tick;
use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;

/// An instant in whole seconds since 1970 in UTC, as Automerge changes carry it.
///
/// It is a claim of the clock of the machine that wrote it; nothing is ever ordered by it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp(pub i64);

impl Stamp {
    /// Reads RFC 3339 text such as `2026-11-23T14:32:07+01:00`; `None` if it is not.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|instant| Self(instant.timestamp()))
    }

    /// The minute it lies in.
    pub const fn tick(self) -> Tick {
        Tick(self.0.div_euclid(60))
    }
}

impl fmt::Display for Stamp {
    /// RFC 3339 in UTC, such as `2026-11-23T13:32:07Z`; the bare number if no calendar reaches it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::<Utc>::from_timestamp(self.0, 0) {
            Some(instant) => f.write_str(&instant.to_rfc3339_opts(SecondsFormat::Secs, true)),
            None => write!(f, "{}", self.0),
        }
    }
}

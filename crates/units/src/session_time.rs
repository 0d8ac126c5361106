//! When a session is: the wall clock and its zone, which is what people promised each other.

use crate::{Minutes, TickRange, Zone};
use chrono::NaiveDateTime;

/// A stretch of civil time in one zone. It may pass midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionTime {
    /// What the wall clock shows when it begins.
    pub start: NaiveDateTime,
    /// What the wall clock shows when it ends.
    pub end: NaiveDateTime,
    /// Whose wall.
    pub zone: Zone,
}

impl SessionTime {
    /// The same stretch on the time axis; empty if the end does not come after the start.
    pub fn ticks(self) -> TickRange {
        TickRange::new(self.zone.tick(self.start), self.zone.tick(self.end))
    }

    /// How long it really lasts, clock changes counted.
    pub fn length(self) -> Minutes {
        self.ticks().length()
    }
}

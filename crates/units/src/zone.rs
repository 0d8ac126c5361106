//! Time zones: from the clock on the wall to ticks and back.

use crate::Tick;
use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::fmt;
use std::str::FromStr;

/// An IANA time zone such as `Europe/Paris`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// The text names no IANA zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone(pub String);

impl Zone {
    /// The zone of a facility that says nothing else.
    pub const PARIS: Self = Self(Tz::Europe__Paris);

    /// The tick at which the clock on the wall shows `moment`; seconds are dropped.
    ///
    /// In the hour that a clock change skips, the clock is taken as if it had not been changed
    /// yet (02:30 becomes 03:30); in the hour it repeats, the first of the two is meant.
    pub fn tick(self, moment: NaiveDateTime) -> Tick {
        let instant = match self.0.from_local_datetime(&moment) {
            MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => {
                instant.timestamp()
            }
            MappedLocalTime::None => self.before_gap(moment),
        };
        Tick(instant.div_euclid(60))
    }

    /// What the clock on the wall shows at a tick.
    /// Ticks no calendar reaches give the nearest end of the calendar.
    pub fn civil(self, tick: Tick) -> NaiveDateTime {
        let seconds = tick.0.saturating_mul(60);
        match DateTime::<Utc>::from_timestamp(seconds, 0) {
            Some(instant) => instant.with_timezone(&self.0).naive_local(),
            None if seconds < 0 => NaiveDateTime::MIN,
            None => NaiveDateTime::MAX,
        }
    }

    /// Seconds of a skipped moment, read with the offset in force three hours earlier
    /// (no clock change on record skips more).
    fn before_gap(self, moment: NaiveDateTime) -> i64 {
        let earlier = TimeDelta::hours(3);
        let anchor = moment.checked_sub_signed(earlier).unwrap_or(moment);
        let anchored =
            self.0.from_local_datetime(&anchor).earliest().map(|instant| instant.timestamp());
        anchored.unwrap_or_else(|| anchor.and_utc().timestamp()) + earlier.num_seconds()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no IANA time zone is called {:?}", self.0)
    }
}

impl std::error::Error for UnknownZone {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Minutes, parse_date_time};
    use proptest::prelude::*;

    fn paris(moment: &str) -> Tick {
        Zone::PARIS.tick(parse_date_time(moment).unwrap())
    }

    #[test]
    fn the_night_clocks_go_back_lasts_an_hour_more() {
        assert_eq!(paris("2026-10-25T06:00") - paris("2026-10-24T22:00"), Minutes::hours(9));
        assert_eq!(paris("2026-03-29T06:00") - paris("2026-03-28T22:00"), Minutes::hours(7));
    }

    #[test]
    fn the_skipped_hour_is_read_with_the_old_clock() {
        assert_eq!(paris("2026-03-29T02:30"), paris("2026-03-29T03:30"));
    }

    #[test]
    fn the_repeated_hour_means_its_first_pass() {
        assert_eq!(paris("2026-10-25T02:30") - paris("2026-10-25T01:30"), Minutes::hours(1));
        assert_eq!(paris("2026-10-25T03:30") - paris("2026-10-25T02:30"), Minutes::hours(2));
    }

    proptest! {
        #[test]
        fn ticks_survive_the_way_to_the_wall_and_back(minute in 0_i64..80_000_000) {
            let tick = Tick(minute);
            let again = Zone::PARIS.tick(Zone::PARIS.civil(tick));
            // Only the second pass of a repeated hour comes back as the first.
            prop_assert!(again == tick || tick - again == Minutes::hours(1));
        }
    }
}

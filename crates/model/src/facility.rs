//! The house rules of a facility: one record in its facility document.

use crate::record::record;
use crate::{DayHours, HolidayZoneId, WeekHours};
use units::{Minutes, Zone};

record! {
    /// What holds for the whole facility unless a room or a person says otherwise.
    pub struct House(FacilityId) {
        /// Name of the facility.
        name: String,
        /// The zone of its wall clocks.
        zone: Zone,
        /// Normal working hours.
        hours: WeekHours,
        /// Public holidays it keeps.
        holiday_zone: Option<HolidayZoneId>,
        /// The town it is in.
        town: String,
        /// Least rest between two days of work of a person; 11 h if not stated
        /// (directive 2003/88/EC, art. 3; IDCC 2717, art. 5.1).
        least_rest: Option<Minutes>,
        /// Longest effective work of a person in a day; 10 h if not stated (IDCC 2717, art. 5.1).
        longest_day: Option<Minutes>,
        /// Longest effective work of a person in a civil week; 48 h if not stated (IDCC 2717, art. 5.1).
        longest_week: Option<Minutes>,
        // What disturbing people is worth where ways out are searched, in points. The defaults are
        // those of `schedule::Weights`.
        /// For moving a session at all; 20 if not stated.
        points_moved: Option<i64>,
        /// For each day a session comes later; 8 if not stated.
        points_day_later: Option<i64>,
        /// For each day a session comes sooner; 20 if not stated.
        points_day_sooner: Option<i64>,
        /// For another room; 12 if not stated.
        points_room: Option<i64>,
        /// For another person; 25 if not stated.
        points_person: Option<i64>,
        /// On top, for losing somebody the director asks for; 25 if not stated.
        points_asked_for: Option<i64>,
        /// For each hour outside the usual ones; 60 if not stated.
        points_overtime_hour: Option<i64>,
        /// For each minute a master is late; 20 if not stated.
        points_late_minute: Option<i64>,
        /// For each minute another deadline is missed by; 5 if not stated.
        points_late_task_minute: Option<i64>,
    }
}

impl House {
    /// Hours of a facility that states none: 09:00–13:00 and 14:00–18:00 from Monday to Friday.
    pub fn default_hours() -> WeekHours {
        let hours: Result<DayHours, _> = "09:00-13:00 14:00-18:00".parse();
        WeekHours::weekdays(&hours.unwrap_or_default())
    }

    /// Its hours, or the default ones.
    pub fn working_hours(&self) -> WeekHours {
        if self.hours.is_stated() { self.hours.clone() } else { Self::default_hours() }
    }

    /// Least rest between two days of work.
    pub fn rest(&self) -> Minutes {
        self.least_rest.unwrap_or(Minutes::hours(11))
    }

    /// Longest effective work in a day.
    pub fn day_limit(&self) -> Minutes {
        self.longest_day.unwrap_or(Minutes::hours(10))
    }

    /// Longest effective work in a civil week.
    pub fn week_limit(&self) -> Minutes {
        self.longest_week.unwrap_or(Minutes::hours(48))
    }
}

//! People, by identifier: what planning must know. Names and contacts are in the directory,
//! affinities in the casting document, pay in documents of their own.

use crate::choice::choices;
use crate::record::record;
use crate::{HolidayZoneId, WeekHours};
use std::collections::BTreeSet;

choices! {
    /// How a person is employed.
    pub enum Employment {
        /// On the staff.
        Staff = "staff",
        /// Hired by the project (*intermittent du spectacle*).
        Intermittent = "intermittent",
        /// A company or a self-employed person.
        Contractor = "contractor",
        /// From outside: director, producer, broadcaster's representative.
        Outside = "outside",
    }
    absent Staff
}

record! {
    /// A person who can be booked, or for whom work is done.
    pub struct Person(PersonId) {
        /// What the person is engaged for; see [`crate::vocabulary::FUNCTIONS`].
        functions: BTreeSet<String>,
        /// What the person masters; see [`crate::vocabulary::CAPABILITIES`].
        skills: BTreeSet<String>,
        /// When the person works; the hours of the house if not stated.
        hours: WeekHours,
        /// Public holidays the person keeps; those of the house if not stated.
        holiday_zone: Option<HolidayZoneId>,
        /// How the person is employed.
        employment: Employment,
        /// Number of the collective agreement (*IDCC*): 2717, 2642, 3097.
        agreement: String,
        /// Languages the person works in; see [`crate::vocabulary::LANGUAGES`].
        languages: BTreeSet<String>,
        /// The town the person comes to work from; that of the house if not stated.
        town: String,
    }
}

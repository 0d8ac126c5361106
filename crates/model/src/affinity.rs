//! What directors think of working with somebody: kept in the casting document, which only
//! coordination reads.

use crate::PersonId;
use crate::record::record;

record! {
    /// A director's experience with a technician.
    pub struct Affinity(AffinityId) {
        /// The director.
        director: Option<PersonId>,
        /// The technician.
        person: Option<PersonId>,
        /// From 0 (would rather not) to 5 (asks for them).
        rating: Option<i64>,
        /// Never again: excludes whatever the rest says.
        veto: bool,
        /// A short remark.
        remark: String,
    }
}

//! Episodes of a series.

use crate::record::record;
use units::NaiveDate;

record! {
    /// An episode.
    pub struct Episode(EpisodeId) {
        /// Its number.
        number: i64,
        /// Its title.
        title: String,
        /// Day its master is due; that of the production if not stated.
        delivery: Option<NaiveDate>,
        /// First broadcast.
        air: Option<NaiveDate>,
    }
}

//! Productions: what is made, for whom, by when.

use crate::PersonId;
use crate::choice::choices;
use crate::record::record;
use std::collections::BTreeSet;
use units::{Minutes, NaiveDate};

choices! {
    /// One programme or several.
    pub enum ProductionKind {
        /// One programme.
        Unitary = "unitary",
        /// Episodes.
        Series = "series",
    }
    absent Unitary
}

choices! {
    /// What sort of programme it is; templates and typical durations go by it.
    pub enum Genre {
        /// Documentary for television, 52 minutes.
        Documentary = "documentary",
        /// Television film, 90 minutes.
        TvFilm = "tv_film",
        /// Series, episodes of 52 minutes.
        Series = "series",
        /// Feature film for cinemas.
        Feature = "feature",
        /// Magazine.
        Magazine = "magazine",
        /// Advertisement.
        Commercial = "commercial",
        /// Short film.
        Short = "short",
    }
    absent Documentary
}

choices! {
    /// Where a production stands.
    pub enum ProductionState {
        /// Being prepared or quoted.
        Preparation = "preparation",
        /// Being worked on.
        Live = "live",
        /// Delivered.
        Delivered = "delivered",
        /// Put away.
        Archived = "archived",
        /// Given up.
        Abandoned = "abandoned",
    }
    absent Live
}

record! {
    /// A production. Its plan document holds the rest.
    pub struct Production(ProductionId) {
        /// Title.
        title: String,
        /// Code in the accounts (*section analytique*), 15 characters at most.
        code: String,
        /// One programme or several.
        kind: ProductionKind,
        /// What sort of programme it is.
        genre: Genre,
        /// Length of the programme or of an episode.
        runtime: Minutes,
        /// Director.
        director: Option<PersonId>,
        /// The production company that orders.
        client: String,
        /// Broadcaster or distributor.
        broadcaster: String,
        /// Where it stands.
        state: ProductionState,
        /// First day of shooting.
        shooting_start: Option<NaiveDate>,
        /// Last day of shooting.
        shooting_end: Option<NaiveDate>,
        /// Nothing of the plan may begin before.
        start: Option<NaiveDate>,
        /// Day the master is due (*PAD*), at the end of which it must be there.
        delivery: Option<NaiveDate>,
        /// First broadcast or release.
        air: Option<NaiveDate>,
        /// Languages one has to understand to work on it; see [`crate::vocabulary::LANGUAGES`].
        languages: BTreeSet<String>,
        /// A short remark.
        remark: String,
    }
}

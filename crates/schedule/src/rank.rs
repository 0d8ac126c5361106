//! Who suits a task best at a time: everybody with its function gets points out of 100, and every
//! point is told with the figure behind it.
//!
//! What is weighed: skills, time, legal hours left in the civil week, cost, work done with this
//! director, the director's rating, whether somebody is on the production already, languages, and the town they come
//! from. A veto excludes, and so does an absence; both are told.

mod known;
mod parts;

pub(crate) use known::Closeness;

use crate::facility_time::FacilityTime;
use crate::report::Report;
use known::Known;
use model::{Booking, BookingId, Casting, Opinion, PersonId, ProductionId, Task, TaskId};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use units::{Minutes, Money, TickRange};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RankQuery {
    /// For which production: its director's opinions and past count, and who is on it already.
    pub production: Option<ProductionId>,
    /// For which task of it.
    pub task: Option<TaskId>,
    /// What the person is engaged for; anything, if not stated.
    pub function: Option<String>,
    /// What the person should master.
    pub skills: BTreeSet<String>,
    /// When: stretches that do not overlap, earliest first.
    pub stretches: Vec<TickRange>,
    /// How much is to be done within them, lunch not counted.
    pub work: Minutes,
    /// Is it a session with the very hours of the stretches? Then who is away for a part of it
    /// cannot hold it, and time outside somebody's hours counts half instead of nothing.
    pub session: bool,
    /// A booking that is thought away: the session itself, whoever holds it now.
    pub booking: Option<BookingId>,
    /// What each part counts.
    pub weights: RankWeights,
}

/// The most points of each part. Those by default make 100 together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankWeights {
    /// Skills that are there; 27: without them the work has to be shown to somebody first.
    pub skills: i64,
    /// Time that is there; 27, the same: nobody free is no help.
    pub availability: i64,
    /// Legal hours left in the civil weeks; 10: work is spread before somebody is worn out.
    pub hours: i64,
    /// Cost; 8: houses pay much the same for one function.
    pub cost: i64,
    /// Sessions with this director; 5.
    pub director: i64,
    /// The director's rating; 8: what is said counts more than what merely happened.
    pub rating: i64,
    /// On the task or the production already; 5.
    pub continuity: i64,
    /// Languages of the production that somebody works in; 6.
    pub languages: i64,
    /// Coming from the town of the house; 4: a train and a hotel cost, and tire.
    pub travel: i64,
}

/// Everybody, the best first, and those who are out of the question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking {
    /// By score, the best first; equal scores by identifier.
    pub ranked: Vec<Ranked>,
    /// The others: vetoes first, then absences, then other functions; by identifier.
    pub excluded: Vec<(PersonId, Exclusion)>,
    /// The most points there are: 100 by default.
    pub most: i64,
}

/// Somebody with a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Who.
    pub person: PersonId,
    /// The points of all parts.
    pub score: i64,
    /// Where they come from, always in the order of [`RankWeights`].
    pub parts: Vec<RankPart>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankPart {
    /// Points for it.
    pub points: i64,
    /// The most that there are for it.
    pub most: i64,
    /// What they are for.
    pub figure: RankFigure,
}

/// The figure behind the points of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RankFigure {
    /// Points for each skill that is there; all if none is asked for.
    Skills {
        /// How many are asked for.
        asked: usize,
        /// Those that are not there.
        missing: Vec<String>,
    },
    /// Points for the share of the work that fits into time that nobody holds. Second options and
    /// those after hold nothing.
    Availability {
        /// Time within the person's hours.
        free: Minutes,
        /// Time outside them, of a session; it counts half.
        outside: Minutes,
        /// The work.
        wanted: Minutes,
    },
    /// Points for the share of the legal hours of the civil weeks concerned that is left (Code du
    /// travail, art. L3121-20, or what the house has set); none if the work does not fit.
    Hours {
        /// Hours left.
        left: Minutes,
        /// Hours there are: the limit of a week for each week.
        limit: Minutes,
    },
    /// Points for the cost of an hour on the first day, all to the cheapest of the ranked, half to
    /// who costs twice as much. Half also if it is not known, or not known in euros.
    Cost {
        /// What an hour costs.
        hourly: Option<Money>,
    },
    /// Points for firm sessions in productions of this director, this one included; all from
    /// [`ENOUGH_SESSIONS`] on. None without a director.
    Director {
        /// How many.
        sessions: usize,
    },
    /// Points for the rating of this director, from 0 to 5; 2 stands for nothing said.
    Rating {
        /// The rating.
        rating: Option<i64>,
    },
    /// All points to who is on the task, half to who is on the production.
    Continuity(Continuity),
    /// Points for each language of the production that somebody works in; all if none is stated.
    Languages {
        /// How many are stated.
        asked: usize,
        /// Those that are not there: codes.
        missing: Vec<String>,
    },
    /// All points to who comes from the town of the house; none to who comes from another.
    Travel {
        /// The other town; empty if nobody has to travel, as far as is known.
        from: String,
    },
}

/// From this many sessions on somebody is as well known to a director as can be.
pub const ENOUGH_SESSIONS: usize = 5;

/// What somebody has to do with a task already; the closer, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Continuity {
    /// Nothing.
    #[default]
    None,
    /// A session of the production.
    Production,
    /// A session of the task, or of one that belongs to the same hands.
    Task,
}

/// Why somebody is out of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exclusion {
    /// The director does not want them.
    Veto,
    /// They are away: for a part of a session, or for so long that the work would not fit even if
    /// nobody held them.
    Absent,
    /// They have another function, or none.
    NoFunction,
}

impl RankWeights {
    /// The most points that somebody can have.
    pub const fn total(&self) -> i64 {
        let known = self.cost + self.director + self.rating + self.continuity;
        let of_person = self.languages + self.travel;
        self.skills + self.availability + self.hours + known + of_person
    }
}

impl Default for RankWeights {
    fn default() -> Self {
        Self {
            skills: 27,
            availability: 27,
            hours: 10,
            cost: 8,
            director: 5,
            rating: 8,
            continuity: 5,
            languages: 6,
            travel: 4,
        }
    }
}

impl RankQuery {
    /// Somebody for some work of a task, anywhere within a time.
    pub fn for_task(
        production: ProductionId,
        task: &Task,
        window: TickRange,
        work: Minutes,
    ) -> Self {
        Self {
            stretches: vec![window],
            work,
            ..Self { production: Some(production), ..Self::default() }.of(Some(task))
        }
    }

    /// Somebody for a session, whoever holds it now.
    pub fn for_session(
        production: Option<ProductionId>,
        task: Option<&Task>,
        booking: &Booking,
        time: &FacilityTime,
    ) -> Self {
        let stretches = time.occupation(booking).pieces;
        let work = time.booked_work(&stretches);
        let query = Self { production, stretches, work, session: true, ..Self::default() };
        Self { booking: Some(booking.id), ..query.of(task) }
    }

    /// For a task, with what it asks for.
    fn of(self, task: Option<&Task>) -> Self {
        let Some(task) = task else { return self };
        let (function, skills) = (task.function.clone(), task.skills.clone());
        Self { task: Some(task.id), function, skills, ..self }
    }
}

impl RankFigure {
    /// The words of all parts, in the order of [`RankWeights`].
    pub const WORDS: [&'static str; 9] = [
        "skills",
        "availability",
        "hours",
        "cost",
        "director",
        "rating",
        "continuity",
        "languages",
        "travel",
    ];

    /// Its word in JSON and message names.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Skills { .. } => "skills",
            Self::Availability { .. } => "availability",
            Self::Hours { .. } => "hours",
            Self::Cost { .. } => "cost",
            Self::Director { .. } => "director",
            Self::Rating { .. } => "rating",
            Self::Continuity(_) => "continuity",
            Self::Languages { .. } => "languages",
            Self::Travel { .. } => "travel",
        }
    }
}

impl Continuity {
    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Production => "production",
            Self::Task => "task",
        }
    }
}

impl Exclusion {
    /// Every reason, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Veto, Self::Absent, Self::NoFunction];

    /// Its word in JSON and message names.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Veto => "veto",
            Self::Absent => "absent",
            Self::NoFunction => "no_function",
        }
    }
}

impl Ranking {
    /// The score of somebody, with its parts.
    pub fn of(&self, person: PersonId) -> Option<&Ranked> {
        self.ranked.iter().find(|ranked| ranked.person == person)
    }

    /// Why somebody is out of the question.
    pub fn exclusion(&self, person: PersonId) -> Option<Exclusion> {
        self.excluded.iter().find(|(id, _)| *id == person).map(|(_, why)| *why)
    }
}

impl Report {
    /// Everybody of the facility for a task, the best first.
    pub fn rank(&self, casting: &Casting, query: &RankQuery) -> Ranking {
        let mut known = Known::new(self, casting, query);
        let mut ranking = Ranking { most: query.weights.total(), ..Ranking::default() };
        let mut people = Vec::new();
        for person in self.time().facility().people.values() {
            let does = |word: &String| person.functions.contains(word);
            let fits = query.function.as_ref().map_or(!person.functions.is_empty(), does);
            let why = if !fits {
                Some(Exclusion::NoFunction)
            } else if known.opinion(person.id).veto {
                Some(Exclusion::Veto)
            } else if self.is_away(query, person.id) {
                Some(Exclusion::Absent)
            } else {
                None
            };
            match why {
                Some(why) => ranking.excluded.push((person.id, why)),
                None => people.push(person),
            }
        }
        known.compare(people.iter().map(|person| person.id));
        ranking.ranked = people.iter().map(|it| self.ranked(query, &known, it)).collect();
        ranking.ranked.sort_by_key(|ranked| (Reverse(ranked.score), ranked.person));
        ranking.excluded.sort_by_key(|(person, why)| (*why, *person));
        ranking
    }
}

/// Points for a director's opinion; the part of a score that costs nothing to work out.
pub(crate) fn rating_points(weights: &RankWeights, opinion: Opinion) -> i64 {
    share(weights.rating, opinion.counted(), Opinion::BEST)
}

/// Points for what somebody has to do with a task already.
pub(crate) fn continuity_points(weights: &RankWeights, continuity: Continuity) -> i64 {
    match continuity {
        Continuity::None => 0,
        Continuity::Production => weights.continuity / 2,
        Continuity::Task => weights.continuity,
    }
}

/// The share of the most points that a part has of the whole, rounded down; all of them if there
/// is no whole.
fn share(most: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 { most } else { most.saturating_mul(part.clamp(0, whole)) / whole }
}

#[cfg(test)]
mod tests;

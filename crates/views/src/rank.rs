//! The ranking of people for a task, with their names: every score with its parts and what each is
//! for, and those who are out of the question with the reason.

use crate::clash::Message;
use crate::{Source, json};
use model::{Booking, Casting, PersonId, ProductionId, TaskId};
use schedule::{Exclusion, RankFigure, RankPart, RankQuery};
use serde::Serialize;
use std::collections::BTreeMap;
use units::{Minutes, Money};

/// Everybody for a task, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RankingView {
    /// The most points there are.
    pub most: i64,
    /// Those who can be asked, the best first.
    pub ranked: Vec<RankedView>,
    /// Those who cannot: vetoes, then absences, then other functions.
    pub excluded: Vec<ExcludedView>,
}

/// Somebody with a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankedView {
    /// Who.
    #[serde(serialize_with = "json::text")]
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The points of all parts.
    pub score: i64,
    /// Nobody else holds the time, or enough of it.
    pub free: bool,
    /// Where the points come from.
    pub parts: Vec<RankPartView>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankPartView {
    /// Which one: a word.
    pub part: &'static str,
    /// Points for it.
    pub points: i64,
    /// The most that there are for it.
    pub most: i64,
    /// The figure behind them.
    #[serde(flatten)]
    pub figure: RankFigureView,
    /// What they are for, in the reader's language.
    pub message: String,
}

/// The figure behind a part; see [`RankFigure`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RankFigureView {
    /// Skills.
    Skills {
        /// How many are asked for.
        asked: usize,
        /// Those that are not there: words.
        missing: Vec<String>,
    },
    /// Time, in minutes.
    Availability {
        /// Within the person's hours.
        #[serde(serialize_with = "json::minutes")]
        free_minutes: Minutes,
        /// Outside them.
        #[serde(serialize_with = "json::minutes")]
        outside_minutes: Minutes,
        /// The work.
        #[serde(serialize_with = "json::minutes")]
        wanted_minutes: Minutes,
    },
    /// Legal hours, in minutes.
    Hours {
        /// What is left of them.
        #[serde(serialize_with = "json::minutes")]
        left_minutes: Minutes,
        /// What there is.
        #[serde(serialize_with = "json::minutes")]
        limit_minutes: Minutes,
    },
    /// The cost.
    Cost {
        /// Of an hour; nothing if it is not known.
        #[serde(serialize_with = "json::optional_text")]
        hourly: Option<Money>,
    },
    /// Work with this director.
    Director {
        /// Firm sessions.
        sessions: usize,
    },
    /// What the director thinks.
    Rating {
        /// From 0 to 5; nothing if nothing was said.
        rating: Option<i64>,
    },
    /// Languages.
    Languages {
        /// How many are stated.
        asked: usize,
        /// Those that are not there: codes.
        missing: Vec<String>,
    },
    /// The way to the house.
    Travel {
        /// The other town; empty if there is none.
        from: String,
    },
    /// What they have to do with the task.
    Continuity {
        /// `none`, `production` or `task`.
        known: &'static str,
    },
}

/// Somebody who is out of the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExcludedView {
    /// Who.
    #[serde(serialize_with = "json::text")]
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Why: a word.
    #[serde(serialize_with = "word")]
    pub why: Exclusion,
    /// Why, in the reader's language.
    pub message: String,
}

fn word<S: serde::Serializer>(why: &Exclusion, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(why.key())
}

/// Everybody for what is asked, by name: `rank-<part>` says what points are for, with the fields of
/// [`RankFigureView`]; `rank-excluded-<word>` why somebody is out of the question.
pub fn ranking(source: &Source<'_>, query: &RankQuery, message: Message<'_>) -> RankingView {
    let nothing_said = Casting::default();
    let ranking = source.report.rank(source.casting.unwrap_or(&nothing_said), query);
    let ranked = ranking.ranked.into_iter().map(|ranked| RankedView {
        person: ranked.person,
        name: source.person(ranked.person),
        score: ranked.score,
        free: ranked.parts.iter().all(|part| fits(&part.figure)),
        parts: ranked.parts.into_iter().map(|part| part_view(part, message)).collect(),
    });
    let excluded = ranking.excluded.into_iter().map(|(person, why)| ExcludedView {
        person,
        name: source.person(person),
        why,
        message: message(&format!("rank-excluded-{}", why.key()), &BTreeMap::new()),
    });
    RankingView { most: ranking.most, ranked: ranked.collect(), excluded: excluded.collect() }
}

/// Everybody for a session, whoever holds it now: for its task, if it is one of the production.
pub fn session_ranking(
    source: &Source<'_>,
    production: Option<ProductionId>,
    task: Option<TaskId>,
    booking: &Booking,
    message: Message<'_>,
) -> RankingView {
    let plan = production.and_then(|id| source.plans.get(&id));
    let task = task.and_then(|id| plan?.tasks.get(&id)).map(AsRef::as_ref);
    let query = RankQuery::for_session(production, task, booking, source.time());
    ranking(source, &query, message)
}

/// Is there time for the whole of the work that nobody holds, if that is what the figure tells?
fn fits(figure: &RankFigure) -> bool {
    match figure {
        RankFigure::Availability { free, outside, wanted } => *free + *outside >= *wanted,
        _ => true,
    }
}

fn part_view(part: RankPart, message: Message<'_>) -> RankPartView {
    let word = part.figure.key();
    let message = message(&format!("rank-{word}"), &fields(&part.figure));
    let figure = match part.figure {
        RankFigure::Skills { asked, missing } => RankFigureView::Skills { asked, missing },
        RankFigure::Availability { free, outside, wanted } => RankFigureView::Availability {
            free_minutes: free,
            outside_minutes: outside,
            wanted_minutes: wanted,
        },
        RankFigure::Hours { left, limit } => {
            RankFigureView::Hours { left_minutes: left, limit_minutes: limit }
        }
        RankFigure::Cost { hourly } => RankFigureView::Cost { hourly },
        RankFigure::Director { sessions } => RankFigureView::Director { sessions },
        RankFigure::Rating { rating } => RankFigureView::Rating { rating },
        RankFigure::Languages { asked, missing } => RankFigureView::Languages { asked, missing },
        RankFigure::Travel { from } => RankFigureView::Travel { from },
        RankFigure::Continuity(known) => RankFigureView::Continuity { known: known.key() },
    };
    RankPartView { part: word, points: part.points, most: part.most, figure, message }
}

/// What fills in the message of a part. `unknown` stands for what is not known; `asked`, `lacking`
/// and `outside` say whether there are skills that are asked for, skills that are missing, and time
/// outside somebody's hours: `some` or `none`.
fn fields(figure: &RankFigure) -> BTreeMap<&'static str, String> {
    let minutes = |minutes: &Minutes| minutes.0.to_string();
    let unknown = || "unknown".to_owned();
    let some = |is: bool| if is { "some" } else { "none" }.to_owned();
    match figure {
        RankFigure::Skills { asked, missing } => [
            ("asked", some(*asked > 0)),
            ("lacking", some(!missing.is_empty())),
            ("missing", missing.join(", ")),
        ]
        .into(),
        RankFigure::Languages { asked, missing } => [
            ("asked", some(*asked > 0)),
            ("lacking", some(!missing.is_empty())),
            ("languages", missing.join(", ")),
        ]
        .into(),
        RankFigure::Availability { free, outside, wanted } => [
            ("free_minutes", minutes(free)),
            ("outside", some(outside.is_positive())),
            ("outside_minutes", minutes(outside)),
            ("wanted_minutes", minutes(wanted)),
        ]
        .into(),
        RankFigure::Hours { left, limit } => {
            [("left_minutes", minutes(left)), ("limit_minutes", minutes(limit))].into()
        }
        RankFigure::Cost { hourly } => {
            [("hourly", hourly.map_or_else(unknown, |hourly| hourly.to_string()))].into()
        }
        RankFigure::Director { sessions } => {
            let count = if *sessions > 0 { sessions.to_string() } else { some(false) };
            [("sessions", count)].into()
        }
        RankFigure::Rating { rating } => {
            [("rating", rating.map_or_else(unknown, |rating| rating.to_string()))].into()
        }
        RankFigure::Travel { from } => {
            [("far", some(!from.is_empty())), ("from", from.clone())].into()
        }
        RankFigure::Continuity(known) => [("known", known.key().to_owned())].into(),
    }
}

/// The words of reasons: `rank-excluded-<word>`.
pub(crate) fn exclusions() -> Vec<&'static str> {
    Exclusion::ALL.into_iter().map(Exclusion::key).collect()
}

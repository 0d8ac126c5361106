//! The ranking of people for a session as the window says it: who is how good a choice, and what
//! the points are for.

use super::Scene;
use model::{Booking, ProductionId, TaskId};
use views::{RankedView, RankingView};

/// Everybody for a session.
pub(crate) fn ranking(
    scene: &Scene<'_>,
    production: Option<ProductionId>,
    task: Option<TaskId>,
    booking: &Booking,
) -> RankingView {
    let message = |code: &str, fields: &_| scene.messages.coded(code, fields, &|_| None);
    views::session_ranking(&scene.source(), production, task, booking, &message)
}

/// The score out of the most there is: `82/100`.
pub(crate) fn score(ranked: &RankedView, most: i64) -> String {
    format!("{}/{most}", ranked.score)
}

/// What the points are for, a part a line: `27/27  Compétences : toutes`.
pub(crate) fn parts(ranked: &RankedView) -> String {
    let lines = ranked.parts.iter();
    let lines = lines.map(|part| format!("{}/{}  {}", part.points, part.most, part.message));
    lines.collect::<Vec<_>>().join("\n")
}

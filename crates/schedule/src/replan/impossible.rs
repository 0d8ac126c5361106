//! Dates that nothing can save: a smallest set of reasons why, each something a person can act on.
//!
//! What is told to be impossible is so even if nobody else wanted the rooms and people, at any
//! hours and with anybody who is fit (`solve/conflict.rs`). That a date is missed because others
//! stand in the way is told by the ways out themselves.

use super::draft::{Drafted, Tag};
use super::supply::Supplied;
use super::why::{Other, other_of};
use super::{Latitude, Replan};
use crate::resource::Resource;
use crate::solve::{Cause, conflict};
use model::Subject;
use units::NaiveDateTime;

/// A date that cannot be met, whatever is moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// The task, episode or production whose date it is.
    pub subject: Subject,
    /// By when.
    pub due: NaiveDateTime,
    /// Without any one of these it could be met; none if the work alone is too long.
    pub because: Vec<Obstacle>,
}

/// One of the reasons why a date cannot be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// A session or a task does not begin before.
    Begins(Other, NaiveDateTime),
    /// One comes after the other.
    Order(Other, Other),
    /// A session stays where it is: pinned, or under way.
    Stays(Other),
    /// A room is closed, somebody is away, or works other hours.
    Closed(Resource),
}

impl Obstacle {
    /// Its word in JSON and message names.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Begins(..) => "begins",
            Self::Order(..) => "order",
            Self::Stays(_) => "stays",
            Self::Closed(_) => "closed",
        }
    }
}

impl Replan {
    /// The dates of the productions concerned that nothing can save, earliest first.
    pub fn impossible(&self) -> Vec<Impossible> {
        let Ok(drafted) = self.drafted(Latitude::All) else { return Vec::new() };
        let mut found = Vec::new();
        for (number, tag) in drafted.tags.iter().enumerate() {
            let Tag::Due { subject, due } = tag else { continue };
            let concerned = subject.scope.production();
            if !concerned.is_some_and(|it| self.focus.productions.contains(&it)) {
                continue;
            }
            let Some(causes) = conflict(&drafted.prepared, number, *due) else { continue };
            let mut because: Vec<Obstacle> =
                causes.iter().filter_map(|cause| self.obstacle(&drafted, cause)).collect();
            because.sort_unstable();
            because.dedup();
            found.push(Impossible {
                subject: *subject,
                due: self.after.time().civil(*due),
                because,
            });
        }
        found.sort_by_key(|it| (it.due, it.subject));
        found
    }

    fn obstacle(&self, drafted: &Drafted, cause: &Cause) -> Option<Obstacle> {
        let instance = drafted.prepared.instance();
        let other = |activity: usize| other_of(drafted, activity);
        Some(match cause {
            Cause::Release(activity) => {
                let release = instance.activities.get(*activity)?.release;
                Obstacle::Begins(other(*activity)?, self.after.time().civil(release))
            }
            Cause::Precedence(number) => {
                let precedence = instance.precedences.get(*number)?;
                let (from, to) = (other(precedence.from)?, other(precedence.to)?);
                // Its sessions come one after the other: that is no order of the plan.
                if (from.production, from.task) == (to.production, to.task) {
                    return None;
                }
                Obstacle::Order(from, to)
            }
            Cause::Pinned(activity) => Obstacle::Stays(other(*activity)?),
            Cause::Closed(renewable) => match drafted.supplied.get(*renewable)? {
                Supplied::Of(resource) | Supplied::Hours(resource) => Obstacle::Closed(*resource),
                Supplied::Nights | Supplied::Task | Supplied::Place => return None,
            },
        })
    }
}

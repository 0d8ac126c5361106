//! Why a session does not stay where it was, in the terms of the house.

use super::draft::{Drafted, Tag};
use super::supply::Supplied;
use crate::report::Report;
use crate::resource::Resource;
use crate::solve::{Explanation, Profile, Reason, Schedule, explain};
use model::{BookingId, ProductionId, Subject, TaskId};
use std::collections::BTreeMap;
use units::{NaiveDateTime, Tick};

/// Something that is against a session being where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It waits for another task.
    Waits {
        /// For whom.
        other: Other,
        /// From when on it may begin, or be finished.
        from: NaiveDateTime,
    },
    /// Another task waits for it, and does not move.
    Precedes {
        /// Who.
        other: Other,
        /// Until when it must begin, or be finished.
        until: NaiveDateTime,
    },
    /// It may not come later after another task, which does not move.
    Follows {
        /// After whom.
        other: Other,
        /// Until when it must begin, or be finished.
        until: NaiveDateTime,
    },
    /// Another task may not come later after it, and does not move.
    Leads {
        /// Who.
        other: Other,
        /// From when on it may begin, or be finished.
        from: NaiveDateTime,
    },
    /// A date would be missed.
    Deadline {
        /// The task, episode or production whose date it is.
        subject: Subject,
        /// By when.
        due: NaiveDateTime,
    },
    /// A room, somebody or a machine is with another.
    Busy {
        /// Which.
        resource: Resource,
        /// With whom.
        other: Other,
        /// Until when.
        until: NaiveDateTime,
    },
    /// A room is closed, somebody is away, at that time.
    Closed {
        /// Which.
        resource: Resource,
        /// Until when.
        until: NaiveDateTime,
    },
    /// What it needs is not there yet.
    NotBefore(NaiveDateTime),
    /// It would lie outside working hours, or take longer than there.
    Hours,
    /// A rule of the house on rest, long days or the time between two productions.
    Rule,
    /// Nothing is against it; all in all it is better where it comes.
    Better,
}

/// The other session or task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Other {
    /// Its production.
    pub production: ProductionId,
    /// Its task.
    pub task: Option<TaskId>,
    /// The session, if it is one.
    pub booking: Option<BookingId>,
}

impl Why {
    /// Its word in JSON and message names.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Waits { .. } => "waits",
            Self::Precedes { .. } => "precedes",
            Self::Follows { .. } => "follows",
            Self::Leads { .. } => "leads",
            Self::Deadline { .. } => "deadline",
            Self::Busy { .. } => "busy",
            Self::Closed { .. } => "closed",
            Self::NotBefore(_) => "not_before",
            Self::Hours => "hours",
            Self::Rule => "rule",
            Self::Better => "better",
        }
    }
}

impl Why {
    /// Do both name the same obstacle, perhaps with other moments?
    fn is_about_the_same(&self, other: &Self) -> bool {
        let task = |it: &Other| (it.production, it.task);
        match (self, other) {
            (Self::Waits { other: a, .. }, Self::Waits { other: b, .. })
            | (Self::Precedes { other: a, .. }, Self::Precedes { other: b, .. })
            | (Self::Follows { other: a, .. }, Self::Follows { other: b, .. })
            | (Self::Leads { other: a, .. }, Self::Leads { other: b, .. }) => task(a) == task(b),
            (
                Self::Busy { resource: a, other: x, .. },
                Self::Busy { resource: b, other: y, .. },
            ) => a == b && task(x) == task(y),
            (Self::Closed { resource: a, .. }, Self::Closed { resource: b, .. }) => a == b,
            _ => self.key() == other.key(),
        }
    }

    /// The other session or task it names.
    pub(super) fn other(&self) -> Option<Other> {
        match self {
            Self::Waits { other, .. }
            | Self::Precedes { other, .. }
            | Self::Follows { other, .. }
            | Self::Leads { other, .. }
            | Self::Busy { other, .. } => Some(*other),
            _ => None,
        }
    }

    /// The moment it names.
    fn moment(&self) -> Option<NaiveDateTime> {
        match self {
            Self::Waits { from: at, .. }
            | Self::Precedes { until: at, .. }
            | Self::Follows { until: at, .. }
            | Self::Leads { from: at, .. }
            | Self::Busy { until: at, .. }
            | Self::Closed { until: at, .. }
            | Self::Deadline { due: at, .. }
            | Self::NotBefore(at) => Some(*at),
            Self::Hours | Self::Rule | Self::Better => None,
        }
    }

    /// The one of two alike that leaves less room.
    fn stricter(self, other: Self) -> Self {
        let other_is = match self {
            Self::Precedes { .. } | Self::Follows { .. } | Self::Deadline { .. } => {
                other.moment() < self.moment()
            }
            _ => other.moment() > self.moment(),
        };
        if other_is { other } else { self }
    }
}

/// What is told of an activity: whether a chain of moves begins with it, and its reasons.
pub(crate) type Told = (bool, Vec<Why>);

/// What is told of several that are one.
pub(crate) fn told_as_one(all: Vec<Told>) -> Told {
    let begins = all.iter().any(|(begins, _)| *begins);
    (begins, each_once(all.into_iter().flat_map(|(_, whys)| whys)))
}

/// The reasons of every activity that was moved.
pub(crate) fn whys(
    drafted: &Drafted,
    profile: &Profile,
    schedule: &Schedule,
    report: &Report,
) -> BTreeMap<usize, Told> {
    let explained = explain(&drafted.prepared, profile, schedule);
    let by_activity = explained.iter().map(|it| (it.activity, it)).collect();
    let telling = Telling { drafted, schedule, report, explained: by_activity };
    explained.iter().map(|it| (it.activity, telling.tell(it))).collect()
}

/// Reasons of the engine in the terms of the house, each obstacle once.
pub(crate) fn told(
    drafted: &Drafted,
    schedule: &Schedule,
    report: &Report,
    reasons: &[Reason],
) -> Vec<Why> {
    let telling = Telling { drafted, schedule, report, explained: BTreeMap::new() };
    each_once(reasons.iter().filter_map(|reason| telling.why(reason)))
}

/// Of those that name the same obstacle the one that leaves the least room.
fn each_once(all: impl Iterator<Item = Why>) -> Vec<Why> {
    let mut whys: Vec<Why> = Vec::new();
    for why in all {
        match whys.iter_mut().find(|known| known.is_about_the_same(&why)) {
            Some(known) => *known = known.stricter(why),
            None => whys.push(why),
        }
    }
    // Sessions of one task are in each other's way in both directions: what comes before another
    // does not wait for it.
    let task = |it: &Other| (it.production, it.task);
    let follows = |why: &Why| match why {
        Why::Precedes { other, .. } => Some(task(other)),
        _ => None,
    };
    let following: Vec<_> = whys.iter().filter_map(follows).collect();
    let is_one =
        |why: &Why| matches!(why, Why::Waits { other, .. } if following.contains(&task(other)));
    whys.retain(|why| !is_one(why));
    whys
}

struct Telling<'a> {
    drafted: &'a Drafted,
    schedule: &'a Schedule,
    report: &'a Report,
    explained: BTreeMap<usize, &'a Explanation>,
}

impl Telling<'_> {
    fn tell(&self, explanation: &Explanation) -> Told {
        let pushed = |reason: &&Reason| {
            explanation.moved_by.is_some() && reason.blocker() == explanation.moved_by
        };
        let (sets_off, before) = self.set_off(explanation);
        let first = explanation.reasons.iter().filter(pushed);
        let others = explanation.reasons.iter().filter(|reason| !pushed(reason));
        let own = first.chain(others).filter_map(|reason| self.why(reason));
        let whys = each_once(before.into_iter().chain(own));
        (sets_off, whys)
    }

    /// Does a chain of moves begin with an activity? What pushed it may be no session but work that
    /// nobody has booked: then what pushed that is told too.
    fn set_off(&self, explanation: &Explanation) -> (bool, Vec<Why>) {
        let (mut whys, mut by) = (Vec::new(), explanation.moved_by);
        while let Some(activity) = by {
            let tag = self.drafted.tags.get(activity);
            if matches!(tag, Some(Tag::Session(_) | Tag::ToBook { .. })) {
                return (false, Vec::new());
            }
            let Some(explanation) = self.explained.get(&activity) else { break };
            whys = explanation.reasons.iter().filter_map(|reason| self.why(reason)).collect();
            by = explanation.moved_by;
        }
        (true, whys)
    }

    fn why(&self, reason: &Reason) -> Option<Why> {
        let civil = |tick: Tick| self.report.time().civil(tick);
        Some(match reason {
            Reason::Released(from) => Why::NotBefore(civil(*from)),
            Reason::Predecessor { activity, from, .. } => {
                Why::Waits { other: self.other(*activity)?, from: civil(*from) }
            }
            Reason::Successor { activity, .. }
                if let Some(Tag::Due { subject, due }) = self.drafted.tags.get(*activity) =>
            {
                Why::Deadline { subject: *subject, due: civil(*due) }
            }
            Reason::Successor { activity, until, .. } => {
                Why::Precedes { other: self.other(*activity)?, until: civil(*until) }
            }
            Reason::TooLong { activity, until, .. } => {
                Why::Follows { other: self.other(*activity)?, until: civil(*until) }
            }
            Reason::TooSoon { activity, from, .. } => {
                Why::Leads { other: self.other(*activity)?, from: civil(*from) }
            }
            Reason::Busy { renewable, activity, until } => match self.supplied(*renewable)? {
                Supplied::Of(resource) => {
                    Why::Busy { resource, other: self.other(*activity)?, until: civil(*until) }
                }
                // They come one after the other.
                Supplied::Task => Why::Waits { other: self.other(*activity)?, from: civil(*until) },
                Supplied::Hours(_) | Supplied::Nights | Supplied::Place => return None,
            },
            Reason::Closed { renewable, until } => match self.supplied(*renewable)? {
                Supplied::Hours(resource) | Supplied::Of(resource) => {
                    Why::Closed { resource, until: civil(self.back(resource, *until)) }
                }
                Supplied::Nights => Why::Hours,
                Supplied::Place | Supplied::Task => Why::Rule,
            },
            Reason::TooLittle { .. } => Why::Rule,
            Reason::Hours | Reason::Horizon => Why::Hours,
            Reason::Gain(_) => Why::Better,
        })
    }

    /// When something is there again that is away just before a tick: the engine sees a day of it
    /// at a time.
    fn back(&self, resource: Resource, until: Tick) -> Tick {
        let absences = self.report.time().availability(resource).map(|it| it.absences.as_slice());
        let mut back = until;
        for (away, _) in absences.unwrap_or_default() {
            if away.start < back && back <= away.end {
                back = away.end;
            }
        }
        back
    }

    fn supplied(&self, renewable: usize) -> Option<Supplied> {
        self.drafted.supplied.get(renewable).copied()
    }

    /// What an activity is; what ends last before a gate.
    fn other(&self, activity: usize) -> Option<Other> {
        let tag = self.drafted.tags.get(activity)?;
        if matches!(tag, Tag::Gate) {
            let end =
                |number: usize| self.schedule.slots.get(number).copied().flatten().map(|it| it.end);
            let into = self.drafted.prepared.instance().precedences.iter();
            let into = into.filter(|it| it.to == activity && it.from != activity);
            let last = into.map(|it| it.from).max_by_key(|from| end(*from))?;
            return other_of(self.drafted, last);
        }
        other_of(self.drafted, activity)
    }
}

/// The session or task that an activity is.
pub(crate) fn other_of(drafted: &Drafted, activity: usize) -> Option<Other> {
    let tag = drafted.tags.get(activity)?;
    if let Tag::Session(session) = tag {
        let booking = (session.part == 0).then_some(session.booking.id);
        let (production, task) = (session.production, session.booking.task);
        return Some(Other { production, task, booking });
    }
    let (production, task) = tag.task()?;
    Some(Other { production, task: Some(task), booking: None })
}

//! Tasks of a plan.

use crate::choice::choices;
use crate::record::record;
use crate::{EpisodeId, RoomKind, Step, TaskId};
use std::collections::BTreeSet;
use units::{Minutes, NaiveDateTime};

/// More sessions of one task than this do not count at the same time, whatever it says.
const MOST_AT_ONCE: usize = 16;

choices! {
    /// May the work be cut into pieces?
    pub enum SplitRule {
        /// As is usual for the step.
        Usual = "usual",
        /// In one go.
        Never = "never",
        /// In pieces, none shorter than `smallest_piece`.
        Allowed = "allowed",
    }
    absent Usual
}

record! {
    /// A task: a step of the trade, a group of tasks, or a milestone (no work).
    pub struct Task(TaskId) {
        /// Name.
        name: String,
        /// Step of the trade.
        step: Step,
        /// Episode it belongs to.
        episode: Option<EpisodeId>,
        /// The group it stands in; a task that is some other's parent is a group.
        parent: Option<TaskId>,
        /// A date to be met, without work of its own.
        milestone: bool,
        /// Planned work, in working minutes of the house.
        work: Minutes,
        /// Work that remains, as last told by who does it; the planned work if not stated.
        remaining: Option<Minutes>,
        /// When it really began.
        actual_start: Option<NaiveDateTime>,
        /// When it was really finished; nothing remains then.
        actual_finish: Option<NaiveDateTime>,
        /// It may not begin before.
        not_before: Option<NaiveDateTime>,
        /// It must be finished by.
        deadline: Option<NaiveDateTime>,
        /// May it be cut into pieces?
        split: SplitRule,
        /// The smallest piece; half a day if not stated.
        smallest_piece: Option<Minutes>,
        /// How many of its sessions count when they are held at the same time, in several rooms
        /// say. One if not stated: what is booked twice then is worked once.
        sessions_at_once: Option<i64>,
        /// Kind of room it needs; none if not stated.
        room_kind: Option<RoomKind>,
        /// What the room must offer.
        capabilities: BTreeSet<String>,
        /// Function of the person who does it; nobody in particular if not stated.
        function: Option<String>,
        /// What that person must master.
        skills: BTreeSet<String>,
        /// Tasks of a production with the same word here are done by the same person in the same
        /// room (premix and mix, say).
        same_as: Option<String>,
        /// A short remark.
        remark: String,
    }
}

impl Task {
    /// Is it finished?
    pub fn is_finished(&self) -> bool {
        self.actual_finish.is_some()
    }

    /// The work still to be done.
    pub fn open_work(&self) -> Minutes {
        if self.is_finished() || self.milestone {
            Minutes::ZERO
        } else {
            self.remaining.unwrap_or(self.work).max(Minutes::ZERO)
        }
    }

    /// How many sessions of it count at the same time: from one to sixteen.
    pub fn sessions_at_once(&self) -> usize {
        let count = self.sessions_at_once.and_then(|count| usize::try_from(count).ok());
        count.unwrap_or(1).clamp(1, MOST_AT_ONCE)
    }

    /// Could a second person do part of it at the same time? If nothing else is said, whatever may
    /// be cut can be shared; who has to do other tasks too stays on it.
    pub fn may_be_shared(&self) -> bool {
        match self.sessions_at_once {
            Some(count) => count > 1,
            None => self.may_split() && !self.milestone,
        }
    }

    /// May it be cut into pieces, after its own rule or the habit of its step?
    pub fn may_split(&self) -> bool {
        match self.split {
            SplitRule::Allowed => true,
            SplitRule::Never => false,
            SplitRule::Usual | SplitRule::Other(_) => self.step.usually_splits(),
        }
    }
}

//! Where, and with whom, a second session may be held at the time of the first.

use super::{Choice, Held, MOST_PEOPLE, MOST_ROOMS};
use crate::replan::suited::Suited;
use crate::resource::Resource;
use model::RoomId;
use std::cmp::Reverse;
use units::{Minutes, Tick, TickRange};

/// The most pairs of another room and somebody else tried for what a second person may do.
const MOST_PAIRS: usize = 24;

impl Held<'_> {
    /// At the same hours in another room, by somebody else alone: beside the session itself. Those
    /// who, and which, have most time for the work from a moment on come first; of those with as
    /// much, the best.
    pub(crate) fn beside(&self, suited: &mut Suited<'_>, from: Tick) -> Vec<Choice> {
        let own = self.own();
        let house = self.report.time().house();
        let at = TickRange::new(from, house.advance(from, self.work));
        let mut rooms: Vec<Option<RoomId>> = match own.room {
            Some(_) => self.rooms(suited).into_iter().map(Some).collect(),
            None => vec![None],
        };
        let of_room = |room: &RoomId| self.spare(Resource::Room(*room), at);
        rooms.sort_by_cached_key(|room| Reverse(room.as_ref().map(of_room)));
        rooms.truncate(MOST_ROOMS);
        let mut people = self.stand_ins(suited).map(|(_, others)| others).unwrap_or_default();
        people.sort_by_cached_key(|id| Reverse(self.spare(Resource::Person(*id), at)));
        people.truncate(MOST_PEOPLE);
        let mut pairs: Vec<(usize, usize)> =
            (0..rooms.len()).flat_map(|room| (0..people.len()).map(move |it| (room, it))).collect();
        pairs.sort_by_key(|(room, person)| (room + person, *person));
        let pair = |(room, person): (usize, usize)| {
            let (room, person) = (*rooms.get(room)?, *people.get(person)?);
            Some(Choice { room, people: [person].into(), ..own.clone() })
        };
        pairs.into_iter().take(MOST_PAIRS).filter_map(pair).collect()
    }

    /// When the first of two halves may begin at best, this being the second.
    pub(crate) fn first_starts(&self) -> Tick {
        let not_before = self.task().and_then(|task| task.not_before);
        let starts = [self.booking.start, not_before].into_iter().flatten();
        starts.map(|at| self.report.time().tick(at)).max().unwrap_or(self.start)
    }

    /// How much of its hours in a range nobody holds.
    fn spare(&self, resource: Resource, at: TickRange) -> Minutes {
        let load = self.report.load(resource, at);
        load.open - load.held
    }
}

//! The greedy allocator: finds a person and a room for some work, as early as they can be had,
//! with whom the director likes best, never with whom they do not want.

use crate::agenda::{ALL, Agenda, DAY, Day, LATE, Slots};
use crate::people::Team;
use model::{EquipmentId, Person, PersonId, RawId, Room, RoomId, Step, Task};
use std::collections::BTreeSet;

/// Work is counted in two-hour slots; a day of work has four.
pub(crate) const SLOTS_A_DAY: i64 = 4;

/// What is looked for.
pub(crate) struct Need<'a> {
    pub(crate) task: &'a Task,
    /// Not before.
    pub(crate) from: Day,
    /// Slots of work.
    pub(crate) work: i64,
    /// At most so many slots a day.
    pub(crate) a_day: i64,
    pub(crate) director: Option<PersonId>,
    /// The room and the person it must be, where that is settled.
    pub(crate) room: Option<RoomId>,
    pub(crate) person: Option<PersonId>,
    /// Who would be welcome, because they know the production.
    pub(crate) known: BTreeSet<RawId>,
    /// Who is expected on another production, and what is kept for it.
    pub(crate) engaged: &'a BTreeSet<RawId>,
    /// Rather from the afternoon into the evening?
    pub(crate) evening: bool,
}

/// Who has it, where, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) room: Option<RoomId>,
    pub(crate) people: BTreeSet<PersonId>,
    pub(crate) equipment: BTreeSet<EquipmentId>,
    pub(crate) sessions: Vec<Session>,
}

/// The same slots on days of work that follow each other in one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) slots: Slots,
}

/// Is it booked day by day, because each day has its own sheet?
fn is_daily(step: &Step) -> bool {
    matches!(step, Step::Mix | Step::Adr | Step::Narration | Step::QualityControl)
}

/// Is it booked by the fortnight?
fn is_quiet(step: &Step) -> bool {
    matches!(step, Step::Effects | Step::General)
}

const FORTNIGHT: Day = 14;

/// The house as the allocator sees it.
pub(crate) struct Site<'a> {
    pub(crate) agenda: &'a Agenda,
    pub(crate) team: &'a Team,
    pub(crate) rooms: &'a [Room],
}

impl Site<'_> {
    /// Finds a place; `None` if nobody can do it, or not before the end of the agenda.
    pub(crate) fn place(&self, need: &Need) -> Option<Placed> {
        let people = self.people(need);
        if people.is_empty() && need.task.function.is_some() {
            return None;
        }
        let rooms = self.rooms(need);
        if rooms.is_empty() && need.task.room_kind.is_some() {
            return None;
        }
        let person = self.best(need, &people, |id| vec![id]);
        if person.is_none() && !people.is_empty() {
            return None;
        }
        let with_person = |room: RawId| person.into_iter().chain([room]).collect();
        let room = self.best(need, &rooms, with_person);
        if room.is_none() && !rooms.is_empty() {
            return None;
        }
        let rows: Vec<RawId> = person.into_iter().chain(room).collect();
        let sessions = self.walk(need, &rows)?;
        let mut people: BTreeSet<PersonId> = person.map(PersonId::from).into_iter().collect();
        people.extend(self.second(need, &sessions));
        Some(Placed { room: room.map(RoomId::from), people, equipment: BTreeSet::new(), sessions })
    }

    fn people(&self, need: &Need) -> Vec<RawId> {
        let Some(function) = &need.task.function else { return Vec::new() };
        let able = |person: &&Person| {
            need.person.is_none_or(|wanted| wanted == person.id)
                && need.task.skills.is_subset(&person.skills)
                && self.team.rating(need.director, person.id).is_some()
        };
        self.team.with_function(function).filter(able).map(|person| person.id.into()).collect()
    }

    fn rooms(&self, need: &Need) -> Vec<RawId> {
        let Some(kind) = &need.task.room_kind else { return Vec::new() };
        let fit = |room: &&Room| {
            need.room.is_none_or(|wanted| wanted == room.id)
                && room.kind == *kind
                && need.task.capabilities.is_subset(&room.capabilities)
        };
        self.rooms.iter().filter(fit).map(|room| room.id.into()).collect()
    }

    /// The candidate who can begin first and has the fewest gaps, the gaps counting more. A day's
    /// waiting is worth a point of the director's liking; who is expected elsewhere comes last.
    fn best(
        &self,
        need: &Need,
        candidates: &[RawId],
        rows: impl Fn(RawId) -> Vec<RawId>,
    ) -> Option<RawId> {
        let score = |id: RawId| {
            let sessions = self.walk(need, &rows(id))?;
            let (first, last) = (sessions.first()?.first, sessions.last()?.last);
            let (first, last) = (i64::try_from(first).ok()?, i64::try_from(last).ok()?);
            let liking = self.team.rating(need.director, id.into()).unwrap_or(3);
            let known = if need.known.contains(&id) { 3 } else { 0 };
            let engaged = if need.engaged.contains(&id) { 40 } else { 0 };
            let waiting = first - i64::try_from(need.from).ok()?;
            Some(2 * waiting + 3 * (last - first) - 2 * liking - known + engaged)
        };
        match candidates {
            [only] => Some(*only),
            _ => {
                let scored = candidates.iter().filter_map(|id| Some((score(*id)?, *id)));
                // The first of the best: the order of the house decides.
                scored.min_by_key(|(score, _)| *score).map(|(_, id)| id)
            }
        }
    }

    /// A foley artist works with a recordist, if there is one that is free.
    fn second(&self, need: &Need, sessions: &[Session]) -> Option<PersonId> {
        if need.task.step != Step::Foley {
            return None;
        }
        let free = |person: &&Person| self.is_free(person.id.into(), sessions);
        self.team.with_function("foley_recordist").find(free).map(|person| person.id)
    }

    /// Is somebody or something free in all these sessions?
    pub(crate) fn is_free(&self, id: RawId, sessions: &[Session]) -> bool {
        let Some(row) = self.agenda.row(id) else { return false };
        let mut days = sessions.iter().flat_map(|session| {
            (session.first..=session.last).map(move |day| (day, session.slots))
        });
        days.all(|(day, slots)| !self.agenda.is_open(day) || row.free(day) & slots == slots)
    }

    /// The days on which all rows are free, from the first that can be, until the work is done.
    fn walk(&self, need: &Need, rows: &[RawId]) -> Option<Vec<Session>> {
        let rows: Vec<_> = rows.iter().filter_map(|id| self.agenda.row(*id)).collect();
        // Two weeks and more are never kept free in one go.
        let whole = !need.task.may_split() && need.work <= 10 * SLOTS_A_DAY;
        let mut sessions: Vec<Session> = Vec::new();
        let mut left = need.work;
        for day in need.from..self.agenda.len() {
            if !self.agenda.is_open(day) {
                continue;
            }
            let usual = rows.iter().fold(ALL, |all, row| all & row.usual(day));
            if usual == 0 {
                continue;
            }
            let free = rows.iter().fold(ALL, |all, row| all & row.free(day));
            let wanted = need.a_day.min(left);
            let before = sessions.last().copied();
            match pattern(need, wanted, free, before) {
                Some(slots) => {
                    left -= i64::from(slots.count_ones());
                    self.extend(&mut sessions, day, slots, &need.task.step);
                }
                None if whole => {
                    sessions.clear();
                    left = need.work;
                }
                None => {}
            }
            if left <= 0 {
                return Some(sessions);
            }
        }
        None
    }

    /// A day more: in the session of the day before, if it is of the same kind and, but for work
    /// at which nobody visits, of the same week.
    fn extend(&self, sessions: &mut Vec<Session>, day: Day, slots: Slots, step: &Step) {
        let joined = sessions.last_mut().filter(|last| {
            !is_daily(step)
                && last.slots == slots
                && self.agenda.later(last.last, 1) == day
                && (self.agenda.week(last.last) == self.agenda.week(day)
                    || (is_quiet(step) && day < last.first + FORTNIGHT))
        });
        match joined {
            Some(last) => last.last = day,
            None => sessions.push(Session { first: day, last: day, slots }),
        }
    }
}

/// Slots in one go out of those that are free: those of the day before if possible, else from
/// the morning on, or into the evening where that is wished.
fn pattern(need: &Need, wanted: i64, free: Slots, before: Option<Session>) -> Option<Slots> {
    let is_free = |slots: &Slots| free & slots == *slots;
    if let Some(before) = before.filter(|before| i64::from(before.slots.count_ones()) == wanted) {
        return Some(before.slots).filter(is_free);
    }
    let choices: &[Slots] = match wanted {
        SLOTS_A_DAY.. if need.evening => &[LATE, DAY],
        SLOTS_A_DAY.. => &[DAY, LATE],
        3 => &[0b0000_0111, 0b0000_1110, 0b0001_1100],
        2 => &[0b0000_0011, 0b0000_1100, 0b0011_0000],
        _ => &[0b0000_0001, 0b0000_0010, 0b0000_0100, 0b0000_1000, 0b0001_0000],
    };
    choices.iter().copied().find(is_free)
}

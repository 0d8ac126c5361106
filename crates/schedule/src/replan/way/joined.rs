//! Sessions that were cut for nothing: parts that come one right after the other, held as ever, are
//! one session.

use super::super::draft::{Session, Tag};
use super::super::why::{Told, Why, told_as_one};
use super::Reading;
use crate::solve::{Schedule, Slot};
use model::{BookingId, ProductionId};
use std::collections::BTreeMap;
use units::TickRange;

/// Parts that are one.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// Their activities, the one that stands for all of them first.
    parts: Vec<usize>,
    /// Where they come.
    pub(super) slot: Slot,
    /// Where they lay.
    pub(super) lay: TickRange,
}

/// A part of a session: its activity, where it lay, where it comes.
struct Part<'a> {
    number: usize,
    session: &'a Session,
    slot: Slot,
}

/// By activity: the chain it stands for, or nothing if another stands for it.
pub(super) type Joined = BTreeMap<usize, Option<Chain>>;

/// The chain an activity stands for.
pub(super) fn chain_of(number: usize, joined: &Joined) -> Option<&Chain> {
    joined.get(&number).and_then(Option::as_ref)
}

/// Does it stand for all parts of its session?
pub(super) fn is_whole(number: usize, session: &Session, joined: &Joined) -> bool {
    chain_of(number, joined).is_some_and(|chain| chain.parts.len() == session.parts)
}

/// Where an activity comes, if anywhere; nothing is said of one that another stands for.
pub(super) fn place_of(
    number: usize,
    schedule: &Schedule,
    joined: &Joined,
) -> Option<Option<Slot>> {
    match joined.get(&number) {
        Some(None) => None,
        Some(Some(chain)) => Some(Some(chain.slot)),
        None => Some(schedule.slots.get(number).copied().flatten()),
    }
}

impl Reading<'_> {
    /// Parts of sessions that are one again.
    pub(super) fn joined(&self, schedule: &Schedule) -> Joined {
        let mut cut: BTreeMap<(ProductionId, BookingId), Vec<Part<'_>>> = BTreeMap::new();
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let slot = schedule.slots.get(number).copied().flatten();
            if let (Tag::Session(session), Some(slot)) = (tag, slot)
                && session.parts > 1
            {
                let row = cut.entry((session.production, session.booking.id)).or_default();
                row.push(Part { number, session, slot });
            }
        }
        let mut joined = Joined::new();
        for mut parts in cut.into_values() {
            parts.sort_by_key(|part| part.slot.start);
            let chains = parts.chunk_by(|before, after| self.follows(before, after));
            for chain in chains.filter(|chain| chain.len() > 1).filter_map(as_one) {
                let mut numbers = chain.parts.iter().copied();
                let first = numbers.next();
                joined.extend(numbers.map(|number| (number, None)));
                joined.extend(first.map(|number| (number, Some(chain))));
            }
        }
        joined
    }

    /// Is one right after the other, and are both held as they were?
    fn follows(&self, before: &Part<'_>, after: &Part<'_>) -> bool {
        let instance = self.drafted.prepared.instance();
        let calendar = |part: &Part<'_>| {
            let mode = instance.activities.get(part.number)?.modes.get(part.slot.mode)?;
            let choices = &part.session.choices;
            let own = choices.get(part.slot.mode) == choices.first();
            instance.calendars.get(mode.calendar.filter(|_| own)?)
        };
        let ends = calendar(before).zip(calendar(after));
        ends.is_some_and(|(_, it)| it.next_working(before.slot.end) == Some(after.slot.start))
    }

    /// The reasons of all parts of a chain become those of the whole. That another part was there
    /// first is told of none: what keeps it from coming sooner is.
    pub(super) fn whys_as_one(
        &self,
        schedule: &Schedule,
        joined: &Joined,
        whys: &mut BTreeMap<usize, Told>,
    ) {
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let Tag::Session(session) = tag else { continue };
            let chain = match joined.get(&number) {
                Some(None) => continue,
                Some(Some(chain)) => chain.parts.clone(),
                None => vec![number],
            };
            if session.parts == 1 || !chain.iter().any(|it| whys.contains_key(it)) {
                continue;
            }
            let (begins, all) =
                told_as_one(chain.iter().filter_map(|it| whys.remove(it)).collect());
            let of_others = |whys: &[Why]| -> Vec<Why> {
                whys.iter().filter(|why| !is_of(why, session)).cloned().collect()
            };
            let mut told = of_others(&all);
            if told.is_empty()
                && let Some(slot) = schedule.slots.get(number).copied().flatten()
            {
                let sooner = self.drafted.against_sooner(schedule, self.after, number, slot.mode);
                told = of_others(&sooner.unwrap_or_default());
            }
            whys.insert(number, (begins, if told.is_empty() { all } else { told }));
        }
    }
}

/// Does a reason name another part of the session?
fn is_of(why: &Why, session: &Session) -> bool {
    why.other().is_some_and(|other| {
        (other.production, other.task) == (session.production, session.booking.task)
            && other.booking.is_none_or(|booking| booking == session.booking.id)
    })
}

/// The first part of the session stands for a chain that it is in; else the first of the chain.
fn as_one(parts: &[Part<'_>]) -> Option<Chain> {
    let (first, last) = (parts.first()?, parts.last()?);
    let stands = parts.iter().min_by_key(|part| part.number)?;
    let mut numbers: Vec<usize> = parts.iter().map(|part| part.number).collect();
    numbers.sort_unstable();
    let start = parts.iter().map(|part| part.session.range.start).min()?;
    let end = parts.iter().map(|part| part.session.range.end).max()?;
    let slot = Slot { mode: stands.slot.mode, start: first.slot.start, end: last.slot.end };
    Some(Chain { parts: numbers, slot, lay: TickRange::new(start, end) })
}

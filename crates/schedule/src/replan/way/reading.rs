//! From a plan of the engine to the way out that it is.

use super::super::choice::{Choice, Hours, is_one_stretch};
use super::super::draft::{Drafted, Session, Tag};
use super::super::why::whys;
use super::joined::{chain_of, is_whole, place_of};
use super::{Cuts, Move, Place, Way};
use crate::replan::Aim;
use crate::report::Report;
use crate::solve::{Profile, Schedule, Slot};
use model::{BookingId, Casting, Edit, ProductionId, RawId, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Days, Minutes, NaiveDateTime, Tick, TickRange};

/// What a way out is read from.
pub(crate) struct Reading<'a> {
    pub(crate) before: &'a Report,
    pub(crate) after: &'a Report,
    pub(crate) casting: &'a Arc<Casting>,
    pub(crate) drafted: &'a Drafted,
    /// Makes identifiers for sessions that are added, the same for the same plan.
    pub(crate) id: &'a dyn Fn(usize) -> RawId,
    /// The productions whose dates are to be met.
    pub(crate) concerned: &'a BTreeSet<ProductionId>,
    /// The task that has to wait.
    pub(crate) waits: Option<(ProductionId, TaskId, NaiveDateTime)>,
    /// What was looked for.
    pub(crate) aim: Aim,
}

impl Reading<'_> {
    /// The way out that a plan of the engine is, and where it breaks hard rules.
    pub(crate) fn read(&self, schedule: &Schedule, profile: &Profile) -> (Way, Cuts) {
        let instance = self.drafted.prepared.instance();
        let mut changed: Vec<(usize, Option<Slot>)> = Vec::new();
        let joined = self.joined(schedule);
        for (number, tag) in self.drafted.tags.iter().enumerate() {
            let Some(slot) = place_of(number, schedule, &joined) else { continue };
            let published = instance.activities.get(number).and_then(|it| it.published);
            let stays = match (published, slot) {
                (Some(published), Some(slot)) => {
                    self.same_choice(tag, published.mode, slot.mode)
                        && (slot.start == published.start
                            || self.keeps_its_thought(tag, published.start, slot))
                }
                _ => false,
            };
            if matches!(tag, Tag::Session(_) | Tag::ToBook { .. }) && !stays {
                changed.push((number, slot));
            }
        }
        let mut edits = Vec::new();
        let mut moves: Vec<(usize, Move)> = Vec::new();
        let mut split: BTreeSet<BookingId> = BTreeSet::new();
        for (number, slot) in &changed {
            if let Some(Tag::Session(session)) = self.drafted.tags.get(*number)
                && session.parts > 1
                && !is_whole(*number, session, &joined)
            {
                split.insert(session.booking.id);
            }
            let lay = chain_of(*number, &joined).map(|chain| chain.lay);
            moves.extend(self.change(*number, *slot, lay).map(|it| (*number, it)));
        }
        for (number, slot) in &changed {
            edits.extend(self.edit(*number, *slot, &split));
        }
        edits.extend(self.shortened(schedule, &joined, &split));
        edits.extend(self.waits_no_more());
        let shared = self.shared(schedule, &changed);
        edits.extend(self.says_shared(&shared));
        let report = self.apply(&edits);
        let mut why = whys(self.drafted, profile, schedule, self.after);
        self.whys_as_one(schedule, &joined, &mut why);
        let mut extra: BTreeMap<usize, Minutes> = BTreeMap::new();
        for (number, it) in &mut moves {
            (it.sets_off, it.why) = why.remove(number).unwrap_or_default();
            it.overtime = self.overtime(&report, it);
            if it.overtime == Minutes::ZERO {
                it.hours = Hours::Usual;
            }
            extra.insert(*number, it.overtime);
        }
        let moves: Vec<Move> = moves.into_iter().map(|(_, it)| it).collect();
        let bends = self.bends(&report);
        let cuts = self.cuts(&bends, &moves);
        let breaks = !cuts.is_empty();
        let deliveries = self.deliveries(&report);
        let way = Way {
            kind: self.kind(&moves, &deliveries, !shared.is_empty()),
            deliveries,
            calls: self.calls(&moves),
            overtime: extra.values().copied().sum(),
            aim: self.aim,
            cost: self.cost(&changed, &extra),
            moves: in_order(moves),
            bends,
            breaks,
            edits,
            report,
        };
        (way, cuts)
    }

    /// Does an idea still lie well where it is thought? It is not in the way of what comes sooner,
    /// and what it waits for is there.
    fn keeps_its_thought(&self, tag: &Tag, published: Tick, slot: Slot) -> bool {
        let Tag::Session(session) = tag else { return false };
        let Some(thought) = self.thought(session) else { return false };
        match slot.start < published {
            true => thought.end <= slot.end,
            false => thought.start >= slot.start,
        }
    }

    /// Where an idea is thought, if it lies elsewhere for the engine.
    fn thought(&self, session: &Session) -> Option<TickRange> {
        let (start, end) = (session.booking.start?, session.booking.end?);
        let tick = |at| self.after.time().tick(at);
        session.carried.then(|| TickRange::new(tick(start), tick(end)))
    }

    /// Is a session held in the same way in two modes?
    pub(super) fn same_choice(&self, tag: &Tag, one: usize, other: usize) -> bool {
        let same = |(a, b): (&Choice, &Choice)| {
            (a.room, &a.people, a.hours) == (b.room, &b.people, b.hours)
        };
        one == other || tag.choice(one).zip(tag.choice(other)).is_some_and(same)
    }

    /// The moments of a place: one that goes on after a night lasts a day at least, since a booking
    /// of less is a night of work.
    pub(super) fn moments(&self, slot: Slot, choice: &Choice) -> (NaiveDateTime, NaiveDateTime) {
        let time = self.after.time();
        let (start, end) = (time.civil(slot.start), time.civil(slot.end));
        let zone = time.calendars().zone();
        // The hours of one day may reach into the night after it.
        let mut days = [start.date().pred_opt(), Some(start.date())].into_iter().flatten();
        let on_one_day = days.any(|date| {
            let hours = time.daily(choice.pattern.window, zone, date);
            hours.start <= slot.start && slot.end <= hours.end
        });
        let over_night = !on_one_day && start.date() != end.date() && is_one_stretch(start, end);
        let day_later = start.checked_add_days(Days::new(1)).filter(|_| over_night);
        (start, day_later.unwrap_or(end))
    }

    pub(super) fn change(
        &self,
        number: usize,
        slot: Option<Slot>,
        lay: Option<TickRange>,
    ) -> Option<Move> {
        let tag = self.drafted.tags.get(number)?;
        let choice = slot.and_then(|slot| tag.choice(slot.mode));
        let to = slot.zip(choice).map(|(slot, choice)| {
            let (start, end) = self.moments(slot, choice);
            Place { start, end, room: choice.room, people: choice.people.clone() }
        });
        let hours = choice.map_or(Hours::Usual, |choice| choice.hours);
        let option = choice.is_some_and(|choice| choice.option);
        let (production, task) = match tag {
            Tag::Session(session) => (session.production, session.booking.task),
            Tag::ToBook { production, task, .. } => (*production, Some(*task)),
            _ => return None,
        };
        let (booking, from, confirmed, holds) = match tag {
            Tag::Session(session) => {
                let time = self.after.time();
                let lay = lay.or_else(|| self.thought(session));
                let range = lay.unwrap_or(session.range);
                let (start, end) = (time.civil(range.start), time.civil(range.end));
                let (room, people) = (session.booking.room, session.booking.people.clone());
                let from = Place { start, end, room, people };
                let confirmed = session.booking.state.is_firm();
                (self.id_of(number, session), Some(from), confirmed, session.holds || option)
            }
            _ => (BookingId((self.id)(number)), None, false, true),
        };
        Some(Move {
            production,
            booking,
            task,
            from,
            to,
            confirmed,
            holds,
            option,
            hours,
            overtime: Minutes::ZERO,
            why: Vec::new(),
            sets_off: false,
        })
    }

    /// The first part keeps the booking.
    pub(super) fn id_of(&self, number: usize, session: &Session) -> BookingId {
        if session.part == 0 { session.booking.id } else { BookingId((self.id)(number)) }
    }

    /// The facility as it is with some edits.
    pub(super) fn apply(&self, edits: &[Edit]) -> Report {
        crate::replan::with_edits(self.after, self.casting, edits)
    }
}

/// By where they were, then by where they come.
fn in_order(mut moves: Vec<Move>) -> Vec<Move> {
    let start = |place: &Option<Place>| place.as_ref().map(|place| place.start);
    moves.sort_by_key(|it| (it.from.is_none(), start(&it.from), start(&it.to), it.booking));
    moves
}

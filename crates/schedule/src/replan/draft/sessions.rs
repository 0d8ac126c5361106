//! Sessions as activities: whole or cut, each with the ways in which it may be held.

use super::super::choice::{Choice, Held, pattern_of};
use super::super::suited::Crew;
use super::halves::halves;
use super::{Draft, Growing, Session, Tag, is_alive};
use crate::clash::Hold;
use crate::compile::Ends;
use crate::facility_time::FacilityTime;
use crate::part::PlanBase;
use crate::solve::{Activity, Mode, Published};
use model::{Booking, BookingState, Plan, ProductionId};
use std::sync::Arc;
use units::{Minutes, Tick, TickRange};

/// Into so many pieces at most a session is cut that finds no gap.
const MOST_PIECES: usize = 4;

impl Draft<'_> {
    /// The activities of a booking: one, or several if it has to be cut.
    pub(super) fn sessions(
        &self,
        base: &PlanBase,
        crew: &Crew,
        booking: &Arc<Booking>,
        growing: &mut Growing<'_>,
    ) -> Vec<usize> {
        use BookingState as S;
        let open = matches!(
            booking.state,
            S::Idea | S::Option | S::Confirmed | S::InProgress | S::Done | S::Other(_)
        );
        if !open {
            return Vec::new();
        }
        let (plan, time, now) = (base.plan.as_ref(), self.after.time(), self.after.now());
        let (production, pieces) = (plan.production.id, base.pieces(time, booking));
        if pieces.last().is_none_or(|last| last.end <= now) {
            return Vec::new();
        }
        let is_ahead = pieces.first().is_some_and(|first| first.start > now);
        let may_be = booking.task.filter(|task| self.shares(plan, *task));
        let halves = may_be.and_then(|_| halves(self.after, plan, booking, &pieces));
        let shared = halves.is_some();
        let is_cut = is_ahead && !shared && self.cut.contains(&booking.id);
        let runs = match halves {
            Some(halves) => halves,
            None if is_cut => in_pieces(plan, booking, &pieces, time),
            None => self.runs(plan, booking, &pieces),
        };
        let parts = runs.len();
        let mut numbers = Vec::with_capacity(parts);
        for (part, run) in runs.iter().enumerate() {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let range = TickRange::new(first.start, last.end);
            let held = Held {
                report: self.after,
                crew,
                weights: self.weights,
                plan,
                booking,
                start: range.start,
                work: time.booked_work(run),
                holds: Hold::of(booking).is_some_and(Hold::counts),
                pattern: pattern_of(booking, self.after),
            };
            let begun = range.start <= now;
            let foreign = booking.zone.is_some_and(|zone| zone != time.calendars().zone());
            let fixed = begun
                || booking.state == S::Done
                || booking.pinned
                || foreign
                || !is_alive(plan)
                || self.only.is_some_and(|only| only != production)
                || (booking.state.is_firm() && !self.may_move(production, booking))
                || (booking.state == S::InProgress && part == 0 && !self.must_move(booking));
            let carried = growing.carried.get(&booking.id).copied().filter(|_| !fixed);
            let range = carried.unwrap_or(range);
            let session = Session {
                production,
                booking: Arc::clone(booking),
                part,
                parts,
                range,
                carried: carried.is_some(),
                work: held.work,
                holds: held.holds,
                shared,
                choices: vec![held.own()],
            };
            numbers.push(self.session(&held, session, fixed, growing));
        }
        // Pieces are as good as each other: one order will do.
        for (before, after) in numbers.iter().zip(numbers.iter().skip(1)).filter(|_| is_cut) {
            growing.precede(*before, *after, Ends::FinishToStart, (Minutes::ZERO, None), false);
        }
        numbers
    }

    /// Is a confirmed session one that may be moved without being asked for?
    fn may_move(&self, production: ProductionId, booking: &Booking) -> bool {
        self.others || self.focus.productions.contains(&production) || self.must_move(booking)
    }

    pub(super) fn must_move(&self, booking: &Booking) -> bool {
        self.focus.bookings.contains_key(&booking.id)
    }

    /// A booking in parts: what is over or under way, what cannot be, what could be. Whole unless
    /// part of it cannot be and the work may be cut.
    pub(super) fn runs(
        &self,
        plan: &Plan,
        booking: &Booking,
        pieces: &[TickRange],
    ) -> Vec<Vec<TickRange>> {
        let whole = || vec![pieces.to_vec()];
        let Some(against) = self.focus.bookings.get(&booking.id) else { return whole() };
        let now = self.after.now();
        let away: Vec<TickRange> = against
            .iter()
            .filter(|it| {
                use crate::clash::ClashKind as K;
                matches!(it.kind, K::Absence | K::ClosedHours)
            })
            .filter_map(|it| it.range)
            .collect();
        let begun = pieces.first().is_some_and(|first| first.start <= now);
        let task = booking.task.and_then(|id| plan.tasks.get(&id));
        if pieces.len() < 2
            || away.is_empty()
            || !(begun || task.is_none_or(|task| task.may_split()))
        {
            return whole();
        }
        // What somebody is away for: of the days between the first and the last, all.
        let state =
            |piece: &TickRange| (piece.start <= now, away.iter().any(|away| away.overlaps(*piece)));
        let mut runs: Vec<Vec<TickRange>> = Vec::new();
        let mut last = None;
        for piece in pieces {
            let state = state(piece);
            match runs.last_mut().filter(|_| last == Some(state)) {
                Some(run) => run.push(*piece),
                None => runs.push(vec![*piece]),
            }
            last = Some(state);
        }
        runs
    }

    /// How else a session may be held. Where two share the work, nothing but that is asked.
    fn other_choices(
        &self,
        held: &Held<'_>,
        session: &Session,
        growing: &mut Growing<'_>,
    ) -> Vec<Choice> {
        if self.as_it_is {
            return Vec::new();
        }
        let suited = &mut growing.suited;
        let mut choices =
            match !self.shared.is_empty() && !self.overtime && !self.must_move(held.booking) {
                true => Vec::new(),
                false => held.others(suited, self.overtime),
            };
        if session.shared && session.part > 0 {
            choices.extend(held.beside(suited, held.first_starts()));
        }
        choices
    }

    pub(super) fn session(
        &self,
        held: &Held<'_>,
        mut session: Session,
        fixed: bool,
        growing: &mut Growing<'_>,
    ) -> usize {
        let (booking, range, own) = (held.booking, session.range, held.own());
        let others = match fixed || !held.work.is_positive() {
            true => Vec::new(),
            false => self.other_choices(held, &session, growing),
        };
        let choices = &mut session.choices;
        let regular = held.mode(&own, &mut growing.supply);
        let fits = |mode: &Mode, growing: &Growing<'_>| {
            let calendar = mode.calendar.and_then(|number| growing.supply.calendars.get(number));
            calendar.is_some_and(|calendar| {
                calendar.is_working(range.start)
                    && calendar.try_advance(range.start, mode.work) == Some(range.end)
            })
        };
        // Nobody looks whether an idea clashes.
        let stays = growing.tolerated.contains(&booking.id) || booking.state == BookingState::Idea;
        let mut modes = Vec::new();
        let must_move = self.must_move(booking) && !fixed;
        if must_move && (held.is_unfit() || !fits(&regular, growing)) {
            // Not where it is; and not with somebody the director does not want.
            modes.push(Mode { uses: vec![growing.supply.never()], ..regular.clone() });
            if !held.is_unfit() {
                choices.push(own);
                modes.push(regular);
            }
        } else if fixed || stays || !fits(&regular, growing) {
            modes.push(held.as_it_stands(range, &mut growing.supply));
            if !fixed && regular.work.is_positive() {
                choices.push(own);
                modes.push(regular);
            }
        } else {
            modes.push(regular);
        }
        for choice in others {
            modes.push(held.mode(&choice, &mut growing.supply));
            choices.push(choice);
        }
        let now = self.after.now();
        let disturbance = self.weights.disturbance(booking, range.start, now, self.after.time());
        let activity = Activity {
            published: Some(Published { mode: 0, start: range.start }),
            pinned: fixed,
            release: if fixed { Tick(i64::MIN) } else { self.soonest().min(range.start) },
            disturbance,
            ..Activity::new(modes)
        };
        growing.add(activity, Tag::Session(session), Some(range))
    }
}

/// A session in pieces of whole days, about as long as each other and none too short for its task.
fn in_pieces(
    plan: &Plan,
    booking: &Booking,
    days: &[TickRange],
    time: &FacilityTime,
) -> Vec<Vec<TickRange>> {
    let task = booking.task.and_then(|id| plan.tasks.get(&id));
    let smallest = task.and_then(|task| task.smallest_piece).unwrap_or_default().0.max(1);
    let most = usize::try_from(time.booked_work(days).0 / smallest).unwrap_or(MOST_PIECES);
    let pieces = most.min(MOST_PIECES).min(days.len()).max(1);
    days.chunks(days.len().div_ceil(pieces).max(1)).map(<[TickRange]>::to_vec).collect()
}

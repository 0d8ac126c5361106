//! What a way out comes to: dates, people to be told, rules that bend or break.

use super::super::choice::Hours;
use super::super::draft::Tag;
use super::super::focus;
use super::{Cuts, Delivery, Move, Place, Reading, WayKind};
use crate::clash::{Clash, ClashKind};
use crate::compare;
use crate::replan::Aim;
use crate::report::Report;
use model::{BookingId, Kind, PersonId};
use std::collections::BTreeSet;
use std::sync::Arc;
use units::{Minutes, TickRange};

impl Reading<'_> {
    /// Clashes that come with the way and were not there before, nor brought by the event.
    pub(super) fn bends(&self, report: &Report) -> Vec<Arc<Clash>> {
        let known: BTreeSet<_> = self
            .before
            .clashes
            .iter()
            .chain(&self.after.clashes)
            .map(|clash| focus::key(clash))
            .collect();
        let new = report.clashes.iter().filter(|clash| !known.contains(&focus::key(clash)));
        let told = new.filter(|clash| clash.kind != ClashKind::Deadline);
        told.cloned().collect()
    }

    /// Where sessions that were moved break what the engine does not look at: rest, long days,
    /// turnaround; and what only a night's length brought about.
    pub(super) fn cuts(&self, bends: &[Arc<Clash>], moves: &[Move]) -> Cuts {
        let mut cuts = Cuts::new();
        let half_a_day = Minutes(self.after.time().calendars().day_length().0 / 2);
        for clash in bends {
            use ClashKind as K;
            let hard =
                matches!(clash.kind, K::Rest | K::Turnaround | K::DoubleBooking | K::Absence);
            if !hard || clash.severity == model::Severity::Info {
                continue;
            }
            let sides: BTreeSet<BookingId> = clash
                .sides
                .iter()
                .filter(|it| it.kind == Kind::Booking)
                .map(|it| BookingId(it.id))
                .collect();
            // A second option lies where it likes.
            let held = |it: &Move| it.holds && sides.contains(&it.booking);
            if !sides.iter().all(|side| {
                self.holds(*side) || moves.iter().any(|it| held(it) && it.booking == *side)
            }) {
                continue;
            }
            // The last of them that was moved goes on.
            let moved = moves.iter().filter(|it| sides.contains(&it.booking));
            let last = moved
                .filter_map(|it| Some((it.to.as_ref()?.start, it)))
                .max_by_key(|(start, _)| *start);
            let Some((start, it)) = last else { continue };
            let start = self.after.time().tick(start);
            let Some(activity) = self.activity_of(it) else { continue };
            let until = clash.range.filter(|_| clash.kind == K::DoubleBooking).map(|it| it.end);
            let until = until.unwrap_or(start).max(start + half_a_day);
            let cut = cuts.entry(activity).or_default();
            if clash.kind == K::Rest && it.hours != Hours::Usual {
                cut.usual_hours = true;
            } else {
                cut.ranges.push(TickRange::new(start, until));
            }
        }
        cuts
    }

    /// Is a booking more than an idea or a second option?
    pub(super) fn holds(&self, booking: BookingId) -> bool {
        self.drafted.tags.iter().all(|tag| match tag {
            Tag::Session(session) => session.booking.id != booking || session.holds,
            _ => true,
        })
    }

    /// The activity that a move is of.
    pub(super) fn activity_of(&self, of: &Move) -> Option<usize> {
        self.drafted.tags.iter().enumerate().find_map(|(number, tag)| {
            let booking = match tag {
                Tag::Session(session) => self.id_of(number, session),
                Tag::ToBook { .. } => BookingId((self.id)(number)),
                Tag::Work { .. } | Tag::Done { .. } | Tag::Gate | Tag::Due { .. } => return None,
            };
            (booking == of.booking).then_some(number)
        })
    }

    pub(super) fn kind(&self, moves: &[Move], deliveries: &[Delivery], is_shared: bool) -> WayKind {
        let changes = |what: fn(&Place, &Place) -> bool| {
            moves
                .iter()
                .any(|it| it.from.as_ref().zip(it.to.as_ref()).is_some_and(|(a, b)| what(a, b)))
        };
        if is_shared {
            WayKind::Together
        } else if moves.iter().any(|it| it.hours != Hours::Usual) {
            WayKind::Overtime
        } else if self.aim == Aim::StartAnyway {
            WayKind::StartAnyway
        } else if changes(|a, b| a.people != b.people) {
            WayKind::People
        } else if changes(|a, b| a.room != b.room) {
            WayKind::Rooms
        } else if moves.is_empty() {
            let late = deliveries.iter().any(|it| it.days_late > 0);
            if late { WayKind::AskDate } else { WayKind::Absorb }
        } else {
            let sooner = |it: &&Move| {
                it.from.as_ref().zip(it.to.as_ref()).is_some_and(|(from, to)| to.start < from.start)
            };
            let sooner = moves.iter().filter(sooner).count();
            if sooner * 2 > moves.len() { WayKind::Advance } else { WayKind::Slide }
        }
    }

    /// The dates that change, and those that are missed, of the productions concerned.
    pub(super) fn deliveries(&self, report: &Report) -> Vec<Delivery> {
        compare::deliveries(self.before, report, self.concerned)
    }

    /// People of confirmed sessions and first options within ten days that change.
    pub(super) fn calls(&self, moves: &[Move]) -> BTreeSet<PersonId> {
        compare::calls(self.after, moves)
    }

    /// The work of a session outside the hours of the house, if it was let out of its own.
    pub(super) fn overtime(&self, report: &Report, of: &Move) -> Minutes {
        let plan = report.document(of.production).filter(|_| of.hours != Hours::Usual);
        let booking = plan.and_then(|plan| plan.bookings.get(&of.booking));
        let Some(booking) = booking else { return Minutes::ZERO };
        report.time().work_outside_house(&report.time().occupation(booking).pieces)
    }
}

//! What a re-plan has to put right, and what it leaves as it found it.
//!
//! Plans hold clashes that nobody has asked about today. Only what an event brought about, or the
//! clash that was asked about, has to be put right; the rest may stay as it stands, and may not get
//! worse.

use super::event::Event;
use crate::clash::{Clash, ClashKind};
use crate::report::Report;
use crate::resource::Resource;
use model::{BookingId, Kind, ProductionId, TaskId};
use std::collections::{BTreeMap, BTreeSet};
use units::TickRange;

/// What is to be put right.
#[derive(Debug, Default, Clone)]
pub(crate) struct Focus {
    /// Bookings that cannot stay as they are: the resources concerned, and when.
    pub(crate) bookings: BTreeMap<BookingId, Vec<Against>>,
    /// Pairs of tasks whose dependency is to hold again.
    pub(crate) ties: BTreeSet<(ProductionId, TaskId, TaskId)>,
    /// Productions whose dates are to be met.
    pub(crate) productions: BTreeSet<ProductionId>,
    /// Tasks of which more is to be booked.
    pub(crate) grown: BTreeSet<(ProductionId, TaskId)>,
}

/// Something against a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Against {
    pub(crate) kind: ClashKind,
    pub(crate) resource: Option<Resource>,
    pub(crate) range: Option<TickRange>,
}

/// Two clashes are the same if they say the same of the same records.
type Key = (ClashKind, Option<Resource>, Vec<model::Subject>);

pub(crate) fn key(clash: &Clash) -> Key {
    (clash.kind, clash.resource, clash.sides.clone())
}

impl Focus {
    /// What an event brought about: what clashes after it and did not before.
    pub(crate) fn new(event: &Event, before: &Report, after: &Report) -> Self {
        let mut focus = Self::default();
        focus.productions.extend(event.production());
        focus.grown.extend(event.grown());
        let known: BTreeSet<Key> = before.clashes.iter().map(|clash| key(clash)).collect();
        match event {
            Event::Clash(clash) => focus.take(clash),
            _ => {
                let new = after.clashes.iter().filter(|clash| !known.contains(&key(clash)));
                new.for_each(|clash| focus.take(clash));
            }
        }
        focus
    }

    fn take(&mut self, clash: &Clash) {
        self.productions.extend(clash.productions());
        let tasks: Vec<TaskId> =
            clash.sides.iter().filter(|it| it.kind == Kind::Task).map(|it| TaskId(it.id)).collect();
        let production = clash.sides.first().and_then(|side| side.scope.production());
        let of_tie = matches!(clash.kind, ClashKind::Lag | ClashKind::MaximumLag);
        if let (true, [from, to, ..], Some(id)) = (of_tie, tasks.as_slice(), production) {
            self.ties.insert((id, *from, *to));
        }
        let bookings = clash.sides.iter().filter(|it| it.kind == Kind::Booking);
        for booking in bookings {
            let against =
                Against { kind: clash.kind, resource: clash.resource, range: clash.range };
            self.bookings.entry(BookingId(booking.id)).or_default().push(against);
        }
    }
}

/// Bookings that had something against them before, which is not to be put right now: they may stay.
pub(crate) fn tolerated(
    before: &Report,
    focus: &Focus,
    asked: Option<&Clash>,
) -> BTreeSet<BookingId> {
    use ClashKind as K;
    let asked = asked.map(key);
    let mut tolerated = BTreeSet::new();
    for clash in before.clashes.iter().filter(|clash| Some(key(clash)) != asked) {
        let of_place = matches!(
            clash.kind,
            K::DoubleBooking
                | K::ClosedHours
                | K::Absence
                | K::Capability
                | K::Rest
                | K::Turnaround
                | K::Veto
                | K::DeletedResource
                | K::DeletedTask
                | K::BadDates
        );
        let bookings = clash.sides.iter().filter(|it| of_place && it.kind == Kind::Booking);
        tolerated.extend(bookings.map(|it| BookingId(it.id)));
    }
    tolerated.retain(|booking| !focus.bookings.contains_key(booking));
    tolerated
}

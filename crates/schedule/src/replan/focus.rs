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
#[derive(Debug, Default)]
pub(crate) struct Focus {
    /// Bookings that cannot stay as they are: the resources concerned, and when.
    pub(crate) bookings: BTreeMap<BookingId, Vec<Against>>,
    /// Pairs of tasks whose dependency is to hold again.
    pub(crate) ties: BTreeSet<(TaskId, TaskId)>,
    /// Productions whose dates are to be met.
    pub(crate) productions: BTreeSet<ProductionId>,
    /// Tasks of which more is to be booked.
    pub(crate) grown: BTreeSet<TaskId>,
}

/// Something against a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Against {
    pub(crate) kind: ClashKind,
    pub(crate) resource: Option<Resource>,
    pub(crate) range: Option<TickRange>,
}

/// What a booking may keep although it is against the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tolerated {
    /// Is there anything?
    pub(crate) stays: bool,
    /// What somebody else has at the same time.
    pub(crate) shared: BTreeSet<Resource>,
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
        focus.grown.extend(event.grown().into_iter().map(|(_, task)| task));
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
        if let (ClashKind::Lag, [from, to, ..]) = (clash.kind, tasks.as_slice()) {
            self.ties.insert((*from, *to));
        }
        let bookings = clash.sides.iter().filter(|it| it.kind == Kind::Booking);
        for booking in bookings {
            let against =
                Against { kind: clash.kind, resource: clash.resource, range: clash.range };
            self.bookings.entry(BookingId(booking.id)).or_default().push(against);
        }
    }
}

/// What each booking had against it before, as far as it is not to be put right now.
pub(crate) fn tolerated(before: &Report, focus: &Focus, event: &Event) -> BTreeMap<BookingId, Tolerated> {
    let asked = match event {
        Event::Clash(clash) => Some(key(clash)),
        _ => None,
    };
    let mut tolerated: BTreeMap<BookingId, Tolerated> = BTreeMap::new();
    for clash in before.clashes.iter().filter(|clash| Some(key(clash)) != asked) {
        let bookings: Vec<BookingId> =
            clash.sides.iter().filter(|it| it.kind == Kind::Booking).map(|it| BookingId(it.id)).collect();
        let double = clash.kind == ClashKind::DoubleBooking;
        if !double && !matches!(clash.kind, ClashKind::ClosedHours | ClashKind::Absence | ClashKind::Capability
            | ClashKind::Rest | ClashKind::Turnaround | ClashKind::Veto | ClashKind::DeletedResource
            | ClashKind::DeletedTask | ClashKind::BadDates) {
            continue;
        }
        // Of two that share something, one has it and the other lies beside.
        let concerned = if double { bookings.get(1..).unwrap_or_default() } else { &bookings };
        for booking in concerned.iter().filter(|id| !focus.bookings.contains_key(id)) {
            let entry = tolerated.entry(*booking).or_default();
            entry.stays = true;
            entry.shared.extend(clash.resource.filter(|_| double));
        }
    }
    tolerated
}

//! What would clash if bookings were other than they are: asked at every frame of a drag.
//!
//! The checks are those of the whole (`clash/`), made on what lies near the bookings in question.

use crate::clash::booking::{BookingChecks, Holding, Lapse};
use crate::clash::shared;
use crate::clash::{Clash, ClashKind};
use crate::report::Report;
use crate::resource::Resource;
use model::{Booking, BookingId, Kind, ProductionId, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::TickRange;

/// Bookings as they would be, by plan and identifier; those that hold nothing are in no one's way.
type Tried = BTreeMap<ProductionId, BTreeMap<BookingId, Option<Holding>>>;

impl Report {
    /// What would clash if this booking were in the plan as given; one that the plan has under
    /// its identifier is left out of account.
    ///
    /// These are the clashes that name the booking; and of the dates of the plan's tasks, those
    /// that name its task or are not there today. It is told on the calendars of the report: what
    /// lies beyond them is said to do so. Nothing for a production the report does not know.
    pub fn probe(&self, production: ProductionId, booking: &Booking) -> Vec<Clash> {
        self.probe_all(&[(production, Arc::new(booking.clone()))])
    }

    /// The same for several bookings at once: each is checked against the others as they would be.
    pub fn probe_all(&self, bookings: &[(ProductionId, Arc<Booking>)]) -> Vec<Clash> {
        let mut tried = Tried::new();
        for (production, booking) in bookings {
            if self.parts.contains_key(production) {
                let holding = Holding::new(booking, &self.time);
                tried.entry(*production).or_default().insert(booking.id, holding);
            }
        }
        let mut clashes = Vec::new();
        self.one_by_one(&tried, &mut clashes);
        self.over_resources(&tried, &mut clashes);
        self.of_tasks(bookings, &tried, &mut clashes);
        clashes.sort();
        clashes
    }

    /// With its dates, its task, and what it is booked with.
    fn one_by_one(&self, tried: &Tried, clashes: &mut Vec<Clash>) {
        for (production, holding) in holdings(tried) {
            let Some(part) = self.parts.get(&production) else { continue };
            let (plan, vetoed) = (&part.base.plan, &part.fit.vetoed);
            BookingChecks { time: &self.time, plan, vetoed }.check(holding, clashes);
            let lapses = holding.lapses(production, &self.time);
            clashes.extend(lapses.iter().filter_map(|lapse: &Lapse| lapse.by(self.now)));
        }
    }

    /// With other bookings of the same rooms, people and machines.
    fn over_resources(&self, tried: &Tried, clashes: &mut Vec<Clash>) {
        let mut wanted: BTreeMap<Resource, TickRange> = BTreeMap::new();
        for (_, holding) in holdings(tried) {
            let Some(range) = holding.range() else { continue };
            for resource in holding.resources().filter(|resource| self.time.has(*resource)) {
                let whole = wanted.entry(resource).or_insert(range);
                *whole = TickRange::new(whole.start.min(range.start), whole.end.max(range.end));
            }
        }
        let is_tried = |production, booking| {
            tried.get(&production).is_some_and(|plan| plan.contains_key(&booking))
        };
        let names_one = |clash: &Clash| {
            let mut sides = clash.sides.iter();
            sides.any(|side| {
                side.scope.production().is_some_and(|plan| is_tried(plan, side.id.into()))
            })
        };
        let reach = shared::reach(&self.time);
        for (resource, range) in wanted {
            let range = TickRange::new(range.start - reach, range.end + reach);
            let others = self.near(resource, range).copied();
            let mut stretches: Vec<_> = others
                .filter(|other| !is_tried(other.holder.production, other.holder.booking))
                .collect();
            for (production, holding) in holdings(tried) {
                if holding.resources().any(|own| own == resource) {
                    stretches.extend(holding.stretches(production, &self.time));
                }
            }
            stretches.sort_unstable();
            let found = shared::check(&self.time, resource, &stretches).clashes;
            clashes.extend(found.into_iter().filter(names_one));
        }
    }

    /// With the dates of the tasks of its plan.
    fn of_tasks(
        &self,
        bookings: &[(ProductionId, Arc<Booking>)],
        tried: &Tried,
        clashes: &mut Vec<Clash>,
    ) {
        for (production, of_plan) in tried {
            let Some(part) = self.parts.get(production) else { continue };
            let tasks: BTreeSet<Subject> = bookings
                .iter()
                .filter(|(of, _)| of == production)
                .filter_map(|(_, booking)| booking.task)
                .map(|task| Subject::planned(*production, Kind::Task, task))
                .collect();
            let today: Vec<&Arc<Clash>> =
                part.clashes().filter(|clash| is_of_tasks(clash.kind)).collect();
            let concerned = |clash: &Clash| {
                clash.sides.iter().any(|side| tasks.contains(side))
                    || !today.iter().any(|known| known.as_ref() == clash)
            };
            let found = part.base.with(&self.time, self.now, of_plan);
            clashes.extend(found.into_iter().filter(concerned));
        }
    }
}

/// The bookings that hold something.
fn holdings(tried: &Tried) -> impl Iterator<Item = (ProductionId, &Holding)> {
    tried.iter().flat_map(|(production, of_plan)| {
        of_plan.values().flatten().map(|holding| (*production, holding))
    })
}

/// Is it told of tasks, and bookings have something to do with it?
fn is_of_tasks(kind: ClashKind) -> bool {
    use ClashKind as K;
    matches!(kind, K::Lag | K::MaximumLag | K::Deadline | K::SameAs)
}

#[cfg(test)]
mod tests;
